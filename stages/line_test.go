package stages_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"zhibiao/configs"
	"zhibiao/pipeline"
	"zhibiao/stages"
	"zhibiao/stages/decode"
)

// sample returns the pages and posts of the embedded sample.
func sample(tb testing.TB) map[string][]byte {
	tb.Helper()
	docs := map[string][]byte{}
	err := fs.WalkDir(configs.FS, "sample", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !(strings.HasSuffix(p, ".md") || strings.HasSuffix(p, ".html")) {
			return err
		}
		docs[p], err = fs.ReadFile(configs.FS, p)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return docs
}

func line(tb testing.TB) *stages.Line {
	tb.Helper()
	l, err := stages.New(decode.DefaultConfig())
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// walk sends one document down the first n stages.
func walk(l *stages.Line, path string, raw []byte, n int) *pipeline.Document {
	d := &pipeline.Document{Path: path, Raw: raw, Bytes: int64(len(raw))}
	for _, s := range l.Stages[:n] {
		if err := s.Process(context.Background(), d); err != nil {
			break // a document that cannot be decoded is not extracted
		}
	}
	return d
}

// found counts what the sample yields; every run must find as much as the first.
func found(d *pipeline.Document) int {
	if d.Found == nil {
		return 0
	}
	return len(d.Found.Observations)
}

func BenchmarkLine(b *testing.B) {
	l, docs := line(b), sample(b)
	bytes, want := 0, 0
	for p, raw := range docs {
		bytes += len(raw)
		want += found(walk(l, p, raw, len(l.Stages)))
	}
	if want < 300 {
		b.Fatalf("the sample yields %d observations, want 300 and more", want)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		got := 0
		for p, raw := range docs {
			got += found(walk(l, p, raw, len(l.Stages)))
		}
		if got != want {
			b.Fatalf("%d observations, want %d", got, want)
		}
	}
	b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "docs/s")
}

func BenchmarkExtract(b *testing.B) {
	l := line(b)
	var docs []*pipeline.Document
	bytes, want := 0, 0
	for p, raw := range sample(b) {
		d := walk(l, p, raw, 2)
		if d.Text == "" {
			continue
		}
		if err := l.Extractor.Extract(d); err != nil {
			b.Fatal(err)
		}
		docs = append(docs, d)
		bytes += len(d.Text)
		want += found(d)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		got := 0
		for _, d := range docs {
			d.Faults = nil
			if err := l.Extractor.Extract(d); err != nil {
				b.Fatal(err)
			}
			got += found(d)
		}
		if got != want {
			b.Fatalf("%d observations, want %d", got, want)
		}
	}
	b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "docs/s")
}
