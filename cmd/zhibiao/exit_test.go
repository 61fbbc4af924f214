package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

// exits is the script command `exits CODE zhibiao ARG…`: it runs a program and checks its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if e, ok := err.(interface{ ExitCode() int }); ok {
		got = e.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// samefiles is the script command `samefiles A B`: two directories hold the same files with the same
// bytes. Links are followed.
func samefiles(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: samefiles A B")
	}
	a, b := files(ts, args[0]), files(ts, args[1])
	same := len(a) == len(b) && len(a) > 0
	for name, data := range a {
		if !bytes.Equal(data, b[name]) {
			ts.Logf("%s differs", name)
			same = false
		}
	}
	if same == neg {
		ts.Fatalf("%s (%d files) and %s (%d files): same is %v", args[0], len(a), args[1], len(b), same)
	}
}

func files(ts *testscript.TestScript, dir string) map[string][]byte {
	out := map[string][]byte{}
	root, err := filepath.EvalSymlinks(ts.MkAbs(dir))
	ts.Check(err)
	ts.Check(filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		out[rel], err = os.ReadFile(p)
		return err
	}))
	return out
}
