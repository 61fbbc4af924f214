package decode

import (
	"bytes"
	"encoding/json"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Bounds on front matter: a real one has some lines.
const (
	maxFrontBytes = 16 << 10
	maxFrontDepth = 6
)

// splitFront cuts the front matter off a post. kind is yaml, toml or "".
func splitFront(text []byte) (body, front []byte, kind string) {
	t := bytes.TrimLeft(text, " \t\r\n")
	var mark string
	switch {
	case bytes.HasPrefix(t, []byte("---")):
		mark, kind = "---", "yaml"
	case bytes.HasPrefix(t, []byte("+++")):
		mark, kind = "+++", "toml"
	default:
		return text, nil, ""
	}
	line, rest, ok := bytes.Cut(t, []byte("\n"))
	if !ok || strings.TrimRight(string(line), " \t\r") != mark {
		return text, nil, ""
	}
	for at := 0; at < len(rest) && at < maxFrontBytes; {
		end := bytes.IndexByte(rest[at:], '\n')
		line := rest[at:]
		next := len(rest)
		if end >= 0 {
			line, next = rest[at:at+end], at+end+1
		}
		if s := strings.TrimRight(string(line), " \t\r"); s == mark || mark == "---" && s == "..." {
			front = rest[:at]
			if !bytes.ContainsAny(front, ":=") {
				return text, nil, ""
			}
			return rest[next:], front, kind
		}
		at = next
	}
	return text, nil, ""
}

// readFront reads the fields of front matter. A broken one is read line by line: its title and date
// are worth more than its syntax.
func readFront(p *page, front []byte, kind string) {
	var fields map[string]any
	if kind == "yaml" {
		if fields = plainFields(front); fields == nil {
			fields = yamlFields(front)
		}
	}
	if fields == nil {
		fields = lineFields(front)
	}
	if js, err := json.Marshal(fields); err == nil && len(fields) > 0 {
		p.meta.front = string(js)
	}
	for k, v := range fields {
		if s, ok := v.(string); ok {
			p.meta.field(srcFront, strings.ToLower(k), s)
		}
	}
}

// plainFields reads the front matter that most posts have: a line for each field, its value a string without
// escapes. It gives what yamlFields gives, or nil where there is anything else.
func plainFields(front []byte) map[string]any {
	m := map[string]any{}
	for len(front) > 0 {
		var line []byte
		line, front = cutLine(front)
		n := 0
		for n < len(line) && (letter(line[n]) || line[n] == '_') {
			n++
		}
		if n == 0 || n+2 >= len(line) || line[n] != ':' || line[n+1] != ' ' {
			return nil
		}
		v, ok := plainValue(line[n+2:])
		if !ok {
			return nil
		}
		m[string(line[:n])] = string(v)
	}
	return m
}

// plainValue is the string that a value of YAML in one line says. It is sure of ASCII and the characters of
// Chinese text.
func plainValue(v []byte) (s []byte, ok bool) {
	for i := 0; i < len(v); {
		n := shown(v[i:])
		if n == 0 && v[i] != ' ' {
			return nil, false
		}
		i += max(n, 1)
	}
	last := len(v) - 1
	switch c := v[0]; {
	case last > 0 && (c == '"' || c == '\'') && v[last] == c:
		v = v[1:last]
		return v, bytes.IndexByte(v, c) < 0 && (c == '\'' || bytes.IndexByte(v, '\\') < 0)
	case letter(c), digit(c), c >= 0x80:
		return v, v[last] != ' ' && v[last] != ':' && !bytes.Contains(v, []byte(": ")) && !bytes.Contains(v, []byte(" #"))
	}
	return nil, false
}

func yamlFields(front []byte) map[string]any {
	var n yaml.Node
	if yaml.Unmarshal(front, &n) != nil || len(n.Content) != 1 || n.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	m, _ := plain(n.Content[0], 0).(map[string]any)
	return m
}

// plain turns a node into strings, lists and maps. Scalars stay as they are written: a date is no
// timestamp here and 010 is no number. Aliases are left out.
func plain(n *yaml.Node, depth int) any {
	if depth > maxFrontDepth {
		return nil
	}
	switch n.Kind {
	case yaml.ScalarNode:
		return strings.ToValidUTF8(n.Value, "")
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			list = append(list, plain(c, depth+1))
		}
		return list
	case yaml.MappingNode:
		m := make(map[string]any, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1], depth+1)
		}
		return m
	}
	return nil
}

func lineFields(front []byte) map[string]any {
	m := map[string]any{}
	for line := range strings.Lines(string(front)) {
		i := strings.IndexAny(line, ":=")
		if i <= 0 || line[0] == ' ' || line[0] == '\t' || line[0] == '#' || line[0] == '-' {
			continue
		}
		k := strings.TrimSpace(line[:i])
		v := strings.Trim(strings.TrimSpace(line[i+1:]), `"'`)
		if _, twice := m[k]; !twice {
			m[k] = strings.ToValidUTF8(v, "")
		}
	}
	return m
}
