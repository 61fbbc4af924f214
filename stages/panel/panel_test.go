package panel

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// ob is one observation of a test: metric measure value qualifier status, in short.
type ob struct {
	metric, measure, value, step, qualifier   string
	region                                    string
	year                                      int
	status, basis, scope, entity, period, end string
	quote, sentence                           string
	infer                                     []string
}

type doc struct {
	id, publisher, published, text string
	year                           int
	note                           string
	rows                           []ob
	faults                         []pipeline.Reason
}

type regions struct{}

func (regions) Name(code string, _ int) string {
	return map[string]string{"100000": "中国", "350000": "福建省", "350100": "福州市", "350200": "厦门市"}[code]
}
func (regions) Level(code string) string {
	if strings.HasSuffix(code, "0000") {
		return "province"
	}
	return "prefecture"
}
func (regions) ISO(code string) string { return "" }
func (regions) Children(code string, _ int) []string {
	if code == "350000" {
		return []string{"350100", "350200"}
	}
	return nil
}

var metrics = map[string]Metric{
	"bs":      {ZH: "5G基站数", EN: "5G base stations", Unit: "1", Kind: "stock", Whole: "allbs"},
	"allbs":   {ZH: "移动基站数", EN: "base stations", Unit: "1", Kind: "stock"},
	"rev":     {ZH: "业务收入", EN: "revenue", Unit: "CNY", Kind: "flow"},
	"gdp":     {ZH: "地区生产总值", EN: "GDP", Unit: "CNY", Kind: "flow", RealGrowth: true},
	"jobless": {ZH: "城镇调查失业率", EN: "unemployment", Unit: "%", Kind: "rate", LowerIsBetter: true},
	"cpi":     {ZH: "居民消费价格", EN: "CPI", Unit: "%", Kind: "rate", Wide: pipeline.Growth, LowerIsBetter: true},
	"energy":  {ZH: "单位GDP能耗", EN: "energy intensity", Unit: "tce", Kind: "rate", Wide: pipeline.Growth, LowerIsBetter: true},
}

func or(s, d string) string {
	if s == "" {
		return d
	}
	return s
}

// unsynced leaves out what only a power cut would show.
type unsynced struct{ dataset.FS }

func (unsynced) SyncDir(string) error { return nil }

func (f unsynced) Create(name string) (dataset.File, error) {
	file, err := f.FS.Create(name)
	return unsyncedFile{file}, err
}

type unsyncedFile struct{ dataset.File }

func (unsyncedFile) Sync() error { return nil }

// build runs documents through a dataset and Build, and returns the published version.
func build(t testing.TB, o Options, docs ...doc) *dataset.Version {
	t.Helper()
	run, err := dataset.Begin("", dataset.Options{Key: "k", FS: unsynced{dataset.OS(t.TempDir())}})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	for i, d := range docs {
		pd := &pipeline.Document{ID: d.id, Path: d.id + ".txt", Text: d.text}
		if _, err := run.Document(pd); err != nil {
			t.Fatal(err)
		}
		for n, r := range d.rows {
			put(t, run, table.Observations, d, r, fmt.Sprintf("%s.%d", d.id, n))
			put(t, run, table.Quantities, d, r, "")
		}
		for range d.faults {
			put(t, run, table.Quarantine, d, ob{}, "")
		}
		put(t, run, table.Documents, d, ob{}, fmt.Sprint(i))
	}
	if err := run.Commit(); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if o.Metrics == nil {
		o.Metrics = metrics
	}
	o.Regions = regions{}
	p := New(o)
	v, err := run.Merge(ctx, p.Reader(run.Documents()))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write(v); err != nil {
		t.Fatal(err)
	}
	if err := v.Publish(); err != nil {
		t.Fatal(err)
	}
	return v
}

// put writes a row whose columns come from the observation, or are filled by their type.
func put(t testing.TB, run *dataset.Run, tb *table.Table, d doc, r ob, id string) {
	t.Helper()
	w, err := run.Writer(tb)
	if err != nil {
		t.Fatal(err)
	}
	end := or(r.end, fmt.Sprintf("%04d-12-31", r.year))
	text := map[string]string{"obs_id": id, "doc_id": d.id, "metric": r.metric, "measure": or(r.measure, "level"), "qualifier": or(r.qualifier, "exact"),
		"unit": or(unitOf(r), "1"), "region": or(r.region, "350000"), "period": or(r.period, fmt.Sprint(r.year)), "status": or(r.status, "actual"), "basis": r.basis,
		"scope": r.scope, "entity": r.entity, "quote": or(r.quote, r.value), "sentence": or(r.sentence, r.metric+"="+r.value), "source_path": d.id + ".txt", "publisher": d.publisher, "state": "extracted",
		"reason": "list_length_mismatch", "detail": d.note, "text_sha256": d.id + d.text}
	low, high := bounds(r)
	for i, c := range tb.Columns {
		switch {
		case c.Type == table.Strings:
			w.Strings(r.infer)
		case c.Name == "value_exact" && r.qualifier != "range":
			w.Number(dec(r.value))
		case c.Type == table.String || c.Type == table.Dict:
			w.Text(text[c.Name])
		case c.Name == "value" && r.qualifier != "range":
			w.Number(dec(r.value))
		case c.Name == "value_low":
			w.Number(low)
		case c.Name == "value_high":
			w.Number(high)
		case c.Name == "value_step" && r.step != "":
			w.Number(dec(r.step))
		case c.Name == "report_year" && d.year != 0:
			w.Int(int64(d.year))
		case c.Name == "year":
			w.Int(int64(r.year))
		case c.Name == "period_end":
			p, _ := pipeline.ParseDate(end)
			w.Date(p)
		case c.Name == "published":
			p, _ := pipeline.ParseDate(d.published)
			w.Date(p)
		case tb.Columns[i].Nullable:
			w.Null()
		case c.Type == table.Float32:
			w.Float(0.9)
		case c.Type == table.Bool:
			w.Bool(false)
		default:
			w.Int(0)
		}
	}
	if err := w.EndRow(); err != nil {
		t.Fatal(err)
	}
}

func unitOf(r ob) string {
	switch r.measure {
	case "growth", "share":
		return "%"
	}
	return metrics[r.metric].Unit
}

func bounds(r ob) (low, high *apd.Decimal) {
	switch r.qualifier {
	case "range":
		a, b, _ := strings.Cut(r.value, "~")
		return dec(a), dec(b)
	case "over", "at_least", "some":
		if strings.HasPrefix(r.value, "-") {
			return nil, dec(r.value) // 下降3%以上
		}
		return dec(r.value), nil
	case "under", "at_most", "nearly":
		return nil, dec(r.value)
	}
	return nil, nil
}

func dec(s string) *apd.Decimal {
	if s == "" {
		return nil
	}
	d, _, err := apd.NewFromString(s)
	if err != nil {
		panic(err)
	}
	return d
}

// rows prints the named columns of a table, a row a line.
func rows(t testing.TB, v *dataset.Version, name string, columns ...string) string {
	t.Helper()
	tb := v.Table(name)
	var b strings.Builder
	for row, err := range v.Read(context.Background(), tb, columns) {
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range columns {
			if i > 0 {
				b.WriteByte(' ')
			}
			switch tb.Columns[tb.Index(c)].Type {
			case table.Float64:
				if f, ok := row.Float(i); ok {
					fmt.Fprintf(&b, "%.6g", f)
				} else {
					b.WriteByte('-')
				}
			case table.Int16, table.Int32:
				fmt.Fprint(&b, row.Int(i))
			case table.Alternatives:
				for _, a := range row.Alternatives(i) {
					fmt.Fprintf(&b, "[%g %s]", a.Value, a.ObsID)
				}
			case table.Strings:
				b.WriteString(strings.Join(row.Strings(i), ","))
			default:
				b.WriteString(or(row.Text(i), "-"))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func one(id, value, step string) doc {
	return doc{id: id, rows: []ob{{metric: "bs", year: 2021, value: value, step: step}}}
}

func TestResolution(t *testing.T) {
	from := func(d doc, publisher, published string) doc {
		d.publisher, d.published = publisher, published
		return d
	}
	bound := func(d doc, q string) doc {
		d.rows[0].qualifier = q
		return d
	}
	for _, tc := range []struct {
		name string
		docs []doc
		want string // resolution value chosen n_observations n_documents spread alternatives
	}{
		{"one document", []doc{one("a", "50000", "10000")}, "single 50000 a.0 1 1 - -"},
		{"two agree", []doc{one("a", "50000", "10000"), one("b", "50000", "10000")}, "unanimous 50000 a.0 2 2 - -"},
		{"the finer writing of one value", []doc{one("a", "50000", "10000"), one("b", "50000", "1")}, "unanimous 50000 b.0 2 2 - -"},
		{"rounded and exact", []doc{one("a", "50000", "10000"), one("b", "49832", "1")}, "equal_within_rounding 49832 b.0 2 2 0.00337133 [50000 a.0]"},
		{"neighbours are not equal", []doc{one("a", "2.2", "0.1"), one("b", "2.3", "0.1")}, "conflict - a.0 2 2 0.0454545 [2.2 a.0][2.3 b.0]"},
		{"a bound that holds", []doc{bound(one("a", "50000", "10000"), "over"), one("b", "50321", "1")}, "most_precise 50321 b.0 2 2 0.00637905 [50000 a.0]"},
		{"a bound that does not", []doc{bound(one("a", "50000", "10000"), "over"), one("b", "39321", "1")}, "conflict - b.0 2 2 0.271585 [39321 b.0][50000 a.0]"},
		{"authority over press", []doc{from(one("a", "51000", "1000"), "海西晨报", ""), from(one("b", "54000", "1000"), "福建省统计局", "")},
			"source_priority 54000 b.0 2 2 0.0555556 [51000 a.0]"},
		{"a newspaper whose name sounds like a ministry", []doc{from(one("a", "51000", "1000"), "西部网", ""), from(one("b", "54000", "1000"), "中国政府网", "")},
			"source_priority 54000 b.0 2 2 0.0555556 [51000 a.0]"},
		{"a revision", []doc{from(one("a", "51000", "1"), "", "2022-01-20"), from(one("b", "51500", "1"), "", "2022-11-20")}, "latest 51500 b.0 2 2 0.00970874 [51000 a.0]"},
		{"no revision is so large", []doc{from(one("a", "51000", "1"), "", "2022-01-20"), from(one("b", "91500", "1"), "", "2022-11-20")},
			"conflict - a.0 2 2 0.794118 [51000 a.0][91500 b.0]"},
		{"a conflict", []doc{one("a", "51000", "1"), one("b", "61000", "1")}, "conflict - a.0 2 2 0.196078 [51000 a.0][61000 b.0]"},
		{"an outlier", []doc{one("a", "51000", "1000"), one("b", "51200", "100"), one("c", "5100", "100")},
			"equal_within_rounding 51200 b.0 3 3 0.900391 [5100 c.0][51000 a.0]"},
		{"twice in one document", []doc{{id: "a", rows: []ob{{metric: "bs", year: 2021, value: "50000", step: "10000"}, {metric: "bs", year: 2021, value: "49800", step: "100"}}}},
			"equal_within_rounding 49800 a.1 2 1 0.00401606 [50000 a.0]"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			v := build(t, Options{}, tc.docs...)
			got := strings.TrimSpace(rows(t, v, "panel", "resolution", "value", "chosen_obs_id", "n_observations", "n_documents", "spread", "alternatives"))
			tc.want = strings.TrimSuffix(tc.want, " -")
			if got != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

// The order of the rules is a setting, and a rule that is left out decides nothing.
func TestOrderOfRules(t *testing.T) {
	a, b := one("a", "51000", "1"), one("b", "51500", "1")
	a.publisher, a.published = "福建省统计局", "2022-01-20"
	b.publisher, b.published = "海西晨报", "2022-11-20"
	for _, tc := range []struct {
		order []string
		want  string
	}{
		{nil, "source_priority 51000\n"},
		{[]string{"latest", "source_priority"}, "latest 51500\n"},
		{[]string{"latest"}, "latest 51500\n"},
		{[]string{}, "conflict -\n"},
	} {
		if got := rows(t, build(t, Options{Order: tc.order}, a, b), "panel", "resolution", "value"); got != tc.want {
			t.Errorf("%v: got %q, want %q", tc.order, got, tc.want)
		}
	}
}

func TestWhatSpeaksOfAYear(t *testing.T) {
	v := build(t, Options{}, doc{id: "a", rows: []ob{
		{metric: "bs", year: 2021, value: "30000", period: "2021-09-30", end: "2021-09-30"},
		{metric: "bs", year: 2021, value: "40000", period: "2021-11", end: "2021-11-30"}, // the later day stands
		{metric: "rev", year: 2021, value: "100", period: "2021-H1", end: "2021-06-30"},  // a part of the year
		{metric: "bs", year: 2022, value: "9", entity: "中国移动"},
		{metric: "rev", year: 2022, value: "7", scope: "三家基础电信企业"},
		{metric: "rev", year: 2022, value: "8"},
		{metric: "rev", year: 2023, value: "6", scope: "规模以上"},
		{metric: "rev", measure: "growth", year: 2023, value: "5", basis: "annual_average"},
		{metric: "rev", measure: "growth", year: 2024, value: "5", basis: "yoy"},
	}})
	want := "bs level 2021 40000 -\nrev growth 2024 5 -\nrev level 2022 8 -\nrev level 2023 6 规模以上\n"
	if got := rows(t, v, "panel", "metric", "measure", "year", "value", "scope"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestChecks(t *testing.T) {
	year := func(base string, r ...ob) doc { return doc{id: base, rows: r} }
	for _, tc := range []struct {
		name string
		d    doc
		want string
	}{
		{"regions sum up", year("a", ob{metric: "bs", year: 2021, value: "70000", step: "10000"}, ob{metric: "bs", year: 2021, region: "350100", value: "31000", step: "1000"},
			ob{metric: "bs", year: 2021, region: "350200", value: "38000", step: "1000"}), "sum_of_regions holds -"},
		{"regions exceed the whole", year("a", ob{metric: "bs", year: 2021, value: "50000", step: "1000"}, ob{metric: "bs", year: 2021, region: "350100", value: "31000", step: "1000"},
			ob{metric: "bs", year: 2021, region: "350200", value: "38000", step: "1000"}), "sum_of_regions fails a.0"},
		{"share of the whole", year("a", ob{metric: "allbs", year: 2021, value: "200000", step: "10000"}, ob{metric: "bs", measure: "share", year: 2021, value: "25", step: "1"},
			ob{metric: "bs", year: 2021, value: "51000", step: "1000"}), "share_times_whole holds -"},
		{"not the share", year("a", ob{metric: "allbs", year: 2021, value: "200000", step: "10000"}, ob{metric: "bs", measure: "share", year: 2021, value: "35", step: "1"},
			ob{metric: "bs", year: 2021, value: "51000", step: "1000"}), "share_times_whole fails a.2"},
		{"growth of levels", year("a", ob{metric: "rev", year: 2020, value: "100", step: "1"}, ob{metric: "rev", year: 2021, value: "106", step: "1"},
			ob{metric: "rev", measure: "growth", year: 2021, value: "5.1", step: "0.1"}), "growth_vs_levels holds -"},
		{"not the growth", year("a", ob{metric: "rev", year: 2020, value: "100", step: "1"}, ob{metric: "rev", year: 2021, value: "106", step: "1"},
			ob{metric: "rev", measure: "growth", year: 2021, value: "15.1", step: "0.1"}), "growth_vs_levels fails a.2"},
		{"growth at constant prices", year("a", ob{metric: "gdp", year: 2020, value: "100", step: "1"}, ob{metric: "gdp", year: 2021, value: "126", step: "1"},
			ob{metric: "gdp", measure: "growth", year: 2021, value: "8.1", step: "0.1"}), "growth_vs_levels not_applicable -"},
		{"stock and flow", year("a", ob{metric: "bs", year: 2020, value: "30000", step: "10000"}, ob{metric: "bs", measure: "increment", year: 2021, value: "21000", step: "1000"},
			ob{metric: "bs", year: 2021, value: "49832", step: "1"}), "stock_plus_flow holds -"},
		{"stock without the flow", year("a", ob{metric: "bs", year: 2020, value: "30000", step: "1000"}, ob{metric: "bs", measure: "increment", year: 2021, value: "21000", step: "1000"},
			ob{metric: "bs", year: 2021, value: "90000", step: "1000"}), "stock_plus_flow fails a.2"},
		{"growth of another day's stock", year("a", ob{metric: "bs", year: 2020, value: "100", step: "1", period: "2020-08", end: "2020-08-31"}, ob{metric: "bs", year: 2021, value: "126", step: "1"},
			ob{metric: "bs", measure: "growth", year: 2021, value: "8.1", step: "0.1"}), "growth_vs_levels not_applicable -"},
		{"flow since another day", year("a", ob{metric: "bs", year: 2020, value: "30000", step: "1000", period: "2020-08", end: "2020-08-31"}, ob{metric: "bs", measure: "increment", year: 2021, value: "21000", step: "1000"},
			ob{metric: "bs", year: 2021, value: "90000", step: "1000"}), "stock_plus_flow not_applicable -"},
		{"share of another day's whole", year("a", ob{metric: "allbs", year: 2021, value: "200000", step: "10000", period: "2021-06", end: "2021-06-30"}, ob{metric: "bs", measure: "share", year: 2021, value: "35", step: "1"},
			ob{metric: "bs", year: 2021, value: "51000", step: "1000"}), "share_times_whole not_applicable -"},
		{"a list dealt out", year("a", ob{metric: "bs", year: 2021, region: "350100", value: "1", infer: []string{"list_respectively"}}), "list_lengths holds -"},
		{"a list of other length", doc{id: "a", faults: []pipeline.Reason{pipeline.ListMismatch}}, "list_lengths fails -"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := strings.TrimSpace(rows(t, build(t, Options{}, tc.d), "checks", "kind", "verdict", "suspect_obs_id"))
			if got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestRenamedRegion(t *testing.T) {
	v := build(t, Options{Successor: func(code string) string { return map[string]string{"350521": "350100"}[code] }},
		doc{id: "a", rows: []ob{{metric: "bs", year: 2020, region: "350521", value: "100"}, {metric: "bs", year: 2021, region: "350100", value: "150"}}})
	want := "350100 2020 100 -\n350100 2021 150 100\n"
	if got := rows(t, v, "panel", "region", "year", "value", "previous_value"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestGaps(t *testing.T) {
	v := build(t, Options{},
		doc{id: "a", year: 2020, rows: []ob{{metric: "bs", year: 2020, value: "100"}, {metric: "rev", year: 2022, value: "7", status: "target"}}},
		doc{id: "b", year: 2020, rows: []ob{{metric: "bs", year: 2022, value: "300"}, {metric: "gdp", year: 2020, value: "5"}}},
		doc{id: "c", year: 2022, note: "allbs: above the greatest plausible value", faults: []pipeline.Reason{pipeline.ValueOutOfRange},
			rows: []ob{{metric: "bs", year: 2022, value: "300"}}},
		doc{id: "d", year: 2020, rows: []ob{{metric: "gdp", year: 2020, value: "9"}}},
		doc{id: "e", year: 2023})
	want := `2020 conflict 3 gdp
2020 not_mentioned 3 allbs,cpi,energy,jobless,rev
2021 no_document 0 allbs,bs,cpi,energy,gdp,jobless,rev
2022 not_mentioned 2 cpi,energy,gdp,jobless
2022 plan_only 2 rev
2022 quarantined 2 allbs
2023 not_mentioned 1 allbs,bs,cpi,energy,gdp,jobless,rev
`
	if got := rows(t, v, "gaps", "year", "reason", "n_documents", "metrics"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// BenchmarkBuild makes the panel of many cells, and one cell of many claims that all meet: both must take linear time.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1000, 4000} {
		var docs []doc
		for i := range n {
			docs = append(docs, doc{id: fmt.Sprintf("d%06d", i), rows: []ob{
				{metric: "bs", year: 2000 + i%20, region: fmt.Sprintf("%06d", 360000+i%300), value: fmt.Sprint(1000 + i), step: "1"},
				{metric: "rev", year: 2020, value: fmt.Sprint(1000 + i), step: "1", qualifier: "over"}}})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if v := build(b, Options{}, docs...); v.Rows("panel") < 300 {
					b.Fatal("few cells")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/document")
		})
	}
}
