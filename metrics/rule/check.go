package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
	"go.yaml.in/yaml/v3"
)

// checker checks the nodes of one file against the description of the language.
type checker struct {
	file     string
	problems []Problem
}

// maxProblems bounds the list for one file: more would help nobody.
const maxProblems = 100

func (c *checker) fail(n *yaml.Node, code, message, remedy string) {
	c.add(n, Error, code, message, remedy)
}

func (c *checker) add(n *yaml.Node, sev Severity, code, message, remedy string) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, Problem{File: c.file, Line: n.Line, Col: n.Column, Severity: sev,
			Code: code, Message: message, Remedy: remedy})
	}
}

// value returns the value of a key of a mapping, or nil.
func value(n *yaml.Node, name string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i+1]
		}
	}
	return nil
}

func (c *checker) decode(n *yaml.Node, v any) bool {
	if err := n.Decode(v); err != nil {
		_, msg := syntaxError(err)
		c.fail(n, "bad-value", msg, "see the reference for the value that each key takes")
		return false
	}
	return true
}

// object checks a mapping: its keys known and given once, those required present, each value of its shape.
func (c *checker) object(n *yaml.Node, o *object, depth int) {
	if !c.plain(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		c.fail(n, "bad-value", fmt.Sprintf("a %s must be a mapping of keys to values", o.name), o.remedy())
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if !c.plain(k) {
			continue
		}
		spec := o.key(k.Value)
		switch {
		case k.Kind != yaml.ScalarNode || spec == nil:
			c.fail(k, "unknown-key", fmt.Sprintf("unknown key %q in a %s", clip(k.Value), o.name), keyRemedy(o, k.Value))
			continue
		case seen[k.Value]:
			c.fail(k, "duplicate-key", fmt.Sprintf("key %q is given twice", k.Value), "keep one of the two")
			continue
		}
		seen[k.Value] = true
		c.value(v, spec, depth+1)
	}
	for _, k := range o.keys {
		if k.required && !seen[k.name] {
			c.fail(n, "missing-key", fmt.Sprintf("the %s has no %s", o.name, k.name), "add "+k.name+": "+brief(k.doc))
		}
	}
}

// plain refuses what the rule language has no use for: aliases, anchors and custom tags.
func (c *checker) plain(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		c.fail(n, "alias", "anchors and aliases are not allowed in rule files", "write the value out")
		return false
	case n.Style&yaml.TaggedStyle != 0:
		c.fail(n, "tag", fmt.Sprintf("the tag %s is not allowed in rule files", clip(n.Tag)), "write the plain value")
		return false
	}
	return true
}

// value checks one value against its key.
func (c *checker) value(n *yaml.Node, k *key, depth int) {
	if !c.plain(n) {
		return
	}
	if depth > maxDepth {
		c.fail(n, "too-deep", "the file is nested too deeply", "see the reference for the shape of a rule file")
		return
	}
	switch k.shape {
	case words, choices, objects:
		if n.Kind != yaml.SequenceNode {
			c.fail(n, "bad-value", fmt.Sprintf("%s must be a list", k.name), listRemedy(n))
			return
		}
		c.items(n, k, depth)
		return
	}
	if n.Kind != yaml.ScalarNode {
		c.fail(n, "bad-value", fmt.Sprintf("%s must be a single value", k.name), "see the reference for the value that the key takes")
		return
	}
	c.scalar(n, k)
}

func (o *object) remedy() string {
	if o.name == "file" {
		return "start the file with rules: and one item a rule below it"
	}
	return "write key: value lines, such as " + o.keys[0].name + ": …"
}

func listRemedy(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode && n.Value != "" {
		return "write [" + clip(n.Value) + "] or one item a line after a dash"
	}
	return "start each item with a dash"
}

// items checks the items of a list.
func (c *checker) items(n *yaml.Node, k *key, depth int) {
	if len(n.Content) == 0 && k.required {
		c.fail(n, "empty", k.name+" is empty", "give at least one")
	}
	seen := map[string]bool{}
	for _, item := range n.Content {
		if k.shape == objects {
			c.object(item, k.of, depth+1)
			continue
		}
		if !c.plain(item) {
			continue
		}
		if item.Kind != yaml.ScalarNode {
			c.fail(item, "bad-value", "an item of "+k.name+" must be a single value", "write plain words")
			continue
		}
		if c.scalar(item, k) && seen[item.Value] {
			c.fail(item, "duplicate-item", fmt.Sprintf("%q stands twice in %s", item.Value, k.name), "keep one of the two")
		}
		seen[item.Value] = true
	}
}

// scalar checks a single value.
func (c *checker) scalar(n *yaml.Node, k *key) bool {
	v := n.Value
	switch k.shape {
	case text, word, words:
		switch {
		case n.Tag == "!!null" || strings.TrimSpace(v) == "":
			what := k.name
			if k.shape == words {
				what = "an item of " + k.name
			}
			c.fail(n, "empty", what+" is empty", "give a value, or drop it")
		case k.shape != text && utf8.RuneCountInString(v) > maxWord && !strings.Contains(v, "{"):
			c.fail(n, "too-long", fmt.Sprintf("%s… in %s is longer than %d characters", string([]rune(v)[:10]), k.name, maxWord), "use the words that name the metric, not a whole sentence")
		default:
			return true
		}
		return false
	case choice, choices:
		if !slices.Contains(k.choices, v) {
			c.fail(n, "bad-value", fmt.Sprintf("%s %q is not known", k.name, clip(v)), "use one of "+strings.Join(k.choices, ", "))
			return false
		}
	case decimal:
		if d, _, err := apd.NewFromString(v); err != nil || d.Form != apd.Finite || len(v) > 40 {
			c.fail(n, "bad-value", fmt.Sprintf("%s %q is no decimal", k.name, clip(v)), "write a plain number such as 0.5 or 12000000")
			return false
		}
	case flag:
		if n.Tag != "!!bool" {
			c.fail(n, "bad-value", fmt.Sprintf("%s %q is neither true nor false", k.name, clip(v)), "write true or drop the key")
			return false
		}
	case integer:
		if n.Tag != "!!int" {
			c.fail(n, "bad-value", fmt.Sprintf("%s %q is no whole number", k.name, clip(v)), "write digits only")
			return false
		}
	}
	return true
}

func keyRemedy(o *object, k string) string {
	best, dist := "", 3
	var all []string
	for _, x := range o.keys {
		all = append(all, x.name)
		if d := distance(x.name, k); d < dist {
			best, dist = x.name, d
		}
	}
	if best != "" {
		return "did you mean " + best + "?"
	}
	return "use one of " + strings.Join(all, ", ")
}

// distance is the edit distance of two short words; long ones are never close.
func distance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return len(a) + len(b)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diag := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diag, row[j] = row[j], min(row[j]+1, row[j-1]+1, diag+cost)
		}
	}
	return row[len(b)]
}

// clip shortens a value for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// brief is the first sentence of a description, to go on after a colon.
func brief(doc string) string {
	first, _, _ := strings.Cut(doc, ". ")
	return strings.ToLower(first[:1]) + strings.TrimSuffix(first[1:], ".")
}
