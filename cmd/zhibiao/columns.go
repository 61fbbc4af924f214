package main

import (
	"bufio"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// columns prints rows with aligned columns; a Chinese character takes two places of a terminal.
type columns struct {
	head  []string
	rows  [][]string
	right map[int]bool // columns of numbers
	max   int          // widest cell, or 0; longer text is cut
}

func (c *columns) add(cells ...string) { c.rows = append(c.rows, cells) }

func (c *columns) print(w io.Writer) error {
	widths := make([]int, len(c.head))
	all := append([][]string{c.head}, c.rows...)
	for _, row := range all {
		for i, cell := range row {
			row[i] = c.clip(cell)
			widths[i] = max(widths[i], displayWidth(row[i]))
		}
	}
	out := bufio.NewWriter(w)
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			pad := strings.Repeat(" ", widths[i]-displayWidth(cell))
			if c.right[i] {
				line.WriteString(pad + cell)
			} else {
				line.WriteString(cell + pad)
			}
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.Flush()
}

// clip makes one line of a cell, cut to the widest that is allowed.
func (c *columns) clip(s string) string {
	s = oneLine(s)
	if c.max <= 0 || displayWidth(s) <= c.max {
		return s
	}
	n := 0
	for i, r := range s {
		if n += runeWidth(r); n > c.max-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// oneLine joins the lines of s by blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func displayWidth(s string) (n int) {
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	if steers(r) {
		return 6 // it will be written as \u202e
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// terminalWidth is what explanations are wrapped to.
const terminalWidth = 80

// wrap breaks text into lines that fit a terminal beside an indent: at a blank where one is near, else between
// any two characters.
func wrap(s string, indent int) []string {
	var out []string
	line, n := "", 0
	for _, r := range oneLine(s) {
		w := runeWidth(r)
		if n+w > terminalWidth-indent {
			head, tail := line, ""
			if i := strings.LastIndexByte(line, ' '); i > 0 && r != ' ' && displayWidth(line[i:]) < 56 {
				head, tail = line[:i], line[i+1:]
			}
			out = append(out, head)
			line, n = tail, displayWidth(tail)
		}
		if line == "" && r == ' ' {
			continue
		}
		line += string(r)
		n += w
	}
	return append(out, line)
}
