// Package segment splits the blocks of a decoded document into sentences. It knows nothing of words
// or numbers: a sentence ends at 。！？ and at the end of its block, and nowhere else, so 3.5 and a
// list number such as 1. stay whole, and the clauses between ； stay together, because Chinese
// statistical prose carries its region and period over them.
package segment

import (
	"context"

	"zhibiao/pipeline"
)

// Stage fills Document.Sentences from Document.Blocks. It holds no state.
type Stage struct{}

// New makes the stage.
func New() *Stage { return &Stage{} }

// Name is the stage's name in faults and settings.
func (*Stage) Name() string { return "segment" }

// Process splits every block of d. A table row is one sentence.
func (*Stage) Process(ctx context.Context, d *pipeline.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.Sentences = Split(make([]pipeline.Sentence, 0, len(d.Blocks)+len(d.Text)/160), d.Text, d.Blocks)
	return nil
}

// Split appends the sentences of blocks to dst. Spans are trimmed of blanks and never empty.
func Split(dst []pipeline.Sentence, text string, blocks []pipeline.Block) []pipeline.Sentence {
	for i := range blocks {
		b := &blocks[i]
		if b.Kind == pipeline.TableRow {
			dst = add(dst, text, b.Start, b.End, i)
			continue
		}
		start := b.Start
		for p := b.Start; p < b.End; {
			c := text[p]
			switch {
			case c >= 0xE0 && c < 0xEF && c != 0xE3: // Han: the decoder writes valid UTF-8
				p += 3
				continue
			case c != '!' && c != '?' && c != 0xE3 && c != 0xEF:
				p++
				continue
			}
			n := stop(text[p:b.End])
			if n == 0 {
				if p++; c >= 0xE0 {
					p += 2
				}
				continue
			}
			p += n
			for p < b.End { // stops and closing marks after a stop belong to its sentence
				n := stop(text[p:b.End])
				if n == 0 {
					n = closing(text[p:b.End])
				}
				if n == 0 {
					break
				}
				p += n
			}
			dst = add(dst, text, start, p, i)
			start = p
		}
		dst = add(dst, text, start, b.End, i)
	}
	return dst
}

func add(dst []pipeline.Sentence, text string, start, end, block int) []pipeline.Sentence {
	for start < end {
		n := blank(text[start:end])
		if n == 0 {
			break
		}
		start += n
	}
	for end > start {
		switch {
		case text[end-1] <= ' ':
			end--
		case end-start >= 3 && text[end-3:end] == "\u3000":
			end -= 3
		default:
			return append(dst, pipeline.Sentence{Span: pipeline.Span{Start: start, End: end}, Block: block})
		}
	}
	return dst
}

func blank(s string) int {
	if s[0] <= ' ' {
		return 1
	}
	if len(s) >= 3 && s[:3] == "\u3000" {
		return 3
	}
	return 0
}

// stop is the length of the sentence stop that s starts with, or 0. The ASCII ! and ? stop only
// before something that is no ASCII letter or digit, so that addresses stay whole.
func stop(s string) int {
	switch s[0] {
	case '!', '?':
		if len(s) > 1 && (s[1] >= '0' && s[1] <= '9' || s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z' || s[1] == '=' || s[1] == '&') {
			return 0
		}
		return 1
	case 0xE3: // 。
		if len(s) >= 3 && s[1] == 0x80 && s[2] == 0x82 {
			return 3
		}
	case 0xEF: // ！ ？ ｡
		if len(s) >= 3 && (s[1] == 0xBC && (s[2] == 0x81 || s[2] == 0x9F) || s[1] == 0xBD && s[2] == 0xA1) {
			return 3
		}
	}
	return 0
}

// closing is the length of the closing quote or bracket that s starts with, or 0.
func closing(s string) int {
	switch s[0] {
	case ')', ']', '"', '\'':
		return 1
	case 0xE2: // ’ ”
		if len(s) >= 3 && s[1] == 0x80 && (s[2] == 0x99 || s[2] == 0x9D) {
			return 3
		}
	case 0xE3: // 》 」 』 】 〕 〉
		if len(s) >= 3 && s[1] == 0x80 {
			switch s[2] {
			case 0x8B, 0x8D, 0x8F, 0x91, 0x95, 0x89:
				return 3
			}
		}
	case 0xEF: // ）
		if len(s) >= 3 && s[1] == 0xBC && s[2] == 0x89 {
			return 3
		}
	}
	return 0
}
