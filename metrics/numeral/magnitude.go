package numeral

import "github.com/cockroachdb/apd/v3"

// magnitude takes 十 百 千 万 亿 at rs[i], if it continues the number.
func (s *scanner) magnitude(i, start int) bool {
	r := s.rs[i]
	e := Magnitude(r)
	next := s.at(i + 1)
	if e == 3 && unitAfter千(next) || e == 2 && i > start && next == '分' && (s.at(i+2) == '点' || s.at(i+2) == '之' || s.at(i+2) == '比') {
		return false
	}
	if s.zero && !s.pending {
		return false
	}
	if s.n.String {
		return false
	}
	if e < 4 {
		switch {
		case s.pending:
			if s.small > 0 && s.small <= e {
				return false
			}
			if s.numArabic && e == 1 {
				return false
			}
		case i == start:
			if capital(r) && !s.capitalFollows(i+1) && Digit(s.at(i+1)) < 0 {
				return false
			}
			s.num.SetFinite(1, 0)
			s.pending = true
			s.n.Bare = e > 1
		default:
			return false
		}
		s.add(e)
		return true
	}
	if e == 4 {
		switch {
		case s.pending || !s.sec.IsZero():
			if !s.wan.IsZero() {
				return false
			}
		case s.last == 4 && s.n.MagExp == 4 && !s.n.Bare && s.yi.IsZero() && Magnitude(next) == 0: // 四万万
			s.wan.Exponent += 4
			s.raise(4)
			return true
		case i == start:
			s.num.SetFinite(1, 0)
			s.pending = true
			s.n.Bare = true
		default:
			return false
		}
		s.fold4()
		return true
	}
	switch {
	case s.pending || !s.sec.IsZero() || !s.wan.IsZero():
		if !s.yi.IsZero() && s.wan.IsZero() {
			return false
		}
	case i == start:
		s.num.SetFinite(1, 0)
		s.pending = true
		s.n.Bare = true
	case !s.yi.IsZero() && s.last == 8 && s.n.MagExp < 16: // 百亿亿
	default:
		return false
	}
	s.fold8()
	return true
}

func han(r rune) bool { return 0x4e00 <= r && r <= 0x9fff }

// unitAfter千 tells 千瓦 and 千米 from the magnitude.
func unitAfter千(r rune) bool {
	switch r {
	case '瓦', '米', '克', '伏', '安', '卡', '焦', '帕', '赫', '兆', '比', '乏':
		return true
	}
	return false
}

// add moves num, multiplied by 10^e, into the section.
func (s *scanner) add(e int32) {
	place := s.num.Exponent + e
	s.num.Exponent += e
	context.Add(&s.sec, &s.sec, &s.num)
	s.step = place
	if s.altOpen {
		s.altExp, s.altOpen = e, false
	}
	s.num = apd.Decimal{}
	s.pending, s.zero, s.seen = false, false, true
	s.small = e
	s.last = e
	s.n.MagExp, s.n.Mag = 0, 0
}

func (s *scanner) fold4() {
	if s.pending {
		s.add(0)
	}
	s.sec.Exponent += 4
	s.wan = s.sec
	s.sec = apd.Decimal{}
	s.raise(4)
}

func (s *scanner) fold8() {
	if s.pending {
		s.add(0)
	}
	var t apd.Decimal
	if s.sec.IsZero() && s.wan.IsZero() {
		s.yi.Exponent += 8
	} else {
		context.Add(&t, &s.wan, &s.sec)
		t.Exponent += 8
		context.Add(&s.yi, &s.yi, &t)
	}
	s.wan, s.sec = apd.Decimal{}, apd.Decimal{}
	s.raise(8)
}

// raise records that a magnitude multiplied all that was pending.
func (s *scanner) raise(e int32) {
	s.step += e
	if s.alt {
		s.altExp += e
	}
	s.small, s.last, s.seen, s.zero = 0, e, true, false
	s.n.MagExp += e
}

func (s *scanner) total(d *apd.Decimal) {
	context.Add(d, &s.yi, &s.wan)
	context.Add(d, d, &s.sec)
}

// finish sets value, step and trailing magnitude.
func (s *scanner) finish() {
	n := &s.n
	if s.pending {
		e := int32(0)
		if s.seen && (!s.numArabic || s.short) && !s.zero && s.last >= 2 && !n.Bare && s.num.Exponent == 0 {
			e = s.last - 1 // 三万二 is 32000
		}
		s.add(e)
		n.MagExp = 0
	}
	if n.Bare && s.last < 4 {
		n.MagExp = s.last
	}
	s.total(&n.Value)
	n.Step = s.step
	if s.alt {
		var d apd.Decimal
		d.SetFinite(s.altDiff, s.altExp)
		n.High = new(apd.Decimal)
		context.Add(n.High, &n.Value, &d)
		Plain(n.High)
	}
	Plain(&n.Value)
	n.Mag = n.End
	if n.MagExp >= 4 {
		for n.Mag > n.Start && (Magnitude(s.rs[n.Mag-1]) >= 4 || s.rs[n.Mag-1] == ' ') {
			n.Mag--
		}
		for s.rs[n.Mag] == ' ' {
			n.Mag++
		}
	}
}
