package panel

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"unicode"
	"unicode/utf8"

	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// The sketches of the texts name documents that may be reprints of one another. Here the sentences
// with figures decide, without estimates: two documents are reprints when the sets of shingles of those
// sentences overlap by reprintShingles, or when of the figures themselves reprintFigures are the same (a PDF and
// a web page of one text are cut into other sentences). Two reports by one template with other figures are
// neither.
const (
	reprintShingles = 0.8
	reprintFigures  = 2.0 / 3
	shingleRunes    = 5
	// compared bounds the texts of one group that a document is compared with.
	compared = 8
)

// figures is what is compared of a document: the shingles of its sentences with figures, and how often each
// figure stands there, both by their hashes.
type figures struct {
	shingles set
	values   map[uint64]int32
	all      int32 // of the values
}

// candidates is a group of documents that the sketches put together.
type candidates struct {
	left   int // documents to come
	firsts []reprinted
}

// reprinted is a document that is no reprint of one before it.
type reprinted struct {
	n int32
	*figures
}

// readReprints gives the documents of each candidate group that are reprints one number. Documents come in the
// order of their numbers, so each is held against the few before it that are none themselves.
func (p *panel) readReprints(ctx context.Context, v *dataset.Version, near map[string][]int32) error {
	groups := map[int32]*candidates{}
	for _, members := range near {
		if len(members) < 2 {
			continue
		}
		g := &candidates{left: len(members)}
		for _, n := range members {
			groups[n] = g
		}
	}
	if len(groups) == 0 {
		return nil
	}
	f := &figures{values: map[uint64]int32{}} // of one document after the other
	for d, err := range v.Staged(ctx, table.Quantities) {
		if err != nil {
			return err
		}
		n, ok := p.byID[d.ID]
		g := groups[n]
		if !ok || g == nil {
			continue
		}
		if len(d.Rows) > 0 {
			if err := f.read(d.Rows); err != nil {
				return err
			}
			if same := g.find(f); same >= 0 {
				p.docs[n].group = p.docs[same].group
			} else if len(g.firsts) < compared && g.left > 1 {
				g.firsts = append(g.firsts, reprinted{n, f.clone()})
			}
		}
		if g.left--; g.left == 0 {
			g.firsts = nil
		}
	}
	return nil
}

// find is the document that f reprints, or -1.
func (g *candidates) find(f *figures) int32 {
	for _, first := range g.firsts {
		if f.reprints(first.figures) {
			return first.n
		}
	}
	return -1
}

// The columns of quantities that tell figures.
var (
	columnSentence = table.Quantities.Index("sentence")
	columnsFigure  = table.Quantities.Indexes("value_exact", "unit", "value_low", "value_high")
)

var seed = maphash.MakeSeed()

// read takes in the quantities of a document.
func (f *figures) read(rows [][]byte) (err error) {
	f.shingles.clear()
	clear(f.values)
	f.all = int32(len(rows))
	var cells [][]byte
	var sentence, key []byte
	for _, row := range rows {
		if cells, err = table.Quantities.SplitRow(row, cells); err != nil {
			return err
		}
		if s := cells[columnSentence]; !bytes.Equal(s, sentence) {
			sentence = s
			f.shingles.addText(table.CellBytes(s))
		}
		key = key[:0]
		for _, c := range columnsFigure {
			key = append(key, cells[c]...)
		}
		f.values[maphash.Bytes(seed, key)]++
	}
	return nil
}

func (f *figures) clone() *figures {
	return &figures{f.shingles.clone(), maps.Clone(f.values), f.all}
}

func (f *figures) reprints(o *figures) bool {
	if both := f.shingles.common(&o.shingles); float64(both) >= reprintShingles*float64(f.shingles.n+o.shingles.n-both) {
		return true
	}
	both := int32(0)
	for v, n := range f.values {
		both += min(n, o.values[v])
	}
	return float64(both) >= reprintFigures*float64(f.all+o.all-both)
}

// set is a set of hashes, none of which is zero, as a table of them: a map would take twice the memory and time.
type set struct {
	slots []uint64 // by hash; the length is a power of two
	n     int
}

func (s *set) clear() {
	clear(s.slots)
	s.n = 0
}

func (s *set) add(h uint64) {
	if 2*s.n >= len(s.slots) {
		old := s.slots
		s.slots, s.n = make([]uint64, max(1024, 2*len(old))), 0
		for _, h := range old {
			if h != 0 {
				s.add(h)
			}
		}
	}
	if at := s.find(h); s.slots[at] == 0 {
		s.slots[at] = h
		s.n++
	}
}

// find is where a hash is or would be.
func (s *set) find(h uint64) uint64 {
	mask := uint64(len(s.slots) - 1)
	at := h & mask
	for s.slots[at] != 0 && s.slots[at] != h {
		at = (at + 1) & mask
	}
	return at
}

// common is how many are in both sets.
func (s *set) common(o *set) (n int) {
	if o.n == 0 {
		return 0
	}
	for _, h := range s.slots {
		if h != 0 && o.slots[o.find(h)] == h {
			n++
		}
	}
	return n
}

// clone makes a set of no more slots than it needs.
func (s *set) clone() (c set) {
	size := 1
	for size < 2*s.n {
		size *= 2
	}
	c.slots = make([]uint64, size)
	for _, h := range s.slots {
		if h != 0 {
			c.slots[c.find(h)] = h
		}
	}
	c.n = s.n
	return c
}

// addText adds the hashes of each five letters, digits and Han characters in a row.
func (s *set) addText(text []byte) {
	var window [shingleRunes]uint64
	n, at, h := 0, 0, uint64(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if !(r >= '一' && r <= '龥') && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		// A polynomial of the runes, of which the oldest leaves.
		h = (h-window[at]*oldest)*base + uint64(r)
		window[at] = uint64(r)
		if at++; at == shingleRunes {
			at = 0
		}
		if n++; n >= shingleRunes {
			m := h * 0x9e3779b97f4a7c15
			s.add(max(m^m>>32, 1))
		}
	}
}

const (
	base   = 0x9ddfea08eb382d69
	square = base * base % (1 << 64)
	oldest = square * square % (1 << 64)
)

// originals leaves the claims of originals where a reprint has another figure than the text it reprints,
// and says so. Of reprints, the original is the one of the better class of publishers, then the earlier; a
// text that its own publisher put out again with another figure is a correction, and the later counts.
func (p *panel) originals(c *cell) (kept []*claim, note string) {
	type voice struct {
		doc    int32
		unsure bool
	}
	voices := map[int32]voice{}
	for _, cl := range c.claims {
		for _, n := range cl.docs {
			g := p.docs[n].group
			v, ok := voices[g]
			switch {
			case !ok:
				voices[g] = voice{n, false}
			case v.doc == n:
			default:
				first, sure := p.original(v.doc, n)
				voices[g] = voice{first, !sure || v.unsure && first == v.doc}
			}
		}
	}
	for _, cl := range c.claims {
		stands := false
		for _, n := range cl.docs {
			v := voices[p.docs[n].group]
			stands = stands || v.doc == n || v.unsure
		}
		if stands {
			kept = append(kept, cl)
			continue
		}
		n := cl.docs[0]
		if note == "" {
			note = fmt.Sprintf("%s has the text of %s with another figure, %s", p.docs[n].path, p.docs[voices[p.docs[n].group].doc].path, cl.quote)
		}
	}
	return kept, note
}

// original says which of two documents with one text speaks for both, and whether that is sure.
func (p *panel) original(a, b int32) (int32, bool) {
	x, y := &p.docs[a], &p.docs[b]
	dated := !x.published.IsZero() && !y.published.IsZero() && x.published != y.published
	switch {
	case x.class != y.class:
		if x.class < y.class {
			return a, true
		}
		return b, true
	case !dated:
		return min(a, b), false
	case x.published.Before(y.published) == (x.publisher == "" || x.publisher != y.publisher):
		return a, true
	}
	return b, true
}
