// Package isolate runs risky parsing in another process, so that one document costs one document. Go
// recovers no stack overflow, no exhausted memory and no panic of a library's goroutine; a process
// boundary survives them all.
//
// The child is the same binary, started again with a hidden argument. It reads requests from its
// standard input and writes frames to its standard output: parts of the answer, and questions for
// pieces of the input, so that neither side must hold all of either. The child bounds its own memory and
// processor time; the parent bounds the wall time as well, more generously, because a busy machine is no
// fault of the document. A child that dies is replaced for the next document. Nothing but the frames
// passes: the child has no arguments, no environment and no open files of the parent.
package isolate

import (
	"context"
	"errors"
	"io"
	"math"
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
	exitTime   = 73
)

// Limits of one request.
type Limits struct {
	// Time bounds the processor time of one request.
	Time time.Duration
	// Memory bounds the resident memory of a child, in bytes.
	Memory int64
	// Answer bounds the length of one part of an answer, in bytes.
	Answer int64
}

// wallFactor is how much longer than its processor time a request may take: what shares the machine
// with others waits, and only what waits for nothing is hung.
const wallFactor = 4

// Pool keeps children ready. It is safe for many goroutines; each request has a child of its own.
type Pool struct {
	exe    string
	limits Limits

	mu     sync.Mutex
	idle   []*child
	closed bool
}

// NewPool makes a pool of children of the binary exe. No child starts before the first request.
func NewPool(exe string, l Limits) *Pool { return &Pool{exe: exe, limits: l} }

// Request is what a child is asked to do.
type Request struct {
	// Stage is named in the faults that the child's end becomes.
	Stage string
	// Op names the handler.
	Op string
	// Head is handed over at once; it is short.
	Head []byte
	// Input is what the handler may read, of Size bytes or of an Unknown number; it is handed over in the
	// pieces that the handler asks for.
	Input io.ReaderAt
	Size  int64
	// Time, if set, stands for the pool's limit.
	Time time.Duration
}

// Unknown is the size of an input whose end is found by reading.
const Unknown = math.MaxInt64

// Call makes a request whose answer is one part.
func (p *Pool) Call(ctx context.Context, r Request) ([]byte, error) {
	s, err := p.Open(ctx, r)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	answer, err := s.Next()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err == nil {
		if _, err = s.Next(); !errors.Is(err, io.EOF) {
			return nil, err
		}
	}
	return answer, nil
}

// Open makes a request and returns the session that its answer comes in. What the child does to itself
// comes back as a Fault of the request's stage.
func (p *Pool) Open(ctx context.Context, r Request) (*Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c, err := p.take()
	if err != nil {
		return nil, pipeline.Faultf(r.Stage, pipeline.Crashed, "the parser's process does not start: %v", err)
	}
	limit := p.limits.Time
	if r.Time > 0 {
		limit = r.Time
	}
	s := &Session{pool: p, child: c, ctx: ctx, req: r, limit: limit, left: wallFactor * limit}
	if err := s.timed(func() error { return c.send(&r, limit) }); err != nil {
		return nil, s.fail(err)
	}
	return s, nil
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
	return startChild(cmd)
}
