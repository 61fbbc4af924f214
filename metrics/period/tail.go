package period

import "strconv"

// tail reads what follows a point and turns it into a mention: 末, 底, 初, 以来, 前, 内, 同期, 的N倍.
func (s *scanner) tail(p point) (m Mention, ok bool) {
	j := p.end
	if p.m1 == 0 && p.over == 0 {
		if w, n := s.word(j); n > 0 {
			switch w.kind {
			case yearEnd:
				if !s.notEnd(j + n) {
					j += n
					m = s.resolve(p)
					m.Cue = AsOf
				}
			case yearOpen:
				if e := s.since(j + n); e > j+n {
					return s.sinceStart(p, e), true
				}
				if s.at(j+n) != '步' {
					return s.openingOf(p, j+n), true
				}
			}
		}
	}
	whole := p.m1 == 0
	switch r := s.at(j); {
	case m.Cue == AsOf:
	case (r == '底' || r == '末') && p.grain != Day && !s.notEnd(j+1):
		j++
		if p.grain == Quarter || p.grain == Half || p.grain == Span && p.d2 == 0 {
			p.m1, p.grain = p.m2, Month
			p.year, p.over = p.year+p.over, 0
		}
		m = s.resolve(p)
		m.Cue = AsOf
	case r == '初' && p.grain != Day && !s.notOpening(j+1):
		if whole && p.over == 0 {
			if e := s.since(j + 1); e > j+1 {
				return s.sinceStart(p, e), true
			}
			return s.openingOf(p, j+1), true
		}
		j++
		m = s.resolve(p)
	case s.since(j) > j:
		return s.sinceStart(p, s.since(j)), true
	case s.has(j, "同期"):
		return s.samePeriod(p, j+2), true
	case s.has(j, "当月"), s.has(j, "单月"), s.has(j, "期间"), s.has(j, "年间"):
		j += 2
		m = s.resolve(p)
	case whole && (r == '间' || r == '内') && !s.has(j, "内蒙"):
		j++
		m = s.resolve(p)
	default:
		m = s.resolve(p)
		if s.multiple(j) && (p.kind == named || p.kind == relative) {
			m.Cue, m.Basis = Comparison, s.basisOf(p, false)
			return m, true
		}
	}
	if e := s.before(j); e > j && m.Cue != Comparison {
		j = e
		m.Cue = AsOf
	}
	m.End = j
	return m, true
}

// notEnd reports whether 底 or 末 before i belongs to another word (底层, 末端).
func (s *scanner) notEnd(i int) bool {
	switch s.at(i) {
	case '层', '线', '气', '色', '部', '座', '数', '蕴', '盘', '端', '梢', '位':
		return true
	}
	return false
}

// notOpening reports whether 初 before i belongs to another word (初步核算, 初级).
func (s *scanner) notOpening(i int) bool {
	switch s.at(i) {
	case '步', '级', '中', '次', '始', '心', '衷', '创', '期', '核', '加', '选', '评':
		return true
	}
	return false
}

// before is the end of 前, 以前, 之前 at i, else i. 前 of another word (前三季度, 前后, 前沿) is none.
func (s *scanner) before(i int) int {
	if s.at(i+1) == '前' && (s.at(i) == '以' || s.at(i) == '之') {
		return i + 2
	}
	if s.at(i) != '前' {
		return i
	}
	switch r := s.at(i + 1); r {
	case '后', '沿', '端', '期', '列', '景', '所', '瞻', '提', '进', '往', '来', '半', '述', '几', '言', '夕', '海', '卫':
		return i
	default:
		if isDigit(r) || isNumeral(r) || r == ' ' {
			return i
		}
	}
	return i + 1
}

// since is the end of 以来, 来, 起, 至今 at i, else i.
func (s *scanner) since(i int) int {
	switch s.at(i) {
	case '以':
		if s.at(i+1) == '来' {
			return i + 2
		}
	case '来':
		if s.at(i+1) == '年' && s.at(i+2) != '均' && s.at(i+2) != '平' { // 来年, but 五年来年均
			return i
		}
		switch s.at(i + 1) {
		case '自', '看', '说', '源', '华', '访', '到', '料', '宾', '讲', '临', '得', '电', '信', '往':
			return i
		}
		return i + 1
	case '起':
		switch s.at(i + 1) {
		case '步', '草', '诉', '点', '源', '到', '飞', '伏', '来', '重', '用', '航':
			return i
		case '至':
			if s.at(i+2) == '今' {
				return i + 3
			}
		}
		return i + 1
	case '至', '迄':
		if s.at(i+1) == '今' {
			return i + 2
		}
		if s.has(i, "至目前") {
			return i + 3
		}
	}
	return i
}

// sinceStart is the span from the start of p to the document's date; from the start of its own year
// that is the year to date.
func (s *scanner) sinceStart(p point, end int) Mention {
	if p.m1 == 0 && p.over == 0 && p.kind != noYear && p.year == s.ref.Year {
		m := s.yearToDate(p.start, end)
		m.Relative = p.kind == relative
		return m
	}
	m := s.resolve(p)
	m.End = end
	m.Period.End, m.Period.Grain = s.ref, ToDate
	if !s.ref.IsZero() && s.ref.Before(m.Period.Start) { // 2026年起, said before
		m.Period = p.in(m.Period.Start.Year)
	}
	return m
}

// openingOf is the opening of year p, the end of the year before.
func (s *scanner) openingOf(p point, end int) Mention {
	m := Mention{Start: p.start, End: end, Cue: AsOf, Relative: p.kind == relative, Opening: true}
	if p.year > 0 {
		m.Period = years(p.year-1, p.year-1)
	}
	return m
}

// samePeriod is 去年同期, the base of a comparison whatever word stands before it.
func (s *scanner) samePeriod(p point, end int) Mention {
	m := s.resolve(p)
	m.End, m.Cue, m.Basis = end, Comparison, s.basisOf(p, true)
	return m
}

// multiple reports whether 的N倍 follows: what stands before it is the base (是2015年的1.3倍).
func (s *scanner) multiple(i int) bool {
	if s.at(i) != '的' {
		return false
	}
	i = s.skip(i + 1)
	if s.at(i) == '近' || s.at(i) == '约' || s.at(i) == '超' {
		i++
	}
	start := i
	for ; i < start+8; i++ {
		r := s.at(i)
		if r == '倍' {
			return i > start
		}
		if !isDigit(r) && !isNumeral(r) && r != '.' && r != '点' && r != '多' && r != '余' && r != '几' && r != ' ' {
			return false
		}
	}
	return false
}

// basisOf names the base of a comparison with p; same marks 同期.
func (s *scanner) basisOf(p point, same bool) string {
	switch {
	case (p.kind == noYear || p.kind == relative && p.year == s.ref.Year) && p.grain == Month:
		return "mom"
	case p.kind == noYear:
		return ""
	case p.kind == relative && s.isLastYear(p), same && s.isLastYear(p):
		return "yoy"
	case p.year == 0 || p.over > 0:
		return ""
	}
	return "since:" + strconv.Itoa(p.year)
}

func (s *scanner) isLastYear(p point) bool {
	return p.over == 0 && (s.ref.IsZero() && p.kind == relative || p.year == s.ref.Year-1)
}
