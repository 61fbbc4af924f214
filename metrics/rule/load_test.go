package rule_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"zhibiao/metrics/rule"
)

const base = `rules:
  - id: t.posts
    zh: 驿站数
    en: service posts
    unit: "1"
    kind: stock
    names: ["{社区,}驿站{数,}"]
    units: [个, 座]
    measures: [level, increment]
`

func pack(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, s := range files {
		m[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

func TestLoad(t *testing.T) {
	set, err := rule.Load(pack(map[string]string{"a/posts.yaml": base, "notes.txt": "not a rule"}))
	if err != nil {
		t.Fatal(err)
	}
	r := set.Rules[0]
	if r.Metric != "t.posts" || r.File != "a/posts.yaml" || r.Line != 2 || r.Hash == "" || set.Hash == "" {
		t.Errorf("rule = %+v", r)
	}
	if got := strings.Join(r.Expanded(), " "); got != "社区驿站 社区驿站数 驿站 驿站数" {
		t.Errorf("names = %s", got)
	}
}

func TestLaterPackWins(t *testing.T) {
	over := strings.Replace(base, "units: [个, 座]", "units: [家]", 1)
	set, err := rule.Load(pack(map[string]string{"a.yaml": base}), pack(map[string]string{"b.yaml": over}))
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Rules) != 1 || set.Rules[0].File != "b.yaml" || set.Rules[0].Units[0] != "家" || set.Rules[0].Over != "a.yaml:2" {
		t.Errorf("rules = %+v", set.Rules[0])
	}
}

func TestLaterPackTakesName(t *testing.T) {
	mine := strings.NewReplacer("t.posts", "t.other", "{社区,}驿站{数,}", "社区驿站").Replace(base)
	a, b := pack(map[string]string{"a.yaml": base}), pack(map[string]string{"b.yaml": mine})
	set, err := rule.Load(a, b)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(set.Rules[0].Expanded(), " "); got != "社区驿站数 驿站 驿站数" {
		t.Errorf("names left = %s", got)
	}
	if got := report(rule.Lint(a, b)); !strings.Contains(got, "b.yaml:2:5: rule t.other takes the name 社区驿站 from rule t.posts (a.yaml:2)") {
		t.Errorf("lint = %s", got)
	}
}

func TestHashFollowsContent(t *testing.T) {
	load := func(s string) *rule.Set {
		set, err := rule.Load(pack(map[string]string{"a.yaml": s}))
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	a, moved, changed := load(base), load("# a comment\n"+base), load(strings.Replace(base, "座", "处", 1))
	if a.Rules[0].Hash != moved.Rules[0].Hash {
		t.Error("the hash of a rule changes with its place")
	}
	if a.Rules[0].Hash == changed.Rules[0].Hash || a.Hash == changed.Hash {
		t.Error("the hash does not change with the content")
	}
}

func TestDuplicateID(t *testing.T) {
	_, err := rule.Load(pack(map[string]string{"a.yaml": base, "b.yaml": base}))
	want := "b.yaml:2:9: rule t.posts stands already at a.yaml:2; give it another id, or merge the two rules"
	if err == nil || err.Error() != want {
		t.Errorf("error = %v\nwant    %s", err, want)
	}
}

func TestDir(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(base), 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(rule.Dir(dir))
	if err != nil || set.Rules[0].File != dir+"/a.yaml" {
		t.Errorf("file %s, %v", set.Rules[0].File, err)
	}
	_, err = rule.Load(rule.Dir(dir + "/none"))
	if err == nil || !strings.HasPrefix(err.Error(), dir+"/none:1:1: ") {
		t.Errorf("error = %v", err)
	}
}
