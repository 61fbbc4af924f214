package golden_test

import (
	"bufio"
	"io/fs"
	"os"
	"strings"
	"testing"

	"zhibiao/configs"
	"zhibiao/pipeline"
	"zhibiao/stages/golden"
)

// Every document of the sample ends in the state that the manifest gives for it, and the manifest
// names every document: what is empty, broken or told twice is accounted for.
func TestSampleStates(t *testing.T) {
	want := manifest(t, "../testdata/golden/sample/manifest.tsv")
	sample, err := fs.Sub(configs.FS, "sample")
	if err != nil {
		t.Fatal(err)
	}
	var (
		texts = map[string]bool{}
		seen  = map[string]bool{}
	)
	walk(t, sample, line(t), "decode", func(d *pipeline.Document) {
		name, _, _ := strings.Cut(d.Path, "#")
		seen[name] = true
		got := pipeline.Extracted
		switch {
		case d.State == pipeline.Empty:
			got = pipeline.Empty
		case d.Text == "":
			got = pipeline.Quarantined
		case texts[d.TextSHA256]:
			got = pipeline.Duplicate
		}
		texts[d.TextSHA256] = true
		// Which of two equal documents is the copy is for the order of the walk to say.
		if twin := want[name] == pipeline.Duplicate || got == pipeline.Duplicate; got != want[name] && !twin {
			t.Errorf("%s: %s, the manifest says %q", d.Path, got, want[name])
		}
	})
	for name := range want {
		if !seen[name] {
			t.Errorf("%s: in the manifest and not in the sample", name)
		}
	}
}

// manifest reads path and state of every document.
func manifest(t *testing.T, file string) map[string]pipeline.State {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]pipeline.State{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if cols := strings.Split(s.Text(), "\t"); len(cols) == 3 && !strings.HasPrefix(cols[0], "#") {
			out[cols[0]] = pipeline.State(cols[1])
		}
	}
	return out
}

func TestID(t *testing.T) {
	for _, c := range [][2]string{
		{"posts/2022-01-20-a.md", "2022-01-20-a"},
		{"x.zip!b/c.d.html", "c.d"},
		{"tables/rows.csv#12", "rows"},
		{"plain", "plain"},
	} {
		if got := golden.ID(c[0]); got != c[1] {
			t.Errorf("ID(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}
