// Package statement holds observations in the form in which reports compare them: every field as
// text, whether it was read from a dataset, from a document in memory or from a file of labels.
package statement

import (
	"context"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// Statement is one observation. Empty fields are null. Numbers are exact decimals without exponent.
type Statement struct {
	Path       string // of the document
	Start, End int    // of the quote, in code points
	Metric     string
	Measure    string
	Value      string
	Low, High  string
	Qualifier  string
	Unit       string
	Region     string
	Year       string
	Period     string
	PeriodEnd  string
	Status     string
	Basis      string
	Entity     string
	Quote      string
	Sentence   string
}

// Field is a named field that a report compares.
type Field struct{ Name, Value string }

// Fields lists what an observation says; place and words are left out.
func (s *Statement) Fields() []Field {
	return []Field{
		{"metric", s.Metric}, {"measure", s.Measure}, {"value", s.Value}, {"low", s.Low}, {"high", s.High},
		{"qualifier", s.Qualifier}, {"unit", s.Unit}, {"region", s.Region}, {"period", s.Period}, {"status", s.Status},
		{"basis", s.Basis}, {"entity", s.Entity},
	}
}

// Amount is the value or range for people.
func (s *Statement) Amount() string {
	a := s.Value
	if s.Qualifier == string(pipeline.Range) {
		a = s.Low + " to " + s.High
	} else if s.Qualifier != "" && s.Qualifier != string(pipeline.Exact) {
		a = strings.ReplaceAll(s.Qualifier, "_", " ") + " " + a
	}
	if s.Unit == "rank" {
		return a
	}
	if s.Unit != "" && s.Unit != "1" {
		a += " " + s.Unit
	}
	return a
}

// Reader reads the tables of a dataset.
type Reader interface {
	Read(ctx context.Context, t *table.Table, columns []string) iter.Seq2[table.Row, error]
}

// FromDataset reads all observations of a dataset.
func FromDataset(ctx context.Context, r Reader) ([]Statement, error) {
	columns := []string{"source_path", "char_start", "char_end", "metric", "measure", "value_exact", "value_low", "value_high",
		"qualifier", "unit", "region", "year", "period", "period_end", "status", "basis", "entity", "quote", "sentence", "value"}
	var out []Statement
	for row, err := range r.Read(ctx, table.Observations, columns) {
		if err != nil {
			return nil, err
		}
		text := func(i int) string {
			if row.Null(i) {
				return ""
			}
			return strings.Clone(row.Text(i))
		}
		float := func(i int) string {
			v, ok := row.Float(i)
			if !ok {
				return ""
			}
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		s := Statement{
			Path: text(0), Start: int(row.Int(1)), End: int(row.Int(2)), Metric: text(3), Measure: text(4),
			Low: float(6), High: float(7), Qualifier: text(8), Unit: text(9), Region: text(10),
			Period: text(12), Status: text(14), Basis: text(15), Entity: text(16), Quote: text(17), Sentence: text(18),
		}
		if !row.Null(5) {
			s.Value = row.Decimal(5)
		} else {
			s.Value = float(19) // a number of more digits than the exact column holds
		}
		if !row.Null(11) {
			s.Year = strconv.FormatInt(row.Int(11), 10)
		}
		if !row.Null(13) {
			s.PeriodEnd = row.Date(13).String()
		}
		out = append(out, s)
	}
	return out, nil
}

// FromDocument gives the observations of a document that went through the stages.
func FromDocument(d *pipeline.Document) []Statement {
	if d.Found == nil || d.State == pipeline.Quarantined {
		return nil
	}
	out := make([]Statement, 0, len(d.Found.Observations))
	at, chars := 0, 0
	for i := range d.Found.Observations {
		o := &d.Found.Observations[i]
		if o.Quote.Start < at {
			at, chars = 0, 0
		}
		chars += utf8.RuneCountInString(d.Text[at:o.Quote.Start])
		at = o.Quote.Start
		quote := o.Quote.Of(d.Text)
		s := Statement{
			Path: d.Path, Start: chars, End: chars + utf8.RuneCountInString(quote), Metric: o.Metric, Measure: string(o.Measure),
			Value: Decimal(o.Value), Low: Decimal(o.Low), High: Decimal(o.High), Qualifier: string(o.Qualifier), Unit: o.Unit,
			Region: o.Region, Period: o.Period, PeriodEnd: o.PeriodEnd.String(), Status: string(o.Status), Basis: o.Basis,
			Entity: o.Entity, Quote: quote, Sentence: o.Said(d.Text),
		}
		if !o.PeriodEnd.IsZero() {
			s.Year = strconv.Itoa(o.PeriodEnd.Year)
		}
		out = append(out, s)
	}
	return out
}

// Decimal writes d without exponent and without trailing zeros of the fraction, so that equal numbers
// are equal texts; nil is "".
func Decimal(d *apd.Decimal) string {
	if d == nil {
		return ""
	}
	s := d.Text('f')
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return s
}
