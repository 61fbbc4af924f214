// Package isolate runs risky parsing in another process, so that one document costs one document. Go
// recovers no stack overflow, no exhausted memory and no panic of a library's goroutine; a process
// boundary survives them all.
//
// The child is the same binary, started again with a hidden argument: it reads requests from its
// standard input and writes answers to its standard output, one frame each. The parent bounds its
// wall time, the child its own memory; a child that dies is replaced for the next document. Nothing
// but the frames passes: the child has no arguments, no environment and no open files of the parent.
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
	"strconv"
	"sync"
	"time"

	"zhibiao/pipeline"
)

// Argument is the hidden first argument that makes the binary a child.
const Argument = "__parse"

// Exit codes of a child that ends itself.
const (
	exitMemory = 71
	exitBroken = 72
)

// Limits of one request.
type Limits struct {
	// Time bounds the wall time of one request.
	Time time.Duration
	// Start is added for the first request of an operation that a child serves: some parsers take
	// seconds to load.
	Start time.Duration
	// Memory bounds the resident memory of a child, in bytes.
	Memory int64
	// Answer bounds the length of an answer, in bytes.
	Answer int64
}

// Pool keeps children ready. It is safe for many goroutines; each call has a child of its own.
type Pool struct {
	exe    string
	limits Limits

	mu     sync.Mutex
	idle   []*child
	closed bool
}

// NewPool makes a pool of children of the binary exe. No child starts before the first call.
func NewPool(exe string, l Limits) *Pool { return &Pool{exe: exe, limits: l} }

type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr *tail
	calls  int
	warm   map[string]bool // operations served before
}

// Call hands payload to the operation op in a child and returns its answer. What the child does to
// itself comes back as a Fault of the given stage.
func (p *Pool) Call(ctx context.Context, stage, op string, payload []byte) ([]byte, error) {
	c, err := p.take()
	if err != nil {
		return nil, pipeline.Faultf(stage, pipeline.Crashed, "the parser's process does not start: %v", err)
	}
	type result struct {
		answer []byte
		failed bool
		err    error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		r.answer, r.failed, r.err = c.roundTrip(op, payload, p.limits.Answer)
		done <- r
	}()
	limit := p.limits.Time
	if !c.warm[op] {
		limit += p.limits.Start
		c.warm[op] = true
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case r := <-done:
		switch {
		case r.err != nil:
			return nil, c.died(stage, op, r.err)
		case r.failed:
			p.give(c)
			return nil, decodeFault(r.answer)
		}
		p.give(c)
		return r.answer, nil
	case <-timer.C:
		c.kill()
		<-done
		return nil, pipeline.Faultf(stage, pipeline.TimeExceeded, "%s took longer than %v", op, limit)
	case <-ctx.Done():
		c.kill()
		<-done
		return nil, ctx.Err()
	}
}

// Close ends the idle children.
func (p *Pool) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, c := range p.idle {
		c.kill()
	}
	p.idle = nil
	return nil
}

func (p *Pool) take() (*child, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	return p.start()
}

// maxCalls is how many documents a child serves: what a parser leaks, it leaks for so long.
const maxCalls = 500

func (p *Pool) give(c *child) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.calls++; p.closed || c.calls >= maxCalls {
		c.kill()
		return
	}
	p.idle = append(p.idle, c)
}

func (p *Pool) start() (*child, error) {
	cmd := exec.Command(p.exe, Argument, strconv.FormatInt(p.limits.Memory, 10))
	cmd.Env = []string{}
	cmd.SysProcAttr = childAttributes()
	c := &child{cmd: cmd, stderr: &tail{}, warm: map[string]bool{}}
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

func (c *child) kill() {
	_ = c.in.Close()
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// died says what ended a child.
func (c *child) died(stage, op string, cause error) error {
	_ = c.in.Close()
	stop := time.AfterFunc(5*time.Second, func() { _ = c.cmd.Process.Kill() })
	err := c.cmd.Wait()
	stop.Stop()
	var exit *exec.ExitError
	text := c.stderr.String()
	switch {
	case errors.As(err, &exit) && exit.ExitCode() == exitMemory, bytes.Contains([]byte(text), []byte("out of memory")), bytes.Contains([]byte(text), []byte("cannot allocate memory")):
		return pipeline.Faultf(stage, pipeline.MemoryExceeded, "%s needed more memory than allowed", op)
	case errors.Is(cause, errLongAnswer):
		return pipeline.Faultf(stage, pipeline.TooLarge, "%s: %v", op, cause)
	}
	line, _, _ := bytes.Cut([]byte(text), []byte("\n"))
	return pipeline.Faultf(stage, pipeline.Crashed, "%s: the parser's process ended: %v: %s", op, err, line)
}

// roundTrip sends a request and reads its answer.
func (c *child) roundTrip(op string, payload []byte, limit int64) (answer []byte, failed bool, err error) {
	if err := writeFrame(c.in, []byte(op)); err != nil {
		return nil, false, err
	}
	if err := writeFrame(c.in, payload); err != nil {
		return nil, false, err
	}
	kind, err := c.out.ReadByte()
	if err != nil {
		return nil, false, err
	}
	answer, err = readFrame(c.out, limit)
	return answer, kind != 0, err
}

var errLongAnswer = errors.New("the answer is too long")

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
	var buf bytes.Buffer
	if n <= 1<<20 {
		buf.Grow(int(n))
	}
	m, err := io.Copy(&buf, io.LimitReader(r, int64(n)))
	if err == nil && uint64(m) < n {
		err = io.ErrUnexpectedEOF
	}
	return buf.Bytes(), err
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
		return errors.New("the parser's process answered nonsense")
	}
	return pipeline.Faultf(string(p[0]), pipeline.Reason(p[1]), "%s", p[2])
}
