package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The collector's own rule, twice what is live, is wrong at both ends: dictionaries and rules are some 25 MiB, so that
// a run would collect for every 25 MiB of documents, and while a version is made with more that is live
// the peak would rise by twice as much. So the heap may always grow to heapFloor, from there to half as much again
// as is live, and above heapLarge, which only inputs of a million documents reach, to a fifth more: there memory is
// dearer than time.
const (
	heapFloor = 128 << 20
	heapLarge = 400 << 20
)

// beside is what the program may take beside the heap's goal: above all memory that was freed and is kept for the next
// use. What is more goes back to the system at once, and not in a while, since a version is made in pieces of many sizes.
const beside = 40 << 20

// goal is how large the heap may grow before the next collection.
func goal(live uint64) uint64 { return max(heapFloor, min(live*3/2, heapLarge), live*6/5) }

// steadyHeap sets the collector's goal anew after every collection, and the limit with it, if the user has set none.
func steadyHeap() {
	if os.Getenv("GOGC") != "" {
		return
	}
	limit := os.Getenv("GOMEMLIMIT") == ""
	debug.SetGCPercent(heapFloor / (4 << 20) * 100 / 2) // the first collection, in units of the smallest heap
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var collected func(struct{})
	watch := func() {
		runtime.AddCleanup(new([16]byte), collected, struct{}{}) // called when the next collection finds it
	}
	collected = func(struct{}) {
		metrics.Read(live)
		n := max(live[0].Value.Uint64(), 1<<20)
		debug.SetGCPercent(int((goal(n) - n) * 100 / n))
		if limit {
			debug.SetMemoryLimit(int64(goal(n) + beside))
		}
		watch()
	}
	watch()
}
