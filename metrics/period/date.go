package period

// numericDate reads 2021-05-03, 2021/5/3, 2021.5.3, 2021-05 and, where it can be no decimal, 2021.5.
func (s *scanner) numericDate(i int) (p point, ok bool) {
	if !isDigit(s.at(i)) || !s.fresh(i) {
		return p, false
	}
	switch s.at(i - 1) {
	case '-':
		if !s.joining {
			return p, false
		}
	case '/', '.', '_', '=', '#':
		return p, false
	}
	y, e := s.yearNumber(i)
	sep := s.at(e)
	if e == i || sep != '-' && sep != '/' && sep != '.' {
		return p, false
	}
	m, e1 := s.twoDigits(e + 1)
	if e1 == e+1 || m < 1 || m > 12 {
		return p, false
	}
	p = point{start: i, end: e1, year: y, kind: named, m1: m, m2: m, grain: Month, dotted: sep == '.'}
	if s.at(e1) == sep {
		if d, e2 := s.twoDigits(e1 + 1); e2 > e1+1 && d >= 1 && d <= lastDay(y, monthOf(m)) {
			if s.at(e2) == '日' {
				e2++
			}
			p.d1, p.d2, p.end, p.grain = d, d, e2, Day
			return p, true
		}
	}
	next := s.at(e1)
	if isLatin(next) || next == '%' || isHan(next) && next != '至' && next != '到' || next == sep && sep != '-' {
		return p, false
	}
	switch sep {
	case '-':
		return p, e1 == e+3
	case '.':
		return p, e1 == e+3 && m <= 12 && s.at(e+1) == '0' && (s.joining || s.joiner(e1) > 0) || s.joining && s.opened || s.enclosed(i, e1) || s.joiner(e1) > 0 && s.dotted(s.joiner(e1))
	}
	return p, true
}

// twoDigits reads a run of one or two digits.
func (s *scanner) twoDigits(i int) (v, end int) {
	for end = i; end < i+2 && isDigit(s.at(end)); end++ {
		v = v*10 + int(s.at(end)-'0')
	}
	if isDigit(s.at(end)) {
		return 0, i
	}
	return v, end
}

// enclosed reports whether i..j is all there is: the whole line, or all between parentheses.
func (s *scanner) enclosed(i, j int) bool {
	before, after := s.at(i-1), s.at(j)
	return before == 0 && after == 0 || before == '(' && (after == ')' || after == '-' || after == '—')
}

// dotted reports whether 2022.3 stands at i.
func (s *scanner) dotted(i int) bool {
	_, e := s.yearNumber(i)
	return e > i && s.at(e) == '.' && isDigit(s.at(e+1))
}
