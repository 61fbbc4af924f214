package place

import (
	"fmt"
	"io/fs"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
)

// yardsticks are the words that make a region a mere yardstick: 高于全国平均, 位居世界第2, 全国首个.
type yardsticks struct {
	before              *lexicon.Trie // from their ends; the ids are classes
	behind, mean, plain *lexicon.Trie
	with                *lexicon.Trie // behind a companion: 与全国同步
}

// What a word before a region is.
const (
	beforeNot int32 = iota
	beforeLink
	beforeStrong
)

var beforeClasses = map[string]int32{"not": beforeNot, "link": beforeLink, "before": beforeStrong}

func readYardsticks(fsys fs.FS) (*yardsticks, error) {
	y := &yardsticks{}
	var before, behind, mean, plain, with lexicon.Builder
	err := readTSV(fsys, "lexicons/regions_yardsticks.tsv", 2, func(f []string) error {
		w := fold.String(f[1])
		if c, ok := beforeClasses[f[0]]; ok {
			before.Add(lexicon.Reversed(w), c)
			return nil
		}
		switch f[0] {
		case "behind":
			behind.Add(w, 0)
		case "mean":
			mean.Add(w, 0)
		case "plain":
			plain.Add(w, 0)
		case "with":
			with.Add(w, 0)
		default:
			return fmt.Errorf("unknown class %q", f[0])
		}
		return nil
	})
	y.before, y.behind, y.mean, y.plain, y.with = before.Build(), behind.Build(), mean.Build(), plain.Build(), with.Build()
	return y, err
}

// mark sets Benchmark. In a list (居全国、全省前列, 全国、全省平均水平) a yardstick's words reach all.
func (y *yardsticks) mark(ms []Mention, line []rune) {
	for i := range ms {
		m := &ms[i]
		if m.Kind == Issuer {
			continue
		}
		m.Benchmark = y.standsBefore(line, m.Start) || m.whole(line) && y.standsBehind(line, m.End) || starts(y.mean, line, m.End) ||
			m.Start > 0 && strings.ContainsRune("与同和跟", line[m.Start-1]) && starts(y.with, line, m.End) ||
			i > 0 && ms[i-1].Benchmark && listed(line[ms[i-1].End:m.Start])
	}
	for i := len(ms) - 2; i >= 0; i-- {
		if ms[i+1].Benchmark && ms[i].Kind != Issuer && listed(line[ms[i].End:ms[i+1].Start]) && !y.standsBefore(line, ms[i+1].Start) {
			ms[i].Benchmark = true
		}
	}
}

// whole reports whether the words behind the region can make it a yardstick: it is the whole of which
// something is the first or the 5th. 我国 and named places are rather what is ranked (我国居世界第2).
func (m *Mention) whole(line []rune) bool {
	switch {
	case m.Kind == Own, m.Kind == Uncoded, m.Level == Aggregate, m.Level == World:
		return true
	case m.Level == Country:
		return line[m.Start] == '全'
	}
	return false
}

func listed(between []rune) bool {
	return len(between) == 1 && strings.ContainsRune("、和及与或", between[0])
}

func starts(t *lexicon.Trie, line []rune, i int) bool {
	_, n := t.Longest(line, i)
	return n > 0
}

// standsBefore reports whether the longest word that ends at i makes a yardstick.
func (y *yardsticks) standsBefore(line []rune, i int) bool {
	if i > 0 && line[i-1] == '在' { // 位居在全国
		i--
	}
	c, n := y.before.Backward(line, i, 0)
	return n > 0 && c == beforeStrong
}

// standsBehind reports whether the words at i make the whole before it a yardstick.
func (y *yardsticks) standsBehind(line []rune, i int) bool {
	if i < len(line) && line[i] == '的' {
		i++
		if share(line, i) {
			return true
		}
	}
	if i < len(line) && strings.ContainsRune("仍均都已", line[i]) { // 在全国仍位居第二
		i++
	}
	if i < len(line) && (line[i] == '第' || line[i] == '前') {
		if j := numeral(line, i+1); j > i+1 {
			return rank(line[i], line, j)
		}
	}
	if j := field(line, i); j > i && ranks(line, j) {
		return true
	}
	_, n := y.behind.Longest(line, i)
	_, p := y.plain.Longest(line, i)
	return n > p
}

// numeral returns the end of the digits or Chinese numerals at i.
func numeral(line []rune, i int) int {
	for i < len(line) && (isDigit(line[i]) || strings.ContainsRune("一二两三四五六七八九十", line[i])) {
		i++
	}
	return i
}

// rank reports whether the numeral that ends at i counts places: 第3位, 第一家, 前十强, but not 第七次, 第一产业,
// 前5个月.
func rank(prefix rune, line []rune, i int) bool {
	if i == len(line) || !isHan(line[i]) {
		return true
	}
	if prefix == '第' {
		return !strings.ContainsRune("产季次届轮期版部卷代年", line[i])
	}
	return strings.ContainsRune("位名强席大的", line[i])
}

// share reports whether the number at i is a part or a multiple of the region's own: 全国的1.5倍.
func share(line []rune, i int) bool {
	j := i
	for j < len(line) && (isDigit(line[j]) || line[j] == '.') {
		j++
	}
	if j > i {
		return j < len(line) && strings.ContainsRune("%倍成/", line[j])
	}
	rest := line[i:]
	return len(rest) > 2 && rest[1] == '分' && rest[2] == '之' || len(rest) > 1 && rest[0] == '一' && rest[1] == '半'
}

// field returns the end of the words at i that make the region the field of a rank (西部|12省市中|排第1位), or i.
func field(line []rune, i int) int {
	j := i
	for j < len(line) && j < i+10 && (isDigit(line[j]) || strings.ContainsRune("个各省市区县州旗直辖自治地级城同类一二三四五六七八九十", line[j])) {
		j++
	}
	if j > i && j < len(line) && strings.ContainsRune("中内里", line[j]) {
		j++
	}
	return j
}

// ranks reports whether the words at i tell a rank: 排第1位, 位居第二, 列首位.
func ranks(line []rune, i int) bool {
	j := i
	for j < len(line) && j < i+3 && strings.ContainsRune("排居列位名", line[j]) {
		j++
	}
	if j+1 >= len(line) {
		return false
	}
	if line[j] == '第' || line[j] == '前' {
		k := numeral(line, j+1)
		return k > j+1 && rank(line[j], line, k)
	}
	return j > i && (line[j] == '首' || line[j] == '榜' && line[j+1] == '首')
}
