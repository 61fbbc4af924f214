// Package archive turns inputs (folders, files, archives, tables of rows) into documents, one at a
// time and in an order that depends on the input alone. It reads bytes and names and judges neither:
// what a document's bytes mean is for decode to say.
//
// Inputs are hostile until shown otherwise. One budget goes with each top-level input through all
// containers nested in it; members are never written to disk; links and special files are not
// followed. What cannot be read becomes a document that carries a Fault, never an error of the run.
package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

const stage = "archive"

// Source yields the documents of its inputs. It implements pipeline.Source.
type Source struct {
	cfg   Config
	roots []root
	pool  *isolate.Pool // nil: 7z, RAR, XZ and Parquet are not read
}

// Isolate lets the source unpack 7z, RAR, XZ and Parquet behind a process boundary: exe is the binary to
// start again, whose main calls decode.ChildMain first.
func (s *Source) Isolate(exe string) {
	l := &s.cfg.Limits
	s.pool = isolate.NewPool(exe, isolate.Limits{Time: l.Time, Memory: l.Memory, Answer: maxPart})
}

// maxPart bounds a part of a child's answer: a member comes in many.
const maxPart = 4 << 20

// Close ends the processes of the source.
func (s *Source) Close() error {
	if s.pool == nil {
		return nil
	}
	return s.pool.Close()
}

// root is one input: a tree and the file or folder in it to start from.
type root struct {
	prefix string // of all paths, "" or "name/"
	start  string // "." for the whole tree
	open   func(context.Context) (tree, error)
}

// New makes a source over files, folders and object stores (s3://, gs://, azblob://, file://). A missing
// input is an error here, not a broken document later.
func New(cfg Config, inputs ...string) (*Source, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	if len(inputs) == 0 {
		return nil, errors.New("archive: no input: name a file, a folder or an archive")
	}
	s := &Source{cfg: cfg}
	seen := map[string]int{}
	for i, in := range inputs {
		if isURL(in) {
			prefix := ""
			if len(inputs) > 1 {
				prefix = "store" + strconv.Itoa(i+1) + "/"
			}
			s.roots = append(s.roots, root{prefix: prefix, start: ".", open: func(ctx context.Context) (tree, error) { return openBucket(ctx, in) }})
			continue
		}
		info, err := os.Stat(in)
		if err != nil {
			return nil, fmt.Errorf("archive: input: %w", err)
		}
		abs, err := filepath.Abs(in)
		if err != nil {
			return nil, fmt.Errorf("archive: input: %w", err)
		}
		dir, start, prefix := abs, ".", filepath.Base(abs)+"/"
		if !info.IsDir() {
			dir, start = filepath.Dir(abs), filepath.Base(abs)
			prefix = ""
		}
		if len(inputs) == 1 {
			prefix = ""
		}
		if key := prefix + start; true { // two inputs of one name stay apart
			if seen[key]++; seen[key] > 1 {
				prefix = strconv.Itoa(seen[key]) + "~" + prefix
			}
		}
		s.roots = append(s.roots, root{prefix: prefix, start: start, open: func(context.Context) (tree, error) { return openDir(dir) }})
	}
	return s, nil
}

// FromFS makes a source over a file system, such as the embedded sample.
func FromFS(cfg Config, fsys fs.FS) (*Source, error) {
	if err := cfg.Validate(); err != nil {
		return nil, fmt.Errorf("archive: %w", err)
	}
	return &Source{cfg: cfg, roots: []root{{start: ".", open: func(context.Context) (tree, error) { return fsTree{fsys}, nil }}}}, nil
}

// Documents yields every document, in order.
func (s *Source) Documents(ctx context.Context) iter.Seq2[*pipeline.Document, error] {
	return func(yield func(*pipeline.Document, error) bool) {
		for e, err := range s.files(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !s.read(ctx, e, yield) {
				return
			}
		}
	}
}

// read yields the documents of one top-level file.
func (s *Source) read(ctx context.Context, e file, yield func(*pipeline.Document, error) bool) bool {
	r := &reader{ctx: ctx, cfg: &s.cfg, pool: s.pool, yield: yield}
	if e.fault != nil {
		return r.emitFault(e.path, 0, e.fault)
	}
	f, size, fault := open(e.tree, e.name)
	if fault != nil {
		return r.emitFault(e.path, e.size, fault)
	}
	defer f.Close()
	r.budget = newBudget(&s.cfg.Limits, size)
	at, _ := f.(io.ReaderAt)
	r.content(e.path, content{r: f, at: at, size: size}, 0)
	return !r.stopped
}

// open opens a regular file of t and nothing else.
func open(t tree, name string) (fs.File, int64, *pipeline.Fault) {
	f, err := t.Open(name)
	if err != nil {
		return nil, 0, pipeline.Faultf(stage, pipeline.Unreadable, "%v", trimPath(err))
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, pipeline.Faultf(stage, pipeline.Unreadable, "%v", trimPath(err))
	}
	if !info.Mode().IsRegular() {
		f.Close()
		return nil, 0, pipeline.Faultf(stage, pipeline.SpecialFile, "mode %v", info.Mode().Type())
	}
	return f, info.Size(), nil
}

// trimPath drops the path from a file error: paths of the machine stand in no table.
func trimPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// reader walks one top-level file. All methods return false when the consumer has stopped.
type reader struct {
	ctx     context.Context
	cfg     *Config
	budget  *budget
	pool    *isolate.Pool
	yield   func(*pipeline.Document, error) bool
	stopped bool
}

// emit yields a document of raw bytes.
func (r *reader) emit(p string, raw []byte, h pipeline.Hints) bool {
	sum := sha256.Sum256(raw)
	return r.send(&pipeline.Document{
		ID: documentID(p, raw), Path: p, Raw: raw, Bytes: int64(len(raw)),
		SHA256: hex.EncodeToString(sum[:]), Hints: h,
	})
}

// emitFault yields a document that could not be read.
func (r *reader) emitFault(p string, size int64, f *pipeline.Fault) bool {
	return r.send(&pipeline.Document{
		ID: documentID(p, nil), Path: p, Bytes: max(size, 0),
		Faults: []pipeline.Fault{*f}, State: pipeline.Quarantined,
	})
}

func (r *reader) send(d *pipeline.Document) bool {
	if r.stopped {
		return false
	}
	if err := r.ctx.Err(); err != nil {
		r.stopped = true
		r.yield(nil, err)
		return false
	}
	if r.budget != nil {
		r.budget.pause()
		defer r.budget.resume()
	}
	if !r.yield(d, nil) {
		r.stopped = true
	}
	return !r.stopped
}

// documentID is stable over runs: it depends on the path and the bytes alone.
func documentID(p string, raw []byte) string {
	h := sha256.New()
	io.WriteString(h, p)
	h.Write([]byte{0})
	h.Write(raw)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// join is the path of a member of a container.
func join(container, member string) string { return container + "!" + member }

// stem is the name of what a compressed file holds: a.txt of a.txt.gz.
func stem(p string, ext string) string {
	base := path.Base(p[strings.LastIndexByte(p, '!')+1:])
	if i := len(base) - len(ext); i > 0 && base[i:] == ext {
		return base[:i]
	}
	return base
}
