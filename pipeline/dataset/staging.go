package dataset

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/klauspost/compress/s2"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// staging lists the tables whose rows a batch holds, in their order in it.
var staging = []*table.Table{table.Observations, table.Quantities, table.Quarantine, table.Documents}

// A batch file holds the rows of documents in bytes (see table.SplitRow), so that a version is made of it
// without decoding anything:
//
//	blocks   S2-compressed, a length (4 bytes) before each: documents, each of which is for each of the
//	         tables of staging the number of its rows and the rows, each with its length before it
//	index    a block, too: what a version must know of each document before its rows
//	end      8 bytes: where the index starts
//
// Lengths and numbers in blocks are varints.
const blockBytes = 256 << 10

// entry is what the index knows of a document.
type entry struct {
	id string
	// block is where the document's block starts in the file, at where the document starts in it.
	block, at int64
	// key is equal for documents with the same text and day of publication, "" for those that never are
	// duplicates.
	key        string
	reportYear int
	sketch     string
}

// stage is the batch in work.
type stage struct {
	*aside
	documents int
	input     int64 // bytes of the documents
	rows      int64 // bytes of their rows

	id, sketch string // of the document in work
	counts     [4]int
	parts      [4][]byte
	document   []byte // its row of table documents

	writers [4]*table.Writer
	block   []byte
	index   []byte
	buf     []byte
	cells   table.Cells
}

func newStage() *stage {
	s := &stage{}
	for at, t := range staging {
		s.writers[at] = table.NewRows(t, func(row []byte) error {
			s.counts[at]++
			s.parts[at] = append(binary.AppendUvarint(s.parts[at], uint64(len(row))), row...)
			if t == table.Documents {
				s.document = append(s.document[:0], row...)
			}
			return nil
		})
	}
	return s
}

// open starts a batch. The memory is that of the batch before.
func (s *stage) open(fsys FS) (err error) {
	if s.aside, err = create(fsys, tmpDir+"/batch.rows"); err != nil {
		return fmt.Errorf("batch: %w", err)
	}
	s.documents, s.input, s.rows, s.id = 0, 0, 0, ""
	s.block, s.index = s.block[:0], s.index[:0]
	for at := range s.parts {
		s.counts[at], s.parts[at] = 0, s.parts[at][:0]
	}
	return nil
}

// writer returns where the rows of a table go, or nil.
func (s *stage) writer(t *table.Table) *table.Writer {
	if at := slices.Index(staging, t); at >= 0 {
		return s.writers[at]
	}
	return nil
}

// begin starts a document. Its rows refer to none of another, since a version may have others between them.
func (s *stage) begin(id, sketch string, bytes int64) {
	for _, w := range s.writers {
		w.Apart()
	}
	s.id, s.sketch = id, sketch
	s.documents++
	s.input += bytes
}

// end closes the document in work.
func (s *stage) end() error {
	if s.id == "" {
		return nil
	}
	if s.counts[len(staging)-1] != 1 {
		return fmt.Errorf("document %s has %d rows in table %s", s.id, s.counts[len(staging)-1], table.Documents.Name)
	}
	key, year, err := s.identity()
	if err != nil {
		return err
	}
	s.index = appendText(s.index, s.id)
	s.index = binary.AppendUvarint(binary.AppendUvarint(s.index, uint64(s.n)), uint64(len(s.block)))
	s.index = appendText(s.index, key)
	s.index = binary.AppendVarint(s.index, int64(year))
	s.index = appendText(s.index, s.sketch)
	for i := range s.parts {
		s.rows += int64(len(s.parts[i]))
		s.block = append(binary.AppendUvarint(s.block, uint64(s.counts[i])), s.parts[i]...)
		s.counts[i], s.parts[i] = 0, s.parts[i][:0]
	}
	s.id = ""
	if len(s.block) < blockBytes {
		return nil
	}
	return s.flush()
}

// identity reads from the document's row what says whether it is a duplicate, and its report year.
func (s *stage) identity() (key string, year int, err error) {
	if s.cells, err = table.Documents.SplitRow(s.document, s.cells); err != nil {
		return "", 0, err
	}
	if text := s.cells.Text(columnText); text != "" && s.cells.Text(columnState) == string(pipeline.Extracted) {
		key = text + string(s.cells[columnPublished])
	}
	return key, int(s.cells.Int(columnYear)), nil
}

// The columns of table documents that decide about a document.
var (
	columnText      = table.Documents.Index("text_sha256")
	columnPublished = table.Documents.Index("published")
	columnYear      = table.Documents.Index("report_year")
	columnState     = table.Documents.Index("state")
)

func (s *stage) flush() error {
	if len(s.block) == 0 {
		return nil
	}
	s.buf = s2.Encode(s.buf[:cap(s.buf)], s.block)
	s.block = s.block[:0]
	if _, err := s.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(s.buf)))); err != nil {
		return err
	}
	_, err := s.Write(s.buf)
	return err
}

// finish writes what is left, and makes the file durable.
func (s *stage) finish() (file, error) {
	err := s.end()
	if err == nil {
		err = s.flush()
	}
	index := s.n
	s.block, s.index = s.index, s.block
	if err == nil {
		err = s.flush()
	}
	if err == nil {
		_, err = s.Write(binary.LittleEndian.AppendUint64(nil, uint64(index)))
	}
	f, err := s.aside.finish("", int64(s.documents), err)
	if err != nil {
		return file{}, fmt.Errorf("batch: %w", err)
	}
	f.Path = f.SHA256 + ".rows"
	return f, nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}
