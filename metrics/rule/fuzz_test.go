package rule_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"zhibiao/metrics/rule"
)

// FuzzLoad loads arbitrary files: Load never panics, and takes a file exactly when Lint finds no error in it.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(base))
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		fsys := fstest.MapFS{"a.yaml": &fstest.MapFile{Data: b}}
		set, err := rule.Load(fsys)
		errors := 0
		for _, p := range rule.Lint(fsys) {
			if p.Severity == rule.Error {
				errors++
			}
			if p.Line < 1 || p.Message == "" || p.Remedy == "" || p.Code == "" {
				t.Errorf("incomplete problem %+v", p)
			}
		}
		if (err != nil) != (errors > 0) {
			t.Fatalf("Load says %v, Lint finds %d errors", err, errors)
		}
		if err != nil {
			return
		}
		for _, r := range set.Rules {
			if len(r.Expanded()) == 0 {
				t.Errorf("rule %s has no names", r.ID)
			}
		}
	})
}
