package place

import (
	"slices"
	"strings"

	"zhibiao/metrics/fold"
)

// Home gathers, line by line, what a text that names its region in no title says of it: the regions that it
// names, the words with which it speaks of its own (全省, 省财政厅, 在川), and whether it speaks of the country.
// The zero value is not usable; take one from NewHome.
type Home struct {
	r *Recognizer
	// named counts the namings of each region, in order of the first.
	named []naming
	// nation counts namings of the country, own those of the text's own region at each level.
	nation int
	own    [World + 1]int
	// mine counts the words that nobody says of another region: 我省, 省财政厅.
	mine int
	// masked is set where the text hides the name of its region behind a letter (H省), vague where behind 某省.
	masked, vague bool
	// abroad is set where a foreign country opens a clause, lines counts the lines.
	abroad bool
	lines  int
	// company is set where the text names an organisation: the places around one are no sign of its region.
	company bool
}

type naming struct {
	code string
	n    int
}

// NewHome returns an empty Home.
func (r *Recognizer) NewHome() *Home { return &Home{r: r} }

// Add takes the mentions of one line in.
func (h *Home) Add(l *fold.Line, ms []Mention, orgs []Org) {
	h.lines++
	for i := range orgs {
		h.company = h.company || !orgs[i].Whole
	}
	for i := range ms {
		h.mention(l.Runes, &ms[i])
	}
	h.letters(l.Runes, ms)
}

func (h *Home) mention(line []rune, m *Mention) {
	switch {
	case m.Kind == Own || m.Kind == Issuer && len(m.Codes) == 0:
		h.own[m.Level]++ // as a yardstick, too: 占全市
		if m.Kind == Issuer || line[m.Start] == '我' || line[m.Start] == '本' {
			h.mine++
		}
	case m.Benchmark || behindShare(line, m.Start):
	case m.Kind == Foreign:
		h.abroad = h.abroad || opensClause(line, m.Start)
	case m.Kind == Uncoded:
		h.uncoded(line, m)
	case len(m.Codes) != 1:
	case m.Level == Country:
		h.nation++
	case m.Level >= Province && m.Level <= County:
		h.name(m.Codes[0])
		if s := (scanner{r: h.r, line: line}); s.starts(m.End, "地区") {
			h.own[m.Level]++ // 北京地区
		}
	}
}

func (s *scanner) starts(i int, word string) bool {
	for _, c := range word {
		if i >= len(s.line) || s.line[i] != c {
			return false
		}
		i++
	}
	return true
}

// opensClause reports whether nothing but a mark stands before i.
func opensClause(line []rune, i int) bool {
	return i == 0 || strings.ContainsRune(",;:。 ", line[i-1])
}

// uncoded reads the region around a part of it: 成都平原经济区 and 川南 are parts of 四川.
func (h *Home) uncoded(line []rune, m *Mention) {
	switch r := line[m.Start]; {
	case r == '某':
		h.vague = true
		return
	case isWord(r):
		h.masked = true
		return
	}
	s := scanner{r: h.r, line: line[:m.End]}
	if codes, _, k := s.region(m.Start); k > m.Start && len(codes) == 1 {
		h.name(h.r.g.Province(codes[0]))
		return
	}
	if m.Start+1 < m.End && strings.ContainsRune("东南西北中", line[m.Start+1]) {
		h.name(h.r.g.letter(line[m.Start]))
	}
}

// letters reads the short names of provinces where they need a word around them: 在川, 渝企, 疆内.
func (h *Home) letters(line []rune, ms []Mention) {
	next := 0
	for i := 1; i < len(line); i++ {
		for next < len(ms) && ms[next].End <= i {
			next++
		}
		if next < len(ms) && ms[next].Start <= i {
			continue
		}
		code := ""
		switch {
		case line[i] == '内' && strings.ContainsRune(inner, line[i-1]):
			code = h.r.g.letter(line[i-1])
			if line[i-1] == '疆' {
				code = "650000"
			}
		case line[i-1] == '在' && strings.ContainsRune(stays, line[i]):
			if _, n := h.r.words.Longest(line, i); n == 0 {
				code = h.r.g.letter(line[i])
			}
		}
		if code != "" {
			h.name(code)
			h.own[Province]++
		}
	}
}

// Letters of provinces that are no other word behind 在 or before 内.
const (
	stays = "川渝沪粤鄂湘皖闽赣鲁冀晋豫黔滇陕琼桂"
	inner = "川渝沪粤鄂湘皖闽赣鲁冀晋豫黔滇疆"
)

// letter is the province with the one-character name r, or "".
func (g *Gazetteer) letter(r rune) string { return g.letters[r] }

func (h *Home) name(code string) {
	if code == "" {
		return
	}
	for i := range h.named {
		if h.named[i].code == code {
			h.named[i].n++
			return
		}
	}
	h.named = append(h.named, naming{code, 1})
}

// behindShare reports whether the region that starts at i is only the whole of a share: 占全国, 占我国.
func behindShare(line []rune, i int) bool { return i > 0 && line[i-1] == '占' }

// National reports whether the text speaks of the country.
func (h *Home) National() bool { return h.nation > 0 }

// Region is the region that the text speaks of as its own. Of a text that does so without saying which it is,
// or hides its name, known is false and the code empty; of one that shows no sign of a region the code is
// empty, too, and known is true: it may be on the country.
func (h *Home) Region() (code string, known bool) {
	own := 0
	for _, n := range h.own {
		own += n
	}
	code = h.single()
	switch {
	case h.masked || h.vague && h.nation == 0 && len(h.named) == 0:
		return "", false
	case own == 0:
		if h.nation == 0 && code == "" && !h.company && (h.abroad || len(h.named) > 1) {
			return "", false // on a country abroad, or on several regions
		}
		if h.nation > 0 || h.abroad || h.company || code == "" || 3*h.times() < h.lines {
			return "", true // no sign
		}
		return code, true
	case h.nation > 0 && h.mine == 0 && (own <= h.nation || len(h.named) > 0):
		return "", true // 全省 of those whom a text on the country names
	case code == "":
		return "", false
	}
	code = h.levelled(code)
	return code, code != ""
}

// times counts the namings of regions.
func (h *Home) times() (n int) {
	for _, x := range h.named {
		n += x.n
	}
	return n
}

// single is the one region that holds all that the text names: of several cities of a province the province.
func (h *Home) single() string {
	best := ""
	for _, n := range h.named {
		switch {
		case best == "" || h.r.g.Within(best, n.code):
			best = n.code
		case h.r.g.Within(n.code, best):
		default:
			if best = h.r.g.Province(best); best == "" || best != h.r.g.Province(n.code) {
				return ""
			}
		}
	}
	return best
}

// levelled is the region at the level that the text's own words have, within or around code.
func (h *Home) levelled(code string) string {
	level := Unknown
	for _, l := range [...]Level{Province, Prefecture, County} {
		if h.own[l] > 0 {
			level = l
			break
		}
	}
	if own := h.r.g.Own(code, level); own != "" {
		return own
	}
	cities := h.within(code, level)
	if len(cities) == 1 {
		return cities[0]
	}
	return ""
}

// within lists the regions of the level that the text names or of which it names a part.
func (h *Home) within(code string, level Level) []string {
	var out []string
	for _, n := range h.named {
		if c := h.r.g.Own(n.code, level); c != "" && h.r.g.Within(c, code) && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
