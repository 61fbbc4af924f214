package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// emit appends m. Where m has a unit and ends a list of amounts that lack one
// (79万、33.5万、10.4万个), they get it; every amount is filled once, so lists are linear in their length.
func (s *scan) emit(m Mention, o *operand) {
	n := len(s.out)
	linked := n > s.first && s.chain < n && s.links(s.out[n-1].To, m.From)
	if !linked {
		s.chain = n
	}
	open := !m.Name && m.Kind == Amount && m.Dimension == "" && m.Value != nil && !m.PeriodLike
	if m.Name && linked && (dated(s.line[m.End-1]) || s.line[m.End-1] == '级') {
		for i := s.chain; i < n; i++ { // 5、6月 and 3、4号机组 are no amounts
			if p := &s.out[i]; p.UnitText == "" {
				*p = Mention{Start: p.Start, End: p.End, From: p.Start, To: p.End, Name: true}
			}
		}
	}
	s.out = append(s.out, m)
	s.floor = max(m.To, m.End)
	if open {
		return
	}
	if m.Kind == Points && !m.Name {
		s.pointsBefore(n, o)
	}
	if linked && o != nil && !m.Name && m.Kind != Rank && m.Kind != Doubling {
		for i := s.chain; i < n; i++ {
			share(&s.out[i], o)
		}
	}
	s.chain = n + 1
}

// links reports whether only list separators stand between two mentions.
func (s *scan) links(i, j int) bool {
	if j <= i || j-i > 4 {
		return false
	}
	seps := 0
	for _, r := range s.all[i:j] {
		switch r {
		case '、', '和', '与', '及', '或', '以', ',':
			seps++
		case ' ':
		default:
			return false
		}
	}
	return seps > 0
}

var ten = apd.New(10, 0)

// share gives p the unit of a later item of its list, and its magnitude where p has none and
// stands on the same scale (1.2、3.4和5.6万亿元; but 50、80和1万元 are 50 and 80).
func share(p *Mention, o *operand) {
	exp := int32(0)
	if p.UnitText == "" && o.num.MagExp >= 4 {
		var limit apd.Decimal
		context.Mul(&limit, o.mantissa(), ten)
		if p.Value.Exponent < 0 || p.Value.Cmp(&limit) <= 0 {
			exp = o.num.MagExp
		}
	}
	for _, d := range []**apd.Decimal{&p.Value, &p.Step} {
		if *d == nil {
			continue
		}
		raw := new(apd.Decimal)
		raw.Set(*d)
		raw.Exponent += exp
		v := new(apd.Decimal)
		o.scale(v, raw)
		*d = v
	}
	from := &Mention{}
	o.describe(from)
	p.Kind, p.Unit, p.Dimension, p.SharedUnit = from.Kind, from.Unit, from.Dimension, true
	p.Classifier = o.classifier
	p.Low, p.High = nil, nil
	qualify(p, p.Qualifier)
}

// linked reports whether a mention at from continues a list that the last mention belongs to.
func (s *scan) linked(from int) bool {
	n := len(s.out)
	return n > s.first && !s.out[n-1].Name && s.links(s.out[n-1].To, from)
}

// distributes reports whether the word of bound at i holds for all items of a list: 连跨5万亿元、6万亿元,
// 分别超过5%、8%.
func (s *scan) distributes(i int) bool {
	if c := s.at(i); c == '连' || c == '跨' || c == '迈' || s.has(i, "接连") {
		return true
	}
	switch s.prev(i) {
	case '均', '都', '别':
		return true
	}
	return false
}

// distribute gives a bound after the last item of a list to the items before it that have none
// (增长5%、8%以上). An item is qualified once, so this is linear too.
func (s *scan) distribute(q pipeline.Qualifier) {
	for i := len(s.out) - 1; i > s.first; i-- {
		p, m := &s.out[i-1], &s.out[i]
		if p.Name || p.Kind != m.Kind || p.Unit != m.Unit || p.Qualifier != pipeline.Exact || p.Value == nil || !s.enumerates(p.To, m.From) {
			return
		}
		qualify(p, q)
	}
}

// enumerates is links without the comma, which may end a clause.
func (s *scan) enumerates(i, j int) bool {
	for _, r := range s.all[i:max(i, j)] {
		if r == ',' {
			return false
		}
	}
	return s.links(i, j)
}

// pointsBefore turns 8个 of 8个和11个百分点 into percentage points.
func (s *scan) pointsBefore(n int, o *operand) {
	for i := n - 1; i >= s.first && o != nil; i-- {
		p := &s.out[i]
		if p.Name || p.Kind != Amount || p.Classifier != "个" || p.UnitText != "个" || p.Value == nil || !s.links(p.To, s.out[i+1].From) {
			return
		}
		p.Dimension = ""
		share(p, o)
	}
}
