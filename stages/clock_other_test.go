//go:build !linux

package stages_test

import "time"

var started = time.Now()

// clock is the wall clock.
func clock() time.Duration { return time.Since(started) }
