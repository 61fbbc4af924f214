package stages_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"

	"zhibiao/internal/hostile"
	"zhibiao/pipeline"
)

// How a decoded document is written in each format. Formats without fields for metadata state it in a line
// of the head, as reports do.

func headLine(d *pipeline.Document) string {
	s := ""
	if d.Meta.Publisher != "" {
		s = "来源：" + d.Meta.Publisher
	}
	if !d.Meta.Published.IsZero() {
		s = strings.TrimSpace(s + " 发布时间：" + d.Meta.Published.String())
	}
	return s
}

// body returns the blocks without the title.
func body(d *pipeline.Document) []pipeline.Block {
	var out []pipeline.Block
	for _, b := range d.Blocks {
		if b.Kind != pipeline.Title {
			out = append(out, b)
		}
	}
	return out
}

func writeHTML(d *pipeline.Document) []byte {
	var b strings.Builder
	b.WriteString(`<html><head><meta charset="utf-8"><title>` + html.EscapeString(d.Meta.Title) + `</title>`)
	for _, m := range [][2]string{{"PubDate", d.Meta.Published.String()}, {"ContentSource", d.Meta.Publisher}, {"og:url", d.Meta.URL}} {
		fmt.Fprintf(&b, "<meta name=%q content=%q>", m[0], m[1])
	}
	b.WriteString("</head><body><nav><a href='/'>首页</a><a href='/a'>统计数据</a></nav><h1>" + html.EscapeString(d.Meta.Title) + "</h1><div class='content'>")
	for _, x := range body(d) {
		s := html.EscapeString(x.Of(d.Text))
		switch x.Kind {
		case pipeline.Heading:
			fmt.Fprintf(&b, "<h%d>%s</h%[1]d>", max(x.Level, 1), s)
		case pipeline.ListItem:
			fmt.Fprintf(&b, "<ul><li>%s</li></ul>", s)
		default:
			fmt.Fprintf(&b, "<p>%s</p>", s)
		}
	}
	b.WriteString("</div><footer>版权所有</footer></body></html>")
	return []byte(b.String())
}

func writeText(d *pipeline.Document) string {
	lines := []string{d.Meta.Title, headLine(d)}
	for _, x := range body(d) {
		lines = append(lines, x.Of(d.Text))
	}
	return strings.Join(lines, "\n\n") + "\n"
}

func writeDOCX(d *pipeline.Document) []byte {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	para := func(style, s string) {
		fmt.Fprintf(&b, `<w:p><w:pPr><w:pStyle w:val=%q/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, style, html.EscapeString(s))
	}
	para("Title", d.Meta.Title)
	para("Normal", headLine(d))
	for _, x := range body(d) {
		style := "Normal"
		switch x.Kind {
		case pipeline.Heading:
			style = fmt.Sprintf("Heading%d", max(x.Level, 1))
		case pipeline.ListItem:
			style = "ListParagraph"
		}
		para(style, x.Of(d.Text))
	}
	b.WriteString(`</w:body></w:document>`)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range [][2]string{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", b.String()}} {
		w, err := z.Create(f[0])
		if err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func writeXLSX(d *pipeline.Document) []byte {
	f := excelize.NewFile()
	for i, line := range strings.Split(strings.TrimSpace(writeText(d)), "\n\n") {
		if err := f.SetCellStr("Sheet1", fmt.Sprintf("A%d", i+1), line); err != nil {
			panic(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func encoded(e encoding.Encoding, s string) ([]byte, bool) {
	b, err := e.NewEncoder().Bytes([]byte(s))
	return b, err == nil
}

// writePDF sets the text in lines on pages. Its font is none of the file's own: glyphs are numbered by
// Unicode, and a map says so, which is all that reading needs.
func writePDF(d *pipeline.Document) []byte {
	const size, width, leading, perPage = 12.0, 38, 20.0, 36
	type row struct {
		text         string
		size, indent float64
	}
	var rows []row
	add := func(s string, size float64, indent bool) {
		for first := true; s != ""; first = false {
			room, x := float64(width)*12/size, 0.0
			if first && indent {
				room, x = room-2, 2*size
			}
			n := 0
			for i, r := range s {
				if r < 0x80 {
					room -= 0.5
				} else {
					room--
				}
				if room < 0 {
					break
				}
				n = i + len(string(r))
			}
			rows = append(rows, row{s[:n], size, x})
			s = s[n:]
		}
	}
	add(d.Meta.Title, 20, false)
	add(headLine(d), size, false)
	for _, x := range body(d) {
		if x.Kind == pipeline.Heading {
			add(x.Of(d.Text), 14, false)
		} else {
			add(x.Of(d.Text), size, true)
		}
	}
	var objects []string
	obj := func(s string) int { objects = append(objects, s); return len(objects) }
	stream := func(s string) int { return obj(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(s), s)) }
	catalog, pages := obj("<< /Type /Catalog /Pages 2 0 R >>"), obj("")
	var cmap strings.Builder
	cmap.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for i := 0; i < 256; i += 64 {
		cmap.WriteString("64 beginbfrange\n")
		for k := i; k < i+64; k++ {
			fmt.Fprintf(&cmap, "<%02X00> <%02[1]XFF> <%02[1]X00>\n", k)
		}
		cmap.WriteString("endbfrange\n")
	}
	cmap.WriteString("endcmap end end")
	unicodes := stream(cmap.String())
	about := obj("<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>")
	glyphs := obj(fmt.Sprintf("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor %d 0 R /DW 1000 /W [32 126 500] >>", about))
	font := obj(fmt.Sprintf("<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", glyphs, unicodes))
	var kids []string
	for len(rows) > 0 {
		n := min(len(rows), perPage)
		var c strings.Builder
		y := 780.0
		for _, r := range rows[:n] {
			fmt.Fprintf(&c, "BT /F1 %g Tf 1 0 0 1 %g %g Tm <", r.size, 70+r.indent, y)
			for _, u := range utf16.Encode([]rune(r.text)) {
				fmt.Fprintf(&c, "%04X", u)
			}
			c.WriteString("> Tj ET\n")
			y -= leading
		}
		rows = rows[n:]
		page := obj(fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 %d 0 R >> >> >>", pages, stream(c.String()), font))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	objects[pages-1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	return []byte(hostile.PDF(catalog, objects...))
}

// rowColumns are the columns of the tables of documents.
var rowColumns = []string{"title", "publish_date", "source_url", "publisher", "text"}

func rowOf(d *pipeline.Document) []string {
	var text []string
	for _, x := range body(d) {
		text = append(text, x.Of(d.Text))
	}
	return []string{d.Meta.Title, d.Meta.Published.String(), d.Meta.URL, d.Meta.Publisher, strings.Join(text, "\n\n")}
}

func writeCSV(t testing.TB, docs []*pipeline.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{rowColumns}
	for _, d := range docs {
		rows = append(rows, rowOf(d))
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeJSONL(t testing.TB, docs []*pipeline.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	for _, d := range docs {
		row := map[string]string{}
		for i, v := range rowOf(d) {
			row[rowColumns[i]] = v
		}
		if err := e.Encode(row); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

func writeParquet(t testing.TB, docs []*pipeline.Document) []byte {
	t.Helper()
	var fields []arrow.Field
	for _, c := range rowColumns {
		fields = append(fields, arrow.Field{Name: c, Type: arrow.BinaryTypes.String})
	}
	s := arrow.NewSchema(fields, nil)
	rows := array.NewRecordBuilder(memory.NewGoAllocator(), s)
	for _, d := range docs {
		for i, v := range rowOf(d) {
			rows.Field(i).(*array.StringBuilder).Append(v)
		}
	}
	var b bytes.Buffer
	w, err := pqarrow.NewFileWriter(s, &b, parquet.NewWriterProperties(), pqarrow.DefaultWriterProps())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(rows.NewRecord()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeWARC(docs []*pipeline.Document) []byte {
	var b bytes.Buffer
	for _, d := range docs {
		page := writeHTML(d)
		http := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", d.Meta.URL, len(http), http)
	}
	return b.Bytes()
}
