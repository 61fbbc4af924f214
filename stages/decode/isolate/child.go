package isolate

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"sync/atomic"
	"time"

	"zhibiao/internal/race"
	"zhibiao/pipeline"
)

// Handler is one operation of a child.
type Handler func(ctx context.Context, w *Work) error

// Work is what a handler was asked for. It implements io.ReaderAt over the request's input.
type Work struct {
	// Head is what the request hands over at once, and Size the length of the input.
	Head []byte
	Size int64

	in  *bufio.Reader
	out *bufio.Writer
}

// Send hands over a part of the answer.
func (w *Work) Send(part []byte) error { return writeKind(w.out, framePart, part) }

// ReadAt asks the parent for a piece of the input.
func (w *Work) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		m, err := w.piece(p[n:], off+int64(n))
		if n += m; err != nil {
			return n, err
		}
	}
	return n, nil
}

func (w *Work) piece(p []byte, off int64) (int, error) {
	if off < 0 || off >= w.Size {
		return 0, io.EOF
	}
	var ask [16]byte
	n := min(int64(len(p)), maxPiece, w.Size-off)
	binary.BigEndian.PutUint64(ask[:], uint64(off))
	binary.BigEndian.PutUint64(ask[8:], uint64(n))
	if err := writeKind(w.out, frameAsk, ask[:]); err != nil {
		return 0, err
	}
	if err := w.out.Flush(); err != nil {
		return 0, err
	}
	got, err := readFrame(w.in, n)
	if err == nil && len(got) == 0 {
		err = io.EOF
		if w.Size != Unknown { // the input is shorter than it was said to be
			err = io.ErrUnexpectedEOF
		}
	}
	return copy(p, got), err
}

// All reads the whole input.
func (w *Work) All() ([]byte, error) {
	b := make([]byte, w.Size)
	n, err := w.ReadAt(b, 0)
	return b[:n], err
}

// IsChild reports whether the arguments of the process make it a child.
func IsChild(args []string) bool { return len(args) == 3 && args[1] == Argument }

// Main serves requests until the parent closes the pipe, and does not return. The parent's documents
// are all it ever sees.
func Main(handlers map[string]Handler) {
	os.Exit(serve(handlers))
}

func serve(handlers map[string]Handler) int {
	memory, err := strconv.ParseInt(os.Args[2], 10, 64)
	if err != nil || memory <= 0 {
		fmt.Fprintln(os.Stderr, "this argument is for the program's own use")
		return exitBroken
	}
	g := guard{memory: memory * race.Memory}
	g.start()
	in, out := bufio.NewReaderSize(os.Stdin, 64<<10), bufio.NewWriterSize(os.Stdout, 64<<10)
	os.Stdout = os.Stderr // what a library prints must not reach the frames
	for {
		op, err := readFrame(in, 1<<10)
		if errors.Is(err, io.EOF) {
			return 0
		}
		if err != nil {
			return exitBroken
		}
		head, err := readFrame(in, 1<<20)
		if err != nil || len(head) < 16 {
			return exitBroken
		}
		g.begin(time.Duration(binary.BigEndian.Uint64(head)))
		w := &Work{Head: head[16:], Size: int64(binary.BigEndian.Uint64(head[8:])), in: in, out: out}
		kind, body := frameEnd, []byte(nil)
		if err := call(handlers[string(op)], string(op), w); err != nil {
			kind, body = frameFault, encodeFault(err)
		}
		g.end()
		if writeKind(out, kind, body) != nil || out.Flush() != nil {
			return exitBroken
		}
	}
}

func writeKind(w *bufio.Writer, kind byte, body []byte) error {
	if err := w.WriteByte(kind); err != nil {
		return err
	}
	return writeFrame(w, body)
}

// call runs one handler. A panic that can be recovered costs no process.
func call(h Handler, op string, w *Work) (err error) {
	if h == nil {
		return fmt.Errorf("no operation %q", op)
	}
	defer func() {
		if v := recover(); v != nil {
			err = pipeline.Faultf(op, pipeline.Crashed, "panic: %v", v)
		}
	}()
	return h(context.Background(), w)
}

// guard ends the process before it takes more memory or processor time than it may. The collector is
// told the limit, hard limits of the system catch single huge allocations and loops that stop every
// other goroutine, where there are such limits, and a watcher catches the rest.
type guard struct {
	memory int64
	until  atomic.Int64 // processor time at which the request's ends, 0 between requests
}

func (g *guard) begin(limit time.Duration) {
	until := cpuTime() + limit
	g.until.Store(int64(until))
	hardTime(until + time.Second)
}

func (g *guard) end() { g.until.Store(0) }

func (g *guard) start() {
	debug.SetMemoryLimit(g.memory * 3 / 4)
	debug.SetMaxStack(int(g.memory / 4))
	hardMemory(g.memory)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		for range time.Tick(20 * time.Millisecond) {
			metrics.Read(sample)
			used := int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
			if used > g.memory || resident() > g.memory {
				os.Exit(exitMemory)
			}
			if until := g.until.Load(); until > 0 && int64(cpuTime()) > until {
				os.Exit(exitTime)
			}
		}
	}()
}
