package rule

import (
	"fmt"
	"io/fs"

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

// advise adds the warnings of one rule.
func (l *loader) advise(r *Rule) {
	warn := func(line int, code, message, remedy string) {
		l.problems = append(l.problems, Problem{File: r.File, Line: line, Col: r.col, Severity: Warning, Code: code, Message: message, Remedy: remedy})
	}
	positive, negative := 0, 0
	for _, t := range r.Tests {
		if t.None != "" {
			negative++
		} else if t.Todo == "" {
			positive++
		}
	}
	if positive == 0 {
		warn(r.Line, "no-positive-test", "rule "+r.ID+" has no test that shows what it finds", "add a test with want")
	}
	if negative == 0 {
		warn(r.Line, "no-negative-test", "rule "+r.ID+" has no test that shows what it must not find", "add a test with none")
	}
	if len(r.Units) == 0 && r.Unit != "1" && has(r.Measures, pipeline.Level) {
		warn(r.Line, "no-units", "rule "+r.ID+" takes levels but lists no units", "list the units and counting words of its amounts under units")
	}
	if len(r.expanded) > manyNames {
		warn(r.Line, "costly", fmt.Sprintf("rule %s has %d names", r.ID, len(r.expanded)), "give fewer alternatives: words such as 总数 and 规模 may follow every name")
	}
}

func has(ms []pipeline.Measure, m pipeline.Measure) bool {
	for _, x := range ms {
		if x == m {
			return true
		}
	}
	return false
}

// overlaps refuses a name that two rules share: nothing could say which of them it means.
func (l *loader) overlaps() {
	by := map[string]*Rule{}
	for _, r := range l.rules {
		told := map[string]bool{}
		for _, n := range r.expanded {
			other := by[n]
			if other == nil {
				by[n] = r
				continue
			}
			if told[other.ID] {
				continue
			}
			told[other.ID] = true
			l.problems = append(l.problems, Problem{File: r.File, Line: r.Line, Col: r.col, Severity: Error, Code: "overlap",
				Message: fmt.Sprintf("the name %s of rule %s is also a name of rule %s (%s:%d)", n, r.ID, other.ID, other.File, other.Line),
				Remedy:  "drop it from one of the two, or make it longer"})
		}
	}
	for _, j := range l.joints {
		if r := by[Squeeze(j.Name)]; r != nil {
			c := &checker{file: j.file}
			c.fail(j.node, "overlap", fmt.Sprintf("the joint name %s is also a name of rule %s (%s:%d)", j.Name, r.ID, r.File, r.Line), "drop it from the rule")
			l.problems = append(l.problems, c.problems...)
		}
	}
}
