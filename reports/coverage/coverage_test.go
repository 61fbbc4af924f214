package coverage

import (
	"bytes"
	"context"
	"iter"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
	"zhibiao/stages/parquet"
)

// memory dataset: the sink's rows of a few documents.
type tables struct {
	files map[string]*bytes.Buffer
	open  map[string]*table.Writer
}

func (m *tables) Document(*pipeline.Document) (bool, error) { return true, nil }
func (m *tables) Commit() error                             { return nil }
func (m *tables) Writer(t *table.Table) (*table.Writer, error) {
	if w := m.open[t.Name]; w != nil {
		return w, nil
	}
	b := &bytes.Buffer{}
	w, err := table.NewWriter(b, t, table.Options{})
	m.files[t.Name], m.open[t.Name] = b, w
	return w, err
}

func (m *tables) Read(ctx context.Context, t *table.Table, columns []string) iter.Seq2[table.Row, error] {
	return table.Read(ctx, bytes.NewReader(m.files[t.Name].Bytes()), t, columns)
}

type noRegions struct{}

func (noRegions) Name(string, int) string { return "" }
func (noRegions) Level(string) string     { return "" }
func (noRegions) ISO(string) string       { return "" }

func TestOf(t *testing.T) {
	m := &tables{files: map[string]*bytes.Buffer{}, open: map[string]*table.Writer{}}
	sink := parquet.New(m, noRegions{})
	text := "新建充电桩5万个、换电站3座，5G发展快。"
	at := func(s string) pipeline.Span {
		i := bytes.Index([]byte(text), []byte(s))
		return pipeline.Span{Start: i, End: i + len(s)}
	}
	all := pipeline.Span{End: len(text)}
	for i, year := range []int{2022, 2024} {
		x := &pipeline.Extraction{Region: "350000", ReportYear: year, DocType: "news"}
		x.Observations = []pipeline.Observation{{Metric: "m", Measure: pipeline.Level, Value: apd.New(50000, 0), Qualifier: pipeline.Exact, Unit: "1", Quote: at("5万个"), Sentence: all, Status: pipeline.Actual, Table: -1, RegionSource: pipeline.ByTitle, PeriodSource: pipeline.ByNone}}
		x.Quantities = []pipeline.Quantity{
			{Quote: at("5万个"), Sentence: all, Value: apd.New(50000, 0), Qualifier: pipeline.Exact, Unit: "1", Dimension: "count", Head: "充电桩"},
			{Quote: at("3座"), Sentence: all, Value: apd.New(3, 0), Qualifier: pipeline.Exact, Unit: "1", Dimension: "count", Head: "换 电站", Observation: -1, WhyNot: "no metric's name stands in the clause"},
			{Quote: at("5G"), Sentence: all, IsName: true, Observation: -1},
		}
		d := &pipeline.Document{ID: string(rune('a' + i)), Path: string(rune('a' + i)), Text: text, State: pipeline.Extracted, Found: x}
		if err := sink.Write(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range m.open {
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Of(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Count{"", 2, 2, 2}); r.Total != want {
		t.Errorf("total %+v", r.Total)
	}
	if len(r.ByType) != 1 || r.ByType[0] != (Count{"news", 2, 2, 2}) || r.ByRegion[0].Key != "350000" {
		t.Errorf("by type %+v, by region %+v", r.ByType, r.ByRegion)
	}
	if len(r.ByUnit) != 1 || r.ByUnit[0] != (Count{"1", 2, 0, 2}) || r.ByUnit[0].Share() != 0.5 {
		t.Errorf("by unit %+v", r.ByUnit)
	}
	if len(r.Groups) != 1 {
		t.Fatalf("groups %+v", r.Groups)
	}
	want := Group{Head: "换电站", Unit: "1", N: 2, Documents: 2, Regions: 1, FirstYear: 2022, LastYear: 2024, Quote: "3座", Sentence: text, Reason: "no metric's name stands in the clause"}
	if r.Groups[0] != want {
		t.Errorf("group %+v", r.Groups[0])
	}
}
