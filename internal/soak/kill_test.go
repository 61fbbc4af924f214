//go:build unix

// Package soak kills the program as it is, over and over, and looks at what is left. Its tests start processes
// and wait for disks, so they stand apart from those of the packages that they are about; their short form
// is a part of make test, the long one is make soak.
package soak

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhibiao/internal/race"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// amount is how much a test does: little in every run, all of it for a soak.
func amount(short, full int) int {
	if os.Getenv("ZHIBIAO_SOAK") != "" {
		return full
	}
	return short
}

// program builds zhibiao, with the race detector where the test has it.
func program(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "zhibiao")
	args := []string{"build", "-o", exe}
	if race.Enabled {
		args = append(args, "-race")
	}
	if out, err := exec.Command("go", append(args, "zhibiao/cmd/zhibiao")...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return exe
}

// run runs the program to its end.
func run(t *testing.T, exe string, args ...string) {
	t.Helper()
	if out, err := exec.Command(exe, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// A run that is killed at any moment loses nothing and doubles nothing: run again, it ends in the bytes of a run that nothing
// disturbed, down to the batches and the journal, and readers in between see no half of it.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	documents, kills := amount(300, 5000), amount(4, 200)
	exe, in := program(t), corpus(t, documents)
	whole := filepath.Join(t.TempDir(), "whole")
	start := time.Now()
	run(t, exe, "run", in, "-o", whole)
	took := time.Since(start)
	want := bytesOf(t, whole)
	if n, ids := documentsOf(t, whole); n != documents || ids != documents {
		t.Fatalf("an undisturbed run has %d rows for %d of %d documents", n, ids, documents)
	}
	published, committed, late := 0, 0, 0
	for i := range kills {
		rnd := rand.New(rand.NewPCG(7, uint64(i)))
		out := filepath.Join(t.TempDir(), "out")
		after := time.Duration(rnd.Int64N(int64(took)))
		victim := exec.Command(exe, "run", in, "-o", out)
		if err := victim.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(after, func() { victim.Process.Kill() })
		err := victim.Wait()
		timer.Stop()
		if err == nil {
			late++
		}
		name := fmt.Sprintf("kill %d after %v of %v", i, after, took)
		switch v, err := dataset.Open(dataset.OS(out)); {
		case err == nil && v.Rows("documents") != int64(documents):
			t.Fatalf("%s: a reader sees %d documents", name, v.Rows("documents"))
		case err == nil:
			published++
		}
		journal, _ := os.ReadFile(filepath.Join(out, "_zhibiao", "journal"))
		fresh := !bytes.Contains(journal, []byte("\n"))
		if !fresh {
			committed++
		}
		start := time.Now()
		run(t, exe, "run", in, "-o", out)
		if fresh { // that was a whole run: the machine may be busier now than at the start
			took = time.Since(start)
		}
		if got := bytesOf(t, out); got != want {
			t.Fatalf("%s: other bytes:\n%s\nwant\n%s", name, got, want)
		}
		found, err := dataset.Verify(context.Background(), dataset.OS(out))
		if err != nil || len(found) > 0 {
			t.Fatalf("%s: %v %v", name, found, err)
		}
		os.RemoveAll(out)
	}
	t.Logf("%d documents, %d kills at random moments of a run: %d before any batch, %d with batches, %d after the version was published, %d came too late",
		documents, kills, kills-committed, committed-published, published-late, late)
}

// Batches are a function of the listing, and not of how many workers there are or who is done first.
func TestBatchesDependOnTheListing(t *testing.T) {
	in, want := corpus(t, 140), ""
	for _, workers := range []int{1, 2, 7} {
		out := t.TempDir()
		if err := write(dataset.OS(out), in, workers); err != nil {
			t.Fatal(err)
		}
		got := bytesOf(t, out)
		if n := strings.Count(got, "_zhibiao/batches/"); n < 140/batchDocuments {
			t.Fatalf("%d files of batches", n)
		}
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers: other bytes:\n%s\nwant\n%s", workers, got, want)
		}
	}
}

// bytesOf lists every file of a dataset with the hash of its bytes, the batches and the journal among them.
func bytesOf(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil || rel == filepath.Join("_zhibiao", "lock") { // it names the process
			return err
		}
		if e.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(p)
			fmt.Fprintf(&b, "%s -> %s\n", rel, to)
			return err
		}
		data, err := os.ReadFile(p)
		fmt.Fprintf(&b, "%s %x\n", filepath.ToSlash(rel), sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// documentsOf counts the rows of documents, and the different documents among them.
func documentsOf(t *testing.T, dir string) (rows, ids int) {
	t.Helper()
	v, err := dataset.Open(dataset.OS(dir))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for row, err := range v.Read(context.Background(), table.Documents, []string{"doc_id"}) {
		if err != nil {
			t.Fatal(err)
		}
		rows++
		seen[strings.Clone(row.Text(0))] = true
	}
	return rows, len(seen)
}
