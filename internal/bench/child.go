package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/go-ego/gse"
	"golang.org/x/net/html"

	"zhibiao/metrics/place"
	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
	"zhibiao/stages/parquet"
)

// childArg makes this program do one piece of work and print an outcome: each yardstick has a process
// to itself, as zhibiao has.
const childArg = "-child"

// outcome is what a child prints. Seconds is the time of the work alone, without reading the input or
// loading a dictionary.
type outcome struct {
	Seconds float64            `json:"seconds"`
	CPU     float64            `json:"cpu,omitempty"` // processor time of it, 0: not told
	Count   int                `json:"count"`
	Parts   map[string]float64 `json:"parts,omitempty"`
}

func child(args []string) error {
	var o any
	var err error
	switch args[0] {
	case "build":
		o, err = buildInputs(args[1:])
	case "segment":
		o, err = segment(args[1])
	case "html":
		o, err = tokenize(args[1])
	case "stages":
		o, err = walk(args[1], args[2])
	default:
		return fmt.Errorf("unknown child %q", args[0])
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(o)
}

// segment is gse.Segment with its simplified dictionary over every line of a text file.
func segment(path string) (o outcome, err error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return o, err
	}
	var seg gse.Segmenter
	seg.SkipLog = true
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		return o, err
	}
	runtime.GC() // what loading left is not its to clear
	start, used := time.Now(), processor()
	for line := range bytes.FieldsFuncSeq(data, func(r rune) bool { return r == '\n' || r == 0 }) {
		o.Count += len(seg.Segment(line))
	}
	o.Seconds, o.CPU = time.Since(start).Seconds(), (processor() - used).Seconds()
	return o, nil
}

// tokenize is a pass of x/net/html's tokenizer over every page of an archive.
func tokenize(path string) (o outcome, err error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return o, err
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return o, err
		}
		page, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			return o, err
		}
		start, used := time.Now(), processor()
		t := html.NewTokenizer(bytes.NewReader(page))
		for t.Next() != html.ErrorToken {
			o.Count++
		}
		o.Seconds += time.Since(start).Seconds()
		o.CPU += (processor() - used).Seconds()
	}
	return o, nil
}

// unnamed stands for the gazetteer, which no stage's time depends on.
type unnamed struct{}

func (unnamed) Name(string, int) string { return "" }
func (unnamed) Level(string) string     { return "" }
func (unnamed) ISO(string) string       { return "" }

// walk carries every document of an archive through the stages, one after the other, and tells the
// seconds of processor time that each stage takes: where a run spends its time.
func walk(path, out string) (o outcome, err error) {
	if _, err := place.Default(); err != nil {
		return o, err
	}
	line, err := stages.New(decode.DefaultConfig())
	if err != nil {
		return o, err
	}
	src, err := archive.New(archive.DefaultConfig(), path)
	if err != nil {
		return o, err
	}
	ds, err := dataset.Begin(out, dataset.Options{Key: "bench"})
	if err != nil {
		return o, err
	}
	defer ds.Close()
	ctx := context.Background()
	sink := parquet.New(ds, unnamed{})
	o.Parts = map[string]float64{}
	begin, used := time.Now(), processor()
	clock := processor // what waits for a disk is no work
	if used == 0 {
		clock = func() time.Duration { return time.Since(begin) }
	}
	last := clock()
	part := func(name string) {
		now := clock()
		o.Parts[name] += (now - last).Seconds()
		last = now
	}
	for d, err := range src.Documents(ctx) {
		if err != nil {
			return o, err
		}
		part("archive")
		for _, s := range line.Stages {
			if err := s.Process(ctx, d); err != nil {
				return o, fmt.Errorf("%s: %s: %w", d.Path, s.Name(), err)
			}
			part(s.Name())
		}
		d.State = pipeline.Extracted
		if err := sink.Write(ctx, d); err != nil {
			return o, err
		}
		part("rows")
		o.Count++
	}
	if err := sink.Close(); err != nil {
		return o, err
	}
	part("rows")
	v, err := ds.Merge(ctx, nil)
	if err != nil {
		return o, err
	}
	if err := v.Publish(); err != nil {
		return o, err
	}
	part("version")
	for _, seconds := range o.Parts {
		o.Seconds += seconds
	}
	return o, nil
}

// yardstick is the command of a child that must count at least want things; its time is that of the
// work alone.
func (l *lab) yardstick(name string, want int, last *outcome, args ...string) command {
	return l.yardstickOf(name, want, last, append([]string{l.self, childArg}, args...)...)
}

// yardstickOf is yardstick for another program that prints an outcome.
func (l *lab) yardstickOf(name string, want int, last *outcome, args ...string) command {
	return command{
		name: name,
		args: args,
		check: func(stdout string, s *sample) error {
			var o outcome
			if err := json.NewDecoder(strings.NewReader(stdout)).Decode(&o); err != nil {
				return err
			}
			if o.Count < want {
				return fmt.Errorf("%d results, want at least %d", o.Count, want)
			}
			s.count = o.Count
			s.wall = time.Duration(o.Seconds * float64(time.Second))
			if o.CPU > 0 {
				s.cpu = time.Duration(o.CPU * float64(time.Second))
			}
			if last != nil {
				*last = o
			}
			return nil
		},
	}
}
