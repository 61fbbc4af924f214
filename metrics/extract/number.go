// The number of a cell: what stands before and behind its digits.

package extract

import (
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
)

// number is the content of a cell, taken apart.
type number struct {
	before string // words of a bound: 约, 超过
	core   string // the digits, with the unit where the cell has one
	after  string // words of a bound: 左右, 以上
	// negative is set for a minus or a word or an arrow of decline.
	negative bool
	// summed is set for a number in brackets: in tables of plans it is that of all the years together, not of one.
	summed bool
}

// numberWords are what can stand before a number, with the words that a sentence would have.
var numberWords = [...]struct {
	sign, word string
	negative   bool
}{
	{"不低于", "不低于", false}, {"不少于", "不少于", false}, {"不超过", "不超过", false}, {"不高于", "不超过", false}, {"超过", "超过", false}, {"大于", "超过", false},
	{"低于", "低于", false}, {"小于", "低于", false}, {"约", "约", false}, {"超", "超过", false}, {"近", "近", false},
	{">=", "不低于", false}, {"<=", "不超过", false}, {">", "超过", false}, {"<", "低于", false}, {"≥", "不低于", false}, {"≧", "不低于", false}, {"≤", "不超过", false}, {"≦", "不超过", false},
	{"增长", "", false}, {"上升", "", false}, {"上涨", "", false}, {"提高", "", false}, {"增加", "", false}, {"↑", "", false}, {"+", "", false},
	{"下降", "", true}, {"减少", "", true}, {"回落", "", true}, {"下跌", "", true}, {"降低", "", true}, {"↓", "", true}, {"-", "", true}, {"—", "", true},
}

// numberTails are what can stand behind it.
var numberTails = [...]string{"左右", "以上", "以内", "以下", "及以上"}

// numberOf takes the content of a cell apart. Footnote marks go.
func numberOf(cell string) (n number) {
	s := strings.TrimSpace(fold.String(cell))
	s = strings.TrimSpace(strings.TrimRight(s, "*①②③④⑤⑥⑦⑧⑨⑩¹²³⁴⁵⁶⁷⁸⁹"))
	for _, b := range [...]string{"[]", "〔〕", "【】"} {
		from, to := string([]rune(b)[0]), string([]rune(b)[1])
		if strings.HasPrefix(s, from) && strings.HasSuffix(s, to) {
			s, n.summed = strings.TrimSpace(s[len(from):len(s)-len(to)]), true
		} else if i := strings.LastIndex(s, from); i > 0 && strings.HasSuffix(s, to) && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1] == '%') {
			s = s[:i] // 123.4[1]
		}
	}
	for again := true; again; {
		again = false
		for _, w := range numberWords {
			if strings.HasPrefix(s, w.sign) {
				s = strings.TrimSpace(s[len(w.sign):])
				n.before += w.word
				n.negative = n.negative || w.negative
				again = n.before == "" && s != "" && (s[0] < '0' || s[0] > '9')
				break
			}
		}
	}
	for _, w := range numberTails {
		if strings.HasSuffix(s, w) {
			s, n.after = strings.TrimSuffix(s, w), w+n.after
		}
	}
	if strings.HasPrefix(s, ".") {
		s = "0" + s
	}
	n.core = s
	return n
}

// isBare reports whether the text is a number without a unit.
func isBare(f string) bool {
	for i := 0; i < len(f); {
		r, size := utf8.DecodeRuneInString(f[i:])
		if !(r >= '0' && r <= '9' || strings.ContainsRune("., ~—-", r)) {
			return false
		}
		i += size
	}
	return f != ""
}
