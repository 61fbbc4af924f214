package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/stages"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// rulePacks opens the directories of rules beside the embedded ones.
func rulePacks(dirs []string) ([]fs.FS, error) {
	var packs []fs.FS
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil {
			return nil, usage("rules: %w", err)
		}
		if !info.IsDir() {
			return nil, usage("rules: %s is no directory; name the directory that holds the rule files", dir)
		}
		packs = append(packs, rule.Dir(dir))
	}
	return packs, nil
}

// loadRules loads the embedded packs and then those of dirs, which win.
func loadRules(dirs []string) (*rule.Set, error) {
	packs, err := rulePacks(dirs)
	if err != nil {
		return nil, err
	}
	set, err := rule.Load(append([]fs.FS{stages.Embedded}, packs...)...)
	return set, refused(err)
}

// newLine builds the stages that a document goes through, with the rules of dirs. The parsers of risky
// formats run in processes of their own, which end with the returned function.
func newLine(cfg *config.Config, dirs []string) (*stages.Line, func(), error) {
	packs, err := rulePacks(dirs)
	if err != nil {
		return nil, nil, err
	}
	exe, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	dc := decodeConfig(cfg)
	dc.Cache = cacheDir(cfg)
	dec, err := decode.New(dc, decode.Isolated(exe))
	if err != nil {
		return nil, nil, err
	}
	l, err := stages.New(decodeConfig(cfg), packs...)
	if err != nil {
		return nil, nil, refused(err)
	}
	l.Stages[0] = dec
	return l, func() { dec.Close() }, nil
}

// refused marks problems of rules as wrong usage.
func refused(err error) error {
	var problems rule.Problems
	if errors.As(err, &problems) {
		return coded{exitUsage, problems}
	}
	return err
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
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	src.Isolate(exe) // its processes end with this one
	return src, nil
}

// archiveConfig hands the settings on.
func archiveConfig(cfg *config.Config) archive.Config {
	l := cfg.Limits
	return archive.Config{
		Limits: archive.Limits{
			DocumentBytes: int64(l.DocumentBytes), NestedBytes: int64(l.NestedBytes), TotalBytes: int64(l.TotalBytes),
			Ratio: int64(l.Ratio), RatioFree: int64(l.RatioFree), Entries: l.Entries, Depth: l.Depth, Time: l.Time, Memory: int64(l.Memory),
		},
		FollowLinks: cfg.FollowLinks,
		Rows:        archive.Columns(cfg.Rows),
	}
}

// decodeConfig hands the settings on.
func decodeConfig(cfg *config.Config) decode.Config {
	l := cfg.Limits
	return decode.Config{TextBytes: int(l.TextBytes), Cells: l.Cells, Time: l.Time, Memory: int64(l.Memory)}
}

// cacheDir is where the compiled PDF parser is kept, or "" where a run must do without. No row depends on
// it, so it is no part of the key.
func cacheDir(cfg *config.Config) string {
	if cfg.Cache != "" {
		abs, err := filepath.Abs(cfg.Cache)
		if err != nil {
			return ""
		}
		return abs
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "zhibiao")
}

// key names what decides over the rows of a document beside its bytes: the program, the rules and
// the settings that rows depend on.
func key(cfg *config.Config, set *rule.Set) (string, error) {
	p, err := program()
	if err != nil {
		return "", err
	}
	settings := sha256.Sum256(fmt.Appendf(nil, "%+v %+v", archiveConfig(cfg), decodeConfig(cfg)))
	return fmt.Sprintf("%s, rules %.16s, settings %x", p, set.Hash, settings[:8]), nil
}
