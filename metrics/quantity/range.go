package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/pipeline"
)

// rangeFrom reads a range whose first end is o: 50%~70%, 5至6万户, 4.5%—5%. It returns false where
// no second end follows or the two do not fit.
func (s *scan) rangeFrom(o *operand) (int, bool) {
	if o.num.High != nil {
		return 0, false
	}
	q, joined := s.connector(o.end)
	if q == 0 {
		return 0, false
	}
	from, negative := q, false
	if c := s.at(q); c == '负' || c == '-' && joined != '-' && joined != '—' {
		negative = true
		q = s.skip(q + 1)
	} else if s.r.class[min(c, 1<<16-1)] == sign {
		q = s.skip(q + 1)
	}
	if !s.starts(q) {
		return 0, false
	}
	var b operand
	if !s.operand(&b, q) {
		return 0, false
	}
	if b.name && o.unit == nil && o.kind == Amount && o.num.MagExp == 0 && (dated(s.at(b.end-1)) || s.at(b.end-1) == '级') { // 1—5月, 5—6级
		return s.name(o.start, b.end), true
	}
	if b.name || b.value == nil || b.num.High != nil {
		return 0, false
	}
	if (joined == '和' || joined == '与') && !s.has(b.end, "之间") { // 介于5%和6%之间
		return 0, false
	}
	hyphen := joined == '-' || joined == '—'
	if hyphen && b.bare() && o.bare() && b.num.MagExp == 0 || !hyphen && joined != '~' && !o.bare() && s.changes(o.start) && !s.has(b.end, "之间") {
		return 0, false
	}
	b.start = from
	if negative {
		b.negate()
	}
	a := *o
	if !s.unify(&a, &b) {
		return 0, false
	}
	if a.value.Cmp(b.value) > 0 {
		if !hyphen && joined != '~' || o.bare() {
			return 0, false
		}
		a.value, b.value = b.value, a.value
	}
	if b.bare() && !counted(o, &b) || o.num.Bare && b.num.Bare {
		return 0, false
	}
	m := s.mention(&b)
	m.Start, m.From = o.start, o.start
	m.Value, m.Low, m.High = nil, a.value, b.value
	m.Qualifier = pipeline.Range
	m.PeriodLike = false
	_, m.From = s.boundBefore(o.start)
	if _, to := s.boundAfter(b.end); to > b.end {
		m.To = to
	} else if s.has(b.end, "之间") {
		m.To = b.end + 2
	}
	s.emit(m, &b)
	return max(m.To, m.End), true
}

// counted reports whether two numbers without a unit make a range: 5至10, 三十到五十; but no years, codes or single
// Chinese digits.
func counted(a, b *operand) bool {
	if a.num.Zero || b.num.Zero || a.num.Digits == 4 && yearLike(&a.num.Value) {
		return false
	}
	single := func(n *numeral.Number) bool { return !n.Arabic && n.End-n.Start < 2 }
	return !single(&a.num) && !(single(&b.num) && b.num.MagExp == 0)
}

// connector returns where the second end of a range may begin, and the connecting rune, or 0.
func (s *scan) connector(i int) (int, rune) {
	i = s.skip(i)
	for _, w := range [...]string{"(含)", "(不含)"} { // 1万元(含)—5万元
		if s.at(i) == '(' && s.has(i, w) {
			i = s.skip(i + len([]rune(w)))
			break
		}
	}
	c := s.at(i)
	switch c {
	case '~', '至', '到', '和', '与':
	case '-', '—':
		if s.at(i+1) == c {
			i++
		}
	default:
		return 0, 0
	}
	return s.skip(i + 1), c
}

// changes reports whether 从 or 由 stands before i: 从5%到6% tells two values and no range, unless 之间
// says so.
func (s *scan) changes(i int) bool {
	c := s.prev(i)
	return (c == '从' || c == '由') && i-1 >= s.floor
}

// unify brings both ends to the unit of the one that has it and to the magnitude of the second
// where the first has none and is the smaller number (5至6万; but 500至1万).
func (s *scan) unify(a, b *operand) bool {
	bare := a.bare()
	switch {
	case bare && b.bare():
	case b.bare(): // 百分之五至六; but 5%至6 is none
		if a.kind != Percent || !a.hundredths {
			return false
		}
		b.kind, b.hundredths = Percent, true
		b.unitAt, b.unitEnd, b.magAt = a.unitAt, a.unitEnd, a.magAt
		return true
	case bare && b.kind == Percent && b.unit == nil && !b.tenths: // 五至三分之二
		return false
	case bare:
		a.unit, a.kind, a.tenths = b.unit, b.kind, b.tenths
	case b.kind == Points && a.unit != nil && a.unit.Canonical == "1" && s.at(a.unitAt) == '个': // 5个至8个百分点
		a.unit, a.kind = b.unit, b.kind
	case a.kind != b.kind || (a.unit == nil) != (b.unit == nil):
		return false
	case a.unit != nil && (a.unit.Canonical != b.unit.Canonical || a.unit.Dimension != b.unit.Dimension):
		return false
	}
	if bare {
		if a.num.MagExp == 0 {
			for _, exp := range [...]int32{s.magnitudes(b), b.num.MagExp} {
				var least apd.Decimal
				least.Set(&b.raw)
				least.Exponent -= exp
				if exp > 0 && a.raw.Cmp(&least) < 0 {
					a.raw.Exponent += exp
					plain(&a.raw)
					break
				}
			}
		}
		a.value = new(apd.Decimal)
		a.scale(a.value, &a.raw)
	}
	return true
}

// magnitudes is the power of ten of all magnitude words that end the number but 十: 6 of 六百万, for 五到六百万.
func (s *scan) magnitudes(o *operand) int32 {
	exp := int32(0)
	for i := o.num.End - 1; i > o.num.Start; i-- {
		e := numeral.Magnitude(s.at(i))
		if e < 2 {
			break
		}
		exp += e
	}
	return exp
}

func dated(r rune) bool { return r == '年' || r == '月' || r == '日' || r == '号' }
