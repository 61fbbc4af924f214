// Classes of regions: bounds that make one, and the words for their kind.

package extract

// classes are the words for regions of one kind, of which a bound makes a class.
var classes = wordTrie("地市", "城市", "省份", "省区市", "省市", "设区市", "市州", "县市", "县区", "区县", "市县", "县域", "州市", "地级市", "地区")

// ofClass reports whether the number at item i only tells which regions belong to a class: 增速超过7%的地市, 前十的城市…都超过1000亿元.
func (k *linker) ofClass(i, a int) bool {
	r := k.s.line.Runes
	if k.becomes(i, a) {
		return false
	}
	if e := k.s.items[i].e; hasAt(r, e, "的") {
		_, n := classes.Longest(r, e+1)
		return n > 0
	}
	all := false
	for j := i - 1; j >= 0; j-- {
		switch it := k.s.items[j]; it.kind {
		case itPlace:
			if ranks(&k.s.gs[it.i]) {
				return false
			}
		case itQty:
			return j >= a && j+1 < i && k.kindWord(j+1) && !k.regions(j) // 17个省份GDP增速超过5%
		case itPunct:
			if !all || rune(it.i) == ';' || rune(it.i) == '。' {
				return false
			}
		case itCue:
			all = all || j >= a && k.x.says(it, cueAll)
			if all && k.s.is(j, "的") {
				if _, n := classes.Longest(r, it.e); n > 0 {
					return true
				}
			}
		}
	}
	return false
}

// becomes reports whether the number at item i describes what the subject of the clause has become, the first of a kind:
// 昆山成为全国首个经济总量突破五千亿元的县级市. It is then the subject's own.
func (k *linker) becomes(i, a int) bool {
	r := k.s.line.Runes
	e := k.s.items[i].e
	if hasAt(r, e, "的") {
		e++
	}
	if _, n := classes.Longest(r, e); n == 0 {
		if !hasAt(r, e, "国家") && (e >= len(r) || r[e] != '省' && r[e] != '市' && r[e] != '县' && r[e] != '区') {
			return false
		}
	}
	nth := false
	for j := i - 1; j >= a; j-- {
		switch it := k.s.items[j]; {
		case it.kind == itAnchor:
			if an := &k.s.as[it.i]; nth || an.why != "" {
				return false
			}
		case it.kind == itQty || it.kind == itName:
			nth = nth || r[it.s] == '第' && r[it.e-1] == '个'
		case k.s.is(j, "成为", "成"):
			return nth
		case k.s.is(j, "首个", "首座", "第一个", "唯一", "首", "唯一一个", "个"):
			nth = true
		case it.kind == itPunct && !it.mark('、'):
			return false
		}
	}
	return false
}

// kindWord reports whether item i is the word for the kind of the regions before it: 浙江、河南等省|, 17个省份|.
func (k *linker) kindWord(i int) bool {
	if i < 1 || k.s.items[i].kind != itNoun {
		return false
	}
	if p := k.s.items[i-1]; p.kind != itQty && !k.s.is(i-1, "等") {
		return false
	}
	it := k.s.items[i]
	if it.e-it.s == 1 {
		return k.s.is(i, "省", "市", "县", "区", "州")
	}
	_, n := classes.Longest(k.s.line.Runes, it.s)
	return n == it.e-it.s
}
