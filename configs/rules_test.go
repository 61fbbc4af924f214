package configs_test

import (
	"io/fs"
	"testing"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
)

// loadRules loads the embedded packs.
func loadRules(t *testing.T) *rule.Set {
	t.Helper()
	fsys, err := fs.Sub(configs.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestRulesLint(t *testing.T) {
	fsys, err := fs.Sub(configs.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range rule.Lint(fsys) {
		t.Errorf("rules/%s", p)
	}
	if n := len(loadRules(t).Rules); n < 118 {
		t.Errorf("%d rules", n)
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys, err := fs.Sub(configs.FS, "rules")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		set, err := rule.Load(fsys)
		if err != nil || len(set.Rules) < 118 {
			b.Fatal(err)
		}
	}
}
