// The region of a value: the nearest one that the text states for it, and the code of its name there.

package extract

import (
	"strings"

	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// noRegion is why a value of a text that names its own region nowhere (全省, 某市) is left out.
const noRegion = "the text does not say of which region it speaks"

// findRegion looks for the region of the candidate. An empty code with source none means that the
// value belongs to a place without a code or abroad, or that the name is ambiguous: why says so.
func (x *Extractor) findRegion(c *cand, sc *scope) (w where, why string) {
	s := c.s
	if c.b.place >= 0 {
		return x.resolve(&s.gs[c.b.place], sc, pipeline.ByList)
	}
	if strings.HasPrefix(c.b.text, "全国") {
		return where{"100000", pipeline.ByClause}, ""
	}
	if x.ofKind(c) {
		return where{"", pipeline.ByNone}, "the value is the total of regions of a kind"
	}
	// in the clause: the nearest place before the name, or before the value
	at := c.item
	for i := c.item - 1; i >= c.clause; i-- {
		if s.items[i].kind == itAnchor && s.items[i].s == c.b.s {
			at = i
			break
		}
	}
	near := func(from, to int) *place.Mention {
		for i := from; i >= to; i-- {
			if s.items[i].kind != itPlace {
				continue
			}
			g := &s.gs[s.items[i].i]
			if g.Level == place.Country && !sc.national() && i > 0 && s.is(i-1, "成为") {
				continue // 成为全国…的唯一省份
			}
			if (g.Level == place.World || g.Level == place.Country && !sc.national()) && s.ofOther(i, c.item, to) {
				continue
			}
			if g.Level == place.World && i+1 < len(s.items) && s.items[i+1].kind == itQty && s.qs[s.items[i+1].i].Kind == quantity.Percent {
				continue // 我国让世界五分之一的人口…
			}
			if c.measure == pipeline.Share && c.b.why == "value_before_name" && i == c.item-1 {
				continue // 全球60%以上的5G基站: the whole
			}
			if g.Benchmark || g.Kind == place.Issuer || x.source(s, i) || i > 0 && x.says(s.items[i-1], cueShare) || s.inQuotes(i) || s.oneOf(i, c.item) {
				continue
			}
			at = i
			return g
		}
		return nil
	}
	// what the clause around item at says with g
	told := func(g *place.Mention, src pipeline.Scope) (where, string) {
		if others(s.line.Runes, g.End) {
			return where{"", pipeline.ByNone}, "the value is of a part of the region"
		}
		if g.Kind == place.Own {
			if own := x.ownBeside(s, at, g.Level, sc); own != "" {
				return where{own, src}, ""
			}
			if own := x.ownOfIssuer(s, c.item, g.Level); own != "" {
				return where{own, pipeline.ByIssuer}, "" // 武汉市统计局数据，全市…
			}
		}
		return x.resolve(g, sc, src)
	}
	if g := near(at-1, c.clause); g != nil {
		return told(g, pipeline.ByClause)
	}
	if g := c.bearer(); g != nil {
		return told(g, pipeline.ByClause) // 某市以12.9%的增速成为GDP增长最快的市
	}
	if c.b.why == "value_before_name" {
		for i := c.item; i < len(s.items) && s.items[i].kind != itPunct; i++ {
			if s.items[i].kind == itPlace && s.items[i].s < c.b.s {
				g := &s.gs[s.items[i].i]
				if !g.Benchmark && g.Kind != place.Issuer {
					return x.resolve(g, sc, pipeline.ByClause)
				}
			}
		}
	}
	// in the clause of the name that a bare clause continues, or in one that took it up in between
	if c.bare() && c.b.s >= 0 {
		for i := c.clause - 1; i >= 0; i-- {
			if it := s.items[i]; it.mark(';') {
				break
			} else if it.kind == itPlace && it.s > c.b.s && ranks(&s.gs[it.i]) && !x.source(s, i) && leads(s, i, x) && x.carries(s, i, sc) {
				break // the search below finds it
			} else if it.kind != itAnchor || it.s != c.b.s {
				continue
			}
			if g := near(i-1, s.clauseOf(i)); g != nil {
				return told(g, pipeline.BySentence)
			}
			break
		}
	}
	// earlier in the sentence: a place that leads a clause
	national := strings.HasPrefix(c.b.text, "国内") || strings.HasPrefix(c.b.text, "全国")
	parted := false
	for i, floor := c.clause-1, s.floor(c.item); i >= floor; i-- {
		if s.items[i].mark(';') {
			parted = true
		}
		if s.items[i].kind != itPlace {
			continue
		}
		g := &s.gs[s.items[i].i]
		if national && g.Kind == place.Issuer && len(g.Codes) == 1 && g.Codes[0] == "100000" {
			return where{"100000", pipeline.ByIssuer}, "" // 某省增速快于全国，国家统计局数据显示，国内生产总值…
		}
		if !parted && s.hidden(g) {
			return where{"", pipeline.ByNone}, "the value is of a region that the text does not name"
		}
		if g.Benchmark || g.Kind == place.Issuer || x.source(s, i) || !leads(s, i, x) || !x.carries(s, i, sc) {
			continue
		}
		if g.Kind == place.Foreign && !leads(s, s.listHead(i), x) {
			continue // 开拓东盟、中东、非洲等市场
		}
		if (x.inner(g, sc) || g.Kind == place.Uncoded && !sc.national()) && (parted || !c.bare() && !opens(s, i) && !x.tops(s, i, sc) && !x.ordered(s, i)) {
			continue
		}
		if i >= 2 && s.items[i-2].kind == itPlace && listMark(s, i-1) {
			return where{"", pipeline.ByNone}, "the sentence speaks of several regions"
		}
		return x.resolve(g, sc, pipeline.BySentence)
	}
	// the issuer that the sentence names: 国家统计局数据显示
	for i := c.item - 1; i >= 0 && !sc.apart; i-- {
		if it := s.items[i]; it.kind == itPlace {
			if g := &s.gs[it.i]; g.Kind == place.Issuer && len(g.Codes) == 1 {
				if sc.national() || national && g.Codes[0] == "100000" || g.Codes[0] != "100000" && x.gaz.Within(g.Codes[0], sc.doc.code) {
					return where{g.Codes[0], pipeline.ByIssuer}, ""
				}
			}
		}
	}
	if x.several(c) {
		return where{"", pipeline.ByNone}, "the value is of each of several places"
	}
	if sc.paraReg.code != "" {
		return sc.paraReg, ""
	}
	if sc.headReg.code != "" {
		return sc.headReg, ""
	}
	if sc.doc.code == "" {
		return sc.doc, noRegion
	}
	return sc.doc, ""
}

// ofOther reports whether the place at item i belongs to a member of a list that has a value of its own, and not to that whose
// value stands at item to: 10家在全国有影响力的企业、100家|“专精特新”企业.
func (s *sent) ofOther(i, to, from int) bool {
	valued, parted := false, false
	for j := i - 1; j >= from; j-- {
		valued = valued || s.items[j].kind == itQty
	}
	for j := i + 1; j < to; j++ {
		parted = parted || s.items[j].mark('、')
	}
	return valued && parted
}

// listHead is the first place of the list that the place at item i ends.
func (s *sent) listHead(i int) int {
	for i >= 2 && s.items[i-2].kind == itPlace && listMark(s, i-1) {
		i -= 2
	}
	return i
}

// hidden reports whether g is a region whose name the text keeps back: 某县级市.
func (s *sent) hidden(g *place.Mention) bool {
	return g.Kind == place.Uncoded && s.line.Runes[g.Start] == '某'
}

// bearer is the region that stands before the value with 以 between them (某市以12.9%的增速), or nil.
func (c *cand) bearer() *place.Mention {
	s := c.s
	i := c.item - 1
	if i > 0 && s.is(i, "以") && s.items[i-1].kind == itPlace {
		if g := &s.gs[s.items[i-1].i]; regional(g) && g.Kind == place.Named {
			return g
		}
	}
	return nil
}

// ownOfIssuer is the region of the given level of the office that the sentence names before item i, or "".
func (x *Extractor) ownOfIssuer(s *sent, i int, level place.Level) string {
	for i--; i >= 0; i-- {
		if it := s.items[i]; it.kind == itPlace {
			if g := &s.gs[it.i]; g.Kind == place.Issuer && len(g.Codes) == 1 && g.Codes[0] != "100000" {
				return x.gaz.Own(g.Codes[0], level)
			}
		}
	}
	return ""
}

// regional reports whether g names one region below the country, or its office.
func regional(g *place.Mention) bool {
	return (g.Kind == place.Named || g.Kind == place.Issuer) && !g.Benchmark && len(g.Codes) == 1 && g.Level >= place.Province && g.Level <= place.County
}

// others reports whether the region that ends at rune e is spoken of without those named before: 西部其他地区.
func others(r []rune, e int) bool {
	return hasAt(r, e, "其他地") || hasAt(r, e, "其余地") || hasAt(r, e, "其他省") || hasAt(r, e, "其余省") || hasAt(r, e, "其他市") || hasAt(r, e, "其余市") || hasAt(r, e, "其他县") || hasAt(r, e, "其余县")
}

// ordered reports whether the clause of the place at item i gives it a place in an order and names no metric: what
// follows is told of it (芜湖排在第二位，经济总量达到…).
func (x *Extractor) ordered(s *sent, i int) bool {
	said := false
	for _, it := range s.items[i+1:] {
		switch {
		case it.kind == itPunct:
			return said && it.mark(',')
		case it.kind == itAnchor:
			return false
		case it.kind == itCue:
			said = said || x.placing(s, it)
		}
	}
	return false
}

func (c *cand) bare() bool {
	for _, f := range c.infer {
		if f == "metric_from_clause_before" {
			return true
		}
	}
	return false
}

// namesake is the code of a province's short name, or of the prefecture within the document's province that is
// called the same: 海南 in a report of 青海 is 海南藏族自治州.
func (x *Extractor) namesake(g *place.Mention, sc *scope) string {
	code := g.Codes[0]
	if g.Level != place.Province || g.End-g.Start > 2 || sc.national() || code == sc.doc.code || x.gaz.Within(code, sc.doc.code) || x.gaz.Within(sc.doc.code, code) {
		return code
	}
	for _, other := range x.namesakes[code] {
		if x.gaz.Within(other, sc.doc.code) {
			return other
		}
	}
	return code
}

func namesakes(g *place.Gazetteer) map[string][]string {
	of := map[string][]string{}
	for _, r := range g.Regions() {
		u, _ := g.Lookup(r.Code)
		short := []rune(u.Name)
		if u.Level != place.Province || of[r.Code] != nil || len(short) < 2 {
			continue
		}
		for _, end := range [...]string{"州", "市", "地区"} {
			for _, other := range g.ByName(string(short[:2]) + end) {
				if other != r.Code {
					of[r.Code] = append(of[r.Code], other)
				}
			}
		}
	}
	return of
}

// resolve turns a mention into a code.
func (x *Extractor) resolve(g *place.Mention, sc *scope, src pipeline.Scope) (where, string) {
	switch g.Kind {
	case place.Foreign:
		return where{"", pipeline.ByNone}, "the value is of a foreign country"
	case place.Uncoded:
		return where{"", pipeline.ByNone}, "the value is of a region without a code"
	case place.Own:
		code := sc.doc.code
		if sc.national() {
			if sc.paraReg.code != "" {
				code = sc.paraReg.code
			} else if sc.headReg.code != "" {
				code = sc.headReg.code
			}
		}
		own := ""
		if sc.named != "" && (code == "100000" || code == "" || x.gaz.Within(sc.named, code)) {
			own = x.gaz.Own(sc.named, g.Level) // 苏州市统计局数据，全市…
		}
		if own == "" {
			own = x.gaz.Own(code, g.Level)
		}
		if own == "" {
			own = x.gaz.Own(sc.named, g.Level)
		}
		if own == "" {
			return where{"", pipeline.ByNone}, "the text does not say of which region it speaks as its own"
		}
		return where{own, src}, ""
	}
	switch len(g.Codes) {
	case 0:
		return where{"", pipeline.ByNone}, "the value is of a region without a code"
	case 1:
		return where{x.namesake(g, sc), src}, ""
	}
	for _, parent := range [...]string{sc.doc.code, sc.paraReg.code, sc.headReg.code} {
		if parent == "" || parent == "100000" {
			continue
		}
		hit, n := "", 0
		for _, code := range g.Codes {
			if x.gaz.Within(code, parent) {
				hit = code
				n++
			}
		}
		if n == 1 {
			return where{hit, src}, ""
		}
		if n > 1 {
			break
		}
	}
	return where{"", pipeline.ByNone}, "the name fits several regions"
}
