package place

import "strings"

// Org is an organisation in the text: its values are not those of a region, unless Whole is set.
type Org struct {
	Start, End int
	// Name is as it is written, folded.
	Name string
	// Whole is set for words that stand for the whole industry (三家基础电信企业).
	Whole bool
	// Codes is the region of a branch (福建移动), or nil.
	Codes []string
}

// orgBranch reads the region of an organisation's branch behind it: 中国电信|湖北|公司.
func (s *scanner) orgBranch(i, j int) int {
	if _, n := s.r.tails.Longest(s.line, j); n > 0 {
		return s.org(Org{Start: i, End: j + n})
	}
	if codes, _, k := s.region(j); k > j {
		if _, n := s.r.tails.Longest(s.line, k); n > 0 {
			return s.org(Org{Start: i, End: k + n, Codes: codes})
		}
	}
	return s.org(Org{Start: i, End: j})
}

// joinOrgs makes one organisation of two that share a value (中国电信和中国联通). A list, and two with
// values of their own (分别), stay apart.
func joinOrgs(orgs []Org, line []rune) []Org {
	out := orgs[:0]
	for i := 0; i < len(orgs); i++ {
		o := orgs[i]
		if i+1 < len(orgs) && !o.Whole && !orgs[i+1].Whole && linked(line[o.End:orgs[i+1].Start]) &&
			(len(out) == 0 || string(line[out[len(out)-1].End:o.Start]) != "、") && !apart(line[orgs[i+1].End:]) {
			i++
			o.End = orgs[i].End
			o.Name = string(line[o.Start:o.End])
		}
		out = append(out, o)
	}
	return out
}

func linked(between []rune) bool {
	return len(between) == 1 && strings.ContainsRune("和与及", between[0])
}

// apart reports whether 分别 or 各 stands in the clause that starts with rest.
func apart(rest []rune) bool {
	for i, c := range rest {
		switch {
		case strings.ContainsRune("，,。；;", c) || i > 20:
			return false
		case c == '各', c == '分' && i+1 < len(rest) && rest[i+1] == '别':
			return true
		}
	}
	return false
}
