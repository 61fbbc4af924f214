// The words that settle what holds around a value, as a lexicon lists them.

package extract

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/pipeline"
)

// scopeWords are the words that settle what holds around a value (configs/lexicons/scopes.tsv).
type scopeWords struct {
	// tone holds the words that make a text plan or review.
	tone               *lexicon.Trie
	universe, operator []string
	facility           []string
	zoneTrie           *lexicon.Trie // from their last rune to their first
	universeTrie       *lexicon.Trie // ids are the order in universe: of several words the first there counts
	// heads are nouns that can stand apart from the rest of a metric's name.
	heads    map[string]bool
	headTrie *lexicon.Trie
	headEnds *lexicon.Trie // the same, from their ends
	// unitTrie holds, from their last rune to their first, words for regions or companies that nobody names: 城市.
	unitTrie *lexicon.Trie
	// classTrie holds words for the regions of a kind taken together: 百强县.
	classTrie *lexicon.Trie
	// short holds the ends of names that stand for the whole name: 30万个基站 after 5G基站.
	short map[string]bool
	// benefits are verbs of which the object gains by something, manners ways of trade that are parts of it.
	benefits, manners *lexicon.Trie
	// areas are parts of any region: 农村.
	areas *lexicon.Trie
	// agencies are those who make forecasts of their own.
	agencies *lexicon.Trie
}

// loadScopeWords reads a lexicon of class and words.
func loadScopeWords(fsys fs.FS, name string) (*scopeWords, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w := &scopeWords{heads: map[string]bool{}, short: map[string]bool{}}
	var heads, ends, tone, units, classes, benefits, manners, agencies, zones, areas lexicon.Builder
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		class, words, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s:%d: no tab, want class and words separated by one", name, n)
		}
		for _, word := range strings.Fields(words) {
			word = fold.String(word)
			switch class {
			case "plan":
				if _, known := tone.Get(word); !known {
					tone.Add(word, plans)
				}
			case "review":
				tone.Add(word, reviews)
			case "neutral":
				tone.Add(word, neutral)
			case "universe":
				w.universe = append(w.universe, word)
			case "operator":
				w.operator = append(w.operator, word)
			case "zone":
				zones.Add(lexicon.Reversed(word), 0)
			case "facility":
				w.facility = append(w.facility, word)
			case "benefit":
				benefits.Add(word, 0)
			case "manner":
				manners.Add(word, 0)
			case "agency":
				agencies.Add(word, 0)
			case "head":
				w.heads[word] = true
				heads.Add(word, 0)
				ends.Add(lexicon.Reversed(word), 0)
			case "short":
				w.short[word] = true
			case "area":
				areas.Add(word, 0)
			case "class":
				classes.Add(word, 0)
			case "unit":
				units.Add(lexicon.Reversed(word), 0)
			default:
				return nil, fmt.Errorf("%s:%d: unknown class %q, want plan, review, neutral, head, universe, operator, zone, facility, unit, class, area, short, benefit, manner or agency", name, n, class)
			}
		}
	}
	w.universe = append(w.universe, realTerms)
	w.universeTrie = wordTrie(w.universe...)
	w.headTrie, w.headEnds, w.tone, w.unitTrie = heads.Build(), ends.Build(), tone.Build(), units.Build()
	w.zoneTrie = zones.Build()
	w.benefits, w.manners, w.classTrie = benefits.Build(), manners.Build(), classes.Build()
	w.agencies = agencies.Build()
	w.areas = areas.Build()
	return w, sc.Err()
}

// realTerms is the scope of a growth without that of prices. Other words go before it.
const realTerms = "扣除价格因素"

// wordTrie holds words with their places in the list.
func wordTrie(words ...string) *lexicon.Trie {
	var b lexicon.Builder
	for i, w := range words {
		if _, known := b.Get(w); !known {
			b.Add(w, int32(i))
		}
	}
	return b.Build()
}

// endTrie holds words that are looked for from their last rune.
func endTrie(words ...string) *lexicon.Trie {
	ends := make([]string, len(words))
	for i, w := range words {
		ends[i] = lexicon.Reversed(w)
	}
	return wordTrie(ends...)
}

// first returns the least id of the words of t that stand in text, or -1.
func first(text []rune, t *lexicon.Trie) int32 {
	least := int32(-1)
	for i, r := range text {
		if !t.May(r) {
			continue
		}
		t.All(text, i, func(id int32, _ int) bool {
			if least < 0 || id < least {
				least = id
			}
			return true
		})
	}
	return least
}

// contains reports whether a word of t stands in text.
func contains(text []rune, t *lexicon.Trie) bool {
	for i, r := range text {
		if !t.May(r) {
			continue
		}
		if _, n := t.Longest(text, i); n > 0 {
			return true
		}
	}
	return false
}

// What a word of tone does.
const (
	plans int32 = iota
	reviews
	neutral
)

// planning judges a heading or an opening sentence: 1 plans, -1 reviews, 0 neither.
func (w *scopeWords) planning(folded []rune) int {
	tone := 0
	for i := 0; i < len(folded) && tone >= 0; i++ {
		if !w.tone.May(folded[i]) {
			continue
		}
		if id, n := w.tone.Longest(folded, i); n > 0 && id == neutral {
			i += n - 1
			continue
		}
		w.tone.All(folded, i, func(id int32, _ int) bool {
			if tone = 1; id == reviews {
				tone = -1
			}
			return tone > 0
		})
	}
	return tone
}

// isOperator reports whether the organisation is a telecom operator, whose users and stations are metrics.
func (w *scopeWords) isOperator(name string) bool {
	for _, o := range w.operator {
		if strings.HasPrefix(name, o) {
			return true
		}
	}
	return false
}

// memberOf is the first item of the list member whose value c is, where the member before it in the clause from item from on
// has a value of its own: 新增规上企业10家、|上市公司6家.
func (s *sent) memberOf(c *cand, from int) int {
	for i := c.item - 1; i > from; i-- {
		if it := s.items[i]; it.mark('、') && it.s < c.b.s && s.items[i-1].kind == itQty {
			return i + 1
		}
	}
	return from
}

// universeOf is the word that narrows what was counted: it stands in the clause of the value, or in that of
// the name which a clause without one continues.
func (sw *scopeWords) universeOf(s *sent, c *cand) string {
	from := c.clause
	if c.bare() && c.b.s >= 0 {
		for from > 0 && s.items[from].s > c.b.s {
			from--
		}
		from = s.clauseOf(from)
	} else {
		from = s.memberOf(c, from)
	}
	u := first(s.line.Runes[s.items[from].s:s.items[c.item].e], sw.universeTrie)
	if u >= 0 && sw.universe[u] != realTerms && strings.HasSuffix(sw.universe[u], "上") { // 规上工业企业1494家、上市公司6家
		for i := from; i < c.item && s.items[i].e <= c.b.s; i++ {
			if kd := s.items[i].kind; kd == itQty || kd == itAnchor {
				from = i + 1
			}
		}
		u = first(s.line.Runes[s.items[from].s:s.items[c.item].e], sw.universeTrie)
	}
	switch {
	case u < 0 || sw.universe[u] == realTerms && c.measure != pipeline.Growth:
		return ""
	case sw.universe[u] == "规上":
		return "规模以上"
	default:
		return sw.universe[u]
	}
}
