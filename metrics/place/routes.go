package place

import "strings"

// dropRoutes takes out the ends of lines and roads (福州至厦门高铁, 黄桶至百色铁路): they are names of
// projects. The scan has dropped the last end, which its follower names; what is left is a name right
// before 至 or a dash that another name and such a word follow.
func dropRoutes(ms []Mention, line []rune) []Mention {
	out := ms[:0]
	for _, m := range ms {
		if m.Kind == Named && m.Level >= Prefecture && m.Level <= County && routeAfter(line, m.End) {
			continue
		}
		out = append(out, m)
	}
	return out
}

// routeAfter reports whether line[i:] starts with a link and ends a few runes on with a kind of line.
func routeAfter(line []rune, i int) bool {
	if i >= len(line) || !strings.ContainsRune("至—-经到~", line[i]) {
		return false
	}
	for j := i + 1; j < len(line) && j < i+12; j++ {
		switch c := line[j]; {
		case c == '铁' && j+1 < len(line) && line[j+1] == '路', c == '高' && j+1 < len(line) && (line[j+1] == '铁' || line[j+1] == '速'),
			c == '公' && j+1 < len(line) && line[j+1] == '路', c == '城' && j+1 < len(line) && line[j+1] == '际',
			c == '客' && j+1 < len(line) && line[j+1] == '专', c == '航' && j+1 < len(line) && line[j+1] == '线':
			return true
		case !isHan(c) && c != '—' && c != '-':
			return false
		}
	}
	return false
}
