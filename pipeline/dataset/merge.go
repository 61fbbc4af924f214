package dataset

import (
	"context"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// Merge commits the batch in work and makes the version of the listing: the tables observations,
// quantities, documents and quarantine. It returns nil when the current version has the same listing
// and key already. Other tables are added through Version.Writer before Publish. read, if there is any, is called with
// each document that is no duplicate, in the order of the listing, which that of the rows in the files is not.
func (r *Run) Merge(ctx context.Context, read func(Staged) error) (*Version, error) {
	if err := r.Commit(); err != nil {
		return nil, err
	}
	r.listed, r.staged, r.last = nil, nil, nil // the listing is whole, and a version takes memory of its own
	listing := hex.EncodeToString(r.names.Sum(nil))
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
	if err := v.make(ctx, read); err != nil {
		v.Abandon()
		return nil, err
	}
	return v, nil
}

func (v *Version) make(ctx context.Context, read func(Staged) error) (err error) {
	if v.sources, err = v.run.survey(ctx); err != nil {
		return err
	}
	return v.merge(ctx, read)
}

// source is what the other documents say about a document.
type source struct {
	duplicateOf, group string // ids, or ""
	more               int    // documents of the group that come after it and are no duplicates
}

func (v *Version) merge(ctx context.Context, read func(Staged) error) error {
	shelf := &shelf{run: v.run}
	defer shelf.close()
	var cells table.Cells
	for i, p := range v.run.listing {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := shelf.batch(p.batch)
		if err != nil {
			return err
		}
		rows, err := b.document(p.pos)
		if err != nil {
			return err
		}
		year := b.entries[p.pos].reportYear
		s, known := v.sources[int32(i)]
		for k, t := range staging {
			if t == table.Documents || s.duplicateOf != "" {
				continue
			}
			var w *table.Writer
			for _, row := range rows[k] {
				if table.StandsAlone(row) { // files and row groups start with such a row
					if w, err = v.Writer(t, year); err != nil {
						return err
					}
				}
				if err := w.Row(row); err != nil {
					return err
				}
			}
		}
		row := rows[len(staging)-1][0]
		w, err := v.Writer(table.Documents, 0)
		if err != nil {
			return err
		}
		if !known {
			err = w.Row(row)
		} else if cells, err = table.Documents.SplitRow(row, cells); err == nil {
			s.copyDocument(w, cells)
			err = w.EndRow()
		}
		if err == nil && read != nil && s.duplicateOf == "" {
			err = read(Staged{b.entries[p.pos].id, s.group, s.more, rows})
		}
		if err != nil {
			return err
		}
	}
	for _, t := range []*table.Table{table.Observations, table.Documents, table.Quarantine, table.Quantities} {
		if err := v.end(t); err != nil {
			return err
		}
	}
	return v.failure()
}

// Staged is a document of a version under construction with its rows in bytes, which are valid until the next.
type Staged struct {
	ID string
	// Group is the first document of its group of near duplicates or "", More how many of the group come
	// after it.
	Group string
	More  int
	rows  *[4][][]byte
}

// Rows are the document's rows of a table.
func (d Staged) Rows(t *table.Table) [][]byte { return d.rows[slices.Index(staging, t)] }

// copyDocument copies a row of documents with what the other documents say about it.
func (s source) copyDocument(w *table.Writer, cells table.Cells) {
	for i, c := range table.Documents.Columns {
		switch {
		case c.Name == "near_duplicate_group":
			w.Text(s.group)
		case s.duplicateOf == "":
			w.Cell(cells[i])
		case c.Name == "duplicate_of":
			w.Text(s.duplicateOf)
		case c.Name == "state":
			w.Text(string(pipeline.Duplicate))
		case c.Name == "n_observations", c.Name == "n_quantities":
			w.Int(0) // written with the first of the two
		default:
			w.Cell(cells[i])
		}
	}
}

// survey finds the duplicates of the listing; the documents that are none and have none are not in it.
func (r *Run) survey(ctx context.Context) (map[int32]source, error) {
	shelf := &shelf{run: r}
	defer shelf.close()
	duplicateOf, group := map[int32]int32{}, map[int32]int32{}
	sketches := make([]*sketch, len(r.listing))
	first := map[docKey]int32{}
	for i, p := range r.listing {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		b, err := shelf.batch(p.batch)
		if err != nil {
			return nil, err
		}
		e := &b.entries[p.pos]
		if sk, ok := decodeSketch(e.sketch); ok {
			sketches[i] = &sk
		}
		if e.key == "" {
			continue
		}
		key := keyOfDocument(e.key)
		if of, ok := first[key]; ok {
			duplicateOf[int32(i)] = of
		} else {
			first[key] = int32(i)
		}
	}
	for i, g := range nearGroups(sketches) {
		if g >= 0 {
			group[int32(i)] = int32(g)
		}
	}
	ids, err := r.idsOf(shelf, slices.Concat(slices.Collect(maps.Values(duplicateOf)), slices.Collect(maps.Values(group))))
	if err != nil {
		return nil, err
	}
	out := map[int32]source{}
	for i, of := range duplicateOf {
		out[i] = source{duplicateOf: ids[of]}
	}
	for i, of := range group {
		s := out[i]
		s.group = ids[of]
		out[i] = s
	}
	more := map[string]int{}
	for _, i := range slices.Backward(slices.Sorted(maps.Keys(group))) {
		if s := out[i]; s.duplicateOf == "" {
			s.more = more[s.group]
			more[s.group]++
			out[i] = s
		}
	}
	return out, nil
}

// idsOf looks up documents in the order of the listing, so that no batch is opened over and over.
func (r *Run) idsOf(shelf *shelf, documents []int32) (map[int32]string, error) {
	slices.Sort(documents)
	ids := map[int32]string{}
	for _, i := range slices.Compact(documents) {
		b, err := shelf.batch(r.listing[i].batch)
		if err != nil {
			return nil, err
		}
		ids[i] = strings.Clone(b.entries[r.listing[i].pos].id)
	}
	return ids, nil
}
