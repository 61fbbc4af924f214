package unit

import (
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/configs"
)

func table(t *testing.T) *Table {
	t.Helper()
	f, err := configs.FS.Open("lexicons/units.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	u, err := Load("units.tsv", f)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestScale(t *testing.T) {
	u := table(t)
	for _, c := range []struct{ word, amount, want, canonical string }{
		{"斤", "760", "0.38", "t"}, {"公顷", "2", "30", "mu"}, {"里", "3", "1.5", "km"}, {"米", "1200", "1.2", "km"}, {"尺", "3", "0.001", "km"},
		{"兆瓦", "1.5", "1500", "kW"}, {"兆瓦时", "2", "2000", "kWh"}, {"eb", "1", "1000000000", "GB"}, {"gbps", "10", "10000", "Mbps"},
		{"克标准煤", "300", "0.0003", "tce"}, {"‰", "5", "0.5", "%"}, {"个基点", "25", "0.25", "pp"}, {"人次", "7", "7", "1"}, {"打", "2", "24", "1"}, {"英里", "1", "1.609344", "km"},
	} {
		x := u.Named(c.word)
		if x == nil {
			t.Errorf("%s: no unit", c.word)
			continue
		}
		d, _, err := apd.NewFromString(c.amount)
		if err != nil {
			t.Fatal(err)
		}
		var got, want apd.Decimal
		x.Scale(&got, d)
		if _, _, err := want.SetString(c.want); err != nil {
			t.Fatal(err)
		}
		if got.Cmp(&want) != 0 || x.Canonical != c.canonical {
			t.Errorf("%s %s: %s %s, want %s %s", c.amount, c.word, got.Text('f'), x.Canonical, c.want, c.canonical)
		}
	}
}

func TestStop(t *testing.T) {
	u := table(t)
	for _, w := range []string{"部门", "家庭", "人均", "台湾", "gbx", "面积"} {
		if x, _ := u.At([]rune(w), 0); x != nil {
			t.Errorf("%s: unit %s, want none", w, x.Canonical)
		}
	}
	if x, n := u.At([]rune("万千瓦时电"), 1); x == nil || x.Canonical != "kWh" || n != 4 {
		t.Errorf("千瓦时电: %v, %d runes", x, n)
	}
}

// One canonical unit has one dimension, and its own word or another has the scale one.
func TestCanonical(t *testing.T) {
	u := table(t)
	dims := map[string]string{}
	for i := range u.units {
		x := &u.units[i]
		if d, ok := dims[x.Canonical]; ok && d != x.Dimension {
			t.Errorf("%s has the dimensions %s and %s", x.Canonical, d, x.Dimension)
		}
		dims[x.Canonical] = x.Dimension
	}
}

func TestLoadProblems(t *testing.T) {
	for _, c := range []struct{ row, problem string }{
		{"km\tlength\t1\tany", "4 columns"}, {"km\tlength\t0\tany\t公里", "no positive decimal"}, {"km\tlength\t1/x\tany\t公里", "no positive decimal"},
		{"km\tlength\t1\tsome\t公里", "none of any"}, {"km\tlength\t1\tany\t ", "no words"}, {"\tlength\t1\tany\t公里", "empty canonical"}, {"km\tlength\tNaN\tany\t公里", "no positive decimal"},
	} {
		_, err := Load("u.tsv", strings.NewReader("# comment\n"+c.row+"\n"))
		if err == nil || !strings.Contains(err.Error(), "u.tsv:2: ") || !strings.Contains(err.Error(), c.problem) {
			t.Errorf("%q: %v, want u.tsv:2 and %q", c.row, err, c.problem)
		}
	}
}

func TestLoadOverride(t *testing.T) {
	u, err := Load("u", strings.NewReader("1\tcount\t1\tany\t窝\n"), strings.NewReader("1\tcount\t2\tany\t窝\n"))
	if err != nil {
		t.Fatal(err)
	}
	if x := u.Named("窝"); x == nil || x.Num.Text('f') != "2" {
		t.Errorf("the later table must win: %+v", x)
	}
}
