package words

import (
	"math"
	"math/bits"

	"github.com/go-ego/gse"
)

// trie is the dictionary as the cut reads it. gse keeps words in a double array of bytes and looks every
// candidate up from its first byte, with a logarithm for each hit; here one more rune is one step, and
// what a word costs is worked out beforehand. A node is a slot of one hash table under the slot of its
// parent and its rune, so building it is inserting, and a step is mostly one cache line.
type trie struct {
	slots []slot
	shift uint8
	// first leads from runes below direct to the slots of one-rune words and beginnings, plus one.
	first [direct]int32
	// kinds are what slot.kind counts, from one.
	kinds []kind
}

// slot is a beginning of words.
type slot struct {
	// key is made by key; 0 is an empty slot.
	key uint64
	// log is the binary logarithm of the frequency of the word that ends here.
	log float32
	// kind is that of the word that ends here, plus one; 0 if none does.
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
	root = -2
)

// newTrie copies the words of dict. Those of frequency 0 are no words to gse either.
func newTrie(dict *gse.Dictionary, runes int) *trie {
	t := &trie{kinds: []kind{none: {pos: "x"}}}
	// At least two slots for a node keep the ways short.
	size := bits.Len(uint(runes + runes/2))
	t.slots, t.shift = make([]slot, 1<<size), uint8(64-size)
	kinds := map[string]uint32{"x": none}
	for i := range dict.Tokens {
		word := &dict.Tokens[i]
		if word.Freq() == 0 {
			continue
		}
		pos := word.Pos()
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
		at := int32(root)
		for _, r := range word.Text() {
			at = t.grow(at, r)
		}
		t.slots[at].log, t.slots[at].kind = float32(math.Log2(word.Freq())), k+1
	}
	return t
}

// grow is child, but makes the node.
func (t *trie) grow(at int32, r rune) int32 {
	k := key(at, r)
	i := t.home(k)
	for t.slots[i].key != 0 && t.slots[i].key != k {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i].key = k
	if at == root && r < direct {
		t.first[r] = int32(i) + 1
	}
	return int32(i)
}

func key(at int32, r rune) uint64 { return uint64(at+1)<<21 ^ uint64(r) }

// home is where the search for a key begins: Fibonacci hashing.
func (t *trie) home(k uint64) int { return int(k * 0x9e3779b97f4a7c15 >> (t.shift & 63)) }

// start is the node of words that begin with r, or -1.
func (t *trie) start(r rune) int32 {
	if uint32(r) < direct {
		return t.first[r] - 1
	}
	return t.child(root, r)
}

// child is the node one rune further, or -1.
func (t *trie) child(at int32, r rune) int32 {
	k := key(at, r)
	for i := t.home(k); ; i++ {
		i &= len(t.slots) - 1
		switch t.slots[i].key {
		case k:
			return int32(i)
		case 0:
			return -1
		}
	}
}
