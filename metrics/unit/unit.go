// Package unit knows the units and counting words of Chinese statistical prose: which words name
// them, their dimension, and the exact scale to one canonical unit. The table is data
// (configs/lexicons/units.tsv) that users may extend.
package unit

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/bits"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
)

// Use says where a word is a unit.
type Use uint8

const (
	// Any is a unit after every number.
	Any Use = iota
	// Many is none after a lone 一 (一次, 一批, 一路 are words of the language).
	Many
	// Clock is a length of time.
	Clock
	// Stop is a word that begins like a unit and is none (部门, 家庭): it keeps 5部门 from being 5部.
	Stop
)

// Unit is what a unit word means.
type Unit struct {
	// Canonical is the unit that amounts are converted to, Dimension what it measures.
	Canonical, Dimension string
	// Num over Den is the number of canonical units in one of this unit. Den is 1 but for units such as
	// 尺 (1/3 m) whose scale is no decimal.
	Num, Den apd.Decimal
	Use      Use
}

// Unity reports whether the unit is its own canonical unit.
func (u *Unit) Unity() bool { return isOne(&u.Num) && isOne(&u.Den) }

func isOne(d *apd.Decimal) bool {
	return d.Exponent == 0 && d.Coeff.IsInt64() && d.Coeff.Int64() == 1
}

// context holds more digits than any scale times any number of package numeral.
var context = apd.BaseContext.WithPrecision(120)

// division rounds where a scale is no decimal.
var division = apd.BaseContext.WithPrecision(40)

// product sets d to a times b, which is positive, where it is small, as nearly all are.
func product(d, a, b *apd.Decimal) bool {
	if !a.Coeff.IsInt64() || !b.Coeff.IsInt64() {
		return false
	}
	high, low := bits.Mul64(uint64(a.Coeff.Int64()), uint64(b.Coeff.Int64()))
	if high != 0 || low > math.MaxInt64 {
		return false
	}
	negative := a.Negative
	d.SetFinite(int64(low), a.Exponent+b.Exponent)
	d.Negative = negative
	return true
}

// Scale sets d to x in canonical units.
func (u *Unit) Scale(d, x *apd.Decimal) {
	if !product(d, x, &u.Num) {
		context.Mul(d, x, &u.Num)
	}
	if !isOne(&u.Den) {
		division.Quo(d, d, &u.Den)
	}
}

// entry is one word of the table.
type entry struct {
	unit int
	text string
}

// Table finds units at a place of a folded line. It is immutable and safe for many goroutines.
type Table struct {
	units []Unit
	words []entry
	trie  *lexicon.Trie
}

// Load reads tables in the form of units.tsv. A word of a later table replaces that of an earlier one. All problems
// are reported at once as name:line.
func Load(name string, tables ...io.Reader) (*Table, error) {
	t := &Table{}
	var b lexicon.Builder
	var problems []string
	for _, r := range tables {
		in := bufio.NewScanner(r)
		in.Buffer(nil, 1<<20)
		for n := 1; in.Scan(); n++ {
			line := strings.TrimPrefix(in.Text(), "\ufeff")
			if line == "" || line[0] == '#' {
				continue
			}
			u, words, err := parse(line)
			if err != nil {
				problems = append(problems, fmt.Sprintf("%s:%d: %v", name, n, err))
				continue
			}
			t.units = append(t.units, u)
			for _, w := range words {
				w = fold.String(w)
				b.Add(w, int32(len(t.words)))
				t.words = append(t.words, entry{unit: len(t.units) - 1, text: w})
			}
		}
		if err := in.Err(); err != nil {
			problems = append(problems, fmt.Sprintf("%s: %v", name, err))
		}
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("units: %s", strings.Join(problems, "\n"))
	}
	t.trie = b.Build()
	return t, nil
}

func parse(line string) (u Unit, words []string, err error) {
	f := strings.Split(line, "\t")
	if len(f) != 5 {
		return u, nil, fmt.Errorf("%d columns separated by tabs, want 5: canonical, dimension, scale, use, words", len(f))
	}
	u.Canonical, u.Dimension = f[0], f[1]
	if u.Canonical == "" || u.Dimension == "" {
		return u, nil, fmt.Errorf("empty canonical unit or dimension")
	}
	num, den, fraction := strings.Cut(f[2], "/")
	if !fraction {
		den = "1"
	}
	if _, _, err := u.Num.SetString(num); err != nil || u.Num.Form != apd.Finite || u.Num.Sign() <= 0 {
		return u, nil, fmt.Errorf("scale %q is no positive decimal or fraction", f[2])
	}
	if _, _, err := u.Den.SetString(den); err != nil || u.Den.Form != apd.Finite || u.Den.Sign() <= 0 {
		return u, nil, fmt.Errorf("scale %q is no positive decimal or fraction", f[2])
	}
	switch f[3] {
	case "any":
	case "many":
		u.Use = Many
	case "clock":
		u.Use = Clock
	case "stop":
		u.Use = Stop
	default:
		return u, nil, fmt.Errorf("use %q is none of any, many, clock, stop", f[3])
	}
	words = strings.Fields(f[4])
	if len(words) == 0 {
		return u, nil, fmt.Errorf("no words")
	}
	return u, words, nil
}

// At is Find without the word.
func (t *Table) At(line []rune, at int) (*Unit, int) {
	u, n, _ := t.Find(line, at)
	return u, n
}

// Named returns the unit of a folded word, or nil.
func (t *Table) Named(word string) *Unit {
	u, n := t.At([]rune(word), 0)
	if u == nil || n != len([]rune(word)) {
		return nil
	}
	return u
}

// Find returns the unit with the longest word that starts at line[at], that word's length in runes and the word itself,
// or nil. A Stop word counts as no unit. A Latin word must not run on into letters or digits.
func (t *Table) Find(line []rune, at int) (*Unit, int, string) {
	best, length := int32(-1), 0
	t.trie.All(line, at, func(id int32, n int) bool {
		if latin(line[at+n-1]) && at+n < len(line) && (latin(line[at+n]) || '0' <= line[at+n] && line[at+n] <= '9') {
			return true
		}
		best, length = id, n
		return true
	})
	if best < 0 {
		return nil, 0, ""
	}
	w := &t.words[best]
	if t.units[w.unit].Use == Stop {
		return nil, 0, ""
	}
	return &t.units[w.unit], length, w.text
}

func latin(r rune) bool { return 'a' <= r && r <= 'z' }

// Len is the number of unit words.
func (t *Table) Len() int { return t.trie.Len() }
