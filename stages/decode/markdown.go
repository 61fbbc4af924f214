package decode

import (
	"bytes"

	"zhibiao/pipeline"
)

// readMarkdown reads Markdown line by line, with HTML where it stands in it: headings, lists, pipe
// tables, quotes and emphasis. It is linear in the text whatever the text is; what it does not know
// stays as it is written.
func readMarkdown(p *page, src []byte) {
	m := &markdown{p: p, h: htmlReader{p: p}}
	m.read(blankDirectives(src))
}

type markdown struct {
	p *page
	h htmlReader
}

func (m *markdown) read(src []byte) {
	for len(src) > 0 {
		if n := m.htmlBlock(src); n > 0 {
			m.h.feed(src[:n])
			src = src[n:]
			continue
		}
		if n := m.pipeTable(src); n > 0 {
			src = src[n:]
			continue
		}
		line, rest := cutLine(src)
		m.line(line, rest)
		src = rest
	}
	m.h.close()
}

// htmlBlock is the length of the piece of HTML that src starts with, or 0. It ends at a blank line
// that stands in no table, script, style or comment.
func (m *markdown) htmlBlock(src []byte) int {
	line, _ := cutLine(src)
	t := bytes.TrimLeft(line, " \t")
	if len(t) < 3 || t[0] != '<' || !(t[1] == '/' || t[1] == '!' || t[1]|0x20 >= 'a' && t[1]|0x20 <= 'z') || bytes.HasPrefix(t, []byte("<http")) {
		return 0
	}
	open := 0
	for n := 0; ; {
		line, rest := cutLine(src[n:])
		if len(bytes.TrimSpace(line)) == 0 && open <= 0 {
			return n
		}
		open += opens(line)
		n = len(src) - len(rest)
		if len(rest) == 0 {
			return n
		}
	}
}

// opens counts the elements that keep their blank lines, opened less closed.
func opens(line []byte) int {
	n := 0
	for i := bytes.IndexByte(line, '<'); i >= 0; {
		t := line[i+1:]
		switch {
		case tagged(t, "table"), tagged(t, "script"), tagged(t, "style"), tagged(t, "pre"), bytes.HasPrefix(t, []byte("!--")):
			n++
		case tagged(t, "/table"), tagged(t, "/script"), tagged(t, "/style"), tagged(t, "/pre"):
			n--
		}
		j := bytes.IndexByte(t, '<')
		if j < 0 {
			break
		}
		i += 1 + j
	}
	return n - bytes.Count(line, []byte("-->"))
}

func tagged(t []byte, name string) bool {
	return len(t) > len(name) && bytes.EqualFold(t[:len(name)], []byte(name)) && (t[len(name)] == '>' || t[len(name)] <= ' ')
}

// line reads one line outside HTML blocks and tables.
func (m *markdown) line(line, rest []byte) {
	p := m.p
	t := bytes.TrimRight(line, " \t\r")
	hard := len(line)-len(t) >= 2 || bytes.HasSuffix(t, []byte("\\"))
	t = bytes.TrimLeft(t, " \t")
	for len(t) > 0 && t[0] == '>' {
		t = bytes.TrimLeft(t[1:], " \t")
	}
	switch {
	case len(t) == 0, rule(t):
		p.end()
		m.h.setContext()
		return
	case bytes.HasPrefix(t, []byte("```")), bytes.HasPrefix(t, []byte("~~~")):
		p.end()
		return
	}
	if n := hashes(t); n > 0 {
		p.begin(pipeline.Heading, n)
		m.inline(bytes.TrimRight(bytes.TrimLeft(t[n:], " \t"), "# \t"))
		p.end()
		m.h.setContext()
		return
	}
	if next, _ := cutLine(rest); !p.open && underline(next) > 0 && !rule(t) && len(t) < 300 {
		p.begin(pipeline.Heading, underline(next))
		m.inline(t)
		p.end()
		m.h.setContext()
		return
	}
	if n := bullet(t); n > 0 {
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		p.begin(pipeline.ListItem, min(1+indent/2, 9))
		t = t[n:]
	} else if p.open && ends(p.buf[p.cur.start:]) {
		// Chinese posts put a paragraph on a line of its own without a blank line between.
		p.end()
		m.h.setContext()
	}
	p.blank.any, p.blank.line = true, true
	m.inline(t)
	if hard {
		p.end()
	}
}

// inline writes a line without its marks of emphasis, links and images.
func (m *markdown) inline(t []byte) {
	out := make([]byte, 0, len(t))
	html := false
	for i := 0; i < len(t); i++ {
		c := t[i]
		switch {
		case c == '\\' && i+1 < len(t) && t[i+1] < 0x80 && bytes.IndexByte([]byte("\\`*_{}[]()#+-.!|<>~"), t[i+1]) >= 0:
			i++
			out = append(out, t[i])
			continue
		case c == '`':
			continue
		case c == '*' && !(i > 0 && digit(t[i-1]) && i+1 < len(t) && digit(t[i+1])):
			continue
		case c == '_' && i+1 < len(t) && t[i+1] == '_', c == '~' && i+1 < len(t) && t[i+1] == '~':
			i++
			continue
		case c == '!' && i+1 < len(t) && t[i+1] == '[':
			if n := image(t[i+1:]); n > 0 {
				i += n
				continue
			}
		case c == '[' || c == ']':
			if n := target(t[i:]); n > 0 {
				i += n - 1
				continue
			}
			if c == '[' && linked(t[i:]) {
				continue
			}
		case c == '<' || c == '&':
			html = true
		}
		out = append(out, c)
	}
	if html {
		m.h.feed(out)
		return
	}
	m.p.text(out, false)
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// maxTarget bounds the length of a link's address, so that a line of brackets stays linear.
const maxTarget = 2000

// target is the length of ](address) at the start of t, or 0.
func target(t []byte) int {
	if len(t) < 3 || t[0] != ']' || t[1] != '(' {
		return 0
	}
	if n := bytes.IndexByte(t[:min(len(t), maxTarget)], ')'); n > 0 {
		return n + 1
	}
	return 0
}

// linked reports whether the bracket that t starts with is closed by ](.
func linked(t []byte) bool {
	w := t[1:min(len(t), 300)]
	i := bytes.IndexAny(w, "[]")
	return i >= 0 && w[i] == ']' && i+1 < len(w) && w[i+1] == '('
}

// image is the length of [alt](address) at the start of t, or 0.
func image(t []byte) int {
	i := bytes.IndexByte(t[:min(len(t), 300)], ']')
	if i < 0 {
		return 0
	}
	if n := target(t[i:]); n > 0 {
		return i + n
	}
	return 0
}

func hashes(t []byte) int {
	n := 0
	for n < len(t) && t[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n == len(t) || t[n] != ' ' && t[n] < 0x80 {
		return 0
	}
	return n
}

// underline is the level of a line of = or - that makes the line before it a heading.
func underline(t []byte) int {
	t = bytes.TrimRight(t, " \t\r")
	if len(t) < 3 {
		return 0
	}
	for _, c := range t {
		if c != t[0] {
			return 0
		}
	}
	switch t[0] {
	case '=':
		return 1
	case '-':
		return 2
	}
	return 0
}

// rule reports a line that only divides.
func rule(t []byte) bool {
	marks := 0
	for _, c := range t {
		switch {
		case c == ' ' || c == '\t':
		case c == t[0] && (c == '-' || c == '*' || c == '_' || c == '='):
			marks++
		default:
			return false
		}
	}
	return marks >= 3
}

// bullet is the length of the mark of a list item, or 0. Numbers stay in the text: they may be the
// document's own.
func bullet(t []byte) int {
	if len(t) > 2 && (t[0] == '-' || t[0] == '*' || t[0] == '+') && (t[1] == ' ' || t[1] == '\t') {
		return 2
	}
	return 0
}

// ends reports whether a line ends like a paragraph of its own.
func ends(b []byte) bool {
	return afterStop(b) || bytes.HasSuffix(b, []byte("：")) || len(b) < 90
}

// pipeTable reads a table of | cells and returns its length, or 0.
func (m *markdown) pipeTable(src []byte) int {
	line, rest := cutLine(src)
	if bytes.IndexByte(line, '|') < 0 {
		return 0
	}
	mark, body := cutLine(rest)
	if !delimiter(mark) {
		return 0
	}
	p := m.p
	p.end()
	g := grid{header: 1}
	g.rows = append(g.rows, m.row(line, true))
	for len(body) > 0 {
		line, next := cutLine(body)
		if bytes.IndexByte(line, '|') < 0 {
			break
		}
		g.rows = append(g.rows, m.row(line, false))
		body = next
	}
	p.tables = append(p.tables, g)
	p.items = append(p.items, item{table: len(p.tables) - 1, start: len(p.buf), end: len(p.buf)})
	m.h.setContext()
	return len(src) - len(body)
}

// row writes the cells of a line. They are no items: the table is one.
func (m *markdown) row(line []byte, header bool) []gridCell {
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte("|"))
	if bytes.HasSuffix(line, []byte("|")) && !bytes.HasSuffix(line, []byte(`\|`)) {
		line = line[:len(line)-1]
	}
	var cells []gridCell
	p := m.p
	for more := true; more && len(cells) < maxColumns; {
		n := 0
		for n < len(line) && line[n] != '|' {
			if line[n] == '\\' && n+1 < len(line) {
				n++
			}
			n++
		}
		n = min(n, len(line))
		cell := line[:n]
		if more = n < len(line); more {
			line = line[n+1:]
		}
		items := len(p.items)
		c := gridCell{start: len(p.buf), rows: 1, cols: 1, header: header}
		p.cellFrom = c.start
		m.inline(cell)
		p.end()
		p.items = p.items[:items]
		c.end = len(p.buf)
		cells = append(cells, c)
	}
	p.cellFrom = -1
	return cells
}

// delimiter reports the line of dashes below a table's header.
func delimiter(t []byte) bool {
	dashes, pipes := 0, 0
	for _, c := range bytes.TrimSpace(t) {
		switch c {
		case '-':
			dashes++
		case '|':
			pipes++
		case ':', ' ', '\t':
		default:
			return false
		}
	}
	return dashes >= 1 && pipes >= 1
}

// cutLine splits off the first line, without its LF.
func cutLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i], b[i+1:]
	}
	return b, nil
}
