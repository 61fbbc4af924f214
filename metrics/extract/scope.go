package extract

import (
	"strings"
	"time"

	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// when is a period with the mention that stated it and the evidence it came from.
type when struct {
	m      period.Mention
	source pipeline.Scope
	ok     bool
}

// where is a region with its evidence.
type where struct {
	code   string
	source pipeline.Scope
}

// scope is what the text around a sentence has settled: its paragraph, its section, the document.
type scope struct {
	ref      pipeline.Date
	dated    bool         // ref is the document's own date, not inferred
	blur     period.Grain // how exact ref is: of a guess only the month or the year counts
	released bool         // ref is a day that opens the text without its year
	about    when         // the year that a text without a date reports on
	yearly   bool         // the document is a yearly report
	doc      where
	homed    string // how the region of the document was inferred, "" where a title or an issuer names it
	title    when
	head     when
	headReg  where
	// run is the period that a paragraph opened for those after it (过去一年, “十四五”时期), with plan when it plans.
	run     when
	runPlan bool
	// para is the period and the region that the paragraph's own sentences have stated.
	para     when
	paraReg  where
	paraPlan bool
	paraGoal bool // para is a time by which something shall be reached
	headPlan int  // 1 the section plans, -1 it reviews, 0 open
	year     int  // the last year named in the paragraph, 0 none
	yearRun  int
	entity   string
	company  string // the company that the whole text is about
	named    string // the region that the text named last
	// base is the period of the A of 从A到B that the sentence stated.
	base when
}

// national reports whether the document is on the country, or on no region that it names.
func (sc *scope) national() bool { return sc.doc.code == "100000" || sc.doc.code == "" }

// plans reports whether the section or the paragraph speaks of what is planned.
func (sc *scope) plans() bool { return sc.headPlan > 0 || sc.paraPlan || sc.runPlan }

// mentionUsable reports whether the period at item i states a time and is no part of a title
// (“十四五”规划, 2021年行动计划).
func (s *sent) mentionUsable(i int) bool {
	p := &s.ps[s.items[i].i]
	if p.Cue == period.Comparison || p.Period.End.IsZero() || p.Telling || p.InTitle {
		return false
	}
	if i > 0 && s.is(i-1, "提前", "推迟", "延期") { // 提前一季度完成
		return false
	}
	if i > 0 && p.Relative && p.Cue == period.During && p.Period.Grain == period.Year && s.is(i-1, "超过", "超") { // 超过去年全年总额
		return false
	}
	e := p.End
	r := s.line.Runes
	if e < len(r) && r[e] == '"' {
		e++
	}
	if hasAt(r, p.Start, "全年") || hasAt(r, p.Start, "年度") { // 完成全年预算的92.1%
		for _, w := range [...]string{"预算", "计划", "任务", "目标"} {
			if hasAt(r, e, w) {
				return false
			}
		}
	}
	_, title := notTime.Longest(r, e)
	return title == 0 || hasAt(r, e, "规划期")
}

// notTime holds what makes the period before it a part of a title or a measure.
var notTime = wordTrie("规划", "方案", "纲要", "行动", "建议", "战略", "水平", "同期", "的预期", "开局", "良好开局", "最高", "最低", "新高", "新低", "起步", "开好局", "起好步", "开门红", "收官", "圆满收官", "胜利收官", "首年")

// floor is the first item after the last headline in 【】 before item i: what a headline says holds for
// itself.
func (s *sent) floor(i int) int {
	if !s.headline {
		return 0
	}
	for j := i - 1; j >= 0; j-- {
		if s.items[j].kind == itPunct && rune(s.items[j].i) == '】' {
			return j + 1
		}
	}
	return 0
}

// event reports whether the period at item i dates an event since which something holds: 自2017年突破3万亿元以来.
func (s *sent) event(i int) bool {
	r, it := s.line.Runes, s.items[i]
	if it.s == 0 || r[it.s-1] != '自' && r[it.s] != '自' {
		return false
	}
	for k := it.e; k < len(r) && k < it.e+20 && r[k] != ','; k++ {
		if k > it.e+1 && hasAt(r, k, "以来") {
			return true
		}
	}
	return false
}

// behind is the rune at at, or the one after a closing quotation mark there.
func (s *sent) behind(at int) int {
	if at < len(s.line.Runes) && s.line.Runes[at] == '"' {
		at++
	}
	return at
}

func hasAt(r []rune, at int, w string) bool {
	for _, c := range w {
		if at >= len(r) || r[at] != c {
			return false
		}
		at++
	}
	return true
}

// yardstick reports whether the period at item i belongs to a comparison in its clause
// (快于2024年1.8个百分点, 超过2019年水平).
func (x *Extractor) yardstick(s *sent, i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		it := s.items[j]
		switch it.kind {
		case itPunct, itQty:
			return false
		case itCue:
			if x.cues.words[it.i].set.has(cueBench) {
				return true
			}
		}
	}
	return false
}

// findPeriod looks for the period of the candidate, from near to far.
func (x *Extractor) findPeriod(c *cand, sc *scope, t told) when {
	s := c.s
	if c.b.period >= 0 {
		return when{x.withYear(s, c.b.period, sc), pipeline.ByList, true}
	}
	stop := s.floor(c.item)
	if c.base { // between 从 and A
		for i := c.item - 1; i >= c.clause; i-- {
			it := s.items[i]
			if it.kind == itCue && x.cues.words[it.i].set.has(cueFrom) {
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
	var streak when
	for i := c.item - 1; i >= stop; i-- {
		it := s.items[i]
		if it.kind == itPunct && rune(it.i) == ')' {
			if j := s.opening(i); j >= stop {
				i = j // 累计投资（2021—2025）达387亿元，…
				continue
			}
		}
		if c.end && it.kind == itQty && i >= c.clause {
			skipFrom = true // periods before A belong to A until 从 is passed
		}
		if skipFrom && it.kind == itCue && x.cues.words[it.i].set.has(cueFrom) {
			skipFrom = false
		}
		if it.kind == itPeriod && i < c.clause && x.inPair(s, i) {
			continue // the year of an A before: 从2012年的A增长到B，C从D增长到E
		}
		if it.kind != itPeriod || skipFrom || !s.mentionUsable(i) || x.yardstick(s, i) || i < c.clause && s.event(i) {
			continue
		}
		if c.goal && strings.HasSuffix(s.textOf(it.s, it.e), "年初") {
			continue // 年初提出的目标 is for the year that the text speaks of
		}
		if i < c.clause && s.ps[it.i].Cue == period.Now && sc.yearly && sc.plans() {
			continue // 立足当前，… in a plan
		}
		w := when{x.withYear(s, it.i, sc), pipeline.BySentence, true}
		if i >= c.clause {
			w.source = pipeline.ByClause
		}
		if w.m.Cue == period.Consecutive {
			if !streak.ok && i >= c.clause { // what held for years in a row in another clause dates nothing here
				streak = w // 连续两年 ends with the year that the sentence names, if it names one
			}
			continue
		}
		return x.inStreak(c, sc.spanning(s, i, w), streak)
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
	planned := !c.goal && t.plan != ""
	if w, ok := sc.paperYears(s, t.paper); ok {
		return w
	}
	for _, w := range [...]*when{&sc.para, &sc.run, &sc.head, &sc.title, &sc.about} {
		if w.ok && !(planned && w.m.Period.Grain == period.Year && w.m.Period.End.Before(sc.ref)) { // a plan is for no year that is over
			return *w
		}
	}
	if sc.ref.IsZero() {
		return when{}
	}
	if plan := sc.plans() || planned; sc.yearly && sc.ref.Month <= 4 || sc.plans() && sc.ref.Month <= 3 { // a report at the start of a year is on the year before
		y := sc.ref.Year - 1
		if plan {
			y++
		}
		return when{period.Mention{Period: period.Period{Start: day(y, 1, 1), End: day(y, 12, 31), Grain: period.Year}}, pipeline.ByDocDate, true}
	}
	return when{period.Mention{Cue: period.Now, Period: period.Period{Start: sc.ref, End: sc.ref, Grain: period.Day}}, pipeline.ByDocDate, true}
}

// opening returns the bracket that the one at item i closes, or -1.
func (s *sent) opening(i int) int {
	for j := i - 1; j >= 0 && j > i-12; j-- {
		if s.items[j].kind == itPunct && rune(s.items[j].i) == '(' {
			return j
		}
	}
	return -1
}

// paperYears is the end of the years that stand in the title which closes at item i (《…方案（2024—2027年）》).
func (sc *scope) paperYears(s *sent, i int) (w when, ok bool) {
	for j := i - 1; i > 0 && j >= 0 && !(s.items[j].kind == itPunct && rune(s.items[j].i) == '《'); j-- {
		if s.items[j].kind != itPeriod {
			continue
		}
		if m := s.ps[s.items[j].i]; m.Period.Grain == period.MultiYear && (sc.ref.IsZero() || !m.Period.End.Before(sc.ref)) {
			y := m.Period.End.Year
			m.Cue, m.Period = period.AsOf, period.Period{Start: day(y, 1, 1), End: day(y, 12, 31), Grain: period.Year}
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
	if !streak.ok || c.measure == pipeline.Rank || c.b.rule.Kind != rule.Flow {
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

// inPair reports whether the period at item i dates the A of 从A到B.
func (x *Extractor) inPair(s *sent, i int) bool {
	for j := i - 1; j >= 0 && j > i-3; j-- {
		it := s.items[j]
		if it.kind == itCue && x.cues.words[it.i].set.has(cueFrom) {
			return i+1 < len(s.items) && (s.textOf(s.items[i+1].s, s.items[i+1].e) == "的" || s.items[i+1].kind == itQty)
		}
		if it.kind == itPunct {
			return false
		}
	}
	return false
}

// withYear is the mention at index i of s, in the year that the text named before where it names none.
func (x *Extractor) withYear(s *sent, i int, sc *scope) period.Mention {
	m := s.ps[i]
	if part := hasAt(s.line.Runes, m.Start, "当季") || hasAt(s.line.Runes, m.Start, "当月"); part && m.End-m.Start <= 3 {
		for j := i - 1; j >= 0; j-- { // 2026年二季度…，当季净增188万户
			if o := s.ps[j]; !o.Relative && o.Cue != period.Comparison && (o.Period.Grain == period.Quarter || o.Period.Grain == period.Month) {
				m.Period, m.NeedsYear, m.Relative = o.Period, o.NeedsYear, false
				break
			}
		}
	}
	if m.Plan > 0 && sc.dated && sc.ref.Before(m.Period.End) && m.Period.Start.Before(sc.ref) && m.Cue == period.During &&
		(hasAt(s.line.Runes, s.behind(m.End), "以来") || strings.HasSuffix(s.textOf(m.Start, m.End), "以来")) {
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
	if sc.plans() && !sc.ref.IsZero() && m.Period.End.Year == sc.ref.Year-1 && m.Period.Grain == period.Year {
		switch s.textOf(m.Start, m.End) {
		case "年底", "年末", "年底前", "全年", "到年底", "至年底", "年内":
			return m.WithYear(sc.ref.Year) // in a plan they are of the year ahead
		}
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
	return i+1 < len(s.items) && s.items[i+1].kind == itPunct && rune(s.items[i+1].i) == ','
}

// settled is a resolved period in the form of the table.
type settled struct {
	start, end pipeline.Date
	text, freq string
}

func day(y, m, d int) pipeline.Date { return pipeline.Date{Year: y, Month: time.Month(m), Day: d} }

// settle turns the period of the text into the period of the value: a stock has the point at its
// end, a flow runs from the start of the year to a point.
func settle(c *cand, w when, st pipeline.Status, ref pipeline.Date, yearly bool) settled {
	p := w.m.Period
	if c.goal { // targets are set for whole years
		return finish(period.Period{Start: day(p.End.Year, 1, 1), End: day(p.End.Year, 12, 31), Grain: period.Year}, false)
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
			point = false // 2010年以来累计下降
		}
		if n := c.averaged(p.End.Year); n > 1 && p.Grain == period.Year && w.m.Cue != period.YearToDate {
			return finish(period.Period{Start: day(p.End.Year-n+1, 1, 1), End: p.End, Grain: period.MultiYear}, false)
		}
	}
	if w.m.Cue == period.Now {
		if point {
			return finish(period.Period{Start: p.End, End: p.End, Grain: period.Day}, true)
		}
		return finish(toDate(ref), false)
	}
	thisYear := !ref.IsZero() && p.Grain == period.Year && p.End.Year == ref.Year && w.m.Relative && w.m.Cue != period.AsOf
	if p.Grain == period.MultiYear && w.m.Relative && point && (kind == rule.Stock || c.b.rule.Unit == "%") && !c.base && !c.end && !ref.IsZero() && !yearly && p.End.Year == ref.Year-1 && w.source != pipeline.ByList {
		return finish(period.Period{Start: ref, End: ref, Grain: period.Day}, true) // 这十年…突破11亿千瓦
	}
	if p.Grain == period.MultiYear && (c.measure == pipeline.Share || c.measure == pipeline.Rank ||
		strings.HasPrefix(c.basis, "since:") || c.end && c.measure == pipeline.Level) {
		return finish(period.Period{Start: day(p.End.Year, 1, 1), End: p.End, Grain: period.Year}, point) // a share, a rank, a growth since a year and the B of 从A到B are told for the end
	}
	if w.m.Cue == period.YearToDate && st == pipeline.Target && p.Start.Year == ref.Year {
		return finish(period.Period{Start: day(ref.Year, 1, 1), End: day(ref.Year, 12, 31), Grain: period.Year}, false)
	}
	if (w.m.Cue == period.YearToDate && p.Start.Year == ref.Year || thisYear && ref.Month < 12) && st == pipeline.Actual {
		if point {
			return finish(period.Period{Start: ref, End: ref, Grain: period.Day}, true)
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
	if p.Grain == period.MultiYear && c.measure == pipeline.Level && !c.b.rule.IncrementIsLevel && kind == rule.Flow && (w.m.Cue == period.AsOf || c.reaches() || c.lastStep()) {
		return finish(period.Period{Start: day(p.End.Year, 1, 1), End: p.End, Grain: period.Year}, false)
	}
	return finish(p, false)
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

// spanned is the span of years around w that ends with it, for an annual average that names none.
func (sc *scope) spanned(c *cand, w when) when {
	if c.basis != "annual_average" || w.m.Period.Grain != period.Year || c.averaged(w.m.Period.End.Year) > 1 {
		return w
	}
	for _, o := range [...]when{sc.para, sc.run, sc.head, sc.title} {
		if o.ok && o.m.Period.Grain == period.MultiYear && o.m.Period.End.Year == w.m.Period.End.Year {
			return o
		}
	}
	return w
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
	clause := c.s.textOf(c.s.items[c.clause].s, c.s.items[c.item].s)
	for _, w := range [...]string{"累计", "累积", "合计", "总计", "共", "年均"} {
		if strings.Contains(clause, w) {
			return false
		}
	}
	for _, w := range [...]string{"达到", "突破", "跨上", "迈上", "跃上", "增加到", "提高到", "增长到", "升至", "增至"} {
		if strings.Contains(clause, w) {
			return true
		}
	}
	return false
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
		return period.Period{Start: e, End: e, Grain: period.Day}
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

// told is what the words before a value say of its status.
type told struct {
	plan, est string // the word that plans or estimates, or ""
	done      bool   // the clause says that it is done
	reckoned  bool   // the estimate is a reckoning of what is over
	paper     int    // the item that closes the title of the plan that announces (《…计划》提出), or 0
}

// quoted returns the closing mark of the quotation that opens at item i when it is a name of a few words
// without a number, else 0.
func (s *sent) quoted(i int) int {
	for j := i + 1; j < len(s.items) && j < i+8; j++ {
		switch it := s.items[j]; {
		case it.kind == itQty:
			return 0
		case it.kind == itPunct && (rune(it.i) == '"' || rune(it.i) == '\''):
			return j
		case it.kind == itPunct:
			return 0
		}
	}
	return 0
}

// announces returns the verb with which the plan whose title closes at item i tells what it wants:
// 《…行动计划》提出. Else "".
func (s *sent) announces(i int) string {
	r := s.line.Runes
	e := s.items[i].s
	if e > 0 && r[e-1] == ')' { // 《…方案（2024—2027年）》
		for e--; e > 0 && r[e] != '('; {
			e--
		}
	}
	paper := false
	for _, w := range [...]string{"计划", "规划", "方案", "意见", "纲要", "措施", "目标", "决定", "任务书"} {
		if n := len([]rune(w)); e >= n && hasAt(r, e-n, w) {
			paper = true
		}
	}
	if !paper {
		return ""
	}
	for j := i + 1; j < len(s.items) && j < i+5; j++ {
		it := s.items[j]
		if it.kind == itPunct && rune(it.i) != ',' {
			return ""
		}
		switch w := s.textOf(it.s, it.e); w {
		case "提出", "明确", "要求", "明确提出", "确定", "规定":
			return w
		}
	}
	return ""
}

// told reads the words of status before the candidate.
func (x *Extractor) told(c *cand, sc *scope) (t told) {
	s := c.s
	goals := false // 主要目标是：opens a list that goes on over semicolons
	for i := s.floor(c.item); i < c.item; i++ {
		it := s.items[i]
		if it.kind == itPunct {
			switch rune(it.i) {
			case '"', '\'':
				if j := s.quoted(i); j > 0 && j < c.item {
					i = j // words of status in a name: “我要当先锋”活动
				}
			case '》':
				if w := s.announces(i); w != "" && t.est == "" {
					t.plan, t.paper = w, i
				}
			case ';':
				if goals {
					t.done = false
				} else {
					t = told{}
				}
			case ':':
				goals = goals || t.plan != "" && i > 0 && i < c.clause
				t.done = false
			case ',':
				t.done = false
			}
			continue
		}
		if it.kind == itPeriod && i >= c.clause && s.mentionUsable(i) && t.plan != "" && !sc.ref.IsZero() && s.ps[it.i].Cue != period.Now &&
			s.ps[it.i].Period.End.Before(sc.ref) {
			t.plan, t.est = "", ""
		}
		if it.kind != itCue {
			continue
		}
		set := x.cues.words[it.i].set
		switch {
		case set.has(cuePlan):
			if !x.plans(s, i) {
				continue
			}
			if w := s.textOf(it.s, it.e); t.est == "" || w != "将" && w != "有望" && w != "要" { // 预计…将达到
				t.plan = w
			}
		case set.has(cueEst):
			if i >= c.clause && (strings.HasPrefix(t.plan, "报告") || strings.HasPrefix(t.plan, "会议")) {
				t.plan = "" // 报告提出，2021年…预计达到
			}
			t.est = s.textOf(it.s, it.e)
			t.reckoned = strings.HasSuffix(t.est, "测算") || strings.HasSuffix(t.est, "估算")
		case set.has(cueDone) || set.has(cueReach) && s.line.Runes[it.s] == '已':
			t.done = t.done || i >= c.clause
		}
	}
	return t
}

// status decides actual, target or estimate, and the words that decided.
func (x *Extractor) status(c *cand, w when, sc *scope, t told) (pipeline.Status, string) {
	if c.goal {
		return pipeline.Target, "目标"
	}
	plan, est, done, reckoned := t.plan, t.est, t.done, t.reckoned
	// the value's own period, where it is stated
	stated := w.source == pipeline.ByClause || w.source == pipeline.BySentence || w.source == pipeline.ByList
	past := stated && !sc.ref.IsZero() && w.m.Cue != period.Comparison && !sc.ref.Before(w.m.Period.End)
	future := !sc.ref.IsZero() && w.ok && sc.ref.Before(w.m.Period.Start) && w.m.Period.Grain != period.Day ||
		!sc.ref.IsZero() && w.ok && w.m.Period.Grain == period.MultiYear && w.m.Period.Start.Year >= sc.ref.Year && w.m.Period.End.Year > sc.ref.Year && w.m.Cue != period.YearToDate ||
		!sc.ref.IsZero() && w.m.Cue == period.AsOf && sc.ref.Before(w.m.Period.End) && w.source != pipeline.ByDocDate && (sc.dated || c.forward(w))
	if c.end && w.m.Period.End.Year == sc.ref.Year && plan == "" {
		future = false // 从2012年的A增长到2017年的B, told within 2017
	}
	if r := c.s.line.Runes; stated && !past && hasAt(r, w.m.Start, "年内") && plan == "" && !done {
		return pipeline.Target, "年内"
	}
	planScope := sc.plans() && !past
	if stated && w.m.Cue == period.Now {
		planScope = false
	}
	switch {
	case plan != "" && !done:
		return pipeline.Target, plan
	case est != "":
		if planScope {
			return pipeline.Target, est
		}
		if past && (reckoned || w.m.Period.End.Year < sc.ref.Year-1) {
			return pipeline.Actual, "" // 初步测算 of what is over is published
		}
		return pipeline.Estimate, est
	case sc.ref.IsZero() && stated && w.m.Cue == period.AsOf && c.forward(w),
		sc.ref.IsZero() && w.source == pipeline.ByParagraph && sc.paraGoal && !done:
		return pipeline.Target, "period"
	case done && !future:
		return pipeline.Actual, ""
	case future:
		return pipeline.Target, "period"
	case planScope:
		return pipeline.Target, "section"
	}
	if w.ok && !sc.ref.IsZero() && sc.ref.Month <= 3 && w.m.Period.Grain == period.Year && w.m.Period.End.Year == sc.ref.Year && w.m.Cue != period.YearToDate && w.m.Cue != period.Now {
		return pipeline.Target, "period"
	}
	return pipeline.Actual, ""
}

// forward reports whether the period of the value is stated as a goal: 到2025年, 至2025年.
func (c *cand) forward(w when) bool {
	r := c.s.line.Runes
	if w.m.Start >= len(r) {
		return false
	}
	return r[w.m.Start] == '到' || r[w.m.Start] == '至'
}

// plans reports whether the plan word at item i plans: 目标 and 预期 do not where a result is compared
// with them (好于预期, 完成目标).
func (x *Extractor) plans(s *sent, i int) bool {
	it := s.items[i]
	t := s.textOf(it.s, it.e)
	switch t {
	case "目标", "预期", "预期目标", "目标任务", "计划":
		before := i - 1
		for before > 0 && s.items[before].kind == itPeriod { // 低于年初预期目标
			before--
		}
		if before >= 0 {
			p := s.textOf(s.items[before].s, s.items[before].e)
			if s.reachedGoal(before) {
				return false
			}
			for _, w := range [...]string{"完成", "实现", "好于", "超额完成", "符合", "高于", "低于", "优于", "达到", "超", "超过"} {
				if p == w {
					return false
				}
			}
		}
		if t == "预期" || t == "计划" {
			if i == 0 {
				return true
			}
			if r := s.line.Runes; it.s > 0 && r[it.s-1] == '稳' {
				return false // 稳企业、稳预期
			}
			if s.textOf(s.items[i-1].s, s.items[i-1].e) == "的" && i+1 < len(s.items) && s.items[i+1].kind != itPunct && s.items[i+1].kind != itQty && s.items[i+1].kind != itPeriod {
				return false // 好的预期不断释放
			}
			switch s.items[i-1].kind {
			case itNoun, itVerb, itAnchor: // 支持计划, 行动计划
				return i+1 < len(s.items) && s.items[i+1].kind == itCue && (t == "预期" || x.cues.words[s.items[i+1].i].set.has(cueUp))
			}
			return true
		}
		if i+1 < len(s.items) {
			n := s.items[i+1]
			nt := s.textOf(n.s, n.e)
			if n.kind == itPunct && rune(n.i) == ',' && s.behindValue(i) {
				return false // 未达100万辆目标，: the goal is behind the value
			}
			return nt == "是" || nt == "为" || nt == ":" || nt == "," || n.kind == itQty || nt == "达到" || nt == "增长" || nt == "在" || nt == "分别" || n.kind == itPeriod
		}
		return false
	case "要":
		return i+1 < len(s.items)
	case "需": // 按需生产
		return it.s == 0 || !strings.ContainsRune("按急必无内军供所刚", s.line.Runes[it.s-1])
	case "将": // 将创新置于核心位置
		return i+1 == len(s.items) || s.items[i+1].kind != itNoun || !s.moved(i+1)
	}
	return true
}

// moved reports whether the noun at item i is what 将 before it moves: a verb of putting follows.
func (s *sent) moved(i int) bool {
	for j := i; j < len(s.items) && j < i+4; j++ {
		if s.items[j].kind == itPunct {
			return false
		}
		for _, w := range [...]string{"置于", "摆在", "放在", "作为", "纳入", "贯穿", "视为"} {
			if hasAt(s.line.Runes, s.items[j].s, w) {
				return true
			}
		}
	}
	return false
}

// reachedGoal reports whether a verb of completion stands in the same stretch before item i: 全面实现年初确定的主要目标.
func (s *sent) reachedGoal(i int) bool {
	for j := i; j >= 0 && j > i-7 && s.items[j].kind != itPunct; j-- {
		switch s.textOf(s.items[j].s, s.items[j].e) {
		case "实现":
			if j > 0 {
				switch s.textOf(s.items[j-1].s, s.items[j-1].e) {
				case "全面", "圆满", "如期", "顺利", "胜利":
					return true
				}
			}
		case "完成", "全面完成", "超额完成", "圆满完成", "顺利完成", "全面实现", "如期实现", "圆满实现", "胜利完成":
			return true
		}
	}
	return false
}

// behindValue reports whether nothing but 左右, 以上 and 的 stands between item i and a quantity before it.
func (s *sent) behindValue(i int) bool {
	for j := i - 1; j >= 0 && s.items[j].kind == itCue; j-- {
		i = j
	}
	return i > 0 && s.items[i-1].kind == itQty
}

// noRegion is why a value of a text that names its own region nowhere (全省, 某市) is left out.
const noRegion = "the text does not say of which region it speaks"

// findRegion looks for the region of the candidate. An empty code with source none means that the
// value belongs to a place without a code or abroad, or that the name is ambiguous: why says so.
func (x *Extractor) findRegion(c *cand, sc *scope) (w where, why string) {
	s := c.s
	if c.b.place >= 0 {
		return x.resolve(&s.gs[c.b.place], sc, pipeline.ByList)
	}
	// in the clause: the nearest place before the name, or before the value
	at := c.item
	for i := c.item - 1; i >= c.clause; i-- {
		if s.items[i].kind == itAnchor && s.items[i].s == c.b.s {
			at = i
			break
		}
	}
	near := func(from, to int) *place.Mention {
		for i := from; i >= to; i-- {
			if s.items[i].kind != itPlace {
				continue
			}
			g := &s.gs[s.items[i].i]
			if g.Level == place.Country && !sc.national() && i > 0 && s.textOf(s.items[i-1].s, s.items[i-1].e) == "成为" {
				continue // 成为全国…的唯一省份
			}
			if c.measure == pipeline.Share && c.b.why == "value_before_name" && i == c.item-1 {
				continue // 全球60%以上的5G基站: the whole
			}
			if g.Benchmark || g.Kind == place.Issuer || x.source(s, i) || i > 0 && s.items[i-1].kind == itCue && x.cues.words[s.items[i-1].i].set.has(cueShare) {
				continue
			}
			return g
		}
		return nil
	}
	if g := near(at-1, c.clause); g != nil {
		if g.Kind == place.Own {
			if own := x.ownOfIssuer(s, c.item, g.Level); own != "" {
				return where{own, pipeline.ByIssuer}, "" // 武汉市统计局数据，全市…
			}
		}
		return x.resolve(g, sc, pipeline.ByClause)
	}
	if c.b.why == "value_before_name" {
		for i := c.item; i < len(s.items) && s.items[i].kind != itPunct; i++ {
			if s.items[i].kind == itPlace && s.items[i].s < c.b.s {
				g := &s.gs[s.items[i].i]
				if !g.Benchmark && g.Kind != place.Issuer {
					return x.resolve(g, sc, pipeline.ByClause)
				}
			}
		}
	}
	// in the clause of the name that a bare clause continues
	if c.bare() && c.b.s >= 0 {
		for i := c.clause - 1; i >= 0; i-- {
			if s.items[i].kind != itAnchor || s.items[i].s != c.b.s {
				continue
			}
			from := i
			for from > 0 && !(s.items[from-1].kind == itPunct && strings.ContainsRune(",;:。", rune(s.items[from-1].i))) {
				from--
			}
			if g := near(i-1, from); g != nil {
				return x.resolve(g, sc, pipeline.BySentence)
			}
			break
		}
	}
	// earlier in the sentence: a place that leads a clause
	parted := false
	for i, floor := c.clause-1, s.floor(c.item); i >= floor; i-- {
		if s.items[i].kind == itPunct && rune(s.items[i].i) == ';' {
			parted = true
		}
		if s.items[i].kind != itPlace {
			continue
		}
		g := &s.gs[s.items[i].i]
		if g.Benchmark || g.Kind == place.Issuer || x.source(s, i) || !leads(s, i, x) || !x.carries(s, i) {
			continue
		}
		if i >= 2 && s.items[i-2].kind == itPlace && listMark(s, i-1) {
			return where{"", pipeline.ByNone}, "the sentence speaks of several regions"
		}
		if x.inner(g, sc) && (parted || !(c.bare() && c.b.s >= g.Start) && !opens(s, i)) {
			continue
		}
		return x.resolve(g, sc, pipeline.BySentence)
	}
	// the issuer that the sentence names: 国家统计局数据显示
	national := strings.HasPrefix(c.b.text, "国内") || strings.HasPrefix(c.b.text, "全国")
	for i := c.item - 1; i >= 0; i-- {
		if it := s.items[i]; it.kind == itPlace {
			if g := &s.gs[it.i]; g.Kind == place.Issuer && len(g.Codes) == 1 {
				if sc.national() || national && g.Codes[0] == "100000" || g.Codes[0] != "100000" && x.gaz.Within(g.Codes[0], sc.doc.code) {
					return where{g.Codes[0], pipeline.ByIssuer}, ""
				}
			}
		}
	}
	if sc.paraReg.code != "" {
		return sc.paraReg, ""
	}
	if sc.headReg.code != "" {
		return sc.headReg, ""
	}
	if sc.doc.code == "" {
		return sc.doc, noRegion
	}
	return sc.doc, ""
}

// ownOfIssuer is the region of the given level of the office that the sentence names before item i, or "".
func (x *Extractor) ownOfIssuer(s *sent, i int, level place.Level) string {
	for i--; i >= 0; i-- {
		if it := s.items[i]; it.kind == itPlace {
			if g := &s.gs[it.i]; g.Kind == place.Issuer && len(g.Codes) == 1 && g.Codes[0] != "100000" {
				return x.gaz.Own(g.Codes[0], level)
			}
		}
	}
	return ""
}

// opens reports whether the place at item i opens the sentence.
func opens(s *sent, i int) bool {
	if s.subject(i) {
		return true
	}
	for j := 0; j < i; j++ {
		if s.items[j].kind == itNoun || s.items[j].kind == itAnchor || s.items[j].kind == itQty || s.items[j].kind == itVerb {
			return false
		}
	}
	return true
}

func (c *cand) bare() bool {
	for _, f := range c.infer {
		if f == "metric_from_clause_before" {
			return true
		}
	}
	return false
}

// inner reports whether the place lies inside the document's own region: a city in a provincial
// report speaks for its own clause only.
func (x *Extractor) inner(g *place.Mention, sc *scope) bool {
	if sc.national() || len(g.Codes) == 0 {
		return false
	}
	code, level := g.Codes[0], g.Level
	if own := x.namesake(g, sc); own != code {
		code, level = own, place.Prefecture
	}
	return code != sc.doc.code && (level == place.Prefecture || level == place.County)
}

// source reports whether the place at item i is part of where a message comes from: 在北京召开, 新华社拉萨5月17日电.
func (x *Extractor) source(s *sent, i int) bool {
	e := s.items[i].e
	r := s.line.Runes
	for k := e; k < len(r) && k < e+8; k++ {
		switch r[k] {
		case ',', '、', '。':
			return false
		case '电':
			if k+1 < len(r) && (r[k+1] == '(' || r[k+1] == ',' || r[k+1] == ' ' || r[k+1] == ':') {
				return true
			}
		}
	}
	for _, w := range [...]string{"召开", "举行", "举办", "考察", "调研", "启动", "开幕", "闭幕", "开工", "揭幕"} {
		if hasAt(r, e, w) {
			return true
		}
	}
	return false
}

// subject reports whether the place at item i is what its clause is about, whatever describes it: 中心城市徐州是…,
// 排在末位的连云港….
func (s *sent) subject(i int) bool {
	after := i+1 == len(s.items) || s.items[i+1].kind == itPunct
	if i > 0 && after && s.is(i-1, "是") {
		return true // 最多的是四川省，
	}
	return i+1 < len(s.items) && s.is(i+1, "是") || i > 0 && s.items[i-1].kind == itCue && s.is(i-1, "的")
}

// leads reports whether the place at item i opens its clause (在山东, 2019年深圳…), or is said to be something
// (中心城市徐州是…).
func leads(s *sent, i int, x *Extractor) bool {
	if s.subject(i) {
		return true
	}
	for j := i - 1; j >= 0; j-- {
		it := s.items[j]
		switch it.kind {
		case itPunct:
			return true
		case itPeriod, itPlain, itPlace:
			continue
		case itCue:
			set := x.cues.words[it.i].set
			if set.has(cueAmong) || set.has(cueLead) {
				continue
			}
			return false
		default:
			return false
		}
	}
	return true
}

func listMark(s *sent, i int) bool {
	return s.is(i, "、", "和", "与", "及", "以及")
}

// carries reports whether the region at item i can hold beyond its clause: an aggregate or the world
// only where the text says in it (在京津冀, 全球，), the country not where it is a stage (率先在全国).
func (x *Extractor) carries(s *sent, i int) bool {
	g := &s.gs[s.items[i].i]
	if i > 0 && s.items[i-1].kind == itPunct && rune(s.items[i-1].i) == '"' {
		return false // part of a quoted name
	}
	in := i > 0 && s.textOf(s.items[i-1].s, s.items[i-1].e) == "在"
	comma := i+1 < len(s.items) && s.items[i+1].kind == itPunct && rune(s.items[i+1].i) == ','
	switch g.Level {
	case place.Aggregate, place.World:
		return comma
	case place.Country:
		return !in || comma
	}
	return true
}

// namesake is the code of a province's short name, or of the prefecture within the document's province that is
// called the same: 海南 in a report of 青海 is 海南藏族自治州.
func (x *Extractor) namesake(g *place.Mention, sc *scope) string {
	code := g.Codes[0]
	if g.Level != place.Province || g.End-g.Start > 2 || sc.national() || code == sc.doc.code || x.gaz.Within(code, sc.doc.code) || x.gaz.Within(sc.doc.code, code) {
		return code
	}
	for _, other := range x.namesakes[code] {
		if x.gaz.Within(other, sc.doc.code) {
			return other
		}
	}
	return code
}

func namesakes(g *place.Gazetteer) map[string][]string {
	of := map[string][]string{}
	for _, r := range g.Regions() {
		u, _ := g.Lookup(r.Code)
		short := []rune(u.Name)
		if u.Level != place.Province || of[r.Code] != nil || len(short) < 2 {
			continue
		}
		for _, end := range [...]string{"州", "市", "地区"} {
			for _, other := range g.ByName(string(short[:2]) + end) {
				if other != r.Code {
					of[r.Code] = append(of[r.Code], other)
				}
			}
		}
	}
	return of
}

// resolve turns a mention into a code.
func (x *Extractor) resolve(g *place.Mention, sc *scope, src pipeline.Scope) (where, string) {
	switch g.Kind {
	case place.Foreign:
		return where{"", pipeline.ByNone}, "the value is of a foreign country"
	case place.Uncoded:
		return where{"", pipeline.ByNone}, "the value is of a region without a code"
	case place.Own:
		code := sc.doc.code
		if sc.national() {
			if sc.paraReg.code != "" {
				code = sc.paraReg.code
			} else if sc.headReg.code != "" {
				code = sc.headReg.code
			}
		}
		own := ""
		if sc.named != "" && (code == "100000" || code == "" || x.gaz.Within(sc.named, code)) {
			own = x.gaz.Own(sc.named, g.Level) // 苏州市统计局数据，全市…
		}
		if own == "" {
			own = x.gaz.Own(code, g.Level)
		}
		if own == "" {
			own = x.gaz.Own(sc.named, g.Level)
		}
		if own == "" {
			return where{"", pipeline.ByNone}, "the text does not say of which region it speaks as its own"
		}
		return where{own, src}, ""
	}
	switch len(g.Codes) {
	case 0:
		return where{"", pipeline.ByNone}, "the value is of a region without a code"
	case 1:
		return where{x.namesake(g, sc), src}, ""
	}
	for _, parent := range [...]string{sc.doc.code, sc.paraReg.code, sc.headReg.code} {
		if parent == "" || parent == "100000" {
			continue
		}
		hit, n := "", 0
		for _, code := range g.Codes {
			if x.gaz.Within(code, parent) {
				hit = code
				n++
			}
		}
		if n == 1 {
			return where{hit, src}, ""
		}
		if n > 1 {
			break
		}
	}
	return where{"", pipeline.ByNone}, "the name fits several regions"
}
