// What a change is reckoned from: the basis of a growth, the A of 从A增长到B.

package extract

import (
	"strconv"
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// leadBasis takes the basis that a clause without a metric sets for those after it: 从环比看，….
func (k *linker) leadBasis(a, b int) {
	for _, it := range k.s.items[a:b] {
		if it.kind == itAnchor {
			return
		}
	}
	for _, it := range k.s.items[a:b] {
		if it.kind == itPeriod && k.s.ps[it.i].Cue == period.Comparison && k.s.ps[it.i].Basis == "mom" {
			k.since, k.told = "mom", false
		}
		if it.kind == itPeriod && a == 0 && strings.HasPrefix(k.since, "since:") && k.s.ps[it.i].Cue == period.Comparison {
			k.framed = true // 2005年与2000年相比，…；…
		}
	}
}

// baseBefore takes the period of “十三五”末的2倍 for the base of the multiple at item i.
func (k *linker) baseBefore(i, a int, st *state) {
	j := i - 1
	for j >= a && k.s.items[j].kind != itPeriod && j > i-4 {
		switch k.s.textOf(k.s.items[j].s, k.s.items[j].e) {
		case "的", "近", "约", "超过", "\"":
		default:
			return
		}
		j--
	}
	if j < a || k.s.items[j].kind != itPeriod {
		return
	}
	p := &k.s.ps[k.s.items[j].i]
	if p.Cue == period.Comparison || p.Period.End.IsZero() {
		return
	}
	st.based, st.sign = true, 0
	st.basis = "since:" + strconv.Itoa(p.Period.End.Year)
	if p.Relative && !k.longAgo(j) {
		st.basis = "yoy"
	}
	p.Cue = period.Comparison // a base is no period of a value
}

// longAgo reports whether the period at item i is told by its distance: 是10年前的1.3倍.
func (k *linker) longAgo(i int) bool {
	e := k.s.items[i].e
	return e > 2 && hasAt(k.s.line.Runes, e-2, "年前")
}

// goesTo reports whether the quantity at i is the A of 从A增长到B.
func (k *linker) goesTo(i, b int) bool {
	j := k.nextQty(i, b)
	if j < 0 {
		return false
	}
	for m := i + 1; m < j; m++ {
		it := k.s.items[m]
		if it.kind == itPunct && rune(it.i) != '"' {
			return false
		}
		if it.kind == itPeriod {
			if t := k.s.line.Runes[it.s]; t == '到' || t == '至' {
				return true
			}
		}
		if it.kind == itCue {
			t := k.s.line.Runes[it.e-1]
			if t == '到' || t == '至' || t == '为' {
				return true
			}
		}
	}
	return false
}

// basis fills the base of a growth: yoy for a growth over a year or less without a stated base.
func (w *walk) basis(o *pipeline.Observation, c *cand, p settled) {
	if o.Measure != pipeline.Growth && o.Measure != pipeline.GrowthPP {
		o.Basis = ""
		return
	}
	if c.b.rule.Sign < 0 {
		o.Basis = ""
		return
	}
	if c.based {
		if o.Basis == "" && o.Measure == pipeline.GrowthPP && c.b.rule.Kind == rule.Stock && c.monthBefore(p.end) {
			o.Basis = "mom" // 截至4月末…较一季度: against the end of March
		}
		return
	}
	long := !p.start.IsZero() && (p.end.Year-p.start.Year) >= 1
	if !long {
		o.Basis = "yoy"
	}
}

// monthBefore reports whether the clause compares with a time that ended in the month before end: 一季度 in April,
// 前4个月 in May.
func (c *cand) monthBefore(end pipeline.Date) bool {
	for i := c.item - 1; i >= c.clause; i-- {
		it := c.s.items[i]
		if it.kind != itPeriod || c.s.ps[it.i].Cue != period.Comparison {
			continue
		}
		base := c.s.ps[it.i].Period.End
		return base.Year == end.Year && base.Month > 0 && base.Month+1 == end.Month
	}
	return false
}

// baseYear is the time of the A of 从A增长到B where it is not stated: the year before a five-year
// period, or the year before.
func (w *walk) baseYear(c *cand, wh when) when {
	if part := wh.m.Period.Grain; wh.source == pipeline.ByClause && (!wh.m.NeedsYear || part == period.Quarter || part == period.Month) && wh.m.Period.Grain != period.MultiYear && fromStated(c) {
		for _, t := range [...]*when{&w.sc.para, &w.sc.run, &w.sc.head} {
			if t.ok && wh.m.Relative && t.m.Period.End.Year == wh.m.Period.End.Year && t.m.Period.Grain == period.Year {
				// 上年末 in a review of that year is the end of the year before it
				y := wh.m.Period.End.Year - 1
				wh.m.Period = wholeYear(y)
				break
			}
		}
		if w.sc.bare() && w.sc.yearly && hasAt(c.s.line.Runes, wh.m.Start, "上年") && wh.m.Period.End.Year == w.sc.ref.Year-1 && w.sc.ref.Month <= 4 {
			wh.m.Period = wholeYear(wh.m.Period.End.Year - 1) // 由上年居第五位上升到第四位: the year before the one reviewed
		}
		w.sc.base = wh
		return wh
	}
	if w.sc.base.ok {
		return w.sc.base
	}
	if !wh.ok {
		return wh
	}
	if wh.m.Period.Grain != period.MultiYear {
		if long, ok := w.longPeriod(c); ok {
			wh = long
		}
	}
	y := wh.m.Period.End.Year - 1
	if b := w.spanBase(c, wh); wh.m.Period.Grain == period.Year && b > 0 && b < y {
		y = b
	} else if wh.m.Period.Grain == period.MultiYear {
		y = wh.m.Period.Start.Year
		if wh.m.Years < 10 && (wh.m.Relative || wh.m.Plan > 0) { // 五年来 starts from the year before, 十年来 from its first year
			y--
		}
	}
	wh.m = period.Mention{Cue: period.AsOf, Period: wholeYear(y)}
	return wh
}

// spanBase is the year with which the sentence of a yearly report, or one before it, compares a later
// year (2007年…比2002年增长65.5%): a review of those years. Else 0.
func (w *walk) spanBase(c *cand, wh when) int {
	if !w.sc.yearly {
		return 0
	}
	if y := c.baseYearOf(); y > 0 {
		return y
	}
	if w.sc.sinceOf != wh.m.Period.End.Year {
		return 0
	}
	return w.sc.since
}

// bare reports whether neither the paragraph nor a heading has named a period.
func (sc *scope) bare() bool { return !sc.para.ok && !sc.run.ok && !sc.head.ok }

// longPeriod is the period of several years that the sentence or the section speaks of.
func (w *walk) longPeriod(c *cand) (when, bool) {
	for i := c.item - 1; i >= 0; i-- {
		if it := c.s.items[i]; it.kind == itPeriod && c.s.mentionUsable(i) && c.s.ps[it.i].Period.Grain == period.MultiYear {
			return when{c.s.ps[it.i], pipeline.BySentence, true}, true
		}
	}
	for _, x := range [...]*when{&w.sc.para, &w.sc.run, &w.sc.head} {
		if x.ok && x.m.Period.Grain == period.MultiYear {
			return *x, true
		}
	}
	return when{}, false
}
