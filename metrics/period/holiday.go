package period

import "zhibiao/pipeline"

// The public holidays that values are told for.
const (
	springFestival = iota
	qingming
	labourDay
	dragonBoat
	midAutumn
	nationalDay
	newYear
)

// holidays are the days off as the State Council announced them, by year: month and day of the first and the last of
// each. What is not listed fell together with another holiday, or is not known here.
var holidays = map[int]map[int][2]int{
	2016: {springFestival: {207, 213}, qingming: {402, 404}, labourDay: {430, 502}, dragonBoat: {609, 611}, midAutumn: {915, 917}, nationalDay: {1001, 1007}},
	2017: {springFestival: {127, 202}, qingming: {402, 404}, labourDay: {429, 501}, dragonBoat: {528, 530}, nationalDay: {1001, 1008}},
	2018: {springFestival: {215, 221}, qingming: {405, 407}, labourDay: {429, 501}, dragonBoat: {616, 618}, midAutumn: {922, 924}, nationalDay: {1001, 1007}},
	2019: {springFestival: {204, 210}, qingming: {405, 407}, labourDay: {501, 504}, dragonBoat: {607, 609}, midAutumn: {913, 915}, nationalDay: {1001, 1007}},
	2020: {qingming: {404, 406}, labourDay: {501, 505}, dragonBoat: {625, 627}, nationalDay: {1001, 1008}},
	2021: {newYear: {101, 103}, springFestival: {211, 217}, qingming: {403, 405}, labourDay: {501, 505}, dragonBoat: {612, 614}, midAutumn: {919, 921}, nationalDay: {1001, 1007}},
	2022: {newYear: {101, 103}, springFestival: {131, 206}, qingming: {403, 405}, labourDay: {430, 504}, dragonBoat: {603, 605}, midAutumn: {910, 912}, nationalDay: {1001, 1007}},
	2023: {springFestival: {121, 127}, labourDay: {429, 503}, dragonBoat: {622, 624}, nationalDay: {929, 1006}},
	2024: {springFestival: {210, 217}, qingming: {404, 406}, labourDay: {501, 505}, midAutumn: {915, 917}, nationalDay: {1001, 1007}},
	2025: {springFestival: {128, 204}, qingming: {404, 406}, labourDay: {501, 505}, dragonBoat: {531, 602}, nationalDay: {1001, 1008}},
	2026: {newYear: {101, 103}, springFestival: {215, 223}, qingming: {404, 406}, labourDay: {501, 505}, dragonBoat: {619, 621}, midAutumn: {925, 927}, nationalDay: {1001, 1007}},
}

// holiday reads the holiday at j, a name with what makes it days off: 春节假期, “五一”小长假, 国庆8天假期, 端午期间. The
// mention begins at i; year is the year that stands before the name, or 0.
func (s *scanner) holiday(i, j, year int) (m Mention, ok bool) {
	w, n := s.word(j)
	if n == 0 || w.kind != restDays {
		return m, false
	}
	e := j + n
	if v, k := s.word(s.skipMarks(e)); k > 0 && v.kind == restDays { // 中秋国庆假期
		e, w = s.skipMarks(e)+k, word{restDays, nationalDay}
	}
	if s.at(e) == '"' {
		e++
	}
	e = s.pass(e, "节")
	for isDigit(s.at(e)) || isNumeral(s.at(e)) {
		e++
	}
	e = s.pass(e, "天", "日")
	end := s.pass(e, "小长假", "长假", "假期", "假日", "黄金周", "期间")
	if c := s.at(end); end == e && (year == 0 || isHan(c) && c != '前' && c != '后') {
		return m, false
	}
	return s.daysOff(i, s.pass(end, "期间"), year, w.arg), true
}

// holidayOf reads a year and a holiday in it: 2022年春节假期, 今年国庆假期.
func (s *scanner) holidayOf(i int) (m Mention, ok bool) {
	p, ok := s.yearAt(i)
	if !ok || p.kind == bare {
		return m, false
	}
	return s.holiday(i, s.pass(s.skip(p.end), "\""), p.year)
}

// skipMarks passes over what joins two holidays: 中秋、国庆; “五一”.
func (s *scanner) skipMarks(i int) int {
	i = s.pass(i, "节")
	return s.pass(i, "、", "和", "\"")
}

// daysOff dates the holiday which of a year, that which was last before the document's date where year is 0. Days that
// are not known, and those before and after a holiday, are Undated.
func (s *scanner) daysOff(i, end, year, which int) Mention {
	m := Mention{Start: i, End: end, Relative: true}
	if year == 0 {
		year = s.ref.Year
		if d, known := holidays[year][which]; known && s.ref.Before(dayOf(year, d[0])) {
			year-- // that of this year is to come
		}
	}
	d, known := holidays[year][which]
	if c := s.at(end); !known || c == '前' || c == '后' || c == '过' {
		m.Undated = true
		return m
	}
	m.Holiday = true
	m.Period = Period{dayOf(year, d[0]), dayOf(year, d[1]), Span}
	return m
}

func dayOf(year, d int) pipeline.Date {
	return pipeline.Date{Year: year, Month: monthOf(d / 100), Day: d % 100}
}
