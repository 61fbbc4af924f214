package panel

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

const (
	single         = "single"
	unanimous      = "unanimous"
	withinRounding = "equal_within_rounding"
	mostPrecise    = "most_precise"
	latest         = "latest"
	sourcePriority = "source_priority"
	conflict       = "conflict"
)

func (p *panel) resolve() {
	for _, c := range p.sorted {
		c.pick(p.opt.Metrics[c.metric].Unit)
		p.choose(c)
	}
	p.sorted = slices.DeleteFunc(p.sorted, func(c *cell) bool { return c.chosen == nil })
	for k, c := range p.cells {
		if c.chosen == nil {
			delete(p.cells, k)
		}
	}
	for _, c := range p.sorted {
		p.settleByNeighbours(c)
	}
}

// pick takes the scope and unit whose claims make the cell: those without a scope and in the metric's own
// unit, where there are any.
func (c *cell) pick(unit string) {
	slices.SortFunc(c.pools, func(a, b *pool) int {
		own := func(p *pool) int { return before(p.scope == "")*2 + before(p.unit == unit) }
		return cmp.Or(cmp.Compare(own(a), own(b)), cmp.Compare(countGroups(b.claims), countGroups(a.claims)), cmp.Compare(a.scope, b.scope), cmp.Compare(a.unit, b.unit))
	})
	for _, q := range c.pools {
		if len(q.claims) > 0 {
			c.scope, c.end, c.claims = q.scope, q.end, q.claims
			break
		}
	}
	c.pools = nil
}

// before sorts what is true before what is not.
func before(is bool) int {
	if is {
		return 0
	}
	return 1
}

// choose decides which claim stands.
func (p *panel) choose(c *cell) {
	if len(c.claims) == 0 {
		return
	}
	slices.SortFunc(c.claims, func(a, b *claim) int {
		ca, sa := a.precision()
		cb, sb := b.precision()
		return cmp.Or(cmp.Compare(ca, cb), cmp.Compare(sa, sb), cmp.Compare(a.class, b.class), cmp.Compare(len(b.groups), len(a.groups)),
			cmp.Compare(a.published.String(), b.published.String()), cmp.Compare(a.obsID, b.obsID))
	})
	c.chosen = c.claims[0]
	if r := agreement(c.claims); r != "" {
		c.resolution, c.reason = r, reasonFor(r)
		if c.documents() == 1 && len(c.claims) == 1 {
			c.resolution, c.reason = single, ""
		}
		return
	}
	for _, rule := range p.opt.Order {
		var of []*claim
		switch rule {
		case sourcePriority:
			of = bestClass(c.claims)
		case latest:
			of = p.newest(c.claims)
		}
		if len(of) == 0 || agreement(of) == "" {
			continue
		}
		c.chosen, c.resolution, c.reason = of[0], rule, reasonFor(rule)
		return
	}
	if p.outvote(c) {
		return
	}
	c.resolution = conflict
	c.reason = fmt.Sprintf("%d claims differ by more than their rounding and no rule decides", len(c.claims))
}

// outvote looks for claims that agree and that two thirds of three documents or more state: a single
// document with another value, often a misprint or a part of the whole, makes no conflict.
func (p *panel) outvote(c *cell) bool {
	total := c.documents()
	if total < 3 {
		return false
	}
	for _, cl := range c.claims {
		group := slices.DeleteFunc(slices.Clone(c.claims), func(o *claim) bool { return !o.rounding().meets(cl.rounding()) })
		n := countGroups(group)
		if r := agreement(group); r != "" && 3*n >= 2*total {
			c.chosen, c.resolution = group[0], r
			c.reason = fmt.Sprintf("%d of %d documents agree; the others are among the alternatives", n, total)
			return true
		}
	}
	return false
}

func reasonFor(resolution string) string {
	switch resolution {
	case withinRounding:
		return "the values differ by their rounding only; the most precise one stands"
	case mostPrecise:
		return "the others are bounds or approximations that this value keeps"
	case sourcePriority:
		return "values differ; those of the better class of publishers agree"
	case latest:
		return "values differ by a revision; the one published last stands"
	}
	return ""
}

// agreement says in which way claims, most precise first, agree; "" if they do not.
func agreement(claims []*claim) string {
	first := claims[0]
	result := unanimous
	for i, a := range claims {
		for _, b := range claims[:i] {
			if !a.rounding().meets(b.rounding()) {
				return ""
			}
		}
		class, _ := a.precision()
		switch {
		case class > 0 && i > 0:
			result = mostPrecise
		case a.value != first.value && result == unanimous:
			result = withinRounding
		}
	}
	return result
}

// bestClass returns the claims of the best publishers, nil when all are of one class.
func bestClass(claims []*claim) []*claim {
	best, worst := math.MaxInt, 0
	for _, cl := range claims {
		best, worst = min(best, cl.class), max(worst, cl.class)
	}
	if best == worst {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(claims), func(cl *claim) bool { return cl.class != best })
}

// newest returns the claims of the last day of publication, nil when a claim has none or one differs by more
// than a revision.
func (p *panel) newest(claims []*claim) []*claim {
	last := claims[0].published
	for _, cl := range claims {
		if cl.published.IsZero() {
			return nil
		}
		if last.Before(cl.published) {
			last = cl.published
		}
	}
	of := slices.DeleteFunc(slices.Clone(claims), func(cl *claim) bool { return cl.published != last })
	if len(of) == len(claims) {
		return nil
	}
	for _, cl := range claims {
		if d := distance(of[0].value, cl.value); math.IsNaN(d) || d > p.opt.Revision {
			return nil
		}
	}
	return of
}

// distance is the relative distance of b from a.
func distance(a, b float64) float64 {
	switch {
	case a == b:
		return 0
	case a == 0:
		return math.NaN()
	}
	return math.Abs(b-a) / math.Abs(a)
}

// settleByNeighbours looks at a conflict over a stock whose wording leaves open whether the stock or what
// was added is meant (建设5G基站5万个). Where the years before and after show that just one claim fits
// between them, it stands.
func (p *panel) settleByNeighbours(c *cell) {
	if c.resolution != conflict || c.measure != "level" || p.opt.Metrics[c.metric].Kind != "stock" {
		return
	}
	k := c.key
	k.year--
	before := p.cells[k].value()
	k.year += 2
	after := p.cells[k].value()
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
