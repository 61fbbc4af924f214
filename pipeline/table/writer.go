package table

import (
	"bytes"
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

	above []above // by column
	since int     // rows since the last that stands alone
}

// above is the cell of a column in the row above, as it was given.
type above struct {
	known  bool
	null   bool
	hi, lo uint64 // of numbers and days
	text   string
	list   []byte
}

// apart is how many rows at most lie between two that stand alone: there a file may be cut.
const apart = 1024

// NewRows returns a Writer that hands each row in bytes (SplitRow says more) to take, which must not keep it.
func NewRows(t *Table, take func(row []byte) error) *Writer {
	w := &Writer{t: t, take: take, end: func() error { return nil }, above: make([]above, len(t.Columns))}
	w.start()
	return w
}

// largeRow is a row whose memory is not kept for the next, largeList a list that no row below refers to.
const (
	largeRow  = 1 << 20
	largeList = 1 << 10
)

func (w *Writer) start() {
	if cap(w.row) > largeRow {
		w.row = nil
	}
	head := w.t.headSize()
	w.row = slices.Grow(w.row[:0], head)[:head]
	clear(w.row)
	w.col, w.row[0] = 0, 1
}

// Apart makes the next row stand alone.
func (w *Writer) Apart() {
	for i := range w.above {
		a := &w.above[i]
		a.known, a.text = false, ""
	}
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

// next is the column that is appended to, which must be of one of the types: bits by their numbers.
func (w *Writer) next(want uint) *Column {
	c := &w.t.Columns[w.col]
	if want>>c.Type&1 == 0 {
		panic(fmt.Sprintf("table %s: column %s is %s", w.t.Name, c.Name, c.Type))
	}
	w.col++
	return c
}

// has notes that the row has the cell of column i, which is not as above.
func (w *Writer) has(i int) { w.row[1+i/8] |= 1 << (i % 8) }

// asAbove notes that the row has not all its cells.
func (w *Writer) asAbove() { w.row[0] = 0 }

// number begins the cell of the last column that was appended to, a number or a day, and reports whether its value must follow: not
// where it is as above.
func (w *Writer) number(hi, lo uint64) bool {
	a := &w.above[w.col-1]
	if a.known && !a.null && a.lo == lo && a.hi == hi {
		w.asAbove()
		return false
	}
	a.known, a.null, a.hi, a.lo = true, false, hi, lo
	w.has(w.col - 1)
	w.row = append(w.row, isValue)
	return true
}

// null is number for null.
func (w *Writer) null(c *Column) {
	if !c.Nullable {
		panic(fmt.Sprintf("table %s: column %s: null in a required column", w.t.Name, c.Name))
	}
	a := &w.above[w.col-1]
	if a.known && a.null {
		w.asAbove()
		return
	}
	a.known, a.null, a.text = true, true, ""
	w.has(w.col - 1)
	w.row = append(w.row, isNull)
}

// Text appends a string; in a nullable column "" is null. The string is kept until the next row or Apart.
func (w *Writer) Text(s string) {
	a := &w.above[w.col]
	if a.known && !a.null && s == a.text {
		w.next(1<<String | 1<<Dict)
		w.asAbove()
		return
	}
	if !utf8.ValidString(s) { // names of archive members
		s = valid(s)
	}
	w.sound(s)
}

// Part is Text for a part of a text that is known to be valid UTF-8, as that of a document is.
func (w *Writer) Part(s string) {
	if r, n := utf8.DecodeLastRuneInString(s); n > 0 && (!utf8.RuneStart(s[0]) || n == 1 && r == utf8.RuneError) { // cut within a character
		s = valid(s)
	}
	w.sound(s)
}

func valid(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

// sound appends valid UTF-8.
func (w *Writer) sound(s string) {
	a := &w.above[w.col]
	c := w.next(1<<String | 1<<Dict)
	switch {
	case s == "" && c.Nullable:
		w.null(c)
	case a.known && !a.null && s == a.text:
		w.asAbove()
	default:
		a.known, a.null, a.text = true, false, s
		w.has(w.col - 1)
		w.text(s)
	}
}

func (w *Writer) text(s string) {
	w.row = append(binary.LittleEndian.AppendUint32(append(w.row, isValue), uint32(len(s))), s...)
}

// Number appends d to a Float64 or Decimal column; nil is null, and so is a number that a Decimal
// does not hold exactly.
func (w *Writer) Number(d *apd.Decimal) {
	c := w.next(1<<Float64 | 1<<Decimal)
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
	if hi, lo := uint64(n.HighBits()), n.LowBits(); w.number(hi, lo) {
		w.row = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(w.row, hi), lo)
	}
}

// Float appends v to a floating point column; NaN is null.
func (w *Writer) Float(v float64) {
	c := w.next(1<<Float64 | 1<<Float32)
	switch {
	case math.IsNaN(v):
		w.null(c)
	case c.Type == Float64:
		w.float64(v)
	default:
		w.number32(math.Float32bits(float32(v)))
	}
}

func (w *Writer) float64(v float64) { w.number64(math.Float64bits(v)) }

func (w *Writer) number64(v uint64) {
	if w.number(0, v) {
		w.row = binary.LittleEndian.AppendUint64(w.row, v)
	}
}

func (w *Writer) number32(v uint32) {
	if w.number(0, uint64(v)) {
		w.row = binary.LittleEndian.AppendUint32(w.row, v)
	}
}

// Int appends v to an integer column.
func (w *Writer) Int(v int64) {
	switch c := w.next(1<<Int16 | 1<<Int32 | 1<<Int64); c.Type {
	case Int16:
		w.number32(uint32(int16(v)))
	case Int32:
		w.number32(uint32(v))
	default:
		w.number64(uint64(v))
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
	w.next(1 << Bool)
	n := byte(0)
	if v {
		n = 1
	}
	if w.number(0, uint64(n)) {
		w.row[len(w.row)-1] += n
	}
}

// Date appends d; the zero Date is null.
func (w *Writer) Date(d pipeline.Date) {
	c := w.next(1 << Date)
	if d.IsZero() {
		w.null(c)
		return
	}
	if w.number(uint64(d.Year)<<16|uint64(d.Month)<<8|uint64(d.Day), 0) {
		w.row = binary.LittleEndian.AppendUint32(w.row, uint32(d.Days()))
	}
}

// Strings appends a list.
func (w *Writer) Strings(list []string) {
	a := &w.above[w.col]
	w.next(1 << Strings)
	start := len(w.row)
	w.row = binary.LittleEndian.AppendUint32(w.row, uint32(len(list)))
	for _, s := range list {
		w.text(valid(s))
	}
	if cell := w.row[start:]; a.known && bytes.Equal(cell, a.list) {
		w.row = w.row[:start]
		w.asAbove()
		return
	} else if a.known = len(cell) <= largeList; a.known {
		a.list = append(a.list[:0], cell...)
	}
	w.has(w.col - 1)
}

// Alternatives appends a list.
func (w *Writer) Alternatives(list []Alternative) {
	w.next(1 << Alternatives)
	w.has(w.col - 1)
	w.row = binary.LittleEndian.AppendUint32(slices.Grow(w.row, alternativesSize(list)), uint32(len(list)))
	for _, a := range list {
		if math.IsNaN(a.Value) {
			w.row = append(w.row, isNull)
		} else {
			w.row = binary.LittleEndian.AppendUint64(append(w.row, isValue), math.Float64bits(a.Value))
		}
		w.text(valid(a.ObsID))
		if a.Published.IsZero() {
			w.row = append(w.row, isNull)
		} else {
			w.row = binary.LittleEndian.AppendUint32(append(w.row, isValue), uint32(a.Published.Days()))
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
	w.col++
	w.null(&w.t.Columns[w.col-1])
}

// Cell appends a cell of a row in bytes, of a column of the same type.
func (w *Writer) Cell(cell []byte) {
	w.above[w.col].known = false
	w.has(w.col)
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
