package decode

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markup reads HTML as the tokenizer of golang.org/x/net/html does, token for token, which FuzzMarkup holds it
// to. It works on the bytes as they lie: text and attributes are parts of the source, and most of them are
// needed as they stand. What is rare and intricate it leaves to that tokenizer.
type markup struct {
	src []byte
	at  int // start of the next token

	from, name int       // start and end of name of the last tag
	tag        atom.Atom // its element, 0 for an unknown one
	self       bool      // it ends with />

	text []byte // of the last text
	raw  bool   // in which & begins no entity

	until string // the name of the raw text element that begins at at
}

type tokenKind uint8

const (
	endOfMarkup tokenKind = iota
	textToken
	startTag
	endTag
)

// next finds the next token. Comments and the like are passed over.
func (m *markup) next() tokenKind {
	if name := m.until; name != "" {
		m.until = ""
		if m.rawText(name); len(m.text) > 0 {
			return textToken
		}
	}
	for m.at < len(m.src) {
		if n := m.plain(); n > 0 {
			m.text, m.raw = m.src[m.at:m.at+n], false
			m.at += n
			return textToken
		}
		switch c := m.src[m.at+1]; {
		case c == '!' || c == '?':
			m.comment()
		case c != '/':
			if !m.readTag(m.at + 1) {
				return endOfMarkup
			}
			m.until = rawElement(m.tag)
			return startTag
		case !letter(m.src[m.at+2]): // </> or a comment
			m.skipTo(m.at + 2)
		case m.readTag(m.at + 2):
			return endTag
		default:
			return endOfMarkup
		}
	}
	return endOfMarkup
}

// plain is the length of the text that comes next. A < that begins no tag is text, and so are < and </ at
// the end of everything.
func (m *markup) plain() int {
	rest := m.src[m.at:]
	for n := 0; ; n++ {
		i := bytes.IndexByte(rest[n:], '<')
		if i < 0 || n+i+1 == len(rest) {
			return len(rest)
		}
		n += i
		switch c := rest[n+1]; {
		case c == '/' && n == 0 && len(rest) == 2:
			return 2
		case c == '/', c == '!', c == '?', letter(c):
			return n
		}
	}
}

// skipTo goes behind the first > from i on, or to the end.
func (m *markup) skipTo(i int) {
	if n := bytes.IndexByte(m.src[i:], '>'); n >= 0 {
		m.at = i + n + 1
	} else {
		m.at = len(m.src)
	}
}

// comment goes behind a comment or a declaration.
func (m *markup) comment() {
	body := m.at + len("<!--")
	if !bytes.HasPrefix(m.src[m.at:], []byte("<!--")) {
		m.skipTo(m.at + len("<!"))
		return
	}
	for m.at = body; m.at < len(m.src); {
		first := m.at == body
		m.skipTo(m.at)
		if m.src[m.at-1] != '>' {
			return
		}
		s := m.src[body : m.at-1]
		if bytes.HasSuffix(s, []byte("--")) || bytes.HasSuffix(s, []byte("--!")) || first && (len(s) == 0 || len(s) == 1 && s[0] == '-') {
			return
		}
	}
}

// readTag reads the tag whose name begins at i. It returns false for one that never ends.
func (m *markup) readTag(i int) bool {
	name := i
	for i < len(m.src) && m.src[i] != '/' && m.src[i] != '>' && !blank(m.src[i]) {
		i++
	}
	m.from, m.name, m.tag = m.at, i, elementOf(m.src[name:i])
	open := false // the last value is not in quotes and ends with a /
	for {
		if i = skipBlank(m.src, i); i == len(m.src) {
			return false
		}
		if m.src[i] == '>' {
			break
		}
		var val []byte
		if _, val, i = attribute(m.src, i); i < 0 {
			return false
		}
		open = len(val) > 0 && m.src[i-1] == '/'
	}
	m.at = i + 1
	m.self = m.src[i-1] == '/'
	if m.self && open { // the / belongs to the value, if the attribute stands here for the first time
		m.self = html.NewTokenizer(bytes.NewReader(m.src[m.from:m.at])).Next() == html.SelfClosingTagToken
	}
	return true
}

// attributes calls f with every attribute of the last tag. The first of a name is the one that counts.
func (m *markup) attributes(f func(key, val []byte)) {
	i, end := m.name, m.at-1
	if s := m.src[i:end]; bytes.IndexByte(s, '&') >= 0 || bytes.IndexByte(s, '\r') >= 0 || bytes.IndexByte(s, 0) >= 0 {
		z := html.NewTokenizer(bytes.NewReader(m.src[m.from:m.at]))
		z.Next()
		for _, more := z.TagName(); more; {
			var key, val []byte
			key, val, more = z.TagAttr()
			f(key, val)
		}
		return
	}
	for i = skipBlank(m.src, i); i < end; i = skipBlank(m.src, i) {
		var key, val []byte
		key, val, i = attribute(m.src, i)
		f(key, val)
	}
}

// attribute reads the attribute at i of src, and gives where it ends, or -1 if src ends within it.
func attribute(src []byte, i int) (key, val []byte, end int) {
	from := i
	if src[i] == '=' {
		i++
	}
	for i < len(src) && src[i] != '=' && src[i] != '/' && src[i] != '>' && !blank(src[i]) {
		i++
	}
	key = src[from:i]
	if i = skipBlank(src, i); i == len(src) {
		return nil, nil, -1
	}
	switch src[i] {
	case '/':
		return key, nil, i + 1
	case '=':
		i++
	default:
		return key, nil, i
	}
	if i = skipBlank(src, i); i == len(src) {
		return nil, nil, -1
	}
	switch q := src[i]; q {
	case '>':
		return key, nil, i
	case '\'', '"':
		i++
		n := bytes.IndexByte(src[i:], q)
		if n < 0 {
			return nil, nil, -1
		}
		return key, src[i : i+n], i + n + 1
	}
	from = i
	for i < len(src) && src[i] != '>' && !blank(src[i]) {
		i++
	}
	if i == len(src) {
		return nil, nil, -1
	}
	return key, src[from:i], i
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func skipBlank(src []byte, i int) int {
	for i < len(src) && blank(src[i]) {
		i++
	}
	return i
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// elementOf is the atom of a name in whatever case.
func elementOf(name []byte) atom.Atom {
	var low [16]byte // longer names are none that matter
	if len(name) > len(low) {
		return 0
	}
	for i, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	return atom.Lookup(low[:len(name)])
}

// rawElement is the name of an element whose content is text whatever it looks like, or "".
func rawElement(tag atom.Atom) string {
	switch tag {
	case atom.Iframe, atom.Noembed, atom.Noframes, atom.Noscript, atom.Plaintext, atom.Script, atom.Style, atom.Textarea, atom.Title, atom.Xmp:
		return tag.String()
	}
	return ""
}

// rawText reads the content of a raw text element.
func (m *markup) rawText(name string) {
	rest := m.src[m.at:]
	n := len(rest)
	if name != "plaintext" {
		n = endOfRaw(rest, name)
	}
	m.text, m.raw = rest[:n], name != "title" && name != "textarea"
	if bytes.IndexByte(m.text, 0) >= 0 || name == "script" && bytes.Contains(m.text, []byte("<!--")) {
		z := html.NewTokenizer(bytes.NewReader(m.src[m.from:]))
		z.Next() // the tag
		z.Next()
		n = len(z.Raw())
		m.text, m.raw = z.Text(), true
	}
	m.at += n
}

// endOfRaw is where the end tag of a raw text element stands, or the length of src.
func endOfRaw(src []byte, name string) int {
	for n := 0; ; {
		i := bytes.Index(src[n:], []byte("</"))
		if i < 0 {
			return len(src)
		}
		n += i + 2
		if end := n + len(name); end < len(src) && (src[end] == '/' || src[end] == '>' || blank(src[end])) && bytes.EqualFold(src[n:end], []byte(name)) {
			return n - 2
		}
	}
}
