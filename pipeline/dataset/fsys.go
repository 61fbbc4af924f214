package dataset

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// FS is the part of a file system that a dataset needs. Names are slash-separated and relative to the
// dataset. The tests put one in its place that fails, or that forgets what was not synced.
type FS interface {
	// MkdirAll makes directories; SyncDir makes the entries of one durable.
	MkdirAll(name string) error
	SyncDir(name string) error
	// Create makes a new file; it fails where one exists. Append opens one for more, and makes it.
	Create(name string) (File, error)
	Append(name string) (File, error)
	Open(name string) (Reader, error)
	Truncate(name string, size int64) error
	// Link is link(2): it fails where newname exists. Rename replaces files and links.
	Link(oldname, newname string) error
	Rename(oldname, newname string) error
	// Symlink returns errors.ErrUnsupported where there are no symbolic links.
	Symlink(target, name string) error
	Readlink(name string) (string, error)
	RemoveAll(name string) error
	ReadDir(name string) ([]fs.DirEntry, error)
	// Lock takes the lock of the dataset for this process. It returns a *HeldError when another has it.
	Lock(name string) (io.Closer, error)
}

// File is a file that is written.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// Reader is a file that is read.
type Reader interface {
	io.ReaderAt
	io.ReadSeeker
	io.Closer
}

// OS is the directory at root.
func OS(root string) FS { return osFS{root} }

type osFS struct{ root string }

func (f osFS) path(name string) string { return filepath.Join(f.root, filepath.FromSlash(name)) }

func (f osFS) MkdirAll(name string) error { return os.MkdirAll(f.path(name), 0o777) }

func (f osFS) Create(name string) (File, error) {
	return os.OpenFile(f.path(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
}

func (f osFS) Append(name string) (File, error) {
	return os.OpenFile(f.path(name), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
}

func (f osFS) Open(name string) (Reader, error)       { return os.Open(f.path(name)) }
func (f osFS) Truncate(name string, size int64) error { return os.Truncate(f.path(name), size) }
func (f osFS) Link(oldname, newname string) error     { return os.Link(f.path(oldname), f.path(newname)) }
func (f osFS) Rename(oldname, newname string) error {
	return os.Rename(f.path(oldname), f.path(newname))
}
func (f osFS) RemoveAll(name string) error                { return os.RemoveAll(f.path(name)) }
func (f osFS) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(f.path(name)) }

func (f osFS) Readlink(name string) (string, error) {
	target, err := os.Readlink(f.path(name))
	return filepath.ToSlash(target), err
}

func (f osFS) Symlink(target, name string) error {
	return linkError(os.Symlink(filepath.FromSlash(target), f.path(name)))
}

func (f osFS) Lock(name string) (io.Closer, error) { return lockFile(f.path(name)) }

// HeldError says who has the lock of a dataset.
type HeldError struct{ Holder string }

func (e *HeldError) Error() string {
	return "another run is writing this dataset (" + e.Holder + "): wait for it or stop it"
}

func readFile(fsys FS, name string) ([]byte, error) {
	r, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r)
	if e := r.Close(); err == nil {
		err = e
	}
	return b, err
}

// writeFile makes a new durable file.
func writeFile(fsys FS, name string, b []byte) error {
	f, err := fsys.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
