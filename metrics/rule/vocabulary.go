package rule

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"zhibiao/configs"
)

// vocabulary is what the rules may speak of beside themselves: the units of the lexicon.
type vocabulary struct {
	canonical map[string]string   // canonical unit to its dimension
	words     map[string][]string // unit word to its canonical units
}

// standard is the vocabulary of the embedded lexicon. It is read once.
var standard = sync.OnceValues(func() (*vocabulary, error) { return readVocabulary(configs.FS) })

func readVocabulary(fsys fs.FS) (*vocabulary, error) {
	const name = "lexicons/units.tsv"
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	v := &vocabulary{canonical: map[string]string{}, words: map[string][]string{}}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		line := in.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 5 {
			return nil, fmt.Errorf("%s:%d: %d columns separated by tabs, want 5", name, n, len(cols))
		}
		if cols[3] == "stop" {
			continue
		}
		v.canonical[cols[0]] = cols[1]
		for _, w := range strings.Fields(cols[4]) {
			k := Squeeze(w)
			v.words[k] = append(v.words[k], cols[0])
		}
	}
	return v, in.Err()
}

// Nameable reports whether a word can be the name of a metric: it has letters and is longer than one character,
// shorter than a sentence, and has no braces.
func Nameable(name string) bool {
	return loose(Squeeze(name)) == "" && utf8.RuneCountInString(name) <= maxWord && !strings.ContainsAny(name, "{}")
}

// TakesUnit reports whether a rule in a canonical unit may list a unit word.
func TakesUnit(unit, word string) bool {
	v, err := standard()
	return err == nil && v.fits(unit, word)
}

// knows reports whether a word is a unit. Of a compound (部/百人, 吨标准煤/万元) that the lexicon does
// not have as a whole the first part counts.
func (v *vocabulary) knows(word string) bool { return len(v.units(word)) > 0 }

func (v *vocabulary) units(word string) []string {
	word = Squeeze(word)
	if c := v.words[word]; c != nil {
		return c
	}
	head, _, ok := strings.Cut(word, "/")
	if !ok {
		return nil
	}
	return v.words[head]
}

// fits reports whether an amount with the unit word may be an amount of a rule in the canonical unit
// want: the same unit, or both money, because a foreign currency is reported as it is.
func (v *vocabulary) fits(want, word string) bool {
	for _, c := range v.units(word) {
		if c == want || v.canonical[want] == "money" && v.canonical[c] == "money" {
			return true
		}
	}
	return false
}
