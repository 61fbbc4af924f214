// The mentions of a sentence and its items: names, mentions, cue words and other words in one order.

package extract

import (
	"slices"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/words"
	"zhibiao/pipeline"
)

// itemKind is what an item of a sentence is.
type itemKind uint8

const (
	itAnchor itemKind = iota // a metric's name
	itQty                    // a quantity
	itName                   // a name with digits (5G)
	itPeriod
	itPlace
	itOrg
	itCue
	itPunct
	itNoun  // a word with content that can be what is counted
	itVerb  // a verb that no cue class knows
	itAdj   // an adjective
	itPlain // a word without content of its own
)

// item is one piece of a sentence. Items tile the sentence, blanks aside, in order.
type item struct {
	kind itemKind
	s, e int // rune range of the line
	i    int // index of the mention, the anchor or the cue word; the rune for punctuation
}

// mark reports whether it is the punctuation mark r.
func (it item) mark(r rune) bool { return it.kind == itPunct && rune(it.i) == r }

type anchor struct {
	s, e  int
	entry int32
	// why is set when the name was found but does not stand for its metric here.
	why string
}

// sent is a sentence with its mentions: the material of linking.
type sent struct {
	line   fold.Line
	folded string // see text
	// bytes holds the folded sentence while it becomes a string, offs the byte in it at which each rune begins.
	bytes []byte
	offs  []int32
	span  pipeline.Span
	block int
	nth   int // which of the document's sentences it is, or -1 for a piece of one
	qs    []quantity.Mention
	ps    []period.Mention
	gs    []place.Mention
	orgs  []place.Org
	names []lexicon.Hit // metrics' names, wherever they start
	as    []anchor
	items []item
	taken []quantity.Taken
	toks  []words.Token
	cut   words.Scratch
	depth depth
	at    []int32 // for each quantity the index of its item, or -1; see places
	// headline is set where a mark closes a headline in 【】, titled where one closes a title in 《》.
	headline, titled bool
	whyNot           []string
}

// depth says how much of a sentence segmentation is worth.
type depth uint8

const (
	// whole: the sentence can yield an observation.
	whole depth = iota
	// near: it has quantities, but nothing that names a metric: only the words around them are cut.
	near
	// none: it has no quantity; its regions and periods may hold for the sentences after it.
	none
)

// worth decides how deep the sentence is read by itself.
func (x *Extractor) worth(s *sent) depth {
	has := false
	for i := range s.qs {
		has = has || !s.qs[i].Name
	}
	if !has {
		if len(s.names) > 0 && contains(s.line.Runes, rankings) {
			return whole // GDP前十的城市分别是：…
		}
		return none
	}
	if len(s.names) > 0 || contains(s.line.Runes, x.heads) {
		return whole
	}
	return near
}

// bare reports whether the sentence has no mentions.
func (s *sent) bare() bool { return len(s.qs)+len(s.ps)+len(s.gs)+len(s.orgs) == 0 }

// mute reports whether the sentence has nothing that yields a value or that holds for the sentences after it. Its
// words need not be known.
func (s *sent) mute() bool {
	if !s.bare() || len(s.names) > 0 {
		return false
	}
	r := s.line.Runes
	for len(r) > 0 && r[0] == ' ' {
		r = r[1:]
	}
	return !otherSubject(r)
}

// text is the folded sentence as a string, made once.
func (s *sent) text() string {
	if s.folded == "" {
		s.bytes, s.offs = s.bytes[:0], slices.Grow(s.offs[:0], len(s.line.Runes)+1)
		for _, r := range s.line.Runes {
			s.offs = append(s.offs, int32(len(s.bytes)))
			s.bytes = utf8.AppendRune(s.bytes, r)
		}
		s.offs = append(s.offs, int32(len(s.bytes)))
		s.folded = string(s.bytes)
	}
	return s.folded
}

// textOf returns folded text of a rune range.
func (s *sent) textOf(a, b int) string {
	t := s.text()
	return t[s.offs[a]:s.offs[b]]
}

// is reports whether item i reads as one of words.
func (s *sent) is(i int, words ...string) bool { return s.reads(s.items[i].s, s.items[i].e, words...) }

// reads reports whether runes a..b read as one of words.
func (s *sent) reads(a, b int, words ...string) bool {
	text := s.line.Runes[a:b]
	if len(text) == 0 {
		return false
	}
	first := text[0]
	han, last := first >= 0x800 && first < 0x10000, 0x80|byte(first&0x3f) // of its three bytes
	for _, w := range words {
		if han && (len(w) < 3 || w[2] != last) {
			continue
		}
		if fold.Starts(text, w) && utf8.RuneCountInString(w) == len(text) {
			return true
		}
	}
	return false
}

// places finds the items of the quantities.
func (s *sent) places() {
	s.at = s.at[:0]
	if len(s.qs) == 0 {
		return
	}
	for range s.qs {
		s.at = append(s.at, -1)
	}
	for k := len(s.items) - 1; k >= 0; k-- {
		if it := s.items[k]; it.kind == itQty || it.kind == itName {
			s.at[it.i] = int32(k)
		}
	}
}

// src returns the span in the document's text of a rune range.
func (s *sent) src(a, b int) pipeline.Span {
	i, j := s.line.Bytes(a, b)
	// A dropped character after the last rune is not part of the mention.
	return pipeline.Span{Start: i, End: j}
}

// scanAll is scan for many sentences of text, one recogniser after the other. Names are looked for only where they can have
// a value or make a region (regionOf).
func (x *Extractor) scanAll(batch []sent, text string, ref pipeline.Date, known *named) {
	for i := range batch {
		batch[i].open(batch[i].span.Of(text))
	}
	for i := range batch {
		x.findPeriods(&batch[i], ref)
	}
	for i := range batch {
		x.findQuantities(&batch[i])
	}
	for i := range batch {
		if s := &batch[i]; !known.recall(s) {
			x.findPlaces(s)
		}
	}
	for i := range batch {
		if s := &batch[i]; !s.bare() || holds(s.line.Runes, "地区") {
			x.findNames(s)
		}
	}
}

// scan finds the mentions and names of a sentence.
func (x *Extractor) scan(s *sent, text string, ref pipeline.Date) {
	s.open(text)
	x.findPeriods(s, ref)
	x.findQuantities(s)
	x.findPlaces(s)
	x.findNames(s)
}

// open folds the text of the sentence and forgets what stood there before.
func (s *sent) open(text string) {
	s.line.Reset(text, s.span.Start)
	s.folded = ""
	s.names, s.as = s.names[:0], s.as[:0]
	s.items, s.headline, s.titled = s.items[:0], false, false
}

func (x *Extractor) findPeriods(s *sent, ref pipeline.Date) {
	s.ps = x.periods.Find(s.ps[:0], &s.line, ref)
	s.ps = slices.DeleteFunc(s.ps, func(p period.Mention) bool { return p.Age })
}

// findQuantities comes after findPeriods, because a year is no quantity.
func (x *Extractor) findQuantities(s *sent) {
	s.taken = s.taken[:0]
	for _, p := range s.ps {
		s.taken = append(s.taken, quantity.Taken{Start: p.Start, End: p.End})
	}
	s.qs = x.quantities.Find(s.qs[:0], &s.line, s.taken)
	s.qs = slices.DeleteFunc(s.qs, func(q quantity.Mention) bool { return q.Vague })
	s.whyNot = s.whyNot[:0]
	for range s.qs {
		s.whyNot = append(s.whyNot, "")
	}
}

func (x *Extractor) findPlaces(s *sent) {
	s.gs, s.orgs = x.places.FindAll(s.gs[:0], s.orgs[:0], &s.line)
}

// findNames finds the longest metric name at each rune that is no piece of a longer Latin word.
func (x *Extractor) findNames(s *sent) {
	r := s.line.Runes
	s.names = x.names.Squeezed(s.names, r)
	s.names = slices.DeleteFunc(s.names, func(h lexicon.Hit) bool {
		i, e := h.At, h.At+h.N
		return i > 0 && alnum(r[i]) && alnum(r[i-1]) || e < len(r) && latin(r[e-1]) && latin(r[e])
	})
}

// itemize lays names, mentions, cues and words in one order. A metric's name wins over a mention
// that it covers or runs into (移动电话用户 in 中国移动电话用户, 5G in 5G基站).
func (x *Extractor) itemize(s *sent) {
	r := s.line.Runes
	var qi, pi, gi, oi, ni int
	flush := 0
	i := 0
	for i < len(r) {
		// Nothing begins before next but marks.
		next := len(r)
		for ; qi < len(s.qs); qi++ {
			if at := s.qs[qi].Start; at >= i {
				next = min(next, at)
				break
			}
		}
		for ; pi < len(s.ps); pi++ {
			if at := s.ps[pi].Start; at >= i {
				next = min(next, at)
				break
			}
		}
		for ; gi < len(s.gs); gi++ {
			if at := s.gs[gi].Start; at >= i {
				next = min(next, at)
				break
			}
		}
		for ; oi < len(s.orgs); oi++ {
			if at := s.orgs[oi].Start; at >= i {
				next = min(next, at)
				break
			}
		}
		for ; ni < len(s.names); ni++ {
			if at := s.names[ni].At; at >= i {
				next = min(next, at)
				break
			}
		}
		for i < next && !x.marks.has(r[i]) {
			i++
		}
		if i == len(r) {
			break
		}
		if ni < len(s.names) && s.names[ni].At == i {
			if h := s.names[ni]; !x.inWord(s, flush, i, i+h.N) {
				x.words(s, flush, i)
				x.regionOf(s, r, i)
				s.items = append(s.items, item{itAnchor, i, i + h.N, len(s.as)})
				s.as = append(s.as, anchor{s: i, e: i + h.N, entry: h.ID})
				i += h.N
				flush = i
				continue
			}
		}
		var it item
		switch {
		case oi < len(s.orgs) && s.orgs[oi].Start == i:
			it = item{itOrg, i, s.orgs[oi].End, oi}
		case qi < len(s.qs) && s.qs[qi].Start == i:
			it = item{itQty, i, s.qs[qi].End, qi}
			if s.qs[qi].Name {
				it.kind = itName
			}
		case pi < len(s.ps) && s.ps[pi].Start == i:
			it = item{itPeriod, i, s.ps[pi].End, pi}
		case gi < len(s.gs) && s.gs[gi].Start == i:
			it = item{itPlace, i, s.gs[gi].End, gi}
		default:
			if id, n := x.cues.marked.Longest(r, i); id >= 0 { // 新(改)建
				it = item{itCue, i, i + n, int(id)}
				break
			}
			if !isPunct(r[i]) {
				i++
				continue
			}
			it = item{itPunct, i, i + 1, int(r[i])}
			s.headline = s.headline || r[i] == '】'
			s.titled = s.titled || r[i] == '》'
		}
		if it.kind != itPunct && it.kind != itQty && it.kind != itCue && it.kind != itPeriod {
			if at := runsOut(s.names[ni:], it.s, it.e); at > 0 {
				if it.kind != itPlace || at-it.s < 2 {
					i++
					continue
				}
				it.e = at // 长三角地区 in 长三角地区生产总值
			}
		}
		x.words(s, flush, i)
		s.items = append(s.items, it)
		i = it.e
		flush = i
	}
	x.words(s, flush, len(r))
}

// inWord reports whether the name at runes i..e begins inside a longer word, as 工业 in 加工业 does.
func (x *Extractor) inWord(s *sent, from, i, e int) bool {
	if i == from || s.line.Runes[i-1] < 0x4e00 || s.line.Runes[i] < 0x4e00 {
		return false
	}
	if from, e = max(from, i-window), min(e, i+4); !x.segmenter.Straddled(&s.line, from, i, e) {
		return false
	}
	s.toks = x.segmenter.CutIn(&s.cut, s.toks[:0], &s.line, from, e)
	for _, t := range s.toks {
		if t.Start >= i || t.End <= i {
			continue
		}
		if id, n := x.cues.trie.Longest(s.line.Runes[:i], t.Start); id >= 0 && t.Start+n == i {
			return false // 平均|每万人, 中国移动|总用户数: the word is two
		}
		for _, o := range s.orgs {
			if o.End == i {
				return false
			}
		}
		return true
	}
	return false
}

// regionOf makes a region of the word before a metric's name that begins with 地区: in 上海地区生产总值 the
// region is 上海, and no part of a 上海地区. So it is before the grid of a region.
func (x *Extractor) regionOf(s *sent, r []rune, at int) {
	n := len(s.items)
	if n > 1 && s.is(n-1, "电网") && s.items[n-1].e == at && s.items[n-2].e == s.items[n-1].s {
		at = s.items[n-1].s // 甘肃电网|新能源装机
		n--
	} else if n == 0 || !hasAt(r, at, "地区") {
		return
	}
	if s.items[n-1].kind != itNoun || s.items[n-1].e != at {
		return
	}
	it := &s.items[n-1]
	codes := x.gaz.ByName(s.textOf(it.s, it.e))
	if len(codes) != 1 {
		return
	}
	g, _ := x.gaz.Lookup(codes[0])
	s.gs = append(s.gs, place.Mention{Start: it.s, End: it.e, Codes: codes, Level: g.Level})
	it.kind, it.i = itPlace, len(s.gs)-1
}

// runsOut returns where in (s,e) the first of names starts that ends beyond e, or 0.
func runsOut(names []lexicon.Hit, s, e int) int {
	for _, h := range names {
		if h.At >= e {
			break
		}
		if h.At > s && h.At+h.N > e {
			return h.At
		}
	}
	return 0
}
