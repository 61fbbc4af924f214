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

// document is what the panel keeps of a document.
type document struct {
	group     int32 // its number, or that of the document that it reprints
	class     int   // of the publisher, 0 is best
	publisher string
	path      string
	published pipeline.Date
}

// readDocuments numbers the documents, finds the reprints among them, and counts those of every region and
// year they report on.
func (p *panel) readDocuments(ctx context.Context, v *dataset.Version) error {
	p.byID, p.about = map[string]int32{}, map[place]*coverage{}
	of := map[string]place{}
	near := map[string][]int32{} // the documents that the sketches of their texts put together
	columns := []string{"doc_id", "near_duplicate_group", "state", "region", "report_year", "publisher", "published", "source_path"}
	for row, err := range v.Read(ctx, table.Documents, columns) {
		if err != nil {
			return err
		}
		if row.Text(2) != string(pipeline.Extracted) {
			continue
		}
		id, n := strings.Clone(row.Text(0)), int32(len(p.docs))
		p.byID[id] = n
		p.docs = append(p.docs, document{group: n, class: p.class(row.Text(5)), publisher: p.intern(row.Text(5)),
			published: row.Date(6), path: strings.Clone(row.Text(7))})
		if !row.Null(1) {
			group := strings.Clone(row.Text(1))
			near[group] = append(near[group], n)
		}
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
	if err := p.readReprints(ctx, v, near); err != nil {
		return err
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
