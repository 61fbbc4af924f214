// Names told over two clauses: a head or a front that stands in the clause before.

package extract

import (
	"slices"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/quantity"
)

// splitHead joins a noun before the quantity at item i with words of the clause before to the name of
// a metric (服务业支撑作用更加明显，增加值跨上3万亿元: 服务业 + 增加值).
func (k *linker) splitHead(a, i int) []bind {
	items := k.s.items
	r := k.s.line.Runes
	e := i
	for e > a && (items[e-1].kind != itNoun && !k.x.says(items[e-1], cueHead) || k.lasting(e-1)) {
		if kd := items[e-1].kind; kd == itPunct || kd == itQty && k.s.qs[items[e-1].i].Kind != quantity.Duration || kd == itAnchor {
			return nil
		}
		e--
	}
	h := e
	for h > a && (items[h-1].kind == itNoun || k.x.says(items[h-1], cueHead)) {
		h--
	}
	for j := a; j < h; j++ {
		if items[j].kind == itNoun || items[j].kind == itAnchor || items[j].kind == itName {
			return nil
		}
	}
	if h == e {
		return nil
	}
	tail := squeezeRunes(r[items[h].s:items[e-1].e])
	for !k.x.scopes.heads[string(tail)] { // 支出|规模
		if e--; e == h || items[e-1].kind != itNoun {
			return nil
		}
		tail = squeezeRunes(r[items[h].s:items[e-1].e])
	}
	on := k.topic
	if len(on) == 0 && k.fresh() && len(k.placesAhead(a, i)) == 1 && k.nextQty(a-1, i+1) == i {
		on = k.theme // …；重庆完成投资…
	}
	if b, ok := k.topicHead(on, h, e, tail); ok {
		return []bind{b}
	}
	for x := k.prev; x < a; x++ {
		for y := x; y < a && y < x+5; y++ {
			if kd := items[y].kind; kd == itPunct || kd == itQty || kd == itAnchor && k.s.as[items[y].i].why != "" && !k.s.is(y+1, "企业") {
				break // a name that stands for a part does so in the next clause, too
			}
			if y+1 < a && items[y+1].kind == itNoun && items[y+1].s == items[y].e && !k.generic(y+1) {
				continue // 5G智慧港口项目: the word is only a modifier there
			}
			head := squeezeRunes(r[items[x].s:items[y].e])
			if string(tail) == "增加值" {
				head = trimRunes(head, "企业") // 规上工业企业达2万家，增加值…
			}
			for m := 0; m < len(tail); m++ {
				if len(tail)-m < 2 || len(head) < 2 || m >= len(head) {
					break
				}
				if string(head[len(head)-m:]) != string(tail[:m]) {
					continue
				}
				id, ok := k.x.names.Find(head, tail[m:])
				if !ok || len(k.x.entries[id].rules) != 1 || k.x.entries[id].rules[0].parts.longest(r, items[x].s, 0) > 0 {
					continue // 规模以上|服务业企业…，增加值…
				}
				b := k.bindOf(k.x.entries[id].rules, items[h].s, items[e-1].e, 0.1, "name_over_two_clauses")
				b.text = k.words(items[x].s, items[y].e) + b.text
				if x > 0 && k.s.is(x-1, "的") {
					k.describes(x - 1)
				}
				return []bind{b}
			}
		}
	}
	return nil
}

// lasting reports whether the noun at item i only says that the number before it is a time: 半年|时间.
func (k *linker) lasting(i int) bool {
	if i == 0 || !k.s.is(i, "时间") || k.s.items[i-1].kind != itQty {
		return false
	}
	return k.s.qs[k.s.items[i-1].i].Kind == quantity.Duration
}

// describes keeps the times of the words before 的 at item i from the value: 去年年底才起步的4G，用户人数….
func (k *linker) describes(i int) {
	for ; i >= k.prev; i-- {
		if it := k.s.items[i]; it.kind == itPeriod {
			k.s.ps[it.i].Telling = true
		}
	}
}

// generic reports whether the noun at item i says no more of the name with a digit before it than that it is a technology:
// 5G网络加快部署，基站…. A name of more nouns would be that of something built on it.
func (k *linker) generic(i int) bool {
	items := k.s.items
	return items[i-1].kind == itName && k.s.is(i, "网络", "通信", "建设", "发展", "网络建设", "移动通信") &&
		(i+1 == len(items) || items[i+1].kind != itNoun || items[i+1].s > items[i].e || items[i+1].e-items[i+1].s > 3) // 从无到有
}

// topicHead joins tail, the items h..e, with a piece of the name before, that of on: 移动电话用户…，普及率为…; 接待游客…、总花费….
func (k *linker) topicHead(on []bind, h, e int, tail []rune) (b bind, ok bool) {
	if len(on) == 0 || len(tail) == 0 {
		return b, false
	}
	name := squeezeRunes(fold.New(on[0].text, 0).Runes)
	try := func(front []rune) bool {
		id, found := k.x.names.Find(front, tail)
		if !found || len(k.x.entries[id].rules) != 1 {
			return false
		}
		b = k.bindOf(k.x.entries[id].rules, k.s.items[h].s, k.s.items[e-1].e, 0.1, "name_over_two_clauses")
		b.text = string(front) + b.text
		return true
	}
	for m := len(name); m >= 2; m-- {
		if try(name[:m]) {
			return b, true
		}
	}
	for m := 1; m+2 <= len(name); m++ {
		if try(name[m:]) {
			return b, true
		}
	}
	return b, false
}

// headList joins the bare heads of a list before a rank with the name of the clause before: 粮食再获丰收，总产量、商品量…
// 稳居全国第一. The first must be one.
func (k *linker) headList(a, i int) (out []bind) {
	items := k.s.items
	for a < i && (items[a].kind == itPeriod || items[a].kind == itPlain) {
		a++
	}
	for j := a; j+1 < i; j++ {
		if j > a && !k.and(items[j-1]) || !k.and(items[j+1]) && !(j > a && (items[j+1].kind == itCue || items[j+1].kind == itPlace)) {
			continue
		}
		b, ok := k.topicHead(k.topic, j, j+1, k.headAt(j))
		switch {
		case ok:
			out = append(out, b)
		case j == a:
			return nil
		}
	}
	return out
}

// headAt is the noun at item j, where it is one that can stand apart from the rest of a name, or nil.
func (k *linker) headAt(j int) []rune {
	if it := k.s.items[j]; it.kind == itCue || it.kind == itNoun {
		if text := squeezeRunes(k.s.line.Runes[it.s:it.e]); k.x.scopes.heads[string(text)] {
			return text
		}
	}
	return nil
}

// perHead joins words that open the clause with the name of the clause before: 5G基站16.8万个，每万人拥有20.1个.
func (k *linker) perHead(a, i int) []bind {
	items := k.s.items
	if len(k.topic) == 0 {
		return nil
	}
	for a < i && (items[a].kind == itPeriod || items[a].kind == itPlace || items[a].kind == itCue) {
		a++
	}
	if a == i || k.s.line.Runes[items[a].s] != '每' && k.s.line.Runes[items[a].s] != '万' {
		return nil
	}
	name := squeezeRunes(fold.New(k.topic[0].text, 0).Runes)
	for e := i; e > a; e-- {
		if id, ok := k.x.names.Find(squeezeRunes(k.s.line.Runes[items[a].s:items[e-1].e]), name); ok && len(k.x.entries[id].rules) == 1 {
			return []bind{k.bindOf(k.x.entries[id].rules, items[a].s, items[e-1].e, 0.1, "name_over_two_clauses")}
		}
	}
	return nil
}

// headOf remembers the head noun of the last name in items a..b, for a clause that leaves it off. It reports whether a
// thing that no rule names opens the clause as its subject: 数据业务收入增势迅猛.
func (k *linker) headOf(a, b int) (rival bool) {
	for i := b - 1; i >= a; i-- {
		it := k.s.items[i]
		if it.kind != itAnchor && it.kind != itNoun && !(it.kind == itCue && k.s.is(i, "产量") && i > a && k.s.items[i-1].kind == itNoun) {
			continue
		}
		text := k.s.line.Runes[it.s:it.e]
		if slices.Contains(text, ' ') {
			text = squeezeRunes(text)
		}
		if _, n := k.x.scopes.headEnds.Backward(text, len(text), 0); n > 0 {
			k.head = append(k.head[:0], text[len(text)-n:]...)
			return it.kind == itNoun && i+1 < b && k.s.items[i+1].kind != itPunct
		}
	}
	return false
}

// categories gives the clauses after 分三大门类看 the head of what the paragraph tells of industry, which they leave off:
// 采矿业增长4%，制造业增长7%.
func (k *linker) categories(a, b int) {
	if len(k.had) == 0 || k.had[0].rule.Metric != "economy.industrial_value_added" || k.s.line.Runes[k.s.items[b-1].e-1] != '看' {
		return
	}
	for i := a; i < b; i++ {
		if k.s.items[i].kind == itNoun && k.s.is(i, "门类") {
			k.head = append(k.head[:0], []rune("增加值")...)
		}
	}
}

// headBefore joins the nouns that open the clause with the head noun of the clause before
// (采矿业增加值增长1.3%，制造业增长3.9%).
func (k *linker) headBefore(a, i int) []bind {
	items := k.s.items
	if len(k.head) == 0 {
		return nil
	}
	from := a
	for from < i && (items[from].kind == itCue || items[from].kind == itPlain || items[from].kind == itPeriod) {
		if k.s.is(from, "在", "于") || k.x.says(items[from], cueShare) {
			return nil // 其在全部|制造业|中的比重: the whole of a share
		}
		from++
	}
	to := from
	for to < i && (items[to].kind == itNoun || items[to].kind == itName) {
		to++
	}
	if to == from {
		return nil
	}
	for j := to; j < i; j++ {
		if kd := items[j].kind; kd != itCue && kd != itPeriod && kd != itPlain {
			return nil
		}
	}
	id, ok := k.x.names.Find(squeezeRunes(k.s.line.Runes[items[from].s:items[to-1].e]), k.head)
	if !ok || k.x.entries[id].joint {
		return nil
	}
	e := &k.x.entries[id]
	if e.rules[0].parts.longest(k.s.line.Runes, items[from].s, 0) > 0 {
		return nil // 人民币|贷款 after 社会融资规模
	}
	return []bind{k.bindOf(e.rules, items[from].s, items[to-1].e, 0.1, "head_from_clause_before")}
}
