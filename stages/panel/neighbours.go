package panel

import (
	"fmt"
	"math"
	"slices"

	"zhibiao/pipeline"
)

const (
	asOpen = iota
	asStock
	asAddition
)

// read decides how a value of open wording is meant, by the stocks of the years before and after (NaN where
// none is known). Nobody builds a stock smaller, so a value below the stock of the year before was added.
// One that is not below it, but more than what the year after leaves room for, is the stock.
func read(value, before, after statement) int {
	v := value.rounding()
	if math.IsNaN(before.value) || math.IsNaN(value.value) {
		return asOpen
	}
	b, a := before.rounding(), after.rounding()
	known := !math.IsNaN(after.value)
	switch {
	case v.high < b.low:
		if known && v.low+b.low > a.high {
			return asOpen // neither fits
		}
		return asAddition
	case known && v.low+b.low > a.high && v.low <= a.high:
		return asStock
	}
	return asOpen
}

// settleOpen takes each claim whose wording leaves open whether it is a stock or an addition, and
// where the neighbouring years decide, or the stock stated beside it (建成高标准农田8.9万亩、累计达到120.5万亩), makes it
// the one or the other; otherwise the cell says that it is open.
func (p *Panel) settleOpen() {
	moved := false
	for i := 0; i < len(p.sorted); i++ {
		c := p.sorted[i]
		if c.measure != pipeline.Level || c.chosen == nil || !slices.ContainsFunc(c.claims, func(cl *claim) bool { return cl.open }) {
			continue
		}
		before, after := p.stock(c, -1), p.stock(c, 1)
		stated := statedStock(c.claims)
		var kept []*claim
		var note string
		for _, cl := range c.claims {
			if !cl.open {
				kept = append(kept, cl)
				continue
			}
			switch how := read(cl.statement, before, after); {
			case how == asAddition && p.takes(c, cl):
				p.move(c, cl, fmt.Sprintf("the wording leaves open whether %s is the stock or was added; the stock was %s in %d%s, so it was added",
					cl.quote, number(before.value), c.year-1, yearAfter(after, c.year+1)))
				moved = true
				continue
			case how == asOpen && stated != nil && cl.rounding().high < stated.rounding().low && p.takes(c, cl):
				p.move(c, cl, fmt.Sprintf("the wording leaves open whether %s is the stock or was added; the stock is stated to be %s, so it was added", cl.quote, stated.quote))
				moved = true
				continue
			case how == asStock:
				note = fmt.Sprintf("the wording leaves open whether %s is the stock or was added; the stock was %s in %d%s, so it is the stock",
					cl.quote, number(before.value), c.year-1, yearAfter(after, c.year+1))
			default:
				note = fmt.Sprintf("the wording leaves open whether %s is the stock or was added, and the neighbouring years do not decide", cl.quote)
			}
			kept = append(kept, cl)
		}
		if len(kept) < len(c.claims) {
			c.claims, c.chosen = kept, nil
			p.choose(c)
		}
		if c.chosen != nil && c.chosen.open {
			c.reason = join(c.reason, note)
		}
	}
	if moved {
		p.sort()
	}
}

// statedStock is the most precise of the claims whose wording says that the stock is meant, nil where they do not agree.
func statedStock(claims []*claim) *claim {
	said := slices.DeleteFunc(slices.Clone(claims), func(cl *claim) bool { return cl.open })
	if len(said) == 0 || agreement(said) == "" {
		return nil
	}
	return said[0]
}

func yearAfter(s statement, year int) string {
	if math.IsNaN(s.value) {
		return ""
	}
	return fmt.Sprintf(" and %s in %d", number(s.value), year)
}

// stock is what the cell of another year says at the end of that year, NaN where nothing stands. What is open
// itself decides nothing.
func (p *Panel) stock(c *cell, years int) statement {
	k := c.key
	k.year += years
	k.status = pipeline.Actual
	o := p.cells[k]
	if c.status != pipeline.Actual && years > 0 || o == nil || o.chosen == nil || o.resolution == conflict || o.chosen.open || o.scope != c.scope || o.chosen.unit != c.claims[0].unit || !o.yearEnd() {
		return statement{value: math.NaN()}
	}
	return o.chosen.statement
}

// takes reports whether what was added in the year has no cell yet, or one of the same universe and unit.
func (p *Panel) takes(c *cell, cl *claim) bool {
	k := c.key
	k.measure = pipeline.Increment
	to := p.cells[k]
	return to == nil || to.scope == c.scope && to.chosen != nil && to.chosen.unit == cl.unit
}

// move makes a claim of a stock one of what was added.
func (p *Panel) move(c *cell, cl *claim, reason string) {
	k := c.key
	k.measure = pipeline.Increment
	to := p.cells[k]
	if to == nil {
		to = &cell{key: k, scope: c.scope, end: c.end}
		p.cells[k] = to
		p.sorted = append(p.sorted, to)
	}
	cl.open = false
	same := slices.IndexFunc(to.claims, func(o *claim) bool { return o.said() == cl.said() })
	if same >= 0 {
		o := to.claims[same]
		o.observations += cl.observations
		o.saidBy(cl.docs()...)
	} else {
		to.claims = append(to.claims, cl)
	}
	p.choose(to)
	to.reason = join(to.reason, reason)
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "; " + b
}

// settleByNeighbours looks at a conflict over a stock where just one claim lies between the years before
// and after: it stands, since the others may be what was added in the year.
func (p *Panel) settleByNeighbours(c *cell) {
	if c.resolution != conflict || c.measure != pipeline.Level || p.opt.Metrics[c.metric].Kind != "stock" {
		return
	}
	before, after := p.stock(c, -1).value, p.stock(c, 1).value
	if math.IsNaN(before) || math.IsNaN(after) || before > after {
		return
	}
	var fits []*claim
	for _, cl := range c.claims {
		if (interval{before, after}).meets(cl.rounding()) {
			fits = append(fits, cl)
		}
	}
	if len(fits) == 0 || len(fits) == len(c.claims) || agreement(fits) == "" {
		return
	}
	c.chosen, c.resolution = fits[0], mostPrecise
	c.reason = fmt.Sprintf("the stock was %s in %d and %s in %d: only this claim lies between; the others may be what was added in the year",
		number(before), c.year-1, number(after), c.year+1)
}
