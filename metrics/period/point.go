package period

// yearKind says where the year of a point comes from.
type yearKind uint8

const (
	noYear yearKind = iota
	named
	relative
	bare // four digits without 年: a year only by what follows
)

// point is a time as read, before the document's date resolves it: a year or none, and within it the
// months m1 to m2 and the days d1 to d2 (0: whole months, and with m1 0 the whole year).
type point struct {
	start, end     int
	year           int
	kind           yearKind
	m1, d1, m2, d2 int
	// over is the number of years from that of m1 to that of m2.
	over  int
	grain Grain
	// dotted marks 2021.05.
	dotted bool
	// dayOnly marks 5日, which needs the month of the point before it.
	dayOnly bool
}

// yearAt reads a year: 2021年, 二〇二一年, 2021年度, 去年, or four bare digits.
func (s *scanner) yearAt(i int) (p point, ok bool) {
	p.start = i
	if w, n := s.word(i); n > 0 && w.kind == relYear {
		if s.at(i-1) == '以' || s.at(i-1) == '过' && s.at(i-2) != '超' && s.at(i) == '去' { // 以前年度, 过去年度, but 超过|去年
			return p, false
		}
		p.kind, p.end, p.year = relative, i+n, s.ref.Year+w.arg
		if s.ref.IsZero() {
			p.year = 0
		}
		return p, true
	}
	if !s.fresh(i) {
		return p, false
	}
	if s.at(i) == 'f' { // FY2021
		y, e := s.yearNumber(i + 2)
		if v, end := s.twoDigits(i + 2); e == i+2 && end == i+4 { // FY23
			y, e = 2000+v, end
		}
		p.year, p.end, p.kind = y, e, named
		return p, s.at(i+1) == 'y' && e > i+2 && !isLatin(s.at(i-1)) && !isLatin(s.at(e)) && !isDigit(s.at(i-1))
	}
	y, e := s.yearNumber(i)
	if e == i {
		return s.shortYear(i)
	}
	p.year = y
	if s.at(e) == '财' {
		if k := s.pass(e, "财年", "财政年度"); k > e {
			p.kind, p.end = named, k
			return p, true
		}
	}
	j := s.skip(e)
	switch {
	case s.at(j) != '年':
		p.kind, p.end = bare, e
		return p, isDigit(s.r[i])
	case s.at(j+1) == '代' || s.at(j+1) == '级':
		return p, false
	}
	p.kind, p.end = named, j+1
	if s.at(p.end) == '度' && s.at(p.end+1) != '假' {
		p.end++
	}
	return p, true
}

// shortYear reads a year of two digits, which only what follows or a leading nought makes one (98年5月, 19年底, 07年, 零八年, 26Q1).
func (s *scanner) shortYear(i int) (p point, ok bool) {
	v, e := s.twoDigits(i)
	if e != i+2 {
		if v, e = s.twoNumerals(i); e == i {
			return p, false
		}
	}
	switch s.at(e) {
	case '年':
		if !s.dates(i, e+1, v) {
			return p, false
		}
		e++
	case 'q', 'h':
		if _, ok := s.part(e); !ok {
			return p, false
		}
	default:
		return p, false
	}
	if v += 1900; v < 1950 {
		v += 100
	}
	return point{start: i, end: e, year: v, kind: named}, true
}

// twoNumerals reads 零八 and 九七 as they are said of years. 八九年 may be eight or nine years.
func (s *scanner) twoNumerals(i int) (v, end int) {
	a, b := s.at(i), s.at(i+1)
	if a != '零' && a != '〇' && a != '九' || isDigit(b) || digitOf(b) < 0 || b == '两' || !isNumeral(b) || isNumeral(s.at(i+2)) {
		return 0, i
	}
	return digitOf(a)*10 + digitOf(b), i + 2
}

// dates reports whether what follows two digits and 年 at i makes them a year: a month in digits, a quarter, a half or an end.
// A leading nought does by itself, as no length of time has one.
func (s *scanner) dates(i, after, v int) bool {
	if v < 10 && (s.at(i) == '0' || !isDigit(s.at(i))) {
		return v > 0 && s.at(after) != '代' && s.at(after) != '级'
	}
	if m, ok := s.month(after); ok {
		return isDigit(s.r[m.start]) || !isDigit(s.at(i))
	}
	if p, ok := s.part(after); ok {
		return p.grain == Quarter || p.grain == Half
	}
	switch s.at(after) {
	case '底', '末':
		return !s.notEnd(after+1) && !s.counts(i-1)
	case '初':
		return !s.notOpening(after+1) && !s.counts(i-1)
	}
	return false
}

// counts reports whether the rune at i asks for a length of time after it: 近20年末.
func (s *scanner) counts(i int) bool {
	switch s.at(i) {
	case '近', '满', '约', '超', '期', '过', '第', '续', '共':
		return true
	}
	return false
}

// point reads one point of time: a year, a part of a year, or both.
func (s *scanner) point(i int) (p point, ok bool) {
	if p, ok = s.numericDate(i); ok {
		return p, true
	}
	if p, ok = s.yearAt(i); ok {
		j := s.skip(p.end)
		if q, found := s.part(j); found {
			q.start, q.year, q.kind = i, p.year, p.kind
			if q.kind == bare {
				q.kind = named
				if q.grain == Month || q.grain == Day { // 2021 5月: two cells, not one date
					return p, false
				}
			}
			return q, true
		}
		if w, n := s.word(j); n > 0 && w.kind == allYear {
			p.end = j + n
			if p.kind == bare {
				p.kind = named
			}
		}
		p.grain = Year
		return p, p.kind != bare
	}
	if w, n := s.word(i); n > 0 && (w.kind == relMonth || w.kind == relQuarter) {
		p = s.relativePart(i, w, n)
		if d1, d2, end := s.days(p.end); end > p.end && w.kind == relMonth && (s.ref.IsZero() || d2 <= lastDay(p.year, monthOf(p.m1))) { // 本月9日
			p.d1, p.d2, p.end, p.grain = d1, d2, end, Day
			if d1 != d2 {
				p.grain = Span
			}
		} else if w.kind == relMonth { // 本月中旬
			s.third(&p)
		}
		return p, true
	}
	if s.at(i-1) == '年' && s.at(i-2) == '每' || s.joiner(i-1) == i && s.everyYear(i-1) {
		return p, false
	}
	return s.part(i)
}

// relativePart resolves 上月, 本季度 by the document's date.
func (s *scanner) relativePart(i int, w word, n int) (p point) {
	p = point{start: i, end: i + n, kind: relative, m1: 1, m2: 1, grain: Month}
	if w.kind == relQuarter {
		p.m2, p.grain = 3, Quarter
	}
	if s.ref.IsZero() {
		return p
	}
	at, back := months(s.ref), w.arg
	if back == lastFull {
		back = -1
	}
	if w.kind == relQuarter {
		at, back = at-at%3, back*3
	}
	at += back
	p.year, p.m1 = at/12, at%12+1
	p.m2 += p.m1 - 1
	return p
}

// part reads a part of a year: months, days, quarters, halves, 前三季度, 前5个月.
func (s *scanner) part(i int) (p point, ok bool) {
	if w, n := s.word(i); n > 0 {
		switch w.kind {
		case half:
			return point{start: i, end: i + n, m1: w.arg*6 - 5, m2: w.arg * 6, grain: Half}, true
		case quarter:
			return quarterPoint(i, i+n, 1, 1), true
		}
	}
	switch r := s.at(i); {
	case r == '前' || r == '头':
		return s.firstMonths(i)
	case r == '第':
		return s.quarter(i, i+1)
	case r == 'q' || r == 'h':
		v := int(s.at(i+1) - '0')
		if isLatin(s.at(i-1)) || v < 1 || v > 4 || r == 'h' && v > 2 || isDigit(s.at(i+2)) || isLatin(s.at(i+2)) {
			return p, false
		}
		if r == 'h' {
			return point{start: i, end: i + 2, m1: v*6 - 5, m2: v * 6, grain: Half}, true
		}
		return quarterPoint(i, i+2, v, v), true
	case !isDigit(r) && !isNumeral(r) || !s.fresh(i):
		return p, false
	}
	if p, ok = s.quarter(i, i); ok {
		return p, true
	}
	return s.month(i)
}

func quarterPoint(start, end, a, b int) point {
	p := point{start: start, end: end, m1: a*3 - 2, m2: b * 3, grain: Quarter}
	if a != b {
		p.grain = Span
	}
	return p
}

// quarter reads 一季度, 1季度 and 一至三季度 whose number begins at j; 第 may stand before it.
func (s *scanner) quarter(i, j int) (p point, ok bool) {
	a, e := s.small(j)
	b := a
	if e == j || a < 1 || a > 4 || s.at(i-1) == '前' && s.at(i-2) == '提' {
		return p, false
	}
	if k := s.joiner(e); k > 0 {
		if s.at(k) == '第' {
			k++
		}
		if b, e = s.small(k); e == k || b <= a || b > 4 {
			return p, false
		}
	}
	e = s.skip(e)
	if !s.has(e, "季度") {
		return p, false
	}
	return quarterPoint(i, e+2, a, b), true
}

// firstMonths reads 前三季度, 前5个月, 头两个月. 此前, 提前, 目前 and the like are no 前 of this kind.
func (s *scanner) firstMonths(i int) (p point, ok bool) {
	switch s.at(i - 1) {
	case '提', '此', '之', '以', '目', '当', '超', '空', '日', '先', '往', '从':
		return p, false
	}
	j := s.skip(i + 1)
	v, e := s.small(j)
	if e == j || v < 1 || v > 12 {
		return p, false
	}
	e = s.skip(e)
	if s.at(e) == '个' {
		e++
	} else if s.at(i) == '头' {
		return p, false
	}
	switch {
	case s.has(e, "季度") && v <= 4:
		p = quarterPoint(i, e+2, 1, v)
	case s.at(e) == '季' && v > 1 && v <= 4: // 前三季
		p = quarterPoint(i, e+1, 1, v)
	case s.at(e) == '月' && v > 1:
		p = point{start: i, end: e + 1, m1: 1, m2: v, grain: Span}
		if s.at(p.end) == '份' {
			p.end++
		} else if _, _, d := s.days(p.end); d > p.end {
			return p, false
		}
	default:
		return p, false
	}
	return p, true
}

// month reads 5月, 5月份, 1—5月, 5月3日, 5月3—7日, 9月上旬.
func (s *scanner) month(i int) (p point, ok bool) {
	i = s.skip(i)
	a, e := s.small(i)
	b := a
	if e == i || a < 1 || a > 12 || s.at(i) == '两' || s.at(i-1) == '续' || s.at(i-1) == '第' {
		return p, false
	}
	p = point{start: i, m1: a, grain: Month}
	if k := s.joiner(e); k > 0 {
		if b, e = s.small(k); e == k || b <= a || b > 12 {
			return p, false
		}
		p.grain = Span
	}
	p.m2 = b
	e = s.skip(e)
	if s.at(e) != '月' {
		return p, false
	}
	p.end = e + 1
	if s.at(p.end) == '份' {
		p.end++
	}
	if p.grain == Span {
		return p, true
	}
	if s.at(p.end+1) == '旬' {
		s.third(&p)
		return p, true
	}
	j := s.skip(p.end)
	d1, d2, end := s.days(j)
	switch {
	case end > j:
		p.d1, p.d2, p.end, p.grain = d1, d2, end, Day
		if d1 != d2 {
			p.grain = Span
		}
	case !isDigit(s.r[i]) && j == p.end && (isNumeral(s.at(j)) || s.at(j) == '内'): // 三月三, 八月十五, 一月内
		return p, false
	}
	return p, true
}

// third narrows a month to its first, middle or last ten days: 上旬, 中旬, 下旬.
func (s *scanner) third(p *point) {
	if s.at(p.end+1) != '旬' {
		return
	}
	switch s.at(p.end) {
	case '上':
		p.d1, p.d2 = 1, 10
	case '中':
		p.d1, p.d2 = 11, 20
	case '下':
		p.d1 = 21
	}
	if p.d1 > 0 {
		p.end += 2
		p.grain = Span
	}
}

// days reads 3日, 3号, 3—7日; end is i when there is no day.
func (s *scanner) days(i int) (a, b, end int) {
	a, e := s.small(i)
	if e == i || a < 1 || a > 31 {
		return 0, 0, i
	}
	b = a
	if k := s.joiner(e); k > 0 {
		if b, e = s.small(k); e == k || b <= a || b > 31 {
			return 0, 0, i
		}
	}
	e = s.skip(e)
	if r := s.at(e); r != '日' && r != '号' || s.at(e) == '号' && s.at(e+1) == '线' {
		return 0, 0, i
	}
	return a, b, e + 1
}

// dayAlone reads the 27日 of 截至27日.
func (s *scanner) dayAlone(i int) (p point, ok bool) {
	d, _, end := s.days(i)
	if end == i {
		return p, false
	}
	return point{start: i, end: end, d1: d, d2: d, grain: Day, dayOnly: true}, true
}
