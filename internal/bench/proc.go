package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

// sample is what one process took.
type sample struct {
	wall, cpu time.Duration
	whole     time.Duration // wall of the process, where wall is that of a part of its work
	peak      int64         // bytes of memory, 0 if the system does not tell
	count     int           // of results
	cut       bool          // the process was stopped at its limit
}

// series are the samples of the same measurement.
type series []sample

// median of the wall times, and their least and greatest.
func (s series) median() (mid, least, most time.Duration) {
	walls := make([]time.Duration, len(s))
	for i := range s {
		walls[i] = s[i].wall
	}
	slices.Sort(walls)
	return walls[len(walls)/2], walls[0], walls[len(walls)-1]
}

func (s series) wall() time.Duration { m, _, _ := s.median(); return m }

// cpu is the median of the processor times, which other programs on the machine disturb less.
func (s series) cpu() time.Duration {
	times := make([]time.Duration, len(s))
	for i := range s {
		times[i] = s[i].cpu
	}
	slices.Sort(times)
	return times[len(times)/2]
}

// span is a figure over the rounds: their median, and the least and the greatest of them.
type span struct{ mid, least, most float64 }

// exactly is a figure of one value.
func exactly(v float64) span { return span{v, v, v} }

// wallOf, wholeOf and cpuOf are what ratios are of.
func wallOf(s sample) float64  { return s.wall.Seconds() }
func wholeOf(s sample) float64 { return s.whole.Seconds() }
func cpuOf(s sample) float64   { return s.cpu.Seconds() }

// over is a figure of s over that of another series, round by round: the machine's speed changes from
// one round to the next, and less within one.
func (s series) over(o series, of func(sample) float64) span {
	r := make([]float64, min(len(s), len(o)))
	for i := range r {
		r[i] = of(s[i]) / of(o[i])
	}
	slices.Sort(r)
	return span{r[len(r)/2], r[0], r[len(r)-1]}
}

// peak is the greatest of the peaks.
func (s series) peak() (most int64) {
	for i := range s {
		most = max(most, s[i].peak)
	}
	return most
}

// command is a process to measure.
type command struct {
	name  string
	args  []string
	env   []string // beside those of this process
	stdin string
	// limit stops the process; 0 is none. Its result is not checked then.
	limit time.Duration
	// check looks at what the process printed and left, after the clock has stopped. It may correct
	// the time where the process has measured only a part of itself.
	check func(stdout string, s *sample) error
}

// once runs a command.
func (l *lab) once(c command) (sample, error) {
	ctx := l.ctx
	if c.limit > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, c.limit)
		defer stop()
	}
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Stdin = strings.NewReader(c.stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	start := time.Now()
	err := cmd.Run()
	s := sample{wall: time.Since(start)}
	s.whole = s.wall
	if err != nil && ctx.Err() != nil && l.ctx.Err() == nil {
		s.cut = true
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("%s: %w\n%s", c.name, err, errs.Bytes())
	}
	s.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	s.peak = peak(cmd.ProcessState)
	if c.check != nil {
		if err := c.check(out.String(), &s); err != nil {
			return s, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return s, nil
}

// measure runs the commands in turn, n times each, so that a change of the machine's speed meets all of them.
func (l *lab) measure(n int, commands ...command) ([]series, error) {
	out := make([]series, len(commands))
	for range n {
		for i, c := range commands {
			if c.args == nil {
				continue
			}
			s, err := l.once(c)
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], s)
			if s.cut { // what takes too long is not tried again
				commands[i].args = nil
			}
		}
	}
	for i, c := range commands {
		mid, least, most := out[i].median()
		fmt.Fprintf(os.Stderr, "%-40s %10v  [%v, %v]\n", c.name, round(mid), round(least), round(most))
	}
	return out, nil
}

func round(d time.Duration) time.Duration {
	switch {
	case d > 10*time.Second:
		return d.Round(100 * time.Millisecond)
	case d > time.Second:
		return d.Round(10 * time.Millisecond)
	}
	return d.Round(100 * time.Microsecond)
}

// result is what a run left behind.
type result struct {
	state        string // of the documents that are counted; extracted when empty
	documents    int
	observations int64
	quantities   int64
	checksum     string
}

// run is zhibiao over an input; its dataset is looked at and removed. want is the number of documents that
// must come through.
// All runs that share a seen must leave the same dataset.
func (l *lab) run(name, input string, want int, seen *result, flags ...string) command {
	out := l.dir + "/out"
	return command{
		name: name,
		args: append([]string{l.zhibiao, "run", input, "-o", out, "--log-level", "error"}, flags...),
		check: func(_ string, s *sample) error {
			v, err := dataset.Open(dataset.OS(out))
			if err != nil {
				return err
			}
			r := result{seen.state, 0, v.Rows("observations"), v.Rows("quantities"), v.Checksum}
			state := cmp.Or(seen.state, string(pipeline.Extracted))
			for row, err := range v.Read(l.ctx, table.Documents, []string{"state"}) {
				if err != nil {
					return err
				}
				if row.Text(0) == state {
					r.documents++
				}
			}
			if err := os.RemoveAll(out); err != nil {
				return err
			}
			switch {
			case r.documents != want:
				return fmt.Errorf("%d documents %s, want %d", r.documents, state, want)
			case state == string(pipeline.Extracted) && (r.observations == 0 || r.quantities < r.observations):
				return fmt.Errorf("%d observations from %d quantities", r.observations, r.quantities)
			case seen.checksum != "" && *seen != r:
				return errors.New("two runs over the same input left different datasets")
			}
			*seen, s.count = r, int(r.quantities)
			return nil
		},
	}
}
