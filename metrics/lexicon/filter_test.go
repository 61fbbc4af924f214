package lexicon

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestFiltersHideNothing compares tries, which have filters, with a plain search for their words.
func TestFiltersHideNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	chars := []rune("基站数端口光纤万元 \"a5𠀀龥")
	draw := func(n int) []rune {
		w := make([]rune, n)
		for i := range w {
			w[i] = chars[rng.IntN(len(chars))]
		}
		return w
	}
	found := 0
	for range 200 {
		var b Builder
		words := make([][]rune, 128)
		for i := range words {
			words[i] = draw(1 + rng.IntN(4))
			b.Add(string(words[i]), int32(i))
		}
		trie := b.Build()
		line := draw(20)
		for at := range line {
			want, length := int32(-1), 0
			for _, w := range words {
				if len(w) > length && len(w) <= len(line)-at && slices.Equal(line[at:at+len(w)], w) {
					want, _ = b.Get(string(w))
					length = len(w)
				}
			}
			if id, n := trie.Longest(line, at); id != want || n != length {
				t.Fatalf("%q at %d: word %d of %d runes, want %d of %d", string(line), at, id, n, want, length)
			}
			if length > 0 {
				found++
				if !trie.Starts(line[at]) {
					t.Fatalf("no word starts with %q", line[at])
				}
			}
		}
	}
	if found < 1000 {
		t.Errorf("%d words found: the test is empty", found)
	}
}
