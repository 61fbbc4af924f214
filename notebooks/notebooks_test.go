// Package notebooks_test checks the notebooks as they are committed: without outputs, so that a change shows
// what an author changed, and nobody's data or paths. What they do is checked by run.sh.
package notebooks_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNotebooksAreCommittedWithoutOutputs(t *testing.T) {
	paths, err := filepath.Glob("*.ipynb")
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) != 4 {
		t.Fatalf("%d notebooks: %v, want 4", len(paths), paths)
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var notebook struct {
				Format int `json:"nbformat"`
				Cells  []struct {
					ID             string            `json:"id"`
					Type           string            `json:"cell_type"`
					Source         json.RawMessage   `json:"source"`
					Outputs        []json.RawMessage `json:"outputs"`
					ExecutionCount *int              `json:"execution_count"`
				} `json:"cells"`
			}
			if err := json.Unmarshal(raw, &notebook); err != nil {
				t.Fatal(err)
			}
			if notebook.Format != 4 || len(notebook.Cells) == 0 {
				t.Fatalf("nbformat %d with %d cells, want 4 with some", notebook.Format, len(notebook.Cells))
			}
			if notebook.Cells[0].Type != "markdown" {
				t.Error("the first cell does not say what the notebook is for")
			}
			for _, cell := range notebook.Cells {
				if len(cell.Outputs) > 0 || cell.ExecutionCount != nil {
					t.Errorf("cell %s has outputs or a count; clear them before committing", cell.ID)
				}
				// The tables are all that a notebook may know of a document.
				if cell.Type == "code" && (strings.Contains(string(cell.Source), "import re\\n") || strings.Contains(string(cell.Source), ".extract(")) {
					t.Errorf("cell %s parses text", cell.ID)
				}
			}
		})
	}
}

// TestRequirementsArePinned keeps the environment the same on every machine.
func TestRequirementsArePinned(t *testing.T) {
	pinned, err := os.ReadFile("requirements.txt")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for line := range strings.Lines(string(pinned)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, version, exact := strings.Cut(line, "==")
		if !exact || version == "" {
			t.Errorf("requirements.txt: %s is not pinned with ==", line)
		}
		have[name] = true
	}
	asked, err := os.ReadFile("requirements.in")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(asked)) {
		if name := strings.TrimSpace(line); name != "" && name[0] != '#' && !have[name] {
			t.Errorf("requirements.txt lacks %s of requirements.in", name)
		}
	}
}
