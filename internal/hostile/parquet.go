package hostile

import (
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
)

// parqueted makes a Parquet file of text columns; rows are given one after another, groups of them in
// row groups of their own.
func parqueted(codec compress.Compression, columns []string, groups ...[]string) string {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c, Type: arrow.BinaryTypes.String, Nullable: true}
	}
	s := arrow.NewSchema(fields, nil)
	var b bytes.Buffer
	w, err := pqarrow.NewFileWriter(s, &b, parquet.NewWriterProperties(parquet.WithCompression(codec)), pqarrow.DefaultWriterProps())
	if err != nil {
		panic(err)
	}
	for _, values := range groups {
		rows := array.NewRecordBuilder(memory.NewGoAllocator(), s)
		for i, v := range values {
			f := rows.Field(i % len(columns)).(*array.StringBuilder)
			if v == null {
				f.AppendNull()
			} else {
				f.Append(v)
			}
		}
		if err := w.Write(rows.NewRecord()); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// null stands for no value in a row of a Parquet file.
const null = "\x00null"

// parquetCases are tables of documents in Parquet.
func parquetCases() []Case {
	c := func(name, body string, want ...string) Case {
		return Case{Name: name, Files: map[string][]byte{"r.parquet": []byte(body)}, Want: want}
	}
	cols := []string{"title", "text"}
	good := parqueted(compress.Codecs.Zstd, cols, []string{"甲", Prose, "乙", ""})
	plain := parqueted(compress.Codecs.Uncompressed, cols, []string{"甲", Prose, "乙", Prose})
	two := parqueted(compress.Codecs.Uncompressed, cols, []string{"甲", Prose}, []string{"乙", strings.Repeat("中", 3000)})
	head := strings.Index(two, "中中中") - 40 // within the page header and the levels
	footer := func(n uint32) string {
		return good[:len(good)-8] + string(binary.LittleEndian.AppendUint32(nil, n)) + "PAR1"
	}
	return []Case{
		c("parquet", good, "r.parquet#1 extracted", "r.parquet#2 empty"),
		c("parquet without compression", plain, "r.parquet#1 extracted", "r.parquet#2 extracted"),
		c("parquet with snappy", parqueted(compress.Codecs.Snappy, cols, []string{"甲", Prose}), "r.parquet#1 extracted"),
		c("parquet with brotli", parqueted(compress.Codecs.Brotli, cols, []string{"甲", Prose}), "r.parquet#1 extracted"),
		c("parquet with nulls", parqueted(compress.Codecs.Zstd, cols, []string{null, null, null, Prose}), "r.parquet#1 empty", "r.parquet#2 extracted"),
		c("parquet without rows", parqueted(compress.Codecs.Zstd, cols)),
		c("parquet without a column of texts", parqueted(compress.Codecs.Zstd, []string{"地区", "基站"}, []string{"东山", "8600"}), "r.parquet quarantined unsupported_format"),
		c("parquet with a page in a row", parqueted(compress.Codecs.Zstd, cols, []string{"甲", "<html><body><p>" + Prose + "</p></body></html>"}), "r.parquet#1 extracted"),
		c("parquet with noise in a row", parqueted(compress.Codecs.Zstd, cols, []string{"甲", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 100), "乙", Prose}), "r.parquet#1 quarantined unsupported_format", "r.parquet#2 extracted"),
		c("parquet with a row that is too long", parqueted(compress.Codecs.Zstd, cols, []string{"甲", strings.Repeat("长", 25<<20), "乙", Prose}), "r.parquet#1 quarantined expansion_ratio"),
		c("cut parquet", good[:len(good)/2], "r.parquet quarantined broken_container"),
		c("parquet without its beginning", "PAR1"+good[60:], "r.parquet quarantined broken_container"),
		c("parquet with a damaged row group", two[:head]+strings.Repeat("\xff", 9)+two[head+9:], "r.parquet#1 extracted", "r.parquet quarantined *"),
		c("parquet with a lying footer", footer(1<<31), "r.parquet quarantined broken_container"),
		c("parquet with an empty footer", footer(0), "r.parquet quarantined broken_container"),
		c("parquet of footers", "PAR1"+strings.Repeat("\x15\x02\x19", 2000)+string(binary.LittleEndian.AppendUint32(nil, 6000))+"PAR1", "r.parquet quarantined *"),
		c("encrypted parquet", good[:len(good)-4]+"PARE", "r.parquet quarantined encrypted"),
		{Name: "parquet in a zip", Files: map[string][]byte{"a.zip": []byte(zipped("b/r.parquet", good))}, Want: []string{"a.zip!b/r.parquet#1 extracted", "a.zip!b/r.parquet#2 empty"}},
	}
}
