package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The collector's own rule, twice what is live, is wrong at both ends: dictionaries and rules are some 25 MiB, so that
// a run would collect for every 25 MiB of documents, and while a version is made with more that is live
// the peak would rise by twice as much. So the heap may always grow to heapFloor, and from there to half as much again
// as is live: the peak hardly depends on the number of documents.
const (
	heapFloor   = 128 << 20
	leastGrowth = 50 // percent
)

// steadyHeap sets the collector's goal anew after every collection, if the user has set none.
func steadyHeap() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(heapFloor / (4 << 20) * 100 / 2) // the first collection, in units of the smallest heap
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	var collected func(struct{})
	watch := func() {
		runtime.AddCleanup(new([16]byte), collected, struct{}{}) // called when the next collection finds it
	}
	collected = func(struct{}) {
		metrics.Read(live)
		n := max(live[0].Value.Uint64(), 1<<20)
		growth := uint64(leastGrowth)
		if n < heapFloor {
			growth = max(growth, (heapFloor-n)*100/n)
		}
		debug.SetGCPercent(int(growth))
		watch()
	}
	watch()
}
