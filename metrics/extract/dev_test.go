package extract_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/stages/decode"
	"zhibiao/stages/segment"
)

// TestLabelled extracts the labelled documents below $ZHIBIAO_EVAL/docs and writes the observations
// as JSON lines to $ZHIBIAO_OUT, for scoring.
func TestLabelled(t *testing.T) {
	dir, out := os.Getenv("ZHIBIAO_EVAL"), os.Getenv("ZHIBIAO_OUT")
	if dir == "" || out == "" {
		t.Skip("ZHIBIAO_EVAL and ZHIBIAO_OUT are not set")
	}
	set, err := rule.Load(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(set, configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	seg := segment.New()
	files, _ := filepath.Glob(filepath.Join(dir, "docs", "*"))
	sort.Strings(files)
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := &pipeline.Document{Path: filepath.Base(file), Raw: raw, Bytes: int64(len(raw))}
		for _, st := range []pipeline.Stage{dec, seg} {
			if err := st.Process(context.Background(), d); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
		if d.Text == "" {
			continue
		}
		if err := x.Extract(d); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for _, o := range d.Found.Observations {
			m := map[string]any{"metric": o.Metric, "measure": o.Measure, "qualifier": o.Qualifier, "unit": o.Unit, "region": o.Region,
				"period": o.Period, "period_end": o.PeriodEnd.String(), "status": o.Status, "source_path": d.Path, "year": nil,
				"quote": o.Quote.Of(d.Text), "sentence": o.Sentence.Of(d.Text), "confidence": o.Confidence, "rule": o.Rule, "inferences": o.Inferences,
				"region_source": o.RegionSource, "period_source": o.PeriodSource}
			if !o.PeriodEnd.IsZero() {
				m["year"] = o.PeriodEnd.Year
			} else {
				m["period"], m["period_end"] = nil, nil
			}
			if o.Basis != "" {
				m["basis"] = o.Basis
			}
			if o.Entity != "" {
				m["entity"] = o.Entity
			}
			if o.Value != nil {
				m["value"] = json.Number(o.Value.Text('f'))
			}
			if o.Low != nil {
				m["low"] = json.Number(o.Low.Text('f'))
			}
			if o.High != nil {
				m["high"] = json.Number(o.High.Text('f'))
			}
			if err := enc.Encode(m); err != nil {
				t.Fatal(err)
			}
		}
	}
}
