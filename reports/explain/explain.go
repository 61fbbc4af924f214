// Package explain tells how an observation came about, as a tree that a rule author can read: the words,
// the rule, and the evidence that decided region, period and status.
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
	Path       string
	Start, End int // of the quote, in code points
	Metric     string
	MetricText string
	Measure    string
	Amount     string // with qualifier and unit, for people
	Step       string
	Quote      string
	UnitText   string
	Unit       string

	Region, RegionName, RegionSource string
	Period, PeriodEnd, PeriodSource  string
	Status, StatusCue                string
	Basis, Entity, Universe          string

	Sentence   string
	Table      string // "table 1, row 2, column 3", or ""
	Rule       string
	Inferences []string
	Confidence float64
	// Why is the derivation that the extraction kept, with the text that it speaks of; nil from a dataset.
	Why  *pipeline.Derivation
	Text string
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

// Tree explains an observation. r is its rule, or nil where the rule set has it no more; file names where it
// stands.
func Tree(f *Facts, r *rule.Rule, file string) *Node {
	root := &Node{Label: fmt.Sprintf("%s %s: %s", f.Metric, f.Measure, f.Amount)}
	place := fmt.Sprintf("%s, characters %d to %d", f.Path, f.Start, f.End)
	if f.Table != "" {
		place += ", " + f.Table
	}
	root.add("said in %s", place).add("%s", f.Sentence)

	number := root.add("number “%s” is %s", f.Quote, f.Amount)
	if f.UnitText != "" && f.UnitText != f.Unit {
		number.add("%s is counted in %s", f.UnitText, unitName(f.Unit))
	}
	if f.Step != "" {
		number.add("exact to %s, one unit of its last digit", f.Step)
	}

	metric := root.add("“%s” names the metric", f.MetricText)
	if r == nil {
		metric.add("by rule %s, which the rules do not have any more", f.Rule)
	} else {
		metric.add("by rule %s (%s:%d)", r.ID, file, r.Line)
		metric.add("which takes %s", strings.Join(texts(r.Measures), ", "))
		if len(r.Units) > 0 && f.Measure == string(pipeline.Level) {
			metric.add("counted in %s", strings.Join(r.Units, " "))
		}
	}

	region := "no region"
	if f.Region != "" {
		region = strings.TrimSpace(f.Region + " " + f.RegionName)
	}
	root.add("region %s, %s", region, from(f.RegionSource))
	period := "no period"
	if f.Period != "" {
		period = "period " + f.Period
		if f.PeriodEnd != "" && f.PeriodEnd != f.Period {
			period += ", which ends " + f.PeriodEnd
		}
	}
	root.add("%s, %s", period, from(f.PeriodSource))
	root.add("%s", status(f))
	if f.Basis != "" {
		root.add("base of the change: %s", basis(f.Basis))
	}
	if f.Entity != "" {
		root.add("of the organisation %s, not of the region as a whole", f.Entity)
	}
	if f.Universe != "" {
		root.add("within %s", f.Universe)
	}
	sure := root.add("confidence %.2f", f.Confidence)
	for _, i := range f.Inferences {
		sure.add("%s", inference(i))
	}
	if f.Why != nil {
		root.Parts = append(root.Parts, derivation(f.Why, f.Text))
	}
	return root
}

func texts(ms []pipeline.Measure) []string {
	out := make([]string, len(ms))
	for i, m := range ms {
		out[i] = string(m)
	}
	return out
}

func unitName(u string) string {
	if u == "1" {
		return "ones"
	}
	return u
}

// from says in words which evidence decided.
func from(scope string) string {
	switch pipeline.Scope(scope) {
	case pipeline.ByClause:
		return "said in the clause"
	case pipeline.BySentence:
		return "said in the sentence"
	case pipeline.ByList:
		return "from the list that it stands in"
	case pipeline.ByTable:
		return "from the table's headers or caption"
	case pipeline.ByParagraph:
		return "from the paragraph"
	case pipeline.ByHeading:
		return "from the heading above"
	case pipeline.ByTitle:
		return "from the document's title"
	case pipeline.ByIssuer:
		return "from who issued the document"
	case pipeline.ByMetadata:
		return "from the document's metadata"
	case pipeline.ByDocDate:
		return "from the document's date"
	case pipeline.ByDefault:
		return "since nothing says otherwise"
	}
	return "since nothing tells it"
}

func status(f *Facts) string {
	switch f.StatusCue {
	case "":
		if f.Status == string(pipeline.Actual) {
			return "actual: nothing says that it is planned"
		}
		return f.Status
	case "period":
		return f.Status + ": the period lies after the document's date"
	case "section":
		return f.Status + ": the section speaks of plans"
	}
	return fmt.Sprintf("%s: “%s”", f.Status, f.StatusCue)
}

func basis(b string) string {
	if y, ok := strings.CutPrefix(b, "since:"); ok {
		return "the year " + y
	}
	switch b {
	case "yoy":
		return "the same period of the year before"
	case "prev_year_end":
		return "the end of the year before"
	case "mom":
		return "the month before"
	case "annual_average":
		return "an average per year"
	}
	return b
}

var inferences = map[string]string{
	"verb_ellipsis":             "the verb was carried over from earlier in the list",
	"unit_from_list":            "the unit was taken from a later item of the list",
	"unit_from_value_before":    "the unit was taken from the value before",
	"no_unit":                   "the number has no unit",
	"metric_from_clause_before": "the metric was named in the clause before",
	"words_between":             "other words stand between the metric and the number",
	"list_respectively":         "paired by place in a list with 分别",
	"period_from_text_below":    "the headline's period was taken from the text below",
	"region_from_issuer":        "the region is that of the issuer",
}

func inference(i string) string {
	if s, ok := inferences[i]; ok {
		return s
	}
	return strings.ReplaceAll(i, "_", " ")
}

func derivation(d *pipeline.Derivation, text string) *Node {
	n := &Node{Label: d.Label}
	if d.Span.Len() > 0 && d.Span.End <= len(text) {
		n.Label += fmt.Sprintf(" “%s”", d.Span.Of(text))
	}
	for _, p := range d.Parts {
		n.Parts = append(n.Parts, derivation(p, text))
	}
	return n
}

// Print writes the tree. wrap is called to break a label into lines that fit beside an indent of so
// many columns.
func Print(w io.Writer, n *Node, wrap func(label string, indent int) []string) error {
	for _, l := range wrap(n.Label, 0) {
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
		for j, l := range wrap(p.Label, len([]rune(indent))+3) {
			lead := first
			if j > 0 {
				lead = rest
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
