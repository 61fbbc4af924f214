// Package suggest drafts a rule for quantities that no rule knows: with the words that seem to name the
// metric, the units as written, and tests from the sentences. A draft is for an author to finish; nothing
// enables it by itself.
package suggest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline/table"
	"zhibiao/reports/coverage"
	"zhibiao/reports/statement"
)

// Example is a sentence with one number.
type Example struct{ Sentence, Value, Quote string }

// Draft is what a rule for one group of quantities could hold.
type Draft struct {
	Head, Unit string
	N          int // quantities
	Documents  int
	// Names and Units are as written, the frequent first.
	Names, Units []string
	// Examples have the number as their only one, the short ones first. Other is a sentence without the head.
	Examples []Example
	Other    string
}

// Options choose the groups.
type Options struct {
	// Head is a piece of the head noun; "" takes every group.
	Head string
	// Limit is the number of drafts.
	Limit int
}

const (
	maxExamples = 3
	maxSentence = 200 // bytes: a test should be read at a glance
)

// Of drafts rules for the most frequent groups of a dataset.
func Of(ctx context.Context, r statement.Reader, o Options) ([]Draft, error) {
	rep, err := coverage.Of(ctx, r)
	if err != nil {
		return nil, err
	}
	units, err := quantity.Default()
	if err != nil {
		return nil, err
	}
	want := coverage.Normal(o.Head)
	var drafts []*collecting
	byKey := map[[2]string]*collecting{}
	for _, g := range rep.Groups {
		if g.Head == "" || !strings.Contains(g.Head, want) || len(drafts) == o.Limit || g.Unit == "rank" || g.Unit == "pp" {
			continue
		}
		c := &collecting{draft: Draft{Head: g.Head, Unit: g.Unit, N: g.N, Documents: g.Documents}, names: map[string]int{}, units: map[string]int{}}
		drafts = append(drafts, c)
		byKey[[2]string{g.Head, g.Unit}] = c
	}
	if err := collect(ctx, r, units, drafts, byKey); err != nil {
		return nil, err
	}
	out := make([]Draft, len(drafts))
	for i, c := range drafts {
		out[i] = c.finish()
	}
	return out, nil
}

// collecting is a draft while the quantities go by.
type collecting struct {
	draft        Draft
	names, units map[string]int
}

// collect reads the quantities once. A sentence is an example where the group's quantity is its only
// number, names aside; quantities of one sentence stand together.
func collect(ctx context.Context, r statement.Reader, units *quantity.Recognizer, drafts []*collecting, byKey map[[2]string]*collecting) error {
	type item struct {
		key   [2]string
		value string
		quote string
	}
	var sentence string
	var items []item
	flush := func() {
		if len(items) != 1 || len(sentence) > maxSentence || strings.Contains(sentence, "\n") {
			return
		}
		it := items[0]
		folded := coverage.Normal(sentence)
		for _, d := range drafts {
			if d.draft.Other == "" && !strings.Contains(folded, d.draft.Head) {
				d.draft.Other = sentence
			}
		}
		if c := byKey[it.key]; c != nil && it.value != "" {
			c.draft.Examples = append(c.draft.Examples, Example{sentence, it.value, it.quote})
		}
	}
	columns := []string{"is_name", "matched_obs_id", "head", "unit", "quote", "sentence", "value_exact", "doc_id"}
	doc := ""
	for row, err := range r.Read(ctx, table.Quantities, columns) {
		if err != nil {
			return err
		}
		if row.Text(5) != sentence || row.Text(7) != doc {
			flush()
			sentence, doc, items = strings.Clone(row.Text(5)), strings.Clone(row.Text(7)), nil
		}
		if row.Bool(0) {
			continue
		}
		it := item{key: [2]string{coverage.Normal(row.Text(2)), strings.Clone(row.Text(3))}, quote: strings.Clone(row.Text(4))}
		if !row.Null(6) {
			it.value = row.Decimal(6)
		}
		items = append(items, it)
		if c := byKey[it.key]; c != nil && row.Null(1) {
			c.names[strings.Join(strings.Fields(row.Text(2)), "")]++
			if u := unitOf(units, it.quote); u != "" {
				c.units[u]++
			}
		}
	}
	flush()
	return nil
}

// unitOf is the counting word or unit of a quote.
func unitOf(r *quantity.Recognizer, quote string) string {
	for _, m := range r.Find(nil, fold.New(quote, 0), nil) {
		return m.Classifier
	}
	return ""
}

func (c *collecting) finish() Draft {
	d := c.draft
	d.Names, d.Units = frequent(c.names, 8), frequent(c.units, 6)
	slices.SortStableFunc(d.Examples, func(a, b Example) int {
		return cmp.Or(cmp.Compare(len(a.Sentence), len(b.Sentence)), strings.Compare(a.Sentence, b.Sentence))
	})
	d.Examples = slices.CompactFunc(d.Examples, func(a, b Example) bool { return a.Sentence == b.Sentence })
	d.Examples = d.Examples[:min(maxExamples, len(d.Examples))]
	return d
}

func frequent(m map[string]int, limit int) []string {
	out := make([]string, 0, len(m))
	for w := range m {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(m[b], m[a]), strings.Compare(a, b)) })
	return out[:min(limit, len(out))]
}

// Write prints drafts as one rule file, with comments on what an author must decide.
func Write(w io.Writer, drafts []Draft) error {
	var b strings.Builder
	b.WriteString("# Drafts from quantities that no rule knows. Before they are of use: choose ids and English names, drop\n" +
		"# words that name something wider or narrower, and say by tests what must not match.\n")
	if len(drafts) == 0 {
		b.WriteString("rules: []\n")
	} else {
		b.WriteString("rules:\n")
	}
	for i, d := range drafts {
		fmt.Fprintf(&b, "  # %d quantities in %d documents\n", d.N, d.Documents)
		fmt.Fprintf(&b, "  - id: draft.metric_%d\n    zh: %s\n    en: draft metric %d\n", i+1, quote(d.Head), i+1)
		fmt.Fprintf(&b, "    unit: %s\n", quote(d.Unit))
		kind, measures, percent := "stock", "[level, increment, growth, growth_pp]", ""
		if d.Unit == "%" {
			kind, measures, percent = "rate", "[level, growth_pp]", "    percent: level\n"
		}
		fmt.Fprintf(&b, "    kind: %s  # stock: at a point of time; flow: over a period; rate: a ratio\n", kind)
		fmt.Fprintf(&b, "    names: %s\n", list(d.Names))
		if len(d.Units) > 0 {
			fmt.Fprintf(&b, "    units: %s\n", list(d.Units))
		}
		fmt.Fprintf(&b, "    measures: %s\n%s", measures, percent)
		b.WriteString("    tests:\n")
		for _, e := range d.Examples {
			fmt.Fprintf(&b, "      - text: %s\n        want: [{value: %s, quote: %s}]\n", quote(e.Sentence), quote(e.Value), quote(e.Quote))
		}
		if len(d.Examples) == 0 {
			b.WriteString("      # No sentence has the number alone: write a short one with its want.\n")
		}
		if d.Other != "" {
			fmt.Fprintf(&b, "      - text: %s\n        none: %s\n", quote(d.Other), quote("说的不是"+d.Head))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// quote writes a text as JSON, which YAML reads as it is.
func quote(s string) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func list(words []string) string {
	q := make([]string, len(words))
	for i, w := range words {
		q[i] = quote(w)
	}
	return "[" + strings.Join(q, ", ") + "]"
}
