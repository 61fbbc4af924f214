package decode

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"zhibiao/pipeline"
)

// readPlain reads plain text. A line is a paragraph, unless the text is wrapped at a fixed width:
// then full lines continue in the next. So does a line that ends with a comma. Lines with columns of blanks under each other are a table.
func readPlain(p *page, src []byte) {
	width := wrapWidth(src)
	pageNo := 0
	if bytes.IndexByte(src, '\f') >= 0 {
		pageNo = 1
	}
	p.cur.page = pageNo
	last := 0
	open := false      // the line before ends with a comma: its sentence goes on
	var run []textLine // lines with columns
	flush := func() {
		if len(run) > 0 {
			p.layOut(run)
			run = run[:0]
			p.begin(pipeline.Paragraph, 0)
			p.cur.page = pageNo
		}
	}
	for len(src) > 0 {
		line, rest := cutLine(src)
		if i := bytes.IndexByte(line, '\f'); i == 0 {
			flush()
			p.end()
			pageNo++
			p.cur.page = pageNo
			src = src[1:]
			continue
		} else if i > 0 {
			line, rest = line[:i], src[i:]
		}
		src = rest
		t := bytes.TrimRight(line, " \t\r")
		if len(t) == 0 {
			if len(run) == 0 {
				p.end()
				last, open = 0, false
			}
			continue
		}
		if ruled(t) {
			continue // a line drawn between the rows of a table
		}
		if pageNumber(t) {
			flush()
			p.end()
			last, open = 0, false
			continue
		}
		if parts := columnsOfBlanks(t); len(parts) > 1 {
			p.end()
			run = append(run, p.plainLine(t, parts, pageNo))
			last, open = 0, false
			continue
		}
		if (len(run) > 0 || leading(t) >= 16) && between(t, src) {
			run = append(run, p.plainLine(t, [][2]int{{len(t) - len(bytes.TrimLeft(t, " 　")), len(t)}}, pageNo))
			last, open = 0, false
			continue
		}
		flush()
		if !(width > 0 && last >= width && !indented(t)) && !open {
			p.begin(pipeline.Paragraph, 0)
			p.cur.page = pageNo
		}
		p.blank.any, p.blank.line = true, true
		p.text(t, false)
		last = columns(t)
		open = bytes.HasSuffix(t, []byte("，")) || bytes.HasSuffix(t, []byte("、"))
	}
	flush()
	p.end()
}

// widestName is how wide a line may be that names a group of a table's rows, or one of its columns.
const widestName = 40

// between reports whether the line t belongs to a table without having columns: it is short, and the line after it has
// columns.
func between(t, rest []byte) bool {
	if name := bytes.TrimLeft(t, " 　"); columns(name) > widestName || sentenceEnd(name) || bytes.HasSuffix(name, []byte("，")) || bytes.HasSuffix(name, []byte("：")) {
		return false
	}
	for range 2 {
		line, after := cutLine(rest)
		line = bytes.TrimRight(line, " \t\r")
		if parts := columnsOfBlanks(line); len(parts) > 1 {
			return true
		}
		if len(line) == 0 || columns(line) > widestName+40 {
			return false
		}
		rest = after
	}
	return false
}

// leading is the width of the blanks before a line.
func leading(t []byte) int { return columns(t) - columns(bytes.TrimLeft(t, " \t　")) }

// ruled reports whether a line is nothing but a drawn line.
func ruled(t []byte) bool {
	n := 0
	for _, r := range string(t) {
		switch r {
		case '-', '=', '_', '─', '━', '—', '═':
			n++
		case ' ', '+', '|', '┼', '　':
		default:
			return false
		}
	}
	return n >= 8
}

// pageNumber reports whether a line is the number of a page between dashes: - 3 -.
func pageNumber(t []byte) bool {
	if t = bytes.TrimSpace(t); len(t) > 24 {
		return false
	}
	in := bytes.Trim(t, "-—–")
	if len(in) == len(t) || bytes.HasPrefix(t, in) || bytes.HasSuffix(t, in) {
		return false
	}
	in = bytes.TrimSpace(in)
	for _, c := range in {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(in) > 0 && len(in) <= 4
}

// maxColumn is the longest text of a cell in a line of columns, in bytes; longer ones are prose.
const maxColumn = 240

// maxParts is how many columns a line of plain text may have.
const maxParts = 100

// columnsOfBlanks splits a line at tabs and at gaps of three blanks. A line with a gap after a full
// stop is prose that lost its line ends.
func columnsOfBlanks(t []byte) [][2]int {
	if !bytes.Contains(t, []byte("   ")) && bytes.IndexByte(t, '\t') < 0 && !bytes.Contains(t, []byte("　　")) {
		return nil
	}
	var parts [][2]int
	start := -1
	for i := 0; i < len(t); {
		j, gap := skipBlanks(t, i)
		switch {
		case gap == 0:
			if start < 0 {
				start = i
			}
			i++
			continue
		case start >= 0 && gap >= 3:
			if sentenceEnd(t[:i]) || i-start > maxColumn {
				return nil
			}
			if len(parts) == maxParts {
				return nil
			}
			parts = append(parts, [2]int{start, i})
			start = -1
		}
		i = j
	}
	if start < 0 || len(t)-start > maxColumn {
		return nil
	}
	return append(parts, [2]int{start, len(t)})
}

// sentenceEnd reports whether b ends with a sentence stop.
func sentenceEnd(b []byte) bool {
	for _, s := range [...]string{"。", "！", "？", "；", "”"} {
		if bytes.HasSuffix(b, []byte(s)) {
			return true
		}
	}
	return false
}

// skipBlanks gives the end of the blanks at i and their width.
func skipBlanks(t []byte, i int) (end, width int) {
	for i < len(t) {
		switch {
		case t[i] == ' ':
			width++
			i++
		case t[i] == '\t':
			width += 3
			i++
		case bytes.HasPrefix(t[i:], []byte("　")):
			width += 2
			i += 3
		default:
			return i, width
		}
	}
	return i, width
}

// plainLine writes the parts of a line and gives their columns. Between tabs it is their number that
// tells the column, not their place.
func (p *page) plainLine(t []byte, parts [][2]int, pageNo int) textLine {
	l := textLine{page: pageNo, size: 2, top: float64(2 * p.lineNo)}
	p.lineNo++
	tabs := bytes.IndexByte(t, '\t') >= 0
	for i, x := range parts {
		s := p.fragment(t[x[0]:x[1]])
		s.x0, s.x1 = float64(columns(t[:x[0]])), float64(columns(t[:x[1]]))
		if tabs {
			s.x0, s.x1 = float64(i*1000), float64(i*1000+1)
		}
		l.segs = append(l.segs, s)
	}
	return l
}

// fragment writes text that is no item yet.
func (p *page) fragment(t []byte) segment {
	items, from := len(p.items), len(p.buf)
	p.cellFrom = from
	p.text(t, false)
	p.end()
	p.items = p.items[:items]
	p.cellFrom = -1
	return segment{start: from, end: len(p.buf)}
}

// wrapWidth is the width from which on a line is full, or 0 for a text that is not wrapped. In a
// wrapped text many lines are about as wide as the widest, and most of those end within a sentence.
func wrapWidth(src []byte) int {
	var count, open [201]int
	lines, widest := 0, 0
	for rest := src; len(rest) > 0 && lines < 2000; {
		var line []byte
		line, rest = cutLine(rest)
		line = bytes.TrimRight(line, " \t\r")
		if w := columns(line); w > 0 {
			lines++
			widest = max(widest, w)
			w = min(w, 200)
			count[w]++
			if !sentenceEnd(line) {
				open[w]++
			}
		}
	}
	if lines < 8 || widest > 160 {
		return 0
	}
	full, within := 0, 0
	for w := max(widest-4, 0); w <= widest; w++ {
		full += count[w]
		within += open[w]
	}
	if full*4 < lines || within*2 < full {
		return 0
	}
	return widest - 4
}

// columns is the width of a line in a fixed font: a Chinese character takes two.
func columns(t []byte) int {
	n := characters(t)
	for len(t) >= 8 {
		w := binary.LittleEndian.Uint64(t)
		n += bits.OnesCount64(w & (w << 1) & 0x8080808080808080)
		t = t[8:]
	}
	for _, c := range t {
		if c >= 0xC0 {
			n++
		}
	}
	return n
}

func indented(t []byte) bool {
	return bytes.HasPrefix(t, []byte("  ")) || bytes.HasPrefix(t, []byte("\t")) || bytes.HasPrefix(t, []byte("　"))
}
