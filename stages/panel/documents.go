package panel

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// place is a region in a year.
type place struct {
	region string
	year   int
}

// document is what the panel keeps of a document: as little as will do, since there may be millions.
type document struct {
	*origin
	path, url string
	group     int32 // its number, or that of the document that it reprints
	published day
	year      int32 // of the document, 0 where it is not known
	at        bool  // it has a value of its own region
}

// origin is what many documents have in common.
type origin struct {
	publisher string
	class     int    // of the publisher, 0 is best
	region    string // "" where it is not known
}

// day is a date in four bytes, in the order of time; 0 is unknown.
type day int32

func dayOf(d pipeline.Date) day { return day(d.Year<<9 | int(d.Month)<<5 | d.Day) }

func (d day) date() pipeline.Date {
	return pipeline.Date{Year: int(d >> 9), Month: time.Month(d >> 5 & 15), Day: int(d & 31)}
}

// Reader returns what takes in the documents of a version under construction, of which there are at most n, in their
// order. After the last of them comes Write.
func (p *Panel) Reader(n int) func(dataset.Staged) error {
	p.docs = make([]document, 0, n) // a slice that grows takes twice the memory
	r := &reader{Panel: p, figures: figures{values: map[uint64]int32{}}}
	return r.document
}

// reader takes in one document after the other.
type reader struct {
	*Panel
	figures  figures     // of the document
	cells    table.Cells // of the row
	sentence string      // of the observation before, of the same document
}

// The columns of documents and quarantine that count.
var (
	dState     = table.Documents.Index("state")
	dRegion    = table.Documents.Index("region")
	dYear      = table.Documents.Index("report_year")
	dPublisher = table.Documents.Index("publisher")
	dPublished = table.Documents.Index("published")
	dPath      = table.Documents.Index("source_path")
	dURL       = table.Documents.Index("source_url")

	qPath    = table.Quarantine.Index("source_path")
	qReason  = table.Quarantine.Index("reason")
	qDetail  = table.Quarantine.Index("detail")
	qExcerpt = table.Quarantine.Index("excerpt")
	qStart   = table.Quarantine.Index("char_start")
)

// split is each row of a table of a document in turn.
func (r *reader) split(d dataset.Staged, t *table.Table, each func(row table.Cells)) (err error) {
	r.cells = r.cells[:0]
	for _, row := range d.Rows(t) {
		if r.cells, err = t.SplitRow(row, r.cells); err != nil {
			return err
		}
		each(r.cells)
	}
	return nil
}

// document numbers a document and takes in what it says, finds out whether it is a reprint, and notes which metrics
// it had a value set aside of.
func (r *reader) document(d dataset.Staged) error {
	n := int32(-1)
	if err := r.split(d, table.Documents, func(row table.Cells) {
		if row.Text(dState) != string(pipeline.Extracted) {
			return
		}
		n = int32(len(r.docs))
		r.docs = append(r.docs, document{origin: r.origin(row), path: strings.Clone(row.Text(dPath)), url: strings.Clone(row.Text(dURL)),
			group: n, published: dayOf(row.Date(dPublished)), year: int32(row.Int(dYear))})
	}); err != nil {
		return err
	}
	if err := r.split(d, table.Quarantine, func(row table.Cells) { r.setAside(n, row) }); err != nil || n < 0 {
		r.leave(d)
		return err
	}
	if err := r.reprint(d, n); err != nil {
		return err
	}
	r.sentence = ""
	lists := map[string]int{}
	return r.split(d, table.Observations, func(row table.Cells) {
		r.observation(n, row)
		r.list(lists, n, row)
	})
}

// origin is that of the documents with the same publisher and region.
func (p *Panel) origin(row table.Cells) *origin {
	o := origin{publisher: p.intern(row.Text(dPublisher))}
	if !row.Null(dRegion) {
		o.region = p.newestCode(row.Text(dRegion))
	}
	known := p.origins[o]
	if known == nil {
		known = &origin{o.publisher, p.class(o.publisher), o.region}
		p.origins[o] = known
	}
	return known
}

func (p *Panel) setAside(n int32, row table.Cells) {
	if row.Text(qReason) == string(pipeline.ListMismatch) {
		p.mismatches = append(p.mismatches, mismatch(row))
	}
	// A note on one value names its metric first.
	metric, _, ok := strings.Cut(row.Text(qDetail), ": ")
	if _, is := p.opt.Metrics[metric]; ok && n >= 0 && is {
		p.aside[n] = append(p.aside[n], p.intern(metric))
	}
}

// inOrder puts the cells in order, and documents of a claim into that of the rows in the files, which are split by
// year.
func (p *Panel) inOrder() {
	for _, c := range p.cells {
		p.sorted = append(p.sorted, c)
		for _, q := range c.pools {
			for _, cl := range q.claims {
				slices.SortFunc(cl.docs(), p.inFiles)
			}
		}
	}
	p.sort()
}

// inFiles compares documents by where their rows stand in the files.
func (p *Panel) inFiles(a, b int32) int {
	if x, y := p.docs[a].year, p.docs[b].year; x != y {
		return cmp.Compare(strconv.Itoa(int(x)), strconv.Itoa(int(y))) // directories have the order of their names
	}
	return cmp.Compare(a, b)
}

// cover notes that a document speaks of a place. The rows of a document stand together.
func (p *Panel) cover(at place, n int32) {
	if docs := p.about[at]; len(docs) == 0 || docs[len(docs)-1] != n {
		p.about[at] = append(docs, n)
	}
	if p.docs[n].region == at.region {
		p.docs[n].at = true
	}
}

// coverSilent counts a document without any value of its own region for the year that it is of.
func (p *Panel) coverSilent() {
	for n := range p.docs {
		if d := &p.docs[n]; !d.at && d.region != "" && d.year != 0 {
			p.cover(place{d.region, int(d.year)}, int32(n))
		}
	}
}

// class of a publisher: 0 is best; an unknown one comes after the first class. The longest word that the name holds decides, among equals the
// last: 西部网 is no ministry, and 中国政府网 is the government's.
func (p *Panel) class(publisher string) int {
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
