package extract

import (
	"strings"

	"zhibiao/metrics/place"
)

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
	for _, f := range [...]string{"智算集群", "计算中心", "智算中心", "超算中心", "算力集群", "算力项目"} {
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
