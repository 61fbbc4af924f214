// Package lexicon finds literal words. A Trie holds folded words (package fold) with an integer each
// and finds, at a place of a line, the words that start there. It is immutable after Build and safe
// for many goroutines; matching allocates nothing.
package lexicon

import (
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

// Trie is a compact trie over runes. Nodes are numbered; the children of a node are a sorted run of
// edges. Filters tell of most places of a text that no word starts there, without a look at the nodes; after them the
// first rune goes through a direct table. A small trie has neither the second filter nor the table, since
// one for each of many would cost more than it saves.
type Trie struct {
	starts starts
	pairs  *pairs         // nil in a small trie
	first  map[rune]int32 // only runes above the direct table
	table  []int32        // direct table for runes below 0xa000: node+1, or 0; nil in a small trie
	nodes  []node
	edges  []edge
	n      int
	one    bool // some words have one rune
}

type node struct {
	from, to int32 // edges
	id       int32 // -1: no word ends here
}

type edge struct {
	r  rune
	to int32
}

const (
	direct = 0xa000
	small  = 64 // words
)

// Build makes the trie.
func (b *Builder) Build() *Trie {
	words := make([]string, 0, len(b.words))
	for w := range b.words {
		words = append(words, w)
	}
	slices.Sort(words)
	t := &Trie{n: len(words)}
	t.nodes = append(t.nodes, node{id: -1})
	t.build(0, words, b.words, 0)
	for _, e := range t.edges[t.nodes[0].from:t.nodes[0].to] {
		t.starts.add(e.r)
		t.one = t.one || t.nodes[e.to].id >= 0
	}
	if len(words) < small {
		return t
	}
	t.pairs = newPairs(words)
	t.table, t.first = make([]int32, direct), map[rune]int32{}
	root := t.nodes[0]
	for _, e := range t.edges[root.from:root.to] {
		if e.r < direct {
			t.table[e.r] = e.to + 1
		} else {
			t.first[e.r] = e.to
		}
	}
	return t
}

// build fills node n from words that share their first depth bytes. UTF-8 order is rune order, so
// the words are sorted by rune.
func (t *Trie) build(n int32, words []string, ids map[string]int32, depth int) {
	if len(words) > 0 && len(words[0]) == depth {
		t.nodes[n].id = ids[words[0]]
		words = words[1:]
	}
	from := len(t.edges)
	for i := 0; i < len(words); {
		r, size := utf8.DecodeRuneInString(words[i][depth:])
		i += same(words[i:], depth, depth+size)
		t.edges = append(t.edges, edge{r: r, to: int32(len(t.nodes))})
		t.nodes = append(t.nodes, node{id: -1})
	}
	t.nodes[n].from, t.nodes[n].to = int32(from), int32(len(t.edges))
	for to := len(t.edges); from < to; from++ {
		e := t.edges[from]
		size := utf8.RuneLen(e.r)
		k := same(words, depth, depth+size)
		t.build(e.to, words[:k], ids, depth+size)
		words = words[k:]
	}
}

// same counts the words at the start of words that have the same bytes from..to as the first.
func same(words []string, from, to int) int {
	n := 1
	for n < len(words) && len(words[n]) >= to && words[n][from:to] == words[0][from:to] {
		n++
	}
	return n
}

// Len is the number of words.
func (t *Trie) Len() int { return t.n }

func (t *Trie) root(r rune) int32 {
	if r >= 0 && int(r) < len(t.table) {
		return t.table[r] - 1
	}
	if t.table == nil {
		return t.child(0, r)
	}
	if n, ok := t.first[r]; ok {
		return n
	}
	return -1
}

func (t *Trie) child(n int32, r rune) int32 {
	es := t.edges[t.nodes[n].from:t.nodes[n].to]
	if len(es) <= 8 {
		for i := range es {
			if es[i].r == r {
				return es[i].to
			}
		}
		return -1
	}
	lo, hi := 0, len(es)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if es[m].r < r {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(es) && es[lo].r == r {
		return es[lo].to
	}
	return -1
}

// Longest returns the id and the length in runes of the longest word that starts at line[at], or
// (-1, 0).
func (t *Trie) Longest(line []rune, at int) (id int32, n int) {
	id = -1
	if at >= len(line) || !t.starts.has(line[at]) || !t.begins(line[at], line, at+1) {
		return
	}
	cur := t.root(line[at])
	for i := at + 1; cur >= 0; i++ {
		if v := t.nodes[cur].id; v >= 0 {
			id, n = v, i-at
		}
		if i >= len(line) {
			return
		}
		cur = t.child(cur, line[i])
	}
	return
}

// Backward is Longest for words that were added from their last rune to their first: it returns the longest that ends
// before line[end] and begins at line[floor] or behind it.
func (t *Trie) Backward(line []rune, end, floor int) (id int32, n int) {
	id = -1
	if end <= floor || !t.starts.has(line[end-1]) {
		return
	}
	cur := t.root(line[end-1])
	for i := end - 1; cur >= 0; i-- {
		if v := t.nodes[cur].id; v >= 0 {
			id, n = v, end-i
		}
		if i <= floor {
			return
		}
		cur = t.child(cur, line[i-1])
	}
	return
}

// Reversed is a word from its last rune to its first.
func Reversed(word string) string {
	rs := []rune(word)
	slices.Reverse(rs)
	return string(rs)
}

// Find returns the id of the word that the parts make together.
func (t *Trie) Find(parts ...[]rune) (id int32, ok bool) {
	cur := int32(0)
	for _, part := range parts {
		for _, r := range part {
			if cur = t.child(cur, r); cur < 0 {
				return -1, false
			}
		}
	}
	id = t.nodes[cur].id
	return id, id >= 0
}

// All calls f for every word that starts at line[at], shortest first, until f returns false.
func (t *Trie) All(line []rune, at int, f func(id int32, n int) bool) {
	if at >= len(line) || !t.starts.has(line[at]) || !t.begins(line[at], line, at+1) {
		return
	}
	cur := t.root(line[at])
	for i := at + 1; cur >= 0; i++ {
		if v := t.nodes[cur].id; v >= 0 && !f(v, i-at) {
			return
		}
		if i >= len(line) {
			return
		}
		cur = t.child(cur, line[i])
	}
}

// May reports whether any word may start with r. It is cheaper than Starts and errs only on this side.
func (t *Trie) May(r rune) bool { return t.starts.has(r) }

// Starts reports whether any word can start with r: a cheap filter before Longest.
func (t *Trie) Starts(r rune) bool { return t.starts.has(r) && t.root(r) >= 0 }

// begins reports whether a word can start with r and, unless the line ends before it, the rune at j. It may err on
// this side only.
func (t *Trie) begins(r rune, line []rune, j int) bool {
	return t.pairs == nil || j < len(line) && t.pairs.has(r, line[j]) || t.one && t.pairs.has(r, end)
}

// Hit is a word that a scan of a line found: its id, the rune where it starts and its length in runes.
type Hit struct {
	ID    int32
	At, N int
}

// Squeezed appends what LongestSqueezed finds at each place of the line, in order.
func (t *Trie) Squeezed(dst []Hit, line []rune) []Hit {
	for at, r := range line {
		if !t.starts.has(r) || at+1 < len(line) && !t.follows(r, line[at+1]) {
			continue
		}
		if id, n := t.LongestSqueezed(line, at); id >= 0 {
			dst = append(dst, Hit{id, at, n})
		}
	}
	return dst
}

// follows reports whether a word can begin with r and next, blanks and quotation marks left out.
func (t *Trie) follows(r, next rune) bool {
	return t.pairs == nil || t.one || next == ' ' || next == '"' || t.pairs.has(r, next)
}

// LongestSqueezed is Longest over the line without its blanks and quotation marks: those after the
// first rune are passed over, so 10gpon端口 is found in "10g pon 端口". n counts what was passed over.
func (t *Trie) LongestSqueezed(line []rune, at int) (id int32, n int) {
	id = -1
	if at >= len(line) || !t.starts.has(line[at]) || line[at] == ' ' || line[at] == '"' {
		return
	}
	next := at + 1
	for next < len(line) && (line[next] == ' ' || line[next] == '"') {
		next++
	}
	if !t.begins(line[at], line, next) {
		return
	}
	cur := t.root(line[at])
	for i := at + 1; cur >= 0; i++ {
		if v := t.nodes[cur].id; v >= 0 {
			id, n = v, i-at
		}
		for i < len(line) && (line[i] == ' ' || line[i] == '"') {
			i++
		}
		if i >= len(line) {
			return
		}
		cur = t.child(cur, line[i])
	}
	return
}
