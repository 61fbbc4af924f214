package extract

import (
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
)

// goal reports whether the quantity at item i is a target that a result is compared with
// (高于6%以上的预期目标, 完成1100万人的目标任务).
func (k *linker) goal(i, b int) bool {
	items := k.s.items
	for j := i + 1; j < b && j < i+6; j++ {
		it := items[j]
		if it.kind == itQty || it.kind == itAnchor || it.kind == itPunct {
			return false
		}
		if t := k.s.textOf(it.s, it.e); t == "等" {
			return false // 降低20%、减少10%等目标 names targets, it compares with none
		} else if strings.HasSuffix(t, "目标") || strings.HasSuffix(t, "目标任务") {
			return true
		}
	}
	return false
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
	for j := i - 1; j >= 0; j-- {
		switch it := k.s.items[j]; it.kind {
		case itNoun, itAnchor, itName, itQty, itVerb, itOrg:
			return false
		case itPunct:
			if r := rune(it.i); r == ';' || r == '。' {
				return true
			}
		}
	}
	return true
}

// placeAhead reports whether a region stands in items a..i: it is the region of the value.
func (k *linker) placeAhead(a, i int) bool {
	for j := a; j < i; j++ {
		if it := k.s.items[j]; it.kind == itPlace && !k.s.gs[it.i].Benchmark && k.s.gs[it.i].Kind == place.Named {
			return true
		}
	}
	return false
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

// listPart returns a word that makes a part of the metric and stands before the first member of the
// list that the item at j, a 、, belongs to (人民币存款、贷款余额), or "".
func (k *linker) listPart(c *compiled, j, a int) string {
	if len(c.Parts) == 0 {
		return ""
	}
	from := j
	for from > a {
		it := k.s.items[from-1]
		if it.kind == itQty || it.kind == itPeriod || it.kind == itVerb || it.kind == itPunct && rune(it.i) != '、' {
			return ""
		}
		if it.kind == itCue && !k.isAnd(it) && !k.x.cues.words[it.i].set.has(cueHead) {
			break
		}
		from--
	}
	r := k.s.line.Runes
	start := k.s.items[from].s
	for n := min(c.parts.max, k.s.items[j].s-start); n > 0; n-- {
		if w := string(r[start : start+n]); c.parts.words[w] {
			return w
		}
	}
	return ""
}

// baseBefore takes the period of “十三五”末的2倍 for the base of the multiple at item i.
func (k *linker) baseBefore(i, a int, st *state) {
	j := i - 1
	for j >= a && k.s.items[j].kind != itPeriod && j > i-4 {
		switch k.s.textOf(k.s.items[j].s, k.s.items[j].e) {
		case "的", "近", "约", "超过", "\"":
		default:
			return
		}
		j--
	}
	if j < a || k.s.items[j].kind != itPeriod {
		return
	}
	p := &k.s.ps[k.s.items[j].i]
	if p.Cue == period.Comparison || p.Period.End.IsZero() {
		return
	}
	st.based, st.sign = true, 0
	st.basis = "since:" + itoa(p.Period.End.Year)
	if p.Relative {
		st.basis = "yoy"
	}
	p.Cue = period.Comparison // a base is no period of a value
}

// listing keeps the regions or periods of a clause that only lists them (2020年、2021年、2022年，): they
// are the subjects of a later 分别.
func (k *linker) listing(a, b int) bool {
	var places, times []int
	for i := a; i < b; i++ {
		switch it := k.s.items[i]; it.kind {
		case itPlace:
			places = append(places, it.i)
		case itPeriod:
			if k.s.mentionUsable(i) {
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

// excluding returns the last item of 扣除…因素后, words that say how a growth is reckoned, or 0.
func (k *linker) excluding(i, b int) int {
	ends := "后"
	switch k.s.textOf(k.s.items[i].s, k.s.items[i].e) {
	case "扣除", "剔除", "还原", "考虑":
	case "按", "按照":
		ends = "算径" // 按年平均汇率折算, 按可比口径
	default:
		return 0
	}
	for j := i + 1; j < b && j < i+8; j++ {
		it := k.s.items[j]
		if it.kind == itQty || it.kind == itAnchor || it.kind == itPunct {
			return 0
		}
		if strings.ContainsRune(ends, k.s.line.Runes[it.e-1]) {
			return j
		}
	}
	return 0
}

// regions reports whether the quantity at item i counts the regions listed before it (酒泉三市).
func (k *linker) regions(i int) bool {
	q := &k.s.qs[k.s.items[i].i]
	switch q.Classifier {
	case "市", "省", "区", "县", "州", "盟", "省市", "省份", "地":
	default:
		return false
	}
	for j := i - 1; j >= 0 && j > i-3; j-- {
		if k.s.items[j].kind == itPlace {
			return true
		}
	}
	return false
}
