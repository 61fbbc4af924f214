package extract

import (
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// label is what the words of a header cell, a row's first cells or a caption say.
type label struct {
	binds   []bind
	when    when
	reg     where
	regWhy  string
	unit    string
	sign    int
	growth  bool
	share   bool
	inc     int
	points  bool
	basis   string
	based   bool
	target  bool
	est     bool
	skip    bool // 属性, 备注
	blank   bool
	among   bool
	content bool   // it names something that is no metric, region, period or organisation
	words   string // the words without unit and 其中
	entity  string
}

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
		wh = when{period.Mention{Cue: period.Now, Period: period.Period{Start: w.sc.ref, End: w.sc.ref, Grain: period.Day}}, pipeline.ByDocDate, true}
	}
	return wh
}

func firstOf(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

func negateQty(q *quantity.Mention) {
	c := cand{value: q.Value, low: q.Low, high: q.High}
	negate(&c)
	q.Value, q.Low, q.High = c.value, c.low, c.high
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

// looksHeader reports whether a first row without a number in its cells is a header.
func (w *walk) looksHeader(row []pipeline.Cell) bool {
	for _, c := range row {
		if w.isValue(c.Of(w.d.Text)) {
			return false
		}
	}
	return true
}

// label reads the words of a header, a row's first cells or a caption.
func (w *walk) label(s *sent, text string) label {
	var l label
	text = strings.TrimSpace(text)
	if text == "" {
		l.blank = true
		return l
	}
	// 单位：万户 and a unit in brackets at the end
	f := fold.String(text)
	if i := strings.Index(f, "单位:"); i >= 0 {
		l.unit = strings.Trim(firstField(f[i+len("单位:"):]), "()[] ")
		f = f[:i]
	} else if i := strings.LastIndexByte(f, '('); i >= 0 {
		if j := strings.IndexByte(f[i:], ')'); j > 0 {
			u := strings.TrimSpace(f[i+1 : i+j])
			if w.isUnit(u) {
				l.unit = u
				f = f[:i] + f[i+j+1:]
			}
		}
	}
	switch squeeze(f) {
	case "属性", "备注", "指标属性", "序号", "责任单位", "性质", "权重", "代码", "程度":
		l.skip = true
		return l
	}
	f = strings.TrimSpace(f)
	for _, p := range [...]string{"其中:", "其中", "#"} {
		if strings.HasPrefix(f, p) {
			l.among = true
			f = strings.TrimSpace(f[len(p):])
		}
	}
	l.words = f
	s.span = pipeline.Span{}
	w.x.scan(s, f, w.sc.ref)
	s.depth = whole
	w.x.itemize(s)
	kk := linker{x: w.x, s: s, text: f}
	for i, it := range s.items {
		switch it.kind {
		case itAnchor:
			if len(l.binds) > 0 {
				continue
			}
			if ok, doubt, _ := kk.leftOK(i, 0); ok {
				en := &w.x.entries[s.as[it.i].entry]
				if i+1 < len(s.items) && s.items[i+1].kind == itNoun && s.items[i+1].s == it.e {
					continue
				}
				if en.joint {
					continue
				}
				l.binds = []bind{{rule: en.rules[0], alts: en.rules[1:], s: it.s, e: it.e, text: asWritten(text, s.textOf(it.s, it.e)), place: -1, period: -1, doubt: doubt}}
				l.share = l.share || shareName(en.name)
			}
		case itPeriod:
			p := s.ps[it.i]
			if p.Cue == period.Comparison {
				l.based, l.basis = true, p.Basis
				continue
			}
			if !l.when.ok && !p.Period.End.IsZero() {
				l.when = when{w.x.withYear(s, it.i, &w.sc), pipeline.ByTable, true}
			}
		case itOrg:
			if o := s.orgs[it.i]; !o.Whole {
				l.entity = o.Name
			}
		case itPlace:
			g := &s.gs[it.i]
			if g.Benchmark || g.Kind == place.Issuer || l.reg.code != "" {
				continue
			}
			l.reg, l.regWhy = w.x.resolve(g, &w.sc, pipeline.ByTable)
		case itNoun:
			if it.e-it.s > 1 {
				l.content = true
			}
		case itCue:
			cw := w.x.cues.words[it.i]
			switch {
			case cw.set.has(cueInc):
				l.inc = 1
			case cw.set.has(cueUp):
				l.growth, l.sign = true, 1
			case cw.set.has(cueDown):
				l.growth, l.sign = true, -1
			case cw.set.has(cueShare), cw.set.has(cueShareNoun):
				l.share = true
			case cw.set.has(cuePlan):
				l.target = true
			case cw.set.has(cueEst):
				l.est = true
			}
		}
	}
	if l.based && l.inc == 0 && l.sign == 0 {
		l.growth = true // 同比（%）
	}
	if l.inc != 0 {
		l.growth = false
	}
	if strings.Contains(f, "百分点") {
		l.points = true
	}
	if len(l.binds) > 0 || l.growth || l.share || l.inc != 0 || l.when.ok || l.target || l.est {
		l.content = false
	}
	switch squeeze(f) {
	case "合计", "总计", "总量", "总数", "本月末到达", "本月末到达数", "期末数", "绝对量", "绝对值", "数值", "实绩", "完成值", "指标值", "实际完成", "累计", "本期":
		l.content = false
	}
	return l
}

// asWritten is the stretch of text whose folded form is words, or words where there is none.
func asWritten(text, words string) string {
	l := fold.New(text, 0)
	i := strings.Index(string(l.Runes), words)
	if i < 0 {
		return words
	}
	at := utf8.RuneCountInString(string(l.Runes)[:i])
	from, to := l.Bytes(at, at+utf8.RuneCountInString(words))
	return text[from:to]
}

func firstField(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " \t\n,;。"); i >= 0 {
		return s[:i]
	}
	return s
}

// isUnit reports whether "1" + u is a quantity with a unit.
func (w *walk) isUnit(u string) bool {
	if u == "" || len(u) > 40 {
		return false
	}
	qs := w.x.quantities.Find(nil, fold.New("1"+u, 0), nil)
	return len(qs) == 1 && !qs[0].Name && qs[0].Classifier != ""
}
