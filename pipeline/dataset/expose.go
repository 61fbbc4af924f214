package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// settle removes versions that were never published and makes the dataset's own directory show the
// newest one that was.
func settle(fsys FS) error {
	all, err := manifests(fsys)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, n := range all {
		known[number(n)] = true
	}
	shown, err := current(fsys)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil && !known[path.Base(shown)] {
		return fmt.Errorf("%s/%s.json: is missing, but %s points to this version; link the version's own %s there",
			manifestDir, path.Base(shown), currentLink, manifestName)
	}
	if err := removeUnknown(fsys, versionDir, known); err != nil {
		return err
	}
	if len(all) == 0 {
		return nil
	}
	m, err := readManifest(fsys, all[len(all)-1])
	if err != nil {
		return err
	}
	if err := showLinks(fsys, m); !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return showCopies(fsys, m, shown)
}

// current names the version that is shown, as versions/000001.
func current(fsys FS) (string, error) {
	target, err := fsys.Readlink(currentLink)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return target, err
	}
	b, err := readFile(fsys, currentLink) // see showCopies
	return strings.TrimSpace(string(b)), err
}

func (m *Manifest) target() string { return "versions/" + number(m.Version) }

// top lists the names that stand in the dataset's own directory.
func (m *Manifest) top() []string {
	names := map[string]bool{manifestName: true}
	for _, f := range m.Files {
		first, _, _ := strings.Cut(f.Path, "/")
		names[first] = true
	}
	return slices.Sorted(mapKeys(names))
}

// showLinks makes the names of tables links through current, so that one rename of current switches
// them all.
func showLinks(fsys FS, m *Manifest) error {
	for _, name := range m.top() {
		if err := relink(fsys, currentLink+"/"+name, name); err != nil {
			return err
		}
	}
	if err := fsys.SyncDir("."); err != nil {
		return err
	}
	if err := relink(fsys, m.target(), currentLink); err != nil {
		return err
	}
	return fsys.SyncDir(stateDir)
}

// relink makes name a link to target, by rename, if it is not one already.
func relink(fsys FS, target, name string) error {
	got, err := fsys.Readlink(name)
	if err == nil && got == target {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		if shown, cerr := current(fsys); cerr == nil && shown != "" {
			if _, lerr := fsys.Readlink(currentLink); lerr != nil {
				return errors.ErrUnsupported // the dataset shows copies, and keeps to it
			}
		}
		return inTheWay(name, err)
	}
	aside := tmpDir + "/link"
	if err := fsys.RemoveAll(aside); err != nil {
		return err
	}
	if err := fsys.Symlink(target, aside); err != nil {
		return err
	}
	return fsys.Rename(aside, name)
}

// showCopies stands in where there are no symbolic links (Windows without the right to make them). The
// tables are hard links to the files of the version, and current is a file. Each table is switched by
// two renames and not all at once: a reader that opens tables in that moment may miss one or see the
// old one. current is written last, so an interrupted switch is done again.
func showCopies(fsys FS, m *Manifest, shown string) error {
	if shown == m.target() {
		return nil
	}
	const aside = tmpDir + "/show"
	if err := fsys.RemoveAll(aside); err != nil {
		return err
	}
	names := []string{manifestName}
	for _, f := range m.Files {
		names = append(names, f.Path)
	}
	for _, name := range names {
		if err := fsys.MkdirAll(path.Dir(aside + "/" + name)); err != nil {
			return err
		}
		if err := fsys.Link(versionDir+"/"+number(m.Version)+"/"+name, aside+"/"+name); err != nil {
			return err
		}
	}
	for i, name := range m.top() {
		old := fmt.Sprintf("%s/old%d", tmpDir, i)
		if err := fsys.RemoveAll(old); err != nil {
			return err
		}
		if err := fsys.Rename(name, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := fsys.Rename(aside+"/"+name, name); err != nil {
			return err
		}
		if err := fsys.RemoveAll(old); err != nil {
			return err
		}
	}
	if err := fsys.SyncDir("."); err != nil {
		return err
	}
	file := tmpDir + "/current"
	if err := fsys.RemoveAll(file); err != nil {
		return err
	}
	if err := writeFile(fsys, file, []byte(m.target()+"\n")); err != nil {
		return err
	}
	if err := fsys.Rename(file, currentLink); err != nil {
		return err
	}
	return fsys.SyncDir(stateDir)
}
