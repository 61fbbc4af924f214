package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity tells whether a problem stops the rules from loading.
type Severity string

const (
	// Error is a rule file that cannot be used.
	Error Severity = "error"
	// Warning is a rule that can be used but is likely not what its author meant.
	Warning Severity = "warning"
)

// Problem is one thing wrong with a rule file: where, what, and what to do.
type Problem struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Col      int      `json:"col"`
	Severity Severity `json:"severity"`
	// Code names the sort of problem, stable for filters (unknown-key, duplicate-id).
	Code    string `json:"code"`
	Message string `json:"message"`
	Remedy  string `json:"remedy"`
}

func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Col, p.Message)
	if p.Remedy != "" {
		s += "; " + p.Remedy
	}
	return s
}

// Problems is all that is wrong with a set of rule files, as one error.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// sortProblems puts problems in reading order: by file, line and column.
func sortProblems(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col), strings.Compare(a.Code, b.Code))
	})
}
