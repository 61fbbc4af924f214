package table

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"github.com/apache/arrow/go/v15/arrow/flight"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
)

// CreatedBy stands in every file in place of the library's version, so that the bytes depend on
// zhibiao alone.
const CreatedBy = "zhibiao"

// A row group is cut at whichever limit comes first. Both are counted from the rows, never from
// timing or free memory, so the cuts are the same in every run.
const (
	groupRows  = 128 << 10
	groupBytes = 6 << 20
)

// slabBytes of rows are handed to the columns at a time, in memory that is used again. Of each open file, of which there are
// some for each year, half of the last slab is empty.
const slabBytes = 64 << 10

var slabs = sync.Pool{New: func() any { return new([slabBytes]byte) }}

// Options says how a file is written.
type Options struct {
	// Metadata (pairs of key and value) goes into the file's metadata.
	Metadata [][2]string
	// Encode runs the encoding of a row group, which may take its time; by default it is run at once. One
	// file never has two at a time.
	Encode func(func())
}

// FileWriter is a Parquet file on its way. Rows wait in bytes; a full row group is turned into columns, encoded
// and written in one go. So between the groups a file holds nothing but bytes of rows.
//
// Schema and footer are the Parquet library's. The pages between them are made here, straight from the rows:
// the library's writers would hash every value of every column twice, make a compressor for every page and
// hold on to the rows until the footer is written.
type FileWriter struct {
	t      *Table
	w      *counter
	meta   *metadata.FileMetaDataBuilder
	levels []uint8 // the definition levels of values, by leaf
	encode func(func())

	slabs       [][]byte
	rows, bytes int64 // of the group that waits
	groups      int16
	last        chan struct{}
	err         error // of the encoding; to be read after last
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

const magic = "PAR1"

// NewFileWriter starts a Parquet file of the table on w.
func NewFileWriter(w io.Writer, t *Table, o Options) (*FileWriter, error) {
	if o.Encode == nil {
		o.Encode = func(encode func()) { encode() }
	}
	props := []parquet.WriterProperty{
		parquet.WithCreatedBy(CreatedBy),
		parquet.WithRootName(t.Name),
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithCompression(compress.Codecs.Snappy),
	}
	arrow := t.Schema()
	ps, err := pqarrow.ToParquet(arrow, parquet.NewWriterProperties(props...), pqarrow.DefaultWriterProps())
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.Name, err)
	}
	leaf := 0
	for _, c := range t.Columns {
		for _, part := range c.Type.parts() {
			path := ps.Column(leaf).ColumnPath()
			switch formOf(c, part) {
			case hashes:
				props = append(props, parquet.WithCompressionPath(path, compress.Codecs.Zstd), parquet.WithEncodingPath(path, parquet.Encodings.DeltaLengthByteArray))
			case deltas:
				props = append(props, parquet.WithCompressionPath(path, compress.Codecs.Uncompressed), parquet.WithEncodingPath(path, parquet.Encodings.DeltaBinaryPacked))
			}
			leaf++
		}
	}
	kv := metadata.KeyValueMetadata{}
	// Readers that know Arrow take the descriptions of the fields from here.
	pairs := append([][2]string{{"ARROW:schema", base64.StdEncoding.EncodeToString(flight.SerializeSchema(arrow, memory.DefaultAllocator))}}, o.Metadata...)
	for _, p := range pairs {
		if err := kv.Append(p[0], p[1]); err != nil {
			return nil, fmt.Errorf("table %s: metadata %s: %w", t.Name, p[0], err)
		}
	}
	done := make(chan struct{})
	close(done)
	f := &FileWriter{t: t, w: &counter{w: w}, encode: o.Encode, last: done, meta: metadata.NewFileMetadataBuilder(ps, parquet.NewWriterProperties(props...), kv)}
	for i := range ps.NumColumns() {
		f.levels = append(f.levels, uint8(ps.Column(i).MaxDefinitionLevel()))
	}
	if _, err := io.WriteString(f.w, magic); err != nil {
		return nil, fmt.Errorf("table %s: %w", t.Name, err)
	}
	return f, nil
}

// Writer returns the maker of the file's rows; its Close closes the file.
func (f *FileWriter) Writer() *Writer {
	w := NewRows(f.t, f.take)
	w.end = f.Close
	return w
}

// Waiting is the size of the rows that wait to be encoded.
func (f *FileWriter) Waiting() int64 { return f.bytes }

func (f *FileWriter) take(row []byte) error {
	if StandsAlone(row) && (f.rows >= groupRows || f.bytes >= groupBytes) {
		f.Flush()
	}
	last := len(f.slabs) - 1
	if last < 0 || len(f.slabs[last])+len(row) > cap(f.slabs[last]) {
		slab := make([]byte, 0, len(row))
		if len(row) <= slabBytes {
			slab = slabs.Get().(*[slabBytes]byte)[:0]
		}
		f.slabs = append(f.slabs, slab)
		last++
	}
	f.slabs[last] = append(f.slabs[last], row...)
	f.rows++
	f.bytes += int64(len(row))
	return nil
}

// Flush ends the row group that waits; the next row must stand alone. Its error is that of Close.
func (f *FileWriter) Flush() {
	if f.rows == 0 {
		return
	}
	list, rows, before, done := f.slabs, f.rows, f.last, make(chan struct{})
	f.slabs, f.rows, f.bytes, f.last = nil, 0, 0, done
	f.encode(func() {
		defer close(done)
		if <-before; f.err == nil {
			f.err = f.group(list, rows)
		}
	})
}

// group writes a row group, one column after the other.
func (f *FileWriter) group(list [][]byte, rows int64) error {
	start := f.w.n
	meta := f.meta.AppendRowGroup()
	columns := groups.Get().(*group)
	defer func() {
		columns.free()
		for _, slab := range list {
			if cap(slab) == slabBytes {
				slabs.Put((*[slabBytes]byte)(slab[:slabBytes]))
			}
		}
	}()
	if err := columns.read(f.t, f.levels, list); err != nil {
		return err
	}
	next := 0
	for _, col := range f.t.Columns {
		for range col.Type.parts() {
			if err := columns.chunks[next].write(f.w, meta.NextColumnChunk()); err != nil {
				return fmt.Errorf("column %s: %w", col.Name, err)
			}
			next++
		}
	}
	meta.SetNumRows(int(rows))
	f.groups++
	return meta.Finish(f.w.n-start, f.groups-1)
}

// Close writes what waits and the footer. It does not close the underlying writer.
func (f *FileWriter) Close() error {
	f.Flush()
	<-f.last
	if f.err == nil {
		f.err = f.footer()
	}
	if f.err != nil {
		return fmt.Errorf("table %s: %w", f.t.Name, f.err)
	}
	return nil
}

func (f *FileWriter) footer() error {
	meta, err := f.meta.Finish()
	if err != nil {
		return err
	}
	start := f.w.n
	if _, err := meta.WriteTo(f.w, nil); err != nil {
		return err
	}
	_, err = f.w.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(f.w.n-start)), magic...))
	return err
}
