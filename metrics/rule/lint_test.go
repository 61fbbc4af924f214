package rule_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"zhibiao/metrics/rule"
)

var update = flag.Bool("update", false, "write the golden files")

// lintFile lints one file as a pack of its own.
func lintFile(name string, b []byte) []rule.Problem {
	return rule.Lint(fstest.MapFS{name: &fstest.MapFile{Data: b}})
}

func report(ps []rule.Problem) string {
	var s strings.Builder
	for _, p := range ps {
		s.WriteString(string(p.Severity) + " " + p.Code + "\n  " + p.String() + "\n")
	}
	return s.String()
}

// TestBadFiles holds one mistake a file against the message that its author gets.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d bad files, %v", len(files), err)
	}
	for _, f := range files {
		name := filepath.Base(f)
		t.Run(strings.TrimSuffix(name, ".yaml"), func(t *testing.T) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			cheap(t, func() {
				got := report(lintFile(name, b))
				golden := strings.TrimSuffix(f, ".yaml") + ".golden"
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("got\n%swant\n%s", got, want)
				}
				if _, err := rule.Load(fstest.MapFS{name: &fstest.MapFile{Data: b}}); err == nil {
					t.Error("Load takes the file")
				}
			})
		})
	}
}

// cheap runs f and fails when it takes a second or allocates 100 MiB.
func cheap(t *testing.T, f func()) {
	t.Helper()
	var a, b runtime.MemStats
	runtime.ReadMemStats(&a)
	start := time.Now()
	f()
	took := time.Since(start)
	runtime.ReadMemStats(&b)
	if took > time.Second || b.TotalAlloc-a.TotalAlloc > 100<<20 {
		t.Errorf("took %v and %d MiB", took, (b.TotalAlloc-a.TotalAlloc)>>20)
	}
}

// TestBombs refuses files that are built to be costly, quickly and in little memory.
func TestBombs(t *testing.T) {
	rep := strings.Repeat
	head := "rules:\n  - id: a.b\n    zh: 甲\n    en: a\n    unit: \"1\"\n    kind: stock\n    measures: [level]\n    names:\n"
	var keys strings.Builder
	for i := range 100_000 {
		keys.WriteString("k")
		keys.WriteString(strings.Repeat("x", i%5))
		keys.WriteString(": 1\n")
	}
	manyLines := ""
	for i := range 9 {
		manyLines += "      - \"{甲,乙,丙,丁}{甲,乙,丙,丁}{甲,乙,丙,丁}{甲,乙,丙,丁}" + rep("站", i+1) + "\"\n"
	}
	cases := []struct{ name, text, want string }{
		{"a hundred thousand keys", keys.String(), "has more than 40000 lines, items and keys"},
		{"keys on one line", "{" + rep("a: b, ", 100_000) + "}", "has more than 40000 lines, items and keys"},
		{"key markers", rep("? ", 400_000), "has more than 40000 lines, items and keys"},
		{"dashes", rep("- ", 400_000), "has more than 40000 lines, items and keys"},
		{"many items", "rules: [" + rep("a,", 400_000) + "]", "has more than 40000 lines, items and keys"},
		{"deep lists", "rules: " + rep("[", 30_000), "exceeded max depth"},
		{"deep maps", rep("{a: ", 13_000), "exceeded max depth"},
		{"deep but closed", "rules: " + rep("[", 5000) + rep("]", 5000), "a rule must be a mapping"},
		{"a huge file", "# " + rep("x", 2<<20), "has more than 1048576 bytes"},
		{"a huge word", "rules: [" + rep("站", 300_000) + "]", "a rule must be a mapping"},
		{"anchors", "rules:\n" + rep("  - &a b\n", 10_000), "anchors and aliases are not allowed"},
		{"braces", head + "      - \"" + rep("{甲,乙}", 40) + "站\"\n", "expands to more than 256 names"},
		{"wide braces", head + "      - \"{" + rep("甲,", 100_000) + "}站\"\n", "has more than 40000 lines, items and keys"},
		{"many braces", head + manyLines, "the rule has more than 2000 names"},
		{"many distinct problems", "rules:\n" + rep("  - {x: 1}\n", 5000), "unknown key"},
		{"long keys", "? " + rep("k", 500_000) + "\n", "unknown key"},
		{"nul bytes", rep("\x00", 1000), "control characters are not allowed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			cheap(t, func() {
				got := report(lintFile("bomb.yaml", []byte(c.text)))
				if !strings.Contains(got, c.want) {
					t.Errorf("got %.300s\nwant %s", got, c.want)
				}
				if len(got) > 100_000 {
					t.Errorf("%d bytes of messages", len(got))
				}
			})
		})
	}
}

func TestWarnings(t *testing.T) {
	got := report(lintFile("a.yaml", []byte(strings.NewReplacer("unit: \"1\"", "unit: km", "    units: [个, 座]\n", "").Replace(base))))
	want := `warning no-negative-test
  a.yaml:2:5: rule t.posts has no test that shows what it must not find; add a test with none
warning no-positive-test
  a.yaml:2:5: rule t.posts has no test that shows what it finds; add a test with want
warning no-units
  a.yaml:2:5: rule t.posts takes levels but lists no units; list the units and counting words of its amounts under units
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestLikelyMistakes holds what can be used and is likely not meant.
func TestLikelyMistakes(t *testing.T) {
	tests := "    tests:\n      - {text: 建成驿站5个。, want: [{value: \"5\"}]}\n      - {text: 建成样品5个。, none: 不是驿站}\n"
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) + tests }
	wide := "\"{甲,乙,丙,丁,戊,己,庚,辛,壬,癸}{一,二,三,四,五,六,七,八,九,十,百,千}驿站\""
	var names []string
	for _, end := range []string{"", "数", "总数", "个数", "规模", "总量", "数量", "总额", "点", "点数", "区"} {
		names = append(names, strings.Replace(wide, "驿站", "驿站"+end, 1))
	}
	for _, c := range []struct{ name, file, want string }{
		{"nothing", change(), ""},
		{"costly", change("names: [\"{社区,}驿站{数,}\"]", "names: ["+strings.Join(names, ", ")+"]"), "warning costly\n  a.yaml:2:5: rule t.posts has 1320 names; give fewer alternatives"},
		{"dead name", change("units:", "near: [社区]\n    units:"), "warning dead-name\n  a.yaml:8:12: 2 of 4 names hold 社区, which near excludes; drop these names, or the word from near"},
		{"percent without level", change("unit: \"1\"", "unit: \"%\"", "kind: stock", "kind: rate", "[个, 座]", "[\"%\"]"),
			"warning matches-nothing\n  a.yaml:2:5: rule t.posts takes levels in percent, but no percentage is its level; add percent: level"},
	} {
		got := report(lintFile("a.yaml", []byte(c.file)))
		if !strings.HasPrefix(got, c.want) || strings.Count(got, "\n") > 2 || c.want == "" && got != "" {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
	taken := strings.Replace(base, "t.posts", "t.inns", 1) + tests
	got := report(rule.Lint(pack(map[string]string{"a.yaml": base + tests}), pack(map[string]string{"b.yaml": taken})))
	if !strings.Contains(got, "warning matches-nothing\n  a.yaml:2:5: rule t.posts has no name left") {
		t.Errorf("got\n%s", got)
	}
}

func TestOutput(t *testing.T) {
	ps := lintFile("a b.yaml", []byte(strings.Replace(base, "kind: stock", "kind: heap", 1)))
	j, err := rule.JSON(ps)
	if err != nil || !json.Valid(j) || !bytes.Contains(j, []byte(`"line": 6`)) {
		t.Errorf("JSON %v\n%s", err, j)
	}
	s, err := rule.SARIF(ps)
	if err != nil || !json.Valid(s) || !bytes.Contains(s, []byte(`"uri": "a%20b.yaml"`)) || !bytes.Contains(s, []byte(`"level": "error"`)) {
		t.Errorf("SARIF %v\n%s", err, s)
	}
	if j, err = rule.JSON(nil); err != nil || string(j) != "[]\n" {
		t.Errorf("JSON of nothing = %s, %v", j, err)
	}
}
