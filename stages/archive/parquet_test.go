package archive

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
	"github.com/google/go-cmp/cmp"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

// TestMain makes the test binary its own child.
func TestMain(m *testing.M) {
	if isolate.IsChild(os.Args) {
		isolate.Main(Handlers())
	}
	os.Exit(m.Run())
}

// isolatedSource reads files behind the process boundary.
func isolatedSource(t testing.TB, cfg Config, files map[string]string) *Source {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := New(cfg, dir)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s.Isolate(exe)
	t.Cleanup(func() { s.Close() })
	return s
}

// parqueted writes a table; build adds its rows.
func parqueted(t testing.TB, fields []arrow.Field, codec compress.Compression, build func(*array.RecordBuilder)) string {
	t.Helper()
	s := arrow.NewSchema(fields, nil)
	var b bytes.Buffer
	w, err := pqarrow.NewFileWriter(s, &b, parquet.NewWriterProperties(parquet.WithCompression(codec), parquet.WithDataPageSize(1<<10), parquet.WithMaxRowGroupLength(50)), pqarrow.DefaultWriterProps())
	if err != nil {
		t.Fatal(err)
	}
	rows := array.NewRecordBuilder(memory.NewGoAllocator(), s)
	build(rows)
	if err := w.WriteBuffered(rows.NewRecord()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestParquetColumns(t *testing.T) {
	cfg := DefaultConfig()
	cfg.Rows.Text, cfg.Rows.Date = []string{"报文", "正文"}, []string{"day", "at", "stamp", "number", "words"}
	text := arrow.Field{Name: "正文", Type: arrow.BinaryTypes.String}
	for _, c := range []struct {
		date arrow.Field
		add  func(array.Builder)
		want string
	}{
		{arrow.Field{Name: "day", Type: arrow.FixedWidthTypes.Date32}, func(b array.Builder) { b.(*array.Date32Builder).Append(19787) }, "2024-03-05"},
		{arrow.Field{Name: "at", Type: &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}}, func(b array.Builder) {
			b.(*array.TimestampBuilder).Append(arrow.Timestamp(time.Date(2024, 3, 5, 16, 0, 0, 0, time.UTC).UnixMicro()))
		}, "2024-03-05"},
		{arrow.Field{Name: "stamp", Type: &arrow.TimestampType{Unit: arrow.Millisecond}}, func(b array.Builder) {
			b.(*array.TimestampBuilder).Append(arrow.Timestamp(time.Date(2024, 3, 5, 16, 0, 0, 0, time.UTC).UnixMilli()))
		}, "2024-03-05"},
		{arrow.Field{Name: "number", Type: arrow.PrimitiveTypes.Int64}, func(b array.Builder) { b.(*array.Int64Builder).Append(20240305) }, "20240305"},
		{arrow.Field{Name: "words", Type: arrow.BinaryTypes.String}, func(b array.Builder) { b.(*array.StringBuilder).Append("2024年3月5日") }, "2024年3月5日"},
		{arrow.Field{Name: "words", Type: arrow.PrimitiveTypes.Float64}, func(b array.Builder) { b.(*array.Float64Builder).Append(1) }, ""},
		{arrow.Field{Name: "words", Type: arrow.BinaryTypes.String, Nullable: true}, func(b array.Builder) { b.AppendNull() }, ""},
	} {
		fields := []arrow.Field{
			{Name: "tags", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true}, text, c.date,
			{Name: "Title", Type: arrow.BinaryTypes.LargeString}, {Name: "url", Type: arrow.BinaryTypes.Binary},
			{Name: "province", Type: arrow.BinaryTypes.String}, {Name: "来源", Type: arrow.BinaryTypes.String},
		}
		body := parqueted(t, fields, compress.Codecs.Snappy, func(r *array.RecordBuilder) {
			r.Field(0).AppendNull()
			r.Field(1).(*array.StringBuilder).Append("甲")
			c.add(r.Field(2))
			r.Field(3).(*array.LargeStringBuilder).Append("题")
			r.Field(4).(*array.BinaryBuilder).Append([]byte("http://a.cn"))
			r.Field(5).(*array.StringBuilder).Append("福建省")
			r.Field(6).(*array.StringBuilder).Append("统计局")
		})
		n := 0
		for d, err := range isolatedSource(t, cfg, map[string]string{"r.parquet": body}).Documents(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			want := pipeline.Hints{Title: "题", URL: "http://a.cn", Publisher: "统计局", Published: c.want, Region: "福建省", Charset: "utf-8"}
			if diff := cmp.Diff(want, d.Hints); show(d) != "r.parquet#1 甲" || diff != "" {
				t.Errorf("%s: %s %s", c.date.Name, show(d), diff)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d rows", c.date.Name, n)
		}
	}
}

// Rows over many pages and row groups come in order and whole.
func TestParquetRows(t *testing.T) {
	fields := []arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true}, {Name: "title", Type: arrow.BinaryTypes.String}}
	for _, codec := range []compress.Compression{compress.Codecs.Uncompressed, compress.Codecs.Gzip, compress.Codecs.Zstd} {
		var want []string
		body := parqueted(t, fields, codec, func(r *array.RecordBuilder) {
			for i := range 230 {
				s := strings.Repeat(string(rune('一'+i%7)), 1+i*i%301)
				path := "r.parquet#" + strings.TrimLeft(string([]byte{byte('0' + (i+1)/100), byte('0' + (i+1)/10%10), byte('0' + (i+1)%10)}), "0")
				if i%11 == 3 {
					r.Field(0).AppendNull()
					s = ""
				} else {
					r.Field(0).(*array.StringBuilder).Append(s)
				}
				r.Field(1).(*array.StringBuilder).Append("题")
				want = append(want, path+" "+s)
			}
		})
		if diff := cmp.Diff(want, seen(t, isolatedSource(t, DefaultConfig(), map[string]string{"r.parquet": body}))); diff != "" {
			t.Errorf("%v: %s", codec, diff)
		}
	}
}

// Without children what needs them is set aside, and says how to be read.
func TestNoChildren(t *testing.T) {
	dir := t.TempDir()
	for name, mark := range map[string]string{"a.7z": "7z\xbc\xaf\x27\x1c", "b.rar": "Rar!\x1a\x07\x01\x00", "c.xz": "\xfd7zXZ\x00", "d.parquet": "PAR1"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(mark+"xxxx"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := New(DefaultConfig(), dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a.7z !unsupported_format", "b.rar !unsupported_format", "c.xz !unsupported_format", "d.parquet !unsupported_format"}
	if diff := cmp.Diff(want, seen(t, s)); diff != "" {
		t.Error(diff)
	}
}
