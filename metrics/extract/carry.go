// How far a region reaches that a text names: for its own clause, for the sentence, for the paragraph, or not at all.

package extract

import (
	"strings"

	"zhibiao/metrics/place"
)

// opens reports whether the place at item i opens the sentence.
func opens(s *sent, i int) bool {
	if s.subject(i) {
		return true
	}
	for j := 0; j < i; j++ {
		if s.items[j].kind == itNoun || s.items[j].kind == itAnchor || s.items[j].kind == itQty || s.items[j].kind == itVerb {
			return false
		}
	}
	return true
}

// inner reports whether the place lies inside the document's own region: a city in a provincial
// report speaks for its own clause only.
func (x *Extractor) inner(g *place.Mention, sc *scope) bool {
	if sc.national() || len(g.Codes) == 0 {
		return false
	}
	code, level := g.Codes[0], g.Level
	if own := x.namesake(g, sc); own != code {
		code, level = own, place.Prefecture
	}
	return code != sc.doc.code && (level == place.Prefecture || level == place.County)
}

// source reports whether the place at item i is part of where a message comes from: 在北京召开, 在北京发布, 新华社拉萨5月17日电.
func (x *Extractor) source(s *sent, i int) bool {
	e := s.items[i].e
	r := s.line.Runes
	for _, w := range [...]string{"召开", "举行", "举办", "考察", "调研", "启动", "开幕", "闭幕", "开工", "揭幕", "揭牌", "揭晓", "落幕", "奠基"} {
		if hasAt(r, e, w) {
			return true
		}
	}
	if i > 0 && s.is(i-1, "在") && (hasAt(r, e, "发布") || hasAt(r, e, "公布") || hasAt(r, e, "宣布") || hasAt(r, e, "成立")) {
		return true
	}
	for k := e; k < len(r) && k < e+8; k++ {
		switch r[k] {
		case ',', '、', '。':
			return false
		case '电':
			if k+1 < len(r) && (r[k+1] == '(' || r[k+1] == ',' || r[k+1] == ' ' || r[k+1] == ':') {
				return true
			}
		}
	}
	return false
}

// subject reports whether the place at item i is what its clause is about, whatever describes it: 中心城市徐州是…,
// 排在末位的连云港….
func (s *sent) subject(i int) bool {
	after := i+1 == len(s.items) || s.items[i+1].kind == itPunct
	if i > 0 && after && s.is(i-1, "是") {
		return true // 最多的是四川省，
	}
	return i+1 < len(s.items) && s.is(i+1, "是") || i > 0 && s.items[i-1].kind == itCue && s.is(i-1, "的")
}

// leads reports whether the place at item i opens its clause (在山东, 2019年深圳…), or is said to be something
// (中心城市徐州是…).
func leads(s *sent, i int, x *Extractor) bool {
	if s.subject(i) {
		return true
	}
	for j := i - 1; j >= 0; j-- {
		it := s.items[j]
		switch it.kind {
		case itPunct:
			return rune(it.i) != '、' || j == 0 || s.items[j-1].kind == itPlace || s.items[j-1].kind == itPunct // not 某水电站、广东某风电场
		case itPeriod, itPlain, itPlace:
			continue
		case itNoun:
			if s.is(j, "报告期", "报告期内", "报告", "期内") {
				continue
			}
			return false
		case itCue:
			set := x.cues.words[it.i].set
			if set.has(cueAmong) || set.has(cueLead) {
				continue
			}
			return false
		default:
			return false
		}
	}
	return true
}

func listMark(s *sent, i int) bool {
	return s.is(i, "、", "和", "与", "及", "以及")
}

// carries reports whether the region at item i can hold beyond its clause: an aggregate or the world
// only where the text says in it (在京津冀, 全球，), the country not where it is a stage (率先在全国).
func (x *Extractor) carries(s *sent, i int, sc *scope) bool {
	g := &s.gs[s.items[i].i]
	if i > 0 && s.items[i-1].mark('"') || s.inQuotes(i) || x.modifies(s, i, sc) {
		return false
	}
	in := i > 0 && s.is(i-1, "在")
	comma := i+1 < len(s.items) && s.items[i+1].mark(',')
	switch g.Level {
	case place.Aggregate:
		return comma || s.topical(i)
	case place.World:
		return comma
	case place.Country:
		return !in || comma
	}
	return true
}

// topical reports whether the sentence only says, without a value, how a metric of the place at item i went: 西部地区
// 2004年的固定资产投资保持较高增速。
func (s *sent) topical(i int) bool {
	if len(s.qs) > 0 || i+1 == len(s.items) || s.items[i+1].kind != itPeriod && s.items[i+1].kind != itAnchor {
		return false
	}
	for _, it := range s.items[i+1:] {
		switch it.kind {
		case itPunct, itPlace:
			return false
		case itAnchor:
			return true
		}
	}
	return false
}

// inQuotes reports whether the place at item i stands within a name in quotes (“2023年某市重点行动”发布会), which is
// short and tells no value.
func (s *sent) inQuotes(i int) bool {
	open := -1
	for j := 0; j < i; j++ {
		if s.items[j].mark('"') {
			if open >= 0 {
				open = -1
			} else {
				open = j
			}
		}
	}
	if open < 0 {
		return false
	}
	for _, it := range s.items[open+1:] {
		switch {
		case it.mark('"'):
			return true
		case it.kind == itAnchor, it.mark(','), it.mark(';'), it.mark(':'):
			return false
		}
	}
	return false
}

// modifies reports whether a region only describes a thing (台湾直飞包机 in the report of a district, 西安国家版本馆、… in
// that of a province): it is no subject, and what follows is not about it.
func (x *Extractor) modifies(s *sent, i int, sc *scope) bool {
	g := &s.gs[s.items[i].i]
	if sc.national() || strings.HasPrefix(sc.doc.code, "CN-") || sc.homed != "" || g.Kind != place.Named || i+1 == len(s.items) {
		return false
	}
	if !regional(g) {
		return s.is(i, "中国") && s.items[i+1].kind == itNoun && s.items[i+1].s == s.items[i].e // 中国某某所整体迁入
	}
	j := i + 1
	for j < len(s.items) && s.items[j].kind == itNoun && s.items[j].s == s.items[j-1].e {
		j++
	}
	if j > i+1 && j < len(s.items) && s.items[j].mark('、') && x.inner(g, sc) {
		return true // 西安国家版本馆、…投入使用
	}
	if code := x.namesake(g, sc); x.gaz.Within(code, sc.doc.code) || x.gaz.Within(sc.doc.code, code) {
		return false
	}
	switch s.items[i+1].kind {
	case itName:
		return s.items[i+1].s == s.items[i].e && s.line.Runes[s.items[i].e] != '第' // 山东第三，…
	case itNoun, itVerb, itAdj:
		return s.items[i+1].s == s.items[i].e
	}
	return false
}

// oneOf reports whether the place at item i is that of a number of things of which the clause is about one
// (我国九大基地之一——…): its value is not that of the place.
func (s *sent) oneOf(i, to int) bool {
	for j := i + 1; j < to; j++ {
		if s.is(j, "之一") {
			return true
		}
		if s.items[j].kind == itQty && s.items[j].s > s.items[i].e+12 {
			return false
		}
	}
	return strings.Contains(s.textOf(s.items[i].e, s.items[to].s), "之一—")
}

// tops reports whether the place at item i of a sentence of the news is what its clauses are about: the name of a
// unit that opens a clause. In a report on all the units of a region it would hold for its own clause only.
func (x *Extractor) tops(s *sent, i int, sc *scope) bool {
	g := &s.gs[s.items[i].i]
	if !sc.news || g.Kind != place.Named || !leads(s, i, x) || i > 0 && x.says(s.items[i-1], cueAmong) {
		return false
	}
	switch s.line.Runes[g.End-1] {
	case '市', '县', '区', '旗', '州', '盟':
		return g.End-g.Start > 2 && i+1 < len(s.items) && s.items[i+1].kind != itPunct
	}
	return false
}

// ownBeside is the region that an own word of the given level at item i takes from a name before it in its clause
// (苏州市上半年全市实现…, in a text on one of its counties), or "".
func (x *Extractor) ownBeside(s *sent, i int, level place.Level, sc *scope) string {
	for j := i - 1; j >= 0 && s.items[j].kind != itPunct; j-- {
		if s.items[j].kind != itPlace {
			continue
		}
		g := &s.gs[s.items[j].i]
		if !regional(g) || g.Kind != place.Named || !leads(s, j, x) {
			continue
		}
		if code := g.Codes[0]; (code == sc.doc.code || !x.gaz.Within(code, sc.doc.code)) && x.gaz.Own(code, level) == code {
			return code
		}
	}
	return ""
}

// speaker is the region whose head or office says what the sentence tells (某区区长…表示，), or "".
func (s *sent) speaker() string {
	if len(s.gs) == 0 {
		return ""
	}
	for _, it := range s.items {
		if it.kind != itPlace {
			continue
		}
		if g := &s.gs[it.i]; (g.Kind == place.Named || g.Kind == place.Issuer) && !g.Benchmark && len(g.Codes) == 1 && g.Level >= place.Province && g.Level <= place.County && says(s.line.Runes, it.e) {
			return g.Codes[0]
		}
	}
	return ""
}

// says reports whether the title of an office stands at i and its holder speaks: 区长刘某表示，.
func says(r []rune, i int) bool {
	office := false
	for k := i; k < len(r) && k < i+20; k++ {
		if r[k] == ',' || r[k] == ':' || r[k] == '。' {
			return office && saying(r[:k])
		}
		office = office || k < i+8 && officeAt(r, k)
	}
	return false
}

func officeAt(r []rune, k int) bool {
	if k+1 >= len(r) || r[k+1] != '长' && r[k+1] != '记' && r[k+1] != '席' {
		return false
	}
	for _, w := range [...]string{"省长", "市长", "区长", "县长", "州长", "盟长", "旗长", "书记", "主席"} {
		if hasAt(r, k, w) {
			return true
		}
	}
	return false
}

func saying(r []rune) bool {
	for _, w := range [...]string{"表示", "介绍", "介绍说", "透露", "指出", "称", "说"} {
		if n := len([]rune(w)); len(r) >= n && hasAt(r, len(r)-n, w) {
			return true
		}
	}
	return false
}

// several reports whether the value holds for each of several places or units that the clause or the one before has
// for a subject: 排名前十的城市，…都超过了1000亿元.
func (x *Extractor) several(c *cand) bool {
	s := c.s
	all, from := false, max(c.clause-1, 0)
	for i := c.clause; i < c.item; i++ {
		all = all || x.says(s.items[i], cueAll)
	}
	for from > 0 && s.items[from-1].kind != itPunct {
		from--
	}
	if !all {
		return false
	}
	for i := from; i < c.item && s.items[i].s < c.b.s; i++ {
		if it := s.items[i]; it.kind == itNoun {
			if _, n := x.scopes.unitTrie.Backward(s.line.Runes, it.e, it.s); n > 0 {
				return true
			}
		}
	}
	return false
}

// ofKind reports whether the value is the total of regions of a kind that its clause, or the one before whose subject it
// goes on with, is about: “千亿县”总数达54个，完成GDP8.6万亿元.
func (x *Extractor) ofKind(c *cand) bool {
	s := c.s
	for a, n := c.clause, 0; n < 4; n++ {
		if x.kindLeads(s, a) {
			return true
		}
		if a == 0 || !s.items[a-1].mark(',') || !x.says(s.items[a], cueReach) && !x.says(s.items[a], cueShare) {
			return false
		}
		a = s.clauseOf(a - 1)
	}
	return false
}

// kindLeads reports whether the clause that begins at item a has regions of a kind for its subject.
func (x *Extractor) kindLeads(s *sent, a int) bool {
	for i := a; i < len(s.items); i++ {
		it := s.items[i]
		if _, n := x.scopes.classTrie.Longest(s.line.Runes, it.s); n > 0 {
			return true
		}
		switch it.kind {
		case itPeriod, itPlain:
		case itPunct:
			if !it.mark('"') {
				return false
			}
		case itCue:
			if !x.says(it, cueLead) && !x.cues.words[it.i].set.glue() {
				return false
			}
		case itPlace:
			if s.gs[it.i].Level != place.Country {
				return false
			}
		default:
			return false
		}
	}
	return false
}
