package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
)

func (a *app) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules",
		Short: "Check, test and show the rules",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.rulesLint(), a.rulesTest(), a.rulesList(), a.rulesShow(), a.rulesNew(), a.rulesSchema())
	return c
}

// ruleDirs are the directories of a rules command: its arguments, or those of the settings.
func (a *app) ruleDirs(c *cobra.Command, args []string) ([]string, *config.Config, error) {
	cfg, err := a.settings(c)
	if err != nil {
		return nil, nil, err
	}
	if len(args) > 0 {
		return args, cfg, nil
	}
	return cfg.Rules, cfg, nil
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
		dirs, _, err := a.ruleDirs(c, args)
		if err != nil {
			return err
		}
		packs, err := rulePacks(dirs)
		if err != nil {
			return err
		}
		problems := inDirs(rule.Lint(append([]fs.FS{configs.FS}, packs...)...), dirs)
		switch format.value {
		case "json":
			err = a.write(rule.JSON(problems))
		case "sarif":
			err = a.write(rule.SARIF(problems))
		default:
			for _, p := range problems {
				fmt.Fprintf(a.out, "%s: %s\n", p.Severity, p)
			}
			fmt.Fprintf(a.out, "%d errors, %d warnings\n", count(problems, rule.Error), count(problems, rule.Warning))
		}
		if err == nil && count(problems, rule.Error) > 0 {
			return coded{code: exitUsage}
		}
		return err
	}
	return c
}

// inDirs gives problems the path of their file. With directories, warnings of the embedded packs are left
// out: they are not for the author of the directories to mend.
func inDirs(all []rule.Problem, dirs []string) []rule.Problem {
	var out []rule.Problem
	for _, p := range all {
		f := fileIn(p.File, "", dirs)
		if f == "" {
			if len(dirs) > 0 && p.Severity == rule.Warning {
				continue
			}
			f = "configs/" + p.File
		}
		p.File = f
		out = append(out, p)
	}
	return out
}

func count(ps []rule.Problem, s rule.Severity) (n int) {
	for _, p := range ps {
		if p.Severity == s {
			n++
		}
	}
	return n
}

// write prints what a function made.
func (a *app) write(b []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = a.out.Write(b)
	return err
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

func (a *app) rulesSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of rule files, for editors",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.write(rule.Schema(), nil) },
	}
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
		dirs, cfg, err := a.ruleDirs(c, args)
		if err != nil {
			return err
		}
		line, end, err := newLine(cfg, dirs)
		if err != nil {
			return err
		}
		defer end()
		var rules []*rule.Rule
		for _, r := range line.Rules.Rules {
			f, own := ruleFile(r, dirs)
			if own || len(dirs) == 0 {
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

// ruleFile is the file that a rule was taken from, and whether it is one of the directories'.
func ruleFile(r *rule.Rule, dirs []string) (name string, own bool) {
	if f := fileIn(r.File, r.ID, dirs); f != "" {
		return f, true
	}
	return "configs/" + r.File, false
}

// fileIn finds a file of a pack in the directories, the last first, or returns "". The file must hold text.
func fileIn(file, text string, dirs []string) string {
	for _, dir := range slices.Backward(dirs) {
		p := filepath.Join(dir, filepath.FromSlash(file))
		if b, err := os.ReadFile(p); err == nil && bytes.Contains(b, []byte(text)) {
			return p
		}
	}
	return ""
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
	file, _ := ruleFile(r, dirs)
	return ruleRow{r.ID, metric, r.ZH, r.EN, r.Unit, r.Kind, r.Measures, r.Names, len(r.Tests), file, r.Line}
}

func (a *app) rulesList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "List the rules and the files they come from", Args: cobra.NoArgs}
	readFlags(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(*cobra.Command, []string) error {
		if err := format.check(); err != nil {
			return err
		}
		dirs, _, err := a.ruleDirs(c, nil)
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
		dirs, _, err := a.ruleDirs(c, nil)
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
	file, _ := ruleFile(r, dirs)
	field("file", fmt.Sprintf("%s:%d", file, r.Line))
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
