package extract

import (
	"strings"

	"zhibiao/pipeline"
)

// longest is how many bytes of a sentence are read as one: some 1,300 characters, more than any sentence of a
// report. A longer run of text is cut at its next mark, so that no text costs more than linear time.
const longest = 4000

// pieces appends the sentence to out, cut, where it has more than longest bytes, after the first comma, enumeration comma
// or semicolon beyond that or, where none stands near, at a rune.
func pieces(out []pipeline.Span, text string, s pipeline.Span) []pipeline.Span {
	for s.Len() > longest {
		at := s.Start + longest
		for text[at]&0xc0 == 0x80 {
			at++
		}
		window := text[at:min(at+600, s.End)]
		if i := strings.IndexAny(window, "，、；,;"); i >= 0 {
			at += i + 1
			for at < s.End && text[at]&0xc0 == 0x80 {
				at++
			}
		}
		out = append(out, pipeline.Span{Start: s.Start, End: at})
		s.Start = at
	}
	if s.Len() > 0 {
		out = append(out, s)
	}
	return out
}
