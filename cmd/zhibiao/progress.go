package main

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"zhibiao/pipeline"
)

// progress shows how far a run is: a bar on a terminal, a line of the log now and then elsewhere.
type progress struct {
	log       *slog.Logger
	bar       *progressbar.ProgressBar
	start     time.Time
	last      time.Time
	documents int
	bytes     int64
}

const logEvery = 10 * time.Second

func newProgress(stderr *os.File, log *slog.Logger, total int64) *progress {
	p := &progress{log: log, start: time.Now(), last: time.Now()}
	if term.IsTerminal(int(stderr.Fd())) {
		if total <= 0 {
			total = -1 // a spinner
		}
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(stderr),
			progressbar.OptionShowBytes(true),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetElapsedTime(false),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionSetWidth(20),
		)
	}
	return p
}

// document counts a document that is done.
func (p *progress) document(d *pipeline.Document) {
	p.documents++
	p.bytes += d.Bytes
	now := time.Now()
	if p.bar != nil {
		if now.Sub(p.last) > 100*time.Millisecond {
			p.last = now
			p.bar.Describe(fmt.Sprintf("%d documents", p.documents))
			if limit := p.bar.GetMax64(); limit > 0 && p.bytes >= limit {
				p.bar.ChangeMax64(p.bytes + p.bytes/10) // archives unpack to more than was thought
			}
			_ = p.bar.Set64(p.bytes) // a bar that cannot be drawn is no reason to stop
		}
		return
	}
	if now.Sub(p.last) > logEvery {
		p.last = now
		p.log.Info("running", "documents", p.documents, "MB", p.bytes/1e6, "MB_per_s", fmt.Sprintf("%.1f", p.rate()))
	}
}

func (p *progress) rate() float64 {
	return float64(p.bytes) / 1e6 / max(time.Since(p.start).Seconds(), 1e-9)
}

// done clears the bar.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// inputBytes estimates how many bytes the documents of the inputs have, for the time left. It gives up
// (0) on inputs with very many files.
func inputBytes(inputs []string) (total int64) {
	files := 0
	for _, in := range inputs {
		err := filepath.WalkDir(in, func(name string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return nil // the run itself will say what is wrong with it
			}
			if files++; files > 100_000 {
				return fs.SkipAll
			}
			if info, err := d.Info(); err == nil {
				total += unpacked(name, info.Size())
			}
			return nil
		})
		if err != nil || files > 100_000 {
			return 0
		}
	}
	return total
}

// unpacked is the size of a file's documents: known for zip, a guess for compressed streams.
func unpacked(name string, size int64) int64 {
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".zip") {
		z, err := zip.OpenReader(name)
		if err != nil {
			return size
		}
		defer z.Close()
		var n int64
		for _, f := range z.File {
			n += int64(min(f.UncompressedSize64, 1<<40))
		}
		return n
	}
	for _, ext := range []string{".gz", ".tgz", ".zst", ".7z"} {
		if strings.HasSuffix(lower, ext) {
			return 5 * size
		}
	}
	return size
}
