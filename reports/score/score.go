// Package score measures observations against hand-made labels: precision, recall and F1 of the value
// (metric, measure, value), of the whole tuple (and unit, region, year, status, entity) and of the strict one
// (and period_end, basis, qualifier), by field and by metric. docs/labels.md describes the format of labels.
package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/reports/statement"
)

// Labels are the labelled observations by document: the name of its file without folder and extension.
type Labels map[string][]statement.Statement

// label is one line of a label file.
type label struct {
	Metric    string          `json:"metric"`
	Measure   string          `json:"measure"`
	Value     json.RawMessage `json:"value"`
	Low       json.RawMessage `json:"low"`
	High      json.RawMessage `json:"high"`
	Qualifier string          `json:"qualifier"`
	Unit      string          `json:"unit"`
	Region    *string         `json:"region"`
	Year      *int            `json:"year"`
	Period    *string         `json:"period"`
	PeriodEnd *string         `json:"period_end"`
	Status    string          `json:"status"`
	Basis     *string         `json:"basis"`
	Entity    *string         `json:"entity"`
	Quote     string          `json:"quote"`
	Context   string          `json:"context"`
}

// Load reads ann/ID.jsonl of a folder of labels. An empty file says that its document has none.
func Load(fsys fs.FS) (Labels, error) {
	names, err := fs.Glob(fsys, "ann/*.jsonl")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no labels: the folder has no ann/*.jsonl")
	}
	out := Labels{}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		id := strings.TrimSuffix(path.Base(name), ".jsonl")
		out[id] = nil
		sc := bufio.NewScanner(bytes.NewReader(b))
		sc.Buffer(nil, 16<<20)
		for n := 1; sc.Scan(); n++ {
			if len(bytes.TrimSpace(sc.Bytes())) == 0 {
				continue
			}
			var l label
			if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			s, err := l.statement()
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
			out[id] = append(out[id], s)
		}
		if err := sc.Err(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

func (l *label) statement() (s statement.Statement, err error) {
	s = statement.Statement{Metric: l.Metric, Measure: l.Measure, Qualifier: l.Qualifier, Unit: l.Unit, Region: deref(l.Region),
		Period: deref(l.Period), PeriodEnd: deref(l.PeriodEnd), Status: l.Status, Basis: deref(l.Basis), Entity: deref(l.Entity),
		Quote: l.Quote, Sentence: l.Context}
	if l.Year != nil {
		s.Year = strconv.Itoa(*l.Year)
	}
	for _, f := range []struct {
		to   *string
		name string
		raw  json.RawMessage
	}{{&s.Value, "value", l.Value}, {&s.Low, "low", l.Low}, {&s.High, "high", l.High}} {
		text := strings.Trim(string(f.raw), `"`)
		if text == "" || text == "null" {
			continue
		}
		d, _, err := apd.NewFromString(text)
		if err != nil {
			return s, fmt.Errorf("%s: %q is no decimal", f.name, text)
		}
		*f.to = statement.Decimal(d)
	}
	return s, nil
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// PRF is precision, recall and F1 with the counts that they come from.
type PRF struct {
	Right, Got, Want int
	Precision        float64
	Recall           float64
	F1               float64
}

func prf(right, got, want int) PRF {
	p := PRF{Right: right, Got: got, Want: want, Precision: 1, Recall: 1}
	if got > 0 {
		p.Precision = float64(right) / float64(got)
	}
	if want > 0 {
		p.Recall = float64(right) / float64(want)
	}
	if s := p.Precision + p.Recall; s > 0 {
		p.F1 = 2 * p.Precision * p.Recall / s
	}
	return p
}

// FieldScore is how often a field is right where metric, measure and value are.
type FieldScore struct {
	Name      string
	Right, Of int
}

// MetricScore is the tuple score of one metric.
type MetricScore struct {
	Metric string
	PRF
}

// Miss is a label without a row, or a row without a label.
type Miss struct {
	Document string
	Missed   bool // else spurious
	statement.Statement
}

// Report is the whole comparison.
type Report struct {
	Documents            int
	Value, Tuple, Strict PRF
	Fields               []FieldScore
	Metrics              []MetricScore
	Misses               []Miss
}

// key is a statement cut down to the fields that a level compares.
type key [11]string

const (
	valueFields  = 3
	tupleFields  = 8
	strictFields = 11
)

var fieldNames = [strictFields]string{"metric", "measure", "value", "unit", "region", "year", "status", "entity", "period_end", "basis", "qualifier"}

func keyOf(s *statement.Statement) key {
	amount := s.Value
	if s.Qualifier == "range" {
		amount = s.Low + "~" + s.High
	}
	basis := ""
	if s.Measure == "growth" || s.Measure == "growth_pp" {
		basis = s.Basis
	}
	entity := ""
	if s.Entity != "" {
		entity = "entity" // which words name it is not compared
	}
	return key{s.Metric, s.Measure, amount, s.Unit, s.Region, s.Year, s.Status, entity, s.PeriodEnd, basis, s.Qualifier}
}

func (k key) first(n int) key {
	for i := n; i < len(k); i++ {
		k[i] = ""
	}
	return k
}

// Compare scores rows against labels. Rows of documents without labels are left out; a statement that a document
// repeats counts once.
func Compare(labels Labels, rows []statement.Statement) *Report {
	got := map[string][]statement.Statement{}
	seen := map[string]map[key]bool{}
	for i := range rows {
		id := documentID(rows[i].Path)
		if _, ok := labels[id]; !ok {
			continue
		}
		if seen[id] == nil {
			seen[id] = map[key]bool{}
		}
		if k := keyOf(&rows[i]); !seen[id][k] {
			seen[id][k] = true
			got[id] = append(got[id], rows[i])
		}
	}
	r := &Report{Documents: len(labels)}
	ids := slices.Sorted(maps.Keys(labels))
	metrics := map[string]*[3]int{}
	of := func(metric string) *[3]int {
		if metrics[metric] == nil {
			metrics[metric] = &[3]int{}
		}
		return metrics[metric]
	}
	for _, s := range []struct {
		to *PRF
		n  int
	}{{&r.Value, valueFields}, {&r.Tuple, tupleFields}, {&r.Strict, strictFields}} {
		right, ngot, nwant := 0, 0, 0
		for _, id := range ids {
			pairs := pairUp(labels[id], got[id], s.n)
			for i := range labels[id] {
				if s.n == tupleFields {
					of(labels[id][i].Metric)[2]++
				}
				if pairs[i] < 0 {
					continue
				}
				right++
				if s.n == tupleFields {
					of(labels[id][i].Metric)[0]++
				}
			}
			if s.n == tupleFields {
				for i := range got[id] {
					of(got[id][i].Metric)[1]++
				}
				r.misses(id, labels[id], got[id], pairs)
			}
			ngot += len(got[id])
			nwant += len(labels[id])
		}
		*s.to = prf(right, ngot, nwant)
	}
	for _, m := range slices.Sorted(maps.Keys(metrics)) {
		n := metrics[m]
		r.Metrics = append(r.Metrics, MetricScore{m, prf(n[0], n[1], n[2])})
	}
	r.fields(ids, labels, got)
	return r
}

// documentID is the name of a document's file without folder, archive and extension.
func documentID(p string) string {
	if i := strings.LastIndexByte(p, '!'); i >= 0 {
		p = p[i+1:]
	}
	p = path.Base(p)
	if i := strings.LastIndexByte(p, '.'); i > 0 {
		p = p[:i]
	}
	return p
}

// pairUp gives each label the index of a row of its own that is equal in the first n fields, or -1.
func pairUp(want, got []statement.Statement, n int) []int {
	free := map[key][]int{}
	for i := range got {
		k := keyOf(&got[i]).first(n)
		free[k] = append(free[k], i)
	}
	out := make([]int, len(want))
	for i := range want {
		k := keyOf(&want[i]).first(n)
		out[i] = -1
		if f := free[k]; len(f) > 0 {
			out[i], free[k] = f[0], f[1:]
		}
	}
	return out
}

func (r *Report) misses(id string, want, got []statement.Statement, pairs []int) {
	used := map[int]bool{}
	for i, p := range pairs {
		if p < 0 {
			r.Misses = append(r.Misses, Miss{id, true, want[i]})
		} else {
			used[p] = true
		}
	}
	for i := range got {
		if !used[i] {
			r.Misses = append(r.Misses, Miss{id, false, got[i]})
		}
	}
}

// fields compares the other fields of rows that have a label's metric, measure and value; each label takes the
// row that agrees most.
func (r *Report) fields(ids []string, labels Labels, got map[string][]statement.Statement) {
	var right [strictFields]int
	of := 0
	for _, id := range ids {
		used := make([]bool, len(got[id]))
		for i := range labels[id] {
			want := keyOf(&labels[id][i])
			best, most := -1, -1
			for j := range got[id] {
				k := keyOf(&got[id][j])
				if used[j] || k.first(valueFields) != want.first(valueFields) {
					continue
				}
				if n := agreeing(k, want); n > most {
					best, most = j, n
				}
			}
			if best < 0 {
				continue
			}
			used[best] = true
			of++
			k := keyOf(&got[id][best])
			for f := valueFields; f < strictFields; f++ {
				if k[f] == want[f] {
					right[f]++
				}
			}
		}
	}
	for f := valueFields; f < strictFields; f++ {
		r.Fields = append(r.Fields, FieldScore{fieldNames[f], right[f], of})
	}
}

func agreeing(a, b key) (n int) {
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}
