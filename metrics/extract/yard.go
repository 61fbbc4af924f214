// The own value of a yardstick that a value is compared with.

package extract

import (
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// yard makes a value of the yardstick that a clause compares with: 超过全省6.5%的增速. It reports whether the number at
// item i was one.
func (c *clause) yard(i int, q *quantity.Mention) bool {
	k := c.k
	if q.Kind != quantity.Percent && q.Kind != quantity.Amount {
		return false
	}
	if c.expected(i, q) {
		return true
	}
	p := k.yardPlace(i, c.a, q)
	if p < 0 {
		return false
	}
	on := c.cur
	if on == nil {
		on = k.topic
	}
	for j := p + 1; j < i; j++ {
		if k.s.items[j].kind == itAnchor && !k.entry(j).joint {
			on = k.binds(j, j, 0.03) // 高于全球工业增加值2%的增速
		}
	}
	if on == nil && k.fresh() {
		on = k.theme
	}
	if len(on) == 0 {
		return false
	}
	b := anywhere(anytime(on))[0]
	b.place = k.s.items[p].i
	b.doubt += 0.05
	var st state
	switch {
	case q.Kind == quantity.Amount:
		if k.last != pipeline.Level {
			return false
		}
		st.reach = true
	case b.rule.Percent == pipeline.Level:
		st.reach = true
	case b.speed || c.st.speed || k.last == pipeline.Growth || k.speedAfter(i):
		st.sign, st.basis = 1, "yoy"
		if k.yearlyAfter(i) {
			st.basis = "annual_average"
		}
	default:
		return false
	}
	last := k.last
	ok := k.emit(i, c.a, []bind{b}, q, &st, c.cur == nil, false)
	if ok && k.goal(i, c.b) {
		k.aim(&k.out[len(k.out)-1], q)
	}
	k.last = last
	return ok
}

// gap reports whether the noun at item i is the distance to another region: 与广州的差距仅为300亿元. What the clause before spoke
// of goes on behind it.
func (c *clause) gap(i int) bool {
	k := c.k
	if !k.s.is(i, "差距", "差额", "差值") || c.cur != nil || c.subject {
		return false
	}
	for j := i - 1; j >= c.a; j-- {
		if it := k.s.items[j]; it.kind == itPlace {
			return j > c.a && k.s.is(j-1, "与", "同", "和", "较", "比")
		} else if it.kind != itCue && it.kind != itPlain {
			return false
		}
	}
	return false
}

// yardPlace is the item of the region whose own value the number q at item i is: 全省6.5%的增速, 全省平均增速6.1%, 广州市的2.07万亿元;
// or -1.
func (k *linker) yardPlace(i, a int, q *quantity.Mention) int {
	if q.Kind == quantity.Amount { // 全国平均水平0.4个 is a distance to it
		if i > a+1 && k.s.is(i-1, "的") && k.s.items[i-2].kind == itPlace && !(i+1 < len(k.s.items) && k.s.is(i+1, "的")) {
			return i - 2
		}
		return -1
	}
	said := k.speedAfter(i) || i > a+1 && k.s.is(i-1, "的") && k.s.items[i-2].kind == itPlace
	for j := i - 1; j >= a; j-- {
		it := k.s.items[j]
		switch {
		case it.kind == itPlace:
			if g := &k.s.gs[it.i]; said && (g.Kind == place.Own || g.Kind == place.Named) {
				return j
			}
			return -1
		case it.kind == itCue && k.s.is(j, "为", "的"), it.kind == itAnchor && said:
		case k.x.says(it, cueUp), k.s.is(j, "水平", "平均水平", "平均", "整体", "总体"):
			said = true
		default:
			return -1
		}
	}
	return -1
}

// yearlyAfter reports whether the rate behind the percentage at item i is that of an average year: 2%的年均增速.
func (k *linker) yearlyAfter(i int) bool {
	for _, it := range k.s.items[i+1:] {
		switch it.kind {
		case itPeriod:
			return k.s.ps[it.i].Basis == "annual_average"
		case itCue:
		default:
			return false
		}
	}
	return false
}

// speedAfter reports whether the percentage at item i is called a rate behind it: 6.5%的平均增速, 5.5%的平均水平.
func (k *linker) speedAfter(i int) bool {
	items := k.s.items
	i++
	if i < len(items) && k.s.is(i, "左右", "以上", "上下") {
		i++
	}
	if i >= len(items) || !k.s.is(i, "的") {
		return false
	}
	for j := i + 1; j < len(items) && j < i+4; j++ {
		switch {
		case k.s.is(j, "平均", "整体", "总体", "年均"):
		case items[j].kind == itPeriod && k.s.ps[items[j].i].Basis == "annual_average":
		case k.x.says(items[j], cueUp), k.s.is(j, "水平", "平均水平", "总体水平"):
			return true
		default:
			return false
		}
	}
	return false
}
