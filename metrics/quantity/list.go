package quantity

import "github.com/cockroachdb/apd/v3"

// emit appends m. Where m has a unit and ends a list of amounts that lack one
// (79万、33.5万、10.4万个), they get it; every amount is filled once, so lists are linear in their length.
func (s *scan) emit(m Mention, o *operand) {
	n := len(s.out)
	linked := n > 0 && s.chain < n && s.links(s.out[n-1].To, m.From)
	if !linked {
		s.chain = n
	}
	open := !m.Name && m.Kind == Amount && m.Dimension == "" && m.Value != nil && !m.PeriodLike
	s.out = append(s.out, m)
	s.floor = max(m.To, m.End)
	if open {
		return
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
