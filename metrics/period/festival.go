package period

import (
	"zhibiao/metrics/lexicon"
	"zhibiao/pipeline"
)

// kinds of festivals and seasons.
const (
	solar     = iota // month and day
	lunarDate        // of the lunar year; day 0 is the last of the month
	tombs            // 清明
	eve              // the day before the first of the first lunar month
	winters          // a season that a word of the year begins: from month m of the year y+d on, n months
	season           // the same after a year that is named
	nth              // the n-th Sunday (d 0) or other day of the week of month m
)

// festival is what a word of the calendar means. With needs it counts only before words of a holiday (五一假期).
type festival struct {
	word    string
	kind    int
	m, d, n int
	needs   bool
}

var festivals = [...]festival{
	{word: "元旦", m: 1, d: 1}, {word: "情人节", m: 2, d: 14}, {word: "妇女节", m: 3, d: 8}, {word: "三八妇女节", m: 3, d: 8},
	{word: "三八节", m: 3, d: 8}, {word: "植树节", m: 3, d: 12}, {word: "愚人节", m: 4, d: 1}, {word: "劳动节", m: 5, d: 1},
	{word: "国际劳动节", m: 5, d: 1}, {word: "五一劳动节", m: 5, d: 1}, {word: "五一国际劳动节", m: 5, d: 1}, {word: "五一节", m: 5, d: 1},
	{word: "五一", m: 5, d: 1, needs: true}, {word: "青年节", m: 5, d: 4}, {word: "五四青年节", m: 5, d: 4}, {word: "儿童节", m: 6, d: 1},
	{word: "六一儿童节", m: 6, d: 1}, {word: "六一国际儿童节", m: 6, d: 1}, {word: "建党节", m: 7, d: 1}, {word: "七一建党节", m: 7, d: 1},
	{word: "建军节", m: 8, d: 1}, {word: "八一建军节", m: 8, d: 1}, {word: "教师节", m: 9, d: 10}, {word: "国庆", m: 10, d: 1},
	{word: "国庆节", m: 10, d: 1}, {word: "十一国庆节", m: 10, d: 1}, {word: "十一国庆", m: 10, d: 1}, {word: "十一国庆假期", m: 10, d: 1, n: 7}, {word: "十一假期", m: 10, d: 1, n: 7}, {word: "十一长假", m: 10, d: 1, n: 7}, {word: "国庆假期", m: 10, d: 1, n: 7}, {word: "国庆长假", m: 10, d: 1, n: 7},
	{word: "国庆黄金周", m: 10, d: 1, n: 7}, {word: "十一黄金周", m: 10, d: 1, n: 7}, {word: "双11", m: 11, d: 11}, {word: "双十一", m: 11, d: 11},
	{word: "双12", m: 12, d: 12}, {word: "双十二", m: 12, d: 12}, {word: "平安夜", m: 12, d: 24}, {word: "圣诞节", m: 12, d: 25}, {word: "圣诞", m: 12, d: 25},
	{word: "618大促", m: 6, d: 18}, {word: "618购物节", m: 6, d: 18}, {word: "清明节", kind: tombs}, {word: "清明", kind: tombs, needs: true},
	{word: "春节", kind: lunarDate, m: 1, d: 1}, {word: "除夕", kind: eve}, {word: "大年三十", kind: eve}, {word: "除夕夜", kind: eve},
	{word: "元宵节", kind: lunarDate, m: 1, d: 15}, {word: "端午节", kind: lunarDate, m: 5, d: 5}, {word: "端午", kind: lunarDate, m: 5, d: 5},
	{word: "七夕", kind: lunarDate, m: 7, d: 7}, {word: "七夕节", kind: lunarDate, m: 7, d: 7}, {word: "中元节", kind: lunarDate, m: 7, d: 15},
	{word: "中秋", kind: lunarDate, m: 8, d: 15}, {word: "中秋节", kind: lunarDate, m: 8, d: 15}, {word: "重阳节", kind: lunarDate, m: 9, d: 9},
	{word: "腊八节", kind: lunarDate, m: 12, d: 8},
	{word: "今春", kind: winters, m: 3, n: 3}, {word: "今夏", kind: winters, m: 6, n: 3}, {word: "今秋", kind: winters, m: 9, n: 3},
	{word: "今冬", kind: winters, m: 12, n: 3}, {word: "今冬明春", kind: winters, m: 12, n: 6}, {word: "去冬今春", kind: winters, m: 12, d: -1, n: 6},
	{word: "去冬", kind: winters, m: 12, d: -1, n: 3}, {word: "去秋", kind: winters, m: 9, d: -1, n: 3}, {word: "明春", kind: winters, m: 3, d: 1, n: 3},
	{word: "春季", kind: season, m: 3, n: 3}, {word: "春天", kind: season, m: 3, n: 3}, {word: "夏季", kind: season, m: 6, n: 3},
	{word: "夏天", kind: season, m: 6, n: 3}, {word: "秋季", kind: season, m: 9, n: 3}, {word: "秋天", kind: season, m: 9, n: 3},
	{word: "暑假", kind: season, m: 7, n: 2}, {word: "暑期", kind: season, m: 7, n: 2},
	{word: "伊始", kind: season, m: 1, n: 1}, {word: "首月", kind: season, m: 1, n: 1},
	{word: "母亲节", kind: nth, m: 5, d: 0, n: 2}, {word: "父亲节", kind: nth, m: 6, d: 0, n: 3}, {word: "感恩节", kind: nth, m: 11, d: 4, n: 4},
	{word: "冬季", kind: season, m: 12, n: 3}, {word: "冬天", kind: season, m: 12, n: 3}, {word: "春", kind: season, m: 3, n: 3},
	{word: "夏", kind: season, m: 6, n: 3}, {word: "秋", kind: season, m: 9, n: 3}, {word: "冬", kind: season, m: 12, n: 3},
}

func festivalTrie() *lexicon.Trie {
	var b lexicon.Builder
	for i, f := range festivals {
		b.Add(f.word, int32(i))
	}
	return b.Build()
}

// calendarStarts tells for each rune whether Calendar can find something there.
func calendarStarts(days *lexicon.Trie) []bool {
	starts := make([]bool, 0x10000)
	for r := range starts {
		starts[r] = isDigit(rune(r)) || isNumeral(rune(r)) || days.Starts(rune(r))
	}
	for _, r := range "周星礼民第上本农阴旧大正腊冬" {
		starts[r] = true
	}
	return starts
}

// festival places a word of the calendar that stands at i..end.
func (c *calendar) festival(i, end int, f *festival) (m Mention, ok bool) {
	k := end
	if c.scanner.at(k) == '"' {
		k++
	}
	switch {
	case f.needs && c.pass(k, "假期", "小长假", "长假", "黄金周", "期间", "当天", "前后") == k:
		return m, false
	case f.kind == season:
		if y := c.ending(i); y == nil || c.r[i-1] != '年' || c.pass(end, "奥", "残", "运", "达沃斯", "学", "招", "高考", "赛", "联") > end || end-i == 1 && isHan(c.scanner.at(end)) {
			return m, false
		}
	case f.kind == winters:
		return c.thisSeason(i, end, f)
	}
	if p := c.scanner.at(i - 1); f.word == "国庆" && isHan(p) && p != '年' && p != '在' && p != '迎' && p != '过' && p != '度' && p != '和' && p != '与' {
		return m, false // 国庆 is a given name, too
	}
	return c.place(i, end, f.in, f.back)
}

// thisSeason places 今冬, 去冬今春 by the day of the document: a winter belongs to the year in which it began.
func (c *calendar) thisSeason(i, end int, f *festival) (m Mention, ok bool) {
	switch c.scanner.at(i - 1) {
	case '如', '至', '迄', '当', '现', '古', '从', '失', '光', '说':
		return m, false
	}
	if c.ref.IsZero() {
		return m, false
	}
	y := c.ref.Year + f.d
	if f.m == 12 && f.d == 0 && c.ref.Month < 3 {
		y--
	}
	return Mention{Start: i, End: end, Age: true, Relative: true, Period: span(y, f.m, f.n)}, true
}

// span is n whole months from month m of year y on.
func span(y, m, n int) Period {
	last := y*12 + m - 1 + n - 1
	end := pipeline.Date{Year: last / 12, Month: monthOf(last%12 + 1)}
	end.Day = lastDay(end.Year, end.Month)
	return Period{pipeline.Date{Year: y, Month: monthOf(m), Day: 1}, end, Span}
}

// in is the period of the festival in the solar year y.
func (f *festival) in(y int) (Period, bool) {
	switch f.kind {
	case season:
		return span(y, f.m, f.n), true
	case tombs:
		return day(pipeline.Date{Year: y, Month: 4, Day: clearBright(y)}), true
	case eve:
		d, ok := lunarDay(y, 1, 1)
		return day(addDays(d, -1)), ok
	case lunarDate:
		return lunarIn(y, f.m, f.d)
	case nth:
		first := pipeline.Date{Year: y, Month: monthOf(f.m), Day: 1}
		weekday := (int(first.Days()) + 4) % 7 // Sunday is 0
		return day(addDays(first, (f.d-weekday+7)%7+7*(f.n-1))), true
	}
	p := day(pipeline.Date{Year: y, Month: monthOf(f.m), Day: f.d})
	if f.n > 0 {
		p.End, p.Grain = addDays(p.End, f.n-1), Span
	}
	return p, true
}

// back is the festival of year y, which is the lunar one for lunar days.
func (f *festival) back(y int) (Period, bool) {
	if f.kind != lunarDate {
		return f.in(y)
	}
	d, ok := lunarDay(y, f.m, f.d)
	return day(d), ok
}

// lunarIn is the lunar day that falls into the solar year y: those of the last months may belong to the lunar year before.
func lunarIn(y, m, d int) (Period, bool) {
	for _, of := range [...]int{y, y - 1} {
		if v, ok := lunarDay(of, m, d); ok && v.Year == y {
			return day(v), true
		}
	}
	return Period{}, false
}

// lunar reads a day or a month of the moon: 农历八月十五, 正月初一, 腊月二十三, 二月初二, 正月.
func (c *calendar) lunar(i int) (m Mention, ok bool) {
	j := c.pass(i, "农历", "阴历", "旧历", "大年")
	named := j > i
	of, e := c.yearNumber(j) // 农历二〇二一年六月
	if named && e > j && c.scanner.at(e) == '年' {
		j = e + 1
	} else {
		of = 0
	}
	month, e := 0, j
	switch {
	case c.has(j, "正月"):
		month, e = 1, j+2
	case c.has(j, "腊月"):
		month, e = 12, j+2
	case c.has(j, "冬月"):
		month, e = 11, j+2
	case named && c.has(i, "大年"):
		month = 1
	case isNumeral(c.scanner.at(j)) && !isDigit(c.r[j]):
		v, k := c.small(j)
		if k == j || v < 1 || v > 12 || c.scanner.at(k) != '月' || isNumeral(c.scanner.at(j-1)) {
			return m, false
		}
		month, e = v, k+1
	default:
		return m, false
	}
	d, k := c.lunarDayOf(e)
	plain := !named && e > j && c.r[j] != '正' && c.r[j] != '腊'
	switch {
	case k == e && plain, k == e && e == j, plain && c.scanner.at(e) != '初' && c.scanner.at(e) != '廿':
		return m, false
	case k == e: // the whole month
		back := func(y int) (Period, bool) {
			first, n, ok := lunarMonth(y, month)
			return Period{first, addDays(first, n-1), Span}, ok
		}
		if of > 0 {
			p, ok := back(of)
			return Mention{Start: i, End: e, Age: true, Period: p}, ok
		}
		return c.place(i, e, func(y int) (Period, bool) {
			if p, ok := back(y); ok && p.Start.Year == y {
				return p, true
			}
			p, ok := back(y - 1)
			return p, ok && p.Start.Year == y
		}, back)
	case countsDays(c.scanner.at(k)):
		return m, false
	}
	f := festival{kind: lunarDate, m: month, d: d}
	if of > 0 {
		p, ok := f.back(of)
		return Mention{Start: i, End: k, Age: true, Period: p}, ok
	}
	return c.place(i, k, f.in, f.back)
}

// lunarDayOf reads the day of a lunar month: 初一, 十五, 廿三, 三十; end is i where there is none.
func (c *calendar) lunarDayOf(i int) (d, end int) {
	switch r := c.scanner.at(i); {
	case r == '初':
		if v := digitOf(c.scanner.at(i + 1)); v > 0 && !(isDigit(c.r[i+1]) && isDigit(c.scanner.at(i+2))) {
			return v, i + 2
		}
		if c.scanner.at(i+1) == '十' {
			return 10, i + 2
		}
	case r == '廿':
		if v := digitOf(c.scanner.at(i + 1)); v > 0 && !isDigit(c.r[i+1]) {
			return 20 + v, i + 2
		}
		return 20, i + 1
	case isNumeral(r):
		if v, e := c.small(i); e > i && v > 10 && v <= 30 {
			return v, e
		}
	}
	return 0, i
}
