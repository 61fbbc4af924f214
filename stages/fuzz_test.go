package stages_test

import (
	"bytes"
	"context"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
	"zhibiao/stages"
	"zhibiao/stages/parquet"
)

// FuzzLine takes a text the whole way to its rows and states what holds for every text.
func FuzzLine(f *testing.F) {
	formats := []string{".md", ".txt", ".html"}
	seeds, err := filepath.Glob("testdata/golden/docs/*")
	if err != nil || len(seeds) < 50 {
		f.Fatalf("%d documents: %v", len(seeds), err)
	}
	for _, name := range seeds {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if i := slices.Index(formats, filepath.Ext(name)); i >= 0 {
			f.Add(string(raw), uint8(i))
		}
	}
	l := line(f)
	f.Fuzz(func(t *testing.T, text string, format uint8) {
		d := within(t, l, "a"+formats[int(format)%len(formats)], text)
		checkSpans(t, d)
		checkRows(t, d)
	})
}

// within takes one text down the line and fails when that takes longer than its length allows: half a
// second for a kilobyte, which is a thousand times what it takes, and some seconds in which a busy machine may do
// something else.
func within(t *testing.T, l *stages.Line, path, text string) *pipeline.Document {
	t.Helper()
	limit := 10*time.Second + time.Duration(len(text))*500*time.Microsecond
	done := make(chan *pipeline.Document, 1)
	go func() { done <- walk(l, path, []byte(text), len(l.Stages)) }()
	select {
	case d := <-done:
		return d
	case <-time.After(limit):
		t.Fatalf("a text of %d bytes took longer than %v", len(text), limit)
		return nil
	}
}

func checkSpans(t *testing.T, d *pipeline.Document) {
	t.Helper()
	if !utf8.ValidString(d.Text) {
		t.Fatalf("the text is not valid UTF-8: %q", d.Text)
	}
	edge := func(at int) bool { return at == len(d.Text) || utf8.RuneStart(d.Text[at]) }
	whole := func(what string, s pipeline.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(d.Text) || !edge(s.Start) || !edge(s.End) {
			t.Fatalf("%s %v is no piece of a text of %d bytes", what, s, len(d.Text))
		}
	}
	for _, b := range d.Blocks {
		whole("block", b.Span)
	}
	for _, s := range d.Sentences {
		whole("sentence", s.Span)
	}
	if d.Found == nil {
		return
	}
	byPlace := slices.SortedFunc(slices.Values(d.Found.Quantities), func(a, b pipeline.Quantity) int { return a.Quote.Start - b.Quote.Start })
	end := 0
	for _, q := range byPlace { // the rows of a table come when the whole table is read
		whole("quantity", q.Quote)
		whole("sentence", q.Sentence)
		if q.Quote.Len() == 0 || q.Quote.Start < end {
			t.Fatalf("quantity %q at %v is empty or overlaps the one before, which ends at %d", q.Quote.Of(d.Text), q.Quote, end)
		}
		end = q.Quote.End
		if q.Observation < -1 || q.Observation >= len(d.Found.Observations) {
			t.Fatalf("quantity %q belongs to row %d of %d", q.Quote.Of(d.Text), q.Observation, len(d.Found.Observations))
		}
		if !q.Sentence.Contains(q.Quote) {
			t.Fatalf("quantity %q is not in its sentence %q", q.Quote.Of(d.Text), q.Sentence.Of(d.Text))
		}
		checkBounds(t, q.Quote.Of(d.Text), q.Value, q.Low, q.High)
	}
	for i := range d.Found.Observations {
		o := &d.Found.Observations[i]
		whole("quote", o.Quote)
		whole("header", o.Header)
		whole("sentence", o.Sentence)
		if o.Quote.Len() == 0 || !o.Sentence.Contains(o.Quote) {
			t.Fatalf("quote %q is not in its sentence %q", o.Quote.Of(d.Text), o.Sentence.Of(d.Text))
		}
		if o.Metric == "" || o.Confidence < 0 || o.Confidence > 1 {
			t.Fatalf("quote %q: metric %q, confidence %v", o.Quote.Of(d.Text), o.Metric, o.Confidence)
		}
		checkBounds(t, o.Quote.Of(d.Text), o.Value, o.Low, o.High)
	}
}

// checkBounds says that the bounds are in order and hold the value.
func checkBounds(t *testing.T, quote string, value, low, high *apd.Decimal) {
	t.Helper()
	order := []*apd.Decimal{low, value, high}
	order = slices.DeleteFunc(order, func(d *apd.Decimal) bool { return d == nil })
	if !slices.IsSortedFunc(order, (*apd.Decimal).Cmp) {
		t.Fatalf("%q: value %v is not within %v and %v", quote, value, low, high)
	}
}

// checkRows writes the rows, reads them again and compares each quote with its place.
func checkRows(t *testing.T, d *pipeline.Document) {
	t.Helper()
	if d.State = pipeline.Extracted; d.Found == nil {
		d.State = pipeline.Quarantined
	}
	out := rowsInMemory{}
	if err := parquet.New(out, noRegions{}).Write(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	want := map[string]int{table.Documents.Name: 1}
	if d.Found != nil {
		want[table.Observations.Name], want[table.Quantities.Name] = len(d.Found.Observations), len(d.Found.Quantities)
	}
	runes := []rune(d.Text)
	for _, tab := range []*table.Table{table.Documents, table.Observations, table.Quantities} {
		rows := 0
		for r, err := range out.read(t, tab) {
			if err != nil {
				t.Fatal(err)
			}
			if rows++; tab == table.Documents {
				continue
			}
			if quote, place := r.Text(0), runes[r.Int(1):r.Int(2)]; quote != string(place) {
				t.Fatalf("%s: the quote is %q, at its place stands %q", tab.Name, quote, string(place))
			}
		}
		if rows != want[tab.Name] {
			t.Fatalf("%s: %d rows, want %d", tab.Name, rows, want[tab.Name])
		}
	}
}

// rowsInMemory takes the tables of one document.
type rowsInMemory map[string]*rowsOfTable

type rowsOfTable struct {
	buf bytes.Buffer
	*table.Writer
}

func (m rowsInMemory) Document(*pipeline.Document) (bool, error) { return true, nil }
func (m rowsInMemory) Commit() error                             { return nil }

func (m rowsInMemory) Writer(tab *table.Table) (*table.Writer, error) {
	f := m[tab.Name]
	if f == nil {
		f = &rowsOfTable{}
		var err error
		if f.Writer, err = table.NewWriter(&f.buf, tab, table.Options{}); err != nil {
			return nil, err
		}
		m[tab.Name] = f
	}
	return f.Writer, nil
}

// read returns the quotes of a table with their places.
func (m rowsInMemory) read(t *testing.T, tab *table.Table) iter.Seq2[table.Row, error] {
	t.Helper()
	f := m[tab.Name]
	if f == nil {
		return func(func(table.Row, error) bool) {}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	columns := []string{"quote", "char_start", "char_end"}
	if tab == table.Documents {
		columns = []string{"doc_id"}
	}
	return table.Read(context.Background(), bytes.NewReader(f.buf.Bytes()), tab, columns)
}

// noRegions knows the name of no region.
type noRegions struct{}

func (noRegions) Name(string, int) string { return "" }
func (noRegions) Level(string) string     { return "" }
func (noRegions) ISO(string) string       { return "" }
