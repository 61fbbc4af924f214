package decode

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"zhibiao/pipeline"
)

// pdfEngine is pdfium in a WebAssembly sandbox: it sees no file system and no network, and its memory
// is bounded. Compiling it takes seconds and some 300 MiB, so it is started at the first PDF and kept, and
// its compiled form is shared through a directory; one document uses it at a time.
type pdfEngine struct {
	cache string // directory of the compiled form, or ""
	mu    sync.Mutex
	pool  pdfium.Pool
}

// wasmPages bounds the sandbox's memory in pages of 64 KiB: 256 MiB.
const wasmPages = 4096

// compile makes the engine ready. A cache that cannot be used is no reason to read no PDF.
func (e *pdfEngine) compile(ctx context.Context) error {
	if e.pool != nil {
		return nil
	}
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(wasmPages).
		WithCloseOnContextDone(true)
	// One worker compiles: a second would save a second, once, and take another 80 MiB.
	start := func(config wazero.RuntimeConfig) (err error) {
		e.pool, err = webassembly.Init(webassembly.Config{
			Context: context.WithoutCancel(ctx),
			MaxIdle: 1, MaxTotal: 1, FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard,
		})
		return err
	}
	if e.cache != "" {
		if c, err := wazero.NewCompilationCacheWithDir(e.cache); err == nil {
			if start(config.WithCompilationCache(c)) == nil {
				return nil
			}
		}
	}
	return start(config)
}

func (e *pdfEngine) instance(ctx context.Context) (pdfium.Pdfium, error) {
	if err := e.compile(ctx); err != nil {
		return nil, err
	}
	return e.pool.GetInstance(time.Minute)
}

// readPDF reads the text of a PDF in reading order, page by page.
func (e *pdfEngine) readPDF(ctx context.Context, p *page, raw []byte, limit int) (err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	inst, err := e.instance(ctx)
	if err != nil {
		return fmt.Errorf("pdf engine: %w", err)
	}
	defer inst.Close()
	doc, err := inst.OpenDocument(&requests.OpenDocument{File: &raw})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return pipeline.Faultf(stage, pipeline.EncryptedInput, "pdf: %v", err)
	case err != nil:
		return pipeline.Faultf(stage, pipeline.BrokenDocument, "pdf: %v", err)
	}
	count, err := inst.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return pipeline.Faultf(stage, pipeline.BrokenDocument, "pdf: %v", err)
	}
	var lines []textLine
	broken := 0
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return err
		}
		got, err := p.pdfPage(inst, doc.Document, i)
		if err != nil {
			broken++
			continue
		}
		lines = append(lines, got...)
		if len(p.buf) > limit {
			return pipeline.Faultf(stage, pipeline.TooLarge, "the text of the pdf is longer than %d bytes (limits.text_bytes)", limit)
		}
	}
	if len(lines) == 0 {
		if broken > 0 {
			return pipeline.Faultf(stage, pipeline.BrokenDocument, "pdf: none of %d pages can be read", count.PageCount)
		}
		return pipeline.Faultf(stage, pipeline.NoTextLayer, "%d pages without text: scanned", count.PageCount)
	}
	lines = withoutRunningHeads(p, lines)
	stated := ""
	if t, err := inst.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc.Document, Tag: "Title"}); err == nil {
		stated = siteless(t.Value)
	}
	lines = p.pdfTitle(lines, stated)
	p.layOut(lines)
	return nil
}

// pdfTitle writes the title and returns the lines without it: the first lines that say what the
// document's properties state, else those set clearly larger than the rest. Properties that the first
// page does not bear out are the remains of another document.
func (p *page) pdfTitle(lines []textLine, stated string) []textLine {
	text := func(l *textLine) string { return string(p.buf[l.segs[0].start:l.segs[len(l.segs)-1].end]) }
	sizes := make([]float64, len(lines))
	for i := range lines {
		sizes[i] = lines[i].size
	}
	slices.Sort(sizes)
	usual, largest := 0.0, 0.0
	if len(sizes) > 0 {
		usual = sizes[len(sizes)/2]
	}
	head := 0
	for head < len(lines) && head < 20 && lines[head].page == lines[0].page {
		largest = max(largest, lines[head].size)
		head++
	}
	want := essence(stated)
	for i := range head {
		joined := ""
		for n := i; n < head && n < i+4; n++ {
			if n > i && (lines[n].size < 0.9*lines[i].size || lines[n].gap && want == "") {
				break
			}
			joined += text(&lines[n])
			next := n+1 < head && lines[n+1].size >= 0.9*lines[i].size && !lines[n+1].gap
			if k := runes(joined); want != "" && essence(joined) == want || lines[i].size >= 0.95*largest && largest > 1.25*usual && !next && k >= 6 && k <= 80 {
				p.begin(pipeline.Title, 0)
				p.cur.page = lines[i].page
				p.text([]byte(joined), false)
				p.end()
				return slices.Delete(lines, i, n+1)
			}
		}
	}
	return lines
}

// pdfPage writes the segments of one page and returns its lines from top to bottom.
func (p *page) pdfPage(inst pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) ([]textLine, error) {
	got, err := inst.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}},
		Mode: requests.GetPageTextStructuredModeRects, CollectFontInformation: true,
	})
	if err != nil {
		return nil, err
	}
	glyphs := make([]glyph, 0, len(got.Rects))
	for _, r := range got.Rects {
		t := strings.ToValidUTF8(r.Text, "")
		if strings.TrimSpace(t) == "" {
			continue
		}
		g := glyph{text: t, x0: r.PointPosition.Left, x1: r.PointPosition.Right, y0: -r.PointPosition.Top, y1: -r.PointPosition.Bottom}
		if r.FontInformation != nil {
			g.size = r.FontInformation.RenderedSize
		}
		if g.size < 2 || g.size > 200 { // not stated: no glyph is much taller than its font
			g.size = max(1.15*(g.y1-g.y0), 4)
		}
		if g.y1-g.y0 < 0.05*g.size { // of a font that is not in the file only the base line is known
			g.y0 = g.y1 - 0.73*g.size
		}
		glyphs = append(glyphs, g)
	}
	return p.joinGlyphs(glyphs, index+1), nil
}

// glyph is a run of characters at a place; y grows downwards.
type glyph struct {
	text           string
	x0, x1, y0, y1 float64
	size           float64
}

// joinGlyphs puts the glyphs of a page together to lines. Tall glyphs make the lines; commas, stops
// and dashes then fall into the line whose band holds them.
func (p *page) joinGlyphs(glyphs []glyph, pageNo int) []textLine {
	slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	type band struct {
		mid, size float64
		row       []glyph
	}
	var bands []band
	var small []glyph
	for _, g := range glyphs {
		if g.y1-g.y0 < 0.45*g.size {
			small = append(small, g)
			continue
		}
		mid := (g.y0 + g.y1) / 2
		if n := len(bands); n > 0 && mid-bands[n-1].mid < 0.3*max(bands[n-1].size, g.size) {
			b := &bands[n-1]
			b.size = max(b.size, g.size)
			b.row = append(b.row, g)
			continue
		}
		bands = append(bands, band{mid, g.size, []glyph{g}})
	}
	tall := len(bands)
	for _, g := range small {
		// A mark belongs to the line of the glyph that it stands nearest to.
		mid := (g.y0 + g.y1) / 2
		best, least := -1, 3*g.size
		i, _ := slices.BinarySearchFunc(bands[:tall], mid, func(b band, y float64) int { return cmp.Compare(b.mid, y) })
		for k := max(i-2, 0); k < min(i+2, tall); k++ {
			for _, t := range bands[k].row {
				d := 3*max(t.y0-mid, mid-t.y1, 0) + max(t.x0-g.x1, g.x0-t.x1, 0)
				if d < least {
					best, least = k, d
				}
			}
		}
		if best < 0 {
			bands = append(bands, band{mid, g.size, []glyph{g}})
			continue
		}
		bands[best].row = append(bands[best].row, g)
	}
	slices.SortStableFunc(bands, func(a, b band) int { return cmp.Compare(a.mid, b.mid) })
	var lines []textLine
	for _, b := range bands {
		slices.SortStableFunc(b.row, func(a, b glyph) int { return cmp.Compare(a.x0, b.x0) })
		l := p.glyphLine(b.row, b.size)
		if len(l.segs) == 0 {
			continue
		}
		l.page, l.top, l.size = pageNo, b.mid, b.size
		if k := len(lines); k > 0 {
			l.gap = l.top-lines[k-1].top > 2.4*max(l.size, lines[k-1].size)
		}
		lines = append(lines, l)
	}
	return lines
}

// glyphLine writes the glyphs of one line, from left to right. A narrow gap is none, a wider one a
// blank between words and none between Chinese characters, a wide one begins a segment.
func (p *page) glyphLine(row []glyph, size float64) textLine {
	var l textLine
	var text []byte
	x0, x1 := 0.0, 0.0
	flush := func() {
		if len(text) == 0 {
			return
		}
		s := p.fragment(text)
		s.x0, s.x1 = x0, x1
		if s.end > s.start {
			l.segs = append(l.segs, s)
		}
		text = text[:0]
	}
	for i := range row {
		g := &row[i]
		if len(text) > 0 {
			gap := g.x0 - x1
			first, _ := utf8.DecodeRuneInString(g.text)
			last, _ := utf8.DecodeLastRune(text)
			if halfEmpty(last) || halfEmpty(first) { // its box is half the place it takes
				gap -= 0.6 * size
			}
			if last == '.' || last == ',' || first == '.' || first == ',' {
				gap -= 0.25 * size
			}
			switch {
			case gap > size:
				flush()
			case gap > 0.2*size && word(byte(min(last, 0x7f))) && word(byte(min(first, 0x7f))), gap > 0.7*size:
				text = append(text, ' ')
			}
		}
		if len(text) == 0 {
			x0 = g.x0
		}
		text = appendGlyphs(text, g.text)
		x1 = g.x1
	}
	flush()
	return l
}

// halfEmpty reports the marks that fill half of a full-width place.
func halfEmpty(r rune) bool {
	return strings.ContainsRune("，。、；：！？（）《》〈〉“”‘’【】「」", r)
}

// appendGlyphs appends the text of a run without the blanks that typesetting puts beside Chinese
// characters.
func appendGlyphs(dst []byte, s string) []byte {
	for i, r := range s {
		if r == ' ' || r == 0xA0 {
			next, _ := utf8.DecodeRuneInString(s[i+1:])
			last, _ := utf8.DecodeLastRune(dst)
			if last >= 0x80 || next >= 0x80 || i+1 == len(s) {
				continue
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// withoutRunningHeads drops page numbers and the lines that stand at the top or the bottom of several
// pages.
func withoutRunningHeads(p *page, lines []textLine) []textLine {
	text := func(l *textLine) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) || r == ' ' {
				return -1
			}
			return r
		}, string(p.buf[l.segs[0].start:l.segs[len(l.segs)-1].end]))
	}
	edge := func(i int) bool {
		for k := 1; k <= 2; k++ {
			if i-k < 0 || lines[i-k].page != lines[i].page || i+k >= len(lines) || lines[i+k].page != lines[i].page {
				return true
			}
		}
		return false
	}
	seen := map[string]int{}
	for i := range lines {
		if edge(i) {
			seen[text(&lines[i])]++
		}
	}
	out := lines[:0]
	for i := range lines {
		if edge(i) {
			t := text(&lines[i])
			if strings.Trim(t, "—-–·第页共/ ") == "" || seen[t] >= 3 && len(t) > 0 && len(bytes.TrimSpace([]byte(t))) < 120 {
				continue
			}
		}
		out = append(out, lines[i])
	}
	return out
}
