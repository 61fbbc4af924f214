package lexicon

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFiltersHideNothing compares a large trie, which has filters and a table, with a plain search for its words.
func TestFiltersHideNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		char := rapid.SampledFrom([]rune("基站数端口光纤万元 \"a5𠀀龥"))
		word := rapid.SliceOfN(char, 1, 4)
		words := rapid.SliceOfN(word, small, 2*small).Draw(t, "words")
		var b Builder
		for i, w := range words {
			b.Add(string(w), int32(i))
		}
		trie := b.Build()
		line := rapid.SliceOfN(char, 0, 20).Draw(t, "line")
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
			if length > 0 && !trie.Starts(line[at]) {
				t.Fatalf("no word starts with %q", line[at])
			}
		}
	})
}
