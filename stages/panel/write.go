package panel

import (
	"cmp"
	"math"
	"slices"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

func (p *Panel) write(v *dataset.Version) error {
	for _, c := range p.sorted {
		w, err := v.Writer(table.Panel, 0)
		if err != nil {
			return err
		}
		p.row(w, c)
		c.claims = nil // the others were last needed here, and the row alone may be large
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return v.Finish(table.Panel)
}

func (p *Panel) row(w *table.Writer, c *cell) {
	m := p.opt.Metrics[c.metric]
	w.Text(c.metric)
	w.Text(m.ZH)
	w.Text(m.EN)
	w.Text(string(c.measure))
	p.region(w, c.region, c.year)
	w.Int(int64(c.year))
	w.Text(string(c.status))
	w.Text(c.chosen.basis)
	w.Text(c.scope)
	if c.resolution == conflict {
		w.Null()
		w.Null()
		w.Null()
	} else {
		w.Float(c.chosen.value)
		w.Float(c.chosen.low)
		w.Float(c.chosen.high)
	}
	w.Text(string(c.chosen.qualifier))
	w.Text(c.chosen.unit)
	n, spread := 0, math.NaN()
	others := make([]table.Alternative, 0, len(c.claims))
	for _, cl := range c.claims {
		n += int(cl.observations)
		if cl == c.chosen && c.resolution != conflict {
			continue
		}
		others = append(others, table.Alternative{Value: cl.value, ObsID: cl.obsID, Published: p.from(cl).published.date()})
		if d := distance(c.chosen.value, cl.value); cl != c.chosen && !math.IsNaN(d) && !(d <= spread) {
			spread = d
		}
	}
	w.Int(int64(n))
	w.Int(int64(c.documents))
	w.Float(spread)
	w.Text(c.resolution)
	w.Text(c.chosen.obsID)
	w.Alternatives(others)
	w.Float(c.previous)
	w.Float(c.growthComputed)
	w.Float(c.growthReported)
	w.Float(c.growthReported - c.growthComputed)
	if c.target == nil {
		for range 6 {
			w.Null()
		}
	} else {
		w.Float(c.targetValue)
		w.Text(string(c.target.qualifier))
		w.Text(c.target.obsID)
		w.Text(c.attainment)
		w.Text(c.target.quote)
		w.Text(c.target.sentence)
	}
	w.Text(c.reason)
	w.Text(c.chosen.quote)
	w.Text(c.chosen.sentence)
	w.Text(p.from(c.chosen).path)
	w.Text(p.from(c.chosen).url)
	w.Date(p.from(c.chosen).published.date())
}

func (p *Panel) region(w *table.Writer, code string, year int) {
	w.Text(code)
	w.Text(p.opt.Regions.Name(code, year))
	w.Text(p.opt.Regions.Level(code))
	w.Text(p.opt.Regions.ISO(code))
}

// wideMeasure is the measure of a metric that panel_wide shows.
func (m Metric) wideMeasure() pipeline.Measure {
	if m.Wide == "" {
		return pipeline.Level
	}
	return m.Wide
}

// shows reports whether panel_wide has the cell. Another unit (USD) has no place in a column.
func (p *Panel) shows(c *cell) bool {
	if c == nil || c.status != pipeline.Actual || math.IsNaN(c.value()) {
		return false
	}
	m, ok := p.opt.Metrics[c.metric]
	return ok && c.measure == m.wideMeasure() && (c.measure != pipeline.Level || c.chosen.unit == m.Unit)
}

// wideMetrics lists the metrics in the order of their columns.
func (p *Panel) wideMetrics() []string {
	var out []string
	for id := range p.opt.Metrics {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// wideTable has a column for every metric that is known, with or without values: the columns of a
// dataset do not depend on its input.
func (p *Panel) wideTable() *table.Table {
	var cols []table.WideColumn
	for _, id := range p.wideMetrics() {
		m := p.opt.Metrics[id]
		unit := m.Unit
		if m.wideMeasure() != pipeline.Level {
			unit = "% (" + string(m.wideMeasure()) + ")"
		}
		cols = append(cols, table.WideColumn{Metric: id, Unit: unit, ZH: m.ZH, EN: m.EN})
	}
	return table.PanelWide(cols)
}

const wideKeys = 5

func (p *Panel) writeWide(v *dataset.Version, t *table.Table) error {
	at := map[string]int{}
	for i, c := range t.Columns[wideKeys:] {
		at[c.Name] = i
	}
	rows := map[place][]float64{}
	for _, c := range p.sorted {
		if !p.shows(c) {
			continue
		}
		k := place{c.region, c.year}
		if rows[k] == nil {
			rows[k] = slices.Repeat([]float64{math.NaN()}, len(t.Columns)-wideKeys)
		}
		rows[k][at[c.metric]] = c.value()
	}
	var order []place
	for k := range rows {
		order = append(order, k)
	}
	slices.SortFunc(order, func(a, b place) int { return cmp.Or(cmp.Compare(a.region, b.region), cmp.Compare(a.year, b.year)) })
	for _, k := range order {
		w, err := v.Writer(t, 0)
		if err != nil {
			return err
		}
		p.region(w, k.region, k.year)
		w.Int(int64(k.year))
		for _, f := range rows[k] {
			w.Float(f)
		}
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return v.Finish(t)
}
