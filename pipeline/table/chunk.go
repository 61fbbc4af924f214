package table

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"runtime"
	"sync"
	"unsafe"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	pqschema "github.com/apache/arrow/go/v15/parquet/schema"
	"github.com/klauspost/compress/zstd"
)

// compressor is one for all files: making one costs as much as compressing a hundred small pages.
var compressor = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)),
		zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true), zstd.WithZeroFrames(true))
	if err != nil {
		panic(err) // the options are good
	}
	return e
})

// maxStat is how long the smallest and largest text may be that are written into the footer.
const maxStat = 64

// chunk encodes the cells of one leaf of a column in a row group: a page with a dictionary where that is
// smaller, and a page with the values. Its buffers serve one leaf after the other.
type chunk struct {
	t        Type // of the leaf
	def, rep []uint8
	values   int

	dict    []byte // the values that are different
	entries int
	indices []uint32
	plain   []byte

	least, most []byte
	page, out   []byte
}

// Encodings and kinds of pages, as the format numbers them.
const (
	encPlain, encRLE, encDictionary = 0, 3, 8
	pageData, pageDictionary        = 0, 2
)

// read takes in the cells of a column, of which it is the part-th leaf.
func (c *chunk) read(t Type, part int, cells []byte, maxDef uint8) {
	parts := t.parts()
	c.t = parts[part]
	c.def, c.rep, c.plain, c.values, c.least, c.most = c.def[:0], c.rep[:0], c.plain[:0], 0, nil, nil
	d := newDictionary(c)
	take := func(cell []byte) {
		if cell[0] == 0 {
			c.def = append(c.def, maxDef-1)
			return
		}
		c.def = append(c.def, maxDef)
		c.values++
		if c.t == Bool {
			c.plain = append(c.plain, cell[0]-1)
			return
		}
		d.add(cell[1:])
	}
	for len(cells) > 0 {
		if !t.list() {
			n := cellSize(cells, t)
			take(cells[:n])
			cells = cells[n:]
			continue
		}
		count := binary.LittleEndian.Uint32(cells)
		cells = cells[4:]
		if count == 0 {
			c.def, c.rep = append(c.def, 0), append(c.rep, 0)
		}
		for k := range count {
			c.rep = append(c.rep, uint8(min(k, 1)))
			for p, pt := range parts {
				n := cellSize(cells, pt)
				if p == part {
					take(cells[:n])
				}
				cells = cells[n:]
			}
		}
	}
	d.end()
}

// dictionary collects the values of a chunk, as long as they repeat.
type dictionary struct {
	c       *chunk
	index   map[string]uint32 // nil: given up
	last    []byte
	lastAt  uint32
	entries [][]byte
	bytes   int // of all values
}

func newDictionary(c *chunk) *dictionary {
	c.dict, c.entries, c.indices = c.dict[:0], 0, c.indices[:0]
	return &dictionary{c: c, index: map[string]uint32{}}
}

// trial is after how many values a dictionary must have proved its worth.
const trial = 4096

// add takes a value, which must stay as it is until end.
func (d *dictionary) add(v []byte) {
	if d.index == nil {
		d.c.plain = append(d.c.plain, v...)
		d.c.bound(v)
		return
	}
	d.bytes += len(v)
	at := d.lastAt
	if d.last == nil || !bytes.Equal(v, d.last) {
		var ok bool
		if at, ok = d.index[string(v)]; !ok {
			at = uint32(len(d.entries))
			d.index[unsafe.String(unsafe.SliceData(v), len(v))] = at // the cells outlive the map
			d.entries = append(d.entries, v)
			d.c.bound(v)
		}
		d.last, d.lastAt = v, at
	}
	d.c.indices = append(d.c.indices, at)
	if len(d.c.indices) == trial && len(d.entries) > trial/2 {
		d.giveUp()
	}
}

func (d *dictionary) giveUp() {
	for _, at := range d.c.indices {
		d.c.plain = append(d.c.plain, d.entries[at]...)
	}
	d.index, d.entries, d.c.indices = nil, nil, d.c.indices[:0]
}

// end writes the dictionary or, where it would save nothing, the values.
func (d *dictionary) end() {
	if d.index == nil {
		return
	}
	size := len(d.c.indices) * widthOf(len(d.entries)) / 8
	for _, v := range d.entries {
		size += len(v)
	}
	if size >= d.bytes {
		d.giveUp()
		return
	}
	for _, v := range d.entries {
		d.c.dict = append(d.c.dict, v...)
	}
	d.c.entries = len(d.entries)
}

// bound takes a value into the smallest and largest.
func (c *chunk) bound(v []byte) {
	switch c.t {
	case Decimal:
		return
	case Float32, Float64:
		if f := c.float(v); math.IsNaN(f) {
			return
		}
	case String, Dict:
		v = v[4:]
	}
	if c.least == nil || c.compare(v, c.least) < 0 {
		c.least = v
	}
	if c.most == nil || c.compare(v, c.most) > 0 {
		c.most = v
	}
}

func (c *chunk) float(v []byte) float64 {
	if len(v) == 4 {
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(v)))
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(v))
}

func (c *chunk) compare(a, b []byte) int {
	switch c.t {
	case Int16, Int32, Date:
		return cmp.Compare(int32(binary.LittleEndian.Uint32(a)), int32(binary.LittleEndian.Uint32(b)))
	case Int64:
		return cmp.Compare(int64(binary.LittleEndian.Uint64(a)), int64(binary.LittleEndian.Uint64(b)))
	case Float32, Float64:
		return cmp.Compare(c.float(a), c.float(b))
	}
	return bytes.Compare(a, b)
}

// statistics for the footer. Zeros of floats are left out: readers may take -0 and 0 for different.
func (c *chunk) statistics(maxDef uint8, signed bool) metadata.EncodedStatistics {
	s := metadata.EncodedStatistics{Signed: signed}
	nulls := int64(0)
	for _, d := range c.def {
		if d < maxDef {
			nulls++
		}
	}
	s.SetNullCount(nulls)
	float := c.t == Float32 || c.t == Float64
	if c.least == nil || len(c.least) > maxStat || len(c.most) > maxStat || float && (c.float(c.least) == 0 || c.float(c.most) == 0) {
		return s
	}
	return *s.SetMin(bytes.Clone(c.least)).SetMax(bytes.Clone(c.most))
}

// write writes the pages to w, which is at the given offset, and tells the footer of them.
func (c *chunk) write(w *counter, meta *metadata.ColumnChunkMetaDataBuilder) error {
	descr := meta.Descr()
	maxDef, maxRep := uint8(descr.MaxDefinitionLevel()), descr.MaxRepetitionLevel()
	info := metadata.ChunkMetaInfo{NumValues: int64(len(c.def)), IndexPageOffset: -1}
	if len(c.def) > math.MaxInt32 || len(c.dict) > math.MaxInt32 {
		return fmt.Errorf("%d values in a row group are too many", len(c.def))
	}
	start := w.n
	if c.entries > 0 {
		info.DictPageOffset = w.n
		if err := c.writePage(w, pageDictionary, c.entries, encPlain, c.dict, &info); err != nil {
			return err
		}
	}
	c.page = c.page[:0]
	if maxRep > 0 {
		c.page = appendLevels(c.page, c.rep, int(maxRep))
	}
	if maxDef > 0 {
		c.page = appendLevels(c.page, c.def, int(maxDef))
	}
	encoding := encPlain
	switch {
	case c.entries > 0:
		encoding = encDictionary
		width := widthOf(c.entries - 1)
		c.page = appendHybrid(append(c.page, byte(width)), c.indices, width)
	case c.t == Bool:
		c.page = appendBits(c.page, c.plain)
	default:
		c.page = append(c.page, c.plain...)
	}
	info.DataPageOffset = w.n
	if err := c.writePage(w, pageData, len(c.def), encoding, c.page, &info); err != nil {
		return err
	}
	info.CompressedSize = w.n - start
	meta.SetStats(c.statistics(maxDef, descr.SortOrder() == pqschema.SortSIGNED))
	return meta.Finish(info, c.entries > 0, false, metadata.EncodingStats{
		DataEncodingStats: map[parquet.Encoding]int32{parquet.Encoding(encoding): 1},
	}, nil)
}

// appendLevels encodes levels with their length before them.
func appendLevels(b []byte, levels []uint8, most int) []byte {
	start := len(b)
	b = appendHybrid(append(b, 0, 0, 0, 0), levels, widthOf(most))
	binary.LittleEndian.PutUint32(b[start:], uint32(len(b)-start-4))
	return b
}

// appendBits packs values of 0 and 1.
func appendBits(b, values []byte) []byte {
	for i := 0; i < len(values); i += 8 {
		var v byte
		for k, bit := range values[i:min(i+8, len(values))] {
			v |= bit << k
		}
		b = append(b, v)
	}
	return b
}

// writePage compresses a page and writes it with its header, a Thrift struct in compact form.
func (c *chunk) writePage(w *counter, kind, values, encoding int, page []byte, info *metadata.ChunkMetaInfo) error {
	c.out = compressor().EncodeAll(page, c.out[:0])
	var buf [64]byte
	h := thrift{b: buf[:0]}
	h.int(1, kind)
	h.int(2, len(page))
	h.int(3, len(c.out))
	if kind == pageDictionary {
		h.open(7)
		h.int(1, values)
		h.int(2, encoding)
	} else {
		h.open(5)
		h.int(1, values)
		h.int(2, encoding)
		h.int(3, encRLE) // of definition levels
		h.int(4, encRLE) // of repetition levels
	}
	h.b = append(h.b, 0, 0) // the ends of both structs
	info.UncompressedSize += int64(len(h.b) + len(page))
	if _, err := w.Write(h.b); err != nil {
		return err
	}
	_, err := w.Write(c.out)
	return err
}

// thrift writes the fields of a struct in the compact protocol.
type thrift struct {
	b    []byte
	last int
}

func (t *thrift) field(id int, kind byte) {
	t.b = append(t.b, byte(id-t.last)<<4|kind)
	t.last = id
}

func (t *thrift) int(id, v int) {
	t.field(id, 5)
	t.b = binary.AppendVarint(t.b, int64(v))
}

func (t *thrift) open(id int) {
	t.field(id, 12)
	t.last = 0
}
