package hostile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhibiao/internal/race"
	"zhibiao/pipeline"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// TestMain makes the test binary its own child.
func TestMain(m *testing.M) {
	decode.ChildMain()
	os.Exit(m.Run())
}

// The limits that no single input may pass, with all that is done to a document: memory above what was
// in use before, in this process and its children, and time.
const (
	maxMemory = race.Memory * 512 << 20
	maxTime   = 10 * time.Second
)

func TestCases(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	line, err := stages.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	cfg := decode.DefaultConfig()
	cfg.Cache = t.TempDir()
	cfg.Time *= race.Time
	dec, err := decode.New(cfg, decode.Isolated(exe))
	if err != nil {
		t.Fatal(err)
	}
	defer dec.Close()
	line.Stages[0] = dec
	cases := Cases()
	if len(cases) < 150 {
		t.Errorf("only %d cases", len(cases))
	}
	var worst Case
	most := int64(0)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			if race.Enabled && c.Name == "xz that asks for gigabytes" {
				t.Skip("only a limit of addresses stops what is asked for and never used, and there is none with the race detector")
			}
			if used := run(t, exe, line, c); used > most {
				worst, most = c, used
			}
		})
	}
	t.Logf("%d cases; %q took the most memory: %d MiB", len(cases), worst.Name, most>>20)
}

func run(t *testing.T, exe string, line *stages.Line, c Case) (used int64) {
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
	cfg := archive.DefaultConfig()
	cfg.Limits.Time *= race.Time
	src, err := archive.New(cfg, dir)
	if err != nil {
		t.Fatal(err)
	}
	src.Isolate(exe)
	defer src.Close()
	m := watchMemory()
	start := time.Now()
	var got []string
	found, leaked := false, false
	for d, err := range src.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, d.Path+" "+process(t, line, d))
		found = found || strings.Contains(d.Text, Number)
		leaked = leaked || strings.Contains(d.Text, "root:x:0:0")
	}
	if took := time.Since(start); took > maxTime && !race.Enabled { // which slows every case differently
		t.Errorf("took %v", took)
	}
	if used = m.stop(); used > maxMemory {
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
	return used
}

// numberless names the cases whose text is not Prose.
func numberless(name string) bool {
	return name == "front matter alone"
}

// process takes a document to its state, as a run does.
func process(t *testing.T, line *stages.Line, d *pipeline.Document) string {
	for _, s := range line.Stages {
		if d.State != "" || len(d.Faults) > 0 && d.Faults[len(d.Faults)-1].Severity == pipeline.Fatal {
			break
		}
		if err := s.Process(t.Context(), d); err != nil {
			d.Faults, d.State = append(d.Faults, pipeline.AsFault(s.Name(), err)), pipeline.Quarantined
		}
	}
	if d.State == "" {
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
