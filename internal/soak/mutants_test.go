//go:build unix

package soak

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhibiao/internal/race"
	"zhibiao/metrics/place"
	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	lines "zhibiao/pipeline/run"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
	"zhibiao/stages/parquet"
)

// The line of the program over a file system whose protocol is wrong in one step. What is killed here is this test
// itself, started again with these variables.
const (
	victimMutant = "SOAK_VICTIM" // the name of the protocol; without it this is no victim
	victimInput  = "SOAK_INPUT"
	victimOutput = "SOAK_OUTPUT"
)

// protocols to kill; the right one must stand what the wrong ones do not.
var protocols = []struct {
	name   string
	wrap   func(dataset.FS) dataset.FS
	caught bool
}{
	{"right", func(f dataset.FS) dataset.FS { return f }, false},
	{"journal before data", func(f dataset.FS) dataset.FS { return &journalFirst{FS: f} }, true},
	{"written in place", func(f dataset.FS) dataset.FS { return inPlace{f} }, true},
}

// TestVictim is no test of its own: it is the process that TestWrongProtocolsAreCaught kills.
func TestVictim(t *testing.T) {
	name := os.Getenv(victimMutant)
	if name == "" {
		t.Skip("runs as the victim of TestWrongProtocolsAreCaught")
	}
	for _, p := range protocols {
		if p.name == name {
			if err := write(p.wrap(dataset.OS(os.Getenv(victimOutput))), os.Getenv(victimInput), 2); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatal("no protocol is called", name)
}

// names of regions: the tables of this test need none.
type names struct{ g *place.Gazetteer }

func (n names) Name(code string, _ int) string { r, _ := n.g.Lookup(code); return r.Name }
func (names) Level(string) string              { return "" }
func (names) ISO(string) string                { return "" }

const batchDocuments = 2

// write runs the documents of a folder into a dataset.
func write(fsys dataset.FS, in string, workers int) error {
	src, err := archive.New(archive.DefaultConfig(), in)
	if err != nil {
		return err
	}
	line, err := stages.New(decode.DefaultConfig())
	if err != nil {
		return err
	}
	places, err := place.Default()
	if err != nil {
		return err
	}
	ds, err := dataset.Begin("", dataset.Options{FS: fsys, Key: "k", BatchDocuments: batchDocuments})
	if err != nil {
		return err
	}
	defer ds.Close()
	ctx := context.Background()
	if _, err := lines.Run(ctx, src, line.Stages, parquet.New(ds, names{places.Gazetteer()}), lines.Options{Workers: workers, Known: known(ds)}); err != nil {
		return err
	}
	v, err := ds.Merge(ctx, nil)
	if err != nil || v == nil {
		return err
	}
	defer v.Abandon()
	return v.Publish()
}

// known reports which documents a dataset holds already.
func known(ds *dataset.Run) func(*pipeline.Document) bool {
	return func(d *pipeline.Document) bool { return ds.Has(d.ID) }
}

// A dataset of a part of the documents is extended to all of them, and the process that does it is killed. What the right
// protocol stands, the wrong ones must not, or this test could not tell them.
func TestWrongProtocolsAreCaught(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	in := corpus(t, 140)
	old, whole := t.TempDir(), t.TempDir()
	if err := write(dataset.OS(old), filepath.Join(in, "00"), 2); err != nil {
		t.Fatal(err)
	}
	copyTo(t, old, whole)
	if err := write(dataset.OS(whole), in, 2); err != nil {
		t.Fatal(err)
	}
	x := experiment{in: in, old: old, want: bytesOf(t, filepath.Join(whole, "_zhibiao", "versions", "000002"))}
	for _, p := range protocols {
		t.Run(p.name, func(t *testing.T) {
			if p.caught && race.Enabled {
				t.Skip("with the race detector a victim spends nearly all its life on its start, and kills miss what it does wrong")
			}
			x.protocol = p.name
			_, took := x.kill(t, rand.New(rand.NewPCG(11, 0)), 0)
			n := amount(6, 100)
			if p.caught {
				n = 300 // it stops at the first that is caught
			}
			for i := range n {
				broken, _ := x.kill(t, rand.New(rand.NewPCG(12, uint64(i))), took)
				switch {
				case broken == "":
				case !p.caught:
					t.Fatalf("kill %d: %s", i+1, broken)
				default:
					t.Logf("caught by kill %d: %s", i+1, broken)
					return
				}
			}
			if p.caught {
				t.Errorf("not caught by %d kills", n)
			}
		})
	}
}

type experiment struct {
	protocol, in, old, want string
}

// kill kills one victim at a random moment before it has taken took (0: never) and returns the promise that was broken, and how
// long the victim lived.
func (x experiment) kill(t *testing.T, rnd *rand.Rand, took time.Duration) (broken string, lived time.Duration) {
	out := filepath.Join(t.TempDir(), "out")
	copyTo(t, x.old, out)
	defer os.RemoveAll(out)
	c := exec.Command(os.Args[0], "-test.run=^TestVictim$")
	c.Env = append(os.Environ(), victimMutant+"="+x.protocol, victimInput+"="+x.in, victimOutput+"="+out)
	start := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if took > 0 {
		// The first half of its life a victim reads its rules.
		timer := time.AfterFunc(took/2+time.Duration(rnd.Int64N(int64(took/2))), func() { c.Process.Kill() })
		defer timer.Stop()
	}
	if err := c.Wait(); err != nil && took == 0 {
		t.Fatal(err)
	}
	lived = time.Since(start)
	fsys := dataset.OS(out)
	v, err := dataset.Open(fsys)
	if err != nil {
		return "readers find no dataset: " + err.Error(), lived
	}
	if n := v.Rows("documents"); n != 100 && n != 140 {
		return fmt.Sprintf("readers see %d documents", n), lived
	}
	if err := write(fsys, x.in, 2); err != nil {
		return "the run after it: " + err.Error(), lived
	}
	if bytesOf(t, filepath.Join(out, "_zhibiao", "versions", "000002")) != x.want {
		return "the run after it ends in other bytes", lived
	}
	found, err := dataset.Verify(context.Background(), fsys)
	if err != nil || len(found) > 0 {
		return fmt.Sprintf("verify: %v %v", found, err), lived
	}
	return "", lived
}

func copyTo(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// journalFirst writes the files of a batch after the line of the journal that names them.
type journalFirst struct {
	dataset.FS
	late []late
}

type late struct {
	name string
	data []byte
}

func (f *journalFirst) Link(oldname, newname string) error {
	if !strings.HasPrefix(newname, "_zhibiao/batches/") {
		return f.FS.Link(oldname, newname)
	}
	r, err := f.FS.Open(oldname)
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	f.late = append(f.late, late{newname, data})
	return err
}

func (f *journalFirst) SyncDir(name string) error {
	if err := f.FS.SyncDir(name); err != nil || name != "_zhibiao" {
		return err
	}
	for _, l := range f.late { // the journal is synced now
		if err := f.write(l); err != nil {
			return err
		}
	}
	f.late = nil
	return f.FS.SyncDir("_zhibiao/batches")
}

func (f *journalFirst) write(l late) error {
	w, err := f.FS.Create(l.name)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = w.Write(l.data)
	return errors.Join(err, w.Sync(), w.Close())
}

// inPlace takes the old version from its readers before it makes the new one.
type inPlace struct{ dataset.FS }

func (f inPlace) MkdirAll(name string) error {
	if name == "_zhibiao/tmp/version" {
		if err := f.FS.RemoveAll("_zhibiao/current"); err != nil {
			return err
		}
	}
	return f.FS.MkdirAll(name)
}
