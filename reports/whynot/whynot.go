// Package whynot tells why a quantity is no observation of a metric: how far the metric's rule got with the
// sentence, the first condition that failed, and the smallest change that would meet it.
package whynot

import (
	"fmt"
	"slices"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// Step is one condition of a rule, met or not.
type Step struct {
	OK   bool
	Text string
}

// Answer is the way of a rule with one quantity.
type Answer struct {
	Quote, Sentence string
	// Found is set where the quantity is an observation of the metric; then there is nothing to explain.
	Found bool
	// Steps are the conditions in the order in which they are asked; the last one failed.
	Steps []Step
	// Change is the smallest change that would meet it.
	Change string
}

// Asker knows the rules.
type Asker struct {
	set        *rule.Set
	quantities *quantity.Recognizer
}

// New makes an Asker over a rule set.
func New(set *rule.Set) (*Asker, error) {
	q, err := quantity.Default()
	if err != nil {
		return nil, err
	}
	return &Asker{set, q}, nil
}

// Ask goes through the conditions of r for quantity i of a document that went through the stages.
func (a *Asker) Ask(d *pipeline.Document, r *rule.Rule, i int) Answer {
	q := &d.Found.Quantities[i]
	ans := Answer{Quote: q.Quote.Of(d.Text), Sentence: q.Sentence.Of(d.Text)}
	if q.Observation >= 0 && d.Found.Observations[q.Observation].Metric == r.Metric {
		ans.Found = true
		return ans
	}
	c := &check{asker: a, d: d, r: r, q: q, ans: &ans}
	for i, ch := range ans.Sentence {
		if f := fold.Rune(ch); f >= 0 && f != ' ' {
			c.sentence = append(c.sentence, f)
			c.bytes = append(c.bytes, i)
		}
	}
	c.bytes = append(c.bytes, len(ans.Sentence))
	for _, step := range []func() (string, string, string){c.isName, c.named, c.longest, c.after, c.before, c.near, c.require, c.measure, c.unit, c.linked} {
		ok, failed, change := step()
		if failed != "" {
			ans.Steps = append(ans.Steps, Step{false, failed})
			ans.Change = change
			break
		}
		if ok != "" {
			ans.Steps = append(ans.Steps, Step{true, ok})
		}
	}
	return ans
}

// check is the state of one Ask. Each step returns what held, or what failed and the change for it.
type check struct {
	asker    *Asker
	d        *pipeline.Document
	r        *rule.Rule
	q        *pipeline.Quantity
	sentence []rune // squeezed
	bytes    []int  // where each rune of sentence begins in the sentence as written, and its end
	ans      *Answer

	name string // the rule's name that stands in the sentence
	at   int    // its place
}

func squeezed(s string) []rune { return []rune(rule.Squeeze(s)) }

func (c *check) isName() (ok, failed, change string) {
	if c.q.IsName {
		return "", "the number is part of a name and counts nothing", "none: a name is never a value"
	}
	return "", "", ""
}

// named looks for the longest name of the rule in the sentence; the one nearest before the number where there are
// several.
func (c *check) named() (ok, failed, change string) {
	number := c.numberAt()
	best := -1
	for _, n := range c.r.Expanded() {
		w := []rune(n)
		for i := 0; i+len(w) <= len(c.sentence); i++ {
			if !slices.Equal(c.sentence[i:i+len(w)], w) {
				continue
			}
			d := distance(i, number)
			if best < 0 || d < best || i == c.at && len(n) > len(c.name) {
				best, c.name, c.at = d, n, i
			}
		}
	}
	if best >= 0 {
		return "the sentence has “" + c.written(c.at, len([]rune(c.name))) + "”, a name of the rule", "", ""
	}
	if c.q.Observation >= 0 {
		o := &c.d.Found.Observations[c.q.Observation]
		return "", fmt.Sprintf("no name of the rule stands in the sentence; the number is of %s, named by “%s”", o.Metric, o.MetricText), "none, if that is right"
	}
	piece, name := c.nearest()
	failed = "no name of the rule stands in the sentence"
	change = "add the words for it to names"
	if c.q.Head != "" {
		change = fmt.Sprintf("if “%s” is the metric, add it to names", c.q.Head)
	}
	if len([]rune(piece)) >= 2 {
		failed += fmt.Sprintf("; nearest is “%s” of “%s”", piece, name)
	}
	return "", failed, change
}

func distance(name, number int) int {
	if name > number {
		return 2 * (name - number) // what stands after the number is farther
	}
	return number - name
}

// numberAt is the place of the number in the squeezed sentence.
func (c *check) numberAt() int {
	return len(squeezed(c.d.Text[c.q.Sentence.Start:max(c.q.Quote.Start, c.q.Sentence.Start)]))
}

// nearest finds the longest piece that the sentence shares with a name of the rule.
func (c *check) nearest() (piece, name string) {
	most := 0
	for _, n := range c.r.Expanded() {
		w := []rune(n)
		for i := range c.sentence {
			for j := range w {
				k := 0
				for i+k < len(c.sentence) && j+k < len(w) && c.sentence[i+k] == w[j+k] {
					k++
				}
				if k > most {
					most, piece, name = k, string(w[j:j+k]), n
				}
			}
		}
	}
	return piece, name
}

// written is the text of n runes of the squeezed sentence as it was written.
func (c *check) written(i, n int) string { return c.ans.Sentence[c.bytes[i]:c.bytes[i+n]] }

// longest asks whether another rule has a longer name at the same place.
func (c *check) longest() (ok, failed, change string) {
	for _, o := range c.asker.set.Rules {
		if o.ID == c.r.ID {
			continue
		}
		for _, n := range o.Expanded() {
			w := []rune(n)
			if len(w) <= len([]rune(c.name)) {
				continue
			}
			for i := max(0, c.at-len(w)); i <= c.at && i+len(w) <= len(c.sentence); i++ {
				if i+len(w) >= c.at+len([]rune(c.name)) && slices.Equal(c.sentence[i:i+len(w)], w) {
					return "", fmt.Sprintf("“%s” is a longer name, of rule %s, which wins", c.written(i, len(w)), o.ID), "add the longer words to names here and drop them there"
				}
			}
		}
	}
	return "no other rule has a longer name there", "", ""
}

func (c *check) after() (ok, failed, change string) {
	rest := string(c.sentence[c.at+len([]rune(c.name)):])
	for _, w := range c.r.After {
		if strings.HasPrefix(rest, rule.Squeeze(w)) {
			return "", fmt.Sprintf("“%s” follows the name: that is another metric", w), fmt.Sprintf("drop %s from after", w)
		}
	}
	return "", "", ""
}

func (c *check) before() (ok, failed, change string) {
	head := string(c.sentence[:c.at])
	for _, w := range c.r.Parts {
		if strings.HasSuffix(head, rule.Squeeze(w)) {
			return "", fmt.Sprintf("“%s” stands before the name: that is a part of the metric", w), fmt.Sprintf("drop %s from parts", w)
		}
	}
	return "", "", ""
}

func (c *check) near() (ok, failed, change string) {
	clause := string(c.clause())
	for _, w := range c.r.Near {
		if strings.Contains(clause, rule.Squeeze(w)) {
			return "", fmt.Sprintf("“%s” stands in the clause, which the rule excludes", w), fmt.Sprintf("drop %s from near", w)
		}
	}
	return "", "", ""
}

// clause is the stretch of the sentence around the name up to the next stops.
func (c *check) clause() []rune {
	stop := func(r rune) bool { return strings.ContainsRune(",;。!?", r) }
	i, j := c.at, c.at
	for i > 0 && !stop(c.sentence[i-1]) {
		i--
	}
	for j < len(c.sentence) && !stop(c.sentence[j]) {
		j++
	}
	return c.sentence[i:j]
}

func (c *check) require() (ok, failed, change string) {
	if len(c.r.Require) == 0 {
		return "", "", ""
	}
	for _, w := range c.r.Require {
		if strings.Contains(string(c.sentence), rule.Squeeze(w)) {
			return fmt.Sprintf("the sentence has “%s”, which the rule requires", w), "", ""
		}
	}
	return "", "none of the words that the rule requires stands in the sentence: " + strings.Join(c.r.Require, " "), "add a word of the sentence to require"
}

func (c *check) measure() (ok, failed, change string) {
	var want []pipeline.Measure
	switch c.q.Unit {
	case "pp":
		want = []pipeline.Measure{pipeline.GrowthPP}
	case "rank":
		want = []pipeline.Measure{pipeline.Rank}
	case "%":
		want = []pipeline.Measure{pipeline.Growth, pipeline.Share}
		if c.r.Unit == "%" {
			want = append(want, pipeline.Level)
		}
	default:
		want = []pipeline.Measure{pipeline.Level, pipeline.Increment}
	}
	for _, m := range want {
		if slices.Contains(c.r.Measures, m) {
			return "", "", ""
		}
	}
	return "", fmt.Sprintf("a number in %s is %s, which the rule does not take", c.q.Unit, or(want)), fmt.Sprintf("add %s to measures", want[0])
}

func or(ms []pipeline.Measure) string {
	s := make([]string, len(ms))
	for i, m := range ms {
		s[i] = string(m)
	}
	return strings.Join(s, " or ")
}

// unit asks about the unit of an amount.
func (c *check) unit() (ok, failed, change string) {
	switch c.q.Unit {
	case "%", "pp", "rank":
		return "", "", ""
	}
	if c.q.Unit != c.r.Unit {
		return "", fmt.Sprintf("the number is in %s, the metric in %s", c.q.Unit, c.r.Unit), "none: a value in another unit is of another metric"
	}
	word := c.classifier()
	if word == "" || len(c.r.Units) == 0 {
		return "its unit fits", "", ""
	}
	for _, u := range c.r.Units {
		if rule.Squeeze(u) == word {
			return fmt.Sprintf("its unit %s is one of the rule's", word), "", ""
		}
	}
	return "", fmt.Sprintf("its unit %s is none of the rule's: %s", word, strings.Join(c.r.Units, " ")), fmt.Sprintf("add %s to units", word)
}

// classifier is the counting word of the number.
func (c *check) classifier() string {
	l := fold.New(c.q.Sentence.Of(c.d.Text), c.q.Sentence.Start)
	for _, m := range c.asker.quantities.Find(nil, l, nil) {
		if start, _ := l.Bytes(m.Start, m.End); start == c.q.Quote.Start {
			return rule.Squeeze(m.Classifier)
		}
	}
	return ""
}

// linked is what remains: the words are right, but the number was tied to something else or to nothing.
func (c *check) linked() (ok, failed, change string) {
	if c.q.Observation >= 0 {
		o := &c.d.Found.Observations[c.q.Observation]
		return "", fmt.Sprintf("the number belongs to %s, named by “%s”", o.Metric, o.MetricText), "none, if that is right; else give the words between to one of the two rules"
	}
	if c.q.WhyNot != "" {
		return "", c.q.WhyNot, "add words that may stand between to modifiers, or a test with todo"
	}
	return "", "the number is not tied to the name: other words stand between them", "add the words between to modifiers, or a longer name"
}
