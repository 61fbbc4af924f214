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
	cum     bool   // 累计: a month stands for the year up to its end
	prior   bool   // 上年同期: the figures of the year before
	index   bool   // (上年=100)
	base    string // of a column: the words that may end the name of a row: 产量
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
			if w.isUnit(u) || magnitude(u) {
				l.unit = u
				f = f[:i] + f[i+j+1:]
			}
		}
	}
	if n := squeeze(f); skipColumns[n] || strings.HasSuffix(n, "位次") || strings.HasSuffix(n, "排名") || strings.HasSuffix(n, "名次") {
		l.skip = true
		return l
	}
	l.prior = priorColumns[squeeze(f)]
	l.index = strings.Contains(squeeze(f), "=100")
	f = strings.TrimSpace(f)
	for _, p := range [...]string{"其中:", "其中", "#"} {
		if strings.HasPrefix(f, p) {
			l.among = true
			f = strings.TrimSpace(f[len(p):])
		}
	}
	f = unnumbered(f)
	l.words = f
	s.span = pipeline.Span{}
	w.x.scan(s, f, w.sc.ref)
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
	l.points = strings.Contains(f, "百分点")
	if n := squeeze(l.words); l.sign == 0 && l.inc == 0 && len(l.binds) == 0 && strings.Contains(n, "增减") {
		l.sign, l.growth = 1, true // 增减%, 比上年末增减
		if !strings.ContainsAny(n+l.unit, "%幅率") && !l.points {
			l.inc = 1
		}
	}
	if n := squeeze(l.words); l.sign != 0 && l.inc == 0 && (strings.HasSuffix(n, "额") || l.unit != "" && !strings.ContainsAny(l.unit, "%点倍")) && len(l.binds) == 0 {
		l.inc = l.sign // 比年初增加额, 比上年末增减（万户）
	}
	if l.inc != 0 {
		l.growth = false
	}
	if n, ref := squeeze(f), w.sc.ref; (strings.HasPrefix(n, "当月") || strings.HasPrefix(n, "本月")) && l.when.ok && !ref.IsZero() && ref == monthEnd(ref.Year, int(ref.Month)) {
		l.when.m.Period = period.Period{Start: day(ref.Year, int(ref.Month), 1), End: ref, Grain: period.Month} // of the month that the title names
	}
	if l.prior {
		l.growth, l.based, l.basis, l.when = false, false, "", when{}
	}
	l.cum = strings.Contains(f, "累计") && !l.growth && l.inc == 0 && len(l.binds) == 0
	if n := squeeze(f); !l.target && len(l.binds) == 0 && (strings.HasSuffix(n, "预算") || strings.HasSuffix(n, "预算数")) {
		l.target = true
	}
	if len(l.binds) > 0 || l.growth || l.share || l.inc != 0 || l.when.ok || l.target || l.est || l.cum || l.prior {
		l.content = other
	}
	if plainColumns[squeeze(l.words)] {
		l.content = false
	}
	return l
}

// magnitude reports whether a bracket of a label scales the cells and says no more: 网民数量（亿）.
func magnitude(u string) bool {
	switch u {
	case "千", "万", "百万", "千万", "亿", "万亿":
		return true
	}
	return false
}

// unnumbered cuts the number of its row from a label: 3.电信业务收入, 4.4G基站, 2、出口. A number that goes on (10.5GHz) stays.
func unnumbered(f string) string {
	n := 0
	for n < len(f) && n < 2 && f[n] >= '0' && f[n] <= '9' {
		n++
	}
	rest := f[n:]
	switch {
	case n == 0:
		return f
	case strings.HasPrefix(rest, "、"):
		return strings.TrimSpace(rest[len("、"):])
	case strings.HasPrefix(rest, ".") && len(rest) > 2 && (rest[1] < '0' || rest[1] > '9' || rest[2] == 'g'):
		return strings.TrimSpace(rest[1:])
	}
	return f
}

// skipColumns are headers of columns without values of a metric.
var skipColumns = map[string]bool{
	"属性": true, "备注": true, "指标属性": true, "序号": true, "责任单位": true, "性质": true, "权重": true, "代码": true, "程度": true, "排序": true, "编号": true,
	"行次": true, "牵头单位": true, "责任部门": true, "牵头部门": true, "指标类型": true, "数据来源": true,
}

// plainColumns are headers that say no more than that the values stand below.
var plainColumns = map[string]bool{
	"合计": true, "总计": true, "总量": true, "总数": true, "总额": true, "总值": true, "金额": true, "数额": true, "数量": true, "数值": true, "规模": true,
	"本月末到达": true, "本月末到达数": true, "期末数": true, "期末值": true, "期末": true, "本期末": true, "本期末数": true, "本年末": true, "年末数": true, "年末": true, "到达数": true, "本月": true, "当月": true, "本期": true, "本年": true, "全年": true,
	"绝对量": true, "绝对值": true, "绝对数": true, "实绩": true, "实际": true, "实际值": true, "实际完成": true, "完成": true, "完成数": true, "完成值": true, "完成情况": true, "指标值": true, "指标数值": true, "统计值": true,
	"累计": true, "累计数": true, "本年累计": true, "全年累计": true, "执行数": true, "决算数": true, "现状值": true, "基期值": true, "现状": true, "水平": true, "发展水平": true, "总量指标": true,
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
