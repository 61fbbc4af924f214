package panel

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

const (
	holds         = "holds"
	fails         = "fails"
	notApplicable = "not_applicable"
)

// check is one row of the table checks.
type check struct {
	kind          string
	obsIDs        []string
	expected, got interval
	verdict       string
	suspect       string
	metric        string
	region        string
	year          int
	detail        string
}

func (c *check) id() string {
	sum := sha256.Sum256([]byte(c.kind + "\x00" + strings.Join(c.obsIDs, "\x00") + "\x00" + c.detail))
	return hex.EncodeToString(sum[:12])
}

// checks tries every relation that two or more actual values of the panel can keep or break.
func (p *Panel) checks() []check {
	var out []check
	for _, c := range p.sorted {
		if c.status != pipeline.Actual || c.resolution == conflict {
			continue
		}
		switch c.measure {
		case pipeline.Level:
			out = p.sumOfRegions(out, c)
			out = p.stockPlusFlow(out, c)
		case pipeline.Increment:
			out = p.sumOfRegions(out, c)
		case pipeline.Share:
			out = p.shareTimesWhole(out, c)
		case pipeline.Growth:
			out = p.growthVsLevels(out, c)
		}
	}
	return out
}

// part is the cell of the same region, year and status with another metric, measure or year, or nil.
func (p *Panel) part(c *cell, metric string, measure pipeline.Measure, years int) *cell {
	k := c.key
	k.metric, k.measure, k.year = metric, measure, k.year+years
	o := p.cells[k]
	if o == nil || o.resolution == conflict || o.scope != c.scope {
		return nil
	}
	return o
}

// judge compares; the checked cell is the last one.
func judge(kind string, expected interval, detail string, cells ...*cell) check {
	last := cells[len(cells)-1]
	ch := check{kind: kind, expected: expected.loose(), got: last.chosen.tolerant(), verdict: holds, metric: last.metric, region: last.region, year: last.year, detail: detail}
	for _, c := range cells {
		ch.obsIDs = append(ch.obsIDs, c.chosen.obsID)
	}
	if !ch.expected.meets(ch.got) {
		ch.verdict, ch.suspect = fails, suspect(cells)
	}
	return ch
}

// suspect is the value that fewest documents state; among those the least certain, then the later in the relation.
func suspect(cells []*cell) string {
	worst := cells[len(cells)-1]
	for i := len(cells) - 2; i >= 0; i-- {
		c := cells[i]
		if r := cmp.Or(cmp.Compare(c.documents, worst.documents), cmp.Compare(c.chosen.confident, worst.chosen.confident)); r < 0 {
			worst = c
		}
	}
	return worst.chosen.obsID
}

// early names the first of stocks that are not of the end of their year, or is "": sums and
// growths over the year do not hold for them.
func early(cells ...*cell) string {
	for _, c := range cells {
		if !c.yearEnd() {
			return fmt.Sprintf("; %s is of %s, not of the end of the year", c.chosen.quote, c.end)
		}
	}
	return ""
}

// unless makes a check not applicable for a reason.
func (c check) unless(reason string) check {
	if reason != "" {
		c.verdict, c.suspect, c.detail = notApplicable, "", c.detail+reason
	}
	return c
}

func (p *Panel) growthVsLevels(out []check, g *cell) []check {
	now, before := p.part(g, g.metric, pipeline.Level, 0), p.part(g, g.metric, pipeline.Level, -1)
	if now == nil || before == nil || now.chosen.unit != before.chosen.unit {
		return out
	}
	a, b := before.chosen.tolerant(), now.chosen.tolerant()
	if !(a.low > 0 && b.low > 0) {
		return out
	}
	q := b.div(a)
	expected := interval{(q.low - 1) * 100, (q.high - 1) * 100}
	ch := judge("growth_vs_levels", expected, fmt.Sprintf("%s → %s is a growth of %s to %s%%, stated is %s",
		before.chosen.quote, now.chosen.quote, short(expected.low), short(expected.high), g.chosen.quote), before, now, g)
	if p.opt.Metrics[g.metric].RealGrowth {
		ch = ch.unless("; growth is at constant prices")
	}
	return append(out, ch.unless(early(before, now)))
}

func (p *Panel) stockPlusFlow(out []check, c *cell) []check {
	before, added := p.part(c, c.metric, pipeline.Level, -1), p.part(c, c.metric, pipeline.Increment, 0)
	if before == nil || added == nil || p.opt.Metrics[c.metric].Kind != "stock" ||
		before.chosen.unit != c.chosen.unit || added.chosen.unit != c.chosen.unit {
		return out
	}
	ch := judge("stock_plus_flow", before.chosen.tolerant().add(added.chosen.tolerant()),
		fmt.Sprintf("%s + %s, stated is %s", before.chosen.quote, added.chosen.quote, c.chosen.quote), before, added, c)
	return append(out, ch.unless(early(before, c)))
}

func (p *Panel) shareTimesWhole(out []check, s *cell) []check {
	whole := p.opt.Metrics[s.metric].Whole
	if whole == "" {
		return out
	}
	part, all := p.part(s, s.metric, pipeline.Level, 0), p.part(s, whole, pipeline.Level, 0)
	if part == nil || all == nil || part.chosen.unit != all.chosen.unit {
		return out
	}
	share, of := s.chosen.tolerant(), all.chosen.tolerant()
	if !(share.low >= 0 && of.low >= 0) {
		return out
	}
	expected := share.mul(of)
	expected.low, expected.high = expected.low/100, expected.high/100
	ch := judge("share_times_whole", expected,
		fmt.Sprintf("%s of %s, stated is %s", s.chosen.quote, all.chosen.quote, part.chosen.quote), s, all, part)
	if s.end != all.end || s.end != part.end {
		ch = ch.unless(fmt.Sprintf("; they are of %s, %s and %s", s.end, all.end, part.end))
	}
	return append(out, ch)
}

// additive reports whether the values of regions sum up: averages and rates do not.
func (m Metric) additive() bool {
	if m.Kind == "rate" || m.Unit == "%" {
		return false
	}
	for _, w := range []string{"人均", "平均", "每", "单位"} {
		if strings.Contains(m.ZH, w) {
			return false
		}
	}
	return true
}

// sumOfRegions holds a region against the regions that make it up, all of them on the same day. If all have
// a value the sum must be the whole; if some are missing the sum may not be more than it.
func (p *Panel) sumOfRegions(out []check, c *cell) []check {
	if m := p.opt.Metrics[c.metric]; !m.additive() || p.opt.Regions.Level(c.region) == "county" {
		return out
	}
	children := p.children(place{c.region, c.year})
	var parts []*cell
	sum := interval{}
	for _, code := range children {
		k := c.key
		k.region = code
		o := p.cells[k]
		if o == nil || o.resolution == conflict || o.scope != c.scope || o.chosen.unit != c.chosen.unit || o.end != c.end {
			continue
		}
		parts = append(parts, o)
		sum = sum.add(o.chosen.tolerant())
	}
	if len(parts) < 2 {
		return out
	}
	detail := fmt.Sprintf("%d of %d regions sum to between %s and %s, stated is %s", len(parts), len(children), short(sum.low), short(sum.high), c.chosen.quote)
	complete := len(parts) == len(children)
	if !complete {
		sum.high = math.Inf(1)
	}
	ch := judge("sum_of_regions", sum, detail, append(parts, c)...)
	if !complete && ch.verdict == holds {
		ch.verdict = notApplicable
	}
	return append(out, ch)
}

// children asks once for the regions that make up a place: every metric needs the same.
func (p *Panel) children(at place) []string {
	codes, ok := p.within[at]
	if !ok {
		codes = p.opt.Regions.Children(at.region, at.year)
		p.within[at] = codes
	}
	return codes
}

// Every list with 分别 is a check: those whose names and values were of different number stand in quarantine, those
// that were of the same in the observations they gave.

func mismatch(row table.Cells) check {
	return check{kind: "list_lengths", verdict: fails, expected: unknown, got: unknown,
		detail: fmt.Sprintf("%s:%d: %s: %s", row.Text(qPath), row.Int(qStart), row.Text(qDetail), row.Text(qExcerpt))}
}

// list is a list of a document.
type list struct {
	check
	doc int32
}

// list takes in an observation of a list; lists has those of the document by their sentences.
func (p *Panel) list(lists map[string]int, doc int32, row table.Cells) {
	if !slices.Contains(row.Strings(cInferences), ListInference) {
		return
	}
	at, ok := lists[row.Text(cSentence)]
	if !ok {
		at = len(p.lists)
		lists[strings.Clone(row.Text(cSentence))] = at
		p.lists = append(p.lists, list{check{kind: "list_lengths", verdict: holds, metric: p.intern(row.Text(cMetric)),
			region: p.intern(row.Text(cRegion)), year: int(row.Int(cYear))}, doc})
	}
	p.lists[at].obsIDs = append(p.lists[at].obsIDs, strings.Clone(row.Text(cObsID)))
}

func (p *Panel) listChecks() []check {
	slices.SortStableFunc(p.lists, func(a, b list) int { return p.inFiles(a.doc, b.doc) })
	out := p.mismatches
	for _, l := range p.lists {
		n := float64(len(l.obsIDs))
		l.expected, l.got = interval{n, n}, interval{n, n}
		out = append(out, l.check)
	}
	return out
}

// ListInference marks the observations that a list with 分别 was dealt out to.
const ListInference = "list_respectively"

var unknown = interval{math.NaN(), math.NaN()}

func writeChecks(v *dataset.Version, checks []check) error {
	for i := range checks {
		c := &checks[i]
		w, err := v.Writer(table.Checks, 0)
		if err != nil {
			return err
		}
		w.Text(c.id())
		w.Text(c.kind)
		w.Strings(c.obsIDs)
		for _, f := range [...]float64{c.expected.low, c.expected.high, c.got.low, c.got.high} {
			if math.IsInf(f, 0) {
				f = math.NaN()
			}
			w.Float(f)
		}
		w.Text(c.verdict)
		w.Text(c.suspect)
		w.Text(c.metric)
		w.Text(c.region)
		w.IntOr(int64(c.year), 0)
		w.Text(c.detail)
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return v.Finish(table.Checks)
}
