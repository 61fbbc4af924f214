// Companies: the one that a value belongs to, and values of one company or plant that are none of a metric.

package extract

import (
	"strings"
	"unicode"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/place"
	"zhibiao/pipeline"
)

// entity is the organisation that the value belongs to, or "".
func (w *walk) entity(c *cand, s *sent) string {
	if r := s.line.Runes; c.b.s >= 2 && hasAt(r, c.b.s-2, "中国移动") && !hasAt(r, c.b.s, "移动电话") && !hasAt(r, c.b.s, "移动互联网") && !hasAt(r, c.b.s, "移动物联网") {
		return "中国移动" // its users, not the mobile users of the country
	}
	parted := false
	for i := c.item - 1; i >= 0; i-- {
		it := s.items[i]
		if it.mark(';') {
			parted = true
			continue
		}
		if it.kind == itPlace && parted && !s.gs[it.i].Benchmark && !(i > 0 && s.items[i-1].kind == itOrg) { // 中国联通香港 is the company
			break
		}
		if it.kind != itOrg {
			continue
		}
		o := s.orgs[it.i]
		if (parted || i < c.clause) && (!w.x.scopes.isOperator(o.Name) || !strings.HasPrefix(c.b.rule.Metric, "telecom.") || !leads(s, i, w.x)) {
			break
		}
		if o.Whole {
			return ""
		}
		if i < c.clause && !leads(s, i, w.x) {
			continue
		}
		if w.speaks(s, i) && !pledges(s, i) {
			continue
		}
		return w.name(s, i)
	}
	if w.sc.entity == "" || !strings.HasPrefix(c.b.rule.Metric, "telecom.") {
		return ""
	}
	for i := 0; i < c.item; i++ { // the sentence goes on about the company unless it names a region
		switch it := s.items[i]; it.kind {
		case itPlace:
			if !s.gs[it.i].Benchmark {
				return ""
			}
		case itOrg:
			if w.name(s, i) != w.sc.entity {
				return ""
			}
		}
	}
	return w.sc.entity
}

// speaksOf turns to the company that the sentence is about by a word for it or for another subject: 该公司5G用户…, 此外，….
func (w *walk) speaksOf(s *sent) {
	sc := &w.sc
	w.k.company = false
	if len(s.items) > 0 && s.items[0].e-s.items[0].s == 2 && otherSubject(s.line.Runes[s.items[0].s:]) {
		if w.k.company = s.calls(sc.entity); !w.k.company {
			sc.entity = sc.company
		}
	}
	for i, it := range s.items {
		switch it.kind {
		case itOrg:
			if o := s.orgs[it.i]; leads(s, i, w.x) {
				sc.spoken = ""
				if !o.Whole && w.x.scopes.isOperator(o.Name) {
					sc.spoken = w.name(s, i)
				}
			}
		case itNoun:
			if sc.spoken != "" && s.theCompany(i) {
				sc.entity = sc.spoken
				w.k.company = true
			}
		}
	}
}

// calls reports whether the company is called by its short name behind the first mark of the sentence: 此外，联通目前….
func (s *sent) calls(company string) bool {
	name := []rune(fold.String(company))
	if len(name) < 2 || len(s.items) < 3 || s.items[1].kind != itPunct {
		return false
	}
	r, at := s.line.Runes, s.items[2].s
	if !hasAt(r, at, string(name[len(name)-2:])) {
		return false
	}
	for _, w := range [...]string{"电话", "用户", "互联网", "宽带", "物联网", "数据", "通信", "网络", "终端", "业务"} {
		if hasAt(r, at+2, w) {
			return false
		}
	}
	return true
}

// theCompany reports whether the noun at item i opens its clause and stands for a company named before: 该公司, 公司.
func (s *sent) theCompany(i int) bool {
	if !s.is(i, "公司", "该公司", "本公司", "我公司", "集团", "该集团", "本集团") {
		return false
	}
	for i--; i >= 0; i-- {
		switch it := s.items[i]; it.kind {
		case itPunct:
			return !it.mark('、')
		case itPeriod, itPlain:
		case itCue:
			if !s.is(i, "该", "本", "其中", "目前", "截至目前") {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// name is the organisation at item i as the text writes it, without the glosses in brackets of a damaged text (中國(guó)).
func (w *walk) name(s *sent, i int) string {
	o := &s.orgs[s.items[i].i]
	return withoutGlosses(s.src(o.Start, o.End).Of(w.d.Text))
}

func withoutGlosses(name string) string {
	for {
		open := strings.IndexByte(name, '(')
		if open < 0 {
			return name
		}
		end := strings.IndexByte(name[open:], ')')
		if end < 0 || !romanised(name[open+1:open+end]) {
			return name
		}
		name = name[:open] + name[open+end+1:]
	}
}

// romanised reports whether text is written in Latin letters, with or without marks of tone.
func romanised(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) {
			return false
		}
	}
	return text != ""
}

// subject keeps the company that the sentence is about: its name opens the sentence. A region that
// opens one ends it.
func (w *walk) subject(s *sent, first bool) {
	for i, it := range s.items {
		switch it.kind {
		case itOrg:
			w.sc.entity = ""
			if o := s.orgs[it.i]; !o.Whole && w.x.scopes.isOperator(o.Name) {
				w.sc.entity = w.name(s, i)
				if s.block <= 1 && first {
					w.sc.company = w.sc.entity // the text as a whole is about the company
				}
			}
			return
		case itPlace:
			if g := &s.gs[it.i]; !g.Benchmark {
				w.sc.entity = ""
			}
			return
		case itPlain, itPeriod, itPunct:
			continue
		case itCue:
			if it.e-it.s <= 2 {
				continue
			}
		}
		return
	}
}

// otherSubject reports whether r begins with a word that turns to another subject.
func otherSubject(r []rune) bool { return hasAt(r, 0, "此外") || hasAt(r, 0, "另外") }

// speaks reports whether the organisation at item i is only the one that says so.
func (w *walk) speaks(s *sent, i int) bool {
	e := s.items[i].e
	r := s.line.Runes
	for k := e; k < len(r) && k < e+12; k++ {
		if r[k] == ',' || r[k] == ':' || r[k] == '。' {
			break
		}
		if hasAt(r, k, "公告") || hasAt(r, k, "财报") || hasAt(r, k, "年报") {
			return false // a company tells of itself
		}
		for _, v := range [...]string{"数据显示", "发布", "公布", "获悉", "了解到", "表示", "介绍", "称", "预测", "测算", "统计"} {
			if hasAt(r, k, v) {
				return true
			}
		}
	}
	return false
}

// pledges reports whether the organisation at item i says what it itself will do (中国联通表示，力争…): then it is the
// subject of what follows, not only the one who tells of it.
func pledges(s *sent, i int) bool {
	r := s.line.Runes
	for k := s.items[i].e; k+1 < len(r) && k < s.items[i].e+8; k++ {
		if r[k] == ',' || r[k] == ':' {
			for _, w := range [...]string{"力争", "将", "计划", "争取"} {
				if hasAt(r, k+1, w) {
					return true
				}
			}
			return false
		}
	}
	return false
}

// facility reports whether the computing power of c is that of a single centre, cluster or project that the
// sentence names before it (…的某某计算中心，总算力达…). One of several, one that is counted, and a value whose own
// clause names a region are none.
func (w *walk) facility(c *cand, s *sent) bool {
	if m := c.b.rule.Metric; m != "telecom.computing_power" && m != "telecom.ai_computing_power" || w.out.DocType != "news" {
		return false
	}
	for i := c.clause; i < c.item; i++ {
		if it := s.items[i]; it.kind == itPlace && s.gs[it.i].Kind != place.Issuer {
			return false
		}
	}
	t := s.textOf(0, s.items[c.item].s)
	if i := strings.LastIndexAny(t, ";。"); i >= 0 {
		t = t[i:]
	}
	for _, f := range w.x.scopes.facility {
		i := strings.LastIndex(t, f)
		if i < 0 {
			continue
		}
		before := t[strings.LastIndexAny(t[:i], ",:、")+1 : i]
		after := t[i+len(f):]
		if !strings.ContainsAny(before, "等批个座家各") && !strings.Contains(before, "建成") && !strings.Contains(before, "建设") && !strings.HasPrefix(after, "、") && (after == "" || after[0] < '0' || after[0] > '9') {
			return true
		}
	}
	return false
}

// single reports whether the sentence speaks of one company: 公司…，拥有发明专利326件.
func single(s *sent, c *cand) bool {
	for i := 0; i < c.item; i++ {
		if it := s.items[i]; it.kind == itNoun && (i == 0 || s.items[i-1].kind == itPunct || s.items[i-1].kind == itPeriod || s.items[i-1].kind == itPlain) {
			if s.is(i, "公司", "集团", "集团公司", "该公司", "本公司", "该企业", "我公司") {
				return true
			}
		}
	}
	return false
}

// revision reports whether the change is one of the accounts: 比初步核算数增加5567亿元.
func revision(s *sent, c *cand) bool {
	switch c.measure {
	case pipeline.Increment:
	case pipeline.Growth, pipeline.GrowthPP:
		if c.based && !strings.HasPrefix(c.basis, "since:") {
			return false
		}
	default:
		return false
	}
	return contains(s.line.Runes, accounts)
}

// accounts holds the words that tell of the accounts themselves.
var accounts = wordTrie("普查资料", "核算数", "核实数", "快报数", "重新核算", "普查范围", "修订后")
