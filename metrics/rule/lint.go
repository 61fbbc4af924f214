package rule

import (
	"fmt"
	"io/fs"
	"slices"

	"zhibiao/pipeline"
)

// manyNames is where the names of a rule begin to cost more than they find.
const manyNames = 1200

// Lint checks the packs like Load and also tells what is likely a mistake though it can be used:
// rules without positive or negative tests, names that no text reaches, amounts without a unit.
func Lint(packs ...fs.FS) []Problem {
	l := newLoader(packs)
	for _, r := range l.rules {
		l.advise(r)
	}
	return l.report(Warning)
}

// add adds a problem of a rule as a whole.
func (l *loader) add(r *Rule, sev Severity, code, message, remedy string) {
	l.problems = append(l.problems, Problem{File: r.File, Line: r.Line, Col: r.col, Severity: sev, Code: code, Message: message, Remedy: remedy})
}

// advise adds the warnings of one rule.
func (l *loader) advise(r *Rule) {
	positive, negative := 0, 0
	for _, t := range r.Tests {
		if t.None != "" {
			negative++
		} else if t.Todo == "" {
			positive++
		}
	}
	if positive == 0 {
		l.add(r, Warning, "no-positive-test", "rule "+r.ID+" has no test that shows what it finds", "add a test with want")
	}
	if negative == 0 {
		l.add(r, Warning, "no-negative-test", "rule "+r.ID+" has no test that shows what it must not find", "add a test with none")
	}
	if len(r.Units) == 0 && r.Unit != "1" && slices.Contains(r.Measures, pipeline.Level) {
		l.add(r, Warning, "no-units", "rule "+r.ID+" takes levels but lists no units", "list the units and counting words of its amounts under units")
	}
	if r.Unit == "%" && r.Percent != pipeline.Level && slices.Contains(r.Measures, pipeline.Level) {
		l.add(r, Warning, "matches-nothing", "rule "+r.ID+" takes levels in percent, but no percentage is its level", "add percent: level, or drop level from measures")
	}
	if len(r.expanded) > manyNames {
		l.add(r, Warning, "costly", fmt.Sprintf("rule %s has %d names", r.ID, len(r.expanded)), "give fewer alternatives: words such as 总数 and 规模 may follow every name")
	}
}

// metrics checks what the rules say of each other's metrics: the metric of share_as must be there, and rules that
// feed one metric must agree on what it is.
func (l *loader) metrics() {
	first := map[string]*Rule{}
	for _, r := range l.rules {
		o := first[r.Metric]
		switch {
		case o == nil:
			first[r.Metric] = r
		case o.Unit != r.Unit:
			l.add(r, Error, "unit-mismatch", fmt.Sprintf("metric %s has the unit %s here and %s in rule %s (%s:%d)", r.Metric, r.Unit, o.Unit, o.ID, o.File, o.Line),
				"give both rules one unit, or this one a metric of its own")
		case o.Kind != r.Kind:
			l.add(r, Error, "kind-mismatch", fmt.Sprintf("metric %s is a %s here and a %s in rule %s (%s:%d)", r.Metric, r.Kind, o.Kind, o.ID, o.File, o.Line),
				"give both rules one kind, or this one a metric of its own")
		}
	}
	for _, r := range l.rules {
		if r.ShareAs != "" && first[r.ShareAs] == nil {
			l.add(r, Error, "unknown-metric", fmt.Sprintf("share_as: no rule has the metric %q", clip(r.ShareAs)), "use the metric of an existing rule, or drop the key")
		}
	}
}

// overlaps settles names that two rules share. Between packs the later one takes the name; within one
// pack nothing could say which rule it means.
func (l *loader) overlaps() {
	type holder struct {
		rule *Rule
		pack int
	}
	count := 0
	for _, r := range l.rules {
		count += len(r.expanded)
	}
	by := make(map[string]holder, count)
	lost := map[*Rule]map[string]bool{}
	for i, r := range l.rules {
		told := map[string]bool{}
		for _, n := range r.expanded {
			now, other := holder{r, l.packOf[i]}, by[n]
			switch {
			case other.rule == nil:
				by[n] = now
				continue
			case other.pack == now.pack && !told[other.rule.ID]:
				l.add(r, Error, "overlap",
					fmt.Sprintf("the name %s of rule %s is also a name of rule %s (%s:%d)", n, r.ID, other.rule.ID, other.rule.File, other.rule.Line),
					"drop it from one of the two, or make it longer")
			case other.pack != now.pack:
				win, lose := now, other
				if other.pack > now.pack {
					win, lose = other, now
				}
				by[n] = win
				if lost[lose.rule] == nil {
					lost[lose.rule] = map[string]bool{}
				}
				lost[lose.rule][n] = true
				if !told[other.rule.ID] {
					l.add(win.rule, Warning, "takes-name",
						fmt.Sprintf("rule %s takes the name %s from rule %s (%s:%d)", win.rule.ID, n, lose.rule.ID, lose.rule.File, lose.rule.Line),
						"make it longer if that is not meant")
				}
			}
			told[other.rule.ID] = true
		}
	}
	for r, names := range lost {
		r.expanded = slices.DeleteFunc(r.expanded, func(n string) bool { return names[n] })
		if len(r.expanded) == 0 {
			l.add(r, Warning, "matches-nothing", "rule "+r.ID+" has no name left: rules of later packs took them all", "give it a name of its own, or put a rule of the same id in its place")
		}
	}
	for _, j := range l.joints {
		if r := by[Squeeze(j.Name)].rule; r != nil {
			c := &checker{file: j.file}
			c.fail(j.node, "overlap", fmt.Sprintf("the joint name %s is also a name of rule %s (%s:%d)", j.Name, r.ID, r.File, r.Line), "drop it from the rule")
			l.problems = append(l.problems, c.problems...)
		}
	}
}
