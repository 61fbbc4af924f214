// Package stages is the system on one page: the steps that a document walks through, in order, with
// what each is built from.
package stages

import (
	"fmt"
	"io/fs"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/stages/decode"
	"zhibiao/stages/observe"
	"zhibiao/stages/segment"
)

// Line is the built line of stages with the rules that it runs.
type Line struct {
	// Stages are decode (bytes → text with structure), segment (blocks → sentences) and observe
	// (sentences → observations).
	Stages    []pipeline.Stage
	Rules     *rule.Set
	Extractor *extract.Extractor
}

// Embedded is the pack of the rules that come with the program.
var Embedded = rule.Pack{FS: configs.FS, Name: "configs"}

// New builds the line. packs are rule directories beside the embedded rules; a later one wins.
func New(dec decode.Config, packs ...fs.FS) (*Line, error) {
	set, err := rule.Load(append([]fs.FS{Embedded}, packs...)...)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	x, err := extract.New(set, configs.FS)
	if err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	d, err := decode.New(dec)
	if err != nil {
		return nil, err
	}
	return &Line{Stages: []pipeline.Stage{d, segment.New(), observe.New(x)}, Rules: set, Extractor: x}, nil
}
