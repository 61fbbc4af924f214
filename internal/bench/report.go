package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"time"
)

// report gathers tables and goals, and writes them as Markdown.
type report struct {
	host   string
	goals  []goal
	tables []*grid
	notes  []string
}

type grid struct {
	title, about string
	head         []string
	rows         [][]string
}

// goal is a figure with the bound that we set ourselves.
type goal struct {
	texts, what string
	got         span
	sign        string
	bound       float64
}

// met says whether the median meets the goal, and whether all rounds agree on that.
func (g goal) met() (met, sure bool) {
	meets := func(v float64) bool { return g.sign == "≤" && v <= g.bound || g.sign == "≥" && v >= g.bound }
	met = meets(g.got.mid)
	return met, meets(g.got.least) == met && meets(g.got.most) == met
}

func (r *report) table(title, about string, head ...string) *grid {
	t := &grid{title: title, about: about, head: head}
	r.tables = append(r.tables, t)
	return t
}

func (t *grid) row(first string, cells ...string) {
	t.rows = append(t.rows, append([]string{first}, cells...))
}

func (r *report) goal(texts, what string, got span, sign string, bound float64) {
	g := goal{texts, what, got, sign, bound}
	r.goals = append(r.goals, g)
	fmt.Fprintf(os.Stderr, "  %-8s %-55s %8s  %s %g  %s\n", texts, what, figure(got.mid), sign, bound, g.verdict())
}

func (g goal) verdict() string {
	met, sure := g.met()
	switch {
	case met && sure:
		return "met"
	case met:
		return "met, not in every round"
	case sure:
		return "**missed**"
	}
	return "**missed**, not in every round"
}

func (r *report) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// machine describes what decides over speed, and nothing that names the machine.
func (r *report) machine(runs int) {
	model := runtime.GOARCH
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
			if name, value, ok := strings.Cut(s.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value)
				break
			}
		}
	}
	r.host = fmt.Sprintf("%d processors (%s), %s/%s, %s; every run measured %d× in turn", runtime.NumCPU(), model, runtime.GOOS, runtime.GOARCH, runtime.Version(), runs)
}

const preface = `# Performance

` + "`make bench`" + ` measures this and writes this page. Every figure is the median of the rounds: in each, whole processes are
started one after the other. A ratio is made in each round, of what ran in it, and its median shown with the least and
the greatest; a goal that some rounds meet and some miss says so. Every run is checked: the number of documents must be
right, there must be observations, and all runs over the same input must leave the same dataset. Absolute figures
belong to one machine; the ratios travel. *Time* is what a clock on the wall shows, and suffers from other work that the
machine has; *processor time* (user and system, all threads) suffers less. Ratios of both are shown.

**sample** are posts with little furniture (navigation, scripts, related posts, footer) around texts of the embedded sample,
several in a page, with sixteen sets of numbers for each text: a value in every line, as no report has. **texts**, where
it is shown, is made in the same way from a folder of real reports that is not part of the project. **posts** are the
same texts with as much furniture as real pages have: menus, lists of links, styles and scripts. Of 30 pages of government and news
sites, the text was 24% of the bytes (of the median page 13%); what share it is here is said with each of them. Per byte of text
zhibiao has four times the markup to read there, which gse.Segment never sees.

The yardsticks do less than zhibiao and have the better terms: gse.Segment gets the extracted text in memory,
line by line, and loading its dictionary (more than a second) is not counted but where *whole processes* are compared; the
tokenizer of x/net/html gets the pages unpacked in memory. zhibiao's time is always the whole process: start, unzipping,
decoding, extraction, Parquet files, panel, checksums. With one worker one document is worked on at a time; reading and
writing overlap with that where there is another processor, so what a second worker gains is told against a run that is held to one.
`

// load tells how busy the machine was, where the system says it: above the number of processors, times are
// those of waiting.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(data))
	if len(fields) < 3 {
		return ""
	}
	return "; load average in the last quarter of an hour " + fields[2]
}

func (r *report) markdown() []byte {
	var b bytes.Buffer
	b.WriteString(preface)
	fmt.Fprintf(&b, "\nMachine: %s%s.\n", r.host, load())
	b.WriteString("\n## Goals\n\n| pages | what | measured | least–most | goal | |\n|---|---|---|---|---|---|\n")
	for _, g := range r.goals {
		rounds := ""
		if g.got.least < g.got.most {
			rounds = figure(g.got.least) + "–" + figure(g.got.most)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s %g | %s |\n", g.texts, g.what, figure(g.got.mid), rounds, g.sign, g.bound, g.verdict())
	}
	for _, t := range r.tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| %s |\n|%s\n", t.title, t.about, strings.Join(t.head, " | "), strings.Repeat("---|", len(t.head)))
		for _, row := range t.rows {
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		}
	}
	if len(r.notes) > 0 {
		b.WriteString("\n## Notes\n\n")
		for _, n := range r.notes {
			fmt.Fprintf(&b, "- %s\n", n)
		}
	}
	return b.Bytes()
}

func figure(v float64) string {
	switch {
	case math.IsInf(v, 0):
		return "stopped"
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
func millis(d time.Duration) string  { return fmt.Sprintf("%.0f ms", 1000*d.Seconds()) }
func megabytes(n int64) string       { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func memory(n int64) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
}
