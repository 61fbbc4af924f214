package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens of the tables")

// TestTables reads the tables of testdata/tables, one form each, and compares the observations with the file of
// the same name that ends in .want.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("testdata/tables/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, ".want") {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		got := values(t, f, string(b))
		golden := strings.TrimSuffix(f, filepath.Ext(f)) + ".want"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", f, got, want)
		}
	}
}

// values lists the observations of a file, one a line.
func values(t *testing.T, path, text string) string {
	t.Helper()
	d := readAs(t, path, text)
	var out strings.Builder
	for _, o := range d.Found.Observations {
		v := ""
		if o.Value != nil {
			v = o.Value.Text('f')
		}
		fmt.Fprintf(&out, "%s %s %s = %s %s, %s, %s, %s, %s, %s\n", o.Metric, o.Measure, o.Quote.Of(d.Text), v, o.Unit, o.Region, o.Period, o.Status, o.Basis, o.Qualifier)
	}
	return out.String()
}
