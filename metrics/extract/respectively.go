// Lists of names, regions or periods with as many values: 分别.

package extract

import (
	"slices"
	"strconv"

	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// distribute reads a clause with 分别: names, regions or periods in a list, and as many values in
// the same order. A list of another length gives no value at all and a fault. It reports whether
// the clause was such a one.
func (k *linker) distribute(a, b int) bool {
	items := k.s.items
	each, values := -1, 0
	for i := a; i < b; i++ {
		if items[i].kind == itQty {
			values++
		}
		if k.x.says(items[i], cueEach) {
			each = i
			break
		}
	}
	paired, doubled := false, false
	if each < 0 {
		if values < 2 {
			return false
		}
		if each = k.twoLists(a, b, values); each > 0 {
			doubled = true // A、B从C、D增长到E、F
		} else if each = k.pairs(a, b); each < 0 {
			return false
		} else {
			paired = true
		}
	}
	end, from := each, each+1 // of the list, and the first item behind 分别
	if paired || doubled {
		from = each
	} else if end = k.yearsAhead(a, each); end < each {
		from = each + 1
	} else if lead := k.basesAhead(a, each); lead > a {
		end, from = lead, lead // 从A和B分别提高到C和D
	}
	var vals []int
	depth := 0
	for i := from; i < b; i++ {
		switch {
		case items[i].mark('('):
			depth++
		case items[i].mark(')'):
			depth--
		case items[i].kind == itQty && depth == 0 && k.s.qs[items[i].i].Kind != quantity.Duration:
			vals = append(vals, i)
		}
	}
	if len(vals) == 1 && k.onlyCues(a, each) {
		switch n := len(known(k.recent)); {
		case len(k.groups) > 1:
			k.list = anywhere(k.groups) // …分别达A、B，分别增长7.8%: each by as much
		case n > 1 && n == len(k.recent) && !paired:
			k.list = k.before(n, false) // 旅游人数A，旅游收入B，分别增长20%
		}
	}
	if len(vals) < 2 {
		return false
	}
	if k.topic == nil && k.opened && k.timesOnly(a, end) { // 其中，5月、6月分别增长3.5%、4.4%
		k.topic = anytime(anywhere(k.had))
	}
	groups, unknown := k.subjectList(a, end)
	if years := k.yearsTold(a, end, each, len(vals)); len(groups) == 1 && len(years) > 0 {
		groups = spread(groups[0], nil, years) // 由前三年分别上升A、B、C
	}
	carried := len(groups) == 0 && !unknown // the list before goes on
	if carried {
		groups = k.before(len(vals), paired)
	}
	if len(groups) < 2 && !unknown && len(k.beside) == len(vals) {
		groups = k.overPlaces(groups)
	}
	if k.ranksToo(groups, vals) {
		groups = append(slices.Clone(groups), groups...)
	}
	turn := -1 // where the second values of 分别从A、B提高到C、D begin
	if !paired && len(groups) > 1 && len(vals) == 2*len(groups) {
		if turn = k.turns(a, end, from, vals); turn > 0 {
			groups = k.dated(groups, end, vals, turn)
		}
	}
	if paired && (len(groups) != len(vals) || len(groups) < 2) {
		return false // no list of names with as many values
	}
	if len(groups) == 0 {
		// the subject is of no metric: its values are not the topic's
		for _, v := range vals {
			k.miss(items[v].i, "a list with 分别 of things that no rule names")
		}
		k.topic = nil
		return true
	}
	if len(groups) != len(vals) {
		k.faults = append(k.faults, fault{pipeline.ListMismatch, "分别 with " + strconv.Itoa(len(groups)) + " names and " + strconv.Itoa(len(vals)) + " values",
			items[a].s, items[vals[len(vals)-1]].e})
		for _, v := range vals {
			k.miss(items[v].i, "a list with 分别 of other length than its values")
		}
		k.topic = nil
		return true
	}
	k.groups = groups
	// what stands between the subject and the first value holds for the whole list: 年均, 增长, 占
	var st state
	for i := a; i < end; i++ {
		switch items[i].kind {
		case itCue:
			w := k.x.cues.words[items[i].i]
			if w.set.has(cueUp) || w.set.has(cueDown) || w.set.has(cueInc) || w.set.has(cueShareNoun) {
				k.cue(&st, i, a)
			}
		case itPeriod:
			k.period(&st, items[i].i)
		}
	}
	st.share = st.share || k.sharesAll(groups, a, end, vals)
	n := 0
	for i := from; i < b; i++ {
		it := items[i]
		if i == turn {
			st.sign, st.inc = 0, 0 // 增加|到2021年的B
		}
		st.reach = st.reach || turn > 0
		switch it.kind {
		case itCue:
			k.cue(&st, i, each)
		case itPeriod:
			k.period(&st, it.i)
		case itQty:
			if n >= len(vals) || vals[n] != i {
				continue
			}
			g := groups[n]
			n++
			if g.rule == nil {
				k.miss(it.i, "no rule names this member of the list")
				continue
			}
			q := &k.s.qs[it.i]
			if q.Kind == quantity.Multiple {
				k.baseBefore(i, a, &st)
			}
			st.share = st.share || shareName(g.text)
			c, why := k.fit(&g, q, &st, carried && q.Kind == quantity.Rank, i, k.member(g.s, a))
			if why != "" {
				k.miss(it.i, g.rule.ID+": "+why)
				continue
			}
			c.s, c.q, c.b, c.item, c.clause = k.s, it.i, g, i, a
			c.based = c.based || st.based
			if turn > 0 {
				c.base, c.end = i < turn, i > turn
			}
			c.doubt += g.doubt
			c.infer = append(c.infer, "list_respectively")
			if paired {
				c.doubt += 0.1
			}
			k.last = c.measure
			k.out = append(k.out, c)
		}
	}
	k.topic = nil
	if end < each && groups[0].period >= 0 {
		k.topic = anytime(groups[:1]) // …，转为下降1.2%
	}
	k.old = anywhere(known(groups))
	k.afterList(groups)
	return true
}

// before returns the n members of the list that a clause with n values and no names goes on with, or nil: the list of
// the clause before, the regions of its name, or what the clauses before gave a value each. paired says that no 分别
// stands in the clause; then there must be no others.
func (k *linker) before(n int, paired bool) []bind {
	switch m := len(k.recent) - n; {
	case len(k.groups) == n:
		return k.groups
	case len(k.list) == n && k.list[0].place >= 0:
		return k.list // 广东、江苏破6万亿，分别达…
	case len(k.topic) == n && k.topic[0].place >= 0:
		return k.topic // 甲市、乙市进出口增速居前，分别增长…
	case m == 0 || m > 0 && !paired:
		out := slices.Clone(k.recent[m:]) // A…亿人次，B…亿元，分别增长…
		for i := range out {
			out[i].place = -1
		}
		if len(known(out)) == 0 {
			return nil
		}
		return out
	}
	if paired {
		return nil
	}
	return k.groups
}

// timesOnly reports whether the items a..b list times and name nothing else.
func (k *linker) timesOnly(a, b int) bool {
	n := 0
	for i := a; i < b; i++ {
		switch it := k.s.items[i]; it.kind {
		case itPeriod:
			n++
		case itCue, itPlain, itPunct:
		default:
			return false
		}
	}
	return n > 1
}

// basesAhead returns the item of the 从 or 由 whose values stand before 分别 at item each, as many as behind it (从A和B分别提高到C和D),
// or -1.
func (k *linker) basesAhead(a, each int) int {
	n := 0
	for i := each - 1; i > a; i-- {
		switch it := k.s.items[i]; {
		case it.kind == itQty && k.s.qs[it.i].Kind != quantity.Duration:
			n++
		case k.x.says(it, cueFrom):
			if n > 1 {
				return i
			}
			return -1
		case it.kind == itAnchor, it.kind == itNoun, it.kind == itVerb:
			return -1
		}
	}
	return -1
}

// twoLists returns the item of the 从 or 由 behind a list of names, from which the values of all go to as many others without
// 分别 (A、B从C、D增长到E、F), or -1.
func (k *linker) twoLists(a, b, values int) int {
	if values < 4 || values%2 != 0 {
		return -1
	}
	for i := a + 1; i < b && k.s.items[i].kind != itQty; i++ {
		if !k.x.says(k.s.items[i], cueFrom) {
			continue
		}
		if gs, _ := k.subjectList(a, i); 2*len(gs) == values && len(known(gs)) > 0 {
			return i
		}
		return -1
	}
	return -1
}

// sharesAll reports whether the values are all percentages and the list of names in items a..end says that they are shares:
// A增加值、B增加值占比分别为…, A和B占规上工业增加值比重分别为….
func (k *linker) sharesAll(groups []bind, a, end int, vals []int) bool {
	n := len(groups)
	of := n > 0 && groups[n-1].rule != nil && shareName(groups[n-1].text)
	for i := a; i < end && !of; i++ {
		of = k.x.says(k.s.items[i], cueShare)
	}
	if !of {
		return false
	}
	for _, v := range vals {
		if k.s.qs[k.s.items[v].i].Kind != quantity.Percent {
			return false
		}
	}
	return true
}

// turns returns the item between the values from which a list comes and as many to which it gets (分别从2012年的9.4%、28%
// 提高到2021年的15.1%和32.4%), or -1. A time before the list (在1967年分别由…) would be that of a plan.
func (k *linker) turns(a, end, from int, vals []int) int {
	n := len(vals) / 2
	for i := a; i < end; i++ {
		if k.s.items[i].kind == itPeriod {
			return -1
		}
	}
	if r := k.s.line.Runes[k.s.items[from].s]; r != '从' && r != '由' {
		return -1
	}
	for i := vals[n-1] + 1; i < vals[n]; i++ {
		it := k.s.items[i]
		if r := k.s.line.Runes[it.s]; k.x.says(it, cueReach) || it.kind == itPeriod && (r == '到' || r == '至') {
			return i
		}
	}
	return -1
}

// dated are the groups of the n values before turn and of the n behind it, each with the time told before its half.
func (k *linker) dated(groups []bind, each int, vals []int, turn int) []bind {
	n := len(groups)
	out := append(slices.Clone(groups), groups...)
	for half, from := range [...]int{each, turn} {
		for i := from; i < vals[half*n]; i++ {
			if it := k.s.items[i]; it.kind == itPeriod && k.s.mentionUsable(i) {
				for j := half * n; j < half*n+n; j++ {
					out[j].period = it.i
				}
			}
		}
	}
	return out
}

// overPlaces gives each of the regions that the clause before lists among other words (甲省、乙省处于2万亿梯队，分别为…)
// the metric of on, or, where that is nil, the one told last.
func (k *linker) overPlaces(on []bind) []bind {
	for _, of := range [...][]bind{on, k.topic, k.old, k.theme} {
		if of = anywhere(of); len(of) == 1 && of[0].rule != nil {
			of[0].doubt += 0.05
			return spread(of[0], k.beside, nil)
		}
	}
	return on
}

// member is the first item of the member of a list in which the name at rune s stands.
func (k *linker) member(s, a int) int {
	items := k.s.items
	for i := a; i < len(items) && items[i].s < s; i++ {
		if k.and(items[i]) {
			a = i + 1
		}
	}
	return a
}

// pairs returns the item behind the names of a clause that gives as many values as names without
// 分别 (A和B年均增长8%、7.2%), or -1.
func (k *linker) pairs(a, b int) int {
	items := k.s.items
	first, n, and := -1, 0, false
	for i := a; i < b; i++ {
		switch it := items[i]; {
		case it.kind == itQty:
			if first < 0 {
				first = i
			}
			n++
		case first < 0:
			and = and || k.and(it) || it.kind == itAnchor && k.x.entries[k.s.as[it.i].entry].joint
		case it.kind == itPunct && (rune(it.i) == '、' || rune(it.i) == '"'), it.kind == itCue && k.isAnd(it):
		case items[i-1].kind == itQty && it.s < k.s.qs[items[i-1].i].To: // 以上
		default:
			return -1
		}
	}
	if n >= 2 && (n == len(k.groups) || n == len(k.recent)) && first > a && k.onlyCues(a, first) {
		return first // …分别达6.9万元、3.4万元，增长4.2%、5.3%
	}
	if n < 2 || !and || first <= a {
		return -1
	}
	// the verb before the values, if there is one, ends the list of names
	for e := first - 1; e >= a; e-- {
		switch items[e].kind {
		case itCue, itPeriod, itPlain:
			continue
		case itVerb:
			return e
		}
		return e + 1
	}
	return -1
}

// onlyCues reports whether the items a..b say nothing but how the numbers after them are meant.
func (k *linker) onlyCues(a, b int) bool {
	for i := a; i < b; i++ {
		switch it := k.s.items[i]; it.kind {
		case itCue, itPlain:
		case itPlace: // 居全国第二、第一位
			if l := k.s.gs[it.i].Level; l != place.Country && l != place.World {
				return false
			}
		case itPeriod:
			if k.s.ps[it.i].Cue != period.Comparison && !k.longAgo(i) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// listing keeps the regions or periods of a clause that only lists them (2020年、2021年、2022年，): they
// are the subjects of a later 分别.
func (k *linker) listing(a, b int) bool {
	var places, times []int
	k.beside = k.coordinated(a, b)
	for i := a; i < b; i++ {
		switch it := k.s.items[i]; it.kind {
		case itPlace:
			places = append(places, it.i)
		case itPeriod:
			if k.s.mentionUsable(i) && k.s.ps[it.i].Cue != period.Comparison {
				times = append(times, it.i)
			}
		case itPunct, itPlain, itCue:
		default:
			return false
		}
	}
	switch {
	case len(places) > 1 && len(times) <= 1:
		k.places, k.times = places, nil
	case len(times) > 1 && len(places) <= 1:
		k.places, k.times = nil, times
	default:
		return false
	}
	k.prev = a
	return true
}

// coordinated returns the regions of the first list of regions in items a..b, or nil.
func (k *linker) coordinated(a, b int) []int {
	places := k.members[:0]
	defer func() { k.members = places }()
	for i := a; i < b; i++ {
		if it := k.s.items[i]; it.kind != itPlace {
			continue
		} else if k.s.gs[it.i].Kind != place.Named {
			return nil // 东盟、香港: partners, of which none has the metric itself
		}
		places = append(places, k.s.items[i].i)
		next := i + 1
		if next < b && k.s.items[next].mark('(') { // 扬州(3417亿元)、盐城(3413亿元)
			if j := closing(k.s.items, next); j > 0 {
				next = j + 1
			}
		}
		if next+1 < b && k.and(k.s.items[next]) && k.s.items[next+1].kind == itPlace {
			i = next
			continue
		}
		if len(places) > 1 {
			return slices.Clone(places)
		}
		places = places[:0]
	}
	return nil
}
