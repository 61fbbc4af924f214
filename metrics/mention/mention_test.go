package mention

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"zhibiao/pipeline"
)

var seeds = []string{
	"截至6月末，全省建成5G基站超3.3万个，高于全国平均2.1个百分点。",
	"2021年前三季度，福州市鼓楼区实现收入１．４７万亿元，同比增长50%~70%",
	"“十四五”时期，10G PON端口5万个、5G基站2万座，居全国第2位",
	"三明市、六安市分别完成三分之二和三成，二〇二一年底",
	"去年 12 月，１００个\u00ad村；1885万户\n2022年1—5月",
}

func recognizer(t testing.TB) *Recognizer {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var ctx = Context{Date: pipeline.Date{Year: 2022, Month: 6, Day: 1}, Region: "350000"}

// check states what holds for the mentions of every text.
func check(t *testing.T, r *Recognizer, text string) {
	t.Helper()
	ms := r.Find(text, ctx)
	end := 0
	for _, m := range ms {
		if m.Start < end || m.Start >= m.End || m.End > len(text) {
			t.Fatalf("%q: mention %v overlaps or is out of bounds: %v", text, m.Span, ms)
		}
		end = m.End
		if utf8.ValidString(text) && !utf8.ValidString(m.Of(text)) {
			t.Fatalf("%q: mention %q cuts a character", text, m.Of(text))
		}
		if strings.Contains(m.Of(text), "\n") {
			t.Fatalf("%q: mention %q spans lines", text, m.Of(text))
		}
	}
	// The same mentions with the same meaning stand in the text between other lines, twice.
	const before, between = "上一行没有数\n", "\n\n"
	moved := r.Find(before+text+between+text+between, ctx)
	if len(moved) != 2*len(ms) {
		t.Fatalf("%q: %d mentions alone, %d in twice the text", text, len(ms), len(moved))
	}
	for i, got := range moved {
		off, want := len(before), ms[i%len(ms)]
		if i >= len(ms) {
			off += len(text) + len(between)
		}
		if got.Start-off != want.Start || got.End-off != want.End || meaning(got) != meaning(want) {
			t.Fatalf("%q: mention %d is %v %s alone, %v %s between other lines", text, i, want.Span, meaning(want), got.Span, meaning(got))
		}
	}
}

// meaning is all that a mention says, whatever its position. Positions within its line are the same in
// every text and may stay in it.
func meaning(m Mention) string {
	return fmt.Sprintf("%v %+v %+v %+v", m.Kind, m.Quantity, m.Period, m.Region)
}

func TestProperties(t *testing.T) {
	r := recognizer(t)
	for _, s := range seeds {
		check(t, r, s)
	}
}

func TestKinds(t *testing.T) {
	r := recognizer(t)
	for _, c := range []struct{ text, want string }{
		{"全省建成5G基站超3.3万个", "region 全省|name 5G|quantity 3.3万个"},
		{"高于全国平均2.1个百分点", "region 全国|quantity 2.1个百分点"},
		{"“十四五”时期增长5%", "period “十四五”时期|quantity 5%"},
		{"同比增长5%", "quantity 5%"},
		{"三明市居第2位", "region 三明市|quantity 第2位"},
		{"美国有3个", "quantity 3个"},
		{"没有", ""},
		{"2、今年以来增长5%", "name 2|period 今年以来|quantity 5%"},
		{"比2021年春节假期增长5%", "period 比2021年春节假期|quantity 5%"},
	} {
		var got []string
		for _, m := range r.Find(c.text, ctx) {
			got = append(got, m.Kind.String()+" "+m.Of(c.text))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s", c.text, s, c.want)
		}
	}
}

// 年初 is the month that opens the year where it is no base of a comparison.
func TestOpening(t *testing.T) {
	r := recognizer(t)
	for text, want := range map[string]string{"2021年初": "2021-01", "年初": "2022-01", "比年初增加5亿元": "2021"} {
		if ms := r.Find(text, ctx); len(ms) == 0 || ms[0].Period.Period.String() != want {
			t.Errorf("%s: %+v, want %s", text, ms, want)
		}
	}
}

// A time without a year belongs to the year that its sentence names before it.
func TestYearBefore(t *testing.T) {
	r := recognizer(t)
	for text, want := range map[string]string{
		"2020年，我省面对困难，全年增长3%，其中一季度下降": "2020 2020 2020-Q1",
		"2020年1至2月份、3月份和2020年12月，5月份": "2020-01/2020-02 2020-03 2020-12 2022-05",
		"三季度增长3%，高于二季度和上半年":           "2021-Q3 2021-Q2 2021-H1",
		"2020年增长3%。一季度下降":             "2020 2022-Q1",
		"2020年增长3%，比去年高；今年一季度下降":      "2020 2021 2022-Q1",
		"《2020年规划》提出，上半年":             "2020 2022-H1",
		"2020年12月至今，5月份":              "2020-12/2022-06 2022-05",
	} {
		var got []string
		for _, m := range r.Find(text, ctx) {
			if m.Kind == Period {
				got = append(got, m.Period.Period.String())
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}

// A text that is a number or an ordinal and nothing else is that number.
func TestLone(t *testing.T) {
	r := recognizer(t)
	for text, kind := range map[string]Kind{"十": Quantity, "第三": Quantity, "第三条": Name} {
		if ms := r.Find(text, ctx); len(ms) != 1 || ms[0].Kind != kind || ms[0].Of(text) != text {
			t.Errorf("%s: %+v, want one %v", text, ms, kind)
		}
	}
}

func TestOwnRegion(t *testing.T) {
	r := recognizer(t)
	ms := r.Find("全省和鼓楼区", Context{Region: "350100"})
	if len(ms) != 2 || len(ms[0].Region.Codes) != 1 || ms[0].Region.Codes[0] != "350000" || len(ms[1].Region.Codes) != 1 || ms[1].Region.Codes[0] != "350102" {
		t.Errorf("%+v", ms)
	}
	if ms := r.Find("鼓楼区", Context{}); len(ms) != 1 || len(ms[0].Region.Codes) < 2 {
		t.Errorf("a namesake was guessed: %+v", ms)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	r := recognizer(f)
	f.Fuzz(func(t *testing.T, s string) { check(t, r, s) })
}

func BenchmarkFind(b *testing.B) {
	r := recognizer(b)
	text := strings.Repeat(strings.Join(seeds, "\n")+"\n", 200)
	want := len(r.Find(text, ctx))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(r.Find(text, ctx)); n != want || n < 1000 {
			b.Fatal(n)
		}
	}
}
