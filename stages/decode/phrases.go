package decode

// phrases tells in one pass whether any of a list of phrases stands in a text. Most texts hold none, and that
// is what has to be said fast: few characters of a text begin a phrase, and a filter of half a kilobyte knows
// the last two bytes of those that do.
type phrases struct {
	list  []string
	ascii [2]uint64  // first bytes of phrases, if they are ASCII
	lead  [64]uint64 // if they are of three bytes: a bit for the third byte, by the second
}

func newPhrases(list ...string) *phrases {
	p := &phrases{list: list}
	for _, s := range list {
		switch c := s[0]; {
		case c < 0x80:
			p.ascii[c>>6] |= 1 << (c & 63)
		case c >= 0xE0:
			p.lead[s[1]&63] |= 1 << (s[2] & 63)
		}
	}
	return p
}

// begins reports whether a phrase may begin where t does.
func (p *phrases) begins(t []byte) bool {
	switch {
	case len(t) == 0:
		return false
	case t[0] < 0x80:
		return p.ascii[t[0]>>6]>>(t[0]&63)&1 != 0
	case t[0] < 0xE0: // few characters have two bytes
		return true
	}
	return len(t) > 2 && p.lead[t[1]&63]>>(t[2]&63)&1 != 0
}

// at is the first phrase of the list that t begins with, or "".
func (p *phrases) at(t []byte) string {
	if p.begins(t) {
		for _, s := range p.list {
			if len(t) >= len(s) && string(t[:len(s)]) == s {
				return s
			}
		}
	}
	return ""
}

// in reports whether t holds a phrase.
func (p *phrases) in(t []byte) bool {
	for i := 0; i < len(t); {
		switch c := t[i]; {
		case c >= 0xE0:
			if i+2 < len(t) && p.lead[t[i+1]&63]>>(t[i+2]&63)&1 != 0 && p.at(t[i:]) != "" {
				return true
			}
			i += 3
			continue
		case c < 0x80 && p.ascii[c>>6]>>(c&63)&1 == 0, c >= 0x80 && c < 0xC0:
		case p.at(t[i:]) != "":
			return true
		}
		i++
	}
	return false
}
