package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"

	"zhibiao/pipeline/config"
	"zhibiao/pipeline/dataset"
)

// quiet is an app that writes nowhere.
func quiet(t *testing.T) (*app, *bytes.Buffer) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { null.Close() })
	var log bytes.Buffer
	return &app{started: true, stdout: null, stderr: null, out: newInert(&bytes.Buffer{}), err: soonInert(&log), log: slog.New(slog.NewTextHandler(&log, nil))}, &log
}

// A run that is interrupted publishes nothing and says how to go on; the next one finishes it.
func TestInterruptedRunGoesOn(t *testing.T) {
	t.Chdir(t.TempDir())
	cfg, err := config.Load("", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, log := quiet(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = a.run(ctx, cfg, nil)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("err %v", err)
	}
	if a.report(err) != exitFailed || !strings.Contains(log.String(), "start the same run again") {
		t.Errorf("log %s", log)
	}
	if _, err := dataset.Open(dataset.OS(cfg.Output)); err == nil {
		t.Error("an interrupted run left a version")
	}
	if err := a.run(t.Context(), cfg, nil); err != nil {
		t.Fatal(err)
	}
	v, err := dataset.Open(dataset.OS(cfg.Output))
	if err != nil {
		t.Fatal(err)
	}
	if v.Rows("documents") < 24 || v.Rows("panel") == 0 {
		t.Errorf("%d documents, %d panel cells", v.Rows("documents"), v.Rows("panel"))
	}
}
