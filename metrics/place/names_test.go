package place

import (
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

// TestEveryName puts each valid region into a clause in the forms that reports use: its official name,
// the chain of official names down from the province, and the chain of short ones.
func TestEveryName(t *testing.T) {
	r := recognizer(t)
	g := r.Gazetteer()
	find := func(name string) []Mention {
		return r.Find(nil, fold.New("其中，"+name+"累计建成基站", 0))
	}
	n, short := 0, 0
	for _, x := range g.Regions() {
		if x.To != 0 || x.Level < Province || x.Level > County {
			continue
		}
		n++
		full, brief := x.Name, x.Short
		for p := x.Parent; p != "100000"; p = g.Parent(p) {
			up, _ := g.Lookup(p)
			full = up.Name + full
			brief = up.Short + brief
		}
		ms := find(full)
		if len(ms) != 1 || len(ms[0].Codes) != 1 || ms[0].Codes[0] != x.Code || ms[0].End-ms[0].Start != len([]rune(full)) {
			t.Errorf("%s %s: got %v", x.Code, full, ms)
		}
		if x.Level <= Prefecture {
			if ms = find(brief); len(ms) != 1 || len(ms[0].Codes) != 1 || ms[0].Codes[0] != x.Code {
				t.Errorf("%s %s: got %v", x.Code, brief, ms)
			}
		} else if x.Short != "" {
			if ms = find(brief); len(ms) == 1 && len(ms[0].Codes) == 1 && ms[0].Codes[0] == x.Code {
				short++
			}
		}
		if generic[x.Name] {
			continue
		}
		if ms = find(x.Name); len(ms) != 1 || !strings.Contains(strings.Join(ms[0].Codes, ","), x.Code) {
			t.Errorf("%s %s: got %v", x.Code, x.Name, ms)
		}
	}
	if n < 3200 || short < 2500 {
		t.Errorf("%d names, %d chains of short names of counties", n, short)
	}
	t.Logf("%d regions, %d counties by chains of short names", n, short)
}
