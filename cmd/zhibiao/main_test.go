package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"zhibiao": main})
}

// TestScripts runs the command lines of testdata/script. The first comment of each says what it shows.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "samefiles": samefiles, "explainrow": explainRowCommand, "narrow": narrow, "calm": calm},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
	})
}

func TestInert(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"5G基站5万个\tok\n", "5G基站5万个\tok\n"},
		{"\x1b[2Jred", `\u001b[2Jred`},
		{"a\rb\x00\x7f", `a\u000db\u0000\u007f`},
		{"\u009b31m\u202eabc\u2028", `\u009b31m\u202eabc\u2028`},
		{"bad \xff\xfe bytes", "bad \ufffd\ufffd bytes"},
		{"cut \xe5\x9f", "cut \ufffd"},
	} {
		for _, step := range []int{1, 2, 3, 1000} { // however the writes are cut
			var b bytes.Buffer
			w := newInert(&b)
			for p := []byte(c.in); len(p) > 0; {
				n := min(step, len(p))
				if _, err := w.Write(p[:n]); err != nil {
					t.Fatal(err)
				}
				p = p[n:]
			}
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
			if b.String() != c.want {
				t.Errorf("%q in steps of %d: %q, want %q", c.in, step, b.String(), c.want)
			}
		}
	}
}
