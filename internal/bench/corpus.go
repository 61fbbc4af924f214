package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"html"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"zhibiao/configs"
	"zhibiao/pipeline"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// inputs are archives of pages made from one set of texts.
type inputs struct {
	name string
	// large and small are archives; large has ten times the pages of small.
	large, small pages
	// text is the file with the extracted text of large, a document after each \x00.
	text      string
	textBytes int64
}

// pages is an archive of HTML posts.
type pages struct {
	path  string
	count int
	bytes int64 // of HTML
}

// build makes the archives from the sample, or from a folder or archive of texts.
func (l *lab) build(from string) (*inputs, error) {
	in := &inputs{name: "sample"}
	src, err := sampleSource()
	if from != "" {
		in.name = "texts"
		src, err = archive.New(archive.DefaultConfig(), from)
	}
	if err != nil {
		return nil, err
	}
	docs, err := l.texts(src)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, fmt.Errorf("%s holds no text; name a folder with reports", from)
	}
	if in.large, err = l.posts(in.name+"-large.zip", docs, 0, int64(l.size)*1e6); err != nil {
		return nil, err
	}
	if in.small, err = l.posts(in.name+"-small.zip", docs, in.large.count/10, 0); err != nil {
		return nil, err
	}
	in.text = filepath.Join(l.dir, in.name+".txt")
	in.textBytes, err = l.extract(in.large.path, in.text)
	return in, err
}

func sampleSource() (*archive.Source, error) {
	sample, err := fs.Sub(configs.FS, "sample")
	if err != nil {
		return nil, err
	}
	return archive.FromFS(archive.DefaultConfig(), sample)
}

// texts reads the documents that have running text.
func (l *lab) texts(src *archive.Source) ([]*pipeline.Document, error) {
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	var docs []*pipeline.Document
	for d, err := range src.Documents(l.ctx) {
		if err != nil {
			return nil, err
		}
		if len(d.Faults) > 0 || dec.Process(l.ctx, d) != nil || len(d.Text) < 300 || len(d.Tables) > 0 {
			continue
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// variants is how many sets of numbers a text comes with. The panel keeps every different statement that it
// meets; in an archive these are a few for each metric, region and year, however many documents there are.
const variants = 16

// posts writes pages until there are count of them or, if count is 0, until they have size bytes. Each
// holds one to four of the texts in turn, up to some 30 kB; numbers of two and more digits are others in
// each variant of a text, years and days excepted. Titles are numbered, so that no page is a duplicate.
func (l *lab) posts(name string, docs []*pipeline.Document, count int, size int64) (p pages, err error) {
	p.path = filepath.Join(l.dir, name)
	f, err := os.Create(p.path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	z := zip.NewWriter(bufio.NewWriterSize(f, 1<<20))
	next := 0
	for count > 0 && p.count < count || count == 0 && p.bytes < size {
		var parts []*pipeline.Document
		n := 0
		for range 1 + p.count%4 {
			d := docs[next%len(docs)]
			next++
			if n += len(d.Text); n > 30_000 && len(parts) > 0 {
				break
			}
			parts = append(parts, d)
		}
		w, err := z.Create(fmt.Sprintf("posts/%03d/%06d.html", p.count/1000, p.count))
		if err != nil {
			return p, err
		}
		page := post(parts, p.count, rand.New(rand.NewPCG(1, uint64(next%(variants*len(docs))))))
		if _, err := io.WriteString(w, page); err != nil {
			return p, err
		}
		p.count++
		p.bytes += int64(len(page))
	}
	if err := z.Close(); err != nil {
		return p, err
	}
	return p, f.Close()
}

// post is one page with the furniture that such pages have.
func post(parts []*pipeline.Document, number int, rnd *rand.Rand) string {
	var b strings.Builder
	title := parts[0].Meta.Title
	if title == "" {
		title, _, _ = strings.Cut(parts[0].Text, "\n")
	}
	title = fmt.Sprintf("%s（第%d期）", title, number)
	day := fmt.Sprintf("%d-%02d-%02d", 2016+number%10, 1+number/7%12, 1+number%28)
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<meta name=\"PubDate\" content=\"%s\">\n<meta name=\"ContentSource\" content=\"本站\">\n", html.EscapeString(title), day)
	b.WriteString("<link rel=\"stylesheet\" href=\"/css/site.css\">\n<script>var _hmt=_hmt||[];(function(){var s=document.createElement(\"script\");s.src=\"/js/count.js\";document.head.appendChild(s)})();</script>\n</head>\n<body>\n<div class=\"header\"><ul class=\"nav\">\n")
	for i, label := range []string{"首页", "机构职能", "政务公开", "政策文件", "统计信息", "办事服务", "互动交流", "专题专栏", "通知公告", "工作动态"} {
		fmt.Fprintf(&b, "<li class=\"nav-item\"><a href=\"/channel/%d/index.html\" target=\"_blank\">%s</a></li>\n", i, label)
	}
	fmt.Fprintf(&b, "</ul></div>\n<div class=\"crumbs\"><a href=\"/\">首页</a> &gt; <a href=\"/tj/\">统计信息</a> &gt; 正文</div>\n<div class=\"article\">\n<h1>%s</h1>\n<p class=\"info\">发布时间：%s　来源：本站　<span class=\"size\">字号：大 中 小</span></p>\n<div class=\"content\">\n", html.EscapeString(title), day)
	for _, d := range parts {
		for _, block := range d.Blocks {
			tag := "p"
			switch block.Kind {
			case pipeline.Title, pipeline.Heading:
				tag = "h2"
			}
			style := ""
			if tag == "p" && number%3 == 0 {
				style = ` style="text-indent: 2em; font-family: 宋体; line-height: 1.75"`
			}
			fmt.Fprintf(&b, "<%s%s>%s</%s>\n", tag, style, html.EscapeString(vary(block.Of(d.Text), rnd)), tag)
		}
	}
	b.WriteString("</div>\n</div>\n<div class=\"related\"><ul>\n")
	for i := range 8 {
		fmt.Fprintf(&b, "<li><a href=\"/post/%06d.html\">上一篇</a><span>%s</span></li>\n", number+i, day)
	}
	b.WriteString("</ul></div>\n<div class=\"footer\"><p>主办单位：省人民政府办公厅　版权所有</p><p>网站标识码：0000000001　备案号：00000000号-1</p></div>\n</body>\n</html>\n")
	return b.String()
}

// vary gives numbers of two and more digits others of the same length, except years, months, days and
// names such as 5G and 10G.
func vary(s string, rnd *rand.Rand) string {
	b := []byte(s)
	digit := func(i int) bool { return i >= 0 && i < len(b) && b[i] >= '0' && b[i] <= '9' }
	for i := 0; i < len(b); i++ {
		if !digit(i) {
			continue
		}
		from := i
		for digit(i) {
			i++
		}
		rest := s[i:]
		named := i < len(b) && (b[i] == '-' || b[i]|0x20 >= 'a' && b[i]|0x20 <= 'z')
		if i-from < 2 || named || strings.HasPrefix(rest, "年") || strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "日") || from > 0 && b[from-1] == '-' {
			continue
		}
		for k := from; k < i; k++ {
			b[k] = byte('1' + rnd.IntN(9))
		}
	}
	return string(b)
}

// extract writes the text of every page as the program reads it.
func (l *lab) extract(archivePath, to string) (n int64, err error) {
	src, err := archive.New(archive.DefaultConfig(), archivePath)
	if err != nil {
		return 0, err
	}
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		return 0, err
	}
	defer dec.Close()
	f, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	for d, err := range src.Documents(l.ctx) {
		if err != nil {
			return 0, err
		}
		if err := dec.Process(l.ctx, d); err != nil {
			return 0, fmt.Errorf("%s: %w", d.Path, err)
		}
		w.WriteString(d.Text)
		w.WriteByte(0)
		n += int64(len(d.Text))
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	return n, f.Close()
}
