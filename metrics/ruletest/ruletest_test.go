package ruletest

import (
	"errors"
	"strings"
	"testing"

	"zhibiao/metrics/rule"
)

func got(measure, value string) Got {
	g := Got{Metric: "m"}
	g.Measure, g.Value, g.Quote, g.Status = "level", value, value+"个", "actual"
	if measure != "" {
		g.Measure = "growth"
	}
	return g
}

func TestTest(t *testing.T) {
	r := &rule.Rule{ID: "m", Metric: "m", File: "m.yaml"}
	other := Got{Metric: "other"}
	two := []rule.Want{{Measure: "level", Value: "5"}, {Value: "7"}}
	cases := []struct {
		name string
		test rule.Test
		out  []Got
		err  error
		want string
	}{
		{"all wanted", rule.Test{Want: two}, []Got{got("", "7"), got("", "5.0"), other}, nil, ""},
		{"a loose want yields to an exact one", rule.Test{Want: []rule.Want{{Measure: "level"}, {Value: "5"}}},
			[]Got{got("", "5"), got("", "7")}, nil, ""},
		{"one missing", rule.Test{Want: two}, []Got{got("", "5")}, nil,
			"1 of 2 wanted observations missing, 0 unexpected\n    \n    - value 7"},
		{"one too many", rule.Test{Want: two[:1]}, []Got{got("", "5"), got("", "9")}, nil,
			"0 of 1 wanted observations missing, 1 unexpected\n    \n    + measure level, value 9, quote 9个"},
		{"none", rule.Test{None: "a part"}, []Got{other}, nil, ""},
		{"none broken", rule.Test{None: "a part"}, []Got{got("", "5")}, nil,
			"nothing must match (a part)\n    \n    + measure level, value 5, quote 5个"},
		{"empty field", rule.Test{Want: []rule.Want{{Value: "5", Basis: "none"}}}, []Got{got("", "5")}, nil, ""},
		{"todo open", rule.Test{Want: two, Todo: "later"}, nil, nil, ""},
		{"todo done", rule.Test{Want: two[:1], Todo: "later"}, []Got{got("", "5")}, nil, "the todo passes now (later); drop its todo"},
		{"error", rule.Test{Want: two}, nil, errors.New("no lexicon"), "the extraction failed: no lexicon"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := Test(r, &c.test, func(string, Options) ([]Got, error) { return c.out, c.err })
			switch {
			case f == nil && c.want != "":
				t.Errorf("passed, want failure %q", c.want)
			case f != nil && c.want == "":
				t.Errorf("failed: %s", f)
			case f != nil && !strings.HasPrefix(f.String(), "m.yaml:0: m: "+c.want):
				t.Errorf("got  %s\nwant %s", f, c.want)
			}
		})
	}
}

func TestRun(t *testing.T) {
	rules := []*rule.Rule{{ID: "m", Metric: "m", Tests: []rule.Test{
		{Text: "a", Want: []rule.Want{{Value: "1"}}}, {Text: "b", None: "x"}, {Text: "c", Todo: "y", Want: []rule.Want{{Value: "2"}}}}}}
	s := Run(rules, func(text string, o Options) ([]Got, error) { return []Got{got("", "1")}, nil })
	if s.Passed != 1 || s.Failed != 1 || s.Todo != 1 || s.Failures[0].Text != "b" {
		t.Errorf("summary = %+v", s)
	}
}
