package archive

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strings"

	"zhibiao/pipeline"
)

// tree is a file system whose names may be any bytes, unlike those of an fs.FS.
type tree interface {
	Open(name string) (fs.File, error)
	ReadDir(name string) ([]fs.DirEntry, error)
}

// file is one top-level file, or what stands in its place.
type file struct {
	tree  tree
	name  string // in the tree
	path  string // of the document
	size  int64
	fault *pipeline.Fault
}

type fsTree struct{ fs.FS }

func (t fsTree) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(t.FS, name) }

// dirTree is a folder of the machine. os.Root keeps every name in it, whatever links do.
type dirTree struct {
	root *os.Root
}

func openDir(dir string) (tree, error) {
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &dirTree{root: r}, nil
}

func (t *dirTree) Open(name string) (fs.File, error) { return t.root.Open(name) }

func (t *dirTree) ReadDir(name string) ([]fs.DirEntry, error) {
	d, err := t.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	list, err := d.ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}

// files yields the top-level files of all inputs in order: names of one folder sorted by bytes.
func (s *Source) files(ctx context.Context) iter.Seq2[file, error] {
	return func(yield func(file, error) bool) {
		for _, r := range s.roots {
			t, err := r.open(ctx)
			if err != nil {
				yield(file{}, err)
				return
			}
			w := walker{ctx: ctx, tree: t, prefix: r.prefix, follow: s.cfg.FollowLinks, yield: yield}
			ok := false
			if b, is := t.(*bucket); is {
				ok = true
				err := b.each(func(key string, size int64) bool {
					ok = yield(file{tree: t, name: key, path: r.prefix + cleanName(b.relative(key)), size: size}, nil)
					return ok
				})
				if err != nil && ok {
					yield(file{}, err)
					ok = false
				}
				_ = b.b.Close()
			} else if r.start == "." {
				ok = w.dir(".", 0)
			} else {
				ok = yield(file{tree: t, name: r.start, path: r.prefix + cleanName(r.start)}, nil)
			}
			if d, is := t.(*dirTree); is {
				d.root.Close()
			}
			if !ok {
				return
			}
		}
	}
}

type walker struct {
	ctx    context.Context
	tree   tree
	prefix string
	follow bool
	yield  func(file, error) bool
}

// maxFolders bounds how deep folders nest; deeper ones are a fault.
const maxFolders = 200

func (w *walker) dir(name string, depth int) bool {
	if err := w.ctx.Err(); err != nil {
		w.yield(file{}, err)
		return false
	}
	list, err := w.tree.ReadDir(name)
	if err != nil {
		if !w.fault(name, pipeline.Faultf(stage, pipeline.Unreadable, "folder: %v", trimPath(err))) {
			return false
		}
	}
	for _, e := range list {
		p := path.Join(name, e.Name())
		if !w.entry(p, e, depth) {
			return false
		}
	}
	return true
}

func (w *walker) entry(p string, e fs.DirEntry, depth int) bool {
	mode := e.Type()
	switch {
	case mode.IsDir():
		if depth >= maxFolders {
			return w.fault(p, pipeline.Faultf(stage, pipeline.TooDeep, "folders nest deeper than %d", maxFolders))
		}
		return w.dir(p, depth+1)
	case mode.IsRegular():
		var size int64
		if info, err := e.Info(); err == nil {
			size = info.Size()
		}
		return w.yield(file{tree: w.tree, name: p, path: w.prefix + cleanName(p), size: size}, nil)
	case mode&fs.ModeSymlink != 0:
		return w.link(p, depth)
	}
	return w.fault(p, pipeline.Faultf(stage, pipeline.SpecialFile, "mode %v", mode))
}

// link reads what a link within the input points to, if that was asked for. os.Root refuses what
// lies outside; the depth limit ends cycles.
func (w *walker) link(p string, depth int) bool {
	if !w.follow {
		return w.fault(p, pipeline.Faultf(stage, pipeline.LinkSkipped, "symbolic link"))
	}
	f, err := w.tree.Open(p)
	if err != nil {
		return w.fault(p, pipeline.Faultf(stage, pipeline.LinkSkipped, "symbolic link: %v", trimPath(err)))
	}
	info, err := f.Stat()
	f.Close()
	if err == nil && info.IsDir() {
		return w.fault(p, pipeline.Faultf(stage, pipeline.LinkSkipped, "a link to a folder is never followed"))
	}
	return w.yield(file{tree: w.tree, name: p, path: w.prefix + cleanName(p), size: info.Size()}, nil)
}

func (w *walker) fault(p string, f *pipeline.Fault) bool {
	return w.yield(file{tree: w.tree, name: p, path: w.prefix + cleanName(p), fault: f}, nil)
}
