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
	return s.x.Extract(d)
}
