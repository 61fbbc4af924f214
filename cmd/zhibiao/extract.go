package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/metrics/place"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/pipeline/run"
	"zhibiao/pipeline/table"
	"zhibiao/stages/parquet"
)

func (a *app) extractCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "extract [FILE|-]",
		Short: "Print the observations of one document with their evidence",
		Long: `Read one document (or the documents of one archive) and print its observations, each with the sentence
that states it. Nothing is written.`,
		Example: "  zhibiao extract report.html\n  zhibiao extract - --format jsonl < report.txt",
		Args:    cobra.MaximumNArgs(1),
	}
	readFlags(c)
	format := formatFlag(c, "text", "jsonl")
	var hints pipeline.Hints
	c.Flags().StringVar(&hints.Published, "date", "", "`day` of publication (YYYY-MM-DD), where the document does not tell it")
	c.Flags().StringVar(&hints.Region, "region", "", "`region` of the document: a code or a name")
	c.Flags().StringVar(&hints.Title, "title", "", "`title`, where the document has none")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		cfg, err := a.settings(c)
		if err != nil {
			return err
		}
		line, end, err := newLine(cfg, cfg.Rules)
		if err != nil {
			return err
		}
		defer end()
		if hints.Published != "" {
			if _, err := pipeline.ParseDate(hints.Published); err != nil {
				return usage("--date: %w", err)
			}
		}
		src, err := a.documents(cfg, args)
		if err != nil {
			return err
		}
		places, err := place.Default()
		if err != nil {
			return err
		}
		names := newRegions(places.Gazetteer())
		var sink pipeline.Sink = &evidence{out: a.out, regions: names}
		if format.value == "jsonl" {
			sink = &printed{out: a.out, regions: names}
		}
		counts, err := run.Run(c.Context(), hinted{src, hints}, line.Stages, sink, run.Options{Log: a.log})
		if err != nil {
			return err
		}
		if n := counts.States[pipeline.Quarantined]; n > 0 && n == counts.Documents {
			return fmt.Errorf("%s", counts.Faults()[0].Reason)
		}
		return nil
	}
	return c
}

// documents reads a file, or the standard input as one document.
func (a *app) documents(cfg *config.Config, args []string) (pipeline.Source, error) {
	if len(args) == 1 && args[0] != "-" {
		return source(cfg, args)
	}
	limit := int64(cfg.Limits.DocumentBytes)
	raw, err := io.ReadAll(io.LimitReader(a.in, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("the document is larger than limits.document_bytes (%d)", limit)
	}
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	return one{&pipeline.Document{ID: hash[:32], Path: "stdin", Raw: raw, Bytes: int64(len(raw)), SHA256: hash}}, nil
}

// hinted tells the documents of a source what they do not tell themselves.
type hinted struct {
	pipeline.Source
	hints pipeline.Hints
}

func (s hinted) Documents(ctx context.Context) iter.Seq2[*pipeline.Document, error] {
	return func(yield func(*pipeline.Document, error) bool) {
		for d, err := range s.Source.Documents(ctx) {
			if d != nil {
				h := &d.Hints
				h.Published = cmp.Or(h.Published, s.hints.Published)
				h.Region = cmp.Or(h.Region, s.hints.Region)
				h.Title = cmp.Or(h.Title, s.hints.Title)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// one is a source of one document.
type one struct{ d *pipeline.Document }

func (s one) Documents(context.Context) iter.Seq2[*pipeline.Document, error] {
	return func(yield func(*pipeline.Document, error) bool) { yield(s.d, nil) }
}

// evidence prints documents for people.
type evidence struct {
	out     io.Writer
	regions regions
}

func (e *evidence) Write(_ context.Context, d *pipeline.Document) error {
	fmt.Fprintf(e.out, "%s: %s\n", d.Path, d.State)
	if d.Meta.Title != "" {
		fmt.Fprintf(e.out, "  %s\n", oneLine(d.Meta.Title))
	}
	var about []string
	if d.Meta.Publisher != "" {
		about = append(about, d.Meta.Publisher)
	}
	if !d.Meta.Published.IsZero() {
		about = append(about, d.Meta.Published.String())
	}
	if d.Found != nil && d.Found.Region != "" {
		about = append(about, fmt.Sprintf("region %s %s (%s)", d.Found.Region, e.regions.Name(d.Found.Region, 0), d.Found.RegionSource))
	}
	if len(about) > 0 {
		fmt.Fprintf(e.out, "  %s\n", strings.Join(about, ", "))
	}
	if d.Found != nil {
		for i := range d.Found.Observations {
			e.observation(d, &d.Found.Observations[i])
		}
	}
	for i := range d.Faults {
		f := &d.Faults[i]
		fmt.Fprintf(e.out, "\n! %s: %s\n", f.Reason, f.Detail)
		if f.Excerpt != "" {
			fmt.Fprintf(e.out, "    %s\n", oneLine(f.Excerpt))
		}
	}
	_, err := fmt.Fprintln(e.out)
	return err
}

// observation prints what is said, for what, and by which words.
func (e *evidence) observation(d *pipeline.Document, o *pipeline.Observation) {
	fmt.Fprintf(e.out, "\n%s %s  %s\n", o.Metric, o.Measure, showQuantity(o.Value, o.Low, o.High, o.Qualifier, o.Unit))
	region := o.Region
	if name := e.regions.Name(o.Region, o.PeriodEnd.Year); name != "" {
		region += " " + name
	}
	facts := []string{orDash(region), orDash(o.Period), string(o.Status)}
	if o.Basis != "" {
		facts = append(facts, "basis "+o.Basis)
	}
	if o.Entity != "" {
		facts = append(facts, "of "+o.Entity)
	}
	if o.Universe != "" {
		facts = append(facts, "scope "+o.Universe)
	}
	fmt.Fprintf(e.out, "    %s, confidence %.2f\n", strings.Join(facts, ", "), o.Confidence)
	fmt.Fprintf(e.out, "    “%s” in: %s\n", oneLine(o.Quote.Of(d.Text)), oneLine(o.Sentence.Of(d.Text)))
}

// Close has nothing to do.
func (e *evidence) Close() error { return nil }

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// printed prints the rows of the table observations as JSON lines. It goes through the same sink and
// the same Parquet bytes as a dataset, so that the rows are the same.
type printed struct {
	out     io.Writer
	regions regions
}

func (p *printed) Write(ctx context.Context, d *pipeline.Document) error {
	m := &memoryOutput{files: map[string]*memoryFile{}}
	if err := parquet.New(m, p.regions).Write(ctx, d); err != nil {
		return err
	}
	f := m.files[table.Observations.Name]
	if f == nil {
		return nil
	}
	if err := f.w.Close(); err != nil {
		return err
	}
	return table.Export(p.out, table.Observations, "jsonl", table.Read(ctx, bytes.NewReader(f.b.Bytes()), table.Observations, nil))
}

// Close has nothing to do.
func (p *printed) Close() error { return nil }

// memoryOutput holds the tables of one document in memory.
type memoryOutput struct{ files map[string]*memoryFile }

type memoryFile struct {
	b bytes.Buffer
	w *table.Writer
}

func (m *memoryOutput) Document(*pipeline.Document) (bool, error) { return true, nil }

func (m *memoryOutput) Writer(t *table.Table) (*table.Writer, error) {
	f := m.files[t.Name]
	if f == nil {
		f = &memoryFile{}
		var err error
		if f.w, err = table.NewWriter(&f.b, t, table.Options{}); err != nil {
			return nil, err
		}
		m.files[t.Name] = f
	}
	return f.w, nil
}

func (m *memoryOutput) Commit() error { return nil }
