//go:build !linux

package isolate

import (
	"syscall"
	"time"
)

// Elsewhere the watcher of the child and the clock of the parent are the limits.

func hardMemory(int64)       {}
func hardTime(time.Duration) {}

func resident() int64 { return 0 }

var started = time.Now()

// cpuTime is the wall time of the process, which bounds its processor time.
func cpuTime() time.Duration { return time.Since(started) }

func childAttributes() *syscall.SysProcAttr { return nil }
