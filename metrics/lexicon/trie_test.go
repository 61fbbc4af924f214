package lexicon

import (
	"fmt"
	"testing"
)

// A small trie and a large one find the same.
func TestFind(t *testing.T) {
	words := []string{"基站", "基站数", "5g基站", "端口", "g", "𠀀字"}
	for _, more := range []int{0, 128} {
		var b Builder
		for i, w := range words {
			b.Add(w, int32(i))
		}
		for i := range more {
			b.Add(fmt.Sprintf("填充%d", i), int32(100+i))
		}
		trie := b.Build()
		if trie.Len() != len(words)+more {
			t.Fatalf("%d words, want %d", trie.Len(), len(words)+more)
		}
		for _, c := range []struct {
			line  string
			at    int
			id, n int
		}{
			{"5g基站数", 0, 2, 4}, {"5g基站数", 2, 1, 3}, {"5g基站", 1, 4, 1}, {"基", 0, -1, 0}, {"端口", 0, 3, 2}, {"𠀀字", 0, 5, 2}, {"龥", 0, -1, 0}, {"", 0, -1, 0},
		} {
			id, n := trie.Longest([]rune(c.line), c.at)
			if int(id) != c.id || n != c.n {
				t.Errorf("%d more: %s at %d: %d of %d runes, want %d of %d", more, c.line, c.at, id, n, c.id, c.n)
			}
		}
		if id, n := trie.LongestSqueezed([]rune("基 站数"), 0); id != 1 || n != 4 {
			t.Errorf("%d more: squeezed %d of %d runes", more, id, n)
		}
		var all []int
		trie.All([]rune("基站数"), 0, func(id int32, n int) bool { all = append(all, int(id)); return true })
		if fmt.Sprint(all) != "[0 1]" || !trie.Starts('基') || trie.Starts('无') {
			t.Errorf("%d more: all %v", more, all)
		}
	}
}
