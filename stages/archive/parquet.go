package archive

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	pqfile "github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

// unpackParquet answers with the rows of a Parquet file in which a column holds a document. Pages are
// read as the rows need them.
func unpackParquet(_ context.Context, w *isolate.Work) (err error) {
	defer func() {
		if v := recover(); v != nil { // the library panics on what it did not expect
			err = pipeline.Faultf(stage, pipeline.BrokenContainer, "parquet: %v", v)
		}
	}()
	var names Columns
	if err := gob.NewDecoder(bytes.NewReader(w.Head)).Decode(&names); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	props := parquet.NewReaderProperties(memory.NewGoAllocator())
	props.BufferedStreamEnabled = true
	in := io.NewSectionReader(w, 0, w.Size)
	if mark := make([]byte, 4); w.Size > 12 {
		if _, err := w.ReadAt(mark, w.Size-4); err == nil && string(mark) == "PARE" {
			return pipeline.Faultf(stage, pipeline.EncryptedInput, "parquet with an encrypted footer")
		}
	}
	f, err := pqfile.NewParquetReader(in, pqfile.WithReadProps(props))
	if err != nil {
		return pipeline.Faultf(stage, pipeline.BrokenContainer, "%v", err)
	}
	t, err := newRowTable(f, &names)
	if err != nil {
		return err
	}
	out := newPieces(w)
	for g := range f.NumRowGroups() {
		if err := t.group(f.RowGroup(g), out); err != nil {
			return errors.Join(out.flush(), err)
		}
	}
	return out.flush()
}

// rowTable is the part of a Parquet file that makes documents.
type rowTable struct {
	at  [6]int // columns of the file, in the order of the fields of columns; -1 stands for none
	row int
}

func newRowTable(f *pqfile.Reader, names *Columns) (*rowTable, error) {
	s := f.MetaData().Schema
	flat := make([]string, s.NumColumns())
	for i := range flat {
		if c := s.Column(i); c.MaxRepetitionLevel() == 0 && len(c.ColumnPath()) == 1 {
			flat[i] = c.Name()
		}
	}
	m, ok := names.match(flat)
	if !ok || s.Column(m.text).PhysicalType() != parquet.Types.ByteArray {
		return nil, pipeline.Faultf(stage, pipeline.UnsupportedFormat, "parquet without a column of texts (rows.text)")
	}
	return &rowTable{at: [6]int{m.text, m.title, m.date, m.url, m.publisher, m.region}}, nil
}

// group writes the rows of one row group.
func (t *rowTable) group(g *pqfile.RowGroupReader, out *pieces) error {
	var cols [6]*column
	for i, at := range t.at {
		if at < 0 {
			continue
		}
		var err error
		if cols[i], err = openColumn(g, at); err != nil {
			return err
		}
	}
	because := func(err error) *pipeline.Fault {
		return pipeline.Faultf(stage, pipeline.BrokenContainer, "parquet: %v", err)
	}
	for range g.NumRows() {
		t.row++
		var values [6]string
		var text []byte
		for i, c := range cols {
			if c == nil {
				continue
			}
			v, err := c.next()
			if err != nil {
				return pipeline.Faultf(stage, pipeline.BrokenContainer, "parquet: row %d: %v", t.row, err)
			}
			if i == 0 {
				text = v
			} else {
				values[i] = string(v)
			}
		}
		first := piece{Row: t.row, Hints: pipeline.Hints{
			Title: values[1], Published: values[2], URL: values[3], Publisher: values[4], Region: values[5], Charset: "utf-8",
		}}
		if err := out.member(first, bytes.NewReader(text), because); err != nil {
			return err
		}
	}
	return nil
}

// column reads one column of a row group, value by value: a batch could outlive the page that its texts
// lie in.
type column struct {
	r      pqfile.ColumnChunkReader
	desc   *schema.Column
	maxDef int16
	buf    []byte
}

func openColumn(g *pqfile.RowGroupReader, at int) (*column, error) {
	broken := func(err error) error {
		return pipeline.Faultf(stage, pipeline.BrokenContainer, "parquet: column %d: %v", at+1, err)
	}
	meta, err := g.MetaData().ColumnChunk(at)
	if err != nil {
		return nil, broken(err)
	}
	switch c := meta.Compression(); c {
	case compress.Codecs.Uncompressed, compress.Codecs.Snappy, compress.Codecs.Gzip, compress.Codecs.Brotli, compress.Codecs.Zstd:
	default:
		return nil, pipeline.Faultf(stage, pipeline.UnsupportedFormat, "parquet compressed with %v; write it with zstd", c)
	}
	r, err := g.Column(at)
	if err != nil {
		return nil, broken(err)
	}
	d := r.Descriptor()
	return &column{r: r, desc: d, maxDef: d.MaxDefinitionLevel()}, nil
}

var errShortColumn = errors.New("a column ends early")

// next returns the next value as text, empty for null. It is valid until the next call.
func (c *column) next() ([]byte, error) {
	var def [1]int16
	var n int64
	var got int
	var err error
	c.buf = c.buf[:0]
	switch r := c.r.(type) {
	case *pqfile.ByteArrayColumnChunkReader:
		var v [1]parquet.ByteArray
		if n, got, err = r.ReadBatch(1, v[:], def[:], nil); got > 0 {
			c.buf = append(c.buf, v[0]...)
		}
	case *pqfile.Int32ColumnChunkReader:
		var v [1]int32
		if n, got, err = r.ReadBatch(1, v[:], def[:], nil); got > 0 {
			c.buf = c.whole(int64(v[0]))
		}
	case *pqfile.Int64ColumnChunkReader:
		var v [1]int64
		if n, got, err = r.ReadBatch(1, v[:], def[:], nil); got > 0 {
			c.buf = c.whole(v[0])
		}
	case *pqfile.Int96ColumnChunkReader:
		var v [1]parquet.Int96
		if n, got, err = r.ReadBatch(1, v[:], def[:], nil); got > 0 {
			c.buf = v[0].ToTime().UTC().AppendFormat(c.buf, time.DateOnly)
		}
	default: // no text and no date
		return nil, nil
	}
	if err == nil && n == 0 {
		err = errShortColumn
	}
	return c.buf, err
}

// whole writes a number, or the day that it stands for.
func (c *column) whole(v int64) []byte {
	var t time.Time
	switch l := c.desc.LogicalType().(type) {
	case schema.DateLogicalType:
		t = time.Unix(v*86400, 0)
	case *schema.DateLogicalType:
		t = time.Unix(v*86400, 0)
	case schema.TimestampLogicalType:
		t = moment(v, l.TimeUnit())
	case *schema.TimestampLogicalType:
		t = moment(v, l.TimeUnit())
	default:
		switch c.desc.ConvertedType() {
		case schema.ConvertedTypes.Date:
			t = time.Unix(v*86400, 0)
		case schema.ConvertedTypes.TimestampMillis:
			t = time.UnixMilli(v)
		case schema.ConvertedTypes.TimestampMicros:
			t = time.UnixMicro(v)
		default:
			return strconv.AppendInt(c.buf, v, 10)
		}
	}
	return t.UTC().AppendFormat(c.buf, time.DateOnly)
}

func moment(v int64, unit schema.TimeUnitType) time.Time {
	switch unit {
	case schema.TimeUnitMillis:
		return time.UnixMilli(v)
	case schema.TimeUnitNanos:
		return time.Unix(0, v)
	}
	return time.UnixMicro(v)
}
