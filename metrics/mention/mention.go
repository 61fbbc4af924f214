// Package mention finds all typed mentions of a text on their own, without any rule: quantities, names
// that hold digits, periods and regions. Mentions never overlap. It joins the recognisers of packages
// quantity, period and place; ties between mentions and metrics are the business of package extract.
package mention

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// Kind is the type of a mention.
type Kind uint8

// The order of kinds decides between mentions of one length at one place.
const (
	Period Kind = iota
	Region
	Name
	Quantity
)

var kindNames = [...]string{"period", "region", "name", "quantity"}

func (k Kind) String() string { return kindNames[k] }

// Mention is one typed piece of the text.
type Mention struct {
	pipeline.Span // bytes of the text
	Kind          Kind
	// One of these is set, by Kind; none for a Name.
	Quantity quantity.Mention
	Period   period.Mention
	Region   place.Mention
}

// Context is what the text does not say itself.
type Context struct {
	// Date is the day from which 今年 and 目前 are read, or zero.
	Date pipeline.Date
	// Region is the code of the document's region, for 全省 and namesakes, or "".
	Region string
}

// Recognizer finds mentions. It is safe for many goroutines.
type Recognizer struct {
	quantities *quantity.Recognizer
	periods    *period.Recognizer
	gazetteer  *place.Gazetteer
	places     *place.Recognizer
}

// New makes a recogniser with the embedded lexicons.
func New() (*Recognizer, error) {
	q, err := quantity.Default()
	if err != nil {
		return nil, err
	}
	p, err := place.Default()
	if err != nil {
		return nil, err
	}
	return &Recognizer{q, period.New(), p.Gazetteer(), p}, nil
}

// ResolveRegion returns the codes that a name, a code or an issuer can stand for.
func (r *Recognizer) ResolveRegion(s string) []string { return r.places.Resolve(s) }

// Find returns the mentions of text in order. Each line of the text is read by itself.
func (r *Recognizer) Find(text string, c Context) []Mention {
	var out []Mention
	var s scratch
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		s.all = s.all[:0]
		r.line(&s, text, start, end, c)
		out = appendDisjoint(out, s.all)
		start = end + 1
	}
	return out
}

type scratch struct {
	line  fold.Line
	qs    []quantity.Mention
	ps    []period.Mention
	gs    []place.Mention
	taken []quantity.Taken
	all   []Mention
}

func (r *Recognizer) line(s *scratch, text string, start, end int, c Context) {
	s.line.Reset(text[start:end], start)
	s.ps = r.periods.Calendar(r.periods.Find(s.ps[:0], &s.line, c.Date), &s.line, c.Date)
	s.taken = s.taken[:0]
	for _, p := range s.ps {
		s.taken = append(s.taken, quantity.Taken{Start: p.Start, End: p.End})
	}
	s.qs = r.quantities.Find(s.qs[:0], &s.line, s.taken)
	if m, ok := r.quantities.Pair(&s.line); ok && len(s.ps) == 0 {
		s.qs = append(s.qs[:0], m)
	} else if len(s.ps) == 0 && !slices.ContainsFunc(s.qs, func(q quantity.Mention) bool { return !q.Name }) {
		if m, ok := r.quantities.Alone(&s.line); ok {
			s.qs = append(s.qs[:0], m)
		}
	}
	s.gs = r.places.FindAbbreviated(r.places.Find(s.gs[:0], &s.line), &s.line)
	var named pipeline.Date // the opening of what stands with its year in the clauses before
	loose := 0              // the year of the part of a year that stands before without one
	for i, p := range s.ps {
		if i > 0 && endsSentence(s.line.Runes[s.ps[i-1].End:max(p.Start, s.ps[i-1].End)]) {
			named, loose = pipeline.Date{}, 0
		}
		p = inYear(p, &named, &loose)
		if p.Cue == period.Comparison && p.Period == (period.Period{}) {
			continue // 同比 says on what a growth is based and is no time of its own
		}
		if p.Opening && p.Cue != period.Comparison && !p.Period.IsZero() {
			p.Period = january(p.Period.End.Year + 1)
		}
		s.all = append(s.all, Mention{Span: span(text, &s.line, p.Start, p.End), Kind: Period, Period: p})
	}
	for _, q := range s.qs {
		m := Mention{Span: span(text, &s.line, q.Start, q.End), Kind: Quantity, Quantity: q}
		if q.Name {
			m.Kind = Name
		}
		s.all = append(s.all, m)
	}
	for _, g := range s.gs {
		if g.Kind == place.Foreign || g.Kind == place.Uncoded {
			continue // no region that a value could have
		}
		g.Codes = r.resolve(g, c.Region)
		s.all = append(s.all, Mention{Span: span(text, &s.line, g.Start, g.End), Kind: Region, Region: g})
	}
}

// inYear gives a time without a year the one that was named before it in the sentence (2021年，…，全年, 其中一季度; 2021年1—2月、3月),
// and keeps in named where the time begins that p names with its year. Parts of a year that no year stands with are of one year
// (三季度…，高于上半年), which loose keeps.
func inYear(p period.Mention, named *pipeline.Date, loose *int) period.Mention {
	of := p.Period
	switch {
	case p.Cue == period.Comparison || p.Age || p.Telling || p.InTitle || of.IsZero():
	case p.NeedsYear && named.Year > 0 && of.Start.Year == of.End.Year && of.Grain != period.Day:
		if q := p.WithYear(named.Year); !q.Period.End.Before(*named) {
			return q
		}
	case p.NeedsYear:
		*named = pipeline.Date{}
		if part := of.Grain == period.Quarter || of.Grain == period.Half || of.Grain == period.Span; !part || of.Start.Year != of.End.Year {
			return p
		}
		if *loose > 0 && of.End.Year > *loose {
			p = p.WithYear(*loose) // 二季度…, 高于一季度
		}
		*loose = p.Period.End.Year
	case p.Relative:
		*named, *loose = pipeline.Date{}, 0
	case of.Start.Year == of.End.Year && of.Grain != period.Day && of.Grain != period.ToDate && p.Cue == period.During:
		*named = of.Start
	default:
		*named = pipeline.Date{}
	}
	return p
}

func endsSentence(between []rune) bool {
	for _, r := range between {
		switch r {
		case '。', ';', '!', '?', '》', '《':
			return true
		}
	}
	return false
}

// january is what 年初 says without a value whose year it decides.
func january(y int) period.Period {
	return period.Period{Start: pipeline.Date{Year: y, Month: 1, Day: 1}, End: pipeline.Date{Year: y, Month: 1, Day: 31}, Grain: period.Month}
}

// span gives the bytes of the text. Characters that do not show and that follow the last rune are
// not part of the mention.
func span(text string, l *fold.Line, i, j int) pipeline.Span {
	start, _ := l.Bytes(i, j)
	last, _ := l.Bytes(j-1, j)
	_, n := utf8.DecodeRuneInString(text[last:])
	return pipeline.Span{Start: start, End: last + n}
}

// resolve gives 全省 and 省统计局 their code and narrows namesakes to the document's region.
func (r *Recognizer) resolve(g place.Mention, region string) []string {
	switch {
	case region == "":
	case len(g.Codes) == 0:
		if code := r.gazetteer.Own(region, g.Level); code != "" {
			return []string{code}
		}
	case len(g.Codes) > 1:
		r.gazetteer.Disambiguate(&g, []string{region})
	}
	return g.Codes
}

// appendDisjoint appends to dst what of all does not overlap: the longer mention wins, then the one that
// starts first, then by kind.
func appendDisjoint(dst, all []Mention) []Mention {
	slices.SortStableFunc(all, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.Len(), a.Len()), cmp.Compare(a.Kind, b.Kind))
	})
	base := len(dst)
	for _, m := range all {
		for {
			last := len(dst) - 1
			if last < base || !dst[last].Overlaps(m.Span) {
				dst = append(dst, m)
				break
			}
			if m.Len() <= dst[last].Len() {
				break
			}
			dst = dst[:last]
		}
	}
	return dst
}
