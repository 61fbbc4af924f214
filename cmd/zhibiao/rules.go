package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline"
)

func (a *app) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "Check, test and show the rules",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.rulesLint(), a.rulesTest(), a.rulesList(), a.rulesShow(), a.rulesNew())
	return c
}

// ruleDirs are the directories of a rules command: its arguments, or those of the settings.
func (a *app) ruleDirs(c *cobra.Command, args []string) ([]string, error) {
	cfg, err := a.settings(c)
	if err != nil {
		return nil, err
	}
	if len(args) > 0 {
		return args, nil
	}
	return cfg.Rules, nil
}

func (a *app) rulesLint() *cobra.Command {
	c := &cobra.Command{
		Use:   "lint [DIR...]",
		Short: "Print every problem of rule files with its place and the remedy",
		Long: `Check the rules of the directories together with the embedded packs that they extend. Exits with 2
where a file cannot be used.`,
		Example: "  zhibiao rules lint my-rules\n  zhibiao rules lint my-rules --format sarif > rules.sarif",
	}
	logFlags(c)
	format := formatFlag(c, "text", "json", "sarif")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		dirs, err := a.ruleDirs(c, args)
		if err != nil {
			return err
		}
		set, err := loadRules(dirs)
		var problems rule.Problems
		if err != nil && !errors.As(err, &problems) {
			return err
		}
		switch format.value {
		case "json":
			err = a.problemsJSON(problems)
		case "sarif":
			err = a.problemsSARIF(problems)
		default:
			for _, p := range problems {
				fmt.Fprintln(a.out, p)
			}
			if len(problems) == 0 {
				fmt.Fprintf(a.out, "%d rules, no problem\n", len(set.Rules))
			}
		}
		if err == nil && hasErrors(problems) {
			return coded{code: exitUsage}
		}
		return err
	}
	return c
}

func hasErrors(ps rule.Problems) bool {
	for _, p := range ps {
		if p.Severity == rule.Error {
			return true
		}
	}
	return false
}

func (a *app) problemsJSON(ps rule.Problems) error {
	type row struct {
		File     string        `json:"file"`
		Line     int           `json:"line"`
		Col      int           `json:"col"`
		Severity rule.Severity `json:"severity"`
		Code     string        `json:"code"`
		Message  string        `json:"message"`
		Remedy   string        `json:"remedy"`
	}
	rows := []row{}
	for _, p := range ps {
		rows = append(rows, row{p.File, p.Line, p.Col, p.Severity, p.Code, p.Message, p.Remedy})
	}
	return a.printJSON(rows)
}

// printJSON prints indented JSON for people and programs.
func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// lines prints JSON lines.
func (a *app) lines() *json.Encoder {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	return enc
}

// problemsSARIF prints problems in the form that code hosts and editors read (SARIF 2.1.0).
func (a *app) problemsSARIF(ps rule.Problems) error {
	type obj = map[string]any
	results := []obj{}
	for _, p := range ps {
		results = append(results, obj{
			"ruleId":  p.Code,
			"level":   string(p.Severity),
			"message": obj{"text": p.Message + "; " + p.Remedy},
			"locations": []obj{{"physicalLocation": obj{
				"artifactLocation": obj{"uri": filepath.ToSlash(p.File)},
				"region":           obj{"startLine": max(p.Line, 1), "startColumn": max(p.Col, 1)},
			}}},
		})
	}
	return a.printJSON(obj{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs":    []obj{{"tool": obj{"driver": obj{"name": "zhibiao rules lint", "version": version()}}, "results": results}},
	})
}

func (a *app) rulesTest() *cobra.Command {
	c := &cobra.Command{
		Use:   "test [DIR...]",
		Short: "Run the tests that stand inside the rules",
		Long: `Run the tests of the rules through the same steps as a run. With directories, the tests of their rules
alone are run. A test that gives no date or region
stands in a document of 福建省 of 2025-01-15. Exits with 1 where a test fails.`,
		Example: "  zhibiao rules test\n  zhibiao rules test my-rules",
	}
	logFlags(c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		dirs, err := a.ruleDirs(c, args)
		if err != nil {
			return err
		}
		line, err := newLine(dirs)
		if err != nil {
			return err
		}
		var rules []*rule.Rule
		for _, r := range line.Rules.Rules {
			f := ruleFile(r, dirs)
			if len(dirs) == 0 || f != embeddedFile(r) {
				r.File = f
				rules = append(rules, r)
			}
		}
		s := ruletest.Run(rules, func(text string, o ruletest.Options) ([]ruletest.Got, error) {
			return extractText(c.Context(), line.Stages, text, o)
		})
		for _, f := range s.Failures {
			fmt.Fprintln(a.out, f)
		}
		fmt.Fprintf(a.out, "%d rules: %d tests passed, %d failed, %d to do\n", len(rules), s.Passed, s.Failed, s.Todo)
		if s.Failed > 0 {
			return coded{code: exitFailed}
		}
		return nil
	}
	return c
}

// A test that gives no date or region speaks of a province at the start of a year.
const (
	testDate   = "2025-01-15"
	testRegion = "福建省"
)

// extractText carries a test's text through the stages, as a document with the test's metadata.
func extractText(ctx context.Context, stages []pipeline.Stage, text string, o ruletest.Options) ([]ruletest.Got, error) {
	d := &pipeline.Document{
		ID: "test", Path: "test", Raw: []byte(text), Bytes: int64(len(text)),
		Hints: pipeline.Hints{Title: o.Title, Published: cmp.Or(o.Date, testDate), Region: cmp.Or(o.Region, testRegion)},
	}
	for _, s := range stages {
		if err := s.Process(ctx, d); err != nil {
			return nil, err
		}
	}
	if d.Found == nil {
		return nil, nil
	}
	var out []ruletest.Got
	for i := range d.Found.Observations {
		out = append(out, got(d, &d.Found.Observations[i]))
	}
	return out, nil
}

// got is an observation in the terms of a test.
func got(d *pipeline.Document, o *pipeline.Observation) ruletest.Got {
	g := ruletest.Got{Metric: o.Metric, Want: rule.Want{
		Measure: o.Measure, Unit: o.Unit, Qualifier: string(o.Qualifier), Quote: o.Quote.Of(d.Text), Region: o.Region,
		Period: o.Period, Basis: o.Basis, Year: o.PeriodEnd.Year, Status: o.Status, Entity: o.Entity,
	}}
	if o.Value != nil {
		g.Value = o.Value.Text('f')
	}
	if o.Low != nil {
		g.Low = o.Low.Text('f')
	}
	if o.High != nil {
		g.High = o.High.Text('f')
	}
	return g
}

// embeddedFile is where the file of an embedded rule stands in the sources.
func embeddedFile(r *rule.Rule) string { return "configs/" + r.File }

// ruleFile is the file that a rule was taken from: of the last directory that has the rule there.
func ruleFile(r *rule.Rule, dirs []string) string {
	for i := len(dirs) - 1; i >= 0; i-- {
		p := filepath.Join(dirs[i], filepath.FromSlash(r.File))
		if b, err := os.ReadFile(p); err == nil && bytes.Contains(b, []byte(r.ID)) {
			return p
		}
	}
	return embeddedFile(r)
}

// ruleRow is a rule in JSON.
type ruleRow struct {
	ID       string             `json:"id"`
	Metric   string             `json:"metric"`
	ZH       string             `json:"zh"`
	EN       string             `json:"en"`
	Unit     string             `json:"unit"`
	Kind     rule.Kind          `json:"kind"`
	Measures []pipeline.Measure `json:"measures"`
	Names    []string           `json:"names"`
	Tests    int                `json:"tests"`
	File     string             `json:"file"`
	Line     int                `json:"line"`
}

func rowOf(r *rule.Rule, dirs []string) ruleRow {
	metric := r.Metric
	if metric == "" {
		metric = r.ID
	}
	return ruleRow{r.ID, metric, r.ZH, r.EN, r.Unit, r.Kind, r.Measures, r.Names, len(r.Tests), ruleFile(r, dirs), r.Line}
}

func (a *app) rulesList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "List the rules and the files they come from", Args: cobra.NoArgs}
	readFlags(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(*cobra.Command, []string) error {
		if err := format.check(); err != nil {
			return err
		}
		dirs, err := a.ruleDirs(c, nil)
		if err != nil {
			return err
		}
		set, err := loadRules(dirs)
		if err != nil {
			return err
		}
		rows := []ruleRow{}
		for _, r := range set.Rules {
			rows = append(rows, rowOf(r, dirs))
		}
		if format.value == "json" {
			return a.printJSON(rows)
		}
		t := columns{head: []string{"id", "name", "unit", "kind", "tests", "file"}, right: map[int]bool{4: true}}
		for _, r := range rows {
			t.add(r.ID, r.ZH, r.Unit, string(r.Kind), fmt.Sprint(r.Tests), fmt.Sprintf("%s:%d", r.File, r.Line))
		}
		return t.print(a.out)
	}
	return c
}

func (a *app) rulesShow() *cobra.Command {
	c := &cobra.Command{Use: "show ID", Short: "Show one rule: its wordings, units, limits and examples", Args: cobra.ExactArgs(1)}
	readFlags(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		dirs, err := a.ruleDirs(c, nil)
		if err != nil {
			return err
		}
		set, err := loadRules(dirs)
		if err != nil {
			return err
		}
		for _, r := range set.Rules {
			if r.ID != args[0] {
				continue
			}
			if format.value == "json" {
				return a.printJSON(rowOf(r, dirs))
			}
			return showRule(a.out, r, set, dirs)
		}
		return usage("no rule %s; `zhibiao rules list` lists them", args[0])
	}
	return c
}

// showRule prints a rule for people.
func showRule(w io.Writer, r *rule.Rule, set *rule.Set, dirs []string) error {
	fmt.Fprintf(w, "%s  %s  %s\n", r.ID, r.ZH, r.EN)
	var measures []string
	for _, m := range r.Measures {
		measures = append(measures, string(m))
	}
	field := func(name string, values ...string) {
		if s := strings.Join(values, " "); s != "" {
			fmt.Fprintf(w, "  %-12s %s\n", name, s)
		}
	}
	field("file", fmt.Sprintf("%s:%d", ruleFile(r, dirs), r.Line))
	field("unit", r.Unit)
	field("kind", string(r.Kind))
	field("measures", measures...)
	field("names", r.Names...)
	field("units", r.Units...)
	field("percent", string(r.Percent))
	field("modifiers", r.Modifiers...)
	field("not after", r.Parts...)
	field("not before", r.After...)
	field("not near", r.Near...)
	field("require", r.Require...)
	field("min", r.Min)
	field("max", r.Max)
	field("wins over", beaten(r, set)...)
	for _, t := range r.Tests {
		switch {
		case t.None != "":
			fmt.Fprintf(w, "  not    %s (%s)\n", t.Text, t.None)
		case t.Todo != "":
			fmt.Fprintf(w, "  to do  %s (%s)\n", t.Text, t.Todo)
		default:
			fmt.Fprintf(w, "  finds  %s\n", t.Text)
		}
	}
	return nil
}

// beaten lists the rules of which a name lies within a longer name of r: where the longer one stands, it
// wins.
func beaten(r *rule.Rule, set *rule.Set) []string {
	var out []string
	for _, other := range set.Rules {
		if other.ID != r.ID && holdsName(r, other) {
			out = append(out, other.ID)
		}
	}
	return out
}

func holdsName(r, other *rule.Rule) bool {
	for _, long := range r.Expanded() {
		for _, short := range other.Expanded() {
			if len(short) < len(long) && strings.Contains(long, short) {
				return true
			}
		}
	}
	return false
}

func (a *app) rulesNew() *cobra.Command {
	return &cobra.Command{
		Use:     "new ID",
		Short:   "Print a commented rule to start from",
		Example: "  zhibiao rules new infrastructure.service_area_chargers > my-rules/chargers.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			topic, name, ok := strings.Cut(args[0], ".")
			if !ok || topic == "" || name == "" || strings.ContainsFunc(args[0], notID) {
				return usage("%s: an id has the form topic.name, in lower-case letters, digits and _", args[0])
			}
			_, err := fmt.Fprintf(a.out, skeleton, args[0])
			return err
		},
	}
}

func notID(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '.')
}

const skeleton = `# A rule says which words name a metric and what its values may look like. Replace the example by your
# own words, then: zhibiao rules lint DIR; zhibiao rules test DIR; zhibiao extract FILE --rules DIR
rules:
  - id: %s
    zh: 示例箱数
    en: example boxes
    # The canonical unit of its amounts: "1" for a plain count, CNY, km, t, kWh, "%%" …
    unit: "1"
    # stock: an amount at a point of time; flow: an amount over a period; rate: a ratio or an average.
    kind: stock
    # Words that name the metric; {a,b,} are alternatives. The longest name of all rules wins.
    names: ["示例箱{,数,总数}"]
    # Counting words or units that may follow the number.
    units: [个, 只]
    # level (the amount itself), increment (新增), growth (%%), growth_pp (百分点), share (占比), rank.
    measures: [level, increment, growth]
    # Words after a name that make it another metric.
    after: [投资]
    tests:
      # want lists all that must come out.
      - text: 截至年底，全省建成示例箱5万个，比上年增长12%%。
        want: [{measure: level, value: "50000"}, {measure: growth, value: "12"}]
      # none says why nothing must come out.
      - text: 示例箱投资达到12亿元。
        none: 说的是投资额
`
