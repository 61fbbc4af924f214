package place

import (
	"fmt"
	"io/fs"
	"strings"
)

// readTSV calls f with the fields of each line of a lexicon. Lines that start with # are comments.
func readTSV(fsys fs.FS, path string, fields int, f func([]string) error) error {
	b, err := fs.ReadFile(fsys, path)
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	n := 0
	row := make([]string, 0, fields)
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		row = row[:0]
		for field := range strings.SplitSeq(line, "\t") {
			row = append(row, field)
		}
		if len(row) != fields {
			return fmt.Errorf("%s:%d: want %d fields between tabs, have %d", path, n, fields, len(row))
		}
		if err := f(row); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return nil
}
