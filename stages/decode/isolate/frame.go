package isolate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// Kinds of the frames that a child writes. A frame is its kind, eight bytes of length and its body;
// the frames of the parent have no kind.
const (
	framePart  byte = iota // of the answer
	frameEnd               // of the answer
	frameFault             // in the place of an answer
	frameAsk               // for a piece of the input: offset and length
)

// maxPiece bounds how much of the input is asked for at once.
const maxPiece = 1 << 20

var (
	errLongAnswer = errors.New("the answer is too long")
	errNonsense   = errors.New("the parser's process answered nonsense")
)

func writeFrame(w io.Writer, b []byte) error {
	var head [8]byte
	binary.BigEndian.PutUint64(head[:], uint64(len(b)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(b)
	return err
}

// readFrame reads a frame as far as it really comes: its stated length is not believed.
func readFrame(r io.Reader, limit int64) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint64(head[:])
	if n > uint64(limit) {
		return nil, errLongAnswer
	}
	if n <= 1<<20 {
		b := make([]byte, n)
		_, err := io.ReadFull(r, b)
		return b, err
	}
	var buf bytes.Buffer
	m, err := io.Copy(&buf, io.LimitReader(r, int64(n)))
	if err == nil && uint64(m) < n {
		err = io.ErrUnexpectedEOF
	}
	return buf.Bytes(), err
}
