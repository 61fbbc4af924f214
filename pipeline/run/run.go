// Package run moves documents from a source through the stages to a sink. It is the only place with
// goroutines: one reads the source, a fixed number of workers each carry one document through all
// stages, and the caller's own writes to the sink in the order of the source, so that the number of
// workers never shows in the output. It knows no stage, no format and no table.
//
// What goes wrong with one document, a panic included, becomes a Fault of that document. What goes
// wrong with the run (an error of the source or the sink, pipeline.ErrFatal, cancellation) stops it.
package run

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/semaphore"

	"zhibiao/pipeline"
)

// Options bounds a run. Zero values stand for the defaults.
type Options struct {
	// Workers is the number of documents that are worked on at once; default 1.
	Workers int
	// Bytes bounds the raw bytes of the documents that are read but not yet written; one document
	// larger than that passes alone. Default 64 MiB.
	Bytes int64
	// Documents bounds their number; default 16 for each worker.
	Documents int
	// Known reports that the sink has what it needs of a document already: it is carried to the sink
	// without work. Workers call it at once.
	Known func(*pipeline.Document) bool
	// Log receives the stack of a panic; default none.
	Log *slog.Logger
	// Each is called for every document that was written, in order, from one goroutine.
	Each func(*pipeline.Document)
}

// job is one document on its way. The worker that has it closes done; err is set before that.
type job struct {
	doc    *pipeline.Document
	weight int64
	known  bool
	done   chan struct{}
	err    error // what stops the run, never what is wrong with the document
}

// Run works until the source ends, an error stops it or ctx is cancelled. In each case the sink has
// received the documents before that point, whole and in order, and the counts are of these. Run does
// not close the sink: whether a run that stopped early is to be published is for the caller to say.
func Run(ctx context.Context, src pipeline.Source, stages []pipeline.Stage, sink pipeline.Sink, o Options) (*Counts, error) {
	o = o.withDefaults()
	work, stop := context.WithCancelCause(ctx)
	defer stop(nil)

	var (
		wg     sync.WaitGroup
		jobs   = make(chan *job, o.Documents) // so that nobody is woken for each of them
		order  = make(chan *job, o.Documents)
		budget = semaphore.NewWeighted(o.Bytes)
	)
	wg.Go(func() {
		defer close(order)
		defer close(jobs)
		if err := feed(work, src, jobs, order, budget, o); err != nil {
			stop(err)
		}
	})
	for range o.Workers {
		wg.Go(func() {
			for j := range jobs {
				if j.known = o.Known(j.doc); !j.known {
					j.err = process(work, stages, j.doc, o.Log)
				}
				close(j.done)
			}
		})
	}

	counts := newCounts()
	err := func() error {
		for j := range order {
			<-j.done
			if j.err != nil {
				return j.err
			}
			// A document that is finished is written even when the run is being cancelled.
			if err := write(context.WithoutCancel(ctx), sink, j.doc, o.Log); err != nil {
				return err
			}
			budget.Release(j.weight)
			counts.add(j.doc, j.known)
			if o.Each != nil {
				o.Each(j.doc)
			}
		}
		return context.Cause(work)
	}()
	stop(err)
	wg.Wait()
	return counts, err
}

// feed reads the source and hands each document to the writer's queue, which keeps the order, and to
// the workers. It waits while too many bytes or documents are on their way.
func feed(ctx context.Context, src pipeline.Source, jobs, order chan<- *job, budget *semaphore.Weighted, o Options) (err error) {
	defer func() {
		if p := recover(); p != nil {
			o.Log.Error("the source panicked", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("read input: panic: %v: %w", p, pipeline.ErrFatal)
		}
	}()
	for d, err := range src.Documents(ctx) {
		if err != nil {
			return fmt.Errorf("read input: %w", err)
		}
		j := &job{doc: d, weight: min(int64(len(d.Raw))+1, o.Bytes), done: make(chan struct{})}
		if budget.Acquire(ctx, j.weight) != nil {
			return context.Cause(ctx)
		}
		select {
		case order <- j:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		select {
		case jobs <- j:
		case <-ctx.Done():
			j.err = context.Cause(ctx)
			close(j.done)
			return j.err
		}
	}
	return nil
}

// process carries one document through the stages, up to the first that fails, and settles its
// state. It returns an error only for what stops the run.
func process(ctx context.Context, stages []pipeline.Stage, d *pipeline.Document, log *slog.Logger) error {
	for _, s := range stages {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if failed(d) || d.State == pipeline.Empty || d.State == pipeline.Duplicate {
			break
		}
		if err := step(ctx, s, d, log); err != nil {
			if errors.Is(err, pipeline.ErrFatal) {
				return fmt.Errorf("%s: %s: %w", d.Path, s.Name(), err)
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			f := pipeline.AsFault(s.Name(), err)
			f.Severity = pipeline.Fatal
			d.Faults = append(d.Faults, f)
		}
	}
	switch {
	case failed(d):
		d.State = pipeline.Quarantined
	case d.State == "":
		d.State = pipeline.Extracted
	}
	return nil
}

// step runs one stage; a panic becomes a Fault.
func step(ctx context.Context, s pipeline.Stage, d *pipeline.Document, log *slog.Logger) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("a stage panicked", "document", d.Path, "stage", s.Name(), "panic", p, "stack", string(debug.Stack()))
			err = pipeline.Faultf(s.Name(), pipeline.Crashed, "panic: %v", p)
		}
	}()
	return s.Process(ctx, d)
}

// write hands a document to the sink. A panic there leaves the sink in an unknown state, so it stops
// the run, which can name the document.
func write(ctx context.Context, sink pipeline.Sink, d *pipeline.Document, log *slog.Logger) (err error) {
	defer func() {
		if p := recover(); p != nil {
			log.Error("the sink panicked", "document", d.Path, "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("write %s: panic: %v: %w", d.Path, p, pipeline.ErrFatal)
		}
	}()
	if err := sink.Write(ctx, d); err != nil {
		return fmt.Errorf("write %s: %w", d.Path, err)
	}
	return nil
}

func failed(d *pipeline.Document) bool {
	for i := range d.Faults {
		if d.Faults[i].Severity == pipeline.Fatal {
			return true
		}
	}
	return false
}

func (o Options) withDefaults() Options {
	if o.Workers < 1 {
		o.Workers = 1
	}
	if o.Bytes < 1 {
		o.Bytes = 64 << 20
	}
	if o.Documents < 1 {
		o.Documents = 16 * o.Workers
	}
	if o.Known == nil {
		o.Known = func(*pipeline.Document) bool { return false }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
