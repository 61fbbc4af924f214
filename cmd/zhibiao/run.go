package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"zhibiao/metrics/place"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline/config"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/run"
	"zhibiao/stages/parquet"
)

func (a *app) runCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "run [INPUT...]",
		Short: "Read archives of reports and write the tables",
		Long: `Read every document of the inputs (folders, files, archives) and write the tables to the output
directory. Without an input the embedded sample is read.

A run that was stopped goes on where it was when it is started again. Documents that were read with the
same rules and settings are not read again.`,
		Example: "  zhibiao run\n  zhibiao run reports.zip more/ -o out --workers 4",
	}
	runFlags(c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		cfg, err := a.settings(c)
		if err != nil {
			return err
		}
		return a.run(c.Context(), cfg, args)
	}
	return c
}

func (a *app) run(ctx context.Context, cfg *config.Config, inputs []string) error {
	start := time.Now()
	src, err := source(cfg, inputs)
	if err != nil {
		return err
	}
	line, end, err := newLine(cfg, cfg.Rules)
	if err != nil {
		return err
	}
	defer end()
	set := line.Rules
	places, err := place.Default()
	if err != nil {
		return err
	}
	names := newRegions(places.Gazetteer())
	k, err := key(cfg, set)
	if err != nil {
		return err
	}
	ds, err := dataset.Begin(cfg.Output, dataset.Options{
		Key:      k,
		Metadata: [][2]string{{"ruleset", set.Hash}, {"program", "zhibiao " + version()}},
		Workers:  workers(cfg),
	})
	if err != nil {
		return err
	}
	defer ds.Close()

	total := int64(0)
	if term.IsTerminal(int(a.stderr.Fd())) {
		total = inputBytes(inputs)
	}
	bar := newProgress(a.stderr, a.log, total)
	counts, err := run.Run(ctx, src, line.Stages, parquet.New(ds, names), run.Options{
		Workers: workers(cfg),
		Bytes:   int64(cfg.Limits.InFlightBytes),
		Known:   known(ds),
		Log:     a.log,
		Each:    bar.document,
	})
	bar.done()
	if err != nil {
		if ctx.Err() == nil {
			return err
		}
		if cerr := ds.Commit(); cerr != nil {
			return errors.Join(err, cerr)
		}
		a.log.Warn("stopped; start the same run again to go on", "documents", counts.Documents, "output", cfg.Output)
		return err
	}
	v, err := publish(ctx, ds, set, names, cfg)
	if err != nil {
		return err
	}
	if v == nil {
		a.log.Info("nothing new: the dataset has these documents by these rules", "output", cfg.Output)
		if v, err = dataset.Open(dataset.OS(cfg.Output)); err != nil {
			return err
		}
	}
	s, err := summarize(ctx, v)
	if err != nil {
		return err
	}
	s.print(a.out, cfg.Output, counts, time.Since(start))
	if n := s.states["quarantined"]; !cfg.MaxQuarantine.Allows(n, s.documents) {
		return coded{exitQuarantined, fmt.Errorf("%d of %d documents are quarantined, more than max_quarantine allows; `zhibiao export %s --table quarantine --format jsonl` lists them", n, s.documents, cfg.Output)}
	}
	return nil
}

// publish makes the new version of the dataset, or returns nil where the current one says the same.
func publish(ctx context.Context, ds *dataset.Run, set *rule.Set, names regions, cfg *config.Config) (*dataset.Version, error) {
	p, err := newPanel(set, names, cfg)
	if err != nil {
		return nil, err
	}
	v, err := ds.Merge(ctx, p.Reader(ds.Documents()))
	if err != nil || v == nil {
		return nil, err
	}
	if err := p.Write(v); err != nil {
		v.Abandon()
		return nil, fmt.Errorf("panel: %w", err)
	}
	if err := v.Publish(); err != nil {
		v.Abandon()
		return nil, err
	}
	return v, nil
}

// workers is the number of documents that are worked on at once.
func workers(cfg *config.Config) int {
	if cfg.Workers > 0 {
		return cfg.Workers
	}
	return runtime.GOMAXPROCS(0)
}
