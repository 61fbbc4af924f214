package archive

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"zhibiao/pipeline"
)

// content is one file or member: a stream, random access where the holder has it, and its size or -1.
type content struct {
	r    io.Reader
	at   io.ReaderAt
	size int64
}

// peekBytes is how much of a content the choice of its reader may see.
const peekBytes = 64 << 10

// buffers are those of documents that have been read; what reads a container may hold on to its own.
var buffers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, peekBytes) }}

// content yields the documents of c, which is a document itself or a container.
func (r *reader) content(p string, c content, depth int) bool {
	br := buffers.Get().(*bufio.Reader)
	br.Reset(c.r)
	head, err := br.Peek(4096)
	if err != nil && len(head) == 0 && !errors.Is(err, io.EOF) {
		reason := pipeline.Unreadable
		if depth > 0 {
			reason = pipeline.BrokenContainer
		}
		return r.emitFault(p, c.size, r.asFault(err, reason))
	}
	kind := sniff(head)
	if kind == "" {
		defer func() {
			br.Reset(nil)
			buffers.Put(br)
		}()
		if t := r.rowTable(p, br, head); t != nil {
			return t(r)
		}
		return r.document(p, br, c.size)
	}
	if depth >= r.cfg.Limits.Depth {
		return r.emitFault(p, c.size, pipeline.Faultf(stage, pipeline.TooDeep, "containers nest deeper than %d (limits.depth)", r.cfg.Limits.Depth))
	}
	switch kind {
	case "zip":
		return r.zip(p, c.at, br, c.size, depth)
	case "tar":
		return r.tar(p, br, depth)
	case "7z", "rar", "parquet":
		return r.unpacked(kind, p, c, br, depth)
	case "warc":
		return r.warc(p, br)
	}
	in, ext, err := r.decompressor(kind, c, br)
	if err != nil {
		return r.lost(p, c.size, err)
	}
	defer in.Close()
	inner := content{r: &metered{in, r.budget}, size: -1}
	name := stem(p, ext)
	if strings.HasSuffix(name, ".tgz") {
		name = strings.TrimSuffix(name, ".tgz") + ".tar"
	}
	// A compressed tar is one container to its user: a.tar.gz!member.
	ibr := bufio.NewReaderSize(inner.r, peekBytes)
	switch ihead, _ := ibr.Peek(4096); sniff(ihead) {
	case "tar":
		return r.tar(p, ibr, depth)
	case "warc":
		return r.warc(p, ibr)
	}
	inner.r = ibr
	return r.content(join(p, memberPath(name)), inner, depth+1)
}

func memberPath(name string) string { n, _ := memberName(name); return n }

// sniff names the container that starts with head, or "".
func sniff(head []byte) string {
	has := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case has("PK\x03\x04"), has("PK\x05\x06"), has("PK\x07\x08"):
		return "zip"
	case has("7z\xbc\xaf\x27\x1c"):
		return "7z"
	case has("Rar!\x1a\x07"):
		return "rar"
	case has("PAR1"):
		return "parquet"
	case has("\xfd7zXZ\x00"):
		return "xz"
	case has("WARC/"):
		return "warc"
	case has("\x1f\x8b"):
		return "gz"
	case has("\x28\xb5\x2f\xfd"):
		return "zst"
	case has("BZh") && len(head) > 10 && (bytes.HasPrefix(head[4:], []byte("1AY&SY")) || bytes.HasPrefix(head[4:], []byte("\x17rE8P\x90"))):
		return "bz2"
	case len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar")):
		return "tar"
	}
	return ""
}

func (r *reader) decompressor(kind string, c content, in io.Reader) (io.ReadCloser, string, error) {
	switch kind {
	case "gz":
		z, err := gzip.NewReader(in)
		return z, ".gz", err
	case "zst":
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20), zstd.WithDecoderMaxWindow(64<<20))
		if err != nil {
			return nil, "", err
		}
		return z.IOReadCloser(), ".zst", nil
	case "xz":
		s, fault, err := r.isolated(kind, c, in, false)
		if fault != nil {
			return nil, "", fault
		}
		if err != nil {
			return nil, "", err
		}
		return &answer{s: s}, ".xz", nil
	}
	return io.NopCloser(bzip2.NewReader(in)), ".bz2", nil
}

// document yields c as one document.
func (r *reader) document(p string, in io.Reader, size int64) bool {
	raw, fault := r.slurp(in, size, r.cfg.Limits.DocumentBytes, "limits.document_bytes")
	if fault != nil {
		return r.emitFault(p, max(size, int64(len(raw))), fault)
	}
	return r.emit(p, raw, pipeline.Hints{})
}

// slurp reads all of in, up to a limit.
func (r *reader) slurp(in io.Reader, size, limit int64, name string) ([]byte, *pipeline.Fault) {
	if size > limit {
		return nil, pipeline.Faultf(stage, pipeline.TooLarge, "%d bytes; the limit is %d (%s)", size, limit, name)
	}
	var buf bytes.Buffer
	if size > 0 && size <= 1<<20 { // a stated size is believed only as far as it is cheap
		buf.Grow(int(size) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(in, limit+1))
	switch {
	case n > limit:
		return nil, pipeline.Faultf(stage, pipeline.TooLarge, "more than %d bytes (%s)", limit, name)
	case err != nil:
		return buf.Bytes(), r.asFault(err, pipeline.BrokenContainer)
	}
	return buf.Bytes(), nil
}

// asFault says what a read error means.
func (r *reader) asFault(err error, reason pipeline.Reason) *pipeline.Fault {
	if r.budget != nil && r.budget.fault != nil {
		return r.budget.fault
	}
	var f *pipeline.Fault
	if errors.As(err, &f) {
		return f
	}
	if errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
		return pipeline.Faultf(stage, pipeline.MemoryExceeded, "%v", err)
	}
	return pipeline.Faultf(stage, reason, "%v", trimPath(err))
}
