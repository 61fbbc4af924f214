package place

import (
	"slices"
	"strings"
)

// name reads a region, with the regions within it that follow, and what comes after.
func (s *scanner) name(i, j int, e *entry) int {
	codes, level, j := s.chain(j, e)
	if s.dateline(i) {
		return j
	}
	m := Mention{Start: i, End: j, Kind: Named, Codes: codes, Level: level}
	k := s.subdistrict(j)
	if k == j && s.town(i, j) {
		k = j + 1
	}
	if k > j && (level > Province || level == Province && k == j+1 && s.line[j] != '乡') {
		m.End, m.Kind, m.Codes, m.Level = k, Uncoded, nil, Unknown
		return s.mention(m)
	}
	if k := s.urban(j); k > j {
		m.End, m.Kind, m.Codes, m.Level = k, Uncoded, nil, Unknown
		return s.mention(m)
	}
	if k := s.building(i, j, level); k > j {
		return k
	}
	c, n := s.r.after.Longest(s.line, j)
	if n == 0 || c == followKeep { // 福州市|委: the level belongs to both words
		if c2, n2 := s.r.after.Longest(s.line, j-1); n2 > 1 && c2 == followOrgan {
			c, n = c2, n2-1
		}
	}
	if n == 0 || c == followKeep {
		if k := s.nameEnd(s.r.companies, j); k > j {
			return s.org(Org{Start: i, End: k, Codes: codes})
		}
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
		if level == Province && s.street(i, j, n) {
			return j + n
		}
		if level != Province && !fullName(s.line[i:j]) { // 南京市|长江大桥 stands in the city, 南京长江大桥 is a name
			return j + n
		}
	case followBranch:
		return s.org(Org{Start: i, End: j + n, Codes: codes})
	}
	return s.mention(m)
}

// urban returns the end of the words for the city proper that share a rune with the name before j (洛阳市|区), or j.
// 洛阳市区两级 are the offices of both.
func (s *scanner) urban(j int) int {
	if j >= len(s.line) || s.line[j] != '区' || s.line[j-1] != '市' || j+1 < len(s.line) && strings.ContainsRune("县级域块两属委政划间各联国共三街镇", s.line[j+1]) {
		return j
	}
	return j + 1
}

// building returns the end of the name of an airport or station that begins with the short name of a city at i..j and goes
// on with that of another (西安|咸阳国际机场): it is no region. Else it returns j.
func (s *scanner) building(i, j int, level Level) int {
	if level == Province || fullName(s.line[i:j]) {
		return j
	}
	e, k := s.nameAt(j, nil)
	if e == nil || fullName(s.line[j:k]) {
		return j
	}
	if c, n := s.r.after.Longest(s.line, k); n > 1 && (c == followHide || c == followCity) {
		return k + n
	}
	return j
}

// fullName reports whether a name tells its level: 南京市, and not 南京.
func fullName(name []rune) bool {
	return len(name) > 2 && strings.ContainsRune("市县区州盟旗", name[len(name)-1])
}

// listed reads a name that is an ordinary word by itself as the next item of a list of regions of its province (仙桃、潜江、天门),
// where nothing but another item or the end of the list follows.
func (s *scanner) listed(i, j int, e *entry) *entry {
	if i == 0 || !strings.ContainsRune("、和与及", s.line[i-1]) {
		return nil
	}
	last := s.before(i - 1)
	if last == nil || last.Kind != Named || len(last.Codes) != 1 || last.Level < Prefecture || last.Level > County {
		return nil
	}
	if j < len(s.line) && isHan(s.line[j]) && !strings.ContainsRune("和与及等两三四五六七八九十", s.line[j]) {
		return nil
	}
	province := []string{last.Codes[0][:2] + "0000"}
	if s.r.bestLevel(e.nested, province) == Unknown {
		return nil
	}
	codes := s.r.within(e.nested, province)
	if len(codes) != 1 {
		return nil
	}
	sibling := *e
	sibling.codes, sibling.level = codes, s.r.g.level(codes)
	return &sibling
}

// street reports whether the name at i..j and the word of n runes behind it are a street (山东路1号), and not a road of the
// province (山东路网).
func (s *scanner) street(i, j, n int) bool {
	if n != 1 || s.line[j] != '路' || j-i > 2 {
		return false
	}
	return s.before(i) != nil || j+1 == len(s.line) || isDigit(s.line[j+1]) || strings.ContainsRune("号口段和与、,。;)", s.line[j+1])
}

// town reports whether line[i:j] is the name of a town and of no region: 金华|镇; but 苏州|镇村, 福州市|镇街.
func (s *scanner) town(i, j int) bool {
	if j < len(s.line) && s.line[j] == '县' && !fullName(s.line[i:j]) { // 合肥|县 was once; but 福建|县域, 河南|县市
		return j+1 == len(s.line) || strings.ContainsRune("的政人", s.line[j+1])
	}
	if j >= len(s.line) || s.line[j] != '镇' && s.line[j] != '乡' || fullName(s.line[i:j]) {
		return false
	}
	return j+1 == len(s.line) || !strings.ContainsRune("村镇街域亲土贤情风愁江海原平安雄远宁沅康坪巴赉城级办北南压痛静守长企", s.line[j+1])
}

// subdistrict returns the end of the name of a 街道 at j (南山区|粤海街道), which has no code of its own, or j.
func (s *scanner) subdistrict(j int) int {
	for k := j; k+1 < len(s.line) && k < j+4 && isHan(s.line[k]) && !strings.ContainsRune("各个全等的和与及、多", s.line[k]); k++ {
		if k >= j+2 && s.line[k] == '街' && s.line[k+1] == '道' {
			return k + 2
		}
	}
	return j
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

// straddled reports whether the name of two runes at i is the end of one word and the start of a
// province: 过程中|山东 is no 中山, but 凉山|西昌 is no 山西 and 中山|东路 no 山东.
func (s *scanner) straddled(i int, e *entry) bool {
	if i == 0 || i == s.last || !isHan(s.line[i-1]) {
		return false
	}
	if _, n := s.r.after.Longest(s.line, i+2); n > 1 {
		return false
	}
	id, n := s.r.words.Longest(s.line, i+1)
	if n < 2 || s.r.entries[id].class != name || s.r.entries[id].level != Province {
		return false
	}
	sub, _ := s.nameAt(i+2, e.codes)
	return sub == nil
}

// bounded reports whether the neighbours of line[i:j] let it be the name of e.
func (s *scanner) bounded(e *entry, i, j int, nested bool) bool {
	last := s.line[j-1]
	if j < len(s.line) && splits(last, s.line[j]) {
		c, n := s.r.after.Longest(s.line, j)
		organ := n > 0 && c == followOrgan                         // 宜昌市|民政局
		if sub, _ := s.nameAt(j, e.nested); sub == nil && !organ { // 商丘市|民权县
			return false
		}
	}
	if last == '县' && j < len(s.line) && strings.ContainsRune("域市", s.line[j]) && s.province(i, j-1) { // 河南|县域
		return false
	}
	if !e.tight || nested {
		return true
	}
	if j < len(s.line) && strings.ContainsRune("级域城乡区市道令长里办上人份委处", s.line[j]) {
		return false
	}
	return i == 0 || i == s.last || !isHan(s.line[i-1]) || strings.ContainsRune("在到往自从于及与或对赴至、和", s.line[i-1])
}

// province reports whether line[i:j] is the name of a province.
func (s *scanner) province(i, j int) (is bool) {
	s.r.words.All(s.line, i, func(id int32, n int) bool {
		if e := &s.r.entries[id]; n == j-i && e.class == name && e.level == Province {
			is = true
		}
		return n < j-i
	})
	return is
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
