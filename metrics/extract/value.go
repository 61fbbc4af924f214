// One quantity of a clause: whether it can be a value, which names it belongs to, and the observations that it makes.

package extract

import (
	"slices"
	"strings"

	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// quantity ties the quantity at item i to what the clause says of it. It returns the last item that it has read: the
// name behind the number, or the B of 从A增长到B.
func (c *clause) quantity(i int) int {
	k, st := c.k, &c.st
	q := &k.s.qs[k.s.items[i].i]
	if k.tally(i, c.b) {
		return i + 1
	}
	if q.Classifier == "个" && k.doubles(i+1, c.b) {
		return i // “三个翻番”
	}
	if c.st.bench && c.yard(i, q) {
		c.valued = true
		return i
	}
	if c.skip(i, q) || c.target(i, q) {
		return i
	}
	if q.Kind == quantity.Multiple {
		k.baseBefore(i, c.a, st)
	}
	if j := c.follow(i, q); j > 0 {
		return j
	}
	if q.Kind == quantity.Percent && st.sign == 0 && !st.share {
		st.sign = k.growthAfter(i, c.b)
	}
	if j := k.sized(i, c.b); j > 0 {
		k.miss(k.s.items[i].i, "the size of the things that are counted")
		c.miss(j, "the number is of things of a size, a part of the metric")
		return j
	}
	if on := k.shortName(i, c.b, q); on != nil && k.emit(i, c.a, on, q, st, false, false) {
		if k.task(i+1, c.b) {
			k.aim(&k.out[len(k.out)-1], q)
		}
		c.linked = true
		k.reset(st)
		return i + 1
	}
	if k.counts(i, c.a, c.b, q) {
		c.miss(i, "the number counts the noun that follows it")
		c.content = true
		return i
	}
	if q.Kind == quantity.Percent && c.ofTotal(i) {
		st.share, st.nouns, st.glued = true, 0, false
	}
	on, bare := c.bind(i, q)
	if on == nil {
		k.pending = st.inc
		c.stranger(q)
		c.miss(i, "no metric's name stands in the clause")
		c.content = true
		return i
	}
	if q.Kind == quantity.Rank && !bare && k.ofAdded(&on[0], c.a) {
		c.miss(i, "the rank is of what was added")
		return i
	}
	if why := blocked(st, bare, q.Kind); why != "" {
		c.stranger(q)
		if st.nouns > 0 && !st.bench {
			c.cur, k.topic = nil, nil // what follows speaks of that other thing
		}
		c.miss(i, why)
		return i
	}
	on = c.widen(i, q, on, bare)
	from := st.from && k.goesTo(i, c.b)
	if from && bare && st.sign == 0 && k.revisedRate(i, on[0].rule, q) {
		st.sign = 1
	}
	c.emit(i, q, on, bare, from)
	if from {
		i = c.to(i, on, bare)
	}
	k.reset(st)
	return i
}

// ofAdded reports whether a verb of adding stands right before the name of b, or in that of a stock: 新增贷款保持全国首位.
func (k *linker) ofAdded(b *bind, a int) bool {
	if b.rule.Kind == rule.Stock && strings.HasPrefix(b.text, "新增") {
		return true
	}
	for i := a; i+1 < len(k.s.items) && k.s.items[i].s < b.s; i++ {
		if k.s.items[i+1].s == b.s {
			return k.x.says(k.s.items[i], cueInc)
		}
	}
	return false
}

// stranger remembers that the clause gave an amount of something that no rule names, for a later 分别 and 其中.
func (c *clause) stranger(q *quantity.Mention) {
	c.k.stray = c.k.stray || q.Dimension == "money" && !c.st.bench
	if q.Kind == quantity.Amount && c.st.nouns > 0 && !c.st.bench {
		c.k.recent = append(c.k.recent, bind{s: -1, e: -1, place: -1, period: -1})
	}
}

// miss leaves the quantity at item i without a value and forgets what was said for it.
func (c *clause) miss(i int, why string) {
	c.k.miss(c.k.s.items[i].i, why)
	c.k.reset(&c.st)
}

// skip reports whether the quantity is no value of anything.
func (c *clause) skip(i int, q *quantity.Mention) bool {
	k := c.k
	if q.Kind == quantity.Duration || k.regions(i) {
		return true
	}
	c.valued = true
	if why := k.noValue(i, c.a); why != "" {
		c.miss(i, why)
		c.content = false // what the clause before spoke of goes on
		return true
	}
	if c.st.bench && c.st.benchAt >= q.From {
		c.st.bench = false // 低于每立方米19微克 bounds the value itself
	}
	return false
}

// target takes the quantity for a goal that the value before it is compared with (高于6%以上的预期目标); it reports
// whether it was one.
func (c *clause) target(i int, q *quantity.Mention) bool {
	k := c.k
	if k.topic == nil || k.last == pipeline.Growth && q.Kind != quantity.Percent || !k.goal(i, c.b) {
		return false
	}
	if set := k.setAsGoal(i, c.a); !set && (c.st.nouns > 0 || c.named && !k.planned(i) && !k.compared(q)) {
		return false
	}
	st := state{reach: true, strong: true, inc: c.st.inc}
	if st.inc == 0 && k.last == pipeline.Increment {
		st.inc = 1
	}
	if k.last == pipeline.Growth {
		st.sign, st.basis = 1, "yoy"
	}
	c.st = st
	if k.emit(i, c.a, k.topic, q, &c.st, false, false) {
		k.aim(&k.out[len(k.out)-1], q)
	}
	k.reset(&c.st)
	return true
}

// follow ties the quantity to a name behind it (3000个老旧小区) and returns the item of that name, or 0.
func (c *clause) follow(i int, q *quantity.Mention) int {
	k, st := c.k, &c.st
	post, j := k.following(i, c.b, q, st)
	if post == nil {
		return 0
	}
	if st.inc == 0 {
		st.inc = k.carry
	}
	if !k.emit(i, c.a, post, q, st, false, false) {
		return 0
	}
	if k.goal(j, c.b) {
		k.aim(&k.out[len(k.out)-1], q)
	}
	k.carry = st.inc
	c.st = state{}
	c.cur, k.topic = post, post
	c.named, c.linked = true, true
	k.given = append(k.given, post...)
	return j
}

// bind returns what the quantity belongs to: the name before it, or what a clause without one goes on with. bare says
// that no name stands before it in this member of a list.
func (c *clause) bind(i int, q *quantity.Mention) (on []bind, bare bool) {
	k, st := c.k, &c.st
	on, bare = c.cur, !c.named
	if bare && len(on) > 0 && q.Kind == quantity.Amount && (st.nouns > 0 || st.head && !takes(on[0].rule, q)) {
		from := i // 粮食播种面积1584.6万亩、总产量132.4亿斤
		for from > c.a && k.s.items[from-1].kind != itPunct {
			from--
		}
		if h := k.splitHead(from, i); h != nil {
			on, bare = h, false
			st.nouns, st.glued = 0, false
		}
	}
	if q.Kind == quantity.Rank && (bare || st.nouns > 0) {
		gs := k.listed(c.a, i)
		if len(gs) == 0 {
			gs = k.headList(c.a, i)
		}
		if len(gs) > 0 {
			on, bare = gs, false
			st.nouns, st.ranked, st.glued = 0, 0, false
		}
	}
	if c.all && (on != nil || st.sign != 0 && k.topic == nil) && q.Kind == quantity.Percent {
		if gs := k.coordinates(c.a, i); len(gs) > 0 { // 旅游人次和花费均增长20%, 5G用户、流量占比均过半
			on, bare = gs, false
			st.nouns, st.glued, st.share = 0, false, st.share || shareName(k.s.textOf(gs[0].s, gs[0].e))
		}
	}
	if on != nil || !bare {
		return on, bare
	}
	if on = c.continued(i, q); on != nil && st.nouns == 0 {
		return on, true
	}
	h := k.splitHead(c.member(i), i)
	if h == nil {
		h = k.headBefore(c.a, i)
	}
	if h == nil {
		h = k.perHead(c.a, i)
	}
	if h == nil {
		return on, true
	}
	st.nouns, st.glued = 0, false
	return h, false
}

// member is the first item of the member of a list in which item i stands, where a value has been told before it.
func (c *clause) member(i int) int {
	for j := i - 1; j >= c.a; j-- {
		if c.k.s.items[j].mark('、') {
			if j > c.a && c.k.s.items[j-1].kind == itQty {
				return j + 1
			}
			break
		}
	}
	return c.a
}

func takes(r *compiled, q *quantity.Mention) bool {
	ok, _ := r.takes(q)
	return ok
}

// continued returns what a clause without a name goes on with: the topic of the clause before, all of its list (均), or
// what stood before the last stop, for the regions and periods that the clause names.
func (c *clause) continued(i int, q *quantity.Mention) []bind {
	k, st := c.k, &c.st
	on := k.topic
	switch {
	case !c.all:
	case len(k.list) > 1:
		on = k.list
	case q.Kind == quantity.Rank && len(known(k.recent)) > 1 && len(known(k.recent)) == len(k.recent) && k.onlyCues(c.a, i):
		on = slices.Clone(k.recent) // A…亿元，B…亿元，均居全国首位
		for n := range on {
			on[n].place, on[n].doubt = -1, on[n].doubt+0.05
		}
	}
	if st.share && q.Kind == quantity.Percent {
		if b := k.aroundShare(c.a, i); b != nil {
			on = b
		}
	}
	if q.Kind == quantity.Rank && k.inWorld(i) && len(on) == 1 && on[0].rule.Unit == "%" {
		if n := len(k.recent); n > 1 && k.recent[n-1].rule == on[0].rule && k.recent[n-2].rule != nil && k.recent[n-2].rule.Unit != "%" {
			on = anywhere(k.recent[n-2 : n-1]) // 网民达10亿人，普及率达73%，居世界第一: a place in the world is one of sizes
			on[0].doubt += 0.05
		}
	}
	ps := k.placesAhead(c.a, i)
	k.regioned = k.regioned || len(ps) > 0
	if on == nil && len(k.old) > 0 && st.nouns == 0 && st.verbs == 0 && c.resumes(i, q, len(ps) > 0) {
		on = k.old
	}
	on = anytime(on)
	if on == nil && q.Kind == quantity.Amount && st.nouns == 0 && len(ps) > 1 {
		on = k.old
	}
	if len(ps) > 1 && len(on) > 0 {
		on = spread(anywhere(on)[0], ps, nil)
	} else if len(ps) == 1 {
		on = anywhere(on)
	}
	if c.all && len(on) == 1 {
		on = k.overPeriods(c.a, i, on[0])
	}
	return on
}

// inWorld reports whether the rank at item i is one in the world.
func (k *linker) inWorld(i int) bool {
	for j := i - 1; j >= 0 && j > i-3; j-- {
		if it := k.s.items[j]; it.kind == itPlace {
			return k.s.gs[it.i].Level == place.World
		}
	}
	return false
}

// resumes reports whether the clause takes up again what stood before the last stop: with a growth in real terms, with
// the amount of a region (天水市3150个), or with a change or a level at another time (一季度平均为5.2%).
func (c *clause) resumes(i int, q *quantity.Mention, placed bool) bool {
	k, st := c.k, &c.st
	switch {
	case c.real && st.sign != 0:
		return true
	case placed:
		if q.Kind == quantity.Percent {
			return st.sign != 0 && !st.share && !c.content && (st.speed || k.last == pipeline.Growth || k.old[0].speed)
		}
		return q.Kind == quantity.Amount && st.sign == 0
	}
	for j := c.a; j+1 < i; j++ {
		if k.s.is(j, "该", "此") && k.x.says(k.s.items[j+1], cueHead) {
			return false // 该指数环比下跌43%
		}
	}
	return (st.based || st.speed && q.Kind == quantity.Percent || k.timed(c.a, i)) && (st.sign != 0 || st.reach) && q.Kind != quantity.Points && k.opening(i)
}

// widen lets an addition go on over a list, or ends it, and gives a rank or a doubling to all names of its list.
func (c *clause) widen(i int, q *quantity.Mention, on []bind, bare bool) []bind {
	k, st := c.k, &c.st
	if st.inc == 0 && (st.strong || bare && (st.reach || q.Kind == quantity.Amount)) {
		k.carry = 0
	}
	if st.inc == 0 && k.carry != 0 && !st.share && !st.bench && st.sign == 0 && !bare && on[0].rule.Kind != rule.Rate && (on[0].rule.Kind != rule.Flow || on[0].rule.IncrementIsLevel) {
		st.inc = k.carry
	}
	if q.Kind == quantity.Doubling {
		if gs := k.allDoubled(c.a, i, on, bare); len(gs) > 1 {
			return gs
		}
	}
	if (q.Kind == quantity.Rank || q.Kind == quantity.Doubling) && len(on) == 1 && !bare {
		all := k.subjects(c.a, k.folded(i))
		if all == nil {
			return nil // 某镇固定资产投资、常住人口实现翻番: the modifier holds for all
		}
		if gs := known(all); len(gs) > 1 {
			return gs // 网民数量、网络零售额已居全球第一
		}
	}
	if q.Kind == quantity.Percent && st.sign != 0 && !st.share && len(on) == 1 && !bare && st.nouns == 0 {
		return k.together(c.a, i, on)
	}
	return on
}

// together are the names of the list that ends before the change at item i with the name of on: it is of each of them
// (社会消费品零售总额、固定资产投资增长4%).
func (k *linker) together(a, i int, on []bind) []bind {
	list := false
	for j := i - 1; j >= a; j-- {
		it := k.s.items[j]
		if it.kind == itQty || it.mark('(') || it.mark(')') {
			for a = j + 1; a < i && !k.and(k.s.items[a]); a++ {
			}
			break
		}
		list = list || k.and(it)
	}
	if !list {
		return on
	}
	gs := known(k.subjects(a, i))
	if len(gs) < 2 || gs[len(gs)-1].rule != on[0].rule {
		return on
	}
	for n := range gs {
		gs[n].doubt += 0.03
	}
	return gs
}

// emit makes the observations of the quantity. from says that it is the A of 从A增长到B.
func (c *clause) emit(i int, q *quantity.Mention, on []bind, bare, from bool) {
	k := c.k
	k.refused = false
	if k.emit(i, c.a, on, q, &c.st, bare && c.cur == nil, from) {
		c.linked = true
		k.given = append(k.given, on...)
		k.topic, k.had = on, on
		if q.Dimension == "money" {
			k.stray = false
		}
		k.tell(on)
		if !bare {
			if k.last == pipeline.Growth && c.st.speed {
				k.topic = rapid(on)
				k.tell(k.topic)
			}
			k.awaited(on)
		}
		if c.goal {
			k.aim(&k.out[len(k.out)-1], q)
			c.goal = false
		}
	} else if k.refused || bare && q.Kind == quantity.Amount && c.st.head {
		c.cur, k.topic = nil, nil // what follows speaks of the other metric, or of that amount: 总产量达1138亿公斤，增长7%
	}
}

// to makes the observations of the B of 从A增长到B, whose A stands at item i, and returns its item. What was said
// of A holds for B, but for the direction of a change from the one to the other.
func (c *clause) to(i int, on []bind, bare bool) int {
	k := c.k
	j := k.nextQty(i, c.b)
	from := c.st
	c.st = state{share: from.share, speed: from.speed, basis: from.basis, based: from.based, reach: true, strong: true}
	st := &c.st
	if from.speed {
		st.sign = from.sign
	}
	st.head = k.s.qs[k.s.items[i].i].Kind == quantity.Rank // a rank that goes from one to another is of the amount
	turned := false
	for m := i + 1; m < j; m++ {
		if it := k.s.items[m]; it.kind == itCue {
			turned = turned || k.s.textOf(it.s, it.e) == "转为"
			k.cue(st, m, c.a)
		}
	}
	turned = turned && from.sign != 0 && st.sign != 0 // 由…下降3.8%转为增长1.7%: both are growths
	st.reach, st.strong = true, !turned
	revised := k.s.revises(k.s.items[i].e, k.s.items[j].s)
	switch {
	case revised:
		st.sign = from.sign
	case !from.speed && !turned:
		st.sign = 0
	}
	n := len(k.out)
	if k.emit(j, c.a, on, &k.s.qs[k.s.items[j].i], st, bare && c.cur == nil, false) {
		k.out[len(k.out)-1].end = true
	}
	if revised {
		k.revised(i, n)
	}
	return j
}
