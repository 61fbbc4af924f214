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

func (p *Panel) resolve() {
	for _, c := range p.sorted {
		p.pick(c)
		p.choose(c)
	}
	p.settleOpen()
	p.sorted = slices.DeleteFunc(p.sorted, func(c *cell) bool { return c.chosen == nil })
	for k, c := range p.cells {
		if c.chosen == nil {
			delete(p.cells, k)
		}
	}
	for _, c := range p.sorted {
		p.settleByNeighbours(c)
	}
	p.forget()
}

// forget lets go of the words of claims that do not stand, and of the names of documents that no claim is shown of:
// they are most of the memory.
func (p *Panel) forget() {
	shown := make([]bool, len(p.docs))
	for _, c := range p.sorted {
		for _, cl := range c.claims {
			if cl == c.chosen {
				shown[cl.doc[0]] = true
			} else {
				cl.quote, cl.sentence = "", ""
			}
		}
	}
	for n := range p.docs {
		if !shown[n] {
			p.docs[n].path, p.docs[n].url = "", ""
		}
	}
}

func (p *Panel) sort() {
	slices.SortFunc(p.sorted, func(a, b *cell) int { return a.compare(b.key) })
}

// yearEnd reports whether the cell speaks of the whole year or, for a stock, of its last day.
func (c *cell) yearEnd() bool { return c.end.Month == 12 && c.end.Day == 31 }

// pick takes the scope and unit whose claims make the cell: those of the metric's own universe, mostly without a
// scope, and in its own unit, where there are any.
func (p *Panel) pick(c *cell) {
	if len(c.pools) > 1 {
		m, documents := p.opt.Metrics[c.metric], map[*pool]int{}
		for _, q := range c.pools {
			documents[q] = p.count(q.claims)
		}
		own := func(q *pool) int { return before(q.scope == m.universe())*2 + before(q.unit == m.Unit) }
		slices.SortFunc(c.pools, func(a, b *pool) int {
			return cmp.Or(cmp.Compare(own(a), own(b)), cmp.Compare(documents[b], documents[a]), cmp.Compare(a.scope, b.scope), cmp.Compare(a.unit, b.unit))
		})
	}
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
func (p *Panel) choose(c *cell) {
	if len(c.claims) == 0 {
		return
	}
	slices.SortFunc(c.claims, func(a, b *claim) int {
		ca, sa := a.precision()
		cb, sb := b.precision()
		return cmp.Or(cmp.Compare(ca, cb), cmp.Compare(sa, sb), cmp.Compare(p.from(a).class, p.from(b).class), cmp.Compare(len(b.docs()), len(a.docs())),
			cmp.Compare(p.from(a).published, p.from(b).published), cmp.Compare(a.obsID, b.obsID))
	})
	c.documents = p.count(c.claims)
	c.chosen = c.claims[0]
	if r := agreement(c.claims); r != "" {
		c.resolution, c.reason = r, reasonFor(r)
		if c.documents == 1 && len(c.claims) == 1 {
			c.resolution, c.reason = single, ""
		}
		return
	}
	claims, note := p.originals(c)
	if len(claims) < len(c.claims) && agreement(claims) != "" {
		c.chosen, c.resolution, c.reason = claims[0], sourcePriority, note
		return
	}
	for _, rule := range p.opt.Order {
		var of []*claim
		switch rule {
		case sourcePriority:
			of = p.bestClass(claims)
		case latest:
			of = p.newest(claims)
		}
		if len(of) == 0 || agreement(of) == "" {
			continue
		}
		c.chosen, c.resolution, c.reason = of[0], rule, join(reasonFor(rule), note)
		return
	}
	if p.outvote(c, claims) {
		c.reason = join(c.reason, note)
		return
	}
	c.resolution = conflict
	c.reason = join(whyConflict(c), note)
}

// whyConflict tells a document that says two things from documents that differ.
func whyConflict(c *cell) string {
	first := c.claims[0].docs()[0]
	for _, cl := range c.claims {
		if docs := cl.docs(); len(docs) > 1 || docs[0] != first {
			return fmt.Sprintf("%d claims differ by more than their rounding and no rule decides", len(c.claims))
		}
	}
	return fmt.Sprintf("one document gives %d values: parts of the whole, or of different things", len(c.claims))
}

// outvote looks for claims that agree and that two thirds of three documents or more state: a single
// document with another value, often a misprint or a part of the whole, makes no conflict. Claims agree
// where their intervals share a point; the ends of the intervals are walked from low to high.
func (p *Panel) outvote(c *cell, claims []*claim) bool {
	total := p.count(claims)
	if total < 3 {
		return false
	}
	type end struct {
		at    float64
		close bool
		of    *claim
	}
	ends := make([]end, 0, 2*len(claims))
	for _, cl := range claims {
		r := cl.rounding()
		ends = append(ends, end{r.low, false, cl}, end{r.high, true, cl})
	}
	slices.SortStableFunc(ends, func(a, b end) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(before(b.close), before(a.close)))
	})
	stating := map[int32]int{}
	most, point := 0, math.NaN()
	for _, e := range ends {
		for _, n := range e.of.docs() {
			g := p.docs[n].group
			if e.close {
				if stating[g]--; stating[g] == 0 {
					delete(stating, g)
				}
			} else {
				stating[g]++
			}
		}
		if len(stating) > most {
			most, point = len(stating), e.at
		}
	}
	if 3*most < 2*total {
		return false
	}
	agreed := slices.DeleteFunc(slices.Clone(claims), func(cl *claim) bool { return !cl.rounding().meets(interval{point, point}) })
	c.chosen, c.resolution = agreed[0], agreement(agreed)
	c.reason = fmt.Sprintf("%d of %d documents agree; the others are among the alternatives", most, total)
	return true
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

// agreement says in which way claims, most precise first, agree; "" if they do not. Intervals meet each other
// where the highest of their lower ends is not above the lowest of their upper ends.
func agreement(claims []*claim) string {
	all := interval{math.Inf(-1), math.Inf(1)}
	result := unanimous
	for i, a := range claims {
		r := a.rounding()
		all = interval{max(all.low, r.low), min(all.high, r.high)}
		if all.low > all.high {
			return ""
		}
		class, _ := a.precision()
		switch {
		case class > 0 && i > 0:
			result = mostPrecise
		case a.value != claims[0].value && result == unanimous:
			result = withinRounding
		}
	}
	return result
}

// bestClass returns the claims of the best publishers, nil when all are of one class.
func (p *Panel) bestClass(claims []*claim) []*claim {
	best, worst := math.MaxInt, 0
	for _, cl := range claims {
		best, worst = min(best, p.from(cl).class), max(worst, p.from(cl).class)
	}
	if best == worst {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(claims), func(cl *claim) bool { return p.from(cl).class != best })
}

// newest returns the claims of the last day of publication, nil when a claim has none or one differs by more
// than a revision.
func (p *Panel) newest(claims []*claim) []*claim {
	last := p.from(claims[0]).published
	for _, cl := range claims {
		if p.from(cl).published == 0 {
			return nil
		}
		last = max(last, p.from(cl).published)
	}
	of := slices.DeleteFunc(slices.Clone(claims), func(cl *claim) bool { return p.from(cl).published != last })
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
