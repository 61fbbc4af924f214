// Package words cuts folded lines into words with gse. Words decide boundaries (a name inside another
// word is none), give the head noun of a quantity that no rule knows, and feed the discovery of metrics.
//
// gse's own dictionary takes 1.2 s and 200 MB to load. This package gives gse a dictionary of its own:
// words.txt, the useful tenth of that dictionary (see gen), and words_domain.txt, the terms of
// statistics and administration, both in configs/lexicons. Nothing is loaded before the first cut.
//
// Numbers are not for this package: gse tears 16.8万户 apart, so a number is one token here and no more.
package words

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-ego/gse"

	"zhibiao/configs"
	"zhibiao/metrics/fold"
)

// Token is one word. Start and End are rune indexes of the fold.Line.
type Token struct {
	Start, End int
	// POS is the part of speech in jieba's letters (n, v, vn, a, d, p, c, m, q, ns, nt, …); w is a mark or a
	// blank, eng Latin, x a character that the dictionary does not know.
	POS string
	// Domain is set for words of words_domain.txt and for those given to Load.
	Domain bool
}

// Segmenter cuts lines. It is safe for many goroutines.
type Segmenter struct {
	extra    []string
	once     sync.Once
	trie     *trie
	narrow   *narrow
	logTotal float32
	scratch  sync.Pool
}

// Load makes a Segmenter that knows the extra words, too: names of metrics, organisations. They are
// folded. The dictionary itself is loaded by the first Cut, which takes some 50 ms.
func Load(extra []string) (*Segmenter, error) {
	s := &Segmenter{extra: make([]string, 0, len(extra))}
	for i, w := range extra {
		w = strings.TrimSpace(fold.String(w))
		if w == "" {
			return nil, fmt.Errorf("word %d of %d is empty: remove it from the list", i+1, len(extra))
		}
		s.extra = append(s.extra, w)
	}
	return s, nil
}

// domainFreq is the frequency given to a domain word, so that it wins over the shorter words in it.
const domainFreq = 6000

// domain marks the part of speech of a domain word inside gse, which knows no flags.
const domain = "+"

type entry struct {
	freq float64
	pos  string
}

// size is about the number of words of both lexicons.
const size = 32 << 10

// load makes the tables of the cut out of the dictionary, which is not kept.
func (s *Segmenter) load() {
	dict := s.dictionary()
	s.trie = newTrie(dict)
	s.narrow = newNarrow()
	s.logTotal = float32(math.Log2(dict.TotalFreq()))
}

// dictionary builds gse's dictionary. Every word is added once: gse
// ignores a second AddToken of the same word. The costs of gse's own Segment, which CalcToken computes,
// are not needed (see path).
func (s *Segmenter) dictionary() *gse.Dictionary {
	dict := gse.NewDict()
	dict.Tokens = make([]gse.Token, 0, size+len(s.extra))
	seg := gse.Segmenter{Dict: dict}
	add := func(word string, freq float64, pos string) {
		if err := seg.AddToken(word, freq, pos); err != nil {
			panic(fmt.Sprintf("words: gse refuses %q: %v", word, err))
		}
	}
	own := make(map[string]entry, 1024+len(s.extra))
	order := make([]string, 0, 1024+len(s.extra))
	each("words_domain.txt", 2, func(f []string) error {
		w := fold.String(f[0])
		if _, known := own[w]; !known {
			order = append(order, w)
		}
		own[w] = entry{domainFreq, f[1]}
		return nil
	})
	for _, w := range s.extra {
		if _, known := own[w]; !known {
			order = append(order, w)
			own[w] = entry{domainFreq, ""}
		}
	}
	each("words.txt", 3, func(f []string) error {
		n, err := strconv.ParseFloat(f[1], 64)
		if e, known := own[f[0]]; known {
			if e.pos == "" {
				e.pos = f[2]
			}
			own[f[0]] = entry{max(e.freq, n), e.pos}
		} else {
			add(f[0], n, f[2])
		}
		return err
	})
	for _, w := range order {
		e := own[w]
		if e.pos == "" {
			e.pos = "n"
		}
		add(w, e.freq, domain+e.pos)
	}
	return dict
}

// each calls f with the fields of every line of an embedded lexicon. The lexicon is a part of the
// program, so a broken line is a bug.
func each(name string, columns int, f func([]string) error) {
	data, err := configs.FS.ReadFile("lexicons/" + name)
	if err != nil {
		panic(fmt.Sprintf("words: %v", err))
	}
	fields := make([]string, 0, 4)
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields = fields[:0]
		for field := range strings.SplitSeq(line, "\t") {
			fields = append(fields, field)
		}
		if len(fields) != columns {
			panic(fmt.Sprintf("words: %s:%d has %d columns, want %d", name, n, len(fields), columns))
		}
		if err := f(fields); err != nil {
			panic(fmt.Sprintf("words: %s:%d: %v", name, n, err))
		}
	}
}

// Cut appends the words of runes from..to of l to dst. The tokens tile the range: each begins where the
// one before it ends. A number (16.8, 1,200) is one token.
func (s *Segmenter) Cut(dst []Token, l *fold.Line, from, to int) []Token {
	if from >= to {
		return dst
	}
	c, _ := s.scratch.Get().(*Scratch)
	if c == nil {
		c = new(Scratch)
	}
	defer s.scratch.Put(c)
	return s.CutIn(c, dst, l, from, to)
}

// CutIn is Cut in the caller's own memory, for who cuts many short ranges.
func (s *Segmenter) CutIn(c *Scratch, dst []Token, l *fold.Line, from, to int) []Token {
	if from >= to {
		return dst
	}
	s.once.Do(s.load)
	line := l.Runes[from:to]
	s.path(c, line)

	// The path is known from its end: count the words, then fill them in backwards.
	first := len(dst)
	n := 0
	for i := len(line) - 1; i >= 0; i = int(c.cells[i].from) - 1 {
		n++
	}
	dst = slices.Grow(dst, n)[:first+n]
	points := false
	for i, k := len(line)-1, len(dst)-1; i >= 0; k-- {
		a := &c.cells[i]
		start, w := int(a.from), &s.trie.kinds[a.kind]
		t := &dst[k]
		t.Start, t.End, t.POS, t.Domain = from+start, from+i+1, w.pos, w.domain
		if a.kind == none {
			t.POS = class(line[start : i+1])
			points = points || line[i] == '.' || line[i] == ','
		}
		i = start - 1
	}
	if points {
		dst = join(dst, first, l.Runes)
	}
	return dst
}

// Straddled reports whether a word of the dictionary lies across rune at of l, within from..to. Where none does, Cut parts
// the runes there, if both are Chinese characters.
func (s *Segmenter) Straddled(l *fold.Line, from, at, to int) bool {
	s.once.Do(s.load)
	line := l.Runes[:to]
	for i := from; i < at; i++ {
		node := s.trie.open(line[i], line[i+1])
		for k := i + 1; node >= 0; node = s.trie.child(node, line[k]) {
			if k >= at && s.trie.at(node) != nil {
				return true
			}
			if k++; k == to {
				break
			}
		}
	}
	return false
}

// join makes one token of the parts of a number.
func join(dst []Token, first int, line []rune) []Token {
	last := first
	for k := first + 1; k < len(dst); k++ {
		if number(line, &dst[last], &dst[k]) {
			dst[last].End = dst[k].End
			continue
		}
		if last++; last < k {
			dst[last] = dst[k]
		}
	}
	return dst[:last+1]
}

// class is the part of speech of a token that the dictionary does not know.
func class(word []rune) string {
	switch r := word[0]; {
	case len(word) == 1 && (r == '.' || r == ',') || r < '0' && r >= ' ':
		return "w"
	case r >= '0' && r <= '9':
		for _, c := range word {
			if c < '0' || c > '9' {
				return "eng"
			}
		}
		return "m"
	case r >= 'a' && r <= 'z' || r >= 0xc0 && r < 0x250:
		return "eng"
	case r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r > 0x20000:
		return "x"
	}
	return "w"
}

// number reports whether b goes on with the number a: a point or comma between digits, or the digits
// after it.
func number(line []rune, a, b *Token) bool {
	if a.POS != "m" || a.Domain || line[a.Start] < '0' || line[a.Start] > '9' {
		return false
	}
	r := line[b.Start]
	if r == '.' || r == ',' {
		return b.End < len(line) && line[b.End] >= '0' && line[b.End] <= '9'
	}
	last := line[a.End-1]
	return b.POS == "m" && (last == '.' || last == ',')
}

// Boundary reports whether a word of tokens begins or ends at rune at.
func Boundary(tokens []Token, at int) bool {
	lo, hi := 0, len(tokens)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if tokens[m].End < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(tokens) && (tokens[lo].End == at || tokens[lo].Start == at)
}
