package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"zhibiao/stages/decode"
)

// extremes measures very many documents and very long ones, once each.
func (l *lab) extremes(*inputs) error {
	if l.short {
		return nil
	}
	many, long, longest := l.dir+"/many.zip", l.dir+"/long.txt", l.dir+"/longest.txt"
	n, err := manyDocuments(many, l.many)
	if err != nil {
		return err
	}
	defer os.Remove(many)
	most := decode.DefaultConfig().TextBytes
	if err := longDocument(long, l.size*1_000_000); err != nil {
		return err
	}
	if err := longDocument(longest, most-1000); err != nil {
		return err
	}
	t := l.out.table("Extremes", "One run each, with one worker.", "what", "bytes", "time", "processor time", "finds", "peak memory")
	for _, c := range []struct {
		about, input string
		bytes        int64
		documents    int
		state        string
	}{
		{fmt.Sprintf("%d documents of two sentences in one zip, whose directory is a quarter of the memory", l.many), many, n, l.many, "extracted"},
		{fmt.Sprintf("one text of %d MB: set aside, as it is longer than `limits.document_bytes`", l.size), long, int64(l.size) * 1e6, 1, "quarantined"},
		{"one text as long as `limits.text_bytes` allows", longest, int64(most), 1, "extracted"},
	} {
		s, err := l.once(l.run(c.about, c.input, c.documents, &result{state: c.state}, "--workers", "1"))
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%-40s %10v  %s\n", path.Base(c.input), round(s.wall), memory(s.peak))
		t.row(c.about, megabytes(c.bytes), seconds(s.wall), seconds(s.cpu), fmt.Sprintf("%d quantities", s.count), memory(s.peak))
	}
	return nil
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
		text := fmt.Sprintf("%d年，安徽省地区生产总值%d.%d亿元，比上年增长%d.%d%%。第%d号简报。\n", 2000+i%24, 100+i%9000, i%10, i%9+1, i%10, i)
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
		text := fmt.Sprintf("%d年，安徽省地区生产总值%d.%d亿元，比上年增长%d.%d%%。%s第%d段。\n", 2000+i%24, 100+i%9000, i%10, i%9+1, i%10,
			strings.Repeat("全县上下坚持稳中求进工作总基调，经济运行总体平稳。", i%8), i)
		w.WriteString(text) //nolint:errcheck // Flush tells
		written += len(text)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
