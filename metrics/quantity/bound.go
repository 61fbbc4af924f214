package quantity

import "zhibiao/pipeline"

// boundBefore finds the longest word of bound that ends directly before i (a blank aside) and where
// it begins. Words do not reach into the mention before.
func (s *scan) boundBefore(i int) (bound, int) {
	if i == 0 || i <= s.floor {
		return bound{}, i
	}
	end := i
	if s.all[end-1] == ' ' {
		end--
	}
	for end-2 > s.floor && eachAt(s.all, end-2) {
		end -= 2 // 已超每月每户20GB
	}
	id, n := s.r.before.Backward(s.all, end, s.floor)
	if id < 0 || s.r.bounds[id].qualifier == "" {
		return bound{}, i
	}
	return s.r.bounds[id], end - n
}

// eachAt reports whether 每户, 每月 or the like stands at i.
func eachAt(r []rune, i int) bool {
	if r[i] != '每' && r[i+1] != '均' {
		return false
	}
	switch r[i+1] {
	case '户', '月', '人', '年', '天', '日':
		return true
	case '均':
		return r[i] == '户' || r[i] == '人' || r[i] == '月'
	}
	return false
}

// boundAfter finds the longest word of bound that starts at i (a blank aside) and where it ends.
func (s *scan) boundAfter(i int) (bound, int) {
	j := s.skip(i)
	id, n := s.r.after.Longest(s.line, j)
	if id < 0 || s.r.bounds[id].qualifier == "" {
		return bound{}, i
	}
	if b := s.r.bounds[id]; b.qualifier != pipeline.Under || !s.starts(s.skip(j+n)) {
		return b, j + n
	}
	return bound{}, i // 5%不足5万: 不足 belongs to what follows
}

// signBefore finds a minus or plus before the number at i and where it begins. A hyphen after a
// letter, a digit or a percent sign joins (50%-60%, A-5) and is no minus.
func (s *scan) signBefore(i int) (from int, negative bool) {
	j := i
	if s.prev(j) == ' ' && j-1 > s.floor {
		j--
	}
	if j <= s.floor {
		return i, false
	}
	before := s.prev(j - 1)
	switch s.prev(j) {
	case '负':
		if before == '正' || before == '担' || before == '抱' || before == '胜' {
			return i, false
		}
		return j - 1, true
	case '-':
		if j == i && (before == 0 || before == ' ' || before > 0x7f && before != '—' && before != '℃' || isOpen(before)) {
			return j - 1, true
		}
	case '—':
		if j == i && (before == 0 || before == ' ' || isOpen(before) || before == '为' || before == '是' || before == '速' || before == '率' || before == '幅' || before == '达' || before == '长') {
			return j - 1, true
		}
	}
	return i, false
}

// minus reports whether a hyphen before the amount is a sign: after a word it is one only where the amount
// is no mere number (增速-3.2%; but 安-24).
func (s *scan) minus(o *operand, i int) bool {
	return o.num.Arabic && (!isHan(s.prev(i)) || o.unit != nil || o.kind != Amount || o.num.Point || o.num.MagExp > 0)
}

func isOpen(r rune) bool {
	switch r {
	case '(', '[', '|', ':', ',', ';', '=', '"', '/', '>':
		return true
	}
	return false
}

// breakthrough reports whether 突破 is no bound but what was done to the things counted: 突破12项关键技术.
func (s *scan) breakthrough(o *operand) bool {
	if o.unit == nil || o.unit.Dimension != "count" {
		return false
	}
	for j := o.end; j < o.end+12; j++ {
		if c := s.at(j); c == ',' || c == '。' || c == ';' || c == 0 {
			return false
		}
		if s.has(j, "技术") || s.has(j, "难题") || s.has(j, "瓶颈") || s.has(j, "难关") {
			return true
		}
	}
	return false
}
