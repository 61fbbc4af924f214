package numeral

import "github.com/cockroachdb/apd/v3"

// scanner is the state of a number with magnitudes: value = yi + wan + sec + num, where num is the
// last coefficient, sec what stands under 万, wan what stands under 亿.
type scanner struct {
	rs           []rune
	off          []int32
	n            Number
	yi, wan, sec apd.Decimal
	num          apd.Decimal
	pending      bool  // num holds a coefficient
	numArabic    bool  // … of Arabic digits
	small        int32 // last of 十 百 千 in this section, 0 for none
	last         int32 // power of the last magnitude, for 三万二
	zero         bool  // 零 stands before num
	apartSeen    bool  // a blank was passed between Chinese numerals: 一百 五十
	short        bool  // num is the next lower place told in short: 1万5
	step         int32 // power of the last digit of what was added
	seen         bool  // something was added to yi, wan or sec
	alt          bool  // a pair of digits was read: altDiff × 10^altExp is what lies between them
	altOpen      bool  // … and is still in num
	altDiff      int64
	altExp       int32
}

// Scan reads the longest number that starts at rs[i]. off may be nil; it is fold.Line.Off and tells
// a full-width comma from an ASCII one.
func Scan(rs []rune, off []int32, i int) (Number, bool) {
	if i < len(rs) && rs[i] == '.' {
		return scanFraction(rs, i)
	}
	if i < len(rs) && isDigit(rs[i]) {
		if n, ok := scanPlain(rs, off, i); ok {
			return n, true
		}
	}
	if i >= len(rs) || !begins(rs[i]) {
		return Number{Start: i, End: i}, false
	}
	if alone(rs, i) {
		n := Number{Start: i, End: i + 1, Mag: i + 1}
		n.Value.SetFinite(int64(Digit(rs[i])), 0)
		return n, true
	}
	s := scanner{rs: rs, off: off}
	s.n.Start = i
	end := s.run(i)
	if end == i {
		return Number{Start: i, End: end}, false
	}
	s.n.End = end
	s.finish()
	return s.n, true
}

// scanFraction reads .77, whose nought is left out.
func scanFraction(rs []rune, i int) (n Number, ok bool) {
	j := digitRun(rs, i+1)
	if j == i+1 || j-i > MaxDigits || j < len(rs) && rs[j] == '.' {
		return n, false
	}
	var a arabic
	var buf [MaxDigits]byte
	a.set(appendDigits(buf[:0], rs[i+1:j]), -int32(j-i-1))
	n = Number{Start: i, End: j, Value: a.value, Step: a.value.Exponent, Mag: j, Arabic: true, Point: true, DigitsEnd: j}
	Plain(&n.Value)
	return n, true
}

// begins reports whether a number can begin with r.
func begins(r rune) bool {
	return isDigit(r) || r >= 0x3007 && (Digit(r) >= 0 || Magnitude(r) > 0 || r == '廿' || r == '卅') || r == '○'
}

// alone reports whether rs[i] is a Chinese digit that nothing continues, as most of them are.
func alone(rs []rune, i int) bool {
	if Digit(rs[i]) < 0 || capital(rs[i]) {
		return false
	}
	if i+1 == len(rs) {
		return true
	}
	r := rs[i+1]
	return r != ' ' && r != '点' && Digit(r) < 0 && Magnitude(r) == 0
}

// scanPlain reads the common case without the state of a scanner: Arabic digits, perhaps with 万, 亿 or 万亿.
func scanPlain(rs []rune, off []int32, i int) (n Number, ok bool) {
	a, ok := scanArabic(rs, off, i)
	if !ok {
		return n, false
	}
	end := a.end
	if end+1 < len(rs) && rs[end] == ' ' && Magnitude(rs[end+1]) >= 4 {
		end++
	}
	mag, exp := end, int32(0)
	for end < len(rs) {
		e := Magnitude(rs[end])
		if e < 4 || exp >= e {
			break
		}
		exp += e
		end++
	}
	if exp == 0 {
		end, mag = a.end, a.end
	}
	for k := end; k <= end+1 && k < len(rs); k++ {
		if isDigit(rs[k]) || Digit(rs[k]) >= 0 || Magnitude(rs[k]) > 0 {
			return n, false
		}
		if rs[k] != ' ' {
			break
		}
	}
	n = Number{Start: i, End: end, Value: a.value, Step: a.value.Exponent + exp, Mag: mag, MagExp: exp,
		Arabic: true, Point: a.point, Zero: a.zero, Digits: a.digits, DigitsEnd: a.end}
	n.Value.Exponent += exp
	Plain(&n.Value)
	return n, true
}

func (s *scanner) at(i int) rune {
	if i < len(s.rs) {
		return s.rs[i]
	}
	return 0
}

// run consumes tokens until one does not continue the number and returns where it ends.
func (s *scanner) run(i int) int {
	start := i
	for i < len(s.rs) {
		r := s.rs[i]
		switch {
		case isDigit(r):
			if s.pending || s.zero || s.n.String {
				return i
			}
			a, ok := scanArabic(s.rs, s.off, i)
			if !ok {
				return i
			}
			if s.seen && !s.continues(a) {
				return i
			}
			s.num, s.pending, s.numArabic = a.value, true, true
			if !s.seen {
				s.n.Digits, s.n.DigitsEnd, s.n.Zero = a.digits, a.end, a.zero
			}
			s.n.Arabic = true
			s.n.Point = s.n.Point || a.point
			i = a.end
			if k := i + 1; s.at(i) == ' ' && k < len(s.rs) && (Magnitude(s.rs[k]) >= 4 || s.seen && Magnitude(s.rs[k]) >= 2) {
				i = k // 16.8 万
			}
		case Digit(r) >= 0:
			j := s.digits(i)
			if j == i {
				return i
			}
			i = j
			if s.n.String {
				if s.at(i) == '点' {
					i = s.point(i)
				}
				return i
			}
			i = s.gap(s.apart(i))
		case r == '廿' || r == '卅':
			if s.pending || s.seen || (Digit(s.at(i+1)) < 1 && i+1 < len(s.rs) && s.at(i+1) != '万') {
				return i
			}
			d := int64(2)
			if r == '卅' {
				d = 3
			}
			s.num.SetFinite(d, 0)
			s.pending = true
			s.add(1)
			i++
		case Magnitude(r) > 0:
			if !s.magnitude(i, start) {
				return i
			}
			i++
			if s.at(i) == ' ' && s.n.Arabic && Magnitude(s.at(i+1)) >= 4 && s.last == 4 {
				i++
			}
			i = s.gap(s.apart(i))
		case r == '点' || r == ' ' && s.at(i+1) == '点' && (s.apartSeen || s.at(i+2) == ' ' && Digit(s.at(i+3)) >= 0):
			if r == ' ' {
				i++
			}
			j := s.point(i)
			if j == i {
				if r == ' ' {
					i--
				}
				return i
			}
			i = j
		default:
			return i
		}
	}
	return i
}

// apart passes the blank of 六十三 万.
func (s *scanner) apart(i int) int {
	if s.at(i) == ' ' && Magnitude(s.at(i+1)) >= 4 && s.last < 4 {
		return i + 1
	}
	return i
}

// gap passes the blank between numerals that continue each other, as old pages have it: 三千 八百 九十六, 七万 5千 4百. What
// follows must be of a lower magnitude, and a last digit alone (二十 三) may be the next cell of a table.
func (s *scanner) gap(i int) int {
	if s.at(i) != ' ' || s.n.String || s.alt {
		return i
	}
	k := i + 1
	r := s.at(k)
	if s.pending && !s.numArabic { // 五 十
		if e := Magnitude(r); e > 0 && e < 4 && (s.small == 0 || e < s.small) {
			s.apartSeen = true
			return k
		}
		return i
	}
	if s.pending || r != '1' && !isDigit(r) && Digit(r) < 0 || isDigit(s.at(k+1)) {
		return i
	}
	j := k + 1
	if s.at(j) == ' ' {
		j++
	}
	low := s.small
	if low == 0 {
		low = s.last
	}
	switch e := Magnitude(s.at(j)); {
	case e > 0 && e < low && e < 4 && !(e == 3 && unitAfter千(s.at(j+1))):
	case Digit(r) > 0 && e == 0 && s.apartSeen && !han(s.at(k+1)):
	default:
		return i
	}
	s.apartSeen = true
	return k
}

// continues reports whether Arabic digits may follow a magnitude: 3万4000, 1亿2000万, but not 5万3.
func (s *scanner) continues(a arabic) bool {
	if !s.n.Arabic || a.point && s.last < 8 || a.zero {
		return false
	}
	next := Magnitude(s.at(a.end))
	if after := s.at(a.end + 1); s.at(a.end) == ' ' && (after == '千' || after == '百') {
		next = Magnitude(after)
	}
	switch {
	case a.digits == 1 && next == 0 && s.last >= 4 && s.rs[a.end-1] != '0' && closes(s.at(a.end)): // 1万5
		s.short = true
		return true
	case a.digits == 1 && (next == 2 || next == 3) && next < s.last && !unitAfter千(s.at(a.end+1)):
		return true
	case s.last == 8:
		return a.digits <= 4 && next == 4
	case s.last == 4:
		return a.digits == 3 || a.digits == 4
	}
	return false
}

// closes reports whether r ends an amount that is told in short.
func closes(r rune) bool {
	switch r {
	case 0, ' ', ',', '。', ';', ')', '元', '块', '!', '?', '"':
		return true
	}
	return false
}

// digits reads one Chinese digit, a pair that stands for a range, or a string of digits.
func (s *scanner) digits(i int) int {
	if s.pending || s.n.String {
		return i
	}
	j := i
	for j < len(s.rs) && j-i <= MaxDigits && Digit(s.rs[j]) >= 0 {
		j++
	}
	d := Digit(s.rs[i])
	if s.seen {
		if d == 0 { // 一百零五
			if s.zero || j-i != 2 || Digit(s.rs[i+1]) == 0 {
				return i
			}
			s.zero = true
			i++
			d = Digit(s.rs[i])
		} else if s.rs[i] == '两' && j-i == 1 && Magnitude(s.at(j)) == 0 {
			return i // 三十两: a measure of weight
		} else if j-i == 2 && s.rs[i+1] == '两' && d > 0 {
			j--
			s.num.SetFinite(int64(d), 0)
			s.pending, s.numArabic = true, false
			return j
		} else if j-i == 2 && s.pair(i) && s.last == 1 {
			s.setPair(i)
			return j
		} else if j-i != 1 || d == 1 && s.last > 1 && Magnitude(s.at(j)) == 0 && han(s.at(j)) {
			return i // 三百一起
		} else if next := s.at(j); Magnitude(next) == 0 && (s.n.Arabic || s.last >= 4 && (next == '个' || next == '大' || next == '项' || next == '年')) {
			return i // 9万亿三个台阶
		}
		s.num.SetFinite(int64(d), 0)
		s.pending, s.numArabic = true, false
		return i + 1
	}
	if capital(s.rs[i]) && !s.capitalFollows(i+1) && (s.rs[i] == '陆' || s.rs[i] == '伍' || Magnitude(s.at(i+1)) == 0) {
		return i // 大陆百强
	}
	switch {
	case j-i == 1:
		s.num.SetFinite(int64(d), 0)
		s.pending, s.numArabic = true, false
		return j
	case j-i == 2 && s.pair(i):
		s.setPair(i)
		return j
	case j-i > MaxDigits:
		return i
	}
	if j-i == 2 && s.rs[i+1] == '两' && (!han(s.at(j)) || s.at(j) == '半') { // 六两
		s.num.SetFinite(int64(d), 0)
		s.pending, s.numArabic = true, false
		return i + 1
	}
	for _, r := range s.rs[i:j] {
		if r == '两' || capital(r) {
			return i
		}
	}
	v := int64(0)
	if j-i > 18 {
		return i
	}
	for _, r := range s.rs[i:j] {
		v = v*10 + int64(Digit(r))
	}
	s.num.SetFinite(v, 0)
	s.pending, s.numArabic, s.n.String = true, false, true
	s.n.Digits = j - i
	return j
}

// pair reports whether two digits in a row stand for a range: 七八, 两三, 三五.
func (s *scanner) pair(i int) bool {
	a, b := Digit(s.rs[i]), Digit(s.rs[i+1])
	return a > 0 && b < 10 && (b == a+1 || a == 3 && b == 5) && !(a == 1 && s.rs[i+1] == '二' && Magnitude(s.at(i+2)) == 0)
}

func (s *scanner) setPair(i int) {
	a, b := Digit(s.rs[i]), Digit(s.rs[i+1])
	s.num.SetFinite(int64(a), 0)
	s.pending, s.numArabic, s.alt, s.altOpen = true, false, true, true
	s.altDiff = int64(b - a)
}

func (s *scanner) capitalFollows(i int) bool {
	switch s.at(i) {
	case '拾', '佰', '仟', '万', '亿', '元', '圆', '角', '分', '整', '又':
		return true
	}
	return i >= 2 && s.rs[i-2] == '之' // 五分之壹
}

// pointsFollow reports whether 个百分点 stands at i: 四点 五个百分点.
func (s *scanner) pointsFollow(i int) bool {
	return s.at(i) == '个' && s.at(i+1) == '百' && s.at(i+2) == '分'
}

// point reads 点 and the Chinese digits after it.
func (s *scanner) point(i int) int {
	if s.n.Arabic || s.n.Point || s.alt || !s.pending && !s.seen {
		return i
	}
	first := i + 1
	if s.at(first) == ' ' && (s.apartSeen || s.rs[i-1] == ' ' || s.pointsFollow(first+2)) {
		first++
	}
	j := first
	var v int64
	for j < len(s.rs) && j-first <= 8 && Digit(s.rs[j]) >= 0 && s.rs[j] != '两' {
		v = v*10 + int64(Digit(s.rs[j]))
		j++
	}
	if j == first || j < len(s.rs) && (Digit(s.rs[j]) >= 0 || Magnitude(s.rs[j]) == 1) {
		return i // 九点五十分 is a time of day
	}
	if s.pending {
		s.add(0)
	}
	frac := apd.New(v, -int32(j-first))
	s.total(&s.num)
	context.Add(&s.num, &s.num, frac)
	s.yi, s.wan, s.sec = apd.Decimal{}, apd.Decimal{}, apd.Decimal{}
	s.seen, s.pending, s.small = false, true, 0
	s.n.Point = true
	return j
}
