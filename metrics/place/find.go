package place

import (
	"slices"
	"strings"

	"zhibiao/metrics/fold"
)

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
	for i := 0; i+1 < len(line); {
		if !r.pairs.has(line[i], line[i+1]) {
			i++
			continue
		}
		if j := s.at(i); j > i {
			i = j
			s.last = j
		} else {
			i++
		}
	}
	if what&findRegions != 0 {
		s.ms = s.ms[:first+len(dropRoutes(s.ms[first:], line))]
		r.markBenchmarks(s.ms[first:], line)
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
		if len(e.codes) == 0 || !s.bounded(e, i, j, false) || n == 2 && e.level > Province && s.straddled(i, e) {
			return i
		}
		return s.name(i, j, e)
	}
	if tail, k := r.tails.Longest(s.line, j); e.class == org && tail >= 0 {
		return s.org(Org{Start: i, End: j + k})
	}
	switch e.class {
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
	case whole:
		return s.org(Org{Start: i, End: j, Whole: true})
	case org:
		return s.orgBranch(i, j)
	}
	return j // a guard
}

// straddled reports whether the name of two runes at i is the end of one word and the start of a
// province: 过程中|山东 is no 中山, but 凉山|西昌 is no 山西.
func (s *scanner) straddled(i int, e *entry) bool {
	if i == 0 || i == s.last || !isHan(s.line[i-1]) {
		return false
	}
	id, n := s.r.words.Longest(s.line, i+1)
	if n < 2 || s.r.entries[id].class != name || s.r.entries[id].level != Province {
		return false
	}
	sub, _ := s.nameAt(i+2, e.codes)
	return sub == nil
}

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
		if i > 0 && strings.ContainsRune("省市县区州盟盆岛域", s.line[i-1]) {
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
func (s *scanner) society(j int) int {
	for k := j; k+1 < len(s.line) && k < j+12 && isHan(s.line[k]) && !strings.ContainsRune("的和与已有在是为将", s.line[k]); k++ {
		if !strings.ContainsRune("协学联研基总公集促", s.line[k]) {
			continue
		}
		if _, n := s.r.societies.Longest(s.line, k); n > 0 {
			return k + n
		}
	}
	return j
}

// uncoded reads a place without a code, with what follows it and the name before: 河北|雄安|新区.
func (s *scanner) uncoded(i, j int) int {
	if c, n := s.r.after.Longest(s.line, j); n > 0 && (c == followUncoded || c == followNature) {
		j += n
	}
	if m := s.before(i); m != nil && m.Kind == Named && m.Level >= Province && m.Level <= County {
		m.End, m.Kind, m.Codes, m.Level = j, Uncoded, nil, Unknown
		return j
	}
	return s.mention(Mention{Start: i, End: j, Kind: Uncoded})
}

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

// name reads a region, with the regions within it that follow, and what comes after.
func (s *scanner) name(i, j int, e *entry) int {
	codes, level, j := s.chain(j, e)
	if s.dateline(i) {
		return j
	}
	m := Mention{Start: i, End: j, Kind: Named, Codes: codes, Level: level}
	c, n := s.r.after.Longest(s.line, j)
	if n == 0 || c == followKeep { // 福州市|委: the level belongs to both words
		if c2, n2 := s.r.after.Longest(s.line, j-1); n2 > 1 && c2 == followOrgan {
			c, n = c2, n2-1
		}
	}
	if n == 0 {
		return s.mention(m)
	}
	switch c {
	case followOrgan:
		m.End, m.Kind = j+n, Issuer
	case followUncoded, followNature:
		m.End, m.Kind, m.Codes, m.Level = j+n, Uncoded, nil, Unknown
	case followHide:
		return j + n
	case followCity:
		if level != Province {
			return j + n
		}
	case followBranch:
		return s.org(Org{Start: i, End: j + n, Codes: codes})
	}
	return s.mention(m)
}

// dateline reports whether a news agency stands before i: the place is where the report was sent from
// (新华社西宁5月17日电).
func (s *scanner) dateline(i int) bool {
	if i < 3 || s.line[i-1] != '社' && s.line[i-1] != '网' {
		return false
	}
	switch string(s.line[i-3 : i]) {
	case "新华社", "中新社", "中新网", "新华网", "人民网", "央广网", "光明网", "央视网":
		return true
	}
	return false
}

// chain reads the names nested in e, which ends at j, right behind it, and returns the most specific
// codes.
func (s *scanner) chain(j int, e *entry) (codes []string, level Level, end int) {
	codes, level = e.codes, e.level
	for {
		sub, k := s.nameAt(j, codes)
		if sub == nil && s.line[j-1] == '市' {
			if sub, k = s.nameAt(j-1, codes); k <= j { // 乐山|市中区
				sub = nil
			}
		}
		if sub == nil {
			return codes, level, j
		}
		codes = s.r.within(sub.nested, codes)
		level = s.r.g.level(codes)
		j = k
	}
}

// region reads a name and those nested in it at i.
func (s *scanner) region(i int) (codes []string, level Level, end int) {
	e, j := s.nameAt(i, nil)
	if e == nil {
		return nil, Unknown, i
	}
	return s.chain(j, e)
}

// nameAt returns the longest name at i that its neighbours allow and, with parents, that lies within
// them. A longer word that is no name hides it.
func (s *scanner) nameAt(i int, parents []string) (*entry, int) {
	var best *entry
	end := i
	s.r.words.All(s.line, i, func(id int32, n int) bool {
		e := &s.r.entries[id]
		switch {
		case e.class != name:
			best, end = nil, i
		case parents == nil && len(e.codes) == 0:
		case parents != nil && s.r.bestLevel(e.nested, parents) == Unknown:
		case s.bounded(e, i, i+n, parents != nil):
			best, end = e, i+n
		}
		return true
	})
	return best, end
}

// bounded reports whether the neighbours of line[i:j] let it be the name of e.
func (s *scanner) bounded(e *entry, i, j int, nested bool) bool {
	last := s.line[j-1]
	if j < len(s.line) && splits(last, s.line[j]) {
		if c, n := s.r.after.Longest(s.line, j); n == 0 || c != followOrgan { // 宜昌市|民政局
			return false
		}
	}
	if !e.tight || nested {
		return true
	}
	if j < len(s.line) && strings.ContainsRune("级域城乡区市道令长里办上人份委处", s.line[j]) {
		return false
	}
	return i == 0 || i == s.last || !isHan(s.line[i-1]) || strings.ContainsRune("在到往自从于及与或对赴至、和", s.line[i-1])
}

// splits reports whether the last rune of a name is the first of another word: 福州|市场, 东部地区|域.
func splits(last, next rune) bool {
	switch last {
	case '市':
		return strings.ContainsRune("场值民面", next)
	case '区':
		return strings.ContainsRune("域块间位划别隔", next)
	case '州':
		return next == '长'
	case '省':
		return strings.ContainsRune("份会", next)
	case '县':
		return next == '级'
	case '旗':
		return strings.ContainsRune("舰下帜袍", next)
	}
	return false
}

// within keeps the codes that lie within one of the ancestors, and of these the highest level: 河南新乡
// is the city, not the county of the same short name.
func (r *Recognizer) within(codes, ancestors []string) []string {
	best := r.bestLevel(codes, ancestors)
	keep := func(c string) bool { return r.g.rows[r.g.at[c]].Level == best && r.below(c, ancestors) }
	first := slices.IndexFunc(codes, keep)
	last := first + 1
	for last < len(codes) && keep(codes[last]) {
		last++
	}
	if !slices.ContainsFunc(codes[last:], keep) {
		return codes[first:last] // nearly always, and without a copy
	}
	var out []string
	for _, c := range codes {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}

// bestLevel is the highest level of the codes within one of the ancestors, or Unknown.
func (r *Recognizer) bestLevel(codes, ancestors []string) Level {
	best := Unknown
	for _, c := range codes {
		if l := r.g.rows[r.g.at[c]].Level; r.below(c, ancestors) && (best == Unknown || l < best) {
			best = l
		}
	}
	return best
}

// below reports whether code lies within one of the ancestors and is none of them.
func (r *Recognizer) below(code string, ancestors []string) bool {
	for _, a := range ancestors {
		if code != a && r.g.Within(code, a) {
			return true
		}
	}
	return false
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isHan(r rune) bool { return 0x4e00 <= r && r <= 0x9fff }
