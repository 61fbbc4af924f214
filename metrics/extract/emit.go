// A candidate observation: what of its metric a quantity is.

package extract

import (
	"sort"
	"strconv"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// words is the exact text of a rune range of the sentence.
func (k *linker) words(s, e int) string {
	return k.s.src(s, e).Of(k.text)
}

// takes reports whether an amount of the rule may carry the quantity's unit.
func (c *compiled) takes(q *quantity.Mention) (ok bool, doubt float64) {
	if q.Kind == quantity.Percent {
		return c.Unit == "%", 0
	}
	if q.Kind != quantity.Amount {
		return false, 0
	}
	switch {
	case q.Classifier == "" && q.Dimension != "money":
		return c.Unit == "1" && (len(c.units) == 0 || c.countable()), 0.15
	case c.Unit == "1":
		if q.Unit != "1" {
			return false, 0
		}
		return c.units[q.Classifier] || c.units[q.UnitText], 0
	case c.Unit == "CNY":
		return q.Dimension == "money", 0
	}
	return c.Unit == q.Unit, 0
}

func (c *compiled) countable() bool { return c.Kind != "rate" }

// emit makes a candidate of quantity item i for each bind; it reports whether it made any.
func (k *linker) emit(i, a int, on []bind, q *quantity.Mention, st *state, bare, base bool) bool {
	qi := k.s.items[i].i
	made := false
	for n := range on {
		b := on[n]
		if jointOf(on) && !k.evenly && q.Kind != quantity.Rank && q.Kind != quantity.Doubling {
			k.miss(qi, "a name of several metrics without 分别")
			return false
		}
		c, why := k.fit(&b, q, st, bare, i, a)
		if k.inPart {
			why = "what 其中 takes apart is a part"
		}
		if why == "" && c.measure == pipeline.Share && b.rule.share != nil && b.rule == on[n].rule && !k.ofRegion(i, a, b.rule) {
			b.rule = b.rule.share
		}
		if why != "" {
			k.miss(qi, b.rule.ID+": "+why)
			continue
		}
		c.s, c.q, c.b, c.item, c.clause, c.base = k.s, qi, b, i, a, base
		c.based = c.based || st.based
		c.doubt += b.doubt
		if bare {
			c.infer = append(c.infer, "metric_from_clause_before")
			c.doubt += 0.055
			if c.measure == pipeline.Growth && st.based {
				c.doubt -= 0.01 // 同比增长 directly behind its amount
			}
		}
		if b.why != "" {
			c.infer = append(c.infer, b.why)
		}
		if st.nouns > 0 {
			c.infer = append(c.infer, "words_between")
			c.doubt += 0.12 * float64(st.nouns)
		}
		if st.verbs > 1 {
			c.doubt += 0.04 * float64(st.verbs-1)
		}
		if q.SharedUnit {
			c.infer = append(c.infer, "unit_from_list")
			k.listScale(&c, i)
		}
		k.out = append(k.out, c)
		made = true
		if n := len(k.recent); n == 0 || k.recent[n-1].rule != b.rule {
			k.recent = append(k.recent, b)
		}
		k.last = c.measure
		if q.Kind == quantity.Amount {
			k.lastQ = q
		}
	}
	return made
}

// ofRegion reports whether the share at item i is one of a region (占全国的比重), so that it is of the amount itself.
func (k *linker) ofRegion(i, a int, rule *compiled) bool {
	placed := false
	for j := i - 1; j >= a; j-- {
		switch it := k.s.items[j]; {
		case it.kind == itPlace:
			placed = true
		case k.x.says(it, cueShare):
			return placed
		case it.kind == itAnchor && k.entry(j).rules[0] == rule: // 占全国研发经费的4%
		case it.kind == itAnchor, it.kind == itNoun, it.kind == itPunct:
			return false
		}
	}
	return false
}

// listScale gives a member of a list the scale that its last member states: 100万、110万和130万亿元.
func (k *linker) listScale(c *cand, i int) {
	if k.s.qs[k.s.items[i].i].UnitText != "万" || c.unit != "CNY" {
		return
	}
	for j := i + 1; j < len(k.s.items); j++ {
		switch it := k.s.items[j]; {
		case it.kind == itQty:
			if strings.HasPrefix(k.s.qs[it.i].UnitText, "万亿") {
				for _, d := range [...]**apd.Decimal{&c.value, &c.low, &c.high, &c.step} {
					if *d != nil {
						v := new(apd.Decimal)
						_, _ = exact.Mul(v, *d, apd.New(100_000_000, 0))
						*d = v
					}
				}
				return
			}
		case k.and(it):
		default:
			return
		}
	}
}

// fit measures the quantity at item i with the bind's rule, or with the first of its alternatives that
// takes it in this context; b gets that rule. Else it says why the first rule or the last does not.
func (k *linker) fit(b *bind, q *quantity.Mention, st *state, bare bool, i, a int) (c cand, why string) {
	for m := -1; m < len(b.alts); m++ {
		if m >= 0 {
			b.rule = b.alts[m]
		}
		if c, why = k.measure(*b, q, st, bare); why == "" {
			why = k.context(b, i, a)
		}
		if why == "" {
			return c, ""
		}
	}
	return c, why
}

// growthName reports whether a metric's name itself says that a growth follows (居民消费价格涨幅).
func growthName(n string) bool {
	for _, w := range [...]string{"涨幅", "增速", "增幅", "增长率", "漲幅", "幅度"} {
		if strings.HasSuffix(n, w) {
			return true
		}
	}
	return false
}

// jointOf reports whether the binds are the metrics of one joint name.
func jointOf(on []bind) bool {
	return len(on) > 1 && on[0].s == on[1].s && on[0].place < 0 && on[1].place < 0 && on[0].period < 0 && on[1].period < 0 && on[0].rule != on[1].rule
}

// context checks the words that a rule forbids or needs nearby.
func (k *linker) context(b *bind, i, a int) string {
	c := b.rule
	if len(c.near) > 0 {
		end := k.s.items[i].e
		for j := i + 1; j < len(k.s.items) && k.s.items[j].kind != itPunct; j++ {
			end = k.s.items[j].e
		}
		for j := a; j < i; j++ { // in a list only the member of the name counts
			if it := k.s.items[j]; it.mark('、') && it.s > b.s {
				end = it.s
				break
			}
		}
		text := k.s.textOf(k.s.items[a].s, end)
		if b.s >= 0 && k.s.items[a].s > b.s {
			from := sort.Search(a, func(n int) bool { return k.s.items[n].s >= b.s })
			text += k.s.textOf(k.s.items[k.s.clauseOf(from)].s, k.s.items[k.s.clauseEnd(from)].s) // …对经济增长的贡献，由…提高到…
		}
		for _, w := range c.near {
			if strings.Contains(text, w) {
				k.refused = true
				return "the word " + w + " makes it another metric"
			}
		}
	}
	if len(c.require) > 0 {
		text := k.s.text()
		for _, w := range c.require {
			if strings.Contains(text, w) {
				return ""
			}
		}
		return "none of the words that the rule needs stands in the sentence: " + strings.Join(c.require, " ")
	}
	return ""
}

// measure decides what of the metric the quantity is, or says why it is nothing of it.
func (k *linker) measure(b bind, q *quantity.Mention, st *state, bare bool) (c cand, why string) {
	r := b.rule
	c = cand{value: q.Value, low: q.Low, high: q.High, step: q.Step, qual: q.Qualifier, unit: q.Unit, basis: st.basis}
	allow := func(m pipeline.Measure) (cand, string) {
		if !r.measures[m] {
			return c, "the rule takes no " + string(m)
		}
		c.measure = m
		switch {
		case m != pipeline.Growth && m != pipeline.GrowthPP:
			c.basis = ""
		case c.basis == "annual_average":
			c.from, _ = strconv.Atoi(strings.TrimPrefix(k.since, "since:"))
		case k.since != "" && c.basis == "" && !st.based:
			c.basis, c.based, k.told = k.since, true, true
		}
		return c, ""
	}
	switch q.Kind {
	case quantity.Points:
		if st.sign == 0 {
			return c, "percentage points without a direction of change"
		}
		if st.speed || k.last == pipeline.Growth && r.Percent != pipeline.Level && r.Percent != pipeline.Share && !st.share {
			return c, "the change of a rate of growth is not the metric's own change"
		}
		if st.sign < 0 {
			negate(&c)
		}
		return allow(pipeline.GrowthPP)
	case quantity.Percent:
		if st.share && st.sign != 0 && !st.strong {
			return c, "the change of a share, told in percent"
		}
		if st.share && bare && k.last == pipeline.Increment && r.Kind == "flow" {
			return c, "a share of the addition, not of the metric"
		}
		if st.share && (r.measures[pipeline.Share] || r.Percent != pipeline.Level && r.measures[pipeline.Level]) {
			c.measure, c.basis = pipeline.Share, ""
			if st.about && c.qual == pipeline.Exact {
				c.qual = pipeline.About
			}
			return c, ""
		}
		if st.sign != 0 && bare && k.last == pipeline.Increment && r.Kind == "stock" && (!st.based || st.basis == "yoy") {
			return c, "a growth of the addition, not of the stock"
		}
		if st.sign != 0 && !(st.reach && st.strong && r.Percent == pipeline.Level && !st.speed) {
			if st.sign < 0 || r.Sign < 0 {
				negate(&c)
			}
			return allow(pipeline.Growth)
		}
		if bare && k.last == pipeline.Share && st.strong && st.sign == 0 && r.Percent != pipeline.Level && k.sameBefore(b) {
			c.measure, c.basis = pipeline.Share, "" // 占比突破50%，达到51.9%
			return c, ""
		}
		if b.speed && bare && k.regioned && !st.share && st.inc == 0 && r.Percent != pipeline.Level {
			return allow(pipeline.Growth) // 从经济增速看，…；亳州为8.6%
		}
		if r.Percent == "" {
			return c, "a percentage without a word of growth or share"
		}
		if r.Percent == pipeline.Growth && r.Sign == 0 && r.Unit != "%" && !growthName(b.text) {
			return c, "a percentage without a word of growth"
		}
		if r.Percent == pipeline.Growth && r.Sign < 0 {
			negate(&c)
		}
		if bare && r.Percent == pipeline.Level && k.last == pipeline.Level && !st.reach {
			c.doubt += 0.1
		}
		return allow(r.Percent)
	case quantity.Multiple:
		if st.sign > 0 {
			if st.basis == "" && !st.based && k.since == "" && strings.HasPrefix(k.past, "since:") {
				c.basis, c.based, c.doubt = k.past, true, c.doubt+0.05 // GDP比2002年增长65%；财政收入增长1.7倍
			}
			return allow(pipeline.Growth)
		}
		if st.based {
			minusHundred(&c)
			return allow(pipeline.Growth)
		}
		return c, "a multiple of something else than the metric's own past"
	case quantity.Doubling:
		return allow(pipeline.Growth)
	case quantity.Rank:
		if !st.head && !st.from && (st.speed || bare && (b.speed || k.last == pipeline.Growth)) {
			return c, "a rank of a rate of growth"
		}
		if st.gain || bare && !st.head && k.last == pipeline.Increment && r.Kind == "stock" {
			return c, "a rank of the amount of growth"
		}
		return allow(pipeline.Rank)
	case quantity.Amount:
		if st.share {
			return c, "an amount where a share is spoken of"
		}
		ok, doubt := r.takes(q)
		if !ok && bare && r.Unit == "CNY" && q.Classifier == "" && k.lastQ != nil && k.lastQ.Dimension == "money" && q.Value != nil && q.Value.Cmp(million) >= 0 {
			ok, doubt = true, 0.1
			c.unit = k.lastQ.Unit
			c.infer = append(c.infer, "unit_from_value_before")
		}
		if bare && q.Classifier == "" && q.Dimension == "" && r.Unit == "1" && len(c.infer) == 0 && !k.unitless() {
			return c, "a bare number in a clause without the metric's name"
		}
		if !ok && r.Unit == "CNY" && q.Classifier == "" && q.Dimension == "" && q.Value != nil && q.Value.Cmp(yi) >= 0 && strings.HasSuffix(q.UnitText, "亿") {
			ok, doubt = true, 0.12 // 首次超过4万亿
			c.unit = "CNY"
			c.infer = append(c.infer, "no_unit")
		}
		if !ok {
			return c, "the unit " + q.UnitText + " is none of the metric's"
		}
		c.doubt += doubt
		if q.Classifier == "" && q.Dimension != "money" {
			c.infer = append(c.infer, "no_unit")
		}
		if r.Unit == "1" {
			c.unit = "1"
		}
		inc := st.inc
		if inc == 0 && st.sign != 0 && !st.strong {
			inc = st.sign
		}
		if st.inc != 0 && (r.IncrementIsLevel || !r.measures[pipeline.Increment]) {
			inc = 0
			if st.sign != 0 && st.based {
				inc = st.sign
			}
		}
		if inc == 0 && st.inc != 0 && r.IncrementIsLevel && !r.measures[pipeline.Level] {
			c.measure, c.basis = pipeline.Level, "" // taken only with a verb of addition
			return c, ""
		}
		if inc != 0 {
			if st.inc == 0 && bare && k.last == pipeline.Increment && r.Kind == "stock" && st.based && st.basis == "yoy" {
				return c, "the change of an addition, not of the stock" // 新登记…，比上年同期增加
			}
			if inc < 0 {
				negate(&c)
			}
			return allow(pipeline.Increment)
		}
		return allow(pipeline.Level)
	}
	return c, "a number of this kind is no value of a metric"
}

// sameBefore reports whether the value before is of the metric of b.
func (k *linker) sameBefore(b bind) bool {
	n := len(k.out)
	return n > 0 && k.out[n-1].s == k.s && k.out[n-1].b.rule == b.rule
}

// unitless reports whether the amount before had no unit either.
func (k *linker) unitless() bool {
	return k.lastQ != nil && k.lastQ.Classifier == ""
}

// negate turns the value and its bounds round: 下降20%以上 is at least 20 down, at most -20.
func negate(c *cand) {
	neg := func(d *apd.Decimal) *apd.Decimal {
		if d == nil || d.IsZero() {
			return d
		}
		return new(apd.Decimal).Neg(d)
	}
	c.value, c.low, c.high = neg(c.value), neg(c.high), neg(c.low)
}

var (
	hundred = apd.New(100, 0)
	million = apd.New(1, 6)
	yi      = apd.New(1, 8)
)

// minusHundred turns a multiple of the base (1.3倍, 130) into a growth (30).
func minusHundred(c *cand) {
	f := func(d *apd.Decimal) *apd.Decimal {
		if d == nil {
			return nil
		}
		out := new(apd.Decimal)
		_, _ = exact.Sub(out, d, hundred)
		return out
	}
	c.value, c.low, c.high = f(c.value), f(c.low), f(c.high)
}

// exact is wide enough for every sum of values; values themselves are never rounded.
var exact = apd.BaseContext.WithPrecision(60)
