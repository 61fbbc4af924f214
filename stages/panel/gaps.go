package panel

import (
	"cmp"
	"math"
	"slices"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// reasons in the order of their rows.
var reasons = []string{"conflict", "no_document", "not_mentioned", "other_unit", "plan_only", "quarantined", "range_only"}

// writeGaps says of every empty cell of panel_wide why it is empty.
func (p *Panel) writeGaps(v *dataset.Version) error {
	metrics := p.wideMetrics()
	for _, at := range p.places() {
		missing := map[string][]string{}
		for _, m := range metrics {
			if r := p.gap(at, m); r != "" {
				missing[r] = append(missing[r], m)
			}
		}
		for _, r := range reasons {
			if len(missing[r]) == 0 {
				continue
			}
			w, err := v.Writer(table.Gaps, 0)
			if err != nil {
				return err
			}
			w.Text(at.region)
			w.Text(p.opt.Regions.Name(at.region, at.year))
			w.Text(p.opt.Regions.Level(at.region))
			w.Int(int64(at.year))
			w.Text(r)
			w.Int(int64(len(p.about[at])))
			w.Strings(missing[r])
			if err := w.EndRow(); err != nil {
				return err
			}
		}
	}
	return v.Finish(table.Gaps)
}

// places lists, for every region that a value or a document is about, the years from the first to the
// last.
func (p *Panel) places() []place {
	span := map[string][2]int{}
	see := func(at place) {
		s, ok := span[at.region]
		if !ok {
			s = [2]int{at.year, at.year}
		}
		span[at.region] = [2]int{min(s[0], at.year), max(s[1], at.year)}
	}
	for _, c := range p.sorted {
		if c.status == pipeline.Actual {
			see(place{c.region, c.year})
		}
	}
	for at := range p.about {
		see(at)
	}
	var out []place
	for region, s := range span {
		for y := s[0]; y <= s[1]; y++ {
			out = append(out, place{region, y})
		}
	}
	slices.SortFunc(out, func(a, b place) int { return cmp.Or(cmp.Compare(a.region, b.region), cmp.Compare(a.year, b.year)) })
	return out
}

// gap is the reason why panel_wide has no value, or "" where it has one.
func (p *Panel) gap(at place, metric string) string {
	m := p.opt.Metrics[metric]
	k := key{metric, m.wideMeasure(), at.region, at.year, pipeline.Actual}
	c := p.cells[k]
	switch {
	case p.shows(c):
		return ""
	case c != nil && c.resolution == conflict:
		return "conflict"
	case c != nil && !math.IsNaN(c.value()):
		return "other_unit"
	case c != nil:
		return "range_only"
	}
	for _, status := range []pipeline.Status{pipeline.Target, pipeline.Estimate} {
		k.status = status
		if p.cells[k] != nil {
			return "plan_only"
		}
	}
	about := p.about[at]
	if len(about) == 0 {
		return "no_document"
	}
	for _, n := range about {
		// What was set aside has no region: it may be of any in a document of none, else of the document's own.
		if d := &p.docs[n]; (d.region == "" || d.region == at.region) && slices.Contains(p.aside[n], metric) {
			return "quarantined"
		}
	}
	return "not_mentioned"
}
