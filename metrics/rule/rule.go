// Package rule holds the rules that say which words name a metric, what units and measures it takes
// and what must not stand near: loading with every problem at its file:line:col, checking, and the
// compiled form that the extraction runs on.
package rule

import (
	"zhibiao/pipeline"
)

// Kind tells how a metric's amount relates to time.
type Kind string

const (
	// Stock is an amount at a point of time (5G基站, 常住人口).
	Stock Kind = "stock"
	// Flow is an amount over a period (业务收入, 粮食产量, 城镇新增就业).
	Flow Kind = "flow"
	// Rate is a ratio, an index or an average (城镇化率, PM2.5浓度, 人均预期寿命).
	Rate Kind = "rate"
)

// Rule says how one metric is written. The YAML keys are the lower-case field names.
type Rule struct {
	// ID is unique over all packs; a later pack with the same ID wins. Metric defaults to ID.
	ID     string `yaml:"id"`
	Metric string `yaml:"metric"`
	// ZH and EN name the metric; Unit is its canonical unit (quantity.Mention.Unit).
	ZH   string `yaml:"zh"`
	EN   string `yaml:"en"`
	Unit string `yaml:"unit"`
	Kind Kind   `yaml:"kind"`
	// Names are the words that name the metric, as plain words; {a,b,} expands to alternatives.
	// They match folded text (package fold), blanks aside; at one place the longest name of all rules wins.
	Names []string `yaml:"names"`
	// Units are the counting words or units that an amount of the metric may carry (个, 座; 元, 美元; 公里).
	// An amount without any unit is taken too, with less confidence.
	Units []string `yaml:"units"`
	// Measures that the metric takes.
	Measures []pipeline.Measure `yaml:"measures"`
	// Percent is the measure of a percentage with no cue of its own (城镇化率67% is level, 居民消费价格涨幅2% is
	// growth, …占比10% is share); "" means that a bare percentage is not of this metric.
	Percent pipeline.Measure `yaml:"percent"`
	// Flow-like wording: IncrementIsLevel is set for flows whose names hold 新 (城镇新增就业): never an increment.
	IncrementIsLevel bool `yaml:"increment_is_level"`
	// Sign is -1 where the metric's own verb means a decline (压缩办理时限50% is -50), else 0.
	Sign int `yaml:"sign"`
	// ShareAs is the metric that a share of this amount is (研发经费…占地区生产总值的2.6% is
	// innovation.rd_intensity), or "".
	ShareAs string `yaml:"share_as"`
	// Modifiers are words that may stand directly before a name without making it a part of the metric
	// (国家级, 货物, 全社会), beside the region, period, verb and counting words that may always stand there.
	Modifiers []string `yaml:"modifiers"`
	// Parts are words directly before a name that make it a part or another metric (公共 of 公共充电桩).
	// A noun that is neither Modifier nor known glue makes a part, too; Parts is for words that would pass.
	Parts []string `yaml:"parts"`
	// After are words directly after a name that make it another metric (投资 of 5G基站投资).
	After []string `yaml:"after"`
	// Near are words whose presence in the same clause excludes the rule.
	Near []string `yaml:"near"`
	// Require are words of which at least one must stand in the same sentence.
	Require []string `yaml:"require"`
	// Min and Max bound plausible amounts in Unit (strings of exact decimals), "" for none. A level outside is quarantined.
	Min   string `yaml:"min"`
	Max   string `yaml:"max"`
	Tests []Test `yaml:"tests"`

	// File, Line and Hash say where the rule stands and which content it had.
	File string `yaml:"-"`
	Line int    `yaml:"-"`
	Hash string `yaml:"-"`
	// Over is the file:line of the rule of an earlier pack whose place this one took, or "".
	Over string `yaml:"-"`

	col      int
	expanded []string
}

// NoMetric stands in a joint for a member that no rule knows: 产销 is of the output and of the sales.
const NoMetric = "none"

// Joint is a name that stands for several metrics in a fixed order, used with 分别
// (城乡居民人均可支配收入分别增长4.4%、5.6%).
type Joint struct {
	Name    string   `yaml:"name"`
	Metrics []string `yaml:"metrics"`
}

// Test is one inline test: exactly one of Want, None, or Todo with Want.
type Test struct {
	Text string `yaml:"text"`
	// Date, Region and Title are the document's date, region (name or code) and title.
	Date   string `yaml:"date"`
	Region string `yaml:"region"`
	Title  string `yaml:"title"`
	// Want lists all expected observations of the rule's metric; a field that is not given is not compared.
	Want []Want `yaml:"want"`
	// None says why nothing must match; Todo marks a known gap.
	None string `yaml:"none"`
	Todo string `yaml:"todo"`
	Line int    `yaml:"-"`
}

// Want is one expected observation.
type Want struct {
	Measure   pipeline.Measure `yaml:"measure"`
	Value     string           `yaml:"value"`
	Low       string           `yaml:"low"`
	High      string           `yaml:"high"`
	Unit      string           `yaml:"unit"`
	Qualifier string           `yaml:"qualifier"`
	Quote     string           `yaml:"quote"`
	Region    string           `yaml:"region"`
	Period    string           `yaml:"period"`
	Basis     string           `yaml:"basis"`
	Year      int              `yaml:"year"`
	Status    pipeline.Status  `yaml:"status"`
	Entity    string           `yaml:"entity"`
}

// Set is a compiled set of rules.
type Set struct {
	Rules  []*Rule
	Joints []Joint
	// Hash is the content hash of all rule files, in the metadata of every dataset.
	Hash string
}
