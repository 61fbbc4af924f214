package dataset

import (
	"fmt"
	"slices"
)

// Collected says what Collect removed.
type Collected struct {
	Versions, Batches, Files int
	Bytes                    int64
}

// Collect removes old versions (all but the newest keep), the batches that only they were made from, and
// what killed runs left. It takes the lock that a run takes.
func Collect(fsys FS, keep int) (got Collected, err error) {
	lock, err := fsys.Lock(lockName)
	if err != nil {
		return got, err
	}
	defer lock.Close()
	all, err := manifests(fsys)
	if err != nil {
		return got, err
	}
	if len(all) == 0 {
		return got, fmt.Errorf("no dataset here: %s is empty", manifestDir)
	}
	if err := fsys.MkdirAll(tmpDir); err != nil {
		return got, err
	}
	defer func() {
		if e := fsys.RemoveAll(tmpDir); err == nil {
			err = e
		}
	}()
	if err := settle(fsys); err != nil { // current must not point to what goes
		return got, err
	}
	old := all[:max(0, len(all)-max(keep, 1))]
	keys := map[string]bool{}
	for _, n := range all[len(old):] {
		m, err := readManifest(fsys, n)
		if err != nil {
			return got, err
		}
		keys[m.Key] = true
	}
	for _, n := range old {
		m, err := readManifest(fsys, n)
		if err != nil {
			return got, err
		}
		// The manifest goes first: a version without one is a leftover.
		if err := fsys.RemoveAll(manifestDir + "/" + number(n) + ".json"); err != nil {
			return got, err
		}
		if err := fsys.SyncDir(manifestDir); err != nil {
			return got, err
		}
		if err := fsys.RemoveAll(versionDir + "/" + number(n)); err != nil {
			return got, err
		}
		got.Versions++
		for _, f := range m.Files {
			got.Files++
			got.Bytes += f.Bytes
		}
	}
	return got, collectBatches(fsys, keys, &got)
}

// collectBatches writes the journal anew with the batches of the keys that are kept.
func collectBatches(fsys FS, keys map[string]bool, got *Collected) error {
	batches, _, err := readJournal(fsys)
	if err != nil {
		return err
	}
	var lines []byte
	known := map[string]bool{}
	var gone []file
	for _, b := range batches {
		if !keys[b.Key] {
			got.Batches++
			gone = append(gone, b.Files...)
			continue
		}
		line, err := b.line()
		if err != nil {
			return err
		}
		lines = append(lines, line...)
		for _, f := range b.Files {
			known[f.Path] = true
		}
	}
	for _, f := range gone {
		if !known[f.Path] {
			got.Files++
			got.Bytes += f.Bytes
		}
	}
	if got.Batches > 0 {
		aside := tmpDir + "/journal"
		if err := fsys.RemoveAll(aside); err != nil {
			return err
		}
		if err := writeFile(fsys, aside, lines); err != nil {
			return err
		}
		if err := fsys.Rename(aside, journalName); err != nil {
			return err
		}
		if err := fsys.SyncDir(stateDir); err != nil {
			return err
		}
	}
	return removeUnknown(fsys, batchDir, known)
}

// Versions lists the versions that are kept, oldest first.
func Versions(fsys FS) ([]Manifest, error) {
	all, err := manifests(fsys)
	if err != nil {
		return nil, err
	}
	out := make([]Manifest, 0, len(all))
	for _, n := range slices.Sorted(slices.Values(all)) {
		m, err := readManifest(fsys, n)
		if err != nil {
			return nil, err
		}
		out = append(out, *m)
	}
	return out, nil
}
