package quantity

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"zhibiao/configs"
	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
	"zhibiao/pipeline"
)

// Taken is a range of runes that other mentions hold already (periods). No quantity reaches into it.
type Taken struct{ Start, End int }

// Recognizer finds quantities. It is immutable and safe for many goroutines.
type Recognizer struct {
	units  *unit.Table
	names  *lexicon.Trie // properName or plainWord
	before *lexicon.Trie // reversed words; id: index in bounds
	after  *lexicon.Trie
	bounds []bound
	class  [1 << 16]class
}

// bound is the meaning of a word of bound.
type bound struct {
	qualifier pipeline.Qualifier // "" for a word that only looks like a bound
	bare      bool               // only before magnitude words
	weak      bool               // a word after the amount wins
}

// What a word of digit-names.tsv is.
const (
	properName int32 = iota
	plainWord
)

// class says what may begin at a rune. Most runes begin nothing.
type class uint8

const (
	nothing class = iota
	digit
	numeralWord
	letter
	ordinal
	sign
	word
	point
)

// New makes a recogniser from the lexicons under lexicons/ in fsys: units.tsv, bounds.tsv and
// digit-names.tsv. Tables in units come on top of units.tsv.
func New(fsys fs.FS, units ...io.Reader) (*Recognizer, error) {
	read := func(name string) (io.Reader, error) {
		b, err := fs.ReadFile(fsys, "lexicons/"+name)
		if err != nil {
			return nil, fmt.Errorf("quantity: %w", err)
		}
		return bytes.NewReader(b), nil
	}
	table, err := read("units.tsv")
	if err != nil {
		return nil, err
	}
	r := &Recognizer{}
	if r.units, err = unit.Load("units.tsv", append([]io.Reader{table}, units...)...); err != nil {
		return nil, err
	}
	names, err := read("digit-names.tsv")
	if err != nil {
		return nil, err
	}
	var nb lexicon.Builder
	err = rows(names, "digit-names.tsv", 2, func(f []string) error {
		id := properName
		switch f[0] {
		case "name":
		case "word":
			id = plainWord
		default:
			return fmt.Errorf("class %q is neither name nor word", f[0])
		}
		for _, w := range strings.Fields(f[1]) {
			nb.Add(fold.String(w), id)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.names = nb.Build()
	bounds, err := read("bounds.tsv")
	if err != nil {
		return nil, err
	}
	var before, after lexicon.Builder
	err = rows(bounds, "bounds.tsv", 3, func(f []string) error {
		b := bound{qualifier: pipeline.Qualifier(f[1]), bare: f[0] == "bare", weak: f[0] == "weak" || f[1] == "about"}
		switch b.qualifier {
		case pipeline.About, pipeline.Nearly, pipeline.Over, pipeline.AtLeast, pipeline.Under, pipeline.AtMost, pipeline.Some:
		case "none":
			b.qualifier = ""
		default:
			return fmt.Errorf("qualifier %q is unknown", f[1])
		}
		id := int32(len(r.bounds))
		r.bounds = append(r.bounds, b)
		for _, w := range strings.Fields(f[2]) {
			w = fold.String(w)
			switch f[0] {
			case "after":
				after.Add(w, id)
			case "before", "weak":
				before.Add(lexicon.Reversed(w), id)
			case "bare":
				if _, ok := before.Get(lexicon.Reversed(w)); !ok {
					before.Add(lexicon.Reversed(w), id)
				}
			default:
				return fmt.Errorf("place %q is none of before, weak, bare, after", f[0])
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	r.before, r.after = before.Build(), after.Build()
	r.classify()
	return r, nil
}

var standard = sync.OnceValues(func() (*Recognizer, error) { return New(configs.FS) })

// Default returns the recogniser of the embedded lexicons. It is built once.
func Default() (*Recognizer, error) { return standard() }

// rows calls f with the columns of every row of a TSV lexicon.
func rows(in io.Reader, name string, columns int, f func([]string) error) error {
	s := bufio.NewScanner(in)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimPrefix(s.Text(), "\ufeff")
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != columns {
			return fmt.Errorf("%s:%d: %d columns separated by tabs, want %d", name, n, len(cols), columns)
		}
		if err := f(cols); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	return s.Err()
}

func (r *Recognizer) classify() {
	for c := rune(0); c < 1<<16; c++ {
		switch {
		case '0' <= c && c <= '9':
			r.class[c] = digit
		case 'a' <= c && c <= 'z':
			r.class[c] = letter
		case numeral.Digit(c) >= 0, numeral.Magnitude(c) > 0, c == '廿', c == '卅':
			r.class[c] = numeralWord
		}
	}
	for _, c := range currencySigns {
		r.class[c] = sign
	}
	r.class['第'] = ordinal
	r.class['.'] = point
	for _, c := range "翻倍首榜半过对几数" {
		r.class[c] = word
	}
}

// Find appends the quantities and the names with digits of l to dst, in order of position and
// without overlap. taken must be sorted and not overlap.
func (r *Recognizer) Find(dst []Mention, l *fold.Line, taken []Taken) []Mention {
	s := scan{r: r, all: l.Runes, off: l.Off, out: dst, chain: len(dst), first: len(dst), spread: pipeline.Exact}
	n := len(l.Runes)
	for i, t := 0, 0; i < n; {
		limit := n
		for t < len(taken) && taken[t].End <= i {
			t++
		}
		if t < len(taken) {
			if limit = min(taken[t].Start, n); limit <= i {
				i = max(taken[t].End, i+1)
				s.floor = i
				continue
			}
		}
		s.line = l.Runes[:limit]
		s.last.End = 0
		for line := s.line; i < len(line); {
			if c := uint32(line[i]); c < 1<<16 && r.class[c] != nothing {
				i = s.step(i, r.class[c])
			} else {
				i++
			}
		}
	}
	return s.out
}
