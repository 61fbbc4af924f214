// Package explain tells how an observation came about, as a tree that a rule author can read: the mentions of
// the sentence, the rule and the conditions that it met, the words that gave region, period and status, and what
// the confidence is made of. All of it follows from the observation, its text and the lexicons, so that a row
// of a dataset can be explained as well as a document, and a run keeps nothing for it.
package explain

import (
	"fmt"
	"io"
	"strings"

	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// Facts are what an observation tells of itself. They come from a document or from a row of a dataset.
type Facts struct {
	pipeline.Observation
	Path     string
	Quote    string
	At       int // where the quote begins in Sentence, in bytes
	Sentence string
	Amount   string // with qualifier and unit, for people
	Step     string // the value of one unit of its last digit
	// RegionName is the official name.
	RegionName string
	Table      string // "table 1, row 2, column 3", or ""
	// DocumentRegion and Published are of the document.
	DocumentRegion string
	Published      pipeline.Date
	// Around is the text outside the sentence from which region and period may come, the nearest first.
	Around []Around
	// Rule is nil where the rules have it no more. Held are the conditions that it met.
	Rule *rule.Rule
	Held []string
}

// Around is a piece of the document outside of the sentence.
type Around struct {
	Scope pipeline.Scope
	Text  string
}

// Node is a node of the tree.
type Node struct {
	Label string
	Parts []*Node
}

func (n *Node) add(format string, args ...any) *Node {
	c := &Node{Label: fmt.Sprintf(format, args...)}
	n.Parts = append(n.Parts, c)
	return c
}

// Tree explains an observation.
func (x *Explainer) Tree(f *Facts) *Node {
	root := &Node{Label: "“" + f.Quote + "”: " + f.Metric}
	if f.Rule != nil {
		root.Label += " " + f.Rule.ZH
	}
	root.Label += ", " + string(f.Measure) + " " + f.Amount

	place := f.Path
	if f.Table != "" {
		place += ", " + f.Table
	}
	said := root.add("said in %s", place)
	said.add("%s", f.Sentence)
	ms := x.mentions(f)
	if len(ms) > 0 {
		list := said.add("mentions in it")
		for _, m := range ms {
			list.add("%s", m)
		}
	}

	number := root.add("number: “%s” is %s", f.Quote, f.Amount)
	if f.UnitText != "" && f.UnitText != f.Unit && f.Unit != "1" && f.Unit != "pp" {
		number.add("%s is converted to %s", f.UnitText, f.Unit)
	}
	if f.Step != "" && f.Measure != pipeline.Rank {
		number.add("one unit of its last digit is %s", f.Step)
	}

	if f.Rule == nil {
		root.add("metric: named by “%s”, by rule %s, which the rules do not have any more", f.MetricText, f.Observation.Rule)
	} else {
		metric := root.add("metric: named by “%s”, by rule %s (%s:%d)", f.MetricText, f.Rule.ID, f.Rule.File, f.Rule.Line)
		for _, h := range f.Held {
			metric.add("✓ %s", h)
		}
	}
	root.add("%s", x.measure(f))
	root.add("%s", x.region(f))
	root.add("%s", x.period(f))
	root.add("%s", status(f))
	if f.Basis != "" {
		root.add("compared with %s", basis(f.Basis))
	}
	if f.Entity != "" {
		root.add("of the organisation %s, not of the region as a whole", f.Entity)
	}
	if f.Universe != "" {
		root.add("counted within %s", f.Universe)
	}
	sure := root.add("confidence %.3f", f.Confidence)
	for _, p := range confidence(&f.Observation) {
		sure.add("%s", p)
	}
	return root
}

// Print writes the tree. wrap is called to break a label into lines that fit beside an indent of so
// many columns.
func Print(w io.Writer, n *Node, wrap func(label string, indent int) []string) error {
	for i, l := range wrap(n.Label, 2) {
		if i > 0 {
			l = "  " + l
		}
		if _, err := fmt.Fprintln(w, l); err != nil {
			return err
		}
	}
	return printParts(w, n.Parts, "", wrap)
}

func printParts(w io.Writer, parts []*Node, indent string, wrap func(string, int) []string) error {
	for i, p := range parts {
		first, rest := "├─ ", "│  "
		if i == len(parts)-1 {
			first, rest = "└─ ", "   "
		}
		more := rest // before the further lines of the label
		if len(p.Parts) > 0 {
			more += "│ "
		}
		for j, l := range wrap(p.Label, len([]rune(indent+more))) {
			lead := first
			if j > 0 {
				lead = more
			}
			if _, err := fmt.Fprintln(w, strings.TrimRight(indent+lead+l, " ")); err != nil {
				return err
			}
		}
		if err := printParts(w, p.Parts, indent+rest, wrap); err != nil {
			return err
		}
	}
	return nil
}
