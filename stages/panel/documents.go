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

// document is what the panel keeps of a document.
type document struct {
	group     int32 // its number, or that of the document that it reprints
	class     int   // of the publisher, 0 is best
	publisher string
	path      string
	published pipeline.Date
	region    string // "" where it is not known
	year      int    // of the document, 0 where it is not known
	at        bool   // it has a value of its own region
	setAside  []string
}

// readDocuments numbers the documents, finds the reprints among them, and notes which metrics each had a value
// set aside of.
func (p *panel) readDocuments(ctx context.Context, v *dataset.Version) error {
	p.byID, p.about = map[string]int32{}, map[place][]int32{}
	near := map[string][]int32{} // the documents that the sketches of their texts put together
	columns := []string{"doc_id", "near_duplicate_group", "state", "region", "report_year", "publisher", "published", "source_path"}
	for row, err := range v.Read(ctx, table.Documents, columns) {
		if err != nil {
			return err
		}
		if row.Text(2) != string(pipeline.Extracted) {
			continue
		}
		n := int32(len(p.docs))
		p.byID[strings.Clone(row.Text(0))] = n
		d := document{group: n, class: p.class(row.Text(5)), publisher: p.intern(row.Text(5)),
			published: row.Date(6), path: strings.Clone(row.Text(7)), year: int(row.Int(4))}
		if !row.Null(3) {
			d.region = p.newestCode(row.Text(3))
		}
		p.docs = append(p.docs, d)
		if !row.Null(1) {
			group := strings.Clone(row.Text(1))
			near[group] = append(near[group], n)
		}
	}
	if err := p.readReprints(ctx, v, near); err != nil {
		return err
	}
	for row, err := range v.Read(ctx, table.Quarantine, []string{"doc_id", "detail"}) {
		if err != nil {
			return err
		}
		// A note on one value names its metric first.
		metric, _, ok := strings.Cut(row.Text(1), ": ")
		n, known := p.byID[row.Text(0)]
		if _, is := p.opt.Metrics[metric]; ok && known && is {
			p.docs[n].setAside = append(p.docs[n].setAside, p.intern(metric))
		}
	}
	return nil
}

// cover notes that a document speaks of a place. The rows of a document stand together.
func (p *panel) cover(at place, n int32) {
	if docs := p.about[at]; len(docs) == 0 || docs[len(docs)-1] != n {
		p.about[at] = append(docs, n)
	}
	if p.docs[n].region == at.region {
		p.docs[n].at = true
	}
}

// coverSilent counts a document without any value of its own region for the year that it is of.
func (p *panel) coverSilent() {
	for n := range p.docs {
		if d := &p.docs[n]; !d.at && d.region != "" && d.year != 0 {
			p.cover(place{d.region, d.year}, int32(n))
		}
	}
}

// class of a publisher: 0 is best; an unknown one comes after the first class. The longest word that the name holds decides, among equals the
// last: 西部网 is no ministry, and 中国政府网 is the government's.
func (p *panel) class(publisher string) int {
	longest, last, class := 0, -1, 1
	for i, words := range p.opt.Sources {
		for _, w := range words {
			at := strings.LastIndex(publisher, w)
			if at < 0 || len(w) < longest || len(w) == longest && at < last {
				continue
			}
			longest, last, class = len(w), at, i
			if i > 0 {
				class++
			}
		}
	}
	return class
}
