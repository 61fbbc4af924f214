package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhibiao/reports/statement"
)

// row makes a statement from "path start metric measure value".
func row(s string) statement.Statement {
	f := strings.Fields(s)
	var start int
	fmt.Sscan(f[1], &start)
	return statement.Statement{Path: f[0], Start: start, End: start + 3, Metric: f[2], Measure: f[3], Value: f[4]}
}

func rows(lines ...string) (out []statement.Statement) {
	for _, l := range lines {
		out = append(out, row(l))
	}
	return out
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b []statement.Statement
		want []string
	}{
		{"the same", rows("d 1 m level 5"), rows("d 1 m level 5"), nil},
		{"gained and lost", rows("d 1 m level 5"), rows("d 9 m level 5"), []string{"lost m 1", "gained m 9"}},
		{"changed value", rows("d 1 m level 5"), rows("d 1 m level 6"), []string{"changed m 1 value"}},
		{"changed metric", rows("d 1 m level 5"), rows("d 1 n level 5"), []string{"changed n 1 metric"}},
		{"the same measure pairs first", rows("d 1 m level 5", "d 1 m growth 7"), rows("d 1 m growth 8", "d 1 m level 5"), []string{"changed m 1 value"}},
		{"one of two equal rows is lost", rows("d 1 m level 5", "d 1 m level 5"), rows("d 1 m level 5"), []string{"lost m 1"}},
		{"by metric, then document", rows(), rows("e 1 m level 5", "d 2 m level 5", "d 1 k level 5"), []string{"gained k 1", "gained m 2", "gained m 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range Compare(c.a, c.b) {
				s := fmt.Sprintf("%s %s %d", x.Kind, x.Row().Metric, x.Row().Start)
				if len(x.Fields) > 0 {
					s += " " + strings.Join(x.Fields, " ")
				}
				got = append(got, s)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
