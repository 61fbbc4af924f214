//go:build !linux

package isolate

import "syscall"

func hardLimit(int64) {}

func resident() int64 { return 0 }

func childAttributes() *syscall.SysProcAttr { return nil }
