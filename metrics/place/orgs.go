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

// joinOrgs makes one organisation of two that share a value (中国电信和中国联通), and the whole industry of all operators.
// Another list, and those with values of their own (分别), stay apart.
func joinOrgs(orgs []Org, line []rune) []Org {
	out := orgs[:0]
	for i := 0; i < len(orgs); i++ {
		o := orgs[i]
		if n := operators(orgs[i:], line); n > 0 {
			i += n - 1
			o.End, o.Whole = orgs[i].End, true
			o.Name = string(line[o.Start:o.End])
			out = append(out, o)
			continue
		}
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

// operators counts the organisations at the start of orgs that a list names and that are the operators of the country
// (中国移动、中国电信、中国联通和中国铁塔): what they have together is the industry's. It returns 0 where the list is of
// others, or goes on to tell of each.
func operators(orgs []Org, line []rune) int {
	n, have := 0, [3]bool{}
	for n < len(orgs) && !orgs[n].Whole && orgs[n].Codes == nil && (n == 0 || listed(line[orgs[n-1].End:orgs[n].Start])) {
		for k, name := range [...]string{"移动", "电信", "联通"} {
			have[k] = have[k] || strings.HasSuffix(orgs[n].Name, name)
		}
		n++
	}
	if have != [3]bool{true, true, true} || apart(line[orgs[n-1].End:]) {
		return 0
	}
	return n
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
