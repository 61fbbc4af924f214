package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline/config"
)

// TestReadmes holds the rows that the READMEs show to what the program finds in the sentence above them.
func TestReadmes(t *testing.T) {
	cfg, err := config.Load("", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	line, end, err := newLine(cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer end()
	sentence := regexp.MustCompile(`截至年末，[^”\n]*\d%`)
	for _, name := range []string{"../../README.md", "../../README.zh-CN.md"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		page := string(b)
		text := sentence.FindString(page[:strings.Index(page, "| metric |")])
		got, err := extractText(t.Context(), line.Stages, text+"。", ruletest.Options{Date: "2023-01-20", Region: "浙江省"})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 3 {
			t.Errorf("%s: %d rows from %q", name, len(got), text)
		}
		for _, g := range got {
			row := fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s | %s |", g.Metric, g.Measure, g.Value, g.Unit, g.Region, g.Period, g.Status, g.Basis, g.Quote)
			if !strings.Contains(page, strings.ReplaceAll(row, "|  |", "| |")) {
				t.Errorf("%s does not show %s", name, row)
			}
		}
	}
}
