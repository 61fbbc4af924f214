package decode

import (
	"bytes"
	"cmp"
	"slices"

	"zhibiao/pipeline"
)

// Text that is laid out by position, from PDF pages or from plain text with columns of blanks, comes
// as lines of segments. Consecutive lines whose segments stand under each other are a table; other
// lines join to paragraphs.

// segment is a run of text without a wide gap. Positions are in any unit, the same for all lines.
type segment struct {
	x0, x1     float64
	start, end int // in page.buf
}

// textLine is one line of a page.
type textLine struct {
	segs []segment
	page int
	top  float64 // of the line, growing downwards
	size float64 // of the font
	gap  bool    // a blank line or as much space stands before it
}

func (l *textLine) left() float64  { return l.segs[0].x0 }
func (l *textLine) right() float64 { return l.segs[len(l.segs)-1].x1 }

// layOut writes lines as items: tables where they are ones, paragraphs elsewhere.
func (p *page) layOut(lines []textLine) {
	m := margins(lines)
	for i := 0; i < len(lines); {
		if n := p.layoutTable(lines[i:]); n > 0 {
			i += n
			continue
		}
		i += p.layoutParagraph(lines[i:], m)
	}
}

// margin is where the body's lines begin and end.
type margin struct{ left, right float64 }

// margins finds the usual edges of full lines: the 5th percentile of the left ones, the 90th of the
// right ones.
func margins(lines []textLine) margin {
	if len(lines) == 0 {
		return margin{}
	}
	left, right := make([]float64, len(lines)), make([]float64, len(lines))
	for i := range lines {
		left[i], right[i] = lines[i].left(), lines[i].right()
	}
	slices.Sort(left)
	slices.Sort(right)
	return margin{left[len(left)/20], right[len(right)*9/10]}
}

// layoutParagraph joins the lines of one paragraph and returns how many they were. A line goes on in
// the next when it is full and the next is not indented.
func (p *page) layoutParagraph(lines []textLine, m margin) int {
	n := 1
	for n < len(lines) {
		prev, next := &lines[n-1], &lines[n]
		em := max(prev.size, 1)
		full := prev.right() >= m.right-2.5*em
		indented := next.left() >= m.left+1.2*em
		if !full || indented || next.gap && next.page == prev.page || len(next.segs) > 1 || abs(next.size-prev.size) > 0.15*em {
			break
		}
		n++
	}
	p.begin(pipeline.Paragraph, 0)
	p.cur.page = lines[0].page
	var last []byte
	for i := range lines[:n] {
		for k, s := range lines[i].segs {
			t := bytes.Clone(p.buf[s.start:s.end])
			p.blank.line = i > 0 && k == 0
			p.blank.any = !(p.blank.line && brokenNumber(last, t))
			p.text(t, false)
			last = t
		}
	}
	p.end()
	return n
}

// brokenNumber reports a number that the end of a line cuts, as typesetting on a grid of Chinese characters
// does. Two numbers with nothing between them do not follow each other in such a text.
func brokenNumber(line, next []byte) bool {
	if len(line) < 2 || len(next) == 0 || !han(line) {
		return false
	}
	switch end, begin := line[len(line)-1], next[0]; {
	case digit(end):
		return digit(begin) || begin == '%' || begin == '.' && len(next) > 1 && digit(next[1])
	case end == '.' || end == ',':
		return digit(line[len(line)-2]) && digit(begin)
	}
	return false
}

func han(b []byte) bool {
	return bytes.ContainsFunc(b, func(r rune) bool { return r >= 0x4E00 && r < 0xA000 })
}

func abs(x float64) float64 { return max(x, -x) }

// layoutTable writes the table that lines begin with and returns how many lines it took, or 0.
func (p *page) layoutTable(lines []textLine) int {
	lines, gone := p.gatherHead(lines)
	n, several, numbers, single := 0, 0, 0, 0
	for n < len(lines) {
		l := &lines[n]
		if n > 0 && (l.page != lines[0].page || l.gap && len(l.segs) < 2) {
			break
		}
		if len(l.segs) < 2 {
			// Single cells continue a row or name a group; a table does not begin or end with them.
			if n == 0 && len(lines) > 1 && centred(l, &lines[1]) {
				n++
				continue
			}
			if single++; n == 0 || single > 2 || l.right()-l.left() > 0.6*(lines[n-1].right()-lines[n-1].left()) && single == 1 {
				break
			}
			n++
			continue
		}
		single = 0
		several++
		for _, s := range l.segs {
			if numeric(p.buf[s.start:s.end]) {
				numbers++
			}
		}
		n++
	}
	for n > 0 && len(lines[n-1].segs) < 2 {
		n--
	}
	if several < 2 || several < 3 && numbers == 0 || numbers*4 < several {
		return 0
	}
	cols := columnsOf(lines[:n])
	if len(cols) < 2 {
		return 0
	}
	g := grid{}
	for _, l := range p.rejoin(lines[:n], cols) {
		g.rows = append(g.rows, underColumns(l.segs, cols))
	}
	p.end()
	p.tables = append(p.tables, g)
	p.items = append(p.items, item{table: len(p.tables) - 1, start: len(p.buf), end: len(p.buf), page: lines[0].page})
	return n + gone
}

// rejoin puts the labels together again that were broken over several lines of the first column: a
// full line of it goes on in the next, whichever of them the numbers stand beside.
func (p *page) rejoin(lines []textLine, cols [][2]float64) []textLine {
	out := make([]textLine, 0, len(lines))
	em := max(lines[0].size, 1)
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		k := len(out) - 1
		if k >= 0 && centred(&out[k], &l) && l.segs[0].x0 > cols[0][1] {
			// Numbers beside the middle of a label of two lines.
			label := out[k].segs[0]
			if i+1 < len(lines) && len(lines[i+1].segs) == 1 && lines[i+1].top-l.top < 0.9*em && lines[i+1].segs[0].x0 < cols[0][1] && !itemNumber(p.buf[lines[i+1].segs[0].start:lines[i+1].segs[0].end]) {
				b := lines[i+1].segs[0]
				joined := p.fragment(slices.Concat(p.buf[label.start:label.end], p.buf[b.start:b.end]))
				joined.x0, joined.x1 = label.x0, label.x1
				label = joined
				i++
			}
			l.segs = slices.Insert(slices.Clone(l.segs), 0, label)
			out[k] = l
			continue
		}
		if k >= 0 && (len(l.segs) == 1 || len(out[k].segs) == 1) && !l.gap {
			a, b := &out[k].segs[0], &l.segs[0]
			first := a.x0 < cols[0][1] && b.x0 < cols[0][1] && b.x1 <= cols[0][1]+em
			if first && a.x1 >= cols[0][1]-1.5*em && !numeric(p.buf[b.start:b.end]) && !itemNumber(p.buf[b.start:b.end]) {
				joined := p.fragment(slices.Concat(p.buf[a.start:a.end], p.buf[b.start:b.end]))
				joined.x0, joined.x1 = min(a.x0, b.x0), b.x1
				if len(l.segs) == 1 {
					out[k].segs[0] = joined
				} else {
					l.segs[0] = joined
					out[k] = l
				}
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// itemNumber reports a label that begins with its own number, 12. or 3、: it continues no other.
func itemNumber(t []byte) bool {
	n := 0
	for n < len(t) && digit(t[n]) {
		n++
	}
	return n > 0 && n <= 3 && (bytes.HasPrefix(t[n:], []byte(".")) || bytes.HasPrefix(t[n:], []byte("、")) || bytes.HasPrefix(t[n:], []byte("．")))
}

// centred reports a single label whose numbers stand less than a line below it.
func centred(label, numbers *textLine) bool {
	return len(label.segs) == 1 && len(numbers.segs) >= 1 && label.page == numbers.page && numbers.top-label.top < 0.9*max(label.size, 1) && numbers.segs[0].x0 > label.right()
}

// columnsOf finds the columns of a table from its fullest rows: segments that overlap are one.
func columnsOf(lines []textLine) [][2]float64 {
	most := 0
	for i := range lines {
		most = max(most, len(lines[i].segs))
	}
	var spans [][2]float64
	for i := range lines {
		if len(lines[i].segs) == most {
			for _, s := range lines[i].segs {
				spans = append(spans, [2]float64{s.x0, s.x1})
			}
		}
	}
	slices.SortFunc(spans, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	var cols [][2]float64
	for _, s := range spans {
		if n := len(cols); n > 0 && s[0] < cols[n-1][1] {
			cols[n-1][1] = max(cols[n-1][1], s[1])
			continue
		}
		cols = append(cols, s)
	}
	if len(cols) != most {
		return inOrder(lines, most)
	}
	return cols
}

// inOrder takes the first segments of the fullest rows for the first column and so on, where their places do not agree:
// the blanks of a text are not as wide as what they stand for.
func inOrder(lines []textLine, n int) [][2]float64 {
	var cols [][2]float64
	for i := range lines {
		if len(lines[i].segs) != n {
			continue
		}
		for k, s := range lines[i].segs {
			if k == len(cols) {
				cols = append(cols, [2]float64{s.x0, s.x1})
			}
			cols[k][0], cols[k][1] = min(cols[k][0], s.x0), max(cols[k][1], s.x1)
		}
	}
	return cols
}

// underColumns puts the segments of one line under their columns.
func underColumns(segs []segment, cols [][2]float64) []gridCell {
	row := make([]gridCell, 0, len(cols))
	if len(segs) == len(cols) {
		for _, s := range segs {
			row = append(row, gridCell{start: s.start, end: s.end, rows: 1, cols: 1})
		}
		return row
	}
	col := 0
	for _, s := range segs {
		from := col
		for from < len(cols)-1 && cols[from][1] <= s.x0 && s.x0+s.x1 > cols[from][1]+cols[from+1][0] {
			from++
		}
		for col < from {
			row = append(row, gridCell{rows: 1, cols: 1})
			col++
		}
		span := 1
		for from+span < len(cols) && cols[from+span][0] < s.x1 && cols[from+span][1] <= s.x1+1 {
			span++
		}
		row = append(row, gridCell{start: s.start, end: s.end, rows: 1, cols: span})
		col = from + span
	}
	return row
}
