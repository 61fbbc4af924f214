package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/reports/coverage"
)

func (a *app) coverageCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "coverage OUT",
		Short: "Tell which quantities of a dataset the rules know",
		Long: `Count the quantities of a dataset: matched by a rule, part of a name, unmatched; by document type, region
and unit. The column known is what is matched of all that is no part of a name. The unmatched are grouped by
what they seem to measure and their unit, the frequent first: each group could be a rule (zhibiao suggest).
The format json is the whole report, jsonl its groups.`,
		Args: cobra.ExactArgs(1),
	}
	limit := c.Flags().Int("limit", 40, "`number` of groups to print; 0 prints all")
	format := formatFlag(c, "text", "jsonl", "json")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		v, err := openDataset(args[0])
		if err != nil {
			return err
		}
		r, err := coverage.Of(c.Context(), v)
		if err != nil {
			return err
		}
		groups := r.Groups
		if *limit > 0 {
			groups = groups[:min(*limit, len(groups))]
		}
		switch format.value {
		case "jsonl":
			enc := a.lines()
			for _, g := range groups {
				if err := enc.Encode(coverageGroup(g)); err != nil {
					return err
				}
			}
			return nil
		case "json":
			return a.coverageJSON(r, groups)
		}
		return a.coverageText(r, groups)
	}
	return c
}

func (a *app) coverageText(r *coverage.Report, groups []coverage.Group) error {
	if n := float64(r.Total.Total()); n > 0 {
		fmt.Fprintf(a.out, "%.0f quantities: %.1f%% matched, %.1f%% part of a name, %.1f%% unmatched\n\n",
			n, 100*float64(r.Total.Matched)/n, 100*float64(r.Total.Named)/n, 100*float64(r.Total.Unmatched)/n)
	}
	t := columns{head: []string{"", "quantities", "matched", "names", "unmatched", "known"}, right: map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true}, max: 30}
	add := func(name string, c coverage.Count) {
		t.add(name, fmt.Sprint(c.Total()), fmt.Sprint(c.Matched), fmt.Sprint(c.Named), fmt.Sprint(c.Unmatched), fmt.Sprintf("%.0f%%", 100*c.Share()))
	}
	add("all", r.Total)
	for _, part := range []struct {
		name string
		list []coverage.Count
	}{{"type ", r.ByType}, {"region ", r.ByRegion}, {"unit ", r.ByUnit}} {
		for _, c := range part.list[:min(8, len(part.list))] {
			add(part.name+orDash(c.Key), c)
		}
	}
	if err := t.print(a.out); err != nil || len(groups) == 0 {
		return err
	}
	fmt.Fprintln(a.out, "\nWhat no rule knows:")
	g := columns{head: []string{"count", "docs", "regions", "years", "unit", "head", "example"}, right: map[int]bool{0: true, 1: true, 2: true}, max: 60}
	for _, x := range groups {
		g.add(fmt.Sprint(x.N), fmt.Sprint(x.Documents), fmt.Sprint(x.Regions), years(x.FirstYear, x.LastYear), x.Unit, orDash(x.Head), nearQuote(x.Sentence, x.Quote))
	}
	return g.print(a.out)
}

func years(first, last int) string {
	switch {
	case first == 0:
		return "-"
	case first == last:
		return fmt.Sprint(first)
	}
	return fmt.Sprintf("%d-%d", first, last)
}

// nearQuote cuts a sentence to what stands near its quote.
func nearQuote(sentence, quote string) string {
	const before, after = 16, 8
	i := strings.Index(sentence, quote)
	if i < 0 {
		return sentence
	}
	head, tail := []rune(sentence[:i]), []rune(sentence[i+len(quote):])
	s := quote
	if len(head) > before {
		s = "…" + string(head[len(head)-before:]) + s
	} else {
		s = string(head) + s
	}
	if len(tail) > after {
		return s + string(tail[:after]) + "…"
	}
	return s + string(tail)
}

// coverageGroup is a group in JSON.
type coverageGroup struct {
	Head      string `json:"head"`
	Unit      string `json:"unit"`
	N         int    `json:"count"`
	Documents int    `json:"documents"`
	Regions   int    `json:"regions"`
	FirstYear int    `json:"first_year,omitempty"`
	LastYear  int    `json:"last_year,omitempty"`
	Quote     string `json:"quote"`
	Sentence  string `json:"sentence"`
	Reason    string `json:"why_not"`
}

func (a *app) coverageJSON(r *coverage.Report, groups []coverage.Group) error {
	type count struct {
		Key       string `json:"key,omitempty"`
		Matched   int    `json:"matched"`
		Named     int    `json:"part_of_a_name"`
		Unmatched int    `json:"unmatched"`
	}
	counts := func(list []coverage.Count) []count {
		out := []count{}
		for _, c := range list {
			out = append(out, count(c))
		}
		return out
	}
	rows := []coverageGroup{}
	for _, g := range groups {
		rows = append(rows, coverageGroup(g))
	}
	return a.printJSON(struct {
		Total    count           `json:"total"`
		ByType   []count         `json:"by_type"`
		ByRegion []count         `json:"by_region"`
		ByUnit   []count         `json:"by_unit"`
		Groups   []coverageGroup `json:"groups"`
	}{count(r.Total), counts(r.ByType), counts(r.ByRegion), counts(r.ByUnit), rows})
}
