package words

import (
	"math"
	"unicode"
	"unicode/utf8"

	"zhibiao/metrics/fold"
)

// The cut is gse's: the shortest path through the dictionary, where a word costs the logarithm of its
// rarity. It is computed here, over gse's dictionary, because gse.Segment allocates for every character
// (BenchmarkSegment against BenchmarkCut); TestSameAsGse holds the two together.

// unknown is what gse charges for a character that begins no word.
const unknown = 32

// atom is what the dictionary is made of: one character, or a run of Latin letters and digits.
type atom struct {
	// at and rune are the byte and the rune at which the atom begins.
	at, rune int
	// cost is that of the best path up to the end of the atom, and from the first atom of its last word.
	cost float32
	from int
	pos  string
}

// scratch is the memory of one cut.
type scratch struct {
	text  []byte
	atoms []atom
}

// split fills the scratch with runes from..to of l.
func (c *scratch) split(l *fold.Line, from, to int) {
	c.text, c.atoms = c.text[:0], c.atoms[:0]
	run := false
	for i := from; i < to; i++ {
		r := l.Runes[i]
		n := len(c.text)
		c.text = utf8.AppendRune(c.text, r)
		short := len(c.text)-n <= 2 && (r < utf8.RuneSelf && isAlnum(byte(r)) || r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)))
		if !short || !run {
			c.atoms = append(c.atoms, atom{at: n, rune: i})
		}
		run = short
	}
	c.atoms = append(c.atoms, atom{at: len(c.text), rune: to})
}

func isAlnum(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

// path finds the cheapest words: afterwards atoms[i].from is the first atom of the word that ends
// with atom i.
func (s *Segmenter) path(c *scratch) {
	n := len(c.atoms) - 1
	for i := range n {
		c.atoms[i].cost = math.MaxFloat32
	}
	longest := s.dict.MaxTokenLen()
	for i := range n {
		base := float32(0)
		if i > 0 {
			base = c.atoms[i-1].cost
		}
		single := false
		for k := i; k < n && k < i+longest; k++ {
			freq, pos, on := s.dict.Find(c.text[c.atoms[i].at:c.atoms[k+1].at])
			if !on {
				break
			}
			if freq == 0 { // the beginning of a longer word
				continue
			}
			single = single || k == i
			c.reach(k, i, base+s.logTotal-float32(math.Log2(freq)), pos)
		}
		if !single {
			c.reach(i, i, base+unknown, "x")
		}
	}
}

// reach records a word of atoms i..k if no cheaper path ends there.
func (c *scratch) reach(k, i int, cost float32, pos string) {
	if a := &c.atoms[k]; cost < a.cost {
		a.cost, a.from, a.pos = cost, i, pos
	}
}
