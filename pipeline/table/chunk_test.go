package table

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/pqarrow"

	"zhibiao/pipeline"
)

// randomRow appends a row whose values repeat as often as repeat says.
func randomRow(w *Writer, rnd *rand.Rand, repeat int) {
	n := rnd.IntN(repeat)
	text := strings.Repeat("字", n%5) + fmt.Sprint(n)
	if rnd.IntN(4) == 0 {
		text = ""
	}
	w.Text(text)
	w.Text(text)
	w.Bool(n%2 == 0)
	w.IntOr(int64(n%3000), 0)
	w.Int(int64(-n))
	w.Int(int64(n) << 33)
	w.Float(float64(n) / 4)
	if n%7 == 0 {
		w.Null()
	} else {
		w.Float(float64(-n) * 1e9)
	}
	w.Null()
	w.Date(pipeline.Date{Year: 1990 + n%40, Month: 1, Day: 1})
	w.Strings(slices.Repeat([]string{text}, rnd.IntN(3)))
	list := make([]Alternative, rnd.IntN(4))
	for i := range list {
		if list[i] = (Alternative{Value: float64(n), ObsID: text}); i == 1 {
			list[i] = Alternative{Value: math.NaN(), Published: pipeline.Date{Year: 2020, Month: 1, Day: 1 + n%28}}
		}
	}
	w.Alternatives(list)
}

// Whatever the values are, they come back, and the Parquet library's own reader sees the same.
func TestRandomTables(t *testing.T) {
	for seed, repeat := range []int{1, 2, 3, 9, 300, 5000, 1 << 20} {
		rnd := rand.New(rand.NewPCG(5, uint64(seed)))
		n := 1 + rnd.IntN(12_000)
		var b bytes.Buffer
		f, err := NewFileWriter(&b, every, Options{})
		if err != nil {
			t.Fatal(err)
		}
		w := f.Writer()
		var rows [][]byte // each of them by itself
		whole := NewRows(every, func(row []byte) error {
			rows = append(rows, bytes.Clone(row))
			return nil
		})
		short := NewRows(every, w.Row)
		again := rand.New(rand.NewPCG(5, uint64(seed)))
		again.IntN(12_000)
		for range n {
			whole.Apart()
			randomRow(whole, rnd, repeat)
			randomRow(short, again, repeat)
			if err := errors.Join(whole.EndRow(), short.EndRow()); err != nil {
				t.Fatal(err)
			}
			if rnd.IntN(5000) == 0 {
				f.Flush()
				short.Apart()
			}
			again.IntN(5000)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		got := rowsOf(t, b.Bytes())
		if len(got) != n {
			t.Fatalf("%d rows of %d", len(got), n)
		}
		for i := range rows {
			if !bytes.Equal(rows[i], got[i]) {
				t.Fatalf("repeat %d, row %d of %d: %q, want %q", repeat, i, n, got[i], rows[i])
			}
		}
		checkWithLibrary(t, b.Bytes(), n)
	}
}

// rowsOf reads a file back into rows in bytes.
func rowsOf(t *testing.T, data []byte) (rows [][]byte) {
	w := NewRows(every, func(row []byte) error {
		rows = append(rows, bytes.Clone(row))
		return nil
	})
	for row, err := range Read(context.Background(), bytes.NewReader(data), every, nil) {
		if err != nil {
			t.Fatal(err)
		}
		w.Apart()
		for i, c := range every.Columns {
			if row.Null(i) {
				w.Null()
				continue
			}
			switch c.Type {
			case String, Dict:
				w.Text(row.Text(i))
			case Bool:
				w.Bool(row.Bool(i))
			case Int16, Int32, Int64:
				w.Int(row.Int(i))
			case Float32, Float64:
				v, _ := row.Float(i)
				w.Float(v)
			case Date:
				w.Date(row.Date(i))
			case Strings:
				w.Strings(row.Strings(i))
			case Alternatives:
				w.Alternatives(row.Alternatives(i))
			}
		}
		if err := w.EndRow(); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// checkWithLibrary reads a file as Arrow and compares the statistics with what is there.
func checkWithLibrary(t *testing.T, data []byte, rows int) {
	pf, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	fr, err := pqarrow.NewFileReader(pf, pqarrow.ArrowReadProperties{}, memory.DefaultAllocator)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fr.ReadTable(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer got.Release()
	if int(got.NumRows()) != rows {
		t.Errorf("the library reads %d rows of %d", got.NumRows(), rows)
	}
	nulls := make([]int64, len(every.Columns))
	for g := range pf.NumRowGroups() {
		group := pf.MetaData().RowGroup(g)
		for i := range 10 { // the columns without lists
			c, err := group.ColumnChunk(i)
			if err != nil {
				t.Fatal(err)
			}
			s, err := c.Statistics()
			if err != nil || s == nil {
				t.Fatalf("column %d: statistics %v %v", i, s, err)
			}
			nulls[i] += s.NullCount()
		}
	}
	for i := range 10 {
		if n := got.Column(i).NullN(); int64(n) != nulls[i] {
			t.Errorf("column %d: %d nulls, the statistics say %d", i, n, nulls[i])
		}
	}
}

func TestHybrid(t *testing.T) {
	for _, tc := range []struct {
		values []uint32
		width  int
		want   string
	}{
		{nil, 3, ""},
		{[]uint32{5}, 3, "\x02\x05"},
		{slices.Repeat([]uint32{300}, 100), 9, "\xc8\x01\x2c\x01"},
		{[]uint32{0, 1, 2, 3, 4, 5, 6, 7}, 3, "\x03\x88\xc6\xfa"},
		{[]uint32{0, 1, 1}, 1, "\x03\x06"},
	} {
		if got := string(appendHybrid(nil, tc.values, tc.width)); got != tc.want {
			t.Errorf("%v: %q, want %q", tc.values, got, tc.want)
		}
	}
}
