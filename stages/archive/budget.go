package archive

import (
	"errors"
	"io"
	"time"

	"zhibiao/pipeline"
)

// budget is what one top-level input may still cost. It is handed through every container nested in
// the input and is used by one goroutine.
type budget struct {
	lim      *Limits
	source   int64 // size of the top-level file
	produced int64
	entries  int
	spent    time.Duration
	since    time.Time
	deadline time.Duration
	fault    *pipeline.Fault // what ended the budget, if anything did
}

func newBudget(l *Limits, size int64) *budget {
	return &budget{
		lim: l, source: max(size, 1), since: time.Now(),
		deadline: l.Time + time.Duration(size>>20)*time.Second,
	}
}

// pause stops the clock while the consumer works on a document.
func (b *budget) pause()  { b.spent += time.Since(b.since) }
func (b *budget) resume() { b.since = time.Now() }

// left is the time that the input may still take, at least a second.
func (b *budget) left() time.Duration {
	return max(b.deadline-b.spent-time.Since(b.since), time.Second)
}

// entryTime is added to the time for each member: what a million members take on a busy machine is no
// fault of theirs, and limits.entries bounds them.
const entryTime = 5 * time.Millisecond

// entry counts a member of a container.
func (b *budget) entry() *pipeline.Fault {
	if b.fault == nil {
		b.deadline += entryTime
		if b.entries++; b.entries > b.lim.Entries {
			b.fault = pipeline.Faultf(stage, pipeline.TooManyEntries, "more than %d entries (limits.entries)", b.lim.Entries)
		}
	}
	return b.fault
}

// use counts n bytes that a container produced.
func (b *budget) use(n int64) *pipeline.Fault {
	if b.fault != nil {
		return b.fault
	}
	b.produced += n
	switch {
	case b.produced > b.lim.TotalBytes:
		b.fault = pipeline.Faultf(stage, pipeline.TooLarge, "more than %d bytes unpacked (limits.total_bytes)", b.lim.TotalBytes)
	case b.produced > b.lim.RatioFree && b.produced/b.source >= b.lim.Ratio:
		b.fault = pipeline.Faultf(stage, pipeline.RatioExceeded, "more than %d bytes unpacked from each byte (limits.ratio)", b.lim.Ratio)
	case b.spent+time.Since(b.since) > b.deadline:
		b.fault = pipeline.Faultf(stage, pipeline.TimeExceeded, "reading took longer than %v (limits.time)", b.deadline)
	}
	return b.fault
}

// errBudget ends a read when the budget is spent; the fault stands in the budget.
var errBudget = errors.New("the budget of this input is spent")

// metered counts what is read from a container's member.
type metered struct {
	r io.Reader
	b *budget
}

func (m *metered) Read(p []byte) (int, error) {
	if len(p) > 256<<10 {
		p = p[:256<<10]
	}
	n, err := m.r.Read(p)
	if m.b.use(int64(n)) != nil {
		return 0, errBudget
	}
	return n, err
}
