// Package whynot tells why a quantity is no observation of a metric: how far the metric's rule got with the
// sentence, the first condition that failed, and the smallest change of the rule that makes it match. A change is
// not guessed: it is tried on the document before it is told.
package whynot

import (
	"io/fs"
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/extract"
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
	// Rule is the one of the metric's rules that got farthest.
	Rule *rule.Rule
	// Found is set where the quantity is an observation of the metric; then there is nothing to explain.
	Found bool
	// Near is set where the sentence has a name of the rule, or a good part of one.
	Near bool
	// Steps are the conditions in the order in which they are asked; the last one failed.
	Steps []Step
}

// Asker knows the rules, and can run changed ones.
type Asker struct {
	set        *rule.Set
	lexicons   fs.FS
	quantities *quantity.Recognizer
	tried      map[string]*extract.Extractor
}

// New makes an Asker over a rule set and the lexicons of fsys.
func New(set *rule.Set, fsys fs.FS) (*Asker, error) {
	q, err := quantity.Default()
	if err != nil {
		return nil, err
	}
	return &Asker{set, fsys, q, map[string]*extract.Extractor{}}, nil
}

// Rules returns the rules that feed a metric, or the rule of the id.
func (a *Asker) Rules(metric string) []*rule.Rule {
	var out []*rule.Rule
	for _, r := range a.set.Rules {
		if r.Metric == metric || r.ID == metric {
			out = append(out, r)
		}
	}
	return out
}

// Ask goes through the conditions of rules, of which there is at least one, for quantity i of a document
// that went through the stages.
func (a *Asker) Ask(d *pipeline.Document, rules []*rule.Rule, i int) Answer {
	q := &d.Found.Quantities[i]
	ans := Answer{Quote: q.Quote.Of(d.Text), Sentence: q.Sentence.Of(d.Text)}
	for _, r := range rules {
		if matched(d, q, r) {
			ans.Rule, ans.Found, ans.Near = r, true, true
			return ans
		}
		c := a.check(d, r, q)
		steps := c.steps()
		if ans.Rule == nil || len(steps) > len(ans.Steps) {
			ans.Rule, ans.Steps = r, steps
		}
		ans.Near = ans.Near || c.shares()
	}
	return ans
}

// Change looks for the smallest change of the answer's rule that makes quantity i match. result is what the number
// is then, or "" where no change does.
func (a *Asker) Change(d *pipeline.Document, ans *Answer, i int) (change, result string) {
	return a.change(d, ans.Rule, &d.Found.Quantities[i])
}

func matched(d *pipeline.Document, q *pipeline.Quantity, r *rule.Rule) bool {
	return q.Observation >= 0 && d.Found.Observations[q.Observation].Metric == r.Metric
}

// Held lists the conditions of a rule that an observation met: the words of its metric, and the number that
// begins at byte at of the sentence. It needs no document, so that it serves the rows of a dataset, too.
func (a *Asker) Held(r *rule.Rule, o *pipeline.Observation, sentence string, at int, named string) []string {
	q := &pipeline.Quantity{Unit: o.Unit, Observation: -1}
	c := a.newCheck(r, q, sentence, at)
	var out []string
	if !c.find(rule.Squeeze(named)) && !c.findAny() {
		out = append(out, "“"+named+"” is a name of the rule; it stands outside of the sentence")
	} else {
		for _, ask := range []func() outcome{c.named, c.longest, c.before, c.after, c.nearby, c.require} {
			if o := ask(); o.ok != "" {
				out = append(out, o.ok)
			}
		}
	}
	out = append(out, "the rule takes "+string(o.Measure)+" (measures)")
	if o.Measure == pipeline.Level || o.Measure == pipeline.Increment {
		if got := c.unit(); got.ok != "" && (c.word != "" || o.Table < 0) { // the unit of a cell stands in the header
			out = append(out, got.ok)
		}
	}
	if text := bounds(r, o); text != "" {
		out = append(out, text)
	}
	return out
}

// check is the way of one rule through the conditions for one number. It works on the squeezed sentence, in
// which names are compared.
type check struct {
	asker    *Asker
	r        *rule.Rule
	q        *pipeline.Quantity
	d        *pipeline.Document // nil where there is only a sentence
	source   string
	sentence []rune // squeezed
	bytes    []int  // where each rune of sentence begins in the sentence as written, and its end
	number   int    // the place of the number in sentence
	word     string // the counting word of the number

	name string // the rule's name that stands in the sentence
	at   int    // its place
}

func (a *Asker) check(d *pipeline.Document, r *rule.Rule, q *pipeline.Quantity) *check {
	c := a.newCheck(r, q, q.Sentence.Of(d.Text), max(0, q.Quote.Start-q.Sentence.Start))
	c.d = d
	return c
}

func (a *Asker) newCheck(r *rule.Rule, q *pipeline.Quantity, sentence string, at int) *check {
	c := &check{asker: a, r: r, q: q, source: sentence}
	for i, ch := range sentence {
		f := fold.Rune(ch)
		if f < 0 || f == ' ' {
			continue
		}
		if i < at {
			c.number++
		}
		c.sentence = append(c.sentence, f)
		c.bytes = append(c.bytes, i)
	}
	c.bytes = append(c.bytes, len(sentence))
	l := fold.New(sentence, 0)
	for _, m := range a.quantities.Find(nil, l, nil) {
		if start, _ := l.Bytes(m.Start, m.End); start == at {
			c.word = rule.Squeeze(m.Classifier)
		}
	}
	return c
}

// written is the text of the runes from i up to j of the squeezed sentence as it was written.
func (c *check) written(i, j int) string { return strings.TrimSpace(c.source[c.bytes[i]:c.bytes[j]]) }

// end is where the name ends.
func (c *check) end() int { return c.at + utf8.RuneCountInString(c.name) }
