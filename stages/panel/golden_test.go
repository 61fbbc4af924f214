package panel_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

var update = flag.Bool("update", false, "write what the program says now into the golden files")

// golden are the tables that a case may tell, each with the columns it tells.
var golden = []struct {
	table   string
	columns []string
}{
	{"panel", []string{"region_name", "metric", "measure", "year", "status", "value", "value_low", "value_high", "qualifier",
		"resolution", "n_documents", "previous_value", "target_value", "attainment", "alternatives", "reason"}},
	{"checks", []string{"region", "metric", "year", "kind", "verdict", "suspect_obs_id", "detail"}},
	{"gaps", []string{"region_name", "year", "reason", "n_documents", "metrics"}},
}

// TestGolden runs the program over the documents of each case and compares the tables in want/ with what a reader
// of the documents would have put together.
func TestGolden(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and starts the program")
	}
	exe := filepath.Join(t.TempDir(), "zhibiao")
	if out, err := exec.Command("go", "build", "-o", exe, "zhibiao/cmd/zhibiao").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	cases, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			in, out := t.TempDir(), t.TempDir()
			var documents []txtar.File
			for _, f := range a.Files {
				if name, is := strings.CutPrefix(f.Name, "want/"); is {
					want[name] = string(f.Data)
					continue
				}
				documents = append(documents, f)
			}
			if err := txtar.Write(&txtar.Archive{Files: documents}, in); err != nil {
				t.Fatal(err)
			}
			run := exec.Command(exe, "run", in, "-o", out)
			run.Dir = in
			if msg, err := run.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, msg)
			}
			v, err := dataset.Open(dataset.OS(out))
			if err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: a.Comment, Files: documents}
			quotes := quotesOf(t, v)
			for _, g := range golden {
				if _, tells := want[g.table]; !tells {
					continue
				}
				text := tell(t, v, g.table, g.columns, quotes)
				got.Files = append(got.Files, txtar.File{Name: "want/" + g.table, Data: []byte(text)})
				if !*update && text != want[g.table] {
					t.Errorf("%s: got\n%s\nwant\n%s", g.table, text, want[g.table])
				}
			}
			blanksAreExplained(t, v)
			if *update {
				if err := os.WriteFile(path, txtar.Format(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// blanksAreExplained checks that gaps names each empty cell of panel_wide once, and nothing else of its rows.
func blanksAreExplained(t *testing.T, v *dataset.Version) {
	type place struct {
		region string
		year   int64
	}
	missing := map[place][]string{}
	for row, err := range v.Read(context.Background(), table.Gaps, []string{"region", "year", "metrics"}) {
		if err != nil {
			t.Fatal(err)
		}
		at := place{strings.Clone(row.Text(0)), row.Int(1)}
		for _, m := range row.Strings(2) {
			missing[at] = append(missing[at], strings.Clone(m))
		}
	}
	wide := v.Table("panel_wide")
	for row, err := range v.Read(context.Background(), wide, nil) {
		if err != nil {
			t.Fatal(err)
		}
		at := place{row.Text(wide.Index("region")), row.Int(wide.Index("year"))}
		var empty []string
		for i, c := range wide.Columns {
			if c.Type == table.Float64 && row.Null(i) {
				empty = append(empty, c.Name)
			}
		}
		slices.Sort(missing[at])
		slices.Sort(empty)
		if !slices.Equal(empty, missing[at]) {
			t.Errorf("%v: %d empty cells, %d explained", at, len(empty), len(missing[at]))
		}
	}
}

// quotesOf maps observations to what stands in the document.
func quotesOf(t *testing.T, v *dataset.Version) map[string]string {
	out := map[string]string{}
	for row, err := range v.Read(context.Background(), table.Observations, []string{"obs_id", "quote", "source_path"}) {
		if err != nil {
			t.Fatal(err)
		}
		out[strings.Clone(row.Text(0))] = row.Text(1) + " in " + row.Text(2)
	}
	return out
}

// tell prints a table, a row a line and without what is null; observations by what stands in the document.
func tell(t *testing.T, v *dataset.Version, name string, columns []string, quotes map[string]string) string {
	tb := v.Table(name)
	var b strings.Builder
	for row, err := range v.Read(context.Background(), tb, columns) {
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range columns {
			var s string
			switch column := tb.Columns[tb.Index(c)]; {
			case column.Type != table.Strings && column.Type != table.Alternatives && row.Null(i):
			case c == "metrics":
				s = told(row.Strings(i))
			case c == "suspect_obs_id":
				s = "suspect " + quotes[row.Text(i)]
			case column.Type == table.Alternatives:
				for _, a := range row.Alternatives(i) {
					s += fmt.Sprintf("[%s]", quotes[a.ObsID])
				}
			case column.Type == table.Float64:
				f, _ := row.Float(i)
				s = fmt.Sprintf("%.10g", f)
			case column.Type == table.Int16 || column.Type == table.Int32:
				s = fmt.Sprint(row.Int(i))
			default:
				s = row.Text(i)
			}
			if s != "" {
				if c == "n_documents" || c == "previous_value" || c == "target_value" || strings.HasPrefix(c, "value_") {
					s = c + " " + s
				}
				b.WriteString(s + " | ")
			}
		}
		b.WriteString("\n")
	}
	return strings.ReplaceAll(b.String(), " | \n", "\n")
}

// told shortens a list of metrics to those that a case is about.
func told(metrics []string) string {
	var out []string
	for _, m := range metrics {
		switch m {
		case "telecom.5g_base_stations", "telecom.mobile_users", "telecom.5g_users", "telecom.fixed_line_users", "telecom.internet_penetration", "telecom.broadband_users", "economy.fdi":
			out = append(out, m)
		}
	}
	return strings.Join(append(out, fmt.Sprintf("%d in all", len(metrics))), ", ")
}
