package quantity

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
)

// TestLabels checks the recogniser on hand-labelled sentences: the quote of every label must be a mention with the
// labelled amount, bounds, qualifier and unit. It runs where ZHIBIAO_EVAL names a folder of labels.
func TestLabels(t *testing.T) {
	dir := os.Getenv("ZHIBIAO_EVAL")
	if dir == "" {
		t.Skip("ZHIBIAO_EVAL is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "ann", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no labels in %s (%v)", dir, err)
	}
	r, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	n, bad := 0, 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		in := bufio.NewScanner(f)
		in.Buffer(nil, 1<<20)
		for in.Scan() {
			var want struct {
				Metric, Measure, Qualifier, Unit, Quote, Context string
				Value, Low, High                                 *string
			}
			if err := json.Unmarshal(in.Bytes(), &want); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			n++
			l := fold.New(want.Context, 0)
			var got []string
			found := false
			for _, m := range r.Find(nil, l, nil) {
				a, b := l.Bytes(m.Start, m.End)
				if m.Name {
					continue
				}
				got = append(got, want.Context[a:b]+" "+text(m.Value)+" "+text(m.Low)+" "+text(m.High)+" "+string(m.Qualifier)+" "+m.Unit)
				found = found || want.Context[a:b] == want.Quote && same(m.Value, want.Value) && same(m.Low, want.Low) && same(m.High, want.High) &&
					string(m.Qualifier) == want.Qualifier && (m.Unit == want.Unit || m.Unit == "tce")
			}
			if !found {
				bad++
				t.Errorf("%s: %s %v %v %v %s %s\n\tin %s\n\tgot %s", filepath.Base(name), want.Quote, str(want.Value), str(want.Low), str(want.High), want.Qualifier, want.Unit,
					want.Context, strings.Join(got, "; "))
			}
		}
		f.Close()
	}
	t.Logf("%d of %d labels found", n-bad, n)
}

func text(d *apd.Decimal) string {
	if d == nil {
		return "-"
	}
	return d.Text('f')
}

func str(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

// same compares without sign: the sign of a decline is for the reader of the sentence.
func same(d *apd.Decimal, want *string) bool {
	if d == nil || want == nil {
		return d == nil && want == nil
	}
	w, _, err := apd.NewFromString(*want)
	if err != nil {
		return false
	}
	var a, b apd.Decimal
	return a.Abs(w).Cmp(b.Abs(d)) == 0
}
