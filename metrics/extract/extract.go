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

	"zhibiao/metrics/fold"
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
	// before is the table before the one that is read.
	before *frame
	// title is the document's title, or the line that stands in its place.
	title string
	// reviews is set where headings show that a text without a date is a report on the year before.
	reviews bool
	// named is what the look for the region of the document has found already.
	named *named
	line  *fold.Line
	// contradicted is set where a result is told of a time that ends behind the stated date of the document.
	contradicted bool
}

// made is an observation with what later steps need of its making.
type made struct {
	pipeline.Observation
	block   int
	heading bool
	quant   int // index in walk.quantities
	doubt   float64
	rests   bool // its period is reckoned from the date of the document
}

// scratch is the memory of one document, which the next one uses again.
type scratch struct {
	batch      []sent
	one        sent // for what is no sentence
	named      named
	line       fold.Line // for a look ahead
	pieces     []pipeline.Span
	cands      []cand
	given      []bind
	obs        []made
	quantities []pipeline.Quantity
}

// kept is how many rows of a document scratch keeps room for. Few documents have more.
const kept = 1 << 13

// keep takes back what w has used, without what it points to.
func (m *scratch) keep(w *walk) {
	m.cands, m.given = emptied(w.k.out[:cap(w.k.out)]), emptied(w.k.given[:cap(w.k.given)])
	m.obs, m.quantities = emptied(w.obs), emptied(w.quantities)
	m.named.forget()
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
	w := &walk{x: x, d: d, out: &pipeline.Extraction{}, obs: m.obs, quantities: m.quantities, named: &m.named, line: &m.line}
	w.k = linker{x: x, text: d.Text, out: m.cands, given: m.given}
	defer x.scratch.Put(m)
	defer m.keep(w)
	w.open()
	block, addressed := -1, false
	for next := 0; next < len(d.Sentences); {
		next = m.fill(d, next)
		x.scanAll(m.batch, d.Text, w.sc.ref, &m.named)
		for i := range m.batch {
			s := &m.batch[i]
			w.sc.telling(s)
			if s.depth = x.worth(s); s.depth != near && !s.mute() {
				x.itemize(s)
			}
		}
		for i := range m.batch {
			s := &m.batch[i]
			b := &d.Blocks[s.block]
			first := s.block != block
			if first {
				block = s.block
				w.openBlock(b)
			}
			first = first || addressed
			if s.depth == near {
				if len(w.k.old)+len(w.k.theme) > 0 && w.k.block == s.block {
					s.depth = whole // a metric told before may go on
				}
				x.itemize(s)
			}
			if first {
				w.openParagraph(s, b)
			}
			w.sentence(s, b)
			w.after(s, b, first)
			addressed = first && s.address() // 各位代表！刚刚过去的2025年，…
		}
	}
	w.tables(&m.one)
	w.finish()
	d.Found = w.out
	return nil
}

// together is how many bytes of text are scanned by one recogniser after the other: its tables stay in the nearest cache
// over many sentences, and what it finds still fits beside them.
const together = 8 << 10

// fill makes the batch of the sentences from next on, cut into pieces, and returns where it ends.
func (m *scratch) fill(d *pipeline.Document, next int) int {
	m.batch = m.batch[:0]
	for size := 0; next < len(d.Sentences) && size < together; next++ {
		se := &d.Sentences[next]
		if d.Blocks[se.Block].Kind == pipeline.TableRow {
			continue
		}
		m.pieces = pieces(m.pieces[:0], d.Text, se.Span)
		for _, piece := range m.pieces {
			if n := len(m.batch); n < cap(m.batch) {
				m.batch = m.batch[:n+1] // with the memory of what stood there before
			} else {
				m.batch = append(m.batch, sent{})
			}
			s := &m.batch[len(m.batch)-1]
			s.span, s.block, s.nth = piece, se.Block, -1
			if len(m.pieces) == 1 {
				s.nth = next
			}
		}
		size += se.Len()
	}
	return next
}

// sentence links the sentence and settles each candidate.
func (w *walk) sentence(s *sent, b *pipeline.Block) {
	base := len(w.quantities)
	for i := 0; len(s.gs) > 0 && i < len(s.items); i++ {
		if it := s.items[i]; it.kind == itPlace {
			if g := &s.gs[it.i]; regional(g) && (leads(s, i, w.x) || g.Kind == place.Issuer) {
				w.sc.named = g.Codes[0]
				break
			}
		}
	}
	w.sc.turns(s)
	w.speaksOf(s)
	if code := s.speaker(); code != "" && code != w.sc.doc.code {
		w.sc.paraReg = where{code, pipeline.ByParagraph}
	}
	if s.numbered() && w.out.DocType == "news" {
		w.sc.anew() // an item of a digest
	}
	w.sc.base, w.sc.result = when{}, when{}
	w.k.out = w.k.out[:0]
	w.k.faults = w.k.faults[:0]
	if len(s.qs) > 0 || s.depth == whole {
		w.k.headed = s.headline || b.Kind == pipeline.Heading || b.Kind == pipeline.Title
		w.k.opens = b.Start
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
	made := len(w.obs)
	for i := range w.k.out {
		w.settle(&w.k.out[i], s, b, base)
	}
	w.sc.goesOn = allPlanned(w.obs[made:])
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

// allPlanned reports whether all of the observations are what words of their sentence plan.
func allPlanned(obs []made) bool {
	for i := range obs {
		if o := &obs[i]; o.Status != pipeline.Target || o.StatusCue == "period" || o.StatusCue == "section" {
			return false
		}
	}
	return len(obs) > 0
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

// settle gives a candidate its region, period and status and makes it an observation.
func (w *walk) settle(c *cand, s *sent, b *pipeline.Block, base int) {
	x := w.x
	if revision(s, c) {
		s.whyNot[c.q] = "a revision of the accounts, no change of the metric"
		return
	}
	reg, why := x.findRegion(c, &w.sc)
	if why != "" {
		s.whyNot[c.q] = why
		return
	}
	if reg.code == "100000" && strings.HasPrefix(c.b.text, "地方") && strings.HasPrefix(c.b.rule.Metric, "economy.budget_") {
		s.whyNot[c.q] = "local budgets are a part of the country's"
		return
	}
	if strings.HasPrefix(c.b.text, "城市居民消费") && !strings.HasPrefix(reg.code, "CN-") && strings.HasSuffix(reg.code, "0000") {
		s.whyNot[c.q] = "prices in the towns are a part of those of a province"
		return
	}
	c.goal = c.goal || c.pursued()
	t := x.told(c, &w.sc)
	wh := w.sc.spanned(c, x.findPeriod(c, &w.sc, t))
	switch {
	case !c.goal:
		w.sc.result = wh
	case w.sc.result.ok && wh.source != pipeline.ByClause:
		wh = w.sc.result // 增长7.8%，略低于8%的预定目标
		wh.source = pipeline.BySentence
	}
	if wh.ok && !w.sc.ref.IsZero() && (wh.source == pipeline.ByTitle || wh.source == pipeline.ByHeading || wh.source == pipeline.ByParagraph) &&
		w.sc.ref.Before(wh.m.Period.End) && (wh.m.Period.Grain == period.MultiYear || wh.m.Period.End.Year > w.sc.ref.Year) && x.already(c) {
		// 未来五年 in the headline, 全国已有 in the text
		wh = when{period.Mention{Cue: period.Now, Period: singleDay(w.sc.ref)}, pipeline.ByDocDate, true}
	}
	if t.forecast != "" {
		wh = w.sc.ofForecast(c, wh)
	}
	entity := w.entity(c, s)
	wh = w.sc.summedUp(c, w.sc.accounted(entity, wh))
	if wh.ok && wh.m.Undated {
		s.whyNot[c.q] = "the value is of a holiday whose days are not known"
		return
	}
	if wh.ok && wh.m.Period.End.Year == 0 {
		wh = when{} // 5月末 of no known year
	}
	if wh.ok && c.onDay(wh) && w.sc.plans() {
		wh = when{period.Mention{Period: wholeYear(wh.m.Period.End.Year)}, pipeline.ByDocDate, true} // of the day on which a plan was made only the year counts
	}
	if wh.ok && c.onDay(wh) {
		s.whyNot[c.q] = "no time but a single day is told, and the value is none of a day"
		return
	}
	if s.together(c) {
		s.whyNot[c.q] = "a list of ranks of several subjects"
		return
	}
	if s.criterion(c) {
		s.whyNot[c.q] = "the number is a criterion"
		return
	}
	if !wh.ok {
		// a value without any period is an observation without year
		wh.source = pipeline.ByNone
	}
	if w.facility(c, s) {
		s.whyNot[c.q] = "the value is of a single facility"
		return
	}
	if single(s, c) && w.sc.entity == "" {
		s.whyNot[c.q] = "the value is of a single company"
		return
	}
	st, cue := x.status(c, wh, &w.sc, t)
	if st == pipeline.Actual && w.sc.beyond(wh) { // what is, among what shall be in 2025
		wh = when{period.Mention{Cue: period.Now, Period: singleDay(w.sc.ref)}, pipeline.ByDocDate, true}
	}
	if c.base {
		if st == pipeline.Target && !wh.ok {
			st = pipeline.Actual
		}
		if st == pipeline.Estimate {
			st = pipeline.Actual
		}
		wh = w.baseYear(c, wh)
		if st == pipeline.Target && wh.ended(&w.sc) {
			st, cue = pipeline.Actual, ""
		}
	}
	if st == pipeline.Target && wh.ok && wh.source == pipeline.ByParagraph && !w.sc.ref.IsZero() &&
		(wh.m.Period.Grain == period.Day || cue == "section" && !c.base && wh.ended(&w.sc)) {
		wh = when{period.Mention{Period: wholeYear(w.sc.ref.Year)}, pipeline.ByDocDate, true} // the day is that on which the goal was told, the year that of a reason for it
	}
	var p settled
	if wh.ok {
		p = w.sc.blurred(settle(c, wh, st, w.sc.ref, w.sc.yearly))
		if wh.m.Event && !p.start.IsZero() {
			s.whyNot[c.q] = "the period of the value begins with an event, of which no date is known"
			return
		}
	}
	o := pipeline.Observation{
		Metric: c.b.rule.Metric, MetricText: c.b.text, Measure: c.measure, Value: c.value, Low: c.low, High: c.high,
		Qualifier: c.qual, Step: c.step, Unit: c.unit, UnitText: s.qs[c.q].UnitText,
		Quote:  s.src(s.qs[c.q].Start, s.qs[c.q].End),
		Region: reg.code, RegionSource: reg.source,
		Period: p.text, Freq: p.freq, PeriodStart: p.start, PeriodEnd: p.end, PeriodSource: wh.source,
		Status: st, StatusCue: cue, Basis: c.basis, Sentence: s.span, Table: -1, Row: -1, Col: -1,
		Rule: c.b.rule.ID, Inferences: c.infer, Entity: entity, Universe: x.scopes.universeOf(s, c),
	}
	if w.sc.homed != "" && reg == w.sc.doc && o.Entity == "" {
		o.Inferences = append(o.Inferences, w.sc.homed)
	}
	if wh.ok && w.sc.rests(wh) {
		o.Inferences = append(o.Inferences, "date_guessed")
	}
	if !wh.ok && w.sc.homed == withoutSign && reg == w.sc.doc && o.Entity == "" {
		s.whyNot[c.q] = noRegion // a piece of a text of which even the year is unknown
		return
	}
	if o.Entity != "" && c.b.rule.Unit == "CNY" && !strings.HasPrefix(o.Metric, "telecom.") {
		s.whyNot[c.q] = "the value is of a single company" // 国家电网固定资产投资
		return
	}
	w.basis(&o, c, p)
	if why := outOfRange(c); why != "" {
		w.d.Faults = append(w.d.Faults, pipeline.Fault{Stage: "observe", Reason: pipeline.ValueOutOfRange, Severity: pipeline.Note, Detail: o.Metric + ": " + why, Span: o.Quote, Excerpt: excerpt(o.Quote.Of(w.d.Text))})
		s.whyNot[c.q] = why
		return
	}
	rests := wh.ok && (wh.source == pipeline.ByDocDate || wh.m.Relative || wh.m.NeedsYear)
	w.contradicted = w.contradicted || rests && st == pipeline.Actual && w.sc.after(p.end)
	w.obs = append(w.obs, made{Observation: o, block: s.block, heading: b.Kind == pipeline.Heading || b.Kind == pipeline.Title, quant: base + c.q, doubt: c.doubt, rests: rests})
}

func outOfRange(c *cand) string {
	if c.measure == pipeline.Share && c.value != nil && c.value.Cmp(hundred) > 0 {
		return "a share above 100%"
	}
	if c.measure != pipeline.Level && c.measure != pipeline.Increment {
		return ""
	}
	least, most := c.value, c.value
	if c.value == nil {
		least, most = c.low, c.high
	}
	if c.measure == pipeline.Level && c.b.rule.min != nil && most != nil && most.Cmp(c.b.rule.min) < 0 {
		return fmt.Sprintf("below the least plausible value %s", c.b.rule.min)
	}
	if c.b.rule.max != nil && least != nil && least.Cmp(c.b.rule.max) > 0 {
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
