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
func (p *panel) join() {
	for _, c := range p.sorted {
		nan := math.NaN()
		c.previous, c.growthComputed, c.growthReported, c.targetValue = nan, nan, nan, nan
		if c.measure == pipeline.Level {
			c.previous = p.before(c)
			if c.previous > 0 && c.value() > 0 {
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

// before is the value of the year before: of the same status or, for a plan, what really was.
func (p *panel) before(c *cell) float64 {
	k := c.key
	k.year--
	if old := p.cells[k]; old != nil && !math.IsNaN(old.value()) {
		if old.scope == c.scope && old.chosen.unit == c.chosen.unit {
			return old.value()
		}
		return math.NaN()
	}
	k.status = pipeline.Actual
	if old := p.cells[k]; old != nil && old.scope == c.scope && old.chosen != nil && old.chosen.unit == c.chosen.unit {
		return old.value()
	}
	return math.NaN()
}

// joinTarget finds the plan for a result. A plan to add N to a stock is held against the stock
// where no one says how much was added.
func (p *panel) joinTarget(c *cell) {
	k := c.key
	k.status = pipeline.Target
	plan := statement{}
	if t := p.cells[k]; t != nil && t.resolution != conflict {
		c.target, plan = t.chosen, t.chosen.statement
	} else {
		k.measure = pipeline.Increment
		t := p.cells[k]
		done := k
		done.status = pipeline.Actual
		if t == nil || t.resolution == conflict || c.measure != pipeline.Level || p.cells[done] != nil ||
			p.opt.Metrics[c.metric].Kind != "stock" || math.IsNaN(c.previous) {
			return
		}
		c.target, plan = t.chosen, t.chosen.statement
		plan.value += c.previous
		plan.low += c.previous
		plan.high += c.previous
	}
	c.targetValue = plan.value
	if c.target.unit != c.chosen.unit || c.resolution == conflict {
		c.attainment = notComparable
		return
	}
	c.attainment = attain(plan, c.chosen.statement, p.opt.Metrics[c.metric].LowerIsBetter)
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
