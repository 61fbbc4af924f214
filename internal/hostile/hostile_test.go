package hostile

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"zhibiao/pipeline"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
	"zhibiao/stages/segment"
)

// TestMain makes the test binary its own child.
func TestMain(m *testing.M) {
	decode.ChildMain()
	os.Exit(m.Run())
}

// The limits that no single input may pass: memory above what was in use before, and time. Busy
// machines get some slack.
const (
	maxHeap = 512 << 20
	maxTime = 30 * time.Second
)

func TestCases(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dec, err := decode.New(decode.DefaultConfig(), decode.Isolated(exe))
	if err != nil {
		t.Fatal(err)
	}
	defer dec.Close()
	cases := Cases()
	if len(cases) < 150 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) { run(t, exe, dec, c) })
	}
}

func run(t *testing.T, exe string, dec *decode.Stage, c Case) {
	dir := t.TempDir()
	for name, body := range c.Files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range c.Links {
		if err := os.Symlink(to, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip("no links here:", err)
		}
	}
	src, err := archive.New(archive.DefaultConfig(), dir)
	if err != nil {
		t.Fatal(err)
	}
	src.Isolate(exe)
	defer src.Close()
	peak := watchHeap()
	start := time.Now()
	var got []string
	found, leaked := false, false
	seg := segment.New()
	for d, err := range src.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, d.Path+" "+process(t, dec, seg, d))
		found = found || strings.Contains(d.Text, Number)
		leaked = leaked || strings.Contains(d.Text, "root:x:0:0")
	}
	if took := time.Since(start); took > maxTime {
		t.Errorf("took %v", took)
	}
	if used := peak(); used > maxHeap {
		t.Errorf("used %d MiB", used>>20)
	}
	if leaked {
		t.Error("a file of the machine is in the text")
	}
	if len(got) != len(c.Want) {
		t.Fatalf("got %.300q, want %.300q", got, c.Want)
	}
	for i, want := range c.Want {
		if stem, open := strings.CutSuffix(want, "*"); got[i] != want && !(open && strings.HasPrefix(got[i], stem)) {
			t.Errorf("got %.200q, want %.200q", got[i], want)
		}
		if strings.HasSuffix(want, " extracted") && !found && !numberless(c.Name) {
			t.Errorf("%q is not in the text", Number)
		}
	}
}

// numberless names the cases whose text is not Prose.
func numberless(name string) bool {
	return name == "front matter alone" || name == "a million short lines"
}

// process takes a document to its state, as a run does.
func process(t *testing.T, dec *decode.Stage, seg *segment.Stage, d *pipeline.Document) string {
	if len(d.Faults) == 0 {
		if err := dec.Process(t.Context(), d); err != nil {
			f := pipeline.AsFault("decode", err)
			d.Faults, d.State = append(d.Faults, f), pipeline.Quarantined
		}
	}
	if d.State == "" {
		if err := seg.Process(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		d.State = pipeline.Extracted
	}
	if d.State != pipeline.Quarantined {
		return string(d.State)
	}
	reason := d.Faults[len(d.Faults)-1].Reason
	known := false
	for _, r := range pipeline.Reasons {
		known = known || r.Reason == reason
	}
	if !known || reason == pipeline.StageError {
		t.Errorf("reason %q: %s", reason, d.Faults[len(d.Faults)-1].Detail)
	}
	return string(d.State) + " " + string(reason)
}

// watchHeap starts to watch the heap; the function it returns stops and gives the growth.
func watchHeap() func() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	var peak atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapAlloc))
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		return max(peak.Load(), before) - before
	}
}
