package decode

import (
	"bytes"
	"path"
	"strings"
)

// binaryFormat names a format that is no text by its first bytes, or "".
func binaryFormat(raw []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(raw, []byte(m.magic)) {
			return m.name
		}
	}
	return ""
}

var magics = [...]struct{ magic, name string }{
	{"%PDF-", "pdf"},
	{"PK\x03\x04", "zip"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"},
	{"{\\rtf", "rtf"},
	{"\x89PNG", "png"}, {"\xff\xd8\xff", "jpeg"}, {"GIF8", "gif"}, {"\x7fELF", "elf"},
	{"\xfd7zXZ\x00", "xz"}, {"BZh9", "bzip2"}, {"\x1f\x8b", "gzip"}, {"\x28\xb5\x2f\xfd", "zstd"}, {"MZ\x90\x00", "exe"}, {"\xca\xfe\xba\xbe", "class"}, {"\x00asm", "wasm"}, {"OggS", "ogg"}, {"ID3", "mp3"}, {"RIFF", "riff"},
	{"SQLite format 3", "sqlite"}, {"7z\xbc\xaf\x27\x1c", "7z"}, {"Rar!", "rar"}, {"PAR1", "parquet"},
}

// textFormat names the format of a text by its content; the extension and the container's word only
// decide between what the content leaves open.
func textFormat(p, hint string, text []byte) string {
	head := bytes.TrimLeft(text[:min(len(text), 64<<10)], " \t\r\n[\ufeff")
	ext := strings.ToLower(path.Ext(p))
	if looksHTML(head) {
		return "html"
	}
	switch {
	case strings.Contains(hint, "html"), (ext == ".html" || ext == ".htm") && bytes.IndexByte(head, '<') >= 0:
		return "html"
	case ext == ".csv", ext == ".tsv":
		return "csv"
	case ext == ".md", ext == ".markdown", strings.Contains(hint, "markdown"):
		return "markdown"
	}
	return "text"
}

// looksHTML reports whether a text is made of HTML elements.
func looksHTML(head []byte) bool {
	for rest := head[:min(len(head), 4096)]; ; rest = rest[1:] {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i:]
		if opensWith(rest, "<!doctype html", "<html", "<head", "<body", "<%@") {
			return true
		}
	}
	return opensWith(head, "<p>", "<p ", "<div", "<table", "<br", "<span", "<h1", "<h2", "<h3", "<ul", "<!--", "<section", "<article", "<font", "<h>")
}

// opensWith reports whether t begins with one of the tags, in whatever case.
func opensWith(t []byte, tags ...string) bool {
	for _, s := range tags {
		if len(t) >= len(s) && t[1]|0x20 == s[1]|0x20 && strings.EqualFold(string(t[:len(s)]), s) {
			return true
		}
	}
	return false
}
