package dataset

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"

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
	// BatchDocuments and BatchBytes (of documents and their rows) end a batch, whichever comes first: it is
	// what a run that is killed has to do again.
	BatchDocuments int
	BatchBytes     int64
	// FileRows and FileBytes cut the files of a version; OpenBytes bounds the rows that wait in all open
	// files.
	FileRows, FileBytes, OpenBytes int64
	// Workers is how many files are encoded at once while others are filled; 0: none, each in its turn.
	Workers int
	// FS is OS(dir) when nil.
	FS FS
}

func (o Options) withDefaults(dir string) Options {
	set := func(v *int64, d int64) {
		if *v <= 0 {
			*v = d
		}
	}
	if o.BatchDocuments <= 0 {
		o.BatchDocuments = 2048
	}
	set(&o.BatchBytes, 48<<20)
	set(&o.FileRows, 1<<20)
	set(&o.FileBytes, 256<<20)
	set(&o.OpenBytes, 12<<20)
	if o.FS == nil {
		o.FS = OS(dir)
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
	// read it.
	staged map[docKey]place

	// listing is where the documents of this run stand, listed which they are, names the hash of their ids.
	listing []place
	listed  map[docKey]struct{}
	names   hash.Hash

	work     *stage // the batch in work, or nil
	last     *stage // that, or the one before: its memory serves the next
	sketches *sketcher
	failed   error
}

// place is a batch and a document in it.
type place struct{ batch, pos int32 }

// docKey stands for the id of a document, in less memory.
type docKey [16]byte

func keyOfDocument(id string) docKey {
	sum := sha256.Sum256([]byte(id))
	return docKey(sum[:16])
}

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
	r := &Run{opt: opt, fsys: opt.FS, staged: map[docKey]place{}, listed: map[docKey]struct{}{}, names: sha256.New(), sketches: newSketcher()}
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
	name := batchDir + "/" + b.Files[0].Path
	if err := checkFile(r.fsys, name, b.Files[0]); err != nil {
		return err
	}
	s, err := openStaged(r.fsys, name)
	if err != nil {
		return err
	}
	for pos := range s.entries {
		r.staged[keyOfDocument(s.entries[pos].id)] = place{at, int32(pos)}
	}
	return s.rd.Close()
}

// Has reports whether the rows of a document were written by an earlier run with the same key, so that
// the work on it can be spared. It is safe for many goroutines.
func (r *Run) Has(docID string) bool {
	_, ok := r.staged[keyOfDocument(docID)]
	return ok
}

// Documents is how many documents the listing has.
func (r *Run) Documents() int { return len(r.listing) }

// Document starts the rows of a document. Documents come in source order, those that Has knows, too. It
// returns false where no rows are to be written: they are there already, or the same document
// came before in this run.
func (r *Run) Document(d *pipeline.Document) (bool, error) {
	if r.failed != nil {
		return false, r.failed
	}
	if r.listed == nil {
		return false, r.fail(fmt.Errorf("document %s: comes after the version was made", d.ID))
	}
	key := keyOfDocument(d.ID)
	if _, ok := r.listed[key]; ok {
		return false, nil
	}
	if err := r.endDocument(); err != nil {
		return false, err
	}
	r.listed[key] = struct{}{}
	fmt.Fprintf(r.names, "%s\n", d.ID)
	if p, ok := r.staged[key]; ok {
		r.listing = append(r.listing, p)
		return false, nil
	}
	if r.work == nil {
		if r.last == nil {
			r.last = newStage()
		}
		if err := r.last.open(r.fsys); err != nil {
			return false, r.fail(err)
		}
		r.work = r.last
	}
	r.listing = append(r.listing, place{int32(len(r.batches)), int32(r.work.documents)})
	r.work.begin(d.ID, r.sketches.sketch(d.Text), d.Bytes)
	return true, nil
}

// endDocument closes the document in work, and the batch where it is full.
func (r *Run) endDocument() error {
	if r.work == nil {
		return nil
	}
	if err := r.work.end(); err != nil {
		return r.fail(err)
	}
	if r.work.documents >= r.opt.BatchDocuments || r.work.input+r.work.rows >= r.opt.BatchBytes {
		return r.Commit()
	}
	return nil
}

// fail makes the first error the answer to every later call: after a failed write nothing of the
// batch may be committed.
func (r *Run) fail(err error) error {
	if r.failed == nil {
		r.failed = err
	}
	return r.failed
}

// Writer returns where the rows of the document in work go.
func (r *Run) Writer(t *table.Table) (*table.Writer, error) {
	if r.failed != nil {
		return nil, r.failed
	}
	var w *table.Writer
	if r.work != nil {
		w = r.work.writer(t)
	}
	if w == nil {
		return nil, r.fail(fmt.Errorf("table %s: no document has been started, or none has rows of it", t.Name))
	}
	return w, nil
}

// Commit makes the batch in work durable.
func (r *Run) Commit() error {
	if r.failed != nil {
		return r.failed
	}
	if r.work == nil {
		return nil
	}
	s := r.work
	r.work = nil
	f, err := s.finish()
	if err != nil {
		return r.fail(err)
	}
	// The same rows of another key have the same name and content.
	if err := r.fsys.Link(s.name, batchDir+"/"+f.Path); err != nil && !errors.Is(err, fs.ErrExist) {
		return r.fail(err)
	}
	if err := r.fsys.RemoveAll(s.name); err != nil {
		return r.fail(err)
	}
	if err := r.fsys.SyncDir(batchDir); err != nil {
		return r.fail(err)
	}
	b := batch{Key: r.opt.Key, Documents: f.Rows, Files: []file{f}}
	if err := appendJournal(r.fsys, b); err != nil {
		return r.fail(err)
	}
	r.batches = append(r.batches, b)
	return nil
}

// Close gives the lock back. What was not committed is lost, which the next run makes good; its files are
// removed, since the disk may be full.
func (r *Run) Close() error {
	if r.work != nil {
		r.work.f.Close()
		r.work = nil
	}
	if r.lock == nil {
		return nil
	}
	_ = r.fsys.RemoveAll(tmpDir) // the next run does it if this one cannot
	err := r.lock.Close()
	r.lock = nil
	return err
}
