package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// tutorialPage is the page whose commands TestTutorial runs.
const tutorialPage = "../../docs/tutorial.md"

// block is a fenced block of a page: its language, what stands behind it, and where its text lies in the page.
type block struct {
	lang, info string
	start, end int
}

var fence = regexp.MustCompile("(?ms)^```([a-z]+) ?(.*?)\n(.*?)^```\n")

func blocks(page string) (out []block) {
	for _, m := range fence.FindAllStringSubmatchIndex(page, -1) {
		out = append(out, block{page[m[2]:m[3]], page[m[4]:m[5]], m[6], m[7]})
	}
	return out
}

// answer is a command of the page and where the answer that is printed under it lies.
type answer struct{ start, end int }

// script turns a page into a testscript. A block with a path is a file; a diff changes a file; a console block
// holds commands after $ with their answers, and exit=N where they end with N.
func script(page string) (text string, answers []answer) {
	var run, files strings.Builder
	run.WriteString("# The commands of docs/tutorial.md and their answers.\n")
	for i, b := range blocks(page) {
		body := page[b.start:b.end]
		switch b.lang {
		case "console":
			command := "exec"
			if code, ok := strings.CutPrefix(b.info, "exit="); ok {
				command = "exits " + code
			}
			at := b.start
			for _, part := range strings.SplitAfter(body, "\n") {
				if c, ok := strings.CutPrefix(part, "$ "); ok {
					fmt.Fprintf(&run, "%s %sanswers %d\n", command, c, len(answers))
					answers = append(answers, answer{at + len(part), at + len(part)})
				} else {
					answers[len(answers)-1].end = at + len(part)
				}
				at += len(part)
			}
		case "diff":
			fmt.Fprintf(&run, "patch %s block-%d\n", b.info, i)
			fmt.Fprintf(&files, "-- block-%d --\n%s", i, body)
		default:
			if b.info == "" {
				continue
			}
			fmt.Fprintf(&run, "mkdir %s\ncp block-%d %s\n", filepath.Dir(b.info), i, b.info)
			fmt.Fprintf(&files, "-- block-%d --\n%s", i, body)
		}
	}
	return run.String() + files.String(), answers
}

// TestTutorial follows the tutorial: what its blocks show is what a reader gets. With UPDATE_SCRIPTS set, the
// answers that differ are written into the page.
func TestTutorial(t *testing.T) {
	b, err := os.ReadFile(tutorialPage)
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	text, answers := script(page)
	if len(answers) < 12 {
		t.Fatalf("%d commands in %s", len(answers), tutorialPage)
	}
	file := filepath.Join(t.TempDir(), "tutorial.txtar")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	update := os.Getenv("UPDATE_SCRIPTS") != ""
	got := map[int]string{}
	testscript.Run(t, testscript.Params{
		Files:               []string{file},
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "patch": patch,
			// answers N: the output is the Nth answer of the page, and fits a terminal
			"answers": func(ts *testscript.TestScript, _ bool, args []string) {
				var n int
				_, err := fmt.Sscan(args[0], &n)
				ts.Check(err)
				out, want := ts.ReadFile("stdout"), page[answers[n].start:answers[n].end]
				if answered(out, want) {
					return
				}
				if got[n] = out; !update {
					ts.Fatalf("the page shows\n%s\nand the command says\n%s", want, out)
				}
			}},
	})
	if !update || t.Failed() {
		return
	}
	t.Cleanup(func() {
		for n := len(answers) - 1; n >= 0; n-- {
			if out, ok := got[n]; ok {
				page = page[:answers[n].start] + out + page[answers[n].end:]
			}
		}
		if err := os.WriteFile(tutorialPage, []byte(page), 0o600); err != nil {
			t.Error(err)
		}
	})
}

// measured finds the figures of confidence, which are measured anew from time to time.
var measured = regexp.MustCompile(`(confidence |−)0\.\d+`)

// answered reports whether an output is what a page shows, where a line … stands for any lines and figures of
// confidence for any others.
func answered(out, want string) bool {
	out, want = measured.ReplaceAllString(out, "$1"), measured.ReplaceAllString(want, "$1")
	parts := strings.Split("\n"+want, "\n…\n")
	rest := "\n" + out
	for i, p := range parts {
		if i > 0 {
			p = "\n" + p
		}
		if i == len(parts)-1 {
			return strings.HasSuffix(rest, p) && (i > 0 || rest == p)
		}
		p += "\n"
		j := strings.Index(rest, p)
		if j < 0 || i == 0 && j > 0 {
			return false
		}
		rest = rest[j+len(p)-1:]
	}
	return false
}

// patch is the script command `patch FILE DIFF`: it changes the lines of a file that a diff without positions gives.
func patch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: patch FILE DIFF")
	}
	var before, after strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		switch line[0] {
		case '-':
			before.WriteString(line[1:])
		case '+':
			after.WriteString(line[1:])
		default:
			before.WriteString(line[1:])
			after.WriteString(line[1:])
		}
	}
	text := ts.ReadFile(args[0])
	if strings.Count(text, before.String()) != 1 {
		ts.Fatalf("%s does not hold these lines once:\n%s", args[0], before.String())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, before.String(), after.String(), 1)), 0o600))
}

func TestAnswered(t *testing.T) {
	for _, c := range []struct {
		out, want string
		ok        bool
	}{
		{"a\nb\n", "a\nb\n", true},
		{"a\nb\n", "a\n", false},
		{"a\nb\n", "b\n", false},
		{"a\nb\nc\n", "a\n…\nc\n", true},
		{"a\nb\nc\n", "a\n…\n", true},
		{"a\nb\nc\n", "…\nc\n", true},
		{"a\nb\nc\n", "…\nb\n", false},
		{"a\nb\nc\n", "…\n", true},
		{"confidence 0.95\n", "confidence 0.9\n", true},
		{"", "", true},
		{"a\n", "", false},
	} {
		if answered(c.out, c.want) != c.ok {
			t.Errorf("answered(%q, %q) is %v", c.out, c.want, !c.ok)
		}
	}
}
