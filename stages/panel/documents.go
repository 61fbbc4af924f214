package panel

import (
	"context"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// place is a region in a year.
type place struct {
	region string
	year   int
}

// coverage is what documents there are about a place, and which metrics they had a value set aside of.
type coverage struct {
	documents int
	setAside  map[string]bool
}

// readDocuments numbers the documents so that reprints have one number, and counts those of every region and
// year they report on.
func (p *panel) readDocuments(ctx context.Context, v *dataset.Version) error {
	p.groups, p.about = map[string]int32{}, map[place]*coverage{}
	of := map[string]place{}
	for row, err := range v.Read(ctx, table.Documents, []string{"doc_id", "near_duplicate_group", "state", "region", "report_year"}) {
		if err != nil {
			return err
		}
		if row.Text(2) != string(pipeline.Extracted) {
			continue
		}
		id, first := strings.Clone(row.Text(0)), row.Text(1)
		n, ok := p.groups[first]
		if first == "" || !ok { // the first of a group stands before the others
			n = int32(len(p.groups))
		}
		p.groups[id] = n
		if row.Null(3) || row.Null(4) {
			continue
		}
		at := place{p.newestCode(row.Text(3)), int(row.Int(4))}
		of[id] = at
		if p.about[at] == nil {
			p.about[at] = &coverage{setAside: map[string]bool{}}
		}
		p.about[at].documents++
	}
	for row, err := range v.Read(ctx, table.Quarantine, []string{"doc_id", "severity", "detail"}) {
		if err != nil {
			return err
		}
		// A note on one value names its metric first.
		metric, _, ok := strings.Cut(row.Text(2), ": ")
		at, known := of[row.Text(0)]
		if _, is := p.opt.Metrics[metric]; ok && known && is {
			p.about[at].setAside[strings.Clone(metric)] = true
		}
	}
	return nil
}
