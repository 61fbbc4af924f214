package explain

import (
	"fmt"
	"math"
	"strings"

	"zhibiao/metrics/extract"
	"zhibiao/pipeline"
)

// confidence says what the confidence of an observation is made of.
func confidence(o *pipeline.Observation) []string {
	out := []string{fmt.Sprintf("%.3f where everything is said in the clause", extract.Plain)}
	rest := extract.Plain - o.Confidence
	for _, d := range extract.Deductions(o) {
		out = append(out, fmt.Sprintf("−%.2f %s", d.Amount, d.Reason))
		rest -= d.Amount
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
