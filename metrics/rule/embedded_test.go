package rule_test

import (
	"io/fs"
	"testing"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
)

func embedded(t testing.TB) fs.FS {
	t.Helper()
	fsys, err := fs.Sub(configs.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

// TestEmbedded holds the rules that come with the program to the advice that authors get.
func TestEmbedded(t *testing.T) {
	for _, p := range rule.Lint(embedded(t)) {
		t.Errorf("rules/%s", p)
	}
	set, err := rule.Load(embedded(t))
	if err != nil {
		t.Fatal(err)
	}
	metrics := map[string]bool{}
	for _, r := range set.Rules {
		metrics[r.Metric] = true
	}
	if len(metrics) < 118 {
		t.Errorf("%d metrics", len(metrics))
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys := embedded(b)
	b.ReportAllocs()
	for b.Loop() {
		set, err := rule.Load(fsys)
		if err != nil || len(set.Rules) < 118 {
			b.Fatal(err)
		}
	}
}
