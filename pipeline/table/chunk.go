package table

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	pqschema "github.com/apache/arrow/go/v15/parquet/schema"
	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
)

// hashCompressor is one for all files: making one costs as much as compressing a hundred small pages. Nothing repeats in
// the columns that it is for, but their digits have half the bits that they take.
var hashCompressor = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)),
		zstd.WithWindowSize(1<<20), zstd.WithLowerEncoderMem(true), zstd.WithZeroFrames(true), zstd.WithAllLitEntropyCompression(true))
	if err != nil {
		panic(err) // the options are good
	}
	return e
})

// maxStat is how long the smallest and largest text may be that are written into the footer.
const maxStat = 64

// chunk encodes the values of one leaf of a column in a row group: a page with a dictionary where that is
// smaller, and a page with the values. Its buffers serve one row group after the other.
//
// Pages are compressed with Snappy, in a third of the time that zstd takes for a quarter more bytes. Hashes have no
// dictionary, their lengths stand before them all, and zstd halves them. Places in a text are written by how far each is
// from the one above, which leaves little to compress.
type chunk struct {
	*pages
	t        Type // of the leaf
	form     form
	maxDef   uint8
	def, rep []uint8 // def is of columns with nulls or lists, rep of lists
	levels   int     // how many there are, or would be
	values   int

	dictionary dictionary
	plain      []byte
	numbers    []uint32 // that are written as deltas: the values, or the lengths of the hashes in plain

	least, most []byte
}

// form is how the values of a leaf are written.
type form uint8

const (
	repeating form = iota // with a dictionary, or plain
	hashes
	deltas
)

// formOf is the form of a leaf of a column.
func formOf(c Column, leaf Type) form {
	switch {
	case c.Hash && leaf == String:
		return hashes
	case c.Near && leaf == Int32:
		return deltas
	}
	return repeating
}

// pages is the memory for a page and for its compressed form, of which the chunks of a group need one at a time.
type pages struct{ page, out []byte }

// Encodings and kinds of pages, as the format numbers them.
const (
	encPlain, encRLE, encDelta, encDeltaLength, encDictionary = 0, 3, 5, 6, 8
	pageData, pageDictionary                                  = 0, 2
)

// reset empties the chunk for the next row group.
func (c *chunk) reset() {
	c.def, c.rep, c.plain, c.levels, c.values, c.least, c.most = c.def[:0], c.rep[:0], c.plain[:0], 0, 0, nil, nil
	c.numbers = c.numbers[:0]
	c.dictionary.reset()
}

var errRow = errors.New("damaged row")

// cell takes in the cell at the start of row, which must stay as it is until write, and returns the rest.
func (c *chunk) cell(row []byte) ([]byte, error) {
	if len(row) == 0 {
		return nil, errRow
	}
	kind := row[0]
	row = row[1:]
	c.levels++
	if kind == isNull {
		if c.maxDef == 0 {
			return nil, errRow
		}
		c.def = append(c.def, c.maxDef-1)
		return row, nil
	}
	if c.maxDef > 0 {
		c.def = append(c.def, c.maxDef)
	}
	c.values++
	n := payload[c.t]
	switch {
	case c.t == Bool:
		c.plain = append(c.plain, kind-1)
		return row, nil
	case n >= 0:
	case len(row) < 4:
		return nil, errRow
	default:
		n = 4 + int(binary.LittleEndian.Uint32(row))
	}
	if n > len(row) {
		return nil, errRow
	}
	c.add(row[:n])
	return row[n:], nil
}

// add takes in a value.
func (c *chunk) add(v []byte) {
	d := &c.dictionary
	if c.form != repeating || d.gaveUp {
		c.keep(v)
		c.bound(v)
		d.last = v
		return
	}
	known := len(d.entries)
	d.add(v)
	if len(d.entries) > known {
		c.bound(v)
		if len(d.indices) == trial && len(d.entries) > trial/2 {
			c.plain = d.giveUp(c.plain)
		}
	}
}

// keep takes in a value without a dictionary.
func (c *chunk) keep(v []byte) {
	switch c.form {
	case deltas:
		c.numbers = append(c.numbers, binary.LittleEndian.Uint32(v))
		return
	case hashes:
		c.numbers = append(c.numbers, uint32(len(v)-4))
		v = v[4:]
	}
	c.plain = append(c.plain, v...)
}

// again takes in the last cell n times more.
func (c *chunk) again(n int) error {
	if c.levels == 0 {
		return errRow
	}
	c.levels += n
	if c.maxDef > 0 {
		def := c.def[len(c.def)-1]
		c.def = repeat(c.def, def, n)
		if def < c.maxDef {
			return nil
		}
	}
	c.values += n
	switch d := &c.dictionary; {
	case c.t == Bool:
		c.plain = repeat(c.plain, c.plain[len(c.plain)-1], n)
	case c.form != repeating || d.gaveUp:
		for range n {
			c.keep(d.last)
		}
	default:
		d.bytes += n * len(d.last)
		d.indices = repeat(d.indices, d.lastAt, n)
	}
	return nil
}

// repeat appends v n times.
func repeat[T any](list []T, v T, n int) []T {
	at := len(list)
	list = slices.Grow(list, n)[:at+n]
	for i := range list[at:] {
		list[at+i] = v
	}
	return list
}

// dictionary collects the values of a chunk, as long as they repeat.
type dictionary struct {
	gaveUp  bool
	last    []byte
	lastAt  uint32
	entries [][]byte // the values that are different
	after   []uint32 // by entry, the one that last came after it: texts are alike, and so are their rows
	indices []uint32
	bytes   int // of all values
	// slots has the entries by their hash, counted from 1; its length is a power of two. Go's own map takes
	// twice the time.
	slots []uint32
}

var seed = maphash.MakeSeed()

func (d *dictionary) reset() {
	clear(d.entries) // they would keep the rows
	d.gaveUp, d.last, d.bytes = false, nil, 0
	d.entries, d.after, d.indices, d.slots = d.entries[:0], d.after[:0], d.indices[:0], d.slots[:0]
}

// trial is after how many values a dictionary must have proved its worth.
const trial = 512

func (d *dictionary) add(v []byte) {
	d.bytes += len(v)
	if d.last == nil {
		d.last, d.lastAt = v, d.find(v)
	} else if !bytes.Equal(v, d.last) {
		next := d.after[d.lastAt]
		if !bytes.Equal(v, d.entries[next]) {
			next = d.find(v)
			d.after[d.lastAt] = next
		}
		d.last, d.lastAt = v, next
	}
	d.indices = append(d.indices, d.lastAt)
}

// find is the place of a value among the entries.
func (d *dictionary) find(v []byte) uint32 {
	if 2*len(d.entries) >= len(d.slots) {
		d.grow()
	}
	at := maphash.Bytes(seed, v)
	for mask := uint64(len(d.slots) - 1); ; at++ {
		switch n := d.slots[at&mask]; {
		case n == 0:
			d.entries, d.after = append(d.entries, v), append(d.after, 0)
			d.slots[at&mask] = uint32(len(d.entries))
			return uint32(len(d.entries) - 1)
		case bytes.Equal(v, d.entries[n-1]):
			return n - 1
		}
	}
}

func (d *dictionary) grow() {
	if size := max(64, 4*len(d.slots)); size <= cap(d.slots) {
		d.slots = d.slots[:size]
		clear(d.slots)
	} else {
		d.slots = make([]uint32, size)
	}
	mask := uint64(len(d.slots) - 1)
	for i, v := range d.entries {
		at := maphash.Bytes(seed, v)
		for d.slots[at&mask] != 0 {
			at++
		}
		d.slots[at&mask] = uint32(i + 1)
	}
}

// giveUp appends the values to plain.
func (d *dictionary) giveUp(plain []byte) []byte {
	for _, at := range d.indices {
		plain = append(plain, d.entries[at]...)
	}
	d.gaveUp = true
	return plain
}

// pays reports whether the dictionary and the indices are smaller than the values.
func (d *dictionary) pays() bool {
	if d.gaveUp || len(d.entries) == 0 {
		return false
	}
	size := len(d.indices) * widthOf(len(d.entries)) / 8
	for _, v := range d.entries {
		size += len(v)
	}
	return size < d.bytes
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
func (c *chunk) statistics(signed bool) metadata.EncodedStatistics {
	s := metadata.EncodedStatistics{Signed: signed}
	s.SetNullCount(int64(c.levels - c.values))
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
	info := metadata.ChunkMetaInfo{NumValues: int64(c.levels), IndexPageOffset: -1}
	if c.levels > math.MaxInt32 || c.dictionary.bytes > math.MaxInt32 {
		return fmt.Errorf("%d values in a row group are too many", c.levels)
	}
	start := w.n
	d := &c.dictionary
	pays := d.pays()
	if pays {
		c.page = c.page[:0]
		for _, v := range d.entries {
			c.page = append(c.page, v...)
		}
		info.DictPageOffset = w.n
		if err := c.writePage(w, pageDictionary, len(d.entries), encPlain, c.page, &info); err != nil {
			return err
		}
	} else if c.form == repeating && !d.gaveUp {
		c.plain = d.giveUp(c.plain)
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
	case pays:
		encoding = encDictionary
		width := widthOf(len(d.entries) - 1)
		c.page = appendHybrid(append(c.page, byte(width)), d.indices, width)
	case c.form == hashes:
		encoding = encDeltaLength
		c.page = append(appendDeltas(c.page, c.numbers), c.plain...)
	case c.form == deltas:
		encoding = encDelta
		c.page = appendDeltas(c.page, c.numbers)
	case c.t == Bool:
		c.page = appendBits(c.page, c.plain)
	default:
		c.page = append(c.page, c.plain...)
	}
	info.DataPageOffset = w.n
	if err := c.writePage(w, pageData, c.levels, encoding, c.page, &info); err != nil {
		return err
	}
	info.CompressedSize = w.n - start
	meta.SetStats(c.statistics(descr.SortOrder() == pqschema.SortSIGNED))
	return meta.Finish(info, pays, false, metadata.EncodingStats{
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
	out := page
	switch c.form {
	case hashes:
		c.out = hashCompressor().EncodeAll(page, c.out[:0])
		out = c.out
	case repeating:
		c.out = s2.EncodeSnappy(c.out[:cap(c.out)], page)
		out = c.out
	}
	var buf [64]byte
	h := thrift{b: buf[:0]}
	h.int(1, kind)
	h.int(2, len(page))
	h.int(3, len(out))
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
	_, err := w.Write(out)
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
