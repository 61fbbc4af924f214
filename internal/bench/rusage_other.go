//go:build !unix

package main

import (
	"os"
	"time"
)

// peak is unknown here.
func peak(*os.ProcessState) int64 { return 0 }

// processor is the processor time that this process has used; 0: unknown.
func processor() time.Duration { return 0 }
