package parquet

import (
	"crypto/sha256"
	"encoding/hex"
	"math/bits"
	"strconv"
	"unicode/utf8"

	"zhibiao/pipeline"
)

// obsID identifies a statement by what was read and where: document text and day of publication,
// span, metric, measure, region, period, and the slot: how many statements with the same of all these
// came before in the document. The path is not in it, so a report keeps its ids when the archive is
// laid out anew. seen is scratch for one document.
func obsID(d *pipeline.Document, o *pipeline.Observation, seen map[string]int) string {
	var buf [512]byte
	b := buf[:0]
	for _, f := range [...]string{d.TextSHA256, d.Meta.Published.String(), o.Metric, string(o.Measure), o.Region, o.Period} {
		b = append(append(b, f...), 0)
	}
	b = append(strconv.AppendInt(b, int64(o.Quote.Start), 10), 0)
	b = append(strconv.AppendInt(b, int64(o.Quote.End), 10), 0)
	slot := seen[string(b)]
	seen[string(b)] = slot + 1
	b = strconv.AppendInt(b, int64(slot), 10)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// runeIndex turns byte offsets of a text into code points: a count every stride bytes, and a short
// walk from there, so that spans may come in any order.
type runeIndex struct {
	text  string
	marks []int32
}

const stride = 256

func (x *runeIndex) reset(text string) {
	x.text, x.marks = text, x.marks[:0]
	n := int32(0)
	for i := 0; i < len(text); i += stride {
		x.marks = append(x.marks, n)
		n += starts(text[i:min(i+stride, len(text))])
	}
	x.marks = append(x.marks, n)
}

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
