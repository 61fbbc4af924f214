// Package diff tells what changed between two sets of observations: rows gained, lost and changed, as
// after a change of a rule.
package diff

import (
	"cmp"
	"slices"
	"strings"

	"zhibiao/reports/statement"
)

// Kind is what happened to a row.
type Kind string

const (
	Gained  Kind = "gained"
	Lost    Kind = "lost"
	Changed Kind = "changed"
)

// Change is one row that differs. A is nil for a gained row, B for a lost one.
type Change struct {
	Kind Kind
	A, B *statement.Statement
	// Fields are the names of the fields that differ, for a changed row.
	Fields []string
}

// Row is the row as it is now, or was.
func (c *Change) Row() *statement.Statement {
	if c.B != nil {
		return c.B
	}
	return c.A
}

// Compare pairs the rows of a and b by the place in the document, first those that are equal, then
// those of one metric and measure, then the rest; what has no partner is lost or gained. The changes are in order of
// metric, document and place.
func Compare(a, b []statement.Statement) []Change {
	at := map[place][]*statement.Statement{}
	for i := range a {
		p := placeOf(&a[i])
		at[p] = append(at[p], &a[i])
	}
	left := make([]*statement.Statement, len(b))
	for i := range b {
		left[i] = &b[i]
	}
	var out []Change
	for _, same := range []func(x, y *statement.Statement) bool{
		func(x, y *statement.Statement) bool { return len(differing(x, y)) == 0 },
		func(x, y *statement.Statement) bool { return x.Metric == y.Metric && x.Measure == y.Measure },
		func(x, y *statement.Statement) bool { return true },
	} {
		rest := left[:0]
		for _, y := range left {
			p := placeOf(y)
			i := slices.IndexFunc(at[p], func(x *statement.Statement) bool { return same(x, y) })
			if i < 0 {
				rest = append(rest, y)
				continue
			}
			x := at[p][i]
			at[p] = slices.Delete(at[p], i, i+1)
			if f := differing(x, y); len(f) > 0 {
				out = append(out, Change{Changed, x, y, f})
			}
		}
		left = rest
	}
	for _, y := range left {
		out = append(out, Change{Kind: Gained, B: y})
	}
	for i := range a {
		p := placeOf(&a[i])
		if j := slices.Index(at[p], &a[i]); j >= 0 {
			out = append(out, Change{Kind: Lost, A: &a[i]})
		}
	}
	slices.SortStableFunc(out, func(x, y Change) int {
		r, s := x.Row(), y.Row()
		return cmp.Or(strings.Compare(r.Metric, s.Metric), strings.Compare(r.Path, s.Path), cmp.Compare(r.Start, s.Start),
			strings.Compare(r.Measure, s.Measure), strings.Compare(string(x.Kind), string(y.Kind)))
	})
	return out
}

type place struct {
	path       string
	start, end int
}

func placeOf(s *statement.Statement) place { return place{s.Path, s.Start, s.End} }

func differing(x, y *statement.Statement) []string {
	var out []string
	g := y.Fields()
	for i, f := range x.Fields() {
		if f.Value != g[i].Value {
			out = append(out, f.Name)
		}
	}
	return out
}
