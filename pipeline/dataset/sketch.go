package dataset

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"
)

// A sketch stands for the set of shingles (five letters, digits and Han characters in a row, the rest
// left out) of a text: MinHash by one permutation. The set is thrown into bins by its hash and each bin
// keeps its smallest. The share of equal bins of two sketches estimates the overlap of the sets,
// with a standard error of 4 in 100 near 0.9.
const (
	shingle = 5
	bins    = 64
	// bandBins equal bins in a row make two texts candidates; nearBins of all make them near duplicates.
	bandBins = 4
	nearBins = 52
)

type sketch [bins]uint32

type sketcher struct {
	min [bins]uint64
	buf [bins * 4]byte
}

func newSketcher() *sketcher { return &sketcher{} }

const never = ^uint64(0)

// sketch returns the encoded sketch of a text, or "" where it has fewer shingles than bins.
func (s *sketcher) sketch(text string) string {
	for i := range s.min {
		s.min[i] = never
	}
	// one to four are the mixes of the shingles that have so many letters yet: no mix waits for another of its letter.
	var one, two, three, four uint64
	n := 0
	for i := 0; i < len(text); {
		var r rune
		if c := text[i]; c >= 0xE5 && c <= 0xE8 && i+2 < len(text) { // U+5000 to U+8FFF
			r = rune(c&0xF)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
			i += 3
		} else {
			size := 0
			r, size = utf8.DecodeRuneInString(text[i:])
			if i += size; !Counts(r) {
				continue
			}
		}
		c := uint64(r)
		h := mix(four ^ c)
		one, two, three, four = mix(c), mix(one^c), mix(two^c), mix(three^c)
		if n++; n < shingle {
			continue
		}
		if b := h >> 58; h < s.min[b] {
			s.min[b] = h
		}
	}
	if n < 4*bins {
		return ""
	}
	for b := range s.min {
		// An empty bin borrows from the next full one, moved so that two loans are equal only when bin and lender are.
		v := s.min[b]
		for k := 1; v == never && k < bins; k++ {
			if o := s.min[(b+k)%bins]; o != never {
				v = mix(o + uint64(k))
			}
		}
		binary.LittleEndian.PutUint32(s.buf[4*b:], uint32(v))
	}
	return string(s.buf[:])
}

// Counts reports whether a rune is a letter, a digit or a Han character and so counts for shingles. Most need no table.
func Counts(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
	case r >= 0x4e00 && r <= 0x9fa5:
		return true
	case r >= 0x2000 && r <= 0x206f || r >= 0x3000 && r <= 0x3004 || r >= 0x3008 && r <= 0x3020 || r == 0xff0c: // marks and blanks
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// mix is the finisher of MurmurHash3 over a multiplied input: fixed for ever, since what it finds near must stay so.
func mix(h uint64) uint64 {
	h = bits.RotateLeft64(h*0x9e3779b97f4a7c15, 31)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func decodeSketch(s string) (sk sketch, ok bool) {
	if len(s) != bins*4 {
		return sk, false
	}
	for i := range sk {
		sk[i] = binary.LittleEndian.Uint32([]byte(s[4*i : 4*i+4]))
	}
	return sk, true
}

func (a *sketch) equalBins(b *sketch) (n int) {
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}

// nearGroups joins documents whose texts nearly agree. It returns for each the first of its
// group, or -1 for a document that stands alone. sketches[i] is nil where there is none. Of many documents
// with an equal band each is compared with the first few only, so that a thousand copies cost no million
// comparisons.
func nearGroups(sketches []*sketch) []int {
	parent := make([]int32, len(sketches))
	var order []int32 // of the documents with a sketch
	for i := range parent {
		if parent[i] = int32(i); sketches[i] != nil {
			order = append(order, int32(i))
		}
	}
	root := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	const compare = 8
	for band := 0; band < bins; band += bandBins {
		of := func(i int32) []uint32 { return sketches[i][band : band+bandBins] }
		slices.SortFunc(order, func(a, b int32) int {
			return cmp.Or(slices.Compare(of(a), of(b)), cmp.Compare(a, b))
		})
		first := 0 // of those with the same band
		for k, i := range order {
			if !slices.Equal(of(order[first]), of(i)) {
				first = k
			}
			for _, j := range order[first:min(k, first+compare)] {
				a, b := root(i), root(j)
				if a != b && sketches[i].equalBins(sketches[j]) >= nearBins {
					parent[max(a, b)] = min(a, b)
				}
			}
		}
	}
	size := make([]int32, len(sketches))
	for i := range sketches {
		size[root(int32(i))]++
	}
	out := slices.Repeat([]int{-1}, len(sketches))
	for i := range sketches {
		if r := root(int32(i)); size[r] > 1 {
			out[i] = int(r)
		}
	}
	return out
}
