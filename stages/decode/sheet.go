package decode

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"zhibiao/pipeline"
)

// sheet gathers rows of text cells into tables. An empty row ends a table.
type sheet struct {
	p     *page
	cells int // left of the document's budget
	g     grid
	page  int
}

// row adds a row of cells. spans gives the columns of a cell, or nil.
func (s *sheet) row(values []string, span func(col int) (rows, cols int)) error {
	for len(values) > 0 && strings.TrimSpace(values[len(values)-1]) == "" {
		values = values[:len(values)-1]
	}
	if len(values) == 0 {
		s.flush()
		return nil
	}
	if s.cells -= len(values); s.cells < 0 || len(values) > maxColumns {
		return pipeline.Faultf(stage, pipeline.TooLarge, "the tables have too many cells (limits.cells)")
	}
	p := s.p
	row := make([]gridCell, 0, len(values))
	for i, v := range values {
		rows, cols := 1, 1
		if span != nil {
			if rows, cols = span(i); rows == 0 {
				continue // within a merged cell
			}
		}
		items := len(p.items)
		c := gridCell{start: len(p.buf), rows: rows, cols: cols}
		p.cellFrom = c.start
		p.text([]byte(v), false)
		p.end()
		p.items = p.items[:items]
		c.end = len(p.buf)
		row = append(row, c)
	}
	s.g.rows = append(s.g.rows, row)
	return nil
}

func (s *sheet) flush() {
	s.p.cellFrom = -1
	if len(s.g.rows) == 0 {
		return
	}
	p := s.p
	if g := &s.g; len(g.rows) == 1 || narrow(g) { // lines, no table
		for _, r := range g.rows {
			for _, c := range r {
				if c.end > c.start {
					p.items = append(p.items, item{start: c.start, end: c.end, table: -1, page: s.page})
				}
			}
		}
	} else {
		p.tables = append(p.tables, *g)
		p.items = append(p.items, item{table: len(p.tables) - 1, start: len(p.buf), end: len(p.buf), page: s.page})
	}
	s.g = grid{}
}

func narrow(g *grid) bool {
	for _, r := range g.rows {
		if len(r) > 1 {
			return false
		}
	}
	return true
}

// readCSV reads a table of comma or tab separated values.
func readCSV(p *page, text []byte, cells int) error {
	c := csv.NewReader(bytes.NewReader(text))
	c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = true, -1, true
	line, _ := cutLine(text)
	switch {
	case bytes.Count(line, []byte("\t")) > bytes.Count(line, []byte(",")):
		c.Comma = '\t'
	case bytes.Count(line, []byte(";")) > bytes.Count(line, []byte(",")):
		c.Comma = ';'
	}
	s := sheet{p: p, cells: cells}
	for {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			s.flush()
			return nil
		}
		if err != nil {
			return pipeline.Faultf(stage, pipeline.BrokenDocument, "csv: %v", err)
		}
		if err := s.row(rec, nil); err != nil {
			return err
		}
	}
}

// readXLSX reads the visible sheets of a workbook, each cell as it is shown.
func readXLSX(p *page, raw []byte, limit int64, cells int) error {
	f, err := excelize.OpenReader(bytes.NewReader(raw), excelize.Options{
		UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit, // held in memory: nothing goes to disk
	})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookPassword) {
			return pipeline.Faultf(stage, pipeline.EncryptedInput, "workbook")
		}
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return pipeline.Faultf(stage, pipeline.TooLarge, "the workbook unpacks to more than %d bytes (8 times limits.text_bytes)", limit)
		}
		return pipeline.Faultf(stage, pipeline.BrokenDocument, "workbook: %v", err)
	}
	defer f.Close()
	if props, err := f.GetDocProps(); err == nil {
		set(&p.meta.title, srcDC, props.Title)
	}
	s := sheet{p: p, cells: cells}
	for n, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err == nil && !visible {
			continue
		}
		if err := s.workbookSheet(f, name, n+1); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) workbookSheet(f *excelize.File, name string, page int) error {
	spans, err := mergedCells(f, name)
	if err != nil {
		return pipeline.Faultf(stage, pipeline.BrokenDocument, "sheet: %v", err)
	}
	rows, err := f.Rows(name)
	if err != nil {
		return pipeline.Faultf(stage, pipeline.BrokenDocument, "sheet: %v", err)
	}
	defer rows.Close()
	s.page = page
	if !strings.HasPrefix(strings.ToLower(name), "sheet") {
		s.p.cur.page = page
		s.p.begin(pipeline.Heading, 2)
		s.p.text([]byte(name), false)
		s.p.end()
		s.p.cur.kind, s.p.cur.level = pipeline.Paragraph, 0
	}
	for r := 1; rows.Next(); r++ {
		if s.cells--; s.cells < 0 { // empty rows cost too
			return pipeline.Faultf(stage, pipeline.TooLarge, "the tables have too many cells (limits.cells)")
		}
		values, err := rows.Columns()
		if err != nil {
			return pipeline.Faultf(stage, pipeline.BrokenDocument, "row %d: %v", r, err)
		}
		err = s.row(values, func(col int) (int, int) {
			if m, ok := spans[[2]int{r, col + 1}]; ok {
				return m[0], m[1]
			}
			return 1, 1
		})
		if err != nil {
			return err
		}
	}
	s.flush()
	return nil
}

// mergedCells maps each place of a merged range to its size, 0 for all places but the first.
func mergedCells(f *excelize.File, name string) (map[[2]int][2]int, error) {
	list, err := f.GetMergeCells(name)
	if err != nil {
		return nil, err
	}
	spans := map[[2]int][2]int{}
	for _, m := range list {
		c1, r1, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		c2, r2, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 != nil || err2 != nil || c2 < c1 || r2 < r1 || (c2-c1+1)*(r2-r1+1) > 10_000 || len(spans) > 200_000 {
			continue
		}
		for r := r1; r <= r2; r++ {
			for c := c1; c <= c2; c++ {
				spans[[2]int{r, c}] = [2]int{}
			}
		}
		spans[[2]int{r1, c1}] = [2]int{r2 - r1 + 1, c2 - c1 + 1}
	}
	return spans, nil
}
