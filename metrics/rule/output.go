package rule

import (
	"encoding/json"
	"slices"
	"strings"
)

// JSON returns the problems as one JSON array, for scripts.
func JSON(ps []Problem) ([]byte, error) {
	if ps == nil {
		ps = []Problem{}
	}
	b, err := json.MarshalIndent(ps, "", "  ")
	return append(b, '\n'), err
}

// SARIF returns the problems as a SARIF 2.1.0 log, the form that code hosts and editors show beside
// the lines.
func SARIF(ps []Problem) ([]byte, error) {
	type text struct {
		Text string `json:"text"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	type artifact struct {
		URI string `json:"uri"`
	}
	type physical struct {
		ArtifactLocation artifact `json:"artifactLocation"`
		Region           region   `json:"region"`
	}
	type location struct {
		PhysicalLocation physical `json:"physicalLocation"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations"`
	}
	type descriptor struct {
		ID string `json:"id"`
	}
	type driver struct {
		Name  string       `json:"name"`
		Rules []descriptor `json:"rules"`
	}
	type tool struct {
		Driver driver `json:"driver"`
	}
	type run struct {
		Tool       tool     `json:"tool"`
		ColumnKind string   `json:"columnKind"`
		Results    []result `json:"results"`
	}
	type log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	results, codes := []result{}, []string{}
	for _, p := range ps {
		codes = append(codes, p.Code)
		results = append(results, result{p.Code, string(p.Severity), text{p.Message + "; " + p.Remedy},
			[]location{{physical{artifact{strings.ReplaceAll(p.File, " ", "%20")}, region{max(p.Line, 1), p.Col}}}}})
	}
	slices.Sort(codes)
	rules := []descriptor{}
	for _, c := range slices.Compact(codes) {
		rules = append(rules, descriptor{c})
	}
	b, err := json.MarshalIndent(log{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0",
		[]run{{tool{driver{"zhibiao", rules}}, "unicodeCodePoints", results}}}, "", "  ")
	return append(b, '\n'), err
}
