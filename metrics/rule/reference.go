package rule

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// examples holds a rule file for each key of a rule (rule.KEY.yaml) and one for each other object
// (test.yaml, want.yaml, joint.yaml), every one with tests that pass.
//
//go:embed examples/*.yaml
var examples embed.FS

// Examples returns the example files of the reference, so that a test can run them.
func Examples() fs.FS {
	sub, err := fs.Sub(examples, "examples")
	if err != nil { // the embedded folder exists
		panic(err)
	}
	return sub
}

// Reference returns the reference of the rule language in Markdown: every key with what it means and
// an example. It is made from the same description as loading and the JSON Schema.
func Reference() []byte {
	var b bytes.Buffer
	file := language()
	fmt.Fprintf(&b, "## Reference\n\n%s\n\n", file.doc)
	table(&b, file)
	for i := range file.keys {
		section(&b, file.keys[i].of)
	}
	return b.Bytes()
}

// section writes one object: a rule key by key, any other object as a table with one example.
func section(b *bytes.Buffer, o *object) {
	fmt.Fprintf(b, "### A %s\n\n%s\n\n", o.name, o.doc)
	if o.name != "rule" {
		table(b, o)
		example(b, o.name)
	} else {
		for i := range o.keys {
			k := &o.keys[i]
			fmt.Fprintf(b, "#### `%s`\n\n%s\n\nTakes %s.\n\n", k.name, k.doc, takes(k))
			example(b, o.name+"."+k.name)
		}
	}
	for i := range o.keys {
		if o.keys[i].of != nil {
			section(b, o.keys[i].of)
		}
	}
}

func table(b *bytes.Buffer, o *object) {
	b.WriteString("| key | takes | meaning |\n|---|---|---|\n")
	for i := range o.keys {
		k := &o.keys[i]
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", k.name, takes(k), k.doc)
	}
	b.WriteString("\n")
}

func example(b *bytes.Buffer, name string) {
	text, err := examples.ReadFile("examples/" + name + ".yaml")
	if err != nil { // a test reads them all
		panic(err)
	}
	fmt.Fprintf(b, "```yaml\n%s```\n\n", text)
}

// takes says in words what a key takes.
func takes(k *key) string {
	var s string
	switch k.shape {
	case text:
		s = "text"
	case word:
		s = fmt.Sprintf("a word of at most %d characters", maxWord)
	case words:
		s = "a list of words"
	case choice:
		s = "one of " + quoted(k.choices)
	case choices:
		s = "a list from " + quoted(k.choices)
	case decimal:
		s = "an exact decimal"
	case flag:
		s = "true or false"
	case integer:
		s = "a whole number"
	case objects:
		s = "a list of " + k.of.name + "s, see below"
	}
	if k.required {
		s += "; required"
	}
	return s
}

func quoted(words []string) string {
	return "`" + strings.Join(words, "`, `") + "`"
}
