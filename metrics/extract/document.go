// What holds for a whole document: its date, its region, its kind.

package extract

import (
	"strings"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/pipeline"
)

// open settles what holds for the whole document: its date and its region.
func (w *walk) open() {
	d := w.d
	w.sc.ref, w.sc.dated = d.Meta.Published, !d.Meta.Published.IsZero()
	w.title = w.headline()
	w.out.DocType = docType(w.title)
	if w.sc.ref.IsZero() {
		w.guess()
	} else if y := w.disputed(); y > 0 {
		w.sc.ref, w.sc.dated, w.sc.blur = day(y+1, 12, 31), false, period.Year
	} else if w.out.DocType == "news" {
		w.sc.report = w.account()
	}
	head := d.Text
	if len(head) > 1500 {
		cut := 1500
		for cut > 0 && head[cut]&0xc0 == 0x80 {
			cut--
		}
		head = head[:cut]
	}
	code, src := "", pipeline.ByDefault
	if d.Meta.Region != "" {
		if cs := w.x.places.Resolve(d.Meta.Region); len(cs) == 1 {
			code, src = cs[0], pipeline.ByMetadata
		}
	}
	if code == "" {
		var from place.Source
		code, from = w.x.places.DocumentRegion(w.title, d.Meta.Publisher, head)
		src = pipeline.ByIssuer
		if from == place.FromTitle {
			src = pipeline.ByTitle
		}
	}
	switch {
	case code == "":
		code, src = w.home()
	case src == pipeline.ByIssuer && code != "100000" && w.x.places.WithoutCode(w.title):
		code, src, w.sc.apart = "", pipeline.ByNone, true // who tells of it is not the place itself
	}
	w.sc.doc = where{code, src}
	w.out.Region, w.out.RegionSource = code, src
	w.out.ReportYear = w.sc.ref.Year
	w.sc.yearly = w.out.DocType == "work_report" || w.out.DocType == "communique" || w.reviews
	w.sc.news = w.out.DocType == "news" && !w.sc.yearly
	w.sc.account = strings.Contains(w.title, "经济运行") || strings.Contains(w.title, "经济形势")
	// the title states a period for the whole document
	if w.title != "" {
		l := fold.New(w.title, 0)
		for _, m := range w.x.periods.Find(nil, l, w.sc.ref) {
			if m.Cue != period.Comparison && !m.Period.End.IsZero() {
				w.sc.title = when{m, pipeline.ByTitle, true}
				if m.Cue == period.During && partOf(&m.Period) {
					w.sc.main = when{m, pipeline.ByHeading, true}
				}
				break
			}
		}
		if w.out.DocType == "work_report" {
			w.sc.title = when{} // the title of a work report names the year of reading
		}
	}
}

// headline is the title of the document, or of a text without one its first line, where that is short
// and no sentence.
func (w *walk) headline() string {
	if w.d.Meta.Title != "" || len(w.d.Blocks) == 0 || w.d.Blocks[0].Len() > 120 {
		return w.d.Meta.Title
	}
	t := w.d.Blocks[0].Of(w.d.Text)
	if i := strings.IndexByte(t, '\n'); i > 0 {
		t = t[:i]
	}
	if strings.ContainsAny(t, "，。；！？,;!?") {
		return ""
	}
	return t
}

// home is the region of a text that neither title nor issuer gives one: the province that it names most, the region
// that its words show, the country where none shows any, and no region where it speaks of one of its own without a
// name.
func (w *walk) home() (string, pipeline.Scope) {
	h := w.x.places.NewHome()
	named := map[string]int{}
	line := w.line
	for _, se := range w.d.Sentences {
		line.Reset(se.Of(w.d.Text), 0)
		ms, orgs := w.named.find(w.x.places, line)
		h.Add(line, ms, orgs)
		for i := range ms {
			if g := &ms[i]; !g.Benchmark && len(g.Codes) == 1 {
				if p := w.x.gaz.Province(g.Codes[0]); p != "" {
					named[p]++
				}
			}
		}
	}
	if p := w.dominant(named); p != "" {
		return p, pipeline.ByParagraph
	}
	code, known := h.Region()
	switch {
	case code != "":
		w.sc.homed = "region_from_names"
		return code, pipeline.ByParagraph
	case known && (h.National() || w.d.Meta.Title != "" || !w.d.Meta.Published.IsZero()):
		w.sc.homed = "region_default"
		return "100000", pipeline.ByDefault
	case known:
		w.sc.homed = withoutSign
		return "100000", pipeline.ByDefault
	}
	return "", pipeline.ByNone
}

// named holds the regions and organisations of a document's first sentences.
type named struct {
	gs   []place.Mention
	orgs []place.Org
	ends []ends // of each sentence
	full bool   // those of the next sentence find no room
}

type ends struct{ gs, orgs int }

// find returns what the next sentence names.
func (n *named) find(r *place.Recognizer, line *fold.Line) ([]place.Mention, []place.Org) {
	gs, orgs := len(n.gs), len(n.orgs)
	n.gs, n.orgs = r.FindAll(n.gs, n.orgs, line)
	found, who := n.gs[gs:], n.orgs[orgs:]
	if n.full = n.full || len(n.gs)+len(n.orgs)+len(n.ends) > kept; n.full {
		n.gs, n.orgs = n.gs[:gs], n.orgs[:orgs]
	} else {
		n.ends = append(n.ends, ends{len(n.gs), len(n.orgs)})
	}
	return found, who
}

// recall gives s what was found in it, and reports whether it was looked through.
func (n *named) recall(s *sent) bool {
	if s.nth < 0 || s.nth >= len(n.ends) {
		return false
	}
	var from ends
	if s.nth > 0 {
		from = n.ends[s.nth-1]
	}
	to := n.ends[s.nth]
	s.gs, s.orgs = append(s.gs[:0], n.gs[from.gs:to.gs]...), append(s.orgs[:0], n.orgs[from.orgs:to.orgs]...)
	return true
}

func (n *named) forget() {
	*n = named{gs: emptied(n.gs), orgs: emptied(n.orgs), ends: emptied(n.ends)}
}

// withoutSign marks a region that not even a word for the country speaks for.
const withoutSign = "region_without_sign"

// dominant is the one province of a text that says 全省 or 我省 and never names its region in title or
// head: it must be named at least twice, and three times in four of all namings of provinces.
func (w *walk) dominant(named map[string]int) string {
	total := 0
	for _, n := range named {
		total += n
	}
	for p, n := range named {
		if n < 2 || 4*n < 3*total {
			continue
		}
		for _, own := range [...]string{"全省", "我省", "全區", "全区"} {
			if strings.Contains(w.d.Text, own) {
				return p
			}
		}
	}
	return ""
}

func docType(title string) string {
	t := fold.String(title)
	for _, p := range [...][2]string{{"工作报告", "work_report"}, {"统计公报", "communique"}, {"规划", "plan"}, {"行动计划", "plan"}, {"实施方案", "plan"}, {"纲要", "plan"}, {"通信业", "bulletin"}, {"公报", "communique"}} {
		if strings.Contains(t, p[0]) {
			return p[1]
		}
	}
	return "news"
}
