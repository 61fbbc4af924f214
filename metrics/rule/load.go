package rule

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"zhibiao/metrics/fold"
)

// Caps on files, so that no rule directory can make loading slow or large.
const (
	maxFile  = 1 << 20 // bytes of one file
	maxFiles = 2000
	maxParts = 40_000 // lines, items and keys of one file
	maxDepth = 12
)

// Pack is a directory of rules with a name that stands before its paths in messages: embedded, or
// the directory that the user gave.
type Pack struct {
	fs.FS
	Name string
}

// Dir is the pack of a directory of the file system.
func Dir(dir string) Pack { return Pack{os.DirFS(dir), dir} }

// Load reads every *.yaml file of the packs, checks them and returns the set of their rules in the
// order of packs, paths and lines. A rule of a later pack replaces the one with the same id of an
// earlier pack, in its place. The error is of type Problems and lists everything that is wrong.
func Load(packs ...fs.FS) (*Set, error) {
	l := newLoader(packs)
	if errs := l.report(Error); len(errs) > 0 {
		return nil, errs
	}
	set := &Set{Rules: l.rules, Hash: hex.EncodeToString(l.hash.Sum(nil))}
	for _, j := range l.joints {
		set.Joints = append(set.Joints, j.Joint)
	}
	return set, nil
}

// report returns the problems of a severity and above, in reading order.
func (l *loader) report(least Severity) Problems {
	var out Problems
	for _, p := range l.problems {
		if p.Severity == Error || least == Warning {
			out = append(out, p)
		}
	}
	sortProblems(out)
	return out
}

type loader struct {
	lang     *object
	pack     int
	rules    []*Rule
	packOf   []int
	at       map[string]int
	joints   []placedJoint
	problems []Problem
	hash     interface {
		io.Writer
		Sum([]byte) []byte
	}
}

type placedJoint struct {
	Joint
	file string
	pack int
	node *yaml.Node
}

// newLoader reads and checks the packs.
func newLoader(packs []fs.FS) *loader {
	l := &loader{lang: language(), hash: sha256.New(), at: map[string]int{}}
	for i, p := range packs {
		l.pack = i
		l.load(p)
	}
	l.resolveJoints()
	l.metrics()
	l.overlaps()
	return l
}

// load reads one pack.
func (l *loader) load(fsys fs.FS) {
	files, prefix := 0, ""
	if p, ok := fsys.(Pack); ok {
		prefix = p.Name
	}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() || path.Ext(name) != ".yaml" && path.Ext(name) != ".yml" {
			return nil
		}
		if files++; files > maxFiles {
			return fmt.Errorf("more than %d rule files", maxFiles)
		}
		b, err := readCapped(fsys, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(l.hash, "%s\x00%x\n", name, sha256.Sum256(b))
		l.file(path.Join(prefix, name), b)
		return nil
	})
	if err != nil {
		l.problems = append(l.problems, Problem{File: path.Join(prefix, "."), Line: 1, Col: 1, Severity: Error, Code: "unreadable", Message: err.Error(),
			Remedy: "check that the directory exists and may be read"})
	}
}

// readCapped reads a file, but at most one byte more than a rule file may have.
func readCapped(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxFile+1))
}

// file checks and adds one file.
func (l *loader) file(name string, b []byte) {
	c := &checker{file: name}
	root := c.parse(b)
	if root != nil {
		c.object(root, l.lang, 0)
	}
	if len(c.problems) > 0 {
		l.problems = append(l.problems, c.problems...)
		return
	}
	if root == nil {
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		for _, n := range root.Content[i+1].Content {
			switch root.Content[i].Value {
			case "rules":
				l.rule(c, n)
			case "joints":
				j := placedJoint{file: name, pack: l.pack, node: n}
				if c.decode(n, &j.Joint) {
					l.joint(c, j)
				}
			}
		}
	}
	l.problems = append(l.problems, c.problems...)
}

// rule decodes a checked node and adds the rule.
func (l *loader) rule(c *checker, n *yaml.Node) {
	r := &Rule{}
	if !c.decode(n, r) {
		return
	}
	r.File, r.Line, r.col = c.file, n.Line, n.Column
	if r.Metric == "" {
		r.Metric = r.ID
	}
	for i, u := range r.Units {
		r.Units[i] = fold.String(u)
	}
	if t := value(n, "tests"); t != nil {
		for i, tn := range t.Content {
			r.Tests[i].Line = tn.Line
		}
	}
	c.meaning(n, r)
	r.Hash = contentHash(r)
	i, ok := l.at[r.ID]
	switch {
	case !ok:
		l.at[r.ID] = len(l.rules)
		l.rules = append(l.rules, r)
		l.packOf = append(l.packOf, l.pack)
	case l.packOf[i] == l.pack:
		c.fail(value(n, "id"), "duplicate-id", fmt.Sprintf("rule %s stands already at %s:%d", r.ID, l.rules[i].File, l.rules[i].Line),
			"give it another id, or merge the two rules")
	default:
		r.Over = fmt.Sprintf("%s:%d", l.rules[i].File, l.rules[i].Line)
		l.rules[i], l.packOf[i] = r, l.pack
	}
}

// joint adds a joint name, or puts it in the place of that of an earlier pack.
func (l *loader) joint(c *checker, j placedJoint) {
	if len(j.Metrics) < 2 {
		c.fail(value(j.node, "metrics"), "bad-value", "a joint name stands for two metrics or more", "give the metrics in the order of their values, or add the name to the rule")
		return
	}
	for i, o := range l.joints {
		if Squeeze(o.Name) != Squeeze(j.Name) {
			continue
		}
		if o.pack == j.pack {
			c.fail(j.node, "duplicate-id", fmt.Sprintf("the joint name %s stands already at %s:%d", j.Name, o.file, o.node.Line), "drop one of the two")
			return
		}
		l.joints[i] = j
		return
	}
	l.joints = append(l.joints, j)
}

// contentHash is the hash of what a rule says, whatever its place and layout.
func contentHash(r *Rule) string {
	said := *r
	said.File, said.Line, said.Over = "", 0, ""
	said.Tests = slices.Clone(r.Tests)
	for i := range said.Tests {
		said.Tests[i].Line = 0
	}
	b, err := json.Marshal(said)
	if err != nil { // strings, numbers and slices of them always marshal
		panic(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// resolveJoints checks that the metrics of joint names have rules.
func (l *loader) resolveJoints() {
	known := map[string]bool{}
	for _, r := range l.rules {
		known[r.Metric] = true
	}
	for _, j := range l.joints {
		for i, m := range j.Metrics {
			if !known[m] && m != NoMetric {
				c := &checker{file: j.file}
				c.fail(value(j.node, "metrics").Content[i], "unknown-metric", fmt.Sprintf("no rule has the metric %q", m),
					"use the metric of an existing rule")
				l.problems = append(l.problems, c.problems...)
			}
		}
	}
}

// parse reads YAML to nodes. Files that would be costly to parse are refused before parsing.
func (c *checker) parse(b []byte) *yaml.Node {
	top := &yaml.Node{Line: 1, Column: 1}
	if len(b) > maxFile {
		c.fail(top, "too-large", fmt.Sprintf("the file has more than %d bytes", maxFile), "split it")
		return nil
	}
	if n := parts(b); n > maxParts {
		c.fail(top, "too-many-parts", fmt.Sprintf("the file has more than %d lines, items and keys", maxParts), "split it")
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(b))
	var doc yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil
		}
		line, msg := syntaxError(err)
		c.fail(&yaml.Node{Line: line, Column: 1}, "syntax", msg, syntaxRemedy(msg))
		return nil
	}
	var more yaml.Node
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		c.fail(top, "syntax", "the file holds more than one YAML document", "put all rules under one rules: list")
		return nil
	}
	return doc.Content[0]
}

// parts bounds from above how many nodes a file can parse to.
func parts(b []byte) int {
	n := 0
	for i, ch := range b {
		switch ch {
		case ',', '[', '{', '\n', '&', '*':
			n++
		case '-', '?', ':':
			if i+1 == len(b) || b[i+1] == ' ' || b[i+1] == '\t' {
				n++
			}
		}
	}
	return n
}

// syntaxRemedy says what most often lies behind a message of the YAML parser.
func syntaxRemedy(msg string) string {
	switch {
	case strings.Contains(msg, "UTF-8"):
		return "save the file as UTF-8"
	case strings.Contains(msg, "cannot start any token"):
		return "indent with blanks, not tabs, and quote a value that starts with @, %, ` or a tab"
	case strings.Contains(msg, "anchor"):
		return "write the value out: rule files have no anchors and aliases"
	case strings.Contains(msg, "expected ',' or"):
		return "close the list or mapping that stands open on this line or the next"
	case strings.Contains(msg, "mapping values"):
		return "quote a value that holds a colon and a blank"
	}
	return "correct the YAML near this line"
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`)

func syntaxError(err error) (int, string) {
	m := yamlLine.FindStringSubmatch(err.Error())
	if m == nil {
		return 1, err.Error()
	}
	line, _ := strconv.Atoi(m[1])
	return max(line, 1), m[2]
}
