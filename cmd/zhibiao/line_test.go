package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhibiao/pipeline/config"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// The settings show the defaults of the stages: a stage's own defaults and the settings' are the same.
func TestSettingsHaveTheDefaultsOfTheStages(t *testing.T) {
	t.Chdir(t.TempDir())
	cfg, err := config.Load("", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(archive.DefaultConfig(), archiveConfig(cfg)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(decode.DefaultConfig(), decodeConfig(cfg)); d != "" {
		t.Error(d)
	}
}
