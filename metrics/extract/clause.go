// One clause, read item by item. What a quantity does stands in value.go.

package extract

import (
	"slices"

	"zhibiao/metrics/period"
	"zhibiao/pipeline"
)

// clause is what a clause, the items a..b of a sentence, has said so far.
type clause struct {
	k    *linker
	a, b int
	// st is what has been said since the last number or list mark.
	st state
	// cur are the binds of the last name, nil where it is that of a part or the clause has turned to another matter.
	cur []bind
	// given is where the binds that the clause has given values begin in linker.given.
	given int
	// named says that a name, if only that of a part, stands in this member of a list: its number is not bare.
	named bool
	// content says that the clause has a subject of its own, of whatever metric.
	content bool
	// subject says that a noun or a name that is no metric's stands in the clause, changes that a word of growth does.
	subject, changes bool
	// all says that the number holds for several: 均, 都, 分别.
	all bool
	// partOf says that a name was that of a part.
	partOf bool
	// held says that a holder or a partner in the clause made it so: 国家级开发区拥有经营主体.
	held bool
	// real says that the clause opens with 扣除价格因素.
	real bool
	// goal says that the name is one of a goal in quotes that a result is compared with.
	goal bool
	// ordered says that the clause gives regions a place in an order and names no metric.
	ordered bool
	// valued says that the clause has a quantity, linked that one was tied to a metric.
	valued, linked bool
}

// clause links the items a..b, a stretch between commas.
func (k *linker) clause(a, b int) {
	if a >= b {
		return
	}
	if k.ratio(a, b) || k.distribute(a, b) {
		k.prev = a
		return
	}
	if k.listing(a, b) {
		return
	}
	if k.last != pipeline.Increment && !k.taking {
		k.carry = 0 // an addition goes on over a comma only from a value that was one
	}
	if k.pending != 0 && (k.apart || k.among(a, b)) {
		k.carry = k.pending // 新增公路1.2万公里，其中高速公路3358公里
	}
	if k.apart = k.pending != 0 && b == a+1 && k.among(a, b); !k.apart {
		k.pending = 0
	}
	k.ratioed, k.evenly = false, false
	c := clause{k: k, a: a, b: b, given: len(k.given)}
	c.st.share, k.shared = k.shared, false
	among := k.taking || k.among(a, b)
	k.inPart = among && (k.parted || k.taking && k.inPart)
	k.within = among
	k.taking = k.among(a, b) && a+1 == b
	if o, ok := k.orders(a, b); ok {
		c.ordered = true
		k.takeUp(a, b, o)
	}
	for i := a; i < b; i++ {
		i = c.item(i)
	}
	if among && c.cur == nil && c.subject && !c.valued {
		k.topic = nil // 其中，民生领域力度加大，同比增长8%
	}
	c.close()
}

// item reads the item at i and what belongs to it; it returns the last item that it has read.
func (c *clause) item(i int) int {
	switch c.k.s.items[i].kind {
	case itPunct:
		return c.punct(i)
	case itAnchor:
		c.anchor(i)
	case itPlain:
		return max(i, c.k.excluding(i, c.b))
	case itCue:
		return c.cue(i)
	case itPeriod:
		c.period(i)
	case itNoun:
		c.noun(i)
	case itName:
		c.name(i)
	case itVerb, itAdj:
		return c.verb(i)
	case itQty:
		return c.quantity(i)
	}
	return i
}

// punct reads a mark: a list goes on after 、, brackets are clauses of their own, and a title is a thing.
func (c *clause) punct(i int) int {
	k := c.k
	switch rune(k.s.items[i].i) {
	case '、':
		k.reset(&c.st)
		c.named = false
	case '(', '〔', '[':
		if j := closing(k.s.items, i); j > 0 && j < c.b {
			c.bracket(i, j)
			return j
		}
	case '《':
		c.st.nouns++
		c.content = true
		return titleEnd(k.s.items, i, c.b)
	}
	return i
}

// bracket reads what stands in brackets, the items i..j: it goes on with the metric before them, but not where the
// clause has turned to another matter: 老龄化程度仅次于上海(35.2%).
func (c *clause) bracket(i, j int) {
	k := c.k
	if c.cur == nil && c.subject && !c.changes {
		topic := k.topic
		k.topic = nil
		k.aside(i+1, j, nil)
		k.topic = topic
		return
	}
	if !c.placed(i, j) && !c.st.bench && !k.yardstick(i, c.a) {
		k.aside(i+1, j, c.cur)
	}
}

// anchor reads a name: it stands for its metric, for a part of it, or for the whole of a share.
func (c *clause) anchor(i int) {
	k := c.k
	an := &k.s.as[k.s.items[i].i]
	if c.st.bench && k.quotedGoal(i, c.b) {
		c.st, c.goal = state{}, true
	}
	if k.twin(i, c.a) {
		return
	}
	if k.chart(i, c.a) {
		if k.topic == nil || k.topic[0].rule.Metric != k.entry(i).rules[0].Metric {
			c.cur, c.named = k.binds(i, c.a, 0.05), true
			k.topic = c.cur
		}
		return
	}
	if c.st.denom || c.st.bench || c.exceeds(i) || c.overtaken(i) || k.inWhole(i, c.a) {
		if c.st.denom && c.cur == nil && i > c.a && k.ofItself(i) {
			k.topic, k.old = nil, nil // R&D经费中基础研究比例偏低，占R&D经费的比重…
		}
		an.why = "stands for the whole of a share or for a yardstick"
		return
	}
	ok, doubt, why := k.leftOK(i, c.a)
	if ok && k.underPart(i, c.a) {
		ok, why = false, "what stands before the name in an earlier clause holds for it: 服务出口…，进口…"
	}
	isPart := false
	if w := k.restricted(i, c.a); ok && w != "" {
		c.held = true
		ok, isPart, why = false, true, "part of the metric: "+w+" stands before the name"
	}
	if !ok {
		an.why = why
		c.part(an, isPart)
		return
	}
	k.parts = k.parts[:0]
	c.cur = k.binds(i, c.a, doubt)
	inc := c.st.inc
	if inc == 0 && k.x.adds(k.s.line.Runes[an.s:an.e]) {
		inc = 1 // the name brings the verb: 改造城镇老旧小区150个、农村公路800公里
	}
	name := k.x.entries[an.entry].name
	c.st = state{inc: inc, share: shareName(name), sign: yieldSign(name), based: inc != 0 && c.st.based}
	c.named = true
	k.topic = c.cur
	k.last = ""
}

// part takes the name of a part for a subject that no rule knows. Of an amount of money it is kept: the bare name
// in a later clause goes on with it.
func (c *clause) part(an *anchor, sure bool) {
	k := c.k
	if r := k.x.entries[an.entry].rules[0]; r.Unit == "CNY" && (sure || partAt(r, k.s.line.Runes, an)) {
		k.parts = append(k.parts, r)
	}
	c.partOf = true
	c.cur, k.topic = nil, nil
	c.st.nouns++
	c.st.glued = true
	c.content = true
	c.named = true
}

// cue reads a word that steers how numbers are read.
func (c *clause) cue(i int) int {
	k := c.k
	if j := max(k.excluding(i, c.b), k.amid(i, c.b)); j > 0 {
		return j
	}
	it := k.s.items[i]
	c.real = c.real || i == c.a && hasAt(k.s.line.Runes, it.s, "扣除价格因素")
	k.cue(&c.st, i, c.a)
	set := k.x.cues.words[it.i].set
	c.changes = c.changes || set.has(cueUp) || set.has(cueDown)
	c.all = c.all || set.has(cueAll) || set.has(cueEach)
	k.evenly = k.evenly || c.all
	if set.has(cueAmong) && k.added() {
		k.carry = 0
	}
	return i
}

func (c *clause) period(i int) {
	k := c.k
	p := k.s.items[i].i
	k.period(&c.st, p)
	if cue := k.s.ps[p].Cue; (cue == period.AsOf || cue == period.Now) && c.st.inc == 0 {
		k.carry = 0 // 新增…7家，6月末…204家
	}
}

// noun reads a word with content: what it is beside the name decides whether the number behind it is the name's.
func (c *clause) noun(i int) {
	st := &c.st
	items := c.k.s.items
	if st.denom || st.bench || i+1 == c.b && c.k.s.is(i, "方面") || c.k.s.is(i, "双") && c.k.doubles(i+1, c.b) {
		return
	}
	if c.gap(i) {
		st.bench, st.benchAt = true, items[i].s
		return
	}
	if st.nouns == 0 {
		st.glued = st.glued || i > c.a && items[i-1].kind == itAnchor
		st.joint = st.joint || i > c.a+1 && items[i-2].kind == itAnchor && c.k.joins(i-1)
	}
	st.nouns++
	st.object = st.object || st.reach || st.inc != 0 && c.cur != nil && st.nouns == 1 && i > c.a && items[i-1].kind == itCue
	c.content, c.subject = true, true
}

func (c *clause) name(i int) {
	if c.st.denom || c.st.bench || c.k.s.is(i, "第一次") {
		return
	}
	c.st.nouns++
	c.content, c.subject = true, true
}

func (c *clause) verb(i int) int {
	if c.st.denom || c.st.bench {
		return i
	}
	if j := c.k.excluding(i, c.b); j > 0 {
		return j
	}
	if !c.k.shortened(i) {
		c.st.verbs++
	}
	return i
}

// theme keeps that the clause, which has no value, tells what those after it speak of: a rate of change, a list of regions.
func (c *clause) theme() {
	k := c.k
	if c.linked {
		return
	}
	if c.st.head && !c.st.speed && !c.valued && c.cur == nil && k.last == pipeline.Growth {
		k.last = pipeline.Level // 增长22.6%，规模创历史新高，居全省第二位: the rank is of the amount
	}
	if c.cur != nil && k.topic != nil {
		k.tell(k.topic)
	}
	if !c.st.speed {
		return
	}
	switch {
	case c.cur != nil && c.cur[0].doubt >= 0.1: // 保税物流的进出口增速: perhaps of a part
	case c.cur != nil:
		k.topic = rapid(k.topic)
		k.tell(k.topic)
	case c.st.nouns > 0 || c.valued:
	case k.topic != nil:
		k.topic = rapid(k.topic)
	case k.fresh() && k.viewing(c.b-1):
		k.topic = rapid(anytime(anywhere(k.theme))) // 增速方面，…
	}
}

// close leaves to the clauses after it what the clause has said.
func (c *clause) close() {
	k := c.k
	given := k.given[c.given:]
	switch {
	case len(given) > 1:
		k.list = slices.Clone(given)
	case len(given) == 1:
		k.list = nil
	}
	k.given = k.given[:c.given]
	k.shared = !c.valued && c.cur != nil && c.st.share && c.b > c.a && k.x.says(k.s.items[c.b-1], cueShareNoun)
	if !c.valued && len(given) == 0 && c.cur == nil {
		k.leadBasis(c.a, c.b)
		if !c.partOf && !c.content && k.frames(c.a, c.b) {
			k.parts = k.parts[:0] // 上半年，…: another matter
		}
	}
	k.prev, k.parted = c.a, c.held && c.cur == nil
	k.categories(c.a, c.b)
	rival := k.headOf(c.a, c.b)
	k.branchOf(c.a, c.b)
	k.mannerOf(c.a, c.b)
	if c.cur == nil && c.content && !c.linked && !c.ordered && (c.valued || rival) {
		k.topic = nil
	}
	c.theme()
}
