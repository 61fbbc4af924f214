package dataset

import (
	"errors"
	"fmt"
	"io/fs"

	"zhibiao/pipeline/table"
)

// Open opens the current version of a dataset for reading.
func Open(fsys FS) (*Version, error) {
	target, err := current(fsys)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("no dataset here: no run has finished; start `zhibiao run -o` with this directory")
	}
	if err != nil {
		return nil, err
	}
	var n int
	if _, err := fmt.Sscanf(target, "versions/%d", &n); err != nil {
		return nil, fmt.Errorf("%s: points to %q, which is no version", currentLink, target)
	}
	return OpenVersion(fsys, n)
}

// OpenVersion opens any version that is still kept.
func OpenVersion(fsys FS, version int) (*Version, error) {
	m, err := readManifest(fsys, version)
	if err != nil {
		return nil, err
	}
	v := &Version{Manifest: *m, fsys: fsys, dir: versionDir + "/" + number(version), files: m.Files, tables: map[string]*table.Table{}}
	for _, t := range table.All(nil) {
		if t != nil && len(v.filesOf(t.Name)) > 0 {
			v.tables[t.Name] = t
		}
	}
	for _, f := range v.filesOf("panel_wide") {
		rd, err := fsys.Open(v.dir + "/" + f.Path)
		if err != nil {
			return nil, err
		}
		t, err := table.Describe(rd, "panel_wide")
		rd.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		v.tables[t.Name] = t
	}
	return v, nil
}
