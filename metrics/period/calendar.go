package period

import (
	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/pipeline"
)

// Calendar adds to the mentions that Find gave for l what only a calendar dates: festivals of the sun and the moon, lunar
// dates, seasons, days of the week, days without their month, years of the republic and days of eight digits. A value
// seldom has such a period, so it is for those who ask for the mentions of a text alone. A year right before such a word
// becomes part of the mention.
func (rec *Recognizer) Calendar(found []Mention, l *fold.Line, ref pipeline.Date) []Mention {
	c := calendar{scanner: scanner{r: l.Runes, ref: ref, trie: rec.trie}, days: rec.days, found: found}
	found = c.yearsOf(found)
	c.found = found
	for i := 0; i < len(c.r); {
		if r := c.r[i]; uint32(r) >= uint32(len(rec.dated)) || !rec.dated[r] {
			i++
			continue
		}
		for c.next < len(found) && found[c.next].End < i-1 {
			c.next++
		}
		if k := c.daysOffAt(i); k > i {
			i = k
			continue
		}
		if m, ok := c.at(i); ok && m.Period.Start.Year > 0 {
			c.extra = append(c.extra, m)
			i = m.End
		} else {
			i++
		}
	}
	if len(c.extra) == 0 {
		return found
	}
	return merge(found, c.extra)
}

// yearsOf leaves of a festival in found that names no days off (2024年春节) only its year: what is asked here is the day
// itself.
func (c *calendar) yearsOf(found []Mention) []Mention {
	out := found[:0]
	for _, m := range found {
		if m.Undated || m.Holiday && !c.daysTold(m.End) {
			at := m.Start
			if w, n := c.word(at); n > 0 && w.kind == than {
				at = c.skip(at + n)
			}
			y, ok := c.yearAt(at)
			if !ok {
				continue
			}
			y.grain = Year
			of := c.resolve(y)
			of.Start, of.Cue, of.Basis = m.Start, m.Cue, m.Basis
			m = of
		}
		out = append(out, m)
	}
	return out
}

// daysTold reports whether a word of days off ends at i: 假期, 黄金周, 期间.
func (c *calendar) daysTold(i int) bool {
	switch c.scanner.at(i - 1) {
	case '期', '假', '周', '间', '日':
		return true
	}
	return false
}

// merge puts both lists into one; what overlaps a mention of extra is taken out of found.
func merge(found, extra []Mention) []Mention {
	out := make([]Mention, 0, len(found)+len(extra))
	k := 0
	for _, m := range extra {
		for k < len(found) && found[k].End <= m.Start {
			out = append(out, found[k])
			k++
		}
		for k < len(found) && found[k].Start < m.End {
			k++
		}
		out = append(out, m)
	}
	return append(out, found[k:]...)
}

// calendar is the state of one pass. next is the first of found that does not end before the place looked at.
type calendar struct {
	scanner
	days         *lexicon.Trie
	found, extra []Mention
	next         int
}

// dated gives the period that a word has in the solar year y.
type dated func(y int) (Period, bool)

// ending is the mention of found that ends at i, if one does.
func (c *calendar) ending(i int) *Mention {
	for k := c.next; k < len(c.found) && c.found[k].End <= i; k++ {
		if c.found[k].End == i {
			return &c.found[k]
		}
	}
	return nil
}

// inside reports whether i lies within a mention of found.
func (c *calendar) inside(i int) bool {
	for k := c.next; k < len(c.found) && c.found[k].Start <= i; k++ {
		if i < c.found[k].End {
			return true
		}
	}
	return false
}

// daysOffAt is the end of the days off of found that hold i, or i.
func (c *calendar) daysOffAt(i int) int {
	for k := c.next; k < len(c.found) && c.found[k].Start <= i; k++ {
		if c.found[k].Holiday && i < c.found[k].End {
			return c.found[k].End
		}
	}
	return i
}

// around is the mention of found that begins before i and ends behind it, or nil.
func (c *calendar) around(i int) *Mention {
	for k := c.next; k < len(c.found) && c.found[k].Start < i; k++ {
		if i < c.found[k].End {
			return &c.found[k]
		}
	}
	return nil
}

// listed is the year of the festival before i in a list: 2024年中秋、国庆.
func (c *calendar) listed(i int) int {
	if n := len(c.extra); n > 0 && i > 0 && c.extra[n-1].End == i-1 && !c.extra[n-1].NeedsYear {
		switch c.r[i-1] {
		case '、', '和', '与', '及':
			return c.extra[n-1].Period.End.Year
		}
	}
	return 0
}

// place makes the mention of a word at i..end: in the year before it, else the last time that it was. back gives the time
// that belongs to a year, be it a lunar one, and f the one that lies in a solar year.
func (c *calendar) place(i, end int, f, back dated) (m Mention, ok bool) {
	m = Mention{Start: i, End: end, Age: true}
	if y := c.listed(i); y > 0 {
		m.Period, ok = f(y)
		return m, ok
	}
	if y := c.around(i); y != nil && !y.NeedsYear && y.Period.Start.Year > 0 { // 去年|五月初五, which was read as 去年五月初
		m.Start, m.Relative = y.Start, y.Relative
		m.Period, ok = f(y.Period.Start.Year)
		return m, ok
	}
	at := i
	if i > 0 && c.r[i-1] == '"' {
		at--
	}
	if y := c.ending(at); y != nil {
		if y.Period.Grain != Year || y.Period.Start.Year != y.Period.End.Year || y.Opening || y.Cue == AsOf && c.r[at-1] != '年' {
			return m, false
		}
		m.Start, m.Cue, m.Basis, m.Relative = y.Start, y.Cue, y.Basis, y.Relative
		m.Period, ok = f(y.Period.End.Year)
		return m, ok
	}
	if c.ref.IsZero() || i > 0 && (c.r[i-1] == '届' || c.r[i-1] == '每') {
		return m, false
	}
	for y := c.ref.Year; y > c.ref.Year-3; y-- {
		if m.Period, ok = back(y); ok && !c.ref.Before(m.Period.Start) {
			m.NeedsYear = true
			return m, true
		}
	}
	return m, false
}

// at reads what begins at i.
func (c *calendar) at(i int) (m Mention, ok bool) {
	r := c.r[i]
	switch {
	case isDigit(r):
		if m, ok = c.age(i); ok {
			return m, true
		}
		if m, ok = c.compact(i); ok {
			return m, true
		}
		if m, ok = c.dayOfMonth(i); ok {
			return m, true
		}
	case r == '周' || r == '星' || r == '礼':
		return c.weekday(i)
	case r == '上', r == '本', r == '二', r == '十':
		if m, ok = c.age(i); ok {
			return m, true
		}
	case r == '第':
		return c.planByNumber(i)
	case r == '民':
		return c.republic(i)
	}
	if m, ok = c.lunar(i); ok {
		return m, true
	}
	if id, n := c.days.Longest(c.r, i); n > 0 {
		return c.festival(i, i+n, &festivals[id])
	}
	return m, false
}

// compact reads a day of eight digits that stand alone: 20240731.
func (c *calendar) compact(i int) (m Mention, ok bool) {
	if i > 0 && (isDigit(c.r[i-1]) || isLatin(c.r[i-1]) || joinsDigits(c.r[i-1])) {
		return m, false
	}
	v, e := 0, i
	for ; e < i+9 && isDigit(c.scanner.at(e)); e++ {
		v = v*10 + int(c.r[e]-'0')
	}
	y, mo, d := v/10000, v/100%100, v%100
	if next := c.scanner.at(e); e != i+8 || isLatin(next) || isHan(next) || joinsDigits(next) || next == '%' {
		return m, false
	}
	if y < 1949 || y > 2060 || mo < 1 || mo > 12 || d < 1 || d > lastDay(y, monthOf(mo)) {
		return m, false
	}
	return Mention{Start: i, End: e, Period: day(pipeline.Date{Year: y, Month: monthOf(mo), Day: d})}, true
}

func joinsDigits(r rune) bool {
	switch r {
	case '-', '.', '/', '_', '=', '#', '+', '$', '¥', '&', '?':
		return true
	}
	return false
}

// dayOfMonth reads a day without its month, the last such day: 10日, 8日至12日.
func (c *calendar) dayOfMonth(i int) (m Mention, ok bool) {
	if c.inside(i) || c.ref.IsZero() || i > 0 && (isDigit(c.r[i-1]) || isLatin(c.r[i-1]) || joinsDigits(c.r[i-1])) {
		return m, false
	}
	switch c.scanner.at(i - 1) {
	case '月', '年', '每', '第', '近', '满', '约', '超', '期', '过', '续', '前', '后', '各', '、', '~', '—', '至':
		return m, false
	}
	a, b, e := c.scanner.days(i)
	if e == i || c.r[e-1] != '日' || c.lasts(e) {
		return m, false
	}
	if k := c.joiner(e); k > 0 && a == b {
		if d, _, end := c.scanner.days(k); end > k && d > a && c.r[end-1] == '日' && !c.lasts(end) {
			b, e = d, end
		}
	}
	at := months(c.ref)
	if a > c.ref.Day {
		at--
	}
	y, mo := at/12, monthOf(at%12+1)
	if b > lastDay(y, mo) {
		return m, false
	}
	m = Mention{Start: i, End: e, NeedsYear: true, Period: Period{pipeline.Date{Year: y, Month: mo, Day: a}, pipeline.Date{Year: y, Month: mo, Day: b}, Span}}
	if a == b {
		m.Period.Grain = Day
	}
	return m, true
}

// lasts reports whether what follows 日 at i makes the days before it a length of time: 15日内, 5日均线, 3日游.
func (c *calendar) lasts(i int) bool {
	switch c.scanner.at(i) {
	case '内', '均', '游', '线', '报', '后', '龄', '年', '以', '之', '处', '产':
		return true
	}
	return false
}

// republic reads a year of the republic: 民国三十八年.
func (c *calendar) republic(i int) (m Mention, ok bool) {
	if !c.has(i, "民国") {
		return m, false
	}
	n, e := c.small(i + 2)
	if e == i+2 || n == 0 || c.scanner.at(e) != '年' || c.scanner.at(e+1) == '代' || c.scanner.at(e+1) == '间' {
		return m, false
	}
	return Mention{Start: i, End: e + 1, Age: true, Period: years(1911+n, 1911+n)}, true
}

// weekday reads 周一, 星期五, 上周五, 下星期日; without a week the last such day.
func (c *calendar) weekday(i int) (m Mention, ok bool) {
	e := c.pass(i, "周", "星期", "礼拜")
	d := 0
	switch r := c.scanner.at(e); {
	case r == '日' || r == '天':
		d = 7
	case digitOf(r) > 0 && digitOf(r) < 7 && !isDigit(r) && r != '两':
		d = digitOf(r)
	}
	if e == i || d == 0 || c.ref.IsZero() || countsDays(c.scanner.at(e+1)) {
		return m, false
	}
	monday := addDays(c.ref, -((int(c.ref.Days()) + 3) % 7))
	w := c.ending(e)
	if w == nil {
		w = c.ending(i) // 下周|周六
	}
	if w != nil && w.Period.Grain == Span && w.Period.End == addDays(w.Period.Start, 6) {
		return Mention{Start: w.Start, End: e + 1, Cue: w.Cue, Relative: true, Telling: true, Period: day(addDays(w.Period.Start, d-1))}, true
	}
	if p := c.scanner.at(i - 1); isHan(p) && p != '在' && p != '于' && p != '至' && p != '从' && p != '自' && p != '到' && p != '年' && p != '截' {
		return m, false
	}
	v := addDays(monday, d-1)
	if c.ref.Before(v) {
		v = addDays(v, -7)
	}
	return Mention{Start: i, End: e + 1, Relative: true, Telling: true, Period: day(v)}, true
}

// countsDays reports whether r counts what the numeral before it tells: 本周一次, 本周三项.
func countsDays(r rune) bool {
	switch r {
	case '个', '次', '项', '家', '名', '天', '场', '位', '批', '起', '期', '条', '年', '岁', '十', '百', '千', '万', '季', '月', '大', '种', '类':
		return true
	}
	return isNumeral(r)
}
