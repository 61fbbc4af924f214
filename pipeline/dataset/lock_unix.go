//go:build unix

package dataset

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// lockFile takes a flock, which the kernel drops when the process ends in whatever way. The holder
// writes its name into the file for the one that comes second.
func lockFile(path string) (io.Closer, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		defer f.Close()
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return nil, fmt.Errorf("locking %s: %w", path, err)
		}
		b := make([]byte, 200)
		n, _ := f.ReadAt(b, 0)
		return nil, &HeldError{Holder: strings.TrimSpace(string(b[:n]))}
	}
	if err := f.Truncate(0); err == nil {
		fmt.Fprintf(f, "process %d\n", os.Getpid())
	}
	return &held{f}, nil
}

type held struct{ *os.File }

// Close empties the file before the lock goes with the descriptor.
func (h *held) Close() error {
	err := h.Truncate(0)
	if e := h.File.Close(); err == nil {
		err = e
	}
	return err
}

func (f osFS) SyncDir(name string) error {
	d, err := os.Open(f.path(name))
	if err != nil {
		return err
	}
	err = d.Sync()
	if e := d.Close(); err == nil {
		err = e
	}
	return err
}

// linkError tells a file system without symbolic links (FAT) from other failures.
func linkError(err error) error {
	if errors.Is(err, unix.EPERM) || errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOSYS) {
		return errors.ErrUnsupported
	}
	return err
}
