// The last look over all observations of a document: confidence, headings, what is told twice.

package extract

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// finish runs the steps that need the whole document: periods of headings, statements told twice,
// confidence and order.
func (w *walk) finish() {
	w.registered()
	w.headings()
	w.twice()
	w.doubtDate()
	order := make([]int, len(w.obs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return w.obs[i].Quote.Start - w.obs[j].Quote.Start })
	if len(order) > 0 {
		w.out.Observations = make([]pipeline.Observation, 0, len(order))
	}
	seen := make(map[string]struct{}, len(order))
	var key []byte
	for _, i := range order {
		m := &w.obs[i]
		key = appendKey(key[:0], &m.Observation)
		if _, told := seen[string(key)]; told {
			if m.quant >= 0 {
				w.quantities[m.quant].WhyNot = "told before in the same document"
			}
			continue
		}
		seen[string(key)] = struct{}{}
		m.Confidence = confidence(m)
		if m.quant >= 0 {
			w.quantities[m.quant].Observation = len(w.out.Observations)
		}
		w.out.Observations = append(w.out.Observations, m.Observation)
	}
	w.out.Quantities = slices.Clone(w.quantities)
}

// registered drops a 总人口 that is as great as the 户籍人口 told elsewhere in the text, and the rest of its row of a table:
// it is no permanent population.
func (w *walk) registered() {
	kept := w.obs[:0]
	table, row := -1, -1
	for i := range w.obs {
		m := &w.obs[i]
		if m.Metric == "society.population" && (m.Table >= 0 && m.Table == table && m.Row == row || w.asRegistered(m)) {
			table, row = m.Table, m.Row
			if m.quant >= 0 {
				w.quantities[m.quant].WhyNot = "the registered population"
			}
			continue
		}
		kept = append(kept, *m)
	}
	w.obs = kept
}

// asRegistered reports whether m is a population that a sentence of the text calls a registered one.
func (w *walk) asRegistered(m *made) bool {
	if m.Value == nil || strings.Contains(m.MetricText, "常住") {
		return false
	}
	for i := range w.quantities {
		q := &w.quantities[i]
		if q.Value == nil || i == m.quant || q.Unit != "1" || q.Value.Cmp(m.Value) != 0 {
			continue
		}
		if s := q.Sentence.Of(w.d.Text); strings.Contains(s, "户籍人口") && !strings.Contains(s, "常住") {
			return true
		}
	}
	return false
}

// appendKey appends what two statements of the same value have in common.
func appendKey(key []byte, o *pipeline.Observation) []byte {
	for _, s := range [...]string{o.Metric, string(o.Measure), o.Region, o.Period, string(o.Status), o.Basis, o.Entity, string(o.Qualifier), o.Unit} {
		key = append(append(key, s...), '|')
	}
	for _, d := range [...]*apd.Decimal{o.Value, o.Low, o.High} {
		switch {
		case d == nil:
		case d.Form == apd.Finite && d.Exponent <= 0 && d.Coeff.IsInt64(): // written out it is one number for each pair of these
			if d.Negative {
				key = append(key, '-')
			}
			key = strconv.AppendInt(append(strconv.AppendInt(key, d.Coeff.Int64(), 10), 'e'), int64(d.Exponent), 10)
		default:
			key = append(d.Append(key, 'f'), "e0"...)
		}
		key = append(key, '|')
	}
	return key
}

// weak reports whether the period of the observation is only that of the document.
func weak(m *made) bool {
	switch m.PeriodSource {
	case pipeline.ByDocDate, pipeline.ByTitle, pipeline.ByNone:
		return true
	}
	return false
}

// headings gives a headline without a time the time of the text below it: first of the same metric
// and measure, else of the next paragraph.
func (w *walk) headings() {
	for n := range w.obs {
		m := &w.obs[n]
		if !m.heading || !weak(m) {
			continue
		}
		next := w.nextHeading(m.block)
		var best *made
		for i := n + 1; i < len(w.obs); i++ {
			o := &w.obs[i]
			if o.block > next {
				break
			}
			if o.block <= m.block || o.heading || weak(o) {
				continue
			}
			if o.Metric == m.Metric && o.Measure == m.Measure {
				best = o
				break
			}
			if best == nil && o.Measure == m.Measure && w.current(o) {
				best = o
			}
		}
		if best != nil {
			copyTime(m, best)
		}
	}
}

// current reports whether the value is of the year of the document's date, or early in a year of the one before.
func (w *walk) current(o *made) bool {
	ref := w.sc.ref
	return ref.IsZero() || o.PeriodEnd.Year >= ref.Year || ref.Month <= 3 && o.PeriodEnd.Year == ref.Year-1
}

func (w *walk) nextHeading(block int) int {
	title := w.d.Blocks[block].Kind == pipeline.Title
	for i := block + 1; i < len(w.d.Blocks); i++ {
		if w.d.Blocks[i].Kind == pipeline.Heading && !title {
			return i
		}
		if title && i > block+40 {
			return i
		}
	}
	return len(w.d.Blocks)
}

func copyTime(m, from *made) {
	m.Period, m.Freq, m.PeriodStart, m.PeriodEnd = from.Period, from.Freq, from.PeriodStart, from.PeriodEnd
	m.PeriodSource = pipeline.ByParagraph
	m.Status, m.StatusCue = from.Status, from.StatusCue
	m.Inferences = append(m.Inferences, "period_from_text_below")
}

// twice gives a value without a time of its own the time of the same value told elsewhere with one
// (普及率超6成 … 截至3月末普及率达60.1%).
func (w *walk) twice() {
	type key struct {
		metric, region string
		measure        pipeline.Measure
		status         pipeline.Status
	}
	keyOf := func(m *made) key { return key{m.Metric, m.Region, m.Measure, m.Status} }
	dated := map[key][]*made{}
	for i := range w.obs {
		if m := &w.obs[i]; weak(m) && m.Value != nil {
			dated[keyOf(m)] = nil
		}
	}
	if len(dated) == 0 {
		return
	}
	for i := range w.obs {
		m := &w.obs[i]
		if weak(m) || m.Value == nil {
			continue
		}
		if others, wanted := dated[keyOf(m)]; wanted && len(others) < sameMetric {
			dated[keyOf(m)] = append(others, m)
		}
	}
	for i := range w.obs {
		m := &w.obs[i]
		if !weak(m) || m.Value == nil {
			continue
		}
		for _, o := range dated[keyOf(m)] {
			if same(&m.Observation, &o.Observation) {
				copyTime(m, o)
				break
			}
		}
	}
}

// same reports whether two values are equal as far as their digits go: 超6成 and 60.1% are, 16.83亿 and 16.43亿
// are not.
func same(a, b *pipeline.Observation) bool {
	x, _ := a.Value.Float64()
	y, _ := b.Value.Float64()
	step := 0.0
	for _, o := range [...]*pipeline.Observation{a, b} {
		if o.Step == nil {
			continue
		}
		s, _ := o.Step.Float64()
		if o.Qualifier == pipeline.Exact {
			s /= 2
		}
		step = math.Max(step, s)
	}
	return math.Abs(x-y) <= step*(1+1e-9)
}

// sameMetric bounds how many values of one metric are compared, so that a document of one endless list
// stays linear.
const sameMetric = 200
