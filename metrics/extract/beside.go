// Values in brackets right behind the region or the time that they are of.

package extract

import (
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// placed links a value in brackets that directly follows a region: 上海(9.7%)、海南(8.6%), or a yardstick, be it a region or
// a time: 快于全国水平(5.5%), 不到2021年(8.4%)的一半. The metric and the measure are those of the values or names before.
func (c *clause) placed(i, j int) bool {
	k := c.k
	if i == c.a || j != i+2 || k.s.items[i+1].kind != itQty {
		return false
	}
	at, words := k.owner(i, c.a)
	if at < 0 {
		return false
	}
	it := k.s.items[at]
	if words && !c.st.bench && !(it.kind == itPlace && k.s.gs[it.i].Benchmark) || it.kind == itPeriod && !c.measured(at) {
		return false
	}
	on := c.cur
	if on == nil && it.kind == itPlace {
		on = k.nameBehind(j)
	}
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
	b.doubt += 0.05
	if it.kind == itPlace {
		b.place = it.i
	} else { // the time is that of this value alone
		p := k.s.ps[it.i]
		k.s.ps[it.i].Cue = period.Comparison
		b.period = len(k.s.ps)
		k.s.ps = append(k.s.ps, p)
	}
	st := state{reach: true}
	if q.Kind == quantity.Percent {
		switch {
		case k.last == pipeline.Share:
			if n := len(k.out); n == 0 || k.out[n-1].b.rule != b.rule {
				return false
			}
			st.share = true
		case k.last == pipeline.Growth || b.rule.Percent == "" || b.rule.Percent == pipeline.Growth:
			st.sign, st.basis = 1, "yoy"
		}
	}
	return k.emit(i+1, c.a, []bind{b}, q, &st, false, false)
}

// owner returns the item of the region or the time right before the bracket at item i, or -1; words of measure may stand
// between them (全国平均水平, 去年全年增速), which words tells.
func (k *linker) owner(i, a int) (at int, words bool) {
	for j := i - 1; j >= a && j > i-4; j-- {
		switch it := k.s.items[j]; it.kind {
		case itPlace:
			return j, words
		case itPeriod:
			if k.s.mentionUsable(j) {
				return j, words
			}
			return -1, false
		case itCue, itNoun:
			if !k.x.says(it, cueHead) && !k.s.is(j, "增速", "增幅", "平均水平", "平均增速", "同期") {
				return -1, false
			}
			words = true
		default:
			return -1, false
		}
	}
	return -1, false
}

// measured reports whether the time at item i is one that the value before is measured by: 快于一季度, 不到2021年.
func (c *clause) measured(i int) bool {
	if c.st.bench {
		return true
	}
	for j := i - 1; j >= c.a && j > i-3; j-- {
		if c.k.s.is(j, "不", "不到", "不及", "超过", "比", "较", "于") {
			return true
		}
	}
	return false
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

// exceeds reads a name that is the whole of a fraction of the topic: 超过移动电话用户总数的三分之二. It reports whether the
// name at item i is one.
func (c *clause) exceeds(i int) bool {
	k, items := c.k, c.k.s.items
	if len(k.topic) == 0 || i+2 >= c.b || i == c.a || items[i+2].kind != itQty || !k.s.is(i+1, "的") {
		return false
	}
	q := &k.s.qs[items[i+2].i]
	j := i - 1
	for j > c.a && items[j].kind == itPlace {
		j--
	}
	if q.Kind != quantity.Percent || !k.x.says(items[j], cueReach) || k.entry(i).rules[0] == k.topic[0].rule {
		return false
	}
	switch k.s.textOf(items[j].s, items[j].e) {
	case "超过", "超":
		q.Qualifier, q.Low = pipeline.Over, q.Value
	case "接近", "近":
		q.Qualifier, q.High = pipeline.Nearly, q.Value
	case "达到", "达":
	default:
		return false
	}
	c.st.share = true
	return true
}

// ofTotal reports whether the percentage at item i is one of a total that only a verb of reaching stands before: 高标准农田达到耕地
// 总面积的64%.
func (c *clause) ofTotal(i int) bool {
	k := c.k
	j := i - 1
	for j > c.a && (k.s.is(j, "的") || k.s.is(j, "近", "超", "约", "超过")) {
		j--
	}
	if c.cur == nil || c.st.nouns == 0 || c.st.sign != 0 || j <= c.a || j == i-1 {
		return false
	}
	if it := k.s.items[j]; it.kind != itNoun && !k.x.says(it, cueHead) {
		return false
	}
	from := j
	for from > c.a && (k.s.items[from].kind == itNoun || k.s.items[from].kind == itPlace || k.x.says(k.s.items[from], cueHead)) {
		from--
	}
	total := false
	for m := from + 1; m <= j; m++ {
		total = total || k.s.line.Runes[k.s.items[m].s] == '总'
	}
	return total && k.s.is(from, "达到", "达", "已达", "达到了")
}

// ofItself reports whether the name at item i, the whole of a share, is that of the topic, so that the share is of a part of
// it. Of a region it is the whole of other regions' (占全国研发经费的12%).
func (k *linker) ofItself(i int) bool {
	return len(k.topic) > 0 && k.s.items[i-1].kind != itPlace && k.entry(i).rules[0] == k.topic[0].rule
}

// overtaken reports whether the name at item i is all that its clause says was passed by what the clause before tells of:
// 第三产业占比46.9%，首次超过第二产业，….
func (c *clause) overtaken(i int) bool {
	k := c.k
	if len(k.topic) == 0 || i == c.a || i+1 < c.b || !k.s.is(i-1, "超过", "超", "超越", "反超", "赶超", "追上") {
		return false
	}
	for j := c.a; j < i-1; j++ {
		if kd := k.s.items[j].kind; kd != itCue && kd != itPlain && kd != itPeriod {
			return false
		}
	}
	return true
}

func (k *linker) entry(i int) *entry { return &k.x.entries[k.s.as[k.s.items[i].i].entry] }
