package main

import (
	"bytes"
	"embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed others
var scripts embed.FS

// otherBytes of text are enough to time what else one could use.
const otherBytes = 300_000

// others measures, over the same text, what a user would take in place of zhibiao, as far as it can be
// installed. None of it knows metrics, regions or base periods, so their counts are of other things.
func (l *lab) others(in *inputs) error {
	if !l.peers {
		return nil
	}
	text, n, err := l.excerpt(in)
	if err != nil {
		return err
	}
	commands := []command{
		{
			name: "recognize", args: []string{l.zhibiao, "recognize", "--lines", "--format", "jsonl", text},
			check: func(out string, s *sample) error {
				if s.count = strings.Count(out, "\n"); s.count == 0 {
					return fmt.Errorf("recognises nothing")
				}
				return nil
			},
		},
		l.run("run on the text", text, 1, &result{}, "--workers", "1"),
	}
	about := []string{
		"`zhibiao recognize`|numbers, units, ranges, periods, regions, organisations and their codes; the whole process|mentions",
		"`zhibiao run`|all of that, the metric that each amount is of, and the tables; the whole process|quantities",
	}
	for _, o := range []struct {
		what, about string
		install     func(dir string) ([]string, error)
	}{
		{"Microsoft Recognizers", "Microsoft Recognizers-Text (npm), all recognisers|numbers, units, dates, each by itself; no regions, no metrics; without its start|results", l.installRecognizers},
		{"jieba and a regular expression", "jieba and a regular expression (Python)|words, and amounts with a unit from a list; no meaning; without its start|amounts", l.installWords},
	} {
		dir := filepath.Join(l.dir, strings.ReplaceAll(o.what, " ", "-"))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		args, err := o.install(dir)
		if err != nil {
			l.out.note("%s could not be installed here, so it is not measured.", o.what)
			fmt.Fprintf(os.Stderr, "skip %s: %v\n", o.what, err)
			continue
		}
		commands = append(commands, l.yardstickOf(o.what, 100, nil, append(args, text)...))
		about = append(about, o.about)
	}
	s, err := l.measure(1, commands...)
	if err != nil {
		return err
	}
	t := l.out.table("What else one could use", fmt.Sprintf("The first %s of the extracted text of the sample's pages. The counts are of different things and say only that each did its work.", megabytes(n)), "what", "does", "time", "text MB/s", "finds", "peak memory")
	for i, a := range about {
		f := strings.Split(a, "|")
		mid := s[i].wall()
		t.row(f[0], f[1], seconds(mid), fmt.Sprintf("%.2f", float64(n)/1e6/mid.Seconds()), fmt.Sprintf("%d %s", s[i][0].count, f[2]), memory(s[i].peak()))
	}
	return nil
}

// excerpt writes the first lines of the extracted text to a file of their own.
func (l *lab) excerpt(in *inputs) (path string, n int64, err error) {
	f, err := os.Open(in.Text)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, otherBytes))
	if err != nil {
		return "", 0, err
	}
	data = bytes.ReplaceAll(data, []byte{0}, []byte("\n"))
	data = data[:bytes.LastIndexByte(data, '\n')+1]
	path = filepath.Join(l.dir, "excerpt.txt")
	return path, int64(len(data)), os.WriteFile(path, data, 0o644)
}

func (l *lab) installRecognizers(dir string) ([]string, error) {
	if err := l.quiet(dir, "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, "@microsoft/recognizers-text-suite@1.3.1"); err != nil {
		return nil, err
	}
	script, err := copyScript(dir, "recognizers.js")
	return []string{"node", script}, err
}

func (l *lab) installWords(dir string) ([]string, error) {
	if err := l.quiet(dir, "python3", "-m", "venv", dir); err != nil {
		return nil, err
	}
	python := filepath.Join(dir, "bin", "python")
	if _, err := os.Stat(python); err != nil {
		python = filepath.Join(dir, "Scripts", "python.exe")
	}
	if err := l.quiet(dir, python, "-m", "pip", "--quiet", "install", "jieba==0.42.1"); err != nil {
		return nil, err
	}
	script, err := copyScript(dir, "words.py")
	return []string{python, script}, err
}

func copyScript(dir, name string) (string, error) {
	data, err := scripts.ReadFile("others/" + name)
	if err != nil {
		return "", err
	}
	to := filepath.Join(dir, name)
	return to, os.WriteFile(to, data, 0o644)
}

// quiet runs a command that installs something.
func (l *lab) quiet(dir string, args ...string) error {
	cmd := exec.CommandContext(l.ctx, args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args[:2], " "), err, out)
	}
	return nil
}
