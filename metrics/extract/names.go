// The binds of a name, and of a clause without one: those before its value, behind it, in a list, in a clause before.

package extract

import (
	"slices"
	"strings"
	"unicode"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// binds makes the binds of the name at item i: one, or one for each region of a list before it.
func (k *linker) binds(i, a int, doubt float64) []bind {
	s := k.s
	an := s.as[s.items[i].i]
	e := &k.x.entries[an.entry]
	mk := func(c *compiled, place int) bind {
		b := bind{rule: c, s: an.s, e: an.e, text: k.words(an.s, an.e), place: place, period: -1, doubt: doubt}
		if !e.joint {
			b.alts = e.rules[1:]
		}
		return b
	}
	if e.joint {
		var out []bind
		for _, c := range e.rules {
			out = append(out, mk(c, -1))
		}
		return out
	}
	c := e.rules[0]
	if hasAt(s.line.Runes, an.s, "全国") { // the name tells its region
		return []bind{mk(c, -1)}
	}
	// regions in a list directly before the name: 内江、眉山、自贡经济总量
	var ps []int
	j := i - 1
	for j > a && (s.items[j].kind == itPeriod || s.items[j].kind == itPlain || s.items[j].kind == itCue && s.is(j, "的")) {
		j-- // 广东、江苏今年上半年的GDP
	}
	if j > a && k.kindWord(j) {
		if j--; s.is(j, "等") {
			j-- // 浙江、河南等省社零总额
		}
	}
	if j > a && s.items[j].kind == itQty && k.regions(j) {
		if c.Unit != "%" && !k.allAhead(i) {
			doubt += 0.15 // perhaps of all of them together
		}
		if j--; s.is(j, "等") { // 兰州、天水、酒泉三市; 合肥、芜湖等3市
			j--
		}
	}
	for j >= a && s.items[j].kind == itPlace {
		ps = append(ps, s.items[j].i)
		if j-1 < a {
			break
		}
		if p := s.items[j-1]; k.and(p) {
			j -= 2
			continue
		}
		break
	}
	if len(ps) > 1 {
		var out []bind
		for n := len(ps) - 1; n >= 0; n-- {
			out = append(out, mk(c, ps[n]))
		}
		return out
	}
	// several names of which all take the value: 铁路、高速公路运营里程均超过10万公里
	if k.allAhead(i) {
		gs := k.subjects(a, i+1)
		var out []bind
		for _, g := range gs {
			if g.rule != nil {
				g.doubt += doubt
				out = append(out, g)
			}
		}
		if len(out) > 1 {
			return out
		}
	}
	return []bind{mk(c, -1)}
}

// and reports whether it joins the members of a list: 、, 和.
func (k *linker) and(it item) bool {
	return it.mark('、') || it.kind == itCue && k.isAnd(it)
}

func (k *linker) isAnd(it item) bool {
	switch r := k.s.line.Runes[it.s]; it.e - it.s {
	case 1:
		return r == '和' || r == '与' || r == '及' || r == '、'
	case 2:
		return r == '以' && k.s.line.Runes[it.s+1] == '及'
	}
	return false
}

// allAhead reports whether 均 or 都 follows the name before its quantity.
func (k *linker) allAhead(i int) bool {
	for j := i + 1; j < len(k.s.items) && j < i+8; j++ {
		it := k.s.items[j]
		if it.kind == itQty || it.kind == itPunct {
			return false
		}
		if k.x.says(it, cueAll) {
			return true
		}
	}
	return false
}

// touches reports whether a number of ten thousands or more without a unit stands right before a metric's name: 8.49亿移动客户.
func (k *linker) touches(i int, q *quantity.Mention) bool {
	items := k.s.items
	return i+1 < len(items) && items[i+1].kind == itAnchor && items[i+1].s == q.To && q.Dimension == "" && unicode.IsDigit(k.s.line.Runes[q.From]) && (strings.HasSuffix(q.UnitText, "亿") || strings.HasSuffix(q.UnitText, "万"))
}

// shortName returns the metric of the clause before where the noun behind the quantity at item i is the end of its name:
// 已建成14万个5G基站，今年将完成30万个基站建设任务.
func (k *linker) shortName(i, b int, q *quantity.Mention) []bind {
	items := k.s.items
	j := i + 1
	if len(k.topic) != 1 || j >= b || q.Kind != quantity.Amount || items[j].kind != itNoun || items[j].s != q.To || items[j].e-items[j].s < 2 {
		return nil
	}
	on := k.topic[0]
	if ok, _ := on.rule.takes(q); !ok || on.rule.Unit != "1" || j+1 < b && items[j+1].kind == itNoun {
		return nil
	}
	if tail := k.s.textOf(items[j].s, items[j].e); !k.x.scopes.short[tail] || !strings.HasSuffix(fold.String(on.text), tail) {
		return nil
	}
	on.place, on.period, on.doubt, on.why = -1, -1, on.doubt+0.1, "name_shortened"
	return []bind{on}
}

// following returns the binds of a name that directly follows the quantity at item i.
func (k *linker) following(i, b int, q *quantity.Mention, st *state) ([]bind, int) {
	if st.share || st.bench || q.Kind != quantity.Amount && q.Kind != quantity.Percent || q.Kind == quantity.Amount && q.Classifier == "" && !k.touches(i, q) {
		return nil, 0
	}
	items := k.s.items
	j := i + 1
	for j < b && j < i+7 {
		it := items[j]
		if it.kind == itAnchor {
			break
		}
		if it.kind == itCue && k.x.cues.words[it.i].set.glue() || it.kind == itPlain {
			j++
			continue
		}
		if it.kind == itPunct && (rune(it.i) == '"') {
			j++
			continue
		}
		if it.kind == itNoun || it.kind == itVerb || it.kind == itPlace {
			j++
			continue
		}
		return nil, 0
	}
	if j >= b || items[j].kind != itAnchor {
		return nil, 0
	}
	an := &k.s.as[items[j].i]
	e := &k.x.entries[an.entry]
	if e.joint {
		return nil, 0
	}
	c := e.rules[0]
	if ok, _ := c.takes(q); !ok && q.Kind != quantity.Percent {
		return nil, 0
	}
	if q.Kind == quantity.Percent && c.Percent != pipeline.Level {
		if i == 0 || items[i-1].kind != itPlace || !c.measures[pipeline.Share] || k.s.gs[items[i-1].i].Level != place.World && k.s.gs[items[i-1].i].Level != place.Country {
			return nil, 0
		}
		st.share = true // 建成全球60%以上的5G基站
	}
	// only the rule's own modifiers and the words of the bound may stand between
	pos := an.s
	r := k.s.line.Runes
	for pos > q.To {
		for pos > q.To && r[pos-1] == ' ' {
			pos--
		}
		if pos <= q.To {
			break
		}
		if n := c.mods.longest(r, pos, q.To); n > 0 {
			pos -= n
			continue
		}
		if r[pos-1] == '的' || r[pos-1] == '"' {
			pos--
			continue
		}
		return nil, 0
	}
	if id, _ := c.after.LongestSqueezed(r, an.e); id >= 0 || k.served(i, j, b) {
		return nil, 0
	}
	if j+1 < b && items[j+1].kind == itNoun && items[j+1].s == an.e {
		return nil, 0
	}
	return []bind{{rule: c, s: an.s, e: an.e, text: k.words(an.s, an.e), place: -1, period: -1, doubt: 0.12, why: "value_before_name"}}, j
}

// listed are the metrics of a list of names before a rank that they share (网民数量、网络零售额已居全球第一;
// A、B等六项指标全部位列全市第一).
func (k *linker) listed(a, i int) []bind {
	list := false
	for j := a; j < i; j++ {
		switch it := k.s.items[j]; it.kind {
		case itQty:
			if list && k.tally(j, i) {
				return known(k.subjects(a, j))
			}
			return nil
		default:
			list = list || k.and(it)
		}
	}
	if !list {
		return nil
	}
	return known(k.subjects(a, i))
}

// coordinates are the metrics of a list of names before a percentage that holds for all of them, or nil where a member
// may be of something else.
func (k *linker) coordinates(a, i int) []bind {
	gs := k.subjects(a, i)
	if len(gs) < 2 {
		return nil
	}
	on := known(gs)
	if len(on) < len(gs) {
		on = slices.DeleteFunc(on, func(b bind) bool { return b.why != "head_from_list" })
	}
	return on
}

// known are the binds with a rule.
func known(gs []bind) (out []bind) {
	for _, g := range gs {
		if g.rule != nil {
			out = append(out, g)
		}
	}
	return out
}

// placesAhead are the regions of items a..i, in order: those of the value.
func (k *linker) placesAhead(a, i int) (out []int) {
	for j := a; j < i; j++ {
		if it := k.s.items[j]; it.kind == itPlace && !k.s.gs[it.i].Benchmark && k.s.gs[it.i].Kind == place.Named {
			out = append(out, it.i)
		}
	}
	return out
}

// overPeriods spreads a bind over the periods that items a..i list (二、三、四季度均).
func (k *linker) overPeriods(a, i int, b bind) []bind {
	var times []int
	for j := a; j < i; j++ {
		if it := k.s.items[j]; it.kind == itPeriod && k.s.mentionUsable(j) {
			times = append(times, it.i)
		}
	}
	if len(times) < 2 {
		return []bind{b}
	}
	return spread(b, nil, times)
}

// opening reports whether nothing with content stands before item i but after the last stop.
func (k *linker) opening(i int) bool {
	look := false // inside 分季度看,
	for j := i - 1; j >= 0; j-- {
		switch it := k.s.items[j]; it.kind {
		case itNoun, itVerb:
			if k.s.line.Runes[it.e-1] == '看' {
				look = true
			}
			if !look {
				return false
			}
		case itAnchor, itName, itQty, itOrg:
			return false
		case itPunct:
			look = false
			if r := rune(it.i); r == ';' || r == '。' {
				return true
			}
		}
	}
	return true
}

// anywhere drops the regions of a list from binds, one bind a rule.
func anywhere(on []bind) []bind {
	var out []bind
	for _, b := range on {
		b.place = -1
		if len(out) == 0 || out[len(out)-1].rule != b.rule {
			out = append(out, b)
		}
	}
	return out
}

// anytime drops the periods of a list from binds: they hold for the clause that lists them.
func anytime(on []bind) []bind {
	for i := range on {
		if on[i].period >= 0 {
			b := on[i]
			b.period = -1
			return anywhere([]bind{b})
		}
	}
	return on
}

// twin reports whether the name at item i says the name right before it once more: 居民消费价格CPI.
func (k *linker) twin(i, a int) bool {
	if i == a || k.s.items[i-1].kind != itAnchor || k.s.items[i-1].e != k.s.items[i].s {
		return false
	}
	one, other := &k.s.as[k.s.items[i-1].i], &k.s.as[k.s.items[i].i]
	return one.why == "" && k.x.entries[one.entry].rules[0] == k.x.entries[other.entry].rules[0]
}
