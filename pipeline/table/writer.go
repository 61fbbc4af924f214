package table

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// Alternative is one element of an Alternatives column.
type Alternative struct {
	Value     float64 // NaN: null
	ObsID     string
	Published pipeline.Date
}

// Writer makes the rows of a table. The columns of a row are appended in the table's order, then EndRow
// closes the row; an append that does not fit its column is a bug and panics. A Writer is for one
// goroutine.
type Writer struct {
	t    *Table
	take func(row []byte) error
	end  func() error

	col         int
	row         []byte
	rows, bytes int64

	above []string // the texts of the row above; "": not known
	since int      // rows since the last that stands alone
}

// apart is how many rows at most lie between two that stand alone: there a file may be cut.
const apart = 1024

// NewRows returns a Writer that hands each row in bytes (SplitRow says more) to take, which must not keep it.
func NewRows(t *Table, take func(row []byte) error) *Writer {
	w := &Writer{t: t, take: take, end: func() error { return nil }, above: make([]string, len(t.Columns))}
	w.start()
	return w
}

// largeRow is a row whose memory is not kept for the next.
const largeRow = 1 << 20

func (w *Writer) start() {
	if cap(w.row) > largeRow {
		w.row = nil
	}
	w.col, w.row = 0, append(w.row[:0], 1)
}

// Apart makes the next row stand alone.
func (w *Writer) Apart() {
	clear(w.above)
	w.since = 0
}

// NewWriter starts a Parquet file of the table on w.
func NewWriter(w io.Writer, t *Table, o Options) (*Writer, error) {
	f, err := NewFileWriter(w, t, o)
	if err != nil {
		return nil, err
	}
	return f.Writer(), nil
}

// Table returns the table that is written.
func (w *Writer) Table() *Table { return w.t }

// Rows is the number of rows so far, Size that of their bytes.
func (w *Writer) Rows() int64 { return w.rows }
func (w *Writer) Size() int64 { return w.bytes }

func (w *Writer) next(want ...Type) *Column {
	c := &w.t.Columns[w.col]
	for _, t := range want {
		if c.Type == t {
			w.col++
			return c
		}
	}
	panic(fmt.Sprintf("table %s: column %s is %s", w.t.Name, c.Name, c.Type))
}

func (w *Writer) null(c *Column) {
	if !c.Nullable {
		panic(fmt.Sprintf("table %s: column %s: null in a required column", w.t.Name, c.Name))
	}
	w.row = append(w.row, 0)
}

// Text appends a string; in a nullable column "" is null. The string is kept until the next row or Apart.
func (w *Writer) Text(s string) {
	above := &w.above[w.col]
	c := w.next(String, Dict)
	if s == *above && s != "" {
		w.row, w.row[0] = append(w.row, asAbove), 0
		return
	}
	*above = s
	if s == "" && c.Nullable {
		w.null(c)
		return
	}
	w.text(s)
}

func (w *Writer) text(s string) {
	if !utf8.ValidString(s) { // names of archive members
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	w.row = append(binary.LittleEndian.AppendUint32(append(w.row, 1), uint32(len(s))), s...)
}

// Number appends d to a Float64 or Decimal column; nil is null, and so is a number that a Decimal
// does not hold exactly.
func (w *Writer) Number(d *apd.Decimal) {
	c := w.next(Float64, Decimal)
	if d == nil {
		w.null(c)
		return
	}
	if c.Type == Float64 {
		w.float64(Float(d))
		return
	}
	n, ok := toDecimal128(d)
	if !ok {
		w.null(c)
		return
	}
	w.row = binary.BigEndian.AppendUint64(append(w.row, 1), uint64(n.HighBits()))
	w.row = binary.BigEndian.AppendUint64(w.row, n.LowBits())
}

// Float appends v to a floating point column; NaN is null.
func (w *Writer) Float(v float64) {
	c := w.next(Float64, Float32)
	switch {
	case math.IsNaN(v):
		w.null(c)
	case c.Type == Float64:
		w.float64(v)
	default:
		w.row = binary.LittleEndian.AppendUint32(append(w.row, 1), math.Float32bits(float32(v)))
	}
}

func (w *Writer) float64(v float64) {
	w.row = binary.LittleEndian.AppendUint64(append(w.row, 1), math.Float64bits(v))
}

// Int appends v to an integer column.
func (w *Writer) Int(v int64) {
	switch c := w.next(Int16, Int32, Int64); c.Type {
	case Int16:
		w.int32(int32(int16(v)))
	case Int32:
		w.int32(int32(v))
	default:
		w.row = binary.LittleEndian.AppendUint64(append(w.row, 1), uint64(v))
	}
}

func (w *Writer) int32(v int32) {
	w.row = binary.LittleEndian.AppendUint32(append(w.row, 1), uint32(v))
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
	w.next(Bool)
	if v {
		w.row = append(w.row, 2)
	} else {
		w.row = append(w.row, 1)
	}
}

// Date appends d; the zero Date is null.
func (w *Writer) Date(d pipeline.Date) {
	c := w.next(Date)
	if d.IsZero() {
		w.null(c)
		return
	}
	w.int32(int32(d.Days()))
}

// Strings appends a list.
func (w *Writer) Strings(list []string) {
	w.next(Strings)
	w.row = binary.LittleEndian.AppendUint32(w.row, uint32(len(list)))
	for _, s := range list {
		w.text(s)
	}
}

// Alternatives appends a list.
func (w *Writer) Alternatives(list []Alternative) {
	w.next(Alternatives)
	w.row = binary.LittleEndian.AppendUint32(slices.Grow(w.row, alternativesSize(list)), uint32(len(list)))
	for _, a := range list {
		if math.IsNaN(a.Value) {
			w.row = append(w.row, 0)
		} else {
			w.float64(a.Value)
		}
		w.text(a.ObsID)
		if a.Published.IsZero() {
			w.row = append(w.row, 0)
		} else {
			w.int32(int32(a.Published.Days()))
		}
	}
}

// alternativesSize is what a list takes at most in a row, where there may be a million of them.
func alternativesSize(list []Alternative) int {
	n := 4
	for _, a := range list {
		n += (1 + 8) + (5 + len(a.ObsID)) + (1 + 4)
	}
	return n
}

// Null appends null to the next column.
func (w *Writer) Null() {
	c := &w.t.Columns[w.col]
	w.above[w.col] = ""
	w.col++
	w.null(c)
}

// Cell appends a cell of a row in bytes, of a column of the same type.
func (w *Writer) Cell(cell []byte) {
	w.above[w.col] = ""
	w.col++
	w.row = append(w.row, cell...)
}

// EndRow closes the row.
func (w *Writer) EndRow() error {
	if w.col != len(w.t.Columns) {
		panic(fmt.Sprintf("table %s: row ends after %d of %d columns", w.t.Name, w.col, len(w.t.Columns)))
	}
	if w.since++; w.since >= apart {
		w.Apart()
	}
	err := w.put(w.row)
	w.start()
	return err
}

// Row appends a whole row in bytes. If it does not stand alone, the row above must be the last one.
func (w *Writer) Row(row []byte) error {
	if w.since > 0 {
		w.Apart() // what is above for Text is not known
	}
	return w.put(row)
}

func (w *Writer) put(row []byte) error {
	w.rows++
	w.bytes += int64(len(row))
	return w.take(row)
}

// Close ends the file. It does not close what the file was written to.
func (w *Writer) Close() error { return w.end() }
