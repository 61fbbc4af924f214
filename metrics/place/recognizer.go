package place

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
)

// Recognizer finds regions and organisations in folded lines. It knows no grammar: at each place of
// the line the longest word of its lexicons wins, and ordinary words that hold or overlap a name are
// among them (扩大 hides the 大同 of 扩大同比). What follows a name can change what it means
// (福建移动, 北京大学, 成都都市圈), and so can what stands before it (位居全国第2).
//
// It is immutable and safe for many goroutines.
type Recognizer struct {
	g *Gazetteer
	// words are names and everything else that can start a mention; after is what can follow a name.
	words     *lexicon.Trie
	entries   []entry
	after     *lexicon.Trie
	societies *lexicon.Trie // what ends the name of a society: 协会
	tails     *lexicon.Trie // what can follow an organisation: 中国电信湖北|分公司
	pairs     *pairSet
}

// class tells what a word of the trie is.
type class uint8

const (
	name     class = iota // a region; its codes may also only count after their parent
	guard                 // an ordinary word or another name: nothing within it is a region
	group                 // an aggregate, the country or the world
	uncoded               // a place without a code
	foreign               // a foreign place
	own                   // the document's own region
	national              // an organisation of the country
	bearings              // 东、中、西
	ownOrgan              // an organisation of the document's own region: 省统计局
	org                   // an organisation that is no region
	whole                 // 三家基础电信企业
)

type entry struct {
	class class
	// codes are the candidates of the name anywhere; nested are all that it can mean after a region
	// that holds them.
	codes, nested []string
	level         Level
	// tight is set for names like 成县, whose one character before the level can end or start many
	// words: they need a boundary before and behind.
	tight bool
}

// follow is the class of a word that stands after a name.
type follow = int32

const (
	followUncoded follow = iota
	followNature
	followHide
	followCity
	followKeep
	followOrgan
	followBranch
)

var followNames = map[string]follow{"uncoded": followUncoded, "nature": followNature, "hide": followHide, "city": followCity, "keep": followKeep}

// NewRecognizer builds a recogniser from the gazetteer and the lexicons of fsys.
func NewRecognizer(g *Gazetteer, fsys fs.FS) (*Recognizer, error) {
	b := &builder{g: g, at: map[string]int32{}, follow: map[string]follow{}}
	ordinary := map[string]bool{}
	var tails lexicon.Builder
	steps := []struct {
		file   string
		fields int
		add    func(f []string) error
	}{
		{"regions_words", 1, func(f []string) error { ordinary[f[0]] = true; return nil }},
		{"regions_after", 2, func(f []string) error {
			c, ok := followNames[f[0]]
			if !ok {
				return fmt.Errorf("unknown class %q", f[0])
			}
			b.follow[fold.String(f[1])] = c
			return nil
		}},
		{"regions_own", 2, func(f []string) error {
			level, ok := levels[f[1]]
			if !ok {
				return fmt.Errorf("unknown level %q", f[1])
			}
			b.set(f[0], entry{class: own, level: level})
			return nil
		}},
		{"foreign", 1, func(f []string) error { b.set(f[0], entry{class: foreign}); return nil }},
		{"issuers", 2, func(f []string) error {
			switch f[0] {
			case "national":
				b.set(f[1], entry{class: national, codes: []string{"100000"}, level: Country})
			case "organ":
				b.organ(f[1])
			default:
				return fmt.Errorf("unknown kind %q", f[0])
			}
			return nil
		}},
		{"organisations", 2, func(f []string) error {
			switch f[0] {
			case "org":
				b.set(f[1], entry{class: org})
			case "whole":
				b.set(f[1], entry{class: whole})
			case "branch":
				b.follow[fold.String(f[1])] = followBranch
			case "tail":
				tails.Add(fold.String(f[1]), 0)
			default:
				return fmt.Errorf("unknown kind %q", f[0])
			}
			return nil
		}},
		{"aggregates", 2, func(f []string) error { return b.aggregate(f[0], f[1]) }},
		{"regions_guards", 1, func(f []string) error { b.set(f[0], entry{class: guard}); return nil }},
	}
	for i, s := range steps {
		if i == 1 {
			b.names(ordinary) // before the other words, which may take a name over
		}
		if err := readTSV(fsys, "lexicons/"+s.file+".tsv", s.fields, s.add); err != nil {
			return nil, err
		}
	}
	return b.build(tails.Build()), nil
}

// Gazetteer is the gazetteer that the recogniser was built with.
func (r *Recognizer) Gazetteer() *Gazetteer { return r.g }

type builder struct {
	g       *Gazetteer
	entries []entry
	at      map[string]int32
	follow  map[string]follow
}

func (b *builder) set(word string, e entry) {
	word = fold.String(word)
	if i, ok := b.at[word]; ok {
		b.entries[i] = e
		return
	}
	b.at[word] = int32(len(b.entries))
	b.entries = append(b.entries, e)
}

func (b *builder) aggregate(word, ids string) error {
	if ids == "-" {
		b.set(word, entry{class: uncoded})
		return nil
	}
	e := entry{class: group, codes: strings.Split(ids, ",")}
	for _, id := range e.codes {
		r, ok := b.g.Lookup(id)
		if !ok {
			return fmt.Errorf("unknown id %q", id)
		}
		e.level = r.Level
	}
	b.set(word, e)
	return nil
}

// names adds the names of the regions. An official name counts anywhere; a short one does for provinces,
// prefectures and county-level cities unless it is an ordinary word. The rest counts after its parent.
func (b *builder) names(ordinary map[string]bool) {
	for _, r := range b.g.rows {
		b.name(r.Name, ordinary)
		if r.Short != "" {
			b.name(r.Short, ordinary)
		}
	}
	for _, a := range b.g.aliases {
		b.set(a.name, entry{class: name, codes: a.codes, nested: a.codes, level: b.g.level(a.codes)})
	}
}

// name adds one official or short name with all that it can mean.
func (b *builder) name(w string, ordinary map[string]bool) {
	if _, ok := b.at[w]; ok {
		return
	}
	rows := b.g.current(b.g.byName[w])
	e := entry{class: name, nested: b.g.codes(rows)}
	var official, short []int
	best := County // the higher level takes a short name: 吉林 is the province, 大理 the prefecture
	for _, i := range rows {
		r := b.g.rows[i]
		switch {
		case r.Level < Province || r.Level > County || generic[w]:
		case w == r.Name:
			official = append(official, i)
		case !ordinary[w] && (r.Level < County || strings.HasSuffix(r.Name, "市")):
			if r.Level < best {
				short, best = short[:0], r.Level
			}
			if r.Level == best {
				short = append(short, i)
			}
		}
	}
	e.codes = b.g.codes(official)
	e.tight = len(e.codes) > 0 && utf8.RuneCountInString(w) == 2
	if len(e.codes) == 0 {
		e.codes = b.g.codes(short)
	}
	if len(e.codes) == 0 && !ordinary[w] {
		e.codes = b.g.codes(b.bygone(w))
	}
	e.level = b.g.level(e.codes)
	b.set(w, e)
}

// bygone are the prefectures that once had the short name (莱芜), where no region has it freely now.
func (b *builder) bygone(short string) []int {
	var rows []int
	for _, i := range b.g.byName[short] {
		if r := b.g.rows[i]; r.Level == Prefecture && r.Short == short {
			rows = append(rows, i)
		}
	}
	return rows
}

// generic are official names that mean a part of any city: they need their parent before them.
var generic = map[string]bool{
	"城区": true, "郊区": true, "矿区": true, "东区": true, "西区": true, "南区": true, "北区": true, "市中区": true,
	"老城区": true, "新城区": true, "新市区": true, "城中区": true, "城东区": true, "城西区": true, "城北区": true, "城南区": true, "东市区": true,
	"西市区": true, "南市区": true, "北市区": true, "中市区": true, "解放区": true, "铁路区": true, "市南区": true, "市北区": true, "临港区": true,
}

// owners are the words for the document's own region that stand before an organ: 省统计局, 市人民政府.
var owners = []struct {
	word  string
	level Level
}{{"省", Province}, {"自治区", Province}, {"市", Prefecture}, {"州", Prefecture}, {"县", County}, {"区", Unknown}}

// organ adds an organ that stands after a name, and the same of the document's own region.
func (b *builder) organ(word string) {
	b.follow[fold.String(word)] = followOrgan
	for _, o := range owners {
		if strings.HasPrefix(word, o.word) {
			b.set(word, entry{class: ownOrgan, level: o.level})
			return
		}
	}
	if utf8.RuneCountInString(word) < 3 && word != "政府" {
		return // 市海关, 省日报 are no such words
	}
	for _, o := range owners {
		b.set(o.word+word, entry{class: ownOrgan, level: o.level})
	}
}

func (b *builder) build(tails *lexicon.Trie) *Recognizer {
	var starts, after lexicon.Builder
	b.set("东、中、西", entry{class: bearings, codes: []string{"CN-EAST", "CN-CENTRAL"}})
	r := &Recognizer{g: b.g, entries: b.entries, tails: tails, pairs: &pairSet{},
		societies: words("协会", "学会", "联合会", "研究院", "研究所", "研究会", "基金会", "总公司", "公司", "集团", "促进会")}
	for w, i := range b.at {
		if rs := []rune(w); len(rs) >= 2 {
			starts.Add(w, i)
			r.pairs.add(rs[0], rs[1])
		}
	}
	for w, c := range b.follow {
		after.Add(w, c)
	}
	r.words, r.after = starts.Build(), after.Build()
	return r
}

// pairSet tells fast that no word starts with two given runes, which is so at most places of a text.
// It may err on the other side.
type pairSet [1 << 10]uint64

func (p *pairSet) hash(a, b rune) (word, bit uint32) {
	h := (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b) >> 16
	return h >> 6, h & 63
}

func (p *pairSet) add(a, b rune) {
	w, bit := p.hash(a, b)
	p[w] |= 1 << bit
}

func (p *pairSet) has(a, b rune) bool {
	w, bit := p.hash(a, b)
	return p[w]>>bit&1 != 0
}
