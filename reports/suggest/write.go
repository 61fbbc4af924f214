package suggest

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline"
)

// Rules are the rules that the drafts say, for trying them.
func Rules(drafts []Draft) []*rule.Rule {
	var out []*rule.Rule
	for i, d := range drafts {
		r := &rule.Rule{ID: id(i), Metric: id(i), ZH: d.Head, Unit: d.Unit, Kind: rule.Stock, Units: d.Units, Measures: countMeasures}
		if d.Unit == "%" {
			r.Kind, r.Measures, r.Percent = rule.Rate, rateMeasures, pipeline.Level
		}
		for _, n := range d.Names {
			r = r.Renamed(n, "")
		}
		out = append(out, r)
	}
	return out
}

// Try runs the examples and marks those that the drafts do not find. extract knows the Rules of the drafts.
func Try(drafts []Draft, extract ruletest.Extract) {
	rules := Rules(drafts)
	for i := range drafts {
		for j := range drafts[i].Examples {
			e := &drafts[i].Examples[j]
			t := rule.Test{Text: e.Text, Want: []rule.Want{{Value: e.Value, Quote: e.Quote}}}
			e.Todo = ruletest.Test(rules[i], &t, extract) != nil
		}
	}
}

func id(i int) string { return fmt.Sprintf("draft.metric_%d", i+1) }

var (
	countMeasures = []pipeline.Measure{pipeline.Level, pipeline.Increment, pipeline.Growth, pipeline.GrowthPP}
	rateMeasures  = []pipeline.Measure{pipeline.Level, pipeline.GrowthPP}
)

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
	for i, r := range Rules(drafts) {
		d := &drafts[i]
		fmt.Fprintf(&b, "  # %d quantities in %d documents\n", d.N, d.Documents)
		fmt.Fprintf(&b, "  - id: %s\n    zh: %s\n    en: draft metric %d\n", r.ID, quote(r.ZH), i+1)
		fmt.Fprintf(&b, "    unit: %s\n", quote(r.Unit))
		fmt.Fprintf(&b, "    kind: %s  # stock: at a point of time; flow: over a period; rate: a ratio\n", r.Kind)
		fmt.Fprintf(&b, "    names: %s\n", list(d.Names))
		if len(d.Units) > 0 {
			fmt.Fprintf(&b, "    units: %s\n", list(d.Units))
		}
		measures := make([]string, len(r.Measures))
		for j, m := range r.Measures {
			measures[j] = string(m)
		}
		fmt.Fprintf(&b, "    measures: [%s]\n", strings.Join(measures, ", "))
		if r.Percent != "" {
			fmt.Fprintf(&b, "    percent: %s\n", r.Percent)
		}
		writeTests(&b, d)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeTests(b *strings.Builder, d *Draft) {
	if len(d.Examples) == 0 {
		b.WriteString("    # No sentence has the number alone: write a short one with its want.\n")
	}
	if len(d.Examples) == 0 && d.Other == "" {
		return
	}
	b.WriteString("    tests:\n")
	for _, e := range d.Examples {
		fmt.Fprintf(b, "      - text: %s\n", quote(e.Text))
		if e.Todo {
			b.WriteString("        todo: the draft does not find it\n")
		}
		fmt.Fprintf(b, "        want: [{value: %s, quote: %s}]\n", quote(e.Value), quote(e.Quote))
	}
	if d.Other != "" {
		fmt.Fprintf(b, "      - text: %s\n        none: %s\n", quote(d.Other), quote("说的不是"+d.Head))
	}
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
