package decode

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"
	"unicode/utf8"

	"zhibiao/pipeline"
)

// page is what a format's reader writes: text in one buffer and the items that lie in it.
type page struct {
	buf    []byte
	items  []item
	tables []grid
	meta   metaset
	full   bool // a whole page of a site, with what sites put around a text

	open   bool // an item is being written
	cur    item
	blank  blanks
	lineNo int // of laid out text
	// cellFrom is the start of the table cell being written, or -1.
	cellFrom int

	plain []byte // for unescape
	kept  []item // for finish
	out   []byte // for finish
}

// item is one line of structure, as its reader found it.
type item struct {
	start, end int
	kind       pipeline.BlockKind
	level      int
	table      int // index in page.tables of a whole table, or -1
	page       int
	links      int // bytes that stand in links
	furniture  furniture
}

// furniture says how sure the source makes us that an item is no content.
type furniture uint8

const (
	content furniture = iota
	suspect           // a class or id says so
	certain           // the element says so
)

// grid is a table before spans are resolved.
type grid struct {
	rows   [][]gridCell
	header int // rows that the source marks as headers
}

type gridCell struct {
	start, end int
	rows, cols int // spans
	header     bool
}

// blanks is the run of white space that waits for the next character.
type blanks struct {
	any, line bool
	wide      int // ideographic and non-breaking ones
	n         int
}

func newPage(size int) *page {
	p := pages.Get().(*page)
	p.buf = slices.Grow(p.buf, size/2+64)
	return p
}

// pages are those that have been read to the end.
var pages = sync.Pool{New: func() any { return &page{cellFrom: -1, cur: item{table: -1}} }}

// maxScratch is the size of the text from which on a page is not kept for the next document.
const maxScratch = 1 << 20

// release gives the page back. Nothing of it may be in use any more.
func (p *page) release() {
	if cap(p.buf) <= maxScratch {
		*p = page{buf: p.buf[:0], items: p.items[:0], plain: p.plain[:0], kept: p.kept[:0], out: p.out[:0], cellFrom: -1, cur: item{table: -1}}
		pages.Put(p)
	}
}

// begin sets what the next item is. It ends the item being written.
func (p *page) begin(kind pipeline.BlockKind, level int) {
	p.end()
	p.cur.kind, p.cur.level = kind, level
}

// end closes the item being written, if there is one.
func (p *page) end() {
	if p.open {
		p.cur.end = len(p.buf)
		p.items = append(p.items, p.cur)
		p.open = false
	}
	p.cur.links = 0
	p.blank = blanks{}
}

// text appends s with white space collapsed, invisible characters dropped and blanks between Chinese
// characters at line ends removed. link says that the text stands in a link.
func (p *page) text(s []byte, link bool) {
	from := len(p.buf)
	for i := 0; i < len(s); {
		if n := shown(s[i:]); n > 0 {
			p.put(s[i : i+n])
			i += n
			continue
		}
		if c := s[i]; c < utf8.RuneSelf {
			switch c {
			case '\n', '\r':
				p.blank.any, p.blank.line = true, true
			case ' ', '\t', '\f', '\v':
				p.blank.any = true
				p.blank.n++
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		switch {
		case r == 0x3000 || r == 0xA0 || r == 0x2003 || r == 0x2002:
			p.blank.any = true
			p.blank.wide++
		case r == 0x2028 || r == 0x2029 || r == 0x85:
			p.blank.any, p.blank.line = true, true
		case r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x1680:
			p.blank.any = true
			p.blank.n++
		case invisible(r):
		case r == utf8.RuneError && n == 1:
		default:
			p.put(s[i : i+n])
		}
		i += n
	}
	if link {
		p.cur.links += len(p.buf) - max(from, p.cur.start)
	}
}

// shown is the length of the text that s begins with and that stands as it is: printable ASCII and, of the
// rest, the characters that Chinese text is made of.
func shown(s []byte) int {
	i := 0
	for i < len(s) {
		c := s[i]
		if c > ' ' && c < 0x7f {
			i++
			continue
		}
		if c < 0xE2 || i+2 >= len(s) {
			break
		}
		d, e := s[i+1], s[i+2]
		switch {
		case c >= 0xE4 && c <= 0xE9: // ideographs
		case c == 0xE3 && d&0xC0 == 0x80 && e&0xC0 == 0x80 && (d > 0x80 || e > 0x80): // 、。《 and the like, but no blank
		case c == 0xEF && (d == 0xBC || d == 0xBD) && e&0xC0 == 0x80: // full-width forms
		case c == 0xE2 && d == 0x80 && e >= 0x90 && e <= 0xA7: // dashes, quotes, …
		default:
			return i
		}
		i += 3
	}
	return i
}

// invisible reports characters that show nothing: zero-width ones, marks of direction, controls,
// variation selectors and noncharacters.
func invisible(r rune) bool {
	switch {
	case r < 0xA0 && r >= 0x7f:
		return true
	case r == 0xAD || r == 0xFEFF || r == 0x061C || r == 0x180E:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
		return true
	}
	return false
}

// put appends a run without blanks, opening an item if none is open.
func (p *page) put(s []byte) {
	if !p.open {
		p.open = true
		p.blank = blanks{}
		if p.cellFrom >= 0 && len(p.buf) > p.cellFrom && word(p.buf[len(p.buf)-1]) && word(s[0]) {
			p.buf = append(p.buf, ' ')
		}
		p.cur.start = len(p.buf)
	} else if p.blank.any {
		last := p.buf[len(p.buf)-1]
		wide := p.blank.wide >= 2 || p.blank.wide == 0 && p.blank.n >= 2 && !p.blank.line
		switch {
		case wide && p.cellFrom < 0 && p.cur.kind == pipeline.Paragraph && afterStop(p.buf):
			// Flattened pages keep their paragraphs as runs of blanks after a full stop.
			links := p.cur.links
			p.end()
			p.cur.links = links
			p.open = true
			p.cur.start = len(p.buf)
		case p.blank.line && last >= utf8.RuneSelf && s[0] >= utf8.RuneSelf:
		default:
			p.buf = append(p.buf, ' ')
		}
		p.blank = blanks{}
	}
	p.buf = append(p.buf, s...)
}

func word(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '.' || c == '%'
}

// characters counts the characters of valid UTF-8: every byte but those that go on with one.
func characters(t []byte) int {
	n := 0
	for len(t) >= 8 {
		w := binary.LittleEndian.Uint64(t)
		n += bits.OnesCount64((^w | w<<1) & 0x8080808080808080)
		t = t[8:]
	}
	for _, c := range t {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// trimSpace is bytes.TrimSpace of valid UTF-8. Most of what it is asked is not to be trimmed.
func trimSpace(t []byte) []byte {
	if n := len(t); n >= 3 && solid(t) && (t[n-1] > ' ' && t[n-1] < 0x80 || t[n-3] >= 0xE3 && solid(t[n-3:])) {
		return t
	}
	return bytes.TrimSpace(t)
}

// solid reports whether t, of three bytes and more, begins with what is plainly no blank.
func solid(t []byte) bool {
	return t[0] > ' ' && t[0] < 0x80 || t[0] >= 0xE4 || t[0] == 0xE3 && t[2] != 0x80
}

// afterStop reports whether b ends with a sentence stop or a closing quote after one.
func afterStop(b []byte) bool {
	for _, s := range [...]string{"。", "！", "？", "”", "）", "；"} {
		if len(b) >= len(s) && string(b[len(b)-len(s):]) == s {
			return true
		}
	}
	return false
}
