package table

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"sync"
)

// group makes the columns of a row group of its rows, each row in one go.
type group struct {
	columns []column
	chunks  []*chunk // of all columns
	pages   pages
}

// column is a column with its leaves.
type column struct {
	leaves []*chunk
	list   bool
	last   []byte // cell of a list
	rows   int    // that have been taken in
}

// groups are used again, since their buffers are large.
var groups = sync.Pool{New: func() any { return new(group) }}

// read takes in rows in bytes, which must stay as they are until free. levels are the definition levels of values.
func (g *group) read(t *Table, levels []uint8, slabs [][]byte) error {
	for len(g.chunks) < len(levels) {
		g.chunks = append(g.chunks, &chunk{pages: &g.pages})
	}
	next := 0
	for _, c := range t.Columns {
		from := next
		for _, part := range c.Type.parts() {
			g.chunks[next].t, g.chunks[next].form, g.chunks[next].maxDef = part, formOf(c, part), levels[next]
			next++
		}
		g.columns = append(g.columns, column{leaves: g.chunks[from:next], list: c.Type.list()})
	}
	head, n := t.headSize(), 0
	for _, rest := range slabs {
		for ; len(rest) > 0; n++ {
			if len(rest) < head {
				return errRow
			}
			has := rest[1:head]
			rest = rest[head:]
			for k, b := range has {
				for ; b != 0; b &= b - 1 {
					i := 8*k + bits.TrailingZeros8(b)
					if i >= len(g.columns) {
						return errRow
					}
					var err error
					if rest, err = g.columns[i].take(n, rest); err != nil {
						return fmt.Errorf("%w: column %s", err, t.Columns[i].Name)
					}
				}
			}
		}
	}
	for i := range g.columns {
		if err := g.columns[i].upTo(n); err != nil {
			return fmt.Errorf("%w: column %s", err, t.Columns[i].Name)
		}
	}
	return nil
}

// take takes in the cell of row n at the start of rest. The rows between have the cell before it.
func (c *column) take(n int, rest []byte) ([]byte, error) {
	if err := c.upTo(n); err != nil {
		return nil, err
	}
	c.rows = n + 1
	if !c.list {
		return c.leaves[0].cell(rest)
	}
	c.last = rest
	return takeList(rest, c.leaves)
}

// upTo takes in the last cell once more for each of the rows before n.
func (c *column) upTo(n int) (err error) {
	more := n - c.rows
	c.rows = n
	switch {
	case more <= 0:
	case !c.list:
		err = c.leaves[0].again(more)
	case c.last == nil:
		err = errRow
	default:
		for ; more > 0 && err == nil; more-- {
			_, err = takeList(c.last, c.leaves)
		}
	}
	return err
}

// takeList takes in the list at the start of row by the leaves of its elements, and returns the rest.
func takeList(row []byte, leaves []*chunk) ([]byte, error) {
	if len(row) < 4 {
		return nil, errRow
	}
	count := binary.LittleEndian.Uint32(row)
	row = row[4:]
	if count == 0 {
		for _, c := range leaves {
			c.def, c.rep = append(c.def, 0), append(c.rep, 0)
			c.levels++
		}
	}
	var err error
	for k := range count {
		for _, c := range leaves {
			c.rep = append(c.rep, uint8(min(k, 1)))
			if row, err = c.cell(row); err != nil {
				return nil, err
			}
		}
	}
	return row, nil
}

// free lets go of the rows.
func (g *group) free() {
	for _, c := range g.chunks {
		c.reset()
	}
	clear(g.columns)
	g.columns = g.columns[:0]
	groups.Put(g)
}
