package pipeline

import "github.com/cockroachdb/apd/v3"

// Qualifier says how exactly a value is stated.
type Qualifier string

const (
	Exact   Qualifier = "exact"
	About   Qualifier = "about"
	Nearly  Qualifier = "nearly"
	Over    Qualifier = "over"
	AtLeast Qualifier = "at_least"
	Under   Qualifier = "under"
	AtMost  Qualifier = "at_most"
	Range   Qualifier = "range"
	Some    Qualifier = "some"
)

// Measure says what of a metric a value is.
type Measure string

const (
	Level     Measure = "level"
	Increment Measure = "increment"
	Growth    Measure = "growth"
	GrowthPP  Measure = "growth_pp"
	Share     Measure = "share"
	Rank      Measure = "rank"
)

// Status tells what happened from what is planned.
type Status string

const (
	Actual   Status = "actual"
	Target   Status = "target"
	Estimate Status = "estimate"
)

// Scope names the evidence that decided a region or a period, from near to far.
type Scope string

const (
	ByClause    Scope = "clause"
	BySentence  Scope = "sentence"
	ByList      Scope = "list"
	ByTable     Scope = "table"
	ByParagraph Scope = "paragraph"
	ByHeading   Scope = "heading"
	ByTitle     Scope = "title"
	ByIssuer    Scope = "issuer"
	ByMetadata  Scope = "metadata"
	ByDocDate   Scope = "document_date"
	ByDefault   Scope = "default"
	ByNone      Scope = "none"
)

// Observation is one statement of a document: for this region and period, this metric has this
// value. It is one row of the table observations; the column of the same name says what a field means.
type Observation struct {
	ID         string
	Metric     string
	MetricText string
	Measure    Measure
	// Value is nil for a range. Low and High are nil where the text gives no bound.
	Value, Low, High *apd.Decimal
	Qualifier        Qualifier
	// Step is one unit of the last digit written, in the canonical unit (16.8万 is 1000); nil where
	// the number is a word (首位).
	Step     *apd.Decimal
	Unit     string
	UnitText string
	// Quote is the span of number and unit.
	Quote Span

	Region       string
	RegionSource Scope

	Period       string
	Freq         string
	PeriodStart  Date // zero for a stock
	PeriodEnd    Date
	PeriodSource Scope

	Status     Status
	StatusCue  string
	Basis      string
	Entity     string
	Universe   string // column scope: 规模以上, 三家基础电信企业
	Sentence   Span
	Header     Span // the header rows of the table, empty outside tables and where there is none
	Table      int  // -1 outside tables
	Row, Col   int
	Rule       string
	Inferences []string
	Confidence float64
}

// Said is the sentence in which the value stands; of a table the row below its header.
func (o *Observation) Said(text string) string {
	if o.Header.Len() == 0 {
		return o.Sentence.Of(text)
	}
	return o.Header.Of(text) + "\n" + o.Sentence.Of(text)
}

// Quantity is one quantity of the text, matched or not: one row of the table quantities.
type Quantity struct {
	Quote            Span
	Sentence         Span
	Value, Low, High *apd.Decimal
	Qualifier        Qualifier
	Unit             string
	Dimension        string
	Head             string
	IsName           bool
	// Observation is the index in Extraction.Observations, or -1.
	Observation int
	WhyNot      string
}

// Extraction is what one document yields.
type Extraction struct {
	// Region is the region of the document as a whole, with the source that decided it.
	Region       string
	RegionSource Scope
	ReportYear   int
	DocType      string
	Observations []Observation
	Quantities   []Quantity
}
