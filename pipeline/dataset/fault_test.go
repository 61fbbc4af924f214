package dataset

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"zhibiao/pipeline"
	"zhibiao/pipeline/table"
)

// documents makes n documents with a row or two each.
func documents(from, to int) []*pipeline.Document {
	var out []*pipeline.Document
	for i := from; i < to; i++ {
		text := fmt.Sprintf("第%d个地区的5G基站总数达%d万个。", i, i)
		out = append(out, &pipeline.Document{ID: fmt.Sprintf("doc%04d", i), Path: fmt.Sprintf("%04d.txt", i), Text: text, TextSHA256: sum256([]byte(text)), State: pipeline.Extracted})
	}
	return out
}

// put writes a row with the id in its first two columns and something in the rest.
func put(w *table.Writer, values map[string]string) error {
	for _, c := range w.Table().Columns {
		v, ok := values[c.Name]
		switch {
		case c.Type == table.Strings:
			w.Strings(nil)
		case ok && c.Type >= table.Int16 && c.Type <= table.Int64:
			n, err := strconv.Atoi(v)
			if err != nil {
				return err
			}
			w.Int(int64(n))
		case ok || c.Type <= table.Dict && !c.Nullable:
			w.Text(v)
		case c.Nullable:
			w.Null()
		case c.Type == table.Bool:
			w.Bool(false)
		case c.Type == table.Float32:
			w.Float(1)
		default:
			w.Int(7)
		}
	}
	return w.EndRow()
}

// write runs documents into the dataset, from Begin to Publish.
func write(fsys FS, key string, docs []*pipeline.Document) (read int, err error) {
	r, err := Begin("", Options{FS: fsys, Key: key, BatchDocuments: 3, Metadata: [][2]string{{"ruleset", key}}})
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for _, d := range docs {
		wanted, err := r.Document(d)
		if err != nil {
			return read, err
		}
		if !wanted {
			continue
		}
		read++
		values := map[string]string{"doc_id": d.ID, "source_path": d.Path, "text_sha256": d.TextSHA256, "state": string(d.State), "matched_obs_id": "", "detail": key, "report_year": "2021"}
		for _, t := range []*table.Table{table.Quantities, table.Quarantine, table.Documents} {
			w, err := r.Writer(t)
			if err != nil {
				return read, err
			}
			if err := put(w, values); err != nil {
				return read, err
			}
		}
	}
	v, err := r.Merge(context.Background(), nil)
	if err != nil {
		return read, err
	}
	if v == nil {
		return read, nil
	}
	defer v.Abandon()
	return read, v.Publish()
}

func mustWrite(t testing.TB, fsys FS, key string, docs []*pipeline.Document) int {
	t.Helper()
	n, err := write(fsys, key, docs)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func mustVerify(t testing.TB, fsys FS, when string) {
	t.Helper()
	found, err := Verify(context.Background(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		t.Errorf("%s: %v", when, p)
	}
}

// rounds is how many random cases a test takes: few in every run, all of them for a soak.
func rounds(short, full int) int {
	if os.Getenv("ZHIBIAO_SOAK") != "" {
		return full
	}
	return short
}

// Whichever call fails, and however: the run says so, readers see the old dataset or the new one, and the next run
// ends in the bytes of a run that nothing disturbed.
func TestEveryCallFails(t *testing.T) {
	docs := documents(0, 8)
	whole := newMemFS()
	mustWrite(t, whole, "k", docs[:4])
	old, base := whole.current(), whole.clone()
	before := whole.calls
	mustWrite(t, whole, "k", docs)
	want := whole.current()
	calls := whole.calls - before
	t.Logf("%d calls that change something", calls)
	kinds := []error{syscall.ENOSPC, syscall.EIO, io.ErrShortWrite, syscall.EROFS}
	step := max(1, calls/rounds(12, calls))
	for n := 1; n <= calls; n += step {
		for k, kind := range kinds {
			if step > 1 && n/step%len(kinds) != k { // a short test takes the kinds in turn
				continue
			}
			m := base.clone()
			start, failed := m.calls, ""
			m.fail = func(i int, what string) error {
				if i == start+n {
					failed = what
					return kind
				}
				return nil
			}
			_, err := write(m, "k", docs)
			m.fail = nil
			name := fmt.Sprintf("call %d (%s) fails with %v", n, failed, kinds[k])
			if failed == "" {
				t.Fatalf("%s: was never made", name)
			}
			if err == nil {
				// Tidying up after the version was published may fail: the next run does it.
				if failed != "remove" || m.current() != want {
					t.Errorf("%s: the run says nothing", name)
				}
			} else if !errors.Is(err, kind) {
				t.Errorf("%s: the error is %v", name, err)
			}
			if got := m.current(); got != old && got != want {
				t.Errorf("%s: readers see neither the old nor the new dataset:\n%s", name, got)
			}
			mustWrite(t, m, "k", docs)
			if m.current() != want {
				t.Errorf("%s: the run after it ends in other bytes", name)
			}
			mustVerify(t, m, name)
			if t.Failed() {
				return
			}
		}
	}
}

// A disk that stays full makes every later call fail, too.
func TestDiskStaysFull(t *testing.T) {
	docs := documents(0, 8)
	whole := newMemFS()
	mustWrite(t, whole, "k", docs)
	for n := 1; n < whole.calls; n += 37 {
		m := newMemFS()
		m.fail = func(i int, what string) error {
			if i >= n && (what == "write" || what == "create" || what == "mkdir") {
				return syscall.ENOSPC
			}
			return nil
		}
		if _, err := write(m, "k", docs); !errors.Is(err, syscall.ENOSPC) {
			// Past the last write the run is through.
			if err != nil || m.current() != whole.current() {
				t.Fatalf("full from call %d: %v", n, err)
			}
		}
		m.fail = nil
		mustWrite(t, m, "k", docs)
		if m.current() != whole.current() {
			t.Fatalf("full from call %d: the run after it ends in other bytes", n)
		}
	}
}

// A power cut forgets what was not synced, or some of it, in any mixture.
func TestPowerCuts(t *testing.T) {
	if v := powerCuts(t, func(m *memFS) FS { return m }, rounds(10, 500)); v != "" {
		t.Error(v)
	}
}

// powerCuts writes through wrap(m), cuts the power and returns the first promise that was broken.
func powerCuts(t *testing.T, wrap func(*memFS) FS, n int) string {
	docs := documents(0, 8)
	whole := newMemFS()
	mustWrite(t, wrap(whole), "k", docs[:4])
	old, base, before := whole.current(), whole.clone(), whole.calls
	mustWrite(t, wrap(whole), "k", docs)
	want, calls := whole.current(), whole.calls-before
	for i := range n {
		rnd := rand.New(rand.NewPCG(1, uint64(i)))
		m := base.clone()
		at := m.calls + 1 + rnd.IntN(calls)
		m.fail = func(n int, _ string) error {
			if n >= at {
				return errCut
			}
			return nil
		}
		_, err := write(wrap(m), "k", docs)
		share := rnd.IntN(101)
		m = m.cut(func(int) bool { return rnd.IntN(100) < share })
		name := fmt.Sprintf("cut %d at call %d, %d%% of the unsynced kept (run: %v)", i, at, share, err)
		if got := m.current(); got != old && got != want {
			return fmt.Sprintf("%s: readers see neither the old nor the new dataset:\n%s\nold:\n%s", name, got, old)
		}
		if err == nil && m.current() != want {
			return name + ": a run that said it was done is gone"
		}
		if _, err := write(m, "k", docs); err != nil {
			return fmt.Sprintf("%s: the run after it: %v", name, err)
		}
		if m.current() != want {
			return name + ": the run after it ends in other bytes"
		}
		mustVerify(t, m, name)
	}
	return ""
}

// Protocols that are wrong in one step, which the test above must tell from the right one.
func TestWrongProtocolsAreCaught(t *testing.T) {
	for name, wrap := range map[string]func(*memFS) FS{
		"journal before data":        func(m *memFS) FS { return &journalFirst{memFS: m} },
		"written in place":           func(m *memFS) FS { return inPlace{m} },
		"data is not synced":         func(m *memFS) FS { return noSync{m} },
		"directories are not synced": func(m *memFS) FS { return noDirSync{m} },
	} {
		t.Run(name, func(t *testing.T) {
			v := powerCuts(t, wrap, 500)
			if v == "" {
				t.Error("not caught")
			}
			first, _, _ := strings.Cut(v, "\n")
			t.Log(first)
		})
	}
}

// journalFirst makes the files of a batch appear after the line that names them.
type journalFirst struct {
	*memFS
	late [][2]string
	n    int
}

func (f *journalFirst) Link(oldname, newname string) error {
	if !strings.HasPrefix(newname, batchDir) {
		return f.memFS.Link(oldname, newname)
	}
	f.n++
	aside := fmt.Sprintf("%s/late%d", tmpDir, f.n)
	f.late = append(f.late, [2]string{aside, newname})
	return f.memFS.Link(oldname, aside)
}

func (f *journalFirst) SyncDir(name string) error {
	if err := f.memFS.SyncDir(name); err != nil || name != stateDir {
		return err
	}
	for _, l := range f.late { // the journal is synced now
		if err := f.memFS.Link(l[0], l[1]); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	f.late = nil
	return f.memFS.SyncDir(batchDir)
}

// inPlace changes the link that readers follow by taking it away and making it anew.
type inPlace struct{ *memFS }

func (f inPlace) Rename(oldname, newname string) error {
	if newname != currentLink {
		return f.memFS.Rename(oldname, newname)
	}
	if err := f.memFS.RemoveAll(newname); err != nil {
		return err
	}
	if err := f.memFS.SyncDir(stateDir); err != nil {
		return err
	}
	return f.memFS.Rename(oldname, newname)
}

type noSync struct{ *memFS }

func (f noSync) Create(name string) (File, error) {
	file, err := f.memFS.Create(name)
	return noSyncFile{file}, err
}

type noSyncFile struct{ File }

func (noSyncFile) Sync() error { return nil }

type noDirSync struct{ *memFS }

func (noDirSync) SyncDir(string) error { return nil }

// Stopped again and again after a few calls, a run gets on and ends in the same bytes.
func TestKilledOverAndOver(t *testing.T) {
	docs := documents(0, 30)
	whole := newMemFS()
	mustWrite(t, whole, "k", docs)
	for i := range rounds(2, 200) {
		rnd := rand.New(rand.NewPCG(2, uint64(i)))
		m := newMemFS()
		read, killed := 0, 0
		for {
			end := m.calls + 20 + rnd.IntN(400)
			m.fail = func(n int, _ string) error {
				if n >= end {
					return errCut
				}
				return nil
			}
			n, err := write(m, "k", docs)
			read += n
			if err == nil {
				break
			}
			killed++
			m.held = false
		}
		m.fail = nil
		if m.current() != whole.current() {
			t.Fatalf("round %d: other bytes after %d kills", i, killed)
		}
		if read > len(docs)+3*killed {
			t.Errorf("round %d: %d documents read for %d, killed %d times", i, read, len(docs), killed)
		}
	}
}

func TestExtendAndRules(t *testing.T) {
	docs := documents(0, 10)
	m, whole := newMemFS(), newMemFS()
	mustWrite(t, m, "k", docs[2:7])
	// New documents stand before and after the old ones; one is gone.
	if n := mustWrite(t, m, "k", append(documents(0, 5), docs[6:]...)); n != 5 {
		t.Errorf("%d documents read, want the 5 new ones", n)
	}
	mustWrite(t, whole, "k", documents(20, 21)) // so that version numbers agree
	mustWrite(t, whole, "k", append(documents(0, 5), docs[6:]...))
	if m.current() != whole.current() {
		t.Errorf("an extended dataset differs from one made at once:\n%s\n%s", m.current(), whole.current())
	}
	if n := mustWrite(t, m, "k", append(documents(0, 5), docs[6:]...)); n != 0 || mustOpen(t, m).Version != 2 {
		t.Errorf("the same again: %d documents read, version %d", n, mustOpen(t, m).Version)
	}
	if n := mustWrite(t, m, "new rules", docs); n != 10 {
		t.Errorf("new rules: %d documents read, want all 10", n)
	}
	for n, want := range map[int]string{2: "k", 3: "new rules"} {
		v, err := OpenVersion(m, n)
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range v.Read(context.Background(), table.Quarantine, []string{"detail"}) {
			if err != nil || row.Text(0) != want {
				t.Fatalf("version %d: %v %s", n, err, row.Text(0))
			}
		}
	}
	mustVerify(t, m, "three versions")
	got, err := Collect(m, 1)
	if err != nil || got.Versions != 2 || got.Batches == 0 {
		t.Fatalf("collect: %+v, %v", got, err)
	}
	mustVerify(t, m, "collected")
	if n := mustWrite(t, m, "new rules", docs); n != 0 {
		t.Errorf("after collect %d documents are read again", n)
	}
}

func mustOpen(t testing.TB, fsys FS) *Version {
	t.Helper()
	v, err := Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestSecondRunIsRefused(t *testing.T) {
	dir := t.TempDir()
	r, err := Begin(dir, Options{Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, err = Begin(dir, Options{Key: "k"})
	var held *HeldError
	if !errors.As(err, &held) || !strings.Contains(held.Holder, fmt.Sprint(os.Getpid())) {
		t.Errorf("got %v", err)
	}
}

// noLinks is a file system without symbolic links.
type noLinks struct{ *memFS }

func (noLinks) Symlink(string, string) error { return errors.ErrUnsupported }

func TestWithoutSymbolicLinks(t *testing.T) {
	m := noLinks{newMemFS()}
	mustWrite(t, m, "k", documents(0, 4))
	mustVerify(t, m, "first version")
	for n := 1; ; n += rounds(7, 1) { // stopped anywhere on the way to the second
		c := noLinks{m.clone()}
		start := c.calls
		c.fail = func(i int, _ string) error {
			if i >= start+n {
				return errCut
			}
			return nil
		}
		_, err := write(c, "k", documents(0, 8))
		c.fail, c.held = nil, false
		if _, err := write(c, "k", documents(0, 8)); err != nil {
			t.Fatalf("stopped at call %d: %v", n, err)
		}
		mustVerify(t, c, fmt.Sprintf("stopped at call %d", n))
		if v := mustOpen(t, c); v.Version != 2 || v.Rows("documents") != 8 {
			t.Fatalf("stopped at call %d: version %d", n, v.Version)
		}
		if got := sum256(c.names[manifestName].data); got != sum256(c.names[versionDir+"/000002/"+manifestName].data) {
			t.Fatalf("stopped at call %d: readers see another manifest", n)
		}
		if err == nil {
			break
		}
	}
}

func TestForeignDirectoryIsLeftAlone(t *testing.T) {
	m := newMemFS()
	if err := m.MkdirAll("panel"); err != nil {
		t.Fatal(err)
	}
	read, err := write(m, "k", documents(0, 2))
	if err == nil || !strings.Contains(err.Error(), "panel: is in the way") || read > 0 {
		t.Errorf("%d documents read: %v", read, err)
	}
}
