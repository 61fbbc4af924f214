package hostile

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// watch sees what one case takes.
type watch struct {
	before int64
	peak   map[string]int64 // of each process
	quit   chan struct{}
	done   chan struct{}
}

// watchMemory starts to watch the resident memory of this process and of its children, or the heap alone
// where the system does not tell. The peaks that the kernel keeps miss nothing between two looks.
func watchMemory() *watch {
	debug.FreeOSMemory()
	m := &watch{peak: map[string]int64{}, quit: make(chan struct{}), done: make(chan struct{})}
	for _, p := range processes() {
		_ = os.WriteFile(filepath.Join("/proc", p, "clear_refs"), []byte("5"), 0) // resets its peak
	}
	for _, now := range m.look() {
		m.before += now
	}
	go func() {
		defer close(m.done)
		for {
			select {
			case <-m.quit:
				return
			case <-time.After(5 * time.Millisecond):
				m.look()
			}
		}
	}()
	return m
}

// stop returns how much more was taken than before.
func (m *watch) stop() int64 {
	close(m.quit)
	<-m.done
	m.look()
	sum := int64(0)
	for _, n := range m.peak {
		sum += n
	}
	return sum - m.before
}

// look keeps the peaks and returns them.
func (m *watch) look() map[string]int64 {
	list := processes()
	if len(list) == 0 {
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		m.peak["heap"] = max(m.peak["heap"], int64(s.HeapAlloc))
	}
	for _, p := range list {
		m.peak[p] = max(m.peak[p], resident(p))
	}
	return m.peak
}

// processes lists this process and its children.
func processes() []string {
	threads, _ := filepath.Glob("/proc/self/task/*/children")
	if len(threads) == 0 {
		return nil
	}
	list := []string{strconv.Itoa(os.Getpid())}
	for _, f := range threads {
		b, _ := os.ReadFile(f)
		list = append(list, strings.Fields(string(b))...)
	}
	return list
}

// resident is the peak of a process since it was reset, in bytes.
func resident(pid string) int64 {
	b, _ := os.ReadFile(filepath.Join("/proc", pid, "status"))
	_, after, _ := strings.Cut(string(b), "VmHWM:")
	kb := int64(0)
	_, _ = fmt.Sscan(after, &kb)
	return kb << 10
}
