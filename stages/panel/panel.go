// Package panel puts the statements of all documents together: from the observations of a version it
// makes panel (one value per metric, measure, region, year and status, with the reason why that one),
// panel_wide (the same as a spreadsheet), gaps (why a cell of it is empty) and checks (relations that the
// values must keep).
//
// # Which observations speak of a cell
//
// Annual values of a region as a whole: those of an organisation (entity), of several years, of a month
// or of a part of the year are left out. A stock may stand for the year by any day of it; the cell takes
// the statements of the day nearest the end of the year. Different stated universes (scope) are never
// mixed, nor are units: a cell keeps the statements without a scope, else those of the scope that most
// documents use, and of these the ones in the metric's own unit where there are any.
// Growth on yoy, on the end of the year before, and without a stated base are the same for a whole year.
//
// # How a value is chosen
//
// Statements with the same value are one claim. Reprints of one text count as one document. A claim is an interval: the value
// give or take half a unit of its last digit, or what its bound leaves open. Then, in this order:
//
//	single                 one document speaks of the cell
//	unanimous              all claims have the same value
//	equal_within_rounding  all meet the interval of the most precise one, which stands (5万 and 49,832)
//	most_precise           the same, where the others are bounds or approximations (超5万 and 50,321)
//	source_priority        claims differ; those of the best class of publishers agree and stand
//	latest                 claims differ by a revision at most; the one published last stands
//	conflict               none of these: no value stands, the alternatives are listed
//
// Before the last three, a reprint that changed a figure is set aside (originals), and reason names it. Where
// two thirds of three documents or more agree, their value stands as the agreement that it is, and
// reason says how many they are. The order of source_priority and latest, and what counts as a revision,
// are options. Nothing is ever averaged.
//
// # Stock or addition
//
// A wording such as 建设5G基站5万个 leaves open whether the stock is meant or what was added (leavesOpen). Where the
// stocks of the years around it decide, the claim stands in the cell of the one or the other, and reason says why;
// otherwise it is a stock, and reason says that this is open.
//
// # Plans and checks
//
// A result is held against the plan for its year (attain), and values against one another (checks), only where they speak of
// the same universe, unit and day: a stock of June is no stock of the end of the year.
//
// docs/reconciliation.md tells all of it with examples.
package panel

import (
	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// Metric is what the panel must know of a metric.
type Metric struct {
	ZH, EN, Unit string
	// Kind is stock, flow or rate.
	Kind string
	// Wide is the measure that stands in panel_wide; level when empty.
	Wide pipeline.Measure
	// Whole is the metric that the measure share is a share of, or "".
	Whole string
	// RealGrowth is set where growth is stated at constant prices, so that levels do not give it (GDP).
	RealGrowth bool
	// LowerIsBetter turns plans around (unemployment, energy intensity).
	LowerIsBetter bool
}

// Regions knows the regions. An unknown code has empty answers.
type Regions interface {
	Name(code string, year int) string
	Level(code string) string
	ISO(code string) string
	// Children lists the regions that make up this one in a year, or nil where that is not known.
	Children(code string, year int) []string
}

// Options of a panel.
type Options struct {
	Metrics map[string]Metric
	Regions Regions
	// Successor is the code that took over the same territory as a code of an older map, or "". Nil: none.
	// The panel speaks of a territory by its newest code.
	Successor func(code string) string
	// Sources are classes of publishers by words of their names, best first. Those of no class come between
	// the first and the others.
	Sources [][]string
	// Order is the order of the rules source_priority and latest; one that is not named is not used.
	Order []string
	// Revision is the largest relative difference that a later publication may make; 0 stands for 0.1.
	Revision float64
}

// DefaultSources puts authorities before everybody else, and the press and portals last.
func DefaultSources() [][]string {
	return [][]string{
		{"统计局", "管理局", "政府", "委员会", "厅", "部", "局", "办公室", "人民代表大会", "国务院"},
		{"报", "网", "新闻", "传媒", "电视", "广播", "杂志", "公众号", "客户端", "研究院", "咨询"},
	}
}

// DefaultOrder prefers the better source to the later one.
func DefaultOrder() []string { return []string{"source_priority", "latest"} }

// New makes a panel without statements.
func New(o Options) *Panel {
	if o.Sources == nil {
		o.Sources = DefaultSources()
	}
	if o.Order == nil {
		o.Order = DefaultOrder()
	}
	if o.Revision == 0 {
		o.Revision = 0.1
	}
	return &Panel{opt: o, cells: map[key]*cell{}, within: map[place][]string{}, names: map[string]string{},
		about: map[place][]int32{}, origins: map[origin]*origin{}, terms: map[terms]*terms{}, aside: map[int32][]string{}, groups: map[string]*candidates{}}
}

// Write resolves what Reader took in and adds the tables panel, panel_wide, gaps and checks to the version, which must
// be under construction.
func (p *Panel) Write(v *dataset.Version) error {
	p.coverSilent()
	p.inOrder()
	p.resolve()
	p.join()
	wide := p.wideTable()
	for _, t := range []*table.Table{table.Panel, wide, table.Checks, table.Gaps} {
		if err := v.Add(t); err != nil {
			return err
		}
	}
	if err := p.write(v); err != nil {
		return err
	}
	if err := p.writeWide(v, wide); err != nil {
		return err
	}
	if err := p.writeGaps(v); err != nil {
		return err
	}
	return writeChecks(v, append(p.checks(), p.listChecks()...))
}
