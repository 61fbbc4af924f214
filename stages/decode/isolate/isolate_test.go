package isolate

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

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
func fake(_ context.Context, payload []byte) ([]byte, error) {
	switch string(payload) {
	case "panic":
		panic("broken")
	case "goroutine":
		go func() { panic("in a goroutine of a library") }()
		time.Sleep(time.Minute)
	case "stack":
		return overflow(payload), nil
	case "hang":
		time.Sleep(time.Hour)
	case "spin":
		for n := 0; n >= 0; n = (n + 1) & 0xffff { // never ends
			spun = n
		}
	case "memory":
		for {
			b := make([]byte, 1<<20)
			for i := range b {
				b[i] = 1
			}
			hold = append(hold, b)
		}
	case "huge":
		b := make([]byte, 1<<37)
		return b[:1], nil
	case "exit":
		os.Exit(9)
	case "kill":
		p, _ := os.FindProcess(os.Getpid())
		_ = p.Kill()
		time.Sleep(time.Minute)
	case "long":
		return make([]byte, 2<<20), nil
	case "fault":
		return nil, pipeline.Faultf("decode", pipeline.NoTextLayer, "scanned")
	case "print":
		os.Stdout.WriteString("noise of a library")
	}
	return append([]byte("ok "), payload...), nil
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

func testPool(t testing.TB, l Limits) *Pool {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := NewPool(exe, l)
	t.Cleanup(func() { p.Close() })
	return p
}

var testLimits = Limits{Time: 2 * time.Second, Memory: 256 << 20, Answer: 1 << 20}

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
		_, err := p.Call(t.Context(), "decode", "fake", []byte(doc))
		if got := reason(err); got != want {
			t.Errorf("%s: got %q (%v), want %q", doc, got, err, want)
		}
		for _, good := range []string{"甲", "print"} {
			if got, err := p.Call(t.Context(), "decode", "fake", []byte(good)); err != nil || string(got) != "ok "+good {
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
	p := testPool(t, Limits{Time: 300 * time.Millisecond, Memory: 128 << 20, Answer: 1 << 20})
	bad := []string{"panic", "goroutine", "stack", "hang", "exit", "kill", "memory"}
	ok, lost := 0, 0
	for i := range 5000 {
		doc := "甲"
		if i%100 == 50 {
			doc = bad[i/100%len(bad)]
		}
		got, err := p.Call(t.Context(), "decode", "fake", []byte(doc))
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
	if _, err := p.Call(ctx, "decode", "fake", []byte("hang")); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestMissingBinary(t *testing.T) {
	_, err := NewPool("/nonexistent/zhibiao", testLimits).Call(t.Context(), "decode", "fake", nil)
	if reason(err) != pipeline.Crashed || !strings.Contains(err.Error(), "does not start") {
		t.Error(err)
	}
}
