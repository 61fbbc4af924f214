package archive

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/bodgit/sevenzip"
	"github.com/nwaples/rardecode/v2"
	"github.com/ulikunitz/xz"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

// maxDictionary bounds the window that a RAR file may ask for. WinRAR's default is 32 MiB.
const maxDictionary = 128 << 20

// irregular says why a member that is no file is not read, or nil.
func irregular(mode fs.FileMode) *pipeline.Fault {
	switch {
	case mode&fs.ModeSymlink != 0:
		return pipeline.Faultf(stage, pipeline.LinkSkipped, "symbolic link in an archive")
	case !mode.IsRegular():
		return pipeline.Faultf(stage, pipeline.SpecialFile, "mode %v", mode.Type())
	}
	return nil
}

func unpack7z(_ context.Context, w *isolate.Work) error {
	because := func(err error) *pipeline.Fault {
		var re *sevenzip.ReadError
		if errors.As(err, &re) && re.Encrypted {
			return pipeline.Faultf(stage, pipeline.EncryptedInput, "7z with a password")
		}
		return pipeline.Faultf(stage, pipeline.BrokenContainer, "7z: %v", err)
	}
	z, err := sevenzip.NewReader(w, w.Size)
	if err != nil {
		return because(err)
	}
	out := newPieces(w)
	for _, f := range z.File {
		if f.FileInfo().IsDir() || strings.HasSuffix(f.Name, "/") {
			continue
		}
		if fault := irregular(f.Mode()); fault != nil {
			err = out.fault(f.Name, fault)
		} else if in, e := f.Open(); e != nil {
			err = out.fault(f.Name, because(e))
		} else {
			err = out.member(piece{Name: f.Name}, in, because)
			in.Close()
		}
		if err != nil {
			return err
		}
	}
	return out.flush()
}

func unpackRAR(_ context.Context, w *isolate.Work) error {
	because := func(err error) *pipeline.Fault {
		switch {
		case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted), errors.Is(err, rardecode.ErrBadPassword):
			return pipeline.Faultf(stage, pipeline.EncryptedInput, "rar with a password")
		case errors.Is(err, rardecode.ErrDictionaryTooLarge):
			return pipeline.Faultf(stage, pipeline.MemoryExceeded, "rar: the dictionary is larger than %d MiB", maxDictionary>>20)
		case errors.Is(err, rardecode.ErrMultiVolume):
			return pipeline.Faultf(stage, pipeline.UnsupportedFormat, "rar in several volumes; join or unpack it first")
		}
		return pipeline.Faultf(stage, pipeline.BrokenContainer, "%v", err)
	}
	in := bufio.NewReaderSize(io.NewSectionReader(w, 0, w.Size), 256<<10)
	z, err := rardecode.NewReader(in, rardecode.MaxDictionarySize(maxDictionary))
	if err != nil {
		return because(err)
	}
	out := newPieces(w)
	for {
		h, err := z.Next()
		if errors.Is(err, io.EOF) {
			return out.flush()
		}
		if err != nil {
			return errors.Join(out.flush(), because(err))
		}
		switch fault := irregular(h.Mode()); {
		case h.IsDir:
			continue
		case h.Encrypted:
			err = out.fault(h.Name, pipeline.Faultf(stage, pipeline.EncryptedInput, "encrypted member"))
		case fault != nil:
			err = out.fault(h.Name, fault)
		default:
			err = out.member(piece{Name: h.Name}, z, because)
		}
		if err != nil {
			return err
		}
	}
}

// unpackXZ answers with the bytes themselves.
func unpackXZ(_ context.Context, w *isolate.Work) error {
	in, err := xz.NewReader(bufio.NewReaderSize(io.NewSectionReader(w, 0, w.Size), 256<<10))
	if err == nil {
		_, err = io.CopyBuffer(sender{w}, struct{ io.Reader }{in}, make([]byte, 128<<10))
	}
	if err != nil {
		return pipeline.Faultf(stage, pipeline.BrokenContainer, "%v", err)
	}
	return nil
}
