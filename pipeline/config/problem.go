package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Problem is one thing that is wrong with the settings, with what to do about it. Line and Col are
// from 1, or 0 where File is a variable or a flag.
type Problem struct {
	File            string
	Line, Col       int
	Message, Remedy string
}

func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", p.Line, p.Col)
	}
	b.WriteString(": " + p.Message)
	if p.Remedy != "" {
		b.WriteString("; " + p.Remedy)
	}
	return b.String()
}

// Problems is all that is wrong, as one error with a line for each.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// didYouMean suggests the known word that is nearest to word, if one is near.
func didYouMean(word string, known map[string]bool) string {
	own := strings.TrimPrefix(word[strings.LastIndexByte(word, '.')+1:], envPrefix)
	best, least := "", len(own)/3+1
	for _, k := range sortedKeys(known) {
		if d := distance(word, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return "`zhibiao config` lists the settings"
	}
	return "did you mean " + best + "?"
}

// distance is the Levenshtein distance over bytes; words are short.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return 64
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		prev := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := prev
			if a[i] != b[j] {
				cost++
			}
			prev = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// cause is the message of a file error without the path, which the Problem already names.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
