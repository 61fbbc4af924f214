package run

import (
	"cmp"
	"slices"

	"zhibiao/pipeline"
)

// Counts is what came of the documents that were written.
type Counts struct {
	Documents    int
	Known        int   // of them were carried over without work; they are in no other count but Bytes
	Bytes        int64 // of raw input
	Observations int
	Quantities   int
	States       map[pipeline.State]int
	faults       map[Cause]int
}

// Cause says which stage met what.
type Cause struct {
	Stage    string
	Reason   pipeline.Reason
	Severity pipeline.Severity
}

// FaultCount is a cause and how often it was met.
type FaultCount struct {
	Cause
	N int
}

func newCounts() *Counts {
	return &Counts{States: map[pipeline.State]int{}, faults: map[Cause]int{}}
}

func (c *Counts) add(d *pipeline.Document, known bool) {
	c.Documents++
	c.Bytes += d.Bytes
	if known {
		c.Known++
		return
	}
	c.States[d.State]++
	for i := range d.Faults {
		f := &d.Faults[i]
		c.faults[Cause{f.Stage, f.Reason, f.Severity}]++
	}
	if d.Found != nil {
		c.Observations += len(d.Found.Observations)
		c.Quantities += len(d.Found.Quantities)
	}
}

// Faults lists the causes, the worst and most frequent first.
func (c *Counts) Faults() []FaultCount {
	out := make([]FaultCount, 0, len(c.faults))
	for k, n := range c.faults {
		out = append(out, FaultCount{k, n})
	}
	slices.SortFunc(out, func(a, b FaultCount) int {
		return cmp.Or(
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(b.N, a.N),
			cmp.Compare(a.Reason, b.Reason),
			cmp.Compare(a.Stage, b.Stage),
		)
	})
	return out
}
