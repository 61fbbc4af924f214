// Package extract reads observations out of a document: it finds names of metrics, quantities,
// periods and regions in each sentence, ties each quantity to its metric, and settles region, period,
// status and entity by the scope around it.
//
// The way of a sentence: scan (mentions) → itemize (one order of names, mentions, cue words and
// other words) → link (quantities to metrics, clause by clause) → scope (region, period, status).
// Nothing is guessed: where the evidence is missing the observation is not made, and the quantity
// keeps the reason.
package extract

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"zhibiao/metrics/lexicon"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/metrics/words"
	"zhibiao/pipeline"
)

// Extractor is a compiled rule set with its recognisers. It is immutable and safe for many goroutines.
type Extractor struct {
	rules      []*compiled
	entries    []entry
	names      *lexicon.Trie
	heads      *lexicon.Trie // nouns that can stand apart from the rest of a name
	cues       *cueLexicon
	marks      *runeSet
	scopes     *scopeWords
	quantities *quantity.Recognizer
	periods    *period.Recognizer
	places     *place.Recognizer
	gaz        *place.Gazetteer
	segmenter  *words.Segmenter
	// namesakes are, for the code of a province, the prefectures that are called by its short name.
	namesakes map[string][]string
	scratch   sync.Pool
}

// New compiles a rule set with the lexicons of fsys.
func New(set *rule.Set, fsys fs.FS) (*Extractor, error) {
	x := &Extractor{}
	var err error
	if x.rules, x.entries, x.names, err = compileRules(set); err != nil {
		return nil, err
	}
	if x.scopes, err = loadScopeWords(fsys, "lexicons/scopes.tsv"); err != nil {
		return nil, err
	}
	x.heads = x.scopes.headTrie
	if x.cues, err = loadCues(fsys, "lexicons/cues.tsv"); err != nil {
		return nil, err
	}
	x.marks = markSet(x.cues)
	if x.quantities, err = quantity.Default(); err != nil {
		return nil, err
	}
	x.periods = period.New()
	if x.places, err = place.Default(); err != nil {
		return nil, err
	}
	x.gaz = x.places.Gazetteer()
	x.namesakes = namesakes(x.gaz)
	if x.segmenter, err = words.Load(domainWords(x.cues)); err != nil {
		return nil, err
	}
	x.scratch.New = func() any { return &scratch{} }
	return x, nil
}

func monthEnd(y, m int) pipeline.Date {
	t := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)
	return pipeline.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// walk is the state of one document on its way through Extract.
type walk struct {
	x   *Extractor
	d   *pipeline.Document
	out *pipeline.Extraction
	sc  scope
	k   linker
	obs []made
	// quantities becomes that of out.
	quantities []pipeline.Quantity
	// title is the document's title, or the line that stands in its place.
	title string
	// reviews is set where headings show that a text without a date is a report on the year before.
	reviews bool
}

// made is an observation with what later steps need of its making.
type made struct {
	pipeline.Observation
	block   int
	heading bool
	quant   int // index in walk.quantities
	doubt   float64
}

// scratch is the memory of one document, which the next one uses again.
type scratch struct {
	sent       sent
	pieces     []pipeline.Span
	cands      []cand
	obs        []made
	quantities []pipeline.Quantity
}

// kept is how many rows of a document scratch keeps room for. Few documents have more.
const kept = 1 << 13

// keep takes back what w has used, without what it points to.
func (m *scratch) keep(w *walk) {
	m.cands, m.obs, m.quantities = emptied(w.k.out[:cap(w.k.out)]), emptied(w.obs), emptied(w.quantities)
}

func emptied[T any](s []T) []T {
	if cap(s) > kept {
		return nil
	}
	clear(s)
	return s[:0]
}

// Extract fills d.Found from the document's text and structure.
func (x *Extractor) Extract(d *pipeline.Document) error {
	m := x.scratch.Get().(*scratch)
	w := &walk{x: x, d: d, out: &pipeline.Extraction{}, obs: m.obs, quantities: m.quantities}
	w.k = linker{x: x, text: d.Text, out: m.cands}
	defer x.scratch.Put(m)
	defer m.keep(w)
	w.open()
	s := &m.sent
	block := -1
	first := false
	for i := range d.Sentences {
		se := d.Sentences[i]
		b := &d.Blocks[se.Block]
		if b.Kind == pipeline.TableRow {
			continue
		}
		first = se.Block != block
		if first {
			block = se.Block
			w.openBlock(b, block)
		}
		m.pieces = pieces(m.pieces[:0], d.Text, se.Span)
		for _, piece := range m.pieces {
			s.span, s.block = piece, se.Block
			x.scan(s, piece.Of(d.Text), w.sc.ref)
			w.sc.telling(s)
			s.depth = x.worth(s, len(w.k.old) > 0 && w.k.block == s.block)
			if !s.mute() {
				x.itemize(s)
			}
			if first {
				w.openParagraph(s, b)
			}
			w.sentence(s, b)
			w.after(s, b, first)
			first = false
		}
	}
	w.tables(s)
	w.finish()
	d.Found = w.out
	return nil
}

// openBlock resets what belongs to a paragraph and takes in a heading.
func (w *walk) openBlock(b *pipeline.Block, i int) {
	sc := &w.sc
	sc.para, sc.paraReg, sc.paraPlan, sc.year, sc.entity = when{}, where{}, false, 0, sc.company
	sc.paraGoal = false
	if b.Kind == pipeline.Heading || b.Kind == pipeline.Title {
		sc.company = ""
		if b.Kind == pipeline.Heading && b.Level >= 4 || b.Kind == pipeline.Title {
			sc.headReg = where{}
			sc.run, sc.runPlan = when{}, false
			sc.head, sc.headPlan = when{}, 0
		}
		if b.Kind == pipeline.Heading && (b.Level <= 2 || w.out.DocType == "news") {
			sc.run, sc.runPlan, sc.head, sc.headPlan, sc.headReg = when{}, false, when{}, 0, where{}
		}
	}
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
		var all []when
		for i, it := range s.items {
			if it.kind == itPeriod && (s.mentionUsable(i) || s.ps[it.i].Plan > 0) && s.ps[it.i].Cue != period.Comparison && s.ps[it.i].Cue != period.Now {
				all = append(all, when{s.ps[it.i], pipeline.ByHeading, true})
			}
		}
		if len(all) > 0 && b.Kind == pipeline.Heading {
			sc.head = all[0]
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
			if g == period.Year || g == period.MultiYear || m.Cue == period.YearToDate ||
				g != period.Day && m.Cue == period.During && sc.recent(m.Period) { // 上半年，…: the report is on it
				sc.run = when{m, pipeline.ByParagraph, true}
				sc.runPlan = !sc.ref.IsZero() && (sc.ref.Before(m.Period.Start) ||
					g == period.Year && m.Period.End.Year == sc.ref.Year && sc.ref.Month <= 3 && m.Cue != period.YearToDate)
			}
		}
		break
	}
	if t := s.text(); strings.Contains(t, "目标是:") || strings.Contains(t, "目标为:") {
		sc.paraPlan = true
	}
	for i, it := range s.items {
		if it.kind == itQty && s.qs[it.i].Kind != quantity.Duration {
			break // 主要预期目标是：经济增长5%，…与“十五五”考核目标衔接
		}
		if it.kind != itPeriod || !s.mentionUsable(i) {
			continue
		}
		if x.scopes.planning(s.line.Runes) <= 0 || strings.Contains(s.text(), "完成") || strings.Contains(s.text(), "通报") {
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

// justPast reports whether item i is 刚刚过去的 before a year.
func (s *sent) justPast(i int) bool {
	return s.items[i].kind == itCue && s.textOf(s.items[i].s, s.items[i].e) == "刚刚过去的"
}

// recent reports whether a part of a year ended in the months before the document.
func (sc *scope) recent(p period.Period) bool {
	if sc.ref.IsZero() || p.End.Year == 0 || p.Start.Year != p.End.Year || sc.ref.Before(p.End) {
		return false
	}
	return (sc.ref.Year-p.End.Year)*12+int(sc.ref.Month)-int(p.End.Month) <= 2
}

// sentence links the sentence and settles each candidate.
func (w *walk) sentence(s *sent, b *pipeline.Block) {
	base := len(w.quantities)
	for i, it := range s.items {
		if it.kind == itPlace {
			if g := &s.gs[it.i]; (g.Kind == place.Named || g.Kind == place.Issuer) && !g.Benchmark && len(g.Codes) == 1 && g.Level >= place.Province && g.Level <= place.County && (leads(s, i, w.x) || g.Kind == place.Issuer) {
				w.sc.named = g.Codes[0]
				break
			}
		}
	}
	if s.numbered() && w.out.DocType == "news" {
		w.sc.para, w.sc.paraReg, w.sc.paraPlan, w.sc.paraGoal, w.sc.year = when{}, where{}, false, false, 0 // an item of a digest
	}
	w.sc.base = when{}
	w.k.out = w.k.out[:0]
	w.k.faults = w.k.faults[:0]
	if len(s.qs) > 0 {
		w.k.link(s)
	}
	s.places()
	for i := range s.qs {
		q := &s.qs[i]
		w.quantities = append(w.quantities, pipeline.Quantity{
			Quote: s.src(q.Start, q.End), Sentence: s.span, Value: q.Value, Low: q.Low, High: q.High,
			Qualifier: q.Qualifier, Unit: q.Unit, Dimension: q.Dimension, IsName: q.Name, Observation: -1,
			Head: w.headNoun(s, i),
		})
	}
	for i := range w.k.out {
		w.settle(&w.k.out[i], s, b, base)
	}
	for i := range s.qs {
		if s.whyNot[i] != "" && w.quantities[base+i].Observation < 0 {
			w.quantities[base+i].WhyNot = s.whyNot[i]
		}
	}
	for _, f := range w.k.faults {
		sp := s.src(f.s, f.e)
		w.d.Faults = append(w.d.Faults, pipeline.Fault{Stage: "observe", Reason: f.reason, Severity: pipeline.Note, Detail: f.detail, Span: sp, Excerpt: excerpt(sp.Of(w.d.Text))})
	}
}

func excerpt(s string) string {
	n := 0
	for i := range s {
		if n == 80 {
			return s[:i]
		}
		n++
	}
	return s
}

// numbered reports whether the sentence opens as an item of a list does: 12、据国家能源局，….
func (s *sent) numbered() bool {
	r := s.line.Runes
	n := 0
	for n < len(r) && n < 3 && r[n] >= '0' && r[n] <= '9' {
		n++
	}
	return n > 0 && n < len(r) && (r[n] == '、' || r[n] == '.' && n+1 < len(r) && (r[n+1] < '0' || r[n+1] > '9'))
}

// after keeps what the sentence has settled for the rest of its paragraph.
func (w *walk) after(s *sent, b *pipeline.Block, first bool) {
	sc := &w.sc
	if b.Kind == pipeline.Heading || b.Kind == pipeline.Title {
		return
	}
	w.subject(s, first)
	sc.paraPlan = sc.paraPlan || w.announced(s)
	if i := s.leadYears(); i >= 0 && !first && sc.run.ok && !sc.runPlan && sc.run.m.Period.Grain == period.Year {
		if m := s.ps[s.items[i].i]; m.Period.End.Year == sc.run.m.Period.End.Year {
			sc.run = when{m, pipeline.ByParagraph, true} // 2025年是“十四五”收官之年。五年来，…
		}
	}
	for i, it := range s.items {
		switch it.kind {
		case itPeriod:
			if !s.mentionUsable(i) || w.x.yardstick(s, i) {
				continue
			}
			m := w.x.withYear(s, it.i, sc)
			if m.Cue == period.Consecutive || since(s, i) && (s.past(i) || sc.run.ok && sc.run.m.Period.Grain == period.MultiYear && m.Plan == 0) || s.event(i) {
				continue
			}
			if leadsTime(s, i) && !m.NeedsYear && m.Period.Start.Year == m.Period.End.Year && m.Cue != period.Now && sc.dates(s, i) {
				sc.year = m.Period.End.Year
				sc.yearRun = sc.year
			}
			if m.Relative && m.Period.Grain == period.MultiYear && !first && !sc.ref.IsZero() && m.Period.End.Year > sc.ref.Year {
				continue // 今明两年要…: of that task alone
			}
			if goal := sc.goalAt(s, i, m); (goal || leadsTime(s, i) || w.introduces(s, i)) && !(m.Cue == period.Now && sc.para.ok) {
				sc.para = when{m, pipeline.ByParagraph, true}
				sc.paraGoal = goal
			}
		case itPlace:
			g := &s.gs[it.i]
			if (g.Kind == place.Named || g.Kind == place.Issuer) && !g.Benchmark && len(g.Codes) == 1 && g.Level >= place.Province && g.Level <= place.County {
				sc.named = g.Codes[0]
			}
			if g.Kind == place.Issuer && len(g.Codes) == 1 && !g.Benchmark && leads(s, i, w.x) && sc.national() {
				sc.paraReg = where{}
				if g.Codes[0] != "100000" {
					sc.paraReg = where{g.Codes[0], pipeline.ByIssuer}
				}
				continue
			}
			if g.Benchmark || g.Kind == place.Issuer || g.Kind == place.Foreign || w.x.source(s, i) || !leads(s, i, w.x) || !w.x.carries(s, i) {
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
			if r, why := w.x.resolve(g, sc, pipeline.ByParagraph); why == "" {
				if g.Kind == place.Own && r.code == sc.doc.code {
					sc.paraReg = where{}
				} else {
					sc.paraReg = r
				}
			}
		}
	}
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
	return (r == '到' || r == '至') && !strings.Contains(s.text(), "已") && leadsTime(s, i)
}

// announced reports whether the sentence tells what a plan wants: 措施提出, 方案明确.
func (w *walk) announced(s *sent) bool {
	for _, it := range s.items {
		switch it.kind {
		case itCue:
			if r := s.line.Runes; it.e-it.s == 4 && w.x.cues.words[it.i].set.has(cuePlan) && (hasAt(r, it.s+2, "提出") || hasAt(r, it.s+2, "明确")) && !hasAt(r, it.s, "报告") {
				return true
			}
		}
	}
	return false
}

// leadYears returns the item with which the sentence opens when that is a number of years up to now (五年来,
// 过去五年), or -1.
func (s *sent) leadYears() int {
	for i, it := range s.items {
		switch it.kind {
		case itPlain:
			continue
		case itPeriod:
			if m := &s.ps[it.i]; m.Relative && m.Years > 1 && m.Cue == period.During && s.mentionUsable(i) {
				return i
			}
		}
		return -1
	}
	return -1
}

// since reports whether the period at item i runs up to now: 自“十三五”以来.
func since(s *sent, i int) bool {
	r := s.line.Runes
	for k := s.items[i].e; k < len(r) && k < s.items[i].e+5 && r[k] != ','; k++ {
		if hasAt(r, k, "以来") { // 2020年疫情以来
			return true
		}
	}
	return strings.HasSuffix(s.textOf(s.items[i].s, s.items[i].e), "以来")
}

// past reports whether anything but cue words and marks stands before item i.
func (s *sent) past(i int) bool {
	for _, it := range s.items[:i] {
		switch it.kind {
		case itAnchor, itNoun, itQty, itVerb:
			return true
		}
	}
	return false
}

// introduces reports whether the clause of the period at item i ends in a colon and has no number: what
// follows is told of that period (报告回顾了2021年工作：).
func (w *walk) introduces(s *sent, i int) bool {
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

// subject keeps the company that the sentence is about: its name opens the sentence. A region that
// opens one ends it.
func (w *walk) subject(s *sent, first bool) {
	if len(s.items) > 0 && s.items[0].e-s.items[0].s == 2 && otherSubject(s.line.Runes[s.items[0].s:]) {
		w.sc.entity = w.sc.company
	}
	for _, it := range s.items {
		switch it.kind {
		case itOrg:
			w.sc.entity = ""
			if o := s.orgs[it.i]; !o.Whole && w.x.scopes.isOperator(o.Name) {
				w.sc.entity = s.src(o.Start, o.End).Of(w.d.Text)
				if s.block <= 1 && first {
					w.sc.company = w.sc.entity // the text as a whole is about the company
				}
			}
			return
		case itPlace:
			if g := &s.gs[it.i]; !g.Benchmark {
				w.sc.entity = ""
			}
			return
		case itPlain, itPeriod, itPunct:
			continue
		case itCue:
			if it.e-it.s <= 2 {
				continue
			}
		}
		return
	}
}

// otherSubject reports whether r begins with a word that turns to another subject.
func otherSubject(r []rune) bool { return hasAt(r, 0, "此外") || hasAt(r, 0, "另外") }

// leadsTime reports whether the period at item i opens its clause.
func leadsTime(s *sent, i int) bool {
	for j := i - 1; j >= 0; j-- {
		switch it := s.items[j]; it.kind {
		case itPunct:
			if rune(it.i) == '"' {
				return false
			}
			return true
		case itPlain, itPlace, itPeriod:
		case itCue:
			if r := s.line.Runes[it.s]; it.e-it.s > 2 && !s.justPast(j) || r == '是' || r == '为' { // 2022年是“十四五”承上启下之年
				return false
			}
		default:
			return false
		}
	}
	return true
}

// settle gives a candidate its region, period and status and makes it an observation.
func (w *walk) settle(c *cand, s *sent, b *pipeline.Block, base int) {
	x := w.x
	if revision(s, c) {
		x.setWhy(s, c.q, "a revision of the accounts, no change of the metric")
		return
	}
	reg, why := x.findRegion(c, &w.sc)
	if why != "" {
		x.setWhy(s, c.q, why)
		return
	}
	t := x.told(c, &w.sc)
	wh := w.sc.spanned(c, x.findPeriod(c, &w.sc, t))
	if wh.ok && !w.sc.ref.IsZero() && (wh.source == pipeline.ByTitle || wh.source == pipeline.ByHeading || wh.source == pipeline.ByParagraph) &&
		w.sc.ref.Before(wh.m.Period.End) && wh.m.Period.Grain == period.MultiYear && x.already(c) {
		// 未来五年 in the headline, 全国已有 in the text
		wh = when{period.Mention{Cue: period.Now, Period: period.Period{Start: w.sc.ref, End: w.sc.ref, Grain: period.Day}}, pipeline.ByDocDate, true}
	}
	if wh.ok && wh.m.Period.End.Year == 0 {
		wh = when{} // 5月末 of no known year
	}
	if !wh.ok {
		// a value without any period is an observation without year
		wh.source = pipeline.ByNone
	}
	if w.facility(c, s) {
		x.setWhy(s, c.q, "the value is of a single facility")
		return
	}
	if single(s, c) && w.sc.entity == "" {
		x.setWhy(s, c.q, "the value is of a single company")
		return
	}
	st, cue := x.status(c, wh, &w.sc, t)
	if c.base {
		if st == pipeline.Target && !wh.ok {
			st = pipeline.Actual
		}
		if st == pipeline.Estimate {
			st = pipeline.Actual
		}
		wh = w.baseYear(c, wh)
	}
	var p settled
	if wh.ok {
		p = w.sc.blurred(settle(c, wh, st, w.sc.ref, w.sc.yearly))
	}
	o := pipeline.Observation{
		Metric: c.b.rule.Metric, MetricText: c.b.text, Measure: c.measure, Value: c.value, Low: c.low, High: c.high,
		Qualifier: c.qual, Step: c.step, Unit: c.unit, UnitText: s.qs[c.q].UnitText,
		Quote:  s.src(s.qs[c.q].Start, s.qs[c.q].End),
		Region: reg.code, RegionSource: reg.source,
		Period: p.text, Freq: p.freq, PeriodStart: p.start, PeriodEnd: p.end, PeriodSource: wh.source,
		Status: st, StatusCue: cue, Basis: c.basis, Sentence: s.span, Table: -1, Row: -1, Col: -1,
		Rule: c.b.rule.ID, Inferences: c.infer, Entity: w.entity(c, s), Universe: x.scopes.universeOf(s, c),
	}
	if w.sc.homed != "" && reg == w.sc.doc && o.Entity == "" {
		o.Inferences = append(o.Inferences, w.sc.homed)
	}
	if wh.ok && w.sc.rests(wh) {
		o.Inferences = append(o.Inferences, "date_guessed")
	}
	if !wh.ok && w.sc.homed == withoutSign && reg == w.sc.doc && o.Entity == "" {
		x.setWhy(s, c.q, noRegion) // a piece of a text of which even the year is unknown
		return
	}
	w.basis(&o, c, p)
	if why := outOfRange(c); why != "" {
		w.d.Faults = append(w.d.Faults, pipeline.Fault{Stage: "observe", Reason: pipeline.ValueOutOfRange, Severity: pipeline.Note, Detail: o.Metric + ": " + why, Span: o.Quote, Excerpt: excerpt(o.Quote.Of(w.d.Text))})
		x.setWhy(s, c.q, why)
		return
	}
	w.obs = append(w.obs, made{Observation: o, block: s.block, heading: b.Kind == pipeline.Heading || b.Kind == pipeline.Title, quant: base + c.q, doubt: c.doubt})
}

func (x *Extractor) setWhy(s *sent, q int, why string) {
	s.whyNot[q] = why
}

// rests reports whether a period rests on a date of the document that is only guessed.
func (sc *scope) rests(w when) bool {
	return (sc.blur != period.Day || sc.released) && (w.source == pipeline.ByDocDate || w.m.Relative || w.m.NeedsYear)
}

// blurred names a period that is the day of the document by no more than what is known of that day.
func (sc *scope) blurred(p settled) settled {
	if sc.blur == period.Day || p.freq != "D" || p.end != sc.ref {
		return p
	}
	s := period.Period{Start: day(p.end.Year, int(p.end.Month), 1), End: monthEnd(p.end.Year, int(p.end.Month)), Grain: period.Month}
	if sc.blur == period.Year {
		s = period.Period{Start: day(p.end.Year, 1, 1), End: day(p.end.Year, 12, 31), Grain: period.Year}
	}
	return finish(s, p.start.IsZero())
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
		return
	}
	long := !p.start.IsZero() && (p.end.Year-p.start.Year) >= 1
	if !long {
		o.Basis = "yoy"
	}
}

// baseYear is the time of the A of 从A增长到B where it is not stated: the year before a five-year
// period, or the year before.
func (w *walk) baseYear(c *cand, wh when) when {
	if part := wh.m.Period.Grain; wh.source == pipeline.ByClause && (!wh.m.NeedsYear || part == period.Quarter || part == period.Month) && wh.m.Period.Grain != period.MultiYear && fromStated(c) {
		for _, t := range [...]*when{&w.sc.para, &w.sc.run, &w.sc.head} {
			if t.ok && wh.m.Relative && t.m.Period.End.Year == wh.m.Period.End.Year && t.m.Period.Grain == period.Year {
				// 上年末 in a review of that year is the end of the year before it
				y := wh.m.Period.End.Year - 1
				wh.m.Period = period.Period{Start: day(y, 1, 1), End: day(y, 12, 31), Grain: period.Year}
				break
			}
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
	if wh.m.Period.Grain == period.MultiYear {
		y = wh.m.Period.Start.Year
		if wh.m.Years < 10 && (wh.m.Relative || wh.m.Plan > 0) { // 五年来 starts from the year before, 十年来 from its first year
			y--
		}
	}
	wh.m = period.Mention{Cue: period.AsOf, Period: period.Period{Start: day(y, 1, 1), End: day(y, 12, 31), Grain: period.Year}}
	return wh
}

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

// fromStated reports whether a period stands between 从 and the A.
func fromStated(c *cand) bool {
	s := c.s
	for i := c.item - 1; i >= c.clause; i-- {
		if s.items[i].kind == itPeriod && s.mentionUsable(i) {
			for j := i - 1; j >= c.clause; j-- {
				if s.items[j].kind == itCue {
					t := s.textOf(s.items[j].s, s.items[j].e)
					if t == "从" || t == "由" {
						return true
					}
				}
			}
			return false
		}
	}
	return false
}

// entity is the organisation that the value belongs to, or "".
func (w *walk) entity(c *cand, s *sent) string {
	if r := s.line.Runes; c.b.s >= 2 && hasAt(r, c.b.s-2, "中国移动") && !hasAt(r, c.b.s, "移动电话") && !hasAt(r, c.b.s, "移动互联网") && !hasAt(r, c.b.s, "移动物联网") {
		return "中国移动" // its users, not the mobile users of the country
	}
	parted := false
	for i := c.item - 1; i >= 0; i-- {
		it := s.items[i]
		if it.kind == itPunct && rune(it.i) == ';' {
			parted = true
			continue
		}
		if it.kind == itPlace && parted && !s.gs[it.i].Benchmark && !(i > 0 && s.items[i-1].kind == itOrg) { // 中国联通香港 is the company
			break
		}
		if it.kind != itOrg {
			continue
		}
		o := s.orgs[it.i]
		if (parted || i < c.clause) && (!w.x.scopes.isOperator(o.Name) || !strings.HasPrefix(c.b.rule.Metric, "telecom.") || !leads(s, i, w.x)) {
			break
		}
		if o.Whole {
			return ""
		}
		if i < c.clause && !leads(s, i, w.x) {
			continue
		}
		if w.speaks(s, i) && !pledges(s, i) {
			continue
		}
		return s.src(o.Start, o.End).Of(w.d.Text)
	}
	if w.sc.entity == "" || !strings.HasPrefix(c.b.rule.Metric, "telecom.") {
		return ""
	}
	for i := 0; i < c.item; i++ { // the sentence goes on about the company unless it names a region
		if it := s.items[i]; it.kind == itPlace && !s.gs[it.i].Benchmark || it.kind == itOrg {
			return ""
		}
	}
	return w.sc.entity
}

// revision reports whether the change is one of the accounts: 比初步核算数增加5567亿元.
func revision(s *sent, c *cand) bool {
	if c.measure != pipeline.Increment && (c.measure != pipeline.Growth || c.based) {
		return false
	}
	return contains(s.line.Runes, accounts)
}

// accounts holds the words that tell of the accounts themselves.
var accounts = wordTrie("普查资料", "核算数", "核实数", "快报数")

// already reports whether the clause says that the value was reached: 已有, 已建成.
func (x *Extractor) already(c *cand) bool {
	for i := c.clause; i < c.item; i++ {
		it := c.s.items[i]
		if it.kind == itCue && x.cues.words[it.i].set.has(cueDone) || c.s.line.Runes[it.s] == '已' {
			return true
		}
	}
	return false
}

// single reports whether the sentence speaks of one company: 公司…，拥有发明专利326件.
func single(s *sent, c *cand) bool {
	for i := 0; i < c.item; i++ {
		if it := s.items[i]; it.kind == itNoun && (i == 0 || s.items[i-1].kind == itPunct || s.items[i-1].kind == itPeriod || s.items[i-1].kind == itPlain) {
			if s.is(i, "公司", "集团", "集团公司", "该公司", "本公司", "该企业", "我公司") {
				return true
			}
		}
	}
	return false
}

// speaks reports whether the organisation at item i is only the one that says so.
func (w *walk) speaks(s *sent, i int) bool {
	e := s.items[i].e
	r := s.line.Runes
	for k := e; k < len(r) && k < e+12; k++ {
		if r[k] == ',' || r[k] == ':' || r[k] == '。' {
			break
		}
		if hasAt(r, k, "公告") || hasAt(r, k, "财报") || hasAt(r, k, "年报") {
			return false // a company tells of itself
		}
		for _, v := range [...]string{"数据显示", "发布", "公布", "获悉", "了解到", "表示", "介绍", "称", "预测", "测算", "统计"} {
			if hasAt(r, k, v) {
				return true
			}
		}
	}
	return false
}

// universeOf is the word that narrows what was counted: it stands in the clause of the value, or in that of
// the name which a clause without one continues.
func (sw *scopeWords) universeOf(s *sent, c *cand) string {
	from := c.clause
	if c.bare() && c.b.s >= 0 {
		for from > 0 && s.items[from].s > c.b.s {
			from--
		}
		for from > 0 && !(s.items[from-1].kind == itPunct && strings.ContainsRune(",;:。", rune(s.items[from-1].i))) {
			from--
		}
	}
	switch u := first(s.line.Runes[s.items[from].s:s.items[c.item].e], sw.universeTrie); {
	case u < 0 || sw.universe[u] == realTerms && c.measure != pipeline.Growth:
		return ""
	case sw.universe[u] == "规上":
		return "规模以上"
	default:
		return sw.universe[u]
	}
}

func outOfRange(c *cand) string {
	if c.measure == pipeline.Share && c.value != nil && c.value.Cmp(hundred) > 0 {
		return "a share above 100%"
	}
	if c.measure != pipeline.Level || c.value == nil {
		return ""
	}
	if c.b.rule.min != nil && c.value.Cmp(c.b.rule.min) < 0 {
		return fmt.Sprintf("below the least plausible value %s", c.b.rule.min)
	}
	if c.b.rule.max != nil && c.value.Cmp(c.b.rule.max) > 0 {
		return fmt.Sprintf("above the greatest plausible value %s", c.b.rule.max)
	}
	return ""
}

// headNoun is the noun phrase that quantity i of s seems to measure: the nouns before it in its
// clause, or the noun after it.
func (w *walk) headNoun(s *sent, i int) string {
	at := int(s.at[i])
	if at < 0 {
		return ""
	}
	noun := func(k int) bool {
		kd := s.items[k].kind
		return kd == itNoun || kd == itAnchor || kd == itName || kd == itCue && w.x.cues.words[s.items[k].i].set.has(cueHead)
	}
	if at+1 < len(s.items) && noun(at+1) && s.items[at+1].kind != itCue {
		e := at + 1
		for e+1 < len(s.items) && noun(e+1) && s.items[e+1].s == s.items[e].e {
			e++
		}
		return s.src(s.items[at+1].s, s.items[e].e).Of(w.d.Text)
	}
	for k := at - 1; k >= 0; k-- {
		if s.items[k].kind == itPunct {
			if r := rune(s.items[k].i); r == ';' || r == '。' {
				break
			}
			continue
		}
		if noun(k) {
			b := k
			for b > 0 && noun(b-1) && s.items[b-1].e == s.items[b].s {
				b--
			}
			return s.src(s.items[b].s, s.items[k].e).Of(w.d.Text)
		}
	}
	return ""
}
