package extract

import (
	"math"
	"sort"

	"zhibiao/pipeline"
)

// finish runs the steps that need the whole document: periods of headings, statements told twice,
// confidence and order.
func (w *walk) finish() {
	w.headings()
	w.twice()
	sort.SliceStable(w.obs, func(i, j int) bool { return w.obs[i].Quote.Start < w.obs[j].Quote.Start })
	seen := map[string]bool{}
	for _, m := range w.obs {
		key := keyOf(&m.Observation)
		if seen[key] {
			if m.quant >= 0 {
				w.out.Quantities[m.quant].WhyNot = "told before in the same document"
			}
			continue
		}
		seen[key] = true
		m.Confidence = confidence(m)
		if m.quant >= 0 {
			w.out.Quantities[m.quant].Observation = len(w.out.Observations)
		}
		w.out.Observations = append(w.out.Observations, m.Observation)
	}
}

func keyOf(o *pipeline.Observation) string {
	k := o.Metric + "|" + string(o.Measure) + "|" + o.Region + "|" + o.Period + "|" + string(o.Status) + "|" + o.Basis + "|" + o.Entity + "|" + string(o.Qualifier) + "|" + o.Unit
	if o.Value != nil {
		k += "|" + o.Value.Text('f')
	}
	if o.Low != nil {
		k += "|l" + o.Low.Text('f')
	}
	if o.High != nil {
		k += "|h" + o.High.Text('f')
	}
	return k
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
	for n, m := range w.obs {
		if !m.heading || !weak(m) {
			continue
		}
		next := w.nextHeading(m.block)
		var best *made
		for _, o := range w.obs[n+1:] {
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
			if best == nil && o.Measure == m.Measure {
				best = o
			}
		}
		if best != nil {
			copyTime(m, best)
		}
	}
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
	for _, m := range w.obs {
		if !weak(m) && m.Value != nil {
			dated[keyOf(m)] = append(dated[keyOf(m)], m)
		}
	}
	for _, m := range w.obs {
		if !weak(m) || m.Value == nil {
			continue
		}
		others := dated[keyOf(m)]
		if len(others) > sameMetric {
			others = others[:sameMetric]
		}
		for _, o := range others {
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
