package period

// centuries are those without a number, with their first year.
var centuries = [...]struct {
	word  string
	first int
}{{"上世纪", 1900}, {"上个世纪", 1900}, {"本世纪", 2000}, {"新世纪", 2000}}

// age reads a decade or the middle of a century: 上世纪90年代, 20世纪80年代末, 九十年代以来, 2020年代, 本世纪中叶.
func (s *scanner) age(i int) (m Mention, ok bool) {
	first, j := s.century(i)
	if j > i {
		if s.has(j, "中叶") {
			return Mention{Start: i, End: j + 2, Cue: AsOf, Period: years(first+50, first+50), Age: true}, true
		}
		j = s.skip(j)
	}
	if !s.fresh(j) {
		return m, false
	}
	decade, e := s.number(j)
	switch {
	case e == j || !s.has(e, "年代") || decade%10 != 0:
		return m, false
	case decade >= 1800:
		if first > 0 {
			return m, false
		}
	case decade > 90:
		return m, false
	case first == 0 && decade < 30: // 二十年代 of which century?
		return m, false
	case first == 0:
		decade += 1900
	default:
		decade += first
	}
	e += 2
	m = Mention{Start: i, Period: years(decade, decade+9), Age: true}
	for _, part := range [...]struct {
		word     string
		from, to int
	}{{"初期", 0, 3}, {"前期", 0, 3}, {"初", 0, 3}, {"中期", 3, 6}, {"末期", 7, 9}, {"后期", 6, 9}, {"末", 7, 9}} {
		if s.has(e, part.word) {
			m.Period = years(decade+part.from, decade+part.to)
			e += len([]rune(part.word))
			break
		}
	}
	if end := s.since(e); end > e {
		e = end
		if !s.ref.IsZero() && m.Period.Start.Before(s.ref) {
			m.Period.End, m.Period.Grain = s.ref, ToDate
		}
	}
	m.End = e
	return m, true
}

// century reads 上世纪, 20世纪, 二十一世纪 and returns its first year; end is i where there is none.
func (s *scanner) century(i int) (first, end int) {
	for _, c := range centuries {
		if s.has(i, c.word) {
			return c.first, i + len([]rune(c.word))
		}
	}
	if !isDigit(s.at(i)) && !isNumeral(s.at(i)) || !s.fresh(i) {
		return 0, i
	}
	n, e := s.small(i)
	if e == i || n < 10 || n > 30 || !s.has(e, "世纪") {
		return 0, i
	}
	return (n - 1) * 100, e + 2
}

// age reads a century, its opening or its end: 21世纪, 上世纪末, 本世纪初.
func (c *calendar) age(i int) (m Mention, ok bool) {
	first, j := c.century(i)
	if j == i || c.inside(i) || c.scanner.at(i) == '新' {
		return m, false
	}
	m = Mention{Start: i, End: j, Period: years(first, first+99), Age: true}
	if e := c.pass(j, "初期", "初叶", "初"); e > j && !c.notOpening(e) {
		m.End, m.Period = e, years(first, first+9)
	} else if e := c.pass(j, "末期", "末叶", "末"); e > j && !c.notEnd(e) {
		m.End, m.Period = e, years(first+90, first+99)
	}
	return m, true
}
