package archive

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkZip reads an archive of pages.
func BenchmarkZip(b *testing.B) {
	const pages = 500
	var files []string
	size := 0
	for i := range pages {
		var page strings.Builder
		for k := range 60 {
			fmt.Fprintf(&page, "<p style=\"text-indent: 2em\">%d年，全市第%d类企业完成营业收入%d.%d亿元，同比增长%d.%d%%。</p>\n", 1990+k%36, i, i*k, k%10, k%20, i%10)
		}
		files = append(files, fmt.Sprintf("posts/%d.html", i), page.String())
		size += page.Len()
	}
	path := filepath.Join(b.TempDir(), "a.zip")
	if err := os.WriteFile(path, []byte(zipped(b, files...)), 0o600); err != nil {
		b.Fatal(err)
	}
	src, err := New(DefaultConfig(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	count := 0
	for b.Loop() {
		count = 0
		for d, err := range src.Documents(b.Context()) {
			if err != nil || len(d.Faults) > 0 {
				b.Fatal(d, err)
			}
			count++
		}
	}
	if count != pages {
		b.Fatalf("%d documents, want %d", count, pages)
	}
}
