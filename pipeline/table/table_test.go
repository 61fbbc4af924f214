package table

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

func dec(t testing.TB, s string) *apd.Decimal {
	t.Helper()
	d, _, err := apd.NewFromString(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDecimals(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"0", "0"}, {"5", "5"}, {"-3.2", "-3.2"}, {"1.47E12", "1470000000000"}, {"0.000000001", "0.000000001"},
		{"-0.25", "-0.25"}, {"66.670", "66.67"}, {"99999999999999999999999999999.123456789", "99999999999999999999999999999.123456789"},
		{"0.0000000001", ""}, // ten places
		{"1E30", ""},         // forty digits with nine places
		{"1E90000", ""},      // far out
		{"0E90000", "0"},     //
		{"1E-90000", ""},     //
		{"18446744073709551615", "18446744073709551615"},
	} {
		n, ok := toDecimal128(dec(t, tc.in))
		got := ""
		if ok {
			got = plain(n)
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestFloats(t *testing.T) {
	for in, want := range map[string]float64{"0.1": 0.1, "1.47E12": 1.47e12, "-3.2": -3.2, "123456789012345678": 123456789012345678, "9007199254740993": 9007199254740993, "1E30": 1e30, "0.3": 0.3, "-0": 0} {
		if got := Float(dec(t, in)); got != want {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
}

var every = &Table{Name: "every", About: "One row per type.", Key: []string{"text"}, Columns: []Column{
	{Name: "text", Type: String, Hash: true, About: "a"}, {Name: "dict", Type: Dict, Nullable: true, About: "b"}, {Name: "bool", Type: Bool, About: "c"},
	{Name: "i16", Type: Int16, Nullable: true, About: "d"}, {Name: "i32", Type: Int32, Near: true, About: "e"}, {Name: "i64", Type: Int64, About: "f"},
	{Name: "f32", Type: Float32, About: "g"}, {Name: "value", Type: Float64, Nullable: true, About: "h"}, {Name: "value_exact", Type: Decimal, Nullable: true, About: "i"},
	{Name: "date", Type: Date, Nullable: true, About: "j"}, {Name: "strings", Type: Strings, About: "k"}, {Name: "alternatives", Type: Alternatives, About: "l"},
}}

// written writes rows; a text that starts with "-" makes a row of nulls.
func written(t testing.TB, texts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, every, Options{Metadata: [][2]string{{"ruleset", "r"}}})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, w, texts...)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func fill(t testing.TB, w *Writer, texts ...string) {
	t.Helper()
	for i, s := range texts {
		w.Text(s)
		if i%2 == 1 {
			w.Null()
			w.Bool(false)
			w.Null()
			w.Int(0)
			w.Int(0)
			w.Float(0)
			w.Number(nil)
			w.Number(nil)
			w.Date(pipeline.Date{})
			w.Strings(nil)
			w.Alternatives(nil)
		} else {
			w.Text("词")
			w.Bool(true)
			w.Int(2021)
			w.Int(-7)
			w.Int(1 << 40)
			w.Float(0.9)
			w.Number(dec(t, "123456789012345.123456789"))
			w.Number(dec(t, "123456789012345.123456789"))
			w.Date(pipeline.Date{Year: 2021, Month: 12, Day: 31})
			w.Strings([]string{"a", "乙"})
			w.Alternatives([]Alternative{{Value: 1.5, ObsID: "x", Published: pipeline.Date{Year: 1969, Month: 1, Day: 2}}, {Value: math.NaN(), ObsID: "y"}})
		}
		if err := w.EndRow(); err != nil {
			t.Fatal(err)
		}
	}
}

func exported(t testing.TB, file []byte, format string) string {
	t.Helper()
	var b strings.Builder
	if err := Export(&b, every, format, Read(context.Background(), bytes.NewReader(file), every, nil)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryTypeComesBack(t *testing.T) {
	want := `{"text":"甲","dict":"词","bool":true,"i16":2021,"i32":-7,"i64":1099511627776,"f32":0.9,"value":123456789012345.123456789,"value_exact":"123456789012345.123456789","date":"2021-12-31","strings":["a","乙"],"alternatives":[{"value":1.5,"obs_id":"x","published":"1969-01-02"},{"value":null,"obs_id":"y","published":null}]}
{"text":"a\"\\\n\u2028\u0001","dict":null,"bool":false,"i16":null,"i32":0,"i64":0,"f32":0,"value":null,"value_exact":null,"date":null,"strings":[],"alternatives":[]}
`
	got := exported(t, written(t, "甲", "a\"\\\n\u2028\x01"), "jsonl")
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for l := range strings.Lines(got) {
		if !json.Valid([]byte(l)) {
			t.Errorf("no JSON: %s", l)
		}
	}
	if got := exported(t, written(t), "jsonl"); got != "" {
		t.Errorf("no rows give %q", got)
	}
}

// Rows in bytes, whole or cell by cell, make the same file as the values did.
func TestRowsInBytes(t *testing.T) {
	var rows [][]byte
	fill(t, NewRows(every, func(row []byte) error {
		rows = append(rows, bytes.Clone(row))
		return nil
	}), "甲", "乙", "丙")
	opt := Options{Metadata: [][2]string{{"ruleset", "r"}}}
	for _, whole := range []bool{true, false} {
		var b bytes.Buffer
		w, err := NewWriter(&b, every, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if whole {
				err = w.Row(row)
			} else {
				cells, serr := every.SplitRow(row, nil)
				if serr != nil {
					t.Fatal(serr)
				}
				for _, c := range cells {
					w.Cell(c)
				}
				err = w.EndRow()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written(t, "甲", "乙", "丙"), b.Bytes()) {
			t.Errorf("whole rows %v: other bytes", whole)
		}
	}
}

// Damaged rows are told, never a panic.
func FuzzSplitRow(f *testing.F) {
	fill(f, NewRows(every, func(row []byte) error {
		f.Add(bytes.Clone(row))
		return nil
	}), "甲", "乙")
	f.Fuzz(func(t *testing.T, row []byte) {
		cells, err := every.SplitRow(row, nil)
		if err == nil && !bytes.Equal(bytes.Join(cells, nil), row[every.headSize():]) {
			t.Errorf("cells are not the row")
		}
		levels := []uint8{0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 2, 1, 2}
		if gerr := new(group).read(every, levels, [][]byte{row}); err == nil && gerr != nil {
			t.Errorf("the columns of a good row: %v", gerr)
		}
	})
}

// Several row groups, encoded in the background, with lists that differ from row to row.
func TestManyRows(t *testing.T) {
	var b bytes.Buffer
	jobs := make(chan func(), 8)
	done := make(chan struct{})
	go func() {
		for job := range jobs {
			job()
		}
		close(done)
	}()
	file, err := NewFileWriter(&b, every, Options{Encode: func(f func()) { jobs <- f }})
	if err != nil {
		t.Fatal(err)
	}
	w := file.Writer()
	const n = 5000
	for i := range n {
		if i%1700 == 1699 {
			file.Flush()
			w.Apart()
		}
		text := strings.Repeat("字", i%7) + "x"
		list := make([]string, i%4)
		for k := range list {
			list[k] = text
		}
		w.Text(text)
		w.Null()
		w.Bool(i%3 == 0)
		w.IntOr(int64(i%5), 0)
		w.Int(int64(i))
		w.Int(int64(-i))
		w.Float(0.5)
		w.Number(dec(t, "1.5"))
		w.Null()
		w.Date(pipeline.Date{Year: 2020, Month: 1, Day: 1 + i%28})
		w.Strings(list)
		w.Alternatives(make([]Alternative, i%3))
		if err := w.EndRow(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	close(jobs)
	<-done
	i := 0
	for row, err := range Read(context.Background(), bytes.NewReader(b.Bytes()), every, []string{"i64", "text", "i16", "strings", "alternatives", "bool", "date"}) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Int(0) != int64(-i) || len(row.Text(1)) != 3*(i%7)+1 || row.Null(2) != (i%5 == 0) || row.Int(2) != int64(i%5) ||
			len(row.Strings(3)) != i%4 || len(row.Alternatives(4)) != i%3 || row.Bool(5) != (i%3 == 0) || row.Date(6).Day != 1+i%28 {
			t.Fatalf("row %d: %v", i, row)
		}
		i++
	}
	if rows, err := NumRows(bytes.NewReader(b.Bytes())); i != n || rows != n || err != nil {
		t.Errorf("%d rows, %d in the footer, %v", i, rows, err)
	}
}

func TestCSV(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "@cmd": "'@cmd", "+1+1": "'+1+1", "-2+3": "'-2+3", "-3.2": "-3.2", "-3.2%": "-3.2%", "+5": "+5", "\tx": "'\tx",
		"＝1": "'＝1", "5G，4G": "5G，4G", "a,b": "a,b", `a"b`: `a"b`, "a\nb": "a\nb", "－5": "'－5", "-": "-", "=a,\"b\"": "'=a,\"b\"",
	} {
		rows, err := csv.NewReader(strings.NewReader(exported(t, written(t, in), "csv"))).ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if len(rows) != 2 || rows[1][0] != want {
			t.Errorf("%q: %q, want %q", in, rows[1][0], want)
		}
		if rows[1][7] != "123456789012345.123456789" || rows[1][9] != "2021-12-31" {
			t.Errorf("%q: numbers %q", in, rows[1])
		}
	}
}

func TestDescriptions(t *testing.T) {
	tables := All(PanelWide([]WideColumn{{Metric: "telecom.5g_base_stations", Unit: "1", ZH: "5G基站数", EN: "5G base stations"}}))
	for _, tb := range tables {
		if tb.About == "" {
			t.Errorf("%s is not described", tb.Name)
		}
		seen := map[string]bool{}
		for i, c := range tb.Columns {
			if c.About == "" || !strings.HasSuffix(c.About, ".") || seen[c.Name] {
				t.Errorf("%s.%s: described as %q", tb.Name, c.Name, c.About)
			}
			seen[c.Name] = true
			if d, _ := tb.Schema().Field(i).Metadata.GetValue("description"); d != c.About {
				t.Errorf("%s.%s: field metadata %q", tb.Name, c.Name, d)
			}
		}
		for _, k := range tb.Key {
			if !seen[k] {
				t.Errorf("%s: key %s is no column", tb.Name, k)
			}
		}
	}
	var book, pkg bytes.Buffer
	if err := Codebook(&book, tables); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## observations", "| region | dict | yes | REF_AREA |", "5G基站数"} {
		if !strings.Contains(book.String(), want) {
			t.Errorf("codebook lacks %q", want)
		}
	}
	err := DataPackage(&pkg, "n", "t", []File{{Table: Observations, Path: "observations/report_year=2021/part-0.parquet"}, {Table: Observations, Path: "observations/report_year=2021/part-1.parquet"}})
	if err != nil {
		t.Fatal(err)
	}
	var p struct {
		Resources []struct {
			Name, Path string
			Schema     struct{ Fields []struct{ Name, Type string } }
		}
	}
	if err := json.Unmarshal(pkg.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if len(p.Resources) != 2 || p.Resources[1].Name != "observations-2021-2" || len(p.Resources[0].Schema.Fields) != len(Observations.Columns) {
		t.Errorf("resources %+v", p.Resources)
	}
}

func BenchmarkWrite(b *testing.B) {
	rows := int64(0)
	for b.Loop() {
		var out bytes.Buffer
		w, err := NewWriter(&out, Quantities, Options{})
		if err != nil {
			b.Fatal(err)
		}
		d := dec(b, "12.5E4")
		for i := range 50000 {
			w.Text("0123456789abcdef")
			w.Int(int64(i))
			w.Int(int64(i + 3))
			w.Text("12.5万个")
			w.Number(d)
			w.Null()
			w.Null()
			w.Text("exact")
			w.Text("1")
			w.Text("count")
			w.Text("5G基站总数")
			w.Text("截至年底,全省5G基站总数达12.5万个,比上年末净增。")
			w.Bool(false)
			w.Null()
			w.Text("telecom.5g_base_stations: unit")
			if err := w.EndRow(); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil || w.Rows() != 50000 {
			b.Fatal(err, w.Rows())
		}
		rows += w.Rows()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
