package extract

import (
	"math"
	"strings"

	"zhibiao/pipeline"
)

// Plain is the confidence of a value with everything said in its clause.
const Plain = 0.985

// Deduction is what one circumstance takes from the confidence of an observation.
type Deduction struct {
	Amount float64
	Reason string
}

// confidence is what all that is inferred leaves. The figures come from labelled documents
// (docs/accuracy.md).
func confidence(m *made) float64 {
	c := Plain - m.doubt
	var room [12]Deduction
	for _, d := range appendDeductions(room[:0], &m.Observation) {
		c -= d.Amount
	}
	return math.Max(0.05, math.Round(c*1000)/1000)
}

// unsure follows the name of a measure. Written out for each, the reason is a constant.
const unsure = " is wrong more often than other measures"

// Deductions lists what lowers the confidence of an observation, the wording of its clause aside.
func Deductions(o *pipeline.Observation) []Deduction { return appendDeductions(nil, o) }

func appendDeductions(out []Deduction, o *pipeline.Observation) []Deduction {
	take := func(amount float64, reason string) { out = append(out, Deduction{amount, reason}) }
	switch o.PeriodSource {
	case pipeline.ByParagraph:
		take(0.03, "the period comes from the paragraph")
	case pipeline.ByHeading:
		take(0.05, "the period comes from a heading")
	case pipeline.ByTitle:
		if o.Table >= 0 {
			take(0.05, "the period is that of the title, not of the table")
			break
		}
		take(0.30, "the period is only that of the title")
	case pipeline.ByDocDate:
		take(0.18, "the period is only that of the document's date")
	case pipeline.ByNone:
		take(0.5, "no period is told")
	}
	switch o.RegionSource {
	case pipeline.ByParagraph:
		take(0.05, "the region comes from the paragraph")
	case pipeline.BySentence:
		take(0.03, "the region stands in the sentence, not in the clause")
	case pipeline.ByHeading:
		take(0.04, "the region comes from a heading")
	case pipeline.ByDefault:
		take(0.10, "the region is assumed")
	}
	for _, f := range o.Inferences {
		switch f {
		case "region_from_names":
			take(0.10, "the region is the one that the text names elsewhere")
		case "date_guessed":
			take(0.05, "the document has no date; it is inferred from the years in the text")
		case "date_contradicted":
			take(0.35, "results of the text end behind its stated date, so that date is in doubt")
		case "region_without_sign":
			take(0.30, "no word of the text speaks of the country")
		}
	}
	switch o.Measure {
	case pipeline.Increment:
		take(0.05, string(pipeline.Increment)+unsure)
	case pipeline.GrowthPP:
		take(0.05, string(pipeline.GrowthPP)+unsure)
	case pipeline.Rank:
		take(0.09, string(pipeline.Rank)+unsure)
	}
	if o.Basis == "annual_average" && !o.PeriodStart.IsZero() && o.PeriodStart.Year == o.PeriodEnd.Year {
		take(0.09, "an annual average of which the first year is not told")
	}
	if o.Status == pipeline.Estimate {
		take(0.05, "estimates are wrong more often than results")
	}
	if o.Entity != "" {
		take(0.08, "the value is of an organisation")
	}
	switch o.StatusCue {
	case "period":
		take(0.03, "only the period says that it is a plan")
	case "section":
		take(0.03, "only the section says that it is a plan")
	case "将":
		take(0.09, "将 tells of what is planned and of what comes of itself")
	}
	if o.PeriodEnd.Year > o.PeriodStart.Year && !o.PeriodStart.IsZero() && (!strings.HasSuffix(o.Freq, "Y") || o.Measure == pipeline.Level) {
		take(0.09, "the period spans several years, or means the last of them")
	}
	return out
}
