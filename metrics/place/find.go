package place

import (
	"strings"

	"zhibiao/metrics/fold"
)

// Find appends the regions of the line to dst, in order and without overlaps.
func (r *Recognizer) Find(dst []Mention, l *fold.Line) []Mention {
	dst, _ = r.scan(dst, nil, l.Runes, findRegions)
	return dst
}

// FindOrgs appends the organisations of the line to dst, in order and without overlaps.
func (r *Recognizer) FindOrgs(dst []Org, l *fold.Line) []Org {
	_, dst = r.scan(nil, dst, l.Runes, findOrgs)
	return dst
}

// FindAll is Find and FindOrgs in one pass.
func (r *Recognizer) FindAll(ms []Mention, orgs []Org, l *fold.Line) ([]Mention, []Org) {
	return r.scan(ms, orgs, l.Runes, findRegions|findOrgs)
}

const (
	findRegions = 1 << iota
	findOrgs
)

func (r *Recognizer) scan(ms []Mention, orgs []Org, line []rune, what int) ([]Mention, []Org) {
	first := len(ms)
	firstOrg := len(orgs)
	s := scanner{r: r, line: line, ms: ms, orgs: orgs, what: what, first: first}
	for i := r.words.Seek(line, 0); i < len(line); {
		j := s.at(i)
		if j > i {
			s.last = j
		}
		i = r.words.Seek(line, max(j, i+1))
	}
	if what&findRegions != 0 {
		s.ms = s.ms[:first+len(dropRoutes(s.ms[first:], line))]
		r.yardsticks.mark(s.ms[first:], line)
	}
	if what&findOrgs != 0 {
		s.orgs = s.orgs[:firstOrg+len(joinOrgs(s.orgs[firstOrg:], line))]
	}
	return s.ms, s.orgs
}

// scanner walks one line.
type scanner struct {
	r    *Recognizer
	line []rune
	ms   []Mention
	orgs []Org
	what int
	// first is the number of mentions that were there before this line.
	first int
	// last is the end of the last word of the lexicons.
	last int
}

// before returns the region mention that ends right before i, or nil.
func (s *scanner) before(i int) *Mention {
	if n := len(s.ms); n > s.first && s.ms[n-1].End == i {
		return &s.ms[n-1]
	}
	return nil
}

func (s *scanner) mention(m Mention) int {
	if s.what&findRegions != 0 {
		s.ms = append(s.ms, m)
	}
	return m.End
}

func (s *scanner) org(o Org) int {
	if s.what&findOrgs != 0 {
		o.Name = string(s.line[o.Start:o.End])
		s.orgs = append(s.orgs, o)
	}
	return o.End
}

// at reads the longest word at i that its neighbours allow and returns its end, or i where there is none.
func (s *scanner) at(i int) int {
	r := s.r
	id, n := r.words.Longest(s.line, i)
	if n == 0 {
		return i
	}
	for j := s.word(i, n, &r.entries[id]); ; j = s.word(i, n, &r.entries[id]) {
		if j > i {
			return j
		}
		if id, n = s.shorter(i, n); n == 0 {
			return i
		}
	}
}

// shorter returns the next shorter word at i.
func (s *scanner) shorter(i, n int) (id int32, m int) {
	s.r.words.All(s.line, i, func(k int32, l int) bool {
		if l < n {
			id, m = k, l
		}
		return l < n
	})
	return id, m
}

// word reads the word e at i, n runes long, and returns the end of what it made of it, or i where the
// neighbours do not allow it.
func (s *scanner) word(i, n int, e *entry) int {
	r := s.r
	j := i + n
	if e.class == name {
		if len(e.codes) == 0 {
			if sibling := s.listed(i, j, e); sibling != nil {
				return s.name(i, j, sibling)
			}
		}
		if len(e.codes) == 0 || !s.bounded(e, i, j, false) || n == 2 && e.level > Province && s.straddled(i, e) {
			return i
		}
		return s.name(i, j, e)
	}
	switch e.class {
	case guard:
		return j
	case group:
		return s.group(i, j, e)
	case uncoded:
		return s.uncoded(i, j)
	case bearings: // 东、中、|西部地区
		s.mention(Mention{Start: i, End: i + 1, Kind: Named, Codes: e.codes[:1], Level: Aggregate})
		s.mention(Mention{Start: i + 2, End: i + 3, Kind: Named, Codes: e.codes[1:], Level: Aggregate})
		return i + 4
	case foreign:
		if i > 0 && isDigit(s.line[i-1]) { // 5日本市
			return i
		}
		return s.mention(Mention{Start: i, End: j, Kind: Foreign})
	case own:
		return s.own(i, j, e)
	case ownOrgan:
		if i > s.last && strings.ContainsRune("城各外跨两三多邻都超区特辖市省地政列", s.line[i-1]) {
			return i
		}
		return s.mention(Mention{Start: i, End: j, Kind: Issuer, Level: e.level})
	case national:
		return s.national(i, j, e)
	case masked:
		if i > 0 && isWord(s.line[i-1]) || j < len(s.line) && splits(s.line[j-1], s.line[j]) {
			return i
		}
		return s.mention(Mention{Start: i, End: j, Kind: Uncoded})
	case whole:
		return s.org(Org{Start: i, End: j, Whole: true})
	case org:
		if _, k := r.tails.Longest(s.line, j); k > 0 {
			return s.org(Org{Start: i, End: j + k})
		}
		return s.orgBranch(i, j)
	}
	return j
}

// isWord reports whether a letter or figure before h省 would make it the end of something else.
func isWord(r rune) bool { return isDigit(r) || 'a' <= r && r <= 'z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isHan(r rune) bool { return 0x4e00 <= r && r <= 0x9fff }
