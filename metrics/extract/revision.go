// Values that are put right, and what others expect: 将2020年的增长率从2.3%下调至2.2%, 把增长预期由6.5%调高到6.7%.

package extract

import (
	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// revisers are the verbs with which a number is put right: they tell of the number, not of what it counts.
var revisers = wordTrie("上调", "下调", "调高", "调低", "上修", "下修", "修正", "修订", "更正")

// revises reports whether the runes from..to between two numbers say that the second is put in the place of the first.
func (s *sent) revises(from, to int) bool { return contains(s.line.Runes[from:to], revisers) }

// revisedRate reports whether the percentage at item i, of an amount whose growth the clause before named, is the first of
// a revision: 对经济增长预期进行了调整，由6.5%下调至6.3%.
func (k *linker) revisedRate(i int, r *compiled, q *quantity.Mention) bool {
	j := k.nextQty(i, len(k.s.items))
	return j > 0 && q.Kind == quantity.Percent && (r.Percent == "" || r.Percent == pipeline.Growth) && r.measures[pipeline.Growth] && k.s.revises(k.s.items[i].e, k.s.items[j].s)
}

// expected makes a value of what somebody expected a growth to be, with which the growth is compared: 高于市场预估的3.5%.
// It reports whether the number at item i was one.
func (c *clause) expected(i int, q *quantity.Mention) bool {
	k := c.k
	if q.Kind != quantity.Percent || guesses(k.s.line.Runes[c.st.benchAt:q.Start]) == "" {
		return false
	}
	on := k.topic
	if c.cur != nil {
		on = c.cur
	}
	if len(on) == 0 && k.fresh() {
		on = k.theme // GDP增长8%。其中四季度增幅高于市场预估的3.5%
	}
	if len(on) == 0 || k.last != pipeline.Growth && !c.st.speed && !on[0].speed {
		return false
	}
	st := state{sign: 1, basis: "yoy"}
	if !k.emit(i, c.a, on, q, &st, true, false) {
		return false
	}
	k.out[len(k.out)-1].guess = true
	return true
}

// guesses returns the word in r that makes a number a forecast, or "": none where it is that of a goal, and not in
// 稳预期, 超预期 and 预期寿命.
func guesses(r []rune) (word string) {
	for k, c := range r {
		switch {
		case c == '目' && hasAt(r, k, "目标"):
			return ""
		case c != '预' || k > 0 && (r[k-1] == '稳' || r[k-1] == '超') || hasAt(r, k, "预期寿命"):
		case hasAt(r, k, "预期"), hasAt(r, k, "预测"), hasAt(r, k, "预估"):
			word = string(r[k : k+2])
		}
	}
	return word
}

// revised marks the values of the quantity at item i and those made since the n-th as the two of a revision: neither is of
// an earlier year.
func (k *linker) revised(i, n int) {
	for m := len(k.out) - 1; m >= 0 && (m >= n || k.out[m].item == i); m-- {
		c := &k.out[m]
		c.base, c.end, c.revised = false, false, true
	}
}

// forecast returns the word that makes the value what somebody expects: of a revision, or of an agency that its clause
// names (该机构预测…); else "".
func (x *Extractor) forecast(c *cand) string {
	r := c.s.line.Runes
	from, to := c.s.items[c.clause].s, c.s.items[c.item].s
	if c.guess || c.revised {
		if from = 0; c.clause > 1 {
			from = c.s.items[c.s.clauseOf(c.clause-2)].s // 对增长预期进行了调整，由…
		}
		return guesses(r[from:to])
	}
	word := guesses(r[from:to])
	if word == "" || !contains(r[from:to], x.scopes.agencies) {
		return ""
	}
	return word
}

// ofForecast is the period of a forecast: the year that stands before it, else the year of the text. The day on which it
// was made, or the months in which, are none.
func (sc *scope) ofForecast(c *cand, w when) when {
	p := w.m.Period
	if c.guess {
		return w
	}
	if w.ok && (w.source == pipeline.ByClause || w.source == pipeline.BySentence) && w.m.Cue == period.During && !(w.m.Relative && p.Grain == period.Day) && (p.Grain == period.Year || p.Grain == period.MultiYear || w.source == pipeline.ByClause) {
		return w
	}
	if sc.ref.IsZero() {
		return w
	}
	return when{period.Mention{Period: wholeYear(sc.ref.Year)}, pipeline.ByDocDate, true}
}
