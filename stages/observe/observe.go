// Package observe is the stage that runs the compiled rules over a document: it fills
// Document.Found. All of its knowledge is in package extract; the stage only gives it a place in the line.
package observe

import (
	"context"

	"zhibiao/metrics/extract"
	"zhibiao/pipeline"
)

// Stage extracts observations. It is safe for many goroutines.
type Stage struct {
	x *extract.Extractor
}

// New makes the stage over a compiled rule set.
func New(x *extract.Extractor) *Stage { return &Stage{x} }

// Name is "observe".
func (s *Stage) Name() string { return "observe" }

// Process fills d.Found. A document without text stays without.
func (s *Stage) Process(ctx context.Context, d *pipeline.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.Text == "" {
		return nil
	}
	if err := s.x.Extract(d); err != nil {
		return err
	}
	if n := evidence(d.Found); n > maxEvidence {
		d.Found = nil
		return pipeline.Faultf(s.Name(), pipeline.TooLarge, "%d bytes of sentences in the rows; the limit is %d: cut the document into smaller ones", n, maxEvidence)
	}
	return nil
}

// maxEvidence bounds the sentences in the rows of one document. Every row repeats its sentence, so that a
// text of nothing but numbers could fill the memory with megabytes; reports stay below a thousandth.
const maxEvidence = 64 << 20

func evidence(found *pipeline.Extraction) int {
	n := 0
	if found != nil {
		for i := range found.Quantities {
			n += found.Quantities[i].Sentence.Len()
		}
		for i := range found.Observations {
			n += found.Observations[i].Sentence.Len()
		}
	}
	return n
}
