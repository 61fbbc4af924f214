package isolate

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
	"time"

	"zhibiao/internal/race"
)

// addressSlack is address space that a Go process reserves without using it.
const addressSlack = 4 << 30

// hardMemory bounds the address space, so that one huge allocation fails at once. The race detector has
// reserved more than any limit already and could not allocate at all; there the watcher is the limit.
func hardMemory(limit int64) {
	if !race.Enabled {
		n := uint64(limit) + addressSlack
		_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: n, Max: n})
	}
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}

// hardTime ends the process when it has used so much processor time, whatever its goroutines do.
func hardTime(until time.Duration) {
	var old syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_CPU, &old) == nil {
		old.Cur = min(uint64((until+time.Second-1)/time.Second), old.Max)
		_ = syscall.Setrlimit(syscall.RLIMIT_CPU, &old)
	}
}

// cpuTime is the processor time of the process so far.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// resident is the resident memory of the process, or 0 where it is not known.
func resident() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	f := bytes.Fields(b)
	if len(f) < 2 {
		return 0
	}
	n, err := strconv.ParseInt(string(f[1]), 10, 64)
	if err != nil {
		return 0
	}
	return n * int64(os.Getpagesize())
}

// childAttributes lets a child die with its parent.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
