// Package coverage tells how many of the quantities of a dataset the rules know: each one is matched,
// part of a name, or work to do. The unmatched are grouped by what they seem to measure, so that the
// frequent ones can become rules.
package coverage

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/pipeline/table"
	"zhibiao/reports/statement"
)

// Count is the quantities of one document type, region or unit.
type Count struct {
	Key                       string
	Matched, Named, Unmatched int
}

// Total is the number of quantities.
func (c Count) Total() int { return c.Matched + c.Named + c.Unmatched }

// Share is the part of the quantities, names aside, that is matched.
func (c Count) Share() float64 {
	if n := c.Matched + c.Unmatched; n > 0 {
		return float64(c.Matched) / float64(n)
	}
	return 0
}

// Group is the unmatched quantities with one head noun and unit.
type Group struct {
	Head, Unit string
	N          int
	Documents  int
	Regions    int
	// FirstYear and LastYear are of the documents; 0 where unknown.
	FirstYear, LastYear int
	// Quote and Sentence are the first example; Reason is the most frequent reason why no rule matched.
	Quote, Sentence, Reason string
}

// Report is the coverage of a dataset.
type Report struct {
	Total                    Count
	ByType, ByRegion, ByUnit []Count
	Groups                   []Group
}

type document struct {
	kind, region string
	year         int
}

type groupKey struct{ head, unit string }

type group struct {
	Group
	documents map[string]bool
	regions   map[string]bool
	reasons   map[string]int
}

// Of reads the coverage of a dataset. Lists are in order of size, then of key.
func Of(ctx context.Context, r statement.Reader) (*Report, error) {
	docs, err := documents(ctx, r)
	if err != nil {
		return nil, err
	}
	rep := &Report{}
	byType, byRegion, byUnit := map[string]*Count{}, map[string]*Count{}, map[string]*Count{}
	groups := map[groupKey]*group{}
	columns := []string{"doc_id", "is_name", "matched_obs_id", "head", "unit", "quote", "sentence", "why_not"}
	for row, err := range r.Read(ctx, table.Quantities, columns) {
		if err != nil {
			return nil, err
		}
		d := docs[row.Text(0)]
		unit := row.Text(4)
		count := func(c *Count) {
			switch {
			case row.Bool(1):
				c.Named++
			case !row.Null(2):
				c.Matched++
			default:
				c.Unmatched++
			}
		}
		count(&rep.Total)
		count(at(byType, d.kind))
		count(at(byRegion, d.region))
		if !row.Bool(1) {
			count(at(byUnit, unit))
		}
		if row.Bool(1) || !row.Null(2) {
			continue
		}
		k := groupKey{Normal(row.Text(3)), strings.Clone(unit)}
		g := groups[k]
		if g == nil {
			g = &group{documents: map[string]bool{}, regions: map[string]bool{}, reasons: map[string]int{}}
			g.Head, g.Unit = k.head, k.unit
			g.Quote, g.Sentence = strings.Clone(row.Text(5)), strings.Clone(row.Text(6))
			groups[k] = g
		}
		g.add(row, d)
	}
	rep.ByType, rep.ByRegion, rep.ByUnit = sorted(byType), sorted(byRegion), sorted(byUnit)
	for _, g := range groups {
		g.Documents, g.Regions = len(g.documents), len(g.regions)
		most := 0
		for why, n := range g.reasons {
			if n > most || n == most && why < g.Reason {
				most, g.Reason = n, why
			}
		}
		rep.Groups = append(rep.Groups, g.Group)
	}
	slices.SortFunc(rep.Groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(b.Documents, a.Documents), strings.Compare(a.Head, b.Head), strings.Compare(a.Unit, b.Unit))
	})
	return rep, nil
}

// Normal is the form of a head noun by which groups are made.
func Normal(head string) string { return strings.ReplaceAll(fold.String(head), " ", "") }

func documents(ctx context.Context, r statement.Reader) (map[string]document, error) {
	out := map[string]document{}
	for row, err := range r.Read(ctx, table.Documents, []string{"doc_id", "doc_type", "region", "report_year"}) {
		if err != nil {
			return nil, err
		}
		d := document{kind: strings.Clone(row.Text(1)), region: strings.Clone(row.Text(2))}
		if !row.Null(3) {
			d.year = int(row.Int(3))
		}
		out[strings.Clone(row.Text(0))] = d
	}
	return out, nil
}

func (g *group) add(row table.Row, d document) {
	g.N++
	if id := row.Text(0); !g.documents[id] {
		g.documents[strings.Clone(id)] = true
	}
	g.regions[d.region] = true
	if why := row.Text(7); why != "" {
		g.reasons[strings.Clone(why)]++
	}
	if d.year != 0 {
		if g.FirstYear == 0 || d.year < g.FirstYear {
			g.FirstYear = d.year
		}
		g.LastYear = max(g.LastYear, d.year)
	}
}

func at(m map[string]*Count, key string) *Count {
	c := m[key]
	if c == nil {
		key = strings.Clone(key)
		c = &Count{Key: key}
		m[key] = c
	}
	return c
}

func sorted(m map[string]*Count) []Count {
	out := make([]Count, 0, len(m))
	for _, c := range m {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Total(), a.Total()), strings.Compare(a.Key, b.Key))
	})
	return out
}
