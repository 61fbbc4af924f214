// Values of the years before one that the text names: 2006年，…由前三年分别上升4%、5%、1%，转为下降2%.

package extract

import (
	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
)

// yearsAhead is the item with which 由前三年 begins right before 分别 at item each, or each.
func (k *linker) yearsAhead(a, each int) int {
	items := k.s.items
	if each < a+3 || items[each-1].kind != itQty || k.s.qs[items[each-1].i].Kind != quantity.Duration || !k.s.is(each-2, "前") {
		return each
	}
	if k.x.says(items[each-3], cueFrom) {
		return each - 3
	}
	return each - 2
}

// yearsTold makes times of the n years before the one that the sentence names before the clause at a, where the words from
// item end to 分别 at item each say that the values are theirs. It returns their indices, the earliest first, or nil.
func (k *linker) yearsTold(a, end, each, n int) (times []int) {
	if end == each {
		return nil
	}
	q := &k.s.qs[k.s.items[each-1].i]
	if q.Value == nil {
		return nil
	}
	if v, err := q.Value.Int64(); err != nil || q.Unit != "a" || int(v) != n {
		return nil
	}
	for i := a - 1; i >= 0; i-- {
		if it := k.s.items[i]; it.kind == itPeriod && k.s.mentionUsable(i) && k.s.ps[it.i].Period.Grain == period.Year {
			for y := k.s.ps[it.i].Period.End.Year - n; len(times) < n; y++ {
				times = append(times, len(k.s.ps))
				p := k.s.ps[it.i]
				p.Period = wholeYear(y)
				k.s.ps = append(k.s.ps, p)
			}
			return times
		}
	}
	return nil
}
