package hostile

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
)

// zipped makes a zip file of name and body pairs.
func zipped(pairs ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func word(document string) string {
	return zipped("[Content_Types].xml", "<Types/>", "word/document.xml", document)
}

func wordBody(s string) string {
	return word(`<w:document xmlns:w="w"><w:body>` + s + `</w:body></w:document>`)
}

func workbook(sheet string) string {
	return zipped("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+sheet+`</worksheet>`)
}

func inline(at, s string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, s)
}

// officeCases are word processor documents and workbooks.
func officeCases() []Case {
	run := "<w:p><w:r><w:t>" + Prose + "</w:t></w:r></w:p>"
	laughs := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>`
	rows := `<sheetData><row r="1">` + inline("A1", "指标") + inline("B1", "值") + `</row><row r="2">` + inline("A2", "基站") + `<c r="B2"><v>8600</v></c></row></sheetData>`
	return []Case{
		text("word", "a.docx", wordBody(run), extracted),
		text("word named zip", "a.zip", wordBody(run), extracted),
		text("word without a body", "a.docx", zipped("[Content_Types].xml", "<Types/>"), quarantined("unsupported_format")),
		text("word without text", "a.docx", wordBody("<w:p/>"), empty),
		text("cut word", "a.docx", wordBody(run)[:200], quarantined("broken_container")),
		text("word cut within", "a.docx", word(`<w:document xmlns:w="w"><w:body>`+run+`<w:p><w:r><w:t>x`), quarantined("broken_document")),
		text("entities in word", "a.docx", word(laughs+`<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&c;&c;</w:t></w:r></w:p>`+run+`</w:body></w:document>`), anyState),
		text("external entity", "a.docx", word(`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&f;</w:t></w:r></w:p>`+run+`</w:body></w:document>`), anyState),
		text("deep word", "a.docx", wordBody(strings.Repeat("<w:x>", 100_000)), quarantined("broken_document")),
		text("deep tables in word", "a.docx", wordBody(strings.Repeat("<w:tbl><w:tr><w:tc>", 60)+run+strings.Repeat("</w:tc></w:tr></w:tbl>", 60)), extracted),
		text("wide cells in word", "a.docx", wordBody(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>`+run+`</w:tc></w:tr></w:tbl>`), extracted),
		text("merges of nothing", "a.docx", wordBody(`<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>`+run+`</w:tc><w:tc>`+run+`</w:tc></w:tr></w:tbl></w:tbl></w:tc>`), anyState),
		text("word that unpacks without end", "a.docx", wordBody(strings.Repeat(" ", 80<<20)), quarantined("too_large")),
		text("workbook", "a.xlsx", workbook(rows), extracted),
		text("cut workbook", "a.xlsx", workbook(rows)[:400], quarantined("broken_container")),
		text("workbook with a far cell", "a.xlsx", workbook(`<sheetData><row r="1">`+inline("A1", "指标")+`</row><row r="1048576">`+inline("XFD1048576", "x")+`</row></sheetData>`), anyState),
		text("workbook with wrong places", "a.xlsx", workbook(`<sheetData><row r="99999999999">`+inline("ZZZZ99", "x")+`</row></sheetData>`), anyState),
		text("workbook with a merge of all", "a.xlsx", workbook(rows+`<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`), anyState),
		text("workbook that unpacks without end", "a.xlsx", workbook(rows+strings.Repeat(" ", 80<<20)), quarantined("too_large")),
		text("workbook without sheets", "a.xlsx", zipped("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>"), anyState),
		text("presentation", "a.pptx", zipped("[Content_Types].xml", "<Types/>", "ppt/presentation.xml", "<p/>"), quarantined("unsupported_format")),
		text("open document", "a.odt", zipped("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>"), quarantined("unsupported_format")),
	}
}

// pdf makes a PDF of objects, the first of which is its catalogue.
func pdf(objects ...string) string { return PDF(1, objects...) }

// PDF writes objects, numbered from 1, as a file with a table of their places; root is the number of the catalogue.
func PDF(root int, objects ...string) string {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, root, xref)
	return b.String()
}

func pdfPage(content string) string {
	return pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
}

// pdfCases are PDF files.
func pdfCases() []Case {
	good := pdfPage("BT /F1 12 Tf 72 700 Td (Stations 8600 in total.) Tj ET")
	return []Case{
		text("pdf", "a.pdf", good, extracted),
		text("pdf without text", "a.pdf", pdfPage("0 0 100 100 re f"), quarantined("no_text_layer")),
		text("pdf without pages", "a.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"), anyState),
		text("pdf without its table of places", "a.pdf", good[:strings.Index(good, "xref")], anyState),
		text("cut pdf", "a.pdf", good[:150], anyState),
		text("pdf of nothing", "a.pdf", "%PDF-1.7\n%%EOF", quarantined("broken_document")),
		text("pdf whose pages hold themselves", "a.pdf", pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), anyState),
		text("pdf with a lying count", "a.pdf", strings.Replace(good, "/Count 1", "/Count 99999999", 1), anyState),
		text("pdf with deep arrays", "a.pdf", pdf("<< /Type /Catalog /Pages 2 0 R /X "+strings.Repeat("[", 100_000)+" >>", "<< /Type /Pages /Kids [] /Count 0 >>"), anyState),
		text("pdf with a script", "a.pdf", strings.Replace(good, "/Pages 2 0 R", "/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Pages 2 0 R", 1), anyState),
	}
}
