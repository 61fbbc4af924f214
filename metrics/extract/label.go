// What the label of a row, a column or a table says: metric, measure, region, period, unit.

package extract

import (
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/pipeline"
)

// label is what the words of a header cell, a row's first cells or a caption say.
type label struct {
	binds   []bind
	when    when
	reg     where
	regWhy  string
	unit    string
	sign    int
	growth  bool
	share   bool
	inc     int
	points  bool
	basis   string
	based   bool
	target  bool
	est     bool
	skip    bool // 属性, 备注
	among   bool
	content bool   // it names something that is no metric, region, period or organisation
	words   string // the words without unit and 其中
	entity  string
}

// label reads the words of a header, a row's first cells or a caption.
func (w *walk) label(s *sent, text string) label {
	var l label
	text = strings.TrimSpace(text)
	if text == "" {
		return l
	}
	// 单位：万户 and a unit in brackets at the end
	f := fold.String(text)
	if i := strings.Index(f, "单位:"); i >= 0 {
		l.unit = strings.Trim(firstField(f[i+len("单位:"):]), "()[] ")
		f = f[:i]
	} else if i := strings.LastIndexByte(f, '('); i >= 0 {
		if j := strings.IndexByte(f[i:], ')'); j > 0 {
			u := strings.TrimSpace(f[i+1 : i+j])
			if w.isUnit(u) {
				l.unit = u
				f = f[:i] + f[i+j+1:]
			}
		}
	}
	switch squeeze(f) {
	case "属性", "备注", "指标属性", "序号", "责任单位", "性质", "权重", "代码", "程度":
		l.skip = true
		return l
	}
	f = strings.TrimSpace(f)
	for _, p := range [...]string{"其中:", "其中", "#"} {
		if strings.HasPrefix(f, p) {
			l.among = true
			f = strings.TrimSpace(f[len(p):])
		}
	}
	l.words = f
	s.span = pipeline.Span{}
	w.x.scan(s, f, w.sc.ref)
	w.x.name(s)
	s.depth = whole
	w.x.itemize(s)
	kk := linker{x: w.x, s: s, text: f}
	of, other := false, false // what follows 占 is the whole of a share, and the share is of another thing
	for i, it := range s.items {
		switch it.kind {
		case itAnchor:
			if len(l.binds) > 0 {
				continue
			}
			if of { // 光纤用户占宽带用户的比率: the whole of a share
				other = l.content
				continue
			}
			if ok, doubt, _ := kk.leftOK(i, 0); ok {
				en := &w.x.entries[s.as[it.i].entry]
				if i+1 < len(s.items) && s.items[i+1].kind == itNoun && s.items[i+1].s == it.e {
					continue
				}
				if en.joint {
					continue
				}
				l.binds = []bind{{rule: en.rules[0], alts: en.rules[1:], s: it.s, e: it.e, text: asWritten(text, s.textOf(it.s, it.e)), place: -1, period: -1, doubt: doubt}}
				l.share = l.share || shareName(en.name)
			}
		case itPeriod:
			p := s.ps[it.i]
			if p.Cue == period.Comparison {
				l.based, l.basis = true, p.Basis
				continue
			}
			if !l.when.ok && !p.Period.End.IsZero() {
				l.when = when{w.x.withYear(s, it.i, &w.sc), pipeline.ByTable, true}
			}
		case itOrg:
			if o := s.orgs[it.i]; !o.Whole {
				l.entity = o.Name
			}
		case itPlace:
			g := &s.gs[it.i]
			if g.Benchmark || g.Kind == place.Issuer || l.reg.code != "" {
				continue
			}
			l.reg, l.regWhy = w.x.resolve(g, &w.sc, pipeline.ByTable)
		case itNoun:
			if it.e-it.s > 1 {
				l.content = true
			}
		case itCue:
			cw := w.x.cues.words[it.i]
			switch {
			case cw.set.has(cueInc):
				l.inc = 1
			case cw.set.has(cueUp):
				l.growth, l.sign = true, 1
			case cw.set.has(cueDown):
				l.growth, l.sign = true, -1
			case cw.set.has(cueShare):
				l.share, of = true, true
			case cw.set.has(cueShareNoun):
				l.share = true
			case cw.set.has(cuePlan):
				l.target = true
			case cw.set.has(cueEst):
				l.est = true
			}
		}
	}
	if l.based && l.inc == 0 && l.sign == 0 {
		l.growth = true // 同比（%）
	}
	if l.inc != 0 {
		l.growth = false
	}
	if strings.Contains(f, "百分点") {
		l.points = true
	}
	if len(l.binds) > 0 || l.growth || l.share || l.inc != 0 || l.when.ok || l.target || l.est {
		l.content = other
	}
	switch squeeze(f) {
	case "合计", "总计", "总量", "总数", "本月末到达", "本月末到达数", "期末数", "绝对量", "绝对值", "数值", "实绩", "完成值", "指标值", "实际完成", "累计", "本期":
		l.content = false
	}
	return l
}

// asWritten is the stretch of text whose folded form is words, or words where there is none.
func asWritten(text, words string) string {
	l := fold.New(text, 0)
	i := strings.Index(string(l.Runes), words)
	if i < 0 {
		return words
	}
	at := utf8.RuneCountInString(string(l.Runes)[:i])
	from, to := l.Bytes(at, at+utf8.RuneCountInString(words))
	return text[from:to]
}

func firstField(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " \t\n,;。"); i >= 0 {
		return s[:i]
	}
	return s
}
