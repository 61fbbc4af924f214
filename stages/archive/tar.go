package archive

import (
	"archive/tar"
	"errors"
	"io"
	"path"

	"zhibiao/pipeline"
)

// tar yields the members of a tar stream. After damage the rest cannot be found: the container
// itself becomes a fault, and what came before stays.
func (r *reader) tar(p string, in io.Reader, depth int) bool {
	t := tar.NewReader(in)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return r.emitFault(p, -1, r.asFault(err, pipeline.BrokenContainer))
		}
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		if fault := r.budget.entry(); fault != nil {
			return r.emitFault(p, -1, fault)
		}
		if !r.tarMember(p, h, t, depth) {
			return false
		}
		if r.budget.fault != nil {
			return !r.stopped
		}
	}
}

func (r *reader) tarMember(p string, h *tar.Header, in io.Reader, depth int) bool {
	name, safe := memberName(path.Clean(h.Name))
	mp := join(p, name)
	switch {
	case !safe:
		return r.emitFault(mp, h.Size, pipeline.Faultf(stage, pipeline.UnsafePath, "the name leaves the archive"))
	case h.Typeflag == tar.TypeSymlink || h.Typeflag == tar.TypeLink:
		return r.emitFault(mp, 0, pipeline.Faultf(stage, pipeline.LinkSkipped, "link in an archive"))
	case h.Typeflag != tar.TypeReg && h.Typeflag != tar.TypeGNUSparse:
		return r.emitFault(mp, 0, pipeline.Faultf(stage, pipeline.SpecialFile, "type %q", h.Typeflag))
	}
	return r.content(mp, content{r: &metered{in, r.budget}, size: h.Size}, depth+1)
}
