package stages_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"zhibiao/configs"
	"zhibiao/internal/race"
	"zhibiao/metrics/fold"
	"zhibiao/pipeline"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// TestMain makes the test binary its own child.
func TestMain(m *testing.M) {
	decode.ChildMain()
	os.Exit(m.Run())
}

// wantDocuments is how many documents make the round trips.
const wantDocuments = 50

// prose returns the documents of the sample and of the golden set that have observations and no table:
// a table has no one form in a column of text.
func prose(t *testing.T, l *stages.Line) []*pipeline.Document {
	t.Helper()
	var docs []*pipeline.Document
	seen := map[string]bool{}
	for _, root := range []struct {
		fs  fs.FS
		dir string
	}{{configs.FS, "sample"}, {os.DirFS("testdata/golden"), "docs"}} {
		err := fs.WalkDir(root.fs, root.dir, func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !slices.Contains([]string{".md", ".html", ".txt"}, path.Ext(p)) || len(docs) == wantDocuments {
				return err
			}
			raw, err := fs.ReadFile(root.fs, p)
			if err != nil {
				return err
			}
			d := walk(l, p, raw, len(l.Stages))
			if found(d) < 2 || len(d.Tables) > 0 || d.Meta.Title == "" || d.Script == "traditional" || seen[d.TextSHA256] {
				return nil
			}
			seen[d.TextSHA256] = true
			if d.Meta.URL == "" {
				d.Meta.URL = fmt.Sprintf("http://www.example.com/%d.html", len(docs))
			}
			docs = append(docs, d)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return docs
}

// said is what a document's observations say, without the places where they say it.
func said(d *pipeline.Document) []string {
	var out []string
	if d == nil || d.Found == nil {
		return out
	}
	for i := range d.Found.Observations {
		o := &d.Found.Observations[i]
		out = append(out, fmt.Sprint(o.Metric, " ", o.Measure, " ", o.Value, " ", o.Low, " ", o.High, " ", o.Qualifier, " ", o.Unit, " ", o.Region, " ", o.Period, " ", o.Status, " ", o.Basis, " ", o.Entity))
	}
	slices.Sort(out)
	return out
}

// traditional writes a text in the other script with the characters that fold to the given ones. It is not
// how one writes, but what is read is the same.
func traditional() *strings.Replacer {
	var pairs []string
	done := map[rune]bool{}
	big5 := traditionalchinese.Big5.NewEncoder()
	for r := rune(0x4E00); r < 0xA000; r++ {
		s := fold.Rune(r)
		if s == r || done[s] {
			continue
		}
		if _, err := big5.String(string(s)); err == nil {
			continue // it is used in both
		}
		if _, err := big5.String(string(r)); err != nil {
			continue
		}
		done[s] = true
		pairs = append(pairs, string(s), string(r))
	}
	return strings.NewReplacer(pairs...)
}

// exceptions are documents that say less, or other things, in a format, and why.
var exceptions = map[string]string{
	"csv digest-headings.md":     headless,
	"jsonl digest-headings.md":   headless,
	"parquet digest-headings.md": headless,
	"big5 digest-headings.md":    headless,
}

// The digest's items stand under headings that name no period of their own.
const headless = "a column of text does not say which lines are headings, so that a heading takes the period of the document"

func TestRoundTrips(t *testing.T) {
	cfg := decode.DefaultConfig()
	cfg.Time = race.Time * time.Minute // the PDF parser is compiled within
	l, err := stages.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	docs := prose(t, l)
	if len(docs) < wantDocuments {
		t.Fatalf("%d documents, want %d", len(docs), wantDocuments)
	}
	used := map[string]bool{}
	compare := func(format string, want, got *pipeline.Document) {
		t.Helper()
		diff := cmp.Diff(said(want), said(got))
		key := format + " " + path.Base(want.Path)
		if why := exceptions[key]; why != "" && diff != "" {
			used[key] = true
			return
		}
		if diff != "" {
			text := ""
			if got != nil {
				text = got.Text
				if len(got.Faults) > 0 {
					text = got.Faults[0].Error()
				}
			}
			t.Errorf("%s: %s\n%.1500s", key, diff, text)
		}
	}

	big5 := traditional()
	left := 0
	for i, d := range docs {
		text := writeText(d)
		gb, ok1 := encoded(simplifiedchinese.GB18030, text)
		u16, ok2 := encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text)
		if !ok1 || !ok2 {
			t.Fatalf("%s cannot be encoded", d.Path)
		}
		for _, f := range []struct {
			name, ext string
			raw       []byte
		}{
			{"html", "html", writeHTML(d)}, {"docx", "docx", writeDOCX(d)}, {"xlsx", "xlsx", writeXLSX(d)}, {"pdf", "pdf", writePDF(d)},
			{"text", "txt", []byte(text)}, {"gb18030", "txt", gb}, {"utf-16", "txt", u16},
		} {
			compare(f.name, d, walk(l, fmt.Sprintf("%d.%s", i, f.ext), f.raw, len(l.Stages)))
		}
		if b, ok := encoded(traditionalchinese.Big5, big5.Replace(text)); ok {
			compare("big5", d, walk(l, fmt.Sprintf("%d.txt", i), b, len(l.Stages)))
		} else {
			left++ // ℃ and the like are not in Big5
		}
	}
	if left > wantDocuments/4 {
		t.Errorf("%d documents are not in Big5", left)
	}

	dir := t.TempDir()
	containers := fstest.MapFS{
		"r.csv": {Data: writeCSV(t, docs)}, "r.jsonl": {Data: writeJSONL(t, docs)},
		"r.parquet": {Data: writeParquet(t, docs)}, "r.warc": {Data: writeWARC(docs)},
	}
	if err := os.CopyFS(dir, containers); err != nil {
		t.Fatal(err)
	}
	src, err := archive.New(archive.DefaultConfig(), dir)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	src.Isolate(exe)
	defer src.Close()
	n := map[string]int{}
	for d, err := range src.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		file, _, _ := strings.Cut(d.Path, "#")
		for _, s := range l.Stages {
			if len(d.Faults) > 0 || s.Process(t.Context(), d) != nil {
				break
			}
		}
		if i := n[file]; i < len(docs) {
			compare(strings.TrimPrefix(path.Ext(file), "."), docs[i], d)
		}
		n[file]++
	}
	for file := range containers {
		if n[file] != len(docs) {
			t.Errorf("%s: %d documents", file, n[file])
		}
	}
	for key := range exceptions {
		if !used[key] {
			t.Errorf("%s is no exception any more", key)
		}
	}
}
