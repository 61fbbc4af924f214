//go:build unix

package dataset

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"zhibiao/pipeline/table"
)

const victimEnv = "ZHIBIAO_TEST_VICTIM"

// TestVictim is no test of its own: it is the process that TestKill9 kills.
func TestVictim(t *testing.T) {
	dir := os.Getenv(victimEnv)
	if dir == "" {
		t.Skip("runs as the victim of TestKill9")
	}
	if _, err := write(OS(dir), "k", documents(0, 60)); err != nil {
		t.Fatal(err)
	}
}

// A process killed at any moment leaves a dataset that the next one finishes, in the same bytes.
func TestKill9(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	want := t.TempDir()
	start := time.Now()
	if _, err := write(OS(want), "k", documents(0, 60)); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	for i := range rounds(3, 200) {
		rnd := rand.New(rand.NewPCG(4, uint64(i)))
		dir := t.TempDir()
		kills := 0
		for kills < 20 {
			c := exec.Command(os.Args[0], "-test.run=^TestVictim$")
			c.Env = append(os.Environ(), victimEnv+"="+dir)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(rnd.Int64N(int64(took)*3/2+1)), func() { c.Process.Signal(syscall.SIGKILL) })
			err := c.Wait()
			timer.Stop()
			if err == nil {
				break
			}
			kills++
			if v, err := Open(OS(dir)); err == nil && v.Rows("documents") != 60 {
				t.Fatalf("round %d: a reader sees %d documents", i, v.Rows("documents"))
			}
		}
		if _, err := write(OS(dir), "k", documents(0, 60)); err != nil {
			t.Fatalf("round %d, %d kills: %v", i, kills, err)
		}
		if a, b := listing(t, want), listing(t, dir); a != b {
			t.Fatalf("round %d, %d kills: other bytes:\n%s\nwant\n%s", i, kills, b, a)
		}
		found, err := Verify(context.Background(), OS(dir))
		if err != nil || len(found) > 0 {
			t.Fatalf("round %d, %d kills: %v %v", i, kills, found, err)
		}
	}
}

// listing hashes the current version.
func listing(t *testing.T, dir string) string {
	var b strings.Builder
	root := filepath.Join(dir, filepath.FromSlash(currentLink))
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(root, p)
		b.WriteString(rel + " " + sum256(data) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Files that are encoded at once, by any number of workers, are those that one makes, however little may wait in memory.
func TestWorkersMakeTheSameFiles(t *testing.T) {
	want := ""
	for _, workers := range []int{1, 2, 7} {
		dir := t.TempDir()
		r, err := Begin(dir, Options{Key: "k", Workers: workers, BatchDocuments: 5, FileRows: 9, OpenBytes: 2000})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if err := put40(r); err != nil {
			t.Fatal(err)
		}
		v, err := r.Merge(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := v.Rows("quantities"); n != 80 {
			t.Errorf("%d workers: %d quantities, want 80", workers, n)
		}
		if err := v.Publish(); err != nil {
			t.Fatal(err)
		}
		got := listing(t, dir)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%d workers: other bytes:\n%s\nwant\n%s", workers, got, want)
		}
		found, err := Verify(context.Background(), OS(dir))
		if err != nil || len(found) > 0 {
			t.Errorf("%d workers: %v %v", workers, found, err)
		}
	}
}

// put40 writes 40 documents of several report years with two quantities each.
func put40(r *Run) error {
	for i, d := range documents(0, 40) {
		if _, err := r.Document(d); err != nil {
			return err
		}
		values := map[string]string{"doc_id": d.ID, "source_path": d.Path, "text_sha256": d.TextSHA256, "state": string(d.State),
			"matched_obs_id": "", "report_year": fmt.Sprint(2000 + i%7)}
		for n, t := range []*table.Table{table.Quantities, table.Quantities, table.Documents} {
			values["char_start"] = fmt.Sprint(n)
			w, err := r.Writer(t)
			if err != nil {
				return err
			}
			if err := put(w, values); err != nil {
				return err
			}
		}
	}
	return nil
}
