// Package suggest drafts a rule for quantities that no rule knows: with the words that seem to name the
// metric, the units as written, and tests from the sentences. A draft is for an author to finish; nothing
// enables it by itself.
package suggest

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline/table"
	"zhibiao/reports/coverage"
	"zhibiao/reports/statement"
)

// Example is a sentence, or a clause of one, with one number. Todo is set where the draft does not find it yet.
type Example struct {
	Text, Value, Quote string
	Todo               bool
}

// Draft is what a rule for one group of quantities could hold.
type Draft struct {
	Head, Unit string
	N          int // quantities
	Documents  int
	// Names and Units are as written, the frequent first.
	Names, Units []string
	// Examples are the short ones first. Other is a sentence without the head.
	Examples []Example
	Other    string
}

// Options choose the groups.
type Options struct {
	// Head is a piece of the head noun; "" takes every group.
	Head string
	// Limit is the number of drafts.
	Limit int
	// Taken are the squeezed names of the rules that there are: no draft takes one.
	Taken map[string]bool
}

const (
	maxExamples = 3
	maxSentence = 200 // bytes: a test should be read at a glance
)

// Of drafts rules for the most frequent groups of a dataset. Every draft passes the checks of rule files: a group
// without a word that could name a metric, or with those of another rule alone, has none.
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
	c := &collector{units: units, byKey: map[[2]string]*collecting{}}
	heads := map[string]bool{}
	for _, g := range rep.Groups {
		switch {
		case !strings.Contains(g.Head, want) || !rule.Nameable(g.Head) || heads[g.Head] || o.Taken[rule.Squeeze(g.Head)]:
			continue
		case g.Unit == "rank" || g.Unit == "pp" || g.Unit == "":
			continue
		}
		if len(c.drafts) == o.Limit {
			break
		}
		heads[g.Head] = true // its percentages are growth, and further units need rules of their own
		d := &collecting{draft: Draft{Head: g.Head, Unit: g.Unit, N: g.N, Documents: g.Documents}, names: map[string]int{}, units: map[string]int{}}
		c.drafts = append(c.drafts, d)
		c.byKey[[2]string{g.Head, g.Unit}] = d
	}
	if err := c.collect(ctx, r); err != nil {
		return nil, err
	}
	var out []Draft
	for _, d := range c.drafts {
		out = append(out, d.finish(o.Taken))
	}
	return out, nil
}

// collecting is a draft while the quantities go by.
type collecting struct {
	draft        Draft
	names, units map[string]int
	near         bool // Other has a number in the draft's unit
}

type collector struct {
	units  *quantity.Recognizer
	drafts []*collecting
	byKey  map[[2]string]*collecting
}

// item is one quantity of a sentence.
type item struct {
	key   [2]string
	value string
	quote string
}

// collect reads the quantities once; those of one sentence stand together.
func (c *collector) collect(ctx context.Context, r statement.Reader) error {
	columns := []string{"is_name", "matched_obs_id", "head", "unit", "quote", "sentence", "value_exact", "doc_id"}
	doc, sentence := "", ""
	var items []item
	for row, err := range r.Read(ctx, table.Quantities, columns) {
		if err != nil {
			return err
		}
		if row.Text(5) != sentence || row.Text(7) != doc {
			c.examples(sentence, items)
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
		if d := c.byKey[it.key]; d != nil && row.Null(1) {
			d.names[strings.Join(strings.Fields(row.Text(2)), "")]++
			if u := c.unitOf(it.quote); u != "" && rule.TakesUnit(it.key[1], u) {
				d.units[u]++
			}
		}
	}
	c.examples(sentence, items)
	return nil
}

// examples keeps a sentence with one number as an example of it and as what the other drafts must not find; of a
// longer one it keeps clauses.
func (c *collector) examples(sentence string, items []item) {
	if strings.Contains(sentence, "\n") {
		return
	}
	if len(items) == 1 && len(sentence) <= maxSentence {
		c.keep(sentence, &items[0])
		folded := coverage.Normal(sentence)
		for _, d := range c.drafts {
			near := items[0].key[1] == d.draft.Unit
			if (d.draft.Other == "" || near && !d.near) && !strings.Contains(folded, d.draft.Head) {
				d.draft.Other, d.near = sentence, near
			}
		}
		return
	}
	for i := range items {
		if c.byKey[items[i].key] == nil || strings.Count(sentence, items[i].quote) != 1 {
			continue
		}
		clause := clauseOf(sentence, items[i].quote)
		alone := len(clause) <= maxSentence && strings.Contains(coverage.Normal(clause), items[i].key[0])
		for j := range items {
			alone = alone && (i == j || !strings.Contains(clause, items[j].quote))
		}
		if alone {
			c.keep(clause, &items[i])
		}
	}
}

// clauseOf is the clause of a sentence that holds a quote.
func clauseOf(sentence, quote string) string {
	at := strings.Index(sentence, quote)
	start := strings.LastIndexAny(sentence[:at], "，；。：,;")
	if start >= 0 {
		for start++; start < at && sentence[start]&0xc0 == 0x80; start++ { // the rest of the mark
		}
	} else {
		start = 0
	}
	end := len(sentence)
	if i := strings.IndexAny(sentence[at+len(quote):], "，；。：,;"); i >= 0 {
		end = at + len(quote) + i
	}
	return strings.TrimSpace(sentence[start:end])
}

func (c *collector) keep(text string, it *item) {
	if d := c.byKey[it.key]; d != nil && it.value != "" {
		d.draft.Examples = append(d.draft.Examples, Example{Text: text, Value: it.value, Quote: it.quote})
	}
}

// unitOf is the counting word or unit of a quote.
func (c *collector) unitOf(quote string) string {
	for _, m := range c.units.Find(nil, fold.New(quote, 0), nil) {
		return m.Classifier
	}
	return ""
}

func (c *collecting) finish(taken map[string]bool) Draft {
	d := c.draft
	for name := range c.names {
		if !rule.Nameable(name) || taken[rule.Squeeze(name)] {
			delete(c.names, name)
		}
	}
	c.names[d.Head]++
	d.Names, d.Units = frequent(c.names, 8), frequent(c.units, 6)
	slices.SortStableFunc(d.Examples, func(a, b Example) int {
		return cmp.Or(cmp.Compare(len(a.Text), len(b.Text)), strings.Compare(a.Text, b.Text))
	})
	d.Examples = slices.CompactFunc(d.Examples, func(a, b Example) bool { return a.Text == b.Text })
	d.Examples = d.Examples[:min(maxExamples, len(d.Examples))]
	return d
}

func frequent(m map[string]int, limit int) []string {
	seen := map[string]bool{} // names that fold to one are one
	out := make([]string, 0, len(m))
	for w := range m {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(m[b], m[a]), strings.Compare(a, b)) })
	out = slices.DeleteFunc(out, func(w string) bool {
		k := rule.Squeeze(w)
		known := seen[k]
		seen[k] = true
		return known
	})
	return out[:min(limit, len(out))]
}
