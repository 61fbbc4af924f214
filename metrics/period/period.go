// Package period recognises statements of time in a folded line and resolves them against the
// document's date: 2021年底, 1—5月, 前三季度, “十四五”时期, 去年, 截至目前, 二〇二一年.
//
// A Recognizer reads a line once from left to right. Where a number or a word of time begins it reads
// one point of time, with its year (or none), its part of the year and its tail (末, 以来, 前), and a
// range when two are joined. Numbers that are years only by form (1885万, 2000多家, 2021个) are never taken:
// a year needs 年, a partner (2021-2025) or a part of a year after it (2021上半年).
//
// Decades, the middle of a century and eras (上世纪90年代, 本世纪中叶, 改革开放以来) are read and marked as Age, since a value
// seldom has them. Left to Calendar, because they name no period that a value could have: centuries, festivals, seasons,
// days of the week, days without a month unless they follow 截至. Hours, 近年来 and 学年 are left alone.
package period

import (
	"zhibiao/pipeline"
)

// Grain is the size of a period.
type Grain uint8

const (
	Day Grain = iota
	Month
	Quarter
	Half
	Year
	MultiYear
	Span // from one month to another, and every other interval
	// ToDate runs from the start of a month to the day of the document (今年以来): Period.End is that day,
	// and the period is named by months.
	ToDate
)

// Period is a closed interval of days.
type Period struct {
	Start, End pipeline.Date
	Grain      Grain
}

// Cue tells how a mention speaks of time.
type Cue uint8

const (
	// During is a plain period: 2021年, 一季度, 上半年, “十四五”时期.
	During Cue = iota
	// AsOf is a point: 截至5月末, 2021年底, 到2025年, 上年末, “十四五”末. Period.End is the point.
	AsOf
	// Now is the day of the document: 目前, 截至目前, 当前, 如今.
	Now
	// YearToDate runs from January to the document's date: 今年以来, 今年 in a text of the middle of a year.
	YearToDate
	// Comparison is the base of a comparison (比上年末, 较2020年, 同比): not the period of the value.
	Comparison
	// Consecutive counts years that end with the year of the text (连续两年): Years says how many and
	// EndingIn anchors them. Until then they end with the last full year before the document's date.
	Consecutive
)

// Mention is one statement of time. Positions are rune indexes of the fold.Line.
type Mention struct {
	Start, End int
	Cue        Cue
	Period     Period
	// NeedsYear is set where the text names no year and none follows from a relative word (5月, 一季度):
	// Period holds the nearest such period that does not lie after the document's date. WithYear moves it.
	NeedsYear bool
	// Relative is set for 今年, 去年, 上年末, 目前, which were resolved by the document's date.
	Relative bool
	// Plan is the number of the five-year plan (14 for “十四五”), else 0.
	Plan int
	// Basis is set for Comparison: yoy, mom, prev_year_end, annual_average, since:YEAR.
	Basis string
	// Years is the number of years of 连续两年, 过去五年, 十年来, 未来三年, else 0.
	Years int
	// Telling marks the day on which something was told (昨天, 日前, 今日): seldom the period of a value.
	Telling bool
	// Age is set for decades, the middle of a century and eras: seldom the period of a value.
	Age bool
	// Opening is set for 年初, 2021年初: Period is the end of the year before, which is what a stock has then.
	Opening bool
	// Holiday marks days off (国庆假期). They run over the week ends around the day itself.
	Holiday bool
	// Undated marks days off that no calendar here holds (春节假期 of a year long past): no value can be dated by them.
	Undated bool
	// Event marks an end whose beginning is an event without a date (自开港至今年2月底).
	Event bool
	// InTitle marks a mention in the name of a plan or paper: within 《》, or “十四五”规划.
	InTitle bool
}

// YearTo is the part of the year up to day d: what a flow told with 截至9月末, or with 今年 in a text of
// the middle of a year, is counted over.
func YearTo(d pipeline.Date) Period {
	return Period{pipeline.Date{Year: d.Year, Month: 1, Day: 1}, d, ToDate}
}

// EndingIn moves a mention of several years (Years) so that it ends with year y.
func (m Mention) EndingIn(y int) Mention {
	if m.Years > 0 {
		m.Period = years(y-m.Years+1, y)
	}
	return m
}
