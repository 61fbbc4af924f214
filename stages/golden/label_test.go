package golden

import (
	"strings"
	"testing"
	"testing/fstest"
)

const good = `{"metric":"economy.gdp","measure":"growth","value":"5.0","low":null,"high":null,"qualifier":"exact","unit":"%",` +
	`"region":"330000","year":2023,"period":"2023","period_end":"2023-12-31","status":"actual","basis":"yoy","entity":null,` +
	`"quote":"5%","context":"增长 5%"}`

// A label that contradicts itself is refused with its line and what is wrong.
func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{`"metric"`, `"metrik"`, `unknown field "metrik"`},
		{`"growth"`, `"grow"`, `measure "grow"`},
		{`"actual"`, `"done"`, `status "done"`},
		{`"value":"5.0"`, `"value":"five"`, `value "five"`},
		{`"2023-12-31"`, `"2023-02-30"`, `period_end`},
		{`"year":2023`, `"year":2022`, `year 2022`},
		{`"exact"`, `"over"`, `qualifier over`},
		{`"exact"`, `"range"`, `qualifier range`},
		{`"exact"`, `"sure"`, `qualifier "sure"`},
		{`"quote":"5%"`, `"quote":"6%"`, `does not stand`},
		{`5%"}`, `5%"} {}`, `more than one value`},
	} {
		bad := strings.Replace(good, c.from, c.to, 1)
		_, err := Read(fstest.MapFS{"a.jsonl": {Data: []byte(good + "\n\n" + bad + "\n")}}, "a.jsonl")
		if err == nil || !strings.Contains(err.Error(), "a.jsonl:3: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %s: got %v, want line 3 and %q", c.to, c.from, err, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	read := func(lines ...string) []Label {
		t.Helper()
		out, err := Read(fstest.MapFS{"a": {Data: []byte(strings.Join(lines, "\n"))}}, "a")
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	other := strings.Replace(good, "330000", "320000", 1)
	same := strings.Replace(good, `"5.0"`, `"5"`, 1)
	for _, c := range []struct {
		name                    string
		want, got               []Label
		right, missed, spurious int
	}{
		{"numbers compare as numbers", read(good), read(same), 1, 0, 0},
		{"twice found counts once", read(good), read(good, same), 1, 0, 0},
		{"one field wrong is missed and spurious", read(good), read(other), 0, 1, 1},
		{"nothing in the text", nil, read(good), 0, 0, 1},
		{"nothing found", read(good, other), nil, 0, 2, 0},
	} {
		d := Compare(c.want, c.got)
		if len(d.Right) != c.right || len(d.Missed) != c.missed || len(d.Spurious) != c.spurious {
			t.Errorf("%s: right %d, missed %d, spurious %d%v", c.name, len(d.Right), len(d.Missed), len(d.Spurious), d)
		}
	}
}

func TestScoresRoundDown(t *testing.T) {
	s := Scores{"b.y": {Right: 2, Missed: 1}, "a.x": {Right: 1999, Spurious: 1}}
	var b strings.Builder
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := "a.x                                             1999  P  99.9  R 100.0\n" +
		"b.y                                                3  P 100.0  R  66.6\n" +
		"all                                             2002  P  99.9  R  99.9\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
