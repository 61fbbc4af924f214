package table

import (
	"encoding/binary"
	"fmt"
)

// A row in bytes is what a Writer makes and a file takes; batches of a run keep rows so, since it costs
// next to nothing to write them, to read them again and to hand them on. The cells stand one after the other:
//
//	String, Dict      length + 1 as a varint, then the bytes; 0 is null
//	Bool              1 false, 2 true; 0 is null
//	integers, Date    1, then a signed varint (a Date is days since 1970); 0 is null
//	Float32, Float64  1, then the bits in little endian; 0 is null
//	Decimal           1, then the 16 bytes that Parquet has; 0 is null
//	Strings           the number of elements, then each as a String
//	Alternatives      the number of elements, then each as Float64, String and Date
//
// The form is no format for other programs: whoever reads it must be of the version that wrote it.

// SplitRow cuts a row in bytes into its cells, which alias it.
func (t *Table) SplitRow(row []byte, cells [][]byte) ([][]byte, error) {
	cells = cells[:0]
	c := cursor{row}
	for i := range t.Columns {
		before := c.b
		if !c.skip(t.Columns[i].Type) {
			return nil, fmt.Errorf("table %s: damaged row: column %s", t.Name, t.Columns[i].Name)
		}
		cells = append(cells, before[:len(before)-len(c.b)])
	}
	if len(c.b) > 0 {
		return nil, fmt.Errorf("table %s: damaged row: %d bytes too many", t.Name, len(c.b))
	}
	return cells, nil
}

// cursor walks through the cells of a row. Only skip checks its bytes; the rest panics on damaged ones.
type cursor struct{ b []byte }

// skip steps over a cell.
func (c *cursor) skip(t Type) bool {
	switch t {
	case String, Dict:
		return c.skipText()
	case Strings:
		return c.skipList(c.skipText)
	case Alternatives:
		return c.skipList(func() bool { return c.skip(Float64) && c.skipText() && c.skip(Date) })
	}
	tag, ok := c.skipBytes(1)
	if !ok || tag[0] > 2 {
		return false
	}
	if tag[0] == 0 || t == Bool {
		return true
	}
	switch t {
	case Float32:
		_, ok = c.skipBytes(4)
	case Float64:
		_, ok = c.skipBytes(8)
	case Decimal:
		_, ok = c.skipBytes(decimalBytes)
	default:
		_, n := binary.Varint(c.b)
		if ok = n > 0; ok {
			c.b = c.b[n:]
		}
	}
	return ok
}

func (c *cursor) skipBytes(n int) (b []byte, ok bool) {
	if ok = n <= len(c.b); ok {
		b, c.b = c.b[:n], c.b[n:]
	}
	return b, ok
}

func (c *cursor) skipText() bool {
	v, n := binary.Uvarint(c.b)
	if n <= 0 || v > uint64(len(c.b)) {
		return false
	}
	_, ok := c.skipBytes(n + max(int(v)-1, 0))
	return ok
}

func (c *cursor) skipList(element func() bool) bool {
	v, n := binary.Uvarint(c.b)
	if n <= 0 {
		return false
	}
	for c.b = c.b[n:]; v > 0; v-- {
		if !element() {
			return false
		}
	}
	return true
}

// count reads the number of elements of a list.
func (c *cursor) count() int {
	if v := c.b[0]; v < 0x80 {
		c.b = c.b[1:]
		return int(v)
	}
	v, n := binary.Uvarint(c.b)
	c.b = c.b[n:]
	return int(v)
}

// text reads a String; ok is false for null.
func (c *cursor) text() (s []byte, ok bool) {
	n := c.count()
	if n == 0 {
		return nil, false
	}
	s, c.b = c.b[:n-1:n-1], c.b[n-1:]
	return s, true
}

// tag reads the first byte of the other types; 0 is null.
func (c *cursor) tag() byte {
	v := c.b[0]
	c.b = c.b[1:]
	return v
}

func (c *cursor) int() int64 {
	v, n := binary.Varint(c.b)
	c.b = c.b[n:]
	return v
}

func (c *cursor) bits32() uint32 {
	v := binary.LittleEndian.Uint32(c.b)
	c.b = c.b[4:]
	return v
}

func (c *cursor) bits64() uint64 {
	v := binary.LittleEndian.Uint64(c.b)
	c.b = c.b[8:]
	return v
}

const decimalBytes = 16

func (c *cursor) decimal() (b []byte) {
	b, c.b = c.b[:decimalBytes:decimalBytes], c.b[decimalBytes:]
	return b
}

// CellText reads a cell of a String or Dict column, "" for null.
func CellText(cell []byte) string {
	s, _ := (&cursor{cell}).text()
	return string(s)
}

// CellInt reads a cell of an integer column, 0 for null.
func CellInt(cell []byte) int64 {
	c := cursor{cell}
	if c.tag() == 0 {
		return 0
	}
	return c.int()
}
