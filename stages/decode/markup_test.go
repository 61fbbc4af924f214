package decode

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FuzzMarkup holds markup to the tokens of the tokenizer of golang.org/x/net/html.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{
		"<p>甲&nbsp;乙</p>", "<P CLASS=a Class='b' id=\"c\">", "<br/><br a=/><br a=1 a=/><a b/><a b=c / d>", "a<b", "a</", "a<", "a<1</>b</1>c", "</p x='>'>",
		"<!-- a --><!--><!---><!-- - -- > --!> b --!-> -->c", "<!doctype html><?xml?><!x>", "<![CDATA[x]]>", "<title>a&amp;b</titlex></TITLE >c",
		"<script>a<!-- <script> </script> --></script>b", "<script>'</'</script", "<style></style>a", "<textarea>\x00&lt;</textarea>", "<plaintext>a<b>&amp;", "<noscript><p>a</p></noscript>",
		"<p =a==b c = d e='\r\n' f=&quot;>\r\n&#1234;&#x4e2d;&copy&notit;&", "<p \"x\" a='", "<x\x00y z\x00=\x00>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := tokens(s), theirTokens(s); got != want {
			t.Errorf("%q gives\n%s\nwant\n%s", s, got, want)
		}
	})
}

func tokens(s string) string {
	var b strings.Builder
	m := markup{src: []byte(s)}
	for {
		switch m.next() {
		case endOfMarkup:
			return b.String()
		case textToken:
			text := strings.ReplaceAll(strings.ReplaceAll(string(m.text), "\r\n", "\n"), "\r", "\n")
			if !m.raw {
				text = html.UnescapeString(text)
			}
			fmt.Fprintf(&b, "%q\n", text)
		case startTag:
			fmt.Fprintf(&b, "<%s %v", m.tag, m.self)
			seen := map[string]bool{"": true}
			m.attributes(func(k, v []byte) {
				if key := lower(k); !seen[key] {
					seen[key] = true
					fmt.Fprintf(&b, " %q=%q", key, v)
				}
			})
			b.WriteString("\n")
		case endTag:
			fmt.Fprintf(&b, "</%s\n", m.tag)
		}
	}
}

// lower is k with its ASCII letters in lower case.
func lower(k []byte) string {
	k = bytes.Clone(k)
	for i, c := range k {
		if c >= 'A' && c <= 'Z' {
			k[i] |= 0x20
		}
	}
	return string(k)
}

func theirTokens(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			fmt.Fprintf(&b, "%q\n", z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			if len(name) > 16 {
				tag = 0
			}
			fmt.Fprintf(&b, "<%s %v", tag, kind == html.SelfClosingTagToken)
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				fmt.Fprintf(&b, " %q=%q", k, v)
			}
			b.WriteString("\n")
		case html.EndTagToken:
			name, _ := z.TagName()
			fmt.Fprintf(&b, "</%s\n", atom.Lookup(name))
		}
	}
}

// What is read without the library is read as it reads it.
func TestFrequentEntity(t *testing.T) {
	entities := []string{"&", "&;", "&#;", "&#x41;", "&#6a;", "&nbsp;", "&nbsp", "&quot;", "&amp;", "&lt;", "&gt;", "&ldquo;", "&#0000034;"}
	for n := range 100_001 {
		entities = append(entities, fmt.Sprintf("&#%d;", n))
	}
	read := 0
	for _, e := range entities {
		if r := frequentEntity([]byte(e)); r != 0 {
			read++
			if got, want := string(r), html.UnescapeString(e); got != want {
				t.Errorf("%s: %q, want %q", e, got, want)
			}
		}
	}
	if read < 50_000 {
		t.Errorf("%d entities are read", read)
	}
}
