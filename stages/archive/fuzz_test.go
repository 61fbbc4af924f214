package archive

import (
	"archive/tar"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/parquet/compress"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

// fuzzLimits keep one input of a fuzz target small.
func fuzzLimits() Config {
	cfg := DefaultConfig()
	cfg.Limits.DocumentBytes, cfg.Limits.NestedBytes = 1<<20, 1<<20
	cfg.Limits.TotalBytes, cfg.Limits.RatioFree, cfg.Limits.Entries = 8<<20, 1<<20, 1000
	cfg.Limits.Memory = 192 << 20
	return cfg
}

// walked reads all documents and checks what is true of every ledger. It returns how many there were.
func walked(t *testing.T, s *Source) (n int) {
	for d, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if d.Path == "" || !utf8.ValidString(d.Path) || strings.ContainsAny(d.Path, "\n\r\x1b\x00") {
			t.Fatalf("path %q", d.Path)
		}
		if len(d.Faults) > 0 && (d.State != pipeline.Quarantined || d.Faults[0].Reason == pipeline.StageError) {
			t.Fatalf("%s: %v", d.Path, d.Faults[0])
		}
		if int64(len(d.Raw)) > s.cfg.Limits.DocumentBytes {
			t.Fatalf("%s: %d bytes", d.Path, len(d.Raw))
		}
	}
	return n
}

// fuzzed reads one file under the allocation ceiling: what the limits let through, several times.
func fuzzed(t *testing.T, name string, body []byte) {
	s, err := FromFS(fuzzLimits(), fstest.MapFS{name: {Data: body}})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	walked(t, s)
	runtime.ReadMemStats(&after)
	if used, most := after.TotalAlloc-before.TotalAlloc, uint64(160<<20+400*len(body)); used > most {
		t.Fatalf("%d bytes took %d bytes", len(body), used)
	}
}

func FuzzZip(f *testing.F) {
	for _, s := range []string{zipped(f, "a.txt", "甲"), zipped(f, "a/b.zip", zipped(f, "c.txt.gz", gzipped("乙")), "../d", "丙")} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "a.zip", append([]byte("PK\x03\x04"), b[min(4, len(b)):]...)) })
}

func FuzzTar(f *testing.F) {
	f.Add([]byte(tarred(f, &tar.Header{Name: "a.txt", Typeflag: tar.TypeReg, Linkname: "甲"}, &tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/x"})))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "a.tar", b) })
}

func FuzzCompressed(f *testing.F) {
	f.Add([]byte(gzipped("甲")))
	f.Add([]byte("\x28\xb5\x2f\xfd\x04\x00\x19\x00\x00甲\x00\x00\x00\x00"))
	f.Add([]byte("BZh91AY&SY\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "a.gz", b) })
}

func FuzzWARC(f *testing.F) {
	f.Add([]byte(warcResponse("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n<p>甲")))
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\n甲\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzed(t, "a.warc", append([]byte("WARC/1.0\r\n"), b...)) })
}

func FuzzRows(f *testing.F) {
	f.Add("r.csv", []byte("title,text\n甲,\"乙\n丙\"\n"))
	f.Add("r.tsv", []byte("\xff\xfet\x00e\x00x\x00t\x00\n\x00a\x00"))
	f.Add("r.jsonl", []byte("{\"text\":\"甲\",\"date\":20240101}\n[]\n{\"text\":null}\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		switch filepath.Ext(name) {
		case ".csv", ".tsv", ".jsonl":
			fuzzed(t, "r"+filepath.Ext(name), b)
		}
	})
}

func FuzzNames(f *testing.F) {
	f.Add("../a\n\x1b\xff/b")
	f.Fuzz(func(t *testing.T, s string) {
		name, _ := memberName(s)
		if !utf8.ValidString(name) || strings.ContainsAny(name, "\n\r\x1b\x00") || len(name) > maxName+len("…") {
			t.Fatalf("%q becomes %q", s, name)
		}
	})
}

// FuzzIsolated feeds what is unpacked behind the process boundary; the child's memory limit is the ceiling.
func FuzzIsolated(f *testing.F) {
	exe, err := os.Executable()
	if err != nil {
		f.Fatal(err)
	}
	cfg := fuzzLimits()
	pool := isolate.NewPool(exe, isolate.Limits{Time: 5 * time.Second, Memory: cfg.Limits.Memory, Answer: maxPart})
	f.Cleanup(func() { pool.Close() })
	f.Add([]byte("7z\xbc\xaf\x27\x1c\x00\x04"))
	f.Add([]byte("Rar!\x1a\x07\x01\x00\x33\x92\xb5\xe5\x0a\x01\x05\x06\x00\x05\x01\x01\x80\x80\x00"))
	f.Add([]byte("Rar!\x1a\x07\x00\xcf\x90\x73\x00\x00\x0d\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46"))
	f.Add([]byte(parqueted(f, []arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true}}, compress.Codecs.Zstd, func(r *array.RecordBuilder) {
		for _, s := range []string{"甲", "乙", strings.Repeat("丙", 500)} {
			r.Field(0).(*array.StringBuilder).Append(s)
		}
		r.Field(0).AppendNull()
	})))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := FromFS(cfg, fstest.MapFS{"a.bin": {Data: b}})
		if err != nil {
			t.Fatal(err)
		}
		s.pool = pool
		walked(t, s)
	})
}
