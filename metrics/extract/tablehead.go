// The header of a table: what each column is of, its unit and its time.

package extract

import (
	"strconv"
	"strings"

	"zhibiao/metrics/period"
	"zhibiao/pipeline"
)

// columns reads the header of a table.
func (w *walk) columns(s *sent, f *frame) {
	text, rows := w.d.Text, f.t.Rows
	cols := len(rows[0])
	f.head = make([]label, cols)
	f.hrows = f.t.HeaderRows
	if f.hrows == 0 && w.looksHeader(rows[0]) {
		f.hrows = 1
	}
	f.hrows = min(f.hrows, len(rows))
	units := -1
	if n := f.hrows; n > 1 && w.unitRow(rows[n-1]) {
		units = n - 1
	} else if n < len(rows) && w.unitRow(rows[n]) {
		units = n
		f.hrows++
	}
	for units < 0 && f.hrows > 0 && f.hrows+1 < len(rows) && rows[f.hrows][0].Len() == 0 && w.looksHeader(rows[f.hrows]) && !lone(rows[f.hrows]) {
		f.hrows++ // a second line of a header that has no spans
	}
	words := make([]string, cols)
	for j := range cols {
		var parts []string
		var last pipeline.Span
		for i := 0; i < f.hrows; i++ {
			c := rows[i][j]
			for k := j; k > 1 && c.Len() == 0 && i+1 < f.hrows && i+1 != units && rows[i+1][j].Len() > 0; k-- {
				c = rows[i][k-1] // 生产总值 | | over 总量 | 增速
			}
			if i != units && c.Span != last && c.Len() > 0 {
				parts = append(parts, c.Of(text))
			}
			last = c.Span
		}
		words[j] = strings.Join(parts, " ")
		f.head[j] = w.label(s, words[j])
		if units >= 0 {
			f.head[j].unit = firstOf(f.head[j].unit, strings.Trim(squeeze(rows[units][j].Of(text)), "()"))
		}
	}
	f.starts = sideBySide(words)
	f.blank = make([]bool, cols)
	for j := range words {
		f.blank[j] = words[j] == "" && strings.Join(words[1:], "") != ""
	}
	if f.hrows == 0 && w.goesOn(f) {
		return
	}
	if f.hrows > 0 {
		f.header = pipeline.Span{Start: rows[0][0].Start, End: rows[f.hrows-1][cols-1].End}
	}
	w.special(f, units)
	if f.caption.unit == "" && f.head[0].words == "" {
		f.caption.unit = f.head[0].unit // 单位：亿元 in the corner
	}
	for n, from := range f.starts {
		to := cols
		if n+1 < len(f.starts) {
			to = f.starts[n+1]
		}
		w.derive(f.head[from:to])
	}
	for _, h := range f.head {
		if h.when.ok && h.when.m.Period.Grain == period.Year {
			f.years = append(f.years, h.when.m.Period.End.Year)
		}
	}
}

// goesOn gives a table without a header that of the table before, which it continues on the next page. nameless is set
// where there is none and several values stand in a row: what each is of is not known.
func (w *walk) goesOn(f *frame) bool {
	start := f.t.Rows[0][0].Start
	if b := w.before; b != nil && len(b.head) == len(f.head) && start >= b.end && start-b.end < 400 {
		f.head, f.header, f.unitCol, f.timeCol, f.years, f.starts = b.head, b.header, b.unitCol, b.timeCol, b.years, b.starts
		return true
	}
	values := 0
	for _, row := range f.t.Rows {
		n := 0
		for _, c := range row {
			if w.isValue(c.Of(w.d.Text)) {
				n++
			}
		}
		values = max(values, n)
	}
	f.nameless = values > 1
	return false
}

// unitRow reports whether a row holds the units of the columns: 单位 | 万户 | 亿元.
func (w *walk) unitRow(row []pipeline.Cell) bool {
	if !unitHeaders[squeeze(row[0].Of(w.d.Text))] {
		return false
	}
	for _, c := range row[1:] {
		if w.isUnit(strings.Trim(squeeze(c.Of(w.d.Text)), "()")) {
			return true
		}
	}
	return false
}

// sideBySide are the first columns of tables that stand side by side, each with the same headers: 省份 | 收入 | 省份 | 收入.
func sideBySide(words []string) []int {
	starts := []int{0}
	first := squeeze(words[0])
	for j := 2; j+1 < len(words); j++ {
		if first != "" && squeeze(words[j]) == first && squeeze(words[j+1]) == squeeze(words[1]) && words[j] != words[j-1] {
			starts = append(starts, j)
		}
	}
	return starts
}

// special finds the columns of units and of times. units is the row of the columns' units, or -1.
func (w *walk) special(f *frame, units int) {
	for j := range f.head {
		for i := 0; i < f.hrows; i++ {
			if i == units {
				continue
			}
			switch t := squeeze(f.t.Rows[i][j].Of(w.d.Text)); {
			case timeHeaders[t]:
				f.timeCol = j
			case unitHeaders[t] && f.hrows < len(f.t.Rows) && !w.isValue(f.t.Rows[f.hrows][j].Of(w.d.Text)):
				f.unitCol = j
			}
		}
	}
	if f.timeCol >= 0 || f.hrows == len(f.t.Rows) {
		return
	}
	f.head[0].skip = f.head[0].skip || w.counts(f.t.Rows[f.hrows:])
	for _, row := range f.t.Rows[f.hrows:] {
		if !bareYear(strings.TrimSpace(row[0].Of(w.d.Text))) {
			return
		}
	}
	f.timeCol = 0
}

// counts reports whether the first column only counts the rows: 1, 2, 3.
func (w *walk) counts(rows [][]pipeline.Cell) bool {
	n := 0
	for _, row := range rows {
		if t := strings.TrimSpace(row[0].Of(w.d.Text)); t == strconv.Itoa(n+1) {
			n++
		} else if w.isValue(t) && t != strconv.Itoa(n) {
			return false
		}
	}
	return n > 1
}

// derived reports whether a column tells the change, the share or the like of another.
func (l *label) derived() bool {
	return (l.growth || l.share || l.points || l.inc != 0) && !l.skip && !l.prior
}

// derive gives the columns of changes and shares the metric, and the time, of the columns before them.
func (w *walk) derive(head []label) {
	for j := range head {
		h := &head[j]
		if !h.derived() || j == 0 {
			h.base = h.words
		} else {
			h.base = head[j-1].base
		}
		if j == 0 {
			continue
		}
		if len(h.binds) == 0 && h.derived() {
			h.binds = head[j-1].binds
		}
		if h.when.ok || h.skip || h.basis == "annual_average" || !h.derived() && !h.prior {
			continue
		}
		for k := j - 1; k >= 0; k-- {
			b := &head[k]
			if b.prior || b.skip || b.derived() && !h.when.ok && !b.when.ok {
				continue
			}
			if !b.when.ok && plainColumns[squeeze(b.words)] {
				h.when = when{} // 本期末 | 上年末 | 净增
			}
			if b.derived() && h.when.ok || !b.when.ok && !b.cum {
				break
			}
			if a, z := h.when.m.Period.End.Year, b.when.m.Period.End.Year; h.when.ok && b.when.ok && (a > z+1 || z > a+1) {
				h.when = when{} // 2020年 | 2025年 | 增长: over which years is not told
				break
			}
			if !h.when.ok || h.when.m.Period.End.Before(b.when.m.Period.End) {
				h.when, h.cum = b.when, b.cum
			}
			if b.derived() || !b.when.ok {
				break
			}
		}
	}
}

// unitHeaders and timeHeaders name the column, or the row, of the units and that of the times.
var (
	unitHeaders = map[string]bool{"单位": true, "计量单位": true, "计算单位": true, "数据单位": true, "统计单位": true}
	timeHeaders = map[string]bool{"年份": true, "月份": true, "时间": true, "年度": true, "时期": true, "指标时间": true, "统计时间": true, "统计期": true}
)

// priorColumns are the headers of the figures of the year before.
var priorColumns = map[string]bool{
	"上年同期": true, "去年同期": true, "上年同期数": true, "去年同期数": true, "同期": true, "同期数": true, "上年同期值": true, "上年同月": true,
	"上年": true, "上年数": true, "上年实际": true, "上年完成": true, "上年实绩": true, "上年值": true, "去年": true,
}

// yearBefore moves a period a year back.
func yearBefore(p period.Period) period.Period {
	p.Start.Year--
	p.End = pipeline.Date{Year: p.End.Year - 1, Month: p.End.Month, Day: p.End.Day}
	if p.End.Month == 2 {
		p.End = monthEnd(p.End.Year, 2)
	}
	return p
}

// sinceJanuary is the part of the year up to the end of the month m.
func sinceJanuary(m period.Period) period.Period {
	p := toDate(m.End)
	switch m.End.Month {
	case 3:
		p.Grain = period.Quarter
	case 6:
		p.Grain = period.Half
	}
	return p
}

// part is a table within a table, and the row at which it begins.
type part struct {
	pipeline.Table
	at int
}

// parts splits a table where a row gives the columns other headers: a table of another matter below the first.
func (w *walk) parts(t *pipeline.Table) []part {
	text := w.d.Text
	hrows := t.HeaderRows
	if hrows == 0 && w.looksHeader(t.Rows[0]) {
		hrows = 1
	}
	if hrows == 0 {
		return []part{{*t, 0}}
	}
	first := squeeze(t.Rows[0][0].Of(text))
	out := []part{{*t, 0}}
	for i := hrows; i < len(t.Rows); i++ {
		if first == "" || squeeze(t.Rows[i][0].Of(text)) != first || !w.looksHeader(t.Rows[i]) {
			continue
		}
		end, caption := i, pipeline.Span{}
		for end > hrows && lone(t.Rows[end-1]) { // 单位：万美元
			end--
			caption = pipeline.Span{Start: t.Rows[end][0].Start, End: t.Rows[i-1][len(t.Rows[i-1])-1].End}
		}
		last := &out[len(out)-1]
		last.Rows = last.Rows[:len(last.Rows)-(len(t.Rows)-end)]
		if caption.Len() == 0 {
			caption = t.Caption
		}
		out = append(out, part{pipeline.Table{Caption: caption, HeaderRows: 1, Rows: t.Rows[i:]}, i})
	}
	return out
}

// lone reports whether only one cell of a row has text.
func lone(row []pipeline.Cell) bool {
	seen := pipeline.Span{}
	for _, c := range row {
		if c.Len() == 0 || c.Span == seen {
			continue
		}
		if seen.Len() > 0 {
			return false
		}
		seen = c.Span
	}
	return seen.Len() > 0
}
