// Flows and the days, publications and criteria that stand around them.

package extract

import (
	"zhibiao/metrics/period"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// onDay reports whether w is a single day and the candidate what is counted over months or years: the day is that of a
// publication or an event.
func (c *cand) onDay(w when) bool {
	p := &w.m.Period
	return c.b.rule.Kind == rule.Flow && c.measure != pipeline.Increment && p.Grain == period.Day && p.Start == p.End && w.m.Cue == period.During
}

// published is the period of what the sentence says was published on the day at item i, or that came out with it
// (8月4日，统计局公布2023年上半年经济数据，…), or -1.
func (s *sent) published(i int) int {
	r := s.line.Runes
	said, at := false, s.items[i].e
	for j := i + 1; j < len(s.items); j++ {
		it := s.items[j]
		for ; at < it.s; at++ {
			said = said || publishes(r, at)
		}
		switch it.kind {
		case itQty:
			return -1
		case itPeriod:
			if g := s.ps[it.i].Period.Grain; said && g != period.Day && s.mentionUsable(j) && s.ps[it.i].Cue == period.During {
				return j
			}
		}
	}
	return -1
}

// publishes reports whether a verb of publishing stands at rune at.
func publishes(r []rune, at int) bool {
	switch r[at] {
	case '公', '发', '通', '披', '对':
		return hasAt(r, at, "公布") || hasAt(r, at, "发布") || hasAt(r, at, "通报") || hasAt(r, at, "披露") || hasAt(r, at, "对外公开")
	}
	return false
}

// criteria holds what one must meet to be among some, from its end.
var criteria = endTrie("入选条件", "入选标准", "入围条件", "入围标准", "申报条件", "申报要求", "申报标准", "认定条件",
	"认定标准", "评选条件", "评选标准", "准入条件", "创建标准", "基本条件", "上榜条件", "上榜标准")

// criterion reports whether the candidate is what is asked of those that shall be admitted: 设置门槛，即GDP≥600亿元.
func (s *sent) criterion(c *cand) bool {
	r := s.line.Runes
	for k := s.items[c.item].s - 1; k > 0; k-- {
		switch r[k] {
		case ';':
			return false
		case '槛', '件', '准', '求':
			if r[k] == '槛' && r[k-1] != '门' {
				continue
			}
			if _, n := criteria.Backward(r, k+1, 0); r[k] != '槛' && n == 0 {
				continue
			}
			for e := k + 1; e < k+4 && e < len(r); e++ {
				switch r[e] {
				case '即', '为', '是', ':', '包':
					return true
				}
			}
		}
	}
	return false
}

// aside reports whether the month m at item i is only that of a change against the month before (从环比看，7月份…下降0.02%),
// or of something that no rule knows, told beside the months up to it: what follows is of those.
func (sc *scope) aside(s *sent, i int, m period.Mention) bool {
	if sc.main.ok && since(s, i) && m.Period.Start.Month > 1 && m.Period.Start.Year == sc.main.m.Period.End.Year {
		return true // 5月以来 in a text on the first three quarters
	}
	if m.Period.Grain != period.Month || m.Cue != period.During || m.Period.Start.Month == 1 {
		return false
	}
	upTo := func(o *when) bool {
		return o.ok && o.m.Period.End == m.Period.End && o.m.Period.Start.Month == 1 && o.m.Period.Start.Year == m.Period.End.Year
	}
	if !upTo(&sc.para) && !upTo(&sc.run) && !upTo(&sc.main) {
		return false
	}
	r := s.line.Runes
	if len(s.names) == 0 && upTo(&sc.main) {
		return true // 9月份家电销售额…, in a text on the first three quarters
	}
	for k := 0; k < len(r) && k < s.items[i].e+20; k++ {
		if hasAt(r, k, "同比") {
			return false
		}
		if hasAt(r, k, "环比") {
			return true
		}
	}
	return false
}

// captions reports whether the sentence is one of the first of a text, and like a title: 上半年全市经济运行情况分析.
func (s *sent) captions() bool {
	r := s.line.Runes
	if s.block > 3 || len(r) < 8 || len(r) > 32 {
		return false
	}
	for _, w := range [...]string{"分析", "情况", "运行", "综述", "简析", "解读", "数据", "简况", "概况"} {
		if endsIn(r, w) {
			return true
		}
	}
	return false
}

// partOf reports whether p is a part of a year that begins with it: 上半年, 前三季度, 1—7月.
func partOf(p *period.Period) bool {
	switch p.Grain {
	case period.Half, period.Quarter, period.Span:
		return p.Start.Year == p.End.Year && p.End.Month < 12 && p.Start.Month == 1 && p.Start.Day == 1
	}
	return false
}

// part is the part of a year with which a sentence like a title opens.
func (w *walk) part(s *sent) (a when) {
	for i, it := range s.items {
		if it.kind != itPeriod || !s.mentionUsable(i) || s.ps[it.i].Cue != period.During {
			continue
		}
		if m := w.x.withYear(s, it.i, &w.sc); partOf(&m.Period) {
			return when{m, pipeline.ByHeading, true}
		}
	}
	return a
}

// accounts reports whether the sentence is one of the first of a text, short, and says that the text is on how the economy
// goes: 某市经济运行开局良好.
func (s *sent) accounts() bool {
	return s.block <= 3 && len(s.line.Runes) <= 32 && (holds(s.line.Runes, "经济运行") || holds(s.line.Runes, "经济形势"))
}

// leadPart is the part of a year that opens the sentence with the first values of a text on the economy.
func (w *walk) leadPart(s *sent) (a when) {
	for i, it := range s.items {
		switch it.kind {
		case itPeriod:
			if leadsTime(s, i) && s.mentionUsable(i) && s.ps[it.i].Cue == period.During {
				return w.part(s)
			}
			return a
		case itQty, itAnchor:
			return a
		}
	}
	return a
}

// together reports whether the candidate is one of several ranks from which as many subjects rose together to one:
// 汽车、家电产量从第8位、第4位双双跃居第1位.
func (s *sent) together(c *cand) bool {
	if c.measure != pipeline.Rank {
		return false
	}
	i := c.item
	before := i > 1 && s.items[i-1].mark('、') && s.items[i-2].kind == itQty
	after := i+2 < len(s.items) && s.items[i+1].mark('、') && s.items[i+2].kind == itQty
	if !before && !after {
		return false
	}
	r := s.line.Runes
	for k := s.items[i].e; k < len(r) && k < s.items[i].e+16 && r[k] != ','; k++ {
		if r[k] == '双' && hasAt(r, k, "双双") {
			return true
		}
	}
	return false
}
