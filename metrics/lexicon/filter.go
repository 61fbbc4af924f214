package lexicon

import "unicode/utf8"

// starts is a set of first runes. It knows them by their last twelve bits and so may have one that was not added, but
// never lacks one that was.
type starts [64]uint64

func (s *starts) add(r rune) { s[uint32(r)>>6&63] |= 1 << (uint32(r) & 63) }

func (s *starts) has(r rune) bool { return s[uint32(r)>>6&63]>>(uint32(r)&63)&1 != 0 }

// pairs is a set of first two runes, which errs on the same side. Its 8 KiB stay in the nearest cache.
type pairs [1 << 10]uint64

// end stands for the second rune of a word of one.
const end = -1

func newPairs(words []string) *pairs {
	p := new(pairs)
	for _, w := range words {
		first, n := utf8.DecodeRuneInString(w)
		second := rune(end)
		if n < len(w) {
			second, _ = utf8.DecodeRuneInString(w[n:])
		}
		h := hash(first, second)
		p[h>>6] |= 1 << (h & 63)
	}
	return p
}

func (p *pairs) has(a, b rune) bool {
	h := hash(a, b)
	return p[h>>6]>>(h&63)&1 != 0
}

func hash(a, b rune) uint32 { return (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b) >> 16 & 0xffff }
