package quantity

import (
	"zhibiao/metrics/numeral"
)

// numeralName passes over words that begin with a Chinese numeral and state no number, and list marks
// (一、 and （一）). It returns i where there is none.
func (s *scan) numeralName(i int) int {
	if s.at(i) == '一' && s.tail一(i) {
		return i + 1
	}
	if s.prev(i) == '"' {
		if end := s.slogan(i); end > i {
			return s.name(i, end)
		}
	}
	if n, ok := s.number(i); ok {
		if !n.Arabic && s.mark(i, n.End) {
			return n.End
		}
		if n.Point || s.has(n.End, "分之") {
			return i
		}
	}
	id, n := s.r.names.Longest(s.line, i)
	if id < 0 {
		return i
	}
	if id == plainWord {
		if num, ok := s.number(i); ok && num.High != nil && num.End > i+n {
			return i // 一二百人
		}
		if b, _ := s.boundBefore(i); b.qualifier != "" && numeral.Magnitude(s.at(i)) > 1 {
			return i // 近万家企业, though 万家 is a word
		}
		return i + n
	}
	return s.name(i, i+n)
}

// tail一 reports whether 一 at i ends a word: 统一, 唯一, 进一步.
func (s *scan) tail一(i int) bool {
	switch s.prev(i) {
	case '统', '唯', '同', '单', '逐', '进', '新', '这', '那', '哪', '某', '任', '另', '每', '专', '归', '划', '之', '如', '均', '不', '又', '再', '万':
		return numeral.Magnitude(s.at(i+1)) == 0
	}
	return false
}

// slogan finds the end of a quoted phrase that begins with a small Chinese numeral: “四个经济”, “三支队伍”.
func (s *scan) slogan(i int) int {
	if numeral.Digit(s.at(i)) < 1 || numeral.Magnitude(s.at(i+1)) > 1 || !isHan(s.at(i+1)) {
		return i
	}
	for j := i + 1; j < i+14; j++ {
		switch c := s.at(j); {
		case c == '"':
			if s.at(j-1) == '番' {
				return i // “三个翻番”
			}
			return j
		case isHan(c) || c == '、':
		default:
			return i
		}
	}
	return i
}

// proportion is the end of the rest of a proportion of three and more parts with blanks in it
// (3.6 : 48 : 48.4), whose first number ends at end; or end.
func (s *scan) proportion(end int) int {
	at, parts := end, 1
	for {
		j := at
		for s.at(j) == ' ' {
			j++
		}
		if c := s.at(j); c != ':' && c != '∶' {
			break
		}
		for j++; s.at(j) == ' '; j++ {
		}
		if !isDigit(s.at(j)) {
			break
		}
		for isDigit(s.at(j)) || s.at(j) == '.' && isDigit(s.at(j+1)) {
			j++
		}
		at = j
		parts++
	}
	if parts < 3 {
		return end
	}
	return at
}

// digitName recognises names that begin with an Arabic digit: 5G, 10G PON, 4K, 1+3+9, 2.0, dates and
// times in digits, telephone numbers, list marks. It returns i where a quantity may stand.
func (s *scan) digitName(i int) int {
	end := i
	for isDigit(s.at(end)) {
		end++
	}
	n, ok := s.number(i)
	if ok {
		end = n.DigitsEnd
	}
	c, after := s.at(end), s.at(end+1)
	switch {
	case c == '.' && isDigit(after) && n.Point, // 1.2.3
		c == '∶' && isDigit(after),
		c == ':' && isDigit(after) && (end-i <= 2 || n.Point),
		(c == '+' || c == '*' || c == '×' || c == 'x') && (isDigit(after) || isLetter(after) && !isLetter(s.at(end+2))),
		c == '·' && isDigit(after) && n.MagExp == 0,
		c == '.' && isLetter(after) && end-i > 2,
		c == '_' && (isDigit(after) || isLetter(after)):
		return s.name(i, s.token(end))
	case c == '-' && isDigit(after) || c == '—' && isDigit(after):
		if e := s.dashed(i, end); e > i {
			return s.name(i, e)
		}
	case c == '/' && s.over(end) > 0:
	case c == '/' && isDigit(after):
		if e := s.slashed(i, end); e > i {
			return s.name(i, e)
		}
	case isLetter(c):
		if e := s.letterName(i, end, &n); e > i {
			return s.name(i, e)
		}
	case c == '"' && s.prev(i) == '"':
		return s.name(i, end)
	}
	if e := s.score(i, end); e > end {
		return s.name(i, e)
	}
	if e := s.proportion(end); e > end {
		return s.name(i, e)
	}
	if s.mark(i, end) {
		return s.name(i, end)
	}
	if s.prev(i) == '"' && s.at(s.token(end)) == '"' && s.token(end) > end {
		return s.name(i, s.token(end))
	}
	if s.version(i, end, &n) {
		return s.name(i, end)
	}
	if ok && n.Zero && !n.Point && c != '%' && n.MagExp == 0 {
		return s.name(i, end)
	}
	return i
}

// score is the end of 3比2, or end. 比 between amounts compares them (5%比3%).
func (s *scan) score(i, end int) int {
	if s.at(end) != '比' || !isDigit(s.at(end+1)) || end-i > 3 {
		return end
	}
	k := end + 1
	for isDigit(s.at(k)) {
		k++
	}
	if c := s.at(k); k-end > 4 || c == '.' || c == '%' || c == '月' || c == '年' || c == ',' || numeral.Magnitude(c) > 0 {
		return end
	}
	if u, _ := s.r.units.At(s.line, k); u != nil {
		return end
	}
	return k
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// dashed tells digits with hyphens that are no range: 2021-05-01, 0851-8888888, 010—1234567.
func (s *scan) dashed(i, end int) int {
	j, groups := end, 1
	for (s.at(j) == '-' || s.at(j) == '—') && isDigit(s.at(j+1)) {
		for j++; isDigit(s.at(j)); j++ {
		}
		groups++
	}
	if groups > 2 || s.at(i) == '0' && end-i >= 3 && isDigit(s.at(i+1)) || j-end > 7 && isDigit(s.at(j-1)) && s.at(j) != '.' {
		return j
	}
	if n := j - end - 1; n == 2 && s.at(end+1) == '0' && end-i == 4 { // 2021-05
		return j
	}
	return i
}

// over is the end of the denominator of a rate at i (/10万, /万), or 0.
func (s *scan) over(i int) int {
	if s.at(i) != '/' {
		return 0
	}
	k := i + 1
	if s.at(k) == '1' {
		for k++; s.at(k) == '0'; k++ {
		}
	}
	if s.at(k) != '万' {
		return 0
	}
	return k + 1
}

// slashed tells digits with slashes that are no fraction: 2021/05/01, 5/6 outside a context of shares, 24/7.
func (s *scan) slashed(i, end int) int {
	j, groups := end, 1
	for s.at(j) == '/' && isDigit(s.at(j+1)) {
		for j++; isDigit(s.at(j)); j++ {
		}
		groups++
	}
	if groups == 2 && s.shareContext(i, j) {
		return i
	}
	return j
}

// mark tells the mark of a list item: 1. and 1、 and 1) and (1) where a line or a sentence begins.
func (s *scan) mark(i, end int) bool {
	if s.prev(i) == '〔' {
		return s.at(end) == '〕' && s.noted(i)
	}
	if end-i > 4 || end-i == 4 && s.prev(i) != '[' {
		return false
	}
	for k := i; k < end; k++ {
		if c := s.at(k); !isDigit(c) && numeral.Digit(c) < 0 && numeral.Magnitude(c) != 1 {
			return false
		}
	}
	p := s.prev(i)
	if p == '(' || p == '[' || p == '【' || p == '〈' {
		q := s.at(end)
		return q == ')' || q == ']' || q == '】' || q == '〉'
	}
	begins := p == 0 || p == ' ' || p == '。' || p == ';' || p == ':' || p == '!' || p == '"' || p == '|' || p == '#' || p == '*' || p == '>' || p == '\''
	if !begins && (p != ',' || s.at(end) == '、') {
		return false
	}
	switch s.at(end) {
	case '.', '．':
		return end+1 < len(s.all) && !isDigit(s.all[end+1]) && s.all[end+1] != ' ' || s.at(end+1) == ' ' && s.letterOrHan(end+2)
	case '、', ')':
		k := s.skip(end + 1)
		return s.letterOrHan(k) && numeral.Digit(s.all[k]) < 0
	}
	return false
}

// letterOrHan looks beyond the next taken range: 2、|今年以来.
func (s *scan) letterOrHan(i int) bool {
	if i >= len(s.all) {
		return false
	}
	c := s.all[i]
	return isLetter(c) || isHan(c) || c == '"' || c == '《' || c == '*' || c == '【'
}

// version tells 工业4.0, 社保卡2.0 and 3.0版 from amounts.
func (s *scan) version(i, end int, n *numeral.Number) bool {
	if !n.Point || n.MagExp > 0 || end-i != 3 || s.at(end-1) != '0' {
		return false
	}
	c := s.at(end)
	if c == '版' {
		return true
	}
	if c == '"' {
		return true
	}
	p := s.prev(i)
	if !isHan(p) && !isLetter(p) || c == '%' || c == '‰' {
		return false
	}
	if u, _ := s.r.units.At(s.line, end); u != nil || numeral.Magnitude(c) > 0 || c == '倍' || c == '个' || c == '余' || c == '多' || c == '~' || c == '-' || c == '—' {
		return false
	}
	switch p {
	case '为', '达', '长', '降', '到', '至', '升', '约', '近', '超', '数', '是', '计', '过', '于', '破', '足', '增', '减', '幅', '率', '涨', '跌', '值', '占', '比', '和', '与', '及', '在', '落', '少', '速', '加', '高', '低', '缩', '节':
		return false
	}
	return true
}

// noted tells the year of a document's number (国发〔2021〕5号) and the mark of a footnote (平台〔12〕) from the total over
// several years that tables of plans put into the same brackets.
func (s *scan) noted(i int) bool {
	if i < 2 {
		return false
	}
	p := s.all[i-2]
	return isHan(p) || isLetter(p) || p == '"' || p == '》' || p == ')'
}
