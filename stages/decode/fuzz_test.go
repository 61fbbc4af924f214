package decode

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"zhibiao/pipeline"
	sentence "zhibiao/stages/segment"
)

// ceiling is how many bytes a decoder may allocate for an input: a base for its tables, and a factor.
func ceiling(n int) uint64 { return 24<<20 + uint64(n)*400 }

// fuzzed decodes an input under the allocation ceiling and checks what is true of every document.
func fuzzed(t *testing.T, path string, hints pipeline.Hints, raw []byte) {
	s, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	d := &pipeline.Document{Path: path, Raw: raw, Hints: hints}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err = s.Process(t.Context(), d)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > ceiling(len(raw)) {
		t.Fatalf("%d bytes took %d bytes", len(raw), used)
	}
	if err != nil {
		if f := pipeline.AsFault("", err); f.Reason == pipeline.StageError {
			t.Fatal(err)
		}
		return
	}
	check(t, d)
	if err := sentence.New().Process(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	for _, x := range d.Sentences {
		if !d.Blocks[x.Block].Contains(x.Span) {
			t.Fatalf("sentence %v leaves its block", x.Span)
		}
	}
}

func FuzzHTML(f *testing.F) {
	f.Add("<html><head><title>甲_乙</title></head><body><table><tr><td rowspan=2>a<td colspan=3>1</tr><tr><td>2</table><p>全年增长5%。<br>")
	f.Add("<ul><li><p>一<li>二</ul><nav><a>x</a><h1>甲</h1><script>x</script><%@ y %>")
	f.Fuzz(func(t *testing.T, s string) {
		fuzzed(t, "a.html", pipeline.Hints{Format: "text/html"}, []byte("<p>"+s))
	})
}

func FuzzMarkdown(f *testing.F) {
	f.Add("---\ntitle: 甲\ndate: 2024-03-05\n---\n# 一\n\n|a|b|\n|-|-|\n|1|2|\n\n- x\n[a](b) ![c](d) **e** <b>f</b>\n")
	f.Fuzz(func(t *testing.T, s string) { fuzzed(t, "a.md", pipeline.Hints{}, []byte(s)) })
}

// FuzzFront holds the fast reading of front matter to that of the YAML library.
func FuzzFront(f *testing.F) {
	for _, s := range []string{"title: 甲：乙 \"丙\"\ndate: 2024-03-05 10:00:00 +0800\nurl: http://a.b/c#d\n", "a: 'x'\nb: \"y \"\na: ~\n", "a: b: c\n", "a: b #c", "true: [1]\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		if got := plainFields([]byte(s)); got != nil {
			if want := yamlFields([]byte(s)); len(s) > 0 && !cmp.Equal(got, want) {
				t.Errorf("%q: got %v, want %v", s, got, want)
			}
		}
	})
}

func FuzzPlain(f *testing.F) {
	f.Add("表1\n指标    2024年   2025年\n基站    8600    9000\n\f第二页\n")
	f.Fuzz(func(t *testing.T, s string) { fuzzed(t, "a.txt", pipeline.Hints{Format: "text"}, []byte(s)) })
}

func FuzzCSV(f *testing.F) {
	f.Add("指标,值\n\"基站\",8600\n,\n")
	f.Fuzz(func(t *testing.T, s string) { fuzzed(t, "a.csv", pipeline.Hints{}, []byte(s)) })
}

func FuzzCharset(f *testing.F) {
	f.Add([]byte("\xb9\xab\xb1\xa8\xff\xfe"), "gbk")
	f.Add([]byte("鍒濇�ョ粺璁★紝鍏ㄥ勾鍦板尯鐢熶骇鎬诲�煎叚鍗冮浂涓�鍗佷節浜垮厓锛"), "")
	f.Add([]byte("\xff\xfea\x00"), "utf-16")
	f.Fuzz(func(t *testing.T, raw []byte, hint string) {
		fuzzed(t, "a.txt", pipeline.Hints{Charset: hint}, raw)
		repair([]byte(strings.ToValidUTF8(string(raw), "\ufffd")))
	})
}

func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, s string) { fuzzed(t, "a.docx", pipeline.Hints{}, wordDocument(t, s)) })
}

func FuzzAnswer(f *testing.F) {
	p := newPage(0)
	if err := readCSV(p, []byte("a,b\n1,2\n"), 100); err != nil {
		f.Fatal(err)
	}
	if b, err := p.encode(); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := decodePage(b); err == nil {
			d := &pipeline.Document{}
			finish(d, p)
		}
	})
}

func FuzzDates(f *testing.F) {
	f.Add("2026年2月10日")
	f.Add("t20260203_1.html")
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string) (pipeline.Date, bool){parseDate, pathDate} {
			if d, ok := parse(s); ok {
				if _, err := pipeline.ParseDate(d.String()); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// isolatedFuzz decodes what is parsed behind the process boundary; the child's memory limit is the ceiling.
func isolatedFuzz(f *testing.F, path string) {
	exe, err := os.Executable()
	if err != nil {
		f.Fatal(err)
	}
	cfg := DefaultConfig()
	cfg.Memory = 320 << 20
	cfg.Cache = filepath.Join(os.TempDir(), "zhibiao-fuzz-cache")
	s, err := New(cfg, Isolated(exe))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	f.Fuzz(func(t *testing.T, b []byte) {
		d := &pipeline.Document{Path: path, Raw: b}
		if err := s.Process(t.Context(), d); err != nil {
			if r := pipeline.AsFault("", err).Reason; r == pipeline.StageError {
				t.Fatal(err)
			}
			return
		}
		check(t, d)
	})
}

func FuzzPDF(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n4 0 obj\n<< /Length 44 >>\nstream\nBT /F1 12 Tf 72 700 Td (8600 stations) Tj ET\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"))
	isolatedFuzz(f, "a.pdf")
}

func FuzzXLSX(f *testing.F) {
	w := excelize.NewFile()
	for at, v := range map[string]string{"A1": "指标", "B1": "值", "A2": "基站", "B2": "8600"} {
		if err := w.SetCellStr("Sheet1", at, v); err != nil {
			f.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := w.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	isolatedFuzz(f, "a.xlsx")
}
