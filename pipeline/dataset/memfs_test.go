package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// memFS is a file system in memory that can fail a chosen call, and that knows what a power cut would
// leave: the content that was synced, under the names whose directories were synced.
type memFS struct {
	mu    sync.Mutex
	names map[string]*node // what processes see
	disk  map[string]*node // what a power cut leaves: names
	held  bool

	calls int
	// fail is asked before every call that changes something.
	fail func(n int, call string) error
}

// node is an inode: a file, a directory or a link.
type node struct {
	dir    bool
	target string // of a link
	data   []byte
	synced []byte
}

func newMemFS() *memFS {
	root := &node{dir: true}
	return &memFS{names: map[string]*node{".": root}, disk: map[string]*node{".": root}}
}

var errCut = errors.New("power is off")

// cut forgets what was not synced, and lets go of the lock. Of unsynced names and contents, keep says by a
// number that counts up which ones happened to reach the disk all the same.
func (m *memFS) cut(keep func(int) bool) *memFS {
	out := newMemFS()
	i := 0
	for _, name := range slices.Sorted(mapKeys(m.names)) {
		if m.disk[name] != m.names[name] {
			if i++; keep(i) {
				m.disk[name] = m.names[name]
			}
		}
	}
	for _, name := range slices.Sorted(mapKeys(m.disk)) {
		if _, there := m.names[name]; !there {
			if i++; keep(i) {
				delete(m.disk, name)
			}
		}
	}
	copies := map[*node]*node{}
	for _, name := range slices.Sorted(mapKeys(m.disk)) {
		n := m.disk[name]
		if !reachable(m.disk, name) {
			continue
		}
		if copies[n] == nil {
			c := *n
			if i++; !keep(i) {
				c.data = n.synced
				// Part of an unsynced end may have been written, or only its length.
				if more := len(n.data) - len(n.synced); more > 0 && bytes.HasPrefix(n.data, n.synced) && keep(i+1) {
					c.data = n.data[:len(n.synced)+more/2]
					if keep(i + 2) {
						c.data = append(slices.Clone(c.data), make([]byte, more-more/2)...)
					}
				}
			}
			c.data = slices.Clone(c.data)
			c.synced = c.data
			copies[n] = &c
		}
		out.names[name], out.disk[name] = copies[n], copies[n]
	}
	return out
}

// clone is the file system again, all of it on disk.
func (m *memFS) clone() *memFS { return m.cut(func(int) bool { return true }) }

func reachable(names map[string]*node, name string) bool {
	for d := path.Dir(name); d != "."; d = path.Dir(d) {
		if names[d] == nil {
			return false
		}
	}
	return true
}

func (m *memFS) call(what, name string) error {
	m.calls++
	if m.fail != nil {
		if err := m.fail(m.calls, what); err != nil {
			return &fs.PathError{Op: what, Path: name, Err: err}
		}
	}
	return nil
}

// resolve follows links in all but the last part of a name, and in that too if last is set.
func (m *memFS) resolve(name string, last bool) string {
	for range 10 {
		parts := strings.Split(name, "/")
		again := false
		for i := range parts {
			if i == len(parts)-1 && !last {
				break
			}
			prefix := strings.Join(parts[:i+1], "/")
			if n := m.names[prefix]; n != nil && n.target != "" {
				name = path.Join(path.Dir(prefix), n.target, strings.Join(parts[i+1:], "/"))
				again = true
				break
			}
		}
		if !again {
			return name
		}
	}
	return name
}

func (m *memFS) MkdirAll(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("mkdir", name); err != nil {
		return err
	}
	for d := name; d != "."; d = path.Dir(d) {
		if m.names[d] == nil {
			m.names[d] = &node{dir: true}
		}
	}
	return nil
}

func (m *memFS) SyncDir(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("fsync", name); err != nil {
		return err
	}
	if m.names[name] == nil {
		return &fs.PathError{Op: "fsync", Path: name, Err: fs.ErrNotExist}
	}
	for n, node := range m.names {
		if n != "." && path.Dir(n) == name {
			m.disk[n] = node
		}
	}
	for n := range m.disk {
		if n != "." && path.Dir(n) == name && m.names[n] == nil {
			m.drop(n)
		}
	}
	return nil
}

// drop removes a name and what is below it from the disk.
func (m *memFS) drop(name string) {
	for n := range m.disk {
		if n == name || strings.HasPrefix(n, name+"/") {
			delete(m.disk, n)
		}
	}
}

type memFile struct {
	m    *memFS
	name string
	n    *node
}

func (m *memFS) Create(name string) (File, error) { return m.create("create", name, true) }
func (m *memFS) Append(name string) (File, error) { return m.create("append", name, false) }

func (m *memFS) create(what, name string, excl bool) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call(what, name); err != nil {
		return nil, err
	}
	if d := m.names[path.Dir(name)]; d == nil || !d.dir {
		return nil, &fs.PathError{Op: what, Path: name, Err: fs.ErrNotExist}
	}
	n := m.names[name]
	if n != nil && excl {
		return nil, &fs.PathError{Op: what, Path: name, Err: fs.ErrExist}
	}
	if n == nil {
		n = &node{}
		m.names[name] = n
	}
	return &memFile{m, name, n}, nil
}

func (f *memFile) Write(p []byte) (int, error) {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if err := f.m.call("write", f.name); err != nil {
		n := 0
		if errors.Is(err, io.ErrShortWrite) || errors.Is(err, syscall.ENOSPC) {
			n = len(p) / 2
			f.n.data = append(slices.Clip(f.n.data), p[:n]...)
		}
		return n, err
	}
	f.n.data = append(f.n.data, p...)
	return len(p), nil
}

func (f *memFile) Sync() error {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if err := f.m.call("fsync", f.name); err != nil {
		return err
	}
	f.n.synced = slices.Clone(f.n.data)
	return nil
}

func (f *memFile) Close() error { return nil }

type memReader struct{ *bytes.Reader }

func (memReader) Close() error { return nil }

func (m *memFS) Open(name string) (Reader, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.names[m.resolve(name, true)]
	if n == nil || n.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return memReader{bytes.NewReader(n.data)}, nil
}

func (m *memFS) Truncate(name string, size int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("truncate", name); err != nil {
		return err
	}
	n := m.names[name]
	n.data = slices.Clone(n.data[:size])
	return nil
}

func (m *memFS) Link(oldname, newname string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("link", newname); err != nil {
		return err
	}
	if m.names[newname] != nil {
		return &fs.PathError{Op: "link", Path: newname, Err: fs.ErrExist}
	}
	if m.names[oldname] == nil {
		return &fs.PathError{Op: "link", Path: oldname, Err: fs.ErrNotExist}
	}
	m.names[newname] = m.names[oldname]
	return nil
}

func (m *memFS) Rename(oldname, newname string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("rename", newname); err != nil {
		return err
	}
	n := m.names[oldname]
	if n == nil {
		return &fs.PathError{Op: "rename", Path: oldname, Err: fs.ErrNotExist}
	}
	if o := m.names[newname]; o != nil && o.dir {
		return &fs.PathError{Op: "rename", Path: newname, Err: fs.ErrExist}
	}
	move := func(names map[string]*node) {
		for _, name := range slices.Sorted(mapKeys(names)) {
			if rest, ok := strings.CutPrefix(name, oldname+"/"); ok {
				names[newname+"/"+rest] = names[name]
				delete(names, name)
			}
		}
	}
	move(m.names)
	m.names[newname] = n
	delete(m.names, oldname)
	if n.dir {
		// The entries of a directory belong to it and not to its name: those on disk come along. They can be
		// reached there once the new name is on disk, too.
		move(m.disk)
	}
	return nil
}

func (m *memFS) Symlink(target, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("symlink", name); err != nil {
		return err
	}
	if m.names[name] != nil {
		return &fs.PathError{Op: "symlink", Path: name, Err: fs.ErrExist}
	}
	m.names[name] = &node{target: target}
	return nil
}

func (m *memFS) Readlink(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.names[name]
	if n == nil {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: fs.ErrNotExist}
	}
	if n.target == "" {
		return "", &fs.PathError{Op: "readlink", Path: name, Err: syscall.EINVAL}
	}
	return n.target, nil
}

func (m *memFS) RemoveAll(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.call("remove", name); err != nil {
		return err
	}
	for n := range m.names {
		if n == name || strings.HasPrefix(n, name+"/") {
			delete(m.names, n)
		}
	}
	return nil
}

func (m *memFS) ReadDir(name string) ([]fs.DirEntry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if d := m.names[name]; d == nil || !d.dir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	var out []fs.DirEntry
	for _, n := range slices.Sorted(mapKeys(m.names)) {
		if n != "." && path.Dir(n) == name {
			out = append(out, memEntry{path.Base(n), m.names[n]})
		}
	}
	return out, nil
}

type memEntry struct {
	name string
	n    *node
}

func (e memEntry) Name() string               { return e.name }
func (e memEntry) IsDir() bool                { return e.n.dir }
func (e memEntry) Info() (fs.FileInfo, error) { return nil, errors.ErrUnsupported }
func (e memEntry) Type() fs.FileMode {
	switch {
	case e.n.dir:
		return fs.ModeDir
	case e.n.target != "":
		return fs.ModeSymlink
	}
	return 0
}

func (m *memFS) Lock(string) (io.Closer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.held {
		return nil, &HeldError{Holder: "process 1"}
	}
	m.held = true
	return unlock{m}, nil
}

type unlock struct{ m *memFS }

func (u unlock) Close() error {
	u.m.mu.Lock()
	defer u.m.mu.Unlock()
	u.m.held = false
	return nil
}

// current hashes what readers see, "" where there is no dataset.
func (m *memFS) current() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	dir := m.resolve(currentLink, true)
	if m.names[dir] == nil {
		return ""
	}
	var b strings.Builder
	for _, n := range slices.Sorted(mapKeys(m.names)) {
		if rest, ok := strings.CutPrefix(n, dir+"/"); ok && !m.names[n].dir {
			fmt.Fprintf(&b, "%s %s\n", rest, sum256(m.names[n].data))
		}
	}
	return b.String()
}
