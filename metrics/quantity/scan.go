package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
	"zhibiao/pipeline"
)

// scan is the state of one Find.
type scan struct {
	r    *Recognizer
	all  []rune // the whole line, for looking back
	line []rune // up to the next taken range
	off  []int32
	out  []Mention
	// first is the index in out of the first mention of this line.
	first int
	// floor is the end of the last mention or taken range: no mention begins before it.
	floor int
	// chain is the index in out of the first amount of the current list that still lacks a unit.
	chain int
	// last is the number read last, since a name and an amount look at the same.
	last     numeral.Number
	lastGood bool
	// spread is the qualifier that a word of bound before a list gives to all its items, or Exact.
	spread pipeline.Qualifier
}

// context has room for every product of numbers and scales.
var context = apd.BaseContext.WithPrecision(140)

func (s *scan) at(i int) rune {
	if i >= 0 && i < len(s.line) {
		return s.line[i]
	}
	return 0
}

// prev is the rune before i, of whatever mention.
func (s *scan) prev(i int) rune {
	if i > 0 {
		return s.all[i-1]
	}
	return 0
}

func (s *scan) has(i int, w string) bool {
	return i >= 0 && i <= len(s.line) && fold.Starts(s.line[i:], w)
}

// skip passes one blank.
func (s *scan) skip(i int) int {
	if s.at(i) == ' ' {
		return i + 1
	}
	return i
}

// step recognises what begins at i and returns where to go on, always beyond i.
func (s *scan) step(i int, c class) int {
	switch c {
	case letter:
		return s.letters(i)
	case ordinal:
		return s.ordinal(i)
	case word:
		return s.word(i)
	case sign:
		return s.currency(i, i+1)
	case point:
		if !isDigit(s.at(i+1)) || !s.opensPoint(i) {
			return i + 1
		}
		from, negative := s.signBefore(i)
		return s.amount(from, i, negative)
	}
	if c == numeralWord {
		if s.has(i, "零下") && s.starts(s.skip(i+2)) {
			return s.amount(i, s.skip(i+2), true)
		}
		if s.has(i, "一半") && s.at(i+2) != '径' {
			return s.half50(i, i+2)
		}
		if s.has(i, "百分百") {
			return s.say(Percent, i, i+3, apd.New(100, 0), pipeline.Exact, i)
		}
		if end := s.numeralName(i); end > i {
			return end
		}
	} else if end := s.digitName(i); end > i {
		return end
	}
	from, negative := s.signBefore(i)
	return s.amount(from, i, negative)
}

// opensPoint reports whether a number may begin with the point at i (.77, -.5): nothing that it could end or join stands before.
func (s *scan) opensPoint(i int) bool {
	switch p := s.prev(i); p {
	case 0, ' ', '(', '|', '=', '<', '>':
		return true
	case '-':
		return i >= 1 && (i == 1 || s.all[i-2] == ' ' || isOpen(s.all[i-2]))
	}
	return false
}

// starts reports whether a number starts at i.
func (s *scan) starts(i int) bool {
	c := s.at(i)
	return c != 0 && c < 1<<16 && (s.r.class[c] == digit || s.r.class[c] == numeralWord)
}

// amount reads a quantity whose number is at i and whose span begins at from (a sign, a currency).
func (s *scan) amount(from, i int, negative bool) int {
	var o operand
	if !s.operand(&o, i) {
		return max(o.end, i+1)
	}
	if hyphen := s.at(from); negative && (hyphen == '-' || hyphen == '—') && !s.minus(&o, from) {
		from, negative = i, false
	}
	o.start = from
	o.currencyBefore(s)
	s.thermometer(&o)
	s.per(&o)
	s.speed(&o)
	if negative {
		o.negate()
	}
	if o.name {
		return s.name(o.start, o.end)
	}
	if end, ok := s.rangeFrom(&o); ok {
		return end
	}
	return s.single(&o)
}

// single emits an operand that is no end of a range.
func (s *scan) single(o *operand) int {
	if s.prev(o.start) == '每' && o.start == o.num.Start {
		return o.end // 每5家, 每10万人: what is counted by, not an amount
	}
	pre, from := s.boundBefore(o.start)
	if o.num.Bare || !o.num.Arabic {
		if !s.admit(o, pre) {
			return max(o.end, o.num.End)
		}
	}
	if pre.bare && !o.num.Bare {
		pre, from = bound{}, o.start
	}
	if o.kind == Duration && (pre.qualifier == pipeline.Nearly || s.at(from) == '跨') {
		pre, from = bound{}, o.start // 近3年 is the last three years, 跨越3年 tells how long
	}
	if o.unit != nil && s.places(o) {
		return s.rank(o.start, o.end, o.start, &o.num.Value)
	}
	if s.leading(o) {
		return s.name(o.start, o.end)
	}
	if i := o.start - 3; i >= s.floor && from == o.start && s.has(i, "人民币") {
		if pre, from = s.boundBefore(i); pre.qualifier == "" || pre.bare {
			pre, from = bound{}, i
		}
	}
	if s.at(from) == '突' && s.breakthrough(o) {
		pre, from = bound{}, o.start
	}
	post, to := s.boundAfter(o.end)
	if post.qualifier == pipeline.Some && o.unit != nil && o.unit.Dimension == "count" {
		post, to = bound{}, o.end // 5个多功能…: 多 belongs before a counting word
	}
	m := s.mention(o)
	m.From, m.To = from, to
	q := pipeline.Exact
	linked := s.linked(from)
	switch {
	case pre.qualifier != "" && (!pre.weak || post.qualifier == "" && !o.some):
		q = pre.qualifier
	case post.qualifier != "":
		q = post.qualifier
	case o.within != "":
		q = o.within
	case o.some:
		q = pipeline.Some
	case linked:
		q = s.spread
	}
	switch {
	case pre.qualifier != "" && s.distributes(from):
		s.spread = pre.qualifier
	case !linked || pre.qualifier != "":
		s.spread = pipeline.Exact
	}
	if o.num.High != nil {
		q = pipeline.Range
		high := new(apd.Decimal)
		o.scale(high, o.num.High)
		m.Low, m.High, m.Value = m.Value, high, nil
	}
	qualify(&m, q)
	s.emit(m, o)
	if post.qualifier != "" && q == post.qualifier && linked && isHan(s.at(s.skip(o.end))) && s.at(s.skip(o.end)) != '及' {
		// 及以上 tells a class of its own item: 500兆、1000兆及以上
		s.distribute(q)
	}
	return max(m.To, m.End)
}

// qualify sets the qualifier and the bounds that follow from it.
func qualify(m *Mention, q pipeline.Qualifier) {
	m.Qualifier = q
	switch q {
	case pipeline.Over, pipeline.AtLeast, pipeline.Some:
		m.Low = m.Value
	case pipeline.Nearly, pipeline.Under, pipeline.AtMost:
		m.High = m.Value
	}
}

// mention is the operand as a mention without bounds.
func (s *scan) mention(o *operand) Mention {
	m := Mention{Start: o.start, End: o.end, From: o.start, To: o.end, Value: o.value, Step: o.step}
	o.describe(&m)
	if o.unitEnd > o.unitAt {
		if o.classifier = o.word; o.unitEnd-o.unitAt != o.wordLen {
			o.classifier = string(s.line[o.unitAt:o.unitEnd])
		}
		m.Classifier = o.classifier
	}
	if o.magAt == o.unitAt {
		m.UnitText = m.Classifier
	} else if o.unitEnd > o.magAt {
		m.UnitText = string(s.line[o.magAt:o.unitEnd])
	}
	if o.per > 0 && o.unitEnd > o.per {
		m.Per = string(s.line[o.per:o.unitEnd])
	}
	m.PeriodLike = o.unit == nil && o.kind == Amount && o.magAt == o.unitEnd && o.num.Digits == 4 && yearLike(o.value)
	return m
}

var year1900, year2100 = apd.New(1900, 0), apd.New(2100, 0)

func yearLike(d *apd.Decimal) bool {
	return d != nil && d.Exponent == 0 && d.Cmp(year1900) >= 0 && d.Cmp(year2100) <= 0
}

// admit decides whether a number without Arabic digits is one: it needs a unit, or a magnitude
// structure of its own; magnitude words alone need a unit or a bound before them.
func (s *scan) admit(o *operand, pre bound) bool {
	n := &o.num
	length := n.End - n.Start
	switch p := s.prev(n.Start); {
	case n.Bare:
		if p == '几' || p == '数' || p == '每' || p == '成' || s.at(o.end) == '级' {
			return false
		}
		if pre.qualifier != "" {
			return o.unit != nil || o.kind != Amount || n.MagExp >= 4 || length > 1
		}
		if o.some && o.unit != nil {
			return true // 千余家
		}
		if length < 2 || o.unit == nil && o.kind == Amount || p == '个' || o.unit != nil && o.unit.Use == unit.Many || s.programme(o.end) {
			return false
		}
		return !((p == '(' || p == ':' || p == 0 || p == '|') && (s.at(o.end) == ')' || s.at(o.end) == 0 || s.at(o.end) == '|'))
	case p == '几' || p == '数' && numeral.Magnitude(s.at(n.Start)) > 0:
		return false
	case n.Arabic, o.start < n.Start:
		return true
	case o.unit == nil && o.kind == Amount && (o.some && (n.MagExp >= 4 || s.at(o.end-1) == '几') || n.High != nil && length > 2 && numeral.Magnitude(s.at(n.End-1)) > 0):
		return true // 十几, 十多万, 七八百万
	case pre.qualifier != "" && length > 1 && !n.String && n.High == nil:
		return true // 大于二十
	case o.unit != nil || o.kind != Amount:
		if length == 1 && s.at(n.Start) == '一' {
			switch p {
			case '下', '上', '前', '合', '头':
				return false
			}
			return o.unit == nil || o.unit.Use != unit.Many
		}
		return length > 1 || s.at(n.Start) != '零' && s.at(n.Start) != '〇' && s.at(n.Start) != '○'
	case n.String:
		return length == 4 && o.value != nil && yearLike(o.value)
	}
	return length >= 2 && n.High == nil && (length > 2 || !isHan(s.at(n.End)) || n.MagExp >= 4 || s.roughly(n.End))
}

// roughly reports whether a word of approximation follows, which only a number takes: 三百多师生.
func (s *scan) roughly(i int) bool {
	b, _ := s.boundAfter(i)
	return b.qualifier != ""
}

// programme reports whether the phrase at i ends in a word that makes magnitude words before it a name: 千亿斤粮食产能提升行动,
// 百亿元产业集群.
func (s *scan) programme(i int) bool {
	for j := i; j < i+12 && isHan(s.at(j)); j++ {
		for _, w := range [...]string{"行动", "计划", "工程", "产业", "集群", "城市", "项目", "企业"} {
			if s.has(j, w) {
				return true
			}
		}
	}
	return false
}

func isHan(r rune) bool { return 0x4e00 <= r && r <= 0x9fff }

// name emits a name.
func (s *scan) name(start, end int) int {
	s.emit(Mention{Start: start, End: end, From: start, To: end, Name: true}, nil)
	return end
}

// number reads the number at i.
func (s *scan) number(i int) (numeral.Number, bool) {
	if s.last.End > 0 && s.last.Start == i {
		return s.last, s.lastGood
	}
	s.last, s.lastGood = numeral.Scan(s.line, s.off, i)
	return s.last, s.lastGood
}
