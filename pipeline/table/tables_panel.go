package table

// Panel has one row per metric, measure, region, year and status.
var Panel = &Table{
	Name:  "panel",
	About: "One row per metric × measure × region × year × status for annual values, reconciled over all documents.",
	Key:   []string{"metric", "measure", "region", "year", "status"},
	Columns: []Column{
		{Name: "metric", Type: Dict, About: "Catalogue id of the metric.", SDMX: "INDICATOR"},
		{Name: "metric_name_zh", Type: Dict, Nullable: true, About: "Chinese name of the metric."},
		{Name: "metric_name_en", Type: Dict, Nullable: true, About: "English name of the metric."},
		{Name: "measure", Type: Dict, About: "What of the metric the value is.", SDMX: "TRANSFORMATION", Enum: measures},
		{Name: "region", Type: Dict, About: "GB/T 2260 code, 100000 for the country, or an aggregate id.", SDMX: "REF_AREA"},
		{Name: "region_name", Type: Dict, Nullable: true, About: "Official name of the region in the year."},
		{Name: "region_level", Type: Dict, Nullable: true, About: "Administrative level of the region.", Enum: levels},
		{Name: "region_iso", Type: Dict, Nullable: true, About: "ISO 3166-2 code, for provinces."},
		{Name: "year", Type: Int16, About: "Year of the value.", SDMX: "TIME_PERIOD"},
		{Name: "status", Type: Dict, About: "Whether it happened, is planned, or is not yet known.", SDMX: "OBS_STATUS", Enum: statuses},
		{Name: "basis", Type: Dict, Nullable: true, About: "Base of a growth.", SDMX: "BASE_PER"},
		{Name: "scope", Type: Dict, Nullable: true, About: "A stated universe that all statements of the cell share.", SDMX: "STAT_POP"},
		{Name: "value", Type: Float64, Nullable: true, About: "The chosen value in the canonical unit; null for a range and for a conflict.", SDMX: "OBS_VALUE"},
		{Name: "value_low", Type: Float64, Nullable: true, About: "Lower end of a range or bound."},
		{Name: "value_high", Type: Float64, Nullable: true, About: "Upper end of a range or bound."},
		{Name: "qualifier", Type: Dict, About: "How exactly the chosen value is stated.", Enum: qualifiers},
		{Name: "unit", Type: Dict, About: "Canonical unit.", SDMX: "UNIT_MEASURE"},
		{Name: "n_observations", Type: Int32, About: "Number of observations that speak of the cell."},
		{Name: "n_documents", Type: Int32, About: "Number of documents that speak of the cell; reprints of one text count once."},
		{Name: "spread", Type: Float64, Nullable: true, About: "Largest relative distance of a value that was not chosen."},
		{Name: "resolution", Type: Dict, About: "How the value was chosen.",
			Enum: []string{"single", "unanimous", "equal_within_rounding", "most_precise", "latest", "source_priority", "conflict"}},
		{Name: "chosen_obs_id", Type: String, Hash: true, About: "The observation whose value stands here, or the first of a conflict."},
		{Name: "alternatives", Type: Alternatives, Hash: true, About: "The values that were not chosen, with observation and day of publication."},
		{Name: "previous_value", Type: Float64, Nullable: true, About: "The cell of the year before, of the same status or actual."},
		{Name: "growth_computed", Type: Float64, Nullable: true, About: "Growth in percent from previous_value to value."},
		{Name: "growth_reported", Type: Float64, Nullable: true, About: "Growth in percent that documents state for the year."},
		{Name: "growth_gap", Type: Float64, Nullable: true, About: "growth_reported minus growth_computed, in percentage points."},
		{Name: "target_value", Type: Float64, Nullable: true, About: "What was planned for the year, with an actual value."},
		{Name: "target_qualifier", Type: Dict, Nullable: true, About: "How exactly the plan is stated.", Enum: qualifiers},
		{Name: "target_obs_id", Type: String, Nullable: true, About: "The observation that states the plan."},
		{Name: "attainment", Type: Dict, Nullable: true, About: "The result against the plan.", Enum: []string{"met", "missed", "exceeded", "not_comparable"}},
		{Name: "target_quote", Type: String, Nullable: true, About: "Number and unit of the plan as written."},
		{Name: "target_sentence", Type: String, Nullable: true, About: "The sentence that states the plan."},
		{Name: "reason", Type: String, Nullable: true, About: "Why this value was chosen or none was, in words."},
		{Name: "quote", Type: String, About: "Number and unit of the chosen value as written."},
		{Name: "sentence", Type: String, About: "The sentence that states it."},
		{Name: "source_path", Type: String, About: "The document that states it."},
		{Name: "source_url", Type: String, Nullable: true, About: "Its web address."},
		{Name: "published", Type: Date, Nullable: true, About: "The day it was published."},
	},
}

// Checks has one row per arithmetic relation between observations that was tried.
var Checks = &Table{
	Name:  "checks",
	About: "One row per relation between values that was checked, in interval arithmetic on the digits as written.",
	Key:   []string{"check_id"},
	Columns: []Column{
		{Name: "check_id", Type: String, About: "Identifier: a hash of kind and observations."},
		{Name: "kind", Type: Dict, About: "The relation.",
			Enum: []string{"sum_of_regions", "share_times_whole", "growth_vs_levels", "stock_plus_flow", "list_lengths"}},
		{Name: "obs_ids", Type: Strings, About: "The observations that take part; the checked one is last."},
		{Name: "expected_low", Type: Float64, Nullable: true, About: "Lower end of what the others imply."},
		{Name: "expected_high", Type: Float64, Nullable: true, About: "Upper end of what the others imply."},
		{Name: "got_low", Type: Float64, Nullable: true, About: "Lower end of the checked value."},
		{Name: "got_high", Type: Float64, Nullable: true, About: "Upper end of the checked value."},
		{Name: "verdict", Type: Dict, About: "fails: the intervals do not meet, so rounding cannot explain it.", Enum: []string{"holds", "fails", "not_applicable"}},
		{Name: "suspect_obs_id", Type: String, Nullable: true, About: "The observation that is most likely wrong."},
		{Name: "metric", Type: Dict, Nullable: true, About: "Metric of the checked value."},
		{Name: "region", Type: Dict, Nullable: true, About: "Region of the checked value."},
		{Name: "year", Type: Int16, Nullable: true, About: "Year of the checked value."},
		{Name: "detail", Type: String, Nullable: true, About: "The relation with its numbers, in words."},
	},
}

// Gaps says of the empty cells of panel_wide why they are empty.
var Gaps = &Table{
	Name:  "gaps",
	About: "One row per region, year and reason: the metrics that have no actual value there, and why. The years of a region run from the first that any document speaks of to the last.",
	Key:   []string{"region", "year", "reason"},
	Columns: []Column{
		{Name: "region", Type: Dict, About: "GB/T 2260 code, 100000 for the country, or an aggregate id.", SDMX: "REF_AREA"},
		{Name: "region_name", Type: Dict, Nullable: true, About: "Official name of the region in the year."},
		{Name: "region_level", Type: Dict, Nullable: true, About: "Administrative level of the region.", Enum: levels},
		{Name: "year", Type: Int16, About: "Year of the missing values.", SDMX: "TIME_PERIOD"},
		{Name: "reason", Type: Dict, About: "conflict: claims differ and none stands; other_unit: a value in another unit (USD) stands in panel; range_only: a range or a bound without a value stands there; plan_only: a plan or an estimate, no result; quarantined: a value was set aside; no_document: no document of the region reports on the year; not_mentioned: there are documents, and none gives an annual value.",
			Enum: []string{"conflict", "other_unit", "range_only", "plan_only", "quarantined", "no_document", "not_mentioned"}},
		{Name: "n_documents", Type: Int32, About: "Number of documents of the region that report on the year."},
		{Name: "metrics", Type: Strings, About: "The metrics, by id."},
	},
}

// WideColumn is a metric that has a column of its own in panel_wide.
type WideColumn struct {
	Metric, Unit, ZH, EN string
}

// PanelWide has one row per region and year, and a column per metric.
func PanelWide(metrics []WideColumn) *Table {
	t := &Table{
		Name:  "panel_wide",
		About: "One row per region and year with a column per metric: actual values, for a spreadsheet.",
		Key:   []string{"region", "year"},
		Columns: []Column{
			{Name: "region", Type: Dict, About: "GB/T 2260 code, 100000 for the country, or an aggregate id.", SDMX: "REF_AREA"},
			{Name: "region_name", Type: Dict, Nullable: true, About: "Official name of the region in the year."},
			{Name: "region_level", Type: Dict, Nullable: true, About: "Administrative level of the region.", Enum: levels},
			{Name: "region_iso", Type: Dict, Nullable: true, About: "ISO 3166-2 code, for provinces."},
			{Name: "year", Type: Int16, About: "Year of the values.", SDMX: "TIME_PERIOD"},
		},
	}
	for _, m := range metrics {
		about := m.ZH
		if m.EN != "" {
			about += " (" + m.EN + ")"
		}
		t.Columns = append(t.Columns, Column{Name: m.Metric, Type: Float64, Nullable: true, About: about + ", unit " + m.Unit + "."})
	}
	return t
}

// All lists the tables of a dataset in the order of the documentation; wide is its panel_wide.
func All(wide *Table) []*Table {
	return []*Table{Observations, Panel, wide, Quantities, Documents, Quarantine, Checks, Gaps}
}
