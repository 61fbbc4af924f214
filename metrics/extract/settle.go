// From the period of the text to that of the value: the point at its end for a stock, the time up to it for a flow.

package extract

import (
	"strings"
	"time"

	"zhibiao/metrics/period"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// settled is a resolved period in the form of the table.
type settled struct {
	start, end pipeline.Date
	text, freq string
}

func day(y, m, d int) pipeline.Date { return pipeline.Date{Year: y, Month: time.Month(m), Day: d} }

func monthEnd(y, m int) pipeline.Date {
	t := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
	return pipeline.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

func wholeYear(y int) period.Period {
	return period.Period{Start: day(y, 1, 1), End: day(y, 12, 31), Grain: period.Year}
}

func singleDay(d pipeline.Date) period.Period {
	return period.Period{Start: d, End: d, Grain: period.Day}
}

// settle turns the period of the text into the period of the value: a stock has the point at its
// end, a flow runs from the start of the year to a point.
func settle(c *cand, w when, st pipeline.Status, ref pipeline.Date, yearly bool) settled {
	p := w.m.Period
	if c.goal && c.basis == "annual_average" && p.Grain == period.MultiYear {
		return finish(p, false)
	}
	if c.goal { // targets are set for whole years
		return finish(wholeYear(p.End.Year), false)
	}
	if p.Grain == period.MultiYear && p.End.Month == 12 && c.overYear() {
		p = wholeYear(p.End.Year)
		w.m.Period = p
	}
	kind := c.b.rule.Kind
	point := kind != rule.Flow
	switch c.measure {
	case pipeline.Increment:
		point = c.based && (c.basis == "" || c.basis == "prev_year_end" || c.basis == "yoy" || strings.HasPrefix(c.basis, "since:")) && (w.m.Cue == period.AsOf || w.m.Cue == period.Now || p.Grain <= period.Quarter)
		if p.Grain == period.MultiYear || p.Grain == period.Year && w.m.Cue != period.AsOf {
			point = false
		}
		if point {
			break
		}
	case pipeline.Growth, pipeline.GrowthPP:
		if p.Start.Year < p.End.Year {
			point = false                                        // 2010年以来累计下降
			if c.basis == "annual_average" && p.End.Month < 12 { // averages of whole years
				p = period.Period{Start: p.Start, End: day(p.End.Year-1, 12, 31), Grain: period.MultiYear}
				w.m.Period = p
			}
		}
		if n := c.averaged(p.End.Year); n > 1 && p.Grain == period.Year && w.m.Cue != period.YearToDate {
			return finish(period.Period{Start: day(p.End.Year-n+1, 1, 1), End: p.End, Grain: period.MultiYear}, false)
		}
	}
	if c.measure == pipeline.Growth && !ref.IsZero() && (w.m.Cue == period.Now && c.yearlyGrowth() || c.basis == "annual_average" && (w.m.Cue == period.Now || w.m.Cue == period.YearToDate || p == singleDay(ref))) {
		return finish(wholeYear(ref.Year-1), false)
	}
	if w.m.Cue == period.Now && !point && !ref.IsZero() && st == pipeline.Actual && !(ref.Month == 12 && ref.Day == 31) && c.annual() {
		return finish(wholeYear(ref.Year-1), false) // amounts of years: 从2012年的11万亿元增长到现在的45.5万亿元
	}
	if w.m.Cue == period.Now {
		if point && st == pipeline.Target && !ref.IsZero() && yearly {
			return finish(wholeYear(ref.Year), true) // what shall be reached is reached by the end of the year
		}
		if point {
			return finish(singleDay(p.End), true)
		}
		if st == pipeline.Target && !ref.IsZero() {
			return finish(wholeYear(ref.Year), false)
		}
		return finish(toDate(ref), false)
	}
	if p.Grain == period.MultiYear && (w.m.Cue == period.During || w.m.Cue == period.Consecutive) && (c.steady() || st == pipeline.Target && c.b.rule.Metric == "society.unemployment_rate") {
		return finish(p, false) // a rate that was, or is to be, held in each of the years
	}
	thisYear := !ref.IsZero() && p.Grain == period.Year && p.End.Year == ref.Year && w.m.Relative && w.m.Cue != period.AsOf
	if p.Grain == period.MultiYear && w.m.Relative && point && (kind == rule.Stock || c.b.rule.Unit == "%") && !c.base && !c.end && !ref.IsZero() && !yearly && p.End.Year == ref.Year-1 && w.source != pipeline.ByList {
		return finish(singleDay(ref), true) // 这十年…突破11亿千瓦
	}
	if p.Grain == period.MultiYear && (c.measure == pipeline.Share || c.measure == pipeline.Rank ||
		strings.HasPrefix(c.basis, "since:") || c.end && c.measure == pipeline.Level) {
		if p.End.Month < 12 {
			return finish(atEnd(p), point)
		}
		return finish(period.Period{Start: day(p.End.Year, 1, 1), End: p.End, Grain: period.Year}, point) // a share, a rank, a growth since a year and the B of 从A到B are told for the end
	}
	if w.m.Cue == period.YearToDate && st == pipeline.Target && p.Start.Year == ref.Year {
		return finish(wholeYear(ref.Year), false)
	}
	if (w.m.Cue == period.YearToDate && p.Start.Year == ref.Year || thisYear && (ref.Month < 12 || point && ref.Day < 31)) && st == pipeline.Actual {
		if point {
			return finish(singleDay(ref), true)
		}
		return finish(toDate(ref), false)
	}
	if point && kind == rule.Rate && p.Start.Year == p.End.Year && p.Grain != period.Day && p.Grain != period.Year && w.m.Cue == period.During {
		return finish(p, false) // 12月份失业率, 上半年居民消费价格: of the month or the months, not of their end
	}
	if point {
		return finish(atEnd(p), true)
	}
	if w.m.Cue == period.AsOf && p.Grain != period.MultiYear {
		e := p.End
		if e.Month == 12 && e.Day == 31 {
			return finish(period.Period{Start: day(e.Year, 1, 1), End: e, Grain: period.Year}, false)
		}
		if p.Grain != period.Year {
			return finish(period.Period{Start: day(e.Year, 1, 1), End: e, Grain: period.Span}, false)
		}
	}
	if p.Grain == period.MultiYear && w.m.Cue != period.Consecutive && c.measure == pipeline.Level && !c.b.rule.IncrementIsLevel && kind == rule.Flow && (w.m.Cue == period.AsOf || c.reaches() || c.lastStep()) {
		return finish(period.Period{Start: day(p.End.Year, 1, 1), End: p.End, Grain: period.Year}, false)
	}
	return finish(p, false)
}

// overYear reports whether the clause says that the change is against the year before: in a review of several years it is
// one of the last of them.
func (c *cand) overYear() bool {
	if c.measure != pipeline.Increment && (c.measure != pipeline.Growth || c.basis != "yoy") {
		return false
	}
	for i := c.item - 1; i >= c.clause && c.s.items[i].kind != itQty; i-- {
		if it := c.s.items[i]; it.kind == itPeriod && c.s.ps[it.i].Cue == period.Comparison {
			return c.s.ps[it.i].Basis == "yoy"
		}
	}
	return false
}

// averaged is the number of years up to year y over which an annual average is told (两年平均增长5.1%; 2005年与2000年相比，
// …年均增长9.5%), or 0.
func (c *cand) averaged(y int) int {
	if c.basis != "annual_average" {
		return 0
	}
	if c.from > 0 {
		return y - c.from
	}
	r := c.s.line.Runes
	for i := c.item - 1; i >= c.clause; i-- {
		it := c.s.items[i]
		if it.kind != itPeriod || c.s.ps[it.i].Basis != "annual_average" || it.s == 0 || r[it.s] != '年' {
			continue
		}
		if n := strings.IndexRune("一二三四五六七八九十", r[it.s-1]); n >= 0 {
			return n/3 + 1
		}
		if r[it.s-1] == '两' {
			return 2
		}
		if d := r[it.s-1]; d > '0' && d <= '9' {
			return int(d - '0')
		}
	}
	return 0
}

// yearlyGrowth reports whether the clause speaks of the growth of a year: 年增长率, 年增速.
func (c *cand) yearlyGrowth() bool {
	clause := c.s.textOf(c.s.items[c.clause].s, c.s.items[c.item].s)
	return strings.Contains(clause, "年增长率") || strings.Contains(clause, "年增速") || strings.Contains(clause, "年增幅")
}

// annual reports whether a value of now is told of the last year that is over: the B of 从A到B, a place held for years, and
// what is reckoned by the year, unless the clause says what was done up to now.
func (c *cand) annual() bool {
	switch c.measure {
	case pipeline.Rank:
		if c.inARow() {
			return true
		}
	case pipeline.Level:
		if c.end {
			return true
		}
	case pipeline.Share:
	default:
		return false
	}
	return (ofYear(c.b.rule.Metric) || strings.HasPrefix(c.b.rule.Metric, "economy.digital_")) && !c.doneNow()
}

// doneNow reports whether the clause of the value sums up what was done: 目前已完成….
func (c *cand) doneNow() bool {
	r := c.s.line.Runes[c.s.items[c.clause].s:c.s.items[c.item].s]
	return contains(r, doings)
}

var doings = wordTrie("完成", "累计", "新增", "实现")

// steady reports whether the clause says that the value was kept over the years: 稳定在, 保持在.
func (c *cand) steady() bool {
	from := c.item - 1
	for from >= c.clause && c.s.items[from].kind != itQty { // not 面积稳定在…、产量突破…
		from--
	}
	return contains(c.s.line.Runes[c.s.items[from+1].s:c.s.items[c.item].s], keepers)
}

var keepers = wordTrie("稳定在", "保持在", "维持在", "稳定保持", "始终保持", "一直保持")

// inARow reports whether the clause says that the value held for an unknown number of years: 连续多年.
func (c *cand) inARow() bool {
	clause := c.s.textOf(c.s.items[c.clause].s, c.s.items[c.item].s)
	return strings.Contains(clause, "连续多年") || strings.Contains(clause, "连续数年") || strings.Contains(clause, "多年来")
}

// lastStep reports whether the value is the last of the steps crossed in years: 连续跨过5万亿美元、6万亿美元两个台阶.
func (c *cand) lastStep() bool {
	r := c.s.line.Runes
	for k, e := c.s.items[c.item].e, 0; k < len(r) && e < 6 && r[k] != ',' && r[k] != '、'; k, e = k+1, e+1 {
		if hasAt(r, k, "台阶") || hasAt(r, k, "关口") || hasAt(r, k, "大关") {
			return true
		}
	}
	return false
}

// reaches reports whether a verb of reaching stands before the value and nothing that sums up: “十二五”时期…达到
// 287.9亿元 is the amount of the last year, 累计完成 that of all.
func (c *cand) reaches() bool {
	if c.item == 0 {
		return false
	}
	if its := c.s.items; c.item+2 < len(its) && its[c.item+1].kind == itPunct && its[c.item+2].kind == itPeriod && strings.HasPrefix(c.s.ps[its[c.item+2].i].Basis, "since:") {
		return true // 8千亿元、比2020年增加五成
	}
	clause := c.s.textOf(c.s.items[c.clause].s, c.s.items[c.item].s)
	clause = strings.ReplaceAll(clause, "公共", "") // 一般公共预算 sums up nothing
	for _, w := range [...]string{"累计", "累积", "合计", "总计", "共", "年均"} {
		if strings.Contains(clause, w) {
			return false
		}
	}
	if ofYear(c.b.rule.Metric) && !strings.Contains(clause, "连") && !strings.Contains(clause, "每年") && !strings.Contains(clause, "稳") {
		return true
	}
	for _, w := range [...]string{"年接待", "年产", "年销", "年发电", "年交易", "年吞吐"} { // in a year, not in all
		if _, verb, ok := strings.Cut(clause, w); ok && !strings.Contains(verb, "年") && len(clause) == len(w)+len(verb) {
			return true
		}
	}
	for _, w := range [...]string{"达到", "突破", "跨上", "迈上", "跃上", "增加到", "提高到", "增长到", "升至", "增至"} {
		if strings.Contains(clause, w) {
			return true
		}
	}
	return false
}

// ofYear reports whether a metric is told by the year, so that a level in a review of several is that of the last unless the
// text sums up: products, value added and incomes.
func ofYear(metric string) bool {
	return strings.HasPrefix(metric, "economy.gdp") || strings.HasSuffix(metric, "value_added") || strings.HasSuffix(metric, "income")
}

// toDate is the part of the year of ref up to the end of its month.
func toDate(ref pipeline.Date) period.Period {
	p := period.Period{Start: day(ref.Year, 1, 1), End: monthEnd(ref.Year, int(ref.Month)), Grain: period.Span}
	if ref.Month == 1 {
		p.Grain = period.Month
	}
	if ref.Month == 12 {
		p.Grain = period.Year
	}
	return p
}

// atEnd is the point at the end of p: its last month, its year where it ends with the year, or the day.
func atEnd(p period.Period) period.Period {
	e := p.End
	if p.Grain == period.Day {
		return singleDay(e)
	}
	if e != monthEnd(e.Year, int(e.Month)) {
		return singleDay(e) // “十四五”以来 ends with the text
	}
	if e.Month == 12 {
		return period.Period{Start: day(e.Year, 1, 1), End: e, Grain: period.Year}
	}
	return period.Period{Start: day(e.Year, int(e.Month), 1), End: e, Grain: period.Month}
}

func finish(p period.Period, point bool) settled {
	out := settled{start: p.Start, end: p.End, text: p.String(), freq: p.Freq()}
	if point {
		out.start = pipeline.Date{}
	}
	return out
}

// blurred names a period that is the day of the document by no more than what is known of that day.
func (sc *scope) blurred(p settled) settled {
	if sc.blur == period.Day || p.freq != "D" || p.end != sc.ref {
		return p
	}
	s := period.Period{Start: day(p.end.Year, int(p.end.Month), 1), End: monthEnd(p.end.Year, int(p.end.Month)), Grain: period.Month}
	if sc.blur == period.Year {
		s = wholeYear(p.end.Year)
	}
	return finish(s, p.start.IsZero())
}
