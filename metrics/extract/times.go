// What the words around a period in its sentence say of it: whether it is a time of values, where it stands, what it dates.

package extract

import (
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
)

// mentionUsable reports whether the period at item i states a time and is no part of a title
// (“十四五”规划, 2021年行动计划).
func (s *sent) mentionUsable(i int) bool {
	p := &s.ps[s.items[i].i]
	if p.Undated {
		return true
	}
	if p.Cue == period.Comparison || p.Period.End.IsZero() || p.Telling || p.InTitle {
		return false
	}
	if i > 0 && s.is(i-1, "提前", "推迟", "延期") { // 提前一季度完成
		return false
	}
	if i > 0 && p.Cue == period.During && s.is(i-1, "超过", "超", "追平", "赶上", "接近", "逼近") { // 超过去年全年总额
		return false
	}
	if i >= 2 && listMark(s, i-1) && s.items[i-2].kind == itPeriod && s.ps[s.items[i-2].i].Cue == period.Comparison && !s.items[i-1].mark('、') {
		return false // 增速比同期和去年全年均有提升
	}
	if s.follows(i) || p.Relative && p.Period.Grain == period.Month && s.tellsOf(p.End) {
		return false
	}
	if p.Period.Grain == period.MultiYear && (s.summed(p.End) || s.figured(p.Start)) {
		return false
	}
	r := s.line.Runes
	e := s.behind(p.End)
	if p.Plan > 0 && s.setUnder(e) {
		return false
	}
	if hasAt(r, p.Start, "全年") || hasAt(r, p.Start, "年度") { // 完成全年预算的92.1%
		for _, w := range [...]string{"预算", "计划", "任务", "目标"} {
			if hasAt(r, e, w) {
				return false
			}
		}
	}
	_, title := notTime.Longest(r, e)
	return title == 0 || hasAt(r, e, "规划期")
}

// notTime holds what makes the period before it a part of a title or a measure.
var notTime = wordTrie("规划", "批复的", "部署的", "明确的", "确定的", "提出的", "方案", "纲要", "行动", "建议", "战略", "水平", "同期", "的预期", "开局", "良好开局", "最高", "最低", "新高", "新低", "起步", "开好局", "起好步", "开门红", "收官", "圆满收官", "胜利收官", "首年", "不变价", "可比价", "价格计算", "价计算")

// follows reports whether the period at item i, or the list that it is in, is only what came before: 继2月、3月后.
func (s *sent) follows(i int) bool {
	for i >= 2 && s.items[i-1].mark('、') && s.items[i-2].kind == itPeriod {
		i -= 2
	}
	return i > 0 && s.line.Runes[s.items[i].s-1] == '继'
}

// tellsOf reports whether what was published in the month that ends at rune at is spoken of: 上个月的运营数据显示.
func (s *sent) tellsOf(at int) bool {
	r := s.line.Runes
	if !hasAt(r, at, "的") && !hasAt(r, at, "公布") && !hasAt(r, at, "发布") {
		return false
	}
	for k := at; k < len(r) && k < at+8 && r[k] != ','; k++ {
		if hasAt(r, k, "数据") || hasAt(r, k, "公告") || hasAt(r, k, "报告") {
			return true
		}
	}
	return false
}

// summed reports whether a sum is made of the years that end at rune at: 是1950年到2002年53年的总和. It is a yardstick.
func (s *sent) summed(at int) bool {
	r := s.line.Runes
	for k := at; k < len(r) && k < at+10 && r[k] != ',' && r[k] != ';'; k++ {
		if hasAt(r, k, "总和") || hasAt(r, k, "之和") {
			return true
		}
	}
	return false
}

// setUnder reports whether a thing that a plan, which ends at rune at, has set is spoken of: “十四五”|批复的6个基地.
func (s *sent) setUnder(at int) bool {
	r := s.line.Runes
	_, n := setting.Longest(r, at)
	return n > 0 && hasAt(r, at+n, "的")
}

var setting = wordTrie("批复", "下达", "规划", "部署", "确定", "明确", "提出", "安排", "纳入", "批准", "规定")

// figured reports whether the years from rune at on are those of a figure or a table, which its caption names: 图1 2017—2021年….
func (s *sent) figured(at int) bool {
	r := s.line.Runes
	k := at - 1
	for k >= 0 && (r[k] == ' ' || r[k] == '-' || r[k] == ':' || r[k] >= '0' && r[k] <= '9') {
		k--
	}
	return k >= 0 && k < at-1 && (r[k] == '图' || r[k] == '表')
}

// floor is the first item after the last headline in 【】 before item i: what a headline says holds for
// itself.
func (s *sent) floor(i int) int {
	if !s.headline {
		return 0
	}
	for j := i - 1; j >= 0; j-- {
		if s.items[j].mark('】') {
			return j + 1
		}
	}
	return 0
}

// opening returns the bracket that the one at item i closes, or -1.
func (s *sent) opening(i int) int {
	for j := i - 1; j >= 0 && j > i-40; j-- {
		if s.items[j].mark('(') {
			return j
		}
	}
	return -1
}

// clauseEnd is the item that ends the clause in which item i stands, or the last of the sentence.
func (s *sent) clauseEnd(i int) int {
	for i+1 < len(s.items) && !(s.items[i].kind == itPunct && strings.ContainsRune(",;:。", rune(s.items[i].i))) {
		i++
	}
	return i
}

// clauseOf is the first item of the clause in which item i stands.
func (s *sent) clauseOf(i int) int {
	for i > 0 && !(s.items[i-1].kind == itPunct && strings.ContainsRune(",;:。", rune(s.items[i-1].i))) {
		i--
	}
	return i
}

// event reports whether the period at item i dates an event since which something holds: 自2017年突破3万亿元以来.
func (s *sent) event(i int) bool {
	r, it := s.line.Runes, s.items[i]
	if it.s == 0 || r[it.s-1] != '自' && r[it.s] != '自' {
		return false
	}
	for k := it.e; k < len(r) && k < it.e+20 && r[k] != ','; k++ {
		if k > it.e+1 && hasAt(r, k, "以来") {
			return true
		}
	}
	return false
}

// behind is the rune at at, or the one after a closing quotation mark there.
func (s *sent) behind(at int) int {
	if at < len(s.line.Runes) && s.line.Runes[at] == '"' {
		at++
	}
	return at
}

func hasAt(r []rune, at int, w string) bool { return at <= len(r) && fold.Starts(r[at:], w) }

// endsIn reports whether r ends in w.
func endsIn(r []rune, w string) bool {
	n := len(r) - utf8.RuneCountInString(w)
	return n >= 0 && fold.Starts(r[n:], w)
}

// holds reports whether w stands in r.
func holds(r []rune, w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	for i, c := range r {
		if c == first && hasAt(r, i, w) {
			return true
		}
	}
	return false
}

// yardstick reports whether the period at item i belongs to a comparison in its clause
// (快于2024年1.8个百分点, 超过2019年水平).
func (x *Extractor) yardstick(s *sent, i int) bool {
	if s.aimed(i) {
		return true
	}
	for j := i - 1; j >= 0 && j > i-4; j-- {
		it := s.items[j]
		switch it.kind {
		case itPunct, itQty:
			return false
		case itCue:
			if x.cues.words[it.i].set.has(cueBench) {
				return true
			}
		}
	}
	return false
}

// aimed reports whether the year at item i is only that of an aim which something serves: 锚定2035年远景目标, ….
func (s *sent) aimed(i int) bool {
	if i == 0 || !hasAt(s.line.Runes, s.items[i].e, "远景目标") {
		return false
	}
	for j := i - 1; j >= 0 && j > i-3; j-- {
		switch s.textOf(s.items[j].s, s.items[j].e) {
		case "实现", "锚定", "对标", "着眼", "着眼于", "围绕", "对照", "面向", "瞄准", "聚焦", "衔接", "对接", "考虑":
			return true
		}
	}
	return false
}

// behindBlank reports whether a word at rune at stands behind another and a blank, as the text behind a heading on its
// line does.
func (s *sent) behindBlank(at int) bool {
	r := s.line.Runes
	k := at - 1
	for k > 0 && r[k] == ' ' {
		k--
	}
	return k >= 0 && k < at-1 && r[k] >= 0x4e00 && r[at] >= 0x4e00
}

// leadsTime reports whether the period at item i opens its clause.
func leadsTime(s *sent, i int) bool {
	if s.behindBlank(s.items[i].s) {
		return true
	}
	for j := i - 1; j >= 0; j-- {
		switch it := s.items[j]; it.kind {
		case itPunct:
			if rune(it.i) == '"' {
				return false
			}
			return true
		case itPlain, itPlace, itPeriod:
		case itCue:
			if r := s.line.Runes[it.s]; it.e-it.s > 2 && !s.justPast(j) || r == '是' || r == '为' { // 2022年是“十四五”承上启下之年
				return false
			}
		default:
			return false
		}
	}
	return true
}

// since reports whether the period at item i runs up to now: 自“十三五”以来.
func since(s *sent, i int) bool {
	r := s.line.Runes
	for k := s.items[i].e; k < len(r) && k < s.items[i].e+5 && r[k] != ','; k++ {
		if hasAt(r, k, "以来") { // 2020年疫情以来
			return true
		}
	}
	return endsIn(r[s.items[i].s:s.items[i].e], "以来")
}

// startsAct reports whether the day at item i is only that from which on something was done: 从去年7月1日起，….
func (s *sent) startsAct(i int) bool {
	r, it := s.line.Runes, s.items[i]
	if it.s == 0 || r[it.s-1] != '从' && r[it.s-1] != '自' && r[it.s] != '从' && r[it.s] != '自' {
		return false
	}
	return it.e < len(r) && r[it.e] == '起' || r[it.e-1] == '起'
}

// past reports whether anything but cue words and marks stands before item i.
func (s *sent) past(i int) bool {
	for _, it := range s.items[:i] {
		switch it.kind {
		case itAnchor, itNoun, itQty, itVerb:
			return true
		}
	}
	return false
}

// leadYears returns the item with which the sentence opens when that is a number of years up to now (五年来,
// 过去五年), or -1.
func (s *sent) leadYears() int {
	for i, it := range s.items {
		switch it.kind {
		case itPlain:
			continue
		case itPeriod:
			if m := &s.ps[it.i]; m.Relative && m.Years > 1 && m.Cue == period.During && s.mentionUsable(i) {
				return i
			}
		}
		return -1
	}
	return -1
}

// justPast reports whether item i is 刚刚过去的 before a year.
func (s *sent) justPast(i int) bool {
	return s.items[i].kind == itCue && s.is(i, "刚刚过去的")
}

// numbered reports whether the sentence opens as an item of a list does: 12、据国家能源局，….
func (s *sent) numbered() bool {
	r := s.line.Runes
	n := 0
	for n < len(r) && n < 3 && r[n] >= '0' && r[n] <= '9' {
		n++
	}
	return n > 0 && n < len(r) && (r[n] == '、' || r[n] == '.' && n+1 < len(r) && (r[n+1] < '0' || r[n+1] > '9'))
}

// inPair reports whether the period at item i dates the A of 从A到B.
func (x *Extractor) inPair(s *sent, i int) bool {
	for j := i - 1; j >= 0 && j > i-3; j-- {
		it := s.items[j]
		if x.says(it, cueFrom) {
			return i+1 < len(s.items) && (s.is(i+1, "的") || s.items[i+1].kind == itQty)
		}
		if it.kind == itPunct {
			return false
		}
	}
	return false
}

// fromStated reports whether a period stands between 从 and the A.
func fromStated(c *cand) bool {
	s := c.s
	for i := c.item - 1; i >= c.clause; i-- {
		if s.items[i].kind == itPeriod && s.mentionUsable(i) {
			for j := i - 1; j >= c.clause; j-- {
				if s.items[j].kind == itCue {
					t := s.textOf(s.items[j].s, s.items[j].e)
					if t == "从" || t == "由" {
						return true
					}
				}
			}
			return false
		}
	}
	return false
}
