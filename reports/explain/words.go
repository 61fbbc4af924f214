package explain

import (
	"fmt"
	"strings"

	"zhibiao/pipeline"
)

// from says in words which evidence decided.
func from(scope pipeline.Scope) string {
	switch scope {
	case pipeline.ByClause:
		return "in the clause"
	case pipeline.BySentence:
		return "in the sentence"
	case pipeline.ByList:
		return "in the list"
	case pipeline.ByTable:
		return "in the table, its headers or caption"
	case pipeline.ByParagraph:
		return "in the paragraph"
	case pipeline.ByHeading:
		return "in the heading above"
	case pipeline.ByTitle:
		return "in the document's title"
	case pipeline.ByIssuer:
		return "by who issued the document"
	case pipeline.ByMetadata:
		return "in the document's metadata"
	case pipeline.ByDocDate:
		return "by the document's date"
	}
	return ""
}

func status(f *Facts) string {
	reason := map[pipeline.Status]string{
		pipeline.Actual:   "nothing says that it is planned or estimated",
		pipeline.Target:   "the text plans",
		pipeline.Estimate: "the text estimates",
	}[f.Status]
	switch f.StatusCue {
	case "":
	case "period":
		reason = "the period ends after the document's date"
	case "section":
		reason = "the section speaks of plans"
	default:
		reason = "“" + f.StatusCue + "”"
	}
	return fmt.Sprintf("status %s: %s", f.Status, reason)
}

func basis(b string) string {
	if y, ok := strings.CutPrefix(b, "since:"); ok {
		return "the year " + y
	}
	switch b {
	case "yoy":
		return "the same period of the year before"
	case "prev_year_end":
		return "the end of the year before"
	case "mom":
		return "the month before"
	case "annual_average":
		return "each year before: an average per year"
	}
	return b
}

// inferences say what the extraction had to infer.
var inferences = map[string]string{
	"verb_ellipsis":               "the verb was carried over from earlier in the list",
	"unit_from_list":              "the unit was taken from a later item of the list",
	"unit_from_value_before":      "the unit was taken from the value before",
	"no_unit":                     "the number has no unit",
	"metric_from_clause_before":   "the metric is named in the clause before",
	"metric_from_sentence_before": "the metric is named in the short sentence before",
	"metric_from_clause_after":    "the metric is named in the clause after",
	"head_from_clause_before":     "a part of the metric's name stands in the clause before",
	"head_from_list":              "the end of the metric's name stands with another item of the list",
	"front_from_list":             "the beginning of the metric's name stands with another item of the list",
	"name_over_two_clauses":       "the metric's name is spread over two clauses",
	"value_before_name":           "the number stands before the metric's name",
	"ratio":                       "the number is written as a ratio",
	"words_between":               "other words stand between the metric's name and the number",
	"list_respectively":           "names and numbers of a list were paired by their places (分别)",
	"period_from_text_below":      "the headline's period was taken from the text below it",
	"table":                       "the value stands in a table",
	"date_contradicted":           "the text tells results of a time behind its stated date, so that date is in doubt",
	"date_guessed":                "the document has no date, so one was inferred from the years that it speaks of",
	"region_default":              "no region is named, so the country was taken",
	"region_without_sign":         "no region is named, nor the country, which was taken",
	"region_from_names":           "the text speaks of its own region and names this one elsewhere",
	"region_from_issuer":          "the region is that of the issuer",
}

func inference(i string) string {
	if s, ok := inferences[i]; ok {
		return s
	}
	return strings.ReplaceAll(i, "_", " ")
}
