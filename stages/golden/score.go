package golden

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// Found writes what was extracted from a document in the terms of labels.
func Found(text string, x *pipeline.Extraction) []Label {
	if x == nil {
		return nil
	}
	out := make([]Label, 0, len(x.Observations))
	for _, o := range x.Observations {
		l := Label{
			Metric: o.Metric, Measure: o.Measure, Qualifier: o.Qualifier, Unit: o.Unit,
			Value: decimal(o.Value), Low: decimal(o.Low), High: decimal(o.High),
			Region: o.Region, Year: o.PeriodEnd.Year, Period: o.Period, PeriodEnd: o.PeriodEnd.String(),
			Status: o.Status, Quote: o.Quote.Of(text), Context: o.Sentence.Of(text),
		}
		if o.Basis != "" {
			l.Basis = &o.Basis
		}
		if o.Entity != "" {
			l.Entity = &o.Entity
		}
		out = append(out, l)
	}
	return out
}

func decimal(d *apd.Decimal) *string {
	if d == nil {
		return nil
	}
	s := d.Text('f')
	return &s
}

// key is what two equal statements share: everything but the words. Numbers are compared as numbers,
// an entity by whether there is one, since its name may be written longer or shorter.
func (l Label) key() string {
	basis, entity := "", l.Entity != nil && *l.Entity != ""
	if l.Basis != nil && (l.Measure == pipeline.Growth || l.Measure == pipeline.GrowthPP) {
		basis = *l.Basis
	}
	amount := plain(l.Value)
	if l.Qualifier == pipeline.Range {
		amount = plain(l.Low) + ".." + plain(l.High)
	}
	return fmt.Sprintf("%s %s %s %s %s %s %s %s entity=%t basis=%s",
		l.Metric, l.Measure, amount, l.Unit, l.Qualifier, l.Region, l.PeriodEnd, l.Status, entity, basis)
}

// plain is one spelling for equal decimals: 5, 5.0 and 5E+0 are 5.
func plain(s *string) string {
	if s == nil {
		return ""
	}
	d, _, err := apd.NewFromString(*s)
	if err != nil {
		return *s
	}
	d.Reduce(d)
	return d.Text('f')
}

// Diff is what labels and extraction do not agree on. A statement that was read with one field wrong
// is missed once and spurious once.
type Diff struct {
	Right, Missed, Spurious []Label
}

// Compare pairs the labels of one document with what was found in it. The same statement found twice
// counts once.
func Compare(want, got []Label) Diff {
	open := map[string][]int{}
	for i, l := range want {
		open[l.key()] = append(open[l.key()], i)
	}
	var (
		d    Diff
		met  = make([]bool, len(want))
		seen = map[string]bool{}
	)
	for _, l := range got {
		k := l.key()
		if seen[k] {
			continue
		}
		seen[k] = true
		if left := open[k]; len(left) > 0 {
			met[left[0]], open[k] = true, left[1:]
			d.Right = append(d.Right, want[left[0]])
			continue
		}
		d.Spurious = append(d.Spurious, l)
	}
	for i, l := range want {
		if !met[i] {
			d.Missed = append(d.Missed, l)
		}
	}
	return d
}

// String is the difference for a reader of a test: a line for each statement, with its words.
func (d Diff) String() string {
	var b strings.Builder
	for _, l := range d.Missed {
		fmt.Fprintf(&b, "\n  - line %d: %s | %s | %s", l.Line, l.key(), l.Quote, l.Context)
	}
	for _, l := range d.Spurious {
		fmt.Fprintf(&b, "\n  + %s | %s | %s", l.key(), l.Quote, l.Context)
	}
	return b.String()
}

// Scores counts differences by metric.
type Scores map[string]*Count

// Count is what one metric came to.
type Count struct{ Right, Missed, Spurious int }

// Add counts one document.
func (s Scores) Add(d Diff) {
	at := func(metric string) *Count {
		if s[metric] == nil {
			s[metric] = &Count{}
		}
		return s[metric]
	}
	for _, l := range d.Right {
		at(l.Metric).Right++
	}
	for _, l := range d.Missed {
		at(l.Metric).Missed++
	}
	for _, l := range d.Spurious {
		at(l.Metric).Spurious++
	}
}

// Write prints a line per metric, in order, and the total: labels, precision and recall in percent.
func (s Scores) Write(w io.Writer) error {
	var (
		total   Count
		metrics = make([]string, 0, len(s))
	)
	for m, c := range s {
		metrics = append(metrics, m)
		total.Right += c.Right
		total.Missed += c.Missed
		total.Spurious += c.Spurious
	}
	slices.Sort(metrics)
	line := func(name string, c Count) error {
		_, err := fmt.Fprintf(w, "%-46s %5d  P %5s  R %5s\n", name, c.Right+c.Missed,
			percent(c.Right, c.Right+c.Spurious), percent(c.Right, c.Right+c.Missed))
		return err
	}
	for _, m := range metrics {
		if err := line(m, *s[m]); err != nil {
			return err
		}
	}
	return line("all", total)
}

// percent rounds down, so that only what is wholly right shows as 100.
func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	tenths := part * 1000 / whole
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}
