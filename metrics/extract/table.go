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
		for _, part := range w.parts(t) {
			if len(part.Rows) > 0 {
				w.table(s, ti, part.at, &part.Table)
			}
		}
	}
}

// frame is a table with what its header says of the columns.
type frame struct {
	index   int
	at      int // the row at which the table begins in its block
	t       *pipeline.Table
	caption label
	head    []label
	hrows   int
	header  pipeline.Span
	unitCol int
	timeCol int
	// years are those that the headers name: they bound an annual rate of growth.
	years []int
	// blank are the columns without a name in a table that names the others: what their values are is not told.
	blank []bool
	// end is where the table ends in the text. nameless says that its columns have no names.
	end      int
	nameless bool
	// starts are the first columns of the tables that stand side by side in this one.
	starts []int
	// ref is the day from which the words of this table reckon: 本月末 in a table of December read out in January
	// is December.
	ref pipeline.Date
}

func (w *walk) table(s *sent, ti, at int, t *pipeline.Table) {
	ref := w.sc.ref
	defer func() { w.sc.ref = ref }()
	f := &frame{index: ti, at: at, t: t, unitCol: -1, timeCol: -1}
	caption := t.Caption.Of(w.d.Text)
	first := w.label(s, caption)
	for _, x := range []when{first.when, w.sc.title} {
		if x.ok && x.m.Cue != period.Now && x.m.Period.Start.Year == x.m.Period.End.Year {
			w.sc.ref = x.m.Period.End
			break
		}
	}
	f.ref = w.sc.ref
	f.caption = w.label(s, caption)
	w.columns(s, f)
	w.sc.ref = ref
	last := t.Rows[len(t.Rows)-1]
	f.end = last[len(last)-1].End
	w.before = f
	if f.nameless {
		w.before = nil
		return
	}
	for n, from := range f.starts {
		to := len(f.head)
		if n+1 < len(f.starts) {
			to = f.starts[n+1]
		}
		w.rows(s, f, from, to)
	}
}

// rows reads the rows of the columns from..to, which are one table.
func (w *walk) rows(s *sent, f *frame, from, to int) {
	text, ref := w.d.Text, w.sc.ref
	var parent []rune
	broken, last := "", "" // the label of a row without values, which may go on in the next; the last unit of a row
	named := to            // the columns before it name the rows
	for i := f.hrows; i < len(f.t.Rows); i++ {
		if first := w.firstValue(f, f.t.Rows[i], from, to); first > from {
			named = min(named, first)
		}
	}
	for i := f.hrows; i < len(f.t.Rows); i++ {
		row := f.t.Rows[i]
		first := w.firstValue(f, row, from, to)
		if first == from || first == to {
			broken = ""
			if first == to {
				for j := from; j < to; j++ {
					if t := strings.TrimSpace(row[j].Of(text)); t != "" && j != f.unitCol && !f.head[j].skip {
						broken = t
					}
				}
				if l := w.label(s, broken); l.unit != "" {
					last = l.unit // 二、居民收入（元）
				}
			}
			continue
		}
		w.sc.ref = f.ref
		words, own := w.rowWords(f, row, from, min(first, named))
		rl := w.label(s, words)
		if broken != "" && own != "" {
			whole := w.label(s, broken+own)
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
		if f.unitCol >= 0 {
			unit = squeeze(row[f.unitCol].Of(text))
		}
		if rl.unit != "" {
			last = rl.unit
		}
		span := pipeline.Span{Start: row[from].Start, End: row[to-1].End}
		for j := first; j < to; j++ {
			if j == f.unitCol || f.head[j].skip || f.blank[j] || j > first && row[j].Span == row[j-1].Span {
				continue
			}
			w.cell(s, position{f.index, f.at + i, j}, row[j].Span, span, f.header, labels{&rl, &f.head[j], &f.caption}, units{unit, last}, f.years)
		}
	}
}

// firstValue is the first of the columns from..to with a value in the row, or to.
func (w *walk) firstValue(f *frame, row []pipeline.Cell, from, to int) int {
	for from < to && (f.head[from].skip || from == f.unitCol || from == f.timeCol || !w.isValue(row[from].Of(w.d.Text))) {
		from++
	}
	return from
}

// rowWords are the words of the cells from..to that name the row, and those of the last of them.
func (w *walk) rowWords(f *frame, row []pipeline.Cell, from, to int) (words, own string) {
	var parts []string
	var last pipeline.Span
	for j := from; j < to; j++ {
		if j == f.unitCol || row[j].Span == last || f.head[j].skip {
			continue
		}
		part := strings.TrimSpace(row[j].Of(w.d.Text))
		if (j == f.timeCol || f.head[j].content) && bareYear(part) {
			part += "年"
		}
		parts = append(parts, part)
		last = row[j].Span
	}
	if len(parts) > 0 {
		own = parts[len(parts)-1]
	}
	return strings.Join(parts, "，"), own
}

// bareYear reports whether a cell is nothing but a year.
func bareYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}

// position is where a cell stands: its table in the document, row and column.
type position struct{ table, row, col int }

// labels are what names a cell, from near to far.
type labels struct{ row, col, caption *label }

func (l labels) all() [3]*label { return [3]*label{l.row, l.col, l.caption} }

// binds are the metrics of the nearest label that names one. A label that names something else ends the search.
func (l labels) binds() []bind {
	for _, x := range l.all() {
		if len(x.binds) > 0 {
			return x.binds
		}
		if x.content {
			return nil
		}
	}
	return nil
}

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
