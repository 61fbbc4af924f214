package decode

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhibiao/pipeline"
)

// benchPage is a page with the furniture of a site, paragraphs and a table.
func benchPage() string {
	var b strings.Builder
	b.WriteString(`<html><head><meta charset="utf-8"><title>东山市统计公报_东山市人民政府</title><script>` + strings.Repeat("var a = function(x){return x+1};", 200) + `</script></head><body><nav>` + strings.Repeat(`<a href="/channel/index.html" class="nav-item" target="_blank">栏目</a>`, 60) + `</nav><div class="TRS_Editor">`)
	for range 60 {
		b.WriteString(`<p style="text-indent: 2em; font-family: 宋体;"><span style="font-size: 16px;">` + prose + `</span></p>` + "\n")
	}
	b.WriteString("<table>")
	for i := range 60 {
		fmt.Fprintf(&b, `<tr style="height:27px"><td width="120"><p>指标%d</p></td><td align="right"><span>%d.5</span></td><td>5.8</td></tr>`, i, i)
	}
	b.WriteString("</table></div><footer>版权所有</footer></body></html>")
	return b.String()
}

func benchmark(b *testing.B, path string, raw []byte, blocks int) {
	s, err := New(DefaultConfig())
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	var d *pipeline.Document
	for b.Loop() {
		d = &pipeline.Document{Path: path, Raw: raw}
		if err := s.Process(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
	if len(d.Blocks) != blocks {
		b.Fatalf("%d blocks, want %d", len(d.Blocks), blocks)
	}
}

func BenchmarkHTML(b *testing.B) { benchmark(b, "a.html", []byte(benchPage()), 121) }

func BenchmarkEntities(b *testing.B) {
	benchmark(b, "a.html", []byte("<title>东山市统计公报</title>"+strings.Repeat("<p>"+strings.ReplaceAll(prose, "，", "，&#34;&nbsp;")+"</p>\n", 200)), 201)
}

func BenchmarkPost(b *testing.B) {
	benchmark(b, "a.md", []byte("---\ntitle: 东山市统计公报\n---\n"+strings.Repeat("<p>"+prose+"</p>\n", 200)), 201)
}

func BenchmarkMarkdown(b *testing.B) {
	benchmark(b, "a.md", []byte("# 东山市统计公报\n\n"+strings.Repeat(prose+"\n\n", 200)), 201)
}

func BenchmarkPlain(b *testing.B) {
	benchmark(b, "a.txt", []byte("东山市统计公报\n"+strings.Repeat(prose+"\n其中，服务业增长6%。\n", 100)), 201)
}

func BenchmarkGB18030(b *testing.B) {
	raw, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("东山市统计公报\n" + strings.Repeat(prose+"\n其中，服务业增长6%。\n", 100)))
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, "a.txt", raw, 201)
}
