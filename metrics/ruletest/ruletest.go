// Package ruletest runs the tests that stand inside rules through an extraction that the caller
// passes in, and says in a few lines what came out otherwise than expected.
//
// A test with want passes when the observations of the rule's metric are those listed, no more and
// no fewer; a field that the test does not give is not compared. A test with none passes when there
// are none. A test with todo fails on the day its want comes out: then the todo must go.
package ruletest

import (
	"fmt"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/rule"
)

// Options are what a test says of its document beside the text.
type Options struct {
	Date, Region, Title string
}

// Got is one observation that came out, every field as text; "" is an empty field.
type Got struct {
	Metric string
	rule.Want
}

// Extract reads the observations of a text, in text order.
type Extract func(text string, o Options) ([]Got, error)

// Failure is one test that did not pass.
type Failure struct {
	File string
	Line int
	Rule string
	Text string
	// Message tells in words what is wrong; Diff has one line for each observation that differs,
	// "-" for missing and "+" for unexpected ones.
	Message string
	Diff    []string
}

func (f Failure) String() string {
	s := fmt.Sprintf("%s:%d: %s: %s\n    %s", f.File, f.Line, f.Rule, f.Message, f.Text)
	for _, d := range f.Diff {
		s += "\n    " + d
	}
	return s
}

// Summary counts the tests that ran.
type Summary struct {
	Passed, Failed, Todo int
	Failures             []Failure
}

// Run runs every test of the rules in order.
func Run(rules []*rule.Rule, extract Extract) Summary {
	var s Summary
	for _, r := range rules {
		for i := range r.Tests {
			f := Test(r, &r.Tests[i], extract)
			switch {
			case f != nil:
				s.Failed++
				s.Failures = append(s.Failures, *f)
			case r.Tests[i].Todo != "":
				s.Todo++
			default:
				s.Passed++
			}
		}
	}
	return s
}

// Test runs one test; nil means that it passed, or that it is a todo that does not pass yet.
func Test(r *rule.Rule, t *rule.Test, extract Extract) *Failure {
	fail := func(msg string, diff []string) *Failure {
		return &Failure{File: r.File, Line: t.Line, Rule: r.ID, Text: t.Text, Message: msg, Diff: diff}
	}
	all, err := extract(t.Text, Options{Date: t.Date, Region: t.Region, Title: t.Title})
	if err != nil {
		return fail("the extraction failed: "+err.Error(), nil)
	}
	var got []Got
	for _, g := range all {
		if g.Metric == r.Metric {
			got = append(got, g)
		}
	}
	missing, extra := compare(t.Want, got)
	same := len(missing) == 0 && len(extra) == 0
	switch {
	case t.Todo != "":
		if same {
			return fail("the todo passes now ("+t.Todo+"); drop its todo", nil)
		}
		return nil
	case same:
		return nil
	}
	var diff []string
	for _, w := range missing {
		diff = append(diff, "- "+line(w, w))
	}
	for _, g := range extra {
		diff = append(diff, "+ "+line(g.Want, closest(t.Want, g)))
	}
	if t.None != "" {
		return fail("nothing must match ("+t.None+")", diff)
	}
	return fail(fmt.Sprintf("%d of %d wanted observations missing, %d unexpected", len(missing), len(t.Want), len(extra)), diff)
}

// compare pairs wants with observations so that as many as possible are paired, and returns those
// left over on both sides.
func compare(want []rule.Want, got []Got) (missing []rule.Want, extra []Got) {
	by := make([]int, len(got)) // which want an observation is paired with, or -1
	for i := range by {
		by[i] = -1
	}
	var tried []bool
	var pair func(w int) bool
	pair = func(w int) bool {
		for g := range got {
			if tried[g] || !matches(want[w], got[g].Want) {
				continue
			}
			tried[g] = true
			if by[g] < 0 || pair(by[g]) {
				by[g] = w
				return true
			}
		}
		return false
	}
	for w := range want {
		tried = make([]bool, len(got))
		if !pair(w) {
			missing = append(missing, want[w])
		}
	}
	for g := range got {
		if by[g] < 0 {
			extra = append(extra, got[g])
		}
	}
	return missing, extra
}

// field is one named field of an observation.
type field struct{ name, value string }

func fields(w rule.Want) []field {
	year := ""
	if w.Year != 0 {
		year = fmt.Sprint(w.Year)
	}
	return []field{{"measure", string(w.Measure)}, {"value", w.Value}, {"low", w.Low}, {"high", w.High},
		{"qualifier", w.Qualifier}, {"unit", w.Unit}, {"region", w.Region}, {"period", w.Period}, {"year", year},
		{"status", string(w.Status)}, {"basis", w.Basis}, {"entity", w.Entity}, {"quote", w.Quote}}
}

// matches reports whether every field that the test gives has its value.
func matches(w, g rule.Want) bool {
	gf := fields(g)
	for i, f := range fields(w) {
		if f.value != "" && !equal(f.value, gf[i].value) {
			return false
		}
	}
	return true
}

// equal compares two values of a field: numbers by value, none with an empty field.
func equal(want, got string) bool {
	if want == "none" {
		want = ""
	}
	if want == got {
		return true
	}
	a, _, err := apd.NewFromString(want)
	if err != nil {
		return false
	}
	b, _, err := apd.NewFromString(got)
	return err == nil && a.Cmp(b) == 0
}

// line writes the fields of w that stand in shape too, so that a diff shows what the test speaks of.
func line(w, shape rule.Want) string {
	var parts []string
	sf := fields(shape)
	for i, f := range fields(w) {
		if f.value != "" && (sf[i].value != "" || i < 2 || f.name == "quote") {
			parts = append(parts, f.name+" "+f.value)
		}
	}
	return strings.Join(parts, ", ")
}

// closest returns the want that shares most fields with an observation: its fields are worth showing.
func closest(want []rule.Want, g Got) rule.Want {
	var best rule.Want
	most := -1
	gf := fields(g.Want)
	for _, w := range want {
		n := 0
		for i, f := range fields(w) {
			if f.value != "" && equal(f.value, gf[i].value) {
				n++
			}
		}
		if n > most {
			best, most = w, n
		}
	}
	return best
}
