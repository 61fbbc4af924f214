package period

// plan reads a five-year plan with its tail: “十四五”时期, 十四五末, “十五五”开局之年. Without quotes only
// the plans from the eleventh on are read, since 十五 and 九五 are numbers, too.
func (s *scanner) plan(i int) (m Mention, ok bool) {
	j, quoted := i, false
	switch s.at(i) {
	case '十':
	case '"', '\'':
		j, quoted = j+1, true
	default:
		return m, false
	}
	e := s.run(j)
	n := 0
	switch {
	case e-j == 3 && s.r[j] == '十' && s.r[j+2] == '五' && digitOf(s.r[j+1]) > 0:
		n = 10 + digitOf(s.r[j+1])
	case quoted && e-j == 2 && s.r[j+1] == '五' && s.at(e) == s.r[i]:
		if n = digitOf(s.r[j]); s.r[j] == '十' {
			n = 10
		}
	}
	if n < 1 || isNumeral(s.at(j-1)) || s.at(j-1) == '第' || !quoted && s.counted(e) {
		return m, false
	}
	if quoted && s.at(e) == s.at(i) {
		e++
	}
	last := 2005 + (n-10)*5
	m = Mention{Start: i, End: e, Plan: n, Period: years(last-4, last)}
	if n < 3 { // the first two came before three years of adjustment
		m.Period = years(1948+5*n, 1952+5*n)
	}
	s.planTail(&m, e)
	return m, true
}

// planByNumber reads 第十四个五年规划, 第七个五年计划时期.
func (s *scanner) planByNumber(i int) (m Mention, ok bool) {
	if s.at(i) != '第' {
		return m, false
	}
	n, e := s.small(i + 1)
	if e == i+1 || n < 1 || n > 30 || !s.has(e, "个五年") {
		return m, false
	}
	if c := s.at(i - 1); n < 4 && (c == '纪' || c == '的' || c == '后') { // 新世纪第一个五年计划
		return m, false
	}
	e += 3
	end := s.pass(e, "规划", "计划")
	if end == e {
		return m, false
	}
	last := 2005 + (n-10)*5
	m = Mention{Start: i, End: end, Plan: n, Period: years(last-4, last), InTitle: true}
	if n < 3 {
		m.Period = years(1948+5*n, 1952+5*n)
	}
	if e := s.pass(end, "时期", "期间", "期内", "期"); e > end {
		m.InTitle = false
		s.planTail(&m, end)
		m.End = max(m.End, e)
	}
	return m, true
}

// counted reports whether a counting word at i makes the number before it an amount (十四五个).
func (s *scanner) counted(i int) bool {
	switch s.at(i) {
	case '个', '年', '岁', '人', '名', '家', '天', '层', '点', '分', '亩', '元', '倍', '日', '号', '月', '户', '米', '%':
		return true
	}
	return false
}

func (s *scanner) planTail(m *Mention, e int) {
	first, last := m.Period.Start.Year, m.Period.End.Year
	for _, w := range [...]string{"规划期间", "规划时期", "规划期内", "规划期", "时期", "期间", "规划", "期"} {
		if !s.has(e, w) {
			continue
		}
		if w == "期" && s.at(e+1) != '末' && s.at(e+1) != '初' && s.at(e+1) != '内' {
			break
		}
		if w == "规划" && s.at(e+2) != '末' && s.at(e+2) != '收' {
			m.InTitle = true
			return
		}
		e += len([]rune(w))
		break
	}
	m.End = e
	switch {
	case s.has(e, "收官之年"), s.has(e, "收官年"), s.has(e, "收官"), s.has(e, "末年"), s.has(e, "末期"), s.at(e) == '末' && !s.notEnd(e+1):
		m.Cue, m.Period = AsOf, years(last, last)
		m.End = s.pass(e, "收官之年", "收官年", "收官", "末年", "末期", "末")
	case s.has(e, "开局之年"), s.has(e, "开局年"), s.has(e, "首年"), s.has(e, "第一年"):
		m.Period = years(first, first)
		m.End = s.pass(e, "开局之年", "开局年", "首年", "第一年")
	case s.at(e) == '前' || s.at(e) == '头' || s.at(e) == '后':
		v, end := s.small(e + 1)
		if end == e+1 || v < 1 || v > 4 || s.at(end) != '年' {
			return
		}
		m.Period = years(first, first+v-1)
		if s.at(e) == '后' {
			m.Period = years(last-v+1, last)
		}
		m.End = end + 1
	case s.has(e, "以来"):
		m.End = e + 2
	case s.has(e, "计划"), s.has(e, "纲要"), s.has(e, "专项"), s.has(e, "方案"):
		m.InTitle = true
	}
}

// pass returns the end of the first of words that stands at i, else i.
func (s *scanner) pass(i int, words ...string) int {
	for _, w := range words {
		if s.has(i, w) {
			return i + len([]rune(w))
		}
	}
	return i
}

// years reads a number of years that a word after it makes a period: 五年来, 十年间, 三年累计.
func (s *scanner) years(i int) (m Mention, ok bool) {
	if !s.fresh(i) || s.at(i-1) == '第' {
		return m, false
	}
	n, e := s.yearCount(i)
	if e == i {
		return m, false
	}
	switch end := s.since(e); {
	case s.at(e) == '起' || s.at(e) == '至':
		return m, false
	case end > e:
		e = end
	case s.at(e) == '间':
		e++
	case s.summed(e):
	case s.at(e) == '前' && n > 1 && !s.ref.IsZero(): // 十年前
		return Mention{Start: i, End: e + 1, Cue: AsOf, Relative: true, Period: years(s.ref.Year-n, s.ref.Year-n)}, true
	default:
		return m, false
	}
	return s.counting(i, e, n, pastYears), true
}

// summed reports whether what follows a number of years tells what they brought together: 五年累计, 五年全国新增.
func (s *scanner) summed(i int) bool {
	for _, w := range [...]string{"累计", "共", "总共", "合计", "全国", "全省", "全市", "全区", "新增", "增加", "增长", "新建", "改造", "超", "超过"} {
		if s.has(i, w) {
			return true
		}
	}
	return false
}

// countedYears reads the number of years after 过去, 今后 and 连续.
func (s *scanner) countedYears(i, j int, k kind) (m Mention, ok bool) {
	n, e := s.yearCount(s.skip(j))
	if e == s.skip(j) || s.at(e) == '期' || n == 1 && k != pastYears {
		return m, false
	}
	if k != inARow {
		if s.at(e) == '来' || s.at(e) == '间' || s.at(e) == '内' && k == nextYears {
			e++
		} else if s.has(e, "以来") {
			e += 2
		}
	}
	return s.counting(i, e, n, k), true
}

// yearCount reads 五年, 10年, 两年; end is i when there is no number of years. One year (一年来) is the
// year before only while that year is being reviewed, later it is twelve months and no period of a value.
func (s *scanner) yearCount(i int) (n, end int) {
	n, e := s.small(i)
	if e == i || n == 0 || n == 1 && (s.ref.IsZero() || s.ref.Month > reviewUntil) {
		return 0, i
	}
	e = s.skip(e)
	if s.at(e) == '个' {
		e++
	}
	if s.at(e) != '年' || s.at(e+1) == '半' || s.at(e+1) == '级' || s.at(e+1) == '代' {
		return 0, i
	}
	return n, e + 1
}

// counting dates n years: back from the last full year, or on from the year that lies mostly ahead.
func (s *scanner) counting(i, end, n int, k kind) Mention {
	m := Mention{Start: i, End: end, Years: n, Relative: true}
	if k == inARow {
		m.Cue = Consecutive
	}
	if s.ref.IsZero() {
		return m
	}
	last := s.ref.Year - 1
	if k == nextYears {
		first := s.ref.Year
		if s.ref.Month > 6 {
			first++
		}
		last = first + n - 1
	}
	return m.EndingIn(last)
}
