// What is told before a name or a number and makes it that of a part: a subject of an earlier clause, a size, a verb.

package extract

import (
	"strings"

	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// underPart reports whether the name at item i opens a clause and an earlier clause named a part of the same metric
// or of one beside it, so that the name stands for that part: 对欧盟的进出口…，进出口额…; 服务出口…，进口….
func (k *linker) underPart(i, a int) bool {
	if k.afterStranger(i, a) {
		return true
	}
	timed := false
	for j := i - 1; j >= a; j-- {
		it := k.s.items[j]
		if it.kind == itPeriod {
			timed = true
			continue
		}
		if it.kind != itCue || !k.x.cues.words[it.i].set.has(cueAmong) && it.e-it.s > 1 {
			return false
		}
	}
	an := &k.s.as[k.s.items[i].i]
	c := k.x.entries[an.entry].rules[0]
	if c.Unit != "CNY" {
		return false
	}
	if !timed || k.opened { // 其中，前11个月进出口…
		if k.manner || k.branch.told {
			return true
		}
		for _, p := range k.parts {
			if p == c || an.e-an.s <= 4 && p.Unit == c.Unit {
				return true
			}
		}
	}
	if !k.partBefore(c, an, a) {
		return false
	}
	k.parts = append(k.parts, c)
	return true
}

// afterStranger reports whether the bare name of trade at item i takes apart an amount that no rule names:
// 软件业务收入3000亿元。其中，出口200亿元.
func (k *linker) afterStranger(i, a int) bool {
	if !k.stray || !k.opened && !k.within {
		return false
	}
	an := &k.s.as[k.s.items[i].i]
	return an.e-an.s <= 4 && k.x.entries[an.entry].rules[0].trade(k.s.line.Runes[an.s])
}

// branchFirst reports whether the clause before a opens the sentence and is about a branch of industry:
// 电子信息制造业利润较快增长，固定资产投资增长9%.
func (k *linker) branchFirst(a int) bool {
	branch := false
	for i := 0; i < a; i++ {
		switch it := k.s.items[i]; it.kind {
		case itPlace, itQty:
			return false
		case itCue:
			if k.x.says(it, cueAmong) {
				return false
			}
		case itNoun, itAnchor:
			if t := k.s.textOf(it.s, it.e); strings.Contains(t, "制造业") || strings.Contains(t, "采矿业") || strings.Contains(t, "软件业") {
				branch = branch || !strings.HasPrefix(t, "制造业") || i > 0 && k.s.items[i-1].kind == itNoun
			}
		case itPunct:
			if branch && i+1 < a {
				return false
			}
		}
	}
	return branch
}

// partBefore reports whether the subject of the clause before a is a part of the bare trade named in the one after it:
// 新能源汽车产销两旺，出口增长8%; 跨境电商优势释放，进出口1.1万亿元.
func (k *linker) partBefore(c *compiled, an *anchor, a int) bool {
	r := k.s.line.Runes
	if c.Metric == "economy.fixed_asset_investment" {
		return k.branchFirst(a)
	}
	if !c.trade(r[an.s]) && c.Metric != "economy.fdi" {
		return false
	}
	s, e := k.subjectBefore(a)
	for at := s + 2; at <= e; at++ {
		if n := c.parts.longest(r, at, 0); n > 2 && at-n <= s {
			return true
		}
	}
	return false
}

// trade reports whether a name of the rule that begins with first is one of trade without a word of what is traded: 出口额.
func (c *compiled) trade(first rune) bool {
	return c.Unit == "CNY" && len(c.Parts) > 0 && (first == '进' || first == '出') && c.measures[pipeline.Share]
}

// subjectBefore returns the runes of the nouns or the name that are the subject of the clause before item a.
func (k *linker) subjectBefore(a int) (s, e int) {
	items := k.s.items
	for j := k.prev; j < a; j++ {
		switch items[j].kind {
		case itNoun, itName, itAnchor:
			s, e = items[j].s, items[j].e
			for j++; j < a && items[j].kind == itNoun && items[j].s == e; j++ {
				e = items[j].e
			}
			return s, e
		case itPeriod, itPlace, itCue, itPlain, itOrg:
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// branch is a branch of the economy that a sentence speaks of.
type branch struct {
	s    int  // the rune where its name begins, or -1
	told bool // two clauses are about it, and so are bare names after them
}

// branchOf looks whether the clause a..b is about the same branch as one before it in the sentence: 电子信息制造业增加值…；
// 电子信息制造业实现营业收入…；固定资产投资….
func (k *linker) branchOf(a, b int) {
	items, r := k.s.items, k.s.line.Runes
	for j := a; j < b; j++ {
		switch items[j].kind {
		case itPeriod, itPlace, itCue, itPlain:
			continue
		case itNoun:
		default:
			return
		}
		at := items[j].s
		if k.branch.s < 0 {
			k.branch.s = at
			return
		}
		n := 0
		for at+n < len(r) && k.branch.s+n < at && r[at+n] == r[k.branch.s+n] {
			n++
		}
		for n > 3 && r[at+n-1] != '业' {
			n--
		}
		k.branch.told = k.branch.told || n > 3
		k.branch.s = at
		return
	}
}

// mannerOf looks whether the clause a..b tells a way of trading or investing that singles out a part: 以并购方式设立….
func (k *linker) mannerOf(a, b int) {
	r := k.s.line.Runes
	for j := a; j+1 < b; j++ {
		if it := &k.s.items[j]; r[it.s] == '以' && it.e-it.s == 1 {
			if id, _ := k.x.scopes.manners.Longest(r, it.e); id >= 0 {
				k.manner = true
			}
		}
	}
}

// aroundShare returns the amount that a share of a region at item i is of, where the clause before told only a share within
// that amount: 算力规模达16.5万P，智能算力占比超90%，占全国总量8.7%. Else nil.
func (k *linker) aroundShare(a, i int) []bind {
	n := len(k.out)
	if n < 2 || k.out[n-1].s != k.s || k.out[n-1].clause != k.prev || k.out[n-1].measure != pipeline.Share || k.out[n-2].measure != pipeline.Level || k.out[n-1].b.rule == k.out[n-2].b.rule {
		return nil
	}
	for j := k.out[n-1].clause; j < k.out[n-1].item; j++ {
		if k.s.items[j].kind == itPlace {
			return nil
		}
	}
	for j := a; j < i; j++ {
		if k.s.items[j].kind == itPlace {
			return []bind{k.out[n-2].b}
		}
	}
	return nil
}

// gains reports whether the name at item i, whose words begin at rune pos, is the object of a verb that tells who gains by
// something: 惠及经营主体250万户, 带动全省进出口400亿元.
func (k *linker) gains(c *compiled, i, a, pos int) bool {
	if (c.Unit != "1" || c.Kind != rule.Stock) && !c.trade(k.s.line.Runes[k.s.items[i].s]) {
		return false
	}
	for j := i - 1; j >= a; j-- {
		it := k.s.items[j]
		switch {
		case it.s >= pos || it.kind == itPlace || it.kind == itPlain:
		case it.kind == itCue || it.kind == itVerb || it.kind == itNoun:
			id, n := k.x.scopes.benefits.Longest(k.s.line.Runes[:it.e], it.s)
			return id >= 0 && n == it.e-it.s
		default:
			return false
		}
	}
	return false
}

// served reports whether the things counted at item i and named at item j are those for which something is done:
// 为6家上市公司提供纾困.
func (k *linker) served(i, j, b int) bool {
	for i--; i >= 0 && k.s.is(i, "超", "超过", "近", "约", "逾", "各类"); i-- {
	}
	return i >= 0 && k.s.is(i, "为", "向", "给") && j+1 < b && k.s.items[j+1].kind != itPunct
}

// tierBefore returns the bounded amount that stands before 的 and the name at item i, or nil: 市值1000亿元以上的上市公司.
func (k *linker) tierBefore(i, a int) *quantity.Mention {
	if i < a+2 || !k.s.is(i-1, "的") {
		return nil
	}
	j := i - 2
	for j > a && k.s.items[j].kind == itCue {
		j--
	}
	if k.s.items[j].kind != itQty {
		return nil
	}
	q := &k.s.qs[k.s.items[j].i]
	if !tier(q) || k.s.items[i-1].s > q.To {
		return nil
	}
	return q
}

// tier reports whether a quantity can be the size of things that are counted.
func tier(q *quantity.Mention) bool {
	return q.Kind == quantity.Amount && q.Qualifier != pipeline.Exact && q.Qualifier != pipeline.About
}

// sized returns the item of the number that counts things of the size at item i (500亿—1000亿元的超过20家), or 0.
func (k *linker) sized(i, b int) int {
	items := k.s.items
	q := &k.s.qs[items[i].i]
	if !tier(q) {
		return 0
	}
	j := i + 1
	for j < b && items[j].kind == itCue && items[j].e <= q.To {
		j++
	}
	if j >= b || items[j].s != q.To || !k.s.is(j, "的") {
		return 0
	}
	for j++; j < b; j++ {
		switch items[j].kind {
		case itCue:
			if !k.x.cues.words[items[j].i].set.has(cueReach) {
				return 0
			}
		case itQty:
			return j
		default:
			return 0
		}
	}
	return 0
}
