package table

import (
	"encoding/base64"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow/flight"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
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
	groupBytes = 16 << 20
)

// slabBytes of rows are handed to the columns at a time.
const slabBytes = 256 << 10

// Options says how a file is written.
type Options struct {
	Allocator memory.Allocator
	// Metadata (pairs of key and value) goes into the file's metadata.
	Metadata [][2]string
	// Encode runs the encoding of a row group, which may take its time; by default it is run at once. One
	// file never has two at a time.
	Encode func(func())
}

// FileWriter is a Parquet file on its way. Rows wait in bytes; a full row group is turned into columns, encoded
// and written in one go. So between the groups a file holds nothing but bytes of rows, and while one is written,
// the encoder of a single column.
//
// The columns are written straight from the rows through the Parquet library's column writers. Arrow arrays
// between them would copy every value twice more.
type FileWriter struct {
	t   *Table
	pw  *file.Writer
	opt Options

	slabs       [][]byte
	rows, bytes int64 // of the group that waits
	last        chan struct{}
	err         error // of the encoding; to be read after last
}

// NewFileWriter starts a Parquet file of the table on w.
func NewFileWriter(w io.Writer, t *Table, o Options) (*FileWriter, error) {
	if o.Allocator == nil {
		o.Allocator = memory.DefaultAllocator
	}
	if o.Encode == nil {
		o.Encode = func(encode func()) { encode() }
	}
	schema := t.Schema()
	props := writerProperties(t, o.Allocator)
	ps, err := pqarrow.ToParquet(schema, props, pqarrow.DefaultWriterProps())
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.Name, err)
	}
	meta := metadata.KeyValueMetadata{}
	// The library's readers take the descriptions of the fields from here.
	meta.Append("ARROW:schema", base64.StdEncoding.EncodeToString(flight.SerializeSchema(schema, o.Allocator))) //nolint:errcheck // it has no error
	for _, kv := range o.Metadata {
		meta.Append(kv[0], kv[1]) //nolint:errcheck // as above
	}
	done := make(chan struct{})
	close(done)
	return &FileWriter{
		t: t, opt: o, last: done,
		pw: file.NewParquetWriter(hideCloser{w}, ps.Root(), file.WithWriterProps(props), file.WithWriteMetadata(meta)),
	}, nil
}

// hideCloser keeps the Parquet writer from closing a file that the caller has yet to sync.
type hideCloser struct{ io.Writer }

func writerProperties(t *Table, mem memory.Allocator) *parquet.WriterProperties {
	return parquet.NewWriterProperties(
		parquet.WithAllocator(mem),
		parquet.WithCreatedBy(CreatedBy),
		parquet.WithRootName(t.Name),
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithDataPageVersion(parquet.DataPageV2),
		// Version 2 pages take their count of nulls from the statistics, so those stay on for every
		// column; long smallest and largest values (whole sentences) are left out by their size.
		parquet.WithStats(true),
		parquet.WithMaxStatsSize(64),
		// Most text repeats: a sentence stands in the row of each of its amounts.
		parquet.WithDictionaryDefault(true),
		parquet.WithDictionaryPageSizeLimit(groupBytes),
		// The library makes a new encoder for every page. At this level one costs a tenth of the
		// default's, which counts as most pages are small.
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithCompressionLevel(1),
	)
}

// Writer returns the maker of the file's rows; its Close closes the file.
func (f *FileWriter) Writer() *Writer { return &Writer{t: f.t, take: f.take, end: f.Close} }

// Waiting is the size of the rows that wait to be encoded.
func (f *FileWriter) Waiting() int64 { return f.bytes }

func (f *FileWriter) take(row []byte) error {
	last := len(f.slabs) - 1
	if last < 0 || len(f.slabs[last])+len(row) > cap(f.slabs[last]) {
		f.slabs = append(f.slabs, make([]byte, 0, max(slabBytes, len(row))))
		last++
	}
	f.slabs[last] = append(f.slabs[last], row...)
	f.rows++
	if f.bytes += int64(len(row)); f.rows >= groupRows || f.bytes >= groupBytes {
		f.Flush()
	}
	return nil
}

// Flush ends the row group that waits. Its error is that of Close.
func (f *FileWriter) Flush() {
	if f.rows == 0 {
		return
	}
	slabs, before, done := f.slabs, f.last, make(chan struct{})
	f.slabs, f.rows, f.bytes, f.last = nil, 0, 0, done
	f.opt.Encode(func() {
		defer close(done)
		if <-before; f.err == nil {
			f.err = f.encode(slabs)
		}
	})
}

// encode writes a row group, one column after the other.
func (f *FileWriter) encode(slabs [][]byte) error {
	cells := make([][]byte, len(f.t.Columns)) // of each column, one after the other
	for i, slab := range slabs {
		for c := (cursor{slab}); len(c.b) > 0; {
			for k := range f.t.Columns {
				before := c.b
				if !c.skip(f.t.Columns[k].Type) {
					return fmt.Errorf("damaged row: column %s", f.t.Columns[k].Name)
				}
				cells[k] = append(cells[k], before[:len(before)-len(c.b)]...)
			}
		}
		slabs[i] = nil
	}
	group := f.pw.AppendRowGroup()
	for k := range f.t.Columns {
		if err := writeColumn(f.t.Columns[k].Type, cells[k], group.NextColumn); err != nil {
			return fmt.Errorf("column %s: %w", f.t.Columns[k].Name, err)
		}
		cells[k] = nil
	}
	return group.Close()
}

// Close writes what waits and the footer. It does not close the underlying writer.
func (f *FileWriter) Close() error {
	f.Flush()
	<-f.last
	// After an error the library cannot close the file, but gives its memory back.
	err := f.pw.Close()
	if f.err != nil {
		err = f.err
	}
	if err != nil {
		return fmt.Errorf("table %s: %w", f.t.Name, err)
	}
	return nil
}
