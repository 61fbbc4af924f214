package parquet

import (
	"crypto/sha256"
	"encoding/hex"
	"math/bits"
	"strconv"
	"unicode/utf8"

	"zhibiao/pipeline"
)

// idents makes the ids of the observations of a document. An id identifies a statement by what was read and where: document text and
// day of publication, span, metric, measure, region, period, and the slot: how many statements with the same of all
// these came before in the document. The path is not in it, so a report keeps its ids when the archive is
// laid out anew.
type idents struct {
	document []byte // what all ids of the document begin with
	// last is the last observation of a span, from 1, before those of it the one before.
	last   map[pipeline.Span]int32
	before []int32
	buf    []byte
}

func (x *idents) reset(d *pipeline.Document) {
	x.document = append(append(x.document[:0], d.TextSHA256...), 0)
	x.document = append(append(x.document, d.Meta.Published.String()...), 0)
	if x.last == nil {
		x.last = map[pipeline.Span]int32{}
	}
	clear(x.last)
	x.before = x.before[:0]
}

// next is the id of the observation at the end of list, whose others had theirs before.
func (x *idents) next(list []pipeline.Observation) string {
	o := &list[len(list)-1]
	if o.ID != "" {
		x.before = append(x.before, 0)
		return o.ID
	}
	slot := 0
	for n := x.last[o.Quote]; n > 0; n = x.before[n-1] {
		if p := &list[n-1]; p.Metric == o.Metric && p.Measure == o.Measure && p.Region == o.Region && p.Period == o.Period {
			slot++
		}
	}
	x.before = append(x.before, x.last[o.Quote])
	x.last[o.Quote] = int32(len(list))
	b := append(x.buf[:0], x.document...)
	for _, f := range [...]string{o.Metric, string(o.Measure), o.Region, o.Period} {
		b = append(append(b, f...), 0)
	}
	b = append(strconv.AppendInt(b, int64(o.Quote.Start), 10), 0)
	b = append(strconv.AppendInt(b, int64(o.Quote.End), 10), 0)
	x.buf = strconv.AppendInt(b, int64(slot), 10)
	sum := sha256.Sum256(x.buf)
	var id [32]byte
	hex.Encode(id[:], sum[:16])
	return string(id[:])
}

// runeIndex turns byte offsets of a text into code points: a count every stride bytes, and a short
// walk from there, so that spans may come in any order.
type runeIndex struct {
	text  string
	marks []int32
}

const stride = 64

func (x *runeIndex) reset(text string) {
	x.text, x.marks = text, x.marks[:0]
	n := int32(0)
	for i := 0; i < len(text); i += stride {
		x.marks = append(x.marks, n)
		n += starts(text[i:min(i+stride, len(text))])
	}
	x.marks = append(x.marks, n)
}

// all is the number of code points of the text.
func (x *runeIndex) all() int32 { return x.marks[len(x.marks)-1] }

// at is the number of code points before byte i.
func (x *runeIndex) at(i int) int32 {
	m := i / stride
	return x.marks[m] + starts(x.text[m*stride:i])
}

// starts counts the bytes that start a code point: all but those that begin with the bits 10.
func starts(s string) (n int32) {
	for ; len(s) >= 8; s = s[8:] {
		w := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n += 8 - int32(bits.OnesCount64(w>>7&^(w>>6)&0x0101010101010101))
	}
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}
