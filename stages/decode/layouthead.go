package decode

import "slices"

// gatherHead puts a header together whose label of one column stands on lines of its own, above and below those of
// the others. It returns the lines with one for the header, and how many fewer they are.
//
//	                               年均增速
//	指  标      2015年    2020年
//	                                （%）
func (p *page) gatherHead(lines []textLine) ([]textLine, int) {
	head := 0
	for head < len(lines) && head < 3 && len(lines[head].segs) == 1 {
		head++
	}
	if head+2 >= len(lines) || len(lines[head].segs) < 2 || p.numbers(&lines[head]) > 0 {
		return lines, 0
	}
	body := head + 1
	for body < len(lines) && body < head+3 && len(lines[body].segs) == 1 && lines[body].left() > lines[head].segs[0].x1 {
		body++
	}
	if body == 1 || body == len(lines) { // nothing stands apart
		return lines, 0
	}
	end := body
	for end < len(lines) && end < body+12 && lines[end].page == lines[head].page {
		end++
	}
	if p.numbers(&lines[body]) == 0 && (body+1 == end || p.numbers(&lines[body+1]) == 0) {
		return lines, 0
	}
	cols := columnsOf(lines[body:end])
	whole := slices.Clone(lines[head].segs)
	var apart []segment // what stands apart, and under which column
	var under []int
	for i := range body {
		if i == head {
			continue
		}
		s := lines[i].segs[0]
		c := columnAt(cols, s)
		if last := lines[head].segs[len(lines[head].segs)-1]; len(lines[head].segs) == len(cols)-1 && s.x0+s.x1 > 2*last.x1 {
			c = len(cols) - 1 // right of all others, and one is missing
			s.x0 = max(s.x0, last.x1)
		}
		if c < 1 || lines[i].page != lines[head].page {
			return lines, 0
		}
		for _, h := range lines[head].segs {
			if h.x0 < s.x1 && s.x0 < h.x1 || c < len(cols)-1 && columnAt(cols, h) == c {
				return lines, 0
			}
		}
		k := slices.Index(under, c)
		if k < 0 {
			apart, under = append(apart, s), append(under, c)
			continue
		}
		joined := p.fragment(slices.Concat(p.buf[apart[k].start:apart[k].end], p.buf[s.start:s.end]))
		joined.x0, joined.x1 = min(apart[k].x0, s.x0), max(apart[k].x1, s.x1)
		apart[k] = joined
	}
	whole = append(whole, apart...)
	slices.SortFunc(whole, func(a, b segment) int {
		if a.x0 < b.x0 {
			return -1
		}
		return 1
	})
	header := lines[head]
	header.segs = whole
	return append([]textLine{header}, lines[body:]...), body - 1
}

// numbers counts the numbers of a line that are no years.
func (p *page) numbers(l *textLine) (n int) {
	for _, s := range l.segs {
		if t := p.buf[s.start:s.end]; numeric(t) && !year(t) {
			n++
		}
	}
	return n
}

// columnAt is the column that lies under most of s, or -1.
func columnAt(cols [][2]float64, s segment) int {
	best, most := -1, 0.0
	for c, x := range cols {
		if w := min(x[1], s.x1) - max(x[0], s.x0); w > most {
			best, most = c, w
		}
	}
	return best
}
