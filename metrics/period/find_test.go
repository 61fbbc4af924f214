package period

import (
	"slices"
	"strings"
	"testing"
	"time"

	"zhibiao/metrics/fold"
	"zhibiao/pipeline"
)

var cueNames = [...]string{"", "asof ", "now ", "ytd ", "cmp ", "row "}

// value writes what a mention says: the cue, then the period, or the basis of a comparison.
func value(m Mention) string {
	v := m.Period.String()
	if m.Cue == Comparison {
		return cueNames[m.Cue] + m.Basis
	}
	if m.NeedsYear {
		v += "?"
	}
	return cueNames[m.Cue] + v
}

func date(t testing.TB, s string) pipeline.Date {
	t.Helper()
	if s == "" {
		return pipeline.Date{}
	}
	d, err := pipeline.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// one finds the only mention of a text and tells whether it holds the whole text.
func one(t *testing.T, text string) (got string, whole bool) {
	t.Helper()
	l := fold.New(text, 0)
	ms := New().Find(nil, l, date(t, "2022-06-20"))
	if len(ms) != 1 {
		return show(l, ms), false
	}
	m := ms[0]
	end := m.End
	if end < len(l.Runes) && l.Runes[end] == ')' {
		end++
	}
	start := strings.TrimLeft(string(l.Runes[:m.Start]), "(3.")
	return value(m), start == "" && end == len(l.Runes)
}

func show(l *fold.Line, ms []Mention) string {
	var out []string
	for _, m := range ms {
		out = append(out, string(l.Runes[m.Start:m.End])+"="+value(m))
	}
	return strings.Join(out, "; ")
}

func find(t testing.TB, text, ref string) string {
	t.Helper()
	l := fold.New(text, 0)
	return show(l, New().Find(nil, l, date(t, ref)))
}

// What only looks like a time, and times that name no period of a value.
func TestNothing(t *testing.T) {
	for _, text := range []string{
		"1885万", "2021个", "2000～3000万元", "2000多家", "1978件", "2021.5亿元", "提高2.4个百分点", "12345热线", "3G/5G", "5G基站", "第十四届", "5-6倍",
		"12个月", "第三产业", "一千零一", "1/6", "10%-20%", "2016-2020个", "1.5-2.0", "3—5家", "十四五个", "二十三五", "三月三", "八月十五", "一月内", "十五",
		"21世纪", "二十年代", "八九年", "10年初中", "近年来", "近几年", "两年半以来", "春节", "五一", "国庆节前", "多年平均", "年均浓度", "年平均气温",
		"同比例", "比重", "比例", "较为", "比较", "较大", "占比", "提前5个月", "此前3个月", "连续三个月", "连续两月", "第5月", "以前年度", "过去年度", "三年行动",
		"每年6月至9月", "提前一季度完成", "五年规划", "5年期贷款", "13月", "0月", "32日", "2022年级", "电话010-2021", "GB/T2021", "v2021.5", "《公约》", "A2021年", "前三名", "前后",
	} {
		if got := find(t, text, "2022-06-20"); got != "" {
			t.Errorf("%s: got %s, want nothing", text, got)
		}
	}
}

// Sentences: where mentions begin and end.
func TestSentences(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		if got := find(t, text, "2022-06-20"); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	f("二、三、四季度分别增长3%、4%和5%", "二=2021-Q2?; 三=2021-Q3?; 四季度=2021-Q4?")
	f("2021年一、二季度", "2021年一=2021-Q1; 二季度=2021-Q2")
	f("4、5、6三个月分别增长", "4=2022-04?; 5=2022-05?; 6三个月=2022-06?")
	f("5、6三个月", "")
	f("5、6月份回升", "5=2022-05?; 6月份=2022-06?")
	f("2019、2020和2021年", "2019=2019; 2020=2020; 2021年=2021")
	f("指标 | 2020 | 2021 | 2022", "2020=2020; 2021=2021; 2022=2022")
	f("2022", "2022=2022")
	f("1 9 9 7 年粮食产量，比1 9 9 2 年增长", "1 9 9 7 年=1997; 比1 9 9 2 年=cmp since:1992")
	f("1 9 9 7 个", "")
	f("共2022", "")
	f("《“十四五”信息化规划》提出，到2025年建成", "\"十四五\"=2021/2025; 到2025年=asof 2025")
	f("2021年初步核算，产值比上年增长5%", "2021年=2021; 比上年=cmp yoy")
	f("2021年中部地区", "2021年=2021")
	f("2021年来自海外的", "2021年=2021")
	f("五年来年均增长6%", "五年来=2017/2021; 年均=cmp annual_average")
	f("从2016年的5万增长到2021年的8万", "2016年=2016; 到2021年=asof 2021")
	f("是2015年的1.3倍，相当于上年同期的2倍", "2015年=cmp since:2015; 上年同期=cmp yoy")
	f("达到“十三五”水平，升到2012年以来最高", "\"十三五\"=2016/2020; 2012年以来=2012-01/2022-06")
	f("巨头4月19日宣布", "4月19日=2022-04-19?")
	f("占比较一季度提高0.9个百分点", "较一季度=cmp ")
	f("2022年春节7天假期里，游客与2021年春节期间相比", "2022年春节7天假期=2022-01-31/2022-02-06; 与2021年春节期间相比=cmp since:2021")
	f("“五一”小长假接待，中秋、国庆假期接待", "五一\"小长假=2022-04-30/2022-05-04; 中秋、国庆假期=2021-10-01/2021-10-07")
	f("与2021年统计的景区同口径比较，与2021年的企业合作", "与2021年=cmp since:2021; 2021年=2021")
	f("自开港至今年2月底", "至今年2月底=asof 2022-02")
	f("超过去年全年，过去年度", "去年全年=2021")
	f("与上年和2019年", "上年=2021; 2019年=2019")
	f("今年三月初开工，年内建成", "今年三月初=2022-03; 年内=2022?")
	f("截至6月末，全省达8万个，比上年末净增1万个，同比增长12%", "截至6月末=asof 2022-06?; 比上年末=cmp prev_year_end; 同比=cmp yoy")
}

// Periods without a year take the nearest year that had begun; annual words follow the season of reviews.
func TestNearestYear(t *testing.T) {
	f := func(text, ref, want string) {
		t.Helper()
		if got := find(t, text, ref); got != text+"="+want {
			t.Errorf("%s on %s: got %s, want %s", text, ref, got, want)
		}
	}
	f("12月", "2022-01-27", "2021-12?")
	f("1月", "2022-01-27", "2022-01?")
	f("1—12月", "2022-01-27", "2021?")
	f("1—11月", "2021-12-20", "2021-01/2021-11?")
	f("全年", "2022-01-20", "2021?")
	f("全年", "2022-09-20", "2022?")
	f("年末", "2022-03-10", "asof 2021?")
	f("年底前", "2022-01-20", "asof 2022?")
	f("一年来", "2022-01-20", "2021")
	f("上月", "2022-01-20", "2021-12")
	f("上季度", "2022-01-20", "2021-Q4")
	f("2月末", "2024-03-10", "asof 2024-02?")
	f("今后五年", "2022-10-16", "2023/2027")
	f("去年", "", "")
	f("5月", "", "?")
	f("2021年底", "", "asof 2021")
	f("比上年末", "", "cmp prev_year_end")
}

func TestWithYear(t *testing.T) {
	rec := New()
	f := func(text, ref string, year int, want string) {
		t.Helper()
		l := fold.New(text, 0)
		m := rec.Find(nil, l, date(t, ref))[0].WithYear(year)
		if got := m.Period.String(); got != want || m.NeedsYear {
			t.Errorf("%s in %d: got %s, want %s", text, year, got, want)
		}
	}
	f("5月", "", 2020, "2020-05")
	f("1—5月", "2022-06-20", 2019, "2019-01/2019-05")
	f("2月末", "2022-06-20", 2024, "2024-02")
	f("年底", "2022-06-20", 2021, "2021")
	f("11月至次月", "2022-06-20", 2020, "2020-11")
	f("12月至3月", "2022-06-20", 2021, "2020-12/2021-03")
}

func TestFields(t *testing.T) {
	rec := New()
	first := func(text string) Mention {
		l := fold.New(text, 0)
		return rec.Find(nil, l, date(t, "2025-01-15"))[0]
	}
	if m := first("“十四五”期间"); m.Plan != 14 || m.InTitle || m.Relative {
		t.Errorf("%+v", m)
	}
	if m := first("《“十四五”规划纲要》"); m.Plan != 14 || !m.InTitle {
		t.Errorf("%+v", m)
	}
	if m := first("连续两年突破百亿"); m.Years != 2 || m.Cue != Consecutive || m.EndingIn(2024).Period.String() != "2023/2024" {
		t.Errorf("%+v", m)
	}
	if m := first("过去五年"); m.Years != 5 || m.EndingIn(2020).Period.String() != "2016/2020" {
		t.Errorf("%+v", m)
	}
	if m := first("昨天"); !m.Telling || !m.Relative {
		t.Errorf("%+v", m)
	}
	if m := first("比2020年底"); m.Period.String() != "2020" {
		t.Errorf("%+v", m)
	}
}

func TestFreq(t *testing.T) {
	rec := New()
	for text, want := range map[string]string{"2021年": "A", "2021年上半年": "S", "2021年二季度": "Q", "2021年5月": "M", "2021年5月3日": "D",
		"“十四五”时期": "P5Y", "2021年1—5月": "P5M", "2021年前三季度": "P9M", "2021年5月上旬": "P10D", "2020年12月至2021年3月": "P4M"} {
		l := fold.New(text, 0)
		if got := rec.Find(nil, l, pipeline.Date{})[0].Period.Freq(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if p := (Period{}); p.String() != "" || p.Freq() != "" {
		t.Error("the zero period has a name")
	}
}

func FuzzFind(f *testing.F) {
	rec := New()
	for _, c := range cases {
		f.Add(strings.Join(c.texts, "，"))
		f.Add(strings.Join(c.texts, ""))
	}
	f.Add("2024年“五一”、中秋和国庆假期，农历二〇二一年六月初三，上周五、周一，10日至15日，民国三十八年，20240731，21世纪初")
	f.Fuzz(func(t *testing.T, text string) {
		l := fold.New(text, 0)
		for _, ref := range []pipeline.Date{{}, {Year: 2022, Month: 6, Day: 20}, {Year: 2024, Month: 2, Day: 29}} {
			ms := rec.Find(nil, l, ref)
			at := 0
			for _, m := range ms {
				if m.Start < at || m.End <= m.Start || m.End > len(l.Runes) {
					t.Fatalf("mention %+v after %d in line of %d runes", m, at, len(l.Runes))
				}
				at = m.End
				if !m.Period.IsZero() && m.Period.End.Before(m.Period.Start) {
					t.Fatalf("%s: period ends before it starts: %+v", string(l.Runes[m.Start:m.End]), m.Period)
				}
				if m.Cue == Comparison && m.Basis == "" && m.Plan == 0 && m.Period.IsZero() && !ref.IsZero() && !m.Relative {
					t.Fatalf("comparison without base: %+v", m)
				}
			}
			if !slices.Equal(ms, rec.Find(nil, l, ref)) {
				t.Fatal("two passes differ")
			}
			at = 0
			for _, m := range rec.Calendar(ms, l, ref) {
				if m.Start < at || m.End <= m.Start || m.End > len(l.Runes) || !m.Period.IsZero() && m.Period.End.Before(m.Period.Start) {
					t.Fatalf("mention of a calendar %+v after %d in line of %d runes", m, at, len(l.Runes))
				}
				at = m.End
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	rec := New()
	text := strings.Repeat("截至2021年5月末，全省移动电话用户达到3.84亿户，比上年末净增2905万户，占移动电话用户总数的23.3%，同比增长12.4%；", 20)
	l := fold.New(text, 0)
	ref := pipeline.Date{Year: 2021, Month: 6, Day: 20}
	var ms []Mention
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		ms = rec.Find(ms[:0], l, ref)
	}
	if len(ms) != 60 {
		b.Fatalf("%d mentions", len(ms))
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}

// A mention is the same wherever it stands in a longer text.
func TestPosition(t *testing.T) {
	rec := New()
	ref := date(t, "2022-06-20")
	const before, after = "甲地报告：", "，情况良好。"
	for _, c := range cases {
		for _, text := range c.texts {
			if text == "2021.5" { // alone it fills a cell
				continue
			}
			l := fold.New(text, 0)
			want := show(l, rec.Find(nil, l, ref))
			l = fold.New(before+text+after, 0)
			if got := show(l, rec.Find(nil, l, ref)); got != want {
				t.Errorf("%s: alone %s, in a text %s", text, want, got)
			}
		}
	}
}

// The work is linear: a line of a million runes, whatever it repeats, takes no more per rune.
func TestLongLines(t *testing.T) {
	rec := New()
	for _, unit := range []string{"1", "一", "二、", "2021、", "2021 ", "\"", "到", "1.", "从2021年到", "连续", "5月、", "十四五", "比", "2020-", "前三"} {
		l := fold.New(strings.Repeat(unit, 300_000/len(unit)), 0)
		start := time.Now()
		rec.Find(nil, l, date(t, "2022-06-20"))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("a line of %d times %q takes %v", 300_000/len(unit), unit, d)
		}
	}
}
