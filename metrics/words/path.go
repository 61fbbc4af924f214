package words

import (
	"math"
	"slices"
	"unicode"
)

// The cut is gse's: the shortest path through the dictionary, where a word costs the logarithm of its
// rarity. It is computed here because gse.Segment allocates for every character (BenchmarkSegment
// against BenchmarkCut); TestSameAsGse and TestSampleSameAsGse hold the two together.

// unknown is what gse charges for a character that begins no word.
const unknown = 32

// cell is the best path up to the end of one rune.
type cell struct {
	// cost is that of the path, and from the first rune of its last word.
	cost float32
	from int32
	kind uint32
}

// Scratch is the memory of one cut. The zero Scratch is ready.
type Scratch struct{ cells []cell }

// wide is where runes of more than two bytes begin. gse takes a run of narrower letters and digits for
// one character: no word begins or ends within.
const wide = 0x800

// narrow tells the letters and digits among the runes below wide.
type narrow [wide]bool

func newNarrow() *narrow {
	n := new(narrow)
	for r := range rune(wide) {
		n[r] = unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return n
}

// joined reports whether runes at and at+1 of line are in one run.
func (n *narrow) joined(line []rune, at int) bool {
	a, b := uint32(line[at]), uint32(line[at+1])
	return a < wide && b < wide && n[a] && n[b]
}

// path finds the cheapest words of line: afterwards cells[i].from is the first rune of the word that
// ends with rune i, wherever a word can end.
func (s *Segmenter) path(c *Scratch, line []rune) {
	n := len(line)
	c.cells = slices.Grow(c.cells[:0], n)[:n]
	for i := range c.cells {
		c.cells[i].cost = math.MaxFloat32
	}
	base := float32(0)
	for i := 0; i < n; {
		end := i // of the first character, as gse understands it
		for line[end] < wide && end+1 < n && s.narrow.joined(line, end) {
			end++
		}
		single := false
		if end == i {
			if w := s.trie.one(line[i]); w.kind != without {
				single = true
				c.reach(i, i, base+s.logTotal-w.log, w.kind)
			}
		}
		if i+1 < n {
			at := s.trie.open(line[i], line[i+1])
			for k := i + 1; at >= 0; at = s.trie.child(at, line[k]) {
				if w := s.trie.at(at); w != nil && k >= end && (k+1 == n || !s.narrow.joined(line, k)) {
					single = single || k == end
					c.reach(k, i, base+s.logTotal-w.log, w.kind)
				}
				if k++; k == n {
					break
				}
			}
		}
		if !single {
			c.reach(end, i, base+unknown, none)
		}
		base, i = c.cells[end].cost, end+1
	}
}

// reach records a word of runes i..k if no cheaper path ends there.
func (c *Scratch) reach(k, i int, cost float32, kind uint32) {
	if a := &c.cells[k]; cost < a.cost {
		*a = cell{cost: cost, from: int32(i), kind: kind}
	}
}
