package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
)

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' }

// token returns the end of a run of letters and digits with the signs that join them.
func (s *scan) token(i int) int {
	for {
		c := s.at(i)
		switch {
		case isDigit(c) || isLetter(c):
			i++
			continue
		case joins(c):
			if n := s.at(i + 1); isDigit(n) || isLetter(n) || n == '/' && c == ':' || n == '/' && c == '/' {
				i++
				continue
			}
		}
		return i
	}
}

// joins tells the signs that join letters and digits.
func joins(r rune) bool {
	switch r {
	case '-', '_', '.', '/', ':', '+', '=', '?', '&', '#', '@', '%', '*', '×', '·', '∶':
		return true
	}
	return false
}

// letterName decides on a number that runs into letters at end: a unit (42gb), or a name
// (5g, 4k, 3d, 10g-pon).
func (s *scan) letterName(i, end int, n *numeral.Number) int {
	j := end
	for isLetter(s.at(j)) {
		j++
	}
	run := s.line[end:j]
	if u, k := s.r.units.At(s.line, end); u != nil && end+k >= j {
		return i
	}
	if exp, _ := s.english(n); exp > 0 {
		return i
	}
	if len(run) == 1 {
		if run[0] == 'e' && s.exponent(n, end) > 0 {
			return i
		}
		if run[0] == 'k' && n.MagExp == 0 && (n.Point || n.Digits > 1 && n.Value.Cmp(sixteen) != 0) {
			return i
		}
		if s.letterUnit(n, end) != nil {
			return i
		}
		if run[0] == 'g' {
			return s.generation(j)
		}
	}
	e := s.token(j)
	return e
}

// exponent is the end of the e-14 of a number in scientific notation, which has a point or a sign (5e3 is a name), or 0.
func (s *scan) exponent(n *numeral.Number, end int) int {
	if s.at(end) != 'e' || n.MagExp > 0 {
		return 0
	}
	j := end + 1
	if c := s.at(j); c == '+' || c == '-' {
		j++
	} else if !n.Point {
		return 0
	}
	k := j
	for isDigit(s.at(k)) {
		k++
	}
	if c := s.at(k); k == j || k > j+2 || isLetter(c) || c == '.' || c == '-' {
		return 0
	}
	return k
}

var sixteen = apd.New(16, 0)

// generation returns the end of a name such as 5g, 5g-a, 5g+, 10g pon, 400g/otn whose digits and g end at j.
func (s *scan) generation(j int) int {
	for {
		switch k := s.skip(j); {
		case s.has(k, "pon"):
			j = k + 3
		case s.has(k, "epon"), s.has(k, "gpon"):
			j = k + 4
		case s.has(k, "-pon"):
			j = k + 4
		case s.has(k, "otn"), s.has(k, "wdm"):
			j = k + 3
		case s.at(j) == '-' || s.at(j) == '/' || s.at(j) == '+':
			e := s.token(j)
			if e == j {
				if s.at(j) == '+' {
					return j + 1
				}
				return j
			}
			return e
		default:
			if isDigit(s.at(j)) || isLetter(s.at(j)) {
				return s.token(j)
			}
			return j
		}
	}
}

// letters passes over a word of Latin letters, or reports it as a name where it holds digits
// (ipv6, pm2.5, a320, gb/t 2260, www…). Letters before an amount are none (gdp5.2%, rmb500).
func (s *scan) letters(i int) int {
	j := i
	for isLetter(s.at(j)) {
		j++
	}
	if c := s.at(j); !joins(c) && c != '$' && !s.starts(s.skip(j)) {
		return j // a mere word
	}
	if k := j; code(s.line[i:j]) {
		if s.at(k) == '$' {
			k++
		} else if j-i <= 2 {
			k = len(s.line) // hk2013 and us5 are names
		}
		if s.starts(s.skip(k)) {
			return s.currency(i, k)
		}
	}
	if s.standard(i, j) {
		k := j
		if s.at(k) == '/' {
			k += 2
		}
		if e := s.skip(k); isDigit(s.at(e)) {
			e = s.token(e)
			for s.at(e) == '—' && isDigit(s.at(e+1)) { // GB 50016—2014
				e = s.token(e + 1)
			}
			return s.name(i, e)
		}
	}
	if s.has(i, "wi-fi") && s.at(j) == '-' { // Wi-Fi 7
		if e := s.skip(i + 5); isDigit(s.at(e)) {
			return s.name(i, s.token(e))
		}
	}
	e := s.token(i)
	first := i
	for first < e && !isDigit(s.at(first)) {
		first++
	}
	if first == e {
		return e
	}
	if first == j && j-i >= 2 && !fixed(s.line[i:j]) {
		if n, ok := s.number(first); ok && n.End >= e {
			var o operand
			if s.operand(&o, first) && !o.name && (o.unit != nil || o.kind != Amount || n.MagExp > 0) {
				return s.amount(first, first, false)
			}
		}
	}
	if s.at(e) == '+' {
		e++
	}
	return s.name(i, e)
}

// fixed tells letters that always make a name with the digits behind them.
func fixed(w []rune) bool {
	switch string(w) {
	case "pm", "ipv", "co", "wifi", "gb", "no", "iso", "web", "so", "ts", "rfc", "iec", "vr", "nb":
		return true
	}
	return false
}

// standard tells the sign of a standard that a number follows, perhaps after a blank.
func (s *scan) standard(i, j int) bool {
	switch string(s.line[i:j]) {
	case "gb", "yd", "db", "jt", "hj", "dl", "jgj":
		return s.at(j) == '/' && isLetter(s.at(j+1)) && !isLetter(s.at(j+2)) || s.at(j) == ' ' || isDigit(s.at(j))
	case "iso", "iec", "no", "vol", "rfc", "pm", "ipv", "wifi", "windows", "rev":
		return true
	}
	return false
}
