package table

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// CreatedBy stands in every file in place of the library's version, so that the bytes depend on
// zhibiao alone.
const CreatedBy = "zhibiao"

// A row group is cut at whichever limit comes first. Both are counted from the rows, never from
// timing or free memory, so the cuts are the same in every run.
const (
	groupRows  = 64 << 10
	groupBytes = 48 << 20
)

// Alternative is one element of an Alternatives column.
type Alternative struct {
	Value     float64 // NaN: null
	ObsID     string
	Published pipeline.Date
}

// Writer writes the rows of one Parquet file. The columns of a row are appended in the table's order,
// then EndRow closes the row; an append that does not fit its column is a bug and panics. A Writer is
// for one goroutine.
//
// Arrow's statistics keep pointing into the batches until the footer is written, so batches are
// released at Close alone; a caller bounds memory by the size of a file, and Size tells it.
type Writer struct {
	t    *Table
	b    *array.RecordBuilder
	cols []array.Builder
	pw   *pqarrow.FileWriter
	held []arrow.Record
	meta [][2]string

	col         int
	rows, total int64
	size, bytes int64
}

// Options says how a file is written.
type Options struct {
	Allocator memory.Allocator
	// Metadata (pairs of key and value) goes into the file's metadata.
	Metadata [][2]string
	// Scratch files are compressed for speed: they are read back once.
	Scratch bool
}

// NewWriter starts a Parquet file of the table on w.
func NewWriter(w io.Writer, t *Table, o Options) (*Writer, error) {
	schema, mem := t.Schema(), o.Allocator
	opts := []parquet.WriterProperty{
		parquet.WithAllocator(mem),
		parquet.WithCreatedBy(CreatedBy),
		parquet.WithDictionaryDefault(true),
		parquet.WithDataPageVersion(parquet.DataPageV2),
		parquet.WithVersion(parquet.V2_LATEST),
		// Version 2 pages take their count of nulls from the statistics, so those stay on for every
		// column; long smallest and largest values (whole sentences) are left out by their size.
		parquet.WithStats(true),
		parquet.WithMaxStatsSize(64),
		parquet.WithRootName(t.Name),
	}
	if o.Scratch {
		opts = append(opts, parquet.WithCompression(compress.Codecs.Snappy))
	} else {
		// The library makes a new encoder for every page. At this level one costs a tenth of the
		// default's, which counts as most pages are small.
		opts = append(opts, parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCompressionLevel(1))
	}
	pw, err := pqarrow.NewFileWriter(schema, hideCloser{w}, parquet.NewWriterProperties(opts...),
		pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema(), pqarrow.WithAllocator(mem)))
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.Name, err)
	}
	b := array.NewRecordBuilder(mem, schema)
	return &Writer{t: t, b: b, cols: b.Fields(), pw: pw, meta: o.Metadata}, nil
}

// hideCloser keeps the Parquet writer from closing a file that the caller has yet to sync.
type hideCloser struct{ io.Writer }

// Table returns the table that is written.
func (w *Writer) Table() *Table { return w.t }

// Rows is the number of rows so far, Size a measure of their bytes in memory.
func (w *Writer) Rows() int64 { return w.total + w.rows }
func (w *Writer) Size() int64 { return w.bytes + w.size }

func (w *Writer) next(want ...Type) (array.Builder, *Column) {
	c := &w.t.Columns[w.col]
	for _, t := range want {
		if c.Type == t {
			w.col++
			return w.cols[w.col-1], c
		}
	}
	panic(fmt.Sprintf("table %s: column %s is %s", w.t.Name, c.Name, c.Type))
}

func (w *Writer) null(b array.Builder, c *Column) {
	if !c.Nullable {
		panic(fmt.Sprintf("table %s: column %s: null in a required column", w.t.Name, c.Name))
	}
	w.size++
	b.AppendNull()
}

// Text appends a string; in a nullable column "" is null.
func (w *Writer) Text(s string) {
	b, c := w.next(String, Dict)
	if s == "" && c.Nullable {
		w.null(b, c)
		return
	}
	w.appendText(b, s)
}

func (w *Writer) appendText(b array.Builder, s string) {
	if !utf8.ValidString(s) { // names of archive members
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	w.size += int64(len(s)) + 4
	b.(*array.StringBuilder).Append(s)
}

// Number appends d to a Float64 or Decimal column; nil is null, and so is a number that a Decimal
// does not hold exactly.
func (w *Writer) Number(d *apd.Decimal) {
	b, c := w.next(Float64, Decimal)
	if d == nil {
		w.null(b, c)
		return
	}
	w.size += 16
	if c.Type == Float64 {
		b.(*array.Float64Builder).Append(Float(d))
		return
	}
	if n, ok := toDecimal128(d); ok {
		b.(*array.Decimal128Builder).Append(n)
		return
	}
	w.null(b, c)
}

// Float appends v to a floating point column; NaN is null.
func (w *Writer) Float(v float64) {
	b, c := w.next(Float64, Float32)
	w.size += 8
	switch {
	case math.IsNaN(v):
		w.null(b, c)
	case c.Type == Float64:
		b.(*array.Float64Builder).Append(v)
	default:
		b.(*array.Float32Builder).Append(float32(v))
	}
}

// Int appends v to an integer column.
func (w *Writer) Int(v int64) {
	b, _ := w.next(Int16, Int32, Int64)
	w.size += 8
	switch b := b.(type) {
	case *array.Int16Builder:
		b.Append(int16(v))
	case *array.Int32Builder:
		b.Append(int32(v))
	case *array.Int64Builder:
		b.Append(v)
	}
}

// IntOr appends v, or null where v is the given value for unknown.
func (w *Writer) IntOr(v, unknown int64) {
	if v == unknown {
		w.Null()
		return
	}
	w.Int(v)
}

// Bool appends v.
func (w *Writer) Bool(v bool) {
	b, _ := w.next(Bool)
	w.size++
	b.(*array.BooleanBuilder).Append(v)
}

// Date appends d; the zero Date is null.
func (w *Writer) Date(d pipeline.Date) {
	b, c := w.next(Date)
	if d.IsZero() {
		w.null(b, c)
		return
	}
	w.size += 4
	b.(*array.Date32Builder).Append(arrow.Date32(d.Days()))
}

// Strings appends a list.
func (w *Writer) Strings(list []string) {
	b, _ := w.next(Strings)
	lb := b.(*array.ListBuilder)
	lb.Append(true)
	w.size += 4
	for _, s := range list {
		w.appendText(lb.ValueBuilder(), s)
	}
}

// Alternatives appends a list.
func (w *Writer) Alternatives(list []Alternative) {
	b, _ := w.next(Alternatives)
	lb := b.(*array.ListBuilder)
	lb.Append(true)
	sb := lb.ValueBuilder().(*array.StructBuilder)
	value, id, published := sb.FieldBuilder(0).(*array.Float64Builder), sb.FieldBuilder(1), sb.FieldBuilder(2).(*array.Date32Builder)
	w.size += 4
	for _, a := range list {
		sb.Append(true)
		if math.IsNaN(a.Value) {
			value.AppendNull()
		} else {
			value.Append(a.Value)
		}
		w.appendText(id, a.ObsID)
		if a.Published.IsZero() {
			published.AppendNull()
		} else {
			published.Append(arrow.Date32(a.Published.Days()))
		}
		w.size += 12
	}
}

// Null appends null to the next column.
func (w *Writer) Null() {
	c := &w.t.Columns[w.col]
	w.col++
	w.null(w.cols[w.col-1], c)
}

// EndRow closes the row.
func (w *Writer) EndRow() error {
	if w.col != len(w.cols) {
		panic(fmt.Sprintf("table %s: row ends after %d of %d columns", w.t.Name, w.col, len(w.cols)))
	}
	w.col = 0
	w.rows++
	if w.rows >= groupRows || w.size >= groupBytes {
		return w.flush()
	}
	return nil
}

func (w *Writer) flush() error {
	rec := w.b.NewRecord()
	w.held = append(w.held, rec)
	w.total, w.rows = w.total+w.rows, 0
	w.bytes, w.size = w.bytes+w.size, 0
	if err := w.pw.Write(rec); err != nil {
		return fmt.Errorf("table %s: %w", w.t.Name, err)
	}
	return nil
}

// Close writes what is buffered and the footer. It does not close the underlying writer.
func (w *Writer) Close() (err error) {
	if w.rows > 0 {
		err = w.flush()
	}
	for _, kv := range w.meta {
		if err == nil {
			err = w.pw.AppendKeyValueMetadata(kv[0], kv[1])
		}
	}
	if e := w.pw.Close(); err == nil {
		err = e
	}
	w.release()
	return err
}

func (w *Writer) release() {
	for _, r := range w.held {
		r.Release()
	}
	w.held = nil
	w.b.Release()
}
