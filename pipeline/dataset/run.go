package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/apache/arrow/go/v15/arrow/memory"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// Options says how a run writes.
type Options struct {
	// Key names the rules, the settings and the program: rows that were made with another key are not
	// used again. It must not hold a time, a host or a path.
	Key string
	// Metadata goes into every file and the manifest: ruleset, program version. Pairs of key and value.
	Metadata [][2]string
	// BatchDocuments and BatchBytes end a batch, whichever comes first.
	BatchDocuments int
	BatchBytes     int64
	// FileRows and FileBytes cut the files of a version; OpenBytes bounds what all open files hold.
	FileRows, FileBytes, OpenBytes int64
	// FS is OS(dir) when nil.
	FS FS
	// Allocator is Arrow's default when nil.
	Allocator memory.Allocator
}

func (o Options) withDefaults(dir string) Options {
	set := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	if o.BatchDocuments <= 0 {
		o.BatchDocuments = 512
	}
	set(&o.BatchBytes, 64<<20)
	set(&o.FileRows, 1<<20)
	set(&o.FileBytes, 256<<20)
	set(&o.OpenBytes, 512<<20)
	if o.FS == nil {
		o.FS = OS(dir)
	}
	if o.Allocator == nil {
		o.Allocator = memory.DefaultAllocator
	}
	return o
}

// Run is one run that writes a dataset: the Output of a sink, and then the maker of a version. Close
// it in any case; it holds the dataset's lock.
type Run struct {
	opt  Options
	fsys FS
	lock io.Closer

	batches []batch
	// staged maps the documents of earlier runs to their place, and is not changed after Begin: workers
	// read it. fresh has those of this run.
	staged, fresh map[string]place

	listing []string
	listed  map[string]bool

	work     map[string]*open // the batch in work, by table
	workDocs int
	workIDs  []string
	sketches *sketcher
	failed   error
}

type place struct{ batch, pos int32 }

// Begin opens the dataset at dir for writing, makes it if it is not there, and brings what a killed run
// left into order.
func Begin(dir string, opt Options) (*Run, error) {
	if opt.FS == nil {
		// The dataset's own directory is made with the rights that the user gave the directory above.
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, fmt.Errorf("dataset: %w", err)
		}
	}
	opt = opt.withDefaults(dir)
	r := &Run{opt: opt, fsys: opt.FS, staged: map[string]place{}, fresh: map[string]place{}, listed: map[string]bool{}, work: map[string]*open{}, sketches: newSketcher()}
	if err := r.fsys.MkdirAll(stateDir); err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	lock, err := r.fsys.Lock(lockName)
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	r.lock = lock
	if err := r.recover(); err != nil {
		lock.Close()
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	return r, nil
}

// recover removes what is not finished and loads what is.
func (r *Run) recover() error {
	if err := r.fsys.RemoveAll(tmpDir); err != nil {
		return err
	}
	for _, d := range []string{batchDir, versionDir, manifestDir, tmpDir} {
		if err := r.fsys.MkdirAll(d); err != nil {
			return err
		}
	}
	for _, d := range []string{".", stateDir} {
		if err := r.fsys.SyncDir(d); err != nil {
			return err
		}
	}
	if err := roomFor(r.fsys); err != nil {
		return err
	}
	all, size, err := readJournal(r.fsys)
	if err != nil {
		return err
	}
	if data, err := readFile(r.fsys, journalName); err == nil && int64(len(data)) > size {
		if err := r.fsys.Truncate(journalName, size); err != nil {
			return fmt.Errorf("journal: %w", err)
		}
	}
	known := map[string]bool{}
	for _, b := range all {
		for _, f := range b.Files {
			known[f.Path] = true
		}
		if b.Key != r.opt.Key {
			continue
		}
		if err := r.load(b); err != nil {
			return fmt.Errorf("%w; remove %s and %s to read all documents again", err, batchDir, journalName)
		}
	}
	if err := removeUnknown(r.fsys, batchDir, known); err != nil {
		return err
	}
	return settle(r.fsys)
}

// roomFor finds out before the work, not after it, that something else has the name of a table.
func roomFor(fsys FS) error {
	if _, err := fsys.Readlink(currentLink); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil // the dataset shows copies
	}
	names := []string{manifestName, packageName, codebookName}
	for _, t := range table.All(table.PanelWide(nil)) {
		names = append(names, t.Name)
	}
	for _, name := range names {
		if _, err := fsys.Readlink(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return inTheWay(name, err)
		}
	}
	return nil
}

func inTheWay(name string, err error) error {
	return fmt.Errorf("%s: is in the way: it is no part of a dataset; move it or choose another output (%w)", name, err)
}

func removeUnknown(fsys FS, dir string, known map[string]bool) error {
	entries, err := fsys.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !known[e.Name()] {
			if err := fsys.RemoveAll(dir + "/" + e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// load checks a batch and takes up its documents.
func (r *Run) load(b batch) error {
	at := int32(len(r.batches))
	r.batches = append(r.batches, b)
	for _, f := range b.Files {
		if err := checkFile(r.fsys, batchDir+"/"+f.Path, f); err != nil {
			return err
		}
		if f.Table != table.Documents.Name {
			continue
		}
		rd, err := r.fsys.Open(batchDir + "/" + f.Path)
		if err != nil {
			return err
		}
		pos := int32(0)
		for row, err := range table.Read(context.Background(), rd, table.Documents, []string{"doc_id"}) {
			if err != nil {
				rd.Close()
				return err
			}
			r.staged[strings.Clone(row.Text(0))] = place{at, pos}
			pos++
		}
		if err := rd.Close(); err != nil {
			return err
		}
	}
	return nil
}

// Has reports whether the rows of a document were written by an earlier run with the same key, so that
// the work on it can be spared. It is safe for many goroutines.
func (r *Run) Has(docID string) bool {
	_, ok := r.staged[docID]
	return ok
}

// Document starts the rows of a document. Documents come in source order, those that Has knows, too. It
// returns false where no rows are to be written: they are there already, or the same document
// came before in this run.
func (r *Run) Document(d *pipeline.Document) (bool, error) {
	if r.failed != nil {
		return false, r.failed
	}
	if r.listed[d.ID] {
		return false, nil
	}
	if r.workDocs >= r.opt.BatchDocuments || r.size() >= r.opt.BatchBytes {
		if err := r.Commit(); err != nil {
			return false, err
		}
	}
	r.listed[d.ID] = true
	r.listing = append(r.listing, d.ID)
	if r.Has(d.ID) {
		return false, nil
	}
	r.workDocs++
	r.workIDs = append(r.workIDs, d.ID)
	w, err := r.Writer(sketchTable)
	if err != nil {
		return false, err
	}
	w.Text(d.ID)
	w.Text(r.sketches.sketch(d.Text))
	if err := w.EndRow(); err != nil {
		return false, r.fail(err)
	}
	return true, nil
}

func (r *Run) size() (n int64) {
	for _, o := range r.work {
		n += o.Size()
	}
	return n
}

// fail makes the first error the answer to every later call: after a failed write nothing of the
// batch may be committed.
func (r *Run) fail(err error) error {
	if r.failed == nil {
		r.failed = err
	}
	return r.failed
}

// Writer returns the writer of a table in the batch in work.
func (r *Run) Writer(t *table.Table) (*table.Writer, error) {
	if r.failed != nil {
		return nil, r.failed
	}
	o := r.work[t.Name]
	if o == nil {
		var err error
		if o, err = create(r.fsys, tmpDir+"/"+t.Name+".parquet", t, table.Options{Allocator: r.opt.Allocator, Scratch: true}); err != nil {
			return nil, r.fail(err)
		}
		r.work[t.Name] = o
	}
	return o.Writer, nil
}

// staging lists the tables of a batch, in the order of their files in the journal.
var staging = []*table.Table{table.Documents, table.Observations, table.Quantities, table.Quarantine, sketchTable}

// Commit makes the batch in work durable.
func (r *Run) Commit() error {
	if r.failed != nil {
		return r.failed
	}
	if r.workDocs == 0 {
		return nil
	}
	b := batch{Key: r.opt.Key, Documents: int64(r.workDocs)}
	for _, t := range staging {
		o := r.work[t.Name]
		if o == nil {
			continue
		}
		delete(r.work, t.Name)
		f, err := o.finish()
		if err != nil {
			return r.fail(err)
		}
		f.Path = f.SHA256 + ".parquet"
		// The same rows of another key have the same name and content.
		if err := r.fsys.Link(o.name, batchDir+"/"+f.Path); err != nil && !errors.Is(err, fs.ErrExist) {
			return r.fail(err)
		}
		if err := r.fsys.RemoveAll(o.name); err != nil {
			return r.fail(err)
		}
		b.Files = append(b.Files, f)
	}
	if err := r.fsys.SyncDir(batchDir); err != nil {
		return r.fail(err)
	}
	if err := appendJournal(r.fsys, b); err != nil {
		return r.fail(err)
	}
	at := int32(len(r.batches))
	r.batches = append(r.batches, b)
	for i, id := range r.workIDs {
		r.fresh[id] = place{at, int32(i)}
	}
	r.workDocs, r.workIDs = 0, nil
	return nil
}

// Close gives the lock back. What was not committed is lost, which the next run makes good; its files are
// removed, since the disk may be full.
func (r *Run) Close() error {
	for _, t := range staging {
		if o := r.work[t.Name]; o != nil {
			o.abandon()
		}
	}
	r.work = map[string]*open{}
	if r.lock == nil {
		return nil
	}
	_ = r.fsys.RemoveAll(tmpDir) // the next run does it if this one cannot
	err := r.lock.Close()
	r.lock = nil
	return err
}
