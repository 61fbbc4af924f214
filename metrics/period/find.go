package period

import (
	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/pipeline"
)

// scanner is the state of one pass over one line.
type scanner struct {
	r     []rune
	ref   pipeline.Date
	trie  *lexicon.Trie
	start []opens
	dst   []Mention
	// joining is set while the second end of a range is read: a dash stands before it.
	joining bool
	// opened is set with it where the first end is a dotted month (2023.1-2023.6).
	opened bool
}

// Find appends the mentions of l to dst, in order and without overlap. ref is the date of the document;
// with the zero Date, relative words and periods without a year keep the zero year.
//
// Of a mention with a preposition of time (截至5月末, 到2025年, 从2016年到2018年, 比上年末, 与去年同期相比) the
// preposition is a part.
func (rec *Recognizer) Find(dst []Mention, l *fold.Line, ref pipeline.Date) []Mention {
	s := scanner{r: l.Runes, ref: ref, trie: rec.trie, start: rec.start, dst: dst}
	titles := 0
	line, start := l.Runes, rec.start
	for i := 0; i < len(line); {
		r := line[i]
		if uint32(r) >= uint32(len(start)) || start[r] == nothing {
			i++
			continue
		}
		n := len(s.dst)
		switch start[r] {
		case wordOnly:
			i = s.worded(i)
		case numeral:
			i = s.mention(i)
		case quote: // opens a plan or nothing
			if !isNumeral(s.at(i + 1)) {
				i++
				continue
			}
			i = s.mention(i)
		case part: // q1, h1, fy2021
			if d := s.at(i + 1); (d < '1' || d > '4') && (r != 'f' || d != 'y') {
				i++
				continue
			}
			i = s.mention(i)
		case title:
			if r == '《' {
				titles++
			} else {
				titles = max(0, titles-1)
			}
			i++
		default:
			i = s.mention(i)
		}
		if titles > 0 {
			for k := n; k < len(s.dst); k++ {
				s.dst[k].InTitle = true
			}
		}
	}
	return s.dst
}

// starts reports whether a mention can begin at i: a cheap filter.
func (s *scanner) starts(i int) bool {
	r := s.at(i)
	return uint32(r) < uint32(len(s.start)) && s.start[r] != nothing
}

// mention appends the mention or the list of mentions that begins at i and returns the place to go on.
func (s *scanner) mention(i int) int {
	if isDigit(s.r[i]) {
		return s.numbered(i)
	}
	if r := s.r[i]; r == '十' || r == '"' || r == '\'' {
		if m, ok := s.plan(i); ok {
			return s.add(m)
		}
	}
	return s.worded(i)
}

// worded is mention where a word of time may stand at i.
func (s *scanner) worded(i int) int {
	w, n := s.word(i)
	if n == 0 {
		if s.start[s.r[i]] == wordOnly {
			return i + 1
		}
		return s.numbered(i)
	}
	if m, ok := s.byWord(i, w, n); ok {
		return s.add(m)
	}
	if w.kind != relYear && w.kind != half && w.kind != quarter && w.kind != relMonth && w.kind != relQuarter {
		return i + 1
	}
	return s.numbered(i)
}

// numbered is mention where neither a plan nor a word that decides alone stands at i.
func (s *scanner) numbered(i int) int {
	e := s.run(i)
	if c := s.at(e); c == '世' || c == '年' && s.at(e+1) == '代' {
		if m, ok := s.age(i); ok {
			return s.add(m)
		}
	}
	if !s.plausible(i, e) {
		return max(e, i+1)
	}
	if end := s.list(i); end > i {
		return end
	}
	if m, ok := s.years(i); ok {
		return s.add(m)
	}
	if m, ok := s.holidayOf(i); ok {
		return s.add(m)
	}
	if p, ok := s.rangeOrPoint(i); ok {
		if m, ok := s.tail(p); ok {
			return s.add(m)
		}
	}
	return max(e, i+1) // never begin inside a number
}

// plausible reports whether the number at i..e, if one stands there, can belong to a time by what follows it.
func (s *scanner) plausible(i, e int) bool {
	if e == i {
		return true
	}
	if _, y := s.yearNumber(i); y > i {
		return true
	}
	switch s.at(s.skip(e)) {
	case '年', '月', '季', '个', '—', '-', '~', '至', '到', '、', '和', '与', '及', 'q', 'h':
		return true
	}
	return false
}

// amount reports whether Arabic digits stand at i that no time begins with, by what follows them: 增至|5.2%.
func (s *scanner) amount(i int) bool {
	if !isDigit(s.at(i)) {
		return false
	}
	e := s.run(i)
	if s.plausible(i, e) {
		return false
	}
	switch s.at(s.skip(e)) {
	case '日', '号', '世':
		return false
	}
	return true
}

func (s *scanner) add(m Mention) int {
	s.dst = append(s.dst, m)
	return m.End
}

// byWord reads a mention that a word of time begins, if the word alone decides what it is.
func (s *scanner) byWord(i int, w word, n int) (m Mention, ok bool) {
	end := i + n
	switch w.kind {
	case than, until, from, pastYears, nextYears, inARow:
		if !s.starts(s.skip(end)) {
			return m, false
		}
	}
	switch w.kind {
	case basis:
		if w.arg == 0 && s.at(end) == '例' || w.arg == 2 && (s.quality(end) || s.vague(i-1)) {
			return m, false
		}
		return Mention{Start: i, End: end, Cue: Comparison, Basis: bases[w.arg]}, true
	case than:
		return s.comparison(i, end, w.arg == 1)
	case now:
		if s.at(end) == '年' && s.r[i] == '至' { // 至今年2月底
			return s.until(i, i+1, false)
		}
		if s.at(end) == '为' && s.at(end+1) == '止' {
			end += 2
		}
		return Mention{Start: i, End: end, Cue: Now, Period: day(s.ref), Relative: true}, true
	case relDay:
		m = Mention{Start: i, End: end, Relative: true, Telling: true}
		if !s.ref.IsZero() {
			m.Period = day(addDays(s.ref, w.arg))
		}
		return m, !(i > 0 && s.r[i] == '日' && (isDigit(s.r[i-1]) || isNumeral(s.r[i-1]))) // 5月3日前
	case relWeek:
		m = Mention{Start: i, End: end, Relative: true}
		if !s.ref.IsZero() {
			monday := s.ref.Days() - int32((int(s.ref.Days())+3)%7)
			start := addDays(s.ref, int(monday-s.ref.Days())+7*w.arg)
			m.Period = Period{start, addDays(start, 6), Span}
		}
		return m, true
	case until:
		return s.until(i, end, w.arg == 1)
	case from:
		if s.amount(s.skip(end)) {
			return m, false
		}
		p, ok := s.point(s.skip(end))
		if !ok {
			return m, false
		}
		q, joined := s.join(p)
		if !joined {
			return m, false
		}
		q.start = i
		return s.tail(q)
	case pastYears, nextYears, inARow:
		return s.countedYears(i, end, w.kind)
	case yearOpen:
		return s.opening(i, end)
	case era: // up to the last full year, like 十年来
		if s.ref.Year <= w.arg {
			return m, false
		}
		return Mention{Start: i, End: end, Relative: true, Years: s.ref.Year - w.arg, Period: years(w.arg, s.ref.Year-1), Age: w.arg < 2000}, true
	case aged:
		return s.age(i)
	case restDays:
		return s.holiday(i, i, 0)
	case bothYears:
		if s.ref.IsZero() {
			return m, false
		}
		return Mention{Start: i, End: end, Relative: true, Period: years(s.ref.Year+w.arg, s.ref.Year+w.arg+1)}, true
	case inYear, yearEnd, allYear:
		return s.looseYear(i, end, w.kind)
	}
	return m, false
}

// quality reports whether 年均 at the word before i only describes a metric (年均浓度, 年平均气温).
func (s *scanner) quality(i int) bool {
	switch s.at(i) {
	case '浓', '气', '值', '水', 'p', '日', '径', '无':
		return true
	case '降':
		return s.at(i+1) == '水' || s.at(i+1) == '雨'
	}
	return false
}

// vague reports whether an uncertain number of years stands at i (多年平均, 历年平均).
func (s *scanner) vague(i int) bool {
	switch s.at(i) {
	case '多', '数', '历', '常', '几':
		return true
	}
	return false
}

// everyYear reports whether a month of every year ends at i: 每年6月|至9月.
func (s *scanner) everyYear(i int) bool {
	if s.at(i-1) != '月' {
		return false
	}
	for k := i - 2; k > i-5; k-- {
		if r := s.at(k); !isDigit(r) && !isNumeral(r) {
			return r == '年' && s.at(k-1) == '每'
		}
	}
	return false
}

// until reads 截至5月末, 到2025年, 截至目前 and “十四五”末 after such a word.
func (s *scanner) until(i, end int, plain bool) (m Mention, ok bool) {
	if s.everyYear(i) {
		return m, false
	}
	j := s.skip(end)
	if s.amount(j) {
		return m, false
	}
	if w, n := s.word(j); n > 0 {
		switch w.kind {
		case now:
			return Mention{Start: i, End: j + n, Cue: Now, Period: day(s.ref), Relative: true}, true
		case relDay:
			if m, ok = s.byWord(j, w, n); ok {
				m.Start, m.Cue = i, AsOf
				if w.arg == 0 { // 到今天: up to now
					m.Cue, m.Telling = Now, false
				}
			}
			return m, ok
		case yearEnd, inYear:
			m, ok = s.looseYear(j, j+n, w.kind)
			if ok && !plain {
				m = m.thisYear(s.ref)
			}
			m.Start = i
			return m, ok
		case yearOpen:
			m, ok = s.opening(j, j+n)
			m.Start = i
			return m, ok
		}
	}
	if m, ok = s.age(j); ok {
		m.Start, m.Cue = i, AsOf
		return m, true
	}
	if m, ok = s.plan(j); ok {
		if m.InTitle {
			return m, false
		}
		if m.Cue == During && !plain { // 达到“十三五”
			return m, true
		}
		m.Start, m.Cue = i, AsOf
		return m, true
	}
	p, ok := s.point(j)
	if !ok && plain {
		p, ok = s.dayAlone(j)
	}
	if !ok {
		return m, false
	}
	if q, joined := s.join(p); joined {
		return s.tail(q)
	}
	if m, ok = s.tail(p); !ok {
		return m, false
	}
	if m.Cue == During && (plain || m.Period.Grain < Span) {
		m.Cue = AsOf
	}
	if m.Cue == AsOf {
		m.Event = s.sinceEvent(i)
		m.Start = i
	}
	return m, true
}

// sinceEvent reports whether the clause in which 至 or 到 stands at i begins with 自 or 从 and an event: 自开港至今年2月底.
// A time behind 自 is the first end of a range, which is read before.
func (s *scanner) sinceEvent(i int) bool {
	for k := i - 1; k >= 0 && k > i-16; k-- {
		switch r := s.r[k]; {
		case r == ',' || r == ';' || r == '。' || r == ':' || isDigit(r):
			return false
		case (r == '自' || r == '从') && (k == 0 || !isHan(s.r[k-1])):
			switch s.at(k + 1) {
			case '主', '然', '治', '由', '贸', '动', '我', '身', '营', '愿', '行', '来', '全', '去', '今', '年', '无', '各':
				return false
			}
			return i-k > 2
		}
	}
	return false
}
