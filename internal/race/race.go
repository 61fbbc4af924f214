// Package race tells whether the race detector is built in, for the limits and the tests that must know.
// The detector keeps shadows of all memory: it reserves hundreds of GiB of addresses when a process starts,
// so that a limit of the address space forbids every further allocation, and what is really used is several
// times as much as without it.
package race

// Memory is how many times as much memory a process may take with the detector as without it. Its authors
// speak of five to ten times.
const Memory = 1 + 7*enabled

// Enabled reports whether the race detector is built in.
const Enabled = enabled == 1
