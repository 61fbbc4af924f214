//go:build linux

package hostile

import (
	"archive/zip"
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// maxResident is what a run may take, however much it reads.
const maxResident = 1 << 30

// TestVolume runs the program over a million tiny documents and over one file of 2 GB. It takes minutes and
// gigabytes of disk: ZHIBIAO_SOAK asks for it.
func TestVolume(t *testing.T) {
	if os.Getenv("ZHIBIAO_SOAK") == "" {
		t.Skip("ZHIBIAO_SOAK is not set")
	}
	dir := t.TempDir()
	exe := filepath.Join(dir, "zhibiao")
	if out, err := exec.Command("go", "build", "-o", exe, "zhibiao/cmd/zhibiao").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, c := range []struct {
		name  string
		count int
		write func(*bufio.Writer) error
	}{
		{"million.zip", 1_000_000, func(w *bufio.Writer) error {
			z := zip.NewWriter(w)
			for i := range 1_000_000 {
				f, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprintf("%d/%d.txt", i/1000, i), Method: zip.Store})
				if err != nil {
					return err
				}
				fmt.Fprintf(f, "东山市2023年建成5G基站%d个。", 1000+i)
			}
			return z.Close()
		}},
		{"rows.jsonl", 20_000, func(w *bufio.Writer) error {
			page := "<html><head><script>" + strings.Repeat("var a = 1; ", 9000) + "</script></head><body><p>" + Prose + "%d</p></body></html>"
			for i := range 20_000 {
				if _, err := fmt.Fprintf(w, "{\"title\":\"东山公报%d\",\"text\":%q}\n", i, fmt.Sprintf(page, i)); err != nil {
					return err
				}
			}
			return nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := filepath.Join(dir, c.name)
			f, err := os.Create(in)
			if err != nil {
				t.Fatal(err)
			}
			w := bufio.NewWriterSize(f, 1<<20)
			if err := c.write(w); err != nil {
				t.Fatal(err)
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
			info, err := f.Stat()
			if err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			run := exec.Command(exe, "run", in, "-o", filepath.Join(dir, "out"))
			out, err := run.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			ledger := fmt.Sprintf("%d extracted, 0 empty, 0 duplicate, 0 quarantined", c.count)
			if !strings.Contains(strings.ReplaceAll(string(out), ",", ""), strings.ReplaceAll(ledger, ",", "")) {
				t.Errorf("want %s: %s", ledger, out)
			}
			peak := run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			t.Logf("%d MB in %v, at most %d MiB", info.Size()>>20, time.Since(start).Round(time.Second), peak>>20)
			if peak > maxResident {
				t.Errorf("took %d MiB", peak>>20)
			}
			if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(in); err != nil {
				t.Fatal(err)
			}
		})
	}
}
