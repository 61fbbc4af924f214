package panel

import (
	"fmt"
	"strings"
	"testing"
)

// news is a long text by one template; its figures start with n.
func news(n int) string {
	var b strings.Builder
	for i := range 120 {
		fmt.Fprintf(&b, "第%d段讲全省信息通信业平稳运行的一些情况与第%d项工作。", i, i*7+n)
	}
	return b.String()
}

// report is a document with a few figures in whole sentences, of which the first is of 5G base stations.
func report(id, text, stations string) doc {
	say := func(metric, format, value string) ob {
		return ob{metric: metric, year: 2021, value: value, step: "1000", quote: value + "个", sentence: fmt.Sprintf(format, value+"个")}
	}
	return doc{id: id, text: text, rows: []ob{
		say("bs", "截至2021年底，全省5G基站总数达到%s，实现了县级以上城区和重点乡镇的连续覆盖", stations),
		say("allbs", "全省移动电话基站总数达到%s，其中农村地区的基站数量比上年末有明显增加", "280000"),
		say("rev", "全年完成业务收入%s，行业保持了平稳较快增长的良好态势，发展质量稳步提高", "52000"),
	}}
}

func TestReprints(t *testing.T) {
	from := func(d doc, publisher, published string) doc {
		d.publisher, d.published = publisher, published
		return d
	}
	original := from(report("a", news(0), "50000"), "福建日报", "2022-01-20")
	again := func(stations string) doc { return report("b", "转载:"+news(0), stations) }
	for _, tc := range []struct {
		name string
		docs []doc
		want string // resolution value n_documents n_observations reason
	}{
		{"a reprint", []doc{original, from(again("50000"), "海西网", "2022-01-21")}, "single 50000 1 2 -"},
		{"a reprint and another document", []doc{original, again("50000"), report("c", news(5000), "50000")}, "unanimous 50000 2 3 -"},
		{"a changed digit", []doc{original, from(again("59000"), "海西网", "2022-01-21")},
			"source_priority 50000 1 2 b.txt has the text of a.txt with another figure, 59000个"},
		{"the reprint stands first", []doc{from(report("a", news(0), "59000"), "海西网", "2022-01-21"), from(again("50000"), "福建日报", "2022-01-20")},
			"source_priority 50000 1 2 a.txt has the text of b.txt with another figure, 59000个"},
		{"an authority is the original", []doc{from(original, "海西网", "2022-01-20"), from(again("59000"), "福建省通信管理局", "2022-01-21")},
			"source_priority 59000 1 2 a.txt has the text of b.txt with another figure, 50000个"},
		{"a correction by the publisher", []doc{original, from(again("59000"), "福建日报", "2022-01-21")},
			"source_priority 59000 1 2 a.txt has the text of b.txt with another figure, 50000个"},
		{"who printed first is not known", []doc{from(original, "", ""), again("59000")},
			"conflict - 1 2 2 claims differ by more than their rounding and no rule decides"},
		// The misprint is no third voice, and the other document confirms the original.
		{"a changed digit beside another document", []doc{original, from(again("59000"), "海西网", "2022-01-21"), report("c", news(5000), "50000")},
			"source_priority 50000 2 3 b.txt has the text of a.txt with another figure, 59000个"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := build(t, Options{}, tc.docs...)
			got, _, _ := strings.Cut(strings.SplitAfter(rows(t, v, "panel", "resolution", "value", "n_documents", "n_observations", "reason"), "\n")[1], "\n")
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

// The sketches of two reports by one template are alike; their figures are not, so they are two documents.
func TestTemplatesAreNoReprints(t *testing.T) {
	a, b := report("a", news(0), "50000"), report("b", "转载:"+news(0), "71000")
	b.rows[1].value, b.rows[1].quote, b.rows[1].sentence = "350000", "350000个", "全省移动电话基站总数已经是350000个了，其中城区占了六成"
	b.rows[2].value, b.rows[2].quote, b.rows[2].sentence = "64000", "64000个", "业务收入是64000个，比去年多，具体情况另行发布"
	v := build(t, Options{}, a, b)
	if got := rows(t, v, "documents", "near_duplicate_group"); got != "a\na\n" {
		t.Fatalf("the sketches tell them apart: %q", got)
	}
	if got, want := rows(t, v, "panel", "metric", "n_documents"), "allbs 2\nbs 2\nrev 2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
