package archive

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"zhibiao/pipeline"
)

// zip yields the members of a zip file in the order of its directory. Office documents are zip files
// but documents: they are yielded whole.
func (r *reader) zip(p string, at io.ReaderAt, in io.Reader, size int64, depth int) bool {
	if at == nil || size < 0 {
		raw, fault := r.slurp(in, size, r.cfg.Limits.NestedBytes, "limits.nested_bytes")
		if fault != nil {
			return r.emitFault(p, size, fault)
		}
		at, in, size = bytes.NewReader(raw), bytes.NewReader(raw), int64(len(raw))
	}
	if size > 512 && declaredEntries(at, size) > int64(r.cfg.Limits.Entries) {
		return r.emitFault(p, size, pipeline.Faultf(stage, pipeline.TooManyEntries, "more than %d entries (limits.entries)", r.cfg.Limits.Entries))
	}
	z, err := zip.NewReader(at, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return r.emitFault(p, size, r.asFault(err, pipeline.BrokenContainer))
	}
	z.RegisterDecompressor(zip.Deflate, inflate)
	if office(z) {
		return r.document(p, in, size)
	}
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if fault := r.budget.entry(); fault != nil {
			return r.emitFault(p, size, fault)
		}
		if !r.zipMember(p, f, depth) {
			return false
		}
		if r.budget.fault != nil {
			return !r.stopped
		}
	}
	return true
}

// inflate unpacks a member in half the time that the standard library takes.
func inflate(in io.Reader) io.ReadCloser {
	f := inflaters.Get().(*inflater)
	var from io.Reader = &f.whole
	n, err := io.ReadFull(in, f.buf)
	f.whole.Reset(f.buf[:n])
	if err != io.EOF && err != io.ErrUnexpectedEOF {
		f.in.Reset(io.MultiReader(&f.whole, in))
		from = f.in
	}
	_ = f.out.(flate.Resetter).Reset(from, nil) // which fails for no reader
	return &inflating{f}
}

// inflater unpacks one member after the other. One that is no larger than buf is read at once, and unpacked from there.
type inflater struct {
	buf   []byte
	whole bytes.Reader
	in    *bufio.Reader
	out   io.ReadCloser
}

var inflaters = sync.Pool{New: func() any {
	in := bufio.NewReader(nil)
	return &inflater{buf: make([]byte, 64<<10), in: in, out: flate.NewReader(in)}
}}

// inflating gives the inflater back when it is closed.
type inflating struct{ f *inflater }

func (i *inflating) Read(p []byte) (int, error) {
	if i.f == nil {
		return 0, fs.ErrClosed
	}
	return i.f.out.Read(p)
}

func (i *inflating) Close() error {
	if i.f == nil {
		return nil
	}
	err := i.f.out.Close()
	i.f.in.Reset(nil)
	inflaters.Put(i.f)
	i.f = nil
	return err
}

func (r *reader) zipMember(p string, f *zip.File, depth int) bool {
	name, safe := memberName(f.Name)
	mp := join(p, name)
	size := int64(f.UncompressedSize64)
	switch mode := f.Mode(); {
	case !safe:
		return r.emitFault(mp, size, pipeline.Faultf(stage, pipeline.UnsafePath, "the name leaves the archive"))
	case mode&fs.ModeSymlink != 0:
		return r.emitFault(mp, size, pipeline.Faultf(stage, pipeline.LinkSkipped, "symbolic link in an archive"))
	case !mode.IsRegular():
		return r.emitFault(mp, size, pipeline.Faultf(stage, pipeline.SpecialFile, "mode %v", mode.Type()))
	case f.Flags&1 != 0:
		return r.emitFault(mp, size, pipeline.Faultf(stage, pipeline.EncryptedInput, "encrypted member"))
	}
	in, err := f.Open()
	if err != nil {
		reason := pipeline.BrokenContainer
		if errors.Is(err, zip.ErrAlgorithm) {
			reason = pipeline.UnsupportedFormat
		}
		return r.emitFault(mp, size, r.asFault(err, reason))
	}
	defer in.Close()
	return r.content(mp, content{r: &metered{in, r.budget}, size: size}, depth+1)
}

// office reports whether a zip file is an OOXML, OpenDocument or EPUB document.
func office(z *zip.Reader) bool {
	for i, f := range z.File {
		if f.Name == "[Content_Types].xml" || i == 0 && f.Name == "mimetype" {
			return true
		}
	}
	return false
}

// declaredEntries reads the number of entries from the end of the directory, before archive/zip
// builds a list of them.
func declaredEntries(at io.ReaderAt, size int64) int64 {
	n := min(size, 66<<10)
	tail := make([]byte, n)
	if _, err := at.ReadAt(tail, size-n); err != nil && !errors.Is(err, io.EOF) {
		return 0
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+12 > len(tail) {
		return 0
	}
	count := int64(tail[i+10]) | int64(tail[i+11])<<8
	if j := bytes.LastIndex(tail[:i], []byte("PK\x06\x06")); count == 0xffff && j >= 0 && j+40 <= len(tail) {
		count = 0
		for k := 7; k >= 0; k-- {
			count = count<<8 | int64(tail[j+32+k])
		}
	}
	return count
}
