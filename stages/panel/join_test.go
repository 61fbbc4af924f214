package panel

import (
	"math"
	"strings"
	"testing"

	"zhibiao/pipeline"
)

func TestAttainment(t *testing.T) {
	nan := math.NaN()
	st := func(q pipeline.Qualifier, v, step float64) statement {
		s := statement{value: v, low: nan, high: nan, step: step, qualifier: q}
		switch q {
		case pipeline.AtLeast, pipeline.Over, pipeline.Some:
			s.low = v
			if v < 0 && q == pipeline.AtLeast {
				s.low, s.high = nan, v
			}
		case pipeline.AtMost, pipeline.Under, pipeline.Nearly:
			s.high = v
		}
		return s
	}
	between := func(low, high float64) statement {
		return statement{value: nan, low: low, high: high, step: 1, qualifier: pipeline.Range}
	}
	for _, tc := range []struct {
		name         string
		plan, result statement
		lower        bool
		want         string
	}{
		{"reached", st("exact", 50000, 10000), st("exact", 50321, 1), false, "met"},
		{"just short", st("exact", 8, 1), st("exact", 7.8, 0.1), false, "missed"},
		{"rounded to it", st("exact", 8, 1), st("exact", 8, 1), false, "met"},
		{"around", st("about", 5, 1), st("exact", 4.8, 0.1), false, "met"},
		{"not around", st("about", 5, 1), st("exact", 4.3, 0.1), false, "missed"},
		{"more", st("exact", 50000, 10000), st("exact", 61000, 1000), false, "exceeded"},
		{"less", st("exact", 50000, 10000), st("exact", 41000, 1000), false, "missed"},
		{"at least, more", st("at_least", 50000, 10000), st("exact", 65000, 1000), false, "exceeded"},
		{"at least, kept", st("at_least", 50000, 10000), st("exact", 50100, 100), false, "met"},
		{"at least, less", st("at_least", 50000, 10000), st("exact", 45000, 1000), false, "missed"},
		{"a limit kept", st("at_most", 5.5, 0.1), st("exact", 5.1, 0.1), true, "met"},
		{"a limit broken", st("at_most", 5.5, 0.1), st("exact", 5.9, 0.1), true, "missed"},
		{"left 5.5, was 5.1", st("exact", 5.5, 0.1), st("exact", 5.1, 0.1), true, "exceeded"},
		{"a decline, larger", st("exact", -3, 1), st("exact", -4.2, 0.1), false, "exceeded"},
		{"a decline, smaller", st("exact", -3, 1), st("exact", -2, 0.1), false, "missed"},
		{"a decline of at least", st("at_least", -20, 1), st("exact", -25, 1), false, "exceeded"},
		{"within the range", between(6, 7), st("exact", 6.5, 0.1), false, "met"},
		{"above the range", between(6, 7), st("exact", 8.1, 0.1), false, "exceeded"},
		{"below the range", between(6, 7), st("exact", 5.1, 0.1), false, "missed"},
		{"result is a bound above", st("exact", 50000, 10000), st("over", 60000, 10000), false, "exceeded"},
		{"result is a bound at it", st("exact", 50000, 10000), st("over", 50000, 10000), false, "met"},
		{"result is a bound below", st("exact", 50000, 10000), st("over", 40000, 10000), false, "not_comparable"},
		{"a bound that may have passed it", st("exact", 50000, 10000), st("under", 60000, 10000), false, "not_comparable"},
	} {
		if got := attain(tc.plan, tc.result, tc.lower); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestJoins(t *testing.T) {
	v := build(t, Options{},
		doc{id: "plan", published: "2021-02-01", rows: []ob{
			{metric: "rev", year: 2021, value: "110", step: "1", status: "target"},
			{metric: "bs", measure: "increment", year: 2021, value: "20000", step: "10000", status: "target"}}},
		doc{id: "2020", published: "2021-01-20", rows: []ob{{metric: "rev", year: 2020, value: "100", step: "1"}, {metric: "bs", year: 2020, value: "30000", step: "1000"}}},
		doc{id: "2021", published: "2022-01-20", rows: []ob{{metric: "rev", year: 2021, value: "115", step: "1"},
			{metric: "rev", measure: "growth", year: 2021, value: "15.4", step: "0.1", basis: "yoy"},
			{metric: "bs", year: 2021, value: "52000", step: "1000"}}})
	want := `bs increment 2021 target 20000 - - - - - -
bs level 2020 actual 30000 - - - - - -
bs level 2021 actual 52000 30000 73.3333 - 50000 plan.1 met
rev growth 2021 actual 15.4 - - - - - -
rev level 2020 actual 100 - - - - - -
rev level 2021 actual 115 100 15 15.4 110 plan.0 exceeded
rev level 2021 target 110 100 10 - - - -
`
	if got := rows(t, v, "panel", "metric", "measure", "year", "status", "value", "previous_value", "growth_computed", "growth_reported", "target_value", "target_obs_id", "attainment"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	want = "350000 2020 30000 100\n350000 2021 52000 115\n"
	if got := rows(t, v, "panel_wide", "region", "year", "bs", "rev"); got != want {
		t.Errorf("wide: got\n%swant\n%s", got, want)
	}
}

// What makes a plan and a result comparable, and which way is better.
func TestPlansThatAreMetOrNot(t *testing.T) {
	plan := func(metric, measure, qualifier, value, step string) ob {
		return ob{metric: metric, measure: measure, year: 2021, value: value, step: step, qualifier: qualifier, status: "target"}
	}
	result := func(r ob) ob { r.year = 2021; return r }
	for _, tc := range []struct {
		name         string
		plan, result ob
		want         string
	}{
		{"prices below the limit", plan("cpi", "growth", "about", "3", "1"), result(ob{metric: "cpi", measure: "growth", value: "0.9", step: "0.1"}), "met"},
		{"prices at 左右", plan("cpi", "growth", "about", "3", "1"), result(ob{metric: "cpi", measure: "growth", value: "3.4", step: "0.1"}), "met"},
		{"prices above the limit", plan("cpi", "growth", "exact", "3", "1"), result(ob{metric: "cpi", measure: "growth", value: "3.3", step: "0.1"}), "missed"},
		{"less unemployment", plan("jobless", "", "exact", "5.5", "0.1"), result(ob{metric: "jobless", value: "5.1", step: "0.1"}), "exceeded"},
		{"more unemployment", plan("jobless", "", "about", "5.5", "0.1"), result(ob{metric: "jobless", value: "5.8", step: "0.1"}), "missed"},
		{"unemployment within the limit", plan("jobless", "", "at_most", "5.5", "0.1"), result(ob{metric: "jobless", value: "5.2", step: "0.1"}), "met"},
		{"energy intensity falls faster", plan("energy", "growth", "exact", "-3", "1"), result(ob{metric: "energy", measure: "growth", value: "-3.8", step: "0.1"}), "exceeded"},
		{"energy intensity falls slower", plan("energy", "growth", "at_least", "-3", "1"), result(ob{metric: "energy", measure: "growth", value: "-2.1", step: "0.1"}), "missed"},
		{"a range of declines", plan("energy", "growth", "range", "-4~-3", "1"), result(ob{metric: "energy", measure: "growth", value: "-3.5", step: "0.1"}), "met"},
		{"a rank further up", plan("bs", "rank", "exact", "5", "1"), result(ob{metric: "bs", measure: "rank", value: "3", step: "1"}), "exceeded"},
		{"a rank further down", plan("bs", "rank", "exact", "5", "1"), result(ob{metric: "bs", measure: "rank", value: "7", step: "1"}), "missed"},
		{"another universe", plan("rev", "", "exact", "100", "1"), result(ob{metric: "rev", value: "120", step: "1", scope: "规模以上"}), "not_comparable"},
		{"reached before the end of the year", plan("bs", "", "exact", "50000", "10000"), result(ob{metric: "bs", value: "61000", step: "1000", period: "2021-09", end: "2021-09-30"}), "exceeded"},
		{"not there yet", plan("bs", "", "exact", "50000", "10000"), result(ob{metric: "bs", value: "41000", step: "1000", period: "2021-09", end: "2021-09-30"}), "not_comparable"},
		{"a rate within the year", plan("jobless", "", "at_most", "5.5", "0.1"), result(ob{metric: "jobless", value: "5.2", step: "0.1", period: "2021-06", end: "2021-06-30"}), "not_comparable"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := build(t, Options{}, doc{id: "plan", rows: []ob{tc.plan}}, doc{id: "result", rows: []ob{tc.result}})
			want := "actual " + tc.want + "\ntarget -\n"
			if got := rows(t, v, "panel", "status", "attainment"); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// A plan to add is held against the change of the stock, whose two ends are rounded.
func TestIncrementsAgainstStocks(t *testing.T) {
	for _, tc := range []struct {
		name                  string
		before, after, added  ob
		value, target, attain string
	}{
		{"within the rounding", ob{value: "30000", step: "10000"}, ob{value: "48000", step: "1000"}, ob{value: "20000", step: "10000"}, "48000", "50000", "met"},
		{"short of it", ob{value: "30000", step: "1000"}, ob{value: "41000", step: "1000"}, ob{value: "20000", step: "10000"}, "41000", "50000", "missed"},
		{"at least", ob{value: "30000", step: "1000"}, ob{value: "72000", step: "1000"}, ob{value: "20000", step: "10000", qualifier: "at_least"}, "72000", "50000", "exceeded"},
		{"a range", ob{value: "30000", step: "1000"}, ob{value: "55000", step: "1000"}, ob{value: "20000~30000", qualifier: "range"}, "55000", "-", "met"},
		{"from a bound", ob{value: "30000", step: "1000", qualifier: "over"}, ob{value: "55000", step: "1000"}, ob{value: "20000", step: "10000"}, "55000", "50000", "not_comparable"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.before.year, tc.after.year, tc.added.year = 2020, 2021, 2021
			tc.added.measure, tc.added.status = "increment", "target"
			var r []ob
			for _, o := range []ob{tc.before, tc.after, tc.added} {
				o.metric = "bs"
				r = append(r, o)
			}
			v := build(t, Options{}, doc{id: "a", rows: r})
			want := "level 2021 " + tc.value + " " + tc.target + " " + tc.attain + "\n"
			if got := rows(t, v, "panel", "measure", "year", "value", "target_value", "attainment"); !strings.Contains(got, want) {
				t.Errorf("got\n%swant %s", got, want)
			}
		})
	}
}
