// Package deps keeps docs/dependencies.md in step with go.mod: each library that the project uses itself
// stands there with its version, its licence and what it does for us, and nothing else does.
package deps

import (
	"os"
	"strings"
	"testing"
)

func TestListed(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../../docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]string{}
	for line := range strings.Lines(string(mod)) {
		f := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(f) == 2 && strings.HasPrefix(f[1], "v") {
			used[f[0]] = f[1]
		}
	}
	if len(used) < 10 {
		t.Fatalf("go.mod names %d modules", len(used))
	}
	for line := range strings.Lines(string(doc)) {
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) < 6 {
			continue
		}
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		name, version, licence, reason := f[1], f[2], f[3], f[4]
		if name == "module" || strings.HasPrefix(name, "---") {
			continue
		}
		switch {
		case used[name] == "":
			t.Errorf("%s is listed and not used by the project itself", name)
		case used[name] != version:
			t.Errorf("%s is listed with %s; go.mod has %s", name, version, used[name])
		case licence == "" || reason == "":
			t.Errorf("%s has no licence or no reason", name)
		}
		delete(used, name)
	}
	for name := range used {
		t.Errorf("%s is not listed", name)
	}
}
