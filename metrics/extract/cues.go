// The words that steer how numbers are read, as a lexicon lists them.

package extract

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
)

// cueClass says how a cue word steers the reading of a number.
type cueClass uint8

const (
	cueGlue      cueClass = iota
	cueReach              // 达到: the amount itself follows
	cueInc                // 新增: an addition to a stock
	cueUp                 // 增长
	cueDown               // 下降
	cueShare              // 占
	cueShareNoun          // 比重
	cueRank               // 位居
	cueBench              // 高于
	cueEach               // 分别
	cueAll                // 均
	cueAmong              // 其中
	cuePlan               // 力争
	cueEst                // 预计
	cueDone               // 已
	cueFrom               // 从
	cueTo                 // 到
	cueHead               // 总数
	cueLead               // 目前: may stand before the subject
	cueOrder              // 领跑: a place in an order, without a number
	cueOther              // 贡献率: the number is of something else
)

var cueNames = map[string]cueClass{
	"glue": cueGlue, "reach": cueReach, "inc": cueInc, "up": cueUp, "down": cueDown,
	"share": cueShare, "sharenoun": cueShareNoun, "rank": cueRank, "bench": cueBench, "each": cueEach,
	"all": cueAll, "among": cueAmong, "plan": cuePlan, "est": cueEst, "done": cueDone, "from": cueFrom,
	"to": cueTo, "head": cueHead, "lead": cueLead, "order": cueOrder, "other": cueOther,
}

// cueSet holds the classes of a word: one word may serve several (升至 reaches a level and a rank).
type cueSet uint32

func (s cueSet) has(c cueClass) bool { return s&(1<<c) != 0 }

// glue reports whether the word does no more than join.
func (s cueSet) glue() bool { return s&^(1<<cueLead) == 1<<cueGlue }

// says reports whether it is a cue word of class c.
func (x *Extractor) says(it item, c cueClass) bool {
	return it.kind == itCue && x.cues.words[it.i].set.has(c)
}

type cueWord struct {
	word  string
	set   cueSet
	minus bool
}

type cueLexicon struct {
	trie *lexicon.Trie
	// marked holds the words with punctuation in them, which would be cut at it.
	marked *lexicon.Trie
	words  []cueWord
}

// loadCues reads a cue lexicon: class, sign and words by tab, words by blank.
func loadCues(fsys fs.FS, name string) (*cueLexicon, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	x := &cueLexicon{}
	at := map[string]int{}
	var b lexicon.Builder
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 3 {
			return nil, fmt.Errorf("%s:%d: %d columns, want class, sign, words separated by tabs", name, n, len(cols))
		}
		class, ok := cueNames[cols[0]]
		if !ok {
			return nil, fmt.Errorf("%s:%d: unknown class %q", name, n, cols[0])
		}
		for _, w := range strings.Fields(cols[2]) {
			w = fold.String(w)
			i, ok := at[w]
			if !ok {
				i = len(x.words)
				at[w] = i
				x.words = append(x.words, cueWord{word: w})
				b.Add(w, int32(i))
			}
			x.words[i].set |= 1 << class
			x.words[i].minus = x.words[i].minus || cols[1] == "-1"
		}
	}
	var marked lexicon.Builder
	for i, w := range x.words {
		if strings.ContainsAny(w.word, "()、·") {
			marked.Add(w.word, int32(i))
		}
	}
	x.trie, x.marked = b.Build(), marked.Build()
	return x, sc.Err()
}
