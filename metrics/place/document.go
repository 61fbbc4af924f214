package place

import (
	"slices"
	"strings"

	"zhibiao/metrics/fold"
)

// Source names what gave the region of a document.
type Source string

const (
	FromTitle     Source = "title"
	FromPublisher Source = "publisher"
	FromHead      Source = "head"
)

// DocumentRegion returns the region that a document as a whole is about, from its title, else its
// publisher, else the issuer in its first lines. It returns "" where none of them names exactly one
// region; a ministry gives the country only where nothing names a part of it.
func (r *Recognizer) DocumentRegion(title, publisher string, head ...string) (code string, source Source) {
	state := Source("")
	for _, t := range []struct {
		text   string
		source Source
		issuer bool
	}{{title, FromTitle, false}, {publisher, FromPublisher, false}, {strings.Join(head, "\n"), FromHead, true}} {
		code := r.single(t.text, t.issuer)
		if code != "" && code != "100000" {
			return code, t.source
		}
		if code == "100000" && state == "" {
			state = t.source
		}
	}
	if state != "" {
		return "100000", state
	}
	return "", ""
}

// WithoutCode reports whether the title is about a place that has no code (某新片区：…) and names none that has one.
func (r *Recognizer) WithoutCode(title string) bool {
	if title == "" {
		return false
	}
	uncoded := false
	for _, m := range r.Find(nil, fold.New(title, 0)) {
		switch {
		case m.Benchmark || m.Kind == Own:
		case m.Kind == Uncoded:
			uncoded = true
		default:
			return false
		}
	}
	return uncoded
}

// single returns the one region that the text is about: of all its mentions the one that holds the
// others, or "" where two stand side by side. With issuerOnly only issuers count.
func (r *Recognizer) single(text string, issuerOnly bool) string {
	if text == "" {
		return ""
	}
	best := ""
	l, _ := r.lines.Get().(*fold.Line)
	if l == nil {
		l = new(fold.Line)
	}
	defer r.lines.Put(l)
	l.Reset(text, 0)
	for _, m := range r.Find(nil, l) {
		if stage(l.Runes, &m) {
			continue
		}
		if m.Benchmark || m.Kind != Named && m.Kind != Issuer || issuerOnly && m.Kind != Issuer || len(m.Codes) == 0 {
			continue
		}
		if len(m.Codes) > 1 && (best == "" || !r.g.Disambiguate(&m, []string{best})) {
			return ""
		}
		switch c := m.Codes[0]; {
		case best == "" || best == "100000" && c != "WORLD":
			best = c
		case c == "100000" || c == "WORLD" || r.g.Within(c, best):
		case r.g.Within(best, c):
			best = c
		default:
			return ""
		}
	}
	return best
}

// stage reports whether m is only the place where something was held or made public: 在海口召开的发布会.
func stage(line []rune, m *Mention) bool {
	if m.Start == 0 || line[m.Start-1] != '在' {
		return false
	}
	return slices.Contains(stages, string(line[m.End:min(len(line), m.End+2)]))
}

// stages are what happens in a place that the text need not be about.
var stages = []string{"召开", "举行", "举办", "开幕", "启幕", "揭幕", "落幕", "闭幕", "发布", "公布", "启动", "签约", "亮相", "揭牌", "成立", "揭晓"}

// Resolve returns the codes that the words of a user name: a code, an id, a name, an issuer. It
// returns nil for words that name no region, and several codes for an ambiguous name.
func (r *Recognizer) Resolve(text string) []string {
	text = strings.TrimSpace(text)
	if _, ok := r.g.Lookup(strings.ToUpper(text)); ok {
		return []string{strings.ToUpper(text)}
	}
	for _, row := range r.g.rows {
		if row.ISO != "" && strings.EqualFold(row.ISO, text) {
			return []string{row.Code}
		}
	}
	l := fold.New(text, 0)
	if ms := r.Find(nil, l); len(ms) == 1 && ms[0].Start == 0 && ms[0].End == len(l.Runes) {
		return slices.Clone(ms[0].Codes)
	}
	text = fold.String(text)
	if rows := r.g.current(r.g.byName[text]); len(rows) > 0 {
		return r.g.codes(rows)
	}
	return r.g.ByName(text)
}
