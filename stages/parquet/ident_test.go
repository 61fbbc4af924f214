package parquet

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Offsets in code points, whatever the characters are and wherever they stand.
func TestRuneIndex(t *testing.T) {
	var x runeIndex
	for _, text := range []string{"", "a", "全省5G基站达12.5万个", strings.Repeat("é全𠮷a", 300), strings.Repeat("x", 511) + "中"} {
		x.reset(text)
		for i := range text {
			if got, want := x.at(i), utf8.RuneCountInString(text[:i]); int(got) != want {
				t.Fatalf("%.20q: %d code points before byte %d, want %d", text, got, i, want)
			}
		}
		if got, want := x.at(len(text)), utf8.RuneCountInString(text); int(got) != want {
			t.Errorf("%.20q: %d code points, want %d", text, got, want)
		}
	}
}
