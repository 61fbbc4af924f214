package main

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// explainRowCommand is the script command `explainrow OUT MEASURE`: after an export of observations it explains the first
// row of a measure by its id.
func explainRowCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: explainrow OUT MEASURE")
	}
	sc := bufio.NewScanner(strings.NewReader(ts.ReadFile("stdout")))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var row struct {
			ID      string `json:"obs_id"`
			Measure string `json:"measure"`
		}
		ts.Check(json.Unmarshal(sc.Bytes(), &row))
		if row.Measure == args[1] {
			ts.Check(ts.Exec("zhibiao", "explain", args[0], row.ID))
			return
		}
	}
	ts.Fatalf("no row of measure %s", args[1])
}

var figures = regexp.MustCompile(`(?m)(confidence )0\.\d+$((?:\n   [├└│].*)*)`)

// calm is the script command `calm FILE`: it writes the standard output to a file without the figures of confidence and
// what they are made of, which move when the extraction is measured anew. Package explain has a test for them.
func calm(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: calm FILE")
	}
	text := figures.ReplaceAllString(ts.ReadFile("stdout"), "${1}…")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// narrow is the script command `narrow FILE`: every line of it fits a terminal of 80 columns, in which a Chinese
// character takes two.
func narrow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: narrow FILE")
	}
	for i, l := range strings.Split(ts.ReadFile(args[0]), "\n") {
		if n := displayWidth(l); n > terminalWidth {
			ts.Fatalf("line %d takes %d columns: %s", i+1, n, l)
		}
	}
}
