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

// growth is by how much of what is live, in percent, the heap may grow before the next collection.
func growth(live uint64) int {
	live = max(live, 1<<20)
	goal := max(heapFloor, min(live*3/2, heapLarge), live*6/5)
	return int((goal - live) * 100 / live)
}

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
		debug.SetGCPercent(growth(live[0].Value.Uint64()))
		watch()
	}
	watch()
}
