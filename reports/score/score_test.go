package score

import (
	"strings"
	"testing"
	"testing/fstest"

	"zhibiao/reports/statement"
)

const gdp = `{"metric":"economy.gdp","measure":"level","value":"5000000000000","low":null,"high":null,"qualifier":"exact","unit":"CNY","region":"350000","year":2023,"period":"2023","period_end":"2023-12-31","status":"actual","basis":null,"entity":null,"quote":"5万亿元","context":"地区生产总值5万亿元"}
`

func labels(t *testing.T) Labels {
	t.Helper()
	l, err := Load(fstest.MapFS{
		"ann/a.jsonl": {Data: []byte(gdp + strings.ReplaceAll(gdp, `"value":"5000000000000","low":null,"high":null,"qualifier":"exact"`,
			`"value":null,"low":50,"high":"70","qualifier":"range"`))},
		"ann/none.jsonl": {Data: []byte("\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func right() statement.Statement {
	return statement.Statement{Path: "docs.zip!x/a.md", Metric: "economy.gdp", Measure: "level", Value: "5000000000000", Qualifier: "exact", Unit: "CNY",
		Region: "350000", Year: "2023", PeriodEnd: "2023-12-31", Status: "actual", Basis: "yoy"}
}

func TestCompare(t *testing.T) {
	wrongYear := right()
	wrongYear.Year = "2022"
	ranged := right()
	ranged.Value, ranged.Low, ranged.High, ranged.Qualifier = "", "50", "70", "range"
	spurious := right()
	spurious.Path = "none.txt"
	other := right()
	other.Path = "not-labelled.txt"
	for _, c := range []struct {
		name                 string
		rows                 []statement.Statement
		value, tuple, strict int
		got                  int
		misses               int
	}{
		{"nothing", nil, 0, 0, 0, 0, 2},
		{"all right", []statement.Statement{right(), ranged}, 2, 2, 2, 2, 0},
		{"the same statement twice counts once", []statement.Statement{right(), right()}, 1, 1, 1, 1, 1},
		{"a basis counts for growth alone, a year for the tuple", []statement.Statement{wrongYear, ranged}, 2, 1, 1, 2, 2},
		{"a document without observations", []statement.Statement{spurious}, 0, 0, 0, 1, 3},
		{"a document without labels", []statement.Statement{other}, 0, 0, 0, 0, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Compare(labels(t), c.rows)
			if r.Documents != 2 || r.Value.Right != c.value || r.Tuple.Right != c.tuple || r.Strict.Right != c.strict || r.Tuple.Got != c.got || r.Tuple.Want != 2 {
				t.Errorf("%+v", r)
			}
			if len(r.Misses) != c.misses {
				t.Errorf("misses %+v", r.Misses)
			}
		})
	}
}

func TestFieldsAndMetrics(t *testing.T) {
	row := right()
	row.Region = "110000"
	r := Compare(labels(t), []statement.Statement{row})
	for _, f := range r.Fields {
		want := 1
		if f.Name == "region" {
			want = 0
		}
		if f.Of != 1 || f.Right != want {
			t.Errorf("%+v", f)
		}
	}
	if len(r.Metrics) != 1 || r.Metrics[0].Want != 2 || r.Metrics[0].Right != 0 || r.Metrics[0].Got != 1 {
		t.Errorf("%+v", r.Metrics)
	}
}

func TestLoadErrors(t *testing.T) {
	for name, content := range map[string]string{"no JSON": "{", "no decimal": `{"value":"many"}`} {
		_, err := Load(fstest.MapFS{"ann/a.jsonl": {Data: []byte(content)}})
		if err == nil || !strings.Contains(err.Error(), "ann/a.jsonl:1:") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(fstest.MapFS{}); err == nil {
		t.Error("no labels, no error")
	}
}
