package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

// extremes measures very many documents and a very long one, once each.
func (l *lab) extremes(*inputs) error {
	if l.short {
		return nil
	}
	many, long := l.dir+"/many.zip", l.dir+"/long.txt"
	n, err := manyDocuments(many, l.many)
	if err != nil {
		return err
	}
	if err := longDocument(long, l.size*1_000_000); err != nil {
		return err
	}
	t := l.out.table("Extremes", "One run each, as these take minutes.", "what", "input", "time", "processor time", "finds", "peak memory")
	raised := []string{"ZHIBIAO_LIMITS_DOCUMENT_BYTES=1G", "ZHIBIAO_LIMITS_TEXT_BYTES=1G", "ZHIBIAO_LIMITS_TIME=1h"}
	for _, c := range []struct {
		name, about, input string
		bytes              int64
		env                []string
		state              string
	}{
		{"many documents", fmt.Sprintf("%d documents of two sentences", l.many), many, n, nil, "extracted"},
		{"long, by default", fmt.Sprintf("one text of %d MB: set aside by `limits.document_bytes`", l.size), long, int64(l.size) * 1e6, nil, "quarantined"},
		{"long", fmt.Sprintf("one text of %d MB, with `limits.document_bytes`, `text_bytes` and `time` raised", l.size), long, int64(l.size) * 1e6, raised, "extracted"},
	} {
		want := 1
		if c.input == many {
			want = l.many
		}
		run := l.run(c.name, c.input, want, &result{state: c.state}, "--workers", "1", "--max-quarantine", "1")
		run.env = c.env
		s, err := l.once(run)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%-40s %10v  %s\n", c.name, round(s.wall), memory(s.peak))
		t.row(c.about, megabytes(c.bytes), seconds(s.wall), seconds(s.cpu), fmt.Sprintf("%d quantities", s.count), memory(s.peak))
	}
	return os.Remove(many)
}

// manyDocuments writes an archive of n small texts, no two the same.
func manyDocuments(path string, n int) (bytes int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buf := bufio.NewWriterSize(f, 1<<20)
	z := zip.NewWriter(buf)
	for i := range n {
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%04d/%07d.txt", i/1000, i), Method: zip.Store})
		if err != nil {
			return 0, err
		}
		text := fmt.Sprintf("%d年，第%d号简报。全市地区生产总值%d.%d亿元，比上年增长%d.%d%%。\n", 2000+i%24, i, 100+i%9000, i%10, i%9+1, i%10)
		bytes += int64(len(text))
		if _, err := io.WriteString(w, text); err != nil {
			return 0, err
		}
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	if err := buf.Flush(); err != nil {
		return 0, err
	}
	return bytes, f.Close()
}

// longDocument writes a text of about n bytes, in paragraphs of some sentences.
func longDocument(path string, n int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for i, written := 0, 0; written < n; i++ {
		text := fmt.Sprintf("%d年，第%d个县地区生产总值%d.%d亿元，比上年增长%d.%d%%。%s\n", 2000+i%24, i, 100+i%9000, i%10, i%9+1, i%10,
			strings.Repeat("全县上下坚持稳中求进工作总基调，经济运行总体平稳。", i%8))
		w.WriteString(text) //nolint:errcheck // Flush tells
		written += len(text)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
