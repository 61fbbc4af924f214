package table

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"zhibiao/pipeline"
)

// Read yields the rows of one Parquet file with the given columns in the given order; nil means all.
// A damaged file ends the iteration with an error, never with a panic.
func Read(ctx context.Context, r parquet.ReaderAtSeeker, t *Table, columns []string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := read(ctx, r, t, columns, func(row Row) bool { return yield(row, nil) }); err != nil {
			yield(Row{}, fmt.Errorf("table %s: %w", t.Name, err))
		}
	}
}

// batchRows are decoded at a time.
const batchRows = 1024

// read returns nil when yield stopped it.
func read(ctx context.Context, r parquet.ReaderAtSeeker, t *Table, columns []string, yield func(Row) bool) error {
	var pf *file.Reader
	err := guard(func() (err error) {
		pf, err = file.NewParquetReader(r)
		return err
	})
	if err != nil {
		return err
	}
	want, err := t.pick(columns)
	if err != nil {
		return err
	}
	var seen int64
	for g := range pf.NumRowGroups() {
		cols := make([]vector, len(want))
		var rows int64
		err := guard(func() error {
			group := pf.RowGroup(g)
			rows = group.NumRows()
			for i, c := range want {
				if cols[i], err = newVector(group, c); err != nil {
					return fmt.Errorf("column %s: %w", c.Name, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for at := int64(0); at < rows; at += batchRows {
			n := int(min(rows-at, batchRows))
			err := guard(func() error {
				for i, c := range want {
					if err := cols[i].fill(n); err != nil {
						return fmt.Errorf("column %s: %w", c.Name, err)
					}
				}
				return ctx.Err()
			})
			if err != nil {
				return err
			}
			for i := range n {
				seen++
				if !yield(Row{cols, i}) {
					return nil
				}
			}
		}
	}
	if total := pf.NumRows(); seen != total {
		return fmt.Errorf("%d rows of %d could be read", seen, total)
	}
	return nil
}

// pick returns the columns with these names; nil means all.
func (t *Table) pick(names []string) ([]Column, error) {
	if names == nil {
		return t.Columns, nil
	}
	out := make([]Column, len(names))
	for i, name := range names {
		at := t.Index(name)
		if at < 0 {
			return nil, fmt.Errorf("column %s is missing", name)
		}
		out[i] = t.Columns[at]
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

// Row is one row that is read. It is valid until the next step of the iteration. Its strings share memory
// with a whole page of the file: strings.Clone what is to be kept.
type Row struct {
	cols []vector
	i    int
}

// Null reports whether column i is null.
func (r Row) Null(i int) bool { return r.cols[i].null(r.i) }

// Text returns a string column, "" for null.
func (r Row) Text(i int) string { return r.cols[i].(*texts).values[r.i] }

// Int returns an integer column, 0 for null.
func (r Row) Int(i int) int64 {
	if c, ok := r.cols[i].(*int32s); ok {
		return int64(c.values[r.i])
	}
	return r.cols[i].(*int64s).values[r.i]
}

// Float returns a floating point column; ok is false for null.
func (r Row) Float(i int) (v float64, ok bool) {
	if r.Null(i) {
		return 0, false
	}
	if c, is := r.cols[i].(*float32s); is {
		return float64(c.values[r.i]), true
	}
	return r.cols[i].(*float64s).values[r.i], true
}

// Bool returns a boolean column, false for null.
func (r Row) Bool(i int) bool { return r.cols[i].(*bools).values[r.i] }

// Decimal returns the digits of a Decimal column without trailing zeros, "" for null.
func (r Row) Decimal(i int) string {
	if r.Null(i) {
		return ""
	}
	return plain(decimalOf(r.cols[i].(*decimals).values[r.i]))
}

// Date returns a Date column, the zero Date for null.
func (r Row) Date(i int) pipeline.Date {
	if r.Null(i) {
		return pipeline.Date{}
	}
	return day(r.cols[i].(*int32s).values[r.i])
}

func day(d int32) pipeline.Date {
	t := arrow.Date32(d).ToTime()
	return pipeline.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// Strings returns a list column.
func (r Row) Strings(i int) []string {
	l := r.cols[i].(*lists)
	from, to := l.bounds(r.i)
	var out []string
	return append(out, l.parts[0].(*texts).values[from:to]...)
}

// Alternatives returns a list column.
func (r Row) Alternatives(i int) []Alternative {
	l := r.cols[i].(*lists)
	from, to := l.bounds(r.i)
	value, id, published := l.parts[0].(*float64s), l.parts[1].(*texts), l.parts[2].(*int32s)
	var out []Alternative
	for k := from; k < to; k++ {
		a := Alternative{Value: math.NaN(), ObsID: id.values[k]}
		if !value.null(k) {
			a.Value = value.values[k]
		}
		if !published.null(k) {
			a.Published = day(published.values[k])
		}
		out = append(out, a)
	}
	return out
}

// AppendKey appends column i in a form that is equal for equal values alone.
func (r Row) AppendKey(b []byte, i int) []byte {
	if r.Null(i) {
		return append(b, 0)
	}
	switch c := r.cols[i].(type) {
	case *texts:
		s := c.values[r.i]
		return append(binary.AppendUvarint(append(b, 1), uint64(len(s))), s...)
	case *int32s, *int64s:
		return binary.AppendVarint(append(b, 2), r.Int(i))
	}
	panic("keys are strings and integers")
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
