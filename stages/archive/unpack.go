package archive

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"strconv"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

// Some containers state how much memory their reading takes, up to gigabytes, and their libraries believe
// it; others are read by libraries that panic on damage. So 7z, RAR, XZ and Parquet are unpacked behind
// the process boundary, or not at all. The child asks for the pieces of the container that it needs and
// answers with a stream of pieces of the members, so that neither process holds all of one.

// piece is a piece of a member on its way from the child. The first of a member has its name or its row,
// and the last says so.
type piece struct {
	Name   string
	Row    int // from 1 where the member is the row of a table
	Hints  pipeline.Hints
	Data   []byte
	Last   bool
	Reason pipeline.Reason // what ends the member early
	Detail string
}

// Handlers are the child's side: the operations of Source behind the process boundary.
func Handlers() map[string]isolate.Handler {
	return map[string]isolate.Handler{"7z": unpack7z, "rar": unpackRAR, "xz": unpackXZ, "parquet": unpackParquet}
}

// isolated asks a child to unpack a container. Containers with a directory at their end are read at
// random: a stream of one is held in memory.
func (r *reader) isolated(op string, c content, in io.Reader, random bool) (*isolate.Session, *pipeline.Fault, error) {
	if r.pool == nil {
		return nil, pipeline.Faultf(stage, pipeline.UnsupportedFormat, "%s is read only behind a process boundary; unpack it first", op), nil
	}
	at, size := c.at, c.size
	switch {
	case at != nil && size >= 0:
	case random:
		raw, fault := r.slurp(in, size, r.cfg.Limits.NestedBytes, "limits.nested_bytes")
		if fault != nil {
			return nil, fault, nil
		}
		at, size = bytes.NewReader(raw), int64(len(raw))
	default:
		at, size = &sequence{r: in}, isolate.Unknown
	}
	var head bytes.Buffer
	if err := gob.NewEncoder(&head).Encode(r.cfg.Rows); err != nil {
		return nil, nil, err
	}
	s, err := r.pool.Open(r.ctx, isolate.Request{Stage: stage, Op: op, Head: head.Bytes(), Input: at, Size: size, Time: r.budget.left()})
	return s, nil, err
}

// sequence reads a stream at the offsets of a reader that goes straight on.
type sequence struct {
	r   io.Reader
	off int64
}

func (s *sequence) ReadAt(p []byte, off int64) (int, error) {
	if off != s.off {
		return 0, fmt.Errorf("read at %d of a stream that stands at %d", off, s.off)
	}
	n, err := io.ReadFull(s.r, p)
	s.off += int64(n)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// answer is the answer of a session as one stream.
type answer struct {
	s    *isolate.Session
	left []byte
}

func (a *answer) Close() error {
	a.s.Close()
	return nil
}

func (a *answer) Read(p []byte) (int, error) {
	for len(a.left) == 0 {
		var err error
		if a.left, err = a.s.Next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, a.left)
	a.left = a.left[n:]
	return n, nil
}

// unpacked yields the members of a container that a child unpacks.
func (r *reader) unpacked(op, p string, c content, in io.Reader, depth int) bool {
	s, fault, err := r.isolated(op, c, in, op != "rar")
	if fault != nil {
		return r.emitFault(p, c.size, fault)
	}
	if err != nil {
		return r.lost(p, c.size, err)
	}
	defer s.Close()
	pieces := gob.NewDecoder(&answer{s: s})
	for {
		m := member{pieces: pieces}
		err := m.next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return r.lost(p, c.size, err)
		}
		if fault := r.budget.entry(); fault != nil {
			return r.emitFault(p, c.size, fault)
		}
		if !r.member(p, &m, depth) {
			return false
		}
		if _, err := io.Copy(io.Discard, &metered{&m, r.budget}); err != nil && m.lost {
			return r.lost(p, c.size, err)
		}
		if r.budget.fault != nil {
			return !r.stopped
		}
	}
}

// lost yields the fault of a container that went wrong, unless the run was stopped.
func (r *reader) lost(p string, size int64, err error) bool {
	if r.ctx.Err() != nil {
		r.stopped = true
		r.yield(nil, r.ctx.Err())
		return false
	}
	return r.emitFault(p, size, r.asFault(err, pipeline.BrokenContainer))
}

func (r *reader) member(p string, m *member, depth int) bool {
	first := &m.now
	if first.Row > 0 {
		rp, hints := p+"#"+strconv.Itoa(first.Row), first.Hints
		raw, fault := r.slurp(&metered{m, r.budget}, -1, r.cfg.Limits.DocumentBytes, "limits.document_bytes")
		if fault != nil {
			return r.emitFault(rp, int64(len(raw)), fault)
		}
		return r.emit(rp, raw, hints)
	}
	name, safe := memberName(first.Name)
	mp := join(p, name)
	switch {
	case first.Reason != "":
		return r.emitFault(mp, 0, m.fault())
	case !safe:
		return r.emitFault(mp, 0, pipeline.Faultf(stage, pipeline.UnsafePath, "the name leaves the archive"))
	}
	return r.content(mp, content{r: &metered{m, r.budget}, size: -1}, depth+1)
}

// member reads the pieces of one member.
type member struct {
	pieces *gob.Decoder
	now    piece
	lost   bool // the answer itself ended or broke
}

// next gets the next piece.
func (m *member) next() error {
	m.now = piece{}
	err := m.pieces.Decode(&m.now)
	m.lost = err != nil
	return err
}

func (m *member) fault() *pipeline.Fault {
	return pipeline.Faultf(stage, m.now.Reason, "%s", m.now.Detail)
}

func (m *member) Read(p []byte) (int, error) {
	for len(m.now.Data) == 0 {
		switch {
		case m.now.Reason != "":
			return 0, m.fault()
		case m.now.Last:
			return 0, io.EOF
		}
		if err := m.next(); err != nil {
			m.now.Last = true
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
	}
	n := copy(p, m.now.Data)
	m.now.Data = m.now.Data[n:]
	return n, nil
}

// pieces writes the answer of a child.
type pieces struct {
	w   *bufio.Writer
	enc *gob.Encoder
	buf []byte
}

// sender makes a child's answer a writer.
type sender struct{ w *isolate.Work }

func (s sender) Write(p []byte) (int, error) { return len(p), s.w.Send(p) }

func newPieces(w *isolate.Work) *pieces {
	b := bufio.NewWriterSize(sender{w}, 128<<10)
	return &pieces{w: b, enc: gob.NewEncoder(b), buf: make([]byte, 128<<10)}
}

// fault writes a member that cannot be read.
func (o *pieces) fault(name string, f *pipeline.Fault) error {
	return o.enc.Encode(piece{Name: name, Last: true, Reason: f.Reason, Detail: f.Detail})
}

// member writes a member. An error of in ends the member with a fault, which because finds.
func (o *pieces) member(first piece, in io.Reader, because func(error) *pipeline.Fault) error {
	for p := first; ; p = (piece{}) {
		n, err := fill(in, o.buf)
		p.Data = o.buf[:n]
		if err != nil {
			p.Last = true
			if !errors.Is(err, io.EOF) {
				f := because(err)
				p.Reason, p.Detail = f.Reason, f.Detail
			}
		}
		if err := o.enc.Encode(p); err != nil || p.Last {
			return err
		}
	}
}

// fill reads until b is full. Unlike io.ReadFull it tells an end from a cut.
func fill(in io.Reader, b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		var m int
		m, err = in.Read(b[n:])
		n += m
	}
	return n, err
}

func (o *pieces) flush() error { return o.w.Flush() }
