package whynot

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/rule"
)

// named looks for the longest name of the rule in the sentence; the one nearest to the number where there are
// several.
func (c *check) named() outcome {
	if c.findAny() {
		return held("“%s” is a name of the rule", c.written(c.at, c.end()))
	}
	o := outcome{failed: "no name of the rule stands in the sentence"}
	if c.q.Observation >= 0 && c.d != nil {
		other := &c.d.Found.Observations[c.q.Observation]
		o.failed += fmt.Sprintf("; the number is of %s, named by “%s”", other.Metric, other.MetricText)
		o.note = "none, if that is right"
		return o
	}
	if piece, name := c.nearest(); piece != "" {
		o.failed += fmt.Sprintf("; it has “%s” of “%s”", piece, name)
	}
	o.note = "if this is the metric, add the words that name it here to names"
	if head := c.head(); utf8.RuneCountInString(head) >= 2 {
		o.edits = []edit{addName(head)}
	}
	return o
}

// head is the noun phrase that the number seems to measure, as written.
func (c *check) head() string { return strings.Join(strings.Fields(c.q.Head), "") }

func (c *check) findAny() bool { return c.find(c.r.Expanded()...) }

// find looks for the name that ends nearest before the number, or else begins nearest after it; the longest of
// several at one place.
func (c *check) find(names ...string) bool {
	best := -1
	for _, n := range names {
		w := []rune(n)
		for i := 0; len(w) > 0 && i+len(w) <= len(c.sentence); i++ {
			if !slices.Equal(c.sentence[i:i+len(w)], w) {
				continue
			}
			d := c.number - i - len(w)
			if d < 0 {
				d = len(c.sentence) + i
			}
			if best < 0 || d < best || d == best && len(n) > len(c.name) {
				best, c.name, c.at = d, n, i
			}
		}
	}
	return best >= 0
}

// nearest finds the longest piece that the sentence shares with a name of the rule: at least two thirds of the name.
func (c *check) nearest() (piece, name string) {
	most := 1
	for _, n := range c.r.Expanded() {
		w := []rune(n)
		for i := range c.sentence {
			for j := range w {
				k := 0
				for i+k < len(c.sentence) && j+k < len(w) && c.sentence[i+k] == w[j+k] {
					k++
				}
				if k > most && 3*k >= 2*len(w) {
					most, piece, name = k, string(w[j:j+k]), n
				}
			}
		}
	}
	return piece, name
}

// shares reports whether the sentence has a name of the rule, or a good part of one.
func (c *check) shares() bool {
	piece, _ := c.nearest()
	return piece != ""
}

// apart asks whether the number is of something else, and the name only stands near it.
func (c *check) apart() outcome {
	const note = "none, if that is right; else keep the sentence as a test with todo"
	switch {
	case strings.HasPrefix(c.q.WhyNot, "the number counts the noun"):
		return outcome{failed: c.q.WhyNot, note: note}
	case strings.HasPrefix(c.q.WhyNot, "no metric's name") && c.elsewhere():
		return outcome{failed: "the name stands in another clause than the number", note: note}
	}
	return outcome{}
}

// elsewhere reports whether the name stands behind the number or in a clause before that of the number.
func (c *check) elsewhere() bool {
	return c.at > c.number || strings.ContainsFunc(string(c.sentence[c.end():max(c.end(), c.number)]), stop)
}

// longest asks whether another rule has a longer name at the same place.
func (c *check) longest() outcome {
	for _, other := range c.asker.set.Rules {
		if other.ID == c.r.ID {
			continue
		}
		for _, n := range other.Expanded() {
			w := []rune(n)
			if len(w) <= c.end()-c.at {
				continue
			}
			for i := max(0, c.end()-len(w)); i <= c.at && i+len(w) <= len(c.sentence); i++ {
				if slices.Equal(c.sentence[i:i+len(w)], w) {
					long := c.written(i, i+len(w))
					return outcome{failed: fmt.Sprintf("“%s” is a longer name, of rule %s, and wins", long, other.ID),
						edits: []edit{takeName(n, long, other)}}
				}
			}
		}
	}
	return held("no other rule has a longer name there")
}

func (c *check) before() outcome {
	head := string(c.sentence[:c.at])
	for _, w := range c.r.Parts {
		if strings.HasSuffix(head, rule.Squeeze(w)) {
			return outcome{failed: fmt.Sprintf("“%s” stands before the name and makes it a part (parts)", w),
				edits: []edit{dropFrom("parts", w), addName(w + c.written(c.at, c.end()))}}
		}
	}
	if len(c.r.Parts) == 0 {
		return outcome{}
	}
	return held("none of %s stands before it (parts)", some(c.r.Parts))
}

func (c *check) after() outcome {
	rest := string(c.sentence[c.end():])
	for _, w := range c.r.After {
		if strings.HasPrefix(rest, rule.Squeeze(w)) {
			o := outcome{failed: fmt.Sprintf("“%s” follows the name and makes it another metric (after)", w), edits: []edit{dropFrom("after", w)}}
			if long := c.headAfter(); long != "" {
				o.edits = append(o.edits, addName(long))
			}
			return o
		}
	}
	if len(c.r.After) == 0 {
		return outcome{}
	}
	return held("none of %s follows it (after)", some(c.r.After))
}

func (c *check) nearby() outcome {
	clause := string(c.clause())
	for _, w := range c.r.Near {
		if strings.Contains(clause, rule.Squeeze(w)) {
			return outcome{failed: fmt.Sprintf("“%s” stands in the clause and excludes the rule (near)", w), edits: []edit{dropFrom("near", w)}}
		}
	}
	if len(c.r.Near) == 0 {
		return outcome{}
	}
	return held("none of %s stands in the clause (near)", some(c.r.Near))
}

// clause is the stretch of the sentence around the name up to the next stops.
func (c *check) clause() []rune {
	i, j := c.at, c.at
	for i > 0 && !stop(c.sentence[i-1]) {
		i--
	}
	for j < len(c.sentence) && !stop(c.sentence[j]) {
		j++
	}
	return c.sentence[i:j]
}

func stop(r rune) bool { return strings.ContainsRune(",;。!?", r) }

func (c *check) require() outcome {
	if len(c.r.Require) == 0 {
		return outcome{}
	}
	for _, w := range c.r.Require {
		if strings.Contains(string(c.sentence), rule.Squeeze(w)) {
			return held("the sentence has “%s” (require)", w)
		}
	}
	o := outcome{failed: fmt.Sprintf("the sentence has none of %s (require)", some(c.r.Require))}
	if word := c.headBefore(); word != "" {
		o.edits = append(o.edits, addTo("require", word))
	}
	o.edits = append(o.edits, dropRequire())
	return o
}
