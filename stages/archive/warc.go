package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"zhibiao/pipeline"
)

// warc yields the documents of a web archive, as Common Crawl and wget write them: the bodies of
// responses, resources and conversions. Records about the crawl itself (requests, metadata) are no
// documents. The number in a path counts all records.
func (r *reader) warc(p string, in *bufio.Reader) bool {
	for n := 1; ; n++ {
		h, size, err := warcHeader(in)
		if errors.Is(err, io.EOF) {
			return true
		}
		rp := p + "#" + strconv.Itoa(n)
		if err != nil {
			return r.emitFault(p, -1, r.asFault(err, pipeline.BrokenContainer))
		}
		if fault := r.budget.entry(); fault != nil {
			return r.emitFault(p, -1, fault)
		}
		block := &io.LimitedReader{R: in, N: size}
		if !r.warcRecord(rp, h, block, size) {
			return false
		}
		if _, err := io.Copy(io.Discard, block); err != nil || block.N > 0 {
			if err == nil {
				err = io.ErrUnexpectedEOF
			}
			return r.emitFault(p, -1, r.asFault(fmt.Errorf("record %d: %w", n, err), pipeline.BrokenContainer))
		}
	}
}

// maxWARCHeader bounds the header of one record.
const maxWARCHeader = 64 << 10

func warcHeader(in *bufio.Reader) (textproto.MIMEHeader, int64, error) {
	for { // records end with two empty lines
		b, err := in.Peek(1)
		if err != nil {
			return nil, 0, io.EOF
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		if _, err := in.Discard(1); err != nil {
			return nil, 0, err
		}
	}
	line, err := readLine(in, maxWARCHeader)
	if err != nil {
		return nil, 0, err
	}
	if !bytes.HasPrefix(line, []byte("WARC/")) {
		return nil, 0, errors.New("no record where one should begin")
	}
	h, left := textproto.MIMEHeader{}, int64(maxWARCHeader)
	for {
		line, err := readLine(in, left)
		if err != nil {
			return nil, 0, fmt.Errorf("record header: %w", err)
		}
		left -= int64(len(line))
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			break
		}
		if k, v, ok := bytes.Cut(line, []byte(":")); ok {
			h.Set(string(bytes.TrimSpace(k)), string(bytes.TrimSpace(v)))
		}
	}
	size, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, 0, fmt.Errorf("record length %q", h.Get("Content-Length"))
	}
	return h, size, nil
}

func (r *reader) warcRecord(p string, h textproto.MIMEHeader, block io.Reader, size int64) bool {
	hints := pipeline.Hints{URL: strings.Trim(h.Get("WARC-Target-URI"), "<>")}
	body := block
	typ := h.Get("Content-Type")
	switch h.Get("WARC-Type") {
	case "response":
		if strings.HasPrefix(typ, "application/http") {
			res, err := http.ReadResponse(bufio.NewReader(io.LimitReader(block, size)), nil)
			if err != nil {
				return r.emitFault(p, size, pipeline.Faultf(stage, pipeline.BrokenDocument, "http response: %v", err))
			}
			defer res.Body.Close()
			if res.StatusCode/100 != 2 {
				return r.emitFault(p, size, pipeline.Faultf(stage, pipeline.Unreadable, "the crawl got status %d", res.StatusCode))
			}
			typ, body = res.Header.Get("Content-Type"), res.Body
			if res.Header.Get("Content-Encoding") == "gzip" {
				b := bufio.NewReader(body)
				if m, _ := b.Peek(2); string(m) == "\x1f\x8b" { // some crawls unpack and keep the header
					z, err := gzip.NewReader(b)
					if err != nil {
						return r.emitFault(p, size, r.asFault(err, pipeline.BrokenDocument))
					}
					body = &metered{z, r.budget}
				} else {
					body = b
				}
			}
		}
	case "resource", "conversion":
	default:
		return true
	}
	if t, params, err := mime.ParseMediaType(typ); err == nil {
		hints.Format, hints.Charset = t, params["charset"]
	}
	raw, fault := r.slurp(body, -1, r.cfg.Limits.DocumentBytes, "limits.document_bytes")
	if fault != nil {
		return r.emitFault(p, size, fault)
	}
	return r.emit(p, raw, hints)
}
