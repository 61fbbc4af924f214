package decode

import (
	"bytes"

	"zhibiao/pipeline"
)

// addTable decides whether a table is one of data or only lays out the page. The items of a layout
// table, written since first, stay as they are; those of a data table become one item, with the
// captions among them in front of it.
func (p *page) addTable(g *grid, first int) bool {
	if !data(g) {
		return false
	}
	keep := p.items[:first]
	for _, x := range p.items[first:] {
		if x.kind == pipeline.Caption {
			keep = append(keep, x)
		}
	}
	p.tables = append(p.tables, *g)
	p.items = append(keep, item{table: len(p.tables) - 1, start: len(p.buf), end: len(p.buf), page: p.cur.page})
	return true
}

// data reports whether a table has at least two rows and columns, and no cell that is most of it.
func data(g *grid) bool {
	rows, total, biggest := 0, 0, 0
	for _, r := range g.rows {
		full := 0
		for _, c := range r {
			if n := c.end - c.start; n > 0 {
				full++
				total += n
				biggest = max(biggest, n)
			}
		}
		if full >= 2 {
			rows++
		}
	}
	return rows >= 2 && (biggest < 2000 || biggest*2 < total)
}

// maxPlaces bounds the places that the spans of one table may ask for; beyond it a cell has one.
const maxPlaces = 1 << 20

// place is one place of a resolved grid: which source cell stands there.
type place struct {
	row, cell int // in grid.rows; cell is -1 for a hole
}

// resolve lays the cells of g out on a rectangle, each spanning cell in all its places. Rows and
// columns that say nothing are dropped: word processors write many. It returns nil for a table
// without text.
func resolve(p *page, g *grid) ([][]place, int) {
	width := 0
	rows := make([][]place, len(g.rows))
	type carry struct {
		at   place
		left int // rows still to fill
	}
	var down []carry // by column
	places := 0
	for r, cells := range g.rows {
		col := 0
		out := make([]place, 0, max(width, len(cells)))
		putAt := func(pl place, rowsLeft int) {
			for len(down) <= col {
				down = append(down, carry{})
			}
			out = append(out, pl)
			down[col] = carry{pl, rowsLeft}
			col++
		}
		skip := func() {
			for col < len(down) && down[col].left > 0 {
				down[col].left--
				out = append(out, down[col].at)
				col++
			}
		}
		for c, cell := range cells {
			skip()
			for i := range cell.cols {
				if col >= maxColumns || i > 0 && places > maxPlaces {
					break
				}
				if col < len(down) && down[col].left > 0 { // overlapping spans: the earlier one stays
					break
				}
				putAt(place{r, c}, min(cell.rows, len(g.rows)-r)-1)
			}
		}
		skip()
		for col < len(down) { // later columns may still be carried
			if down[col].left > 0 {
				down[col].left--
				out = append(out, down[col].at)
			} else {
				out = append(out, place{r, -1})
			}
			col++
		}
		rows[r] = out
		places += len(out)
		width = max(width, len(out))
	}
	if width*len(rows) > 8*maxPlaces { // one row of a huge width: ragged is enough
		width = min(width, max(8*maxPlaces/len(rows), 1))
	}
	for r := range rows {
		rows[r] = rows[r][:min(len(rows[r]), width)]
		for len(rows[r]) < width {
			rows[r] = append(rows[r], place{r, -1})
		}
	}
	return prune(p, g, rows, width)
}

// prune drops rows without own text and columns that add nothing to the column on their left.
func prune(p *page, g *grid, rows [][]place, width int) ([][]place, int) {
	header := g.header
	keep := rows[:0]
	for r, row := range rows {
		own := false
		for _, pl := range row {
			own = own || pl.row == r && filled(g, pl)
		}
		if own {
			keep = append(keep, row)
		} else if r < g.header {
			header--
		}
	}
	rows = keep
	var cols []int
	for c := range width {
		adds := false
		for _, row := range rows {
			if filled(g, row[c]) && (c == 0 || row[c] != row[c-1]) {
				adds = true
				break
			}
		}
		if adds {
			cols = append(cols, c)
		}
	}
	for r, row := range rows {
		for i, c := range cols {
			row[i] = row[c]
		}
		rows[r] = row[:len(cols)]
	}
	return rows, header
}

func filled(g *grid, pl place) bool {
	return pl.cell >= 0 && g.rows[pl.row][pl.cell].end > g.rows[pl.row][pl.cell].start
}

// headerRows guesses how many leading rows are headers: those without a number that stand above a
// row with one. Years and dates are labels.
func headerRows(rows [][]place, text func(place) []byte) int {
	for r := range min(len(rows), 5) {
		numbers, labels := 0, 0
		for c, pl := range rows[r] {
			if c > 0 && pl == rows[r][c-1] {
				continue
			}
			switch t := text(pl); {
			case len(t) == 0:
			case numeric(t) && !year(t):
				numbers++
			default:
				labels++
			}
		}
		if numbers > 0 {
			return r
		}
		if r > 0 && labels == 1 && text(rows[r][0]) != nil && len(text(rows[r][0])) > 0 {
			return r // a group label such as 一、经济发展
		}
	}
	if len(rows) > 1 {
		return 1
	}
	return 0
}

// numeric reports whether a cell is a number, maybe with a percent sign or a bracket.
func numeric(t []byte) bool {
	n := 0
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case digit(c):
			n++
			i++
		case c == '.' || c == ',' || c == '-' || c == '+' || c == '%' || c == ' ' || c == '*' || c == '(' || c == ')':
			i++
		case c >= 0x80:
			s := wideSigns.at(t[i:])
			if s == "" {
				return false
			}
			if s >= "０" && s <= "９" {
				n++
			}
			i += len(s)
		default:
			return false
		}
	}
	return n > 0
}

// wideSigns are what numbers in tables are written with besides ASCII.
var wideSigns = newPhrases("－", "—", "％", "＋", "±", "▲", "↑", "↓", "‰", "（", "）", "．", "，", "０", "１", "２", "３", "４", "５", "６", "７", "８", "９")

// year reports a bare year, which labels a column.
func year(t []byte) bool {
	return len(t) == 4 && (t[0] == '1' && t[1] == '9' || t[0] == '2' && t[1] == '0') && digit(t[2]) && digit(t[3])
}

// writeTable lays a table out: a line per row, cells separated by tabs. A leading row of one cell
// over the whole width names the table.
func (o *output) writeTable(p *page, g *grid, pageNo int) {
	rows, header := resolve(p, g)
	if len(rows) == 0 {
		return
	}
	text := func(pl place) []byte {
		if pl.cell < 0 {
			return nil
		}
		c := g.rows[pl.row][pl.cell]
		return p.buf[c.start:c.end]
	}
	caption := o.caption()
	for len(rows) > 1 && len(rows[0]) > 1 && lone(g, rows[0]) {
		var t []byte
		for _, pl := range rows[0] {
			if filled(g, pl) {
				t = text(pl)
				break
			}
		}
		b := o.line(t, pipeline.Caption, 0, pageNo)
		if caption.Len() == 0 {
			caption.Start = b.Start
		}
		caption.End = b.End
		rows = rows[1:]
		header = max(header-1, 0)
	}
	t := pipeline.Table{Caption: caption, HeaderRows: header}
	if t.HeaderRows == 0 || t.HeaderRows >= len(rows) {
		t.HeaderRows = headerRows(rows, text)
	}
	first := make([]int, len(g.rows)) // of the cells of each source row among all
	n := 0
	for r, cells := range g.rows {
		first[r] = n
		n += len(cells)
	}
	spans, written := make([]pipeline.Span, n), make([]bool, n)
	grid := make([]pipeline.Cell, len(rows)*len(rows[0]))
	t.Rows = make([][]pipeline.Cell, 0, len(rows))
	id := len(o.tables)
	for r, row := range rows {
		o.newline()
		start := len(o.text)
		cells := grid[:len(row):len(row)]
		grid = grid[len(row):]
		for c, pl := range row {
			if pl.cell < 0 {
				cells[c] = pipeline.Cell{Span: pipeline.Span{Start: len(o.text), End: len(o.text)}, Header: r < t.HeaderRows}
				continue
			}
			s, at := text(pl), first[pl.row]+pl.cell
			if !written[at] {
				if len(s) > 0 && len(o.text) > start {
					o.text = append(o.text, '\t')
				}
				from := len(o.text)
				o.text = appendCell(o.text, s)
				spans[at], written[at] = pipeline.Span{Start: from, End: len(o.text)}, true
			}
			header := r < t.HeaderRows || g.rows[pl.row][pl.cell].header || c == 0 && len(s) > 0 && !numeric(s)
			cells[c] = pipeline.Cell{Span: spans[at], Header: header}
		}
		t.Rows = append(t.Rows, cells)
		o.blocks = append(o.blocks, pipeline.Block{
			Span: pipeline.Span{Start: start, End: len(o.text)}, Kind: pipeline.TableRow, Table: id, Row: r, Page: pageNo,
		})
	}
	o.tables = append(o.tables, t)
}

// lone reports whether a row has one cell with text, and it spans the row or says the unit.
func lone(g *grid, row []place) bool {
	seen := place{-1, -1}
	for _, pl := range row {
		if !filled(g, pl) || pl == seen {
			continue
		}
		if seen.row >= 0 {
			return false
		}
		seen = pl
	}
	return seen.row >= 0 && (row[0] == row[len(row)-1] || g.rows[seen.row][seen.cell].cols > 1 || row[0] != seen)
}

// appendCell writes a cell. Blanks that only stretch a label of single characters (指  标) go.
func appendCell(dst, s []byte) []byte {
	if bytes.IndexByte(s, ' ') < 0 || !stretched(s) {
		return append(dst, s...)
	}
	for _, c := range s {
		if c != ' ' {
			dst = append(dst, c)
		}
	}
	return dst
}

func stretched(s []byte) bool {
	n := 0
	for _, c := range s {
		switch {
		case c == ' ':
			if n == 0 {
				return false
			}
			n = 0
		case c < 0x80:
			return false
		case c >= 0xC0:
			if n++; n > 1 {
				return false
			}
		}
	}
	return true
}
