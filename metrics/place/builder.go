package place

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
)

// builder collects the words of the recogniser with what they mean.
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
	if e.level != Country || word == "全国" {
		b.spaced(word, e)
	}
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
	for _, r := range b.g.rows {
		if r.Level == Province {
			b.spaced(r.Short, entry{class: name, codes: []string{r.Code}, nested: []string{r.Code}, level: Province})
		}
	}
}

// spaced adds a word of two characters as tables set it to the width of three or four (北　京).
func (b *builder) spaced(word string, e entry) {
	rs := []rune(word)
	if len(rs) != 2 {
		return
	}
	for _, gap := range []string{" ", "  ", "   "} {
		b.set(string(rs[0])+gap+string(rs[1]), e)
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
	"西市区": true, "南市区": true, "北市区": true, "中市区": true, "解放区": true, "铁路区": true, "市南区": true, "市北区": true, "临港区": true, "平房区": true, "港口区": true,
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

// masks adds the words of texts that hide the name of their region: 某省, H省, A市.
func (b *builder) masks() {
	for _, level := range []string{"省", "市", "县", "区", "自治区", "县级市", "地级市", "设区市"} {
		b.set("某"+level, entry{class: masked})
	}
	for c := 'a'; c <= 'z'; c++ {
		b.set(string(c)+"省", entry{class: masked})
		b.set(string(c)+"市", entry{class: masked})
	}
}

func (b *builder) build(tails, societies, companies *lexicon.Trie) *Recognizer {
	var starts, after lexicon.Builder
	b.masks()
	b.set("东、中、西", entry{class: bearings, codes: []string{"CN-EAST", "CN-CENTRAL"}})
	r := &Recognizer{g: b.g, entries: b.entries, tails: tails, societies: societies, companies: companies}
	guards := int32(len(r.entries)) // all of them are one entry, which the nearest cache keeps
	r.entries = append(r.entries, entry{class: guard})
	for w, i := range b.at {
		if b.entries[i].class == guard {
			i = guards
		}
		if utf8.RuneCountInString(w) >= 2 {
			starts.Add(w, i)
		}
	}
	for w, c := range b.follow {
		after.Add(w, c)
	}
	r.words, r.after = starts.Build(), after.Build()
	return r
}
