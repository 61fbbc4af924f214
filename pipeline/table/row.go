package table

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"unsafe"

	"zhibiao/pipeline"
)

// A row in bytes is what a Writer makes and a file takes; batches of a run keep rows so, since it costs
// next to nothing to write them, to read them again and to hand them on. The first byte says whether the row
// stands alone (1) or has cells that are as in the row above (0). Bits follow, one for each column, the lowest first,
// that say which cells the row has: those that are not as in the row above. These cells stand one after the other,
// and each holds its value just as a page of Parquet does:
//
//	String, Dict             1, the length in four bytes, the bytes; 0 is null
//	Bool                     1 false, 2 true; 0 is null
//	Int16, Int32, Date       1, four bytes; 0 is null
//	Int64, Float32, Float64  1, eight or four bytes; 0 is null
//	Decimal                  1, sixteen bytes, big-endian; 0 is null
//	Strings                  the number of elements in four bytes, then each as a String
//	Alternatives             the same, then each as Float64, String and Date
//
// Numbers are little-endian but for decimals. The form is no format for other programs: whoever reads it
// must be of the version that wrote it.
//
// Rows of one document share its path, title and publisher, and rows of one sentence share that. Most cells of a row are as
// above, and cost neither space nor time.
const isNull, isValue = 0, 1

// StandsAlone reports whether a row has all its cells.
func StandsAlone(row []byte) bool { return row[0] == 1 }

// headSize is how many bytes of a row stand before its cells.
func (t *Table) headSize() int { return 1 + (len(t.Columns)+7)/8 }

// payload is the size of the values of a type; -1: it stands before them.
var payload = [...]int{String: -1, Dict: -1, Bool: 0, Int16: 4, Int32: 4, Int64: 8, Float32: 4, Float64: 8, Decimal: 16, Date: 4, Strings: -1, Alternatives: -1}

// parts are the types of a column's leaves: of the elements, where it holds lists.
func (t Type) parts() []Type {
	switch t {
	case Strings:
		return []Type{String}
	case Alternatives:
		return []Type{Float64, String, Date}
	}
	return []Type{t}
}

func (t Type) list() bool { return t >= Strings }

// SplitRow cuts a row in bytes into its cells, which alias it. Where the row does not stand alone, cells must be those
// of the row above, and the cells that are as above stay.
func (t *Table) SplitRow(row []byte, cells Cells) (Cells, error) {
	head := t.headSize()
	switch {
	case len(row) < head || !StandsAlone(row) && len(cells) != len(t.Columns):
		return nil, fmt.Errorf("table %s: damaged row: it does not stand alone", t.Name)
	case StandsAlone(row):
		cells = append(cells[:0], make([][]byte, len(t.Columns))...)
	}
	has, rest, n := row[1:head], row[head:], 0
	for k, b := range has {
		for ; b != 0; b &= b - 1 {
			i := 8*k + bits.TrailingZeros8(b)
			size := -1
			if i < len(t.Columns) {
				size = cellSize(rest, t.Columns[i].Type)
			}
			if size < 0 {
				return nil, fmt.Errorf("table %s: damaged row: column %d", t.Name, i)
			}
			cells[i], rest = rest[:size], rest[size:]
			n++
		}
	}
	switch {
	case StandsAlone(row) && n < len(cells):
		return nil, fmt.Errorf("table %s: damaged row: %d cells of %d", t.Name, n, len(cells))
	case len(rest) > 0:
		return nil, fmt.Errorf("table %s: damaged row: %d bytes too many", t.Name, len(rest))
	}
	return cells, nil
}

// cellSize is the size of the cell at the start of b, or -1 where there is no whole one.
func cellSize(b []byte, t Type) int {
	if t.list() {
		return listSize(b, t)
	}
	if len(b) == 0 {
		return -1
	}
	n := 1
	if b[0] != isNull {
		if n += payload[t]; payload[t] < 0 {
			if len(b) < 5 {
				return -1
			}
			n = 5 + int(binary.LittleEndian.Uint32(b[1:]))
		}
	}
	if n > len(b) {
		return -1
	}
	return n
}

func listSize(b []byte, t Type) int {
	if len(b) < 4 {
		return -1
	}
	at := 4
	for range binary.LittleEndian.Uint32(b) {
		for _, part := range t.parts() {
			n := cellSize(b[at:], part)
			if n < 0 {
				return -1
			}
			at += n
		}
	}
	return at
}

// Cells are the cells of a row in bytes, by column. What they give is valid as long as the row is.
type Cells [][]byte

// Null reports whether column i is null.
func (c Cells) Null(i int) bool { return c[i][0] == isNull }

// Text returns a String or Dict column, "" for null.
func (c Cells) Text(i int) string {
	if c.Null(i) {
		return ""
	}
	b := c[i][5:]
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// Int returns an Int16 or Int32 column, 0 for null.
func (c Cells) Int(i int) int64 {
	if c.Null(i) {
		return 0
	}
	return int64(int32(binary.LittleEndian.Uint32(c[i][1:])))
}

// Float returns a Float64 or Float32 column; ok is false for null.
func (c Cells) Float(i int) (v float64, ok bool) {
	switch b := c[i][1:]; len(b) {
	case 8:
		return math.Float64frombits(binary.LittleEndian.Uint64(b)), true
	case 4:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))), true
	}
	return 0, false
}

// Date returns a Date column, the zero Date for null.
func (c Cells) Date(i int) pipeline.Date {
	if c.Null(i) {
		return pipeline.Date{}
	}
	return day(int32(c.Int(i)))
}

// Strings returns a Strings column.
func (c Cells) Strings(i int) (list []string) {
	b := c[i]
	n := binary.LittleEndian.Uint32(b)
	b = b[4:]
	for range n {
		size := cellSize(b, String)
		list = append(list, Cells{b[:size]}.Text(0))
		b = b[size:]
	}
	return list
}
