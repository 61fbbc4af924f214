// Package fold gives recognisers one plain form of a line: half-width, simplified characters,
// lower-case Latin, without the characters that do not show. The text itself is never changed: each
// folded rune knows the bytes of the source that it stands for.
package fold

import (
	"slices"
	"unicode/utf8"
)

// Line is a folded line. Off[i] is the byte offset in the source text of Runes[i], and Off[len(Runes)]
// is the end of the line, so runes i..j stand for source bytes Off[i]..Off[j]. Off has one entry more
// than Runes. A Line can be reused through Reset.
type Line struct {
	Runes []rune
	Off   []int32
}

// counted is where the room for a line is worth counting its runes.
const counted = 16 << 10

// Reset folds s, which starts at byte base of the source.
// Dropped (they stand in no Runes, their bytes belong to the rune before): soft hyphens,
// zero-width characters, variation selectors, the byte order mark and readings in pinyin behind a character.
func (l *Line) Reset(s string, base int) {
	n := len(s) // runes at most
	if n > counted {
		n = utf8.RuneCountInString(s)
	}
	runes := slices.Grow(l.Runes[:0], n)[:n]
	off := slices.Grow(l.Off[:0], n+1)[:n+1]
	k, t := 0, table
	for i := 0; i < len(s); {
		n, bytes := plainly(runes[k:], off[k:], s[i:], int32(base+i))
		k += n
		if i += bytes; i == len(s) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		f := r
		if uint32(r) < uint32(len(t)) {
			f = rune(t[r])
		}
		switch f {
		case '(':
			if k == 0 || runes[k-1] < 0x4e00 {
				break
			}
			if n := reading(s[i+size:]); n > 0 {
				i += size + n
				continue
			}
		case dropped:
			i += size
			continue
		}
		runes[k], off[k] = f, int32(base+i)
		k++
		i += size
	}
	off[k] = int32(base + len(s))
	l.Runes, l.Off = runes[:k], off[:k+1]
}

// plainly folds the beginning of s as far as no rune can be dropped or open a reading, and returns how many runes of how
// many bytes that are: nearly all of a text, in a loop that needs few registers.
func plainly(runes []rune, off []int32, s string, base int32) (k, i int) {
	t, off := table, off[:len(runes)]
	for k < len(runes) && i+4 <= len(s) {
		w := s[i : i+4]
		v := uint32(w[0]) | uint32(w[1])<<8 | uint32(w[2])<<16 | uint32(w[3])<<24 // one load
		size := 1
		switch {
		case v&0xc0c0f0 == 0x8080e0 && v&0xf != 0 && v&0xff != 0xed:
			// Han and its punctuation have three bytes, with the lead e1 to ec or ee, ef.
			v, size = v<<12&0xf000|v>>2&0xfc0|v>>16&0x3f, 3
		case v&0x80 == 0:
			v &= 0x7f
		default:
			return k, i
		}
		f := rune(t[uint16(v)])
		if f == '(' || f == dropped {
			return k, i
		}
		runes[k], off[k] = f, base+int32(i)
		k++
		i += size
	}
	return k, i
}

// reading returns the bytes of a reading in pinyin with its closing bracket, 戶(hù), or 0: up to six small letters, one of
// them with the mark of a tone.
func reading(s string) int {
	tone := false
	n := 0
	for i, r := range s {
		switch {
		case r == ')' || r == '）':
			if !tone {
				return 0
			}
			return i + utf8.RuneLen(r)
		case 'a' <= r && r <= 'z':
		case r >= 0xe0 && r <= 0x1dc:
			tone = true
		default:
			return 0
		}
		if n++; n > 6 {
			return 0
		}
	}
	return 0
}

// New folds s into a new Line.
func New(s string, base int) *Line {
	l := &Line{}
	l.Reset(s, base)
	return l
}

// Starts reports whether folded runes begin with the word w. Words have nearly always three bytes for a rune.
func Starts(runes []rune, w string) bool {
	if len(runes) > 0 && len(w) > 2 && w[0]>>4 == 0xe && w[2] != 0x80|byte(runes[0]&0x3f) {
		return false // by the last byte of the first rune, as nearly always
	}
	for n := 0; len(w) > 0; n++ {
		if n == len(runes) {
			return false
		}
		r, size := rune(w[0]), 1
		switch {
		case r < utf8.RuneSelf:
		case len(w) > 2 && r>>4 == 0xe:
			r, size = (r&0xf)<<12|rune(w[1]&0x3f)<<6|rune(w[2]&0x3f), 3
		default:
			r, size = utf8.DecodeRuneInString(w)
		}
		if runes[n] != r {
			return false
		}
		w = w[size:]
	}
	return true
}

// Bytes returns the byte range of the source that runes i..j stand for.
func (l *Line) Bytes(i, j int) (start, end int) { return int(l.Off[i]), int(l.Off[j]) }

// String folds s to a string, for keys of lexicons.
func String(s string) string {
	if folded(s) {
		return s
	}
	out := make([]rune, 0, len(s)/2)
	for _, r := range s {
		if f := Rune(r); f >= 0 {
			out = append(out, f)
		}
	}
	return string(out)
}

// folded reports whether the fold leaves s as it is.
func folded(s string) bool {
	for _, r := range s {
		if uint32(r) >= uint32(len(table)) || rune(table[r]) != r || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// Rune folds one rune: full-width to half-width, traditional to simplified, upper-case Latin to
// lower-case, odd spaces to a space, dash and quote variants to one each. It returns -1 for a rune
// that is dropped.
func Rune(r rune) rune {
	if uint32(r) >= 0x10000 {
		return r
	}
	if f := table[r]; f != dropped {
		return rune(f)
	}
	return -1
}

// plain is the fold but for traditional characters.
func plain(r rune) rune {
	switch {
	case r < 0x80:
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	case r >= 0xff01 && r <= 0xff5e: // full-width ASCII
		return plain(r - 0xfee0)
	}
	switch r {
	case 0x00a0, 0x3000, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x202f, 0x205f, 0x0085, 0x2028, 0x2029:
		return ' '
	case 0x00ad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff, 0xfe0e, 0xfe0f:
		return -1
	case '﹢', '➕':
		return '+'
	case '﹪':
		return '%'
	case '﹒', '．':
		return '.'
	case '—', '–', '―', '‒', '─', '━', '﹣', '−', '‐', '‑', 'ー':
		return '—' // every long dash; the ASCII hyphen stays
	case '∶', '︰', '꞉':
		return ':'
	case '～', '〜', '∼', '˜':
		return '~'
	case '“', '”', '„', '‟', '〝', '〞', '「', '」', '『', '』', '＂':
		return '"'
	case '‘', '’', '‚':
		return '\''
	case '·', '•', '・', '‧', '∙':
		return '·'
	}
	return r
}
