package place

import (
	"fmt"
	"io/fs"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
)

// abbreviated knows the words that name neighbours by a character each.
type abbreviated struct {
	list, after *lexicon.Trie
	codes       map[rune][]string
}

func readAbbreviated(g *Gazetteer, fsys fs.FS) (*abbreviated, error) {
	a := &abbreviated{codes: map[rune][]string{'江': {"320000"}}} // 江浙沪
	err := readTSV(fsys, "lexicons/regions_provinces.tsv", 3, func(f []string) error {
		for _, r := range f[2] {
			if r != ',' {
				a.codes[r] = []string{f[0]}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var list, after lexicon.Builder
	err = readTSV(fsys, "lexicons/regions_abbreviated.tsv", 2, func(f []string) error {
		switch f[0] {
		case "list":
			for _, r := range f[1] {
				if a.codes[r] == nil || utf8.RuneCountInString(f[1]) < 2 {
					return fmt.Errorf("%q holds what abbreviates no province", f[1])
				}
			}
			list.Add(f[1], 0)
		case "after":
			after.Add(fold.String(f[1]), 0)
		default:
			return fmt.Errorf("unknown class %q", f[0])
		}
		return nil
	})
	a.list, a.after = list.Build(), after.Build()
	return a, err
}

// FindAbbreviated appends the provinces of words such as 川渝 and 沪苏浙 to dst, a mention for each character, in order. Find
// leaves them out, since such a word as a whole has no code that a value could get.
func (r *Recognizer) FindAbbreviated(dst []Mention, l *fold.Line) []Mention {
	a, line := r.abbreviated, l.Runes
	for i := 0; i+1 < len(line); {
		if a.codes[line[i]] == nil || a.codes[line[i+1]] == nil {
			i++
			continue
		}
		_, n := a.list.Longest(line, i)
		if n == 0 {
			i++
			continue
		}
		_, after := a.after.Longest(line, i+n)
		if after == 0 && (i+n == len(line) || a.codes[line[i+n]] == nil) && (i == 0 || a.codes[line[i-1]] == nil) {
			for k := i; k < i+n; k++ {
				dst = append(dst, Mention{Start: k, End: k + 1, Kind: Named, Codes: a.codes[line[k]], Level: Province})
			}
		}
		i += n
	}
	return dst
}
