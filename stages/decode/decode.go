// Package decode turns the bytes of one document into its one canonical text with structure: title,
// headings, paragraphs, list items and tables. It decides the character set and the format by what
// the bytes are, drops what is page furniture, and reads the metadata. It judges no number.
//
// Every format has a reader that writes the same thing, a page of items; one last step (finish)
// cleans the items and lays them out as text, blocks and tables. So a rule about text holds for all
// formats.
package decode

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"zhibiao/pipeline"
	"zhibiao/stages/decode/isolate"
)

const stage = "decode"

// Stage fills Format, Encoding, Script, Meta, Text, Blocks, Tables and TextSHA256, and drops Raw.
type Stage struct {
	cfg    Config
	pool   *isolate.Pool // nil: risky formats are parsed in this process
	exe    string        // to start again for them
	engine pdfEngine
	cache  pdfCache
}

// Option changes how a Stage works.
type Option func(*Stage)

// Isolated puts the parsers of PDF and XLSX behind a process boundary: exe is the binary to start
// again, whose main calls ChildMain first. Without it they run in this process.
func Isolated(exe string) Option {
	return func(s *Stage) {
		s.exe = exe
		s.pool = isolate.NewPool(exe, isolate.Limits{
			Time: s.cfg.Time, Memory: s.cfg.Memory, Answer: int64(s.cfg.unpacked()),
		})
	}
}

// New makes the stage.
func New(cfg Config, opts ...Option) (*Stage, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	s := &Stage{cfg: cfg}
	for _, o := range opts {
		o(s)
	}
	return s, nil
}

// Close ends the parsers' processes.
func (s *Stage) Close() error {
	if s.pool == nil {
		return nil
	}
	return errors.Join(s.pool.Close(), s.cache.remove())
}

// Name is the stage's name in faults and settings.
func (*Stage) Name() string { return stage }

// Process decodes d. A document without text becomes Empty; a broken one is an error that wraps a
// Fault.
func (s *Stage) Process(ctx context.Context, d *pipeline.Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	raw := d.Raw
	d.Raw = nil
	if len(raw) == 0 {
		d.State = pipeline.Empty
		return nil
	}
	pg, err := s.page(ctx, d, raw)
	if err != nil {
		return err
	}
	if len(pg.buf) > s.cfg.TextBytes {
		return pipeline.Faultf(stage, pipeline.TooLarge, "%d bytes of text; the limit is %d (limits.text_bytes)", len(pg.buf), s.cfg.TextBytes)
	}
	if len(pg.items) > maxLines {
		return pipeline.Faultf(stage, pipeline.TooLarge, "%d lines; the limit is %d: cut the document into smaller ones", len(pg.items), maxLines)
	}
	finish(d, pg)
	pg.release()
	if d.Text == "" {
		d.State = pipeline.Empty
	}
	d.Script = script(d.Text)
	return nil
}

// maxLines bounds the paragraphs and lines of one document: what is known of each takes more than a short
// line itself.
const maxLines = 400_000

// page runs the reader of the document's format.
func (s *Stage) page(ctx context.Context, d *pipeline.Document, raw []byte) (*page, error) {
	if f := binaryFormat(raw); f != "" {
		d.Format = f
		return s.binaryPage(ctx, d, raw)
	}
	text, enc, fault := toUTF8(raw, d.Hints.Charset)
	if fault != nil {
		return nil, fault
	}
	d.Encoding = enc
	if unreadable(text) {
		return nil, pipeline.Faultf(stage, pipeline.BinaryContent, "the content is no text")
	}
	if text, fault = s.sound(d, text); fault != nil {
		return nil, fault
	}
	pg := newPage(len(text))
	body, front, kind := splitFront(text)
	if kind != "" {
		d.Format = "post"
		readFront(pg, front, kind)
	} else {
		d.Format = textFormat(d.Path, d.Hints.Format, text)
	}
	switch d.Format {
	case "html":
		readHTML(pg, body)
	case "post", "markdown":
		readMarkdown(pg, body)
	case "csv":
		if err := readCSV(pg, body, s.cfg.Cells); err != nil {
			return nil, err
		}
	default:
		readPlain(pg, body)
	}
	return pg, nil
}

// binaryPage reads the formats that are no text.
func (s *Stage) binaryPage(ctx context.Context, d *pipeline.Document, raw []byte) (*page, error) {
	switch d.Format {
	case "zip":
		z, format, err := officeFormat(raw)
		if err != nil {
			return nil, err
		}
		d.Format = format
		pg := newPage(len(raw))
		switch format {
		case "docx":
			return pg, readDOCX(pg, z, int64(s.cfg.unpacked()))
		case "xlsx":
			return s.risky(ctx, format, raw)
		}
	case "pdf":
		return s.risky(ctx, d.Format, raw)
	case "ole":
		if bytes.Contains(raw, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return nil, pipeline.Faultf(stage, pipeline.EncryptedInput, "an office document with a password")
		}
	}
	return nil, pipeline.Faultf(stage, pipeline.UnsupportedFormat, "%s is not read", d.Format)
}

// sound repairs text that was decoded wrongly before it came here. More than one replacement
// character in a hundred that cannot be repaired costs the document.
func (s *Stage) sound(d *pipeline.Document, text []byte) ([]byte, *pipeline.Fault) {
	r, wrong, ok := repair(text)
	if ok {
		d.Encoding += " read as " + r.was
		d.Faults = append(d.Faults, pipeline.Fault{
			Stage: stage, Reason: pipeline.Mojibake, Severity: pipeline.Note,
			Detail: fmt.Sprintf("the text had been read as %s and was repaired; %d characters restored from context, %d lost", r.was, r.restored, r.lost),
		})
		return r.text, nil
	}
	if wrong || garbled(text) {
		return nil, pipeline.Faultf(stage, pipeline.Mojibake, "the text was decoded wrongly and cannot be repaired with certainty")
	}
	if n := damage(text) + 2*count(text, "锟斤拷"); n > 0 && n*100 > utf8.RuneCount(text) {
		return nil, pipeline.Faultf(stage, pipeline.Mojibake, "%d characters are lost and cannot be repaired", n)
	}
	return text, nil
}
