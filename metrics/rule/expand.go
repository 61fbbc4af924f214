package rule

import (
	"fmt"
	"slices"
	"strings"

	"zhibiao/metrics/fold"
)

// Caps on what one rule may hold: far above what any metric needs, low enough that no file can make
// loading slow.
const (
	maxExpand = 256  // names from one line with braces
	maxNames  = 2000 // names of one rule
	maxWord   = 64   // characters of one word
)

// Expanded returns every name of the rule: braces expanded, folded, without blanks, sorted and
// without duplicates.
func (r *Rule) Expanded() []string { return r.expanded }

// Squeeze is the folded form of a word without blanks, the form in which words are compared.
func Squeeze(w string) string { return strings.ReplaceAll(fold.String(w), " ", "") }

// expand turns a name with alternatives into all its names: 5G{基站,宏基站}{数,} gives four.
// Alternatives do not nest.
func expand(name string) ([]string, error) {
	out := []string{""}
	for rest := name; rest != ""; {
		open := strings.IndexAny(rest, "{}")
		if open < 0 {
			return appendAll(out, rest), nil
		}
		if rest[open] == '}' {
			return nil, fmt.Errorf("} without { in %q", name)
		}
		out = appendAll(out, rest[:open])
		rest = rest[open+1:]
		end := strings.IndexAny(rest, "{}")
		if end < 0 || rest[end] == '{' {
			return nil, fmt.Errorf("{ without } in %q", name)
		}
		alts := strings.Split(rest[:end], ",")
		if len(out)*len(alts) > maxExpand {
			return nil, fmt.Errorf("%q expands to more than %d names", name, maxExpand)
		}
		var next []string
		for _, head := range out {
			for _, a := range alts {
				next = append(next, head+a)
			}
		}
		out, rest = next, rest[end+1:]
	}
	return out, nil
}

func appendAll(heads []string, tail string) []string {
	for i := range heads {
		heads[i] += tail
	}
	return heads
}

// Renamed returns a copy of the rule with one name more and one less, "" for none: for trying what a change
// of names does.
func (r *Rule) Renamed(add, drop string) *Rule {
	out := *r
	out.Names = slices.Clone(r.Names)
	out.expanded = slices.DeleteFunc(slices.Clone(r.expanded), func(n string) bool { return n == Squeeze(drop) })
	if add != "" {
		out.Names = append(out.Names, add)
		out.expanded = append(out.expanded, Squeeze(add))
		slices.Sort(out.expanded)
		out.expanded = slices.Compact(out.expanded)
	}
	return &out
}
