package hostile

import (
	"fmt"
	"strings"
)

func body(s string) string { return "<html><body>" + s + "</body></html>" }

// htmlCases are pages that are broken, huge or nested without end.
func htmlCases() []Case {
	const n = 100_000
	p := "<p>" + Prose + "</p>"
	deep := func(tag string, n int) string {
		return strings.Repeat("<"+tag+">", n) + Prose + strings.Repeat("</"+tag+">", n)
	}
	var all []Case
	for _, tag := range []string{"div", "span", "p", "ul", "li", "b", "a", "section", "blockquote", "font", "form", "h1", "nav", "unknown"} {
		all = append(all, text("deep "+tag, "a.html", body(deep(tag, n)), extracted))
	}
	return append(all,
		text("deep tables", "a.html", body(strings.Repeat("<table><tr><td>", 5000)+Prose), extracted),
		text("tables never closed", "a.html", body(strings.Repeat("<table><tr><td>1<td>2", 20_000)+p), extracted),
		text("end tags alone", "a.html", body(strings.Repeat("</div></table></p>", n)+p), extracted),
		text("crossed tags", "a.html", body(strings.Repeat("<b><i></b></i>", n)+p), extracted),
		text("crossed with deep", "a.html", body(strings.Repeat("<div>", n)+strings.Repeat("</section></p></li>", n)+p), extracted),
		text("a huge span of columns", "a.html", body("<table><tr><td colspan=999999999>指标</td></tr><tr><td>基站</td><td>8600</td></tr><tr><td>用户</td><td>12</td></tr></table>"+p), extracted),
		text("a huge span of rows", "a.html", body("<table><tr><td rowspan=999999999>指标</td><td>a</td></tr><tr><td>8600</td><td>b</td></tr></table>"+p), extracted),
		text("many wide spans", "a.html", body("<table>"+strings.Repeat("<tr><td colspan=1000>指标</td><td colspan=1000>8600</td></tr>", 5000)+"</table>"+p), extracted),
		text("spans of nothing", "a.html", body("<table><tr><td colspan=-1 rowspan=0>指标</td><td colspan=x>值</td></tr><tr><td>基站</td><td>8600</td></tr></table>"+p), extracted),
		text("overlapping spans", "a.html", body("<table><tr><td>a</td><td rowspan=3>b</td><td>1</td></tr><tr><td colspan=3>c</td></tr><tr><td colspan=2 rowspan=5>d</td><td>2</td></tr></table>"+p), extracted),
		text("a row of many cells", "a.html", body("<table><tr>"+strings.Repeat("<td>1", n)+"</tr><tr><td>a<td>b</tr></table>"+p), extracted),
		text("cells without rows", "a.html", body("<td>a</td><td>b</td><tr><td>c</td></tr>"+p), extracted),
		text("rows of many", "a.html", body("<table>"+strings.Repeat("<tr><td>基站</td><td>8600</td></tr>", 50_000)+"</table>"), extracted),
		text("a script never closed", "a.html", body(p+"<script>var a='"+strings.Repeat("x", n)), extracted),
		text("a comment never closed", "a.html", body(p+"<!-- "+strings.Repeat("-", n)), extracted),
		text("an attribute never closed", "a.html", body(p+`<a href="`+strings.Repeat("x", n)), extracted),
		text("a tag never closed", "a.html", body(p)+"<div "+strings.Repeat("a ", n), extracted),
		text("many attributes", "a.html", body("<div "+strings.Repeat("a=1 ", n)+">"+p+"</div>"), extracted),
		text("a huge attribute", "a.html", body(`<div class="`+strings.Repeat("nav ", n)+`"><p>`+Prose+`</p></div>`), anyState),
		text("a flood of entities", "a.html", body("<p>"+strings.Repeat("&amp;&#20013;&nbsp;&bogus;", n)+"</p>"+p), extracted),
		text("entities of nothing", "a.html", body("<p>&#0;&#xFFFFFFFF;&#xD800;&#99999999999;"+Prose+"</p>"), extracted),
		text("line breaks without end", "a.html", body(strings.Repeat("<br>", 1_000_000)+p), extracted),
		text("less-than signs", "a.html", body(p+strings.Repeat("<", n)), extracted),
		text("plaintext", "a.html", body(p+"<plaintext>"+strings.Repeat("<p>", 1000)), extracted),
		text("CDATA and declarations", "a.html", body("<![CDATA[x]]><!ELEMENT a ANY><?php echo 1; ?>"+p), extracted),
		text("server page never closed", "a.jsp", "<%@ page %><html><body>"+p+"<% "+strings.Repeat("x", n), extracted),
		text("no text at all", "a.html", "<html><head><script>1</script><style>p{}</style></head><body><img src=x></body></html>", empty),
		text("buttons alone", "a.html", body("<p>打印</p><p>关闭窗口</p><nav>首页</nav>"), empty),
		text("NUL within tags", "a.html", body("<p>\x00"+Prose+"</p><d\x00iv>"), extracted),
		text("JSON-LD bomb", "a.html", "<html><head><script type=\"application/ld+json\">"+strings.Repeat("[", n)+"</script></head><body>"+p+"</body></html>", extracted),
		text("meta tags without end", "a.html", "<html><head>"+strings.Repeat(`<meta name="title" content="x">`, 20_000)+"</head><body>"+p+"</body></html>", extracted),
		text("a title without end", "a.html", "<html><head><title>"+strings.Repeat("标", n)+"</head><body>"+p, anyState),
		text("formula in a cell", "a.html", body(`<table><tr><td>=HYPERLINK("http://a.cn")</td><td>值</td></tr><tr><td>基站</td><td>8600</td></tr></table>`), extracted),
		text("local file in a frame", "a.html", body(`<iframe src="file:///etc/passwd"></iframe><img src="http://127.0.0.1/x">`+p), extracted),
		text("a page of links", "a.html", body(strings.Repeat(`<a href="/1">全市累计建成5G基站8600个</a>`, 200)), anyState),
		text("svg and math", "a.html", body("<svg>"+strings.Repeat("<g>", 2000)+"</svg><math><mi>x</mi></math>"+p), extracted),
		text("template", "a.html", body("<template><p>不是正文的文字。</p></template>"+p), extracted),
		text(fmt.Sprintf("%d headings", n), "a.html", body(strings.Repeat("<h2>一、综合</h2>", n)+p), extracted),
	)
}

// markdownCases are posts and Markdown that make careless readers slow.
func markdownCases() []Case {
	const n = 50_000
	post := func(front, rest string) string { return "---\n" + front + "---\n" + rest }
	many := func(s string) string { return strings.Repeat(s, n) + "\n\n" + Prose + "\n" }
	return []Case{
		text("open links", "a.md", many("[a]("), extracted),
		text("open brackets", "a.md", many("["), extracted),
		text("closed brackets", "a.md", many("]("), extracted),
		text("images", "a.md", many("!["), extracted),
		text("stars", "a.md", many("*a_ "), extracted),
		text("quotes", "a.md", many(">"), extracted),
		text("hashes", "a.md", many("#"), extracted),
		text("backticks", "a.md", many("`"), extracted),
		text("backslashes", "a.md", many(`\`), extracted),
		text("bullets", "a.md", many("- "), extracted),
		text("indents", "a.md", strings.Repeat(" ", n)+"- "+Prose, extracted),
		text("pipes", "a.md", many("|"), extracted),
		text("a wide table", "a.md", "|"+strings.Repeat("a|", n)+"\n|"+strings.Repeat("-|", n)+"\n|1|2|\n\n"+Prose, extracted),
		text("a long table", "a.md", "|指标|值|\n|--|--|\n"+strings.Repeat("|基站|8600|\n", n), extracted),
		text("inline html", "a.md", strings.Repeat("<b>一</b>\n", n)+Prose, extracted),
		text("html never closed", "a.md", "<table>\n\n"+strings.Repeat("\n", n)+Prose, extracted),
		text("fences", "a.md", strings.Repeat("```\n", n)+Prose, extracted),
		text("underlines", "a.md", strings.Repeat("一\n===\n", n)+Prose, extracted),
		text("aliases in front matter", "a.md", post("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\ntitle: 东山公报\n", Prose), extracted),
		text("deep front matter", "a.md", post("title: 东山公报\nx: "+strings.Repeat("[", 4000)+"\n", Prose), extracted),
		text("front matter never closed", "a.md", "---\ntitle: 东山公报\n"+strings.Repeat("a: b\n", 10_000)+Prose, extracted),
		text("front matter alone", "a.md", "---\ntitle: 东山公报\n---\n", extracted),
		text("twin keys", "a.md", post("title: 甲报告\ntitle: 乙报告\n", Prose), extracted),
		text("tabs in front matter", "a.md", post("\ttitle: 甲报告\n\tx:\n", Prose), extracted),
		text("tags in front matter", "a.md", post("title: !!python/object:os.system x\n", Prose), extracted),
		text("toml front matter", "a.md", "+++\ntitle = \"东山公报\"\ndate = 2024-03-05\n+++\n"+Prose, extracted),
		text("huge keys", "a.md", post(strings.Repeat("k", 9000)+": x\n", Prose), extracted),
	}
}
