package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/numeral"
	"zhibiao/pipeline"
)

// Alone reads a line that is one number and nothing else in words which state none within a sentence: 十, 零, 第三.
// Whoever asks for the meaning of such a text asks for the number, while a document has it as the mark of a list item.
func (r *Recognizer) Alone(l *fold.Line) (Mention, bool) {
	i, j := trim(l.Runes)
	m := Mention{Start: i, From: i, End: j, To: j, Kind: Amount, Unit: "1", Qualifier: pipeline.Exact}
	at := i
	if i < j && l.Runes[i] == '第' {
		m.Kind, m.Unit, m.Dimension = Rank, "rank", "rank"
		at++
	}
	n, ok := numeral.Scan(l.Runes, l.Off, at)
	if !ok || n.End != j || n.High != nil || n.String && n.Digits > 1 || m.Kind == Rank && n.Value.Sign() <= 0 || n.Bare {
		return m, false
	}
	m.Value = new(apd.Decimal)
	m.Value.Set(&n.Value)
	m.Step = apd.New(1, n.Step)
	numeral.Plain(m.Step)
	return m, true
}

// Pair reads a line that is two plain numbers and nothing else: 30—50 is a range and 1/3 a fraction, which within a
// sentence may be dates, scores or the numbers of lines and pages.
func (r *Recognizer) Pair(l *fold.Line) (m Mention, ok bool) {
	i, j := trim(l.Runes)
	a, ok := numeral.Scan(l.Runes, l.Off, i)
	if !ok || a.End >= j || !a.Arabic || a.Zero {
		return m, false
	}
	sign := l.Runes[a.End]
	b, ok := numeral.Scan(l.Runes, l.Off, a.End+1)
	if !ok || b.End != j || !b.Arabic || b.Zero || a.Value.Cmp(&b.Value) >= 0 {
		return m, false
	}
	m = Mention{Start: i, From: i, End: j, To: j, Kind: Amount, Unit: "1", Qualifier: pipeline.Range}
	switch sign {
	case '-', '—':
		if a.Digits == 4 && yearLike(&a.Value) {
			return m, false
		}
		m.Low, m.High = new(apd.Decimal), new(apd.Decimal)
		m.Low.Set(&a.Value)
		m.High.Set(&b.Value)
		return m, true
	case '/':
		var o operand
		dated := a.Digits > 3 || a.Value.Cmp(one) > 0 && a.Value.Cmp(twelve) <= 0 && b.Value.Cmp(twelve) > 0 && b.Value.Cmp(longestMonth) <= 0
		if a.Point || b.Point || a.Value.Sign() == 0 || a.MagExp+b.MagExp > 0 || dated || !o.percentOf(&a.Value, &b.Value) {
			return m, false
		}
		m.Kind, m.Unit, m.Dimension, m.Qualifier, m.Value = Percent, "%", "ratio", pipeline.Exact, o.value
		return m, true
	}
	return m, false
}

var one, twelve = apd.New(1, 0), apd.New(12, 0)

// trim is where the text of a line begins and ends without blanks.
func trim(rs []rune) (i, j int) {
	j = len(rs)
	for i < j && rs[i] == ' ' {
		i++
	}
	for i < j && rs[j-1] == ' ' {
		j--
	}
	return i, j
}
