package place

import "strings"

// dropRoutes takes out the ends of lines and roads (福州至厦门高铁, 黄桶至百色、合浦至湛江等7个铁路项目): they are
// names of projects.
func dropRoutes(ms []Mention, line []rune) []Mention {
	out := ms[:0]
	for _, m := range ms {
		if m.Kind == Named && m.Level >= Prefecture && m.Level <= County && (links(line, m.End) && routeWithin(line, m.End+1, 12, false) ||
			m.Start > 0 && links(line, m.Start-1) && routeWithin(line, m.End, 16, true)) {
			continue
		}
		out = append(out, m)
	}
	return out
}

// links reports whether the rune at i stands between the ends of a route.
func links(line []rune, i int) bool {
	return i < len(line) && strings.ContainsRune("至—-~", line[i])
}

// routeWithin reports whether a kind of route stands within n runes from i, before the clause ends.
// A list of routes may stand before it.
func routeWithin(line []rune, i, n int, list bool) bool {
	for j := i; j < len(line) && j < i+n; j++ {
		if isRoute(line, j) {
			return true
		}
		if c := line[j]; !isHan(c) && c != '—' && c != '-' && !(list && (c == '、' || isDigit(c))) {
			return false
		}
	}
	return false
}

func isRoute(line []rune, i int) bool {
	if line[i] == '段' {
		return true
	}
	if i+1 >= len(line) {
		return false
	}
	switch next := line[i+1]; line[i] {
	case '铁', '公':
		return next == '路'
	case '高':
		return next == '铁' || next == '速'
	case '城':
		return next == '际'
	case '客':
		return next == '专'
	case '航':
		return next == '线'
	}
	return false
}
