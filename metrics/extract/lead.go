// A metric that a short sentence without a number names for the next, like a heading in the text: 经营主体持续壮大。总量达612万户.

package extract

import (
	"slices"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/pipeline"
)

// longestLead is the most bytes of a sentence that only names what the next tells: some twenty characters.
const longestLead = 64

// leadText is the short sentence without digits right before the one at s in its block, or "".
func leadText(text string, block, s int) string {
	const stop = "。"
	from := max(block, s-longestLead-2*len(stop))
	before, ok := strings.CutSuffix(strings.TrimRight(text[from:s], " \u3000"), stop)
	if !ok {
		return ""
	}
	switch i := strings.LastIndex(before, stop); {
	case i >= 0:
		before = before[i+len(stop):]
	case from > block:
		return ""
	}
	if before = strings.TrimLeft(before, " \u3000#*-"); len(before) > longestLead || strings.ContainsAny(before, "0123456789%，；：、（(") && !leadsWithG(before) {
		return ""
	}
	return before
}

// leadsWithG reports whether the only digit of a text is that of 5G or the like at its beginning.
func leadsWithG(t string) bool {
	return len(t) > 2 && (t[1] == 'G' || t[1] == 'g') && !strings.ContainsAny(t[1:], "0123456789%，；：、（(")
}

// leadIn is the metric that the sentence before names for this one, which opens with the head of a name: with 总量 the name
// is that of the sentence before, with 增加值 it is the two together (服务业支撑增强。增加值达…). Else it is nil.
func (k *linker) leadIn() []bind {
	from, to := k.opensWithHead()
	if to == 0 {
		return nil
	}
	lead := leadText(k.text, k.opens, k.s.span.Start)
	if lead == "" {
		return nil
	}
	var l fold.Line
	l.Reset(lead, 0)
	r := squeezeRunes(l.Runes)
	for _, own := range [...]string{"全省", "全市", "全区", "全县", "全州", "全国", "我省", "我市", "我区", "我县", "我国"} {
		if hasAt(r, 0, own) {
			r = r[2:]
			break
		}
	}
	tail := squeezeRunes(k.s.line.Runes[k.s.items[from].s:k.s.items[to-1].e])
	for m := min(len(r), 12); m >= 2; m-- {
		if id, ok := k.x.names.Find(r[:m], tail); ok && !k.x.entries[id].joint {
			return leadBind(&k.x.entries[id], string(r[:m])+string(tail))
		}
	}
	if to != from+1 || !k.x.says(k.s.items[from], cueHead) {
		return nil
	}
	id, n := k.x.names.Longest(r, 0)
	if id < 0 || n == len(r) || slices.Contains([]rune("和与及的"), r[n]) || k.x.entries[id].joint {
		return nil
	}
	e := &k.x.entries[id]
	if other, _ := e.rules[0].after.LongestSqueezed(r, n); other >= 0 || e.rules[0].Percent == pipeline.Level {
		return nil
	}
	return leadBind(e, string(r[:n]))
}

func leadBind(e *entry, text string) []bind {
	return []bind{{rule: e.rules[0], alts: e.rules[1:], s: -1, e: -1, text: text, place: -1, period: -1, doubt: 0.08, why: "metric_from_sentence_before"}}
}

// opensWithHead returns the items of the nouns that open the sentence where nothing but words that lead to it stands between
// them and its first number: 总量已达|612万户. Else to is 0.
func (k *linker) opensWithHead() (from, to int) {
	items := k.s.items
	for from < len(items) && (items[from].kind == itPeriod || items[from].kind == itPlace || items[from].kind == itPlain) {
		from++
	}
	end := from
	for end < len(items) && (items[end].kind == itNoun || k.x.says(items[end], cueHead)) {
		end++
	}
	if end == from || end > from+3 {
		return 0, 0
	}
	for _, it := range items[end:] {
		switch it.kind {
		case itQty:
			return from, end
		case itCue, itPlain, itPeriod:
		default:
			return 0, 0
		}
	}
	return 0, 0
}
