package panel

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"math/bits"

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

// candidates are the documents of a group, which the sketches put together, that are no reprints of one before them.
type candidates struct{ firsts []reprinted }

// reprinted is what is held of such a document: as little as will do.
type reprinted struct {
	n        int32
	shingles []uint32
	values   []value
	all      int32
}

type value struct {
	hash uint64
	n    int32
}

// reprint gives a document that is a reprint the number of the one before it that it reprints.
func (r *reader) reprint(d dataset.Staged, n int32) error {
	defer r.leave(d)
	g := r.groups[d.Group]
	if d.Group == "" || g == nil && d.More == 0 || len(d.Rows(table.Quantities)) == 0 {
		return nil
	}
	if g == nil {
		g = &candidates{}
		r.groups[d.Group] = g
	}
	if err := r.readFigures(d); err != nil {
		return err
	}
	if same := g.find(&r.figures); same >= 0 {
		r.docs[n].group = r.docs[same].group
	} else if len(g.firsts) < compared && d.More > 0 {
		g.firsts = append(g.firsts, r.figures.hold(n))
	}
	return nil
}

// leave lets go of a group after the last of its documents.
func (r *reader) leave(d dataset.Staged) {
	if d.More == 0 {
		delete(r.groups, d.Group)
	}
}

// find is the document that f reprints, or -1.
func (g *candidates) find(f *figures) int32 {
	for i := range g.firsts {
		if f.reprints(&g.firsts[i]) {
			return g.firsts[i].n
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

// readFigures takes in the quantities of a document.
func (r *reader) readFigures(d dataset.Staged) error {
	f := &r.figures
	size := 0
	for _, row := range d.Rows(table.Quantities) {
		size += len(row)
	}
	f.shingles.clear(size / len("中"))
	clear(f.values)
	f.all = int32(len(d.Rows(table.Quantities)))
	var sentence, key []byte
	return r.split(d, table.Quantities, func(row table.Cells) {
		if s := row[columnSentence]; !bytes.Equal(s, sentence) {
			sentence = s
			f.shingles.addText(row.Text(columnSentence))
		}
		key = key[:0]
		for _, c := range columnsFigure {
			key = append(key, row[c]...)
		}
		f.values[maphash.Bytes(seed, key)]++
	})
}

func (f *figures) hold(n int32) reprinted {
	r := reprinted{n, make([]uint32, 0, f.shingles.n), make([]value, 0, len(f.values)), f.all}
	for _, h := range f.shingles.slots {
		if h != 0 {
			r.shingles = append(r.shingles, h)
		}
	}
	for h, n := range f.values {
		r.values = append(r.values, value{h, n})
	}
	return r
}

func (f *figures) reprints(o *reprinted) bool {
	both := len(o.shingles) // at most
	enough := func() bool { return float64(both) >= reprintShingles*float64(f.shingles.n+len(o.shingles)-both) }
	for i := 0; i < len(o.shingles) && enough(); i++ {
		if h := o.shingles[i]; f.shingles.slots[f.shingles.find(h)] != h {
			both--
		}
	}
	if enough() {
		return true
	}
	figures := int32(0)
	for _, v := range o.values {
		figures += min(v.n, f.values[v.hash])
	}
	return float64(figures) >= reprintFigures*float64(f.all+o.all-figures)
}

// set is a set of hashes, none of which is zero, as a table of them: a map would take twice the memory and time.
type set struct {
	slots []uint32 // by hash; the length is a power of two
	n     int
}

// clear empties a set, which will have up to n hashes, or some more.
func (s *set) clear(n int) {
	size := 1 << bits.Len(uint(max(2*n, 1023)))
	if cap(s.slots) < size {
		s.slots = make([]uint32, size)
	}
	s.slots, s.n = s.slots[:size], 0
	clear(s.slots)
}

func (s *set) add(h uint32) {
	if 2*s.n >= len(s.slots) {
		old := s.slots
		s.slots, s.n = make([]uint32, 2*len(old)), 0
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
func (s *set) find(h uint32) uint32 {
	mask := uint32(len(s.slots) - 1)
	at := h & mask
	for s.slots[at] != 0 && s.slots[at] != h {
		at = (at + 1) & mask
	}
	return at
}

// addText adds the hashes of each five letters, digits and Han characters in a row.
func (s *set) addText(text string) {
	var window [shingleRunes]uint64
	n, at, h := 0, 0, uint64(0)
	for _, r := range text {
		if !dataset.Counts(r) {
			continue
		}
		// A polynomial of the runes, of which the oldest leaves.
		h = (h-window[at]*oldest)*base + uint64(r)
		window[at] = uint64(r)
		if at++; at == shingleRunes {
			at = 0
		}
		if n++; n >= shingleRunes {
			m := (h ^ h>>32) * 0x9e3779b97f4a7c15
			s.add(max(uint32(m>>32), 1))
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
func (p *Panel) originals(c *cell) (kept []*claim, note string) {
	type voice struct {
		doc    int32
		unsure bool
	}
	voices := map[int32]voice{}
	for _, cl := range c.claims {
		for _, n := range cl.docs() {
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
		for _, n := range cl.docs() {
			v := voices[p.docs[n].group]
			stands = stands || v.doc == n || v.unsure
		}
		if stands {
			kept = append(kept, cl)
			continue
		}
		n := cl.docs()[0]
		if note == "" {
			note = fmt.Sprintf("%s has the text of %s with another figure, %s", p.docs[n].path, p.docs[voices[p.docs[n].group].doc].path, cl.quote)
		}
	}
	return kept, note
}

// original says which of two documents with one text speaks for both, and whether that is sure.
func (p *Panel) original(a, b int32) (int32, bool) {
	x, y := &p.docs[a], &p.docs[b]
	dated := x.published != 0 && y.published != 0 && x.published != y.published
	switch {
	case x.class != y.class:
		if x.class < y.class {
			return a, true
		}
		return b, true
	case !dated:
		return min(a, b), false
	case (x.published < y.published) == (x.publisher == "" || x.publisher != y.publisher):
		return a, true
	}
	return b, true
}
