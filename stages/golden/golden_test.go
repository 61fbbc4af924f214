package golden_test

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"zhibiao/configs"
	"zhibiao/pipeline"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
	"zhibiao/stages/golden"
)

var update = flag.Bool("update", false, "write testdata/golden/scores.txt")

const scoresFile = "../testdata/golden/scores.txt"

// set is a set of documents with the directory of their labels.
type set struct {
	name   string
	docs   fs.FS
	labels string
}

func sets(t testing.TB) []set {
	t.Helper()
	sample, err := fs.Sub(configs.FS, "sample")
	if err != nil {
		t.Fatal(err)
	}
	return []set{
		{"sample", sample, "../testdata/golden/sample"},
		{"golden", os.DirFS("../testdata/golden/docs"), "../testdata/golden/ann"},
	}
}

// walk carries every document of the set through the stages up to and with the one named last, and
// calls f for each, in order.
func walk(t testing.TB, docs fs.FS, line *stages.Line, last string, f func(*pipeline.Document)) {
	t.Helper()
	src, err := archive.FromFS(archive.DefaultConfig(), docs)
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range src.Documents(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range line.Stages {
			if d.State == pipeline.Empty || slices.ContainsFunc(d.Faults, func(f pipeline.Fault) bool { return f.Severity == pipeline.Fatal }) {
				break
			}
			if err := s.Process(context.Background(), d); err != nil {
				t.Logf("%s: %v", d.Path, err)
				break
			}
			if s.Name() == last {
				break
			}
		}
		f(d)
	}
}

// readAll reads the labels of a set by document.
func readAll(t testing.TB, dir string) map[string][]golden.Label {
	t.Helper()
	names, err := fs.Glob(os.DirFS(dir), "*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string][]golden.Label, len(names))
	for _, n := range names {
		labels, err := golden.Read(os.DirFS(dir), n)
		if err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		out[strings.TrimSuffix(n, ".jsonl")] = labels
	}
	return out
}

func line(t testing.TB) *stages.Line {
	t.Helper()
	l, err := stages.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Labels agree with themselves, each has its document, and each quote stands in the text that
// decoding makes of it.
func TestLabelsStandInTheText(t *testing.T) {
	l := line(t)
	for _, s := range sets(t) {
		t.Run(s.name, func(t *testing.T) {
			labels, texts := readAll(t, s.labels), map[string]string{}
			walk(t, s.docs, l, "decode", func(d *pipeline.Document) {
				texts[golden.ID(d.Path)] += strings.Join(strings.Fields(d.Text), "") + "\n"
			})
			for id, want := range labels {
				text, ok := texts[id]
				if !ok {
					t.Errorf("%s: no document of this name", path.Join(s.labels, id+".jsonl"))
				}
				for _, w := range want {
					if !strings.Contains(text, strings.Join(strings.Fields(w.Quote), "")) {
						t.Errorf("%s:%d: %q is not in the decoded text", path.Join(s.labels, id+".jsonl"), w.Line, w.Quote)
					}
				}
			}
		})
	}
}

// What the line finds is what the labels say. The scores by metric are kept as a file, so that a
// change of quality shows in the diff of the change that made it.
func TestScores(t *testing.T) {
	l, scores := line(t), golden.Scores{}
	for _, s := range sets(t) {
		labels, found := readAll(t, s.labels), map[string][]golden.Label{}
		walk(t, s.docs, l, "observe", func(d *pipeline.Document) {
			id := golden.ID(d.Path)
			found[id] = append(found[id], golden.Found(d.Text, d.Found)...)
		})
		for id, want := range labels {
			diff := golden.Compare(want, found[id])
			scores.Add(diff)
			if text := diff.String(); text != "" {
				t.Errorf("%s:%s", path.Join(s.labels, id+".jsonl"), text)
			}
		}
	}
	var got bytes.Buffer
	if err := scores.Write(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(scoresFile, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(scoresFile)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if diff := changed(string(want), got.String()); diff != "" {
		t.Errorf("scores changed; when that is meant, run the test with -update:%s", diff)
	}
}

// changed lists the lines that differ, those of want with - and those of got with +.
func changed(want, got string) string {
	var b strings.Builder
	side := func(sign, lines, other string) {
		for l := range strings.Lines(lines) {
			if !strings.Contains("\n"+other, "\n"+l) {
				b.WriteString("\n" + sign + " " + strings.TrimSuffix(l, "\n"))
			}
		}
	}
	side("-", want, got)
	side("+", got, want)
	return b.String()
}
