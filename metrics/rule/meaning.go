package rule

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
	"go.yaml.in/yaml/v3"

	"zhibiao/pipeline"
)

// meaning checks what the shape of the values cannot say: units, bounds, words that cancel each
// other, and tests. The values have their shapes already.
func (c *checker) meaning(n *yaml.Node, r *Rule) {
	if r.Sign != 0 && r.Sign != -1 {
		c.fail(value(n, "sign"), "bad-value", fmt.Sprintf("sign %d is not known", r.Sign), "use -1, or drop the key")
	}
	if r.Percent != "" && !slices.Contains(r.Measures, r.Percent) {
		c.fail(value(n, "percent"), "bad-value", fmt.Sprintf("percent is %s, but measures lacks it", r.Percent), "add "+string(r.Percent)+" to measures")
	}
	if r.Percent == pipeline.Level && r.Unit != "%" {
		c.fail(value(n, "percent"), "bad-value", fmt.Sprintf("a percentage cannot be the level of a metric in %s", r.Unit), "use growth or share, or drop the key")
	}
	c.unitsOf(n, r)
	c.bounds(n, r)
	c.names(n, r)
	if t := value(n, "tests"); t != nil {
		for i, tn := range t.Content {
			c.test(tn, r, &r.Tests[i])
		}
	}
}

// unitsOf checks the unit and the unit words against the lexicon.
func (c *checker) unitsOf(n *yaml.Node, r *Rule) {
	v, err := standard()
	if err != nil {
		c.fail(n, "unreadable", err.Error(), "restore the lexicon of units")
		return
	}
	if v.canonical[r.Unit] == "" {
		remedy := "use the canonical unit of a line in lexicons/units.tsv, such as \"1\", \"%\", CNY, km"
		if u := v.units(strings.TrimLeft(Squeeze(r.Unit), "十百千万亿")); len(u) > 0 {
			remedy = fmt.Sprintf("use the canonical unit %q", u[0])
		}
		c.fail(value(n, "unit"), "unknown-unit", fmt.Sprintf("unit %q is not known", clip(r.Unit)), remedy)
		return
	}
	for i, u := range r.Units {
		item := value(n, "units").Content[i]
		switch {
		case !v.knows(u):
			c.fail(item, "unknown-unit", fmt.Sprintf("the unit word %q is not known", clip(u)), "correct it, or add it to lexicons/units.tsv")
		case !v.fits(r.Unit, u):
			c.fail(item, "unit-mismatch", fmt.Sprintf("%s is a unit of %s, not of %s", u, v.units(u)[0], r.Unit), "drop it, or change unit")
		}
	}
}

// bounds checks that min does not lie above max.
func (c *checker) bounds(n *yaml.Node, r *Rule) {
	if r.Min == "" || r.Max == "" {
		return
	}
	lo, _, err1 := apd.NewFromString(r.Min)
	hi, _, err2 := apd.NewFromString(r.Max)
	if err1 == nil && err2 == nil && lo.Cmp(hi) > 0 {
		c.fail(value(n, "min"), "bad-value", fmt.Sprintf("min %s lies above max %s", r.Min, r.Max), "swap them")
	}
}

// names expands the names and checks that they can match something, and not just anything.
func (c *checker) names(n *yaml.Node, r *Rule) {
	lines := value(n, "names")
	var all []string
	for i, line := range r.Names {
		names, err := expand(line)
		if err != nil {
			remedy := "close each { with one }; alternatives do not nest"
			if strings.Contains(err.Error(), "expands to") {
				remedy = "split the line or give fewer alternatives"
			}
			c.fail(lines.Content[i], "bad-name", err.Error(), remedy)
			continue
		}
		for _, name := range names {
			name = Squeeze(name)
			if problem := loose(name); problem != "" {
				c.fail(lines.Content[i], "matches-anything", fmt.Sprintf("%s in %q", problem, clip(line)), "give words that name this metric and nothing else")
				break
			}
			all = append(all, name)
		}
		if len(all) > maxNames {
			c.fail(lines, "too-many-names", fmt.Sprintf("the rule has more than %d names", maxNames), "give fewer alternatives")
			return
		}
	}
	slices.Sort(all)
	r.expanded = slices.Compact(all)
	if len(r.expanded) == 0 {
		return
	}
	for i, w := range r.Near {
		w = Squeeze(w)
		dead := 0
		for _, name := range r.expanded {
			if strings.Contains(name, w) {
				dead++
			}
		}
		item := value(n, "near")
		if dead == len(r.expanded) {
			c.fail(item.Content[i], "matches-nothing", fmt.Sprintf("every name holds %s, which near excludes", r.Near[i]), "drop the word from near")
		} else if dead > 0 {
			c.add(item.Content[i], Warning, "dead-name", fmt.Sprintf("%d of %d names hold %s, which near excludes", dead, len(r.expanded), r.Near[i]), "drop these names, or the word from near")
		}
	}
	for i, w := range r.Parts {
		if slices.Contains(r.Modifiers, w) {
			c.fail(value(n, "parts").Content[i], "contradiction", fmt.Sprintf("%s stands in parts and in modifiers", w), "keep one of the two")
		}
	}
}

// loose says why a name would match nearly everywhere, or "".
func loose(name string) string {
	switch {
	case name == "":
		return "an alternative leaves nothing of the name"
	case utf8.RuneCountInString(name) == 1:
		return "the name " + name + " has one character"
	case strings.Trim(name, "0123456789.,%+-—~()\"'、:;") == "":
		return "the name " + name + " has no letters"
	}
	return ""
}

// test checks that a test says one thing, and nothing that can never be.
func (c *checker) test(n *yaml.Node, r *Rule, t *Test) {
	switch {
	case t.None != "" && (len(t.Want) > 0 || t.Todo != ""):
		c.fail(n, "bad-test", "a test with none has neither want nor todo", "split it into two tests")
	case t.None == "" && len(t.Want) == 0:
		c.fail(n, "bad-test", "the test has neither want nor none", "list the expected observations under want, or say under none why there are none")
	}
	if t.Date != "" {
		if _, err := time.Parse(time.DateOnly, t.Date); err != nil {
			c.fail(value(n, "date"), "bad-test", fmt.Sprintf("date %q is no day", clip(t.Date)), "write it as 2025-01-31")
		}
	}
	for i := range t.Want {
		c.want(value(n, "want").Content[i], r, &t.Want[i], t.Text)
	}
}

func (c *checker) want(n *yaml.Node, r *Rule, w *Want, text string) {
	// a flow that is taken only with a verb of addition is written as a level
	verb := r.IncrementIsLevel && w.Measure == pipeline.Level && slices.Contains(r.Measures, pipeline.Increment)
	if w.Measure != "" && !verb && !slices.Contains(r.Measures, w.Measure) {
		c.fail(value(n, "measure"), "bad-test", fmt.Sprintf("the rule takes no %s", w.Measure), "add it to the rule's measures, or correct the test")
	}
	for _, f := range [...][2]string{{"value", w.Value}, {"low", w.Low}, {"high", w.High}} {
		if f[1] == "" || f[1] == "none" {
			continue
		}
		if d, _, err := apd.NewFromString(f[1]); err != nil || d.Form != apd.Finite {
			c.fail(value(n, f[0]), "bad-test", fmt.Sprintf("%s %q is no decimal", f[0], clip(f[1])), "write the number in the canonical unit, such as 50000")
		}
	}
	if w.Quote != "" && !strings.Contains(text, w.Quote) {
		c.fail(value(n, "quote"), "bad-test", fmt.Sprintf("the text does not hold the quote %q", clip(w.Quote)), "copy the number with its unit from the text")
	}
}
