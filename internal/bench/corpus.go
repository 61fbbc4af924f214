package main

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"zhibiao/configs"
	"zhibiao/pipeline"
	"zhibiao/stages/archive"
	"zhibiao/stages/decode"
)

// inputs are archives of pages made from one set of texts.
type inputs struct {
	Name string
	// Large and Small are archives; Large has ten times the pages of Small.
	Large, Small pages
	// Text is the file with the extracted text of Large, a document after each \x00.
	Text      string
	TextBytes int64
}

// pages is an archive of HTML posts.
type pages struct {
	Path  string
	Count int
	Bytes int64 // of HTML
}

// inputs has a child build inputs from the sample, or from a folder of texts: the system counts what memory a process
// had among that of those that it starts.
func (l *lab) inputs(name, from string, megabytes int, share float64) (*inputs, error) {
	cmd := exec.CommandContext(l.ctx, l.self, childArg, "build", l.dir, name, from, strconv.Itoa(megabytes), fmt.Sprint(share))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("build %s: %w", name, err)
	}
	in := new(inputs)
	return in, json.Unmarshal(out, in)
}

// buildInputs is the child of inputs.
func buildInputs(args []string) (*inputs, error) {
	l := &lab{ctx: context.Background(), dir: args[0]}
	megabytes, err := strconv.Atoi(args[3])
	if err != nil {
		return nil, err
	}
	share, err := strconv.ParseFloat(args[4], 64)
	if err != nil {
		return nil, err
	}
	docs, err := l.load(args[2])
	if err != nil {
		return nil, err
	}
	return l.build(args[1], docs, megabytes, share)
}

// load reads the texts of the sample, or of a folder or archive.
func (l *lab) load(from string) ([]*pipeline.Document, error) {
	src, err := sampleSource()
	if from != "" {
		src, err = archive.New(archive.DefaultConfig(), from)
	}
	if err != nil {
		return nil, err
	}
	docs, err := l.texts(src)
	if err == nil && len(docs) == 0 {
		err = fmt.Errorf("%s holds no text; name a folder with reports", from)
	}
	return docs, err
}

// build makes the archives from texts: megabytes of pages, whose bytes are text to a share at most; 0: as it comes.
func (l *lab) build(name string, docs []*pipeline.Document, megabytes int, share float64) (in *inputs, err error) {
	in = &inputs{Name: name}
	if in.Large, err = l.posts(in.Name+"-large.zip", docs, 0, int64(megabytes)*1e6, share); err != nil {
		return nil, err
	}
	if in.Small, err = l.posts(in.Name+"-small.zip", docs, in.Large.Count/10, 0, share); err != nil {
		return nil, err
	}
	in.Text = filepath.Join(l.dir, in.Name+".txt")
	in.TextBytes, err = l.extract(in.Large.Path, in.Text)
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
func (l *lab) posts(name string, docs []*pipeline.Document, count int, size int64, share float64) (p pages, err error) {
	p.Path = filepath.Join(l.dir, name)
	f, err := os.Create(p.Path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	z := zip.NewWriter(bufio.NewWriterSize(f, 1<<20))
	next := 0
	for count > 0 && p.Count < count || count == 0 && p.Bytes < size {
		var parts []*pipeline.Document
		n := 0
		for range 1 + p.Count%4 {
			d := docs[next%len(docs)]
			next++
			if n += len(d.Text); n > 30_000 && len(parts) > 0 {
				break
			}
			parts = append(parts, d)
		}
		w, err := z.Create(fmt.Sprintf("posts/%03d/%06d.html", p.Count/1000, p.Count))
		if err != nil {
			return p, err
		}
		page := post(parts, p.Count, share, rand.New(rand.NewPCG(1, uint64(next%(variants*len(docs))))))
		if _, err := io.WriteString(w, page); err != nil {
			return p, err
		}
		p.Count++
		p.Bytes += int64(len(page))
	}
	if err := z.Close(); err != nil {
		return p, err
	}
	return p, f.Close()
}

// realShare is the share of text in the bytes of real pages, as 30 of them have it together.
const realShare = 0.24

// post is one page with the furniture that such pages have, or so much more that the text is but a share of its bytes.
func post(parts []*pipeline.Document, number int, share float64, rnd *rand.Rand) string {
	var b strings.Builder
	title := parts[0].Meta.Title
	if title == "" {
		title, _, _ = strings.Cut(parts[0].Text, "\n")
	}
	title = fmt.Sprintf("%s（第%d期）", title, number)
	day := fmt.Sprintf("%d-%02d-%02d", 2016+number%10, 1+number/7%12, 1+number%28)
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<meta name=\"PubDate\" content=\"%s\">\n<meta name=\"ContentSource\" content=\"本站\">\n", html.EscapeString(title), day)
	more := furniture{}
	if share > 0 {
		text := 0
		for _, d := range parts {
			text += len(d.Text)
		}
		more = furnish(int(float64(text)/share)-text-2500, number, day) // 2500: what is here anyway
	}
	b.WriteString(more.head)
	b.WriteString("<link rel=\"stylesheet\" href=\"/css/site.css\">\n<script>var _hmt=_hmt||[];(function(){var s=document.createElement(\"script\");s.src=\"/js/count.js\";document.head.appendChild(s)})();</script>\n</head>\n<body>\n<div class=\"header\"><ul class=\"nav\">\n")
	for i, label := range []string{"首页", "机构职能", "政务公开", "政策文件", "统计信息", "办事服务", "互动交流", "专题专栏", "通知公告", "工作动态"} {
		fmt.Fprintf(&b, "<li class=\"nav-item\"><a href=\"/channel/%d/index.html\" target=\"_blank\">%s</a></li>\n", i, label)
	}
	b.WriteString(more.menu)
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
	b.WriteString(more.related)
	b.WriteString("</ul></div>\n<div class=\"footer\"><p>主办单位：省人民政府办公厅　版权所有</p><p>网站标识码：0000000001　备案号：00000000号-1</p></div>\n</body>\n</html>\n")
	return b.String()
}

// furniture is what pages have beside their text: styles and scripts, menus, lists of links.
type furniture struct{ head, menu, related string }

// furnish makes n bytes of furniture. A quarter of the real pages' furniture are styles and scripts, the rest is markup
// of some 26 bytes a tag.
func furnish(n, number int, day string) furniture {
	var head, menu, related strings.Builder
	head.WriteString("<style>\n")
	for i := 0; head.Len() < n/6; i++ {
		fmt.Fprintf(&head, ".box-%d .list li > a:hover { color: #c%02d; margin: 0 %dpx; background: url(/images/bg-%d.png) no-repeat }\n", i, i%100, i%20, i)
	}
	head.WriteString("</style>\n<script>\n")
	for i := 0; head.Len() < n/4; i++ {
		fmt.Fprintf(&head, "  if (i < %d && document.getElementById(\"tab%d\")) { tabs.push({ id: %d, url: \"/tab/%d.html\" }); }\n", i, i, i, i)
	}
	head.WriteString("</script>\n")
	for i := 0; menu.Len() < n/4; i++ {
		fmt.Fprintf(&menu, "<li class=\"nav-item item-%d\"><i class=\"icon\"></i><a href=\"/channel/%d/col%d/index.html\" target=\"_blank\" title=\"栏目\"><span>栏目</span></a>\n    <ul class=\"sub\"></ul>\n</li>\n", i%9, number%40, i)
	}
	for i := 0; head.Len()+menu.Len()+related.Len() < n; i++ {
		fmt.Fprintf(&related, "<li id=\"r%d\"><!-- %d --><em></em><a href=\"/art/%s/art_%06d.html\" target=\"_blank\"><img src=\"/images/dot.gif\" alt=\"\"><font>更多</font></a><b></b><span class=\"date\">%s</span></li>\n", i, i, day, number+i, day)
	}
	return furniture{head.String(), menu.String(), related.String()}
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
