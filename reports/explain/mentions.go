package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/mention"
	"zhibiao/metrics/period"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

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
