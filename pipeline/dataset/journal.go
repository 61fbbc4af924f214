package dataset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

const journalName = "_zhibiao/journal"

// batch is one line of the journal: documents whose rows are on disk.
type batch struct {
	// Key names the rules, settings and program that made the rows.
	Key       string `json:"key"`
	Documents int64  `json:"documents"`
	Files     []file `json:"files"`
}

// file is one data file. Path is relative to the directory that the list belongs to.
type file struct {
	Table  string `json:"table,omitempty"`
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

func checksum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

func (b batch) line() ([]byte, error) {
	js, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	return append([]byte(checksum(js)+" "), append(js, '\n')...), nil
}

// readJournal returns the batches and the length of the whole lines. A tail that a crash tore (no line
// end, or blocks that were never written) is left out; any other damage is an error.
func readJournal(fsys FS) (batches []batch, size int64, err error) {
	data, err := readFile(fsys, journalName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("journal: %w", err)
	}
	for n := 1; len(data) > 0; n++ {
		end := bytes.IndexByte(data, '\n')
		if end < 0 {
			break
		}
		line := data[:end]
		var b batch
		if err := parseLine(line, &b); err != nil {
			if end+1 == len(data) && bytes.IndexByte(line, 0) >= 0 {
				break
			}
			return nil, 0, fmt.Errorf("%s:%d: %w; remove it and %s to read all documents again", journalName, n, err, batchDir)
		}
		batches = append(batches, b)
		size += int64(end + 1)
		data = data[end+1:]
	}
	return batches, size, nil
}

func parseLine(line []byte, b *batch) error {
	sum, js, ok := bytes.Cut(line, []byte(" "))
	if !ok || string(sum) != checksum(js) {
		return errors.New("damaged line: its checksum is wrong")
	}
	d := json.NewDecoder(bytes.NewReader(js))
	d.DisallowUnknownFields()
	return d.Decode(b)
}

// appendJournal makes one line durable.
func appendJournal(fsys FS, b batch) error {
	line, err := b.line()
	if err != nil {
		return err
	}
	f, err := fsys.Append(journalName)
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	_, err = f.Write(line)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = fsys.SyncDir(stateDir)
	}
	if err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	return nil
}
