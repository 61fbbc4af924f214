package rule_test

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"zhibiao/metrics/rule"
)

const (
	page   = "../../docs/rules.md"
	marker = "<!-- The rest of this page is generated from the rule language. -->\n\n"
)

// TestReferenceIsPublished keeps the generated part of the page equal to the code.
func TestReferenceIsPublished(t *testing.T) {
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	head, got, ok := strings.Cut(string(b), marker)
	if !ok {
		t.Fatalf("%s lacks the line %q", page, strings.TrimSpace(marker))
	}
	want := string(bytes.TrimRight(rule.Reference(), "\n")) + "\n"
	if *update {
		if err := os.WriteFile(page, []byte(head+marker+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("the reference in %s is not what the code gives: run go test ./metrics/rule -update", page)
	}
}

// TestExamplesLint holds the examples of the reference to the advice that authors get.
func TestExamplesLint(t *testing.T) {
	all := ""
	err := fs.WalkDir(rule.Examples(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(rule.Examples(), name)
		if err != nil {
			return err
		}
		all += string(b)
		for _, p := range lintFile(name, b) {
			t.Error(p)
		}
		if key, ok := strings.CutPrefix(strings.TrimSuffix(name, ".yaml"), "rule."); ok && !strings.Contains(string(b), " "+key+":") {
			t.Errorf("%s does not show %s", name, key)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"text", "date", "region", "title", "want", "none", "todo", "measure", "value", "low", "high", "unit",
		"qualifier", "quote", "period", "basis", "year", "status", "entity", "name", "metrics"} {
		if !strings.Contains(all, key+":") {
			t.Errorf("no example shows %s", key)
		}
	}
}
