package parquet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
)

type regions struct{}

func (regions) Name(code string, year int) string {
	return map[string]string{"350000": "福建省", "350200": "厦门市"}[code]
}
func (regions) Level(code string) string { return map[string]string{"350000": "province"}[code] }
func (regions) ISO(code string) string   { return map[string]string{"350000": "CN-FJ"}[code] }

func dec(s string) *apd.Decimal {
	d, _, err := apd.NewFromString(s)
	if err != nil {
		panic(err)
	}
	return d
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// document makes a finished document with one observation for every "N万个" of the text.
func document(path, text string, year int) *pipeline.Document {
	d := &pipeline.Document{ID: digest(path + text)[:32], Path: path, Text: text, Bytes: int64(len(text)),
		SHA256: digest(text), TextSHA256: digest(text), Format: "text", Encoding: "utf-8", Script: "simplified"}
	d.Meta = pipeline.Meta{Title: "福建省通信业运行情况", Published: pipeline.Date{Year: year + 1, Month: 1, Day: 20}, PublishedSource: "meta", URL: "https://example.org/" + path}
	d.Sentences = []pipeline.Sentence{{Span: pipeline.Span{End: len(text)}}}
	x := &pipeline.Extraction{Region: "350000", RegionSource: pipeline.ByIssuer, ReportYear: year, DocType: "bulletin"}
	d.Found = x
	for at := 0; ; {
		i := strings.Index(text[at:], "万个")
		if i < 0 {
			break
		}
		end := at + i + len("万个")
		start := at + i
		for start > 0 && (text[start-1] >= '0' && text[start-1] <= '9' || text[start-1] == '.') {
			start--
		}
		v := dec(text[start:at+i] + "E+4")
		step := &apd.Decimal{Exponent: v.Exponent}
		step.Coeff.SetInt64(1)
		from := strings.LastIndex(text[:start], ",") + 1
		sentence := pipeline.Span{Start: from, End: end}
		x.Observations = append(x.Observations, pipeline.Observation{
			Metric: "telecom.5g_base_stations", MetricText: "5G基站", Measure: pipeline.Level, Value: v, Qualifier: pipeline.Exact, Step: step,
			Unit: "1", UnitText: "万个", Quote: pipeline.Span{Start: start, End: end}, Region: "350000", RegionSource: pipeline.ByIssuer,
			Period: fmt.Sprint(year), Freq: "A", PeriodEnd: pipeline.Date{Year: year, Month: 12, Day: 31}, PeriodSource: pipeline.BySentence,
			Status: pipeline.Actual, Sentence: sentence, Table: -1, Rule: "telecom.5g_base_stations", Inferences: []string{"region_from_issuer"}, Confidence: 0.9})
		x.Quantities = append(x.Quantities, pipeline.Quantity{Quote: pipeline.Span{Start: start, End: end}, Sentence: sentence,
			Value: v, Qualifier: pipeline.Exact, Unit: "1", Dimension: "count", Head: "5G基站", Observation: len(x.Observations) - 1})
		at = end
	}
	return d
}

func corpus() []*pipeline.Document {
	docs := []*pipeline.Document{
		document("2021/a.txt", "截至2021年底,全省5G基站总数达5.3万个;其中厦门1.20万个。", 2021),
		document("2022/a.txt", "2022年末全省5G基站达7.1万个。", 2022),
		document("2022/copy.txt", "2022年末全省5G基站达7.1万个。", 2022),
		document("none.txt", "没有数字的一句话。", 0),
		{ID: "bad", Path: "bad.zip", SHA256: digest("x"), State: pipeline.Quarantined,
			Faults: []pipeline.Fault{{Stage: "archive", Reason: pipeline.BrokenContainer, Severity: pipeline.Fatal, Detail: "cut after 3 bytes"}}},
	}
	for _, d := range docs[:4] {
		d.State = pipeline.Extracted
	}
	return docs
}

// write runs the documents into a dataset and publishes it.
func write(t testing.TB, dir string, docs []*pipeline.Document) {
	t.Helper()
	run, err := dataset.Begin(dir, dataset.Options{Key: "k", Metadata: [][2]string{{"ruleset", "r1"}}, BatchDocuments: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	sink := New(run, regions{})
	for _, d := range docs {
		if err := sink.Write(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := sink.Close(); err != nil {
		t.Fatal(err)
	}
	v, err := run.Merge(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if v != nil {
		if err := v.Publish(); err != nil {
			t.Fatal(err)
		}
	}
}

func export(t testing.TB, dir, name, format string) string {
	t.Helper()
	v, err := dataset.Open(dataset.OS(dir))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := v.Export(context.Background(), name, format, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	docs := corpus()
	write(t, dir, docs)
	lines := strings.Split(strings.TrimSpace(export(t, dir, "observations", "jsonl")), "\n")
	if len(lines) != 3 { // the copy counts once
		t.Fatalf("%d observations, want 3:\n%s", len(lines), strings.Join(lines, "\n"))
	}
	var o map[string]any
	d := json.NewDecoder(strings.NewReader(lines[1]))
	d.UseNumber()
	if err := d.Decode(&o); err != nil {
		t.Fatal(err)
	}
	text := docs[0].Text
	quote := o["quote"].(string)
	start := utf8.RuneCountInString(text[:strings.Index(text, quote)])
	want := map[string]any{
		"metric": "telecom.5g_base_stations", "value": json.Number("12000"), "value_exact": "12000", "value_step": json.Number("100"),
		"quote": "1.20万个", "region_name": "福建省", "region_iso": "CN-FJ", "year": json.Number("2021"), "period_start": nil,
		"period_end": "2021-12-31", "char_start": json.Number(fmt.Sprint(start)), "char_end": json.Number(fmt.Sprint(start + utf8.RuneCountInString(quote))),
		"table_id": nil, "confidence": json.Number("0.9"), "source_path": "2021/a.txt", "published": "2022-01-20", "publisher": nil,
	}
	for k, w := range want {
		if o[k] != w {
			t.Errorf("%s is %v, want %v", k, o[k], w)
		}
	}
	states := map[string]int{}
	for l := range strings.Lines(export(t, dir, "documents", "jsonl")) {
		var row struct{ State string }
		if err := json.Unmarshal([]byte(l), &row); err != nil {
			t.Fatal(err)
		}
		states[row.State]++
	}
	if states["extracted"] != 3 || states["duplicate"] != 1 || states["quarantined"] != 1 {
		t.Errorf("states %v", states)
	}
	if q := export(t, dir, "quarantine", "csv"); !strings.Contains(q, "broken_container") {
		t.Errorf("quarantine: %s", q)
	}
}

// tree hashes what a reader sees.
func tree(t testing.TB, dir string) string {
	t.Helper()
	real, err := filepath.EvalSymlinks(filepath.Join(dir, "_zhibiao", "current"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	err = filepath.WalkDir(real, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(real, p)
		fmt.Fprintf(&b, "%s %s\n", rel, digest(string(data)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSameBytes(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	write(t, a, corpus())
	write(t, b, corpus())
	if x, y := tree(t, a), tree(t, b); x != y {
		t.Errorf("two runs differ:\n%s\n%s", x, y)
	}
	before := tree(t, a)
	write(t, a, corpus()) // nothing new: nothing written
	if after := tree(t, a); before != after {
		t.Errorf("a second run changed the dataset:\n%s\n%s", before, after)
	}
}

// Readers of other languages, where Python has them.
func TestSecondReader(t *testing.T) {
	python := os.Getenv("ZHIBIAO_PYTHON")
	if python == "" {
		python = "python3"
	}
	if exec.Command(python, "-c", "import duckdb, pyarrow, pandas").Run() != nil {
		t.Skip("python with duckdb, pyarrow and pandas is not here (set ZHIBIAO_PYTHON)")
	}
	for name, docs := range map[string][]*pipeline.Document{"corpus": corpus(), "no values": corpus()[3:4]} {
		dir := t.TempDir()
		write(t, dir, docs)
		out, err := exec.Command(python, "testdata/read.py", dir).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
	}
}

func BenchmarkSink(b *testing.B) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "截至年底,第%d个地区5G基站总数达%d.%d万个,比上年末净增。", i, i, i%10)
	}
	docs := make([]*pipeline.Document, 100)
	for i := range docs {
		docs[i] = document(fmt.Sprintf("%d.txt", i), fmt.Sprintf("%d %s", i, text.String()), 2015+i%10)
		docs[i].State = pipeline.Extracted
	}
	rows := 0
	for b.Loop() {
		dir := b.TempDir()
		run, err := dataset.Begin(dir, dataset.Options{Key: "k"})
		if err != nil {
			b.Fatal(err)
		}
		sink := New(run, regions{})
		for _, d := range docs {
			if err := sink.Write(context.Background(), d); err != nil {
				b.Fatal(err)
			}
			rows += len(d.Found.Observations) + len(d.Found.Quantities) + 1
		}
		if err := sink.Close(); err != nil {
			b.Fatal(err)
		}
		v, err := run.Merge(context.Background(), nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := v.Publish(); err != nil {
			b.Fatal(err)
		}
		if v.Rows("observations") != 20000 {
			b.Fatalf("%d observations", v.Rows("observations"))
		}
		run.Close()
	}
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
}
