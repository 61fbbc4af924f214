package main

import (
	"bufio"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"
)

// inert is a writer for text that may come from anywhere: characters that steer a terminal or change
// the order of reading (control and escape characters, bidirectional overrides) are written as \u001b.
// Line feeds and tabs pass. The escape is valid inside a JSON string, so JSON lines stay JSON.
type inert struct {
	w    *bufio.Writer
	part []byte // of a rune that the next Write completes
	soon bool   // flush after each Write
}

// newInert makes a buffered writer: Flush it in the end. soonInert makes one that writes at once.
func newInert(w io.Writer) *inert  { return &inert{w: bufio.NewWriterSize(w, 32<<10)} }
func soonInert(w io.Writer) *inert { return &inert{w: bufio.NewWriterSize(w, 4<<10), soon: true} }

// Write implements io.Writer; the count is of p, as callers expect.
func (t *inert) Write(p []byte) (int, error) {
	n := len(p)
	if len(t.part) > 0 {
		p = append(t.part, p...)
		t.part = nil
	}
	start := 0
	for i := 0; i < len(p); {
		if c := p[i]; c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		if !utf8.FullRune(p[i:]) {
			t.w.Write(p[start:i])
			t.part = append([]byte(nil), p[i:]...)
			return n, nil
		}
		r, size := utf8.DecodeRune(p[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			t.w.Write(p[start:i])
			t.w.WriteString("\ufffd")
			start = i + size
		case steers(r):
			t.w.Write(p[start:i])
			fmt.Fprintf(t.w, `\u%04x`, r)
			start = i + size
		}
		i += size
	}
	_, err := t.w.Write(p[start:])
	if t.soon {
		err = t.w.Flush()
	}
	return n, err
}

// Flush writes out what is buffered.
func (t *inert) Flush() error {
	if len(t.part) > 0 {
		t.w.WriteString("\ufffd")
		t.part = nil
	}
	return t.w.Flush()
}

// steers reports whether a rune can do more in a terminal than show itself.
func steers(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true // marks, embeddings, overrides and isolates of direction
	case r == 0x2028, r == 0x2029: // line breaks to some readers
		return true
	}
	return false
}
