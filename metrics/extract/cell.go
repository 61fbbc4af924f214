// The observation of one cell of a table.

package extract

import (
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// cell reads one cell: its quantity, and the observation if its labels name one metric.
func (w *walk) cell(s *sent, at position, cell, row, header pipeline.Span, by labels, unit string, years []int) {
	raw := strings.TrimSpace(cell.Of(w.d.Text))
	if !w.isValue(raw) {
		return
	}
	growth := by.row.growth || by.col.growth
	if unit == "" {
		for _, l := range by.all() {
			if l.unit != "" {
				unit = l.unit
				break
			}
		}
	}
	if by.col.unit != "" && (by.col.growth || by.col.points) {
		unit = by.col.unit
	}
	q, neg, ok := w.cellQuantity(raw, unit, growth)
	if !ok {
		return
	}
	o, doubt, why := w.cellObservation(s, q, neg, by, growth, years)
	quote := trimSpan(w.d.Text, cell)
	head := by.row.words
	if o != nil {
		head = o.MetricText
	}
	qi := len(w.quantities)
	w.quantities = append(w.quantities, pipeline.Quantity{Quote: quote, Sentence: row, Value: q.Value, Low: q.Low, High: q.High,
		Qualifier: q.Qualifier, Unit: q.Unit, Dimension: q.Dimension, Head: head, Observation: -1, WhyNot: why})
	if o == nil {
		return
	}
	o.Quote, o.Sentence, o.Header = quote, row, header
	o.Table, o.Row, o.Col = at.table, at.row, at.col
	w.obs = append(w.obs, made{Observation: *o, block: 0, quant: qi, doubt: doubt})
}

// cellQuantity reads the number of a cell with the unit of its labels. neg tells that a minus stands before it.
func (w *walk) cellQuantity(raw, unit string, growth bool) (q quantity.Mention, neg, ok bool) {
	num := strings.Trim(strings.TrimSpace(fold.String(raw)), "[]〔〕 ")
	if growth && !strings.Contains(unit, "%") && !strings.Contains(unit, "百分点") && !strings.ContainsAny(num, "%倍") {
		unit = "%"
	}
	if strings.HasPrefix(num, "-") || strings.HasPrefix(num, "—") {
		num = "-" + strings.TrimLeft(num, "-—")
	}
	neg = strings.HasPrefix(num, "-")
	digits := strings.TrimPrefix(strings.TrimPrefix(num, "-"), "+")
	mark := ""
	if strings.IndexAny(digits, "><≥≤") == 0 {
		_, n := utf8.DecodeRuneInString(digits)
		mark, digits = digits[:n], strings.TrimSpace(digits[n:])
	}
	withUnit := digits
	if isBare(digits) && unit != "" {
		withUnit = digits + unit
	}
	switch mark {
	case ">":
		withUnit = "超过" + withUnit
	case "<":
		withUnit = "低于" + withUnit
	case "≥":
		withUnit += "以上"
	case "≤":
		withUnit += "以内"
	}
	qs := w.x.quantities.Find(nil, fold.New(withUnit, 0), nil)
	if len(qs) != 1 || qs[0].Name {
		return q, neg, false
	}
	return qs[0], neg, true
}

// cellObservation makes the observation of a cell, or says why there is none.
func (w *walk) cellObservation(s *sent, q quantity.Mention, neg bool, by labels, growth bool, years []int) (o *pipeline.Observation, doubt float64, why string) {
	rl, col, caption := by.row, by.col, by.caption
	var bs []bind
	for _, l := range by.all() {
		if len(l.binds) > 0 {
			bs = l.binds
			break
		}
		if l.content {
			return nil, 0, "the row or the column is of something that no rule names"
		}
	}
	if len(bs) != 1 {
		return nil, 0, "no metric's name stands in the row, the header or the caption"
	}
	b := bs[0]
	st := state{reach: true, share: rl.share || col.share}
	if growth || rl.points || col.points {
		st.sign = 1
		if rl.sign < 0 || col.sign < 0 {
			st.sign = -1
		}
	}
	if neg {
		if st.sign == 0 {
			negateQty(&q)
		} else {
			st.sign = -st.sign
		}
	}
	if st.inc = rl.inc; st.inc == 0 {
		st.inc = col.inc
	}
	for _, l := range [...]*label{col, rl, caption} {
		if l.based {
			st.based, st.basis = true, l.basis
			break
		}
	}
	if growth && q.Kind == quantity.Amount {
		return nil, 0, "an amount where a growth is spoken of"
	}
	k := &w.k
	k.s, k.last = s, ""
	c, why := k.measure(b, &q, &st, false)
	for m := 0; why != "" && m < len(b.alts); m++ {
		b.rule = b.alts[m]
		c, why = k.measure(b, &q, &st, false)
	}
	if why != "" {
		return nil, 0, b.rule.ID + ": " + why
	}
	c.s, c.b, c.based = s, b, c.based || st.based
	wh := w.cellPeriod(&c, by, years)
	if !wh.ok {
		return nil, 0, "no period is told"
	}
	reg := w.sc.doc
	for _, l := range [...]*label{rl, col, caption} {
		if l.regWhy != "" {
			return nil, 0, l.regWhy
		}
		if l.reg.code != "" {
			reg = where{l.reg.code, pipeline.ByTable}
			break
		}
	}
	if reg.code == "" {
		return nil, 0, noRegion
	}
	status, cue, ref := pipeline.Actual, "", w.sc.ref
	switch {
	case col.target || rl.target || caption.target && !ref.IsZero() && !wh.m.Period.End.Before(ref):
		status, cue = pipeline.Target, "目标"
	case col.est:
		status, cue = pipeline.Estimate, "预计"
	case !ref.IsZero() && ref.Before(wh.m.Period.End) && wh.source == pipeline.ByTable && (ref.Before(wh.m.Period.Start) || ref.Month <= 3 || wh.m.Period.Grain == period.MultiYear):
		status, cue = pipeline.Target, "period"
	}
	if why := outOfRange(&c); why != "" {
		return nil, 0, why
	}
	p := settle(&c, wh, status, ref, w.sc.yearly)
	o = &pipeline.Observation{
		Metric: b.rule.Metric, MetricText: b.text, Measure: c.measure, Value: c.value, Low: c.low, High: c.high, Qualifier: c.qual, Step: c.step,
		Unit: c.unit, UnitText: q.UnitText, Region: reg.code, RegionSource: reg.source,
		Period: p.text, Freq: p.freq, PeriodStart: p.start, PeriodEnd: p.end, PeriodSource: wh.source, Status: status, StatusCue: cue,
		Entity: firstOf(rl.entity, col.entity, caption.entity), Basis: c.basis, Rule: b.rule.ID, Inferences: append(c.infer, "table"),
	}
	w.basis(o, &c, p)
	return o, c.doubt + b.doubt + 0.03, ""
}

// cellPeriod is the period of a cell: of its labels, of the text around the table, or the document's date.
func (w *walk) cellPeriod(c *cand, by labels, years []int) (wh when) {
	for _, l := range [...]*label{by.col, by.row, by.caption} {
		if l.when.ok {
			wh = l.when
			wh.source = pipeline.ByTable
			break
		}
	}
	for _, y := range [...]when{w.sc.title, w.sc.head, w.sc.run} {
		if !wh.ok && y.ok {
			wh = y
		}
	}
	if c.basis == "annual_average" && len(years) >= 2 && !by.col.when.ok {
		// the years that the headers name bound an annual rate of growth
		if lo, hi := years[0], years[len(years)-1]; lo < hi {
			return when{period.Mention{Period: period.Period{Start: day(lo+1, 1, 1), End: day(hi, 12, 31), Grain: period.MultiYear}}, pipeline.ByTable, true}
		}
	}
	if !wh.ok && !w.sc.ref.IsZero() {
		wh = when{period.Mention{Cue: period.Now, Period: singleDay(w.sc.ref)}, pipeline.ByDocDate, true}
	}
	return wh
}

func negateQty(q *quantity.Mention) {
	c := cand{value: q.Value, low: q.Low, high: q.High}
	negate(&c)
	q.Value, q.Low, q.High = c.value, c.low, c.high
}

// isValue reports whether a cell holds a number and nothing but its unit and bounds.
func (w *walk) isValue(cell string) bool {
	f := squeeze(cell)
	if f == "" || len(f) > 60 {
		return false
	}
	f = strings.Trim(f, "[]〔〕()*")
	digits, han := 0, 0
	for _, r := range f {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r >= 0x4e00 && r <= 0x9fff:
			han++
		}
	}
	if digits == 0 {
		return false
	}
	r := rune(f[0])
	if !(r >= '0' && r <= '9' || r == '-' || r == '+' || r == '.' || strings.HasPrefix(f, "—") || strings.HasPrefix(f, "约") || strings.HasPrefix(f, "超") || strings.HasPrefix(f, ">") || strings.HasPrefix(f, "<") || strings.HasPrefix(f, "≥") || strings.HasPrefix(f, "≤")) {
		return false
	}
	if han > 8 || strings.ContainsAny(f, "年月季日号") {
		return false
	}
	if strings.ContainsAny(f, ":：") {
		return false
	}
	if han > 0 { // nothing but a number with its unit: 100Mbps及以上用户 is none
		l := fold.New(f, 0)
		qs := w.x.quantities.Find(nil, l, nil)
		return len(qs) == 1 && !qs[0].Name && qs[0].From == 0 && qs[0].To == len(l.Runes)
	}
	return true
}

// isBare reports whether the text is a number without a unit.
func isBare(f string) bool {
	for _, r := range f {
		if !(r >= '0' && r <= '9' || r == '.' || r == ',' || r == ' ' || r == '~' || r == '—' || r == '-') {
			return false
		}
	}
	return f != ""
}
