package place

import "strings"

// own reads 全省, 我市. Behind a name (武汉全市) it only says that the whole of it is meant.
func (s *scanner) own(i, j int, e *entry) int {
	if i > 0 && s.line[i] == '自' && strings.ContainsRune("、(省各和族设", s.line[i-1]) || j < len(s.line) && s.line[i] == '自' && strings.ContainsRune("、)", s.line[j]) {
		return j // 各省、自治区、直辖市
	}
	if j < len(s.line) {
		if splits(s.line[j-1], s.line[j]) {
			return j
		}
		if c, n := s.r.after.Longest(s.line, j); n > 0 && c == followOrgan {
			return s.mention(Mention{Start: i, End: j + n, Kind: Issuer, Level: e.level})
		}
	}
	if m := s.before(i); m != nil && m.Kind == Named && s.line[i] == '全' {
		m.End = j
		return j
	}
	return s.mention(Mention{Start: i, End: j, Kind: Own, Level: e.level})
}

// national reads an organ of the state, with the region of its branch (国家统计局四川调查总队).
func (s *scanner) national(i, j int, e *entry) int {
	if j < len(s.line) && s.line[j-1] == '部' && s.line[j] == '门' {
		return j // 财政部门
	}
	if m := s.before(i); m != nil && m.Kind == Foreign {
		return j // 英国国家统计局
	}
	if k := s.branchOfState(i, j); k > j {
		return k
	}
	return s.mention(Mention{Start: i, End: j, Kind: Issuer, Codes: e.codes, Level: e.level})
}

// branchOfState reads 国家统计局|四川|调查总队: the organ of the region.
func (s *scanner) branchOfState(i, j int) int {
	codes, level, k := s.region(j)
	n := s.suffix(k)
	if k == j || n == 0 {
		return j
	}
	return s.mention(Mention{Start: i, End: k + n, Kind: Issuer, Codes: codes, Level: level})
}

// suffix is the length of an organ, or of a branch's word, at j.
func (s *scanner) suffix(j int) int {
	if c, n := s.r.after.Longest(s.line, j); n > 0 && c == followOrgan {
		return n
	}
	_, n := s.r.tails.Longest(s.line, j)
	return n
}
