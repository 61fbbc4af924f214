// Goals that a result is compared with: 高于6%以上的预期目标.

package extract

import (
	"strings"

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
		} else if strings.HasSuffix(t, "目标") || strings.HasSuffix(t, "目标任务") || t == "目标值" {
			return true
		}
	}
	return false
}

// task reports whether the thing at item i is one to be done in a year: 25万个基站的全年建设任务.
func (k *linker) task(i, b int) bool {
	for j := i + 1; j < b && j < i+6 && k.s.items[j].kind != itQty; j++ {
		if k.s.is(j, "任务", "建设任务", "目标任务") {
			return true
		}
	}
	return false
}

// planned reports whether the words before the quantity at item i call it a plan made before (年初计划的12万个,
// 年初提出的100万辆).
func (k *linker) planned(i int) bool {
	if i < 2 || !k.s.is(i-1, "的") {
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

// setAsGoal reports whether the clause, whose items begin at a, compares a result with the quantity at item i as what
// somebody or a plan has set: 超过3月份“两会”定下的全年5%左右的增长目标, 仍未达到中长期规划2020年2.5%的目标值.
func (k *linker) setAsGoal(i, a int) bool {
	j := i - 1
	for j > a && (k.s.items[j].kind == itPeriod || k.s.is(j, "全年")) {
		j--
	}
	if j <= a {
		return false
	}
	if k.s.is(j, "的") {
		if j--; !k.s.is(j, "定下", "确定", "提出", "设定", "制定", "下达", "预定") {
			return false
		}
	} else if t := k.s.textOf(k.s.items[j].s, k.s.items[j].e); !strings.HasSuffix(t, "规划") && !strings.HasSuffix(t, "纲要") && !strings.HasSuffix(t, "计划") {
		return false
	}
	before := k.s.textOf(k.s.items[a].s, k.s.items[j].s)
	for _, w := range [...]string{"超过", "高于", "低于", "快于", "优于", "好于", "不及", "未达到", "未能达到", "没有达到", "未完成"} {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

// setBefore reports whether the clause says that the value is one of the goals set before (没有实现年初确定的用水量降低
// 3%左右、排放减少2%的目标).
func (c *cand) setBefore() bool {
	s := c.s
	from := c.clause
	for ; from+2 < c.item; from++ {
		if s.is(from, "年初") && s.is(from+2, "的") && s.is(from+1, "确定", "提出", "设定", "制定", "预定") {
			break
		}
	}
	if from+2 >= c.item {
		return false
	}
	for i := c.item + 1; i < len(s.items) && !s.items[i].mark(',') && !s.items[i].mark(';'); i++ {
		if s.is(i, "目标") && s.is(i-1, "的") {
			return true
		}
	}
	return false
}

// pursued reports whether the clause works towards the value: 紧盯粮食产量1.4万亿斤左右的目标.
func (c *cand) pursued() bool {
	r := c.s.line.Runes
	k := c.s.items[c.item].e
	for _, w := range [...]string{"左右", "以上", "以内"} {
		if hasAt(r, k, w) {
			k += 2
		}
	}
	if hasAt(r, k, "的") {
		k++
	}
	if hasAt(r, k, "预期") || hasAt(r, k, "增长") {
		k += 2
	}
	if !hasAt(r, k, "目标") {
		return false
	}
	for i := c.item - 1; i >= c.clause; i-- {
		if hasAt(r, c.s.items[i].s, "为实现") {
			return true
		}
		switch c.s.textOf(c.s.items[i].s, c.s.items[i].e) {
		case "紧盯", "盯紧", "瞄准", "锚定", "围绕", "紧扣", "朝着", "对标", "向着":
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

// quotedGoal reports whether the name at item i opens a goal in quotes: 高于“十四五”规划“研发经费年均增长7%以上”的目标.
func (k *linker) quotedGoal(i, b int) bool {
	items := k.s.items
	if i == 0 || items[i-1].kind != itPunct || rune(items[i-1].i) != '"' {
		return false
	}
	j := k.nextQty(i, b)
	for j++; j > 0 && j < b && items[j].kind != itQty; j++ {
		if it := items[j]; it.mark('"') {
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
