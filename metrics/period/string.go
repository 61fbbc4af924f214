package period

import (
	"strconv"
	"time"

	"zhibiao/pipeline"
)

// IsZero reports whether the period is unknown. A period whose months are known and whose year is not
// counts as unknown, too.
func (p Period) IsZero() bool { return p.Start.IsZero() || p.End.IsZero() }

// String is the column period: 2021, 2021-H1, 2021-Q3, 2021-05, 2021-01/2021-05, 2021/2025, 2022-01-27,
// and 2021-05-01/2021-05-10 for days that make no whole months. It follows from the days, so 1—3月 and
// 一季度 have one name; a period to date is named by its months (2022-01/2022-06). The zero Period gives "".
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	s, e := p.Start, p.End
	switch {
	case s == e:
		return s.String()
	case p.openMonth() && months(s) != months(e):
		return month(s) + "/" + month(e)
	case p.openMonth():
		return month(s)
	case s.Day != 1 || e.Day != lastDay(e.Year, e.Month):
		return s.String() + "/" + e.String()
	case s.Month == 1 && e.Month == 12:
		if s.Year == e.Year {
			return year(s)
		}
		return year(s) + "/" + year(e)
	case s.Year == e.Year && s.Month == e.Month:
		return month(s)
	case s.Year == e.Year && e.Month-s.Month == 2 && s.Month%3 == 1:
		return year(s) + "-Q" + strconv.Itoa((int(s.Month)+2)/3)
	case s.Year == e.Year && e.Month-s.Month == 5 && s.Month%6 == 1:
		return year(s) + "-H" + strconv.Itoa((int(s.Month)+5)/6)
	}
	return month(s) + "/" + month(e)
}

// year and month are the first four and the first seven characters of a day.
func year(d pipeline.Date) string { return string(appendYear(make([]byte, 0, 8), d)) }

func month(d pipeline.Date) string {
	b := append(appendYear(make([]byte, 0, 8), d), '-')
	return string(append(b, byte('0'+d.Month/10), byte('0'+d.Month%10)))
}

func appendYear(b []byte, d pipeline.Date) []byte {
	for least := 1000; least > 1 && d.Year >= 0 && d.Year < least; least /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(d.Year), 10)
}

// openMonth reports whether the period runs from the start of a month into a month that is not over.
func (p Period) openMonth() bool {
	return p.Grain == ToDate && p.Start.Day == 1 && p.End.Day != lastDay(p.End.Year, p.End.Month)
}

// Freq is the column freq: A, S (half a year), Q, M, D, else an ISO 8601 duration: P5Y, P9M, P10D.
func (p Period) Freq() string {
	if p.IsZero() {
		return ""
	}
	s, e := p.Start, p.End
	if s == e {
		return "D"
	}
	if p.openMonth() {
		return "P" + strconv.Itoa(months(e)-months(s)+1) + "M"
	}
	if s.Day != 1 || e.Day != lastDay(e.Year, e.Month) {
		return "P" + strconv.Itoa(int(e.Days()-s.Days()+1)) + "D"
	}
	n := months(e) - months(s) + 1
	switch {
	case n == 1:
		return "M"
	case n == 3 && s.Month%3 == 1:
		return "Q"
	case n == 6 && s.Month%6 == 1:
		return "S"
	case n == 12 && s.Month == 1:
		return "A"
	case n%12 == 0 && s.Month == 1:
		return "P" + strconv.Itoa(n/12) + "Y"
	}
	return "P" + strconv.Itoa(n) + "M"
}

// WithYear moves the period so that it ends in year y, keeping months, days and length. It also gives
// a year to a mention that was found without a document date.
func (m Mention) WithYear(y int) Mention {
	d := y - m.Period.End.Year
	m.Period.Start = addYears(m.Period.Start, d)
	m.Period.End = addYears(m.Period.End, d)
	m.NeedsYear = false
	return m
}

func months(d pipeline.Date) int { return d.Year*12 + int(d.Month) - 1 }

func lastDay(y int, m time.Month) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// addYears keeps the last day of February the last.
func addYears(d pipeline.Date, n int) pipeline.Date {
	if d.Month == 0 {
		return d
	}
	if d.Month == 2 && d.Day == lastDay(d.Year, 2) {
		d.Day = lastDay(d.Year+n, 2)
	}
	d.Year += n
	return d
}

func addDays(d pipeline.Date, n int) pipeline.Date {
	t := time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC)
	return pipeline.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}
