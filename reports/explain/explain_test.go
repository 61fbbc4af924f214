package explain

import (
	"context"
	"io/fs"
	"math"
	"slices"
	"testing"

	"zhibiao/configs"
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
		rest := plain - o.Confidence
		for _, d := range deductions(o) {
			rest -= d.amount
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
