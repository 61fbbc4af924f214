package explain

import (
	"bufio"
	"io/fs"
	"strings"
	"unicode/utf8"

	"zhibiao/pipeline"
)

// loadCues reads the lexicon of cues: the classes of each word.
func loadCues(fsys fs.FS) (map[string]map[string]bool, error) {
	f, err := fsys.Open("lexicons/cues.tsv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]map[string]bool{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		cols := strings.Split(sc.Text(), "\t")
		if len(cols) != 3 || strings.HasPrefix(cols[0], "#") {
			continue
		}
		for _, w := range strings.Fields(cols[2]) {
			if out[w] == nil {
				out[w] = map[string]bool{}
			}
			out[w][cols[0]] = true
		}
	}
	return out, sc.Err()
}

// measure says what made the number a value of its measure.
func (x *Explainer) measure(f *Facts) string {
	label, classes := "", []string(nil)
	switch f.Measure {
	case pipeline.Level:
		label = "measure level: the amount itself"
	case pipeline.Increment:
		label, classes = "measure increment: what was added or lost", []string{"inc", "up", "down"}
	case pipeline.Growth:
		label, classes = "measure growth: a change in percent", []string{"up", "down"}
	case pipeline.GrowthPP:
		label, classes = "measure growth_pp: a change in percentage points", []string{"up", "down"}
	case pipeline.Share:
		label, classes = "measure share: a part of a whole", []string{"share", "sharenoun"}
	case pipeline.Rank:
		label, classes = "measure rank: a place in an order", []string{"rank"}
	}
	if w := x.cue(f, classes); w != "" {
		label += ", by “" + w + "”"
	}
	return label
}

// cue finds the last word of the classes before the number in its clause. Words within a mention or a metric's
// name are none.
func (x *Explainer) cue(f *Facts, classes []string) string {
	text := []byte(f.Sentence[:min(f.At, len(f.Sentence))])
	blank := func(start, end int) {
		for i := start; i < min(end, len(text)); i++ {
			text[i] = ' '
		}
	}
	for _, m := range x.find(f, f.Sentence) {
		blank(m.Start, m.End)
	}
	for _, n := range x.metricNames(f.Sentence) {
		blank(n.at, n.at+len(n.words))
	}
	head := string(text)
	if i := strings.LastIndexAny(head, ";。；！？"); i >= 0 {
		head = head[i:]
	}
	last := ""
	for len(head) > 0 {
		word := x.cueAt(head)
		if word == "" {
			_, n := utf8.DecodeRuneInString(head)
			head = head[n:]
			continue
		}
		for _, c := range classes {
			if x.cues[word][c] {
				last = word
			}
		}
		head = head[len(word):]
	}
	return last
}

// cueAt is the longest word of the lexicon of cues with which a text begins.
func (x *Explainer) cueAt(text string) string {
	const longest = 12 // characters
	best, n := "", 0
	for i := range text {
		if x.cues[text[:i]] != nil {
			best = text[:i]
		}
		if n++; n > longest {
			return best
		}
	}
	if x.cues[text] != nil {
		best = text
	}
	return best
}
