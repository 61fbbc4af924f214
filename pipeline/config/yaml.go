package config

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const (
	maxBytes = 64 << 10 // a settings file is a screen or two
	maxKeys  = 1000     // where the check gives up
)

// placed is a value and the place it was written at.
type placed struct {
	value any
	pos   string
}

// parse reads a settings file into the values of its keys and all that is wrong with it.
func parse(name string, r io.Reader) (map[string]placed, Problems, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, Problems{{File: name, Message: "cannot be read: " + cause(err), Remedy: "give a file"}}, nil
	}
	if len(data) > maxBytes {
		return nil, Problems{{File: name, Message: fmt.Sprintf("larger than %d bytes", maxBytes), Remedy: "give a settings file"}}, nil
	}
	p := &parser{name: name, values: map[string]placed{}}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	var doc yaml.Node
	switch err := dec.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return p.values, nil, nil
	case err != nil:
		p.problems = append(p.problems, syntax(name, err))
		return nil, p.problems, nil
	}
	if err := dec.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		p.add(&doc, "more than one YAML document", "remove what follows ---")
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return p.values, p.problems, nil
	}
	if root.Kind != yaml.MappingNode {
		p.add(root, "the file is no mapping", "write lines of the form key: value")
		return nil, p.problems, nil
	}
	p.mapping(root, "")
	return p.values, p.problems, nil
}

type parser struct {
	name     string
	values   map[string]placed
	problems Problems
	keys     int
}

func (p *parser) add(n *yaml.Node, message, remedy string) {
	p.problems = append(p.problems, Problem{p.name, n.Line, n.Column, message, remedy})
}

// mapping checks a mapping whose keys continue prefix. Settings are two levels deep, so this is as deep
// as it ever goes, whatever the file holds.
func (p *parser) mapping(n *yaml.Node, prefix string) {
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if p.keys++; p.keys > maxKeys {
			p.add(n, fmt.Sprintf("more than %d keys", maxKeys), "give a settings file")
			return
		}
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || k.Tag != "!!str" {
			p.add(k, "a key that is no word", "write key: value")
			continue
		}
		if k.Anchor != "" || v.Anchor != "" || v.Kind == yaml.AliasNode {
			p.add(k, "anchors and aliases are not allowed here", "write the value out")
			continue
		}
		if line, ok := seen[k.Value]; ok {
			p.add(k, fmt.Sprintf("key %q stands already in line %d", k.Value, line), "keep one of them")
			continue
		}
		seen[k.Value] = k.Line
		key := prefix + k.Value
		s, ok := settingOf(key)
		switch {
		case ok:
			if value, good := p.value(s, v); good {
				p.values[key] = placed{value, fmt.Sprintf("%s:%d:%d", p.name, k.Line, k.Column)}
			}
		case !isGroup(key):
			p.add(k, fmt.Sprintf("unknown key %q", key), didYouMean(key, knownKeys()))
		case v.Kind != yaml.MappingNode:
			p.add(v, fmt.Sprintf("%q is a group of settings", key), "write its keys below it, indented")
		default:
			p.mapping(v, key+".")
		}
	}
}

// value checks the node of a setting.
func (p *parser) value(s setting, n *yaml.Node) (any, bool) {
	_, isList := s.kind.(list)
	if _, ok := s.kind.(someOf); ok || isList {
		if n.Kind != yaml.SequenceNode {
			p.add(n, fmt.Sprintf("%s: not a list", s.key), s.remedy())
			return nil, false
		}
		items := []string{}
		for _, item := range n.Content {
			if item.Kind != yaml.ScalarNode || item.Anchor != "" || !slices.Contains(s.kind.tags(), item.Tag) || strings.Contains(item.Value, ",") || item.Value == "" {
				p.add(item, fmt.Sprintf("%s: an item that is no text", s.key), s.remedy()+", items in quotes where they look like numbers, none with a comma")
				return nil, false
			}
			items = append(items, item.Value)
		}
		if _, err := s.kind.parse(strings.Join(items, ",")); err != nil {
			p.add(n, fmt.Sprintf("%s: %v", s.key, err), s.remedy())
			return nil, false
		}
		return items, true
	}
	switch {
	case n.Kind != yaml.ScalarNode:
		p.add(n, fmt.Sprintf("%s: not a single value", s.key), s.remedy())
	case n.Tag == "!!null":
		p.add(n, fmt.Sprintf("%s: no value", s.key), s.remedy()+" or remove the key")
	case !slices.Contains(s.kind.tags(), n.Tag):
		p.add(n, fmt.Sprintf("%s: %q has the wrong type", s.key, n.Value), s.remedy())
	default:
		v, err := s.kind.parse(n.Value)
		if err == nil {
			return v, true
		}
		p.add(n, fmt.Sprintf("%s: %v", s.key, err), s.remedy())
	}
	return nil, false
}

func knownKeys() map[string]bool {
	known := map[string]bool{}
	for _, s := range settings {
		known[s.key] = true
	}
	return known
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// syntax turns an error of the YAML parser, which names at most the line, into a Problem.
func syntax(name string, err error) Problem {
	message := err.Error()
	line := 1
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		message = message[len(m[0]):]
		if n, err := strconv.Atoi(m[1]); err == nil {
			line = n
		}
	}
	return Problem{name, line, 1, "not YAML: " + message, "mend the line or the one before"}
}
