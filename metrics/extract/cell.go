// The observation of one cell of a table.

package extract

import (
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// units are what a row has for a unit beside what its labels say: the cell of the column of units, and the unit of the
// rows before it.
type units struct{ column, before string }

// cell reads one cell: its quantity, and the observation if its labels name one metric.
func (w *walk) cell(s *sent, at position, cell, row, header pipeline.Span, by labels, us units, years []int) {
	raw := strings.TrimSpace(cell.Of(w.d.Text))
	if !w.isValue(raw) {
		return
	}
	n := numberOf(raw)
	growth := by.row.growth || by.col.growth
	if n.summed {
		growth = by.row.growth
	}
	unit := w.unitOf(by, us, growth || by.row.share || by.col.share)
	if n.summed && !growth {
		if unit = firstOf(us.column, by.row.unit); strings.Contains(unit, "%") {
			unit = "个百分点"
		}
	}
	q, ok := w.cellQuantity(n, unit, growth || by.col.share && !n.summed)
	if !ok {
		return
	}
	o, doubt, why := w.cellObservation(s, q, n, by, growth, years)
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

// unitOf is the unit of a cell, from its labels or from the rows before. percent tells that it is a rate of something
// that may have a unit of its own.
func (w *walk) unitOf(by labels, us units, percent bool) string {
	unit := us.column
	for _, l := range by.all() {
		unit = firstOf(unit, l.unit)
	}
	if by.col.unit != "" && (by.col.growth || by.col.points || by.col.share) {
		unit = by.col.unit
	}
	if unit == "" && us.before != "" && !percent {
		if bs := by.binds(); len(bs) == 1 && bs[0].rule.Unit != "1" && bs[0].rule.Unit != "%" {
			unit = us.before // 其中：出口 below 进出口总值（亿元）
		}
	}
	if !strings.ContainsAny(unit, "、,;") {
		return unit
	}
	for _, u := range strings.FieldsFunc(unit, func(r rune) bool { return strings.ContainsRune("、,;", r) }) { // 单位：亿元、%
		if strings.Contains(u, "%") == percent {
			return u
		}
	}
	return unit
}

// cellQuantity reads the number of a cell with the unit of its labels. percent tells that it is a growth or a share.
func (w *walk) cellQuantity(n number, unit string, percent bool) (q quantity.Mention, ok bool) {
	if percent && !strings.Contains(unit, "%") && !strings.Contains(unit, "百分点") && !strings.ContainsAny(n.core, "%倍") {
		unit = "%"
	}
	core := n.core
	if isBare(core) {
		core += unit
	}
	qs := w.x.quantities.Find(nil, fold.New(n.before+core+n.after, 0), nil)
	if len(qs) != 1 || qs[0].Name {
		return q, false
	}
	return qs[0], true
}

// cellObservation makes the observation of a cell, or says why there is none.
func (w *walk) cellObservation(s *sent, q quantity.Mention, n number, by labels, growth bool, years []int) (o *pipeline.Observation, doubt float64, why string) {
	rl, col, caption := by.row, by.col, by.caption
	bs := by.binds()
	if bs == nil {
		bs = w.joined(by)
	}
	if bs == nil {
		for _, l := range by.all() {
			if l.content {
				return nil, 0, "the row or the column is of something that no rule names"
			}
		}
	}
	if len(bs) != 1 {
		return nil, 0, "no metric's name stands in the row, the header or the caption"
	}
	b := bs[0]
	if (rl.index || col.index) && !col.growth {
		return nil, 0, "an index, not the value" // 99.7 of 居民消费价格指数（上年=100）
	}
	st := state{reach: true, share: rl.share || col.share}
	if n.summed && q.Kind == quantity.Points {
		st.sign, st.share = 1, false
	}
	if growth || rl.points || col.points {
		st.sign = 1
		if rl.sign < 0 || col.sign < 0 {
			st.sign = -1
		}
	}
	if n.negative {
		if st.sign == 0 {
			negateQty(&q)
		} else {
			st.sign = -st.sign
		}
	}
	if st.inc = rl.inc; st.inc == 0 {
		st.inc = col.inc
	}
	if n.summed && !growth && q.Kind == quantity.Amount {
		st.inc = 1
	}
	for _, l := range [...]*label{col, rl, caption} {
		if l.based && !n.summed {
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
	wh := w.cellPeriod(&c, by, years, n.summed)
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

// cellPeriod is the period of a cell: of its labels, of the text around the table, or the document's date. summed says
// that the number is for all the years of the table together.
func (w *walk) cellPeriod(c *cand, by labels, years []int, summed bool) (wh when) {
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
	if (summed || c.basis == "annual_average" && !by.col.when.ok) && len(years) >= 2 {
		// the years that the headers name bound an annual rate of growth
		if lo, hi := years[0], years[len(years)-1]; lo < hi {
			return when{period.Mention{Period: period.Period{Start: day(lo+1, 1, 1), End: day(hi, 12, 31), Grain: period.MultiYear}}, pipeline.ByTable, true}
		}
	}
	if !wh.ok && !w.sc.ref.IsZero() {
		wh = when{period.Mention{Cue: period.Now, Period: singleDay(w.sc.ref)}, pipeline.ByDocDate, true}
	}
	if p := wh.m.Period; wh.ok && (by.col.cum || by.caption.cum) && p.Grain == period.Month {
		wh.m.Period = sinceJanuary(p)
	}
	if wh.ok && by.col.prior {
		wh.m.Period = yearBefore(wh.m.Period)
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
	if len(cell) > 90 {
		return false
	}
	f := squeeze(cell)
	if f == "" || len(f) > 60 || strings.ContainsAny(f, ":：年月季日号") {
		return false
	}
	core := numberOf(f).core
	if core == "" || core[0] < '0' || core[0] > '9' {
		return false
	}
	if isBare(core) {
		return true
	}
	han := 0
	for _, r := range core {
		if r >= 0x4e00 && r <= 0x9fff {
			han++
		}
	}
	if han > 8 {
		return false
	}
	if han > 0 { // nothing but a number with its unit: 100Mbps及以上用户 is none
		l := fold.New(core, 0)
		qs := w.x.quantities.Find(nil, l, nil)
		return len(qs) == 1 && !qs[0].Name && qs[0].From == 0 && qs[0].To == len(l.Runes)
	}
	return true
}

// joined is the metric whose name the row begins and the column ends: 粮食 | 产量（万吨）.
func (w *walk) joined(by labels) []bind {
	if by.col.base == "" || by.row.words == "" || len(by.row.binds)+len(by.col.binds) > 0 {
		return nil
	}
	own := by.row.words[strings.LastIndexByte(by.row.words, ',')+1:]
	id, ok := w.x.names.Find(squeezeRunes(fold.New(own, 0).Runes), squeezeRunes(fold.New(by.col.base, 0).Runes))
	if !ok || w.x.entries[id].joint {
		return nil
	}
	e := &w.x.entries[id]
	return []bind{{rule: e.rules[0], alts: e.rules[1:], text: own, place: -1, period: -1, doubt: 0.05}}
}
