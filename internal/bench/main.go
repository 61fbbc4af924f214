// Command bench measures the program as its users run it, as whole processes, against yardsticks that
// travel from machine to machine: gse's own segmentation of the same text and a plain pass of
// x/net/html over the same pages. It builds its inputs, checks the results of every run, prints tables
// and writes them to docs/performance.md.
//
//	go run ./internal/bench [-short] [-size MB] [-runs N] [-texts FOLDER] [-many N] [-peers=false] [-out FILE]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
)

type options struct {
	short bool
	size  int
	runs  int
	many  int
	texts string
	peers bool
	out   string
	keep  string
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		if err := child(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	var o options
	flag.BoolVar(&o.short, "short", false, "a look in a few minutes: 20 MB, each measured once, no extremes")
	flag.IntVar(&o.size, "size", 200, "bytes of the pages in `MB`; of the sample's a quarter where there are texts, too")
	flag.IntVar(&o.runs, "runs", 3, "repeat every measurement `N` times and take the median")
	flag.IntVar(&o.many, "many", 1_000_000, "`N` documents in the run over very many")
	flag.StringVar(&o.texts, "texts", os.Getenv("ZHIBIAO_EVAL"), "measure over texts of this `folder`, too (default $ZHIBIAO_EVAL)")
	flag.BoolVar(&o.peers, "peers", true, "measure what else one could use, as far as it can be installed")
	flag.StringVar(&o.out, "out", "docs/performance.md", "`file` to write")
	flag.StringVar(&o.keep, "keep", "", "build the inputs in this `folder` and leave them there")
	flag.Parse()
	if o.short {
		o.size, o.runs = min(o.size, 20), 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

// lab is where the measurements take place.
type lab struct {
	options
	ctx context.Context
	// dir holds inputs and outputs, zhibiao is the program, self is this one.
	dir, zhibiao, self string
	out                report
}

func bench(ctx context.Context, o options) error {
	l := &lab{options: o, ctx: ctx, dir: o.keep}
	var err error
	if l.dir == "" {
		if l.dir, err = os.MkdirTemp("", "zhibiao-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(l.dir)
	} else if err := os.MkdirAll(l.dir, 0o755); err != nil {
		return err
	}
	if l.self, err = os.Executable(); err != nil {
		return err
	}
	l.zhibiao = filepath.Join(l.dir, "zhibiao.exe") // the name that every system runs
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "disable_grpc_modules", "-o", l.zhibiao, "./cmd/zhibiao")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build zhibiao (run this in the root of the project): %w\n%s", err, out)
	}

	l.out.machine(l.runs)
	size := l.size
	if o.texts != "" { // which say more; a quarter will do
		size /= 4
	}
	sample, err := l.inputs("sample", "", size, 0)
	if err != nil {
		return err
	}
	if err := l.throughput(sample); err != nil {
		return err
	}
	if o.texts != "" {
		in, err := l.inputs("texts", o.texts, l.size, 0)
		if err != nil {
			return err
		}
		if err := l.throughput(in); err != nil {
			return err
		}
	}
	in, err := l.inputs("posts", o.texts, l.size, realShare)
	if err != nil {
		return err
	}
	if err := l.furnished(in); err != nil {
		return err
	}
	for _, measure := range []func(*inputs) error{l.startup, l.rules, l.lengths, l.extremes, l.others} {
		if err := measure(sample); err != nil {
			return err
		}
	}
	return os.WriteFile(o.out, l.out.markdown(), 0o644)
}
