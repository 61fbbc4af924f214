package period

import "strconv"

// comparison reads the base of a comparison after 比, 较 or 与: 比上年末, 较2020年, 与去年同期相比. weak words
// (与, 和) need 相比 after the time.
func (s *scanner) comparison(i, end int, weak bool) (m Mention, ok bool) {
	if !weak && s.at(i) == '比' && s.at(i-1) == '占' && !s.timeWord(end) {
		return m, false
	}
	j := s.skip(end)
	if s.has(j, "同期") {
		m = Mention{End: j + 2, Basis: "yoy"}
	} else if m, ok = s.base(j); !ok {
		return Mention{}, false
	}
	m.Start, m.Cue = i, Comparison
	e := m.End
	switch {
	case s.has(e, "相比较"):
		m.End += 3
	case s.has(e, "相比"), s.has(e, "比较"), weak && (s.has(e, "持平") || s.has(e, "对比")):
		m.End += 2
	case weak && s.at(e) == '比' && s.at(e+1) != '重' && s.at(e+1) != '例':
		m.End++
	case weak && !s.comparedLater(i, e):
		return Mention{}, false
	}
	return m, true
}

// comparedLater reports whether the clause that names a time behind 与 at i goes on to compare with what is of that
// time: 与2021年统计的景区同口径比较.
func (s *scanner) comparedLater(i, e int) bool {
	if c := s.at(i); c != '与' && c != '同' {
		return false
	}
	for k := e; k < e+24; k++ {
		switch s.at(k) {
		case 0, ',', ';', '。', ':', '、', '(':
			return false
		case '相':
			if s.at(k+1) == '比' {
				return true
			}
		case '比':
			if s.at(k+1) == '较' {
				return true
			}
		case '持': // 与2017年计划目标持平
			if s.at(k+1) == '平' {
				return true
			}
		}
	}
	return false
}

func (s *scanner) timeWord(i int) bool {
	_, n := s.word(s.skip(i))
	return n > 0
}

// base reads the time that something is compared with.
func (s *scanner) base(j int) (m Mention, ok bool) {
	if w, n := s.word(j); n > 0 {
		switch w.kind {
		case yearOpen:
			if m, ok = s.opening(j, j+n); ok {
				m.Basis = "prev_year_end"
			}
			return m, ok && m.Cue == AsOf
		case yearEnd:
			if m, ok = s.looseYear(j, j+n, yearEnd); ok {
				m.Basis = "prev_year_end"
			}
			return m, ok
		case relMonth, relQuarter:
			p, _ := s.point(j)
			if m, ok = s.tail(p); ok {
				m.Basis = "mom"
			}
			return m, ok
		}
	}
	if m, ok = s.yearsBack(j); ok {
		return m, true
	}
	if m, ok = s.holidayOf(j); ok {
		if y, _ := s.yearAt(j); y.year > 0 {
			m.Basis = s.basisOf(y, false)
		}
		return m, true
	}
	if m, ok = s.plan(j); ok {
		if m.InTitle {
			return m, false
		}
		if m.Cue == AsOf {
			m.Basis = "since:" + strconv.Itoa(m.Period.End.Year)
		}
		return m, true
	}
	p, ok := s.rangeOrPoint(j)
	if !ok {
		return m, false
	}
	if m, ok = s.tail(p); !ok {
		return m, false
	}
	if m.Cue == Comparison {
		return m, true
	}
	m.Basis = s.basisOf(p, false)
	if m.Cue == AsOf && p.m1 == 0 && m.Period.End.Year > 0 { // 年初 is the end of the year before
		m.Basis = "since:" + strconv.Itoa(m.Period.End.Year)
	}
	if m.Cue == AsOf && p.kind == relative && (p.m1 == 0 || p.m2 == 12) && s.closesLastYear(p, m) {
		m.Basis = "prev_year_end"
	}
	return m, true
}

// yearsBack reads 五年前, a base year counted from the last full one, and 前五年, whose total is the base.
func (s *scanner) yearsBack(i int) (m Mention, ok bool) {
	j := i
	if s.at(i) == '前' {
		j++
	}
	n, e := s.yearCount(j)
	switch {
	case e == j:
		return m, false
	case j > i:
		m = Mention{End: e, Relative: true}
	case s.before(e) == e:
		return m, false
	default:
		m = Mention{End: s.before(e), Relative: true}
		if !s.ref.IsZero() {
			y := s.ref.Year - 1 - n
			m.Period, m.Basis = years(y, y), "since:"+strconv.Itoa(y)
		}
	}
	return m, true
}

// closesLastYear reports whether the point is the end of last year: 上年末, 去年12月底, 今年初.
func (s *scanner) closesLastYear(p point, m Mention) bool {
	if s.ref.IsZero() {
		return true
	}
	return m.Period.End.Year == s.ref.Year-1 && m.Period.End.Month == 12
}
