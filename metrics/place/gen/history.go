package main

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// row is one name of one code with its years.
type row struct {
	code, name, parent, successor string
	from, to                      int
}

// history turns the snapshots into rows, in order of code and year. A code that a snapshot lacks and
// the next has again was never gone, and a name that one snapshot alone spells otherwise never changed:
// both are gaps of a source.
func history(snaps []snapshot) []row {
	codes := map[string]bool{}
	for _, s := range snaps {
		for c := range s.names {
			codes[c] = true
		}
	}
	sorted := make([]string, 0, len(codes))
	for c := range codes {
		sorted = append(sorted, c)
	}
	sort.Strings(sorted)
	rows := []row{{code: "100000", name: "中华人民共和国"}}
	for _, c := range sorted {
		rows = append(rows, rowsOf(c, snaps)...)
	}
	for i, r := range rows {
		rows[i].parent = parent(r.code, codes)
	}
	return rows
}

func parent(code string, codes map[string]bool) string {
	switch {
	case code == "100000":
		return ""
	case strings.HasSuffix(code, "0000"):
		return "100000"
	case !strings.HasSuffix(code, "00") && codes[code[:4]+"00"]:
		return code[:4] + "00"
	}
	return code[:2] + "0000"
}

func rowsOf(code string, snaps []snapshot) []row {
	names := make([]string, len(snaps))
	for i, s := range snaps {
		if n := s.names[code]; strings.HasSuffix(code, "00") || n != s.names[code[:4]+"00"] {
			names[i] = n // a city without counties stands in some lists as its own county
		}
	}
	for i := 1; i+1 < len(names); i++ {
		if before, after := names[i-1], nextName(names[i+1:]); before != "" && before == after {
			names[i] = before
		}
	}
	if last := len(names) - 1; names[last] == "" && strings.HasPrefix(code, "8") || code == "710000" {
		names[last] = names[0] // the lists of the mainland leave them out
		for i := range names {
			names[i] = names[0]
		}
	}
	var rows []row
	for i, n := range names {
		switch {
		case n == "" && i > 0 && names[i-1] != "":
			rows[len(rows)-1].to = snaps[i].year()
		case n != "" && (i == 0 || names[i-1] != n):
			r := row{code: code, name: n}
			if i > 0 {
				r.from = snaps[i].year()
				if names[i-1] != "" {
					rows[len(rows)-1].to = r.from
				}
			}
			rows = append(rows, r)
		}
	}
	return rows
}

func nextName(names []string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}

// link sets the successor of codes that ended: the merger that the list names, else the one code of
// the province that began in the same year, or was renamed then, with the same stem (藁城市 to 藁城区).
func link(rows []row, merged map[string]string) {
	type key struct{ province, stem, level string }
	born := map[key][]row{}
	for _, r := range rows {
		if r.from == 0 {
			continue
		}
		s := stem(r.name)
		born[key{r.code[:2], s, level(r.code)}] = append(born[key{r.code[:2], s, level(r.code)}], r)
		if first, n := utf8.DecodeRuneInString(s); n < len(s) { // 蓟县 to 蓟州区
			k := key{city(r.code), string(first), level(r.code)}
			born[k] = append(born[k], r)
		}
	}
	for i := range rows {
		r := &rows[i]
		if r.to == 0 || i+1 < len(rows) && rows[i+1].code == r.code {
			continue
		}
		if s, ok := merged[r.code]; ok {
			r.successor = strings.TrimPrefix(s, "-")
			continue
		}
		var found []string
		cands := born[key{r.code[:2], stem(r.name), level(r.code)}]
		if len(stem(r.name)) == len("蓟") {
			cands = append(cands[:len(cands):len(cands)], born[key{city(r.code), stem(r.name), level(r.code)}]...)
		}
		for _, b := range cands {
			if b.code != r.code && b.from >= r.to-1 && b.from <= r.to+1 && !slices.Contains(found, b.code) {
				found = append(found, b.code)
			}
		}
		if len(found) == 1 {
			r.successor = found[0]
		}
	}
}

// city is the part of a code that a city's counties share: in a municipality, the province.
func city(code string) string {
	switch code[:2] {
	case "11", "12", "31", "50":
		return code[:2]
	}
	return code[:4]
}
