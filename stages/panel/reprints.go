package panel

import (
	"context"
	"fmt"
	"math"
	"strings"
	"unicode"

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
// figure stands there.
type figures struct {
	shingles map[uint64]struct{}
	values   map[figure]int
}

type figure struct {
	value, unit string
	low, high   uint64 // the bits, 0 where there is none
}

// readReprints gives the documents of each candidate group that are reprints one number. Only the documents of
// groups that are not yet read to their end are held.
func (p *panel) readReprints(ctx context.Context, v *dataset.Version, near map[string][]int32) error {
	groups := map[int32]*candidates{}
	for _, members := range near {
		if len(members) < 2 {
			continue
		}
		g := &candidates{members: members, of: map[int32]*figures{}}
		for _, n := range members {
			groups[n] = g
		}
	}
	if len(groups) == 0 {
		return nil
	}
	last, sentence := "", ""
	var g *candidates
	var f *figures
	for row, err := range v.Read(ctx, table.Quantities, []string{"doc_id", "sentence", "value_exact", "value_low", "value_high", "unit"}) {
		if err != nil {
			return err
		}
		if id := row.Text(0); id != last {
			p.done(g)
			last, sentence, g, f = strings.Clone(id), "", nil, nil
			if n, ok := p.byID[last]; ok && groups[n] != nil {
				g, f = groups[n], &figures{map[uint64]struct{}{}, map[figure]int{}}
				g.of[n] = f
			}
		}
		if f == nil {
			continue
		}
		if s := row.Text(1); s != sentence {
			sentence = strings.Clone(s)
			f.addSentence(sentence)
		}
		low, _ := row.Float(3)
		high, _ := row.Float(4)
		f.values[figure{row.Decimal(2), p.intern(row.Text(5)), math.Float64bits(low), math.Float64bits(high)}]++
	}
	p.done(g)
	for _, members := range near { // those that have documents without figures
		if g := groups[members[0]]; g != nil && g.of != nil {
			p.settle(g)
		}
	}
	return nil
}

// candidates is a group of documents that the sketches put together.
type candidates struct {
	members []int32
	of      map[int32]*figures
}

// done settles a group when the last of its documents is read.
func (p *panel) done(g *candidates) {
	if g != nil && len(g.of) == len(g.members) {
		p.settle(g)
	}
}

func (p *panel) settle(g *candidates) {
	var firsts []int32
	for _, n := range g.members {
		f, same := g.of[n], int32(-1)
		for _, first := range firsts {
			if f != nil && f.reprints(g.of[first]) {
				same = first
				break
			}
		}
		switch {
		case same >= 0:
			p.docs[n].group = p.docs[same].group
		case f != nil && len(firsts) < compared:
			firsts = append(firsts, n)
		}
	}
	g.of = nil
}

// addSentence adds the hashes of each five letters, digits and Han characters in a row.
func (f *figures) addSentence(s string) {
	var window [shingleRunes]rune
	n := 0
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		window[n%shingleRunes] = r
		if n++; n < shingleRunes {
			continue
		}
		h := uint64(14695981039346656037)
		for k := range shingleRunes {
			h = (h ^ uint64(window[(n+k)%shingleRunes])) * 1099511628211
		}
		f.shingles[h] = struct{}{}
	}
}

func (f *figures) reprints(o *figures) bool {
	both := 0
	for h := range f.shingles {
		if _, ok := o.shingles[h]; ok {
			both++
		}
	}
	if float64(both) >= reprintShingles*float64(len(f.shingles)+len(o.shingles)-both) {
		return true
	}
	both, all := 0, 0
	for v, n := range f.values {
		both += min(n, o.values[v])
		all += n
	}
	for _, n := range o.values {
		all += n
	}
	return float64(both) >= reprintFigures*float64(all-both)
}

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
