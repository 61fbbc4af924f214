package period

import (
	"time"

	"zhibiao/pipeline"
)

func monthOf(m int) time.Month { return time.Month(m) }

func day(d pipeline.Date) Period {
	if d.IsZero() {
		return Period{}
	}
	return Period{d, d, Day}
}

// years is the period of whole years a to b.
func years(a, b int) Period {
	g := MultiYear
	if a == b {
		g = Year
	}
	return Period{pipeline.Date{Year: a, Month: 1, Day: 1}, pipeline.Date{Year: b, Month: 12, Day: 31}, g}
}

// in is the period that p is in year y. Year 0 keeps months and days under the zero year.
func (p point) in(y int) Period {
	start := pipeline.Date{Year: y, Month: time.Month(max(p.m1, 1)), Day: max(p.d1, 1)}
	end := pipeline.Date{Year: y + p.over, Month: 12, Day: p.d2}
	if y == 0 {
		end.Year = 0
	}
	if p.m2 > 0 {
		end.Month = time.Month(p.m2)
	}
	last := lastDay(end.Year, end.Month)
	if end.Day == 0 || end.Day > last {
		end.Day = last
	}
	if l := lastDay(y, start.Month); start.Day > l {
		start.Day = l
	}
	return Period{start, end, p.grain}
}

// resolve gives the point its year: its own, or that of the nearest such period whose last month (or
// day) had begun by the document's date.
func (s *scanner) resolve(p point) Mention {
	m := Mention{Start: p.start, End: p.end, Relative: p.kind == relative}
	if p.dayOnly {
		m.NeedsYear = true
		if !s.ref.IsZero() {
			at := months(s.ref)
			if p.d1 > s.ref.Day {
				at--
			}
			p.m1, p.m2 = at%12+1, at%12+1
			m.Period = p.in(at / 12)
		}
		return m
	}
	if p.kind != noYear {
		m.Period = p.in(p.year)
		return m
	}
	m.NeedsYear = true
	if s.ref.IsZero() {
		m.Period = p.in(0)
		return m
	}
	y := s.ref.Year
	begun := pipeline.Date{Year: y + p.over, Month: time.Month(p.m2), Day: max(p.d2, 1)}
	switch p.grain {
	case Quarter, Half:
		begun.Month = time.Month(p.m1)
	case Span:
		if p.d2 == 0 {
			begun.Day = 1
		}
	}
	if s.ref.Before(begun) {
		y--
	}
	m.Period = p.in(y)
	return m
}

// thisYear moves a mention without a year to the year of the document: 到年底, 年底前 look forward.
func (m Mention) thisYear(ref pipeline.Date) Mention {
	if ref.IsZero() {
		return m
	}
	m = m.WithYear(ref.Year)
	m.NeedsYear = true
	return m
}

// reviewUntil is the last month in which 全年 and 年末 still speak of the year before: annual reports
// and communiqués come out until April.
const reviewUntil = 4

// looseYear reads 全年, 年底, 年末, 年内 that no year stands before.
func (s *scanner) looseYear(i, end int, k kind) (m Mention, ok bool) {
	if k == yearEnd && s.notEnd(end) {
		return m, false
	}
	if i > 0 && s.r[i] == '年' && (isDigit(s.r[i-1]) || isNumeral(s.r[i-1])) { // 3年内, 五年末
		return m, false
	}
	m = Mention{Start: i, End: end, NeedsYear: true, Period: point{grain: Year}.in(0)}
	if !s.ref.IsZero() {
		y := s.ref.Year
		if k != inYear && s.ref.Month <= reviewUntil {
			y--
		}
		m = m.WithYear(y)
		m.NeedsYear = true
	}
	if k == yearEnd {
		m.Cue = AsOf
		if e := s.before(end); e > end {
			m.End = e
			m = m.thisYear(s.ref)
		}
	}
	return m, true
}

// opening reads 年初, the end of the year before: a stock at the opening of a year is the closing one.
func (s *scanner) opening(i, end int) (m Mention, ok bool) {
	if s.at(end) == '步' || i > 0 && (isDigit(s.r[i-1]) || isNumeral(s.r[i-1])) {
		return m, false
	}
	if e := s.since(end); e > end {
		return s.yearToDate(i, e), true
	}
	m = Mention{Start: i, End: end, Cue: AsOf, Relative: true, Opening: true}
	if !s.ref.IsZero() {
		m.Period = years(s.ref.Year-1, s.ref.Year-1)
	}
	return m, true
}

func (s *scanner) yearToDate(i, end int) Mention {
	m := Mention{Start: i, End: end, Cue: YearToDate, Relative: true}
	if !s.ref.IsZero() {
		m.Period = YearTo(s.ref)
	}
	return m
}
