package quantity

import (
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
)

// tenthsAt tells 三成 from 三 followed by 成功, 成立, 成员.
func (s *scan) tenthsAt(o *operand, q int) bool {
	if o.raw.Sign() <= 0 || o.raw.Cmp(ten) > 0 || o.num.MagExp >= 2 {
		return false
	}
	switch s.at(q + 1) {
	case '功', '为', '立', '员', '长', '本', '果', '效', '品', '都', '绩', '就', '分', '套', '熟', '交', '人', '型', '渝', '县', '色', '份', '因', '片', '群', '体', '材', '像', '田', '年', '名':
		return false
	}
	return true
}

// tenthsMore reads what may follow 成: 三成半, 三成五.
func (s *scan) tenthsMore(o *operand) {
	c, next := s.at(o.end), s.at(o.end+1)
	d := int64(numeral.Digit(c))
	if o.num.Arabic && '1' <= c && c <= '9' && !isDigit(next) && (next != '.' && next != ',' || !isDigit(s.at(o.end+2))) {
		d = int64(c - '0')
	}
	if b, _ := s.boundAfter(o.end + 1); c == '半' {
		d = 5
	} else if d < 1 || o.num.Arabic && !isDigit(c) || numeral.Magnitude(next) > 0 || isHan(next) && b.qualifier == "" {
		return
	}
	context.Add(&o.raw, &o.raw, apd.New(d, -1))
	o.rawStep = -1
	o.end++
}

// discountAt tells 八折 and 七五折 from 折合, 折算.
func (s *scan) discountAt(o *operand, q int) bool {
	if o.num.MagExp > 0 || o.raw.Sign() <= 0 || o.num.High != nil {
		return false
	}
	if !twoPlaces(o) && (o.num.String || o.raw.Cmp(ten) >= 0) {
		return false
	}
	switch s.at(q + 1) {
	case '合', '算', '旧', '叠', '射', '腾', '线', '返', '桥', '服', '子', '扣', '页', '现':
		return false
	}
	return true
}

// twoPlaces reports whether a discount is told in two digits: 七五折, 75折.
func twoPlaces(o *operand) bool {
	return o.num.Digits == 2 && !o.num.Point && !o.num.Zero && (o.num.String || o.num.Arabic && o.num.MagExp == 0)
}

// half adds a half after the unit (一个半, 两吨半) and joins smaller units (五块六, 3元5角, 1小时30分钟).
func (s *scan) half(o *operand) {
	if o.kind == Multiple && s.at(o.end) == '半' && !o.num.Point && !o.some && !isHan(s.at(o.end+1)) { // 一倍半
		s.add(o, apd.New(5, -1), -1)
		o.end++
		return
	}
	if o.unit == nil || o.some {
		return
	}
	if s.at(o.end) == '半' && !o.num.Point && o.num.MagExp == 0 && o.kind != Percent && halfAlone(s.at(o.end+1)) {
		s.add(o, apd.New(5, -1), -1)
		o.end++
		if s.at(o.end) == '钟' && o.kind == Duration { // 五分半钟
			o.end++
		}
		if s.at(o.unitAt) == '个' && o.unitEnd == o.unitAt+1 { // 5个半小时
			s.halfUnit(o)
		}
		return
	}
	switch {
	case o.unit.Dimension == "money" && o.unit.Unity() && o.num.MagExp == 0 && !o.num.Point:
		s.coins(o)
	case !o.num.Point:
		s.minor(o)
	}
}

// minors are the smaller units that continue an amount: 1小时30分钟, 2年6个月, 3斤5两, 2角5分. A word that can begin another
// one ends the amount only where no word follows it.
var minors = [...]struct {
	major, word string
	per         int64
	last        bool
}{
	{"h", "分钟", 60, false}, {"h", "分", 60, true}, {"min", "秒钟", 60, false}, {"min", "秒", 60, false},
	{"a", "个月", 12, false}, {"t", "两", 10, true}, {"CNY", "分钱", 10, false}, {"CNY", "分", 10, true},
}

// minor joins a smaller unit, which may stand after 零 or 又.
func (s *scan) minor(o *operand) {
	if o.unit.Dimension == "mass" && s.at(o.unitEnd-1) != '斤' || o.unit.Dimension == "money" && (o.unit.Unity() || s.at(o.unitAt) != '角' && s.at(o.unitAt) != '毛') {
		return
	}
	if o.unit.Canonical == "a" && o.unit.Use != unit.Clock {
		return
	}
	at := o.end
	if c := s.at(at); c == '零' || c == '〇' || c == '又' {
		at++
	}
	n, ok := s.number(at)
	if !ok || n.High != nil || n.MagExp > 0 || n.Point {
		return
	}
	for _, m := range minors {
		if m.major != o.unit.Canonical || !s.has(n.End, m.word) {
			continue
		}
		k := n.End + utf8.RuneCountInString(m.word)
		if m.last && isHan(s.at(k)) || n.Value.Cmp(apd.New(m.per, 0)) >= 0 {
			continue
		}
		s.addPart(o, &n.Value, m.per)
		o.end = k
		return
	}
	if s.at(o.unitAt) == '毛' && at == o.end && n.Value.Cmp(ten) < 0 && !isHan(s.at(n.End)) { // 两毛五
		s.addPart(o, &n.Value, 10)
		o.end = n.End
	}
}

func (s *scan) addPart(o *operand, n *apd.Decimal, per int64) {
	var f apd.Decimal
	quotient(&f, n, apd.New(per, 0))
	s.add(o, &f, -2)
}

// halfAlone reports whether 半 before r is a half and not the head of 半导体, 半年, 半径.
func halfAlone(r rune) bool {
	switch r {
	case '日', '年', '天', '夜', '导', '岛', '程', '径', '数', '成', '价', '场', '决', '封', '开', '自', '公':
		return false
	}
	return true
}

// add adds x, in units as written, to the amount.
func (s *scan) add(o *operand, x *apd.Decimal, step int32) {
	context.Add(&o.raw, &o.raw, x)
	o.rawStep = step
	o.settle()
}

// halfUnit reads the true unit after 个半.
func (s *scan) halfUnit(o *operand) {
	u, n := s.r.units.At(s.line, o.end)
	if u == nil && s.at(o.end) == '月' {
		u, n = s.r.units.Named("个月"), 1
	}
	if u == nil || u.Use != unit.Clock {
		return
	}
	o.unit, o.kind = u, Duration
	o.unitAt, o.unitEnd, o.wordLen = o.end, o.end+n, 0
	o.magAt = o.unitAt
	o.end += n
	o.settle()
}

// coins reads 角 and 分 after an amount of money: 五块六, 3块5毛, 3元5角2分, 二十元零六分.
func (s *scan) coins(o *operand) {
	at := o.end
	if s.at(at) == '零' || s.at(at) == '〇' {
		at++
	}
	n, ok := s.number(at)
	if !ok || n.Value.Exponent != 0 || n.Value.Cmp(ten) >= 0 {
		return
	}
	v := n.Value.Coeff.Int64()
	switch c := s.at(n.End); {
	case c == '角' || c == '毛':
		s.add(o, apd.New(v, -1), -1)
		o.end = n.End + 1
		s.cents(o, c == '毛')
		if s.at(o.end) == '钱' {
			o.end++
		}
	case c == '分' && !isHan(s.at(n.End+1)):
		s.add(o, apd.New(v, -2), -2)
		o.end = n.End + 1
	case s.at(o.unitAt) == '块' && (!isHan(c) || c == '到' || c == '至'):
		place := int32(-1)
		if at > o.end { // 三块零四
			place = -2
		}
		s.add(o, apd.New(v, place), place)
		o.end = n.End
	}
}

// cents reads 分 after 角; after 毛 the word may be left out (一块二毛五).
func (s *scan) cents(o *operand, colloquial bool) {
	n, ok := s.number(o.end)
	if !ok || n.Value.Exponent != 0 || n.Value.Cmp(ten) >= 0 {
		return
	}
	switch c := s.at(n.End); {
	case c == '分' && (!isHan(s.at(n.End+1)) || s.at(n.End+1) == '钱'):
		o.end = n.End + 1
	case colloquial && (!isHan(c) || c == '到' || c == '至'):
		o.end = n.End
	default:
		return
	}
	s.add(o, apd.New(n.Value.Coeff.Int64(), -2), -2)
}
