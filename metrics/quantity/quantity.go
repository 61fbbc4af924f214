// Package quantity recognises quantities in a folded line: numbers with their unit, bounds and
// ranges, percentages, percentage points, multiples, fractions, ranks; and names that hold digits
// (5G, 10G PON, “十四五”), which are no quantities.
package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// Kind is what sort of number a quantity is.
type Kind uint8

const (
	// Amount is a number with a unit of any dimension (5万个, 1.47万亿元, 28.5微克每立方米) or none.
	Amount Kind = iota
	// Percent is a percentage however it is written (5.2%, 百分之五, 三成, 3‰, 三分之二, 1/6, 过半, 一半).
	Percent
	// Points is a change in percentage points (2.4个百分点).
	Points
	// Multiple is N倍 as a bare factor: Value is the factor times 100 (1.2倍 is 120, 两倍 is 200). Whether
	// it is a growth (增长1.2倍) or a ratio (是…的1.3倍) is for the reader of the sentence.
	Multiple
	// Doubling is 翻番, 翻一番, 倍增, 翻两番: Value is the growth in percent (100, 100, 100, 300).
	Doubling
	// Rank is a place in an order (第2位, 首位, 第一 after a verb of ranking).
	Rank
	// Duration is a length of time (3年, 15天, 60分钟).
	Duration
)

// Mention is one quantity, or one name with digits, in a line. Positions are rune indexes of the
// fold.Line.
type Mention struct {
	// Start and End hold the number with its unit: the quote (5万个 of 超5万个以上).
	Start, End int
	// From and To hold also the words of bound and approximation before and after (超过…, 约…, …以上).
	From, To int
	Kind     Kind
	// Value, Low, High are in Unit. Value is nil for a range. Low, High as OBSERVATIONS.md's table.
	Value, Low, High *apd.Decimal
	Qualifier        pipeline.Qualifier
	// Step is one unit of the last digit written, in Unit (16.8万 is 1000); nil for words (首位, 过半).
	Step *apd.Decimal
	// Unit is the canonical unit: "1", "%", "pp", "rank", "CNY", "USD", "km", "mu", "t", "kW", "kWh",
	// "GB", "EFLOPS", "ug/m3", "tce", "a" (years), ...; Dimension its dimension (count, ratio, money, length,
	// area, mass, power, energy, data, ...).
	Unit, Dimension string
	// UnitText is the unit as written with its multiplier (万户), Classifier the counting word or the
	// unit's own word, folded (户, 元, 公里, %), "" for a bare number.
	UnitText, Classifier string
	// Per is what the amount is counted by, as written: 吨 of 120元/吨, 万元 of 0.5吨标准煤/万元; "" where there is nothing or the
	// unit says it itself (微克/立方米).
	Per string
	// SharedUnit is set where the unit was taken from a later item of the list (79万、33.5万、10.4万个).
	SharedUnit bool
	// Vague is set for what bounds a number only to its magnitude (几百万, 数十家): Low to High, which is no range that a
	// text gives for a value.
	Vague bool
	// Name is set for names with digits: no quantity. Then only Start and End have meaning.
	Name bool
	// PeriodLike marks a bare number that a period mention may claim (2021 alone).
	PeriodLike bool
}
