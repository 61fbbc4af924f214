package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
	"zhibiao/stages/observe"
	"zhibiao/stages/segment"
)

// loadRules loads the embedded packs and then those of dirs, which win.
func loadRules(dirs []string) (*rule.Set, error) {
	embedded, err := fs.Sub(configs.FS, "rules")
	if err != nil {
		return nil, err
	}
	packs := []fs.FS{embedded}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil {
			return nil, usage("--rules: %w", err)
		}
		if !info.IsDir() {
			return nil, usage("--rules %s: not a directory; name the directory that holds the rule files", dir)
		}
		packs = append(packs, os.DirFS(dir))
	}
	set, err := rule.Load(packs...)
	var problems rule.Problems
	if errors.As(err, &problems) {
		return nil, coded{exitUsage, placed(problems, dirs)}
	}
	return set, err
}

// placed gives problems the path of their file, which the loader knows only within its pack.
func placed(problems rule.Problems, dirs []string) rule.Problems {
	for i := range problems {
		for _, dir := range dirs {
			p := filepath.Join(dir, problems[i].File)
			if _, err := os.Stat(p); err == nil {
				problems[i].File = p
				break
			}
		}
	}
	return problems
}

// line builds the stages that a document goes through.
func line(cfg *config.Config, set *rule.Set) ([]pipeline.Stage, error) {
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		return nil, err
	}
	x, err := extract.New(set, configs.FS)
	if err != nil {
		return nil, err
	}
	return []pipeline.Stage{dec, segment.New(), observe.New(x)}, nil
}

// source reads inputs, or the embedded sample where there are none.
func source(cfg *config.Config, inputs []string) (pipeline.Source, error) {
	ac := archiveConfig(cfg)
	if len(inputs) == 0 {
		sample, err := fs.Sub(configs.FS, "sample")
		if err != nil {
			return nil, err
		}
		return archive.FromFS(ac, sample)
	}
	src, err := archive.New(ac, inputs...)
	if err != nil {
		return nil, coded{exitUsage, err}
	}
	return src, nil
}

// archiveConfig hands the settings on.
func archiveConfig(cfg *config.Config) archive.Config {
	l := cfg.Limits
	return archive.Config{
		Limits: archive.Limits{
			DocumentBytes: int64(l.DocumentBytes), NestedBytes: int64(l.NestedBytes), TotalBytes: int64(l.TotalBytes),
			Ratio: int64(l.Ratio), RatioFree: int64(l.RatioFree), Entries: l.Entries, Depth: l.Depth, Time: l.Time,
		},
		FollowLinks: cfg.FollowLinks,
		Rows:        archive.Columns(cfg.Rows),
	}
}

// key names what decides over the rows of a document beside its bytes: the program, the rules and
// the settings that rows depend on.
func key(cfg *config.Config, set *rule.Set) (string, error) {
	p, err := program()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s rules %s region %q limits %+v rows %+v", p, set.Hash, cfg.Region, archiveConfig(cfg).Limits, cfg.Rows), nil
}
