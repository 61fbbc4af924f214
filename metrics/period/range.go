package period

import "slices"

// rangeOrPoint reads a point of time, and the range when another follows it.
func (s *scanner) rangeOrPoint(i int) (p point, ok bool) {
	if p, ok = s.yearRange(i); ok {
		return p, true
	}
	if p, ok = s.point(i); !ok {
		return s.bareYear(i)
	}
	if q, ok := s.join(p); ok {
		return q, true
	}
	return p, true
}

// yearRange reads 2016—2020年, 2021至2025年 and 2021-2025, whose first year has no 年.
func (s *scanner) yearRange(i int) (p point, ok bool) {
	if !isDigit(s.at(i)) && !isNumeral(s.at(i)) || !s.fresh(i) {
		return p, false
	}
	a, e := s.yearNumber(i)
	if e == i {
		return p, false
	}
	k := s.joiner(e)
	if k < 0 {
		return p, false
	}
	b, e := s.yearNumber(k)
	if e == k || b <= a || b-a > 100 {
		return p, false
	}
	p = point{start: i, year: a, over: b - a, kind: named, grain: MultiYear}
	j := s.skip(e)
	if s.at(j) == '年' {
		p.end = j + 1
		if s.at(p.end) == '度' {
			p.end++
		}
		q, months := s.part(s.skip(p.end)) // 2021—2022年3月
		return p, s.at(p.end) != '代' && (s.at(p.end) != '期' || s.at(p.end+1) == '间') && !(months && q.grain == Month)
	}
	p.end = e
	switch s.at(i - 1) {
	case '-', '/', '.', '$', '¥':
		return p, false
	}
	return p, s.at(e) != '-' && s.at(e) != '.' && !isLatin(s.at(e)) && s.at(e) != '%' && s.afterBareYears(j)
}

// afterBareYears tells what may follow years without 年: no unit and no counting word.
func (s *scanner) afterBareYears(i int) bool {
	r := s.at(i)
	switch r {
	case '规', '行', '计', '方', '发', '期', '国', '中', '学', '财', '间', '的':
		return true
	}
	return !isHan(r)
}

// join reads the second point of a range and ties it to p: each takes from the other the year that it
// lacks. Without a second point it returns p and false.
func (s *scanner) join(p point) (point, bool) {
	k := s.joiner(s.clock(p.end))
	begins := k < 0 && s.at(p.end) == '起' // 自1月1日起至12月31日止
	if c := s.at(p.end + 1); begins && (c == '至' || c == '到') {
		k = s.joiner(p.end + 1)
	}
	if k < 0 && p.kind == named {
		return s.between(p)
	}
	if k < 0 || p.kind == bare {
		return p, false
	}
	if s.at(k) == '第' && p.grain != Quarter && !s.has(k, "第二年") {
		return p, false
	}
	s.joining, s.opened = true, p.dotted
	q, ok := s.point(s.nextYear(k, &p))
	s.joining, s.opened = false, false
	if ok && k < q.start && q.kind == noYear && q.m2 > 0 { // 到次年2月
		q.year, q.kind = p.year+1, p.kind
		if p.kind == noYear {
			if q.m2 >= p.m1 && p.m1 > 0 {
				return p, false
			}
			q.kind = noYear
		}
	}
	if !ok && p.dotted { // 2008.03-2009
		if y, e := s.yearNumber(k); e > k && !isHan(s.at(e)) && s.at(e) != '.' {
			q, ok = point{start: k, end: e, year: y, kind: named, grain: Year}, true
		}
	}
	if ok && (p.m1 == 0) != (q.m2 == 0) && !p.dotted && s.at(s.skip(s.clock(p.end))) == '—' { // a dash in the sentence
		return p, false
	}
	if !ok {
		if p.d1 == 0 {
			return p, false
		}
		if q, ok = s.dayAlone(k); !ok {
			return p, false
		}
	}
	r := point{start: p.start, end: s.clock(q.end), kind: p.kind, year: p.year, m1: p.m1, d1: p.d1, m2: q.m2, d2: q.d2, grain: Span}
	switch {
	case q.dayOnly:
		r.m2 = p.m2
	case p.kind == noYear && q.kind != noYear && p.m1 > 0 && q.m2 > 0:
		r.kind, r.year = q.kind, q.year
		if p.m1 > q.m2 {
			r.year, r.over = q.year-1, 1
		}
	case p.kind != noYear && q.kind != noYear:
		r.over = q.year + q.over - p.year
	case p.m1 == 0 || q.m2 == 0:
		return p, false
	case q.m2 < p.m1:
		r.over = 1
	}
	if r.over < 0 || r.over == 0 && (r.m1 > r.m2 || r.m1 == r.m2 && (r.d1 > r.d2 && r.d2 > 0)) {
		return p, false
	}
	if begins && s.at(r.end) == '止' {
		r.end++
	}
	if r.m1 == 0 && r.m2 == 0 {
		r.grain = MultiYear
	}
	if r.m1 == 0 && r.m2 > 0 {
		r.m1 = 1
	}
	if r.m1 > 0 && r.m2 == 0 {
		r.m2 = 12
	}
	return r, true
}

// nextYear passes over 次年, which names the year after that of p, between 到 and a month: 9月至次年2月.
func (s *scanner) nextYear(k int, p *point) int {
	if p.m1 == 0 {
		return k
	}
	return s.pass(k, "次年", "翌年", "第二年")
}

// between reads 2007年与2009年之间, whose end years are both named.
func (s *scanner) between(p point) (point, bool) {
	j := s.skip(p.end)
	if c := s.at(j); c != '与' && c != '和' || p.grain != Year && p.grain != Month {
		return p, false
	}
	q, ok := s.point(s.skip(j + 1))
	if !ok || q.kind != named || q.grain != p.grain || q.year < p.year || q.year == p.year && q.m1 <= p.m1 {
		return p, false
	}
	end := s.pass(q.end, "之间", "间")
	if end == q.end {
		return p, false
	}
	p.end, p.over, p.m2, p.grain = end, q.year-p.year, q.m2, Span
	if p.m1 == 0 {
		p.grain = MultiYear
	}
	return p, true
}

// clock passes over the hour of a day: 5月1日0时至5月3日24时.
func (s *scanner) clock(i int) int {
	if s.at(i-1) != '日' {
		return i
	}
	_, e := s.small(i)
	if s.at(i) == '零' { // 零时
		e = i + 1
	}
	if e > i && s.at(e) == '时' {
		i = e + 1
		if _, e := s.small(i); e > i && s.at(e) == '分' {
			i = e + 1
		}
	}
	return i
}

// bareYear reads four digits that are a year because nothing else stands in the line or the cell, or
// because the years before and after them stand next to them (the head of a table).
func (s *scanner) bareYear(i int) (p point, ok bool) {
	if !isDigit(s.at(i)) || !s.fresh(i) {
		return p, false
	}
	y, e := s.yearNumber(i)
	if e == i || y < 1949 || y > 2060 {
		return p, false
	}
	p = point{start: i, end: e, year: y, kind: named, grain: Year}
	before, after := i, e
	for before > 0 && isGap(s.r[before-1]) {
		before--
	}
	for after < len(s.r) && isGap(s.r[after]) {
		after++
	}
	if before == 0 && after == len(s.r) {
		return p, true
	}
	if after > e && (after == len(s.r) || before < i) {
		if z, end := s.yearNumber(after); end > after && (z == y+1 || z == y-1) && s.at(end) != '.' && s.afterBareYears(end) && !isLatin(s.at(end)) {
			return p, true
		}
	}
	if n := len(s.dst); n > 0 && before < i && s.dst[n-1].End == before && s.dst[n-1].Period.Grain == Year {
		z := s.dst[n-1].Period.End.Year
		return p, (z == y+1 || z == y-1) && s.at(e) != '.' && s.afterBareYears(e)
	}
	return p, false
}

// isGap reports whether r stands between the cells of a row.
func isGap(r rune) bool { return r == ' ' || r == '|' || r == '\t' }

// list reads numbers that share a unit, each a mention of its own: 二、三、四季度; 5、6月; 2019、2020年.
func (s *scanner) list(i int) int {
	p, hasYear := s.yearAt(i)
	j := i
	if hasYear && p.kind != bare {
		j = s.skip(p.end)
	} else {
		p = point{}
	}
	if s.at(j) == '第' {
		j++
	}
	if !isDigit(s.at(j)) && !isNumeral(s.at(j)) || j == i && !s.fresh(i) {
		return i
	}
	if _, e := s.number(j); e == j || s.separator(e) < 0 {
		return i
	}
	var items [12]struct{ start, end, v int }
	n, k := 0, j
	for n < len(items) {
		v, e := s.number(k)
		if e == k {
			return i
		}
		items[n].start, items[n].end, items[n].v = k, e, v
		n++
		next := s.separator(e)
		if next < 0 {
			break
		}
		k = next
	}
	u := s.skip(items[n-1].end)
	unit, limit := s.at(u), 12
	if e := s.months(u, n); e > u {
		u, unit = e-1, '月' // 7、8、9三个月
	}
	switch {
	case unit == '年' && p.kind == noYear && s.at(u+1) != '代' && items[0].v > 1800:
		limit = 2200
	case unit == '月' && items[0].v < 13:
	case unit == '季' && s.at(u+1) == '度':
		limit = 4
	case items[n-1].v > 1800 && items[0].v > 1800 && s.yearsTold(u) > u: // 2022、2023两年
		limit, unit = 2200, '年'
	default:
		return i
	}
	for k := range n {
		if items[k].v < 1 || items[k].v > limit || limit == 2200 && items[k].v < 1800 {
			return i
		}
	}
	items[0].start = i
	items[n-1].end = u + 1
	if e := s.yearsTold(u); limit == 2200 && e > u {
		items[n-1].end = e
	}
	switch {
	case unit == '季':
		items[n-1].end++
	case unit == '月' && s.at(u+1) == '份':
		items[n-1].end++
	}
	var last Mention
	first := len(s.dst)
	for k := n - 1; k >= 0; k-- {
		q := point{start: items[k].start, end: items[k].end, year: p.year, kind: p.kind, grain: Month, m1: items[k].v, m2: items[k].v}
		switch unit {
		case '年':
			q = point{start: q.start, end: q.end, year: items[k].v, kind: named, grain: Year}
		case '季':
			q.m1, q.m2, q.grain = items[k].v*3-2, items[k].v*3, Quarter
		}
		m := s.resolve(q)
		if k == n-1 {
			if m, _ = s.tail(q); m.End == 0 {
				return i
			}
			last = m
		} else if m.NeedsYear && !m.Period.IsZero() { // one year for the whole list
			m = m.WithYear(last.Period.End.Year)
			m.NeedsYear = true
		}
		s.dst = append(s.dst, m)
	}
	slices.Reverse(s.dst[first:])
	return s.dst[len(s.dst)-1].End
}

// yearsTold is the end of the number of years that closes a list of them (两年), else i.
func (s *scanner) yearsTold(i int) int {
	v, e := s.small(i)
	if e == i || v < 2 || v > 12 || s.at(e) != '年' || isDigit(s.at(i)) {
		return i
	}
	return e + 1
}

// number reads a year or a small number.
func (s *scanner) number(i int) (v, end int) {
	if v, end = s.yearNumber(i); end > i {
		return v, end
	}
	return s.small(i)
}

// months is the end of 三个月 at i, where it counts the n months of a list, or i.
func (s *scanner) months(i, n int) int {
	v, e := s.small(i)
	if e == i && s.at(i) == '两' {
		v, e = 2, i+1
	}
	if v == n && s.at(e) == '个' && s.at(e+1) == '月' {
		return e + 2
	}
	return i
}

// separator is the end of the mark between items of a list when another number follows it, or -1.
func (s *scanner) separator(i int) int {
	i = s.skip(i)
	switch s.at(i) {
	case '、', '和', '与', '及':
		if j := s.skip(i + 1); isDigit(s.at(j)) || isNumeral(s.at(j)) {
			return j
		}
	}
	return -1
}
