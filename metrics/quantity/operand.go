package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
	"zhibiao/pipeline"
)

// operand is one number with its unit, before bounds and ranges.
type operand struct {
	num        numeral.Number
	start, end int
	kind       Kind
	unit       *unit.Unit // nil for a bare number, 成, 倍 and fractions
	// The unit word is unitAt..unitEnd, its multiplier begins at magAt.
	magAt, unitAt, unitEnd int
	classifier             string
	word                   string // of the unit table, wordLen runes
	wordLen                int
	raw                    apd.Decimal // as written, with all magnitudes
	rawStep                int32
	tenths                 bool               // 成
	hundredths             bool               // 百分之: the number is in percent already
	value, step            *apd.Decimal       // in the canonical unit
	some                   bool               // 余 or 多 inside
	within                 pipeline.Qualifier // of 个以上百分点
	per                    int                // where the denominator of the unit begins, or 0
	name                   bool
}

// bare reports whether the number counts nothing.
func (o *operand) bare() bool { return o.unit == nil && o.kind == Amount }

func plain(d *apd.Decimal) { numeral.Plain(d) }

// scale sets d to x in the operand's canonical unit.
func (o *operand) scale(d, x *apd.Decimal) {
	switch {
	case o.tenths:
		d.Set(x)
		d.Exponent++
	case o.kind == Multiple:
		d.Set(x)
		d.Exponent += 2
	case o.unit != nil && !o.unit.Unity():
		o.unit.Scale(d, x)
	default:
		d.Set(x)
	}
	plain(d)
}

// describe sets kind, unit and dimension of m.
func (o *operand) describe(m *Mention) {
	m.Kind, m.Unit = o.kind, "1"
	if o.unit != nil {
		m.Unit, m.Dimension = o.unit.Canonical, o.unit.Dimension
	}
	switch o.kind {
	case Percent, Multiple, Doubling:
		m.Unit, m.Dimension = "%", "ratio"
	case Points:
		m.Unit, m.Dimension = "pp", "points"
	case Rank:
		m.Unit, m.Dimension = "rank", "rank"
	}
}

// mantissa is the number without its trailing magnitude: 5 of 5万.
func (o *operand) mantissa() *apd.Decimal {
	d := new(apd.Decimal)
	d.Set(&o.raw)
	d.Exponent -= o.num.MagExp
	return d
}

func (o *operand) negate() {
	if o.value != nil {
		o.value.Neg(o.value)
	}
	if o.raw.Sign() != 0 {
		o.raw.Neg(&o.raw)
	}
}

// settle computes value and step from the number as written.
func (o *operand) settle() {
	if at := int(o.rawStep) - leastStep; !o.tenths && o.kind != Multiple && (o.unit == nil || o.unit.Unity()) && at >= 0 && at < len(steps) {
		o.value, o.step = new(apd.Decimal), &steps[at]
		o.value.Set(&o.raw)
		plain(o.value)
		return
	}
	d := new([2]apd.Decimal)
	o.value, o.step = &d[0], &d[1]
	o.scale(o.value, &o.raw)
	var one apd.Decimal
	one.SetFinite(1, o.rawStep)
	o.scale(o.step, &one)
}

// steps are the powers of ten from that of leastStep on. A step is never written to.
var steps = func() (s [28]apd.Decimal) {
	for i := range s {
		s[i].SetFinite(1, int32(i+leastStep))
		plain(&s[i])
	}
	return s
}()

const leastStep = -9

// operand reads the number at i with its unit. It returns false, with o.end where to go on, where
// there is no number.
func (s *scan) operand(o *operand, i int) bool {
	n, ok := s.number(i)
	*o = operand{num: n, start: i, end: n.End, magAt: n.Mag, unitAt: n.End, unitEnd: n.End, rawStep: n.Step}
	if !ok {
		for o.end < len(s.line) && s.r.class[min(s.line[o.end], 1<<16-1)] == digit {
			o.end++
		}
		o.name = o.end > i+numeral.MaxDigits
		o.num.End = o.end
		return o.name
	}
	o.raw.Set(&n.Value)
	if s.fraction(o) {
		return true
	}
	if s.at(n.End) == 'k' && !isLetter(s.at(n.End+1)) && !isDigit(s.at(n.End+1)) && n.Arabic && n.MagExp == 0 && (n.Point || n.Digits > 1) {
		o.raw.Exponent += 3
		plain(&o.raw)
		o.rawStep += 3
		o.num.End++
		o.end, o.magAt, o.unitAt, o.unitEnd = o.num.End, o.num.End, o.num.End, o.num.End
	}
	if exp, k := s.english(&n); exp > 0 {
		o.raw.Exponent += exp
		plain(&o.raw)
		o.rawStep += exp
		o.num.End, o.num.MagExp = k, exp
		o.end, o.unitAt, o.unitEnd = k, k, k
	}
	if k := s.exponent(&n, n.End); k > 0 {
		s.power(o, n.End+1, k)
	}
	p := s.inner(o)
	if s.measured(o, p) {
		o.settle()
		s.half(o)
		return true
	}
	if o.name {
		return true
	}
	if o.some && o.end == p && p == o.num.End+1 && s.at(o.num.End) != '几' {
		o.end = o.num.End // 5万多 without a unit: 多 is a word of bound after the number
		o.some = false
	}
	if k := s.over(o.num.End); k > 0 && o.end == o.num.End { // 16.9/10万
		o.per, o.unitAt, o.unitEnd, o.end = o.end+1, k, k, k
	}
	o.settle()
	if s.nameAfter(o) {
		o.name = true
	}
	return true
}

// magnitudes of English that may follow a number: US$3.5 billion.
var magnitudesInEnglish = [...]struct {
	word string
	exp  int32
}{{"thousand", 3}, {"million", 6}, {"billion", 9}, {"trillion", 12}}

// english is the power of ten of an English magnitude after n and where its word ends, or 0.
func (s *scan) english(n *numeral.Number) (exp int32, end int) {
	at := s.skip(n.End)
	if !isLetter(s.at(at)) || !n.Arabic || n.MagExp > 0 {
		return 0, 0
	}
	for _, m := range magnitudesInEnglish {
		if end := at + len(m.word); s.has(at, m.word) && !isLetter(s.at(end)) && !isDigit(s.at(end)) {
			return m.exp, end
		}
	}
	return 0, 0
}

// power multiplies the number by the power of ten at i..end: -12 or +14.
func (s *scan) power(o *operand, i, end int) {
	exp, sign := int32(0), int32(1)
	for _, c := range s.line[i:end] {
		switch {
		case c == '-':
			sign = -1
		case isDigit(c):
			exp = exp*10 + int32(c-'0')
		}
	}
	o.raw.Exponent += sign * exp
	plain(&o.raw)
	o.rawStep += sign * exp
	o.num.End = end
	o.end, o.magAt, o.unitAt, o.unitEnd = end, end, end, end
}

// inner reads 多, 余, 来, 几 between number and unit, with a magnitude after them (三十万多亿, 百余万, 十几万),
// or the 亿 of 5个亿元, and returns where the unit may begin.
func (s *scan) inner(o *operand) int {
	p := o.num.End
	q := s.skip(p)
	switch s.at(q) {
	case '多':
	case '余':
		if s.at(q+1) == '额' {
			return p
		}
	case '来':
		if o.num.Arabic && numeral.Magnitude(s.at(p-1)) == 0 && o.raw.Exponent == 0 && s.at(p-1) != '0' || s.at(q+1) == '自' || s.at(q+1) == '源' {
			return p
		}
	case '几', '零':
		if q = s.fewAt(o, q); q == 0 {
			return p
		}
	case '个':
		if s.hundredMillions(o, q) {
			o.magnify(q+1, 8, q+2)
			return q + 2
		}
		return p
	default:
		return p
	}
	end := q + 1
	exp, k := s.powers(s.skip(end))
	if exp > 0 {
		o.magnify(s.skip(end), exp, k)
		end = k
	} else if o.magAt == o.num.End {
		o.magAt = end
	}
	o.some = true
	o.end = end
	return end
}

// powers adds up the magnitudes from 百 on that stand at k, none of a unit (千瓦), and returns where they end.
func (s *scan) powers(k int) (exp int32, end int) {
	for e := numeral.Magnitude(s.at(k)); e >= 2 && exp <= 8; e = numeral.Magnitude(s.at(k)) {
		if e == 3 && (s.at(k+1) == '瓦' || s.at(k+1) == '米' || s.at(k+1) == '克') {
			break
		}
		exp += e
		k++
	}
	return exp, k
}

// magnify multiplies the number by the magnitudes at at..end.
func (o *operand) magnify(at int, exp int32, end int) {
	o.magAt = at
	o.raw.Exponent += exp
	plain(&o.raw)
	o.rawStep += exp
	o.num.MagExp += exp
	o.end = end
}

// fewAt returns the place of the last rune of 几 after a Chinese number (十几, 一百零几, 一千几百), or 0.
func (s *scan) fewAt(o *operand, q int) int {
	last := numeral.Magnitude(s.at(o.num.End - 1))
	if o.num.Arabic || last == 0 {
		return 0
	}
	if s.at(q) == '零' {
		q++
	}
	if s.at(q) != '几' {
		return 0
	}
	if e := numeral.Magnitude(s.at(q + 1)); e > 0 && e < last { // 一千几百
		q++
	}
	return q
}

// hundredMillions reports whether 个 at q parts a number from its 亿, as money is told in speech: 5个亿, 两个亿元.
func (s *scan) hundredMillions(o *operand, q int) bool {
	if s.at(q+1) != '亿' || o.num.MagExp > 0 || o.num.High != nil {
		return false
	}
	if u, _ := s.r.units.At(s.line, q+2); u != nil && u.Dimension == "money" {
		return s.at(q+3) != '级'
	}
	return !isHan(s.at(q + 2))
}

// measured reads what the number counts: a unit, 成, 倍. It returns false for a bare number.
func (s *scan) measured(o *operand, p int) bool {
	q := s.skip(p)
	if s.at(q) == ' ' { // 六   个百分点
		k := q
		for s.at(k) == ' ' {
			k++
		}
		if s.apart(k, '个', '百', '分', '点') > 0 {
			q = k
		}
	}
	switch s.at(q) {
	case '成':
		if s.tenthsAt(o, q) {
			o.kind, o.tenths = Percent, true
			s.unitSpan(o, q, 1)
			s.tenthsMore(o)
			return true
		}
		return false
	case '折':
		if !s.discountAt(o, q) {
			return false
		}
		o.kind, o.tenths = Percent, true
		if twoPlaces(o) { // 七五折
			o.raw.Exponent--
			o.rawStep--
		}
		s.unitSpan(o, q, 1)
		return true
	case '倍':
		if s.has(q, "倍增") || s.has(q, "倍频") || s.has(q, "倍率") {
			return false
		}
		o.kind = Multiple
		s.unitSpan(o, q, 1)
		return true
	}
	u, n := s.unitAt(o, q)
	if u == nil && s.lasts(o, q) {
		u, n = s.r.units.Named("天"), 1
	}
	if u == nil {
		return false
	}
	if s.at(q) == '分' && n == 1 && s.nameAfter(o) {
		o.name = true
		return false
	}
	s.unitSpan(o, q, n)
	if u.Use == unit.Clock && s.calendar(o, q, n) {
		o.name = true
		return false
	}
	if s.ordinalUnit(o, q+n) {
		o.name = true
		if o.end = q + n; s.at(o.end) == '级' {
			o.end++
		}
		return false
	}
	o.unit = u
	switch u.Dimension {
	case "ratio":
		o.kind = Percent
	case "points":
		o.kind = Points
	case "time":
		if u.Use == unit.Clock {
			o.kind = Duration
		}
	}
	return true
}

func (s *scan) unitSpan(o *operand, at, n int) {
	o.unitAt, o.unitEnd, o.end = at, at+n, at+n
	if o.magAt >= o.num.End && o.num.MagExp == 0 || o.magAt > at {
		o.magAt = at
	}
}
