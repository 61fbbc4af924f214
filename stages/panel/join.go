package panel

import (
	"math"
	"strconv"

	"zhibiao/pipeline"
)

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// short is for sentences.
func short(v float64) string {
	if math.IsInf(v, 1) {
		return "any amount"
	}
	return strconv.FormatFloat(v, 'f', max(0, min(4, 5-int(math.Log10(math.Abs(v)+1)))), 64)
}

// join puts years, growth and plans beside each value.
func (p *Panel) join() {
	for _, c := range p.sorted {
		nan := math.NaN()
		c.previous, c.growthComputed, c.growthReported, c.targetValue = nan, nan, nan, nan
		if c.measure == pipeline.Level {
			old := p.before(c)
			c.previous = old.value()
			if c.previous > 0 && c.value() > 0 && c.sameDay(old) {
				c.growthComputed = (c.value()/c.previous - 1) * 100
			}
			g := c.key
			g.measure = pipeline.Growth
			c.growthReported = p.cells[g].value()
		}
		if c.status == pipeline.Actual {
			p.joinTarget(c)
		}
	}
}

// before is the cell of the year before: of the same status or, for a plan, what really was; nil where none stands.
func (p *Panel) before(c *cell) *cell {
	k := c.key
	k.year--
	for _, status := range []pipeline.Status{c.status, pipeline.Actual} {
		k.status = status
		if old := p.cells[k]; !math.IsNaN(old.value()) {
			if old.scope == c.scope && old.chosen.unit == c.chosen.unit {
				return old
			}
			return nil
		}
	}
	return nil
}

// sameDay reports whether two cells speak of the same day of their years: stocks of June and December are
// not compared.
func (c *cell) sameDay(o *cell) bool { return c.end.Month == o.end.Month && c.end.Day == o.end.Day }

// joinTarget finds the plan for a result. A plan to add N to a stock is held against the change of the stock
// where no one says how much was added.
func (p *Panel) joinTarget(c *cell) {
	k := c.key
	k.status = pipeline.Target
	if t := p.cells[k]; t != nil && t.resolution != conflict {
		c.target, c.targetValue = t.chosen, t.chosen.value
		c.attainment = p.attainment(c, t, t.chosen.statement, c.chosen.statement)
		return
	}
	if c.measure != pipeline.Level || p.opt.Metrics[c.metric].Kind != "stock" {
		return
	}
	k.measure = pipeline.Increment
	t := p.cells[k]
	k.status = pipeline.Actual
	old := p.before(c)
	if t == nil || t.resolution == conflict || p.cells[k] != nil || old == nil || !old.yearEnd() {
		return
	}
	c.target, c.targetValue = t.chosen, t.chosen.value+old.value()
	c.attainment = p.attainment(c, t, t.chosen.statement, c.chosen.since(old.chosen.statement))
}

// attainment says how a result compares with its plan. Other units and universes are not compared; a stock of
// some day before the end of the year is held against the plan for the year only where it is there already.
func (p *Panel) attainment(c, t *cell, plan, result statement) string {
	m := p.opt.Metrics[c.metric]
	if t.chosen.unit != c.chosen.unit || t.scope != c.scope || c.resolution == conflict || result.unknown() {
		return notComparable
	}
	if m.LowerIsBetter && c.measure == pipeline.Growth && plan.value > 0 {
		plan = plan.atMost() // a planned rise of what should be low (consumer prices) is a limit
	}
	lower := m.LowerIsBetter || c.measure == pipeline.Rank
	got := attain(plan, result, lower)
	if early := !c.yearEnd(); early && (got == missed || m.Kind != "stock" || lower) {
		return notComparable
	}
	return got
}

const (
	met           = "met"
	missed        = "missed"
	exceeded      = "exceeded"
	notComparable = "not_comparable"
)

// attain holds a result against a plan. More is better, except for a planned decline and where the metric
// says so. A planned number is no rounded one: 7.8% is short of 8%. The plan is met by a result that
// reaches it within the rounding of the result; it is exceeded by one that is beyond the plan's last
// digit in the better direction, and missed by every other. A limit (不超过) is kept or not, never
// exceeded. A result that is only a bound may leave it open.
func attain(plan, result statement, lowerIsBetter bool) string {
	down := lowerIsBetter || plan.value < 0 || plan.high < 0
	want, got := plan.rounding(), result.rounding()
	switch {
	case plan.qualifier == pipeline.About:
		want = plan.aroundHalf()
	case plan.qualifier == pipeline.Exact && down:
		want.high = interval{plan.value, plan.value}.loose().high
	case plan.qualifier == pipeline.Exact:
		want.low = interval{plan.value, plan.value}.loose().low
	}
	beyond := got.low > want.high
	if down {
		beyond = got.high < want.low
	}
	switch plan.qualifier {
	case pipeline.AtLeast, pipeline.Over, pipeline.AtMost, pipeline.Under:
		if !got.meets(want) {
			return missed
		}
		limit := plan.qualifier == pipeline.AtMost || plan.qualifier == pipeline.Under
		step := plan.step
		if math.IsNaN(step) {
			step = 0
		}
		if !limit && (!down && got.low > plan.low+step || down && got.high < plan.high-step) {
			return exceeded
		}
	default:
		if !got.meets(want) {
			if beyond {
				return exceeded
			}
			return missed
		}
	}
	if math.IsInf(got.width(), 1) && (got.low < want.low || got.high > want.high) {
		// A bound: met if all that it admits is no worse than the plan.
		if down && got.high <= want.high && !math.IsInf(want.high, 1) || !down && got.low >= want.low && !math.IsInf(want.low, -1) {
			return met
		}
		return notComparable
	}
	return met
}
