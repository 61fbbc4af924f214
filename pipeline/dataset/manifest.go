package dataset

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

const manifestFormat = 1

// Manifest lists what a version consists of. It holds nothing of the machine or the hour.
type Manifest struct {
	Format  int `json:"format"`
	Version int `json:"version"`
	// Key names rules, settings and program; Metadata says them in words.
	Key      string      `json:"key"`
	Metadata [][2]string `json:"metadata"`
	// Documents is the number of documents, Listing the hash of their names in order.
	Documents int    `json:"documents"`
	Listing   string `json:"listing"`
	Files     []file `json:"files"`
	// Checksum is of the manifest without it.
	Checksum string `json:"checksum"`
}

func sum256(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func (m *Manifest) encode() ([]byte, error) {
	m.Checksum = ""
	plain, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	m.Checksum = sum256(plain)
	b, err := json.MarshalIndent(m, "", "  ")
	return append(b, '\n'), err
}

func decodeManifest(name string, b []byte) (*Manifest, error) {
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return nil, fmt.Errorf("%s: damaged manifest: %w", name, err)
	}
	want := m.Checksum
	again, err := m.encode()
	if err != nil {
		return nil, err
	}
	if m.Checksum != want || !bytes.Equal(again, b) {
		return nil, fmt.Errorf("%s: damaged manifest: its checksum is wrong", name)
	}
	if m.Format != manifestFormat {
		return nil, fmt.Errorf("%s: format %d: this program reads format %d", name, m.Format, manifestFormat)
	}
	return &m, nil
}

func number(version int) string { return fmt.Sprintf("%06d", version) }

// manifests lists the published versions, oldest first.
func manifests(fsys FS) ([]int, error) {
	entries, err := fsys.ReadDir(manifestDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []int
	for _, e := range entries {
		n, err := strconv.Atoi(strings.TrimSuffix(e.Name(), ".json"))
		if err != nil || e.Name() != number(n)+".json" {
			return nil, fmt.Errorf("%s/%s: not a manifest", manifestDir, e.Name())
		}
		out = append(out, n)
	}
	slices.Sort(out)
	return out, nil
}

// newest reads the manifest of the newest version, nil when there is none.
func newest(fsys FS) (*Manifest, error) {
	all, err := manifests(fsys)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return readManifest(fsys, all[len(all)-1])
}

func readManifest(fsys FS, version int) (*Manifest, error) {
	name := manifestDir + "/" + number(version) + ".json"
	b, err := readFile(fsys, name)
	if err != nil {
		return nil, err
	}
	m, err := decodeManifest(name, b)
	if err == nil && m.Version != version {
		err = fmt.Errorf("%s: is the manifest of version %d", name, m.Version)
	}
	return m, err
}

// Publish makes the version the current one, and returns its number. Package comment: how.
func (v *Version) Publish() error {
	if len(v.open) > 0 {
		return fmt.Errorf("version %d: a table is not finished", v.Version)
	}
	for name := range v.ending {
		v.wait(name)
	}
	if err := v.failure(); err != nil {
		return err
	}
	if err := v.describe(); err != nil {
		return err
	}
	slices.SortFunc(v.files, func(a, b file) int { return cmp.Compare(a.Path, b.Path) })
	v.Manifest.Files = v.files
	b, err := v.encode()
	if err != nil {
		return err
	}
	if err := writeFile(v.fsys, v.dir+"/"+manifestName, b); err != nil {
		return err
	}
	dirs := map[string]bool{v.dir: true}
	for _, f := range v.files {
		for d := path.Dir(v.dir + "/" + f.Path); len(d) > len(v.dir); d = path.Dir(d) {
			dirs[d] = true
		}
	}
	for _, d := range slices.Sorted(mapKeys(dirs)) {
		if err := v.fsys.SyncDir(d); err != nil {
			return err
		}
	}
	final := versionDir + "/" + number(v.Version)
	if err := v.fsys.Rename(v.dir, final); err != nil {
		return err
	}
	v.dir = final
	if err := v.fsys.SyncDir(versionDir); err != nil {
		return err
	}
	if err := v.fsys.Link(final+"/"+manifestName, manifestDir+"/"+number(v.Version)+".json"); err != nil {
		return fmt.Errorf("version %d: %w", v.Version, err)
	}
	if err := v.fsys.SyncDir(manifestDir); err != nil {
		return err
	}
	return settle(v.fsys)
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
