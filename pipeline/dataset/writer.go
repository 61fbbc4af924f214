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

// open is a data file on its way: written aside, hashed as it goes.
type open struct {
	*table.Writer
	fsys FS
	name string
	f    File
	buf  *bufio.Writer
	sum  hash.Hash
	n    int64
}

func create(fsys FS, name string, t *table.Table, opt table.Options) (*open, error) {
	f, err := fsys.Create(name)
	if err != nil {
		return nil, fmt.Errorf("table %s: %w", t.Name, err)
	}
	o := &open{fsys: fsys, name: name, f: f, sum: sha256.New()}
	o.buf = bufio.NewWriterSize(f, 256<<10)
	if o.Writer, err = table.NewWriter(o, t, opt); err != nil {
		f.Close()
		return nil, err
	}
	return o, nil
}

// Write takes the bytes of the Parquet file.
func (o *open) Write(p []byte) (int, error) {
	o.sum.Write(p)
	o.n += int64(len(p))
	return o.buf.Write(p)
}

// finish makes the file durable and reads it back, so that a disk that lies is found out here.
func (o *open) finish() (file, error) {
	err := o.Writer.Close()
	if e := o.buf.Flush(); err == nil {
		err = e
	}
	if err == nil {
		err = o.f.Sync()
	}
	if e := o.f.Close(); err == nil {
		err = e
	}
	out := file{Table: o.Table().Name, Path: o.name, Bytes: o.n, Rows: o.Rows(), SHA256: hex.EncodeToString(o.sum.Sum(nil))}
	if err == nil {
		err = checkFile(o.fsys, o.name, out)
	}
	if err != nil {
		return file{}, fmt.Errorf("table %s: %w", out.Table, err)
	}
	return out, nil
}

// abandon drops a file that will not be finished.
func (o *open) abandon() {
	o.Writer.Close() //nolint:errcheck // the file is thrown away
	o.f.Close()
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
	rows, err := table.NumRows(r)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if rows != want.Rows {
		return fmt.Errorf("%s: damaged: %d rows, want %d", name, rows, want.Rows)
	}
	return nil
}
