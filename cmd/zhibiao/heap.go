package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The collector's own rule, twice what is live, is wrong at both ends: dictionaries and rules are some 25 MiB, so that
// a run would collect for every 25 MiB of documents, and while a version is made with more that is live
// the peak would rise by twice as much. So the program has a budget of memory, and the collector works when that is used up,
// whatever is live: the peak is that of a small run. The budget is what a run over tens of thousands of pages has live at its
// end, a third added. Only where more is live, as for inputs of a million documents,
// it has more: a third more than is live, and above memoryLarge, where memory is dearer than time, a fifth.
const (
	memoryBudget = 176 << 20
	memoryLarge  = 400 << 20
	memoryBeside = 16 << 20 // the heap: stacks, what the collector needs, what lies between objects
)

// limit is how much memory the program may have where so much of its heap is live.
func limit(live uint64) int64 {
	return int64(max(memoryBudget, min(live*4/3, memoryLarge)+memoryBeside, live*6/5+memoryBeside))
}

// steadyHeap sets the limit, and sets it anew after every collection. A limit that comes late costs collections, a heap that may
// grow to a multiple of what is live, memory.
func steadyHeap() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(memoryBudget)
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var collected func(struct{})
	watch := func() {
		runtime.AddCleanup(new([16]byte), collected, struct{}{}) // called when the next collection finds it
	}
	collected = func(struct{}) {
		metrics.Read(live)
		debug.SetMemoryLimit(limit(live[0].Value.Uint64()))
		watch()
	}
	watch()
}
