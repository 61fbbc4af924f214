package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/pipeline"
)

// fractions rounds half up with many digits before the two decimals of a fraction are cut.
var fractions = apd.BaseContext.WithPrecision(40)

// percentOf sets the operand to a/b in percent: exact for powers of ten, else rounded to two decimals.
func (o *operand) percentOf(a, b *apd.Decimal) bool {
	if b.Sign() <= 0 || b.Cmp(apd.New(1, 12)) > 0 {
		return false
	}
	o.value = new(apd.Decimal)
	fractions.Quo(o.value, a, b)
	o.value.Exponent += 2
	if !powerOfTen(b) {
		rounding := *fractions
		rounding.Rounding = apd.RoundHalfUp
		rounding.Quantize(o.value, o.value, -2)
	}
	plain(o.value)
	o.kind = Percent
	return true
}

func powerOfTen(d *apd.Decimal) bool {
	var r apd.Decimal
	r.Reduce(d)
	return r.Coeff.IsInt64() && r.Coeff.Int64() == 1
}

// fraction reads 三分之二, 百分之五点八, 一又二分之一 and, in a context that asks for a share, 1/6.
func (s *scan) fraction(o *operand) bool {
	i, p := o.num.Start, o.num.End
	switch {
	case o.num.High != nil: // 七八分之一 has no value
		return false
	case s.apart(p, '分', '之') > 0:
		over := s.apart(p, '分', '之')
		q := s.skip(over)
		negative := s.at(q) == '负'
		if negative {
			q++
		}
		n, ok := s.number(q)
		if !ok {
			return false
		}
		n.Value.Negative = negative && n.Value.Sign() != 0
		if !o.percentOf(&n.Value, &o.num.Value) {
			return false
		}
		if n.High != nil {
			high := operand{}
			high.percentOf(n.High, &o.num.Value)
			o.num.High = high.value
		}
		o.hundredths = powerOfTen(&o.num.Value)
		if o.hundredths {
			o.step = apd.New(1, n.Step)
			step := operand{}
			step.percentOf(o.step, &o.num.Value)
			o.step = step.value
		}
		o.end = n.End
		if s.at(o.end) == '几' && !n.Arabic && numeral.Magnitude(s.at(o.end-1)) == 1 { // 百分之十几
			o.some = true
			o.end++
		}
		o.unitAt, o.unitEnd, o.magAt = o.end, o.end, o.end
		if o.hundredths {
			o.unitAt, o.unitEnd, o.magAt = i, over, i
		}
		o.num.Bare = false
		return true
	case s.at(p) == '又':
		d, ok := s.number(p + 1)
		if !ok || !s.has(d.End, "分之") || d.Value.Sign() == 0 {
			return false
		}
		n, ok := s.number(d.End + 2)
		if !ok {
			return false
		}
		s.mixed(o, &n.Value, &d.Value, n.End)
		return true
	case s.at(p) == ' ' && isDigit(s.at(p+1)) && o.num.Arabic && !o.num.Point && o.num.MagExp == 0 && !yearLike(&o.num.Value): // 5 1/2
		n, ok := s.number(p + 1)
		if !ok || s.at(n.End) != '/' || n.Point || n.Digits > 2 {
			return false
		}
		d, ok := s.number(n.End + 1)
		if !ok || d.Point || d.Digits > 2 || d.MagExp > 0 || n.Value.Cmp(&d.Value) >= 0 || n.Value.Sign() == 0 || s.at(d.End) == '/' {
			return false
		}
		s.mixed(o, &n.Value, &d.Value, d.End)
		return true
	case s.at(p) == '/' && o.num.Arabic && !o.num.Point:
		n, ok := s.number(p + 1)
		if !ok || n.Point || n.MagExp > 0 || !s.shareContext(o.num.Start, n.End) || o.num.Value.Cmp(&n.Value) >= 0 {
			return false
		}
		if !o.percentOf(&o.num.Value, &n.Value) {
			return false
		}
		o.end, o.num.End = n.End, n.End
		o.unitAt, o.unitEnd, o.magAt = n.End, n.End, n.End
		return true
	}
	return false
}

// mixed adds a/b, which ends at end, to the whole number and reads the unit. What is no decimal is rounded to as many
// places as the tables hold.
func (s *scan) mixed(o *operand, a, b *apd.Decimal, end int) {
	var f apd.Decimal
	quotient(&f, a, b)
	context.Add(&o.raw, &o.raw, &f)
	plain(&o.raw)
	o.end, o.num.End, o.magAt, o.unitAt, o.unitEnd = end, end, end, end, end
	s.measured(o, s.skip(end))
	o.settle()
	o.step = nil
}

// quotient sets d to a/b, rounded to nine decimals.
func quotient(d, a, b *apd.Decimal) {
	fractions.Quo(d, a, b)
	if d.Exponent < -9 {
		rounding := *fractions
		rounding.Rounding = apd.RoundHalfUp
		rounding.Quantize(d, d, -9)
	}
}

// shareContext reports whether a/b at i..j is a share, and not a date, a score or a page: words of
// share before it, or a bound or 的 and 多 after it.
func (s *scan) shareContext(i, j int) bool {
	if b, _ := s.boundBefore(i); b.qualifier != "" {
		return true
	}
	switch s.prev(i) {
	case '占', '的', '近', '国', '界', '球', '省', '市', '为', '达', '到', '至':
		return !(s.at(j) == '/' || s.at(j) == '-' || s.at(j) == '.')
	}
	if s.at(j) == '的' && j-i == 3 && isHan(s.at(j+1)) { // 1/2的企业
		return true
	}
	b, _ := s.boundAfter(j)
	return b.qualifier == pipeline.AtLeast || b.qualifier == pipeline.About || b.qualifier == pipeline.AtMost
}
