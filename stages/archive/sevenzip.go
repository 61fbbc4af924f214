package archive

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/bodgit/sevenzip"

	"zhibiao/pipeline"
)

// A 7z file states how much memory its decompression takes, up to gigabytes, and its library believes
// it. So it is unpacked behind the process boundary, or not at all.

// member7z is one member on its way from the child.
type member7z struct {
	Name  string
	Data  []byte
	Fault *pipeline.Fault
}

// sevenZip yields the members of a 7z file.
func (r *reader) sevenZip(p string, in io.Reader, size int64, depth int) bool {
	if r.pool == nil {
		return r.emitFault(p, size, pipeline.Faultf(stage, pipeline.UnsupportedFormat, "7z is read only behind a process boundary; unpack it first"))
	}
	raw, fault := r.slurp(in, size, r.cfg.Limits.NestedBytes, "limits.nested_bytes")
	if fault != nil {
		return r.emitFault(p, size, fault)
	}
	answer, err := r.pool.Call(r.ctx, stage, "7z", raw)
	if err != nil {
		if r.ctx.Err() != nil {
			r.stopped = true
			r.yield(nil, r.ctx.Err())
			return false
		}
		return r.emitFault(p, size, r.asFault(err, pipeline.BrokenContainer))
	}
	members := gob.NewDecoder(bytes.NewReader(answer))
	for {
		var m member7z
		if err := members.Decode(&m); errors.Is(err, io.EOF) {
			return true
		} else if err != nil {
			return r.emitFault(p, size, r.asFault(err, pipeline.BrokenContainer))
		}
		if fault := r.budget.entry(); fault != nil {
			return r.emitFault(p, size, fault)
		}
		name, safe := memberName(m.Name)
		mp := join(p, name)
		ok := true
		switch {
		case m.Fault != nil:
			ok = r.emitFault(mp, 0, m.Fault)
		case !safe:
			ok = r.emitFault(mp, int64(len(m.Data)), pipeline.Faultf(stage, pipeline.UnsafePath, "the name leaves the archive"))
		default:
			ok = r.content(mp, content{r: &metered{bytes.NewReader(m.Data), r.budget}, at: bytes.NewReader(m.Data), size: int64(len(m.Data))}, depth+1)
		}
		if !ok {
			return false
		}
	}
}

// SevenZip is the child's side: it unpacks a 7z file and answers with its members. It is a handler for
// the process boundary.
func SevenZip(_ context.Context, raw []byte) ([]byte, error) {
	z, err := sevenzip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		var enc *sevenzip.ReadError
		if errors.As(err, &enc) && enc.Encrypted {
			return nil, pipeline.Faultf(stage, pipeline.EncryptedInput, "7z with a password")
		}
		return nil, pipeline.Faultf(stage, pipeline.BrokenContainer, "7z: %v", err)
	}
	var out bytes.Buffer
	enc := gob.NewEncoder(&out)
	total := int64(0)
	limit := max(int64(len(raw))*200, 64<<20)
	for _, f := range z.File {
		if f.FileInfo().IsDir() || strings.HasSuffix(f.Name, "/") {
			continue
		}
		m := member7z{Name: f.Name}
		switch mode := f.Mode(); {
		case mode&fs.ModeSymlink != 0:
			m.Fault = pipeline.Faultf(stage, pipeline.LinkSkipped, "symbolic link in an archive")
		case !mode.IsRegular():
			m.Fault = pipeline.Faultf(stage, pipeline.SpecialFile, "mode %v", mode.Type())
		default:
			m.Data, err = read7z(f, limit-total)
			total += int64(len(m.Data))
			var tooBig *pipeline.Fault
			var re *sevenzip.ReadError
			switch {
			case errors.As(err, &tooBig):
				m.Fault, m.Data = tooBig, nil
			case errors.As(err, &re) && re.Encrypted:
				m.Fault, m.Data = pipeline.Faultf(stage, pipeline.EncryptedInput, "encrypted member"), nil
			case err != nil:
				m.Fault, m.Data = pipeline.Faultf(stage, pipeline.BrokenContainer, "%v", err), nil
			}
		}
		if err := enc.Encode(m); err != nil {
			return nil, fmt.Errorf("7z: %w", err)
		}
		if total >= limit {
			break
		}
	}
	return out.Bytes(), nil
}

func read7z(f *sevenzip.File, limit int64) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, limit+1))
	if int64(len(b)) > limit {
		return nil, pipeline.Faultf(stage, pipeline.RatioExceeded, "the 7z file expands more than 200 times")
	}
	return b, err
}
