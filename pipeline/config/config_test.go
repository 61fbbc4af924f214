package config

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"
)

func write(t *testing.T, content string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(DefaultFile, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return DefaultFile
}

func flagSet() *pflag.FlagSet {
	f := pflag.NewFlagSet("run", pflag.ContinueOnError)
	f.StringP("output", "o", "out", "")
	f.Int("workers", 0, "")
	f.StringSlice("rules", nil, "")
	f.String("max-quarantine", "100%", "")
	return f
}

func TestDefaultsFillEveryField(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Load("", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Output != "out" || c.Limits.DocumentBytes != 64<<20 || c.Limits.Time != 10*time.Second || len(c.Rows.Text) < 3 {
		t.Errorf("%+v", c)
	}
	if len(c.Effective()) != len(settings) {
		t.Errorf("%d effective settings, want %d", len(c.Effective()), len(settings))
	}
	for _, e := range c.Effective() {
		if e.Source != "default" || e.Help == "" {
			t.Errorf("%+v", e)
		}
	}
	if !c.MaxQuarantine.Allows(7, 7) {
		t.Error("the default quota refuses documents")
	}
}

// Every field of Config has a setting and the other way round: UnmarshalExact checks one direction.
func TestFieldsAndSettingsAgree(t *testing.T) {
	var keys []string
	var walk func(reflect.Type, string)
	walk = func(rt reflect.Type, prefix string) {
		for f := range rt.Fields() {
			tag := f.Tag.Get("mapstructure")
			switch {
			case tag == "":
			case isGroup(prefix + tag):
				walk(f.Type, prefix+tag+".")
			default:
				keys = append(keys, prefix+tag)
			}
		}
	}
	walk(reflect.TypeFor[Config](), "")
	if len(keys) != len(settings) {
		t.Errorf("%d fields, %d settings", len(keys), len(settings))
	}
	for _, k := range keys {
		if _, ok := settingOf(k); !ok {
			t.Errorf("field %s has no setting", k)
		}
	}
}

func TestLaterSourcesWin(t *testing.T) {
	write(t, "output: from-file\nworkers: 3\nlimits:\n  depth: 2\n  document_bytes: 1MiB\nrules: [a, b]\npanel: {order: [latest]}\n")
	f := flagSet()
	if err := f.Parse([]string{"-o", "from-flag", "--rules", "c,d", "--max-quarantine", "5%"}); err != nil {
		t.Fatal(err)
	}
	env := []string{"ZHIBIAO_OUTPUT=from-env", "ZHIBIAO_WORKERS=4", "ZHIBIAO_LIMITS_TIME=2s", "ZHIBIAO_PANEL_ORDER=latest, source_priority", "HOME=/x", "ZHIBIAO_LOG_LEVEL="}
	c, err := Load("", env, f)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][2]string{
		"output":                {"from-flag", "--output"},
		"workers":               {"4", "ZHIBIAO_WORKERS"},
		"rules":                 {"[c, d]", "--rules"},
		"max_quarantine":        {`"5%"`, "--max-quarantine"},
		"limits.depth":          {"2", "zhibiao.yaml:4:3"},
		"limits.document_bytes": {"1MiB", "zhibiao.yaml:5:3"},
		"limits.time":           {"2s", "ZHIBIAO_LIMITS_TIME"},
		"panel.order":           {"[latest, source_priority]", "ZHIBIAO_PANEL_ORDER"},
		"log_level":             {"info", "default"},
	}
	for _, e := range c.Effective() {
		if w, ok := want[e.Key]; ok && (e.Value != strings.Trim(w[0], `"`) && e.Value != w[0] || e.Source != w[1]) {
			t.Errorf("%s: %s from %s, want %v", e.Key, e.Value, e.Source, w)
		}
	}
	if c.Output != "from-flag" || c.Workers != 4 || c.Limits.Depth != 2 || c.Limits.DocumentBytes != 1<<20 || c.Limits.Time != 2*time.Second {
		t.Errorf("%+v", c)
	}
	if diff := cmp.Diff([]string{"latest", "source_priority"}, c.Panel.Order); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"c", "d"}, c.Rules); diff != "" {
		t.Error(diff)
	}
	if !c.MaxQuarantine.IsShare || !c.MaxQuarantine.Allows(5, 100) || c.MaxQuarantine.Allows(6, 100) {
		t.Errorf("%+v", c.MaxQuarantine)
	}
}

func TestListsOfAFileReplaceDefaults(t *testing.T) {
	write(t, "rows:\n  text: [\"2021\", 报告正文]\n")
	c, err := Load("", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2021", "报告正文"}, c.Rows.Text); diff != "" {
		t.Error(diff)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name, file string
		env        []string
		want       []string // parts of the lines, in order
	}{
		{"unknown key", "worker: 2\n", nil, []string{`zhibiao.yaml:1:1: unknown key "worker"; did you mean workers?`}},
		{"unknown nested key", "limits:\n  colour: red\n", nil, []string{`zhibiao.yaml:2:3: unknown key "limits.colour"; ` + "`zhibiao config`"}},
		{"duplicate key", "workers: 2\nworkers: 3\n", nil, []string{`zhibiao.yaml:2:1: key "workers" stands already in line 1`}},
		{"twin in other case", "Workers: 2\n", nil, []string{`zhibiao.yaml:1:1: unknown key "Workers"; did you mean workers?`}},
		{"octal", "workers: 010\n", nil, []string{`zhibiao.yaml:1:10: workers: "010" is not a whole number; write a whole number from 0`}},
		{"type", "workers: many\n", nil, []string{`zhibiao.yaml:1:10: workers: "many" has the wrong type`}},
		{"quoted number", "workers: \"2\"\n", nil, []string{`zhibiao.yaml:1:10: workers: "2" has the wrong type`}},
		{"negative", "workers: -1\n", nil, []string{`out of bounds`}},
		{"number for text", "output: 350000\n", nil, []string{`zhibiao.yaml:1:9: output: "350000" has the wrong type; write text, in quotes`}},
		{"date in a list", "rows:\n  text: [2021-01-01]\n", nil, []string{`zhibiao.yaml:2:10: rows.text: an item that is no text`}},
		{"yes", "follow_links: yes\n", nil, []string{`zhibiao.yaml:1:15: follow_links: "yes" has the wrong type; write true or false`}},
		{"null", "output:\n", nil, []string{`output: no value`}},
		{"scalar for a group", "limits: 5\n", nil, []string{`zhibiao.yaml:1:9: "limits" is a group of settings`}},
		{"mapping for a value", "output: {a: 1}\n", nil, []string{`output: not a single value`}},
		{"alias", "output: &o x\nlog_level: *o\n", nil, []string{`zhibiao.yaml:1:1: anchors and aliases`, `zhibiao.yaml:2:1: anchors and aliases`}},
		{"two documents", "workers: 1\n---\nworkers: 2\n", nil, []string{`more than one YAML document`}},
		{"no mapping", "- a\n", nil, []string{`zhibiao.yaml:1:1: the file is no mapping`}},
		{"syntax", "workers: 1\nrules: [a\n", nil, []string{`zhibiao.yaml:`}},
		{"size", "limits: {document_bytes: 5 apples}\n", nil, []string{`zhibiao.yaml:1:26: limits.document_bytes: "5 apples" is not a size`}},
		{"log level", "log_level: loud\n", nil, []string{`"loud" is none of debug, info, warn, error`}},
		{"share", "max_quarantine: 150%\n", nil, []string{`neither a number of documents nor a share`}},
		{"twice in a list", "panel: {order: [latest, latest]}\n", nil, []string{`"latest" stands twice`}},
		{"environment", "", []string{"ZHIBIAO_WORKERS=two", "ZHIBIAO_WROKERS=2"}, []string{
			`ZHIBIAO_WORKERS: "two" is not a whole number`, `ZHIBIAO_WROKERS: no setting has this variable; did you mean ZHIBIAO_WORKERS?`}},
		{"all at once", "worker: 2\nfollow_links: 1\nlimits:\n  depth: 0\n", []string{"ZHIBIAO_FOLLOW_LINKS=1"}, []string{
			`zhibiao.yaml:1:1`, `zhibiao.yaml:2:15`, `zhibiao.yaml:4:10`, `ZHIBIAO_FOLLOW_LINKS: "1" is neither true nor false`}},
		{"bomb of keys", strings.Repeat("a: 1\n", 12000), nil, []string{`zhibiao.yaml:1:1: unknown key`}},
		{"too large", strings.Repeat("#", maxBytes+1), nil, []string{`larger than`}},
		{"bomb of depth", strings.Repeat("[", 20000), nil, []string{`zhibiao.yaml:`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			write(t, c.file)
			start := time.Now()
			_, err := Load("", c.env, nil)
			if took := time.Since(start); took > time.Second {
				t.Errorf("took %v", took)
			}
			if err == nil {
				t.Fatal("no error")
			}
			if _, ok := err.(Problems); !ok {
				t.Errorf("a %T", err)
			}
			lines := strings.Split(err.Error(), "\n")
			if len(lines) < len(c.want) {
				t.Fatalf("%d lines, want %d:\n%v", len(lines), len(c.want), err)
			}
			for i, w := range c.want {
				if !strings.Contains(lines[i], w) {
					t.Errorf("line %d is\n%s\nwant\n%s", i, lines[i], w)
				}
			}
		})
	}
}

// A shell that is set up for the tests or the notebooks can still run the program.
func TestDevelopmentVariablesAreNoSettings(t *testing.T) {
	t.Chdir(t.TempDir())
	var env []string
	for _, name := range development {
		if _, ok := settingOf(strings.ToLower(name)); ok {
			t.Errorf("%s is a setting, too", name)
		}
		env = append(env, envPrefix+name+"=1")
	}
	if _, err := Load("", env, nil); err != nil {
		t.Error(err)
	}
}

func TestMissingFile(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := Load("none.yaml", nil, nil)
	if err == nil || !strings.Contains(err.Error(), "none.yaml: cannot be opened") {
		t.Errorf("%v", err)
	}
	other := filepath.Join(t.TempDir(), "other.yaml")
	if err := os.WriteFile(other, []byte("workers: 7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load("", []string{"ZHIBIAO_CONFIG=" + other}, nil)
	if err != nil || c.Workers != 7 {
		t.Errorf("%v %v", c, err)
	}
}

func TestEmptyFile(t *testing.T) {
	for _, content := range []string{"", "\n", "# nothing\n", "---\n"} {
		write(t, content)
		if _, err := Load("", nil, nil); err != nil {
			t.Errorf("%q: %v", content, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("workers: 2\nlimits: {depth: 3}\nrows: {text: [a]}\n")
	f.Add("a: &b [*b]\n")
	f.Add("? [a]\n: b\n")
	f.Fuzz(func(t *testing.T, s string) {
		values, problems, err := parse("f", strings.NewReader(s))
		if err != nil {
			t.Fatal(err)
		}
		for key, v := range values {
			if _, ok := settingOf(key); !ok || v.value == nil {
				t.Errorf("%s: %v", key, v)
			}
		}
		for _, p := range problems {
			if p.Message == "" || p.File == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}
