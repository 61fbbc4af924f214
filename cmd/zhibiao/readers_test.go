package main

import (
	"os"
	"os/exec"
	"testing"

	"zhibiao/pipeline/config"
)

// TestOtherReaders opens every table of the sample's dataset in the readers of Python: the same rows, and the types
// that are promised. make test sets ZHIBIAO_PYTHON where there is a Python for it.
func TestOtherReaders(t *testing.T) {
	python := os.Getenv("ZHIBIAO_PYTHON")
	if python == "" {
		t.Skip("ZHIBIAO_PYTHON names no Python with duckdb, pyarrow, pandas and polars")
	}
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	cfg, err := config.Load("", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, log := quiet(t)
	if err := a.run(t.Context(), cfg, nil); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	out, err := exec.Command(python, wd+"/testdata/readers.py", cfg.Output).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}
