package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/pipeline/run"
	"zhibiao/reports/diff"
	"zhibiao/reports/statement"
)

func (a *app) diffCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "diff OUT_A OUT_B | diff --rules A --rules B [INPUT...]",
		Short: "Tell which observations two datasets or two rule sets have and the other has not",
		Long: `Compare the observations of two datasets, or what two rule sets find in the inputs (the embedded sample
where there are none). A rule set is a directory, or "embedded" for the packs alone. Exits with 1 where
something differs.`,
		Example: "  zhibiao diff out-before out-after\n  zhibiao diff --rules embedded --rules my-rules reports/",
	}
	c.Flags().StringSlice("rules", nil, "`directory` of a rule set to compare; give the flag twice")
	logFlags(c)
	format := formatFlag(c, "text", "jsonl")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		sets, err := c.Flags().GetStringSlice("rules")
		if err != nil {
			return err
		}
		var both [2][]statement.Statement
		switch {
		case len(sets) == 0 && len(args) == 2:
			for i, dir := range args {
				v, err := openDataset(dir)
				if err != nil {
					return err
				}
				if both[i], err = statement.FromDataset(c.Context(), v); err != nil {
					return err
				}
			}
		case len(sets) == 2:
			cfg, err := a.settings(c)
			if err != nil {
				return err
			}
			for i, set := range sets {
				var dirs []string
				if set != "embedded" {
					dirs = []string{set}
				}
				if both[i], err = a.statements(c.Context(), cfg, dirs, args); err != nil {
					return err
				}
			}
		default:
			return usage("give two datasets, or --rules twice")
		}
		changes := diff.Compare(both[0], both[1])
		if format.value == "jsonl" {
			err = a.changesJSON(changes)
		} else {
			a.changesText(changes)
		}
		if err == nil && len(changes) > 0 {
			return coded{code: exitFailed}
		}
		return err
	}
	return c
}

// collector is a sink that keeps the statements.
type collector struct{ rows []statement.Statement }

func (s *collector) Write(_ context.Context, d *pipeline.Document) error {
	s.rows = append(s.rows, statement.FromDocument(d)...)
	return nil
}
func (s *collector) Close() error { return nil }

// statements is what the rules of dirs find in the inputs.
func (a *app) statements(ctx context.Context, cfg *config.Config, dirs, inputs []string) ([]statement.Statement, error) {
	line, end, err := newLine(cfg, dirs)
	if err != nil {
		return nil, err
	}
	defer end()
	src, err := source(cfg, inputs)
	if err != nil {
		return nil, err
	}
	sink := &collector{}
	_, err = run.Run(ctx, src, line.Stages, sink, run.Options{Workers: workers(cfg), Bytes: int64(cfg.Limits.InFlightBytes), Log: a.log})
	return sink.rows, err
}

// changesText prints the changes by metric, each with its place and words.
func (a *app) changesText(changes []diff.Change) {
	metric := ""
	total := map[diff.Kind]int{}
	for i := range changes {
		x := &changes[i]
		total[x.Kind]++
		r := x.Row()
		if r.Metric != metric {
			metric = r.Metric
			fmt.Fprintf(a.out, "%s\n", metric)
		}
		mark := fmt.Sprintf("  %-7s  ", x.Kind)
		put := func(text string) {
			for _, l := range wrap(text, len(mark)) {
				fmt.Fprintf(a.out, "%s%s\n", mark, l)
				mark = strings.Repeat(" ", len(mark))
			}
		}
		put(fmt.Sprintf("“%s” in: %s", r.Quote, nearQuote(r.Sentence, r.Quote)))
		put(r.Path)
		switch x.Kind {
		case diff.Changed:
			for _, f := range x.Fields {
				put(fmt.Sprintf("%s: %s → %s", f, orDash(field(x.A, f)), orDash(field(x.B, f))))
			}
		default:
			facts := slices.DeleteFunc([]string{string(r.Measure) + " " + r.Amount(), r.Region, r.Period, r.Status}, func(s string) bool { return s == "" })
			put(strings.Join(facts, ", "))
		}
	}
	fmt.Fprintf(a.out, "%d gained, %d lost, %d changed\n", total[diff.Gained], total[diff.Lost], total[diff.Changed])
}

func field(s *statement.Statement, name string) string {
	for _, f := range s.Fields() {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

func (a *app) changesJSON(changes []diff.Change) error {
	type side struct {
		Measure   string  `json:"measure"`
		Value     *string `json:"value"`
		Low       *string `json:"low"`
		High      *string `json:"high"`
		Qualifier string  `json:"qualifier"`
		Unit      string  `json:"unit"`
		Region    *string `json:"region"`
		Period    *string `json:"period"`
		Status    string  `json:"status"`
		Basis     *string `json:"basis"`
		Entity    *string `json:"entity"`
	}
	type row struct {
		Change   diff.Kind `json:"change"`
		Metric   string    `json:"metric"`
		Path     string    `json:"source_path"`
		Start    int       `json:"char_start"`
		End      int       `json:"char_end"`
		Quote    string    `json:"quote"`
		Sentence string    `json:"sentence"`
		Fields   []string  `json:"fields,omitempty"`
		Before   *side     `json:"before"`
		After    *side     `json:"after"`
	}
	of := func(s *statement.Statement) *side {
		if s == nil {
			return nil
		}
		return &side{s.Measure, orNull(s.Value), orNull(s.Low), orNull(s.High), s.Qualifier, s.Unit, orNull(s.Region), orNull(s.Period),
			s.Status, orNull(s.Basis), orNull(s.Entity)}
	}
	enc := a.lines()
	for i := range changes {
		x := &changes[i]
		r := x.Row()
		if err := enc.Encode(row{x.Kind, r.Metric, r.Path, r.Start, r.End, r.Quote, r.Sentence, x.Fields, of(x.A), of(x.B)}); err != nil {
			return err
		}
	}
	return nil
}
