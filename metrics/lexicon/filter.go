package lexicon

import (
	"math/bits"
	"unicode/utf8"
)

// starts is a set of first runes. It knows them by their last twelve bits and so may have one that was not added, but
// never lacks one that was.
type starts [64]uint64

func (s *starts) add(r rune) { s[uint32(r)>>6&63] |= 1 << (uint32(r) & 63) }

func (s *starts) has(r rune) bool { return s[uint32(r)>>6&63]>>(uint32(r)&63)&1 != 0 }

// pairs is a set of first two runes, which errs on the same side: of the runes of a text, two in a hundred at most pass
// it by chance. A pair is two bits of one machine word.
type pairs struct {
	words []uint64
	shift uint8
}

// room is how many bits there are for a pair.
const room = 16

// newPairs makes the set of sorted words.
func newPairs(words []string) pairs {
	var all [][2]rune
	for _, w := range words {
		a, n := utf8.DecodeRuneInString(w)
		if n == len(w) {
			continue
		}
		b, _ := utf8.DecodeRuneInString(w[n:])
		if pair := [2]rune{a, b}; len(all) == 0 || all[len(all)-1] != pair {
			all = append(all, pair)
		}
	}
	n := max(bits.Len(uint(room*len(all)/64)), 1)
	p := pairs{make([]uint64, 1<<n), uint8(64 - n)}
	for _, pair := range all {
		p.add(pair[0], pair[1])
	}
	return p
}

// hash names the word of a pair by its upper bits, and below these the two bits.
func hash(a, b rune) uint64 {
	return (uint64(uint32(a))<<21 ^ uint64(uint32(b))) * 0x9e3779b97f4a7c15
}

func (p *pairs) add(a, b rune) {
	h := hash(a, b)
	p.words[h>>(p.shift&63)] |= 1<<(h>>20&63) | 1<<(h>>28&63)
}

func (p *pairs) has(a, b rune) bool {
	h := hash(a, b)
	i := h >> (p.shift & 63)
	if i >= uint64(len(p.words)) { // never
		return false
	}
	w := p.words[i]
	return w>>(h>>20&63)&1 != 0 && w>>(h>>28&63)&1 != 0
}
