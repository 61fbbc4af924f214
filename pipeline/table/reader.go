package table

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"zhibiao/pipeline"
)

// Row is one row that is read. It is valid until the next step of the iteration; its strings are
// copies only where the caller makes them (strings.Clone).
type Row struct {
	cols []arrow.Array
	i    int
}

// Read yields the rows of one Parquet file with the given columns in the given order; nil means all.
// A damaged file ends the iteration with an error, never with a panic.
func Read(ctx context.Context, r parquet.ReaderAtSeeker, t *Table, columns []string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := read(ctx, r, t, columns, func(row Row) bool { return yield(row, nil) }); err != nil {
			yield(Row{}, err)
		}
	}
}

// read returns nil when yield stopped it.
func read(ctx context.Context, r parquet.ReaderAtSeeker, t *Table, columns []string, yield func(Row) bool) error {
	want := columns
	if want == nil {
		for _, c := range t.Columns {
			want = append(want, c.Name)
		}
	}
	var rr pqarrow.RecordReader
	total, seen := int64(0), int64(0)
	err := guard(func() (err error) {
		rr, total, err = open(ctx, r, want)
		return err
	})
	if err != nil {
		return fmt.Errorf("table %s: %w", t.Name, err)
	}
	if rr == nil {
		return nil
	}
	defer rr.Release()
	cols := make([]arrow.Array, len(want))
	for {
		var rec arrow.Record
		err := guard(func() error {
			if rr.Next() {
				rec = rr.Record()
				return nil
			}
			if err := rr.Err(); err != nil && !errors.Is(err, io.EOF) {
				return err
			}
			return ctx.Err()
		})
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		if rec == nil {
			break
		}
		for i, name := range want {
			at := rec.Schema().FieldIndices(name)
			if len(at) != 1 {
				return fmt.Errorf("table %s: column %s is missing", t.Name, name)
			}
			cols[i] = rec.Column(at[0])
		}
		for i := range int(rec.NumRows()) {
			seen++
			if !yield(Row{cols, i}) {
				return nil
			}
		}
	}
	if seen != total {
		return fmt.Errorf("table %s: %d rows of %d could be read", t.Name, seen, total)
	}
	return nil
}

// open starts reading; the reader is nil where there are no rows.
func open(ctx context.Context, r parquet.ReaderAtSeeker, columns []string) (pqarrow.RecordReader, int64, error) {
	pf, err := file.NewParquetReader(r)
	if err != nil {
		return nil, 0, err
	}
	fr, err := pqarrow.NewFileReader(pf, pqarrow.ArrowReadProperties{BatchSize: 4096}, memory.DefaultAllocator)
	if err != nil {
		return nil, 0, err
	}
	leaves, err := leavesOf(fr, columns)
	if err != nil || pf.NumRows() == 0 {
		return nil, 0, err
	}
	rr, err := fr.GetRecordReader(ctx, leaves, nil)
	return rr, pf.NumRows(), err
}

// leavesOf maps column names to the Parquet leaves below them.
func leavesOf(fr *pqarrow.FileReader, names []string) ([]int, error) {
	var out []int
	ps := fr.ParquetReader().MetaData().Schema
	for _, name := range names {
		n := len(out)
		for i := range ps.NumColumns() {
			if ps.ColumnRoot(i).Name() == name {
				out = append(out, i)
			}
		}
		if len(out) == n {
			return nil, fmt.Errorf("column %s is missing", name)
		}
	}
	return out, nil
}

// NumRows reads the number of rows from the footer.
func NumRows(r parquet.ReaderAtSeeker) (n int64, err error) {
	err = guard(func() error {
		pf, err := file.NewParquetReader(r)
		if err == nil {
			n = pf.NumRows()
		}
		return err
	})
	return n, err
}

// guard turns the panics of the Parquet reader on damaged bytes into errors.
func guard(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("damaged Parquet file: %v", p)
		}
	}()
	return f()
}

// Null reports whether column i is null.
func (r Row) Null(i int) bool { return r.cols[i].IsNull(r.i) }

// Text returns a string column, "" for null.
func (r Row) Text(i int) string {
	if r.Null(i) {
		return ""
	}
	return r.cols[i].(*array.String).Value(r.i)
}

// Int returns an integer column, 0 for null.
func (r Row) Int(i int) int64 {
	if r.Null(i) {
		return 0
	}
	switch a := r.cols[i].(type) {
	case *array.Int16:
		return int64(a.Value(r.i))
	case *array.Int32:
		return int64(a.Value(r.i))
	}
	return r.cols[i].(*array.Int64).Value(r.i)
}

// Float returns a floating point column; ok is false for null.
func (r Row) Float(i int) (v float64, ok bool) {
	if r.Null(i) {
		return 0, false
	}
	if a, is := r.cols[i].(*array.Float32); is {
		return float64(a.Value(r.i)), true
	}
	return r.cols[i].(*array.Float64).Value(r.i), true
}

// Bool returns a boolean column, false for null.
func (r Row) Bool(i int) bool { return !r.Null(i) && r.cols[i].(*array.Boolean).Value(r.i) }

// Decimal returns the digits of a Decimal column without trailing zeros, "" for null.
func (r Row) Decimal(i int) string {
	if r.Null(i) {
		return ""
	}
	return plain(r.decimal(i))
}

func (r Row) decimal(i int) decimal128.Num { return r.cols[i].(*array.Decimal128).Value(r.i) }

// Date returns a Date column, the zero Date for null.
func (r Row) Date(i int) pipeline.Date {
	if r.Null(i) {
		return pipeline.Date{}
	}
	return day(r.cols[i].(*array.Date32).Value(r.i))
}

func day(d arrow.Date32) pipeline.Date {
	t := d.ToTime()
	return pipeline.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// Strings returns a list column.
func (r Row) Strings(i int) []string {
	l := r.cols[i].(*array.List)
	from, to := l.ValueOffsets(r.i)
	values := l.ListValues().(*array.String)
	var out []string
	for k := from; k < to; k++ {
		out = append(out, values.Value(int(k)))
	}
	return out
}

// Alternatives returns a list column.
func (r Row) Alternatives(i int) []Alternative {
	l := r.cols[i].(*array.List)
	from, to := l.ValueOffsets(r.i)
	s := l.ListValues().(*array.Struct)
	value, id, published := s.Field(0).(*array.Float64), s.Field(1).(*array.String), s.Field(2).(*array.Date32)
	var out []Alternative
	for k := int(from); k < int(to); k++ {
		a := Alternative{Value: nan, ObsID: id.Value(k)}
		if value.IsValid(k) {
			a.Value = value.Value(k)
		}
		if published.IsValid(k) {
			a.Published = day(published.Value(k))
		}
		out = append(out, a)
	}
	return out
}

// Copy appends column i of the row to the next column of w, which has the same type.
func (w *Writer) Copy(r Row, i int) {
	c := &w.t.Columns[w.col]
	if c.Nullable && r.Null(i) {
		w.Null()
		return
	}
	switch c.Type {
	case String, Dict:
		w.Text(r.Text(i))
	case Bool:
		w.Bool(r.Bool(i))
	case Int16, Int32, Int64:
		w.Int(r.Int(i))
	case Float32, Float64:
		v, _ := r.Float(i)
		w.Float(v)
	case Decimal:
		b, _ := w.next(Decimal)
		w.size += 16
		b.(*array.Decimal128Builder).Append(r.decimal(i))
	case Date:
		w.Date(r.Date(i))
	case Strings:
		w.Strings(r.Strings(i))
	case Alternatives:
		w.Alternatives(r.Alternatives(i))
	}
}

// Describe reads the columns of a file whose table is not known at build time (panel_wide). Only
// strings and numbers are told apart.
func Describe(r parquet.ReaderAtSeeker, name string) (t *Table, err error) {
	err = guard(func() error {
		pf, err := file.NewParquetReader(r)
		if err != nil {
			return err
		}
		fr, err := pqarrow.NewFileReader(pf, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
		if err != nil {
			return err
		}
		s, err := fr.Schema()
		if err != nil {
			return err
		}
		t = &Table{Name: name}
		for _, f := range s.Fields() {
			c := Column{Name: f.Name, Nullable: f.Nullable}
			c.About, _ = f.Metadata.GetValue("description")
			c.SDMX, _ = f.Metadata.GetValue("sdmx")
			switch f.Type.ID() {
			case arrow.FLOAT64:
				c.Type = Float64
			case arrow.INT16:
				c.Type = Int16
			default:
				c.Type = Dict
			}
			t.Columns = append(t.Columns, c)
		}
		return nil
	})
	return t, err
}

// AppendKey appends column i in a form that is equal for equal values alone.
func (r Row) AppendKey(b []byte, i int) []byte {
	if r.Null(i) {
		return append(b, 0)
	}
	switch a := r.cols[i].(type) {
	case *array.String:
		s := a.Value(r.i)
		return append(binary.AppendUvarint(append(b, 1), uint64(len(s))), s...)
	case *array.Int16, *array.Int32, *array.Int64:
		return binary.AppendVarint(append(b, 2), r.Int(i))
	}
	return append(append(b, 3), r.cols[i].ValueStr(r.i)...)
}
