// The members of a list before its values, and the metric that each is of.

package extract

import (
	"unicode/utf8"

	"zhibiao/metrics/place"
)

// subjectList reads the members of the list before 分别: of metrics, or of regions or periods with
// one metric. unknown tells that there is a subject, but of no known metric.
func (k *linker) subjectList(a, e int) (groups []bind, unknown bool) {
	gs := k.subjects(a, e)
	known, content := 0, false
	for _, g := range gs {
		if g.rule != nil {
			known++
		}
	}
	for i := a; i < e; i++ {
		switch k.s.items[i].kind {
		case itNoun, itAnchor, itName:
			content = true
		}
	}
	// one joint name: 城乡居民人均可支配收入分别
	for i := a; i < e; i++ {
		it := k.s.items[i]
		if it.kind == itAnchor {
			en := &k.x.entries[k.s.as[it.i].entry]
			if en.joint {
				if ok, doubt, _ := k.leftOK(i, a); ok {
					return k.binds(i, a, doubt), false
				}
				return nil, true
			}
		}
	}
	// regions or periods in a list with one metric
	var places, periods []int
	list := a // the first item of the list: what stands before its first member is none
	for i := a; i < e; i++ {
		if it := k.s.items[i]; k.and(it) {
			list = max(a, i-1)
			break
		}
	}
	of, wholes := false, 0 // the regions are the wholes of shares
	for i := a; i < e; i++ {
		switch it := k.s.items[i]; it.kind {
		case itCue:
			of = of || k.x.cues.words[it.i].set.has(cueShare)
		case itPlace:
			switch {
			case of:
				wholes++
			case i >= list:
				places = append(places, it.i)
			}
		case itPeriod:
			if k.s.ps[it.i].Basis == "" {
				periods = append(periods, it.i)
			}
		}
	}
	if wholes > 1 && known <= 1 && len(places) == 0 {
		if known == 0 && !content && len(k.topic) > 0 {
			gs = make([]bind, len(gs))
			for i := range gs {
				gs[i] = k.topic[0] // 占全国、西部地区的比重分别为…: two shares of one value
			}
			return anytime(gs), false
		}
		return nil, true
	}
	on := k.topic
	if len(on) == 0 && k.fresh() && len(places) > 1 {
		on = k.theme // 长沙、郑州分别为…
	}
	if known == 1 || known == 0 && !content && len(on) > 0 {
		var base bind
		if known == 1 {
			for _, g := range gs {
				if g.rule != nil {
					base = g
				}
			}
		} else {
			base = on[0]
		}
		if len(gs) > 1 && len(places) == len(gs) {
			return spread(base, places, nil), false
		}
		if len(gs) > 1 && len(periods) == len(gs) {
			return spread(base, nil, periods), false
		}
	}
	if known == 0 {
		return nil, content
	}
	if len(gs) == 1 && len(k.places) > 1 {
		return spread(gs[0], k.places, nil), false
	}
	if len(gs) == 1 && len(k.times) > 1 {
		return spread(gs[0], nil, k.times), false
	}
	if len(gs) > 1 && len(places) > 1 && known < len(gs) && known == 1 {
		return nil, true // regions and other things in one list
	}
	return gs, false
}

// spread makes a bind for each of the regions or periods of a list.
func spread(b bind, places, times []int) (out []bind) {
	for _, p := range places {
		b.place = p
		out = append(out, b)
	}
	for _, t := range times {
		b.period = t
		out = append(out, b)
	}
	return out
}

// subjects splits items a..e at 、 and 和 into the members of a coordination and resolves each to a
// metric: by its own name, or with the head that the last member states for all
// (规上制造业、高技术制造业增加值). A member that no rule names has a nil rule.
func (k *linker) subjects(a, e int) []bind {
	items := k.s.items
	type group struct{ a, b int }
	var gs []group
	from := a
	for i := a; i < e; i++ {
		it := items[i]
		if k.and(it) {
			if i > from {
				gs = append(gs, group{from, i})
			}
			from = i + 1
		}
	}
	if from < e {
		gs = append(gs, group{from, e})
	}
	var whole []rune
	for n := range gs { // what follows 占 is the whole of a share
		for i := gs[n].a; i < gs[n].b; i++ {
			if k.x.says(items[i], cueShare) {
				whole = k.wholeHead(i+1, gs[n].b)
				gs[n].b = i
			}
		}
	}
	out := make([]bind, len(gs))
	var tail []rune
	beyond := -1 // the rune where the words begin that make the last member another thing
	for n := len(gs) - 1; n >= 0; n-- {
		g := gs[n]
		out[n] = bind{place: -1, period: -1}
		end := g.b
		// the words of the member itself, without what leads to the values
		for end > g.a {
			it := items[end-1]
			if it.kind == itPeriod || it.kind == itPlain || it.kind == itPunct || k.amongAll(end-1, g.a) ||
				it.kind == itCue && !k.x.says(it, cueHead) && !(k.x.says(it, cueShareNoun) && items[end-2].kind == itNoun) {
				end--
				continue
			}
			break
		}
		if end == g.a {
			continue
		}
		if n < len(gs)-1 && tail != nil { // 高技术制造业 of 高技术制造业、…增加值 is short of its head
			from := k.worded(g.a, end)
			text := squeezeRunes(k.s.line.Runes[items[from].s:items[end-1].e])
			if id, ok := k.withHead(text, tail); ok && !k.x.entries[id].joint {
				en := &k.x.entries[id]
				if en.rules[0].parts.longest(k.s.line.Runes, items[from].s, 0) > 0 {
					if n == 0 {
						return nil // 人民币存款、贷款余额: the modifier holds for all
					}
					continue
				}
				out[n] = k.bindOf(en.rules, items[from].s, items[end-1].e, 0.05, "head_from_list")
				continue
			}
		}
		if whole != nil { // 高技术制造业、装备制造业占工业增加值比重
			from := k.worded(g.a, end)
			text := squeezeRunes(k.s.line.Runes[items[from].s:items[end-1].e])
			if id, ok := k.x.names.Find(text, whole); ok && !k.x.entries[id].joint {
				out[n] = k.bindOf(k.x.entries[id].rules, items[from].s, items[end-1].e, 0.05, "head_from_list")
				continue
			}
		}
		if an := items[end-1]; an.kind == itAnchor || end-2 >= g.a && items[end-2].kind == itAnchor {
			ai := end - 1
			if an.kind != itAnchor {
				ai = end - 2
			}
			ok, doubt, why := k.leftOK(ai, g.a)
			if n == len(gs)-1 && why == otherThing {
				beyond = items[ai].e // 第一、第二、第三产业|投资: what makes the last another thing holds for all
				continue
			}
			if ok && beyond >= 0 {
				after := k.x.entries[k.s.as[items[ai].i].entry].rules[0].after
				id, _ := after.LongestSqueezed(k.s.line.Runes, beyond)
				ok = id < 0
			}
			if !ok && n == 0 && len(gs) > 1 && (ai == end-1 || items[end-1].kind == itCue) {
				return nil // 开发区规上工业增加值、工业投资: the modifier holds for all
			}
			if ok && (ai == end-1 || items[end-1].kind == itCue) {
				en := &k.x.entries[k.s.as[items[ai].i].entry]
				if !en.joint {
					out[n] = k.bindOf(en.rules, items[ai].s, items[ai].e, doubt, "")
				}
			}
			if n == len(gs)-1 {
				tail = squeezeRunes(k.s.line.Runes[items[ai].s:items[ai].e])
			}
			if out[n].rule != nil {
				continue
			}
		}
		text := squeezeRunes(k.s.line.Runes[items[g.a].s:items[end-1].e])
		if n == len(gs)-1 && tail == nil {
			tail = text
			continue
		}
	}
	if len(gs) > 1 {
		first := squeezeRunes(k.s.line.Runes[items[gs[0].a].s:items[gs[0].b-1].e])
		if out[0].rule != nil && out[0].why == "" { // without 我国 and the like before it
			first = squeezeRunes(k.s.line.Runes[out[0].s:out[0].e])
		}
		for n := 1; n < len(gs); n++ {
			if out[n].rule != nil {
				continue
			}
			g := gs[n]
			end := g.b
			for end > g.a && (items[end-1].kind == itPeriod || items[end-1].kind == itPlain || items[end-1].kind == itPunct || items[end-1].kind == itCue && !k.x.says(items[end-1], cueHead)) {
				end--
			}
			if end == g.a {
				continue
			}
			if id, ok := k.withFront(first, squeezeRunes(k.s.line.Runes[items[g.a].s:items[end-1].e])); ok && !k.x.entries[id].joint {
				en := &k.x.entries[id]
				out[n] = k.bindOf(en.rules, items[g.a].s, items[end-1].e, 0.08, "front_from_list")
			}
		}
	}
	return out
}

// amongAll reports whether the item at i is the country or the world in which a member ranks: 居全国首位.
func (k *linker) amongAll(i, a int) bool {
	it := k.s.items[i]
	if it.kind != itPlace || i == a || k.s.items[i-1].kind != itCue {
		return false
	}
	l := k.s.gs[it.i].Level
	return l == place.Country || l == place.World
}

// withFront looks for a name that is a front of first followed by text: the front that the first
// member states for all (单位GDP用水量、能耗、二氧化碳排放量).
func (k *linker) withFront(first, text []rune) (int32, bool) {
	for m := len(first) - 1; m >= 2; m-- {
		if id, ok := k.x.names.Find(first[:m], text); ok {
			return id, true
		}
	}
	return 0, false
}

// withHead looks for a name that is text followed by a tail of last, the head of the list.
func (k *linker) withHead(text, last []rune) (int32, bool) {
	for m := max(1, len(last)-14); m < len(last); m++ {
		if id, ok := k.x.names.Find(text, last[m:]); ok {
			return id, true
		}
	}
	return 0, false
}

func squeezeRunes(r []rune) []rune {
	out := make([]rune, 0, len(r))
	for _, c := range r {
		if c != ' ' {
			out = append(out, c)
		}
	}
	return out
}

// worded is the first of items a..b with words of a name, or the last item.
func (k *linker) worded(a, b int) int {
	for a < b-1 && k.s.items[a].kind != itNoun && k.s.items[a].kind != itName && k.s.items[a].kind != itAdj && k.s.items[a].kind != itAnchor {
		a++
	}
	return a
}

// wholeHead is the head noun of the name that items a..b, the whole of a share, begin with (占规模以上工业增加值比重), or nil.
func (k *linker) wholeHead(a, b int) []rune {
	for i := a; i < b; i++ {
		if k.s.items[i].kind != itAnchor {
			continue
		}
		text := squeezeRunes(k.s.line.Runes[k.s.items[i].s:k.s.items[i].e])
		for _, w := range [...]string{"占比", "的比重", "比重"} {
			text = trimRunes(text, w)
		}
		if _, n := k.x.scopes.headEnds.Backward(text, len(text), 0); n > 0 {
			return text[len(text)-n:]
		}
		return nil
	}
	return nil
}

// trimRunes cuts w off the end of text.
func trimRunes(text []rune, w string) []rune {
	if n := utf8.RuneCountInString(w); len(text) > n && hasAt(text, len(text)-n, w) {
		return text[:len(text)-n]
	}
	return text
}
