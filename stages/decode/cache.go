package decode

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"zhibiao/stages/decode/isolate"
)

// pdfCache is the directory that the children share the compiled PDF parser through.
type pdfCache struct {
	once sync.Once
	dir  string
	temp bool
}

// What compiling the PDF parser may take.
const (
	compileTime   = 2 * time.Minute
	compileMemory = 512 << 20
)

// compiled returns the directory of the compiled PDF parser, or "" where there can be none. At the first
// call a child of its own compiles it, which then gives its memory back.
func (s *Stage) compiled(ctx context.Context) string {
	c := &s.cache
	c.once.Do(func() {
		if c.dir = s.cfg.Cache; !private(c.dir) {
			var err error
			if c.dir, err = os.MkdirTemp("", "zhibiao-"); err != nil {
				c.dir = ""
				return
			}
			c.temp = true
		}
		// What fails here fails again with the document, which then says why.
		compiler := isolate.NewPool(s.exe, isolate.Limits{Time: compileTime, Memory: compileMemory, Answer: 1 << 10})
		_, _ = compiler.Call(ctx, isolate.Request{Stage: stage, Op: "pdf-compile", Head: []byte(c.dir)})
		_ = compiler.Close()
	})
	return c.dir
}

// private makes the directory and reports whether nobody else may write to it: what lies there is run.
func private(dir string) bool {
	if !filepath.IsAbs(dir) || os.MkdirAll(dir, 0o700) != nil {
		return false
	}
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir() && (info.Mode().Perm()&0o022 == 0 || runtime.GOOS == "windows") // has no such bits
}

// remove deletes a directory that was made for this run alone.
func (c *pdfCache) remove() error {
	if !c.temp {
		return nil
	}
	if err := os.RemoveAll(c.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
