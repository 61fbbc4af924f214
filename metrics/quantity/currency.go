package quantity

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
