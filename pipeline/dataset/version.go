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
	"strings"
	"sync"

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
	// sources says of documents of the listing what the others say about them.
	sources map[int32]source

	open  map[string]*part // by directory
	parts map[string]int
	// last is the part that Writer gave out last; waiting sums the rows that wait in all parts, with
	// lastWaiting of them in last.
	last                 *part
	waiting, lastWaiting int64

	// slots bounds the files that are encoded at once; nil: each in its turn. ending has the files of a
	// table that are on their way to files; mu guards what they leave: files and failed.
	slots  chan struct{}
	ending map[string]*sync.WaitGroup
	mu     sync.Mutex
	files  []file
	failed error
}

const buildDir = tmpDir + "/version"

func newVersion(r *Run, number int, listing string) (*Version, error) {
	v := &Version{
		Manifest: Manifest{Format: manifestFormat, Version: number, Key: r.opt.Key, Metadata: r.opt.Metadata, Documents: len(r.listing), Listing: listing},
		fsys:     r.fsys, dir: buildDir, run: r, tables: map[string]*table.Table{}, open: map[string]*part{}, parts: map[string]int{},
		ending: map[string]*sync.WaitGroup{},
	}
	if r.opt.Workers > 0 {
		v.slots = make(chan struct{}, r.opt.Workers)
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
	v.ending[t.Name] = new(sync.WaitGroup)
	return v.fsys.MkdirAll(v.dir + "/" + t.Name)
}

// Writer returns the writer for the next row of a table of this version, which must stand alone where it is given in
// bytes; partitioned tables are split by reportYear. Unknown is 0 and not the Hive name for null, which pandas fails on. Files and row
// groups are cut by the rows alone, so cuts are the same in every run.
func (v *Version) Writer(t *table.Table, reportYear int) (*table.Writer, error) {
	v.makeRoom()
	if v.last == nil || v.last.Table() != t || t.Partitioned && v.last.year != reportYear || v.full(v.last) {
		p, err := v.part(t, reportYear)
		if err != nil {
			return nil, err
		}
		v.last, v.lastWaiting = p, p.file.Waiting()
	}
	return v.last.Writer, nil
}

func (v *Version) full(p *part) bool {
	return p.Rows() >= v.run.opt.FileRows || p.Size() >= v.run.opt.FileBytes
}

// part finds or starts the file that the next row goes to.
func (v *Version) part(t *table.Table, reportYear int) (*part, error) {
	dir := t.Name
	if t.Partitioned {
		dir += "/" + table.PartitionColumn + "=" + strconv.Itoa(reportYear)
	}
	p := v.open[dir]
	if p != nil && v.full(p) {
		if err := v.finish(p); err != nil {
			return nil, err
		}
		p = nil
	}
	if p != nil {
		return p, nil
	}
	n := v.parts[dir]
	if v.parts[dir]++; n == 0 {
		if err := v.fsys.MkdirAll(v.dir + "/" + dir); err != nil {
			return nil, err
		}
	}
	path := fmt.Sprintf("%s/part-%05d", dir, n)
	p, err := createPart(v.fsys, v.dir+"/"+path+".tmp", t, table.Options{Metadata: v.Metadata, Encode: v.background})
	if err != nil {
		return nil, err
	}
	p.dir, p.path, p.year = dir, path, reportYear
	v.open[dir] = p
	return p, nil
}

// background runs f when there is a slot for it.
func (v *Version) background(f func()) {
	if v.slots == nil {
		f()
		return
	}
	v.slots <- struct{}{}
	go func() {
		defer func() { <-v.slots }()
		f()
	}()
}

// makeRoom ends the row group of the file in which most rows wait while too many wait in all.
func (v *Version) makeRoom() {
	if v.last != nil {
		now := v.last.file.Waiting()
		v.waiting, v.lastWaiting = v.waiting+now-v.lastWaiting, now
	}
	for v.waiting >= v.run.opt.OpenBytes {
		var most *part
		for _, p := range v.open {
			if most == nil || cmp.Or(cmp.Compare(p.file.Waiting(), most.file.Waiting()), cmp.Compare(most.dir, p.dir)) > 0 {
				most = p
			}
		}
		v.waiting -= most.file.Waiting()
		most.file.Flush()
		most.Apart()
		if most == v.last {
			v.lastWaiting = 0
		}
	}
}

// finish ends a file and gives it the name of its content, in the background where there is one.
func (v *Version) finish(p *part) error {
	v.waiting -= p.file.Waiting()
	if v.last == p {
		v.last, v.lastWaiting = nil, 0
	}
	delete(v.open, p.dir)
	name := p.Table().Name
	end := func() {
		f, err := p.finish()
		if err == nil {
			f.Path = p.path + "-" + f.SHA256[:16] + ".parquet"
			err = v.fsys.Rename(p.name, v.dir+"/"+f.Path)
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		if err == nil {
			v.files = append(v.files, f)
		} else if v.failed == nil {
			v.failed = err
		}
	}
	if v.slots == nil {
		end()
	} else {
		v.ending[name].Go(end)
	}
	return v.failure()
}

// failure is the first error of a file that was ended.
func (v *Version) failure() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.failed
}

// wait is until the files of a table that are ended are there.
func (v *Version) wait(name string) {
	if w := v.ending[name]; w != nil {
		w.Wait()
	}
}

// Finish closes the files of a table, so that it can be read. A table without rows gets one file without
// rows: readers want a schema.
func (v *Version) Finish(t *table.Table) error {
	if err := v.end(t); err != nil {
		return err
	}
	v.wait(t.Name)
	return v.failure()
}

// end is Finish without the wait.
func (v *Version) end(t *table.Table) error {
	var open []*part
	started := false
	for dir := range v.parts {
		if name, _, _ := strings.Cut(dir, "/"); name == t.Name {
			started = true
			if p := v.open[dir]; p != nil {
				open = append(open, p)
			}
		}
	}
	if !started {
		p, err := v.part(t, 0)
		if err != nil {
			return err
		}
		open = []*part{p}
	}
	slices.SortFunc(open, func(a, b *part) int { return cmp.Compare(a.dir, b.dir) })
	for _, p := range open {
		if err := v.finish(p); err != nil {
			return err
		}
	}
	return nil
}

// Abandon drops a version that is not published.
func (v *Version) Abandon() {
	for _, p := range v.open {
		p.abandon()
	}
	v.open = map[string]*part{}
	for name := range v.ending {
		v.wait(name)
	}
}

// filesOf lists the files of a table by path.
func (v *Version) filesOf(name string) []file {
	v.wait(name)
	v.mu.Lock()
	defer v.mu.Unlock()
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
		files := v.filesOf(t.Name)
		if err := v.failure(); err != nil {
			yield(table.Row{}, err)
			return
		}
		for _, f := range files {
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
