// What makes a name that of a part of its metric, so that the value is not the metric's.

package extract

import (
	"strings"

	"zhibiao/metrics/rule"
)

// partName says why a name with other words before it does not stand for its metric.
const partName = "part of the metric"

// otherThing says why a name with other words behind it does not stand for its metric.
const otherThing = "another thing than the metric"

// leftOK judges the words before the name at item i: whether it stands for the metric as a whole.
func (k *linker) leftOK(i, a int) (ok bool, doubt float64, why string) {
	s := k.s
	an := &s.as[s.items[i].i]
	e := &k.x.entries[an.entry]
	c := e.rules[0]
	r := s.line.Runes
	pos := an.s
	verb := false
	for {
		n := c.mods.longest(r, pos, 0)
		if n == 0 && pos > 0 && r[pos-1] == '"' {
			if n = c.mods.longest(r, pos-1, 0); n > 0 {
				pos-- // 省级以上专精特新|"小巨人"企业, 省级"专精特新"小巨人企业
				if at := pos - n; at > 0 && r[at-1] == '"' {
					n++
				}
			}
		}
		if n == 0 {
			break
		}
		if id, m := k.x.cues.trie.Longest(r[pos-n:pos], 0); id >= 0 && m == n && n > 1 && k.x.cues.words[id].set.glue() {
			verb = true // 重点群体开展|职业技能培训: what stands before a verb is no part of the name
		}
		pos -= n
		for pos > 0 && r[pos-1] == ' ' {
			pos--
		}
	}
	if n := c.parts.longest(r, pos, 0); n > 0 && !k.holder(i, pos) {
		return false, 0, partName
	}
	if pos > 0 && r[pos-1] == '"' && c.parts.longest(r, pos-1, 0) > 0 && !k.closes(i-1) {
		return false, 0, partName // 重点"|小巨人"企业
	}
	if partInto(c, r, an) {
		return false, 0, partName
	}
	for n := 1; n <= 3 && pos-n >= 0; n++ { // 平均每项技术合同成交金额; 每年 is a time
		if r[pos-n] == '每' {
			if w := r[pos-n+1]; n > 1 && w != '年' && w != '月' {
				return false, 0, "an average"
			}
			break
		}
	}
	end := an.e
	if end < len(r) && r[end] == ' ' && end+1 < len(r) && latin(r[end+1]) {
		end++ // 移动用户 ARPU
	}
	if id, _ := c.after.LongestSqueezed(r, end); id >= 0 {
		return false, 0, otherThing
	}
	if an.s >= 2 && hasAt(r, an.s-2, "中国移动数据") && !hasAt(r, an.s, "移动数据流量") {
		return false, 0, otherThing // the data services of the company, with messages and the like
	}
	if hasAt(r, an.e, "之和") {
		return false, 0, "a sum over parts of the region"
	}
	if k.summed(i, a) {
		return false, 0, "the number is of two things together: " + k.words(s.items[i-2].s, an.e)
	}
	if k.gains(c, i, a, pos) {
		return false, 0, "the number is of those who gain by something"
	}
	if verb {
		return true, 0.03, ""
	}
	// the item that ends at pos
	j := i - 1
	for j >= 0 && s.items[j].e > pos {
		j--
	}
	if j < 0 || j < a-1 || s.items[j].e < pos && !blankBetween(r, s.items[j].e, pos) {
		if j >= 0 && s.items[j].e < pos {
			return true, 0.1, ""
		}
		return true, 0, ""
	}
	it := s.items[j]
	switch it.kind {
	case itNoun, itName, itAnchor:
		if it.e-it.s == 1 && j > 0 && s.items[j-1].kind == itPlace && s.items[j-1].e == it.s {
			return true, 0, "" // 温州|市民营经济: the rest of a region's name
		}
		if c.open && it.kind == itNoun {
			return true, 0.05, ""
		}
		if k.kindWord(j) {
			return true, 0.05, "" // 17个省份|GDP增速
		}
		if s.is(j, "国内") {
			return true, 0.05, "" // 国内|每万人口高价值发明专利拥有量
		}
		if k.company && (s.theCompany(j) || j == 2 && s.items[1].kind == itPunct) { // 此外，联通|5G套餐用户
			return true, 0.02, ""
		}
		return false, 0, partName
	case itQty:
		if c.Kind == rule.Rate && hasAt(r, pos, "城市") && (j == a || s.items[j-1].kind != itPlace) {
			return false, 0, partName // 首批监测的74个|城市PM2.5浓度
		}
	case itVerb:
		return true, 0.03, ""
	case itPunct:
		if rune(it.i) == '、' {
			if k.listPart(c, j, a) {
				return false, 0, partName
			}
		}
		if p := rune(it.i); p == '"' && k.closes(j) {
			return false, 0, partName
		}
		if rune(it.i) == ')' {
			o := s.opening(j)
			if o > 0 && it.e == pos && c.parts.longest(r, s.items[o].s, 0) > 0 {
				return false, 0, partName // 其他服务(含…等)|出口
			}
			if o > 0 && c.Unit == "CNY" && (s.items[o-1].kind == itNoun || s.items[o-1].kind == itName) && !c.open && s.items[o-1].e == s.items[o].s && it.e == pos {
				return false, 0, partName
			}
		}
		if p := rune(it.i); p == '"' || p == ')' || p == '》' || p == '·' || p == '—' || p == '-' || p == '+' {
			return true, 0.1, ""
		}
	case itCue:
		if it.e-it.s == 1 && r[it.s] == '的' && j > a {
			switch b := s.items[j-1]; b.kind {
			case itNoun, itName:
				if c.trade(r[an.s]) {
					return false, 0, partName // 锂电池的|出口额
				}
				return true, 0.12, ""
			case itOrg, itPlace, itPeriod, itPunct:
			default:
				return true, 0.05, ""
			}
		}
	}
	return true, 0, ""
}

// holder reports whether the name of a telecom operator ends at rune pos, before the name at item i: 中国移动|通信服务收入.
func (k *linker) holder(i, pos int) bool {
	for i--; i >= 0 && k.s.items[i].e > pos; i-- {
	}
	return i >= 0 && k.s.items[i].kind == itOrg && k.s.items[i].e == pos && k.x.scopes.isOperator(k.s.orgs[k.s.items[i].i].Name)
}

// listPart reports whether a word that makes a part of the metric stands before the first member of the list that the
// item at j, a 、, belongs to: 人民币存款、贷款余额.
func (k *linker) listPart(c *compiled, j, a int) bool {
	if len(c.Parts) == 0 {
		return false
	}
	from := j
	for from > a {
		it := k.s.items[from-1]
		if it.kind == itQty || it.kind == itPeriod || it.kind == itVerb || it.kind == itPunct && rune(it.i) != '、' {
			return false
		}
		if it.kind == itCue && !k.isAnd(it) && !k.x.cues.words[it.i].set.has(cueHead) {
			if c.parts.longest(k.s.line.Runes, it.e, it.s) > 0 {
				return true // 人民币|存款、贷款余额
			}
			break
		}
		from--
	}
	r := k.s.line.Runes
	start := k.s.items[from].s
	for n := min(c.parts.max, k.s.items[j].s-start); n > 0; n-- {
		if c.parts.longest(r, start+n, start) == n {
			return true
		}
	}
	return false
}

// summed reports whether the name at item i shares its head with a thing before 和 (固定电话和移动电话用户, 创新型和专精特新中小企业),
// so that a single amount is of both.
func (k *linker) summed(i, a int) bool {
	items := k.s.items
	if i < a+2 || !k.and(items[i-1]) || items[i-2].kind != itNoun || items[i-2].e != items[i-1].s || items[i-1].e != items[i].s {
		return false
	}
	n := 0
	for j := i + 1; j < len(items); j++ {
		if it := items[j]; it.kind == itPunct && strings.ContainsRune(",;。", rune(it.i)) {
			break
		} else if it.kind == itQty {
			n++
		} else if k.x.says(it, cueEach) || k.x.says(it, cueAll) {
			return false
		}
	}
	if n == 0 {
		return false
	}
	if k.s.line.Runes[items[i-2].e-1] == '型' {
		return k.x.entries[k.s.as[items[i].i].entry].rules[0].Unit == "1"
	}
	if !k.joins(i - 1) {
		return false
	}
	id, ok := k.withHead(squeezeRunes(k.s.line.Runes[items[i-2].s:items[i-2].e]), squeezeRunes(k.s.line.Runes[items[i].s:items[i].e]))
	return ok && k.x.entries[id].rules[0].Unit == "1"
}

// restricted returns the words that make the metric named at item i that of a part: a partner, a source or a use before
// 的 (对欧盟的进出口, 来自香港的外资, 用于小微企业的贷款), or a holder that is no region (国家级开发区拥有经营主体). Else "".
func (k *linker) restricted(i, a int) string {
	items, r := k.s.items, k.s.line.Runes
	c := k.x.entries[k.s.as[items[i].i].entry].rules[0]
	if i > a && items[i-1].kind == itCue && r[items[i-1].e-1] == '的' && c.Unit == "CNY" {
		for j := i - 2; j >= a && j >= i-10; j-- {
			it := items[j]
			if it.mark('"') {
				continue // 对"一带一路"沿线国家的进出口
			}
			if it.kind == itPunct || it.kind == itQty || it.kind == itPeriod {
				break
			}
			switch w := k.s.textOf(it.s, it.e); w {
			case "对", "同", "与", "来自", "用于", "投向", "流向":
				return w + "…的"
			}
		}
	}
	if i > a && items[i-1].kind == itPlace && c.parts.longest(r, items[i-1].s, 0) == 1 {
		return k.words(items[i-1].s-1, items[i-1].e) // 内地对澳门|进出口
	}
	if w := k.area(i, a); w != "" && !strings.Contains(k.x.entries[k.s.as[items[i].i].entry].name, "农村") {
		return w
	}
	if q := k.tierBefore(i, a); q != nil {
		if ok, _ := c.takes(q); !ok {
			return k.words(q.From, q.To) + "的"
		}
	}
	j := i - 1
	for j >= a && k.leadsOn(items[j]) && r[items[j].e-1] != '的' {
		j--
	}
	if j < a || j == i-1 || items[j].kind != itNoun {
		return ""
	}
	for from := j - 1; from > a && from > j-3; from-- { // 国有控股企业|在境内外|新增上市公司
		if k.s.is(from, "在") {
			j = from - 1
			break
		}
	}
	if _, n := k.x.scopes.zoneTrie.Backward(r, items[j].e, items[a].s); n > 0 && items[j].kind == itNoun {
		return string(r[items[j].e-n : items[j].e])
	}
	return ""
}

// leadsOn reports whether the item can stand between the one that has things and their name: 开发区|新增|上市公司.
func (k *linker) leadsOn(it item) bool {
	if it.kind != itCue {
		return it.kind == itVerb
	}
	set := k.x.cues.words[it.i].set
	return set.glue() || set.has(cueReach) || set.has(cueInc)
}

// area returns the words for a part of the region in which, as the clause says before the name at item i, the thing was done
// (在农村、边远地区等新建4G基站60万个), or "".
func (k *linker) area(i, a int) string {
	items := k.s.items
	for j := i - 1; j >= a; j-- {
		switch it := items[j]; it.kind {
		case itQty, itAnchor, itPlace, itOrg:
			return ""
		case itCue:
			if k.s.is(j, "在") {
				if _, n := k.x.scopes.areas.Longest(k.s.line.Runes, it.e); n > 0 {
					return k.words(it.s, it.e+n)
				}
				return ""
			}
		}
	}
	return ""
}

// inWhole reports whether the name at item i is the whole in 在…中的占比.
func (k *linker) inWhole(i, a int) bool {
	items := k.s.items
	r := k.s.line.Runes
	in := false
	for j := i - 1; j >= a; j-- {
		if items[j].kind == itQty || items[j].kind == itPunct {
			break
		}
		if items[j].e-items[j].s == 1 && (r[items[j].s] == '在' || r[items[j].s] == '于') {
			in = true
			break
		}
	}
	if !in {
		return false
	}
	for j := i + 1; j < len(items) && j < i+6; j++ {
		if items[j].kind == itQty || items[j].kind == itPunct {
			return false
		}
		if k.x.says(items[j], cueShareNoun) {
			return true
		}
	}
	return false
}

// partAt reports whether a word for a part of the metric stands before the name or reaches into it.
func partAt(c *compiled, r []rune, an *anchor) bool {
	return c.parts.longest(r, an.s, 0) > 0 || partInto(c, r, an)
}

// partInto reports whether a word for a part of the metric reaches into the name: 一般贸易|进出口 under 贸易进出口.
func partInto(c *compiled, r []rune, an *anchor) bool {
	for n := 1; n <= 3 && an.s+n < an.e; n++ {
		if c.parts.longest(r, an.s+n, 0) > n {
			return true
		}
	}
	return false
}

// closes reports whether the quotation mark at item j closes a quotation.
func (k *linker) closes(j int) bool {
	n := 0
	for i := 0; i < j; i++ {
		if k.s.items[i].mark('"') {
			n++
		}
	}
	return n%2 == 1
}

func blankBetween(r []rune, a, b int) bool {
	for ; a < b; a++ {
		if r[a] != ' ' {
			return false
		}
	}
	return true
}
