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

	"zhibiao/metrics/place"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/pipeline/run"
	"zhibiao/pipeline/table"
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
	e := &explainer{app: a, set: l.Rules, dirs: cfg.Rules}
	if metric != "" {
		if e.rule = ruleOf(l.Rules, metric); e.rule == nil {
			return usage("--why-not %s: no rule has this metric; `zhibiao rules list` lists them", metric)
		}
		if e.asker, err = whynot.New(l.Rules); err != nil {
			return err
		}
	}
	if e.regions, err = regionNames(); err != nil {
		return err
	}
	if line > 0 {
		if e.words, err = lineOf(file, line); err != nil {
			return err
		}
	}
	_, err = run.Run(ctx, src, l.Stages, e, run.Options{Log: a.log})
	if err == nil && e.n == 0 {
		fmt.Fprintln(a.out, "no number here")
	}
	return err
}

func regionNames() (regions, error) {
	p, err := place.Default()
	if err != nil {
		return regions{}, err
	}
	return regions{p.Gazetteer()}, nil
}

func ruleOf(set *rule.Set, metric string) *rule.Rule {
	for _, r := range set.Rules {
		if r.Metric == metric || r.ID == metric {
			return r
		}
	}
	return nil
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
	dirs    []string
	regions regions
	words   string // of the line that is asked for, squeezed; "" for all
	rule    *rule.Rule
	asker   *whynot.Asker
	n       int
}

func (e *explainer) Write(_ context.Context, d *pipeline.Document) error {
	if d.Found == nil {
		return nil
	}
	if e.asker != nil {
		return e.whyNot(d)
	}
	said := statement.FromDocument(d)
	for i := range said {
		o := &d.Found.Observations[i]
		if !e.asked(d, o.Quote) {
			continue
		}
		f := facts(d, o, &said[i], e.regions)
		if err := e.app.printTree(f, e.set, e.dirs); err != nil {
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

func facts(d *pipeline.Document, o *pipeline.Observation, s *statement.Statement, names regions) *explain.Facts {
	f := &explain.Facts{
		Path: d.Path, Start: s.Start, End: s.End, Metric: o.Metric, MetricText: o.MetricText, Measure: s.Measure, Amount: s.Amount(),
		Step: statement.Decimal(o.Step), Quote: s.Quote, UnitText: o.UnitText, Unit: o.Unit,
		Region: o.Region, RegionName: names.Name(o.Region, o.PeriodEnd.Year), RegionSource: string(o.RegionSource),
		Period: o.Period, PeriodEnd: s.PeriodEnd, PeriodSource: string(o.PeriodSource),
		Status: s.Status, StatusCue: o.StatusCue, Basis: o.Basis, Entity: o.Entity, Universe: o.Universe,
		Sentence: oneLine(s.Sentence), Rule: o.Rule, Inferences: o.Inferences, Confidence: o.Confidence, Why: o.Why, Text: d.Text,
	}
	if o.Table >= 0 {
		f.Table = fmt.Sprintf("table %d, row %d, column %d", o.Table+1, o.Row+1, o.Col+1)
	}
	return f
}

// explainRow explains one observation of a dataset.
func (a *app) explainRow(ctx context.Context, cfg *config.Config, dir, id string) error {
	v, err := openDataset(dir)
	if err != nil {
		return err
	}
	set, err := loadRules(cfg.Rules)
	if err != nil {
		return err
	}
	t := table.Observations
	for row, err := range v.Read(ctx, t, nil) {
		if err != nil {
			return err
		}
		if row.Text(t.Index("obs_id")) == id {
			return a.printTree(rowFacts(t, row), set, cfg.Rules)
		}
	}
	return usage("%s has no observation %s; `zhibiao export %s` lists them", dir, id, dir)
}

func rowFacts(t *table.Table, row table.Row) *explain.Facts {
	text := func(name string) string {
		if i := t.Index(name); !row.Null(i) {
			return row.Text(i)
		}
		return ""
	}
	number := func(name string) string {
		v, ok := row.Float(t.Index(name))
		if !ok {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	s := statement.Statement{Value: number("value"), Low: number("value_low"), High: number("value_high"), Qualifier: text("qualifier"), Unit: text("unit")}
	f := &explain.Facts{
		Path: text("source_path"), Start: int(row.Int(t.Index("char_start"))), End: int(row.Int(t.Index("char_end"))),
		Metric: text("metric"), MetricText: text("metric_text"), Measure: text("measure"), Amount: s.Amount(), Step: number("value_step"),
		Quote: text("quote"), UnitText: text("unit_text"), Unit: text("unit"),
		Region: text("region"), RegionName: text("region_name"), RegionSource: text("region_source"),
		Period: text("period"), PeriodSource: text("period_source"), Status: text("status"), StatusCue: text("status_cue"),
		Basis: text("basis"), Entity: text("entity"), Universe: text("scope"), Sentence: oneLine(text("sentence")),
		Rule: text("rule_id"), Inferences: row.Strings(t.Index("inferences")),
	}
	if i := t.Index("period_end"); !row.Null(i) {
		f.PeriodEnd = row.Date(i).String()
	}
	if c, ok := row.Float(t.Index("confidence")); ok {
		f.Confidence = c
	}
	if i := t.Index("table_id"); !row.Null(i) {
		f.Table = fmt.Sprintf("table %d, row %d, column %d", row.Int(i)+1, row.Int(t.Index("table_row"))+1, row.Int(t.Index("table_col"))+1)
	}
	return f
}

// printTree prints the tree of an observation to fit a terminal.
func (a *app) printTree(f *explain.Facts, set *rule.Set, dirs []string) error {
	file := ""
	var of *rule.Rule
	for _, r := range set.Rules {
		if r.ID == f.Rule {
			of = r
			file, _ = ruleFile(r, dirs)
		}
	}
	if err := explain.Print(a.out, explain.Tree(f, of, file), wrap); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.out)
	return err
}

// terminalWidth is what explanations are wrapped to.
const terminalWidth = 80

// wrap breaks text into lines that fit a terminal beside an indent.
func wrap(s string, indent int) []string {
	var out []string
	line, n := "", 0
	for _, r := range oneLine(s) {
		w := runeWidth(r)
		if n+w > terminalWidth-indent {
			// Latin words stay whole where that is possible.
			head, tail := line, ""
			if i := strings.LastIndexByte(line, ' '); i > 0 && w == 1 && r != ' ' && len(line)-i < 48 {
				head, tail = line[:i], line[i+1:]
			}
			out = append(out, head)
			line, n = tail, displayWidth(tail)
		}
		line += string(r)
		n += w
	}
	return append(out, line)
}

// whyNot answers for each number that is asked for.
func (e *explainer) whyNot(d *pipeline.Document) error {
	file, _ := ruleFile(e.rule, e.dirs)
	for i := range d.Found.Quantities {
		q := &d.Found.Quantities[i]
		if q.IsName || !e.asked(d, q.Quote) {
			continue
		}
		e.n++
		ans := e.asker.Ask(d, e.rule, i)
		for _, l := range wrap(fmt.Sprintf("“%s” in: %s", ans.Quote, around(ans.Sentence, ans.Quote)), 0) {
			fmt.Fprintln(e.app.out, l)
		}
		if ans.Found {
			fmt.Fprintf(e.app.out, "  is an observation of %s\n\n", e.rule.Metric)
			continue
		}
		for _, s := range ans.Steps {
			mark := "✓ "
			if !s.OK {
				mark = "✗ "
			}
			for j, l := range wrap(s.Text, 4) {
				if j > 0 {
					mark = "  "
				}
				fmt.Fprintf(e.app.out, "  %s%s\n", mark, l)
			}
		}
		for j, l := range wrap("change: "+ans.Change, 4) {
			if j > 0 {
				l = "  " + l
			}
			fmt.Fprintf(e.app.out, "  %s\n", l)
		}
		fmt.Fprintln(e.app.out)
	}
	if e.n > 0 {
		fmt.Fprintf(e.app.out, "rule %s: %s:%d\n", e.rule.ID, file, e.rule.Line)
	}
	return nil
}
