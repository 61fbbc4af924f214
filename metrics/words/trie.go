package words

import (
	"fmt"
	"iter"
	"math"
	"math/bits"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"zhibiao/metrics/lexicon"
)

// trie is the dictionary as the cut reads it. gse keeps words in a double array of bytes and looks every
// candidate up from its first byte, with a logarithm for each hit; here one more rune is one step, and
// what a word costs is worked out beforehand. A node is a slot of one hash table under the slot of its
// parent and its rune, so building it is inserting, and a step is mostly one cache line. A first rune has no
// slot: the node of the first two runes is found by both, and words of one rune have a table of their own.
type trie struct {
	// slots hold a node each: its parent and its rune, and below them the number of the word that ends there, from one.
	// One machine word for a node keeps all of them in the second cache.
	slots []uint64
	shift uint8
	// seconds tells of most second runes that no word goes on with them after a first, without a look at the slots, which
	// do not fit into the nearest cache as these bits do.
	seconds [1 << 11]uint64
	// ones are the words of one rune, without where there is none; rare are those from direct on.
	ones  [direct]word
	rare  map[rune]word
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
	// without is the kind of what is no word.
	without = 1<<32 - 1
	// first plus a rune stands for the parent of what follows it at the beginning of a word; slots have lower numbers.
	first = 1 << 20

	runeBits = 21
	wordBits = 22
)

// newTrie copies the words of dict. Those of frequency 0 are no words to gse either.
func newTrie(dict *gse.Dictionary) *trie {
	t := &trie{kinds: []kind{none: {pos: "x"}}}
	size := bits.Len(uint(2 * lexicon.Nodes(texts(dict)))) // at least two slots for a node keep the ways short
	if 1<<size > first {
		panic(fmt.Sprintf("words: the dictionary needs 2^%d slots, more than a slot can name", size))
	}
	t.slots, t.shift, t.rare = make([]uint64, 1<<size), uint8(64-size), map[rune]word{}
	for r := range t.ones {
		t.ones[r].kind = without
	}
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
		t.add(token.Text(), word{float32(math.Log2(token.Freq())), k})
	}
	return t
}

// texts are the words of a dictionary.
func texts(dict *gse.Dictionary) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range dict.Tokens {
			if !yield(dict.Tokens[i].Text()) {
				return
			}
		}
	}
}

// add takes a word in. Of words that are given twice the last holds.
func (t *trie) add(text string, w word) {
	a, n := utf8.DecodeRuneInString(text)
	if n == len(text) {
		if a < direct {
			t.ones[a] = w
		} else {
			t.rare[a] = w
		}
		return
	}
	b, m := utf8.DecodeRuneInString(text[n:])
	i, bit := pair(a, b)
	t.seconds[i] |= bit
	at := t.grow(first+a, b)
	for _, r := range text[n+m:] {
		at = t.grow(at, r)
	}
	if n := t.slots[at] & (1<<wordBits - 1); n > 0 {
		t.words[n-1] = w
		return
	}
	t.words = append(t.words, w)
	t.slots[at] |= uint64(len(t.words))
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
	return int32(i)
}

// key is that of a node in a slot. None is that of an empty slot.
func key(at, r int32) uint64 { return uint64(at+1)<<runeBits | uint64(r) }

func (t *trie) home(k uint64) int { return int(k * 0x9e3779b97f4a7c15 >> (t.shift & 63)) }

// one returns what the dictionary knows of a word of one rune.
func (t *trie) one(r rune) word {
	if uint32(r) < direct {
		return t.ones[r]
	}
	if w, known := t.rare[r]; known {
		return w
	}
	return word{kind: without}
}

// open returns the node of the runes a and b, or -1 where no word begins with them.
func (t *trie) open(a, b rune) int32 {
	if i, bit := pair(a, b); t.seconds[i]&bit == 0 {
		return -1
	}
	return t.child(first+a, b)
}

// pair locates the bit of two first runes in seconds.
func pair(a, b rune) (word uint32, bit uint64) {
	h := (uint32(a)*0x9e3779b1 ^ uint32(b)*0x85ebca6b) >> 15
	return h >> 6, 1 << (h & 63)
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
