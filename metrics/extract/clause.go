package extract

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// goal reports whether the quantity at item i is a target that a result is compared with
// (高于6%以上的预期目标, 完成1100万人的目标任务, 年初计划的12万个).
func (k *linker) goal(i, b int) bool {
	items := k.s.items
	if k.planned(i) {
		return true
	}
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

// compared reports whether the bound of q sets a result beside it: 低于3%左右的预期目标.
func (k *linker) compared(q *quantity.Mention) bool {
	r := k.s.line.Runes
	return q.From < q.Start && (hasAt(r, q.From, "低于") || hasAt(r, q.From, "高于"))
}

// aim makes the candidate of q a goal: a word that compares the result with it (低于5.5%左右的目标) is none of its
// bounds.
func (k *linker) aim(c *cand, q *quantity.Mention) {
	c.goal = true
	if q.From >= q.Start || q.Qualifier != pipeline.Over && q.Qualifier != pipeline.Under {
		return
	}
	c.qual, c.low, c.high = pipeline.Exact, nil, nil
	r := k.s.line.Runes
	switch {
	case hasAt(r, q.End, "左右") || hasAt(r, q.End, "上下"):
		c.qual = pipeline.About
	case hasAt(r, q.End, "以上"):
		c.qual, c.low = pipeline.AtLeast, c.value
	case hasAt(r, q.End, "以内") || hasAt(r, q.End, "以下"):
		c.qual, c.high = pipeline.AtMost, c.value
	}
}

// quotedGoal reports whether the name at item i opens a goal in quotes: 高于“十四五”规划“研发经费年均增长7%以上”的目标.
func (k *linker) quotedGoal(i, b int) bool {
	items := k.s.items
	if i == 0 || items[i-1].kind != itPunct || rune(items[i-1].i) != '"' {
		return false
	}
	j := k.nextQty(i, b)
	for j++; j > 0 && j < b && items[j].kind != itQty; j++ {
		if it := items[j]; it.kind == itPunct && rune(it.i) == '"' {
			for j++; j < b && items[j].kind == itCue; j++ {
				if strings.HasPrefix(k.s.textOf(items[j].s, items[j].e), "目标") {
					return true
				}
			}
			return false
		}
	}
	return false
}

// planned reports whether the words before the quantity at item i call it a plan made before (年初计划的12万个,
// 年初提出的100万辆).
func (k *linker) planned(i int) bool {
	if i < 2 || k.s.textOf(k.s.items[i-1].s, k.s.items[i-1].e) != "的" {
		return false
	}
	switch t := k.s.textOf(k.s.items[i-2].s, k.s.items[i-2].e); t {
	case "计划", "预期", "预定", "目标":
		return true
	case "确定", "提出", "设定", "制定", "下达", "定下":
		for j := i - 3; j >= 0 && j > i-6; j-- {
			if t := k.s.textOf(k.s.items[j].s, k.s.items[j].e); t == "年初" || t == "原" || t == "规划" {
				return true
			}
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

// placesAhead are the regions of items a..i, in order: those of the value.
func (k *linker) placesAhead(a, i int) (out []int) {
	for j := a; j < i; j++ {
		if it := k.s.items[j]; it.kind == itPlace && !k.s.gs[it.i].Benchmark && k.s.gs[it.i].Kind == place.Named {
			out = append(out, it.i)
		}
	}
	return out
}

// placed links a value in brackets that directly follows a region: 上海(9.7%)、海南(8.6%). The metric and
// the measure are those of the values or names before.
func (k *linker) placed(i, j, a int, cur []bind) bool {
	if i == a || k.s.items[i-1].kind != itPlace || j != i+2 || k.s.items[i+1].kind != itQty {
		return false
	}
	on := cur
	if on == nil {
		if on = k.topic; on == nil {
			on = k.old
		}
	}
	if len(on) == 0 {
		return false
	}
	q := &k.s.qs[k.s.items[i+1].i]
	b := anywhere(on)[0]
	b.place = k.s.items[i-1].i
	b.doubt += 0.05
	st := state{reach: true}
	if q.Kind == quantity.Percent && (k.last == pipeline.Growth || b.rule.Percent == "" || b.rule.Percent == pipeline.Growth) {
		st.sign, st.basis = 1, "yoy"
	}
	return k.emit(i+1, a, []bind{b}, q, &st, false, false)
}

// yardstick reports whether the bracket at item i belongs to a yardstick: 全球平均水平(12.1%).
func (k *linker) yardstick(i, a int) bool {
	for j := i - 1; j >= a && j > i-5; j-- {
		switch it := k.s.items[j]; it.kind {
		case itPlace:
			return k.s.gs[it.i].Benchmark || k.s.gs[it.i].Level == place.World
		case itPunct, itQty, itAnchor:
			return false
		}
	}
	return false
}

// listed are the metrics of a list of names before a rank that they share (网民数量、网络零售额已居全球第一).
func (k *linker) listed(a, i int) []bind {
	list := false
	for j := a; j < i; j++ {
		switch it := k.s.items[j]; it.kind {
		case itQty:
			return nil
		case itPunct:
			list = list || rune(it.i) == '、'
		}
	}
	if !list {
		return nil
	}
	return known(k.subjects(a, i))
}

// headOf remembers the head noun of the last name in items a..b, for a clause that leaves it off.
func (k *linker) headOf(a, b int) {
	for i := b - 1; i >= a; i-- {
		it := k.s.items[i]
		if it.kind != itAnchor && it.kind != itNoun {
			continue
		}
		text := k.s.line.Runes[it.s:it.e]
		if slices.Contains(text, ' ') {
			text = squeezeRunes(text)
		}
		for n := range text {
			if _, m := k.x.heads.Longest(text, n); m > 0 && m == len(text)-n {
				k.head = append(k.head[:0], text[n:]...)
				return
			}
		}
	}
}

// headBefore joins the nouns that open the clause with the head noun of the clause before
// (采矿业增加值增长1.3%，制造业增长3.9%).
func (k *linker) headBefore(a, i int) []bind {
	items := k.s.items
	if len(k.head) == 0 {
		return nil
	}
	from := a
	for from < i && (items[from].kind == itCue || items[from].kind == itPlain || items[from].kind == itPeriod) {
		from++
	}
	to := from
	for to < i && (items[to].kind == itNoun || items[to].kind == itName) {
		to++
	}
	if to == from {
		return nil
	}
	for j := to; j < i; j++ {
		if kd := items[j].kind; kd != itCue && kd != itPeriod && kd != itPlain {
			return nil
		}
	}
	id, ok := k.x.names.Find(squeezeRunes(k.s.line.Runes[items[from].s:items[to-1].e]), k.head)
	if !ok || k.x.entries[id].joint {
		return nil
	}
	e := &k.x.entries[id]
	if e.rules[0].parts.longest(k.s.line.Runes, items[from].s, 0) > 0 {
		return nil // 人民币|贷款 after 社会融资规模
	}
	return []bind{{rule: e.rules[0], alts: e.rules[1:], s: items[from].s, e: items[to-1].e, text: k.words(items[from].s, items[to-1].e), place: -1, period: -1, doubt: 0.1, why: "head_from_clause_before"}}
}

// growthAfter is the direction of a growth that follows its percentage: 实现了6.9%的增长.
func (k *linker) growthAfter(i, b int) int {
	items := k.s.items
	for j := i + 1; j < b && j < i+4; j++ {
		it := items[j]
		if it.kind != itCue {
			return 0
		}
		w := &k.x.cues.words[it.i]
		switch {
		case w.set.has(cueUp):
			if k.s.textOf(it.s, it.e) != "增量" && items[j-1].kind == itCue && k.s.textOf(items[j-1].s, items[j-1].e) == "的" {
				return 1
			}
			return 0
		case w.set.has(cueDown):
			if items[j-1].kind == itCue && k.s.textOf(items[j-1].s, items[j-1].e) == "的" {
				return -1
			}
			return 0
		}
	}
	return 0
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

// ratio reads 三次产业结构为4.1:38.2:57.7: a joint name and as many numbers, with colons between them, are
// the shares of its metrics. Of 由…调整为… the last is the state now.
func (k *linker) ratio(a, b int) bool {
	items := k.s.items
	joint := -1
	for i := a; i < b; i++ {
		if items[i].kind == itAnchor {
			if e := &k.x.entries[k.s.as[items[i].i].entry]; e.joint {
				joint = i
				break
			}
		}
	}
	if joint < 0 {
		return false
	}
	n := len(k.x.entries[k.s.as[items[joint].i].entry].rules)
	var at []int
	for i := joint + 1; i < b; i++ {
		if it := items[i]; it.kind == itName && strings.Count(k.s.textOf(it.s, it.e), ":") == n-1 {
			at = append(at, i)
		}
	}
	base := false
	for j := joint + 1; len(at) > 1 && j < at[0]; j++ {
		base = base || items[j].kind == itCue && k.x.cues.words[items[j].i].set.has(cueFrom)
	}
	done := false
	for m, i := range at {
		if m > 0 && !base {
			break
		}
		if !sumsTo100(k.s.textOf(items[i].s, items[i].e)) {
			return done // 城乡居民收入比2.6:1
		}
		from := items[i].s
		for g, text := range strings.Split(k.s.textOf(items[i].s, items[i].e), ":") {
			trimmed := strings.TrimSpace(text)
			value, _, err := apd.NewFromString(trimmed)
			if err != nil {
				return done
			}
			start := from + utf8.RuneCountInString(text) - utf8.RuneCountInString(strings.TrimLeft(text, " "))
			q := quantity.Mention{Start: start, End: start + utf8.RuneCountInString(trimmed), Value: value, Qualifier: pipeline.Exact, Unit: "%", Dimension: "ratio", Kind: quantity.Percent}
			from += utf8.RuneCountInString(text) + 1
			k.s.qs = append(k.s.qs, q)
			k.s.whyNot = append(k.s.whyNot, "")
			bs := k.binds(joint, a, 0)
			k.out = append(k.out, cand{s: k.s, q: len(k.s.qs) - 1, b: bs[g], item: i, clause: a, measure: pipeline.Share, value: value,
				step: apd.New(1, value.Exponent), qual: pipeline.Exact, unit: "%", infer: []string{"ratio"}, base: base && m == 0, end: base && m == 1, doubt: 0.03})
			done = true
		}
	}
	return done
}

// sumsTo100 reports whether the numbers of a:b:c are the parts of a whole, rounding allowed.
func sumsTo100(text string) bool {
	sum := 0.0
	for _, p := range strings.Split(text, ":") {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil {
			return false
		}
		sum += v
	}
	return sum > 99 && sum < 101
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
		if c.parts.longest(r, start+n, start) == n {
			return string(r[start : start+n])
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
	st.basis = "since:" + strconv.Itoa(p.Period.End.Year)
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

// excluding returns the last item of 扣除…因素后, words that say how a growth is reckoned, or 0.
func (k *linker) excluding(i, b int) int {
	ends := "后素响" // 扣除价格因素, 剔除疫情影响
	switch k.s.line.Runes[k.s.items[i].s] {
	case '按':
		if !k.s.is(i, "按", "按照") {
			return 0
		}
		ends = "算径" // 按年平均汇率折算, 按可比口径
	case '扣', '剔', '还', '考':
		if !k.s.is(i, "扣除", "剔除", "还原", "考虑") {
			return 0
		}
	default:
		return 0
	}
	for j := i + 1; j < b && j < i+8; j++ {
		it := k.s.items[j]
		if it.kind == itQty || it.kind == itAnchor || it.kind == itPunct {
			return 0
		}
		if strings.ContainsRune(ends, k.s.line.Runes[it.e-1]) {
			for m := i + 1; m < j; m++ {
				if k.s.items[m].kind == itPeriod { // the prices of 上年 are no period of the value
					k.s.ps[k.s.items[m].i].Cue = period.Comparison
				}
			}
			return j
		}
	}
	return 0
}

// amid returns the last item of 在世界主要国家中, a field in which a rank is held, or 0.
func (k *linker) amid(i, b int) int {
	items := k.s.items
	if !k.s.is(i, "在") {
		return 0
	}
	for j := i + 1; j < b && j < i+8; j++ {
		switch items[j].kind {
		case itQty, itAnchor, itPunct:
			return 0
		case itCue:
			if t := k.s.textOf(items[j].s, items[j].e); t == "中" || t == "之中" {
				if n := k.nextQty(j, b); n > 0 && k.s.qs[items[n].i].Kind == quantity.Rank {
					return j
				}
				return 0
			}
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
