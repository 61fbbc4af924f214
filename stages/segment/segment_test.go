package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"zhibiao/pipeline"
)

func paragraph(s string) []pipeline.Block {
	return []pipeline.Block{{Span: pipeline.Span{Start: 0, End: len(s)}, Table: -1}}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"全年增长3.5%。其中一季度增长5.8%！", []string{"全年增长3.5%。", "其中一季度增长5.8%！"}},
		{"新建5G基站2万个；全省累计8万个。", []string{"新建5G基站2万个；全省累计8万个。"}},
		{"他说：“开局良好。”随后介绍了情况。", []string{"他说：“开局良好。”", "随后介绍了情况。"}},
		{"（按可比价格计算，下同。）第一产业增长2%", []string{"（按可比价格计算，下同。）", "第一产业增长2%"}},
		{"1.发放补贴1.6万户", []string{"1.发放补贴1.6万户"}},
		{"　　好。　　再好。 ", []string{"好。", "再好。"}},
		{"真的吗？！是的", []string{"真的吗？！", "是的"}},
		{"见 http://a.cn/?id=1 说明", []string{"见 http://a.cn/?id=1 说明"}},
		{"", nil},
		{"　 ", nil},
	} {
		var got []string
		for _, s := range Split(nil, c.text, paragraph(c.text)) {
			got = append(got, s.Of(c.text))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.text, d)
		}
	}
}

func TestTableRowIsOneSentence(t *testing.T) {
	text := "说明。\t12"
	b := paragraph(text)
	b[0].Kind = pipeline.TableRow
	if got := Split(nil, text, b); len(got) != 1 || got[0].Of(text) != text {
		t.Errorf("got %v", got)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("全年增长3.5%。其中”")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		at := 0
		for _, x := range Split(nil, s, paragraph(s)) {
			if x.Start < at || x.End <= x.Start || x.End > len(s) {
				t.Fatalf("span %v after %d", x.Span, at)
			}
			if !utf8.ValidString(x.Of(s)) {
				t.Fatalf("span %v cuts a rune", x.Span)
			}
			at = x.End
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("2025年，全省地区生产总值60199.45亿元，增长5%；规模以上工业增加值增长6.1%。", 2000)
	blocks := paragraph(text)
	b.SetBytes(int64(len(text)))
	var got []pipeline.Sentence
	for b.Loop() {
		got = Split(got[:0], text, blocks)
	}
	if len(got) != 2000 {
		b.Fatalf("got %d sentences", len(got))
	}
}
