// Package race tells whether the race detector is built in, for the limits and the tests that must know.
// The detector keeps shadows of all memory: it reserves more addresses than any limit of the address space
// allows, so that a process under such a limit could allocate nothing, and programs take several times the
// memory and the time that they take without it.
package race

// How many times as much a process may take with the detector as without it.
const (
	Memory = 1 + 5*enabled
	Time   = 1 + 4*enabled
)

// Enabled reports whether the race detector is built in.
const Enabled = enabled == 1
