// The period of a value: the nearest one that the text states for it.

package extract

import (
	"strconv"
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// findPeriod looks for the period of the candidate, from near to far.
func (x *Extractor) findPeriod(c *cand, sc *scope, t told) when {
	w := x.nearest(c, sc, t)
	if w.ok && c.b.period < 0 && c.yearBefore() {
		w.m.Period = lastYears(w.m.Period) // 失业率为5.3%，去年同期为5.4%
	}
	return w
}

// yearBefore reports whether the clause of the value tells what was in the same months of the year before: 去年同期为….
func (c *cand) yearBefore() bool {
	s := c.s
	r := s.line.Runes
	for i := c.item - 1; i >= c.clause; i-- {
		it := s.items[i]
		switch it.kind {
		case itQty, itPunct, itAnchor:
			return false
		case itPeriod:
			if s.ps[it.i].Cue != period.Comparison || s.ps[it.i].Basis != "yoy" {
				return false
			}
		}
		if it.e < len(r) && (r[it.e] == '为' || r[it.e] == '是') && endsIn(r[it.s:it.e], "同期") {
			return i == c.clause || s.items[i-1].kind == itPunct || s.is(i-1, "而")
		}
	}
	return false
}

// lastYears is the same part of the year before p.
func lastYears(p period.Period) period.Period {
	end := p.End == monthEnd(p.End.Year, int(p.End.Month))
	p.Start.Year--
	p.End.Year--
	if last := monthEnd(p.End.Year, int(p.End.Month)); end || last.Before(p.End) {
		p.End = last
	}
	return p
}

// nearest is the nearest period that the text states around the candidate.
func (x *Extractor) nearest(c *cand, sc *scope, t told) when {
	s := c.s
	if c.b.period >= 0 {
		src := pipeline.ByList
		if c.base {
			src = pipeline.ByClause
		}
		return when{x.withYear(s, c.b.period, sc), src, true}
	}
	if w, ok := x.compared(c, sc); ok {
		return w
	}
	if w, ok := sc.yearsWithin(c, t); ok {
		return w
	}
	stop := s.floor(c.item)
	if c.base { // between 从 and A
		for i := c.item - 1; i >= c.clause; i-- {
			it := s.items[i]
			if x.says(it, cueFrom) {
				break
			}
			if it.kind == itPeriod && s.mentionUsable(i) {
				return when{x.withYear(s, it.i, sc), pipeline.ByClause, true}
			}
		}
	}
	if c.goal { // the plan that sets it: 高于“十四五”规划…的目标
		for i := c.item - 1; i >= c.clause; i-- {
			if it := s.items[i]; it.kind == itPeriod && s.ps[it.i].Plan > 0 {
				return when{s.ps[it.i], pipeline.ByClause, true}
			}
		}
	}
	skipFrom := false
	var streak, described when
	for i := c.item - 1; i >= stop; i-- {
		it := s.items[i]
		if it.mark(')') {
			if j := s.opening(i); j >= stop {
				i = j // 累计投资（2021—2025）达387亿元，…
				continue
			}
		}
		if c.end && it.kind == itQty && i >= c.clause {
			skipFrom = true // periods before A belong to A until 从 is passed
		}
		if skipFrom && x.says(it, cueFrom) {
			skipFrom = false
		}
		if it.kind == itPeriod && i < c.clause && x.inPair(s, i) {
			continue // the year of an A before: 从2012年的A增长到B，C从D增长到E
		}
		if it.kind != itPeriod || skipFrom || !s.mentionUsable(i) || x.yardstick(s, i) || i < c.clause && s.event(i) {
			continue
		}
		if i < c.clause && s.ps[it.i].Relative && s.reads(it.s, it.e, "上月", "上个月") {
			continue // 6月份…，上月为下降0.6%；环比增长0.38%
		}
		if c.goal && endsIn(s.line.Runes[it.s:it.e], "年初") {
			continue // 年初提出的目标 is for the year that the text speaks of
		}
		if i < c.clause && s.ps[it.i].Cue == period.Now && sc.yearly && sc.plans() {
			continue // 立足当前，… in a plan
		}
		w := when{x.withYear(s, it.i, sc), pipeline.BySentence, true}
		if i >= c.clause {
			w.source = pipeline.ByClause
		}
		if s.describes(i, c.item) {
			if !described.ok {
				described = w
			}
			continue
		}
		if w.m.Cue == period.Consecutive {
			if !streak.ok && i >= c.clause { // what held for years in a row in another clause dates nothing here
				streak = w // 连续两年 ends with the year that the sentence names, if it names one
			}
			continue
		}
		return x.inStreak(c, sc.held(c, sc.spanning(s, i, w)), streak)
	}
	if streak.ok {
		if w, ok := x.yearAhead(c, sc); ok {
			return x.inStreak(c, w, streak)
		}
		for _, w := range [...]*when{&sc.para, &sc.run, &sc.head} {
			if w.ok && w.m.Period.Start.Year == w.m.Period.End.Year {
				return x.inStreak(c, *w, streak)
			}
		}
		return streak
	}
	if described.ok && !sc.para.ok && !sc.run.ok && !sc.head.ok && !sc.main.ok {
		return described
	}
	planned := !c.goal && t.plan != ""
	if w, ok := sc.paperYears(s, t.paper); ok {
		return w
	}
	if t.proposed {
		return sc.paper
	}
	var day when
	for _, w := range [...]*when{&sc.para, &sc.run, &sc.head, &sc.title, &sc.main, &sc.about} {
		if !w.ok || planned && w.m.Period.Grain == period.Year && w.m.Period.End.Before(sc.ref) { // a plan is for no year that is over
			continue
		}
		if w.m.Cue == period.YearToDate && c.b.rule.Kind == rule.Flow && sc.main.ok && sc.main.m.Period.End.Year == w.m.Period.Start.Year {
			return sc.main // 今年以来，… under 上半年经济运行分析
		}
		if !c.onDay(*w) {
			return *w
		}
		day = *w // of a publication, of an event
	}
	if day.ok {
		return day
	}
	if sc.ref.IsZero() {
		return when{}
	}
	if plan := sc.plans() || planned; sc.yearly && sc.ref.Month <= 4 || sc.plans() && sc.ref.Month <= 3 { // a report at the start of a year is on the year before
		y := sc.ref.Year - 1
		if plan {
			y++
		}
		return when{period.Mention{Period: wholeYear(y)}, pipeline.ByDocDate, true}
	}
	return when{period.Mention{Cue: period.Now, Period: singleDay(sc.ref)}, pipeline.ByDocDate, true}
}

// compared is the period of an amount that a result is compared with: 较2017年的8.59万亿元增加…. Of 上年同期 only the
// months that the sentence speaks of would tell it.
func (x *Extractor) compared(c *cand, sc *scope) (w when, ok bool) {
	s := c.s
	i := c.item - 2
	if c.measure == pipeline.Growth || c.measure == pipeline.GrowthPP || i < c.clause || !s.is(i+1, "的") || s.items[i].kind != itPeriod {
		return w, false
	}
	m := s.ps[s.items[i].i]
	if m.Cue != period.Comparison || m.Period.End.IsZero() || endsIn(s.line.Runes[m.Start:m.End], "同期") {
		return w, false
	}
	if sc.yearly && m.Relative && hasAt(s.line.Runes, m.Start+1, "上年") {
		m = m.WithYear(m.Period.End.Year - 1) // the year before the one reviewed
	}
	m.Cue, m.NeedsYear = period.AsOf, false
	if m.Plan > 0 {
		m.Period = wholeYear(m.Period.End.Year)
	}
	return when{m, pipeline.ByClause, true}, true
}

// paperYears is the end of the years that stand in the title which closes at item i (《…方案（2024—2027年）》).
func (sc *scope) paperYears(s *sent, i int) (w when, ok bool) {
	for j := i - 1; i > 0 && j >= 0 && !s.items[j].mark('《'); j-- {
		if s.items[j].kind != itPeriod {
			continue
		}
		if m := s.ps[s.items[j].i]; m.Period.Grain == period.MultiYear && (sc.ref.IsZero() || !m.Period.End.Before(sc.ref)) {
			y := m.Period.End.Year
			m.Cue, m.Period = period.AsOf, wholeYear(y)
			return when{m, pipeline.BySentence, true}, true
		}
	}
	return w, false
}

// yearAhead is the year that the next clause of the sentence opens with: 连续9年超过700亿斤，2022年达753.8亿斤.
func (x *Extractor) yearAhead(c *cand, sc *scope) (when, bool) {
	s := c.s
	for i := c.item + 1; i < len(s.items); i++ {
		switch it := s.items[i]; it.kind {
		case itPeriod:
			if m := s.ps[it.i]; m.Period.Grain == period.Year && !m.NeedsYear && s.mentionUsable(i) && leadsTime(s, i) {
				return when{x.withYear(s, it.i, sc), pipeline.BySentence, true}, true
			}
		case itQty, itAnchor:
			return when{}, false
		}
	}
	return when{}, false
}

// inStreak is the period of a value said to hold for years in a row: the streak ends with the year of w.
// A rank or a stock is told for that year itself.
func (x *Extractor) inStreak(c *cand, w, streak when) when {
	if !streak.ok || c.b.rule.Kind != rule.Flow && !(c.measure == pipeline.Level && c.steady()) {
		return w
	}
	if w.m.Cue == period.Now || w.m.Cue == period.YearToDate && c.measure == pipeline.Rank { // 目前，…连续8年居第一: of whole years
		streak.m.Period = wholeYear(streak.m.Period.End.Year)
		return streak
	}
	if c.measure == pipeline.Rank {
		return w
	}
	streak.m = streak.m.EndingIn(w.m.Period.End.Year)
	return streak
}

// spanning is the stated period of as many years that a bare 五年 at item i of s means (“十五五”时期…五年累计).
func (sc *scope) spanning(s *sent, i int, w when) when {
	if w.m.Period.Grain != period.MultiYear || !w.m.Relative || w.m.Years == 0 || w.m.End-w.m.Start > 2 {
		return w
	}
	same := func(p *period.Mention) bool {
		return !p.Relative && p.Period.Grain == period.MultiYear && p.Cue != period.Comparison && p.Period.End.Year-p.Period.Start.Year+1 == w.m.Years
	}
	for j := i - 1; j >= 0; j-- {
		if it := s.items[j]; it.kind == itPeriod && s.mentionUsable(j) && same(&s.ps[it.i]) {
			return when{s.ps[it.i], pipeline.BySentence, true}
		}
	}
	for _, o := range [...]*when{&sc.para, &sc.run, &sc.head} {
		if o.ok && same(&o.m) {
			return *o
		}
	}
	return w
}

// held is the span of years reviewed around w, a year of an earlier clause, for what was kept in all of them: 地区生产总值
// 从2020年的…增长到2025年的…，粮食产量稳定在….
func (sc *scope) held(c *cand, w when) when {
	if w.source != pipeline.BySentence || w.m.Period.Grain != period.Year || !c.steady() {
		return w
	}
	for _, o := range [...]*when{&sc.para, &sc.run, &sc.head} {
		if o.ok && o.m.Period.Grain == period.MultiYear && o.m.Period.End.Year == w.m.Period.End.Year {
			return *o
		}
	}
	return w
}

// yearsWithin is the last of the years within which a plan wants the value: 三年内参保率提高到90%以上.
func (sc *scope) yearsWithin(c *cand, t told) (w when, ok bool) {
	if sc.ref.IsZero() || c.base || !sc.plans() && t.plan == "" {
		return w, false
	}
	r := c.s.line.Runes
	for k := c.s.items[c.clause].s + 2; k < c.s.items[c.item].s; k++ {
		if r[k] != '内' || r[k-1] != '年' {
			continue
		}
		n := strings.IndexRune("两二三四五", r[k-2])
		if n < 0 {
			return w, false
		}
		years := [...]int{2, 2, 3, 4, 5}[n/len("两")]
		return when{period.Mention{Cue: period.AsOf, Period: wholeYear(sc.ref.Year + years - 1)}, pipeline.ByClause, true}, true
	}
	return w, false
}

// spanned is the span of years around w that ends with it, for an annual average that names none.
func (sc *scope) spanned(c *cand, w when) when {
	if c.basis != "annual_average" || w.m.Period.Grain != period.Year || c.averaged(w.m.Period.End.Year) > 1 {
		return w
	}
	if y := c.baseYearOf(); y > 0 && y+1 < w.m.Period.End.Year { // 2024年末城镇化率…，比2020年末提高…；收入年均增长6.9%
		w.m.Period = period.Period{Start: day(y+1, 1, 1), End: w.m.Period.End, Grain: period.MultiYear}
		return w
	}
	for _, o := range [...]when{sc.para, sc.run, sc.head, sc.title} {
		if !o.ok || o.m.Period.Grain != period.MultiYear {
			continue
		}
		if o.m.Period.End.Year == w.m.Period.End.Year {
			return o
		}
		if o.m.Plan > 0 && o.m.Period.Start.Year < w.m.Period.End.Year && w.m.Period.End.Year < o.m.Period.End.Year { // the years of the plan that are over
			w.m.Period = period.Period{Start: o.m.Period.Start, End: w.m.Period.End, Grain: period.MultiYear}
			return w
		}
	}
	return w
}

// summedUp gives the intensity that several years brought down in all the years it was summed over: those that the
// heading names beside the year reviewed (能耗强度累计下降17%), and of a span up to the text those that are over.
func (sc *scope) summedUp(c *cand, w when) when {
	if c.measure != pipeline.Growth || !strings.HasSuffix(c.b.rule.Metric, "_intensity") || !strings.HasPrefix(c.b.rule.Metric, "environment.") {
		return w
	}
	p := &w.m.Period
	if p.Grain == period.Year && sc.long.ok && sc.long.m.Period.End.Year == p.End.Year && strings.Contains(c.s.textOf(c.s.items[c.clause].s, c.s.items[c.item].s), "累计") {
		return sc.long
	}
	if p.Start.Year < p.End.Year && p.End == sc.ref && sc.ref.Month < 12 {
		p.End, p.Grain = day(sc.ref.Year-1, 12, 31), period.MultiYear
	}
	return w
}

// baseYearOf is the last year before the candidate that its sentence compares with (比2020年末提高), or 0.
func (c *cand) baseYearOf() int {
	for i := c.item - 1; i >= 0; i-- {
		if it := c.s.items[i]; it.kind == itPeriod && c.s.ps[it.i].Cue == period.Comparison {
			if y, ok := strings.CutPrefix(c.s.ps[it.i].Basis, "since:"); ok {
				n, _ := strconv.Atoi(y)
				return n
			}
		}
	}
	return 0
}

// withYear is the mention at index i of s, in the year that the text named before where it names none.
func (x *Extractor) withYear(s *sent, i int, sc *scope) period.Mention {
	m := s.ps[i]
	if m.Relative && s.reads(m.Start, m.End, "上月", "上个月") {
		for j := i - 1; j >= 0; j-- { // 7月份…由上月下降0.2%转为上涨: the month before the one that is spoken of
			if o := s.ps[j]; !o.Relative && o.Cue == period.During && o.Period.Grain == period.Month && o.Period.End.Year > 0 {
				y, mo := o.Period.Start.Year, int(o.Period.Start.Month)-1
				if mo == 0 {
					y, mo = y-1, 12
				}
				m.Period.Start, m.Period.End = day(y, mo, 1), monthEnd(y, mo)
				break
			}
		}
	}
	if m.Relative && m.End-m.Start <= 3 && s.thatPart(m.Start) {
		m = sc.spokenOf(s, i, m)
	}
	if m.Plan > 0 && sc.blur == period.Day && sc.ref.Before(m.Period.End) && m.Period.Start.Before(sc.ref) && m.Cue == period.During &&
		(hasAt(s.line.Runes, s.behind(m.End), "以来") || endsIn(s.line.Runes[m.Start:m.End], "以来")) {
		m.Period.End = sc.ref // “十四五”以来 in a text before its end
	}
	if p := m.Period; !sc.ref.IsZero() && m.Cue == period.During && p.End == sc.ref && p.Start.Month == 1 && p.Start.Day == 1 && !m.NeedsYear && p.Grain == period.ToDate {
		// 2021年以来: up to the document's date, in a review at the start of a year up to the year before
		switch {
		case p.Start.Year == sc.ref.Year:
			m.Cue = period.YearToDate
		case sc.ref.Month <= 3 && p.Start.Year == sc.ref.Year-1:
			m.Period = period.Period{Start: p.Start, End: day(p.Start.Year, 12, 31), Grain: period.Year}
		case sc.ref.Month <= 3:
			m.Period = period.Period{Start: p.Start, End: day(sc.ref.Year-1, 12, 31), Grain: period.MultiYear}
		}
		return m
	}
	if x.aheadOf(s, i, sc) {
		return m.WithYear(sc.ref.Year)
	}
	if sc.plans() && !sc.ref.IsZero() && m.Period.End.Year == sc.ref.Year-1 && m.Period.Grain == period.Year {
		if s.reads(m.Start, m.End, "年底", "年末", "年底前", "全年", "到年底", "至年底", "年内") {
			return m.WithYear(sc.ref.Year) // in a plan they are of the year ahead
		}
	}
	if sc.yearly && !sc.plans() && !sc.ref.IsZero() && sc.ref.Month <= 4 && sc.head.ok && sc.head.m.Period.Grain == period.Year &&
		m.Period.End.Year == sc.head.m.Period.End.Year+1 && s.reads(m.Start, m.End, "年内", "全年", "年底", "年末") {
		return m.WithYear(sc.head.m.Period.End.Year) // in a review they are of the year reviewed
	}
	if !m.NeedsYear {
		return m
	}
	y := 0
	for j, it := range s.items {
		if it.kind != itPeriod || it.i >= i || !leadsTime(s, j) {
			continue
		}
		if p := &s.ps[it.i]; sc.dates(s, j) && !p.Telling && p.Cue != period.Comparison && !p.NeedsYear && !p.Period.End.IsZero() && p.Period.Start.Year == p.Period.End.Year && p.Cue != period.Now {
			y = p.Period.End.Year
		}
	}
	if y == 0 && sc.dated && sc.year == sc.ref.Year-1 && !sc.yearly && sc.recent(m.WithYear(sc.ref.Year).Period) {
		y = sc.ref.Year // 2022年，…。上半年，… in August 2023 goes back to the year of the document
	}
	if y == 0 {
		y = sc.year
	}
	if y == 0 && sc.ref.IsZero() {
		y = sc.yearRun
	}
	if y == 0 {
		return m
	}
	return m.WithYear(y)
}

// aheadOf is ahead for the mention at index i.
func (x *Extractor) aheadOf(s *sent, i int, sc *scope) bool {
	if !sc.behind(s, &s.ps[i]) {
		return false
	}
	for j := range s.items {
		if s.items[j].kind == itPeriod && s.items[j].i == i {
			return x.ahead(s, j, sc)
		}
	}
	return false
}

// behind reports whether m is a year without a number (全年) that is read as the one before the text.
func (sc *scope) behind(s *sent, m *period.Mention) bool {
	return !sc.ref.IsZero() && m.Period.Grain == period.Year && m.Period.End.Year == sc.ref.Year-1 && s.reads(m.Start, m.End, "全年", "年内", "年底", "年末")
}

// describes reports whether the last year, at item i, stands in words that only describe the region that follows them
// before item to: 去年GDP排末位的连云港市增长12.9%.
func (s *sent) describes(i, to int) bool {
	if m := &s.ps[s.items[i].i]; !m.Relative || m.Period.Grain != period.Year || i+1 >= to || s.items[i+1].kind == itPunct {
		return false
	}
	for j := i + 2; j+1 < to; j++ {
		it := s.items[j]
		if it.kind == itPunct && it.mark(',') {
			return false
		}
		if s.is(j, "的") && s.items[j+1].kind == itPlace && regional(&s.gs[s.items[j+1].i]) {
			return true
		}
	}
	return false
}

// thatPart reports whether 当月, 当季, 本月 or 本季 stands at rune at: the month or quarter that the text speaks of.
func (s *sent) thatPart(at int) bool {
	r := s.line.Runes
	return (r[at] == '当' || r[at] == '本') && at+1 < len(r) && (r[at+1] == '月' || r[at+1] == '季')
}

// spokenOf is the month or quarter that the mention at index i of s points back to (2026年二季度…，当季净增188万户), else m
// as the document's date has it.
func (sc *scope) spokenOf(s *sent, i int, m period.Mention) period.Mention {
	part := func(o *period.Mention) bool {
		return !o.Relative && o.Cue != period.Comparison && (o.Period.Grain == period.Quarter || o.Period.Grain == period.Month)
	}
	for j := i - 1; j >= 0; j-- {
		if o := &s.ps[j]; part(o) {
			m.Period, m.NeedsYear, m.Relative = o.Period, o.NeedsYear, false
			return m
		}
	}
	if s.line.Runes[m.Start] == '当' && sc.para.ok && part(&sc.para.m) {
		m.Period, m.NeedsYear, m.Relative = sc.para.m.Period, false, false
	}
	return m
}

// dates reports whether the year at item i of s holds for months and quarters named after it: 去年 does where
// it stands for itself (去年，…), in 去年GDP被超越的连云港 it does not.
func (sc *scope) dates(s *sent, i int) bool {
	p := &s.ps[s.items[i].i]
	if since(s, i) {
		return false
	}
	if !p.Relative || sc.ref.IsZero() || sc.yearly || p.Period.End.Year >= sc.ref.Year {
		return true
	}
	return i+1 < len(s.items) && s.items[i+1].mark(',')
}

// recent reports whether a part of a year ended in the months before the document.
func (sc *scope) recent(p period.Period) bool {
	if sc.ref.IsZero() || p.End.Year == 0 || p.Start.Year != p.End.Year || sc.ref.Before(p.End) {
		return false
	}
	return (sc.ref.Year-p.End.Year)*12+int(sc.ref.Month)-int(p.End.Month) <= 2
}

// rests reports whether a period rests on a date of the document that is only guessed.
func (sc *scope) rests(w when) bool {
	return (sc.blur != period.Day || sc.released) && (w.source == pipeline.ByDocDate || w.m.Relative || w.m.NeedsYear)
}
