package place

import (
	"fmt"
	"io/fs"
	"sync"

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
	words      *lexicon.Trie
	entries    []entry
	after      *lexicon.Trie
	societies  *lexicon.Trie // what ends the name of a society: 协会
	companies  *lexicon.Trie // what ends the name of a company: 有限公司
	tails      *lexicon.Trie // what can follow an organisation: 中国电信湖北|分公司
	yardsticks *yardsticks
	// abbreviated is for texts on their own.
	abbreviated *abbreviated
	lines       sync.Pool // of *fold.Line, for the heads of documents
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
	masked                // 某省, H省
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
	var tails, societies, companies lexicon.Builder
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
			case "company":
				companies.Add(fold.String(f[1]), 0)
			case "society":
				societies.Add(fold.String(f[1]), 0)
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
	r := b.build(tails.Build(), societies.Build(), companies.Build())
	var err error
	if r.abbreviated, err = readAbbreviated(g, fsys); err != nil {
		return nil, err
	}
	r.yardsticks, err = readYardsticks(fsys)
	return r, err
}

// Gazetteer is the gazetteer that the recogniser was built with.
func (r *Recognizer) Gazetteer() *Gazetteer { return r.g }
