package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"zhibiao/configs"
	"zhibiao/metrics/place"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/pipeline/run"
	"zhibiao/reports/explain"
	"zhibiao/reports/statement"
	"zhibiao/reports/whynot"
)

func (a *app) explainCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain FILE[:LINE] | explain OUT OBS_ID",
		Short: "Tell how each observation came about, or why a number is none",
		Long: `Print for each observation of a document, or of one line of it, or for one observation of a dataset, how
it came about: the words, the rule, and the evidence for region, period and status. With --why-not METRIC,
tell for each number why it is no observation of that metric, and the smallest change that would make it one.`,
		Example: "  zhibiao explain report.html:12\n  zhibiao explain --why-not telecom.5g_base_stations report.html:12",
		Args:    cobra.RangeArgs(1, 2),
	}
	readFlags(c)
	metric := c.Flags().String("why-not", "", "`metric` that the numbers are not of")
	c.RunE = func(_ *cobra.Command, args []string) error {
		cfg, err := a.settings(c)
		if err != nil {
			return err
		}
		if len(args) == 2 {
			if *metric != "" {
				return usage("--why-not reads a FILE, not a dataset")
			}
			return a.explainRow(c.Context(), cfg, args[0], args[1])
		}
		file, line := splitLine(args[0])
		return a.explainFile(c.Context(), cfg, file, line, *metric)
	}
	return c
}

// splitLine takes :LINE off a file's name, where a file of the whole name is not there.
func splitLine(arg string) (file string, line int) {
	if _, err := os.Stat(arg); err == nil {
		return arg, 0
	}
	if i := strings.LastIndexByte(arg, ':'); i > 0 {
		if n, err := strconv.Atoi(arg[i+1:]); err == nil && n > 0 {
			return arg[:i], n
		}
	}
	return arg, 0
}

// explainFile explains the documents of a file.
func (a *app) explainFile(ctx context.Context, cfg *config.Config, file string, line int, metric string) error {
	src, err := source(cfg, []string{file})
	if err != nil {
		return err
	}
	l, end, err := newLine(cfg, cfg.Rules)
	if err != nil {
		return err
	}
	defer end()
	e, err := a.newExplainer(l.Rules)
	if err != nil {
		return err
	}
	if metric != "" {
		if e.metric = e.asker.Rules(metric); len(e.metric) == 0 {
			return usage("--why-not %s: no rule has this metric; `zhibiao rules list` lists them", metric)
		}
	}
	if line > 0 {
		if e.words, err = lineOf(file, line); err != nil {
			return err
		}
	}
	_, err = run.Run(ctx, src, l.Stages, e, run.Options{Log: a.log})
	switch {
	case err != nil:
		return err
	case e.far > 0:
		fmt.Fprintf(a.out, "numbers in sentences without a word of the metric's names: %d\n", e.far)
	case e.n == 0 && metric == "":
		fmt.Fprintln(a.out, "no observation here; --why-not METRIC tells why")
	case e.n == 0:
		fmt.Fprintln(a.out, "no number here")
	}
	return nil
}

func regionNames() (regions, error) {
	p, err := place.Default()
	if err != nil {
		return regions{}, err
	}
	return newRegions(p.Gazetteer()), nil
}

// lineOf reads a line of a file, squeezed, for comparison with the document's sentences.
func lineOf(file string, n int) (string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(b) {
		return "", fmt.Errorf("%s is not UTF-8: explain it without :LINE", file)
	}
	lines := bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n"))
	if n > len(lines) {
		return "", usage("%s has %d lines, not %d", file, len(lines), n)
	}
	return rule.Squeeze(withoutTags(string(lines[n-1]))), nil
}

// withoutTags drops what stands between < and >.
func withoutTags(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '<':
			in = true
		case r == '>':
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// explainer is a sink that explains.
type explainer struct {
	app     *app
	set     *rule.Set
	regions regions
	trees   *explain.Explainer
	asker   *whynot.Asker
	words   string       // of the line that is asked for, squeezed; "" for all
	metric  []*rule.Rule // of the metric of --why-not, or nil
	n, far  int
}

func (a *app) newExplainer(set *rule.Set) (*explainer, error) {
	e := &explainer{app: a, set: set}
	var err error
	if e.regions, err = regionNames(); err != nil {
		return nil, err
	}
	if e.trees, err = explain.New(set, configs.FS); err != nil {
		return nil, err
	}
	e.asker, err = whynot.New(set, configs.FS)
	return e, err
}

func (e *explainer) Write(_ context.Context, d *pipeline.Document) error {
	if d.Found == nil {
		return nil
	}
	if e.metric != nil {
		return e.whyNot(d)
	}
	said := statement.FromDocument(d)
	for i := range said {
		o := &d.Found.Observations[i]
		if !e.asked(d, o.Quote) {
			continue
		}
		if err := e.tree(e.facts(d, o, &said[i])); err != nil {
			return err
		}
		e.n++
	}
	return nil
}

// Close has nothing to do.
func (e *explainer) Close() error { return nil }

// asked reports whether a quote stands in the line that is asked for: with the characters beside it.
func (e *explainer) asked(d *pipeline.Document, quote pipeline.Span) bool {
	if e.words == "" {
		return true
	}
	start, end := quote.Start, quote.End
	for range 3 {
		if _, n := utf8.DecodeLastRuneInString(d.Text[:start]); n > 0 && d.Text[start-1] != '\n' {
			start -= n
		}
		if r, n := utf8.DecodeRuneInString(d.Text[end:]); n > 0 && r != '\n' {
			end += n
		}
	}
	return strings.Contains(e.words, rule.Squeeze(d.Text[start:end]))
}

// facts are what a document tells of one of its observations.
func (e *explainer) facts(d *pipeline.Document, o *pipeline.Observation, s *statement.Statement) *explain.Facts {
	f := &explain.Facts{
		Observation: *o, Path: d.Path, Quote: s.Quote, Sentence: oneLine(s.Sentence), Amount: s.Amount(), Step: statement.Decimal(o.Step),
		RegionName: e.regions.Name(o.Region, o.PeriodEnd.Year), DocumentRegion: d.Found.Region, Published: d.Meta.Published, Around: around(d, o),
	}
	before := o.Sentence
	before.End = max(before.Start, o.Quote.Start)
	f.At = len(strings.TrimLeft(oneLine(before.Of(d.Text)+"|"), " ")) - 1
	if o.Table >= 0 {
		f.Table = fmt.Sprintf("table %d, row %d, column %d", o.Table+1, o.Row+1, o.Col+1)
	}
	return f
}

// around is the text from which region and period of an observation may come: its paragraph up to it, the
// headings above, the nearest first, and what the document says of itself.
func around(d *pipeline.Document, o *pipeline.Observation) []explain.Around {
	var out []explain.Around
	for i := len(d.Blocks) - 1; i >= 0; i-- {
		b := &d.Blocks[i]
		switch {
		case b.Start > o.Sentence.Start:
		case b.End > o.Sentence.Start:
			out = append(out, explain.Around{Scope: pipeline.ByParagraph, Text: d.Text[b.Start:o.Sentence.Start]})
		case b.Kind == pipeline.Heading || b.Kind == pipeline.Title:
			out = append(out, explain.Around{Scope: pipeline.ByHeading, Text: b.Of(d.Text)})
		default:
			out = append(out, explain.Around{Scope: pipeline.ByParagraph, Text: b.Of(d.Text)})
		}
	}
	if o.Table >= 0 && o.Table < len(d.Tables) {
		t := &d.Tables[o.Table]
		for _, row := range append(t.Rows[:t.HeaderRows:t.HeaderRows], t.Rows[o.Row]) {
			for _, c := range row {
				out = append(out, explain.Around{Scope: pipeline.ByTable, Text: c.Of(d.Text)})
			}
		}
		out = append(out, explain.Around{Scope: pipeline.ByTable, Text: t.Caption.Of(d.Text)})
	}
	return append(out, explain.Around{Scope: pipeline.ByTitle, Text: d.Meta.Title}, explain.Around{Scope: pipeline.ByIssuer, Text: d.Meta.Publisher},
		explain.Around{Scope: pipeline.ByMetadata, Text: d.Meta.Region})
}

// tree prints the tree of an observation to fit a terminal.
func (e *explainer) tree(f *explain.Facts) error {
	for _, r := range e.set.Rules {
		if r.ID == f.Observation.Rule {
			f.Rule = r
			f.Held = e.asker.Held(r, &f.Observation, f.Sentence, f.At, f.MetricText)
		}
	}
	if err := explain.Print(e.app.out, e.trees.Tree(f), wrap); err != nil {
		return err
	}
	_, err := fmt.Fprintln(e.app.out)
	return err
}
