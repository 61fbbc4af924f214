// The date of a document that states none.

package extract

import (
	"strings"
	"time"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/pipeline"
)

// guess infers the date of a document without one.
func (w *walk) guess() {
	if d, ok := compactDate(w.title); ok {
		w.sc.ref = d
	} else if d, ok := w.headDate(); ok {
		w.sc.ref = d
	} else if w.reviews = w.reviewDate(); !w.reviews {
		w.latest()
	}
}

// reviewDate infers the date of a work report from the years of its headings: that of year Y is read at the
// start of Y. It reports whether the text is such a report.
func (w *walk) reviewDate() bool {
	y := 0
	reviews := w.out.DocType == "work_report"
	for _, b := range w.d.Blocks {
		if b.Kind == pipeline.Heading && strings.Contains(b.Of(w.d.Text), "回顾") {
			reviews = true
		}
	}
	if !reviews {
		return false
	}
	scan := func(t string) {
		read := 0
		if strings.Contains(t, "回顾") {
			read = 1 // 2019年和今年以来工作回顾: the year reviewed is the one before
		}
		l := fold.New(t, 0)
		for _, m := range w.x.periods.Find(nil, l, pipeline.Date{}) {
			if m.Plan == 0 && !m.Period.End.IsZero() && m.Period.End.Year+read > y && m.Cue != period.Comparison && m.Period.End.Year < 2100 {
				y = m.Period.End.Year + read
			}
		}
	}
	scan(w.title)
	for _, b := range w.d.Blocks {
		if b.Kind == pipeline.Heading && b.Len() < 200 {
			scan(b.Of(w.d.Text))
		}
	}
	if y > 0 {
		w.sc.ref, w.sc.blur = day(y, 3, 1), period.Year
	}
	return true
}

// headDate finds a whole date (2023-08-18) in the first lines of the text.
func (w *walk) headDate() (pipeline.Date, bool) {
	for i, se := range w.d.Sentences {
		if i > 2 || se.Start > 600 {
			break
		}
		l := fold.New(se.Of(w.d.Text), 0)
		for _, m := range w.x.periods.Find(nil, l, pipeline.Date{}) {
			if p := m.Period; p.Grain == period.Day && !m.NeedsYear && p.Start.Year >= 1980 && p.Start == p.End && m.Cue != period.Comparison {
				return p.Start, true
			} else if p.Grain == period.Month && !m.NeedsYear && m.Start == 0 && m.End == len(l.Runes) {
				return p.End, true // a line of its own: 2021年11月
			}
		}
	}
	return pipeline.Date{}, false
}

// tellings is what the statements of time in a text say of the day on which it was written.
type tellings struct {
	year    int           // the latest year that the text speaks of, no year that it looks forward to
	told    int           // the latest year that it does not only plan
	whole   bool          // year is spoken of as a whole, or by its end
	end     pipeline.Date // the latest part of year that is spoken of
	over    pipeline.Date // the latest day up to which something was counted: 截至2022年底
	release pipeline.Date // a day without a year that opens the text (1月17日，…发布); its year is open
	last    bool          // 去年 is said
	now     bool          // 今年 is said
	base    int           // the latest year whose end is a yardstick (较2023年末), with the text in the year after it
	aim     int           // the first year that the text only looks forward to (目标在2015年底…)
	part    pipeline.Date // the latest end of a part of a year that is named without it: 上半年, 截至6月底
	apart   int           // the latest year that is named beside 去年 in one sentence, so that it is another
}

// latest takes the end of the latest year, or part of it, that the text speaks of as over for the date of a
// document without one; where a day without a year opens the text, the date is the first such day after that.
func (w *walk) latest() {
	t := w.tellings()
	if t.year == 0 && t.aim > 0 {
		t.year = t.aim
		if t.part.Month > 0 && t.part.Month < 12 { // 上半年，…。目标在2015年底达到…
			t.told, t.end = t.aim, day(t.aim, int(t.part.Month), t.part.Day)
		}
	}
	if t.year == 0 {
		if t.base > 0 {
			w.sc.ref, w.sc.blur = day(t.base+1, 12, 31), period.Year
		}
		return
	}
	sc := &w.sc
	switch {
	case t.release.Month > 0:
		sc.ref, sc.released = t.released(), true
		if t.whole && sc.ref.Year == t.year+1 {
			sc.about = when{period.Mention{Period: wholeYear(t.year)}, pipeline.ByDocDate, true}
		}
	case t.last && !t.now:
		sc.ref, sc.blur = day(t.year+1, 3, 31), period.Year
		if t.whole {
			sc.about = when{period.Mention{Period: wholeYear(t.year)}, pipeline.ByDocDate, true} // it looks back on the year
		}
		if t.apart == t.year {
			sc.ref.Year++ // 去年 is not that year, so it is the next
		}
	case t.told < t.year:
		sc.ref, sc.blur = day(t.year, 3, 1), period.Year // 2022年的预期目标: a plan is told at the start of its year
	case t.whole:
		sc.ref, sc.blur = day(t.year, 12, 31), period.Year
	default:
		sc.ref, sc.blur = t.end, period.Month
	}
}

// released is the first day with the month and day of the release after the time that the text speaks of. Reports
// on a whole year come out until March; a later day lies in that year itself.
func (t *tellings) released() pipeline.Date {
	d := t.release
	d.Year = t.year
	if t.told == t.year && (t.whole && d.Month <= 3 || !t.whole && d.Before(t.end)) || d.Before(t.over) {
		d.Year++
	}
	return d
}

// telling marks the day of release among the periods of a sentence: nothing is told of that day itself.
func (sc *scope) telling(s *sent) {
	if !sc.released {
		return
	}
	for i := range s.ps {
		if p := &s.ps[i]; p.Period.Grain == period.Day && p.Period.End == sc.ref && p.NeedsYear {
			p.Telling = true
		}
	}
}

func (w *walk) tellings() (t tellings) {
	line := w.line
	var ps []period.Mention
	var cut []pipeline.Span
	for n, se := range w.d.Sentences {
		cut = pieces(cut[:0], w.d.Text, se.Span) // as they are read later: the times of a text of one sentence are many
		for _, piece := range cut {
			line.Reset(piece.Of(w.d.Text), 0)
			ps = w.x.periods.Find(ps[:0], line, pipeline.Date{})
			if len(ps) > 0 {
				t.sentence(line, ps, n)
			}
		}
	}
	return t
}

// sentence takes in the n-th sentence.
func (t *tellings) sentence(line *fold.Line, ps []period.Mention, n int) {
	year, last := 0, false
	plans := setsGoals(line.Runes)
	for i := range ps {
		m := &ps[i]
		switch {
		case m.Cue == period.Comparison:
			if p := m.Period; !m.NeedsYear && !m.Relative && m.Plan == 0 && p.End.Month == 12 && p.Start.Year == p.End.Year && p.End.Year > t.base && hasAt(line.Runes, m.End-1, "末") {
				t.base = p.End.Year
			}
			continue
		case hasAt(line.Runes, m.Start, "去年"):
			last = true
		case hasAt(line.Runes, m.Start, "今年"):
			t.now = true
		case n < 2 && t.release.Month == 0 && m.NeedsYear && m.Period.Grain == period.Day && m.Cue == period.During && m.Period.Start == m.Period.End && m.Period.End.Month > 0:
			t.release = m.Period.End
		}
		if m.NeedsYear && partlyOver(line.Runes, m) && t.part.Month < m.Period.End.Month {
			t.part = m.Period.End
		}
		if p := m.Period; p.Grain == period.MultiYear && m.Cue == period.During && !m.Relative && !m.InTitle && m.Plan == 0 && p.End.Year < 2100 && hasGrown(line.Runes) {
			t.add(wholeYear(p.End.Year), false)
			if t.over.Before(p.End) {
				t.over = p.End
			}
			continue
		}
		if m.NeedsYear || m.Relative || m.InTitle || m.Plan > 0 || m.Period.End.IsZero() || m.Period.Start.Year != m.Period.End.Year || m.Period.End.Year >= 2100 {
			continue
		}
		if r := line.Runes[m.Start]; m.Cue == period.AsOf && (r == '到' || r == '至') || opensEra(line.Runes, m.End) {
			continue
		}
		if y := m.Period.End.Year; looksForward(line.Runes, m.Start) {
			if t.aim == 0 || y < t.aim {
				t.aim = y
			}
			continue
		}
		t.add(m.Period, plans)
		if m.Cue == period.AsOf && line.Runes[m.Start] == '截' && t.over.Before(m.Period.End) {
			t.over = m.Period.End
		}
		if m.Period.Grain == period.Year && m.Period.End.Year > year {
			year = m.Period.End.Year
		}
	}
	t.last = t.last || last
	if last && year > t.apart {
		t.apart = year
	}
}

// hasGrown reports whether the sentence tells what came of something over years: 2012年到2020年，…由16万亿元增长到26万亿元.
func hasGrown(r []rune) bool { return contains(r, grown) && !contains(r, aims) }

var (
	grown = wordTrie("增长到", "增加到", "提高到", "上升到", "提升到", "增至", "升至", "下降到", "降至", "增加至", "提高至", "提升至", "增长至")
	aims  = wordTrie("将", "力争", "目标", "计划", "规划", "争取", "预计", "预期", "有望")
)

// partlyOver reports whether m is a part of a year that is told of as over: 上半年, 截至6月底.
func partlyOver(r []rune, m *period.Mention) bool {
	switch {
	case m.Period.End.Month == 0 || m.Period.Grain == period.Day:
		return false
	case m.Cue == period.AsOf:
		return r[m.Start] == '截'
	}
	return m.Cue == period.During && m.Period.Start.Month == time.January && m.Period.Grain != period.Month
}

// looksForward reports whether the time at rune at is one that the words before it set for something: 力争在2015年底.
func looksForward(r []rune, at int) bool {
	k := at
	if k > 0 && (r[k-1] == '在' || r[k-1] == '于') {
		k--
	}
	for _, w := range [...]string{"目标", "力争", "争取", "计划", "有望", "确保"} {
		if k >= 2 && hasAt(r, k-2, w) {
			return true
		}
	}
	return false
}

// opensEra reports whether the period before i is that of an event since which something holds: 2018年|有统计以来.
func opensEra(r []rune, i int) bool {
	for j := i; j < len(r) && j < i+20 && (r[j] >= 0x4e00 && r[j] < 0xff00 || r[j] >= 'A' && r[j] <= 'z'); j++ {
		if hasAt(r, j, "以来") || j == i && hasAt(r, j, "改革开放") {
			return true
		}
	}
	return false
}

// setsGoals reports whether the sentence tells the goals of a year, as reports of governments do at its start.
func setsGoals(r []rune) bool {
	return (runesContain(r, "预期目标") || runesContain(r, "工作报告") && runesContain(r, "目标")) && !runesContain(r, "完成")
}

// add takes in a period of one year.
func (t *tellings) add(p period.Period, plans bool) {
	y := p.End.Year
	if y > t.year {
		t.year, t.whole, t.end = y, false, pipeline.Date{}
	}
	if y > t.told && !plans {
		t.told = y
	}
	if y == t.year {
		t.whole = t.whole || p.Grain == period.Year || p.End.Month == 12
		if t.end.Before(p.End) {
			t.end = p.End
		}
	}
}

// runesContain reports whether w stands in r.
func runesContain(r []rune, w string) bool {
	for i := range r {
		if hasAt(r, i, w) {
			return true
		}
	}
	return false
}

// compactDate finds a date of eight digits (20260528) in s.
func compactDate(s string) (pipeline.Date, bool) {
	for i := 0; i+8 <= len(s); i++ {
		if i > 0 && s[i-1] >= '0' && s[i-1] <= '9' || i+8 < len(s) && s[i+8] >= '0' && s[i+8] <= '9' {
			continue
		}
		if t, err := time.Parse("20060102", s[i:i+8]); err == nil && t.Year() >= 1980 && t.Year() < 2100 {
			return pipeline.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, true
		}
	}
	return pipeline.Date{}, false
}
