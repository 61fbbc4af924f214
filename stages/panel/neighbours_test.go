package panel

import (
	"strings"
	"testing"
)

func TestLeavesOpen(t *testing.T) {
	for _, tc := range []struct {
		sentence, quote string
		want            bool
	}{
		{"打造“双千兆”网络，建设5G基站5万个、10G PON端口28万个。", "5万个", true},
		{"打造“双千兆”网络，建设5G基站5万个、10G PON端口28万个。", "28万个", true},
		{"全年建成开通5G基站3.2万个。", "3.2万个", true},
		{"全省累计建成5G基站5万个。", "5万个", false},
		{"截至2021年底，建成5G基站5万个。", "5万个", false},
		{"到2025年，力争建成10G-PON及以上端口70万个。", "70万个", false},
		{"全年新建5G基站5万个。", "5万个", false},
		{"全省5G基站达5万个。", "5万个", false},
		{"建设步伐加快，5G基站5万个。", "5万个", false},
		{"5万个", "5万个", false},
		{"5G基站", "5万个", false},
	} {
		if got := leavesOpen(tc.sentence, tc.quote); got != tc.want {
			t.Errorf("%s: %s: %v, want %v", tc.sentence, tc.quote, got, tc.want)
		}
	}
}

func TestConcerns(t *testing.T) {
	const long = "生产总值增长5.8%；规上工业增加值增长7.5%；固定资产投资（不含农户）100亿元，增长4%，居民消费价格上涨0.2%"
	for _, tc := range []struct {
		metric, quote, universe string
		want                    bool
	}{
		{"工业增加值", "7.5%", "规上", true},
		{"规上工业增加值", "7.5%", "规上", true},
		{"生产总值", "5.8%", "规上", false},
		{"居民消费价格", "0.2%", "规上", false},
		{"固定资产投资", "4%", "不含农户", true},
		{"固定资产投资", "4%", "规上", false},
		{"服务业增加值", "4%", "规上", true}, // named in another sentence
		{"", "4%", "规上", true},
		{"煤炭消费", "12", "规上", false}, // of a table: the header, then the row
	} {
		if got := concerns(long+"\n指标\t规上工业用电\t煤炭消费\n全省\t10\t12", tc.metric, tc.quote, tc.universe); got != tc.want {
			t.Errorf("%s of %s %s: %v, want %v", tc.universe, tc.metric, tc.quote, got, tc.want)
		}
	}
}

// 建设5G基站5万个 is a stock or an addition as the years before and after have it.
func TestNeighboursDecideOpenWording(t *testing.T) {
	open := func(year int, status string) ob {
		return ob{metric: "bs", year: year, value: "50000", step: "10000", status: status, quote: "5万个", sentence: "建设5G基站5万个"}
	}
	stock := func(year int, value string) ob { return ob{metric: "bs", year: year, value: value, step: "1000"} }
	for _, tc := range []struct {
		name string
		rows []ob
		want string // measure value resolution reason of 2021
	}{
		{"added", []ob{stock(2020, "100000"), open(2021, ""), stock(2022, "180000")},
			"increment 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock was 100000 in 2020 and 180000 in 2022, so it was added"},
		{"added, nothing known of the year after", []ob{stock(2020, "100000"), open(2021, "")},
			"increment 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock was 100000 in 2020, so it was added"},
		{"the stock", []ob{stock(2020, "30000"), open(2021, ""), stock(2022, "61000")},
			"level 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock was 30000 in 2020 and 61000 in 2022, so it is the stock"},
		{"both fit", []ob{stock(2020, "30000"), open(2021, ""), stock(2022, "110000")},
			"level 50000 single the wording leaves open whether 5万个 is the stock or was added, and the neighbouring years do not decide"},
		{"neither fits", []ob{stock(2020, "100000"), open(2021, ""), stock(2022, "110000")},
			"level 50000 single the wording leaves open whether 5万个 is the stock or was added, and the neighbouring years do not decide"},
		{"no neighbours", []ob{open(2021, "")},
			"level 50000 single the wording leaves open whether 5万个 is the stock or was added, and the neighbouring years do not decide"},
		{"a plan to add", []ob{stock(2020, "100000"), open(2021, "target")},
			"increment 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock was 100000 in 2020, so it was added"},
		{"beside the stock", []ob{stock(2020, "100000"), open(2021, ""), stock(2021, "150000"), stock(2022, "180000")},
			"increment 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock was 100000 in 2020 and 180000 in 2022, so it was added"},
		{"beside the stock, nothing known of other years", []ob{open(2021, ""), stock(2021, "150000")},
			"increment 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock is stated to be 150000, so it was added"},
		{"the same was said to be new", []ob{stock(2020, "100000"), open(2021, ""), {metric: "bs", measure: "increment", year: 2021, value: "50000", step: "10000"}},
			"increment 50000 single the wording leaves open whether 5万个 is the stock or was added; the stock was 100000 in 2020, so it was added"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := build(t, Options{}, doc{id: "a", rows: tc.rows})
			for line := range strings.Lines(rows(t, v, "panel", "year", "measure", "value", "resolution", "reason")) {
				if line == "2021 "+tc.want+"\n" {
					return
				}
			}
			t.Errorf("got\n%s\nwant 2021 %s", rows(t, v, "panel", "year", "measure", "value", "resolution", "reason"), tc.want)
		})
	}
}

// Where the wording says nothing, a conflict is settled by the claim that lies between the neighbours.
func TestNeighboursSettleConflicts(t *testing.T) {
	v := build(t, Options{},
		doc{id: "a", rows: []ob{{metric: "bs", year: 2020, value: "100000", step: "10000"}, {metric: "bs", year: 2022, value: "180000", step: "10000"}}},
		one("b", "50000", "10000"), one("c", "150000", "10000"))
	want := "2020 100000 single\n2021 150000 most_precise\n2022 180000 single\n"
	if got := rows(t, v, "panel", "year", "value", "resolution"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
