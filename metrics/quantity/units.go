package quantity

import (
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
	return u, s.denominator(u, q, n)
}

// pointsAfter reads 以上百分点 and 多百分点 between 个 and 百分点.
func (s *scan) pointsAfter(q int) (int, pipeline.Qualifier) {
	switch {
	case s.has(q, "百分点"):
		return 3, ""
	case s.has(q, " 百分点"):
		return 4, ""
	case s.has(q, "多百分点"):
		return 4, pipeline.Some
	case s.has(q, "以上百分点"):
		return 5, pipeline.AtLeast
	case s.has(q, "左右百分点"):
		return 5, pipeline.About
	}
	return 0, ""
}

// fits decides on units whose word has other uses: 块 (money or a piece), 度 (energy or an angle),
// 打, 点.
func (s *scan) fits(o *operand, u *unit.Unit, q, n int) *unit.Unit {
	if n > 1 {
		return u
	}
	switch s.at(q) {
	case '块':
		if c := s.at(q + 1); c == '钱' || c == 0 || !isHan(c) && !isLetter(c) && !isDigit(c) || isDigit(c) || numeral.Digit(c) >= 0 || c == '多' {
			return s.r.units.Named("元")
		}
	case '度':
		if s.at(q+1) == '电' || o.num.MagExp >= 8 || s.near(q, "电") {
			return s.r.units.Named("千瓦时")
		}
	case '角', '分':
		if !o.num.Arabic && isHan(s.at(q+1)) {
			return nil
		}
	case '里', '方', '对', '片', '样', '种', '层', '道', '起', '例', '门', '把', '根', '支', '本', '部', '集':
		if o.num.Bare {
			return nil
		}
	case '位':
		if o.num.Point {
			return nil
		}
	case '点': // 49.8点 of an index; 3点 is a time
		if !o.num.Point {
			return nil
		}
	}
	return u
}

// near reports whether w stands in the twelve runes before i, in the same clause.
func (s *scan) near(i int, w string) bool {
	for j := i - 1; j >= 0 && j >= i-12; j-- {
		switch s.line[j] {
		case ',', '。', ';', '、', '!', '?':
			return false
		}
		if s.has(j, w) {
			return true
		}
	}
	return false
}

// letterUnit decides on one letter after a number: data (30g流量), bit rate (100m宽带), computing power
// (5万p). Elsewhere the letter makes a name.
func (s *scan) letterUnit(n *numeral.Number, q int) *unit.Unit {
	c := s.at(q)
	if after := s.at(q + 1); isLetter(after) || isDigit(after) {
		return nil
	}
	word := ""
	switch c {
	case 'g':
		if n.Digits == 1 && !n.Point && n.MagExp == 0 && !s.has(q+1, "/") {
			return nil // 5g流量 is the traffic of 5G
		}
		if n.MagExp > 0 || s.has(q+1, "流量") || s.has(q+1, "/户") || s.has(q+1, "/月") || n.Point && !s.bitRate(n.Start, q) || (n.Digits > 1 || n.Value.Cmp(ten) < 0 && n.Point) && s.near(n.Start, "流量") {
			word = "gb"
		} else if s.bitRate(n.Start, q) && n.Digits > 3 {
			word = "gbps"
		}
	case 't':
		switch {
		case s.near(n.Start, "带宽") || s.near(n.Start, "出口"):
			word = "tbps"
		case n.MagExp > 0 || s.near(n.Start, "流量") || s.has(q+1, "流量"):
			word = "tb"
		}
	case 'm':
		switch {
		case s.bitRate(n.Start, q):
			word = "mbps"
		case n.Arabic && n.MagExp == 0 && n.Digits <= 4 && s.near(n.Start, "流量"):
			word = "mb"
		}
	case 'p':
		if n.MagExp > 0 || s.near(n.Start, "算力") || s.has(q+1, "算力") || s.near(n.Start, "智算") || s.near(n.Start, "超算") {
			word = "pflops"
		}
	case 'e':
		if s.near(n.Start, "算力") || s.has(q+1, "算力") {
			word = "eflops"
		}
	}
	if word == "" {
		return nil
	}
	return s.r.units.Named(word)
}

// bitRate reports whether the words around number and letter speak of transmission.
func (s *scan) bitRate(i, q int) bool {
	for _, w := range [...]string{"宽带", "带宽", "速率", "网速", "光", "及以上", "以上", "用户", "接入", "下载", "专线", "出口"} {
		if s.has(q+1, w) {
			return true
		}
	}
	for _, w := range [...]string{"宽带", "带宽", "速率", "网速", "出口", "下载"} {
		if s.near(i, w) {
			return true
		}
	}
	return false
}

// denominator extends a unit over / and what it is counted by: 件/万人, 部/百人, gb/户·月, 元/吨.
func (s *scan) denominator(u *unit.Unit, q, n int) int {
	end := q + n
	for s.at(end) == '/' || s.at(end) == '·' && end > q+n {
		k := end + 1
		for numeral.Magnitude(s.at(k)) > 0 || isDigit(s.at(k)) {
			k++
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

// currencySigns are the signs of money before a number.
const currencySigns = "¥￥$€£"

// signMoney is the unit word of a sign of money, or "".
func signMoney(r rune) string {
	switch r {
	case '¥', '￥':
		return "元"
	case '$':
		return "美元"
	case '€':
		return "欧元"
	case '£':
		return "英镑"
	}
	return ""
}

// code tells currency codes and prefixes in letters.
func code(w []rune) bool {
	switch string(w) {
	case "rmb", "cny", "usd", "hkd", "eur", "jpy", "us", "gbp":
		return true
	}
	return false
}

// currency reads an amount of money whose sign or code stands at i..j.
func (s *scan) currency(i, j int) int {
	if s.at(j) == '$' {
		j++
	}
	at := s.skip(j)
	if !s.starts(at) {
		return j
	}
	if string(s.line[i:j]) == "us" {
		return j
	}
	return s.amount(i, at, false)
}

// currencyBefore gives the money of a sign, a code or 人民币 before the number, where no unit follows it.
func (o *operand) currencyBefore(s *scan) {
	w := ""
	if o.start < o.num.Start {
		head := s.line[o.start:o.num.Start]
		w = signMoney(head[0])
		if w == "" {
			for k, r := range head {
				if r == '$' || r == ' ' {
					head = head[:k]
					break
				}
			}
			switch string(head) {
			case "us":
				w = "美元"
			case "hk":
				w = "港元"
			default:
				w = string(head)
			}
		}
	} else if i := o.start; i-3 >= s.floor && s.has(i-3, "人民币") && o.unit == nil && o.kind == Amount {
		o.start = i - 3
		w = "元"
	}
	if w == "" || o.unit != nil || o.kind != Amount || o.name {
		return
	}
	if u := s.r.units.Named(w); u != nil && u.Dimension == "money" {
		o.unit = u
		o.settle()
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
			o.unit = u
			o.start = at - 1
			o.kind = Amount
			o.settle()
		}
		return
	}
}
