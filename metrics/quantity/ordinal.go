package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/pipeline"
)

// ordinal reads what 第 begins: a rank (第2位; 第8 after a verb of ranking), else a name (第三条,
// 第十四届, 第一产业).
func (s *scan) ordinal(i int) int {
	at := s.skip(i + 1)
	n, ok := s.number(at)
	if !ok {
		return i + 1
	}
	end := n.End
	if isDigit(s.at(end-1)) && isHan(s.at(s.skip(end))) {
		end = s.skip(end)
	}
	c := s.at(end)
	if s.prev(i) == '数' && s.prev(i-1) == '倒' { // 倒数第二位: no place from the front
		return s.name(i, end)
	}
	if k := s.span(i, at, &n); k > 0 {
		return k
	}
	placed := (c == '位' || c == '名') && s.at(end+1) != '次' && s.at(end+1) != '称'
	if placed {
		end++
	}
	integer := n.Value.Exponent == 0 && n.Value.Sign() > 0 && n.MagExp == 0 && n.High == nil
	if integer && (placed && !s.putFirst(i) || !placed && s.ranks(i) && s.ends(end, 4)) {
		if !placed {
			end = n.End
		}
		return s.rank(i, end, at, &n.Value)
	}
	if !placed && isHan(c) {
		end++
		switch c {
		case '产':
			if s.at(end) == '业' {
				end++
			}
		case '季':
			if s.at(end) == '度' {
				end++
			}
		case '和', '、', '的', '至', '到', '与', '及', '为', '从':
			end--
		}
	}
	return s.name(i, end)
}

// span reads the places from one to another: 第5—8位, 第三至第五名. It returns 0 where there are none.
func (s *scan) span(i, at int, n *numeral.Number) int {
	k, sign := s.connector(n.End)
	if k == 0 || sign == '和' || sign == '与' {
		return 0
	}
	if s.at(k) == '第' {
		k = s.skip(k + 1)
	}
	first := n.Value
	last, ok := s.number(k)
	if !ok || last.Value.Exponent != 0 || first.Exponent != 0 || first.Cmp(&last.Value) >= 0 || first.Sign() <= 0 || last.MagExp > 0 || last.High != nil {
		return 0
	}
	if c := s.at(last.End); c != '位' && c != '名' || s.at(last.End+1) == '次' || s.at(last.End+1) == '称' {
		return 0
	}
	low, high := new(apd.Decimal), new(apd.Decimal)
	low.Set(&first)
	high.Set(&last.Value)
	s.emit(Mention{Start: i, End: last.End + 1, From: i, To: last.End + 1, Kind: Rank, Low: low, High: high,
		Qualifier: pipeline.Range, Unit: "rank", Dimension: "rank"}, nil)
	return last.End + 1
}

func (s *scan) rank(i, end, at int, value *apd.Decimal) int {
	v := new(apd.Decimal)
	v.Set(value)
	var step *apd.Decimal
	if isDigit(s.at(at)) {
		step = apd.New(1, 0)
	}
	s.emit(Mention{Start: i, End: end, From: i, To: end, Kind: Rank, Value: v, Step: step,
		Qualifier: pipeline.Exact, Unit: "rank", Dimension: "rank"}, nil)
	return end
}

// ranks reports whether the words before 第 or 首位 speak of an order: 居全国第8, 位列第三, 升至第2.
func (s *scan) ranks(i int) bool {
	j := i
	for j > 0 && i-j < 2 && (s.all[j-1] == ' ' || s.all[j-1] == '"' || s.all[j-1] == '的') {
		j--
	}
	if n := len(s.out); n > s.first && s.out[n-1].Kind == Rank && !s.out[n-1].Name && s.links(s.out[n-1].End, i) {
		return true
	}
	switch s.prev(j) {
	case '由', '从': // 由第8上升到第5; 从第5章 begins no order
		n, ok := s.number(s.skip(i + 1))
		return ok && s.moves(n.End)
	case '居', '列', '排', '名', '位', '国', '界', '球', '省', '区', '市', '部', '北', '至', '到', '为', '持', '占', '获', '夺', '角', '业', '同', '次', '县', '洲', '均', '冀', '稳':
		return true
	case '量':
		return s.prev(j-1) != '质'
	}
	return false
}

// placed reports whether a verb of ranking stands a few words before: 位居新疆|之首.
func (s *scan) placed(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 8 && isHan(s.at(j)); j-- {
		if s.at(j) == '居' || s.at(j) == '列' {
			return true
		}
	}
	return false
}

// putFirst reports whether 第一位 is no rank but a manner: 放在第一位, 摆在首位.
func (s *scan) putFirst(i int) bool {
	switch s.prev(i) {
	case '在', '于':
		p := s.prev(i - 1)
		return p == '放' || p == '摆' || p == '置' || p == '作'
	case '为':
		return s.prev(i-1) == '作'
	}
	return false
}

// ends reports whether a bare 第8 ends here: what follows makes it no ordinal of something. In a list of ordinals
// (第一、第二产业) the last one tells; it looks ahead over at most n of them.
func (s *scan) ends(i, n int) bool {
	c := s.at(i)
	if n > 0 && (c == '、' || c == '和' || c == '与') {
		if j := s.skip(i + 1); s.at(j) == '第' { // 第一、第二产业
			if next, ok := s.number(s.skip(j + 1)); ok && (s.at(next.End) == '位' || s.at(next.End) == '名') {
				return true
			} else if ok {
				return s.ends(next.End, n-1)
			}
		}
	}
	if !isHan(c) {
		return !isLetter(c) && !isDigit(c)
	}
	if s.moves(i) {
		return true
	}
	switch c {
	case '和', '的', '并', '且', '与', '及', '以', '较', '比', '同', '增', '在', '是':
		return true
	}
	return false
}

// moves reports whether a verb stands at i that tells how a place changed: 第8上升到第5.
func (s *scan) moves(i int) bool {
	switch s.at(i + 1) {
	case '升':
		c := s.at(i)
		return c == '上' || c == '提' || c == '跃' || c == '晋' || c == '攀'
	case '至', '到':
		c := s.at(i)
		return c == '升' || c == '降' || c == '退' || c == '跌' || c == '跃'
	case '降', '滑', '落', '跌':
		c := s.at(i)
		return c == '下' || c == '回' || c == '滑'
	case '移':
		return s.at(i) == '前' || s.at(i) == '上'
	}
	return false
}

// places reports whether o continues a list of ranks: 第一、二位.
func (s *scan) places(o *operand) bool {
	n := len(s.out)
	c := s.at(o.unitAt)
	return n > s.first && s.out[n-1].Kind == Rank && !s.out[n-1].Name && (c == '位' || c == '名') && o.unitEnd == o.unitAt+1 && s.links(s.out[n-1].End, o.start)
}

// leading reports whether o counts the first of an order: 前三位, 前5名.
func (s *scan) leading(o *operand) bool {
	if s.prev(o.start) != '前' || o.unitEnd != o.unitAt+1 {
		return false
	}
	if c := s.at(o.unitAt); c != '位' && c != '名' {
		return false
	}
	switch s.prev(o.start - 1) {
	case '目', '当', '此', '提', '日', '年', '以', '之', '会', '先', '期':
		return false
	}
	return true
}
