package explain

import (
	"fmt"
	"math"
	"strings"

	"zhibiao/pipeline"
)

// plain is the confidence of a value with everything said in its clause. What lowers it are the figures of
// package extract; a test holds the two together.
const plain = 0.985

type deduction struct {
	amount float64
	reason string
}

// deductions lists what lowers the confidence of an observation, the wording of its clause aside.
func deductions(o *pipeline.Observation) []deduction {
	var out []deduction
	take := func(amount float64, reason string) { out = append(out, deduction{amount, reason}) }
	switch o.PeriodSource {
	case pipeline.ByParagraph:
		take(0.03, "the period comes from the paragraph")
	case pipeline.ByHeading:
		take(0.05, "the period comes from a heading")
	case pipeline.ByTitle:
		take(0.30, "the period is only that of the title")
	case pipeline.ByDocDate:
		take(0.18, "the period is only that of the document's date")
	case pipeline.ByNone:
		take(0.5, "no period is told")
	}
	switch o.RegionSource {
	case pipeline.ByParagraph:
		take(0.03, "the region comes from the paragraph")
	case pipeline.BySentence:
		take(0.03, "the region stands in the sentence, not in the clause")
	case pipeline.ByHeading:
		take(0.04, "the region comes from a heading")
	case pipeline.ByDefault:
		take(0.10, "the region is assumed")
	}
	switch o.Measure {
	case pipeline.Increment, pipeline.GrowthPP, pipeline.Rank:
		take(0.05, string(o.Measure)+" is wrong more often than other measures")
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
	}
	return out
}

// confidence says what the confidence of an observation is made of.
func confidence(o *pipeline.Observation) []string {
	out := []string{fmt.Sprintf("%.3f where everything is said in the clause", plain)}
	rest := plain - o.Confidence
	for _, d := range deductions(o) {
		out = append(out, fmt.Sprintf("−%.2f %s", d.amount, d.reason))
		rest -= d.amount
	}
	reasons := make([]string, len(o.Inferences))
	for i, name := range o.Inferences {
		reasons[i] = inference(name)
	}
	wording := strings.Join(reasons, "; ")
	switch {
	case math.Round(rest*1000) > 0:
		if wording == "" {
			wording = "the wording, and what else makes such rows less certain"
		}
		out = append(out, fmt.Sprintf("−%.2f %s", rest, wording))
	case wording != "":
		out = append(out, wording)
	}
	return out
}
