package fold

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestString(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := String(in); got != want {
			t.Errorf("String(%q) = %q, want %q", in, got, want)
		}
	}
	f("５Ｇ基站１．４７万个", "5g基站1.47万个")
	f("２０２１年１－５月", "2021年1-5月")
	f("1–5月、1―5月、1─5月", "1—5月、1—5月、1—5月")
	f("50％～70%", "50%~70%")
	f("“十四五”「十四五」", `"十四五""十四五"`)
	f("（約5萬個），", "(约5万个),")
	f("業務收入比上年增長，電信業務總量", "业务收入比上年增长,电信业务总量")
	f("臺灣與廣東、陝西、內蒙古", "台湾与广东、陕西、内蒙古")
	f("10G PON\u00a0端口\t个\u200b数\u00ad", "10g pon 端口 个数")
	// What simplified text writes stays.
	f("乾隆 毕昇 著名 瞭望 慰藉 於", "乾隆 毕昇 著名 瞭望 慰藉 于")
	f("覆盖 复兴 台州 后天 皇后 余杭 面粉 里程 干部 发展 才能", "覆盖 复兴 台州 后天 皇后 余杭 面粉 里程 干部 发展 才能")
}

// GB 2312 is the set of simplified text: none of its common characters may change.
func TestSimplifiedStays(t *testing.T) {
	const text = "中华人民共和国国民经济和社会发展统计公报增加值亿元增长其中第一产业第二三固定资产投资房地产开发" +
		"社会消费品零售总额货物进出口一般公共预算收入居民人均可支配城镇农村常住口化率粮食产量万吨棉油料糖肉类" +
		"移动电话用户互联网宽带接入光缆线路长度千米信号基站制造业采掘电力热燃气水生供应规模以上工企利润总额" +
		"铁公水民航旅客运周转亿人邮政快递教育科技卫生体文专利授权环境保护污染防治空质优良天数比例森林覆盖" +
		"着了过的地得乡镇街道办事处省市县区自治州盟旗党委政府厅局委员会办著藉瞭余后里面谷丑卜斗范胡回伙借克困漓弥"
	if got := String(text); got != text {
		t.Errorf("simplified text changed: %q", got)
	}
}

func TestTraditionalIsIdempotent(t *testing.T) {
	if n := utf8.RuneCountInString(traditional); n%2 != 0 || n < 5000 {
		t.Fatalf("the table has %d runes, want pairs, more than 2500", n)
	}
	for r := range rune(0x10000) {
		if f := Rune(r); f >= 0 && Rune(f) != f {
			t.Errorf("%q folds to %q and then to %q", r, f, Rune(f))
		}
	}
}

func TestReset(t *testing.T) {
	text := "前：\ufeff５Ｇ\u200b基站\xff數"
	l := New(text, 100)
	check(t, l, text, 100)
	if got := string(l.Runes); got != "前:5g基站\ufffd数" {
		t.Errorf("runes are %q", got)
	}
	if s, e := l.Bytes(3, 6); text[s-100:e-100] != "Ｇ\u200b基站" {
		t.Errorf("bytes of runes 3 to 6 are %q", text[s-100:e-100])
	}
	text = "用戶(hù)總（zǒng）數(shù)為5(五)万戶(abc)"
	l.Reset(text, 0)
	check(t, l, text, 0)
	if got := string(l.Runes); got != "用户总数为5(五)万户(abc)" {
		t.Errorf("runes are %q", got)
	}
	l.Reset("", 7)
	check(t, l, "", 7)
}

func check(t *testing.T, l *Line, text string, base int) {
	t.Helper()
	if len(l.Off) != len(l.Runes)+1 || int(l.Off[len(l.Runes)]) != base+len(text) {
		t.Fatalf("%d runes, %d offsets, end %v of text of %d bytes", len(l.Runes), len(l.Off), l.Off, len(text))
	}
	for i := range l.Runes {
		s, e := l.Bytes(i, i+1)
		if s >= e {
			t.Fatalf("rune %d has bytes %d to %d", i, s, e)
		}
		r, _ := utf8.DecodeRuneInString(text[s-base:])
		if f := Rune(r); f != l.Runes[i] {
			t.Fatalf("rune %d is %q, and its bytes begin with %q", i, l.Runes[i], r)
		}
	}
}

func FuzzReset(f *testing.F) {
	f.Add("２０２１年５Ｇ基站\u200b數")
	f.Add("\xed\xa0\x80\xe0\x80\x80\xf0\x9f\x98\x80\xe4\xb8")
	f.Fuzz(func(t *testing.T, s string) {
		l := New(s, 3)
		check(t, l, s, 3)
		if utf8.ValidString(s) && string(l.Runes) != String(s) {
			t.Fatalf("Reset gives %q, String %q", string(l.Runes), String(s))
		}
	})
}

func BenchmarkReset(b *testing.B) {
	text := strings.Repeat("2021年，全省５Ｇ基站總數达到17.5万个，同比增长23.4%，占移动基站总数的16.7%。", 40)
	var l Line
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Reset(text, 0)
	}
	if len(l.Runes) != utf8.RuneCountInString(text) {
		b.Fatal(len(l.Runes))
	}
}

func TestStarts(t *testing.T) {
	for _, text := range []string{"", "5g基站", "基站", "基", "·基", "é基站", "𠀀字", "基\x00"} {
		for _, w := range []string{"", "5", "5g基站", "基", "基站", "墺", "·", "é", "𠀀", "𠀀字", "站"} {
			if got, want := Starts([]rune(text), w), strings.HasPrefix(text, w); got != want {
				t.Errorf("Starts(%q, %q) = %v", text, w, got)
			}
		}
	}
}
