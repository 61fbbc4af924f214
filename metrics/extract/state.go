// What the words of a clause say of the number to come: growth, share, addition, comparison.

package extract

import (
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
)

// state is what a clause has said since the last quantity or list mark.
type state struct {
	sign    int  // direction of change
	speed   bool // the subject is a rate of change (增速)
	gain    bool // … or the amount by which something grew (增量)
	head    bool // the subject is the amount (总量)
	share   bool // a share follows
	about   bool // … that is told roughly (约占)
	denom   bool // inside the whole of a share (占…的)
	bench   bool // a comparison with a yardstick
	benchAt int  // the rune where it was stated
	reach   bool // a verb of reaching
	strong  bool // … that is more than a bound
	inc     int  // an addition in this unit
	basis   string
	based   bool
	from    bool
	nouns   int
	ranked  int  // the nouns before the verb of ranking, plus 1
	object  bool // a noun stands after a verb: the number is of it (完成投资191亿元)
	verbs   int
	glued   bool // the first noun follows the name directly
	joint   bool // the nouns are a second subject beside the name (国内生产总值和人均收入翻一番)
}

// reset clears what belongs to the quantity just read; an addition goes on over a list.
func (k *linker) reset(st *state) {
	if st.inc != 0 {
		k.carry = st.inc
	}
	*st = state{}
}

// cue takes a cue word into the state.
func (k *linker) cue(st *state, i, a int) {
	it := k.s.items[i]
	w := &k.x.cues.words[it.i]
	set := w.set
	n := it.e - it.s
	switch {
	case set.has(cueInc):
		st.inc = 1
		if w.minus {
			st.inc = -1
		}
		return
	case set.has(cueShare):
		for _, w := range [...]string{"年度", "全年", "计划", "目标", "任务", "预算"} {
			if hasAt(k.s.line.Runes, it.e, w) {
				st.bench, st.benchAt = true, it.s // 占年度目标的83.3%: how far the plan was met
				return
			}
		}
		st.share, st.denom = true, true
		if r := k.s.line.Runes[it.s]; r == '约' {
			st.about = true
		}
		return
	case set.has(cueShareNoun):
		st.share = true
		st.denom = false
		return
	case set.has(cueBench):
		if k.asShare(i) {
			st.share, st.denom = true, true
			return
		}
		if dir := k.overYear(i); dir != 0 { // 低于去年同期0.1个百分点
			st.sign, st.based = dir, true
			return
		}
		if st.based && n == 1 { // 比上年高0.97
			switch k.s.line.Runes[it.s] {
			case '高', '快', '多':
				st.sign = 1
			default:
				st.sign = -1
			}
			return
		}
		if n == 1 && !k.comparing(i, a) {
			return
		}
		st.bench, st.benchAt = true, it.s
		return
	case set.has(cueUp):
		st.sign = 1
	case set.has(cueDown):
		st.sign = -1
	}
	if set.has(cueUp) || set.has(cueDown) {
		switch k.s.line.Runes[it.e-1] {
		case '速', '幅', '率', '势', '度':
			st.speed = true
		case '量', '额':
			st.gain = true
		case '快', '缓', '窄': // 加快, 放缓, 收窄 are said of a rate of change
			st.speed = true
		}
		return
	}
	if set.has(cueRank) && st.ranked == 0 {
		st.ranked = st.nouns + 1
		switch k.s.line.Runes[it.s] {
		case '跃', '升', '晋', '稳', '蝉':
			st.head = true // a place that is gained or kept is one of the amount, not of its growth
		}
	}
	if set.has(cueReach) {
		st.reach = true
		if !k.s.is(i, "超", "超过", "近", "约", "接近", "逾", "共", "过", "约为") {
			st.strong = true
		}
		if n > 1 || st.sign == 0 {
			st.denom = false
		}
	}
	if set.has(cueHead) {
		st.head = true
	}
	if set.has(cueFrom) {
		st.from = true
	}
}

// overYear is the direction of a change from the year before that the cue at item i tells where the time and the number
// follow it: 低于去年同期0.1个百分点, 高于上年2万人. Else it is 0.
func (k *linker) overYear(i int) int {
	items := k.s.items
	if i+2 >= len(items) || items[i+1].kind != itPeriod || items[i+2].kind != itQty {
		return 0
	}
	dir := 0
	switch {
	case k.s.is(i, "高于", "多于", "高出", "高"):
		dir = 1
	case k.s.is(i, "低于", "少于", "低"):
		dir = -1
	default:
		return 0
	}
	if q := &k.s.qs[items[i+2].i]; q.Kind != quantity.Points && q.Kind != quantity.Amount {
		return 0
	}
	p := &k.s.ps[items[i+1].i]
	if p.Cue != period.Comparison {
		if !k.s.is(i+1, "上年", "去年") {
			return 0
		}
		p.Cue, p.Basis = period.Comparison, "yoy"
	}
	return dir
}

// asShare reports whether the cue at item i opens the whole of a share: 相当于地区生产总值的比例.
func (k *linker) asShare(i int) bool {
	if !k.s.is(i, "相当于") {
		return false
	}
	for _, it := range k.s.items[i+1:] {
		switch {
		case k.x.says(it, cueShareNoun):
			return true
		case it.kind == itQty || it.kind == itPunct:
			return false
		}
	}
	return false
}

// shareName reports whether a metric's name itself says that a share follows (…占GDP比重).
func shareName(n string) bool {
	for _, w := range [...]string{"占比", "比重", "份额"} {
		if strings.HasSuffix(n, w) {
			return true
		}
	}
	return false
}

// yieldSign is the direction of a name that holds its verb: 粮食增产.
func yieldSign(name string) int {
	switch {
	case strings.HasSuffix(name, "增产"):
		return 1
	case strings.HasSuffix(name, "减产"):
		return -1
	}
	return 0
}

// joins reports whether item i is a conjunction.
func (k *linker) joins(i int) bool {
	it := k.s.items[i]
	return it.kind == itCue && k.isAnd(it)
}

// comparing reports whether a one-rune 高 or 低 before the quantity closes a comparison (比全国高).
func (k *linker) comparing(i, a int) bool {
	for j := i - 1; j >= a && j > i-8; j-- {
		it := k.s.items[j]
		r := k.s.line.Runes[it.s:it.e]
		if len(r) == 1 && (r[0] == '比' || r[0] == '较') {
			return true
		}
		if it.kind == itQty || it.kind == itPunct {
			return false
		}
	}
	return false
}

func (k *linker) period(st *state, i int) {
	p := &k.s.ps[i]
	if p.Cue != period.Comparison {
		if k.told {
			k.since = "" // 2005年比2000年增长50%，2006年增长8%
		}
		return
	}
	st.based = true
	st.basis = p.Basis
	if p.Basis == "annual_average" || k.framed {
		return
	}
	k.since, k.told = "", false
	if strings.HasPrefix(p.Basis, "since:") {
		k.since = p.Basis
	}
}

// blocked says why the words between a name and a quantity part them, or "".
func blocked(st *state, bare bool, kind quantity.Kind) string {
	if st.bench {
		return "the number is a distance to a yardstick"
	}
	nouns := st.nouns
	if kind == quantity.Rank && st.ranked > 0 { // 居全国县级市第一
		nouns = st.ranked - 1
	}
	if st.joint && (kind == quantity.Doubling || kind == quantity.Percent && st.sign != 0 && !st.share) {
		nouns = 0
	}
	if bare {
		if nouns > 0 {
			return "the clause speaks of something else than the metric before it"
		}
		if st.verbs > 1 {
			return "too much stands between the metric before and the number"
		}
		return ""
	}
	if st.glued && nouns > 0 {
		return "a noun follows the metric's name: it is a part of a longer name"
	}
	if kind != quantity.Amount && nouns > 0 {
		return "a noun stands between the metric's name and the number"
	}
	if nouns > 0 && st.object {
		return "a noun stands between the verb and the number: the number is of it"
	}
	if nouns > 2 || nouns > 0 && !st.reach && st.sign == 0 && st.inc == 0 && !st.share {
		return "a noun stands between the metric's name and the number"
	}
	if st.verbs > 3 {
		return "too much stands between the metric's name and the number"
	}
	return ""
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
			if k.s.textOf(it.s, it.e) != "增量" && items[j-1].kind == itCue && k.s.is(j-1, "的") {
				return 1
			}
			return 0
		case w.set.has(cueDown):
			if items[j-1].kind == itCue && k.s.is(j-1, "的") {
				return -1
			}
			return 0
		}
	}
	return 0
}

// timed reports whether a period leads the quantity at item i in its clause: 一季度平均为5.2%.
func (k *linker) timed(a, i int) bool {
	for j := a; j < i; j++ {
		if k.s.items[j].kind == itPeriod && k.s.mentionUsable(j) {
			return true
		}
	}
	return false
}

// adds reports whether a name begins with a verb of addition, or holds one that is of nothing else: 新能源新增装机.
func (x *Extractor) adds(name []rune) bool {
	for i := range name {
		if i > 0 && !hasAt(name, i, "新增") && !hasAt(name, i, "净增") {
			continue
		}
		id, _ := x.cues.trie.Longest(name, i)
		if id >= 0 && x.cues.words[id].set.has(cueInc) {
			return !x.cues.words[id].minus
		}
	}
	return false
}
