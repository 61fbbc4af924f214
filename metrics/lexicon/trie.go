// Package lexicon finds literal words. A Trie holds folded words (package fold) with an integer each
// and finds, at a place of a line, the words that start there. It is immutable after Build and safe
// for many goroutines; matching allocates nothing.
package lexicon

import (
	"iter"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Builder collects words.
type Builder struct {
	words map[string]int32
}

// Add maps a folded word to id. A word that is added again keeps the last id; use a slice of
// meanings behind the id when a word has several.
func (b *Builder) Add(word string, id int32) {
	if word == "" {
		return
	}
	if b.words == nil {
		b.words = map[string]int32{}
	}
	b.words[word] = id
}

// Grow makes room for n words.
func (b *Builder) Grow(n int) {
	if b.words == nil {
		b.words = make(map[string]int32, n)
	}
}

// Get returns the id of a word that was added.
func (b *Builder) Get(word string) (int32, bool) {
	id, ok := b.words[word]
	return id, ok
}

// Trie is a trie over runes. Its nodes are slots of one hash table, each under the slot of its parent and its rune, so
// that a step is mostly one look into memory; the node of the first two runes is found without that of the first.
// Filters tell of most places of a text that no word starts there, without a look at the nodes.
type Trie struct {
	starts starts
	pairs  pairs
	ones   *starts // first runes that are words themselves; nil where none is
	// slots hold a node each: its key, and below it what there is at the node.
	slots []uint64
	ids   []int32 // of the word that ends at a node
	shift uint8
	n     int
}

// What there is at a node.
const (
	ends = 1 << iota // the end of a word
	more             // further nodes
	key1
)

// The parent of a node is the number of a slot, or beyond these the root or a first rune.
const (
	root  = 1 << 30
	first = 1 << 29
)

// Build makes the trie.
func (b *Builder) Build() *Trie {
	words := make([]string, 0, len(b.words))
	for w := range b.words {
		words = append(words, w)
	}
	slices.Sort(words)
	size := max(bits.Len(uint(2*Nodes(slices.Values(words)))), 1) // at least two slots for a node keep the ways short
	t := &Trie{pairs: newPairs(words), slots: make([]uint64, 1<<size), ids: make([]int32, 1<<size), shift: uint8(64 - size), n: len(words)}
	for _, w := range words {
		r, n := utf8.DecodeRuneInString(w)
		t.starts.add(r)
		if n == len(w) {
			if t.ones == nil {
				t.ones = new(starts)
			}
			t.ones.add(r)
		}
		at := t.grow(root, r)
		t.slots[at] |= more
		for i, c := range w[n:] {
			if i == 0 {
				at = t.grow(first+r, c)
				continue
			}
			t.slots[at] |= more
			at = t.grow(at, c)
		}
		t.slots[at] |= ends
		t.ids[at] = b.words[w]
	}
	return t
}

// Nodes counts what a trie of the words needs at most, exactly where they are sorted: of a word, the runes that the one
// before it does not begin with.
func Nodes(words iter.Seq[string]) int {
	n, before := 0, ""
	for w := range words {
		k := 0
		for k < len(w) && k < len(before) && w[k] == before[k] {
			k++
		}
		for k > 0 && k < len(w) && !utf8.RuneStart(w[k]) {
			k--
		}
		n += utf8.RuneCountInString(w[k:])
		before = w
	}
	return n
}

// Len is the number of words.
func (t *Trie) Len() int { return t.n }

// key is that of a node in a slot. None is that of an empty slot.
func key(at, r int32) uint64 { return (uint64(at+1)<<21 | uint64(r)) * key1 }

func (t *Trie) home(k uint64) int { return int(k * 0x9e3779b97f4a7c15 >> (t.shift & 63)) }

// grow returns the node of r under at, and makes it if there is none.
func (t *Trie) grow(at, r int32) int32 {
	k := key(at, r)
	i := t.home(k)
	for t.slots[i] != 0 && t.slots[i]&^(key1-1) != k {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] |= k
	return int32(i)
}

// child returns the node of r under at, or -1.
func (t *Trie) child(at, r int32) int32 {
	k := key(at, r)
	for i := t.home(k); ; i++ {
		i &= len(t.slots) - 1
		switch s := t.slots[i]; {
		case s&^(key1-1) == k:
			return int32(i)
		case s == 0:
			return -1
		}
	}
}

// open returns the node of the runes a and b, or -1 where no word begins with them.
func (t *Trie) open(a, b rune) int32 {
	if !t.pairs.has(a, b) {
		return -1
	}
	return t.child(first+a, b)
}

// one returns the id of the rune if it is a word, or -1.
func (t *Trie) one(r rune) int32 {
	if t.ones == nil || !t.ones.has(r) {
		return -1
	}
	if at := t.child(root, r); at >= 0 && t.slots[at]&ends != 0 {
		return t.ids[at]
	}
	return -1
}

// Longest returns the id and the length in runes of the longest word that starts at line[at], or
// (-1, 0).
func (t *Trie) Longest(line []rune, at int) (id int32, n int) {
	if at >= len(line) || !t.starts.has(line[at]) {
		return -1, 0
	}
	if at+1 < len(line) {
		cur := t.open(line[at], line[at+1])
		for i := at + 2; cur >= 0; i++ {
			s := t.slots[cur]
			if s&ends != 0 {
				id, n = t.ids[cur], i-at
			}
			if s&more == 0 || i == len(line) {
				break
			}
			cur = t.child(cur, line[i])
		}
		if n > 0 {
			return id, n
		}
	}
	if id = t.one(line[at]); id >= 0 {
		return id, 1
	}
	return -1, 0
}

// Backward is Longest for words that were added from their last rune to their first: it returns the longest that ends
// before line[end] and begins at line[floor] or behind it.
func (t *Trie) Backward(line []rune, end, floor int) (id int32, n int) {
	if end-2 >= floor {
		cur := t.open(line[end-1], line[end-2])
		for i := end - 2; cur >= 0; i-- {
			s := t.slots[cur]
			if s&ends != 0 {
				id, n = t.ids[cur], end-i
			}
			if s&more == 0 || i == floor {
				break
			}
			cur = t.child(cur, line[i-1])
		}
		if n > 0 {
			return id, n
		}
	}
	if end > floor {
		if id = t.one(line[end-1]); id >= 0 {
			return id, 1
		}
	}
	return -1, 0
}

// Reversed is a word from its last rune to its first.
func Reversed(word string) string {
	rs := []rune(word)
	slices.Reverse(rs)
	return string(rs)
}

// Find returns the id of the word that the parts make together.
func (t *Trie) Find(parts ...[]rune) (id int32, ok bool) {
	at := int32(root)
	n := 0
	for _, part := range parts {
		for _, r := range part {
			switch n++; n {
			case 1:
				if at = t.child(root, r); at < 0 {
					return -1, false
				}
				id = first + r
			case 2:
				at = t.child(id, r)
			default:
				at = t.child(at, r)
			}
			if at < 0 {
				return -1, false
			}
		}
	}
	if n == 0 || t.slots[at]&ends == 0 {
		return -1, false
	}
	return t.ids[at], true
}

// All calls f for every word that starts at line[at], shortest first, until f returns false.
func (t *Trie) All(line []rune, at int, f func(id int32, n int) bool) {
	if at >= len(line) {
		return
	}
	if id := t.one(line[at]); id >= 0 && !f(id, 1) || at+1 == len(line) {
		return
	}
	cur := t.open(line[at], line[at+1])
	for i := at + 2; cur >= 0; i++ {
		s := t.slots[cur]
		if s&ends != 0 && !f(t.ids[cur], i-at) {
			return
		}
		if s&more == 0 || i == len(line) {
			return
		}
		cur = t.child(cur, line[i])
	}
}

// May reports whether any word may start with r. It is cheaper than Starts and errs only on this side.
func (t *Trie) May(r rune) bool { return t.starts.has(r) }

// Starts reports whether any word can start with r: a cheap filter before Longest.
func (t *Trie) Starts(r rune) bool { return t.starts.has(r) && t.child(root, r) >= 0 }

// Seek returns the first place of line from at on where a word of two or more runes may start, or its length. It errs only
// on this side.
func (t *Trie) Seek(line []rune, at int) int {
	if at+1 >= len(line) {
		return len(line)
	}
	a, p := line[at], t.pairs
	for _, b := range line[at+1:] {
		if p.has(a, b) {
			return at
		}
		a = b
		at++
	}
	return len(line)
}

// Hit is a word that a scan of a line found: its id, the rune where it starts and its length in runes.
type Hit struct {
	ID    int32
	At, N int
}

// Squeezed appends what LongestSqueezed finds at each place of the line, in order.
func (t *Trie) Squeezed(dst []Hit, line []rune) []Hit {
	p := t.pairs
	for at, r := range line {
		if !t.starts.has(r) {
			continue
		}
		if at+1 < len(line) && t.ones == nil {
			if next := line[at+1]; next > '"' && !p.has(r, next) {
				continue
			}
		}
		if id, n := t.LongestSqueezed(line, at); id >= 0 {
			dst = append(dst, Hit{id, at, n})
		}
	}
	return dst
}

// LongestSqueezed is Longest over the line without its blanks and quotation marks: those after the
// first rune are passed over, so 10gpon端口 is found in "10g pon 端口". n counts what was passed over.
func (t *Trie) LongestSqueezed(line []rune, at int) (id int32, n int) {
	if at >= len(line) || skipped(line[at]) {
		return -1, 0
	}
	if next := pass(line, at+1); next < len(line) {
		cur := t.open(line[at], line[next])
		for i := next + 1; cur >= 0; i++ {
			s := t.slots[cur]
			if s&ends != 0 {
				id, n = t.ids[cur], i-at
			}
			if s&more == 0 {
				break
			}
			if i = pass(line, i); i == len(line) {
				break
			}
			cur = t.child(cur, line[i])
		}
		if n > 0 {
			return id, n
		}
	}
	if id = t.one(line[at]); id >= 0 {
		return id, 1
	}
	return -1, 0
}

// skipped reports whether squeezing leaves r out.
func skipped(r rune) bool { return r == ' ' || r == '"' }

// pass returns the place of the next rune from i on that squeezing keeps.
func pass(line []rune, i int) int {
	for i < len(line) && skipped(line[i]) {
		i++
	}
	return i
}
