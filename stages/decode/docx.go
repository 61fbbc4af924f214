package decode

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"zhibiao/pipeline"
)

// officeFormat opens the zip file of an office document and names its kind.
func officeFormat(raw []byte) (*zip.Reader, string, error) {
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, "", pipeline.Faultf(stage, pipeline.BrokenDocument, "zip: %v", err)
	}
	for _, f := range z.File {
		switch {
		case f.Name == "word/document.xml":
			return z, "docx", nil
		case f.Name == "xl/workbook.xml":
			return z, "xlsx", nil
		case f.Name == "ppt/presentation.xml":
			return z, "pptx", nil
		case f.Name == "content.xml":
			return z, "opendocument", nil
		case f.Name == "META-INF/container.xml":
			return z, "epub", nil
		}
	}
	return z, "zip", nil
}

// part opens a member of an office document with a bound on what it unpacks to.
func part(z *zip.Reader, name string, limit int64) (io.ReadCloser, error) {
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		if int64(f.UncompressedSize64) > limit {
			return nil, pipeline.Faultf(stage, pipeline.TooLarge, "%s unpacks to %d bytes; the limit is %d (8 times limits.text_bytes)", name, f.UncompressedSize64, limit)
		}
		r, err := f.Open()
		if err != nil {
			return nil, pipeline.Faultf(stage, pipeline.BrokenDocument, "%s: %v", name, err)
		}
		return struct {
			io.Reader
			io.Closer
		}{io.LimitReader(r, limit), r}, nil
	}
	return nil, fmt.Errorf("%s: not in the document", name)
}

// readDOCX reads the body of a word processor document: paragraphs, headings by style, lists and
// tables with their spans. Deleted text, notes, headers and footers are no text.
func readDOCX(p *page, z *zip.Reader, limit int64) error {
	coreProperties(p, z)
	styles := headingStyles(z)
	in, err := part(z, "word/document.xml", limit)
	if err != nil {
		return err
	}
	defer in.Close()
	d := docx{p: p, styles: styles, x: newXML(in)}
	if err := d.run(); err != nil {
		return pipeline.Faultf(stage, pipeline.BrokenDocument, "word/document.xml: %v", err)
	}
	return nil
}

// maxXMLDepth bounds how deep the elements of a document part nest.
const maxXMLDepth = 256

func newXML(r io.Reader) *xml.Decoder {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if c, ok := lookup(label); ok {
			return c.enc.NewDecoder().Reader(in), nil
		}
		return in, nil
	}
	return d
}

type docx struct {
	p      *page
	x      *xml.Decoder
	styles map[string]int
	frame  []docxTable
	text   bool // within w:t
	depth  int
}

type docxTable struct {
	g    grid
	item int
	// carry is the cell that vMerge continues, by grid column.
	carry  map[int][2]int
	col    int
	cell   gridCell
	merged bool // the cell continues the one above
	open   bool
	header bool
}

func (d *docx) run() error {
	for {
		t, err := d.x.Token()
		if errors.Is(err, io.EOF) {
			d.p.end()
			return nil
		}
		if err != nil {
			if len(d.p.items) > 0 || d.p.open { // what came before the damage was read
				d.p.end()
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if d.depth++; d.depth > maxXMLDepth {
				return fmt.Errorf("elements nest deeper than %d", maxXMLDepth)
			}
			if skip := d.start(t); skip {
				d.depth--
				if err := d.x.Skip(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			d.depth--
			d.end(t.Name.Local)
		case xml.CharData:
			if d.text {
				d.p.text(t, false)
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// start handles an element; skip says that its content is no text.
func (d *docx) start(e xml.StartElement) (skip bool) {
	var t *docxTable
	if n := len(d.frame); n > 0 {
		t = &d.frame[n-1]
	}
	switch e.Name.Local {
	case "p":
		d.p.begin(pipeline.Paragraph, 0)
	case "pStyle":
		if l := d.styles[attr(e, "val")]; l > 0 {
			d.p.cur.kind, d.p.cur.level = pipeline.Heading, l
		}
	case "outlineLvl":
		if l, err := strconv.Atoi(attr(e, "val")); err == nil && l >= 0 && l < 6 {
			d.p.cur.kind, d.p.cur.level = pipeline.Heading, l+1
		}
	case "numPr":
		if d.p.cur.kind == pipeline.Paragraph {
			d.p.cur.kind, d.p.cur.level = pipeline.ListItem, 1
		}
	case "t":
		d.text = true
	case "tab":
		d.p.blank.any = true
	case "br", "cr":
		if d.p.open {
			k, l := d.p.cur.kind, d.p.cur.level
			d.p.begin(k, l)
		}
	case "tbl":
		d.p.end()
		if len(d.frame) < maxTableDepth {
			d.frame = append(d.frame, docxTable{item: len(d.p.items), carry: map[int][2]int{}})
			d.p.cellFrom = -1
		}
	case "tr":
		if t != nil {
			t.g.rows = append(t.g.rows, nil)
			t.col, t.header = 0, false
		}
	case "tblHeader":
		if t != nil {
			t.header = true
		}
	case "tc":
		if t != nil {
			d.p.end()
			t.open, t.merged = true, false
			t.cell = gridCell{start: len(d.p.buf), rows: 1, cols: 1}
			d.p.cellFrom = len(d.p.buf)
		}
	case "gridSpan":
		if n, err := strconv.Atoi(attr(e, "val")); err == nil && t != nil && n > 0 {
			t.cell.cols = min(n, maxColspan)
		}
	case "vMerge":
		if t != nil {
			t.merged = attr(e, "val") != "restart"
			if !t.merged {
				t.cell.rows = -1 // starts a merge
			}
		}
	case "del", "moveFrom", "instrText", "delText", "Fallback", "pict", "object", "sectPr":
		return true
	}
	return false
}

func (d *docx) end(name string) {
	var t *docxTable
	if n := len(d.frame); n > 0 {
		t = &d.frame[n-1]
	}
	switch name {
	case "t":
		d.text = false
	case "p":
		d.p.end()
		d.p.cur.kind, d.p.cur.level = pipeline.Paragraph, 0
	case "tc":
		if t == nil || !t.open || len(t.g.rows) == 0 {
			return
		}
		d.p.end()
		t.open = false
		r := len(t.g.rows) - 1
		c := t.cell
		c.end = len(d.p.buf)
		c.header = t.header
		starts := c.rows < 0
		c.rows = 1
		if at, ok := t.carry[t.col]; t.merged && ok {
			t.g.rows[at[0]][at[1]].rows++
		} else {
			t.g.rows[r] = append(t.g.rows[r], c)
			delete(t.carry, t.col)
			if starts {
				t.carry[t.col] = [2]int{r, len(t.g.rows[r]) - 1}
			}
		}
		t.col += c.cols
		d.p.cellFrom = -1
	case "tr":
		if t != nil && t.header && t.g.header == len(t.g.rows)-1 {
			t.g.header = len(t.g.rows)
		}
	case "tbl":
		if t == nil {
			return
		}
		d.p.end()
		done := *t
		d.frame = d.frame[:len(d.frame)-1]
		if n := len(d.frame); n > 0 && d.frame[n-1].open {
			d.p.cellFrom = d.frame[n-1].cell.start
		}
		d.p.addTable(&done.g, done.item)
	}
}

// headingStyles maps the styles that are headings to their level.
func headingStyles(z *zip.Reader) map[string]int {
	m := map[string]int{}
	for i := 1; i <= 6; i++ {
		m["Heading"+strconv.Itoa(i)] = i
	}
	in, err := part(z, "word/styles.xml", 4<<20)
	if err != nil {
		return m
	}
	defer in.Close()
	x := newXML(in)
	id := ""
	for {
		t, err := x.Token()
		if err != nil {
			return m
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "style":
			id = attr(e, "styleId")
		case "name":
			v := strings.ToLower(attr(e, "val"))
			for _, prefix := range []string{"heading ", "标题 "} {
				if r, ok := strings.CutPrefix(v, prefix); ok {
					if l, err := strconv.Atoi(r); err == nil && l >= 1 && l <= 6 && len(m) < 1000 {
						m[id] = l
					}
				}
			}
			if v == "title" || v == "标题" {
				m[id] = 1
			}
		}
	}
}

// coreProperties reads the Dublin Core metadata of an office document.
func coreProperties(p *page, z *zip.Reader) {
	in, err := part(z, "docProps/core.xml", 1<<20)
	if err != nil {
		return
	}
	defer in.Close()
	x := newXML(in)
	name := ""
	for {
		t, err := x.Token()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			name = t.Name.Local
		case xml.EndElement:
			name = ""
		case xml.CharData:
			if name == "title" {
				set(&p.meta.title, srcDC, string(t))
			}
		}
	}
}
