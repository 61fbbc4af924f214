package dataset

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"zhibiao/pipeline/table"
)

// Version is one version of the dataset: under construction between Merge and Publish, for reading only
// after that.
type Version struct {
	Manifest
	fsys   FS
	dir    string
	run    *Run
	tables map[string]*table.Table

	open  map[string]*open // by directory of the part
	parts map[string]int
	files []file
}

const buildDir = tmpDir + "/version"

func newVersion(r *Run, number int, listing string) (*Version, error) {
	v := &Version{
		Manifest: Manifest{Format: manifestFormat, Version: number, Key: r.opt.Key, Metadata: r.opt.Metadata, Documents: len(r.listing), Listing: listing},
		fsys:     r.fsys, dir: buildDir, run: r, tables: map[string]*table.Table{}, open: map[string]*open{}, parts: map[string]int{},
	}
	if err := v.fsys.RemoveAll(buildDir); err != nil {
		return nil, err
	}
	if err := v.fsys.MkdirAll(buildDir); err != nil {
		return nil, err
	}
	for _, t := range []*table.Table{table.Observations, table.Quantities, table.Documents, table.Quarantine} {
		if err := v.Add(t); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// Add makes an empty table.
func (v *Version) Add(t *table.Table) error {
	v.tables[t.Name] = t
	return v.fsys.MkdirAll(v.dir + "/" + t.Name)
}

// Writer returns the writer for the next row of a table of this version; partitioned tables are
// split by reportYear. Unknown is 0 and not the Hive name for null, which pandas fails on. Files are cut by the rows alone, so cuts are the
// same in every run.
func (v *Version) Writer(t *table.Table, reportYear int) (*table.Writer, error) {
	dir := t.Name
	if t.Partitioned {
		dir += "/" + table.PartitionColumn + "=" + strconv.Itoa(reportYear)
	}
	o := v.open[dir]
	if o != nil && (o.Rows() >= v.run.opt.FileRows || o.Size() >= v.run.opt.FileBytes) {
		if err := v.finish(dir); err != nil {
			return nil, err
		}
		o = nil
	}
	if o == nil {
		if err := v.makeRoom(); err != nil {
			return nil, err
		}
		if v.parts[dir] == 0 {
			if err := v.fsys.MkdirAll(v.dir + "/" + dir); err != nil {
				return nil, err
			}
		}
		var err error
		name := fmt.Sprintf("%s/%s/part-%05d.tmp", v.dir, dir, v.parts[dir])
		if o, err = create(v.fsys, name, t, table.Options{Allocator: v.run.opt.Allocator, Metadata: v.Metadata}); err != nil {
			return nil, err
		}
		v.open[dir] = o
	}
	return o.Writer, nil
}

// makeRoom finishes the largest open file while all of them hold too much.
func (v *Version) makeRoom() error {
	for {
		total, largest := int64(0), ""
		for dir, o := range v.open {
			total += o.Size()
			if largest == "" || cmp.Or(cmp.Compare(o.Size(), v.open[largest].Size()), cmp.Compare(largest, dir)) > 0 {
				largest = dir
			}
		}
		if total < v.run.opt.OpenBytes || largest == "" {
			return nil
		}
		if err := v.finish(largest); err != nil {
			return err
		}
	}
}

// finish closes the open file of a directory and gives it the name of its content.
func (v *Version) finish(dir string) error {
	o := v.open[dir]
	delete(v.open, dir)
	f, err := o.finish()
	if err != nil {
		return err
	}
	f.Path = fmt.Sprintf("%s/part-%05d-%s.parquet", dir, v.parts[dir], f.SHA256[:16])
	v.parts[dir]++
	if err := v.fsys.Rename(o.name, v.dir+"/"+f.Path); err != nil {
		return err
	}
	v.files = append(v.files, f)
	return nil
}

// Finish closes the files of a table, so that it can be read. A table without rows gets one file without
// rows: readers want a schema.
func (v *Version) Finish(t *table.Table) error {
	if v.Rows(t.Name) == 0 && !t.Partitioned {
		if _, err := v.Writer(t, 0); err != nil {
			return err
		}
	}
	var dirs []string
	for dir, o := range v.open {
		if o.Table().Name == t.Name {
			dirs = append(dirs, dir)
		}
	}
	if len(dirs) == 0 && v.Rows(t.Name) == 0 {
		if _, err := v.Writer(t, 0); err != nil {
			return err
		}
		return v.finish(t.Name + "/" + table.PartitionColumn + "=0")
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		if err := v.finish(dir); err != nil {
			return err
		}
	}
	return nil
}

// Abandon drops a version that is not published.
func (v *Version) Abandon() {
	for _, o := range v.open {
		o.abandon()
	}
	v.open = map[string]*open{}
}

// filesOf lists the files of a table by path.
func (v *Version) filesOf(name string) []file {
	var out []file
	for _, f := range v.files {
		if f.Table == name {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b file) int { return cmp.Compare(a.Path, b.Path) })
	return out
}

// Rows is the number of rows in the finished files of a table.
func (v *Version) Rows(name string) (n int64) {
	for _, f := range v.filesOf(name) {
		n += f.Rows
	}
	return n
}

// Tables lists the tables of the version by name.
func (v *Version) Tables() []string {
	var out []string
	for name := range v.tables {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Table returns a table of the version, or nil.
func (v *Version) Table(name string) *table.Table { return v.tables[name] }

// Read yields the rows of a table in the order of its files, with the given columns (nil: all).
func (v *Version) Read(ctx context.Context, t *table.Table, columns []string) iter.Seq2[table.Row, error] {
	return func(yield func(table.Row, error) bool) {
		for _, f := range v.filesOf(t.Name) {
			rd, err := v.fsys.Open(v.dir + "/" + f.Path)
			if err != nil {
				yield(table.Row{}, err)
				return
			}
			for row, err := range table.Read(ctx, rd, t, columns) {
				if err != nil {
					err = fmt.Errorf("%s: %w", f.Path, err)
				}
				if !yield(row, err) || err != nil {
					rd.Close()
					return
				}
			}
			rd.Close()
		}
	}
}

// Export writes a table as JSON lines or CSV.
func (v *Version) Export(ctx context.Context, name, format string, w io.Writer) error {
	t := v.tables[name]
	if t == nil {
		return fmt.Errorf("table %q: want one of %v", name, v.Tables())
	}
	return table.Export(w, t, format, v.Read(ctx, t, nil))
}

// describe writes codebook and descriptor.
func (v *Version) describe() error {
	var tables []*table.Table
	for _, t := range table.All(nil) {
		name := "panel_wide"
		if t != nil {
			name = t.Name
		}
		if got := v.tables[name]; got != nil {
			tables = append(tables, got)
		}
	}
	var files []table.File
	for _, t := range tables {
		for _, f := range v.filesOf(t.Name) {
			files = append(files, table.File{Table: t, Path: f.Path})
		}
	}
	var book, pkg bytes.Buffer
	if err := table.Codebook(&book, tables); err != nil {
		return err
	}
	if err := table.DataPackage(&pkg, "zhibiao", "Metrics from Chinese policy reports", files); err != nil {
		return err
	}
	for name, b := range map[string][]byte{codebookName: book.Bytes(), packageName: pkg.Bytes()} {
		if err := writeFile(v.fsys, v.dir+"/"+name, b); err != nil {
			return err
		}
		v.files = append(v.files, file{Path: name, Bytes: int64(len(b)), SHA256: sum256(b)})
	}
	return nil
}
