// Numbers that are no value of anybody, and words that a clause is read without.

package extract

import (
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
)

// noValue says why the words right beside the number at item i keep it from being anybody's value, or "":
// a definition (1TB=1024GB), an assumption (以预期寿命70岁计算), the unit of a ratio (每建成10个5G基站就有6个…).
func (k *linker) noValue(i, a int) string {
	r := k.s.line.Runes
	it := k.s.items[i]
	if it.e+1 == len(r) && r[it.e] == '.' && k.s.qs[it.i].Classifier == "" {
		return "the number is cut off"
	}
	if it.s > 0 && r[it.s-1] == '=' || it.e < len(r) && r[it.e] == '=' {
		return "the number is of a definition"
	}
	if it.s > 2 && r[it.s-1] == '为' && latin(r[it.s-2]) {
		at := it.s - 2
		for at > 0 && latin(r[at-1]) {
			at--
		}
		if at > 0 && r[at-1] == '(' {
			return "the number is of a definition" // (EFLOPS为每秒百亿亿次浮点运算)
		}
	}
	for _, w := range [...]string{"计算", "来计算", "测算", "推算"} {
		if hasAt(r, it.e, w) {
			return "the number is an assumption of a calculation"
		}
	}
	for e := it.e; e < len(r) && e < it.e+8 && !isPunct(r[e]); e++ {
		if c := r[e]; c != '为' && c != '比' && c != '较' {
			continue
		}
		if hasAt(r, e, "为宜") || hasAt(r, e, "比较合理") || hasAt(r, e, "较为合理") {
			return "the number is what somebody finds right"
		}
	}
	for n := 1; n <= 3 && n <= it.s; n++ {
		if r[it.s-n] != '每' {
			continue
		}
		switch string(r[it.s-n : it.s]) {
		case "每", "每有", "每建", "每建成", "每新建", "每新增", "每投入", "每生产":
			k.ratioed = true
			return "the number is the unit of a ratio"
		}
	}
	if k.ofClass(i, a) {
		return "the number bounds a class of regions"
	}
	if k.s.qs[it.i].Kind == quantity.Percent && met(r[:it.s]) {
		return "the number tells how far a plan was met"
	}
	if k.ratioed && i > a && k.s.is(i-1, "有") {
		return "the number is one side of a ratio"
	}
	return ""
}

// met reports whether the text before a percentage is that of a plan which was met by as much: 完成年度计划的82.3%.
func met(before []rune) bool {
	if n := len(before); n > 0 && before[n-1] == '的' {
		before = before[:n-1]
	}
	_, n := plansMet.Backward(before, len(before), 0)
	return n > 0
}

// plansMet holds the words of plans, from their ends.
var plansMet = endTrie("计划", "预算", "目标任务", "年度任务", "全年任务", "年度目标", "全年目标")

// counts reports whether the count at item i counts a noun that follows it and is no metric's name
// (10余个项目, 86个城市, 超千亿元的县域).
func (k *linker) counts(i, a, b int, q *quantity.Mention) bool {
	if q.Kind != quantity.Amount || i+1 >= b || k.becomes(i, a) {
		return false
	}
	items := k.s.items
	n := items[i+1]
	if n.kind == itCue && n.e-n.s == 1 && k.s.line.Runes[n.s] == '的' && i+2 < b {
		return items[i+2].kind == itNoun
	}
	if q.Dimension == "money" && n.kind == itNoun && n.s == q.To && i+2 < b && items[i+2].kind == itQty {
		return true // 经济总量超200亿元|县|2个
	}
	if n.s > q.To || q.Unit != "1" && q.Unit != "km" && q.Unit != "t" {
		return false
	}
	if q.Classifier == "" {
		return n.kind == itNoun // 2万亿梯队
	}
	from := i + 1
	for from < b && items[from].kind == itCue && items[from].e <= q.To {
		from++ // 300个以上|城市
	}
	for j := from; j < b && j < from+4 && items[j].s == items[j-1].e; j++ {
		switch items[j].kind {
		case itNoun, itAnchor: // 5万个行政村: the name is of another kind of value
			return true
		case itAdj, itName: // 7个|百兆|瓦级园区
		case itPlain:
			if !latin(k.s.line.Runes[items[j].s]) {
				return false
			}
		case itVerb: // 充电枪位
			return from == i+1 && j+1 < b && items[j+1].kind == itNoun && items[j+1].s == items[j].e &&
				(j+2 >= b || items[j+2].kind == itPunct || items[j+2].kind == itPlain && items[j+2].s == items[j+1].e && items[j+2].e-items[j+2].s == 1)
		default:
			return false
		}
	}
	return false
}

// tally reports whether the number at item i only counts the things listed before it: …等5项指标居全国第一.
func (k *linker) tally(i, b int) bool {
	return i > 0 && i+1 < b && k.s.is(i-1, "等") && k.s.is(i+1, "指标", "主要指标", "主要", "经济", "主要经济指标", "经济指标") && k.s.qs[k.s.items[i].i].Kind == quantity.Amount
}

// regions reports whether the quantity at item i counts the regions listed before it (酒泉三市, 黄山5个市).
func (k *linker) regions(i int) bool {
	q := &k.s.qs[k.s.items[i].i]
	switch q.Classifier {
	case "市", "省", "区", "县", "州", "盟", "省市", "省份", "地":
	case "个", "":
		if i+1 == len(k.s.items) || !k.kindWord(i+1) || k.s.items[i+1].s != q.To {
			return false
		}
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
