// One clause, read from its first item to its last.

package extract

import (
	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

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
	items := k.s.items
	if k.last != pipeline.Increment {
		k.carry = 0 // an addition goes on over a comma only from a value that was one
	}
	if k.pending != 0 && k.among(a, b) {
		k.carry = k.pending // 新增公路1.2万公里，其中高速公路3358公里
	}
	k.pending = 0
	var st state
	var cur []bind
	k.ratioed, k.evenly = false, false
	sawQty, linked := false, false
	unitAnchor := false
	content := false
	all, partOf := false, false
	real := false // the clause opens with 扣除价格因素
	goal := false // the name is one of a goal in quotes that a result is compared with
	var list []bind
	for i := a; i < b; i++ {
		it := items[i]
		switch it.kind {
		case itPunct:
			switch rune(it.i) {
			case '、':
				if st.inc != 0 {
					k.carry = st.inc
				}
				st = state{}
				unitAnchor = false
			case '(', '〔', '[':
				if j := closing(items, i); j > 0 && j < b {
					if !k.placed(i, j, a, cur) && !st.bench && !k.yardstick(i, a) {
						k.aside(i+1, j, cur)
					}
					i = j
				}
			case '《':
				for j := i + 1; j < b; j++ {
					if items[j].kind == itPunct && rune(items[j].i) == '》' {
						i = j
						break
					}
				}
				st.nouns++
				content = true
			}
		case itAnchor:
			an := &k.s.as[it.i]
			if st.bench && k.quotedGoal(i, b) {
				st, goal = state{}, true
			}
			if k.twin(i, a) {
				continue
			}
			if st.denom || st.bench || k.inWhole(i, a) {
				an.why = "stands for the whole of a share or for a yardstick"
				continue
			}
			ok, doubt, why := k.leftOK(i, a)
			if ok && k.underPart(i, a) {
				ok, why = false, "what stands before the name in an earlier clause holds for it: 服务出口…，进口…"
			}
			isPart := false
			if w := k.restricted(i, a); ok && w != "" {
				ok, isPart, why = false, true, "part of the metric: "+w+" stands before the name"
			}
			if ok {
				k.parts = k.parts[:0]
			}
			if !ok {
				partOf = true
				if c := k.x.entries[an.entry].rules[0]; c.Unit == "CNY" && (isPart || partAt(c, k.s.line.Runes, an)) {
					k.parts = append(k.parts, c)
				}
				an.why = why
				cur = nil
				st.nouns++
				st.glued = true
				content = true
				unitAnchor = true
				k.topic = nil
				continue
			}
			cur = k.binds(i, a, doubt)
			if st.inc == 0 && k.x.adds(k.s.line.Runes[an.s:an.e]) {
				st.inc = 1 // the name brings the verb: 改造城镇老旧小区150个、农村公路800公里
			}
			st = state{inc: st.inc, share: shareName(k.x.entries[an.entry].name), sign: yieldSign(k.x.entries[an.entry].name)}
			unitAnchor = true
			k.topic = cur
			k.last = ""
		case itPlain:
			if j := k.excluding(i, b); j > 0 {
				i = j
			}
		case itCue:
			if j := max(k.excluding(i, b), k.amid(i, b)); j > 0 {
				i = j
				continue
			}
			real = real || i == a && hasAt(k.s.line.Runes, it.s, "扣除价格因素")
			k.cue(&st, i, a)
			all = all || k.x.cues.words[it.i].set.has(cueAll) || k.x.cues.words[it.i].set.has(cueEach)
			k.evenly = k.evenly || all
			if k.x.cues.words[it.i].set.has(cueAmong) && k.added() {
				k.carry = 0
			}
		case itPeriod:
			k.period(&st, it.i)
			if c := k.s.ps[it.i].Cue; (c == period.AsOf || c == period.Now) && st.inc == 0 {
				k.carry = 0 // 新增…7家，6月末…204家
			}
		case itNoun:
			if st.denom || st.bench {
				continue
			}
			if st.nouns == 0 && i > a && items[i-1].kind == itAnchor {
				st.glued = true
			}
			st.joint = st.joint || st.nouns == 0 && i > a+1 && items[i-2].kind == itAnchor && k.joins(i-1)
			st.nouns++
			st.object = st.object || st.reach || st.inc != 0 && cur != nil && st.nouns == 1 && i > a && items[i-1].kind == itCue
			content = true
		case itName:
			if st.denom || st.bench {
				continue
			}
			st.nouns++
			content = true
		case itVerb, itAdj:
			if st.denom || st.bench {
				continue
			}
			if j := k.excluding(i, b); j > 0 {
				i = j
				continue
			}
			st.verbs++
		case itQty:
			q := &k.s.qs[it.i]
			if q.Kind == quantity.Duration || k.regions(i) {
				continue
			}
			sawQty = true
			if why := k.noValue(i, a); why != "" {
				k.miss(it.i, why)
				k.reset(&st)
				content = false // what the clause before spoke of goes on
				continue
			}
			if st.bench && st.benchAt >= q.From {
				st.bench = false // 低于每立方米19微克 bounds the value itself
			}
			if k.topic != nil && (!unitAnchor || k.planned(i) || k.compared(q)) && st.nouns == 0 && k.goal(i, b) && (k.last != pipeline.Growth || q.Kind == quantity.Percent) {
				if st.inc == 0 && k.last == pipeline.Increment {
					st.inc = 1
				}
				st = state{reach: true, strong: true, inc: st.inc}
				if k.last == pipeline.Growth {
					st.sign, st.basis = 1, "yoy"
				}
				if k.emit(i, a, k.topic, q, &st, false, false) {
					k.aim(&k.out[len(k.out)-1], q)
				}
				k.reset(&st)
				continue
			}
			if q.Kind == quantity.Multiple {
				k.baseBefore(i, a, &st)
			}
			// the name may follow: 3000个老旧小区
			if post, j := k.following(i, b, q, &st); post != nil {
				if st.inc == 0 {
					st.inc = k.carry
				}
				inc := st.inc
				if k.emit(i, a, post, q, &st, false, false) {
					if k.goal(j, b) {
						k.aim(&k.out[len(k.out)-1], q)
					}
					cur = post
					k.topic = cur
					linked = true
					list = append(list, post...)
					k.carry = inc
					st = state{}
					unitAnchor = true
					i = j
					continue
				}
				st.inc = inc
			}
			if q.Kind == quantity.Percent && st.sign == 0 && !st.share {
				st.sign = k.growthAfter(i, b)
			}
			if k.counts(i, b, q) {
				k.miss(it.i, "the number counts the noun that follows it")
				k.reset(&st)
				content = true
				continue
			}
			on := cur
			bare := !unitAnchor
			if bare && st.nouns > 0 && len(on) > 0 && q.Kind == quantity.Amount {
				seg := i // 粮食播种面积1584.6万亩、总产量132.4亿斤
				for seg > a && items[seg-1].kind != itPunct {
					seg--
				}
				if h := k.splitHead(seg, i); h != nil {
					on, bare = h, false
					st.nouns, st.glued = 0, false
				}
			}
			if q.Kind == quantity.Rank && bare {
				if gs := k.listed(a, i); len(gs) > 0 {
					on, bare = gs, false
					st.nouns = 0
				}
			}
			if on == nil && bare {
				if on = k.topic; all && len(k.list) > 1 {
					on = k.list
				}
				ps := k.placesAhead(a, i)
				if on == nil && k.old != nil && st.nouns == 0 && st.verbs == 0 &&
					(real && st.sign != 0 || len(ps) > 0 && q.Kind == quantity.Amount && st.sign == 0 || (st.based || k.timed(a, i)) && (st.sign != 0 || st.reach) && q.Kind != quantity.Points && k.opening(i) && len(ps) == 0) {
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
				if all && len(on) == 1 {
					on = k.overPeriods(a, i, on[0])
				}
				if on == nil || st.nouns > 0 {
					h := k.splitHead(a, i)
					if h == nil {
						h = k.headBefore(a, i)
					}
					if h == nil {
						h = k.perHead(a, i)
					}
					if h != nil {
						on, bare = h, false
						st.nouns, st.glued = 0, false
					}
				}
			}
			if on == nil {
				k.miss(it.i, "no metric's name stands in the clause")
				k.pending = st.inc
				k.reset(&st)
				content = true
				continue
			}
			if why := blocked(&st, bare, q.Kind); why != "" {
				if st.nouns > 0 && !st.bench {
					cur, k.topic = nil, nil // what follows speaks of that other thing
				}
				k.miss(it.i, why)
				k.reset(&st)
				continue
			}
			if bare && st.inc == 0 && (st.reach || q.Kind == quantity.Amount) || st.strong && st.inc == 0 {
				k.carry = 0
			}
			if st.inc == 0 && k.carry != 0 && !st.share && !st.bench && st.sign == 0 && !bare && on[0].rule.Kind != rule.Rate {
				st.inc = k.carry
			}
			if (q.Kind == quantity.Rank || q.Kind == quantity.Doubling) && len(on) == 1 && !bare {
				if gs := known(k.subjects(a, i)); len(gs) > 1 {
					on = gs // 网民数量、网络零售额已居全球第一
				}
			}
			base := st.from && k.goesTo(i, b)
			k.refused = false
			if k.emit(i, a, on, q, &st, bare && cur == nil, base) {
				linked = true
				list = append(list, on...)
				k.topic = on
				if goal {
					k.aim(&k.out[len(k.out)-1], q)
					goal = false
				}
			} else if k.refused {
				cur, k.topic = nil, nil // what follows speaks of the other metric
			}
			if base {
				from := st
				st = state{share: from.share, speed: from.speed, basis: from.basis, based: from.based, reach: true, strong: true}
				if from.speed {
					st.sign = from.sign
				}
				if j := k.nextQty(i, b); j > 0 {
					turned := false
					for m := i + 1; m < j; m++ {
						if items[m].kind == itCue {
							turned = turned || k.s.textOf(items[m].s, items[m].e) == "转为"
							k.cue(&st, m, a)
						}
					}
					turned = turned && from.sign != 0 && st.sign != 0 // 由…下降3.8%转为增长1.7%: both are growths
					st.reach, st.strong = true, !turned
					if !from.speed && !turned {
						st.sign = 0
					}
					q2 := &k.s.qs[items[j].i]
					if k.emit(j, a, on, q2, &st, bare && cur == nil, false) {
						k.out[len(k.out)-1].end = true
					}
					i = j
				}
			}
			k.reset(&st)
		}
	}
	if len(list) > 0 {
		k.list = list
	}
	if !sawQty && len(list) == 0 && cur == nil {
		k.leadBasis(a, b)
		if !partOf && !content && k.frames(a, b) {
			k.parts = k.parts[:0] // 上半年，…: another matter
		}
	}
	k.prev, k.partOf = a, partOf
	k.headOf(a, b)
	if cur == nil && content && sawQty && !linked {
		k.topic = nil
	}
}
