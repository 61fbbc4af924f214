// What the text around a sentence has settled for it: the headings, the paragraph and the sentences before.

package extract

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
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
	report   when         // the part of the year that the text is a company's account of
	account  bool         // the first lines call the text one on the economy
	main     when         // the part of the year that the title, or a first line like one, names
	yearly   bool         // the document is a yearly report
	news     bool         // the document is of no kind that speaks of its region as a whole
	doc      where
	apart    bool   // the document is about a place without a code: no office that tells of it gives it a region
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
	paraOf   string // the region that the sentence which stated para is about, ""
	paraPlan bool
	paraGoal bool // para is a time by which something shall be reached
	goesOn   bool // all values of the sentence before are planned, as its words say
	will     bool // a sentence of the paragraph says what will be worked at
	// planLevel is the level of the headings of which one opened a section that plans, 0 none.
	planLevel int
	headPlan  int  // 1 the section plans, -1 it reviews, 0 open
	task      when // the last time that the heading names, of the tasks that stand last: 五年目标和2026年重点工作
	noNumber  bool // the section's heading has no number
	under     bool // numbered headings stand under it
	year      int  // the last year named in the paragraph, 0 none
	yearRun   int
	// since is the year with which a sentence compared sinceOf, a later one, 0 none.
	since, sinceOf int
	entity         string
	company        string // the company that the whole text is about
	spoken         string // the operator that the paragraph named last as the subject of a clause: 该公司 is it
	named          string // the region that the text named last
	// paper is the last year of a plan whose title the paragraph named with its years, long a period of several years that
	// a heading named beside another.
	paper, long when
	// base is the period of the A of 从A到B that the sentence stated.
	base when
	// result is the period of the last value of the sentence that is no goal: a goal that it is compared with is one for it.
	result when
}

// national reports whether the document is on the country, or on no region that it names.
func (sc *scope) national() bool { return sc.doc.code == "100000" || sc.doc.code == "" }

// plans reports whether the section or the paragraph speaks of what is planned.
func (sc *scope) plans() bool { return sc.headPlan > 0 || sc.paraPlan || sc.runPlan }

// anew forgets what the paragraph, or the item of a digest, has stated.
func (sc *scope) anew() {
	sc.paper, sc.will = when{}, false
	sc.para, sc.paraReg, sc.paraOf, sc.paraPlan, sc.paraGoal, sc.year = when{}, where{}, "", false, false, 0
}

// turns forgets the time of the paragraph where the sentence turns from the region of which it was told to another
// (在广东，到10月底…。在湖北，…).
func (sc *scope) turns(s *sent) {
	if code := s.stage(); code != "" && sc.paraOf != "" && code != sc.paraOf {
		sc.para, sc.paraOf, sc.paraGoal, sc.year = when{}, "", false, 0
	}
}

// stage is the region of a sentence that opens with it and a comma: 在湖北，.
func (s *sent) stage() string {
	for i, it := range s.items {
		switch {
		case it.kind == itPlace && regional(&s.gs[it.i]):
			if i+1 < len(s.items) && s.items[i+1].mark(',') {
				return s.gs[it.i].Codes[0]
			}
			return ""
		case it.e > 2:
			return ""
		}
	}
	return ""
}

// openBlock resets what belongs to a paragraph and takes in a heading.
func (w *walk) openBlock(b *pipeline.Block) {
	sc := &w.sc
	sc.anew()
	sc.entity, sc.spoken = sc.company, sc.company
	if b.Kind == pipeline.Heading || b.Kind == pipeline.Title {
		sc.company = ""
		if b.Kind == pipeline.Heading && b.Level >= 4 || b.Kind == pipeline.Title {
			sc.headReg = where{}
			sc.run, sc.runPlan = when{}, false
			sc.head, sc.headPlan = when{}, 0
		}
		if b.Kind == pipeline.Heading && (b.Level <= 2 || w.out.DocType == "news") {
			sc.run, sc.runPlan, sc.headReg = when{}, false, where{}
			if !w.underPlan(b) {
				sc.head, sc.headPlan = when{}, 0
			}
		}
	}
}

// underPlan reports whether the heading is one of the numbered ones under a heading without a number that plans
// (“十五五”时期主要目标和2026年重点工作, below which 一、, 二、 …): it opens no section of its own. The numbers begin anew there.
func (w *walk) underPlan(b *pipeline.Block) bool {
	sc := &w.sc
	t := b.Span.Of(w.d.Text)
	r, n := utf8.DecodeRuneInString(t)
	if !strings.ContainsRune("一二三四五六七八九十", r) {
		sc.noNumber, sc.under = b.Level <= 2 && r != '第', false
		return false
	}
	if sc.noNumber && sc.headPlan > 0 && r == '一' && strings.HasPrefix(t[n:], "、") {
		sc.under, sc.head = true, sc.task
	}
	sc.noNumber = false
	return sc.under && sc.headPlan > 0
}

// openParagraph reads the opening sentence of a block: a heading's period and region, or the words
// with which a paragraph sets the time of what follows.
func (w *walk) openParagraph(s *sent, b *pipeline.Block) {
	sc := &w.sc
	x := w.x
	if b.Kind == pipeline.Heading || b.Kind == pipeline.Title {
		if p := x.scopes.planning(s.line.Runes); b.Kind == pipeline.Heading && (p != 0 || b.Level <= 1) {
			sc.headPlan = p
		} else if b.Kind == pipeline.Title && w.out.DocType == "plan" && sc.title.ok && !sc.ref.IsZero() && sc.ref.Before(sc.title.m.Period.End) {
			sc.headPlan = 1
		}
		if b.Kind == pipeline.Heading && sc.yearly {
			sc.goOnPlanning(b.Level)
		}
		var all []when
		for i, it := range s.items {
			if it.kind == itPeriod && (s.mentionUsable(i) || s.ps[it.i].Plan > 0) && s.ps[it.i].Cue != period.Comparison && s.ps[it.i].Cue != period.Now {
				all = append(all, when{s.ps[it.i], pipeline.ByHeading, true})
			}
		}
		if len(all) > 0 && b.Kind == pipeline.Heading {
			sc.head, sc.long, sc.task = all[0], when{}, all[0]
			for _, h := range all[1:] {
				if h.m.Period.Grain == period.MultiYear {
					sc.long = h
				} else {
					sc.task = h
				}
			}
			if !sc.ref.IsZero() && sc.headPlan == 0 && sc.ref.Before(all[0].m.Period.Start) {
				sc.headPlan = 1
			}
			if sc.headPlan == 0 && !sc.ref.IsZero() && sc.ref.Month <= 3 && all[0].m.Period.End.Year >= sc.ref.Year && b.Level <= 2 && b.Kind == pipeline.Heading {
				sc.headPlan = 1
			}
		}
		if b.Level >= 4 || b.Kind == pipeline.Title || len(s.items) <= 4 {
			for i, it := range s.items {
				if it.kind == itPlace && !s.gs[it.i].Benchmark && s.gs[it.i].Kind == place.Named && leads(s, i, x) {
					if r, why := x.resolve(&s.gs[it.i], sc, pipeline.ByHeading); why == "" && b.Kind == pipeline.Heading {
						sc.headReg = r
					}
					break
				}
			}
		}
		return
	}
	// a paragraph that opens with a year or a longer period sets it for those after it
	for i, it := range s.items {
		if it.kind == itPunct || it.kind == itPlain || it.kind == itCue && it.e-it.s <= 2 || s.justPast(i) || hasAt(s.line.Runes, 0, "各位代表") && it.s < 4 {
			if i > 4 {
				break
			}
			continue
		}
		if it.kind == itPeriod && s.mentionUsable(i) {
			m := x.withYear(s, it.i, sc)
			g := m.Period.Grain
			if sc.aside(s, i, m) {
				break
			}
			if g == period.Year || g == period.MultiYear || m.Cue == period.YearToDate ||
				g != period.Day && m.Cue == period.During && sc.recent(m.Period) { // 上半年，…: the report is on it
				sc.run = when{m, pipeline.ByParagraph, true}
				sc.runPlan = !sc.ref.IsZero() && (sc.ref.Before(m.Period.Start) ||
					g == period.Year && m.Period.End.Year == sc.ref.Year && sc.ref.Month <= 3 && m.Cue != period.YearToDate)
			}
		}
		break
	}
	if !sc.main.ok {
		if s.captions() {
			sc.main = w.part(s)
		}
		sc.account = sc.account || s.accounts()
	}
	if r := s.line.Runes; holds(r, "目标是:") || holds(r, "目标为:") {
		sc.paraPlan = true
	}
	for i, it := range s.items {
		if it.kind == itQty && s.qs[it.i].Kind != quantity.Duration {
			break // 主要预期目标是：经济增长5%，…与“十五五”考核目标衔接
		}
		if it.kind != itPeriod || !s.mentionUsable(i) {
			continue
		}
		if x.scopes.planning(s.line.Runes) <= 0 || holds(s.line.Runes, "完成") || holds(s.line.Runes, "通报") {
			break
		}
		m := x.withYear(s, it.i, sc)
		if sc.ref.IsZero() || !m.Period.End.Before(sc.ref) {
			sc.paraPlan = true
			sc.run, sc.runPlan = when{m, pipeline.ByParagraph, true}, true
		}
		break
	}
}

// goOnPlanning lets a section of a yearly report whose heading says nothing of it be one that plans where one of its level
// before it did: 二、今年工作部署, 三、实施创新驱动.
func (sc *scope) goOnPlanning(level int) {
	switch {
	case sc.headPlan > 0:
		sc.planLevel = level
	case sc.headPlan == 0 && level == sc.planLevel:
		sc.headPlan = 1
	}
}

// address reports whether the sentence only addresses those who listen: 各位代表！
func (s *sent) address() bool {
	return len(s.line.Runes) < 9 && hasAt(s.line.Runes, 0, "各位")
}

// after keeps what the sentence has settled for the rest of its paragraph.
func (w *walk) after(s *sent, b *pipeline.Block, first bool) {
	sc := &w.sc
	if b.Kind == pipeline.Heading || b.Kind == pipeline.Title {
		return
	}
	w.subject(s, first)
	sc.paraPlan = sc.paraPlan || w.announced(s)
	sc.will = sc.will || s.willDo()
	for i := 0; s.titled && i < len(s.items); i++ {
		if s.items[i].mark('》') {
			if p, ok := sc.paperYears(s, i); ok {
				p.source = pipeline.ByParagraph
				sc.paper = p
			}
		}
	}
	if i := s.leadYears(); i >= 0 && !first && sc.run.ok && !sc.runPlan && sc.run.m.Period.Grain == period.Year {
		if m := s.ps[s.items[i].i]; m.Period.End.Year == sc.run.m.Period.End.Year {
			sc.run = when{m, pipeline.ByParagraph, true} // 2025年是“十四五”收官之年。五年来，…
		}
	}
	if sc.account && !sc.main.ok && len(s.as) > 0 && len(s.qs) > 0 {
		sc.main = w.leadPart(s)
	}
	for i, it := range s.items {
		switch it.kind {
		case itPeriod:
			if y, ok := strings.CutPrefix(s.ps[it.i].Basis, "since:"); ok && s.ps[it.i].Cue == period.Comparison {
				sc.since, _ = strconv.Atoi(y)
				sc.sinceOf = sc.year
			}
			if !s.mentionUsable(i) || w.x.yardstick(s, i) || w.x.inPair(s, i) || s.describes(i, len(s.items)) {
				continue
			}
			m := w.x.withYear(s, it.i, sc)
			if m.Cue == period.Consecutive || s.startsAct(i) || since(s, i) && (s.past(i) || sc.run.ok && sc.run.m.Period.Grain == period.MultiYear && m.Plan == 0) || s.event(i) {
				continue
			}
			if leadsTime(s, i) && !m.NeedsYear && !m.Undated && m.Period.Start.Year == m.Period.End.Year && m.Cue != period.Now && sc.dates(s, i) {
				sc.year = m.Period.End.Year
				sc.yearRun = sc.year
			}
			if m.Relative && m.Period.Grain == period.MultiYear && !first && !sc.ref.IsZero() && m.Period.End.Year > sc.ref.Year {
				continue // 今明两年要…: of that task alone
			}
			if leadsTime(s, i) && sc.dated && sc.run.ok && !sc.runPlan && sc.run.m.Period.Grain == period.Year && sc.run.m.Period.End.Year == sc.ref.Year-1 &&
				!sc.yearly && m.Cue == period.During && m.Period.Start.Month == time.January && m.Period.Start.Day == 1 && m.Period.Grain != period.Year && sc.recent(m.Period) {
				sc.run = when{m, pipeline.ByParagraph, true} // 2022年，…。前7个月，…: the rest is on those months
			}
			if sc.within(m) && (m.Cue == period.AsOf || s.clauseOf(i) > 0) && !(i > 0 && s.justPast(i-1)) {
				continue // 五年来，…，2025年人均…: a year of a review of several holds for its own clause
			}
			if m.Period.Grain == period.Day && m.Cue == period.During && leadsTime(s, i) {
				if j := s.published(i); j >= 0 {
					sc.para = when{w.x.withYear(s, s.items[j].i, sc), pipeline.ByParagraph, true}
					sc.paraGoal, sc.paraOf = false, s.stage()
					continue
				}
			}
			if sc.aside(s, i, m) {
				continue
			}
			if m.Period.Grain == period.Day && m.Cue == period.During && !m.Period.Start.Before(m.Period.End) && sc.para.ok && len(s.names) == 0 {
				continue // the day of an event, or of a picture
			}
			if goal := sc.goalAt(s, i, m); (goal || leadsTime(s, i) || s.introduces(i) || s.looksAt(i)) && !(m.Cue == period.Now && sc.para.ok) {
				sc.para = when{m, pipeline.ByParagraph, true}
				sc.paraGoal, sc.paraOf = goal, s.stage()
			}
		case itPlace:
			g := &s.gs[it.i]
			if regional(g) {
				sc.named = g.Codes[0]
			}
			if g.Kind == place.Issuer && len(g.Codes) == 1 && !g.Benchmark && leads(s, i, w.x) && sc.national() {
				sc.paraReg = where{}
				if g.Codes[0] != "100000" && !sc.apart {
					sc.paraReg = where{g.Codes[0], pipeline.ByIssuer}
				}
				continue
			}
			if g.Benchmark || g.Kind == place.Issuer || g.Kind == place.Foreign || w.x.source(s, i) || !leads(s, i, w.x) || !w.x.carries(s, i, sc) {
				continue
			}
			if w.x.inner(g, sc) || sc.yearly && sc.doc.code == "100000" {
				continue
			}
			if i >= 2 && s.items[i-2].kind == itPlace && listMark(s, i-1) || i+2 < len(s.items) && s.items[i+2].kind == itPlace && listMark(s, i+1) {
				continue // several regions
			}
			if g.Level == place.Country && !sc.national() {
				continue // national values in a report of a region are told sentence by sentence
			}
			r, why := w.x.resolve(g, sc, pipeline.ByParagraph)
			if own := w.x.ownBeside(s, i, g.Level, sc); g.Kind == place.Own && own != "" {
				r, why = where{own, pipeline.ByParagraph}, ""
			}
			if why == "" {
				if g.Kind == place.Own && r.code == sc.doc.code {
					sc.paraReg = where{}
				} else {
					sc.paraReg = r
				}
			}
		}
	}
}

// within reports whether m is one of the years that the paragraph reviews together.
func (sc *scope) within(m period.Mention) bool {
	w := sc.para
	if !w.ok {
		w = sc.run
	}
	long := w.m.Period
	return w.ok && (w.m.Relative || w.m.Plan > 0) && !sc.plans() && m.Period.Grain == period.Year && long.Grain == period.MultiYear && long.Start.Year <= m.Period.End.Year && m.Period.End.Year == long.End.Year
}

// goalAt reports whether the period m at item i is a time by which something shall be reached (到2025年). Without a
// date of the document it is known by its preposition alone, unless the sentence tells that it was done.
func (sc *scope) goalAt(s *sent, i int, m period.Mention) bool {
	if m.Cue != period.AsOf || m.NeedsYear {
		return false
	}
	if !sc.ref.IsZero() {
		return sc.ref.Before(m.Period.End) && (leadsTime(s, i) || sc.headPlan >= 0 && !(sc.run.ok && !sc.runPlan))
	}
	r := s.line.Runes[m.Start]
	return (r == '到' || r == '至') && !holds(s.line.Runes, "已") && leadsTime(s, i)
}

// announced reports whether the sentence tells what a plan wants: 措施提出, 方案明确.
func (w *walk) announced(s *sent) bool {
	r := s.line.Runes
	if hasAt(r, 0, "会议") && decides(r, 2) {
		return true
	}
	for k, c := range r { // by the runes: a sentence without a number is not cut into words
		if c != '标' && c != '提' || k < 2 || k+1 == len(r) {
			continue
		}
		if r[k] == '标' && (r[k+1] == ':' || k+2 < len(r) && r[k+2] == ':' && (r[k+1] == '是' || r[k+1] == '为')) && r[k-1] == '目' && setsGoals(r) {
			return true // 今年主要预期目标是：…。一般公共预算收入增长5%，…
		}
		if r[k] == '会' && r[k+1] == '议' && decides(r, k+2) {
			return true
		}
		if r[k] != '提' || r[k+1] != '出' {
			continue
		}
		for _, paper := range [...]string{"措施", "方案", "规划", "计划", "意见"} {
			if hasAt(r, k-2, paper) {
				return true
			}
		}
	}
	return false
}

// decides reports whether the items of a decision follow at rune at: 会议确定，一是….
func decides(r []rune, at int) bool {
	for _, verb := range [...]string{"确定", "决定", "明确"} {
		if hasAt(r, at, verb) {
			return hasAt(r, at+2, ",一是") || hasAt(r, at+2, ":一是") || hasAt(r, at+2, ",一要") || hasAt(r, at+2, ":一要")
		}
	}
	return false
}

// looksAt reports whether the clause of the period at item i turns to it and tells nothing else: 具体看今年上半年经济运行情况，….
func (s *sent) looksAt(i int) bool {
	if i == 0 || s.line.Runes[s.items[i].s-1] != '看' {
		return false
	}
	for _, it := range s.items[i+1:] {
		switch it.kind {
		case itQty:
			return false
		case itPunct:
			return rune(it.i) == ','
		}
	}
	return false
}

// introduces reports whether the clause of the period at item i ends in a colon and has no number: what
// follows is told of that period (报告回顾了2021年工作：).
func (s *sent) introduces(i int) bool {
	for _, it := range s.items[i+1:] {
		switch it.kind {
		case itQty, itAnchor:
			return false
		case itPunct:
			return rune(it.i) == ':'
		}
	}
	return false
}
