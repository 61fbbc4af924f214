package dataset

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path"
	"slices"
	"strings"

	"zhibiao/pipeline/table"
)

// Problem is something that Verify found, and where.
type Problem struct {
	Path, What string
	// Leftover marks what a killed run leaves: no damage, and gone after the next run.
	Leftover bool
}

func (p Problem) String() string { return p.Path + ": " + p.What }

// Verify reads every file of the dataset and compares sizes, hashes, row counts and keys. It returns
// what is damaged, missing, in excess or in the wrong place; an error means that it could not look.
func Verify(ctx context.Context, fsys FS) ([]Problem, error) {
	c := &verifier{ctx: ctx, fsys: fsys}
	if err := c.run(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.found, func(a, b Problem) int { return cmp.Compare(a.Path, b.Path) })
	return c.found, nil
}

type verifier struct {
	ctx   context.Context
	fsys  FS
	found []Problem
	// damaged names the tables whose files are not to be read: what the Parquet reader makes of damaged
	// bytes can cost any amount of memory.
	damaged map[string]bool
}

func (c *verifier) report(name, format string, args ...any) {
	c.found = append(c.found, Problem{Path: name, What: fmt.Sprintf(format, args...)})
}

func (c *verifier) run() error {
	versions := c.versions()
	var newest *Manifest
	for _, n := range versions {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		name := manifestDir + "/" + number(n) + ".json"
		m, err := readManifest(c.fsys, n)
		if err != nil {
			c.report(name, "%s", trim(err, name))
			continue
		}
		newest = m
		c.version(m)
	}
	if len(versions) == 0 {
		c.report(manifestDir, "no version is published")
	}
	if newest != nil && newest.Version == versions[len(versions)-1] {
		c.shown(newest)
		c.keys(newest)
	}
	c.batches(len(versions) > 0)
	return c.ctx.Err()
}

// trim takes the name off an error that starts with it.
func trim(err error, name string) string {
	return strings.TrimPrefix(err.Error(), name+": ")
}

var stateNames = []string{batchDir, versionDir, manifestDir, tmpDir, currentLink, lockName, journalName}

// versions lists the published ones and reports other things that stand with them.
func (c *verifier) versions() []int {
	entries, err := c.fsys.ReadDir(manifestDir)
	if err != nil {
		c.report(manifestDir, "%v", err)
		return nil
	}
	var out []int
	known := map[string]bool{}
	for _, e := range entries {
		var n int
		if _, err := fmt.Sscanf(e.Name(), "%d.json", &n); err != nil || e.Name() != number(n)+".json" {
			c.report(manifestDir+"/"+e.Name(), "is no manifest")
			continue
		}
		known[number(n)] = true
		out = append(out, n)
	}
	slices.Sort(out)
	entries, err = c.fsys.ReadDir(versionDir)
	if err != nil {
		c.report(versionDir, "%v", err)
	}
	shown, _ := current(c.fsys)
	for _, e := range entries {
		if known[e.Name()] {
			continue
		}
		// A run links the manifest before it moves current, so a version that is shown or has a
		// successor had one.
		if name := "versions/" + e.Name(); name == shown || len(out) > 0 && e.Name() < number(out[len(out)-1]) {
			c.report(manifestDir+"/"+e.Name()+".json", "is missing")
		} else {
			c.leftover(versionDir+"/"+e.Name(), "no manifest names this version")
		}
	}
	if entries, err := c.fsys.ReadDir(stateDir); err == nil {
		for _, e := range entries {
			if name := stateDir + "/" + e.Name(); !slices.Contains(stateNames, name) {
				c.report(name, "is in excess: it is no part of the dataset")
			}
		}
	}
	if entries, err := c.fsys.ReadDir(tmpDir); err == nil {
		for _, e := range entries {
			c.leftover(tmpDir+"/"+e.Name(), "unfinished")
		}
	}
	return out
}

func (c *verifier) leftover(name, what string) {
	c.found = append(c.found, Problem{Path: name, What: what + "; the next run removes it", Leftover: true})
}

// version compares the files of one version.
func (c *verifier) version(m *Manifest) {
	c.damaged = map[string]bool{}
	dir := versionDir + "/" + number(m.Version)
	known := map[string]bool{dir + "/" + manifestName: true}
	for _, f := range m.Files {
		name := dir + "/" + f.Path
		known[name] = true
		if err := c.file(name, f); err != nil {
			c.report(name, "%s", trim(err, name))
			c.damaged[f.Table] = true
		}
	}
	name := dir + "/" + manifestName
	b, err := readFile(c.fsys, name)
	if err != nil {
		c.report(name, "%s", missing(err))
	} else if _, err := decodeManifest(name, b); err != nil {
		c.report(name, "%s", trim(err, name))
	} else if same, err := readFile(c.fsys, manifestDir+"/"+number(m.Version)+".json"); err != nil || string(same) != string(b) {
		c.report(name, "is not the manifest that was published")
	}
	c.extra(dir, known)
}

func missing(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "is missing"
	}
	return err.Error()
}

// file compares one file.
func (c *verifier) file(name string, f file) error {
	err := checkFile(c.fsys, name, f)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("is missing")
	}
	return err
}

// extra reports files below dir that nothing names.
func (c *verifier) extra(dir string, known map[string]bool) {
	entries, err := c.fsys.ReadDir(dir)
	if err != nil {
		c.report(dir, "%s", missing(err))
		return
	}
	for _, e := range entries {
		name := dir + "/" + e.Name()
		switch {
		case e.IsDir():
			c.extra(name, known)
		case !known[name]:
			c.report(name, "is in excess: the manifest does not name it")
		}
	}
}

// shown checks what readers open: links, or copies where there are no links.
func (c *verifier) shown(m *Manifest) {
	top := m.top()
	if got, err := current(c.fsys); err != nil {
		c.report(currentLink, "%s", missing(err))
	} else if got != m.target() {
		c.report(currentLink, "points to %s, want %s", got, m.target())
	}
	if _, err := c.fsys.Readlink(currentLink); err == nil || errors.Is(err, fs.ErrNotExist) {
		for _, name := range top {
			got, err := c.fsys.Readlink(name)
			if want := currentLink + "/" + name; err != nil {
				c.report(name, "%s", missing(err))
			} else if got != want {
				c.report(name, "points to %s, want %s", got, want)
			}
		}
	} else {
		known := map[string]bool{}
		for _, f := range m.Files {
			known[f.Path] = true
			if err := c.file(f.Path, f); err != nil {
				c.report(f.Path, "%s", trim(err, f.Path))
			}
		}
		for _, name := range top {
			if path.Ext(name) == "" {
				c.extra(name, known)
			}
		}
	}
	entries, err := c.fsys.ReadDir(".")
	if err != nil {
		c.report(".", "%v", err)
	}
	for _, e := range entries {
		if !slices.Contains(top, e.Name()) && path.Ext(e.Name()) == ".parquet" {
			c.report(e.Name(), "is in excess: it is no part of the dataset")
		}
	}
}

// keys checks that keys are unique, that references lead somewhere and that every document is counted.
func (c *verifier) keys(m *Manifest) {
	if c.damaged["panel_wide"] {
		return
	}
	v, err := OpenVersion(c.fsys, m.Version)
	if err != nil {
		c.report(manifestDir, "%v", err)
		return
	}
	ids := map[string]map[[16]byte]bool{}
	for _, t := range table.All(v.tables["panel_wide"]) {
		if t == nil || v.tables[t.Name] == nil || c.damaged[t.Name] || len(t.Key) == 0 {
			continue
		}
		ids[t.Name] = c.unique(v, t)
	}
	if n := len(ids[table.Documents.Name]); n != m.Documents && !c.damaged[table.Documents.Name] {
		c.report(table.Documents.Name, "%d documents, want %d", n, m.Documents)
	}
	for _, r := range []struct {
		from   *table.Table
		column string
		to     *table.Table
	}{
		{table.Observations, "doc_id", table.Documents},
		{table.Quantities, "doc_id", table.Documents},
		{table.Quantities, "matched_obs_id", table.Observations},
		{table.Panel, "chosen_obs_id", table.Observations},
		{table.Panel, "target_obs_id", table.Observations},
	} {
		if v.tables[r.from.Name] == nil || c.damaged[r.from.Name] || c.damaged[r.to.Name] {
			continue
		}
		for row, err := range v.Read(c.ctx, r.from, []string{r.column}) {
			if err != nil {
				break // reported with the file
			}
			if !row.Null(0) && !ids[r.to.Name][keyOf(row, 1)] {
				c.report(r.from.Name, "%s %s is not in %s", r.column, row.Text(0), r.to.Name)
				break
			}
		}
	}
}

func (c *verifier) unique(v *Version, t *table.Table) map[[16]byte]bool {
	seen := map[[16]byte]bool{}
	for row, err := range v.Read(c.ctx, t, t.Key) {
		if err != nil {
			break // reported with the file
		}
		k := keyOf(row, len(t.Key))
		if seen[k] {
			c.report(t.Name, "two rows have the same %s", strings.Join(t.Key, ", "))
			break
		}
		seen[k] = true
	}
	return seen
}

func keyOf(row table.Row, n int) (k [16]byte) {
	h := fnv.New128a()
	for i := range n {
		h.Write(row.AppendKey(nil, i))
	}
	h.Sum(k[:0])
	return k
}

// batches checks what later runs start from.
func (c *verifier) batches(published bool) {
	all, size, err := readJournal(c.fsys)
	if err != nil {
		c.report(journalName, "%s", trim(err, journalName))
		return
	}
	if data, err := readFile(c.fsys, journalName); err == nil && int64(len(data)) > size {
		c.report(journalName, "the last line is torn: a run was stopped here, and the next one cuts it off")
	}
	if len(all) == 0 && published {
		c.report(journalName, "is empty, but a version was made; the next run reads all documents again")
	}
	known := map[string]bool{}
	for _, b := range all {
		for _, f := range b.Files {
			name := batchDir + "/" + f.Path
			if known[name] {
				continue
			}
			known[name] = true
			if err := c.file(name, f); err != nil {
				c.report(name, "%s", trim(err, name))
			}
		}
	}
	entries, err := c.fsys.ReadDir(batchDir)
	if err != nil {
		c.report(batchDir, "%s", missing(err))
	}
	for _, e := range entries {
		if name := batchDir + "/" + e.Name(); !known[name] {
			c.leftover(name, "the journal does not name it")
		}
	}
}
