package whynot

import (
	"fmt"
	"slices"
	"strings"

	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/reports/statement"
)

// edit is one change of a rule, in words and as a function of a copy.
type edit struct {
	text  string
	apply func(r *rule.Rule) *rule.Rule
	// other is a rule that loses a name to r.
	other *rule.Rule
	name  string
}

func addName(name string) edit {
	return edit{text: "if “" + name + "” names the metric, add it to names", apply: func(r *rule.Rule) *rule.Rule { return r.Renamed(name, "") }}
}

func takeName(name, written string, from *rule.Rule) edit {
	return edit{text: fmt.Sprintf("add %s to names here and drop it from rule %s", written, from.ID), other: from, name: name,
		apply: func(r *rule.Rule) *rule.Rule { return r.Renamed(name, "") }}
}

func addTo(key, word string) edit {
	return edit{text: fmt.Sprintf("add %s to %s", word, key), apply: func(r *rule.Rule) *rule.Rule {
		l := list(r, key)
		*l = append(slices.Clone(*l), word)
		return r
	}}
}

func dropFrom(key, word string) edit {
	return edit{text: fmt.Sprintf("drop %s from %s", word, key), apply: func(r *rule.Rule) *rule.Rule {
		l := list(r, key)
		*l = slices.DeleteFunc(slices.Clone(*l), func(w string) bool { return w == word })
		return r
	}}
}

func addMeasure(m pipeline.Measure) edit {
	return edit{text: "add " + string(m) + " to measures", apply: func(r *rule.Rule) *rule.Rule {
		r.Measures = append(slices.Clone(r.Measures), m)
		return r
	}}
}

func setPercent(m pipeline.Measure) edit {
	return edit{text: "set percent: " + string(m), apply: func(r *rule.Rule) *rule.Rule {
		r.Percent = m
		return r
	}}
}

func list(r *rule.Rule, key string) *[]string {
	switch key {
	case "units":
		return &r.Units
	case "modifiers":
		return &r.Modifiers
	case "parts":
		return &r.Parts
	case "after":
		return &r.After
	case "near":
		return &r.Near
	}
	return &r.Require
}

func dropRequire() edit {
	return edit{text: "drop require", apply: func(r *rule.Rule) *rule.Rule {
		r.Require = nil
		return r
	}}
}

const (
	maxEdits  = 4   // that one change may take together
	maxRuns   = 12  // of changed rules for one number
	maxTrials = 200 // of changed rule sets, each some hundredths of a second
)

// trial is a rule after some edits, and what they make of the number.
type trial struct {
	rules []*rule.Rule
	rule  *rule.Rule
	d     *pipeline.Document
	q     *pipeline.Quantity
	texts []string
}

// change looks for the fewest edits that make q an observation of r's metric: every edit that mends the first
// failed condition is tried, then every one that mends the condition that fails after it.
func (a *Asker) change(d *pipeline.Document, r *rule.Rule, q *pipeline.Quantity) (change, result string) {
	queue := []trial{{a.set.Rules, r, d, q, nil}}
	runs, first := 0, ""
	for len(queue) > 0 && runs < maxRuns {
		t := queue[0]
		queue = queue[1:]
		o := a.check(t.d, t.rule, t.q).failure()
		if t.texts == nil && len(o.edits) == 0 {
			return o.note, ""
		}
		for _, e := range o.edits {
			next := trial{texts: append(slices.Clone(t.texts), e.text)}
			next.rules, next.rule = edited(t.rules, t.rule, e)
			if first == "" {
				first = e.text
			}
			key := r.ID + "\n" + strings.Join(next.texts, "\n")
			if a.tried[key] == nil && len(a.tried) == maxTrials {
				return first + " (not tried: ask for this line alone)", ""
			}
			next.d = a.run(d, key, next.rules)
			runs++
			if next.q = at(next.d, q.Quote); next.q == nil {
				continue
			}
			if matched(next.d, next.q, next.rule) {
				return strings.Join(next.texts, "; then "), became(next.d, next.q)
			}
			if len(next.texts) < maxEdits {
				queue = append(queue, next)
			}
		}
	}
	return "none of the rule alone: keep the sentence as a test with todo", ""
}

// edited returns the rules with the edit of r, and r as it is then.
func edited(rules []*rule.Rule, r *rule.Rule, e edit) ([]*rule.Rule, *rule.Rule) {
	out := slices.Clone(rules)
	changed := *r
	now := e.apply(&changed)
	for i, x := range out {
		switch {
		case x.ID == r.ID:
			out[i] = now
		case e.other != nil && x.ID == e.other.ID:
			out[i] = x.Renamed("", e.name)
		}
	}
	return out, now
}

// run extracts the document again with other rules; nil where they do not compile.
func (a *Asker) run(d *pipeline.Document, key string, rules []*rule.Rule) *pipeline.Document {
	x := a.tried[key]
	if x == nil {
		var err error
		if x, err = extract.New(&rule.Set{Rules: rules, Joints: a.set.Joints}, a.lexicons); err != nil {
			return nil
		}
		a.tried[key] = x
	}
	again := *d
	again.Found, again.Faults = nil, slices.Clip(d.Faults)
	if err := x.Extract(&again); err != nil {
		return nil
	}
	return &again
}

// at finds the quantity at a place.
func at(d *pipeline.Document, quote pipeline.Span) *pipeline.Quantity {
	if d == nil || d.Found == nil {
		return nil
	}
	for i := range d.Found.Quantities {
		if q := &d.Found.Quantities[i]; q.Quote == quote {
			return q
		}
	}
	return nil
}

// became is what a quantity is in a document, for people.
func became(d *pipeline.Document, q *pipeline.Quantity) string {
	s := statement.FromDocument(d)[q.Observation]
	return s.Measure + " " + s.Amount()
}
