package words

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/go-ego/gse"

	"zhibiao/configs"
	"zhibiao/metrics/fold"
)

func load(t testing.TB, extra ...string) *Segmenter {
	t.Helper()
	s, err := Load(extra)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func cut(s *Segmenter, text string) string {
	l := fold.New(text, 0)
	var out []string
	for _, t := range s.Cut(nil, l, 0, len(l.Runes)) {
		out = append(out, string(l.Runes[t.Start:t.End]))
	}
	return strings.Join(out, "|")
}

// Sentences of the kind that reports are made of, and how their words must fall.
func TestCut(t *testing.T) {
	s := load(t, "10G PON端口", "5G基站", "鹿鸣移动")
	f := func(text, want string) {
		t.Helper()
		if got := cut(s, text); got != want {
			t.Errorf("Cut(%q)\n got %s\nwant %s", text, got, want)
		}
	}
	f("全省规模以上工业增加值比上年增长6.8%", "全省|规模以上工业增加值|比|上年|增长|6.8|%")
	f("新建5G基站2万个、10G PON端口5万个", "新建|5g基站|2|万个|、|10g pon端口|5|万个")
	f("固定互联网宽带接入用户达1,234.5万户", "固定互联网宽带接入用户|达|1,234.5|万户")
	f("占比较一季度提高0.9个百分点", "占比|较|一季度|提高|0.9|个百分点")
	f("主要银行为各类市场主体减免服务费用", "主要|银行|为|各类|市场主体|减免|服务|费用")
	f("社會消費品零售總額３．２萬億元", "社会消费品零售总额|3.2|万亿元")
	f("鹿鸣移动用户下降", "鹿鸣移动|用户|下降")
	f("常住人口城镇化率达到67%，森林覆盖率提高", "常住人口城镇化率|达到|67|%|,|森林覆盖率|提高")
	f("", "")
}

// gseOver is gse's Segment over the dictionary of s.
func gseOver(s *Segmenter) *gse.Segmenter {
	dict := s.dictionary()
	seg := &gse.Segmenter{Dict: dict}
	seg.CalcToken()
	return seg
}

// sameAsGse fails when gse's Segment cuts text elsewhere.
func sameAsGse(t *testing.T, s *Segmenter, seg *gse.Segmenter, l *fold.Line) {
	t.Helper()
	var got, want []string
	for _, tok := range s.Cut(nil, l, 0, len(l.Runes)) {
		got = append(got, string(l.Runes[tok.Start:tok.End]))
	}
	for _, g := range seg.Segment([]byte(string(l.Runes))) {
		want = append(want, g.Token().Text())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", string(l.Runes), got, want)
	}
}

// The path is gse's own: its Segment over the same dictionary cuts the same. The sentences are without
// decimals, which Cut joins.
func TestSameAsGse(t *testing.T) {
	s := load(t, "10G PON端口", "5G基站", "𠮷野家", "Ａ股x")
	seg := gseOver(s)
	for _, text := range []string{
		"占比较一季度提高，主要银行为各类市场主体减免服务费用，全年完成固定资产投资计划的百分之九十",
		"新建5G基站和10G PON端口，带动产业链上下游企业协同发展，城乡居民收入差距继续缩小",
		"深入推进农业供给侧结构性改革，优化种植结构，粮食综合生产能力稳步提升，乡村产业加快发展",
		"法治政府建设取得新成效，办理人大代表建议和政协提案，市域社会治理现代化水平不断提高",
		"研究生命起源；结合成分子时；乒乓球拍卖完了；南京市长江大桥；和服务于三日后装修完毕并交付使用",
		"ＡＩ服务器Ⅲ型é，x1-y2  龘靐",
		"𠮷野家和𠮷林，15G基站，5G基站x，a股x，a股xy，10G PON端口",
	} {
		sameAsGse(t, s, seg, fold.New(text, 0))
	}
}

// lines are those of the sample's pages and posts, with their markup, which holds more Latin than text.
func lines(t testing.TB) []*fold.Line {
	var all []*fold.Line
	err := fs.WalkDir(configs.FS, "sample", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); err != nil || ext != ".html" && ext != ".md" && ext != ".txt" {
			return err
		}
		data, err := configs.FS.ReadFile(name)
		for line := range strings.Lines(string(data)) {
			all = append(all, fold.New(line, 0))
		}
		return err
	})
	if err != nil || len(all) < 500 {
		t.Fatalf("%d lines: %v", len(all), err)
	}
	return all
}

func TestSampleSameAsGse(t *testing.T) {
	s := load(t)
	seg := gseOver(s)
	decimal := regexp.MustCompile(`([0-9])[.,]([0-9])`)
	for _, l := range lines(t) {
		text := string(l.Runes)
		for range 2 { // 1,2,3
			text = decimal.ReplaceAllString(text, "$1$2")
		}
		sameAsGse(t, s, seg, fold.New(text, 0))
	}
}

func TestTokens(t *testing.T) {
	s := load(t, "测光塔")
	l := fold.New("电信业务收入3.5亿元，QX测光塔", 0)
	want := []Token{{0, 6, "n", true}, {6, 9, "m", false}, {9, 11, "q", true}, {11, 12, "w", false}, {12, 14, "eng", false}, {14, 17, "n", true}}
	got := s.Cut(nil, l, 0, len(l.Runes))
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, at := range []int{0, 6, 9, 11, 12, 14, 17} {
		if !Boundary(got, at) {
			t.Errorf("no boundary at %d", at)
		}
	}
	for _, at := range []int{3, 7, 10, 13, 16} {
		if Boundary(got, at) {
			t.Errorf("a boundary at %d", at)
		}
	}
}

func TestLoadRefusesEmptyWord(t *testing.T) {
	if _, err := Load([]string{"基站", " "}); err == nil {
		t.Error("an empty word was taken")
	}
}

// A line that a regional name splits must not depend on what was cut before it or beside it.
func TestCutConcurrently(t *testing.T) {
	s := load(t)
	want := "全市|地区生产总值|突破|2|万亿元|大关"
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := cut(s, "全市地区生产总值突破2万亿元大关"); got != want {
					t.Errorf("got %s", got)
					return
				}
			}
		})
	}
	wg.Wait()
}

func FuzzCut(f *testing.F) {
	s := load(f, "10G PON端口")
	f.Add("新建5G基站2万个，10G PON 端口5万个 1,2.3.4,")
	f.Add("\xff\x00é𠮷１２３")
	f.Fuzz(func(t *testing.T, text string) {
		l := fold.New(text, 0)
		at := 0
		for _, tok := range s.Cut(nil, l, 0, len(l.Runes)) {
			if tok.Start != at || tok.End <= at || tok.POS == "" {
				t.Fatalf("token %+v after %d", tok, at)
			}
			at = tok.End
		}
		if at != len(l.Runes) {
			t.Fatalf("tokens end at %d of %d", at, len(l.Runes))
		}
	})
}

func BenchmarkCut(b *testing.B) {
	s := load(b)
	text := strings.Repeat("2021年，全省移动电话用户达到1234.5万户，同比增长3.4%，其中5G用户占比为16.7%，比上年末提高2.1个百分点。", 4)
	l := fold.New(text, 0)
	toks := s.Cut(nil, l, 0, len(l.Runes))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		toks = s.Cut(toks[:0], l, 0, len(l.Runes))
	}
	if len(toks) != 4*28 {
		b.Fatalf("%d tokens: %s", len(toks), cut(s, text))
	}
}

// BenchmarkSegment is gse's own Segment over the same text, to compare with.
func BenchmarkSegment(b *testing.B) {
	seg := gseOver(load(b))
	text := []byte(strings.Repeat("2021年,全省移动电话用户达到1234.5万户,同比增长3.4%,其中5g用户占比为16.7%,比上年末提高2.1个百分点。", 4))
	n := 0
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		n = len(seg.Segment(text))
	}
	if n < 4*28 {
		b.Fatalf("%d segments", n)
	}
}

// BenchmarkCutSample and BenchmarkSegmentSample are the same over many words.
func BenchmarkCutSample(b *testing.B) {
	s := load(b)
	all := lines(b)
	var toks []Token
	bytes, n := 0, 0
	for _, l := range all {
		bytes += len(string(l.Runes))
		toks = s.Cut(toks[:0], l, 0, len(l.Runes))
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		n = 0
		for _, l := range all {
			toks = s.Cut(toks[:0], l, 0, len(l.Runes))
			n += len(toks)
		}
	}
	if n < bytes/10 {
		b.Fatalf("%d tokens of %d bytes", n, bytes)
	}
}

func BenchmarkSegmentSample(b *testing.B) {
	seg := gseOver(load(b))
	var all [][]byte
	bytes, n := 0, 0
	for _, l := range lines(b) {
		bytes += len(string(l.Runes))
		all = append(all, []byte(string(l.Runes)))
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		n = 0
		for _, text := range all {
			n += len(seg.Segment(text))
		}
	}
	if n < bytes/10 {
		b.Fatalf("%d segments of %d bytes", n, bytes)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		s := load(b)
		if cut(s, "基站总数") != "基站总数" {
			b.Fatal("the dictionary is not loaded")
		}
	}
}
