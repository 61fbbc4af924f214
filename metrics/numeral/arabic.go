package numeral

import "github.com/cockroachdb/apd/v3"

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func digitRun(rs []rune, i int) int {
	for i < len(rs) && isDigit(rs[i]) {
		i++
	}
	return i
}

// arabic is a number in Arabic digits: the digits without their separators, and where it ends.
type arabic struct {
	value  apd.Decimal
	end    int
	digits int // before the point
	point  bool
	zero   bool
}

// scanArabic reads digits, groups of three and a decimal point at rs[i]. off tells a full-width comma,
// which mostly separates clauses, from an ASCII one.
func scanArabic(rs []rune, off []int32, i int) (a arabic, ok bool) {
	if a, ok := scanSpaced(rs, i); ok {
		return a, true
	}
	j := digitRun(rs, i)
	if j == i || j-i > MaxDigits {
		a.end = j
		return a, false
	}
	var buf [MaxDigits * 2]byte
	b := appendDigits(buf[:0], rs[i:j])
	first := j - i
	a.zero = first > 1 && rs[i] == '0'
	if first <= 3 && rs[i] != '0' {
		for j < len(rs) && len(b)+3 <= MaxDigits && separates(rs, off, i, j, first) {
			k := digitRun(rs, j+1)
			if k-j-1 != 3 {
				break
			}
			b = appendDigits(b, rs[j+1:k])
			j = k
		}
	}
	a.digits = len(b)
	exp := int32(0)
	if j+1 < len(rs) && rs[j] == '.' && isDigit(rs[j+1]) {
		k := digitRun(rs, j+1)
		if k-j-1 > MaxDigits {
			a.end = k
			return a, false
		}
		b = appendDigits(b, rs[j+1:k])
		exp = -int32(k - j - 1)
		a.point = true
		j = k
	}
	a.end = j
	a.set(b, exp)
	return a, true
}

// set takes the digits b × 10^exp.
func (a *arabic) set(b []byte, exp int32) {
	if len(b) <= 18 {
		n := int64(0)
		for _, c := range b {
			n = n*10 + int64(c-'0')
		}
		a.value.SetFinite(n, exp)
		return
	}
	a.value.Coeff.SetString(string(b), 10)
	a.value.Exponent = exp
}

// scanSpaced reads a number whose signs are set apart one by one, as old pages have it: 2 2 . 4 万件,
// 5 0 0 0 万吨. Columns of a table look alike, so it needs three digits or a point, or words around two, and a word after them.
func scanSpaced(rs []rune, i int) (a arabic, ok bool) {
	if i+2 >= len(rs) || !isDigit(rs[i]) || rs[i+1] != ' ' || i > 0 && (rs[i-1] == '.' || isDigit(rs[i-1])) {
		return a, false
	}
	var buf [MaxDigits]byte
	b := append(buf[:0], byte(rs[i]))
	fraction := -1
	j := i + 1
	for len(b) < MaxDigits {
		k := j
		if k < len(rs) && rs[k] == ' ' {
			k++
		}
		if k >= len(rs) {
			break
		}
		if rs[k] == '.' && fraction < 0 {
			fraction = len(b)
			j = k + 1
			continue
		}
		if !isDigit(rs[k]) || k == j && (fraction < 0 || fraction != len(b)) || k+1 < len(rs) && isDigit(rs[k+1]) {
			break
		}
		b = append(b, byte(rs[k]))
		j = k + 1
	}
	if fraction == len(b) || len(b) < 2 {
		return a, false
	}
	k := j
	if k < len(rs) && rs[k] == ' ' {
		k++
	}
	if len(b) == 2 && fraction < 0 && (i == 0 || !han(rs[i-1]) || k != j+1) {
		return a, false
	}
	if k >= len(rs) || !(Magnitude(rs[k]) >= 4 || rs[k] == '%' || rs[k] == '‰' || k == j+1 && counts(rs[k])) {
		return a, false
	}
	a.end, a.digits, a.zero = j, len(b), b[0] == '0' && fraction != 1
	exp := int32(0)
	if fraction >= 0 {
		exp = -int32(len(b) - fraction)
		a.digits, a.point = fraction, true
	}
	a.set(b, exp)
	return a, true
}

// counts tells the words that commonly follow a number set apart.
func counts(r rune) bool {
	switch r {
	case '年', '元', '吨', '人', '个', '户', '家', '公', '亩', '米', '项', '件', '斤', '千', '岁':
		return true
	}
	return false
}

func appendDigits(b []byte, rs []rune) []byte {
	for _, r := range rs {
		b = append(b, byte(r))
	}
	return b
}

// separates reports whether rs[j] separates groups of three digits of the number that starts at i.
// An ASCII comma does. A full-width comma may as well end a clause or a list item, so the group before it must be too
// short for a list of three-digit numbers. A blank does only before a decimal point or a magnitude.
func separates(rs []rune, off []int32, i, j, first int) bool {
	k := digitRun(rs, j+1)
	if k-j-1 != 3 {
		return false
	}
	switch rs[j] {
	case ',':
		if off != nil && off[j+1]-off[j] >= 3 && first == 3 {
			return false
		}
		return i == 0 || rs[i-1] != '第'
	case ' ':
		if i > 1 && (rs[i-1] == ' ' || rs[i-1] == '|') && isDigit(rs[i-2]) {
			return false
		}
		for k-i < 2*MaxDigits && k+3 < len(rs) && rs[k] == ' ' && digitRun(rs, k+1)-k-1 == 3 {
			k += 4
		}
		if k < len(rs) && rs[k] == ' ' {
			k++
		}
		return k < len(rs) && (rs[k] == '.' && k+1 < len(rs) && isDigit(rs[k+1]) || Magnitude(rs[k]) >= 4)
	}
	return false
}
