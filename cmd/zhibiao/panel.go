package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/stages/panel"
)

// newPanel makes a panel of the metrics of a rule set.
func newPanel(set *rule.Set, names regions, cfg *config.Config) (*panel.Panel, error) {
	metrics, err := panelMetrics(set)
	if err != nil {
		return nil, err
	}
	return panel.New(panel.Options{Metrics: metrics, Regions: names, Successor: names.Successor, Order: cfg.Panel.Order}), nil
}

// panelMetrics tells the panel what the rules and the lexicon of relations say of the metrics.
func panelMetrics(set *rule.Set) (map[string]panel.Metric, error) {
	out := map[string]panel.Metric{}
	for _, r := range set.Rules {
		m := panel.Metric{ZH: r.ZH, EN: r.EN, Unit: r.Unit, Kind: string(r.Kind), Wide: pipeline.Level}
		if len(r.Measures) > 0 && !slices.Contains(r.Measures, pipeline.Level) {
			m.Wide = r.Measures[0]
		}
		out[r.Metric] = m
	}
	const name = "lexicons/relations.tsv"
	f, err := configs.FS.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		if line := sc.Text(); line != "" && line[0] != '#' {
			if err := relate(out, strings.Split(line, "\t")); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
	}
	return out, sc.Err()
}

// relate takes in one relation. A metric without a rule has no relations, either.
func relate(metrics map[string]panel.Metric, row []string) error {
	if len(row) != 3 {
		return fmt.Errorf("%d columns, want metric, relation, other metric separated by tabs", len(row))
	}
	m, ok := metrics[row[0]]
	switch row[1] {
	case "share_of":
		m.Whole = row[2]
	case "real_growth":
		m.RealGrowth = true
	case "lower":
		m.LowerIsBetter = true
	default:
		return fmt.Errorf("unknown relation %q, want share_of, real_growth or lower", row[1])
	}
	if ok {
		metrics[row[0]] = m
	}
	return nil
}
