package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"zhibiao/reports/score"
	"zhibiao/reports/statement"
)

func (a *app) evalCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "eval LABELS OUT",
		Short: "Measure a dataset against hand-made labels",
		Long: `Compare the observations of a dataset with labels (LABELS/ann/ID.jsonl; docs/labels.md describes them) and print
precision, recall and F1 of the value (metric, measure, value), the tuple (and unit, region, year, status,
entity) and the strict tuple (and the end of the period, basis, qualifier).`,
		Example: "  zhibiao run labels/docs -o out\n  zhibiao eval labels out --by-metric --errors 20",
		Args:    cobra.ExactArgs(2),
	}
	errs := c.Flags().Int("errors", 0, "print this `number` of missed and spurious rows")
	byMetric := c.Flags().Bool("by-metric", false, "print the tuple score of each metric")
	format := formatFlag(c, "text", "json")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		labels, err := score.Load(os.DirFS(args[0]))
		if err != nil {
			return fmt.Errorf("labels %s: %w", args[0], err)
		}
		v, err := openDataset(args[1])
		if err != nil {
			return err
		}
		rows, err := statement.FromDataset(c.Context(), v)
		if err != nil {
			return err
		}
		r := score.Compare(labels, rows)
		if format.value == "json" {
			return a.scoreJSON(r)
		}
		return a.scoreText(r, *byMetric, *errs)
	}
	return c
}

func (a *app) scoreText(r *score.Report, byMetric bool, errs int) error {
	fmt.Fprintf(a.out, "%d documents, %d labels, %d extracted\n", r.Documents, r.Tuple.Want, r.Tuple.Got)
	for _, l := range []struct {
		name string
		score.PRF
	}{{"value", r.Value}, {"tuple", r.Tuple}, {"strict", r.Strict}} {
		fmt.Fprintf(a.out, "%-7s precision %.3f  recall %.3f  F1 %.3f\n", l.name, l.Precision, l.Recall, l.F1)
	}
	fmt.Fprint(a.out, "fields ")
	for _, f := range r.Fields {
		if f.Of > 0 {
			fmt.Fprintf(a.out, " %s %.3f", f.Name, float64(f.Right)/float64(f.Of))
		}
	}
	fmt.Fprintln(a.out)
	if byMetric {
		t := columns{head: []string{"metric", "labels", "got", "precision", "recall", "F1"}, right: map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true}}
		for _, m := range r.Metrics {
			t.add(m.Metric, fmt.Sprint(m.Want), fmt.Sprint(m.Got), fmt.Sprintf("%.2f", m.Precision), fmt.Sprintf("%.2f", m.Recall), fmt.Sprintf("%.2f", m.F1))
		}
		if err := t.print(a.out); err != nil {
			return err
		}
	}
	for _, m := range r.Misses[:min(errs, len(r.Misses))] {
		kind := "spurious"
		if m.Missed {
			kind = "missed  "
		}
		fmt.Fprintf(a.out, "%s %s %s %s %s %s %s %s | %s | %s\n", kind, m.Document, m.Metric, m.Measure, m.Amount(), orDash(m.Region), orDash(m.Year), m.Status,
			oneLine(m.Quote), oneLine(nearQuote(m.Sentence, m.Quote)))
	}
	return nil
}

func (a *app) scoreJSON(r *score.Report) error {
	type prf struct {
		Metric    string  `json:"metric,omitempty"`
		Labels    int     `json:"labels"`
		Got       int     `json:"got"`
		Right     int     `json:"right"`
		Precision float64 `json:"precision"`
		Recall    float64 `json:"recall"`
		F1        float64 `json:"f1"`
	}
	of := func(metric string, p score.PRF) prf {
		return prf{metric, p.Want, p.Got, p.Right, p.Precision, p.Recall, p.F1}
	}
	fields := map[string]float64{}
	for _, f := range r.Fields {
		if f.Of > 0 {
			fields[f.Name] = float64(f.Right) / float64(f.Of)
		}
	}
	metrics := []prf{}
	for _, m := range r.Metrics {
		metrics = append(metrics, of(m.Metric, m.PRF))
	}
	return a.printJSON(struct {
		Documents int                `json:"documents"`
		Value     prf                `json:"value"`
		Tuple     prf                `json:"tuple"`
		Strict    prf                `json:"strict"`
		Fields    map[string]float64 `json:"fields"`
		Metrics   []prf              `json:"metrics"`
	}{r.Documents, of("", r.Value), of("", r.Tuple), of("", r.Strict), fields, metrics})
}
