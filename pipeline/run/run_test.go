package run

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"zhibiao/pipeline"
)

// fakeSource yields n documents of size bytes and then err, if any.
type fakeSource struct {
	n, size int
	err     error
	read    *atomic.Int64
}

func (s fakeSource) Documents(ctx context.Context) iter.Seq2[*pipeline.Document, error] {
	return func(yield func(*pipeline.Document, error) bool) {
		for i := range s.n {
			if s.read != nil {
				s.read.Add(1)
			}
			d := &pipeline.Document{Path: fmt.Sprintf("%04d", i), Raw: make([]byte, s.size), Bytes: int64(s.size)}
			if !yield(d, nil) {
				return
			}
		}
		if s.err != nil {
			yield(nil, s.err)
		}
	}
}

type stageFunc func(ctx context.Context, d *pipeline.Document) error

func (f stageFunc) Name() string                                            { return "fake" }
func (f stageFunc) Process(ctx context.Context, d *pipeline.Document) error { return f(ctx, d) }

type fakeSink struct {
	paths []string
	write func(d *pipeline.Document) error
}

func (s *fakeSink) Write(_ context.Context, d *pipeline.Document) error {
	if s.write != nil {
		if err := s.write(d); err != nil {
			return err
		}
	}
	s.paths = append(s.paths, d.Path)
	return nil
}
func (s *fakeSink) Close() error { return nil }

func pass(context.Context, *pipeline.Document) error { return nil }

// inOrder checks that the sink received exactly the first n documents.
func (s *fakeSink) inOrder(t *testing.T, n int) {
	t.Helper()
	if len(s.paths) != n {
		t.Fatalf("%d documents written, want %d", len(s.paths), n)
	}
	s.prefix(t)
}

func (s *fakeSink) prefix(t *testing.T) {
	t.Helper()
	for i, p := range s.paths {
		if p != fmt.Sprintf("%04d", i) {
			t.Fatalf("document %d is %s", i, p)
		}
	}
}

func TestSourceOrderForAnyWorkerCount(t *testing.T) {
	uneven := stageFunc(func(_ context.Context, d *pipeline.Document) error {
		for range int(d.Path[3]-'0') % 7 {
			runtime.Gosched()
		}
		return nil
	})
	for _, workers := range []int{0, 1, 2, 3, 8, 33} {
		sink := &fakeSink{}
		c, err := Run(t.Context(), fakeSource{n: 500, size: 10}, []pipeline.Stage{uneven}, sink, Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		sink.inOrder(t, 500)
		if c.Documents != 500 || c.States[pipeline.Extracted] != 500 || c.Bytes != 5000 {
			t.Errorf("workers=%d: counts %+v", workers, c)
		}
	}
}

func TestPanicAndErrorCostOneDocument(t *testing.T) {
	var log bytes.Buffer
	var later atomic.Int64
	bad := stageFunc(func(_ context.Context, d *pipeline.Document) error {
		switch d.Path {
		case "0003":
			panic("index out of range")
		case "0005":
			return errors.New("does not parse")
		case "0007":
			return fmt.Errorf("page 2: %w", pipeline.Faultf("pdf", pipeline.EncryptedInput, "has a password"))
		}
		return nil
	})
	after := stageFunc(func(context.Context, *pipeline.Document) error { later.Add(1); return nil })
	states := map[string]pipeline.Fault{}
	sink := &fakeSink{write: func(d *pipeline.Document) error {
		if d.State == pipeline.Quarantined {
			states[d.Path] = d.Faults[0]
		}
		return nil
	}}
	c, err := Run(t.Context(), fakeSource{n: 20}, []pipeline.Stage{bad, after}, sink,
		Options{Workers: 4, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	sink.inOrder(t, 20)
	if c.States[pipeline.Quarantined] != 3 || c.States[pipeline.Extracted] != 17 || later.Load() != 17 {
		t.Errorf("states %v, %d reached the next stage", c.States, later.Load())
	}
	for path, want := range map[string]pipeline.Reason{
		"0003": pipeline.Crashed, "0005": pipeline.StageError, "0007": pipeline.EncryptedInput,
	} {
		if states[path].Reason != want {
			t.Errorf("%s: %v, want %s", path, states[path], want)
		}
	}
	if !strings.Contains(log.String(), "run_test.go") || !strings.Contains(log.String(), "0003") {
		t.Errorf("the log lacks the stack or the document: %s", log.String())
	}
	fs := c.Faults()
	if len(fs) != 3 || fs[0].Reason != pipeline.Crashed || fs[0].N != 1 {
		t.Errorf("faults %v", fs)
	}
}

func TestFaultOfTheSourceSkipsStages(t *testing.T) {
	src := seq(func(yield func(*pipeline.Document, error) bool) {
		d := &pipeline.Document{Path: "0000"}
		d.Faults = []pipeline.Fault{*pipeline.Faultf("archive", pipeline.BrokenContainer, "cut")}
		_ = yield(d, nil) &&
			yield(&pipeline.Document{Path: "0001", State: pipeline.Empty}, nil) &&
			yield(&pipeline.Document{Path: "0002", Faults: []pipeline.Fault{{Severity: pipeline.Note}}}, nil)
	})
	var ran atomic.Int64
	stage := stageFunc(func(context.Context, *pipeline.Document) error { ran.Add(1); return nil })
	sink := &fakeSink{}
	c, err := Run(t.Context(), src, []pipeline.Stage{stage}, sink, Options{})
	if err != nil {
		t.Fatal(err)
	}
	sink.inOrder(t, 3)
	if ran.Load() != 1 || c.States[pipeline.Quarantined] != 1 || c.States[pipeline.Empty] != 1 || c.States[pipeline.Extracted] != 1 {
		t.Errorf("stage ran %d times, states %v", ran.Load(), c.States)
	}
}

type seq iter.Seq2[*pipeline.Document, error]

func (s seq) Documents(context.Context) iter.Seq2[*pipeline.Document, error] {
	return iter.Seq2[*pipeline.Document, error](s)
}

func TestKnownDocumentsPassWithoutWork(t *testing.T) {
	var ran atomic.Int64
	stage := stageFunc(func(context.Context, *pipeline.Document) error { ran.Add(1); return nil })
	sink := &fakeSink{}
	o := Options{Workers: 3, Known: func(d *pipeline.Document) bool { return d.Path < "0040" }}
	c, err := Run(t.Context(), fakeSource{n: 100, size: 1}, []pipeline.Stage{stage}, sink, o)
	if err != nil {
		t.Fatal(err)
	}
	sink.inOrder(t, 100)
	if ran.Load() != 60 || c.Documents != 100 || c.Known != 40 || c.States[pipeline.Extracted] != 60 || c.Bytes != 100 {
		t.Errorf("stage ran %d times, counts %+v", ran.Load(), c)
	}
}

func TestCancelKeepsAWholePrefix(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	sink := &fakeSink{}
	o := Options{Workers: 4, Each: func(d *pipeline.Document) {
		if d.Path == "0100" {
			cancel()
		}
	}}
	c, err := Run(ctx, fakeSource{n: 5000}, []pipeline.Stage{stageFunc(pass)}, sink, o)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("err %v", err)
	}
	if len(sink.paths) < 101 || len(sink.paths) == 5000 || c.Documents != len(sink.paths) {
		t.Errorf("%d written, %d counted", len(sink.paths), c.Documents)
	}
	sink.prefix(t)
}

func TestCancelInterruptsAStageThatWaits(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	wait := stageFunc(func(ctx context.Context, d *pipeline.Document) error {
		if d.Path < "0003" {
			return nil
		}
		<-ctx.Done()
		return ctx.Err()
	})
	sink := &fakeSink{}
	_, err := Run(ctx, fakeSource{n: 50}, []pipeline.Stage{wait}, sink, Options{Workers: 2})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("err %v", err)
	}
	sink.inOrder(t, 3)
}

func TestSlowSinkBoundsWhatIsInFlight(t *testing.T) {
	for _, c := range []struct {
		name      string
		o         Options
		size, max int
	}{
		{"by documents", Options{Workers: 2, Documents: 5}, 1, 5 + 3},
		{"by bytes", Options{Workers: 2, Documents: 1000, Bytes: 4000}, 999, 4 + 2},
		{"larger than the budget", Options{Workers: 2, Documents: 1000, Bytes: 100}, 999, 1 + 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var read atomic.Int64
			written, most := 0, 0
			sink := &fakeSink{write: func(*pipeline.Document) error {
				runtime.Gosched()
				most = max(most, int(read.Load())-written)
				written++
				return nil
			}}
			if _, err := Run(t.Context(), fakeSource{n: 300, size: c.size, read: &read}, []pipeline.Stage{stageFunc(pass)}, sink, c.o); err != nil {
				t.Fatal(err)
			}
			sink.inOrder(t, 300)
			if most > c.max {
				t.Errorf("%d documents in flight, want at most %d", most, c.max)
			}
		})
	}
}

func TestErrorsThatStopTheRun(t *testing.T) {
	full := errors.New("disk full")
	boom := seq(func(yield func(*pipeline.Document, error) bool) {
		if yield(&pipeline.Document{Path: "0000"}, nil) {
			panic("index out of range")
		}
	})
	for _, c := range []struct {
		name  string
		src   pipeline.Source
		stage stageFunc
		sink  *fakeSink
		want  error
		text  string
	}{
		{"source", fakeSource{n: 10, err: full}, pass, &fakeSink{}, full, "read input"},
		{"source panics", boom, pass, &fakeSink{}, pipeline.ErrFatal, "panic"},
		{"stage", fakeSource{n: 900}, func(_ context.Context, d *pipeline.Document) error {
			if d.Path == "0010" {
				return fmt.Errorf("no dictionary: %w", pipeline.ErrFatal)
			}
			return nil
		}, &fakeSink{}, pipeline.ErrFatal, "0010: fake: no dictionary"},
		{"sink", fakeSource{n: 900}, pass, &fakeSink{write: func(d *pipeline.Document) error {
			if d.Path == "0010" {
				return full
			}
			return nil
		}}, full, "write 0010"},
		{"sink panics", fakeSource{n: 900}, pass, &fakeSink{write: func(d *pipeline.Document) error {
			if d.Path == "0010" {
				panic("a column is missing")
			}
			return nil
		}}, pipeline.ErrFatal, "write 0010: panic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Run(t.Context(), c.src, []pipeline.Stage{c.stage}, c.sink, Options{Workers: 3})
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
				t.Errorf("err %v, want %v with %q", err, c.want, c.text)
			}
			c.sink.prefix(t)
			if len(c.sink.paths) > 10 {
				t.Errorf("%d documents written after the error", len(c.sink.paths))
			}
		})
	}
}

func BenchmarkRun(b *testing.B) {
	const n = 1000
	b.ReportAllocs()
	for b.Loop() {
		sink := &fakeSink{}
		if _, err := Run(b.Context(), fakeSource{n: n}, []pipeline.Stage{stageFunc(pass)}, sink, Options{Workers: 2}); err != nil || len(sink.paths) != n {
			b.Fatal(err, len(sink.paths))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/document")
}
