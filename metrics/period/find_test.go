package period

import (
	"strings"
	"testing"

	"zhibiao/metrics/fold"
	"zhibiao/pipeline"
)

var cueNames = [...]string{"during", "asof", "now", "ytd", "cmp", "row"}

// show writes mentions as text=cue:period, with the basis of comparisons and marks for the flags.
func show(l *fold.Line, ms []Mention) string {
	var out []string
	for _, m := range ms {
		v := m.Period.String()
		if m.Cue == Comparison {
			v = m.Basis
		}
		s := string(l.Runes[m.Start:m.End]) + "=" + cueNames[m.Cue] + ":" + v
		if m.NeedsYear {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func date(t testing.TB, s string) pipeline.Date {
	t.Helper()
	if s == "" {
		return pipeline.Date{}
	}
	d, err := pipeline.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func find(t testing.TB, text, ref string) string {
	t.Helper()
	l := fold.New(text, 0)
	return show(l, New().Find(nil, l, date(t, ref)))
}
