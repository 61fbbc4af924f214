// Whether a value is actual, a target or an estimate, and the words that say so.

package extract

import (
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/pipeline"
)

// told is what the words before a value say of its status.
type told struct {
	plan, est string // the word that plans or estimates, or ""
	done      bool   // the clause says that it is done
	reckoned  bool   // the estimate is a reckoning of what is over
	proposed  bool   // the sentence goes on with the plan that the one before named
	far       bool   // the word that plans stands in an earlier clause
	forecast  string // the word that makes the value a forecast of somebody, or ""
	paper     int    // the item that closes the title of the plan that announces (《…计划》提出), or 0
}

// quoted returns the closing mark of the quotation that opens at item i when it is a name of a few words
// without a number (“我要当先锋”, “‘实现新突破、我要争第一’行动”), else 0.
func (s *sent) quoted(i int) int {
	mark, inner := rune(s.items[i].i), false
	for j := i + 1; j < len(s.items) && j < i+16; j++ {
		it := s.items[j]
		switch {
		case it.kind == itQty, it.kind == itAnchor:
			return 0
		case it.mark(mark) && !inner:
			return j
		case mark == '"' && it.mark('\''):
			inner = !inner
		case it.kind == itPunct && rune(it.i) != '、':
			return 0
		}
	}
	return 0
}

// announces returns the verb with which the plan whose title closes at item i tells what it wants:
// 《…行动计划》提出. Else "".
func (s *sent) announces(i int) string {
	r := s.line.Runes
	e := s.items[i].s
	if e > 0 && r[e-1] == ')' { // 《…方案（2024—2027年）》
		for e--; e > 0 && r[e] != '('; {
			e--
		}
	}
	if _, n := papers.Backward(r, e, 0); n == 0 {
		return ""
	}
	for j := i + 1; j < len(s.items) && j < i+5; j++ {
		it := s.items[j]
		if it.kind == itPunct && rune(it.i) != ',' {
			return ""
		}
		switch w := s.textOf(it.s, it.e); w {
		case "提出", "明确", "要求", "明确提出", "确定", "规定":
			return w
		}
	}
	return ""
}

// papers holds what a title of a plan ends in, from its end.
var papers = endTrie("计划", "规划", "方案", "意见", "纲要", "措施", "目标", "决定", "任务书")

// told reads the words of status before the candidate.
func (x *Extractor) told(c *cand, sc *scope) (t told) {
	s := c.s
	goals := false                  // 主要目标是：opens a list that goes on over semicolons
	listed, carried := false, false // so does 2024年预计…
	for i := s.floor(c.item); i < c.item; i++ {
		it := s.items[i]
		if it.kind == itPunct {
			switch rune(it.i) {
			case '"', '\'':
				if j := s.quoted(i); j > 0 && j < c.item {
					i = j // words of status in a name: “我要当先锋”活动
				}
			case '》':
				if w := s.announces(i); w != "" && t.est == "" {
					t.plan, t.paper = w, i
				}
			case ';':
				switch {
				case goals:
					t.done = false
				case listed:
					t, carried = told{est: t.est}, true // 2024年预计…；…
				default:
					t = told{}
				}
			case ':':
				goals = goals || t.plan != "" && i > 0 && i < c.clause
				t.done = false
			case ',':
				t.done = false
			}
			continue
		}
		if carried && it.kind == itPeriod && s.mentionUsable(i) {
			t.est, carried, listed = "", false, false
		}
		if it.kind == itPeriod && i >= c.clause && s.mentionUsable(i) && t.plan != "" && !sc.ref.IsZero() && s.ps[it.i].Cue != period.Now &&
			s.ps[it.i].Period.End.Before(sc.ref) && !x.ahead(s, i, sc) {
			t.plan, t.est = "", ""
		}
		if it.kind != itCue {
			continue
		}
		set := x.cues.words[it.i].set
		switch {
		case set.has(cuePlan):
			if !x.plans(s, i) {
				continue
			}
			if w := s.textOf(it.s, it.e); t.est == "" || w != "将" && w != "有望" && w != "要" { // 预计…将达到
				t.plan, t.far = w, i < c.clause
			}
		case set.has(cueEst):
			if i >= c.clause && (t.plan == "将" || strings.HasPrefix(t.plan, "报告") || strings.HasPrefix(t.plan, "会议")) {
				t.plan = "" // 报告提出，2021年…预计达到
			}
			t.est = s.textOf(it.s, it.e)
			listed = listed || t.est == "预计" && s.opensWith(i, s.floor(c.item))
			t.reckoned = strings.HasSuffix(t.est, "测算") || strings.HasSuffix(t.est, "估算")
		case set.has(cueDone) || set.has(cueReach) && s.line.Runes[it.s] == '已':
			t.done = t.done || i >= c.clause
		}
	}
	if t.forecast = x.forecast(c); t.forecast != "" {
		t.plan = ""
	}
	if c.revised { // 将增长目标由5%上调至5.5%
		t.plan = ""
		if holds(s.line.Runes[:s.items[c.item].s], "目标") {
			t.plan = "目标"
		}
	}
	if t.plan == "" && t.est == "" && !t.done && (sc.goesOn && s.meanwhile(c) || sc.will && s.drives()) {
		t.plan = "将"
	}
	if t.plan == "" && t.est == "" && sc.paper.ok && s.proposes() {
		t.plan, t.proposed = "提出", true
	}
	return t
}

// ahead reports whether the period at item i is a year without a number of which its sentence plans (将…，全年…增长12%以上):
// the one that runs.
func (x *Extractor) ahead(s *sent, i int, sc *scope) bool {
	if !sc.behind(s, &s.ps[s.items[i].i]) {
		return false
	}
	if sc.will && s.drives() {
		return true
	}
	for j := i - 1; j >= 0 && !s.items[j].mark(';'); j-- {
		if it := s.items[j]; x.says(it, cuePlan) && s.is(j, "将", "要", "力争", "争取", "确保", "拟") && x.plans(s, j) {
			return true
		}
	}
	return false
}

// meanwhile reports whether the sentence goes on with what the one before planned, without a time of its own: 同时，着力提升
// …，新增….
func (s *sent) meanwhile(c *cand) bool {
	r := s.line.Runes
	if !hasAt(r, 0, "同时") && !hasAt(r, 0, "此外") && !hasAt(r, 0, "另外") {
		return false
	}
	for i := range s.items[:c.item] {
		if s.items[i].kind == itPeriod && s.mentionUsable(i) {
			return false
		}
	}
	return contains(r[:s.items[c.item].s], drives)
}

// drives reports whether the sentence opens with a verb of what is worked at, and has no subject: 加大投资力度，….
func (s *sent) drives() bool {
	k := 0
	for k < len(s.line.Runes) && s.line.Runes[k] == ' ' {
		k++
	}
	_, n := drives.Longest(s.line.Runes, k)
	return n > 0
}

// willDo reports whether the sentence, which has no number, says what its subject will work at: 某市还将全力推动项目落地.
func (s *sent) willDo() bool {
	if len(s.qs) > 0 {
		return false
	}
	r := s.line.Runes
	for k, c := range r {
		if c != '将' || s.moved(k+1) {
			continue
		}
		for e := k + 1; e < k+4 && e < len(r); e++ {
			if _, n := drives.Longest(r, e); n > 0 {
				return true
			}
		}
	}
	return false
}

// drives are verbs of what is worked at.
var drives = wordTrie("着力", "大力", "全力", "加快", "推动", "推进", "加强", "深入", "加大", "支持", "鼓励", "培育")

// opensWith reports whether item i opens its clause, or stands behind its time, and no value is told before it from item
// floor on.
func (s *sent) opensWith(i, floor int) bool {
	for j := i - 1; j >= floor; j-- {
		switch it := s.items[j]; it.kind {
		case itQty:
			return false
		case itPeriod, itPunct, itPlain:
		default:
			if j == i-1 {
				return false
			}
		}
	}
	return true
}

// proposes reports whether the sentence opens with what a plan named before says: 其中提出….
func (s *sent) proposes() bool {
	r := s.line.Runes
	k := 0
	for _, w := range [...]string{"其中", "文件", "方案", "计划", "规划", "意见", "措施"} {
		if hasAt(r, 0, w) {
			k = 2
		}
	}
	return hasAt(r, k, "提出") || hasAt(r, k, "明确") || hasAt(r, k, "要求")
}

// status decides actual, target or estimate, and the words that decided.
func (x *Extractor) status(c *cand, w when, sc *scope, t told) (pipeline.Status, string) {
	if c.goal || c.setBefore() {
		return pipeline.Target, "目标"
	}
	plan, est, done, reckoned := t.plan, t.est, t.done, t.reckoned
	if t.forecast != "" {
		return pipeline.Estimate, t.forecast
	}
	// the value's own period, where it is stated
	stated := w.source == pipeline.ByClause || w.source == pipeline.BySentence || w.source == pipeline.ByList
	past := stated && !sc.ref.IsZero() && w.m.Cue != period.Comparison && !sc.ref.Before(w.m.Period.End)
	future := !sc.ref.IsZero() && w.ok && sc.ref.Before(w.m.Period.Start) && w.m.Period.Grain != period.Day ||
		!sc.ref.IsZero() && w.ok && w.m.Period.Grain == period.MultiYear && w.m.Period.Start.Year >= sc.ref.Year && w.m.Period.End.Year > sc.ref.Year && w.m.Cue != period.YearToDate ||
		!sc.ref.IsZero() && w.m.Cue == period.AsOf && sc.ref.Before(w.m.Period.End) && w.source != pipeline.ByDocDate && (sc.dated || c.forward(w))
	if r := c.s.line.Runes; stated && plan == "" && hasAt(r, w.m.Start, "截") {
		future = false // 截至6月底, whatever the date of the text seems to be
	}
	if future && !sc.dated && sc.blur != period.Day && plan == "" && stated && !w.m.Relative && !c.forward(w) && !sc.plans() {
		future = false // a date that is guessed from the text makes no plan of it
	}
	if c.end && w.m.Period.End.Year == sc.ref.Year && plan == "" {
		future = false // 从2012年的A增长到2017年的B, told within 2017
	}
	if r := c.s.line.Runes; stated && !past && hasAt(r, w.m.Start, "年内") && plan == "" && !done {
		return pipeline.Target, "年内"
	}
	planScope := sc.plans() && !past
	if stated && w.m.Cue == period.Now || w.ended(sc) && !c.kept() {
		planScope = false
	}
	if t.far && !stated && w.ended(sc) {
		plan = "" // 积极争创…，进出口总额达到…: of years that are over
	}
	switch {
	case plan != "" && !done:
		return pipeline.Target, plan
	case est != "":
		if planScope {
			return pipeline.Target, est
		}
		if past && (reckoned || w.m.Period.End.Year < sc.ref.Year-1) {
			return pipeline.Actual, "" // 初步测算 of what is over is published
		}
		return pipeline.Estimate, est
	case sc.ref.IsZero() && stated && w.m.Cue == period.AsOf && c.forward(w),
		sc.ref.IsZero() && w.source == pipeline.ByParagraph && sc.paraGoal && !done:
		return pipeline.Target, "period"
	case done && !future:
		return pipeline.Actual, ""
	case future:
		return pipeline.Target, "period"
	case planScope:
		return pipeline.Target, "section"
	}
	if w.ok && !sc.ref.IsZero() && sc.ref.Month <= 3 && w.m.Period.Grain == period.Year && w.m.Period.End.Year == sc.ref.Year && w.m.Cue != period.YearToDate && w.m.Cue != period.Now {
		return pipeline.Target, "period"
	}
	return pipeline.Actual, ""
}

// ended reports whether the period was over at the date of the document: a section that plans speaks of it only to
// tell what was reached.
func (w when) ended(sc *scope) bool {
	return w.ok && !sc.ref.IsZero() && w.m.Cue != period.Comparison && w.m.Period.End.Before(sc.ref)
}

// kept reports whether the clause of the value says what shall be kept within it: 把涨幅控制在3.5%左右.
func (c *cand) kept() bool {
	for i := c.clause; i < c.item && c.s.items[i].kind != itQty; i++ {
		if c.s.line.Runes[c.s.items[i].s] == '把' {
			return true
		}
	}
	return false
}

// forward reports whether the period of the value is stated as a goal: 到2025年, 至2025年.
func (c *cand) forward(w when) bool {
	r := c.s.line.Runes
	if w.m.Start >= len(r) {
		return false
	}
	return r[w.m.Start] == '到' || r[w.m.Start] == '至'
}

// plans reports whether the plan word at item i plans: 目标 and 预期 do not where a result is compared
// with them (好于预期, 完成目标).
func (x *Extractor) plans(s *sent, i int) bool {
	it := s.items[i]
	t := s.textOf(it.s, it.e)
	switch t {
	case "目标", "预期", "预期目标", "目标任务", "计划":
		before := i - 1
		for before > 0 && s.items[before].kind == itPeriod { // 低于年初预期目标
			before--
		}
		if before >= 0 {
			p := s.textOf(s.items[before].s, s.items[before].e)
			if s.reachedGoal(before) {
				return false
			}
			for _, w := range [...]string{"完成", "实现", "好于", "超额完成", "符合", "高于", "低于", "优于", "达到", "超", "超过"} {
				if p == w {
					return false
				}
			}
		}
		if t == "预期" || t == "计划" {
			if i == 0 {
				return true
			}
			if i+1 < len(s.items) && s.items[i+1].mark(',') {
				return false // 实施…扩容计划，
			}
			if r := s.line.Runes; it.s > 0 && r[it.s-1] == '稳' {
				return false // 稳企业、稳预期
			}
			if s.is(i-1, "的") && i+1 < len(s.items) && s.items[i+1].kind != itPunct && s.items[i+1].kind != itQty && s.items[i+1].kind != itPeriod {
				return false // 好的预期不断释放
			}
			switch s.items[i-1].kind {
			case itNoun, itVerb, itAnchor: // 支持计划, 行动计划
				return i+1 < len(s.items) && s.items[i+1].kind == itCue && (t == "预期" || x.cues.words[s.items[i+1].i].set.has(cueUp))
			}
			return true
		}
		if i+1 < len(s.items) {
			n := s.items[i+1]
			nt := s.textOf(n.s, n.e)
			if n.mark(',') && s.behindValue(i) {
				return false // 未达100万辆目标，: the goal is behind the value
			}
			return nt == "是" || nt == "为" || nt == ":" || nt == "," || n.kind == itQty || nt == "达到" || nt == "增长" || nt == "在" || nt == "分别" || n.kind == itPeriod
		}
		return false
	case "要":
		return i+1 < len(s.items)
	case "需": // 按需生产
		return it.s == 0 || !strings.ContainsRune("按急必无内军供所刚", s.line.Runes[it.s-1])
	case "将": // 将创新置于核心位置
		return !s.moved(it.e)
	}
	return true
}

// moved reports whether 将, which ends at rune at, only marks what is moved: a verb of putting follows.
func (s *sent) moved(at int) bool {
	r := s.line.Runes
	for k := at; k < len(r) && k < at+12 && r[k] != ',' && r[k] != ';'; k++ {
		for _, w := range [...]string{"置于", "摆在", "放在", "作为", "纳入", "贯穿", "视为", "并入", "归并", "归入", "合并", "划入", "划归", "计入", "列入", "看作", "列为", "分为"} {
			if hasAt(r, k, w) {
				return true
			}
		}
	}
	return false
}

// reachedGoal reports whether a verb of completion stands in the same stretch before item i: 全面实现年初确定的主要目标.
func (s *sent) reachedGoal(i int) bool {
	for j := i; j >= 0 && j > i-7 && s.items[j].kind != itPunct; j-- {
		switch s.textOf(s.items[j].s, s.items[j].e) {
		case "实现":
			if j > 0 {
				switch s.textOf(s.items[j-1].s, s.items[j-1].e) {
				case "全面", "圆满", "如期", "顺利", "胜利":
					return true
				}
			}
		case "完成", "全面完成", "超额完成", "圆满完成", "顺利完成", "全面实现", "如期实现", "圆满实现", "胜利完成":
			return true
		}
	}
	return false
}

// behindValue reports whether nothing but 左右, 以上 and 的 stands between item i and a quantity before it.
func (s *sent) behindValue(i int) bool {
	for j := i - 1; j >= 0 && s.items[j].kind == itCue; j-- {
		i = j
	}
	return i > 0 && s.items[i-1].kind == itQty
}

// already reports whether the clause says that the value was reached: 已有, 已建成.
func (x *Extractor) already(c *cand) bool {
	for i := c.clause; i < c.item; i++ {
		it := c.s.items[i]
		if x.says(it, cueDone) || c.s.line.Runes[it.s] == '已' {
			return true
		}
	}
	return false
}
