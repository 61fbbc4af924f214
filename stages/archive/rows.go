package archive

import "bufio"

// rowTable returns what yields the rows of a table of documents, or nil where p is none.
func (r *reader) rowTable(p string, in *bufio.Reader, head []byte) func(*reader) bool { return nil }
