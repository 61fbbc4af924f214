package dataset

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"

	"zhibiao/pipeline/table"
)

// aside is a data file on its way: written aside, hashed as it goes.
type aside struct {
	fsys FS
	name string
	f    File
	buf  *bufio.Writer
	sum  hash.Hash
	n    int64
}

func create(fsys FS, name string) (*aside, error) {
	f, err := fsys.Create(name)
	if err != nil {
		return nil, err
	}
	a := &aside{fsys: fsys, name: name, f: f, sum: sha256.New()}
	a.buf = bufio.NewWriterSize(f, 64<<10)
	return a, nil
}

func (a *aside) Write(p []byte) (int, error) {
	a.sum.Write(p)
	a.n += int64(len(p))
	return a.buf.Write(p)
}

// finish makes the file durable and reads it back, so that a disk that lies is found out here. err is
// what went wrong before.
func (a *aside) finish(table string, rows int64, err error) (file, error) {
	if e := a.buf.Flush(); err == nil {
		err = e
	}
	if err == nil {
		err = a.f.Sync()
	}
	if e := a.f.Close(); err == nil {
		err = e
	}
	out := file{Table: table, Path: a.name, Bytes: a.n, Rows: rows, SHA256: hex.EncodeToString(a.sum.Sum(nil))}
	if err == nil {
		err = checkFile(a.fsys, a.name, out)
	}
	return out, err
}

// checkFile compares a data file with what is known of it.
func checkFile(fsys FS, name string, want file) error {
	r, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, r)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if n != want.Bytes {
		return fmt.Errorf("%s: damaged: %d bytes, want %d", name, n, want.Bytes)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want.SHA256 {
		return fmt.Errorf("%s: damaged: SHA-256 %s, want %s", name, got, want.SHA256)
	}
	if want.Table == "" { // no Parquet file
		return nil
	}
	rows, err := table.NumRows(r)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if rows != want.Rows {
		return fmt.Errorf("%s: damaged: %d rows, want %d", name, rows, want.Rows)
	}
	return nil
}

// part is a Parquet file of a version on its way.
type part struct {
	*aside
	*table.Writer
	file *table.FileWriter
	dir  string
	year int
	path string // in the version, but for the hash
}

func (p *part) Write(b []byte) (int, error) { return p.aside.Write(b) }

func createPart(fsys FS, name string, t *table.Table, opt table.Options) (*part, error) {
	a, err := create(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.Name, err)
	}
	p := &part{aside: a}
	if p.file, err = table.NewFileWriter(a, t, opt); err != nil {
		a.f.Close()
		return nil, err
	}
	p.Writer = p.file.Writer()
	return p, nil
}

func (p *part) finish() (file, error) {
	err := p.Close()
	f, err := p.aside.finish(p.Table().Name, p.Rows(), err)
	if err != nil {
		return file{}, fmt.Errorf("table %s: %w", p.Table().Name, err)
	}
	return f, nil
}

// abandon drops a file that will not be finished.
func (p *part) abandon() {
	p.Close() //nolint:errcheck // the file is thrown away
	p.f.Close()
}
