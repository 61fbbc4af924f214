package explain

import (
	"io/fs"
	"slices"
	"strings"

	"zhibiao/metrics/mention"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
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

// find recognises the mentions of a text of the document.
func (x *Explainer) find(f *Facts, text string) []mention.Mention {
	region := f.DocumentRegion
	if region == "" {
		region = f.Region
	}
	return x.mentionsOf.Find(text, mention.Context{Date: f.Published, Region: region})
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
