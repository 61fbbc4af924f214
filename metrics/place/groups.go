package place

import (
	"strings"

	"zhibiao/metrics/lexicon"
)

// group reads an aggregate or the country. What follows can make it a name of something else.
func (s *scanner) group(i, j int, e *entry) int {
	if c, n := s.r.after.Longest(s.line, j); n > 0 {
		switch c {
		case followUncoded:
			return s.mention(Mention{Start: i, End: j + n, Kind: Uncoded})
		case followHide:
			return j + n
		}
	}
	if s.line[i] == '中' && e.level == Country {
		if k := s.society(j); k > j {
			return k
		}
		if k := s.bracketed(i, j); k > i {
			return k
		}
	}
	if e.level == Aggregate && strings.ContainsRune("东中西", s.line[i]) {
		if k := s.partOf(i, j); k > i {
			return k
		}
	}
	return s.mention(Mention{Start: i, End: j, Kind: Named, Codes: e.codes, Level: e.level})
}

// partOf reads 东部, 西部地区 and the like as a part of the region before (德州市中部, 美国西部), which has no
// code of its own. It returns i where the words stand for a part of the country.
func (s *scanner) partOf(i, j int) int {
	m := s.before(i)
	switch {
	case m == nil:
		if i > 0 && strings.ContainsRune("省市县区州盟盆岛域海湖江河洋", s.line[i-1]) {
			return j
		}
		return i
	case m.Kind == Foreign:
		m.End = j
		return j
	case m.Kind == Own, m.Kind == Named && m.Level >= Province && m.Level <= County, m.Kind == Uncoded:
		m.End, m.Kind, m.Codes, m.Level = j, Uncoded, nil, Unknown
		return j
	}
	return i
}

// bracketed reads 中国(上海)自由贸易试验区, which starts at i and has its bracket at j. It returns i where
// there is no such name, and j where the bracketed region stands for itself.
func (s *scanner) bracketed(i, j int) int {
	if j >= len(s.line) || s.line[j] != '(' {
		return i
	}
	_, _, k := s.region(j + 1)
	if k == j+1 || k >= len(s.line) || s.line[k] != ')' {
		return i
	}
	if c, n := s.r.after.Longest(s.line, k+1); n > 0 && c == followUncoded {
		return s.mention(Mention{Start: i, End: k + 1 + n, Kind: Uncoded})
	}
	return j
}

// society returns the end of the name of a society or institute that starts before j (中国|演出行业协会),
// or j.
func (s *scanner) society(j int) int { return s.nameEnd(s.r.societies, j) }

// nameEnd returns the end of a proper name that goes on at j and ends in one of the words soon, or j.
// A word of grammar or a verb of reports ends the name before.
func (s *scanner) nameEnd(ends *lexicon.Trie, j int) int {
	for k := j; k+1 < len(s.line) && k < j+14 && isHan(s.line[k]) && !strings.ContainsRune("的和与及已有在是为将等了由对共新增拥达", s.line[k]); k++ {
		if _, n := ends.Longest(s.line, k); n > 0 {
			return k + n
		}
	}
	return j
}

// uncoded reads a place without a code, with what follows it and the name before: 河北|雄安|新区.
func (s *scanner) uncoded(i, j int) int {
	switch c, n := s.r.after.Longest(s.line, j); {
	case n == 0:
	case c == followUncoded, c == followNature:
		j += n
	case c == followHide: // 苏北|师范大学
		return j + n
	}
	if m := s.before(i); m != nil && m.Kind == Named && m.Level >= Province && m.Level <= County {
		m.End, m.Kind, m.Codes, m.Level = j, Uncoded, nil, Unknown
		return j
	}
	return s.mention(Mention{Start: i, End: j, Kind: Uncoded})
}
