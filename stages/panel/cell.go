package panel

import (
	"cmp"
	"hash/maphash"
	"math"
	"slices"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// key names a cell.
type key struct {
	metric  string
	measure pipeline.Measure
	region  string
	year    int
	status  pipeline.Status
}

func (k key) compare(o key) int {
	return cmp.Or(cmp.Compare(k.metric, o.metric), cmp.Compare(k.measure, o.measure), cmp.Compare(k.region, o.region),
		cmp.Compare(k.year, o.year), cmp.Compare(k.status, o.status))
}

// claim is what one or more observations of a cell say in the same words. It keeps the best of them. A cell may have
// a million, so it is small.
type claim struct {
	statement
	*terms
	obsID string
	// quote and sentence are those of the observation, until it is settled which claims are shown (forget).
	quote, sentence string

	many         *[]int32 // the documents, where they are many
	doc          [1]int32 // of the observation
	observations int32
	confident    float32
	open         bool // the wording leaves open whether the stock or what was added is meant
}

// terms are what many claims have in common.
type terms struct{ unit, basis string }

// docs are the documents of a claim, in the order of the files.
func (cl *claim) docs() []int32 {
	if cl.many != nil {
		return *cl.many
	}
	return cl.doc[:]
}

// saidBy adds documents to those of a claim.
func (cl *claim) saidBy(docs ...int32) {
	if cl.many == nil {
		cl.many = &[]int32{cl.doc[0]}
	}
	*cl.many = append(*cl.many, docs...)
}

// from is the document that is shown for a claim.
func (p *Panel) from(cl *claim) *document { return &p.docs[cl.doc[0]] }

// cell collects the claims of one scope and day at a time.
type cell struct {
	key
	pools []*pool
	// Set by resolve:
	claims     []*claim
	scope      string
	chosen     *claim
	documents  int // reprints as one
	resolution string
	reason     string
	end        pipeline.Date
	// Set by join:
	previous, growthComputed, growthReported float64
	target                                   *claim
	targetValue                              float64
	attainment                               string
}

// pool holds the claims of a scope and unit for the latest day seen.
type pool struct {
	scope  string
	unit   string
	end    pipeline.Date
	claims []*claim
	index  index // of claims, where they are many
}

// Panel collects what documents say, by cells.
type Panel struct {
	opt     Options
	cells   map[key]*cell
	sorted  []*cell
	docs    []document
	about   map[place][]int32 // the documents that have a value of it
	within  map[place][]string
	names   map[string]string
	origins map[origin]*origin
	terms   map[terms]*terms
	aside   map[int32][]string     // the metrics that documents had a value set aside of
	groups  map[string]*candidates // of which documents are to come
	// mismatches are of the lists whose names and values were of different number, lists the others.
	mismatches []check
	lists      []list
}

// value is the cell's number, NaN where none stands.
func (c *cell) value() float64 {
	if c == nil || c.chosen == nil || c.resolution == conflict {
		return math.NaN()
	}
	return c.chosen.value
}

// count is the number of documents that make the claims, reprints as one.
func (p *Panel) count(claims []*claim) int {
	if len(claims) == 1 && len(claims[0].docs()) == 1 {
		return 1
	}
	seen := make([]int32, 0, len(claims))
	for _, cl := range claims {
		for _, n := range cl.docs() {
			seen = append(seen, p.docs[n].group)
		}
	}
	slices.Sort(seen)
	return len(slices.Compact(seen))
}

// The columns of observations that count.
var (
	cObsID      = table.Observations.Index("obs_id")
	cMetric     = table.Observations.Index("metric")
	cMeasure    = table.Observations.Index("measure")
	cValue      = table.Observations.Index("value")
	cLow        = table.Observations.Index("value_low")
	cHigh       = table.Observations.Index("value_high")
	cStep       = table.Observations.Index("value_step")
	cQualifier  = table.Observations.Index("qualifier")
	cUnit       = table.Observations.Index("unit")
	cRegion     = table.Observations.Index("region")
	cYear       = table.Observations.Index("year")
	cPeriod     = table.Observations.Index("period")
	cStart      = table.Observations.Index("period_start")
	cEnd        = table.Observations.Index("period_end")
	cStatus     = table.Observations.Index("status")
	cBasis      = table.Observations.Index("basis")
	cEntity     = table.Observations.Index("entity")
	cScope      = table.Observations.Index("scope")
	cConfidence = table.Observations.Index("confidence")
	cQuote      = table.Observations.Index("quote")
	cSentence   = table.Observations.Index("sentence")
	cNamed      = table.Observations.Index("metric_text")
	cInferences = table.Observations.Index("inferences")
)

// observation takes in an observation. What is kept grows with the number of different claims, not of rows.
func (r *reader) observation(doc int32, row table.Cells) {
	if row.Null(cRegion) || row.Null(cYear) {
		return
	}
	at, status := place{r.newestCode(row.Text(cRegion)), int(row.Int(cYear))}, pipeline.Status(r.intern(row.Text(cStatus)))
	if status != pipeline.Target {
		r.cover(at, doc)
	}
	if !row.Null(cEntity) || !r.annual(row) {
		return
	}
	k := key{r.intern(row.Text(cMetric)), pipeline.Measure(r.intern(row.Text(cMeasure))), at.region, at.year, status}
	c := r.Panel.cells[k]
	if c == nil {
		c = &cell{key: k}
		r.Panel.cells[k] = c
	}
	r.add(c, doc, row)
}

// newestCode is the newest code of the territory that had the code.
func (p *Panel) newestCode(code string) string {
	if p.opt.Successor != nil {
		for range 8 { // chains are short; a circle in the data is no reason to hang
			next := p.opt.Successor(code)
			if next == "" {
				break
			}
			code = next
		}
	}
	return p.intern(code)
}

func (p *Panel) intern(s string) string {
	if v, ok := p.names[s]; ok {
		return v
	}
	s = strings.Clone(s)
	p.names[s] = s
	return s
}

// annual reports whether an observation may stand for its year.
func (p *Panel) annual(row table.Cells) bool {
	switch b := row.Text(cBasis); {
	case b == "mom", b == "annual_average":
		return false
	case strings.HasPrefix(b, "since:"):
		if year, err := parseYear(b[len("since:"):]); err != nil || year != int(row.Int(cYear))-1 {
			return false
		}
	}
	start, end := row.Date(cStart), row.Date(cEnd)
	if !start.IsZero() {
		return start.Year == end.Year && start.Month == 1 && start.Day == 1 && end.Month == 12 && end.Day == 31
	}
	if len(row.Text(cPeriod)) == len("2021") {
		return true
	}
	switch pipeline.Measure(row.Text(cMeasure)) {
	case pipeline.Level, pipeline.Share, pipeline.Rank:
		return p.opt.Metrics[row.Text(cMetric)].Kind != "flow"
	}
	return end.Month == 12 && end.Day == 31 // the change of a stock up to the end of the year
}

func (p *reader) add(c *cell, doc int32, row table.Cells) {
	scope, unit, end := row.Text(cScope), row.Text(cUnit), row.Date(cEnd)
	if scope != "" && !concerns(row.Text(cSentence), row.Text(cNamed), row.Text(cQuote), scope) {
		scope = ""
	}
	scope = universe(scope)
	var in *pool
	for _, q := range c.pools {
		if q.scope == scope && q.unit == unit {
			in = q
		}
	}
	if in == nil {
		in = &pool{scope: p.intern(scope), unit: p.intern(unit), end: end}
		c.pools = append(c.pools, in)
	}
	if end.Before(in.end) {
		return
	}
	if in.end.Before(end) {
		in.end, in.claims, in.index = end, nil, index{}
	}
	get := func(i int) float64 {
		if v, ok := row.Float(i); ok {
			return v
		}
		return math.NaN()
	}
	s := statement{get(cValue), get(cLow), get(cHigh), get(cStep), pipeline.Qualifier(row.Text(cQualifier))}
	if s.unknown() {
		return
	}
	cl := in.find(s)
	if cl == nil {
		cl = &claim{open: true}
		p.take(cl, s, doc, row)
		in.keep(cl)
	}
	cl.observations++
	if docs := cl.docs(); docs[len(docs)-1] != doc {
		cl.saidBy(doc)
	}
	cl.open = cl.open && c.measure == pipeline.Level && p.opt.Metrics[c.metric].Kind == "stock" &&
		len(row.Text(cPeriod)) == len("2021") && leavesOpen(row.Text(cSentence), row.Text(cQuote))
	if p.preferred(s, doc, row.Text(cObsID), cl) {
		p.take(cl, s, doc, row)
	}
}

// universe gives a stated universe one name.
func universe(scope string) string {
	switch scope {
	case "规上":
		return designated
	case "三大运营商", "三大电信运营商":
		return "三家基础电信企业"
	}
	return scope
}

const designated = "规模以上"

// universe is the one that the metric speaks of: none, or that of its name (规模以上工业增加值).
func (m Metric) universe() string {
	if strings.Contains(m.ZH, designated) {
		return designated
	}
	return ""
}

// find returns the claim of a pool that says the same, or nil.
func (q *pool) find(s statement) *claim {
	if q.index.slots != nil {
		return q.index.find(q.claims, s.said())
	}
	for _, cl := range q.claims {
		if cl.said() == s.said() {
			return cl
		}
	}
	return nil
}

// few claims are looked through one by one, and most pools have one.
const few = 8

func (q *pool) keep(cl *claim) {
	q.claims = append(q.claims, cl)
	if len(q.claims) > few {
		q.index.add(q.claims)
	}
}

// index finds claims by what they say: their numbers, counted from 1, by hash. A map of what they say takes five
// times the memory.
type index struct {
	slots []uint32 // the length is a power of two
	n     int      // of the claims that are in it
}

// add takes in the claims that are not in it.
func (x *index) add(claims []*claim) {
	if 2*len(claims) > len(x.slots) {
		x.slots, x.n = make([]uint32, max(64, 2*len(x.slots))), 0
	}
	for ; x.n < len(claims); x.n++ {
		*x.slot(claims, claims[x.n].said()) = uint32(x.n + 1)
	}
}

func (x *index) find(claims []*claim, s said) *claim {
	if n := *x.slot(claims, s); n > 0 {
		return claims[n-1]
	}
	return nil
}

// slot is where a claim is or would be.
func (x *index) slot(claims []*claim, s said) *uint32 {
	mask := uint64(len(x.slots) - 1)
	for at := maphash.Comparable(seed, s); ; at++ {
		if slot := &x.slots[at&mask]; *slot == 0 || claims[*slot-1].said() == s {
			return slot
		}
	}
}

// preferred says which of two observations of the same value a claim shows: the more precise; the first in the files
// where neither says how precise it is.
func (p *Panel) preferred(s statement, doc int32, id string, than *claim) bool {
	switch {
	case math.IsNaN(s.step) && math.IsNaN(than.step):
		return p.inFiles(doc, than.doc[0]) < 0
	case s.step == than.step:
		return p.better(doc, id, than)
	}
	return s.step < than.step || math.IsNaN(than.step)
}

// better says which of two observations of the same value and precision a claim shows: the better publisher, then the earlier
// day (the original before the reprint), then the smaller id.
func (p *Panel) better(doc int32, id string, than *claim) bool {
	d, o := &p.docs[doc], p.from(than)
	if d.class != o.class {
		return d.class < o.class
	}
	if d.published != o.published {
		return d.published != 0 && (o.published == 0 || d.published < o.published)
	}
	return id < than.obsID
}

func (p *reader) take(cl *claim, s statement, doc int32, row table.Cells) {
	s.qualifier = pipeline.Qualifier(p.intern(string(s.qualifier)))
	confident, _ := row.Float(cConfidence)
	cl.statement, cl.doc[0], cl.confident = s, doc, float32(confident)
	cl.obsID, cl.terms = strings.Clone(row.Text(cObsID)), p.termsOf(row)
	if row.Text(cSentence) != p.sentence { // claims of one sentence share it
		p.sentence = strings.Clone(row.Text(cSentence))
	}
	cl.quote, cl.sentence = within(row.Text(cQuote), p.sentence), p.sentence
}

// termsOf is the terms of all observations that have them.
func (p *Panel) termsOf(row table.Cells) *terms {
	t := terms{p.intern(row.Text(cUnit)), p.intern(row.Text(cBasis))}
	known := p.terms[t]
	if known == nil {
		known = &t
		p.terms[t] = known
	}
	return known
}

// within is a text as a part of another, where it is one, else in memory of its own.
func within(text, whole string) string {
	if at := strings.Index(whole, text); at >= 0 {
		return whole[at : at+len(text)]
	}
	return strings.Clone(text)
}

func parseYear(s string) (int, error) {
	d, err := pipeline.ParseDate(s + "-01-01")
	return d.Year, err
}
