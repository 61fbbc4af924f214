package decode

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"zhibiao/pipeline"
)

// output is the canonical text being laid out.
type output struct {
	text   []byte
	blocks []pipeline.Block
	tables []pipeline.Table
}

// finish turns the page into the document's text, blocks, tables and metadata.
func finish(d *pipeline.Document, p *page) {
	p.end()
	items := keep(p, false)
	if len(items) == 0 { // a page whose text stands in the wrong element
		items = keep(p, true)
	}
	items = p.readHead(items)
	p.meta.fill(d)
	items = titled(d, p, items)
	items = core(p, items)
	headings(p, items)
	rows := 0
	for _, g := range p.tables {
		rows += len(g.rows)
	}
	o := &output{text: p.out[:0], blocks: make([]pipeline.Block, 0, len(items)+rows+1)}
	if d.Meta.Title != "" && !hasTitle(p, items) && !starts(p, items, d.Meta.Title) {
		o.line([]byte(d.Meta.Title), pipeline.Title, 0, 0)
	}
	for i := range items {
		it := &items[i]
		if it.table >= 0 {
			o.writeTable(p, &p.tables[it.table], it.page)
			continue
		}
		o.line(p.buf[it.start:it.end], it.kind, it.level, it.page)
	}
	p.out = o.text
	sum := sha256.Sum256(o.text)
	d.Text, d.TextSHA256 = string(o.text), hex.EncodeToString(sum[:])
	d.Blocks, d.Tables = o.blocks, o.tables
}

// line appends one block.
func (o *output) line(t []byte, kind pipeline.BlockKind, level, pageNo int) pipeline.Span {
	o.newline()
	at := len(o.text)
	o.text = append(o.text, t...)
	s := pipeline.Span{Start: at, End: len(o.text)}
	o.blocks = append(o.blocks, pipeline.Block{Span: s, Kind: kind, Level: level, Table: -1, Page: pageNo})
	return s
}

func (o *output) newline() {
	if len(o.text) > 0 {
		o.text = append(o.text, '\n')
	}
}

// caption finds the lines just before a table that name it or give its unit. They become captions
// where they are no headings.
func (o *output) caption() pipeline.Span {
	var s pipeline.Span
	for n := len(o.blocks) - 1; n >= 0 && n >= len(o.blocks)-2; n-- {
		b := &o.blocks[n]
		t := o.text[b.Start:b.End]
		unit := bytes.Contains(t, []byte("单位")) || bytes.Contains(t, []byte("單位"))
		switch {
		case b.Kind == pipeline.Caption:
		case b.Kind == pipeline.TableRow || b.Kind == pipeline.Title || characters(t) > 60 || afterStop(t) && !bytes.HasSuffix(t, []byte("）")) || bytes.HasSuffix(t, []byte("：")):
			return s
		case unit, bytes.Contains(t, []byte("表")), b.Kind == pipeline.Heading, s.Len() > 0, characters(t) <= 30:
			if b.Kind == pipeline.Paragraph {
				b.Kind = pipeline.Caption
			}
		default:
			return s
		}
		if s.Len() == 0 {
			s.End = b.End
		}
		s.Start = b.Start
		if !unit {
			return s
		}
	}
	return s
}

// keep drops furniture and trims what stays. last says that nothing was left without it: then the
// sentences of furniture stay too.
func keep(p *page, last bool) []item {
	prose := 0
	for _, it := range p.items {
		if it.table < 0 && it.furniture == content && it.links*2 < it.end-it.start {
			prose += it.end - it.start
		}
	}
	out := p.kept[:0]
	for _, it := range p.items {
		if it.furniture == certain && !(last && it.table < 0 && bytes.Contains(p.buf[it.start:it.end], []byte("。"))) {
			continue
		}
		if it.table >= 0 {
			out = append(out, it)
			continue
		}
		t := trimFurniture(p.buf[it.start:it.end])
		if len(t) == 0 || it.furnitureIn(t, prose) || furnitureLine(t) {
			continue
		}
		it.narrow(p, t)
		out = append(out, it)
	}
	p.kept = out
	return out
}

// narrow makes t, a part of the item's text, the whole of it.
func (it *item) narrow(p *page, t []byte) {
	if len(t) < it.end-it.start {
		it.start += max(bytes.Index(p.buf[it.start:it.end], t), 0)
		it.end = it.start + len(t)
	}
}

// furnitureIn weighs what the source says of an item: lines that are mostly links, and short lines in
// elements called nav, share or footer. A sentence is always text.
func (it *item) furnitureIn(t []byte, prose int) bool {
	if it.links == 0 && it.furniture == content {
		return false
	}
	sentence := bytes.Contains(t, []byte("。")) && len(t) > 60
	dense := it.links*10 >= len(t)*7
	switch {
	case sentence:
		return it.furniture == suspect && dense
	case dense:
		return prose > 600 && it.kind != pipeline.Heading || it.furniture == suspect
	case it.furniture == suspect:
		return len(t) < 120
	}
	return false
}

// core cuts off what a site puts around a text. Of a whole page that is every line before the title
// and the short lines after the last statement; two of those stay: a signature and a date. Of a piece
// of a page it is the very short lines before the title.
func core(p *page, items []item) []item {
	statement := func(it *item) bool {
		t := p.buf[it.start:it.end]
		return it.table >= 0 || len(t) >= 30 && bytes.Contains(t, []byte("。")) || len(t) >= 20 && it.links == 0 && states(t)
	}
	title := 0
	for i := range items {
		if items[i].kind == pipeline.Title {
			title = i
			break
		}
		if statement(&items[i]) {
			break
		}
	}
	if title > 0 && !p.full {
		for _, it := range items[:title] {
			if characters(p.buf[it.start:it.end]) > 12 {
				title = 0
				break
			}
		}
	}
	if p.full {
		for i := len(items) - 1; i >= 0; i-- {
			if statement(&items[i]) {
				items = items[:min(len(items), i+3)]
				break
			}
		}
	}
	return items[title:]
}

// states reports a line with a number that is no date or clock: it may be a fact.
func states(t []byte) bool {
	for i, c := range t {
		if digit(c) && (i == 0 || !digit(t[i-1])) {
			n := i
			for n < len(t) && (digit(t[n]) || t[n] == '.' || t[n] == ',') {
				n++
			}
			if n < len(t) && t[n] >= 0x80 && !bytes.HasPrefix(t[n:], []byte("年")) && !bytes.HasPrefix(t[n:], []byte("月")) && !bytes.HasPrefix(t[n:], []byte("日")) || n < len(t) && t[n] == '%' {
				return true
			}
		}
	}
	return false
}

// headWindow is how many lines of the head may state the metadata.
const headWindow = 25

// readHead takes publisher and date from the first lines and drops the lines that hold nothing else.
func (p *page) readHead(items []item) []item {
	out := items[:0]
	for i, it := range items {
		if it.table < 0 && i < headWindow {
			t := p.buf[it.start:it.end]
			rest, only := p.meta.headLine(t, i == 0)
			if only {
				continue
			}
			it.start = it.end - len(rest)
		}
		out = append(out, it)
	}
	return out
}

// titled finds the title among the first lines: one that says what the metadata says, the first h1,
// or a short first line where there is no other title.
func titled(d *pipeline.Document, p *page, items []item) []item {
	d.Meta.Title = string(cleanTitle([]byte(d.Meta.Title)))
	want := essence(d.Meta.Title)
	for i := range items[:min(len(items), headWindow)] {
		it := &items[i]
		if it.table >= 0 {
			break
		}
		t := cleanTitle(p.buf[it.start:it.end])
		if it.kind == pipeline.Title && want == "" {
			it.kind, it.level = pipeline.Heading, 1
		}
		if want != "" && means(t, want) || want == "" && it.kind == pipeline.Heading && it.level == 1 {
			it.kind, it.level = pipeline.Title, 0
			it.narrow(p, t)
			if want == "" {
				d.Meta.Title, d.Meta.TitleSource = string(t), sourceNames[srcHead]
				want = essence(d.Meta.Title)
			}
			// A title said twice counts once.
			rest := items[i+1:]
			out := items[:i+1]
			for j, x := range rest {
				if j < headWindow && x.table < 0 && means(cleanTitle(p.buf[x.start:x.end]), want) {
					continue
				}
				out = append(out, x)
			}
			return out
		}
	}
	if want == "" && len(items) > 0 && items[0].table < 0 && !namesTable(items) {
		it := &items[0]
		t := p.buf[it.start:it.end]
		if n := characters(t); n >= 4 && n <= 60 && !afterStop(t) && !bytes.HasSuffix(t, []byte("：")) && it.kind != pipeline.ListItem {
			it.kind, it.level = pipeline.Title, 0
			t = cleanTitle(t)
			d.Meta.Title, d.Meta.TitleSource = string(t), sourceNames[srcHead]
			it.narrow(p, t)
		}
	}
	return items
}

// namesTable reports whether the first lines stand before a table: then they are its caption.
func namesTable(items []item) bool {
	return len(items) > 1 && items[1].table >= 0 || len(items) > 2 && items[2].table >= 0
}

func hasTitle(p *page, items []item) bool {
	for i := range items[:min(len(items), headWindow)] {
		if items[i].kind == pipeline.Title {
			return true
		}
	}
	return false
}

// starts reports whether the text begins with the title, as where a title is the text's first words.
func starts(p *page, items []item, title string) bool {
	if len(items) == 0 || items[0].table >= 0 {
		return false
	}
	want := essence(title)
	for i := range items[:min(len(items), 3)] {
		if items[i].table >= 0 {
			return false
		}
		t := p.buf[items[i].start:items[i].end]
		if _, ok := leads(t[:min(len(t), 4*len(title)+64)], want); ok {
			return true
		}
	}
	return false
}

// essence is a title without blanks and punctuation, for comparison.
func essence(s string) string {
	return strings.Map(func(r rune) rune {
		if essential(r) {
			return r
		}
		return -1
	}, s)
}

func essential(r rune) bool {
	switch {
	case r <= ' ' || r == utf8.RuneError || r == 0x3000:
		return false
	case r < 0x80:
		return r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
	case r >= 0x2010 && r <= 0x2027 || r >= 0x3001 && r <= 0x3015 || r >= 0xFF01 && r <= 0xFF0F || r >= 0xFF1A && r <= 0xFF20 || r == '·' || r == '丨':
		return false
	}
	return true
}

// means reports whether want is the essence of t.
func means(t []byte, want string) bool {
	rest, ok := leads(t, want)
	return ok && bytes.IndexFunc(rest, essential) < 0
}

// leads reports whether the essence of t begins with want, and gives what follows it.
func leads(t []byte, want string) (rest []byte, ok bool) {
	for want != "" {
		r, n := utf8.DecodeRune(t)
		if n == 0 {
			return nil, false
		}
		t = t[n:]
		if !essential(r) {
			continue
		}
		w, n := utf8.DecodeRuneInString(want)
		if r != w {
			return nil, false
		}
		want = want[n:]
	}
	return t, true
}

// Marks that sites put before a title, and after it.
var titleMarks = []string{"[视频]", "【视频】", "[图文]", "[图]", "（图）", "(图)", "视频丨", "视频|", "[组图]", "原标题："}

// cleanTitle drops the marks that sites put before a title.
func cleanTitle(t []byte) []byte {
	t = trimSpace(t)
	for _, mark := range titleMarks {
		n := len(mark)
		if len(t) >= n && t[0] == mark[0] && string(t[:n]) == mark {
			t = trimSpace(t[n:])
		}
		if len(t) >= n && t[len(t)-1] == mark[n-1] && string(t[len(t)-n:]) == mark {
			t = trimSpace(t[:len(t)-n])
		}
	}
	return t
}

func runes(s string) int { return utf8.RuneCountInString(s) }
