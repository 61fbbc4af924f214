package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// Merge commits the batch in work and makes the version of the listing: the tables observations,
// quantities, documents and quarantine. It returns nil when the current version has the same listing
// and key already. Other tables are added through Version.Writer before Publish.
func (r *Run) Merge(ctx context.Context) (*Version, error) {
	if err := r.Commit(); err != nil {
		return nil, err
	}
	sum := sha256.New()
	for _, id := range r.listing {
		fmt.Fprintf(sum, "%s\n", id)
	}
	listing := hex.EncodeToString(sum.Sum(nil))
	last, err := newest(r.fsys)
	if err != nil {
		return nil, err
	}
	next := 1
	if last != nil {
		if last.Key == r.opt.Key && last.Listing == listing {
			return nil, nil
		}
		next = last.Version + 1
	}
	v, err := newVersion(r, next, listing)
	if err != nil {
		return nil, err
	}
	if err := v.merge(ctx); err != nil {
		v.Abandon()
		return nil, err
	}
	return v, nil
}

// source is what decides about a document before its rows are copied.
type source struct {
	place
	reportYear  int
	duplicateOf string
	group       string
}

func (v *Version) merge(ctx context.Context) error {
	sources, err := v.run.survey(ctx)
	if err != nil {
		return err
	}
	docs := newCursors(ctx, v.run, table.Documents)
	defer docs.close()
	obs, qty, qua := newCursors(ctx, v.run, table.Observations), newCursors(ctx, v.run, table.Quantities), newCursors(ctx, v.run, table.Quarantine)
	defer obs.close()
	defer qty.close()
	defer qua.close()
	for i, id := range v.run.listing {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := &sources[i]
		copyAll := func(w *table.Writer, row table.Row) error {
			for c := range w.Table().Columns {
				w.Copy(row, c)
			}
			return w.EndRow()
		}
		if s.duplicateOf == "" {
			for _, c := range []*cursors{obs, qty, qua} {
				if err := c.rows(id, s.place, func(row table.Row) error {
					w, err := v.Writer(c.t, s.reportYear)
					if err != nil {
						return err
					}
					return copyAll(w, row)
				}); err != nil {
					return err
				}
			}
		}
		if err := docs.rows(id, s.place, func(row table.Row) error {
			w, err := v.Writer(table.Documents, 0)
			if err != nil {
				return err
			}
			s.copyDocument(w, row)
			return w.EndRow()
		}); err != nil {
			return err
		}
	}
	for _, t := range []*table.Table{table.Documents, table.Observations, table.Quantities, table.Quarantine} {
		if err := v.Finish(t); err != nil {
			return err
		}
	}
	return nil
}

// copyDocument copies a row of documents with what the other documents say about it.
func (s *source) copyDocument(w *table.Writer, row table.Row) {
	for i, c := range table.Documents.Columns {
		switch {
		case c.Name == "near_duplicate_group":
			w.Text(s.group)
		case s.duplicateOf == "":
			w.Copy(row, i)
		case c.Name == "duplicate_of":
			w.Text(s.duplicateOf)
		case c.Name == "state":
			w.Text(string(pipeline.Duplicate))
		case c.Name == "n_observations", c.Name == "n_quantities":
			w.Int(0) // written with the first of the two
		default:
			w.Copy(row, i)
		}
	}
}

// survey reads what it takes to know duplicates.
func (r *Run) survey(ctx context.Context) ([]source, error) {
	out := make([]source, len(r.listing))
	sketches := make([]*sketch, len(r.listing))
	first := map[string]string{}
	docs, sks := newCursors(ctx, r, table.Documents), newCursors(ctx, r, sketchTable)
	docs.columns = []string{"doc_id", "text_sha256", "published", "report_year", "state"}
	defer docs.close()
	defer sks.close()
	for i, id := range r.listing {
		p, ok := r.fresh[id]
		if !ok {
			p = r.staged[id]
		}
		s := &out[i]
		s.place = p
		found := false
		if err := docs.rows(id, p, func(row table.Row) error {
			found = true
			s.reportYear = int(row.Int(3))
			if row.Text(4) != string(pipeline.Extracted) || row.Null(1) {
				return nil
			}
			key := row.Text(1) + row.Date(2).String()
			if of, ok := first[key]; ok {
				s.duplicateOf = of
			} else {
				first[key] = id
			}
			return nil
		}); err != nil {
			return nil, err
		}
		if !found {
			return nil, fmt.Errorf("document %s: its row is missing in batch %d", id, p.batch)
		}
		if err := sks.rows(id, p, func(row table.Row) error {
			if sk, ok := decodeSketch(row.Text(1)); ok {
				sketches[i] = &sk
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	for i, g := range nearGroups(sketches) {
		if g >= 0 {
			out[i].group = r.listing[g]
		}
	}
	return out, nil
}

// cursors reads one table of the batches, document by document. Documents of one batch come mostly in
// the order of the batch, so a cursor only steps forward; where one does not, its file is read from the
// start again. Few files are open at a time.
type cursors struct {
	ctx     context.Context
	run     *Run
	t       *table.Table
	columns []string
	open    []*cursor // newest last
}

const openCursors = 16

type cursor struct {
	batch  int32
	rd     Reader
	next   func() (table.Row, error, bool)
	stop   func()
	row    table.Row
	pos    int32 // place of the row's document in the batch
	more   bool
	lastID string
}

func newCursors(ctx context.Context, r *Run, t *table.Table) *cursors {
	return &cursors{ctx: ctx, run: r, t: t}
}

func (c *cursors) close() {
	for _, o := range c.open {
		o.stop()
		o.rd.Close()
	}
	c.open = nil
}

// rows calls f for the rows of a document.
func (c *cursors) rows(id string, p place, f func(table.Row) error) error {
	o, err := c.at(p)
	if err != nil || o == nil {
		return err
	}
	for o.more && o.pos < p.pos {
		if err := c.step(o); err != nil {
			return err
		}
	}
	for o.more && o.pos == p.pos {
		if err := f(o.row); err != nil {
			return err
		}
		if err := c.step(o); err != nil {
			return err
		}
	}
	return nil
}

// at finds or opens the cursor of a batch, at or before the place. nil: the batch has no such table.
func (c *cursors) at(p place) (*cursor, error) {
	for i, o := range c.open {
		if o.batch != p.batch {
			continue
		}
		if o.pos <= p.pos {
			return o, nil
		}
		o.stop()
		o.rd.Close()
		c.open = append(c.open[:i], c.open[i+1:]...)
		break
	}
	name := ""
	for _, f := range c.run.batches[p.batch].Files {
		if f.Table == c.t.Name {
			name = batchDir + "/" + f.Path
		}
	}
	if name == "" {
		return nil, nil
	}
	rd, err := c.run.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	o := &cursor{batch: p.batch, rd: rd, pos: -1, more: true}
	o.next, o.stop = iter.Pull2(table.Read(c.ctx, rd, c.t, c.columns))
	if len(c.open) == openCursors {
		c.open[0].stop()
		c.open[0].rd.Close()
		c.open = c.open[1:]
	}
	c.open = append(c.open, o)
	return o, c.step(o)
}

// step reads the next row and finds the place of its document.
func (c *cursors) step(o *cursor) error {
	row, err, ok := o.next()
	if err != nil {
		return err
	}
	if o.more = ok; !ok {
		return nil
	}
	o.row = row
	at := 0
	if c.columns == nil {
		at = docColumn(c.t)
	}
	id := row.Text(at)
	if id == o.lastID {
		return nil
	}
	o.lastID = strings.Clone(id)
	p, known := c.run.fresh[id]
	if !known {
		p, known = c.run.staged[id]
	}
	if !known || p.batch != o.batch {
		return fmt.Errorf("batch %d: table %s names document %s, which it does not have", o.batch, c.t.Name, id)
	}
	o.pos = p.pos
	return nil
}

func docColumn(t *table.Table) int { return t.Index("doc_id") }
