// Package parquet is the Sink of the pipeline: it turns finished documents into the rows of the
// tables observations, quantities, documents and quarantine. It knows what a row says; where the
// files stand and when they count is the business of the Output (package dataset).
//
// Documents arrive in source order, so the rows do, too: the bytes depend on the input, the rules and
// nothing else.
package parquet

import (
	"context"
	"fmt"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// Output takes the rows.
type Output interface {
	// Document starts a document; it returns false when no rows are wanted, because they are there
	// already.
	Document(d *pipeline.Document) (bool, error)
	// Writer returns where the next row of a table goes.
	Writer(t *table.Table) (*table.Writer, error)
	// Commit makes everything durable.
	Commit() error
}

// Regions names regions. An unknown code has empty answers.
type Regions interface {
	// Name is the official name in a year (0: today's).
	Name(code string, year int) string
	Level(code string) string
	ISO(code string) string
}

// Sink implements pipeline.Sink.
type Sink struct {
	out     Output
	regions Regions
	runes   runeIndex
	ids     idents
	obs     []string
	at      regionIn // of the row above
}

// regionIn is a region in a year with its names.
type regionIn struct {
	code             string
	year             int
	name, level, iso string
}

// New makes a sink.
func New(out Output, regions Regions) *Sink {
	return &Sink{out: out, regions: regions}
}

// Write writes the rows of one document.
func (s *Sink) Write(ctx context.Context, d *pipeline.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	wanted, err := s.out.Document(d)
	if err == nil && !wanted {
		return nil
	}
	s.runes.reset(d.Text)
	if err == nil {
		err = s.observations(d)
	}
	if err == nil {
		err = s.quantities(d)
	}
	if err == nil {
		err = s.document(d)
	}
	if err == nil {
		err = s.quarantine(d)
	}
	if err != nil {
		return fmt.Errorf("%w: writing %s: %w", pipeline.ErrFatal, d.Path, err)
	}
	return nil
}

// Close makes the rows durable.
func (s *Sink) Close() error { return s.out.Commit() }

// found is the extraction that counts: a quarantined document has none.
func found(d *pipeline.Document) *pipeline.Extraction {
	if d.Found == nil || d.State == pipeline.Quarantined {
		return &pipeline.Extraction{}
	}
	return d.Found
}

func (s *Sink) observations(d *pipeline.Document) error {
	x := found(d)
	s.obs = s.obs[:0]
	if len(x.Observations) == 0 {
		return nil
	}
	w, err := s.out.Writer(table.Observations)
	if err != nil {
		return err
	}
	s.ids.reset(d)
	for i := range x.Observations {
		o := &x.Observations[i]
		id := s.ids.next(x.Observations[:i+1])
		s.obs = append(s.obs, id)
		year := o.PeriodEnd.Year
		w.Text(id)
		w.Text(d.ID)
		w.Text(o.Metric)
		w.Text(o.MetricText)
		w.Text(string(o.Measure))
		w.Number(o.Value)
		w.Number(o.Value)
		w.Number(o.Low)
		w.Number(o.High)
		w.Text(string(o.Qualifier))
		w.Number(o.Step)
		w.Text(o.Unit)
		w.Part(o.Quote.Of(d.Text))
		w.Text(o.UnitText)
		w.Text(o.Region)
		s.region(w, o.Region, year)
		w.Text(scope(o.RegionSource))
		w.IntOr(int64(year), 0)
		w.Text(o.Period)
		w.Text(o.Freq)
		w.Date(o.PeriodStart)
		w.Date(o.PeriodEnd)
		w.Text(scope(o.PeriodSource))
		w.Text(string(o.Status))
		w.Text(o.StatusCue)
		w.Text(o.Basis)
		w.Text(o.Entity)
		w.Text(o.Universe)
		w.Part(o.Said(d.Text))
		s.span(w, o.Quote)
		w.Int(int64(o.Quote.Start))
		w.Int(int64(o.Quote.End))
		if o.Table < 0 {
			w.Null()
			w.Null()
			w.Null()
		} else {
			w.Int(int64(o.Table))
			w.Int(int64(o.Row))
			w.Int(int64(o.Col))
		}
		w.Text(o.Rule)
		w.Strings(o.Inferences)
		w.Float(o.Confidence)
		w.Text("unreviewed")
		w.Text(d.Path)
		w.Text(d.Meta.URL)
		w.Text(d.Meta.Title)
		w.Text(d.Meta.Publisher)
		w.Date(d.Meta.Published)
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return nil
}

// region appends name, level and ISO code.
func (s *Sink) region(w *table.Writer, code string, year int) {
	if code == "" {
		w.Null()
		w.Null()
		w.Null()
		return
	}
	if at := &s.at; at.code != code || at.year != year {
		*at = regionIn{code, year, s.regions.Name(code, year), s.regions.Level(code), s.regions.ISO(code)}
	}
	w.Text(s.at.name)
	w.Text(s.at.level)
	w.Text(s.at.iso)
}

func (s *Sink) span(w *table.Writer, sp pipeline.Span) {
	w.Int(int64(s.runes.at(sp.Start)))
	w.Int(int64(s.runes.at(sp.End)))
}

func scope(s pipeline.Scope) string {
	if s == "" {
		return string(pipeline.ByNone)
	}
	return string(s)
}

func (s *Sink) quantities(d *pipeline.Document) error {
	x := found(d)
	if len(x.Quantities) == 0 {
		return nil
	}
	w, err := s.out.Writer(table.Quantities)
	if err != nil {
		return err
	}
	for i := range x.Quantities {
		q := &x.Quantities[i]
		w.Text(d.ID)
		s.span(w, q.Quote)
		w.Part(q.Quote.Of(d.Text))
		w.Number(q.Value)
		w.Number(q.Low)
		w.Number(q.High)
		w.Text(string(q.Qualifier))
		w.Text(q.Unit)
		w.Text(q.Dimension)
		w.Text(q.Head)
		w.Part(q.Sentence.Of(d.Text))
		w.Bool(q.IsName)
		if q.Observation >= 0 && q.Observation < len(s.obs) {
			w.Text(s.obs[q.Observation])
		} else {
			w.Null()
		}
		w.Text(q.WhyNot)
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sink) document(d *pipeline.Document) error {
	x := found(d)
	w, err := s.out.Writer(table.Documents)
	if err != nil {
		return err
	}
	w.Text(d.ID)
	w.Text(d.Path)
	w.Text(d.SHA256)
	w.Text(d.TextSHA256)
	w.Int(d.Bytes)
	w.Int(int64(s.runes.all()))
	w.Text(d.Format)
	w.Text(d.Encoding)
	w.Text(d.Meta.Title)
	w.Text(d.Meta.Publisher)
	w.Date(d.Meta.Published)
	w.Text(d.Meta.PublishedSource)
	w.Text(x.Region)
	w.Text(string(x.RegionSource))
	w.IntOr(int64(x.ReportYear), 0)
	w.Text(x.DocType)
	w.Text(d.Script)
	w.Null() // duplicate_of and near_duplicate_group need all documents: see package dataset
	w.Null()
	w.Int(int64(len(d.Sentences)))
	w.Int(int64(len(d.Tables)))
	w.Int(int64(len(x.Quantities)))
	w.Int(int64(len(x.Observations)))
	w.Text(string(state(d)))
	w.Text(d.Meta.URL)
	w.Text(d.Meta.Front)
	return w.EndRow()
}

// state is where the document ended; one that no stage gave a state is known by what it holds.
func state(d *pipeline.Document) pipeline.State {
	switch {
	case d.State != "":
		return d.State
	case fatal(d):
		return pipeline.Quarantined
	case strings.TrimSpace(d.Text) == "":
		return pipeline.Empty
	}
	return pipeline.Extracted
}

func fatal(d *pipeline.Document) bool {
	for i := range d.Faults {
		if d.Faults[i].Severity == pipeline.Fatal {
			return true
		}
	}
	return false
}

func (s *Sink) quarantine(d *pipeline.Document) error {
	for i := range d.Faults {
		f := &d.Faults[i]
		w, err := s.out.Writer(table.Quarantine)
		if err != nil {
			return err
		}
		w.Text(d.ID)
		w.Text(d.Path)
		w.Text(f.Stage)
		w.Text(string(f.Reason))
		if f.Severity == pipeline.Fatal {
			w.Text("fatal")
		} else {
			w.Text("note")
		}
		w.Text(f.Detail)
		w.Bool(f.Retryable)
		if f.Span.Len() <= 0 || f.Span.End > len(d.Text) {
			w.Null()
			w.Null()
		} else {
			s.span(w, f.Span)
		}
		w.Text(f.Excerpt)
		if err := w.EndRow(); err != nil {
			return err
		}
	}
	return nil
}
