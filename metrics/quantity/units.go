package quantity

import (
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
	"zhibiao/pipeline"
)

// unitAt finds the unit of o at q: a word of the table, perhaps with 每 or / and a denominator
// (件/万人, gb/户·月), a letter that is a unit in this context, or a compound with 百亿亿次.
func (s *scan) unitAt(o *operand, q int) (*unit.Unit, int) {
	if c := s.at(q); c == '个' {
		var n int
		if n, o.within = s.pointsAfter(q + 1); n > 0 {
			return s.r.units.Named("个百分点"), n + 1
		}
		if u, n := s.clockAfter(o, q+1); n > 0 {
			return u, n + 1
		}
	}
	if s.at(q) == '分' && s.minutes(q+1) {
		o.word, o.wordLen = "分", 1
		return s.r.units.Named("分钟"), 1
	}
	if o.num.MagExp >= 12 && q == o.num.End {
		for k := 3; k >= 2; k-- {
			if at := q - k; at > o.num.Start && numeral.Magnitude(s.at(at)) > 0 {
				if u, n := s.r.units.At(s.line, at); u != nil && u.Dimension == "computing" && n > k {
					exp := int32(0)
					for _, r := range s.line[at:q] {
						exp += numeral.Magnitude(r)
					}
					o.raw.Exponent -= exp
					plain(&o.raw)
					o.rawStep -= exp
					o.num.MagExp = 0
					o.magAt = at
					return u, n - k
				}
			}
		}
	}
	u, n, word := s.r.units.Find(s.line, q)
	o.word, o.wordLen = word, n
	if u == nil {
		if u = s.letterUnit(&o.num, q); u == nil {
			return nil, 0
		}
		n = 1
	} else if u = s.fits(o, u, q, n); u == nil {
		return nil, 0
	}
	end := s.denominator(q, n)
	if end == n && u.Dimension != "count" && s.at(q+n) == '每' {
		end = s.each(q, n)
	}
	if end > n {
		o.per = q + n + 1
	}
	return u, end
}

// each extends a unit over 每 and what it is counted by: 克标准煤每千瓦时, 元每吨.
func (s *scan) each(q, n int) int {
	k := q + n + 1
	for numeral.Magnitude(s.at(k)) > 0 { // 吨标准煤每万元
		k++
	}
	u, m := s.r.units.At(s.line, k)
	if u == nil && k == q+n+1 && (s.at(k) == '月' || s.at(k) == '日') && !isHan(s.at(k+1)) { // 50元每月
		return n + 2
	}
	if u == nil || u.Use == unit.Stop || u.Dimension == "count" || u.Dimension == "time" {
		return n
	}
	return k - q + m
}

// minutes reports whether 分 before q tells minutes by what follows: 五分半钟, 5分30秒.
func (s *scan) minutes(q int) bool {
	if s.has(q, "半钟") {
		return true
	}
	if !s.starts(q) {
		return false
	}
	n, ok := numeral.Scan(s.line, s.off, q)
	return ok && s.at(n.End) == '秒' && n.Value.Cmp(sixty) < 0
}

var sixty = apd.New(60, 0)

// pointsAfter reads 以上百分点 and 多百分点 between 个 and 百分点, whose characters old pages set apart, and 点 at the end of a
// clause (低0.1个点).
func (s *scan) pointsAfter(q int) (int, pipeline.Qualifier) {
	if s.at(q) == '点' && !isHan(s.at(q+1)) {
		return 1, ""
	}
	k, qualifier := q, pipeline.Qualifier("")
	switch {
	case s.at(k) == '多':
		k, qualifier = k+1, pipeline.Some
	case s.has(k, "以上"):
		k, qualifier = k+2, pipeline.AtLeast
	case s.has(k, "左右"):
		k, qualifier = k+2, pipeline.About
	}
	if end := s.apart(k, '百', '分', '点'); end > 0 {
		return end - q, qualifier
	}
	return 0, ""
}

// clockAfter reads the 多月 of 三个多月.
func (s *scan) clockAfter(o *operand, q int) (*unit.Unit, int) {
	if s.at(q) != '多' {
		return nil, 0
	}
	u, n := s.r.units.At(s.line, q+1)
	if s.at(q+1) == '月' {
		u, n = s.r.units.Named("个月"), 1
	}
	if u == nil || u.Use != unit.Clock || s.at(q+1) == '年' {
		return nil, 0
	}
	o.some = true
	return u, n + 1
}

// apart is the end of the runes of word at k with blanks before them, or 0.
func (s *scan) apart(k int, word ...rune) int {
	for _, r := range word {
		for s.at(k) == ' ' {
			k++
		}
		if s.at(k) != r {
			return 0
		}
		k++
	}
	return k
}

// fits decides on units whose word has other uses: 块 (money or a piece), 度 (energy or an angle), 点 (an index
// or a time).
func (s *scan) fits(o *operand, u *unit.Unit, q, n int) *unit.Unit {
	if n > 1 {
		return u
	}
	switch s.at(q) {
	case '块':
		if o.num.MagExp >= 8 && s.at(q+1) != '钱' || s.piece(o.start) {
			return u // 集成电路产量600亿块
		}
		if c := s.at(q + 1); c == '钱' || (c == '到' || c == '至' || c == '~') && s.starts(q+2) || c == 0 || !isHan(c) && !isLetter(c) && !isDigit(c) || isDigit(c) || numeral.Digit(c) >= 0 || c == '多' {
			return s.r.units.Named("元")
		}
	case '度':
		if s.at(q+1) == '电' || o.num.MagExp >= 8 || s.near(q, "电") {
			return s.r.units.Named("千瓦时")
		}
	case '角', '分':
		if c := s.at(q + 1); !o.num.Arabic && isHan(c) && (s.at(q) == '分' || numeral.Digit(c) < 0) {
			return nil
		}
	case '里', '方', '对', '片', '样', '层', '道', '把', '根':
		if o.num.Bare {
			return nil
		}
	case '位':
		if o.num.Point {
			return nil
		}
	case '两': // 六两; but 两年, 两会
		if c := s.at(q + 1); isHan(c) && c != '半' {
			return nil
		}
	case '点': // 49.8点 and 3200点 of an index; 3点 is a time
		if !o.num.Point && (o.num.Digits < 3 || o.num.MagExp > 0 || strings.ContainsRune("位多半钟赞击评播", s.at(q+1))) {
			return nil
		}
	}
	return u
}

// piece reports whether what is counted in 块 before i comes in pieces, and is no money.
func (s *scan) piece(i int) bool {
	for _, w := range [...]string{"电路", "芯片", "电池", "电表", "硬盘", "玻璃", "产量", "地块", "屏"} {
		if s.near(i, w) {
			return true
		}
	}
	return false
}

// denominator extends a unit over / and what it is counted by: 件/万人, 部/百人, gb/户·月, 元/吨.
func (s *scan) denominator(q, n int) int {
	end := q + n
	for s.at(end) == '/' || s.at(end) == '·' && end > q+n {
		k := end + 1
		for numeral.Magnitude(s.at(k)) > 0 || s.at(k) == '0' || s.at(k) == '1' && s.at(k+1) == '0' {
			k++ // 百人, 100公里; but 100兆瓦/200兆瓦时 are two amounts
		}
		if _, m := s.r.units.At(s.line, k); m > 0 {
			end = k + m
		} else if c := s.at(k); c == '月' || c == '日' || c == '时' || c == '人' || c == '年' {
			end = k + 1
		} else {
			break
		}
	}
	return end - q
}

// thermometer turns the degrees of 摄氏37度 and 华氏温度98.6° into those of the scale that is named before them.
func (s *scan) thermometer(o *operand) {
	if o.unit == nil || o.unit.Canonical != "deg" {
		return
	}
	i := o.start
	if i >= 2 && s.all[i-2] == '温' && s.all[i-1] == '度' {
		i -= 2
	}
	i -= 2
	if i < s.floor || s.at(i+1) != '氏' {
		return
	}
	switch s.at(i) {
	case '摄':
		o.unit = s.r.units.Named("摄氏度")
	case '华':
		o.unit = s.r.units.Named("华氏度")
	default:
		return
	}
	o.start = i
	o.settle()
}

// speed turns a length that 时速 stands before into a speed: 时速350公里, 时速达到350公里.
func (s *scan) speed(o *operand) {
	if o.unit == nil || o.unit.Canonical != "km" || !o.unit.Unity() {
		return
	}
	for i := o.start - 1; i > s.floor && i > o.start-6 && isHan(s.line[i]); i-- {
		if s.line[i] == '速' && s.line[i-1] == '时' {
			o.unit = s.r.units.Named("公里/小时")
			o.settle()
			return
		}
	}
}

// per extends the operand over a denominator before it: 每立方米19微克.
func (s *scan) per(o *operand) {
	if o.unit == nil || o.start == 0 {
		return
	}
	for k := 1; k <= 4; k++ {
		at := o.num.Start - k
		if at-1 < s.floor || s.all[at-1] != '每' {
			continue
		}
		key := append(append([]rune{}, s.line[o.unitAt:o.unitEnd]...), '/')
		key = append(key, s.line[at:o.num.Start]...)
		if u, n := s.r.units.At(key, 0); u != nil && n == len(key) {
			o.start = at - 1
			if u.Canonical != o.unit.Canonical {
				o.unit, o.kind = u, Amount
				o.settle()
			}
		}
		return
	}
}
