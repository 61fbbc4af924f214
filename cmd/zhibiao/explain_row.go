package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/pipeline/table"
	"zhibiao/reports/explain"
	"zhibiao/reports/statement"
)

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
		if row.Text(t.Index("obs_id")) != id {
			continue
		}
		e, err := a.newExplainer(set)
		if err != nil {
			return err
		}
		return e.tree(rowFacts(t, row))
	}
	return usage("%s has no observation %s; `zhibiao export %s` lists them", dir, id, dir)
}

// rowFacts are what a row of the table observations tells.
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
	date := func(name string) (d pipeline.Date) {
		if i := t.Index(name); !row.Null(i) {
			d = row.Date(i)
		}
		return d
	}
	s := statement.Statement{Value: number("value"), Low: number("value_low"), High: number("value_high"), Qualifier: text("qualifier"), Unit: text("unit")}
	f := &explain.Facts{
		Observation: pipeline.Observation{
			Metric: text("metric"), MetricText: text("metric_text"), Measure: pipeline.Measure(text("measure")), Unit: text("unit"), UnitText: text("unit_text"),
			Region: text("region"), RegionSource: pipeline.Scope(text("region_source")),
			Period: text("period"), Freq: text("freq"), PeriodStart: date("period_start"), PeriodEnd: date("period_end"), PeriodSource: pipeline.Scope(text("period_source")),
			Status: pipeline.Status(text("status")), StatusCue: text("status_cue"), Basis: text("basis"), Entity: text("entity"), Universe: text("scope"),
			Rule: text("rule_id"), Inferences: row.Strings(t.Index("inferences")),
		},
		Path: text("source_path"), Quote: text("quote"), Sentence: oneLine(text("sentence")), Amount: s.Amount(), Step: number("value_step"),
		RegionName: text("region_name"), Published: date("published"),
		Around: []explain.Around{{Scope: pipeline.ByTitle, Text: text("title")}, {Scope: pipeline.ByIssuer, Text: text("publisher")}},
	}
	if v, _, err := apd.NewFromString(s.Value); err == nil {
		f.Value = v
	}
	said := text("sentence")
	below := strings.LastIndexByte(strings.TrimRight(said, "\n"), '\n') + 1 // the row of a table stands below its header
	f.At = len(f.Sentence) - len(oneLine(said[below:])) + max(0, strings.Index(oneLine(said[below:]), f.Quote))
	if c, ok := row.Float(t.Index("confidence")); ok {
		f.Confidence, _ = strconv.ParseFloat(strconv.FormatFloat(c, 'g', 6, 64), 64) // the column holds 32 bits
	}
	f.Observation.Table = -1
	if i := t.Index("table_id"); !row.Null(i) {
		f.Observation.Table = int(row.Int(i))
		f.Table = fmt.Sprintf("table %d, row %d, column %d", row.Int(i)+1, row.Int(t.Index("table_row"))+1, row.Int(t.Index("table_col"))+1)
	}
	return f
}
