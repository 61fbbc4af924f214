package isolate

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// addressSlack is address space that a Go process reserves without using it.
const addressSlack = 4 << 30

// hardLimit bounds the address space, so that one huge allocation fails at once.
func hardLimit(limit int64) {
	n := uint64(limit) + addressSlack
	_ = syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: n, Max: n})
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
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
