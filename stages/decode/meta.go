package decode

import (
	"bytes"
	"encoding/json"
	"html"
	"strings"

	"zhibiao/pipeline"
)

// Sources of metadata, from the one believed most to the one believed least.
type source uint8

const (
	srcFront source = iota
	srcRow
	srcJSONLD
	srcDC
	srcMeta
	srcHTMLTitle
	srcHead
	srcPath
	sources
)

var sourceNames = [sources]string{"front_matter", "row", "json_ld", "dublin_core", "meta", "meta", "head", "path"}

// metaset gathers what each source says of each field; the first source wins.
type metaset struct {
	title, publisher, date, url, region [sources]string
	front                               string
}

func set(dst *[sources]string, src source, v string) {
	v = strings.TrimSpace(html.UnescapeString(v))
	if dst[src] == "" && v != "" && len(v) <= 2000 {
		dst[src] = oneLine(v)
	}
}

// field takes a named field of front matter, a meta tag or a record.
func (m *metaset) field(src source, key, v string) {
	switch key {
	case "title", "标题":
		set(&m.title, src, v)
	case "date", "published", "publish_date", "publishdate", "pubdate", "发布日期", "日期":
		if _, ok := parseDate(v); ok {
			set(&m.date, src, v)
		}
	case "source", "publisher", "来源":
		set(&m.publisher, src, v)
	case "author", "作者":
		if m.publisher[src] == "" {
			set(&m.publisher, src, v)
		}
	case "url", "source_url", "link", "canonical", "permalink":
		if strings.Contains(v, "://") {
			set(&m.url, src, v)
		}
	case "region", "province", "地区":
		set(&m.region, src, v)
	}
}

// tag takes a <meta> element.
func (m *metaset) tag(name, content string) {
	if name == "" || content == "" {
		return
	}
	switch n := strings.ToLower(name); n {
	case "og:title", "articletitle", "twitter:title":
		set(&m.title, srcMeta, content)
	case "article:published_time", "og:release_date", "og:pubdate", "pubdate", "publishdate", "publish_date", "firstpublishtime", "weibo: article:create_at", "datepublished", "date", "og:time":
		if _, ok := parseDate(content); ok {
			set(&m.date, srcMeta, content)
		}
	case "contentsource", "source", "article:author", "publisher", "mediaid", "og:site_name", "sitename", "filetype_source":
		set(&m.publisher, srcMeta, content)
	case "og:url", "url":
		if strings.Contains(content, "://") {
			set(&m.url, srcMeta, content)
		}
	case "dc.title", "dcterms.title":
		set(&m.title, srcDC, content)
	case "dc.date", "dcterms.date", "dcterms.created", "dcterms.issued", "dc.date.issued":
		if _, ok := parseDate(content); ok {
			set(&m.date, srcDC, content)
		}
	case "dc.publisher", "dcterms.publisher", "dc.source", "dc.creator":
		set(&m.publisher, srcDC, content)
	}
}

// htmlTitle takes the <title> element.
func (m *metaset) htmlTitle(s string) { set(&m.title, srcHTMLTitle, siteless(s)) }

// maxLD bounds a JSON-LD script.
const maxLD = 256 << 10

// jsonLD takes the first article of a JSON-LD script.
func (m *metaset) jsonLD(s []byte) {
	if len(s) > maxLD || bytes.Count(s, []byte("{"))+bytes.Count(s, []byte("[")) > 2000 {
		return
	}
	var v any
	if json.Unmarshal(s, &v) != nil {
		return
	}
	m.ld(v, 0)
}

func (m *metaset) ld(v any, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			m.ld(x, depth+1)
		}
	case map[string]any:
		str := func(k string) string {
			switch x := v[k].(type) {
			case string:
				return x
			case map[string]any:
				s, _ := x["name"].(string)
				return s
			}
			return ""
		}
		set(&m.title, srcJSONLD, str("headline"))
		if d := str("datePublished"); d != "" {
			if _, ok := parseDate(d); ok {
				set(&m.date, srcJSONLD, d)
			}
		}
		if d := str("pubDate"); d != "" {
			if _, ok := parseDate(d); ok {
				set(&m.date, srcJSONLD, d)
			}
		}
		set(&m.publisher, srcJSONLD, str("publisher"))
		if u := str("url"); strings.Contains(u, "://") {
			set(&m.url, srcJSONLD, u)
		}
		if g, ok := v["@graph"]; ok {
			m.ld(g, depth+1)
		}
	}
}

// fill writes the best of each field into d.Meta.
func (m *metaset) fill(d *pipeline.Document) {
	h := d.Hints
	set(&m.title, srcRow, h.Title)
	set(&m.publisher, srcRow, h.Publisher)
	set(&m.url, srcRow, h.URL)
	set(&m.region, srcRow, h.Region)
	if _, ok := parseDate(h.Published); ok {
		set(&m.date, srcRow, h.Published)
	}
	out := &d.Meta
	if m.title[srcMeta] != "" && strings.HasPrefix(m.title[srcHTMLTitle], m.title[srcMeta]) {
		m.title[srcMeta] = "" // cut at a quotation mark by a careless page
	}
	best := func(f *[sources]string) (string, string) {
		for i, v := range f {
			if v != "" {
				return v, sourceNames[i]
			}
		}
		return "", ""
	}
	out.Title, out.TitleSource = best(&m.title)
	out.Publisher, out.PublisherSource = best(&m.publisher)
	out.URL, _ = best(&m.url)
	out.Region, _ = best(&m.region)
	out.Front = m.front
	if v, src := best(&m.date); v != "" {
		out.Published, _ = parseDate(v)
		out.PublishedSource = src
	}
	if out.Published.IsZero() {
		for _, s := range []string{out.URL, d.Path} {
			if t, ok := pathDate(s); ok {
				out.Published, out.PublishedSource = t, sourceNames[srcPath]
				break
			}
		}
	}
}

// siteless cuts the name of the site off a page title: 标题_新浪新闻, 标题 - 某市人民政府.
func siteless(t string) string {
	t = oneLine(t)
	for range 4 {
		cut := -1
		for _, sep := range []string{"_", "|", " - ", "－", " — ", "--"} {
			if i := strings.LastIndex(t, sep); i > cut {
				cut = i
			}
		}
		if i := strings.LastIndexByte(t, '-'); i > cut && siteName(t[i+1:]) {
			cut = i
		}
		if cut < 0 {
			break
		}
		head := strings.TrimRight(t[:cut], " _|-－—")
		tail := t[cut:]
		if runes(head) < 6 || runes(tail) > runes(head) || hasDigit(tail) {
			break
		}
		t = head
	}
	return t
}

// siteName reports whether a part of a title ends like the name of a site.
func siteName(s string) bool {
	for _, end := range []string{"网", "网站", "报", "在线", "政府", "门户", "频道", "新闻", "财经", "局", "厅", "委员会"} {
		if strings.HasSuffix(strings.TrimSpace(s), end) {
			return true
		}
	}
	return false
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// oneLine collapses white space and drops invisible characters.
func oneLine(s string) string {
	p := newPage(len(s))
	defer p.release()
	p.cellFrom = 0
	p.text([]byte(s), false)
	return string(p.buf)
}
