package words

import (
	"fmt"
	"math"
	"math/bits"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// trie is the dictionary as the cut reads it. gse keeps words in a double array of bytes and looks every
// candidate up from its first byte, with a logarithm for each hit; here one more rune is one step, and
// what a word costs is worked out beforehand. A node is a slot of one hash table under the slot of its
// parent and its rune, so building it is inserting, and a step is mostly one cache line.
type trie struct {
	// slots hold a node each: its parent and its rune, and below them the number of the word that ends there, from one.
	// One machine word for a node keeps all of them in the second cache.
	slots []uint64
	shift uint8
	// seconds tells of most second runes that no word goes on with them after a first, without a look at the slots, which
	// do not fit into the nearest cache as these bits do.
	seconds [1 << 11]uint64
	// first leads from runes below direct to the slots of one-rune words and beginnings, plus one.
	first [direct]int32
	words []word
	// kinds are what word.kind counts.
	kinds []kind
}

// word is what the trie knows of a word.
type word struct {
	// log is the binary logarithm of the frequency.
	log  float32
	kind uint32
}

// kind is what tokens of a word say of it.
type kind struct {
	pos    string
	domain bool
}

const (
	direct = 0xa000
	// none is the kind of a character that begins no word, and of words that the dictionary calls so.
	none = 0
	// root stands for the parent of first runes.
	root = -1

	runeBits = 21
	wordBits = 22
)

// newTrie copies the words of dict. Those of frequency 0 are no words to gse either.
func newTrie(dict *gse.Dictionary) *trie {
	t := &trie{kinds: []kind{none: {pos: "x"}}}
	size := bits.Len(uint(2 * nodes(dict))) // at least two slots for a node keep the ways short
	if size > 64-runeBits-wordBits {
		panic(fmt.Sprintf("words: the dictionary needs 2^%d slots, more than a slot can name", size))
	}
	t.slots, t.shift = make([]uint64, 1<<size), uint8(64-size)
	kinds := map[string]uint32{"x": none}
	for i := range dict.Tokens {
		token := &dict.Tokens[i]
		if token.Freq() == 0 {
			continue
		}
		pos := token.Pos()
		k, known := kinds[pos]
		if !known {
			k = uint32(len(t.kinds))
			kinds[pos] = k
			if pos[:len(domain)] == domain {
				t.kinds = append(t.kinds, kind{pos: pos[len(domain):], domain: true})
			} else {
				t.kinds = append(t.kinds, kind{pos: pos})
			}
		}
		at, n, before := int32(root), 0, rune(0)
		for _, r := range token.Text() {
			if at = t.grow(at, r); n == 1 {
				word, bit := pair(before, r)
				t.seconds[word] |= bit
			}
			n++
			before = r
		}
		t.set(at, float32(math.Log2(token.Freq())), k)
	}
	return t
}

// nodes counts what the words need at most: of a word, what the one before it does not begin with.
func nodes(dict *gse.Dictionary) int {
	n, before := 0, ""
	for i := range dict.Tokens {
		text := dict.Tokens[i].Text()
		k := 0
		for k < len(text) && k < len(before) && text[k] == before[k] {
			k++
		}
		for k > 0 && k < len(text) && !utf8.RuneStart(text[k]) {
			k--
		}
		n += utf8.RuneCountInString(text[k:])
		before = text
	}
	return n
}

// grow returns the slot of r under the node at, and makes it if there is none.
func (t *trie) grow(at int32, r rune) int32 {
	k := key(at, r)
	i := t.home(k)
	for t.slots[i] != 0 && t.slots[i]>>wordBits != k {
		i = (i + 1) & (len(t.slots) - 1)
	}
	if t.slots[i] == 0 {
		t.slots[i] = k << wordBits
	}
	if at == root && r < direct {
		t.first[r] = int32(i) + 1
	}
	return int32(i)
}

// set makes the node at the end of a word. Of words that are given twice the last holds.
func (t *trie) set(at int32, log float32, kind uint32) {
	if n := t.slots[at] & (1<<wordBits - 1); n > 0 {
		t.words[n-1] = word{log, kind}
		return
	}
	t.words = append(t.words, word{log, kind})
	t.slots[at] |= uint64(len(t.words))
}

// key is that of a node in a slot. No node but that of rune 0 at the root has the key of an empty slot, and that one
// is found by first.
func key(at int32, r rune) uint64 { return uint64(at+1)<<runeBits | uint64(r) }

func (t *trie) home(k uint64) int { return int(k * 0x9e3779b97f4a7c15 >> (t.shift & 63)) }

// start returns the node of a first rune, or -1.
func (t *trie) start(r rune) int32 {
	if uint32(r) < direct {
		return t.first[r] - 1
	}
	return t.child(root, r)
}

// pair locates the bit of two first runes in seconds.
func pair(a, b rune) (word uint32, bit uint64) {
	h := (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b) >> 15
	return h >> 6, 1 << (h & 63)
}

// goes reports whether a word can begin with a and b. It errs only on this side.
func (t *trie) goes(a, b rune) bool {
	word, bit := pair(a, b)
	return t.seconds[word]&bit != 0
}

// child returns the node of r under the node at, or -1.
func (t *trie) child(at int32, r rune) int32 {
	k := key(at, r)
	for i := t.home(k); ; i++ {
		i &= len(t.slots) - 1
		switch s := t.slots[i]; {
		case s>>wordBits == k:
			return int32(i)
		case s == 0:
			return -1
		}
	}
}

// at returns the word that ends at a node, or nil.
func (t *trie) at(node int32) *word {
	if n := t.slots[node] & (1<<wordBits - 1); n > 0 {
		return &t.words[n-1]
	}
	return nil
}
