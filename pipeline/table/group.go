package table

import (
	"encoding/binary"
	"fmt"
	"sync"
)

// group makes the columns of a row group of its rows, each row in one go.
type group struct {
	chunks []*chunk
	pages  pages
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
		for _, part := range c.Type.parts() {
			g.chunks[next].t, g.chunks[next].maxDef = part, levels[next]
			next++
		}
	}
	for _, row := range slabs {
		for len(row) > 0 {
			row = row[1:]
			next, err := 0, error(nil)
			for k := range t.Columns {
				if c := &t.Columns[k]; c.Type.list() {
					row, err = g.list(row, g.chunks[next:next+len(c.Type.parts())])
					next += len(c.Type.parts())
				} else {
					row, err = g.chunks[next].cell(row)
					next++
				}
				if err != nil {
					return fmt.Errorf("%w: column %s", err, t.Columns[k].Name)
				}
			}
		}
	}
	return nil
}

// list takes in the list at the start of row by the leaves of its elements.
func (g *group) list(row []byte, leaves []*chunk) ([]byte, error) {
	if len(row) < 4 {
		return nil, errRow
	}
	count := binary.LittleEndian.Uint32(row)
	row = row[4:]
	if count == 0 {
		for _, c := range leaves {
			c.def, c.rep = append(c.def, 0), append(c.rep, 0)
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
	groups.Put(g)
}
