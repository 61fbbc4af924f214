package explain

import (
	"context"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// sample extracts the embedded sample.
func sample(t *testing.T) []pipeline.Observation {
	t.Helper()
	line, err := stages.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	fsys, err := fs.Sub(configs.FS, "sample")
	if err != nil {
		t.Fatal(err)
	}
	src, err := archive.FromFS(archive.DefaultConfig(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	var out []pipeline.Observation
	for d, err := range src.Documents(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range line.Stages {
			if s.Process(context.Background(), d) != nil {
				break // the damaged documents of the sample
			}
		}
		if d.Found != nil {
			out = append(out, d.Found.Observations...)
		}
	}
	return out
}

// TestConfidence holds the figures that explain shows to those of the extraction: what is left over must be the
// doubt about the wording, which is never negative and mostly nothing.
func TestConfidence(t *testing.T) {
	all := sample(t)
	if len(all) < 100 {
		t.Fatalf("%d observations", len(all))
	}
	clear, plainly := 0, 0
	for i := range all {
		o := &all[i]
		rest := extract.Plain - o.Confidence
		for _, d := range extract.Deductions(o) {
			rest -= d.Amount
		}
		if rest < -0.0006 && o.Confidence > 0.051 {
			t.Errorf("%s %s: confidence %.3f is more than its parts allow by %.3f: the figures here are not those of the extraction", o.Metric, o.Measure, o.Confidence, -rest)
		}
		if len(o.Inferences) == 0 {
			clear++
			if math.Abs(rest) < 0.0006 {
				plainly++
			}
		}
	}
	if 2*plainly < clear {
		t.Errorf("only %d of %d observations without an inference are explained in full", plainly, clear)
	}
}

// TestTree shows a whole tree with what its confidence is made of.
func TestTree(t *testing.T) {
	set, err := rule.Load(fstest.MapFS{"boxes.yaml": {Data: []byte(`rules:
  - id: demo.boxes
    zh: 示例箱数
    en: example boxes
    unit: "1"
    kind: stock
    names: [示例箱]
    units: [个]
    measures: [level, increment]
`)}})
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(set, configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	sentence := "2024年，力争新建示例箱3万个。"
	f := &Facts{
		Observation: pipeline.Observation{
			Metric: "demo.boxes", MetricText: "示例箱", Measure: pipeline.Increment, Unit: "1", UnitText: "万个", Region: "350000", RegionSource: pipeline.ByIssuer,
			Period: "2024", PeriodEnd: pipeline.Date{Year: 2024, Month: 12, Day: 31}, PeriodSource: pipeline.BySentence,
			Status: pipeline.Target, StatusCue: "力争", Entity: "某公司", Table: -1, Confidence: 0.795, Inferences: []string{"metric_from_clause_before"},
		},
		Path: "a.txt", Quote: "3万个", At: strings.Index(sentence, "3万个"), Sentence: sentence, Amount: "30000", Step: "10000", RegionName: "福建省",
		Published: pipeline.Date{Year: 2024, Month: 1, Day: 20}, Around: []Around{{pipeline.ByIssuer, "福建省通信管理局"}},
		Rule: set.Rules[0], Held: []string{"“示例箱” is a name of the rule"},
	}
	var b strings.Builder
	if err := Print(&b, x.Tree(f), func(l string, _ int) []string { return []string{l} }); err != nil {
		t.Fatal(err)
	}
	want := `“3万个”: demo.boxes 示例箱数, increment 30000
├─ said in a.txt
│  ├─ 2024年，力争新建示例箱3万个。
│  └─ mentions in it
│     ├─ period “2024年”: 2024
│     ├─ metric “示例箱”: demo.boxes
│     └─ quantity “3万个”: 30000 ← this one
├─ number: “3万个” is 30000
│  └─ one unit of its last digit is 10000
├─ metric: named by “示例箱”, by rule demo.boxes (boxes.yaml:2)
│  └─ ✓ “示例箱” is a name of the rule
├─ measure increment: what was added or lost, by “新建”
├─ region 350000 福建省: “福建省通信管理局” by who issued the document
├─ period 2024, which ends 2024-12-31: “2024年” in the sentence
├─ status target: “力争”
├─ of the organisation 某公司, not of the region as a whole
└─ confidence 0.795
   ├─ 0.985 where everything is said in the clause
   ├─ −0.05 increment is wrong more often than other measures
   ├─ −0.08 the value is of an organisation
   └─ −0.06 the metric is named in the clause before
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

// TestInferencesAreWorded: no name of the tables' column inferences is shown to a reader as it is.
func TestInferencesAreWorded(t *testing.T) {
	var unknown []string
	for _, o := range sample(t) {
		for _, i := range o.Inferences {
			if inferences[i] == "" && !slices.Contains(unknown, i) {
				unknown = append(unknown, i)
			}
		}
	}
	if len(unknown) > 0 {
		t.Errorf("inferences without words: %v", unknown)
	}
}
