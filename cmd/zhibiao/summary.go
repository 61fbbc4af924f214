package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/run"
	"zhibiao/pipeline/table"
)

// summary is what a dataset holds, read from its tables.
type summary struct {
	version      int
	documents    int
	states       map[string]int
	observations int64
	quantities   int64
	panel        int64
	reasons      map[[2]string]int // severity and reason
	sample       columns           // rows of the panel
}

// sampleRows is how many rows of the panel a run prints.
const sampleRows = 8

func summarize(ctx context.Context, v *dataset.Version) (*summary, error) {
	s := &summary{
		version: v.Manifest.Version, states: map[string]int{}, reasons: map[[2]string]int{},
		observations: v.Rows("observations"), quantities: v.Rows("quantities"), panel: v.Rows("panel"),
	}
	for row, err := range v.Read(ctx, table.Documents, []string{"state"}) {
		if err != nil {
			return nil, err
		}
		s.documents++
		s.states[row.Text(0)]++
	}
	for row, err := range v.Read(ctx, table.Quarantine, []string{"severity", "reason"}) {
		if err != nil {
			return nil, err
		}
		s.reasons[[2]string{row.Text(0), row.Text(1)}]++
	}
	if v.Table(table.Panel.Name) == nil {
		return s, nil
	}
	return s, s.samplePanel(ctx, v)
}

// samplePanel takes the values of the panel that tell most at a glance: those with a plan first, one of
// each metric.
func (s *summary) samplePanel(ctx context.Context, v *dataset.Version) error {
	s.sample = columns{head: []string{"metric", "measure", "region", "year", "value", "as written", "plan"}, right: map[int]bool{4: true}, max: 34}
	var others [][]string
	seen := map[string]bool{}
	cols := []string{"metric", "measure", "region_name", "year", "status", "value", "unit", "quote", "target_quote", "attainment"}
	for row, err := range v.Read(ctx, table.Panel, cols) {
		if err != nil {
			return err
		}
		value, ok := row.Float(5)
		if !ok || row.Text(4) != "actual" || seen[row.Text(0)] {
			continue
		}
		planned := row.Text(9) != "" && row.Text(9) != "not_comparable"
		if !planned && len(others) == sampleRows {
			continue
		}
		amount := strconv.FormatFloat(value, 'f', -1, 64)
		if unit := row.Text(6); unit != "1" {
			amount += " " + unit
		}
		cells := []string{strings.Clone(row.Text(0)), strings.Clone(row.Text(1)), strings.Clone(row.Text(2)), fmt.Sprint(row.Int(3)), amount, strings.Clone(row.Text(7)), ""}
		if !planned {
			others = append(others, cells)
			continue
		}
		seen[cells[0]] = true
		cells[6] = row.Text(8) + ": " + row.Text(9)
		if s.sample.add(cells...); len(s.sample.rows) == sampleRows {
			return nil
		}
	}
	for _, cells := range others {
		if len(s.sample.rows) < sampleRows && !seen[cells[0]] {
			seen[cells[0]] = true
			s.sample.add(cells...)
		}
	}
	return nil
}

// print writes the summary of a run.
func (s *summary) print(w io.Writer, out string, c *run.Counts, took time.Duration) {
	var states []string
	for _, name := range []string{"extracted", "empty", "duplicate", "quarantined"} {
		states = append(states, fmt.Sprintf("%d %s", s.states[name], name))
	}
	fmt.Fprintf(w, "documents     %d: %s\n", s.documents, strings.Join(states, ", "))
	fmt.Fprintf(w, "observations  %d, from %d quantities\n", s.observations, s.quantities)
	if s.panel > 0 {
		fmt.Fprintf(w, "panel         %d values\n", s.panel)
	}
	for _, severity := range []string{"fatal", "note"} {
		if list := s.reasonList(severity); list != "" {
			fmt.Fprintf(w, "%s%s\n", map[string]string{"fatal": "quarantine    ", "note": "set aside     "}[severity], list)
		}
	}
	known := ""
	if c.Known > 0 {
		known = fmt.Sprintf(", %d of the documents were known", c.Known)
	}
	fmt.Fprintf(w, "read          %s in %.1f s%s\n", showBytes(c.Bytes), took.Seconds(), known)
	if len(s.sample.rows) > 0 {
		fmt.Fprintln(w)
		_ = s.sample.print(w)
	}
	fmt.Fprintf(w, `
The tables are in %s (version %d). Next:
  zhibiao export %s --table panel --format csv
  python3 -c "import pandas; print(pandas.read_parquet('%s/panel'))"
`, out, s.version, out, out)
}

func (s *summary) reasonList(severity string) string {
	type count struct {
		reason string
		n      int
	}
	var cs []count
	for k, n := range s.reasons {
		if k[0] == severity {
			cs = append(cs, count{k[1], n})
		}
	}
	slices.SortFunc(cs, func(a, b count) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.reason, b.reason)) })
	parts := make([]string, len(cs))
	for i, c := range cs {
		parts[i] = fmt.Sprintf("%s %d", c.reason, c.n)
	}
	return strings.Join(parts, ", ")
}

func showBytes(n int64) string {
	if n < 1e6 {
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
