package explain

import (
	"bufio"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/mention"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// Explainer finds the words behind an observation.
type Explainer struct {
	mentionsOf *mention.Recognizer
	gazetteer  *place.Gazetteer
	names      map[string]string          // squeezed name → metric
	longest    int                        // runes of the longest name
	cues       map[string]map[string]bool // word → its classes
}

// New makes an Explainer over a rule set and the lexicons of fsys.
func New(set *rule.Set, fsys fs.FS) (*Explainer, error) {
	r, err := mention.New()
	if err != nil {
		return nil, err
	}
	p, err := place.Default()
	if err != nil {
		return nil, err
	}
	x := &Explainer{mentionsOf: r, gazetteer: p.Gazetteer(), names: map[string]string{}}
	for _, r := range set.Rules {
		for _, n := range r.Expanded() {
			x.names[n] = r.Metric
			x.longest = max(x.longest, len([]rune(n)))
		}
	}
	x.cues, err = loadCues(fsys)
	return x, err
}

// loadCues reads the lexicon of cues: the classes of each word.
func loadCues(fsys fs.FS) (map[string]map[string]bool, error) {
	f, err := fsys.Open("lexicons/cues.tsv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[string]map[string]bool{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		cols := strings.Split(sc.Text(), "\t")
		if len(cols) != 3 || strings.HasPrefix(cols[0], "#") {
			continue
		}
		for _, w := range strings.Fields(cols[2]) {
			if out[w] == nil {
				out[w] = map[string]bool{}
			}
			out[w][cols[0]] = true
		}
	}
	return out, sc.Err()
}

// find recognises the mentions of a text of the document.
func (x *Explainer) find(f *Facts, text string) []mention.Mention {
	region := f.DocumentRegion
	if region == "" {
		region = f.Region
	}
	return x.mentionsOf.Find(text, mention.Context{Date: f.Published, Region: region})
}

// mentions lists what the sentence mentions, each with what it stands for.
func (x *Explainer) mentions(f *Facts) []string {
	type line struct {
		at   int
		text string
	}
	var lines []line
	ms := x.find(f, f.Sentence)
	for _, m := range ms {
		words, is := m.Of(f.Sentence), ""
		switch m.Kind {
		case mention.Period:
			is = m.Period.Period.String()
			if m.Period.Cue == period.Comparison {
				is = strings.TrimSuffix("what a change is compared with, "+is, ", ")
			}
		case mention.Region:
			if is = x.regionNames(m.Region.Codes, f.PeriodEnd.Year); is == "" {
				continue
			}
			if m.Region.Benchmark {
				is += ", a yardstick"
			}
		case mention.Name:
			is = "no number"
		case mention.Quantity:
			is = amount(&m.Quantity)
			if m.Start == f.At {
				is += " ← this one"
			}
		}
		lines = append(lines, line{m.Start, fmt.Sprintf("%s “%s”: %s", m.Kind, words, is)})
	}
	for _, n := range x.metricNames(f.Sentence) {
		lines = append(lines, line{n.at, fmt.Sprintf("metric “%s”: %s", n.words, n.metric)})
	}
	slices.SortStableFunc(lines, func(a, b line) int { return a.at - b.at })
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.text
	}
	return out
}

// regionNames writes codes with their names in a year; the first few where a name fits many.
func (x *Explainer) regionNames(codes []string, year int) string {
	const few = 3
	var out []string
	for _, c := range codes[:min(few, len(codes))] {
		name := x.gazetteer.NameIn(c, year)
		if year == 0 {
			r, _ := x.gazetteer.Lookup(c)
			name = r.Name
		}
		out = append(out, strings.TrimSpace(c+" "+name))
	}
	s := strings.Join(out, " or ")
	if len(codes) > few {
		s += fmt.Sprintf(" or one of %d more", len(codes)-few)
	}
	return s
}

func amount(q *quantity.Mention) string {
	exact := func(d *apd.Decimal) string { return d.Text('f') }
	s := ""
	switch {
	case q.Value != nil:
		s = exact(q.Value)
	case q.Low != nil && q.High != nil:
		s = exact(q.Low) + " to " + exact(q.High)
	}
	if q.Qualifier != pipeline.Exact && q.Qualifier != pipeline.Range && q.Qualifier != "" {
		s = strings.ReplaceAll(string(q.Qualifier), "_", " ") + " " + s
	}
	if q.Unit != "1" && q.Unit != "" && q.Unit != "rank" {
		s += " " + q.Unit
	}
	return s
}

type named struct {
	at            int
	words, metric string
}

// metricNames finds the metrics' names, the longest at each place.
func (x *Explainer) metricNames(text string) []named {
	runes := []rune(text)
	at := make([]int, len(runes)+1) // bytes
	for i, r := range runes {
		at[i+1] = at[i] + len(string(r))
	}
	var out []named
	for i := 0; i < len(runes); i++ {
		for n := min(x.longest, len(runes)-i); n > 1; n-- {
			words := string(runes[i : i+n])
			if metric, ok := x.names[rule.Squeeze(words)]; ok && runes[i] != ' ' && runes[i+n-1] != ' ' {
				out = append(out, named{at[i], words, metric})
				i += n - 1
				break
			}
		}
	}
	return out
}

// region says what gave the region.
func (x *Explainer) region(f *Facts) string {
	if f.Region == "" {
		return "region: none is told"
	}
	label := strings.TrimSpace("region " + f.Region + " " + f.RegionName)
	means := func(m *mention.Mention) bool {
		return m.Kind == mention.Region && !m.Region.Benchmark && slices.Contains(m.Region.Codes, f.Region)
	}
	return label + x.because(f, f.RegionSource, means)
}

// period says what gave the period.
func (x *Explainer) period(f *Facts) string {
	if f.Period == "" {
		return "period: none is told"
	}
	label := "period " + f.Period
	if end := f.PeriodEnd.String(); end != f.Period {
		label += ", which ends " + end
	}
	ends := func(m *mention.Mention) bool {
		return m.Kind == mention.Period && m.Period.Cue != period.Comparison && m.Period.Period.End == f.PeriodEnd
	}
	holds := func(m *mention.Mention) bool {
		p := m.Period.Period
		return m.Kind == mention.Period && m.Period.Cue != period.Comparison && !p.End.IsZero() && !f.PeriodEnd.Before(p.Start) && !p.End.Before(f.PeriodEnd)
	}
	if s := x.because(f, f.PeriodSource, ends); strings.Contains(s, "“") {
		return label + s
	}
	return label + x.because(f, f.PeriodSource, holds)
}

// because names the words that decided, where they can be found, and their place.
func (x *Explainer) because(f *Facts, scope pipeline.Scope, fits func(*mention.Mention) bool) string {
	switch scope {
	case pipeline.ByDefault:
		return ": nothing says otherwise"
	case pipeline.ByNone, "":
		return ": nothing tells it"
	case pipeline.ByClause, pipeline.BySentence, pipeline.ByList, pipeline.ByTable:
		if w := x.nearest(f, f.Sentence, f.At, fits); w != "" {
			return ": “" + w + "” " + from(scope)
		}
	case pipeline.ByDocDate:
		if !f.Published.IsZero() {
			return ": " + from(scope) + ", " + f.Published.String()
		}
	}
	for _, a := range f.Around {
		if a.Scope != scope {
			continue
		}
		if w := x.nearest(f, a.Text, len(a.Text), fits); w != "" {
			return ": “" + w + "” " + from(scope)
		}
		if scope == pipeline.ByIssuer || scope == pipeline.ByMetadata {
			return ": “" + a.Text + "” " + from(scope)
		}
	}
	return ": " + from(scope)
}

// nearest is the last mention before a place that fits, or else the first after it.
func (x *Explainer) nearest(f *Facts, text string, at int, fits func(*mention.Mention) bool) string {
	before, after := "", ""
	ms := x.find(f, text)
	for i := range ms {
		switch m := &ms[i]; {
		case !fits(m):
		case m.Start < at:
			before = m.Of(text)
		case after == "":
			after = m.Of(text)
		}
	}
	if before != "" {
		return before
	}
	return after
}

// measure says what made the number a value of its measure.
func (x *Explainer) measure(f *Facts) string {
	label, classes := "", []string(nil)
	switch f.Measure {
	case pipeline.Level:
		label = "measure level: the amount itself"
	case pipeline.Increment:
		label, classes = "measure increment: what was added or lost", []string{"inc", "up", "down"}
	case pipeline.Growth:
		label, classes = "measure growth: a change in percent", []string{"up", "down"}
	case pipeline.GrowthPP:
		label, classes = "measure growth_pp: a change in percentage points", []string{"up", "down"}
	case pipeline.Share:
		label, classes = "measure share: a part of a whole", []string{"share", "sharenoun"}
	case pipeline.Rank:
		label, classes = "measure rank: a place in an order", []string{"rank"}
	}
	if w := x.cue(f, classes); w != "" {
		label += ", by “" + w + "”"
	}
	return label
}

// cue finds the last word of the classes before the number in its clause. Words within a mention or a metric's
// name are none.
func (x *Explainer) cue(f *Facts, classes []string) string {
	text := []byte(f.Sentence[:min(f.At, len(f.Sentence))])
	blank := func(start, end int) {
		for i := start; i < min(end, len(text)); i++ {
			text[i] = ' '
		}
	}
	for _, m := range x.find(f, f.Sentence) {
		blank(m.Start, m.End)
	}
	for _, n := range x.metricNames(f.Sentence) {
		blank(n.at, n.at+len(n.words))
	}
	head := string(text)
	if i := strings.LastIndexAny(head, ";。；！？"); i >= 0 {
		head = head[i:]
	}
	last := ""
	for len(head) > 0 {
		word := x.cueAt(head)
		if word == "" {
			_, n := utf8.DecodeRuneInString(head)
			head = head[n:]
			continue
		}
		for _, c := range classes {
			if x.cues[word][c] {
				last = word
			}
		}
		head = head[len(word):]
	}
	return last
}

// cueAt is the longest word of the lexicon of cues with which a text begins.
func (x *Explainer) cueAt(text string) string {
	const longest = 12 // characters
	best, n := "", 0
	for i := range text {
		if x.cues[text[:i]] != nil {
			best = text[:i]
		}
		if n++; n > longest {
			return best
		}
	}
	if x.cues[text] != nil {
		best = text
	}
	return best
}
