package decode

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"os"
	"unicode/utf8"

	"zhibiao/pipeline"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode/isolate"
)

// ChildMain serves the parsers of risky formats when the process was started as a child by a Stage
// with Isolated. It returns at once in any other process. A command calls it before anything else.
func ChildMain() {
	if !isolate.IsChild(os.Args) {
		return
	}
	var engine pdfEngine
	handlers := archive.Handlers()
	handlers["pdf-compile"] = func(ctx context.Context, w *isolate.Work) error {
		return (&pdfEngine{cache: string(w.Head)}).compile(ctx)
	}
	for _, format := range []string{"pdf", "xlsx"} {
		handlers[format] = func(ctx context.Context, w *isolate.Work) error {
			var r parseRequest
			if err := gob.NewDecoder(bytes.NewReader(w.Head)).Decode(&r); err != nil {
				return fmt.Errorf("request: %w", err)
			}
			raw, err := w.All()
			if err != nil {
				return err
			}
			engine.cache = r.Cache
			pg, err := parse(ctx, &engine, format, raw, r)
			if err != nil {
				return err
			}
			answer, err := pg.encode()
			if err != nil {
				return err
			}
			return w.Send(answer)
		}
	}
	isolate.Main(handlers)
}

// parseRequest is what a child must know to parse a document.
type parseRequest struct {
	Text, Unpacked, Cells int
	Cache                 string
}

// parse reads a document of a risky format.
func parse(ctx context.Context, engine *pdfEngine, format string, raw []byte, r parseRequest) (*page, error) {
	pg := newPage(len(raw))
	var err error
	if format == "pdf" {
		err = engine.readPDF(ctx, pg, raw, r.Text)
	} else {
		err = readXLSX(pg, raw, int64(r.Unpacked), r.Cells)
	}
	if err != nil {
		return nil, err
	}
	pg.end()
	return pg, nil
}

// risky parses a document in a child, or in this process where there are none.
func (s *Stage) risky(ctx context.Context, format string, raw []byte) (pg *page, err error) {
	r := parseRequest{Text: s.cfg.TextBytes, Unpacked: s.cfg.unpacked(), Cells: s.cfg.Cells, Cache: s.cfg.Cache}
	if s.pool == nil {
		defer func() {
			if v := recover(); v != nil {
				err = pipeline.Faultf(stage, pipeline.Crashed, "%s: panic: %v", format, v)
			}
		}()
		ctx, cancel := context.WithTimeout(ctx, s.cfg.Time)
		defer cancel()
		pg, err := parse(ctx, &s.engine, format, raw, r)
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, pipeline.Faultf(stage, pipeline.TimeExceeded, "%s took longer than %v", format, s.cfg.Time)
		}
		return pg, err
	}
	if format == "pdf" {
		r.Cache = s.compiled(ctx)
	}
	var head bytes.Buffer
	if err := gob.NewEncoder(&head).Encode(r); err != nil {
		return nil, err
	}
	answer, err := s.pool.Call(ctx, isolate.Request{
		Stage: stage, Op: format, Head: head.Bytes(), Input: bytes.NewReader(raw), Size: int64(len(raw)),
	})
	if err != nil {
		return nil, err
	}
	return decodePage(answer)
}

// wirePage is a page on its way between processes.
type wirePage struct {
	Buf    []byte
	Items  []wireItem
	Tables []wireTable
	Title  string
}

type wireItem struct{ Start, End, Kind, Level, Table, Page int }

type wireTable struct {
	Header int
	Rows   [][]wireCell
}

type wireCell struct{ Start, End, Rows, Cols int }

func (p *page) encode() ([]byte, error) {
	w := wirePage{Buf: p.buf, Title: p.meta.title[srcDC]}
	for _, it := range p.items {
		w.Items = append(w.Items, wireItem{it.start, it.end, int(it.kind), it.level, it.table, it.page})
	}
	for _, g := range p.tables {
		t := wireTable{Header: g.header}
		for _, r := range g.rows {
			row := make([]wireCell, len(r))
			for i, c := range r {
				row[i] = wireCell{c.start, c.end, c.rows, c.cols}
			}
			t.Rows = append(t.Rows, row)
		}
		w.Tables = append(w.Tables, t)
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(w)
	return b.Bytes(), err
}

// decodePage reads a page that a child sent, and trusts nothing in it: every span must lie in the text.
func decodePage(b []byte) (*page, error) {
	var w wirePage
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&w); err != nil {
		return nil, fmt.Errorf("answer of the parser's process: %w", err)
	}
	bad := pipeline.Faultf(stage, pipeline.Crashed, "the parser's process answered nonsense")
	p := newPage(0)
	p.buf = w.Buf
	p.meta.title[srcDC] = w.Title
	if !utf8.Valid(w.Buf) {
		return nil, bad
	}
	edge := func(at int) bool { return at == len(w.Buf) || utf8.RuneStart(w.Buf[at]) }
	within := func(start, end int) bool {
		return 0 <= start && start <= end && end <= len(w.Buf) && edge(start) && edge(end)
	}
	for _, t := range w.Tables {
		g := grid{header: t.Header}
		for _, r := range t.Rows {
			row := make([]gridCell, len(r))
			for i, c := range r {
				if !within(c.Start, c.End) || c.Rows < 1 || c.Cols < 1 || c.Cols > maxColumns || c.Rows > maxRowspan {
					return nil, bad
				}
				row[i] = gridCell{start: c.Start, end: c.End, rows: c.Rows, cols: c.Cols}
			}
			g.rows = append(g.rows, row)
		}
		p.tables = append(p.tables, g)
	}
	for _, it := range w.Items {
		if !within(it.Start, it.End) || it.Table < -1 || it.Table >= len(p.tables) || it.Kind < 0 || it.Kind > int(pipeline.Caption) {
			return nil, bad
		}
		p.items = append(p.items, item{start: it.Start, end: it.End, kind: pipeline.BlockKind(it.Kind), level: it.Level, table: it.Table, page: it.Page})
	}
	return p, nil
}
