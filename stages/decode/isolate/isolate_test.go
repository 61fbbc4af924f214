package isolate

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"zhibiao/internal/race"
	"zhibiao/pipeline"
)

// TestMain makes the test binary its own child.
func TestMain(m *testing.M) {
	if IsChild(os.Args) {
		Main(map[string]Handler{"fake": fake})
	}
	os.Exit(m.Run())
}

// fake is a parser that does to itself what its document says.
func fake(_ context.Context, w *Work) error {
	switch string(w.Head) {
	case "panic":
		panic("broken")
	case "goroutine":
		go func() { panic("in a goroutine of a library") }()
		time.Sleep(time.Minute)
	case "stack":
		return w.Send(overflow(w.Head))
	case "hang":
		time.Sleep(time.Hour)
	case "spin":
		for n := 0; n >= 0; n = (n + 1) & 0xffff { // never ends
			spun = n
		}
	case "memory":
		for {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += 4096 { // every page counts once it is written to
				b[i] = 1
			}
			hold = append(hold, b)
		}
	case "huge":
		b := make([]byte, 1<<37)
		return w.Send(b[:1])
	case "exit":
		os.Exit(9)
	case "kill":
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		time.Sleep(time.Minute)
	case "long":
		return w.Send(make([]byte, 2<<20))
	case "fault":
		return pipeline.Faultf("decode", pipeline.NoTextLayer, "scanned")
	case "print":
		os.Stdout.WriteString("noise of a library")
	case "parts":
		for off := int64(0); off < w.Size; off += 5 {
			b := make([]byte, min(5, w.Size-off))
			if _, err := w.ReadAt(b, off); err != nil {
				return err
			}
			if err := w.Send(b); err != nil {
				return err
			}
		}
		return nil
	case "all":
		b, err := w.All()
		if err != nil {
			return err
		}
		return w.Send(b)
	}
	return w.Send(append([]byte("ok "), w.Head...))
}

// What the harmful parsers hold, so that no compiler may leave their work out.
var (
	spun int
	hold [][]byte
)

// overflow calls itself until the stack is full: the condition never holds.
func overflow(b []byte) []byte {
	if len(b) > 1<<40 {
		return b
	}
	return append(overflow(b), b...)
}

func ask(doc string) Request { return Request{Stage: "decode", Op: "fake", Head: []byte(doc)} }

func testPool(t testing.TB, l Limits) *Pool {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := NewPool(exe, l)
	t.Cleanup(func() { p.Close() })
	return p
}

var testLimits = Limits{Time: race.Time * time.Second, Memory: 256 << 20, Answer: 1 << 20}

func reason(err error) pipeline.Reason {
	var f *pipeline.Fault
	if errors.As(err, &f) {
		return f.Reason
	}
	return ""
}

func TestOneDocumentCostsOneDocument(t *testing.T) {
	p := testPool(t, testLimits)
	for doc, want := range map[string]pipeline.Reason{
		"panic": pipeline.Crashed, "goroutine": pipeline.Crashed, "stack": pipeline.Crashed,
		"hang": pipeline.TimeExceeded, "spin": pipeline.TimeExceeded,
		"memory": pipeline.MemoryExceeded, "huge": pipeline.MemoryExceeded,
		"exit": pipeline.Crashed, "kill": pipeline.Crashed, "long": pipeline.TooLarge, "fault": pipeline.NoTextLayer,
	} {
		_, err := p.Call(t.Context(), ask(doc))
		if got := reason(err); got != want {
			t.Errorf("%s: got %q (%v), want %q", doc, got, err, want)
		}
		for _, good := range []string{"甲", "print"} {
			if got, err := p.Call(t.Context(), ask(good)); err != nil || string(got) != "ok "+good {
				t.Errorf("after %s: %q %v", doc, got, err)
			}
		}
	}
}

// One document in a hundred of five thousand does something to its parser.
func TestManyDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	p := testPool(t, Limits{Time: 200 * time.Millisecond, Memory: 128 << 20, Answer: 1 << 20})
	bad := []string{"panic", "goroutine", "stack", "hang", "spin", "exit", "kill", "memory", "huge"}
	ok, lost := 0, 0
	for i := range 5000 {
		doc := "甲"
		if i%100 == 50 {
			doc = bad[i/100%len(bad)]
		}
		got, err := p.Call(t.Context(), ask(doc))
		switch {
		case err == nil && string(got) == "ok 甲":
			ok++
		case doc != "甲" && reason(err) != "":
			lost++
		default:
			t.Fatalf("%s: %q %v", doc, got, err)
		}
	}
	if ok != 4950 || lost != 50 {
		t.Errorf("%d read, %d lost", ok, lost)
	}
}

func TestCancelled(t *testing.T) {
	p := testPool(t, Limits{Time: time.Minute, Memory: 256 << 20, Answer: 1 << 20})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := p.Call(ctx, ask("hang")); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestMissingBinary(t *testing.T) {
	_, err := NewPool("/nonexistent/zhibiao", testLimits).Call(t.Context(), ask(""))
	if reason(err) != pipeline.Crashed || !strings.Contains(err.Error(), "does not start") {
		t.Error(err)
	}
}

func TestParts(t *testing.T) {
	p := testPool(t, testLimits)
	r := ask("parts")
	input := strings.Repeat("0123456789", 3) + "x"
	r.Input, r.Size = strings.NewReader(input), int64(len(input))
	s, err := p.Open(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		part, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(part))
	}
	if len(got) != 7 || strings.Join(got, "") != input {
		t.Errorf("got %q", got)
	}
	if _, err := s.Next(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

func TestInput(t *testing.T) {
	p := testPool(t, Limits{Time: 10 * time.Second, Memory: 256 << 20, Answer: 8 << 20})
	input := strings.Repeat("甲", 1<<20)
	r := ask("all")
	r.Input, r.Size = strings.NewReader(input), int64(len(input))
	if got, err := p.Call(t.Context(), r); err != nil || string(got) != input {
		t.Errorf("%d bytes: %v", len(got), err)
	}
	r.Size += 10 // the input is shorter than it was said to be
	if _, err := p.Call(t.Context(), r); err == nil {
		t.Error("no error")
	}
	r.Input = io.NewSectionReader(broken{}, 0, r.Size)
	if _, err := p.Call(t.Context(), r); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

var errBroken = errors.New("the disk is broken")

type broken struct{}

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errBroken }

// An answer that is left before its end costs its child and nothing more.
func TestClosedEarly(t *testing.T) {
	p := testPool(t, testLimits)
	r := ask("parts")
	r.Input, r.Size = strings.NewReader("0123456789"), 10
	s, err := p.Open(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if got, err := p.Call(t.Context(), ask("甲")); err != nil || string(got) != "ok 甲" {
		t.Errorf("%q %v", got, err)
	}
}
