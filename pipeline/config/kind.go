package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// kind is a type of setting. Values are written as text in the environment and in flags, and as a
// YAML node of one of the tags in a file.
type kind interface {
	// tags are the YAML tags a scalar of the kind may have.
	tags() []string
	// parse checks text and gives the value that viper is to hold.
	parse(text string) (any, error)
	// show is the value as one would write it in a file.
	show(v any) string
	// want says what is right.
	want() string
}

type text struct{}

func (text) tags() []string { return []string{"!!str"} }
func (text) parse(s string) (any, error) {
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return nil, fmt.Errorf("%q holds a control character", s)
	}
	return s, nil
}
func (text) show(v any) string { return quoteYAML(fmt.Sprint(v)) }
func (text) want() string      { return `text, in quotes where it looks like a number or a date ("350000")` }

// list is several texts, in one line separated by commas.
type list struct{}

func (list) tags() []string { return []string{"!!str"} }
func (list) parse(s string) (any, error) {
	if s == "" {
		return []string{}, nil
	}
	var out []string
	for item := range strings.SplitSeq(s, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			return nil, fmt.Errorf("%q has an empty item", s)
		}
		if _, err := (text{}).parse(item); err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}
func (list) show(v any) string {
	var items []string
	switch v := v.(type) {
	case []string:
		items = v
	case []any:
		for _, x := range v {
			items = append(items, fmt.Sprint(x))
		}
	}
	quoted := make([]string, len(items))
	for i, s := range items {
		quoted[i] = quoteYAML(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
func (list) want() string { return "a list: [a, b] in a file, a,b elsewhere" }

// someOf is a list of distinct words out of a closed set.
type someOf []string

func (k someOf) tags() []string { return list{}.tags() }
func (k someOf) parse(s string) (any, error) {
	v, err := list{}.parse(s)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, w := range v.([]string) {
		if !slices.Contains(k, w) {
			return nil, fmt.Errorf("%q is none of %s", w, strings.Join(k, ", "))
		}
		if seen[w] {
			return nil, fmt.Errorf("%q stands twice", w)
		}
		seen[w] = true
	}
	return v, nil
}
func (k someOf) show(v any) string { return list{}.show(v) }
func (k someOf) want() string      { return "a list out of " + strings.Join(k, ", ") }

type whole struct{ min, max int }

func (whole) tags() []string { return []string{"!!int"} }
func (k whole) parse(s string) (any, error) {
	n, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(n) != s {
		return nil, fmt.Errorf("%q is not a whole number", s)
	}
	if n < k.min || n > k.max {
		return nil, fmt.Errorf("%d is out of bounds", n)
	}
	return n, nil
}
func (whole) show(v any) string { return fmt.Sprint(v) }
func (k whole) want() string {
	return fmt.Sprintf("a whole number from %d to %d, without leading zeros or separators", k.min, k.max)
}

type truth struct{}

func (truth) tags() []string { return []string{"!!bool"} }
func (truth) parse(s string) (any, error) {
	switch s {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return nil, fmt.Errorf("%q is neither true nor false", s)
}
func (truth) show(v any) string { return fmt.Sprint(v) }
func (truth) want() string      { return "true or false" }

type oneOf []string

func (oneOf) tags() []string { return []string{"!!str"} }
func (k oneOf) parse(s string) (any, error) {
	if !slices.Contains(k, s) {
		return nil, fmt.Errorf("%q is none of %s", s, strings.Join(k, ", "))
	}
	return s, nil
}
func (oneOf) show(v any) string { return fmt.Sprint(v) }
func (k oneOf) want() string    { return "one of " + strings.Join(k, ", ") }

type duration struct{}

func (duration) tags() []string { return []string{"!!str"} }
func (duration) parse(s string) (any, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return nil, fmt.Errorf("%q is not a time", s)
	}
	return s, nil
}
func (duration) show(v any) string { return fmt.Sprint(v) }
func (duration) want() string      { return "a time with its unit: 500ms, 10s, 2m" }

type size struct{}

func (size) tags() []string { return []string{"!!str", "!!int"} }
func (size) parse(s string) (any, error) {
	var n Size
	if err := n.UnmarshalText([]byte(s)); err != nil {
		return nil, err
	}
	return s, nil
}
func (size) show(v any) string { return fmt.Sprint(v) }
func (size) want() string      { return "a number of bytes with its unit: 64MiB, 2GiB" }

type quota struct{}

func (quota) tags() []string { return []string{"!!str", "!!int", "!!float"} }
func (quota) parse(s string) (any, error) {
	var q Quota
	if err := q.UnmarshalText([]byte(s)); err != nil {
		return nil, err
	}
	return s, nil
}
func (quota) show(v any) string { return fmt.Sprint(v) }
func (quota) want() string      { return "a number of documents (10) or a share of them (5%)" }

// quoteYAML quotes text that YAML would read as something else, or that could end in a comment.
func quoteYAML(s string) string {
	plain := s != "" && !strings.ContainsAny(s, `#:,[]{}&*!|>'"%@`+"`\\") && strings.TrimSpace(s) == s && s[0] != '-' && s[0] != '?'
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		plain = false
	}
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "~":
		plain = false
	}
	if strings.Count(s, "-") == 2 { // a date
		plain = false
	}
	if plain {
		return s
	}
	return strconv.Quote(s)
}
