package whynot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// outcome is how a condition came out: what held, or what failed with the edits that could mend it, or a note
// where no edit should.
type outcome struct {
	ok, failed string
	edits      []edit
	note       string
}

func held(format string, args ...any) outcome { return outcome{ok: fmt.Sprintf(format, args...)} }

// steps asks the conditions up to the first that fails.
func (c *check) steps() []Step {
	var out []Step
	for _, ask := range c.conditions() {
		o := ask()
		if o.ok != "" {
			out = append(out, Step{true, o.ok})
		}
		if o.failed != "" {
			return append(out, Step{false, o.failed})
		}
	}
	return out
}

// failure is the outcome of the first condition that fails.
func (c *check) failure() outcome {
	for _, ask := range c.conditions() {
		if o := ask(); o.failed != "" {
			return o
		}
	}
	return outcome{}
}

func (c *check) conditions() []func() outcome {
	return []func() outcome{c.isName, c.told, c.named, c.apart, c.longest, c.before, c.after, c.nearby, c.require, c.measure, c.unit, c.linked}
}

func (c *check) isName() outcome {
	if c.q.IsName {
		return outcome{failed: "the number is part of a name and counts nothing", note: "none: a name is never a value"}
	}
	return outcome{}
}

// told asks whether the number only repeats what the document said before.
func (c *check) told() outcome {
	if strings.HasPrefix(c.q.WhyNot, "told before") {
		return outcome{failed: "the document says the same before: it counts once", note: "none is needed"}
	}
	return outcome{}
}

func (c *check) measure() outcome {
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
			return outcome{}
		}
	}
	o := outcome{failed: fmt.Sprintf("the number would be %s, and the rule takes only %s", or(want), measures(c.r.Measures))}
	for _, m := range want {
		o.edits = append(o.edits, addMeasure(m))
	}
	return o
}

func or(ms []pipeline.Measure) string {
	s := make([]string, len(ms))
	for i, m := range ms {
		s[i] = string(m)
	}
	return strings.Join(s, " or ")
}

func measures(ms []pipeline.Measure) string {
	return strings.ReplaceAll(or(ms), " or ", ", ")
}

// unit asks about the unit of an amount.
func (c *check) unit() outcome {
	switch c.q.Unit {
	case "%", "pp", "rank":
		return outcome{}
	}
	if c.q.Unit != c.r.Unit && !(c.r.Unit == "CNY" && c.q.Unit == "USD") {
		return outcome{failed: fmt.Sprintf("the number is %s, the metric is %s (unit)", unitName(c.q.Unit), unitName(c.r.Unit)),
			note: "none: a value in another unit is of another metric"}
	}
	if c.word == "" {
		return held("the number has no unit, which is taken with less confidence")
	}
	if len(c.r.Units) == 0 {
		return outcome{}
	}
	for _, u := range c.r.Units {
		if rule.Squeeze(u) == c.word {
			return held("its unit %s is one of %s (units)", c.word, some(c.r.Units))
		}
	}
	if c.r.Unit != "1" {
		return held("its unit %s measures the same as %s (unit)", c.word, c.r.Unit)
	}
	return outcome{failed: fmt.Sprintf("its unit %s is none of %s (units)", c.word, some(c.r.Units)), edits: []edit{addTo("units", c.word)}}
}

func unitName(u string) string {
	if u == "1" {
		return "a plain count"
	}
	return "in " + u
}

// linked is what remains: the words are right, but the number was tied to something else or to nothing.
func (c *check) linked() outcome {
	if c.q.Observation >= 0 {
		o := &c.d.Found.Observations[c.q.Observation]
		return outcome{failed: fmt.Sprintf("the number belongs to %s, named by “%s”", o.Metric, o.MetricText), note: "none, if that is right"}
	}
	o := outcome{failed: c.q.WhyNot, note: "none in the rule: if the number should match, keep the sentence as a test with todo"}
	if o.failed == "" {
		o.failed = "the number is not tied to the name"
	}
	if c.elsewhere() {
		return o
	}
	if word := c.headBefore(); word != "" {
		o.failed = fmt.Sprintf("“%s” directly before the name makes it a part", word)
		o.edits = append(o.edits, addTo("modifiers", word), addName(word+c.written(c.at, c.end())))
	} else if long := c.headAfter(); long != "" {
		o.failed = fmt.Sprintf("other words stand between the name and the number: the number is of “%s”", long)
		o.edits = append(o.edits, addName(long))
	}
	if c.q.Unit == "%" && c.r.Percent == "" && strings.HasPrefix(c.q.WhyNot, "a percentage without") {
		o.failed = "no word of growth or share stands with the percentage, and the rule does not say what it is then (percent)"
		for _, m := range c.r.Measures {
			if m == pipeline.Growth || m == pipeline.Share || m == pipeline.Level && c.r.Unit == "%" {
				o.edits = append(o.edits, setPercent(m))
			}
		}
	}
	return o
}

// headBefore is what of the number's head noun stands directly before the name.
func (c *check) headBefore() string {
	head := []rune(rule.Squeeze(c.q.Head))
	n := c.end() - c.at
	for i := 1; i+n <= len(head); i++ {
		if slices.Equal(head[i:i+n], []rune(c.name)) && c.at >= i && slices.Equal(c.sentence[c.at-i:c.at], head[:i]) {
			return c.written(c.at-i, c.at)
		}
	}
	return ""
}

// headAfter is the name together with what of the number's head noun stands after it.
func (c *check) headAfter() string {
	head := []rune(rule.Squeeze(c.q.Head))
	for i := c.at; len(head) > 0 && i+len(head) <= c.number; i++ {
		if i+len(head) > c.end() && slices.Equal(c.sentence[i:i+len(head)], head) {
			return c.written(c.at, i+len(head))
		}
	}
	return ""
}

// bounds says which bounds of the rule a level lies within.
func bounds(r *rule.Rule, o *pipeline.Observation) string {
	if o.Measure != pipeline.Level || o.Value == nil || r.Min == "" && r.Max == "" {
		return ""
	}
	for _, b := range []struct {
		text string
		sign int
	}{{r.Min, 1}, {r.Max, -1}} {
		if d, _, err := apd.NewFromString(b.text); err == nil && d.Cmp(o.Value) == b.sign {
			return ""
		}
	}
	switch {
	case r.Max == "":
		return "it is not below " + r.Min + " (min)"
	case r.Min == "":
		return "it is not above " + r.Max + " (max)"
	}
	return "it lies between " + r.Min + " and " + r.Max + " (min, max)"
}

// some lists words, the first few where there are many.
func some(words []string) string {
	const few = 6
	if len(words) <= few {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:few], " ") + fmt.Sprintf(" and %d more", len(words)-few)
}
