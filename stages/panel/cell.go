package panel

import (
	"cmp"
	"math"
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

// claim is what one or more observations of a cell say in the same words. It keeps the best of them.
type claim struct {
	statement
	obsID     string
	doc       int32
	published pipeline.Date
	class     int // of the publisher, 0 is best
	unit      string
	basis     string
	confident float64
	open      bool // the wording leaves open whether the stock or what was added is meant

	quote, sentence string

	observations int
	docs         []int32 // in the order of the files
}

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
	index  map[said]*claim // of claims, where they are many
}

// Panel collects what documents say, by cells.
type Panel struct {
	opt    Options
	cells  map[key]*cell
	sorted []*cell
	docs   []document
	about  map[place][]int32 // the documents that have a value of it
	within map[place][]string
	names  map[string]string
	groups map[string]*candidates // of which documents are to come
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
	if len(claims) == 1 && len(claims[0].docs) == 1 {
		return 1
	}
	seen := map[int32]bool{}
	for _, cl := range claims {
		for _, n := range cl.docs {
			seen[p.docs[n].group] = true
		}
	}
	return len(seen)
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
		in.end, in.claims, in.index = end, nil, nil
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
	if n := len(cl.docs); n == 0 || cl.docs[n-1] != doc {
		cl.docs = append(cl.docs, doc)
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
	if q.index != nil {
		return q.index[s.said()]
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
	switch {
	case q.index != nil:
		q.index[cl.said()] = cl
	case len(q.claims) > few:
		q.index = map[said]*claim{}
		for _, cl := range q.claims {
			q.index[cl.said()] = cl
		}
	}
}

// preferred says which of two observations of the same value a claim shows: the more precise; the first in the files
// where neither says how precise it is.
func (p *Panel) preferred(s statement, doc int32, id string, than *claim) bool {
	switch {
	case math.IsNaN(s.step) && math.IsNaN(than.step):
		return p.inFiles(doc, than.doc) < 0
	case s.step == than.step:
		return p.better(doc, id, than)
	}
	return s.step < than.step || math.IsNaN(than.step)
}

// better says which of two observations of the same value and precision a claim shows: the better publisher, then the earlier
// day (the original before the reprint), then the smaller id.
func (p *Panel) better(doc int32, id string, than *claim) bool {
	d := &p.docs[doc]
	if d.class != than.class {
		return d.class < than.class
	}
	if d.published != than.published {
		return !d.published.IsZero() && (than.published.IsZero() || d.published.Before(than.published))
	}
	return id < than.obsID
}

func (p *reader) take(cl *claim, s statement, doc int32, row table.Cells) {
	s.qualifier = pipeline.Qualifier(p.intern(string(s.qualifier)))
	cl.statement, cl.doc, cl.class, cl.published = s, doc, p.docs[doc].class, p.docs[doc].published
	cl.obsID, cl.unit, cl.basis = strings.Clone(row.Text(cObsID)), p.intern(row.Text(cUnit)), p.intern(row.Text(cBasis))
	cl.confident, _ = row.Float(cConfidence)
	if row.Text(cSentence) != p.sentence { // claims of one sentence share it
		p.sentence = strings.Clone(row.Text(cSentence))
	}
	cl.quote, cl.sentence = strings.Clone(row.Text(cQuote)), p.sentence
}

func parseYear(s string) (int, error) {
	d, err := pipeline.ParseDate(s + "-01-01")
	return d.Year, err
}
