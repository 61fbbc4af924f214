// What a text is: the account of a company on a part of the year, or one whose stated date its own words contradict.

package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/period"
	"zhibiao/pipeline"
)

// accounts of companies, the months that they are on and those in which they come out. The first that fits counts.
var companyAccounts = [...]struct {
	words       []string
	m1, m2      int
	first, last int
}{
	{[]string{"中期业绩", "半年报", "半年度报告", "中期报告", "上半年业绩", "半年度业绩", "上半年报告"}, 1, 6, 7, 10},
	{[]string{"前三季度业绩", "三季报", "第三季度报告"}, 1, 9, 10, 12},
	{[]string{"一季度业绩", "一季报", "第一季度报告"}, 1, 3, 4, 6},
}

// account is the time that the text accounts for where its opening calls it the half-year report of a company or the like:
// what is told without a time is told for that, not for the day. A meeting on the results (业绩说明会) is no account.
func (w *walk) account() (a when) {
	head := w.d.Text
	if len(head) > 900 {
		head = head[:900]
	}
	for _, k := range companyAccounts {
		if m := int(w.sc.ref.Month); m < k.first || m > k.last {
			continue
		}
		for _, word := range k.words {
			if _, rest, ok := strings.Cut(head, word); ok && !strings.HasPrefix(rest, "说明会") && !strings.HasPrefix(rest, "会") {
				y := w.sc.ref.Year
				g := period.Half
				if k.m2 != 6 {
					g = period.Span
				}
				if k.m2 == 3 {
					g = period.Quarter
				}
				return when{period.Mention{Period: period.Period{Start: day(y, k.m1, 1), End: monthEnd(y, k.m2), Grain: g}}, pipeline.ByDocDate, true}
			}
		}
	}
	return a
}

// accounted is the period of the account that the text is, for a value of its company without a time of its own.
func (sc *scope) accounted(entity string, wh when) when {
	if !sc.report.ok || entity == "" || wh.source != pipeline.ByDocDate && wh.source != pipeline.ByTitle || wh.m.Period.Grain != period.Day {
		return wh
	}
	return sc.report
}

// disputed returns the last year that the text compares with where it lies behind its stated date (比2016年全年高
// 0.3个百分点, told in 2015), else 0: the date is that of something else, and the text of the year after.
func (w *walk) disputed() (last int) {
	t := w.d.Text
	for i := 3; i < len(t); i += 4 { // four digits in a row have one of these places
		if !digit(t[i]) {
			continue
		}
		for i < len(t) && digit(t[i]) {
			i++
		}
		all := strings.HasPrefix(t[i:], "年全年")
		if !all && !strings.HasPrefix(t[i:], "年同期") {
			continue
		}
		if y, ok := digitsBefore(t[:i]); ok && y > max(last, w.sc.ref.Year) {
			if r, _ := utf8.DecodeLastRuneInString(t[:i-4]); !all || r == '比' || r == '较' {
				last = y
			}
		}
	}
	return last
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

// digitsBefore reads the year in digits that ends t.
func digitsBefore(t string) (int, bool) {
	if len(t) < 4 {
		return 0, false
	}
	y, err := strconv.Atoi(t[len(t)-4:])
	return y, err == nil && y > 1949 && y < 2100
}

// after reports whether a day lies behind the month of the stated date of the document and no year ends with it: 上半年 in
// a text dated in March.
func (sc *scope) after(end pipeline.Date) bool {
	return sc.dated && end.Month > 0 && monthEnd(sc.ref.Year, int(sc.ref.Month)).Before(end) && (end.Month < 12 || end.Year > sc.ref.Year)
}

// beyond reports whether w is a year behind that of the document's date and only the text around a value speaks of it.
func (sc *scope) beyond(w when) bool {
	return w.ok && sc.dated && w.m.Period.End.Year > sc.ref.Year && (w.source == pipeline.ByParagraph || w.source == pipeline.ByHeading || w.source == pipeline.ByTitle)
}

// doubtDate marks what rests on a date that the results of the text contradict.
func (w *walk) doubtDate() {
	if !w.contradicted {
		return
	}
	for i := range w.obs {
		if m := &w.obs[i]; m.rests {
			m.Inferences = append(m.Inferences, "date_contradicted")
		}
	}
}
