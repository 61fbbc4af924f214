package decode

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"zhibiao/pipeline"
)

// TestMain makes the test binary its own child.
func TestMain(m *testing.M) {
	ChildMain()
	os.Exit(m.Run())
}

func decoded(t testing.TB, path string, raw []byte) (*pipeline.Document, error) {
	t.Helper()
	s, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	d := &pipeline.Document{Path: path, Raw: raw}
	err = s.Process(t.Context(), d)
	if err == nil {
		check(t, d)
	}
	return d, err
}

// check holds what is true of every decoded document.
func check(t testing.TB, d *pipeline.Document) {
	t.Helper()
	if !utf8.ValidString(d.Text) || strings.ContainsAny(d.Text, "\r\x00\x1b") {
		t.Fatalf("%s: text is not clean", d.Path)
	}
	at := -1
	for i, b := range d.Blocks {
		if b.Start <= at || b.End <= b.Start || b.End > len(d.Text) {
			t.Fatalf("%s: block %d %v after %d", d.Path, i, b.Span, at)
		}
		s := b.Of(d.Text)
		if !utf8.ValidString(s) || strings.ContainsRune(s, '\n') || strings.TrimRight(s, " \t\u3000") != s {
			t.Fatalf("%s: block %d %q", d.Path, i, s)
		}
		if (b.Kind == pipeline.TableRow) != (b.Table >= 0) {
			t.Fatalf("%s: block %d is a %v of table %d", d.Path, i, b.Kind, b.Table)
		}
		at = b.End
	}
	for i, tab := range d.Tables {
		if tab.HeaderRows > len(tab.Rows) || tab.Caption.End > len(d.Text) {
			t.Fatalf("%s: table %d: %d header rows of %d", d.Path, i, tab.HeaderRows, len(tab.Rows))
		}
		for _, r := range tab.Rows {
			if len(r) != len(tab.Rows[0]) {
				t.Fatalf("%s: table %d is ragged", d.Path, i)
			}
			for _, c := range r {
				if c.Start < 0 || c.End < c.Start || c.End > len(d.Text) || !utf8.ValidString(c.Of(d.Text)) {
					t.Fatalf("%s: table %d: cell %v", d.Path, i, c.Span)
				}
			}
		}
	}
}

// outline shows a document as one line per block.
func outline(d *pipeline.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		mark := map[pipeline.BlockKind]string{pipeline.Paragraph: "p", pipeline.Title: "t", pipeline.Heading: fmt.Sprintf("h%d", b.Level), pipeline.ListItem: fmt.Sprintf("l%d", b.Level), pipeline.TableRow: "r", pipeline.Caption: "c"}[b.Kind]
		out = append(out, mark+" "+strings.ReplaceAll(b.Of(d.Text), "\t", "|"))
	}
	return out
}

func TestStructure(t *testing.T) {
	for _, c := range []struct {
		name, path, text string
		want             []string
	}{
		{"spans join", "a.html", `<p>全年完成<span>4000</span><span>.5</span>亿元，
			增长<b>10%</b>。</p>`, []string{"p 全年完成4000.5亿元，增长10%。"}},
		{"a break ends a line", "a.html", `<p>一季度增长5%。<br/>二季度增长6%。</p>`, []string{"p 一季度增长5%。", "p 二季度增长6%。"}},
		{"entities", "a.html", `<p>R&amp;D经费&nbsp;&gt;&#50;%。</p>`, []string{"p R&D经费 >2%。"}},
		{"furniture", "a.html", `<html><head><title>海州区年度公报_海州新闻网</title><script>var a="<p>x</p>"</script><style>p{}</style></head><body>
			<nav><a href=/>首页</a><p>导航到二十个栏目</p></nav><div class="breadcrumb">您的位置：首页 &gt; 公报</div>
			<h1>海州区年度公报</h1><p>来源：海州统计局 时间：2024-03-05 10:20</p><p>【字体：大 中 小】</p><!-- 注释 -->
			<p>全年新建5G基站120个，累计达到860个，覆盖全部街道和乡镇。</p><p style="display:none">隐藏的文字一百个。</p>
			<p>（文章来源：海州统计局）</p><footer>版权所有 海州区</footer></body></html>`,
			[]string{"t 海州区年度公报", "p 全年新建5G基站120个，累计达到860个，覆盖全部街道和乡镇。"}},
		{"unclosed furniture is none", "a.html", `<nav><a href=/>首页</a><p>全年新建5G基站120个，累计达到860个。</p>`, []string{"p 全年新建5G基站120个，累计达到860个。"}},
		{"headings", "a.html", `<h4>各位代表：</h4><p>一、过去一年工作回顾</p><p>（一）经济平稳增长</p><p>（二）坚持创新。研发投入增长8%。</p><p>第三章 保障措施</p>`,
			[]string{"h4 各位代表：", "h2 一、过去一年工作回顾", "h3 （一）经济平稳增长", "p （二）坚持创新。研发投入增长8%。", "h1 第三章 保障措施"}},
		{"loose headings of a digest", "a.html", `<p>新闻联播消息：</p><p>前三季度电信收入增长8%</p><p>截至九月末，电信业务收入完成一万亿元，同比增长8%。</p><p>南方电网工程展开</p><p>五省区工程全面展开，总投资1870亿元，预计明年完成。</p>`,
			[]string{"p 新闻联播消息：", "h4 前三季度电信收入增长8%", "p 截至九月末，电信业务收入完成一万亿元，同比增长8%。", "h4 南方电网工程展开", "p 五省区工程全面展开，总投资1870亿元，预计明年完成。"}},
		{"post", "a.md", "---\ntitle: \"海州全年新建基站120个\"\ndate: 2024-03-05\n---\n<p>2024-03-05 08:51:41，正文：全年新建基站120个。分享让更多人看到</p>\n\n## 一、结果\n\n- 第一项\n- 第二项**加重**，见[公报](http://a.cn/1)\n",
			[]string{"t 海州全年新建基站120个", "p 全年新建基站120个。", "h2 一、结果", "l1 第一项", "l1 第二项加重，见公报"}},
		{"a title said twice counts once", "a.md", "---\ntitle: 海州区全年公报\n---\n<h1>[视频]海州区全年公报</h1><p>海州区全年公报</p><p>全年增长5%。</p>", []string{"t 海州区全年公报", "p 全年增长5%。"}},
		{"a title that is the first words", "a.md", "---\ntitle: 海州区日前通报上半年\n---\n<p>海州区日前通报上半年创新情况，研发投入增长8%。</p>", []string{"p 海州区日前通报上半年创新情况，研发投入增长8%。"}},
		{"broken front matter", "a.md", "---\ntitle: 海州: \"公报\ndate: 2024-03-05\n---\n全年增长5%。", []string{"t 海州: \"公报", "p 全年增长5%。"}},
		{"no front matter after all", "a.md", "---\n全年增长5%。\n", []string{"p 全年增长5%。"}},
		{"markdown table", "a.md", "表1 主要指标\n\n| 指标 | 2025年 | 增长（%） |\n|---|--:|--:|\n| 基站（个） | 860 | 16.2 |\n| 用户（万户） | 45.1 | |\n",
			[]string{"c 表1 主要指标", "r 指标|2025年|增长（%）", "r 基站（个）|860|16.2", "r 用户（万户）|45.1"}},
		{"plain wrapped", "a.txt", strings.Repeat("全年完成电信业务收入一百二十三亿元，同比增长百分之五点八，其中固定宽带收入\n", 9) + "增长。\n　　第二段。",
			[]string{"p " + strings.Repeat("全年完成电信业务收入一百二十三亿元，同比增长百分之五点八，其中固定宽带收入", 9) + "增长。", "p 第二段。"}},
		{"flattened paragraphs", "a.txt", "收入增长5%。   用户增长8%。", []string{"p 收入增长5%。", "p 用户增长8%。"}},
		{"columns of blanks", "a.txt", "表2 电信业主要指标\n\n指标              2024年     2025年\n业务收入（亿元）    101.5      110.2\n5G用户（万户）       38.6       45.1\n\n以上数据为快报数。",
			[]string{"c 表2 电信业主要指标", "r 指标|2024年|2025年", "r 业务收入（亿元）|101.5|110.2", "r 5G用户（万户）|38.6|45.1", "p 以上数据为快报数。"}},
		{"tabs", "a.txt", "地区\t产量\n东山\t12\n西河\t13\n", []string{"r 地区|产量", "r 东山|12", "r 西河|13"}},
		{"csv", "a.csv", "地区,产量（万吨）\n东山县,12.5\n\"西河县\",\"1,300\"\n", []string{"r 地区|产量（万吨）", "r 东山县|12.5", "r 西河县|1,300"}},
		{"server page", "a.jsp", "<%@ page language=\"java\" %>\n<html><body><%@include file=\"top.jsp\"%><h1>资料展示</h1><p>全年增长5%。</p></body></html>", []string{"t 资料展示", "p 全年增长5%。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := decoded(t, c.path, []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, outline(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTableSpans(t *testing.T) {
	const page = `<p>2025年主要产品产量</p><p>单位：万吨</p><table>
		<tr><td rowspan="2">产品</td><td colspan="2">产量</td><td>&nbsp;</td></tr>
		<tr><td>2024年</td><td>2025年</td><td></td></tr>
		<tr><td>粮　食</td><td>650.0</td><td>662.5</td><td></td></tr>
		<tr><td></td><td></td><td></td><td></td></tr>
		<tr><td>蔬菜</td><td colspan="2">121.8</td><td></td></tr></table>`
	d, err := decoded(t, "a.html", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Tables) != 1 {
		t.Fatalf("%d tables: %q", len(d.Tables), outline(d))
	}
	tab := d.Tables[0]
	var rows [][]string
	for _, r := range tab.Rows {
		var row []string
		for _, c := range r {
			row = append(row, c.Of(d.Text))
		}
		rows = append(rows, row)
	}
	want := [][]string{{"产品", "产量", "产量"}, {"产品", "2024年", "2025年"}, {"粮食", "650.0", "662.5"}, {"蔬菜", "121.8", "121.8"}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if tab.Rows[0][1].Span != tab.Rows[0][2].Span || tab.Rows[0][0].Span != tab.Rows[1][0].Span {
		t.Error("a spanning cell has several spans")
	}
	if tab.HeaderRows != 2 || tab.Caption.Of(d.Text) != "2025年主要产品产量\n单位：万吨" {
		t.Errorf("%d header rows, caption %q", tab.HeaderRows, tab.Caption.Of(d.Text))
	}
}

func TestMetadata(t *testing.T) {
	for _, c := range []struct {
		name, path, text string
		hints            pipeline.Hints
		want             pipeline.Meta
	}{
		{"front matter first", "a.md", "---\ntitle: 甲报告全文\ndate: 2022-01-27 09:52:31 +0800\nsource: 海州日报\nurl: https://a.cn/x\n---\n<p>来源：别的报纸</p><p>全年增长5%。</p>", pipeline.Hints{},
			pipeline.Meta{Title: "甲报告全文", TitleSource: "front_matter", Publisher: "海州日报", PublisherSource: "front_matter", Published: pipeline.Date{Year: 2022, Month: 1, Day: 27}, PublishedSource: "front_matter", URL: "https://a.cn/x",
				Front: `{"date":"2022-01-27 09:52:31 +0800","source":"海州日报","title":"甲报告全文","url":"https://a.cn/x"}`}},
		{"meta tags", "a.html", `<html><head><meta name="ArticleTitle" content="海州区公报全文"><meta name="PubDate" content="2016-11-22 08:00"><meta name="ContentSource" content="海州发改委"></head><body><p>全年增长5%。</p></body></html>`, pipeline.Hints{},
			pipeline.Meta{Title: "海州区公报全文", TitleSource: "meta", Publisher: "海州发改委", PublisherSource: "meta", Published: pipeline.Date{Year: 2016, Month: 11, Day: 22}, PublishedSource: "meta"}},
		{"json-ld", "a.html", `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"海州区公报全文","datePublished":"2021-03-02T10:00:00+08:00","publisher":{"name":"海州网"}}</script></head><body><p>全年增长5%。</p></body></html>`, pipeline.Hints{},
			pipeline.Meta{Title: "海州区公报全文", TitleSource: "json_ld", Publisher: "海州网", PublisherSource: "json_ld", Published: pipeline.Date{Year: 2021, Month: 3, Day: 2}, PublishedSource: "json_ld"}},
		{"head of the text", "a.html", `<h1>海州区公报全文</h1><p>发布时间：2023-05-06 10:11 来源：海州统计局</p><p>全年增长5%。</p>`, pipeline.Hints{},
			pipeline.Meta{Title: "海州区公报全文", TitleSource: "head", Publisher: "海州统计局", PublisherSource: "head", Published: pipeline.Date{Year: 2023, Month: 5, Day: 6}, PublishedSource: "head"}},
		{"row", "r.csv#1", "全年增长5%。", pipeline.Hints{Title: "海州报告", URL: "https://a.cn/t20260203_1.html", Region: "海州"},
			pipeline.Meta{Title: "海州报告", TitleSource: "row", URL: "https://a.cn/t20260203_1.html", Region: "海州", Published: pipeline.Date{Year: 2026, Month: 2, Day: 3}, PublishedSource: "path"}},
		{"path", "2019-12/10/c_1.txt", "全年增长5%。", pipeline.Hints{}, pipeline.Meta{Published: pipeline.Date{Year: 2019, Month: 12, Day: 10}, PublishedSource: "path"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := New(DefaultConfig())
			if err != nil {
				t.Fatal(err)
			}
			d := &pipeline.Document{Path: c.path, Raw: []byte(c.text), Hints: c.hints}
			if err := s.Process(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.Meta); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const prose = "初步统计，全年地区生产总值六千零一十九亿元，比上年增长5.2%。其中，第一产业增加值300亿元；截至年底，全市累计建成5G基站8600个，覆盖所有乡镇。"

func encoded(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	out, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCharsets(t *testing.T) {
	trad := "初步統計，全年地區生產總值六千億元，比上年增長5.2%。其中，第一產業增加值300億元；截至年底，全市累計建成基地8600個。"
	for _, c := range []struct {
		name string
		raw  []byte
		hint string
		want string
		enc  string
	}{
		{"utf-8", []byte(prose), "", prose, "utf-8"},
		{"utf-8 declared as gbk", []byte(prose), "gbk", prose, "utf-8"},
		{"byte order mark", []byte("\ufeff" + prose), "", prose, "utf-8"},
		{"gb18030", encoded(t, simplifiedchinese.GB18030, prose), "", prose, "gb18030"},
		{"gbk declared as utf-8", encoded(t, simplifiedchinese.GBK, prose), "utf-8", prose, "gb18030"},
		{"gb18030 declared as big5", encoded(t, simplifiedchinese.GB18030, prose), "big5", prose, "gb18030"},
		{"big5", encoded(t, traditionalchinese.Big5, trad), "", trad, "big5"},
		{"big5 declared as gb2312", encoded(t, traditionalchinese.Big5, trad), "gb2312", trad, "big5"},
		{"utf-16 with mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), prose), "", prose, "utf-16le"},
		{"utf-16 big-endian with mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), prose), "", prose, "utf-16be"},
		{"utf-16 without mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), prose), "", prose, "utf-16le"},
		{"utf-16 big-endian without mark", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), prose), "", prose, "utf-16be"},
		{"two in one", append([]byte("摘要：海州区全年公报\n"), encoded(t, simplifiedchinese.GBK, prose)...), "", "摘要：海州区全年公报\n" + prose, "utf-8+gb18030"},
	} {
		got, enc, fault := toUTF8(c.raw, c.hint)
		if fault != nil || string(got) != c.want || enc != c.enc {
			t.Errorf("%s: %q %s %v", c.name, got, enc, fault)
		}
	}
}

func TestMojibake(t *testing.T) {
	long := strings.Repeat(prose+"\n", 3)
	// Decoders differ in what they do with a byte they cannot read. This one replaces it alone.
	misread := func(e encoding.Encoding) string {
		var b strings.Builder
		for raw := []byte(long); len(raw) > 0; {
			n := 1
			if raw[0] >= 0x80 && len(raw) > 1 {
				n = 2
			}
			out, err := e.NewDecoder().Bytes(raw[:n])
			if err != nil || bytes.Contains(out, []byte("\ufffd")) || raw[0] == 0x80 && e == simplifiedchinese.GB18030 {
				out, n = []byte("\ufffd"), 1
			}
			b.Write(out)
			raw = raw[n:]
		}
		return b.String()
	}
	t.Run("as gb18030", func(t *testing.T) {
		d, err := decoded(t, "a.txt", []byte(misread(simplifiedchinese.GB18030)))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"全年地区生产总值六千零一十九亿元", "比上年增长5.2%。", "增加值300亿元", "建成5G基站8600个，"} {
			if !strings.Contains(d.Text, want) {
				t.Errorf("%q is not in %q", want, d.Text)
			}
		}
		if len(d.Faults) != 1 || d.Faults[0].Reason != pipeline.Mojibake || d.Faults[0].Severity != pipeline.Note {
			t.Errorf("faults %v", d.Faults)
		}
	})
	t.Run("as windows-1252", func(t *testing.T) {
		d, err := decoded(t, "a.txt", []byte(misread(charmap.ISO8859_1)))
		if err != nil || !strings.Contains(d.Text, "建成5G基站8600个，覆盖所有乡镇。") {
			t.Errorf("%v %q", err, d.Text)
		}
	})
	t.Run("swallowed digits are gaps", func(t *testing.T) {
		// A decoder that drops the byte after a lost one took the first digit of numbers with it.
		var b []byte
		for _, l := range strings.SplitAfter(misread(simplifiedchinese.GB18030), "\ufffd") {
			if n := len(b); n > 3 && string(b[n-3:]) == "\ufffd" && l != "" && l[0] < 0x40 {
				l = l[1:]
			}
			b = append(b, l...)
		}
		d, err := decoded(t, "a.txt", b)
		if err != nil {
			t.Skip("not repaired:", err)
		}
		if strings.Contains(d.Text, "增长.2%") || strings.Contains(d.Text, "长2%") {
			t.Errorf("an invented number: %q", d.Text)
		}
	})
	t.Run("beyond repair", func(t *testing.T) {
		_, err := decoded(t, "a.txt", []byte(strings.Repeat("全年增\ufffd\ufffd百分之五。", 20)))
		if f := pipeline.AsFault("", err); err == nil || f.Reason != pipeline.Mojibake {
			t.Error(err)
		}
	})
}

func TestFaults(t *testing.T) {
	noise := make([]byte, 4096)
	if _, err := rand.Read(noise); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		raw  []byte
		want pipeline.Reason
	}{
		{"noise", append([]byte{0, 1, 2, 3}, noise...), ""},
		{"png", []byte("\x89PNG\r\n\x1a\nxxxx"), pipeline.UnsupportedFormat},
		{"cut docx", []byte("PK\x03\x04xxxxxxxx"), pipeline.BrokenDocument},
		{"cut pdf", []byte("%PDF-1.7\n1 0 obj\n"), pipeline.BrokenDocument},
		{"old word document", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx"), pipeline.UnsupportedFormat},
	} {
		_, err := decoded(t, "a", c.raw)
		f := pipeline.AsFault("", err)
		if err == nil || c.want != "" && f.Reason != c.want || f.Reason == pipeline.StageError {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, empty := range []string{"", " \n\t", "<html><body><script>1</script></body></html>", "\ufeff"} {
		d, err := decoded(t, "a", []byte(empty))
		if err != nil || d.State != pipeline.Empty {
			t.Errorf("%q: %s %v", empty, d.State, err)
		}
	}
}

func wordDocument(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"word/document.xml":   `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`,
		"word/styles.xml":     `<w:styles xmlns:w="w"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"docProps/core.xml":   `<c xmlns:dc="dc"><dc:title>海州区全年公报</dc:title></c>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, text)
	}
	z.Close()
	return b.Bytes()
}

func TestWordDocument(t *testing.T) {
	cell := func(props, s string) string {
		return `<w:tc><w:tcPr>` + props + `</w:tcPr><w:p><w:r><w:t>` + s + `</w:t></w:r></w:p></w:tc>`
	}
	d, err := decoded(t, "a.docx", wordDocument(t, `<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>
		<w:p><w:r><w:t>全年新建</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>基站120个。</w:t></w:r></w:p>
		<w:tbl><w:tr>`+cell("", "指标")+cell(`<w:gridSpan w:val="2"/>`, "年份")+`</w:tr><w:tr>`+cell(`<w:vMerge w:val="restart"/>`, "基站")+cell("", "1")+cell("", "2")+`</w:tr>
		<w:tr>`+cell(`<w:vMerge/>`, "")+cell("", "3")+cell("", "4")+`</w:tr></w:tbl>`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"t 海州区全年公报", "h1 总体情况", "p 全年新建基站120个。", "r 指标|年份", "r 基站|1|2", "r 3|4"}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Error(diff)
	}
	if got := d.Tables[0].Rows[2][0].Of(d.Text); got != "基站" {
		t.Errorf("merged cell %q", got)
	}
}

func TestWorkbookHereAndInAChild(t *testing.T) {
	f := excelize.NewFile()
	for at, v := range map[string]any{"A1": "主要指标", "A2": "指标", "B2": "2025年", "A3": "基站（个）", "B3": 860, "A4": "增长", "B4": 0.052, "A6": "注：快报数。"} {
		if err := f.SetCellValue("Sheet1", at, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.MergeCell("Sheet1", "A1", "B1"); err != nil {
		t.Fatal(err)
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle("Sheet1", "B4", "B4", style); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	want := []string{"c 主要指标", "r 指标|2025年", "r 基站（个）|860", "r 增长|5.20%", "p 注：快报数。"}
	d, err := decoded(t, "a.xlsx", raw)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, outline(d)); diff != "" {
		t.Error(diff)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(DefaultConfig(), Isolated(exe))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	e := &pipeline.Document{Path: "a.xlsx", Raw: raw}
	if err := s.Process(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if e.Text != d.Text || !cmp.Equal(e.Blocks, d.Blocks) || !cmp.Equal(e.Tables, d.Tables) {
		t.Error("a child reads another text")
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2022-01-27 09:52:31 +0800": "2022-01-27", "2026-08-11T17:41:11+08:00": "2026-08-11", "2026年2月10日": "2026-02-10",
		"2022/1/7": "2022-01-07", "2022.01.27": "2022-01-27", "20260203": "2026-02-03", "Tue, 10 Feb 2026 08:00:00 GMT": "2026-02-10",
		"Thu Feb 10 2022 08:00:00 GMT+0800": "2022-02-10", "时间：2023-07-31 08:51": "2023-07-31",
		"Invalid Date": "", "2022-13-01": "", "2021-02-30": "", "08-16 13:02": "", "": "",
	} {
		d, _ := parseDate(in)
		if d.String() != want {
			t.Errorf("%q: %q, want %q", in, d, want)
		}
	}
}

func TestCancelled(t *testing.T) {
	s, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Process(ctx, &pipeline.Document{Raw: []byte("x")}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
