package table

import (
	"math"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
)

// writeColumn writes the cells of a column to the leaves that next gives.
func writeColumn(t Type, cells []byte, next func() (file.ColumnChunkWriter, error)) error {
	for part, p := range t.parts() {
		cw, err := next()
		if err != nil {
			return err
		}
		l := place{t: t, part: part, max: cw.Descr().MaxDefinitionLevel()}
		c := cursor{cells}
		switch cw := cw.(type) {
		case *file.BooleanColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (bool, bool) {
				tag := c.tag()
				return tag == 2, tag != 0
			})
		case *file.Int32ColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (v int32, ok bool) {
				if ok = c.tag() != 0; ok {
					v = int32(c.int())
				}
				return v, ok
			})
		case *file.Int64ColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (v int64, ok bool) {
				if ok = c.tag() != 0; ok {
					v = c.int()
				}
				return v, ok
			})
		case *file.Float32ColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (v float32, ok bool) {
				if ok = c.tag() != 0; ok {
					v = math.Float32frombits(c.bits32())
				}
				return v, ok
			})
		case *file.Float64ColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (v float64, ok bool) {
				if ok = c.tag() != 0; ok {
					v = math.Float64frombits(c.bits64())
				}
				return v, ok
			})
		case *file.FixedLenByteArrayColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (v parquet.FixedLenByteArray, ok bool) {
				if ok = c.tag() != 0; ok {
					v = c.decimal()
				}
				return v, ok
			})
		case *file.ByteArrayColumnChunkWriter:
			err = writeLeaf(cw, &c, l, func(c *cursor) (parquet.ByteArray, bool) { return c.text() })
		default:
			panic("no leaf is written for " + p.String())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// place says where the values of a leaf stand in the cells of its column.
type place struct {
	t    Type
	part int   // of an element of a list
	max  int16 // definition level of a value; that of null is one less, that of an empty list is 0
}

// writeLeaf writes one leaf of a column.
func writeLeaf[T any](cw interface {
	WriteBatch(values []T, def, rep []int16) (int64, error)
}, c *cursor, l place, read func(*cursor) (v T, ok bool)) error {
	var (
		values   = make([]T, 0, batchRows)
		def, rep []int16
		parts    = l.t.parts()
		list     = l.t >= Strings
	)
	take := func() {
		v, ok := read(c)
		if !ok {
			def = append(def, l.max-1)
			return
		}
		if values = append(values, v); l.max > 0 {
			def = append(def, l.max)
		}
	}
	for rows := 1; len(c.b) > 0; rows++ {
		if !list {
			take()
		} else {
			n := c.count()
			if n == 0 {
				def, rep = append(def, 0), append(rep, 0)
			}
			for k := range n {
				rep = append(rep, int16(min(k, 1)))
				for p, t := range parts {
					if p == l.part {
						take()
					} else {
						c.skip(t)
					}
				}
			}
		}
		if rows%batchRows == 0 || len(c.b) == 0 {
			if _, err := cw.WriteBatch(values, def, rep); err != nil {
				return err
			}
			values, def, rep = values[:0], def[:0], rep[:0]
		}
	}
	return nil
}
