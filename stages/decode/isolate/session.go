package isolate

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"sync/atomic"
	"time"

	"zhibiao/pipeline"
)

// Session is one request under way. It is for one goroutine.
type Session struct {
	pool  *Pool
	child *child
	ctx   context.Context
	req   Request
	limit time.Duration
	left  time.Duration // of the wall time, which runs only while the child is waited for
	late  atomic.Bool
	ended error // what Next returns from now on
}

// Next returns the next part of the answer, or io.EOF after the last.
func (s *Session) Next() ([]byte, error) {
	if s.ended != nil {
		return nil, s.ended
	}
	var kind byte
	var part []byte
	if err := s.timed(func() (err error) {
		kind, part, err = s.receive()
		return err
	}); err != nil {
		return nil, s.fail(err)
	}
	switch kind {
	case framePart:
		return part, nil
	case frameEnd:
		s.ended = io.EOF
	case frameFault:
		s.ended = decodeFault(part)
	default:
		return nil, s.fail(errNonsense)
	}
	s.pool.give(s.child)
	return nil, s.ended
}

// Close ends a session whose answer is no longer wanted. After the last part it does nothing.
func (s *Session) Close() {
	if s.ended == nil {
		s.child.kill()
		s.ended = io.ErrClosedPipe
	}
}

// timed runs what waits for the child. Past the limit, or when the context ends, the child is killed,
// which ends every wait for it.
func (s *Session) timed(wait func() error) error {
	c := s.child
	start := time.Now()
	timer := time.AfterFunc(s.left, func() {
		s.late.Store(true)
		_ = c.cmd.Process.Kill()
	})
	stop := context.AfterFunc(s.ctx, func() { _ = c.cmd.Process.Kill() })
	err := wait()
	stop()
	timer.Stop()
	s.left -= time.Since(start)
	return err
}

// receive reads frames until one is for the caller. Questions for the input are answered here.
func (s *Session) receive() (byte, []byte, error) {
	for {
		kind, err := s.child.out.ReadByte()
		if err != nil {
			return 0, nil, err
		}
		frame, err := readFrame(s.child.out, s.pool.limits.Answer)
		if err != nil || kind != frameAsk {
			return kind, frame, err
		}
		if len(frame) != 16 || s.req.Input == nil {
			return 0, nil, errNonsense
		}
		off, n := int64(binary.BigEndian.Uint64(frame)), int64(binary.BigEndian.Uint64(frame[8:]))
		if off < 0 || n < 0 || n > maxPiece {
			return 0, nil, errNonsense
		}
		piece := make([]byte, n)
		m, err := s.req.Input.ReadAt(piece, off)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, nil, &inputError{err}
		}
		if err := writeFrame(s.child.in, piece[:m]); err != nil {
			return 0, nil, err
		}
	}
}

// inputError is an error of the input that the child asked for; the child is not to blame.
type inputError struct{ err error }

func (e *inputError) Error() string { return e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

// fail ends the session for good and says why.
func (s *Session) fail(cause error) error {
	s.ended = s.reason(cause)
	return s.ended
}

func (s *Session) reason(cause error) error {
	c := s.child
	var in *inputError
	if errors.As(cause, &in) {
		c.kill()
		return in.err
	}
	if errors.Is(cause, errLongAnswer) || errors.Is(cause, errNonsense) {
		c.kill()
		reason := pipeline.Crashed
		if errors.Is(cause, errLongAnswer) {
			reason = pipeline.TooLarge
		}
		return pipeline.Faultf(s.req.Stage, reason, "%s: %v", s.req.Op, cause)
	}
	err := c.wait()
	if s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	var exit *exec.ExitError
	code := 0
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	}
	text := c.stderr.String()
	said := func(what string) bool { return bytes.Contains([]byte(text), []byte(what)) }
	switch {
	case s.late.Load():
		return pipeline.Faultf(s.req.Stage, pipeline.TimeExceeded, "%s hung for %v", s.req.Op, wallFactor*s.limit)
	case code == exitTime, said("SIGXCPU"):
		return pipeline.Faultf(s.req.Stage, pipeline.TimeExceeded, "%s took more than %v of processor time (limits.time)", s.req.Op, s.limit)
	case code == exitMemory, said("out of memory"), said("cannot allocate memory"),
		said("address space collisions"): // the race detector's words for an allocation that fits nowhere
		return pipeline.Faultf(s.req.Stage, pipeline.MemoryExceeded, "%s needed more than %d MiB (limits.memory)", s.req.Op, s.pool.limits.Memory>>20)
	}
	line, _, _ := bytes.Cut([]byte(text), []byte("\n"))
	return pipeline.Faultf(s.req.Stage, pipeline.Crashed, "%s: the parser's process ended: %v: %s", s.req.Op, err, line)
}

// child is a process that serves requests.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *tail
	calls  int
}

func startChild(cmd *exec.Cmd) (*child, error) {
	c := &child{cmd: cmd, stderr: &tail{}}
	cmd.Stderr = c.stderr
	var err error
	if c.in, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReaderSize(out, 64<<10)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return c, nil
}

// send hands over a request without its input.
func (c *child) send(r *Request, limit time.Duration) error {
	head := binary.BigEndian.AppendUint64(nil, uint64(limit))
	head = binary.BigEndian.AppendUint64(head, uint64(r.Size))
	for _, frame := range [][]byte{[]byte(r.Op), append(head, r.Head...)} {
		if err := writeFrame(c.in, frame); err != nil {
			return err
		}
	}
	return nil
}

func (c *child) kill() {
	_ = c.in.Close()
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// wait collects a child whose pipe broke. It ends by itself, or is helped.
func (c *child) wait() error {
	_ = c.in.Close()
	stop := time.AfterFunc(5*time.Second, func() { _ = c.cmd.Process.Kill() })
	defer stop.Stop()
	return c.cmd.Wait()
}

// tail keeps the first KiB that is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if left := 1024 - len(t.buf); left > 0 {
		t.buf = append(t.buf, b[:min(left, len(b))]...)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}

// encodeFault and decodeFault carry an error over the boundary.
func encodeFault(err error) []byte {
	f := pipeline.AsFault("", err)
	return fmt.Appendf(nil, "%s\x00%s\x00%s", f.Stage, f.Reason, f.Detail)
}

func decodeFault(b []byte) error {
	p := bytes.SplitN(b, []byte{0}, 3)
	if len(p) != 3 {
		return errNonsense
	}
	return pipeline.Faultf(string(p[0]), pipeline.Reason(p[1]), "%s", p[2])
}
