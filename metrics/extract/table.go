// Tables: the labels and the unit that hold for each cell.

package extract

import (
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/pipeline"
)

// tables reads the document's tables: the name of a metric stands in the row's first cells, the
// column's header or the caption, and so do period, region and unit.
func (w *walk) tables(s *sent) {
	for ti := range w.d.Tables {
		t := &w.d.Tables[ti]
		if len(t.Rows) == 0 || len(t.Rows[0]) < 2 {
			continue
		}
		w.table(s, ti, t)
	}
}

func (w *walk) table(s *sent, ti int, t *pipeline.Table) {
	text := w.d.Text
	caption := w.label(s, t.Caption.Of(text))
	cols := len(t.Rows[0])
	// 本月末 in a table of December read out in January is December
	ref := w.sc.ref
	defer func() { w.sc.ref = ref }()
	for _, x := range []when{caption.when, w.sc.title} {
		if x.ok && x.m.Cue != period.Now && x.m.Period.Grain <= period.Year && x.m.Period.Start.Year == x.m.Period.End.Year {
			w.sc.ref = x.m.Period.End
			break
		}
	}
	caption = w.label(s, t.Caption.Of(text))
	head := make([]label, cols)
	hrows := t.HeaderRows
	if hrows == 0 && w.looksHeader(t.Rows[0]) {
		hrows = 1
	}
	for j := 0; j < cols; j++ {
		var parts []string
		var last pipeline.Span
		for i := 0; i < hrows && i < len(t.Rows); i++ {
			c := t.Rows[i][j]
			if c.Span != last && c.Len() > 0 {
				parts = append(parts, c.Of(text))
			}
			last = c.Span
		}
		head[j] = w.label(s, strings.Join(parts, " "))
	}
	// a rate of growth or a share without a metric of its own belongs to the column before
	for j := 1; j < cols; j++ {
		if len(head[j].binds) == 0 && (head[j].growth || head[j].share || head[j].inc != 0) && !head[j].skip {
			head[j].binds = head[j-1].binds
		}
	}
	tableRef := w.sc.ref
	w.sc.ref = ref
	var header pipeline.Span
	if n := min(hrows, len(t.Rows)); n > 0 {
		header = pipeline.Span{Start: t.Rows[0][0].Start, End: t.Rows[n-1][cols-1].End}
	}
	unitCol := -1
	timeCol := -1
	for j := range head {
		for i := 0; i < hrows && i < len(t.Rows); i++ {
			if f := squeeze(t.Rows[i][j].Of(text)); f == "单位" || f == "计量单位" {
				unitCol = j
			} else if f == "年份" || f == "月份" || f == "时间" || f == "年度" || f == "时期" || f == "指标时间" {
				timeCol = j
			}
		}
	}
	// the years that the headers name bound an annual rate of growth
	var years []int
	for _, h := range head {
		if h.when.ok && h.when.m.Period.Grain == period.Year {
			years = append(years, h.when.m.Period.End.Year)
		}
	}
	var parent []rune
	broken := ""
	for i := hrows; i < len(t.Rows); i++ {
		row := t.Rows[i]
		first := 0
		for first < cols && (head[first].skip || first == unitCol || first == timeCol || !w.isValue(row[first].Of(text))) {
			first++
		}
		if first == 0 || first == cols {
			broken = ""
			if first == cols {
				for j := range row {
					if t := strings.TrimSpace(row[j].Of(text)); t != "" && j != unitCol && !head[j].skip {
						broken = t // the label may go on in the next row
					}
				}
			}
			continue
		}
		var parts []string
		var last pipeline.Span
		for j := 0; j < first; j++ {
			if j == unitCol || row[j].Span == last || head[j].skip {
				continue
			}
			part := strings.TrimSpace(row[j].Of(text))
			if j == timeCol && len(part) == 4 && isBare(part) {
				part += "年"
			}
			parts = append(parts, part)
			last = row[j].Span
		}
		words := strings.Join(parts, "，")
		w.sc.ref = tableRef
		rl := w.label(s, words)
		if broken != "" && len(parts) > 0 {
			whole := w.label(s, broken+parts[len(parts)-1])
			if len(whole.binds) > 0 && (len(rl.binds) == 0 || whole.binds[0].e-whole.binds[0].s > len([]rune(squeeze(broken)))) {
				rl = whole
			}
		}
		broken = ""
		w.sc.ref = ref
		if len(rl.binds) == 0 && !rl.skip {
			own := rl.words[strings.LastIndexByte(rl.words, ',')+1:]
			if id, ok := w.k.withHead(squeezeRunes(fold.New(own, 0).Runes), parent); ok && !w.x.entries[id].joint {
				e := &w.x.entries[id]
				rl.binds = []bind{{rule: e.rules[0], alts: e.rules[1:], text: rl.words, place: -1, period: -1, doubt: 0.05}}
			}
		}
		if !rl.among {
			parent = squeezeRunes(fold.New(rl.words[strings.LastIndexByte(rl.words, ',')+1:], 0).Runes)
		}
		unit := ""
		if unitCol >= 0 {
			unit = squeeze(row[unitCol].Of(text))
		}
		rowSpan := pipeline.Span{Start: row[0].Start, End: row[cols-1].End}
		for j := first; j < cols; j++ {
			if j == unitCol || head[j].skip || j > first && row[j].Span == row[j-1].Span {
				continue
			}
			w.cell(s, position{ti, i, j}, row[j].Span, rowSpan, header, labels{&rl, &head[j], &caption}, unit, years)
		}
	}
}

// position is where a cell stands: its table in the document, row and column.
type position struct{ table, row, col int }

// labels are what names a cell, from near to far.
type labels struct{ row, col, caption *label }

func (l labels) all() [3]*label { return [3]*label{l.row, l.col, l.caption} }

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

func trimSpan(text string, s pipeline.Span) pipeline.Span {
	for s.Start < s.End && (text[s.Start] == ' ' || text[s.Start] == '\t') {
		s.Start++
	}
	for s.End > s.Start && (text[s.End-1] == ' ' || text[s.End-1] == '\t') {
		s.End--
	}
	return s
}

// looksHeader reports whether a first row without a number in its cells is a header.
func (w *walk) looksHeader(row []pipeline.Cell) bool {
	for _, c := range row {
		if w.isValue(c.Of(w.d.Text)) {
			return false
		}
	}
	return true
}

// isUnit reports whether "1" + u is a quantity with a unit.
func (w *walk) isUnit(u string) bool {
	if u == "" || len(u) > 40 {
		return false
	}
	qs := w.x.quantities.Find(nil, fold.New("1"+u, 0), nil)
	return len(qs) == 1 && !qs[0].Name && qs[0].Classifier != ""
}
