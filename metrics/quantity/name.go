package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
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
	if end := i + n; id == 1 {
		// A plain word that is the head of a longer number is none: 百年 in 五百年 never starts here.
		return end
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
	if numeral.Digit(s.at(i)) < 1 || numeral.Magnitude(s.at(i+1)) > 1 {
		return i
	}
	for j := i + 1; j < i+14; j++ {
		switch c := s.at(j); {
		case c == '"':
			return j
		case isHan(c) || c == '、':
		default:
			return i
		}
	}
	return i
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
	if s.mark(i, end) {
		return s.name(i, end)
	}
	if s.prev(i) == '"' && s.at(s.token(end)) == '"' && s.token(end) > end {
		return s.name(i, s.token(end))
	}
	if v := s.version(i, end, &n); v {
		return s.name(i, end)
	}
	if ok && n.Zero && !n.Point && c != '%' && n.MagExp == 0 {
		return s.name(i, end)
	}
	return i
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' }

// token returns the end of a run of letters and digits with the signs that join them.
func (s *scan) token(i int) int {
	for {
		c := s.at(i)
		switch {
		case isDigit(c) || isLetter(c):
			i++
			continue
		case c == '-' || c == '_' || c == '.' || c == '/' || c == ':' || c == '+' || c == '=' || c == '?' || c == '&' || c == '#' || c == '@' || c == '%' || c == '*' || c == '×' || c == '·' || c == '∶':
			if n := s.at(i + 1); isDigit(n) || isLetter(n) || n == '/' && c == ':' || n == '/' && c == '/' {
				i++
				continue
			}
		}
		return i
	}
}

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
	if end-i > 4 || end-i == 4 && s.prev(i) != '〔' && s.prev(i) != '[' {
		return false
	}
	for k := i; k < end; k++ {
		if c := s.at(k); !isDigit(c) && numeral.Digit(c) < 0 && numeral.Magnitude(c) != 1 {
			return false
		}
	}
	p := s.prev(i)
	if p == '(' || p == '[' || p == '〔' || p == '【' || p == '〈' {
		q := s.at(end)
		return q == ')' || q == ']' || q == '〕' || q == '】' || q == '〉'
	}
	begins := p == 0 || p == ' ' || p == '。' || p == ';' || p == ':' || p == '!' || p == '"' || p == '|' || p == '#' || p == '*' || p == '>' || p == '\''
	if !begins {
		return false
	}
	switch s.at(end) {
	case '.', '．':
		return end+1 < len(s.line) && !isDigit(s.at(end+1)) && s.at(end+1) != ' ' || s.at(end+1) == ' ' && s.letterOrHan(end+2)
	case '、', ')':
		return s.letterOrHan(s.skip(end+1)) && numeral.Digit(s.at(s.skip(end+1))) < 0
	}
	return false
}

func (s *scan) letterOrHan(i int) bool {
	c := s.at(i)
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
	if len(run) == 1 {
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
	if code(s.line[i:j]) && s.starts(s.skip(j)) {
		return s.currency(i, j)
	}
	if s.standard(i, j) {
		k := j
		if s.at(k) == '/' {
			k += 2
		}
		if e := s.skip(k); isDigit(s.at(e)) {
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

// nameAfter looks at what follows a bare number: 号, 版, 届, 周年, 强 and the like make it a name.
func (s *scan) nameAfter(o *operand) bool {
	p := o.num.End
	if o.some {
		return false
	}
	if q := s.skip(p); q > p && dated(s.at(q)) {
		p = q // 8 月 19 日
	}
	c := s.at(p)
	switch c {
	case '号', '版', '届', '强', '级', '路', '线', '后', '式', '型', '排', '楼', '室':
		if c == '后' && (o.num.Digits != 2 || o.num.Point) {
			return false
		}
		if c == '线' && s.at(p+1) == '城' {
			o.end = p + 1
			return true
		}
		o.end = p + 1
		return true
	case '年':
		if o.num.String || o.num.Digits == 4 && o.num.MagExp == 0 && yearLike(&o.num.Value) {
			o.end = p + 1
			return true
		}
	case '国':
		if s.has(p, "国集团") {
			o.end = p + 3
			return true
		}
	case '分':
		if n := len(s.out); n > s.first && s.out[n-1].Name && s.out[n-1].End == o.num.Start {
			o.end = p + 1
			return true
		}
	case '大':
		if o.num.MagExp == 0 && !o.num.Point {
			o.end = p + 1
			return true
		}
	case '代', '期', '月', '日', '时', '点', '院':
		if o.num.MagExp == 0 && !o.num.Point {
			o.end = p + 1
			return true
		}
	}
	if s.has(p, "世纪") || s.has(p, "国道") || s.has(p, "省道") || s.has(p, "周年") || s.has(p, "年代") || s.has(p, "季度") || s.has(p, "年级") {
		o.end = p + 2
		return true
	}
	for _, w := range [...]string{"热线", "专线", "平台", "报警", "举报", "急救", "短号", "电话", "服务热线"} {
		if o.num.Arabic && o.num.Digits >= 3 && o.num.Digits <= 6 && !o.num.Point && o.num.MagExp == 0 && s.has(p, w) {
			return true
		}
	}
	if p2 := s.prev(o.num.Start); p2 == '"' && s.at(p) == '"' {
		return true
	}
	if o.num.Arabic && o.num.MagExp == 0 && !o.num.Point && o.num.Digits == 11 && s.line[o.num.Start] == '1' {
		return true
	}
	return o.num.Digits > 12 && o.num.MagExp == 0
}

// calendar tells a date from a length of time: 2021年, 5月, 15日, 9时.
func (s *scan) calendar(o *operand, u *unit.Unit, q, n int) bool {
	if s.at(q) == '周' && s.at(q+1) == '年' {
		o.end = q + 2
		return true
	}
	if s.at(q) != '年' || n != 1 {
		return false
	}
	if c := s.at(q + 1); c == '代' && s.at(q+2) != '理' {
		o.end = q + 2
		return true
	}
	if o.num.String || o.num.Arabic && !o.num.Point && o.num.MagExp == 0 && o.num.Digits == 4 && yearLike(&o.num.Value) {
		return true
	}
	return false
}

// ordinalUnit reports whether what follows a unit makes number and unit a name: 30万吨级, 四次会议.
func (s *scan) ordinalUnit(o *operand, end int) bool {
	switch {
	case s.at(end) == '级' && s.at(end+1) != '别': // 30万吨级, 35千伏级
		return true
	case s.at(end-1) == '款' || s.at(end-1) == '级':
		return o.num.Digits == 4 && o.num.MagExp == 0 && yearLike(&o.num.Value) // 2021款
	case s.at(end-1) == '次':
		return !o.num.Arabic && (s.has(end, "会议") || s.has(end, "全会") || s.has(end, "全体") || s.has(end, "代表大会"))
	}
	return false
}
