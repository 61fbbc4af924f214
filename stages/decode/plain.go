package decode

import (
	"bytes"

	"zhibiao/pipeline"
)

// readPlain reads plain text. A line is a paragraph, unless the text is wrapped at a fixed width:
// then full lines continue in the next.
func readPlain(p *page, src []byte) {
	width := wrapWidth(src)
	pageNo := 0
	if bytes.IndexByte(src, '\f') >= 0 {
		pageNo = 1
	}
	p.cur.page = pageNo
	last := 0
	for len(src) > 0 {
		line, rest := cutLine(src)
		src = rest
		if i := bytes.LastIndexByte(line, '\f'); i >= 0 {
			p.end()
			pageNo += bytes.Count(line, []byte("\f"))
			p.cur.page = pageNo
			line = line[i+1:]
		}
		t := bytes.TrimRight(line, " \t\r")
		if len(t) == 0 {
			p.end()
			last = 0
			continue
		}
		if !(width > 0 && last >= width && !indented(t)) {
			p.begin(pipeline.Paragraph, 0)
		}
		p.blank.any, p.blank.line = true, true
		p.text(t, false)
		last = columns(t)
	}
	p.end()
}

// wrapWidth is the width from which on a line is full, or 0 for a text that is not wrapped.
func wrapWidth(src []byte) int {
	var count [201]int
	lines, widest := 0, 0
	for rest := src; len(rest) > 0 && lines < 2000; {
		var line []byte
		line, rest = cutLine(rest)
		if w := columns(bytes.TrimRight(line, " \t\r")); w > 0 {
			lines++
			count[min(w, 200)]++
			widest = max(widest, w)
		}
	}
	if lines < 8 || widest > 160 {
		return 0
	}
	full := 0
	for w := max(widest-4, 0); w <= widest && w <= 200; w++ {
		full += count[w]
	}
	if full*4 < lines {
		return 0
	}
	return widest - 4
}

// columns is the width of a line in a fixed font: a Chinese character takes two.
func columns(t []byte) int {
	n := 0
	for _, c := range t {
		switch {
		case c < 0x80:
			n++
		case c >= 0xC0:
			n += 2
		}
	}
	return n
}

func indented(t []byte) bool {
	return bytes.HasPrefix(t, []byte("  ")) || bytes.HasPrefix(t, []byte("\t")) || bytes.HasPrefix(t, []byte("　"))
}
