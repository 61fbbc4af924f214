package isolate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"

	"zhibiao/pipeline"
)

// Handler is one operation of a child: payload in, answer out.
type Handler func(ctx context.Context, payload []byte) ([]byte, error)

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
	guardMemory(memory)
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
		payload, err := readFrame(in, 1<<40)
		if err != nil {
			return exitBroken
		}
		answer, err := call(handlers[string(op)], string(op), payload)
		kind := byte(0)
		if err != nil {
			kind, answer = 1, encodeFault(err)
		}
		if out.WriteByte(kind) != nil || writeFrame(out, answer) != nil || out.Flush() != nil {
			return exitBroken
		}
	}
}

// call runs one handler. A panic that can be recovered costs no process.
func call(h Handler, op string, payload []byte) (answer []byte, err error) {
	if h == nil {
		return nil, fmt.Errorf("no operation %q", op)
	}
	defer func() {
		if v := recover(); v != nil {
			err = pipeline.Faultf(op, pipeline.Crashed, "panic: %v", v)
		}
	}()
	return h(context.Background(), payload)
}

// guardMemory ends the process before it takes more memory than it may. The collector is told the
// limit, a hard limit of the system catches single huge allocations where there is one, and a watcher
// catches the rest.
func guardMemory(limit int64) {
	debug.SetMemoryLimit(limit * 3 / 4)
	debug.SetMaxStack(int(limit / 4))
	hardLimit(limit)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		for range time.Tick(20 * time.Millisecond) {
			metrics.Read(sample)
			used := int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
			if used > limit || resident() > limit {
				os.Exit(exitMemory)
			}
		}
	}()
}
