// The words between the mentions of a sentence.

package extract

import "unicode/utf8"

// words adds the items of a stretch without mentions: cue words and other words.
func (x *Extractor) words(s *sent, from, to int) {
	if from >= to {
		return
	}
	if s.depth != whole {
		if from = x.cuesOnly(s, from, to); from >= to {
			return
		}
	}
	s.toks = x.segmenter.CutIn(&s.cut, s.toks[:0], &s.line, from, to)
	r := s.line.Runes
	for k := 0; k < len(s.toks); k++ {
		t := s.toks[k]
		if t.Start < from { // covered by a longer cue
			continue
		}
		id, n := x.cues.trie.Longest(r[:to], t.Start)
		if id >= 0 {
			end := t.Start + n
			m := k
			for m < len(s.toks) && s.toks[m].End < end {
				m++
			}
			if m < len(s.toks) && s.toks[m].End == end {
				if x.cues.words[id].set.has(cueOther) {
					s.items = append(s.items, item{itNoun, t.Start, end, 0})
				} else {
					s.items = append(s.items, item{itCue, t.Start, end, int(id)})
				}
				from = end
				continue
			}
		}
		if r[t.Start] == ' ' {
			continue
		}
		if id >= 0 && x.allCues(s, r, t.Start, t.End) {
			continue
		}
		s.items = append(s.items, item{wordKind(t.POS), t.Start, t.End, 0})
	}
}

// window is how many runes before a quantity are cut into words in a sentence of depth near.
const window = 24

// cuesOnly adds the cue words that open a stretch and one item for what follows them, but for the
// words around a quantity: it returns where these begin, or to.
func (x *Extractor) cuesOnly(s *sent, from, to int) int {
	r := s.line.Runes
	at := to
	if s.depth == near {
		if n := len(s.items); n > 0 && s.items[n-1].kind == itQty && s.items[n-1].e == from {
			return from // the words after a quantity
		}
		for i := range s.qs {
			if q := &s.qs[i]; q.Start == to || q.From >= from && q.From <= to {
				if at = from; to-from > window {
					at = to - window
				}
				break
			}
		}
	}
	for from < at {
		if r[from] == ' ' {
			from++
			continue
		}
		id, n := x.cues.trie.Longest(r[:at], from)
		if id < 0 || x.cues.words[id].set.has(cueOther) {
			s.items = append(s.items, item{itNoun, from, at, 0})
			return at
		}
		s.items = append(s.items, item{itCue, from, from + n, int(id)})
		from += n
	}
	return at
}

// allCues adds the items of a word that consists of cue words alone, which the segmentation glued
// together (均居).
func (x *Extractor) allCues(s *sent, r []rune, from, to int) bool {
	if to-from > 6 {
		return false
	}
	n := len(s.items)
	var last cueSet
	for i := from; i < to; {
		id, k := x.cues.trie.Longest(r[:to], i)
		if id < 0 || x.cues.words[id].set.has(cueOther) {
			s.items = s.items[:n]
			return false
		}
		last = x.cues.words[id].set
		s.items = append(s.items, item{itCue, i, i + k, int(id)})
		i += k
	}
	if !last.has(cueRank) && !last.has(cueReach) && !last.has(cueShare) {
		s.items = s.items[:n] // 增加值 is a word of its own
		return false
	}
	return true
}

func wordKind(pos string) itemKind {
	if pos == "" {
		return itNoun
	}
	switch pos[0] {
	case 'd', 'p', 'c', 'u', 'r', 't', 'f', 'm', 'q', 'y', 'e', 'o', 'k', 'h', 'w':
		return itPlain
	case 'v':
		if pos == "vn" {
			return itNoun
		}
		return itVerb
	case 'a':
		if pos == "ad" {
			return itPlain
		}
		if pos == "an" {
			return itNoun
		}
		return itAdj
	}
	return itNoun
}

func alnum(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z'
}

func latin(r rune) bool { return 'a' <= r && r <= 'z' }

// runeSet is a set of runes of the basic plane.
type runeSet [1 << 10]uint64

func (s *runeSet) add(r rune) { s[r>>6&0x3ff] |= 1 << (r & 63) }

func (s *runeSet) has(r rune) bool { return r < 1<<16 && s[r>>6&0x3ff]>>(r&63)&1 != 0 }

// markSet is what an item of a sentence begins with that is no word or mention: punctuation, and words with punctuation in
// them.
func markSet(c *cueLexicon) *runeSet {
	s := &runeSet{}
	for r := range rune(1 << 16) {
		if isPunct(r) {
			s.add(r)
		}
	}
	for _, w := range c.words {
		if r, _ := utf8.DecodeRuneInString(w.word); c.marked.Starts(r) {
			s.add(r)
		}
	}
	return s
}

func isPunct(r rune) bool {
	switch r {
	case ',', ';', ':', '、', '。', '!', '?', '(', ')', '[', ']', '{', '}', '<', '>', '《', '》', '【', '】', '〔', '〕',
		'"', '\'', '…', '|', '/', '·', '—', '~', '+', '=', '#', '*', '_', '-', '.', '①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '■', '●', '◆', '▲':
		return true
	}
	return false
}
