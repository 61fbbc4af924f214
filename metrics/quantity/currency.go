package quantity

import "unicode/utf8"

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
	case "rmb", "cny", "usd", "hkd", "eur", "jpy", "gbp", "us", "hk", "nt", "sg", "nz", "au", "ca", "s", "a", "c":
		return true
	}
	return false
}

// currency reads an amount of money whose sign or code stands at i..j.
func (s *scan) currency(i, j int) int {
	at := s.skip(j)
	if !s.starts(at) {
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
			case "nt":
				w = "新台币"
			case "sg", "s":
				w = "新元"
			case "nz":
				w = "新西兰元"
			case "au", "a":
				w = "澳元"
			case "ca", "c":
				w = "加元"
			default:
				w = string(head)
			}
		}
	} else if o.bare() || o.unit != nil && o.unit.Canonical == "CNY" && s.at(o.unitAt) == '元' {
		w = o.moneyWord(s) // 港币500元 are no yuan
	}
	if w == "" || o.unit != nil && o.unit.Canonical != "CNY" || o.kind != Amount || o.name {
		return
	}
	if u := s.r.units.Named(w); u != nil && u.Dimension == "money" {
		o.unit = u
		o.settle()
	}
}

// moneyWord finds the name of a currency directly before the number (人民币5亿, 港币五千), but none of an exchange rate
// (兑美元7.2), extends the operand over it and returns its unit word.
func (o *operand) moneyWord(s *scan) string {
	end := o.start
	if s.prev(end) == ' ' {
		end--
	}
	switch s.prev(end) {
	case '币', '元', '镑':
	default:
		return ""
	}
	for _, m := range [...]struct{ before, unit string }{
		{"人民币", "元"}, {"港币", "港元"}, {"港元", "港元"}, {"美元", "美元"}, {"欧元", "欧元"}, {"日元", "日元"}, {"英镑", "英镑"},
		{"新台币", "新台币"}, {"台币", "新台币"}, {"澳门元", "澳门元"}, {"澳门币", "澳门元"},
	} {
		i := end - utf8.RuneCountInString(m.before)
		if i < s.floor || !s.has(i, m.before) || o.unit != nil && m.unit == "元" {
			continue
		}
		switch s.prev(i) {
		case '兑', '对', '换', '每', '万', '亿':
			return ""
		}
		if isDigit(s.prev(i)) {
			return ""
		}
		o.start = i
		return m.unit
	}
	return ""
}
