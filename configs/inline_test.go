package configs_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline"
	"zhibiao/stages/segment"
)

// TestInline runs the tests that stand inside the embedded rules, each as a test of its own.
func TestInline(t *testing.T) {
	fsys, err := fs.Sub(configs.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(set, configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	run := extraction(x)
	for _, r := range set.Rules {
		for i := range r.Tests {
			t.Run(fmt.Sprintf("%s/%d", r.ID, i+1), func(t *testing.T) {
				if f := ruletest.Test(r, &r.Tests[i], run); f != nil {
					t.Error("rules/" + f.String())
				}
			})
		}
	}
}

// TestExamples runs the rule files that the reference of docs/rules.md shows.
func TestExamples(t *testing.T) { runPack(t, rule.Examples()) }

// TestTutorial runs the rule files that the tutorial of docs/rules.md shows.
func TestTutorial(t *testing.T) {
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	tutorial, _, _ := strings.Cut(string(page), "## Reference")
	files := fstest.MapFS{}
	for i, block := range strings.Split(tutorial, "```yaml\n")[1:] {
		text, _, _ := strings.Cut(block, "```")
		files[fmt.Sprintf("tutorial-%d.yaml", i+1)] = &fstest.MapFile{Data: []byte(text)}
	}
	runPack(t, files)
}

// runPack lints rules and runs their tests.
func runPack(t *testing.T, fsys fs.FS) {
	t.Helper()
	for _, p := range rule.Lint(fsys) {
		t.Error(p)
	}
	set, err := rule.Load(fsys)
	if err != nil {
		t.FailNow()
	}
	x, err := extract.New(set, configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	s := ruletest.Run(set.Rules, extraction(x))
	for _, f := range s.Failures {
		t.Error(f)
	}
	if s.Passed == 0 {
		t.Error("no tests ran")
	}
}

// extraction reads the observations of a text whose lines are paragraphs.
func extraction(x *extract.Extractor) ruletest.Extract {
	return func(text string, o ruletest.Options) ([]ruletest.Got, error) {
		d, err := document(text, o)
		if err != nil {
			return nil, err
		}
		if err := x.Extract(d); err != nil {
			return nil, err
		}
		var out []ruletest.Got
		for _, ob := range d.Found.Observations {
			out = append(out, ruletest.Got{Metric: ob.Metric, Want: rule.Want{
				Measure: ob.Measure, Value: decimal(ob.Value), Low: decimal(ob.Low), High: decimal(ob.High), Unit: ob.Unit,
				Qualifier: string(ob.Qualifier), Quote: ob.Quote.Of(d.Text), Region: ob.Region, Period: ob.Period, Basis: ob.Basis,
				Year: ob.PeriodEnd.Year, Status: ob.Status, Entity: ob.Entity}})
		}
		return out, nil
	}
}

// document is a plain text as the stages before extraction would give it. A test without a date or a
// region speaks of a province at the start of a year.
func document(text string, o ruletest.Options) (*pipeline.Document, error) {
	date, region := o.Date, o.Region
	if date == "" {
		date = "2025-01-15"
	}
	if region == "" {
		region = "福建省"
	}
	day, err := pipeline.ParseDate(date)
	if err != nil {
		return nil, err
	}
	d := &pipeline.Document{Text: text, Meta: pipeline.Meta{Title: o.Title, Published: day, Region: region}}
	at := 0
	for line := range strings.Lines(text) {
		end := at + len(strings.TrimRight(line, "\n"))
		if end > at {
			d.Blocks = append(d.Blocks, pipeline.Block{Span: pipeline.Span{Start: at, End: end}, Kind: pipeline.Paragraph, Table: -1})
		}
		at += len(line)
	}
	d.Sentences = segment.Split(nil, d.Text, d.Blocks)
	return d, nil
}

func decimal(d *apd.Decimal) string {
	if d == nil {
		return ""
	}
	return d.Text('f')
}
