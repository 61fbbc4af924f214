package table

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unsafe"

	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
)

// vector holds the values of one column for a batch of rows.
type vector interface {
	// fill reads the next n rows.
	fill(n int) error
	null(i int) bool
}

// leaf is what the library's column readers have in common.
type leaf[T any] interface {
	HasNext() bool
	ReadBatch(n int64, values []T, def, rep []int16) (levels int64, read int, err error)
}

type (
	bools    = flatVector[bool, *file.BooleanColumnChunkReader]
	int32s   = flatVector[int32, *file.Int32ColumnChunkReader]
	int64s   = flatVector[int64, *file.Int64ColumnChunkReader]
	float32s = flatVector[float32, *file.Float32ColumnChunkReader]
	float64s = flatVector[float64, *file.Float64ColumnChunkReader]
	decimals = flatVector[parquet.FixedLenByteArray, *file.FixedLenByteArrayColumnChunkReader]
	raws     = flatVector[parquet.ByteArray, *file.ByteArrayColumnChunkReader]
)

var errType = errors.New("has another type in the file")

// newVector opens a column of a row group.
func newVector(group *file.RowGroupReader, c Column) (vector, error) {
	var leaves []file.ColumnChunkReader
	schema := group.MetaData().Schema
	for i := range schema.NumColumns() {
		if schema.ColumnRoot(i).Name() != c.Name {
			continue
		}
		cr, err := group.Column(i)
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, cr)
	}
	parts := c.Type.parts()
	switch {
	case len(leaves) == 0:
		return nil, errors.New("is missing")
	case len(leaves) != len(parts):
		return nil, errType
	}
	l := &lists{}
	for i, cr := range leaves {
		if repeated := cr.Descriptor().MaxRepetitionLevel() > 0; repeated != c.Type.list() {
			return nil, errType
		}
		v := newLeaf(parts[i], cr)
		if v == nil {
			return nil, errType
		}
		l.parts = append(l.parts, v)
	}
	if !c.Type.list() {
		return l.parts[0], nil
	}
	return l, nil
}

// newLeaf returns nil where the file has another type.
func newLeaf(t Type, cr file.ColumnChunkReader) leafVector {
	max := cr.Descriptor().MaxDefinitionLevel()
	switch r := cr.(type) {
	case *file.BooleanColumnChunkReader:
		if t == Bool {
			return &bools{r: r, max: max}
		}
	case *file.Int32ColumnChunkReader:
		if t == Int16 || t == Int32 || t == Date {
			return &int32s{r: r, max: max}
		}
	case *file.Int64ColumnChunkReader:
		if t == Int64 {
			return &int64s{r: r, max: max}
		}
	case *file.Float32ColumnChunkReader:
		if t == Float32 {
			return &float32s{r: r, max: max}
		}
	case *file.Float64ColumnChunkReader:
		if t == Float64 {
			return &float64s{r: r, max: max}
		}
	case *file.FixedLenByteArrayColumnChunkReader:
		if t == Decimal && cr.Descriptor().TypeLength() == payload[Decimal] {
			return &decimals{r: r, max: max}
		}
	case *file.ByteArrayColumnChunkReader:
		if t == String || t == Dict {
			return &texts{raws: raws{r: r, max: max}}
		}
	}
	return nil
}

// leafVector is a vector that can stand for the elements of lists, too.
type leafVector interface {
	vector
	// rest reads all elements of the row group and returns their repetition and definition levels.
	rest(elements int16) (rep, def []int16, err error)
}

// flatVector is the vector of one leaf.
type flatVector[T any, R leaf[T]] struct {
	r      R
	max    int16
	values []T // of every row; zero where there is none
	def    []int16
}

func (v *flatVector[T, R]) null(i int) bool { return v.max > 0 && v.def[i] < v.max }

func (v *flatVector[T, R]) fill(n int) error {
	if cap(v.values) < n {
		v.values = make([]T, n)
		if v.max > 0 {
			v.def = make([]int16, n)
		}
	}
	v.values = v.values[:n]
	if v.max > 0 {
		v.def = v.def[:n]
	}
	levels, read, err := v.r.ReadBatch(int64(n), v.values, v.def, nil)
	if err != nil {
		return err
	}
	if int(levels) != n {
		return fmt.Errorf("%d rows of %d could be read", levels, n)
	}
	if v.max > 0 {
		spread(v.values, v.def, v.max, read)
	}
	return nil
}

// spread moves the values that were read to the rows that have one.
func spread[T any](values []T, def []int16, max int16, read int) {
	var zero T
	for i := len(values) - 1; i >= 0 && read <= i; i-- {
		if def[i] < max {
			values[i] = zero
			continue
		}
		read--
		values[i] = values[read]
	}
}

// rest is fill to the end, for leaves of lists: values has one for every level of elements or above.
func (v *flatVector[T, R]) rest(elements int16) (rep, def []int16, err error) {
	v.values, v.def = nil, nil
	values, d, r := make([]T, batchRows), make([]int16, batchRows), make([]int16, batchRows)
	for v.r.HasNext() {
		n, read, err := v.r.ReadBatch(batchRows, values, d, r)
		if err != nil {
			return nil, nil, err
		}
		if n == 0 {
			break
		}
		next := 0
		for i := range n {
			if d[i] >= elements {
				var value T
				if d[i] == v.max && next < read {
					value = values[next]
					next++
				}
				v.values, v.def = append(v.values, value), append(v.def, d[i])
			}
		}
		rep, def = append(rep, r[:n]...), append(def, d[:n]...)
	}
	return rep, def, nil
}

// texts shares the memory of pages.
type texts struct {
	raws
	values []string
}

func (v *texts) fill(n int) error {
	if err := v.raws.fill(n); err != nil {
		return err
	}
	v.share()
	return nil
}

func (v *texts) rest(elements int16) (rep, def []int16, err error) {
	rep, def, err = v.raws.rest(elements)
	v.share()
	return rep, def, err
}

// share makes strings of bytes that the library never changes: it has a new buffer for each page.
func (v *texts) share() {
	v.values = v.values[:0]
	for _, b := range v.raws.values {
		v.values = append(v.values, unsafe.String(unsafe.SliceData(b), len(b)))
	}
}

// lists is the vector of a list column. It holds the whole row group.
type lists struct {
	parts []leafVector
	ends  []int32 // of every row of the group
	base  int     // first row of the batch
	next  int     // first row of the next batch
}

func (l *lists) null(int) bool { return false }

func (l *lists) bounds(i int) (from, to int) {
	if i += l.base; i > 0 {
		from = int(l.ends[i-1])
	}
	return from, int(l.ends[i])
}

func (l *lists) fill(n int) error {
	if l.ends == nil {
		if err := l.readAll(); err != nil {
			return err
		}
	}
	l.base = l.next
	if l.next += n; l.next > len(l.ends) {
		return fmt.Errorf("%d rows of %d could be read", len(l.ends), l.next)
	}
	return nil
}

func (l *lists) readAll() error {
	for p, part := range l.parts {
		rep, def, err := part.rest(1)
		if err != nil {
			return err
		}
		var ends []int32
		n := int32(0)
		for i := range rep {
			if rep[i] == 0 && i > 0 {
				ends = append(ends, n)
			}
			if def[i] > 0 {
				n++
			}
		}
		if len(rep) > 0 {
			ends = append(ends, n)
		}
		if p > 0 && (len(ends) != len(l.ends) || n != l.ends[len(l.ends)-1]) {
			return errors.New("damaged lists: their parts have different lengths")
		}
		l.ends = ends
	}
	return nil
}

// decimalOf reads the bytes of a Decimal.
func decimalOf(b []byte) decimal128.Num {
	return decimal128.New(int64(binary.BigEndian.Uint64(b)), binary.BigEndian.Uint64(b[8:]))
}
