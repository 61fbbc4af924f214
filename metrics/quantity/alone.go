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
	i, j := 0, len(l.Runes)
	for i < j && l.Runes[i] == ' ' {
		i++
	}
	for i < j && l.Runes[j-1] == ' ' {
		j--
	}
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
