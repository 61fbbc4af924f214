package decode

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"zhibiao/pipeline"
)

// readHTML reads a page or a fragment of HTML in one pass over its tokens. No tree is built: deep
// nesting costs nothing, and what a broken page leaves open is simply open to the end.
func readHTML(p *page, src []byte) {
	h := &htmlReader{p: p}
	h.feed(blankDirectives(src))
	h.close()
}

// htmlReader holds the open elements. It may be fed several pieces of one page.
type htmlReader struct {
	p     *page
	stack []element
	open  [128]opened // how many of each are open
	skips int         // open elements whose text is dropped
	furn  int         // open elements that look like furniture
	sure  int         // open elements that are furniture (nav, footer)
	links int         // open <a>
	lists int
	frame []tableFrame

	raw atom.Atom // the raw text element whose text comes next
	ld  bool      // it is JSON-LD
}

// opened is how many elements of a tag are open.
type opened struct {
	tag atom.Atom
	n   int
}

// opened finds the count of a tag: there is room for twice as many tags as are ever open.
func (h *htmlReader) opened(tag atom.Atom) *opened {
	for i := uint32(tag) * 166457 >> 25; ; i++ {
		if o := &h.open[i%uint32(len(h.open))]; o.tag == tag || o.tag == 0 {
			return o
		}
	}
}

type element struct {
	tag              atom.Atom
	skip, furn, sure bool
	from             int // items when it was opened
}

// tableFrame is an open <table>.
type tableFrame struct {
	g      grid
	item   int // items when it was opened
	inRow  bool
	inCell bool
	cell   gridCell
	nested bool // holds another data table: this one is layout
	thead  bool
}

// Bounds on what attributes may ask for; browsers have the same.
const (
	maxColspan = 1000
	maxRowspan = 65534
	maxColumns = 2000
)

func (h *htmlReader) feed(src []byte) {
	m := markup{src: src}
	for {
		switch m.next() {
		case endOfMarkup:
			return
		case textToken:
			if h.raw != 0 {
				h.rawText(&m)
				h.raw = 0
				continue
			}
			if h.skips == 0 {
				h.text(m.text, m.raw)
			}
		case startTag:
			h.start(&m)
		case endTag:
			h.raw = 0
			h.endTag(m.tag)
		}
	}
}

// text writes a text.
func (h *htmlReader) text(s []byte, raw bool) {
	if !raw {
		s = h.unescape(s)
	}
	h.p.text(s, h.links > 0)
}

// unescape replaces the entities of a text. What it returns is valid until the next.
func (h *htmlReader) unescape(s []byte) []byte {
	i := bytes.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	out := h.p.plain[:0]
	for i >= 0 {
		out = append(out, s[:i]...)
		s = s[i:]
		n := entity(s)
		if r := frequentEntity(s[:n]); r != 0 {
			out = utf8.AppendRune(out, r)
		} else {
			out = append(out, html.UnescapeString(string(s[:n]))...)
		}
		s = s[n:]
		i = bytes.IndexByte(s, '&')
	}
	h.p.plain = append(out, s...)
	return h.p.plain
}

// frequentEntity is what an entity stands for, if that is plain to see, or 0.
func frequentEntity(e []byte) rune {
	switch string(e) {
	case "&nbsp;":
		return 0xA0
	case "&quot;":
		return '"'
	case "&amp;":
		return '&'
	case "&lt;":
		return '<'
	case "&gt;":
		return '>'
	}
	n := len(e) - 1
	if n < len("&#9") || n > len("&#99999") || e[1] != '#' || e[n] != ';' {
		return 0
	}
	r := rune(0)
	for _, c := range e[2:n] {
		if !digit(c) {
			return 0
		}
		r = 10*r + rune(c-'0')
	}
	if r >= 0x80 && r < 0xA0 || r >= 0xD800 { // which browsers read in their own way
		return 0
	}
	return r
}

// entity is the length of what may be an entity at the start of s, which is empty or begins with &.
func entity(s []byte) int {
	n := min(len(s), 1)
	if n < len(s) && s[n] == '#' {
		n++
	}
	for n < len(s) && (digit(s[n]) || letter(s[n])) {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	return n
}

func (h *htmlReader) rawText(m *markup) {
	switch h.raw {
	case atom.Title:
		s := string(m.text)
		if !m.raw {
			s = html.UnescapeString(s)
		}
		h.p.meta.htmlTitle(s)
	case atom.Script:
		if h.ld {
			h.p.meta.jsonLD(m.text)
		}
	}
}

func (h *htmlReader) start(m *markup) {
	tag, selfClosing := m.tag, m.self
	var a attrs
	if wantsAttrs(tag) {
		a.read(m)
	}
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Noscript, atom.Iframe, atom.Noembed, atom.Noframes, atom.Xmp:
		h.raw, h.ld = tag, tag == atom.Script && a.ld
		if tag == atom.Noscript { // the tokenizer reads its content as markup
			h.raw = 0
			h.push(element{tag: tag, skip: true})
		}
		return
	case atom.Meta:
		h.p.meta.tag(a.name, a.content)
		return
	case atom.Br, atom.Hr:
		h.p.end()
		return
	case atom.Link, atom.Base, atom.Img, atom.Input, atom.Col, atom.Source, atom.Embed, atom.Wbr, atom.Param, atom.Area, atom.Track:
		return
	case atom.Table:
		h.p.end()
		h.push(element{tag: tag})
		if len(h.frame) < maxTableDepth {
			h.frame = append(h.frame, tableFrame{item: len(h.p.items)})
			h.p.cellFrom = -1
		}
		return
	case atom.Tr, atom.Td, atom.Th, atom.Thead, atom.Tbody, atom.Tfoot, atom.Caption:
		h.tablePart(tag, a)
		return
	}
	if selfClosing && tag != 0 && !block(tag) {
		return
	}
	switch {
	case heading(tag) > 0:
		h.popTo(tag, true)
		h.p.begin(pipeline.Heading, heading(tag))
		h.push(element{tag: tag})
	case tag == atom.Li:
		h.closeInList()
		h.p.begin(pipeline.ListItem, max(h.lists, 1))
		h.push(element{tag: tag, furn: a.furn})
	case tag == atom.P:
		h.popTo(atom.P, true)
		h.p.end()
		h.setContext()
		h.push(element{tag: tag, furn: a.furn, sure: a.hidden})
	case tag == atom.A:
		h.popTo(atom.A, true)
		h.push(element{tag: tag})
	case skipped(tag) || a.hidden:
		if block(tag) {
			h.p.end()
		}
		if selfClosing {
			return
		}
		h.push(element{tag: tag, skip: !a.hidden && dropped(tag), sure: true})
	case block(tag):
		h.p.full = h.p.full || tag == atom.Body
		h.p.end()
		h.setContext()
		if selfClosing {
			return
		}
		h.push(element{tag: tag, furn: a.furn})
	case tag == atom.Option:
		h.popTo(tag, true)
		h.push(element{tag: tag})
	case a.furn && tag == atom.Span:
		h.push(element{tag: tag, furn: true})
	case tag == atom.Span:
		h.push(element{tag: tag})
	}
	h.p.cur.furniture = h.doubt()
}

func (h *htmlReader) doubt() furniture {
	switch {
	case h.sure > 0:
		return certain
	case h.furn > 0:
		return suspect
	}
	return content
}

// maxTableDepth bounds nested tables whose cells are kept apart; deeper ones are read as layout.
const maxTableDepth = 40

func (h *htmlReader) push(e element) {
	e.from = len(h.p.items)
	h.stack = append(h.stack, e)
	o := h.opened(e.tag)
	o.tag = e.tag
	o.n++
	if e.skip {
		h.skips++
	}
	if e.furn {
		h.furn++
	}
	if e.sure {
		h.sure++
	}
	switch e.tag {
	case atom.A:
		h.links++
	case atom.Ul, atom.Ol, atom.Menu:
		h.lists++
	}
}

// pop closes the innermost element.
func (h *htmlReader) pop() {
	e := h.stack[len(h.stack)-1]
	h.stack = h.stack[:len(h.stack)-1]
	h.opened(e.tag).n--
	if e.skip {
		h.skips--
	}
	if e.furn {
		h.furn--
	}
	if e.sure {
		h.sure--
	}
	switch {
	case e.tag == atom.A:
		h.links--
	case e.tag == atom.Ul || e.tag == atom.Ol || e.tag == atom.Menu:
		h.lists--
	case e.tag == atom.Table:
		h.p.end()
		h.endTable()
	}
	if block(e.tag) || heading(e.tag) > 0 || e.tag == atom.P || e.tag == atom.Li {
		h.p.end()
		h.setContext()
	}
	h.p.cur.furniture = h.doubt()
}

// popTo closes elements up to the innermost tag, if one is open. implied says that the source only
// implies the end (a new <p> ends the last): then a table cell or a container stands in the way.
func (h *htmlReader) popTo(tag atom.Atom, implied bool) {
	if h.opened(tag).n == 0 {
		return
	}
	if implied {
		for i := len(h.stack) - 1; i >= 0; i-- {
			t := h.stack[i].tag
			if t == tag {
				break
			}
			if t == atom.Td || t == atom.Th || t == atom.Table || t == atom.Li || t == atom.Div || i < len(h.stack)-16 {
				return
			}
		}
	}
	for len(h.stack) > 0 {
		top := h.stack[len(h.stack)-1].tag
		h.pop()
		if top == tag {
			return
		}
	}
}

// closeInList ends the last <li> of the innermost list.
func (h *htmlReader) closeInList() {
	if h.opened(atom.Li).n == 0 {
		return
	}
	for i := len(h.stack) - 1; i >= 0 && i > len(h.stack)-32; i-- {
		switch h.stack[i].tag {
		case atom.Ul, atom.Ol, atom.Menu, atom.Table:
			return
		case atom.Li:
			h.popTo(atom.Li, false)
			return
		}
	}
}

func (h *htmlReader) endTag(tag atom.Atom) {
	switch tag {
	case 0:
		return
	case atom.Br:
		h.p.end()
		return
	case atom.Td, atom.Th:
		h.endCell()
		return
	case atom.Tr:
		h.endRow()
		return
	case atom.Thead, atom.Tbody, atom.Tfoot:
		if n := len(h.frame); n > 0 {
			h.endRow()
			h.frame[n-1].thead = false
		}
		return
	case atom.Caption:
		h.p.end()
		h.setContext()
		return
	case atom.P:
		h.p.end()
	}
	// An end tag does not reach out of the table it stands in.
	if tag != atom.Table && h.opened(atom.Table).n > 0 && h.opened(tag).n > 0 {
		for i := len(h.stack) - 1; i >= 0; i-- {
			if h.stack[i].tag == tag {
				break
			}
			if h.stack[i].tag == atom.Table {
				return
			}
		}
	}
	h.popTo(tag, false)
}

// setContext sets the kind of loose text after a block ended.
func (h *htmlReader) setContext() {
	h.p.cur.kind, h.p.cur.level = pipeline.Paragraph, 0
	for i := len(h.stack) - 1; i >= 0 && i > len(h.stack)-6; i-- {
		e := &h.stack[i]
		if l := heading(e.tag); l > 0 {
			h.p.cur.kind, h.p.cur.level = pipeline.Heading, l
			return
		}
		if e.tag == atom.Li {
			// Only the first block of a list item is the item: some pages wrap an article in one.
			if e.from == len(h.p.items) {
				h.p.cur.kind, h.p.cur.level = pipeline.ListItem, max(h.lists, 1)
			}
			return
		}
	}
}

// close ends the page. Furniture that was never closed is none: better too much text than too little.
func (h *htmlReader) close() {
	h.p.end()
	for len(h.stack) > 0 {
		e := h.stack[len(h.stack)-1]
		h.pop()
		if e.furn || e.sure {
			for i := e.from; i < len(h.p.items); i++ {
				h.p.items[i].furniture = content
			}
		}
	}
}

func (h *htmlReader) tablePart(tag atom.Atom, a attrs) {
	n := len(h.frame)
	if n == 0 {
		h.p.end()
		return
	}
	f := &h.frame[n-1]
	switch tag {
	case atom.Thead:
		h.endRow()
		f.thead = true
	case atom.Tbody, atom.Tfoot:
		h.endRow()
		f.thead = false
	case atom.Caption:
		h.p.begin(pipeline.Caption, 0)
	case atom.Tr:
		h.endRow()
		f.inRow = true
		f.g.begin()
	case atom.Td, atom.Th:
		h.endCell()
		if !f.inRow {
			f.inRow = true
			f.g.begin()
		}
		h.p.end()
		f.inCell = true
		f.cell = gridCell{start: len(h.p.buf), rows: min(max(a.rowspan, 1), maxRowspan), cols: min(max(a.colspan, 1), maxColspan), header: tag == atom.Th || f.thead}
		h.p.cellFrom = len(h.p.buf)
		h.p.cur.kind, h.p.cur.level = pipeline.Paragraph, 0
	}
}

// begin begins a row, which will be as long as the one before it.
func (g *grid) begin() {
	n := 0
	if len(g.rows) > 0 {
		n = len(g.rows[len(g.rows)-1])
	}
	g.rows = append(g.rows, make([]gridCell, 0, n))
}

func (h *htmlReader) endCell() {
	n := len(h.frame)
	if n == 0 {
		h.p.end()
		return
	}
	f := &h.frame[n-1]
	if !f.inCell {
		return
	}
	// Elements opened in the cell end with it.
	for len(h.stack) > 0 && h.stack[len(h.stack)-1].tag != atom.Table {
		h.pop()
	}
	h.p.end()
	f.cell.end = len(h.p.buf)
	row := &f.g.rows[len(f.g.rows)-1]
	*row = append(*row, f.cell)
	f.inCell = false
	h.p.cellFrom = -1
}

func (h *htmlReader) endRow() {
	h.endCell()
	if n := len(h.frame); n > 0 {
		f := &h.frame[n-1]
		if f.inRow && f.thead && f.g.header == len(f.g.rows)-1 {
			f.g.header = len(f.g.rows)
		}
		f.inRow = false
	}
}

// endTable decides whether the table that ends is one of data or only lays out the page. The items of
// a layout table stay as they are; those of a data table become one item.
func (h *htmlReader) endTable() {
	n := len(h.frame)
	if n == 0 {
		return
	}
	h.endRow()
	f := h.frame[n-1]
	h.frame = h.frame[:n-1]
	if n > 1 {
		outer := &h.frame[n-2]
		if outer.inCell {
			h.p.cellFrom = outer.cell.start
		}
	}
	if f.nested || !h.p.addTable(&f.g, f.item) {
		return
	}
	h.p.items[len(h.p.items)-1].furniture = h.doubt()
	for i := range h.frame {
		h.frame[i].nested = true
	}
}

type attrs struct {
	name, content    string
	rowspan, colspan int
	furn, hidden, ld bool
}

func wantsAttrs(tag atom.Atom) bool {
	switch tag {
	case atom.Meta, atom.Script, atom.Td, atom.Th, atom.Div, atom.Section, atom.Ul, atom.Ol, atom.P, atom.Li, atom.Span, atom.Header, atom.Dl, atom.Form, atom.Article, atom.Main:
		return true
	}
	return false
}

// Names of the attributes that matter.
var attrNames = [...]string{"class", "id", "style", "hidden", "rowspan", "colspan", "name", "property", "itemprop", "content", "type"}

// read reads the attributes that matter. The first of a name counts.
func (a *attrs) read(m *markup) {
	seen := 0 // bits of attrNames
	m.attributes(func(k, v []byte) {
		i := 0
		for i < len(attrNames) && !(len(attrNames[i]) == len(k) && attrNames[i][0] == k[0]|0x20 && strings.EqualFold(attrNames[i], string(k))) {
			i++
		}
		if i == len(attrNames) || seen>>i&1 != 0 {
			return
		}
		seen |= 1 << i
		switch attrNames[i] {
		case "name", "property", "itemprop":
			if a.name == "" {
				a.name = string(v)
			}
		case "content":
			a.content = string(v)
		case "rowspan":
			a.rowspan, _ = strconv.Atoi(string(v))
		case "colspan":
			a.colspan, _ = strconv.Atoi(string(v))
		case "class", "id":
			a.furn = a.furn || furnitureClass(v)
		case "hidden":
			a.hidden = true
		case "style":
			a.hidden = a.hidden || bytes.Contains(v, []byte("display:none")) || bytes.Contains(v, []byte("display: none"))
		case "type":
			a.ld = string(v) == "application/ld+json"
		}
	})
}

func heading(tag atom.Atom) int {
	switch tag {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

// skipped elements hold no text of the page.
func skipped(tag atom.Atom) bool {
	switch tag {
	case atom.Nav, atom.Aside, atom.Footer, atom.Select, atom.Button, atom.Svg, atom.Object, atom.Template, atom.Datalist, atom.Canvas, atom.Audio, atom.Video, atom.Map:
		return true
	}
	return false
}

// dropped elements hold nothing that could be text, even where the page leaves them open.
func dropped(tag atom.Atom) bool {
	switch tag {
	case atom.Svg, atom.Object, atom.Template, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Datalist:
		return true
	}
	return false
}

func block(tag atom.Atom) bool {
	switch tag {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside,
		atom.Ul, atom.Ol, atom.Menu, atom.Dl, atom.Dt, atom.Dd, atom.Form, atom.Fieldset, atom.Figure, atom.Figcaption,
		atom.Blockquote, atom.Pre, atom.Body, atom.Html, atom.Head, atom.Center, atom.Address, atom.Details, atom.Summary,
		atom.Select, atom.Option, atom.Legend, atom.Noscript, atom.Hgroup:
		return true
	}
	return false
}

// blankDirectives cuts <% … %> and <? … ?> of server pages out of src.
func blankDirectives(src []byte) []byte {
	if count(src, "<%") == 0 && count(src, "<?") == 0 {
		return src
	}
	out := make([]byte, 0, len(src))
	for {
		i := bytes.IndexByte(src, '<')
		if i < 0 || i+1 >= len(src) {
			return append(out, src...)
		}
		out = append(out, src[:i]...)
		src = src[i:]
		if src[1] != '%' && src[1] != '?' {
			out = append(out, '<')
			src = src[1:]
			continue
		}
		j := bytes.Index(src, []byte{src[1], '>'})
		if j < 0 { // never closed: only the mark itself goes
			out = append(out, ' ')
			src = src[2:]
			continue
		}
		src = src[j+2:]
	}
}
