// Shares told as a ratio: 三次产业结构为4.1:38.2:57.7.

package extract

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// ratio reads 三次产业结构为4.1:38.2:57.7: a joint name and as many numbers, with colons between them, are
// the shares of its metrics. Of 由…调整为… the last is the state now.
func (k *linker) ratio(a, b int) bool {
	items := k.s.items
	if !slices.ContainsFunc(items[a:b], func(it item) bool { return it.kind == itName }) {
		return false
	}
	joint := -1
	for i := a; i < b; i++ {
		if items[i].kind == itAnchor {
			if e := &k.x.entries[k.s.as[items[i].i].entry]; e.joint {
				joint = i
				break
			}
		}
	}
	if joint < 0 {
		return false
	}
	n := len(k.x.entries[k.s.as[items[joint].i].entry].rules)
	var at []int
	for i := joint + 1; i < b; i++ {
		if it := items[i]; it.kind == itName && strings.Count(k.s.textOf(it.s, it.e), ":") == n-1 {
			at = append(at, i)
		}
	}
	base := false
	for j := joint + 1; len(at) > 1 && j < at[0]; j++ {
		base = base || k.x.says(items[j], cueFrom)
	}
	done := false
	for m, i := range at {
		if m > 0 && !base {
			break
		}
		if !sumsTo100(k.s.textOf(items[i].s, items[i].e)) {
			return done // 城乡居民收入比2.6:1
		}
		from := items[i].s
		for g, text := range strings.Split(k.s.textOf(items[i].s, items[i].e), ":") {
			trimmed := strings.TrimSpace(text)
			value, _, err := apd.NewFromString(trimmed)
			if err != nil {
				return done
			}
			start := from + utf8.RuneCountInString(text) - utf8.RuneCountInString(strings.TrimLeft(text, " "))
			q := quantity.Mention{Start: start, End: start + utf8.RuneCountInString(trimmed), Value: value, Qualifier: pipeline.Exact, Unit: "%", Dimension: "ratio", Kind: quantity.Percent}
			from += utf8.RuneCountInString(text) + 1
			at := items[i].i // the first part takes the place of the whole, which was read as a name
			if g == 0 {
				k.s.qs[at] = q
			} else {
				at = len(k.s.qs)
				k.s.qs = append(k.s.qs, q)
				k.s.whyNot = append(k.s.whyNot, "")
			}
			bs := k.binds(joint, a, 0)
			k.out = append(k.out, cand{s: k.s, q: at, b: bs[g], item: i, clause: a, measure: pipeline.Share, value: value,
				step: apd.New(1, value.Exponent), qual: pipeline.Exact, unit: "%", infer: []string{"ratio"}, base: base && m == 0, end: base && m == 1, doubt: 0.03})
			done = true
		}
	}
	return done
}

// sumsTo100 reports whether the numbers of a:b:c are the parts of a whole, rounding allowed.
func sumsTo100(text string) bool {
	sum := 0.0
	for _, p := range strings.Split(text, ":") {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil {
			return false
		}
		sum += v
	}
	return sum > 99 && sum < 101
}
