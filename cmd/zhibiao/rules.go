package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/stages"
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
		problems := forAuthor(rule.Lint(append([]fs.FS{stages.Embedded}, packs...)...), dirs)
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

// forAuthor leaves out the warnings of the embedded packs where there are directories: they are not for the
// author of the directories to mend.
func forAuthor(all []rule.Problem, dirs []string) []rule.Problem {
	if len(dirs) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(p rule.Problem) bool { return p.Severity == rule.Warning && !stands(p.File, dirs) })
}

// stands reports whether a file of a pack stands in one of the directories.
func stands(file string, dirs []string) bool {
	return slices.ContainsFunc(dirs, func(dir string) bool {
		if dir = path.Clean(dir); dir == "." {
			return !strings.HasPrefix(file, stages.Embedded.Name+"/")
		}
		return strings.HasPrefix(file, strings.TrimSuffix(dir, "/")+"/")
	})
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
			if len(dirs) == 0 || stands(r.File, dirs) {
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
