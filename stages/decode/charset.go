package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"zhibiao/pipeline"
)

// toUTF8 decodes raw. The order is: byte order mark, valid UTF-8, what the document or its container
// declares, what the bytes look like. A declaration that does not fit the bytes is not believed.
func toUTF8(raw []byte, hint string) ([]byte, string, *pipeline.Fault) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return decodeWith(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw), "utf-16le", nil
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decodeWith(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), raw), "utf-16be", nil
	}
	if utf8.Valid(raw) {
		return raw, "utf-8", nil
	}
	names := []string{hint, declared(raw)}
	for _, n := range names {
		if enc, name := lookup(n); enc != nil {
			out := decodeWith(enc, raw)
			if damage(out)*100 <= len(out)/3 {
				return out, name, nil
			}
		}
	}
	best, name, least := []byte(nil), "", -1
	for _, c := range []struct {
		enc  encoding.Encoding
		name string
	}{{simplifiedchinese.GB18030, "gb18030"}, {traditionalchinese.Big5, "big5"}} {
		out := decodeWith(c.enc, raw)
		if n := damage(out); least < 0 || n < least {
			best, name, least = out, c.name, n
		}
	}
	if least*100 > len(best)/3 {
		if n := damage(bytes.ToValidUTF8(raw, []byte("\uFFFD"))); n*100 <= len(raw)/3 {
			return bytes.ToValidUTF8(raw, []byte("\uFFFD")), "utf-8", nil
		}
		return nil, "", pipeline.Faultf(stage, pipeline.UnknownCharset, "no character set decodes the bytes")
	}
	return best, name, nil
}

func decodeWith(enc encoding.Encoding, raw []byte) []byte {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return nil
	}
	return out
}

// damage counts replacement characters.
func damage(b []byte) int { return bytes.Count(b, []byte("\uFFFD")) }

// lookup finds a declared character set. GB2312 and GBK are read as their superset.
func lookup(name string) (encoding.Encoding, string) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "utf-8", "utf8":
		return nil, ""
	case "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "chinese", "euc-cn":
		return simplifiedchinese.GB18030, "gb18030"
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, ""
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil || canonical == "replacement" || canonical == "utf-8" {
		return nil, ""
	}
	return enc, canonical
}

// declared reads charset= or encoding= from the first KiB of a page.
func declared(raw []byte) string {
	head := bytes.ToLower(raw[:min(len(raw), 2048)])
	for _, key := range []string{"charset=", "encoding="} {
		i := bytes.Index(head, []byte(key))
		if i < 0 {
			continue
		}
		v := bytes.TrimLeft(head[i+len(key):], "\"' ")
		n := 0
		for n < len(v) && (v[n] == '-' || v[n] == '_' || v[n] >= '0' && v[n] <= '9' || v[n] >= 'a' && v[n] <= 'z') {
			n++
		}
		return string(v[:n])
	}
	return ""
}
