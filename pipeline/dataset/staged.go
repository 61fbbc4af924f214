package dataset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/s2"
)

var errBatch = errors.New("damaged batch")

// staged reads a batch file.
type staged struct {
	rd      Reader
	name    string
	entries []entry

	block      []byte // the block that was read last
	at         int64  // where it starts; -1: none
	compressed []byte
	rows       [4][][]byte
}

func openStaged(fsys FS, name string) (*staged, error) {
	rd, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	s := &staged{rd: rd, name: name, at: -1}
	if err := s.readIndex(); err != nil {
		rd.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

func (s *staged) readIndex() error {
	end, err := s.rd.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	var tail [8]byte
	if end < int64(len(tail)) {
		return errBatch
	}
	if _, err := s.rd.ReadAt(tail[:], end-int64(len(tail))); err != nil {
		return err
	}
	if err := s.load(int64(binary.LittleEndian.Uint64(tail[:]))); err != nil {
		return err
	}
	index := words{b: s.block}
	s.block, s.at = nil, -1
	text := string(index.b) // one piece of memory for all entries
	for len(index.b) > 0 {
		e := entry{id: index.text(text)}
		e.block, e.at = int64(index.number()), int64(index.number())
		e.key = index.text(text)
		e.reportYear = int(index.signed())
		e.sketch = index.text(text)
		if index.bad {
			return errBatch
		}
		s.entries = append(s.entries, e)
	}
	return nil
}

// load reads a block, unless it is at hand.
func (s *staged) load(at int64) error {
	if at == s.at {
		return nil
	}
	var head [4]byte
	if _, err := s.rd.ReadAt(head[:], at); err != nil {
		return err
	}
	n := int(binary.LittleEndian.Uint32(head[:]))
	if cap(s.compressed) < n {
		s.compressed = make([]byte, n)
	}
	if _, err := s.rd.ReadAt(s.compressed[:n], at+int64(len(head))); err != nil {
		return err
	}
	block, err := s2.Decode(s.block[:cap(s.block)], s.compressed[:n])
	if err != nil {
		return err
	}
	s.block, s.at = block, at
	return nil
}

// document reads the rows of a document, by the tables of staging. They are valid until the next call.
func (s *staged) document(pos int32) (*[4][][]byte, error) {
	if int(pos) >= len(s.entries) {
		return nil, fmt.Errorf("%s: %w: it has no document %d", s.name, errBatch, pos)
	}
	e := &s.entries[pos]
	if err := s.load(e.block); err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	w := words{b: s.block}
	w.bytes(uint64(e.at))
	for i := range s.rows {
		s.rows[i] = s.rows[i][:0]
		for n := w.number(); n > 0 && !w.bad; n-- {
			s.rows[i] = append(s.rows[i], w.bytes(w.number()))
		}
	}
	if w.bad {
		return nil, fmt.Errorf("%s: document %s: %w", s.name, e.id, errBatch)
	}
	return &s.rows, nil
}

// words reads numbers and texts, and remembers whether they were all there.
type words struct {
	b   []byte
	bad bool
}

func (w *words) number() uint64 {
	v, n := binary.Uvarint(w.b)
	if n <= 0 {
		w.bad = true
		return 0
	}
	w.b = w.b[n:]
	return v
}

func (w *words) signed() int64 {
	v, n := binary.Varint(w.b)
	if n <= 0 {
		w.bad = true
		return 0
	}
	w.b = w.b[n:]
	return v
}

func (w *words) bytes(n uint64) []byte {
	if n > uint64(len(w.b)) {
		w.bad = true
		return nil
	}
	b := w.b[:n]
	w.b = w.b[n:]
	return b
}

// text returns a text as a part of whole, of which b is the rest.
func (w *words) text(whole string) string {
	n := len(w.bytes(w.number()))
	end := len(whole) - len(w.b)
	return whole[end-n : end]
}

// shelf keeps the batches open that are read, and the blocks of fewer. Documents of one batch come mostly together, so
// few are open at a time.
type shelf struct {
	run  *Run
	open []*staged // used last at the end
	nums []int32
}

const openBatches, openBlocks = 16, 2

func (s *shelf) batch(n int32) (*staged, error) {
	last := len(s.nums) - 1
	for i := last; i >= 0; i-- {
		if s.nums[i] == n {
			b := s.open[i]
			copy(s.open[i:], s.open[i+1:])
			copy(s.nums[i:], s.nums[i+1:])
			s.open[last], s.nums[last] = b, n
			s.trim()
			return b, nil
		}
	}
	b, err := openStaged(s.run.fsys, batchDir+"/"+s.run.batches[n].Files[0].Path)
	if err != nil {
		return nil, err
	}
	if len(s.open) == openBatches {
		s.open[0].rd.Close()
		s.open, s.nums = s.open[1:], s.nums[1:]
	}
	s.open, s.nums = append(s.open, b), append(s.nums, n)
	s.trim()
	return b, nil
}

// trim lets go of the block of the batch that is one too many.
func (s *shelf) trim() {
	if i := len(s.open) - openBlocks - 1; i >= 0 {
		b := s.open[i]
		b.block, b.at, b.compressed, b.rows = nil, -1, nil, [4][][]byte{}
	}
}

func (s *shelf) close() {
	for _, b := range s.open {
		b.rd.Close()
	}
	s.open, s.nums = nil, nil
}
