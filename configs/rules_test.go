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

func TestRulesLoad(t *testing.T) {
	set := loadRules(t)
	names := map[string]string{}
	for _, r := range set.Rules {
		for _, n := range r.Expanded() {
			if other, ok := names[n]; ok && other != r.ID {
				t.Errorf("%s:%d: the name %s of %s is also a name of %s", r.File, r.Line, n, r.ID, other)
			}
			names[n] = r.ID
		}
	}
	if len(set.Rules) < 118 {
		t.Errorf("%d rules", len(set.Rules))
	}
}
