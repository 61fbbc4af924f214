package archive

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"zhibiao/pipeline"
)

// rowTable returns what yields the rows of a table of documents, or nil where p is none: a CSV or
// JSONL without a column of texts is one document, a table of its own.
func (r *reader) rowTable(p string, in *bufio.Reader, head []byte) func(*reader) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".csv", ".tsv":
		return r.csvTable(p, in)
	case ".jsonl", ".ndjson", ".json":
		if t := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"); len(t) > 1 && t[0] == '{' {
			return r.jsonTable(p, in)
		}
	}
	return nil
}

// columns maps the columns of a table to hints; -1 stands for none.
type columns struct{ text, title, date, url, publisher, region int }

// match finds the columns by name. The order of the configured names decides between several.
func (c *Columns) match(names []string) (columns, bool) {
	find := func(want []string) int {
		for _, w := range want {
			for i, n := range names {
				if strings.EqualFold(strings.TrimSpace(n), w) {
					return i
				}
			}
		}
		return -1
	}
	m := columns{find(c.Text), find(c.Title), find(c.Date), find(c.URL), find(c.Publisher), find(c.Region)}
	return m, m.text >= 0
}

func (m columns) hints(field func(int) string) pipeline.Hints {
	return pipeline.Hints{
		Title: field(m.title), URL: field(m.url), Publisher: field(m.publisher), Published: field(m.date),
		Region: field(m.region), Charset: "utf-8",
	}
}

// csvTable reads the header that in starts with.
func (r *reader) csvTable(p string, in *bufio.Reader) func(*reader) bool {
	head, _ := in.Peek(peekBytes)
	src, decode := utf8Reader(in, head)
	comma := delimiter(decode(head))
	h := csv.NewReader(bytes.NewReader(decode(head)))
	h.Comma, h.LazyQuotes, h.FieldsPerRecord = comma, true, -1
	names, err := h.Read()
	if err != nil {
		return nil
	}
	m, ok := r.cfg.Rows.match(names)
	if !ok {
		return nil
	}
	return func(r *reader) bool {
		guard := &rowGuard{r: src, limit: r.cfg.Limits.DocumentBytes}
		c := csv.NewReader(guard)
		c.Comma, c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = comma, true, -1, true
		for row := 0; ; row++ {
			guard.left = guard.limit
			rec, err := c.Read()
			rp := p + "#" + strconv.Itoa(row)
			switch {
			case errors.Is(err, io.EOF):
				return true
			case err != nil:
				return r.emitFault(rp, -1, r.asFault(err, pipeline.BrokenContainer))
			case row == 0: // the header
				continue
			}
			if fault := r.budget.entry(); fault != nil {
				return r.emitFault(rp, -1, fault)
			}
			field := func(i int) string {
				if i < 0 || i >= len(rec) {
					return ""
				}
				return rec[i]
			}
			if !r.emit(rp, []byte(field(m.text)), m.hints(func(i int) string { return strings.Clone(field(i)) })) {
				return false
			}
		}
	}
}

// rowGuard ends a read when one row grows beyond the limit, as after a quote that is never closed.
type rowGuard struct {
	r           io.Reader
	limit, left int64
}

func (g *rowGuard) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, pipeline.Faultf(stage, pipeline.TooLarge, "a row of more than %d bytes (limits.document_bytes)", g.limit)
	}
	n, err := g.r.Read(p)
	g.left -= int64(n)
	return n, err
}

// utf8Reader reads a table in the character set that its head shows: UTF-8, UTF-16 with a byte order
// mark, else GB18030.
func utf8Reader(in io.Reader, head []byte) (io.Reader, func([]byte) []byte) {
	var t func() transform.Transformer
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		t = func() transform.Transformer { return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder() }
	case !validHead(head):
		t = func() transform.Transformer { return simplifiedchinese.GB18030.NewDecoder() }
	default:
		t = func() transform.Transformer { return unicode.UTF8BOM.NewDecoder() }
	}
	return transform.NewReader(in, t()), func(b []byte) []byte {
		out, _, err := transform.Bytes(t(), b)
		if err != nil && len(out) == 0 {
			return b
		}
		return out
	}
}

// validHead reports whether head is UTF-8, maybe cut within a character.
func validHead(head []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut < len(head); cut++ {
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return len(head) == 0
}

func delimiter(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if bytes.Count(line, []byte("\t")) > bytes.Count(line, []byte(",")) {
		return '\t'
	}
	if bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")) {
		return ';'
	}
	return ','
}

// jsonTable reads lines of JSON objects.
func (r *reader) jsonTable(p string, in *bufio.Reader) func(*reader) bool {
	head, _ := in.Peek(peekBytes)
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), []byte("\n"))
	names := objectKeys(line)
	if _, ok := r.cfg.Rows.match(names); !ok {
		return nil
	}
	return func(r *reader) bool {
		for row := 1; ; row++ {
			line, err := readLine(in, r.cfg.Limits.DocumentBytes)
			rp := p + "#" + strconv.Itoa(row)
			if errors.Is(err, io.EOF) {
				return true
			}
			if err != nil {
				return r.emitFault(rp, -1, r.asFault(err, pipeline.BrokenContainer))
			}
			line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\xef\xbb\xbf")))
			if len(line) == 0 {
				row--
				continue
			}
			if fault := r.budget.entry(); fault != nil {
				return r.emitFault(rp, -1, fault)
			}
			if !r.jsonRow(rp, line) {
				return false
			}
		}
	}
}

// maxKeys bounds the fields of one JSON object.
const maxKeys = 10_000

func (r *reader) jsonRow(p string, line []byte) bool {
	var obj map[string]json.RawMessage
	if bytes.Count(line, []byte(":")) > maxKeys && len(objectKeys(line)) >= maxKeys {
		return r.emitFault(p, int64(len(line)), pipeline.Faultf(stage, pipeline.TooManyEntries, "an object of more than %d fields", maxKeys))
	}
	if err := json.Unmarshal(line, &obj); err != nil {
		return r.emitFault(p, int64(len(line)), pipeline.Faultf(stage, pipeline.BrokenDocument, "not a JSON object: %v", err))
	}
	names := make([]string, 0, len(obj))
	values := make([]json.RawMessage, 0, len(obj))
	for _, k := range objectKeys(line) {
		if v, ok := obj[k]; ok {
			names, values = append(names, k), append(values, v)
		}
	}
	m, ok := r.cfg.Rows.match(names)
	if !ok {
		return r.emit(p, nil, pipeline.Hints{}) // a row without a text is an empty document
	}
	field := func(i int) string {
		if i < 0 {
			return ""
		}
		var s string
		if json.Unmarshal(values[i], &s) != nil {
			var n json.Number
			if json.Unmarshal(values[i], &n) == nil {
				s = n.String()
			}
		}
		return s
	}
	return r.emit(p, []byte(field(m.text)), m.hints(field))
}

// objectKeys lists the keys of the object that line starts with, in order. The line may be cut.
func objectKeys(line []byte) []string {
	d := json.NewDecoder(bytes.NewReader(line))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var keys []string
	for d.More() && len(keys) < maxKeys {
		t, err := d.Token()
		k, ok := t.(string)
		if err != nil || !ok {
			break
		}
		keys = append(keys, k)
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			break
		}
	}
	return keys
}

// readLine reads a line of any length up to a limit.
func readLine(in *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		if int64(len(line)) > limit {
			return nil, pipeline.Faultf(stage, pipeline.TooLarge, "a row of more than %d bytes (limits.document_bytes)", limit)
		}
		switch {
		case err == nil:
			return line, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case errors.Is(err, io.EOF):
			return nil, io.EOF
		default:
			return nil, fmt.Errorf("read row: %w", err)
		}
	}
}
