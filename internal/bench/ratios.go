package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"time"
)

// throughput measures runs over pages against the yardsticks, by workers and by the number of pages.
func (l *lab) throughput(in *inputs) error {
	var one, small result
	var parts []outcome
	shareOut := l.dir + "/share"
	var last outcome
	share := l.yardstick("stages, "+in.Name, in.Small.Count, &last, "stages", in.Small.Path, shareOut)
	share.env = []string{"GOGC=off", "GOMEMLIMIT=176MiB"} // as the program sets them
	timed := share.check
	share.check = func(out string, s *sample) error {
		if err := timed(out, s); err != nil {
			return err
		}
		parts = append(parts, last)
		return os.RemoveAll(shareOut)
	}
	single := l.run("run, one processor, "+in.Name, in.Large.Path, in.Large.Count, &one, "--workers", "1")
	single.env = []string{"GOMAXPROCS=1"}
	s, err := l.measure(l.runs,
		l.run("run --workers 1, "+in.Name, in.Large.Path, in.Large.Count, &one, "--workers", "1"),
		l.yardstick("gse.Segment, "+in.Name, int(in.TextBytes/20), nil, "segment", in.Text),
		l.yardstick("x/net/html, "+in.Name, in.Large.Count*20, nil, "html", in.Large.Path),
		single,
		l.run("run --workers 2, "+in.Name, in.Large.Path, in.Large.Count, &one, "--workers", "2"),
		l.run("run --workers 1, a tenth, "+in.Name, in.Small.Path, in.Small.Count, &small, "--workers", "1"),
		share,
	)
	if err != nil {
		return err
	}
	w1, gse, html, p1, w2, tenth := s[0], s[1], s[2], s[3], s[4], s[5]

	t := l.speeds(in, &one)
	t.row("`zhibiao run --workers 1`", speed(w1, in.Large.Bytes, in.TextBytes)...)
	t.row("the same, held to one processor", speed(p1, in.Large.Bytes, in.TextBytes)...)
	t.row("`zhibiao run --workers 2`", speed(w2, in.Large.Bytes, in.TextBytes)...)
	t.row("`zhibiao run --workers 1`, a tenth of the pages", speed(tenth, in.Small.Bytes, 0)...)
	l.yardsticks(t, in, w1, gse, html)
	l.out.goal(in.Name, "time, one worker on one processor ÷ two workers", p1.over(w2, wallOf), "≥", 1.8)
	l.out.goal(in.Name, "processor time for ten times the pages", w1.over(tenth, cpuOf), "≤", 10.3)
	l.out.goal(in.Name, "peak memory for ten times the pages", exactly(float64(w1.peak())/float64(tenth.peak())), "≤", 1.1)
	l.out.goal(in.Name, "peak memory with one worker, MiB", exactly(float64(w1.peak())/(1<<20)), "≤", 400)

	of := func(name string) span {
		shares := make([]float64, len(parts))
		for i := range parts {
			shares[i] = parts[i].Parts[name] / parts[i].Seconds
		}
		slices.Sort(shares)
		return span{shares[len(shares)/2], shares[0], shares[len(shares)-1]}
	}
	l.out.goal(in.Name, "share of writing Parquet", of("version"), "≤", 0.15)
	t = l.out.table("Where the time goes: "+in.Name,
		"Processor time of a walk through the stages over a tenth of the pages, without goroutines, one document after the other, with the program's budget of memory. The whole run has the panel, too, and overlaps reading and writing with the work. *rows* makes the rows, finds near duplicates and commits batches; *version* encodes and writes the Parquet files.",
		"stage", "share", "least–most")
	for _, name := range []string{"archive", "decode", "segment", "observe", "rows", "version"} {
		share := of(name)
		t.row(name, fmt.Sprintf("%.0f%%", 100*share.mid), fmt.Sprintf("%.0f%%–%.0f%%", 100*share.least, 100*share.most))
	}
	return nil
}

// furnished measures a run with one worker over pages with much furniture against the yardsticks.
func (l *lab) furnished(in *inputs) error {
	var one result
	s, err := l.measure(l.runs,
		l.run("run --workers 1, "+in.Name, in.Large.Path, in.Large.Count, &one, "--workers", "1"),
		l.yardstick("gse.Segment, "+in.Name, int(in.TextBytes/20), nil, "segment", in.Text),
		l.yardstick("x/net/html, "+in.Name, in.Large.Count*20, nil, "html", in.Large.Path),
	)
	if err != nil {
		return err
	}
	t := l.speeds(in, &one)
	t.row("`zhibiao run --workers 1`", speed(s[0], in.Large.Bytes, in.TextBytes)...)
	l.yardsticks(t, in, s[0], s[1], s[2])
	return nil
}

// speeds begins the table of what was measured over pages.
func (l *lab) speeds(in *inputs, r *result) *grid {
	return l.out.table("Throughput: "+in.Name,
		fmt.Sprintf("%d pages, %s of HTML, of which %.0f%% are extracted text: %s; every run leaves %d observations from %d quantities, the same bytes with any number of workers.",
			in.Large.Count, megabytes(in.Large.Bytes), 100*float64(in.TextBytes)/float64(in.Large.Bytes), megabytes(in.TextBytes), r.observations, r.quantities),
		"what", "time", "least–most", "HTML MB/s", "text MB/s", "processor time", "peak memory")
}

// yardsticks adds what a run with one worker is held against.
func (l *lab) yardsticks(t *grid, in *inputs, w1, gse, html series) {
	t.row("`gse.Segment` alone, over the extracted text", speed(gse, 0, in.TextBytes)...)
	t.row("tokenizer of x/net/html alone, over the pages", speed(html, in.Large.Bytes, 0)...)
	l.out.goal(in.Name, "time, one worker ÷ gse.Segment", w1.over(gse, wallOf), "≤", 1.0)
	l.out.goal(in.Name, "time, one worker ÷ gse.Segment, whole processes", w1.over(gse, wholeOf), "≤", 1.0)
	l.out.goal(in.Name, "processor time, one worker ÷ gse.Segment", w1.over(gse, cpuOf), "≤", 1.0)
	l.out.goal(in.Name, "time, one worker ÷ x/net/html tokenizer", w1.over(html, wallOf), "≤", 10)
	l.out.goal(in.Name, "processor time, one worker ÷ x/net/html tokenizer", w1.over(html, cpuOf), "≤", 10)
}

// speed is a row of such a table: pages and text are the bytes that were gone through, 0 for none.
func speed(s series, pages, text int64) []string {
	mid, least, most := s.median()
	rate := func(n int64) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%.1f", float64(n)/1e6/mid.Seconds())
	}
	return []string{seconds(mid), seconds(least) + "–" + seconds(most), rate(pages), rate(text), seconds(s.cpu()), memory(s.peak())}
}

// startup measures what a user waits for when there is little to do.
func (l *lab) startup(*inputs) error {
	one := l.dir + "/one.html"
	text := "<html><head><title>2023年某市统计公报</title></head><body><p>2023年，安徽省生产总值4.71万亿元，增长5.8%。</p></body></html>"
	if err := os.WriteFile(one, []byte(text), 0o644); err != nil {
		return err
	}
	contains := func(n int) func(string, *sample) error {
		return func(out string, _ *sample) error {
			if len(out) < n {
				return fmt.Errorf("prints only %q", out)
			}
			return nil
		}
	}
	line := "2023年，安徽省生产总值4.71万亿元，增长5.8%。\n"
	s, err := l.measure(4*l.runs,
		command{name: "version", args: []string{l.zhibiao, "version"}, check: contains(3)},
		command{name: "recognize", args: []string{l.zhibiao, "recognize"}, stdin: line, check: contains(40)},
		command{name: "extract", args: []string{l.zhibiao, "extract", "-"}, stdin: line, check: contains(40)},
		l.run("run on one document", one, 1, &result{}),
	)
	if err != nil {
		return err
	}
	t := l.out.table("Start-up", "From the start of the process to its end, dictionaries and rules included.", "what", "time", "least–most", "peak memory")
	for i, name := range []string{"`zhibiao version`", "`zhibiao recognize` on a line", "`zhibiao extract` on a line", "`zhibiao run` on one document"} {
		mid, least, most := s[i].median()
		t.row(name, millis(mid), millis(least)+"–"+millis(most), memory(s[i].peak()))
	}
	l.out.goal("", "`version`, ms", milliseconds(s[0]), "≤", 20)
	l.out.goal("", "`recognize` on a line, ms", milliseconds(s[1]), "≤", 150)
	l.out.goal("", "`run` on one document, ms", milliseconds(s[3]), "≤", 400)
	return nil
}

// milliseconds of a series.
func milliseconds(s series) span {
	mid, least, most := s.median()
	return span{1000 * mid.Seconds(), 1000 * least.Seconds(), 1000 * most.Seconds()}
}

// rules measures the price of ten times the rules: nine copies of each embedded rule under other names,
// which begin as the real ones do, so that looking for them costs what it can.
func (l *lab) rules(in *inputs) error {
	dir := l.dir + "/rules"
	n, err := copyRules(dir, 9)
	if err != nil {
		return err
	}
	var plain, many result
	s, err := l.measure(l.runs,
		l.run("run, embedded rules", in.Large.Path, in.Large.Count, &plain, "--workers", "1"),
		l.run("run, ten times the rules", in.Large.Path, in.Large.Count, &many, "--workers", "1", "--rules", dir),
	)
	if err != nil {
		return err
	}
	if plain.observations != many.observations {
		return fmt.Errorf("copies of rules change the observations from %d to %d", plain.observations, many.observations)
	}
	t := l.out.table("Cost by rules", fmt.Sprintf("%d pages; %d copies of rules beside the embedded ones, whose names begin as the real names do. Both runs leave the same observations.", in.Large.Count, n), "what", "time", "least–most", "peak memory")
	for i, name := range []string{"embedded rules", "ten times the rules"} {
		mid, least, most := s[i].median()
		t.row(name, seconds(mid), seconds(least)+"–"+seconds(most), memory(s[i].peak()))
	}
	l.out.goal("", "processor time for ten times the rules", s[1].over(s[0], cpuOf), "≤", 1.3)
	return nil
}

// lengths measures one sentence and one list that are ten times as long as another.
func (l *lab) lengths(*inputs) error {
	cases := []struct {
		name string
		make func(n int) string
		n    int // of the long one
	}{
		{"a sentence of a million characters", sentence, 1_000_000},
		{"a list of 10,000 amounts", amounts, 10_000},
	}
	t := l.out.table("Cost by length", "One document of one sentence, and one ten times as long. Processor time; that of a document of one line is taken off both.", "what", "a tenth", "whole", "ratio", "peak memory")
	const limit = time.Minute
	line := l.dir + "/line.txt"
	if err := os.WriteFile(line, []byte(sentence(300)), 0o644); err != nil {
		return err
	}
	for _, c := range cases {
		tenth, whole := l.dir+"/tenth.txt", l.dir+"/whole.txt"
		if err := os.WriteFile(tenth, []byte(c.make(c.n/10)), 0o644); err != nil {
			return err
		}
		if err := os.WriteFile(whole, []byte(c.make(c.n)), 0o644); err != nil {
			return err
		}
		commands := []command{
			l.run("one line", line, 1, &result{}),
			l.run(c.name+", a tenth", tenth, 1, &result{}),
			l.run(c.name, whole, 1, &result{}),
		}
		for i := range commands {
			commands[i].limit = limit
		}
		s, err := l.measure(l.runs, commands...)
		if err != nil {
			return err
		}
		base := s[0].cpu()
		a, b := max(s[1].cpu()-base, time.Millisecond), s[2].cpu()-base
		if s[1][0].cut || s[2][0].cut {
			t.row(c.name, millis(a), "stopped after "+seconds(limit), "", "")
			l.out.goal("", "processor time for ten times: "+c.name, exactly(math.Inf(1)), "≤", 11)
			continue
		}
		ratio := b.Seconds() / a.Seconds()
		t.row(c.name, millis(a), millis(b), fmt.Sprintf("%.1f", ratio), memory(s[2].peak()))
		l.out.goal("", "processor time for ten times: "+c.name, exactly(ratio), "≤", 11)
	}
	return nil
}
