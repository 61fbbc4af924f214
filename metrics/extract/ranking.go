// Rankings: passages that name a metric once and then tell region after region how much of it each has and
// which place it takes.

package extract

import (
	"slices"
	"strings"

	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// reachOfTheme is how far, in bytes, a passage goes on without naming its metric again.
const reachOfTheme = 600

// rankings are words of sentences that name what is told of one region after the other.
var rankings = wordTrie("排名", "排行", "前十", "前三", "前五", "榜单", "领跑")

// order is what a clause says that gives regions a place in an order and names no metric: 芜湖排在第二位, 滁州紧随其后,
// 四川、湖北处于2万亿梯队, 其次是内蒙古.
type order struct {
	places []int // the regions, by their indices in the sentence
	rank   int   // the item of the rank, or -1
}

// orders reads the clause a..b as one that gives regions a place in an order.
func (k *linker) orders(a, b int) (o order, ok bool) {
	s := k.s
	o.rank = -1
	said := false
	for i := a; i < b; i++ {
		it := s.items[i]
		switch it.kind {
		case itAnchor, itOrg, itVerb:
			return o, false
		case itPunct:
			if j := closing(s.items, i); it.mark('(') && j > 0 && j < b {
				i = j
			} else if !it.mark('、') {
				return o, false
			}
		case itNoun:
			if i == a || s.items[i-1].kind != itQty || s.items[i-1].e != it.s {
				return o, false // only what a number counts: 2万亿梯队
			}
		case itName:
			if i == a || s.items[i-1].kind != itPlace && !k.x.says(s.items[i-1], cueRank) || s.line.Runes[it.s] != '第' {
				return o, false
			}
			said = true // 山东第三
		case itPlace:
			if g := &s.gs[it.i]; ranks(g) && (!said && leads(s, i, k.x) || said && s.is(i-1, "是") || k.after(i, a, o.places)) {
				o.places = append(o.places, it.i)
			}
		case itQty:
			if s.qs[it.i].Kind == quantity.Rank {
				said = true
				if o.rank < 0 {
					o.rank = i
				}
			}
		case itCue, itPlain, itAdj:
			said = said || k.x.placing(s, it)
		}
	}
	return o, said && len(o.places) > 0
}

// after reports whether the place at item i goes on with a list of which the last is that of places.
func (k *linker) after(i, a int, places []int) bool {
	n := len(places)
	if n == 0 || i < a+2 || !k.and(k.s.items[i-1]) {
		return false
	}
	j := i - 2
	if k.s.items[j].mark(')') {
		if j = k.s.opening(j) - 1; j < a {
			return false
		}
	}
	return k.s.items[j].kind == itPlace && k.s.items[j].i == places[n-1]
}

// ranks reports whether g is a region that can have a place in an order.
func ranks(g *place.Mention) bool {
	return g.Kind == place.Named && !g.Benchmark && len(g.Codes) > 0 && g.Level != place.Country && g.Level != place.World
}

// chart reports whether the name at item i only says of what the list is that gives the subject its rank: 位列全国GDP排行榜第四名.
func (k *linker) chart(i, a int) bool {
	items := k.s.items
	if i+2 >= len(items) || items[i+1].s != items[i].e || !k.s.is(i+1, "排行榜", "排名榜", "榜单", "榜", "排行", "排名") {
		return false
	}
	if n := items[i+2]; n.kind != itQty || k.s.qs[n.i].Kind != quantity.Rank {
		return false
	}
	for j := i - 1; j >= a; j-- {
		switch it := items[j]; it.kind {
		case itCue:
			if k.x.says(it, cueRank) {
				return true
			}
		case itPunct, itQty, itAnchor:
			return false
		}
	}
	return false
}

// placing reports whether the item is a word that gives something its place in an order: 位居, 领跑, 最高.
func (x *Extractor) placing(s *sent, it item) bool {
	return x.says(it, cueRank) || x.says(it, cueOrder) || s.line.Runes[it.s] == '最' && it.e-it.s > 1
}

// takeUp lets a clause that gives regions a place in an order go on with the metric of the passage; where the next
// clause names one, a rank waits for that.
func (k *linker) takeUp(a, b int, o order) {
	k.regioned = true
	if k.topic == nil {
		switch {
		case k.namesNext(b):
			k.rank, k.rankAt = o.rank, a
		case k.fresh() && k.clear(a):
			k.topic = anytime(anywhere(k.theme))
			if k.rates(a) {
				k.topic = rapid(k.topic)
			}
		}
	}
	if len(o.places) == 1 && len(k.topic) > 1 && k.topic[0].place >= 0 {
		one := anywhere(k.topic)[:1]
		one[0].place = o.places[0]
		k.topic = one // 上海与海南增速超过8%，上海增速最高，达到9.7%
	}
	k.places = nil
	if len(o.places) > 1 {
		k.places = o.places
		if len(k.topic) > 0 {
			k.list = spread(anywhere(k.topic)[0], o.places, nil)
		}
	}
}

// rates reports whether the clauses from item a to the next stop tell a rate of change: 滁州位居第二，增速达到7.6%.
func (k *linker) rates(a int) bool {
	for _, it := range k.s.items[a:] {
		switch {
		case it.mark(';'), it.mark('。'), it.kind == itAnchor:
			return false
		case k.x.says(it, cueUp), k.x.says(it, cueDown):
			switch k.s.line.Runes[it.e-1] {
			case '速', '幅':
				return true
			}
		}
	}
	return false
}

// tell makes on what the passage tells.
func (k *linker) tell(on []bind) {
	k.theme, k.toldAt = on, k.s.span.End
}

// fresh reports whether the metric of the passage was told nearby.
func (k *linker) fresh() bool {
	return len(k.theme) > 0 && k.s.span.Start-k.toldAt < reachOfTheme
}

// namesNext reports whether the clause behind the mark at item b names a metric.
func (k *linker) namesNext(b int) bool {
	items := k.s.items
	if b >= len(items) || !items[b].mark(',') {
		return false
	}
	for _, it := range items[b+1:] {
		switch {
		case it.kind == itAnchor:
			return true
		case it.mark(','), it.mark(';'), it.kind == itQty:
			return false
		}
	}
	return false
}

// clear reports whether nothing that could be ranked itself stands before item a after the last stop, but for clauses
// that say how things are looked at (分城市看，).
func (k *linker) clear(a int) bool {
	look := false
	for j := a - 1; j >= 0; j-- {
		switch it := k.s.items[j]; it.kind {
		case itAnchor, itName, itOrg, itQty:
			return false
		case itNoun:
			if !look {
				return false
			}
		case itPunct:
			if r := rune(it.i); r == ';' || r == '。' {
				return true
			}
			look = j > 0 && k.viewing(j-1)
		}
	}
	return true
}

// viewing reports whether item i ends a clause that says how things are looked at: 分城市看, 增速方面, 就总量而言.
func (k *linker) viewing(i int) bool {
	switch k.s.line.Runes[k.s.items[i].e-1] {
	case '看', '面', '上', '言', '说', '讲':
		return true
	}
	return false
}

// awaited makes a rank of the clause before one of the metric that this clause has named: 芜湖排在第二位，经济总量达到….
func (k *linker) awaited(on []bind) {
	i := k.rank
	k.rank = -1
	if i < 0 || k.rankAt != k.prev || len(on) != 1 || k.last != pipeline.Level {
		return
	}
	b := on[0]
	b.why = "metric_from_clause_after"
	b.doubt += 0.055
	last, lastQ := k.last, k.lastQ
	var st state
	if k.emit(i, k.rankAt, []bind{b}, &k.s.qs[k.s.items[i].i], &st, false, false) {
		k.s.whyNot[k.s.items[i].i] = ""
	}
	k.last, k.lastQ = last, lastQ
}

// rapid marks binds as told for their rates of change.
func rapid(on []bind) []bind {
	if len(on) == 0 || on[0].speed {
		return on
	}
	out := make([]bind, len(on))
	for i, b := range on {
		b.speed = true
		out[i] = b
	}
	return out
}

// shortened reports whether the verb at item i ends with the head of the passage's metric: 完成投资 after 固定资产投资.
func (k *linker) shortened(i int) bool {
	if !k.fresh() {
		return false
	}
	it := k.s.items[i]
	if it.e-it.s <= 2 {
		return false
	}
	head := string(k.s.line.Runes[it.e-2 : it.e])
	return k.x.scopes.heads[head] && strings.Contains(k.theme[0].text, head)
}

// nameBehind is the metric that ends a list of regions with a value in brackets each, from the bracket that closes at item
// i: 甲市(3417亿元)、乙市(3413亿元)上半年的GDP均….
func (k *linker) nameBehind(i int) []bind {
	items := k.s.items
	for j := i + 1; j < len(items); j++ {
		switch it := items[j]; {
		case it.kind == itAnchor:
			an := &k.s.as[it.i]
			e := &k.x.entries[an.entry]
			if id, _ := e.rules[0].after.LongestSqueezed(k.s.line.Runes, an.e); id >= 0 || e.joint {
				return nil
			}
			return []bind{k.bindOf(e.rules, an.s, an.e, 0.08, "value_before_name")}
		case it.mark('('):
			if c := closing(items, j); c > j {
				j = c
				continue
			}
			return nil
		case it.kind == itPlace, it.kind == itPeriod, k.and(it), it.kind == itCue && k.s.is(j, "的", "等"):
		default:
			return nil
		}
	}
	return nil
}

// ranksToo reports whether the values are those of the regions of groups and behind them as many ranks: 甲、乙分别以3.6万亿元、
// 3.2万亿元位居第五、第六.
func (k *linker) ranksToo(groups []bind, vals []int) bool {
	n := len(groups)
	if n < 2 || len(vals) != 2*n || groups[0].place < 0 {
		return false
	}
	for m, v := range vals {
		if (k.s.qs[k.s.items[v].i].Kind == quantity.Rank) != (m >= n) {
			return false
		}
	}
	return true
}

// afterList keeps what a list with a value for each of several regions told: its regions for the next clause, its metric
// for the next region.
func (k *linker) afterList(groups []bind) {
	if len(groups) < 2 || groups[0].place < 0 || groups[0].rule == nil {
		return
	}
	k.beside = k.beside[:0:0]
	for _, g := range groups {
		if g.place >= 0 && !slices.Contains(k.beside, g.place) {
			k.beside = append(k.beside, g.place)
		}
	}
	if on := anywhere(groups); len(on) == 1 {
		if k.last == pipeline.Growth {
			on = rapid(on)
		}
		k.tell(on)
	}
}
