package rule_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
)

// published is where editors find the schema.
const published = "../../docs/rules.schema.json"

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(rule.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("rules.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("rules.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, b []byte) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(b, &v); err != nil {
		return err
	}
	return s.Validate(v)
}

// TestSchemaTakesRules holds every embedded rule file against the schema.
func TestSchemaTakesRules(t *testing.T) {
	s := compileSchema(t)
	files := 0
	err := fs.WalkDir(configs.FS, "rules", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		b, err := fs.ReadFile(configs.FS, name)
		if err != nil {
			return err
		}
		files++
		if err := validate(t, s, b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
}

// TestSchemaRefuses holds files with a mistake of shape against the schema: an editor shows it.
func TestSchemaRefuses(t *testing.T) {
	s := compileSchema(t)
	for _, name := range []string{"unknown_key", "unknown_top_key", "unknown_test_key", "unknown_want_key", "missing_id", "missing_names",
		"empty_names", "empty_word", "unknown_kind", "unknown_measure", "unknown_percent", "list_wanted", "value_wanted", "item_not_plain",
		"duplicate_item", "not_a_number", "not_a_flag", "test_without_expectation", "test_with_both", "rules_not_a_list", "list_at_top"} {
		b, err := os.ReadFile(filepath.Join("testdata/bad", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if validate(t, s, b) == nil {
			t.Errorf("the schema takes %s.yaml", name)
		}
	}
}

// TestSchemaIsPublished keeps the file that editors read equal to the code.
func TestSchemaIsPublished(t *testing.T) {
	want := rule.Schema()
	if *update {
		if err := os.WriteFile(published, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(published)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what the code gives (%v): run go test %s -update", published, err, strings.TrimPrefix("./metrics/rule", "./"))
	}
}
