// Rules compiled for the walk.

package extract

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// compiled is a rule in the form that linking reads.
type compiled struct {
	*rule.Rule
	measures map[pipeline.Measure]bool
	units    map[string]bool
	mods     *suffixes
	parts    *suffixes
	after    *lexicon.Trie
	near     []string
	require  []string
	min, max *apd.Decimal
	// open is set where any noun may stand before a name (modifiers: ["*"]).
	open bool
	// share is the rule whose metric a share of this rule's amount is, or nil.
	share *compiled
}

// entry is what one name stands for: the rules it names, in order. More than one only for joint
// names (城乡居民人均可支配收入).
type entry struct {
	name  string
	rules []*compiled
	// joint is set where the name stands for all the rules in order (城乡居民人均可支配收入); else they are
	// alternatives, of which the first that takes the value's measure and unit has it.
	joint bool
}

// suffixes is a set of words that are looked up backwards from a place.
type suffixes struct {
	words *lexicon.Trie // from their ends
	max   int           // runes of the longest
}

// longest returns the length in runes of the longest word that ends at line[end].
func (s *suffixes) longest(line []rune, end, floor int) int {
	_, n := s.words.Backward(line, end, floor)
	return n
}

// lists are the word lists of rules in the forms that linking reads. Rules that list the same words share one.
type lists struct {
	squeezed map[string][]string
	suffixes map[string]*suffixes
	prefixes map[string]*lexicon.Trie
}

// shared returns what of has for the words ws, and makes it where it is missing.
func shared[T any](of map[string]T, ws []string, make func() T) T {
	key := strings.Join(ws, "\n")
	t, known := of[key]
	if !known {
		t = make()
		of[key] = t
	}
	return t
}

func (l *lists) words(ws []string) []string {
	return shared(l.squeezed, ws, func() []string {
		var out []string
		for _, w := range ws {
			out = append(out, squeeze(w))
		}
		return out
	})
}

func (l *lists) suffix(ws []string) *suffixes {
	return shared(l.suffixes, ws, func() *suffixes {
		s := &suffixes{}
		var b lexicon.Builder
		for _, w := range l.words(ws) {
			b.Add(lexicon.Reversed(w), 0)
			s.max = max(s.max, utf8.RuneCountInString(w))
		}
		s.words = b.Build()
		return s
	})
}

func (l *lists) prefix(ws []string) *lexicon.Trie {
	return shared(l.prefixes, ws, func() *lexicon.Trie {
		var b lexicon.Builder
		for _, w := range l.words(ws) {
			b.Add(w, 0)
		}
		return b.Build()
	})
}

// squeeze is the folded form of a word without blanks and quotation marks: the form in which names
// are compared.
func squeeze(w string) string {
	w = fold.String(w)
	if !strings.ContainsAny(w, ` "`) {
		return w
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '"' {
			return -1
		}
		return r
	}, w)
}

func compileRules(set *rule.Set) (rules []*compiled, entries []entry, trie *lexicon.Trie, err error) {
	count := 0
	for _, r := range set.Rules {
		count += len(r.Expanded())
	}
	var b lexicon.Builder
	b.Grow(count)
	entries = make([]entry, 0, count)
	l := lists{map[string][]string{}, map[string]*suffixes{}, map[string]*lexicon.Trie{}}
	byID := map[string]*compiled{}
	for _, r := range set.Rules {
		c := &compiled{Rule: r, measures: map[pipeline.Measure]bool{}, units: map[string]bool{},
			mods: l.suffix(r.Modifiers), parts: l.suffix(r.Parts), after: l.prefix(r.After), near: l.words(r.Near), require: l.words(r.Require)}
		for _, m := range r.Modifiers {
			c.open = c.open || m == "*"
		}
		for _, m := range r.Measures {
			c.measures[m] = true
		}
		for _, u := range l.words(r.Units) {
			c.units[u] = true
		}
		if c.min, err = bound(r, "min", r.Min); err != nil {
			return
		}
		if c.max, err = bound(r, "max", r.Max); err != nil {
			return
		}
		if byID[r.Metric] == nil {
			byID[r.Metric] = c
		}
		rules = append(rules, c)
		for _, n := range r.Expanded() {
			n = squeeze(n)
			id, ok := b.Get(n)
			if !ok {
				id = int32(len(entries))
				entries = append(entries, entry{name: n})
				b.Add(n, id)
			}
			if es := entries[id].rules; len(es) == 0 || es[len(es)-1] != c {
				entries[id].rules = append(es, c)
			}
		}
	}
	for _, c := range rules {
		if c.ShareAs == "" {
			continue
		}
		if c.share = byID[c.ShareAs]; c.share == nil {
			err = fmt.Errorf("%s:%d: rule %s: share_as: no rule has the metric %s", c.File, c.Line, c.ID, c.ShareAs)
			return
		}
	}
	for _, j := range set.Joints {
		n := squeeze(j.Name)
		e := entry{name: n}
		for _, m := range j.Metrics {
			c := byID[m]
			if m == rule.NoMetric {
				c = stranger(j, byID)
			}
			if c == nil {
				err = fmt.Errorf("joint name %s: no rule for metric %s", j.Name, m)
				return
			}
			e.rules = append(e.rules, c)
		}
		e.joint = true
		b.Add(n, int32(len(entries)))
		entries = append(entries, e)
	}
	trie = b.Build()
	return
}

// stranger stands for the member of a joint name that no rule knows. It takes no value, and the words that make the
// known members parts do so with the whole name.
func stranger(j rule.Joint, byID map[string]*compiled) *compiled {
	for _, m := range j.Metrics {
		if c := byID[m]; c != nil {
			return &compiled{Rule: &rule.Rule{ID: rule.NoMetric, Unit: c.Unit, Kind: c.Kind}, measures: map[pipeline.Measure]bool{}, units: c.units, mods: c.mods, parts: c.parts, after: c.after}
		}
	}
	return nil
}

func bound(r *rule.Rule, key, s string) (*apd.Decimal, error) {
	if s == "" {
		return nil, nil
	}
	d, _, err := apd.NewFromString(s)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: rule %s: %s %q is no decimal", r.File, r.Line, r.ID, key, s)
	}
	return d, nil
}

// domainWords are the words that segmentation must keep whole.
func domainWords(cues *cueLexicon) []string {
	var ws []string
	for _, c := range cues.words {
		if len([]rune(c.word)) > 1 {
			ws = append(ws, c.word)
		}
	}
	sort.Strings(ws)
	return ws
}
