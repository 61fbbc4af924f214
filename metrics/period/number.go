package period

import "zhibiao/metrics/fold"

// digitOf gives the value of a digit in Chinese or Arabic script, or -1. The circle, the letter o and
// its Cyrillic twin stand for 〇 in scanned and typed documents (二○二一年).
func digitOf(r rune) int {
	if isDigit(r) {
		return int(r - '0')
	}
	if r < 0x80 && r != 'o' {
		return -1
	}
	switch r {
	case '〇', '○', '◯', '零', 'o', 'О', 'о', 'ο':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isLatin(r rune) bool { return 'a' <= r && r <= 'z' }

// isNumeral reports whether r can stand in a Chinese number.
func isNumeral(r rune) bool {
	return uint32(r) < uint32(len(numerals)*64) && numerals[uint32(r)>>6]>>(uint32(r)&63)&1 != 0
}

// numerals is the set of them, of which a look is cheaper than eighteen comparisons: nearly every rune of a number and
// beside it is asked for.
var numerals = func() (set [0x9700 / 64]uint64) {
	for _, r := range "一二三四五六七八九十百千万亿两〇零○" {
		set[r>>6] |= 1 << (r & 63)
	}
	return set
}()

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff || r == '〇' }

// at returns the rune at i, or 0 outside the line.
func (s *scanner) at(i int) rune {
	if i < 0 || i >= len(s.r) {
		return 0
	}
	return s.r[i]
}

// skip passes over the blanks that stand between a number and its unit in typeset text, two at most.
func (s *scanner) skip(i int) int {
	for n := 0; n < 2 && s.at(i) == ' '; n++ {
		i++
	}
	return i
}

// has reports whether word stands at i.
func (s *scanner) has(i int, word string) bool {
	return i >= 0 && i <= len(s.r) && fold.Starts(s.r[i:], word)
}

// fresh reports whether a number can begin at i: it is not the rest of a longer one.
func (s *scanner) fresh(i int) bool {
	p := s.at(i - 1)
	if isDigit(s.at(i)) {
		return !isDigit(p) && !isLatin(p) && (p != '.' && p != ',' || !isDigit(s.at(i-2)) || s.afterOrdinal(i))
	}
	return !isNumeral(p) || !isNumeral(s.at(i))
}

// afterOrdinal reports whether a year stands at i after the number of a list item: 3.2020年.
func (s *scanner) afterOrdinal(i int) bool {
	if s.at(i-1) != '.' {
		return false
	}
	_, e := s.yearNumber(i)
	return e > i && s.at(s.skip(e)) == '年'
}

// run is the end of the number that begins at i.
func (s *scanner) run(i int) int {
	if isDigit(s.at(i)) {
		if s.at(i+1) == ' ' && isDigit(s.at(i+2)) {
			if _, e := s.spacedYear(i); e > i {
				return e
			}
		}
		for isDigit(s.at(i)) || (s.at(i) == '.' || s.at(i) == ',') && isDigit(s.at(i+1)) && !s.afterOrdinal(i+1) {
			i++
		}
		return i
	}
	for isNumeral(s.at(i)) {
		i++
	}
	return i
}

// small reads a whole number below 100, Arabic (at most two digits) or Chinese (十二, 三十一, 两). It
// returns the end i itself when there is none.
func (s *scanner) small(i int) (v, end int) {
	if isDigit(s.at(i)) {
		v, end = int(s.at(i)-'0'), i+1
		if isDigit(s.at(end)) {
			v, end = v*10+int(s.at(end)-'0'), end+1
		}
		if isDigit(s.at(end)) || (s.at(end) == '.' || s.at(end) == ',') && isDigit(s.at(end+1)) {
			return 0, i
		}
		return v, end
	}
	r := s.at(i)
	if !isNumeral(r) {
		return 0, i
	}
	end = i
	if d := digitOf(r); d > 0 {
		v, end = d, end+1
	} else if r != '十' {
		return 0, i
	}
	if s.at(end) == '十' {
		if v == 0 {
			v = 1
		}
		v, end = v*10, end+1
		if d := digitOf(s.at(end)); d > 0 && isNumeral(s.at(end)) {
			v, end = v+d, end+1
		}
	}
	if isNumeral(s.at(end)) {
		return 0, i
	}
	return v, end
}

// yearNumber reads four digits of one script that can be a year; end is i when there are none.
func (s *scanner) yearNumber(i int) (y, end int) {
	if !isDigit(s.at(i)) && s.at(i) != '一' && s.at(i) != '二' {
		return 0, i
	}
	arabic := isDigit(s.at(i))
	if s.at(i+1) == ' ' && arabic {
		return s.spacedYear(i)
	}
	for end = i; end < i+4; end++ {
		r := s.at(end)
		d := digitOf(r)
		if d < 0 || r == '两' || isDigit(r) != arabic && r != '0' && d != 0 {
			return 0, i
		}
		y = y*10 + d
	}
	if y < 1800 || y > 2200 || isDigit(s.at(end)) || !arabic && isNumeral(s.at(end)) {
		return 0, i
	}
	return y, end
}

// spacedYear reads the digits of a year that typesetting has parted (1 9 9 7 年); end is i when there is none.
func (s *scanner) spacedYear(i int) (y, end int) {
	for k := i; k < i+8; k += 2 {
		if !isDigit(s.at(k)) || k < i+6 && s.at(k+1) != ' ' {
			return 0, i
		}
		y = y*10 + int(s.at(k)-'0')
	}
	end = i + 7
	if y < 1800 || y > 2200 || s.at(s.skip(end)) != '年' {
		return 0, i
	}
	return y, end
}

// joiner is the end of a dash, tilde, 至 or 到 at i, blanks included, or -1.
func (s *scanner) joiner(i int) int {
	j := s.skip(i)
	switch s.at(j) {
	case '—', '-', '~':
		j++
		if s.at(j) == s.at(j-1) { // ——
			j++
		}
	case '至', '到':
		j++
	default:
		return -1
	}
	return s.skip(j)
}
