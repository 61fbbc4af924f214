package numeral

import (
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

// The value first, then every wording that must give it.
var wordings = []struct {
	value string
	words string
}{
	{"0", "0 零 〇"},
	{"2", "2 二 两 ２"},
	{"10", "10 十 一十 １０"},
	{"15", "15 十五 一十五"},
	{"20", "20 二十 廿"},
	{"25", "25 二十五 廿五"},
	{"31", "三十一 卅一"},
	{"105", "一百零五 一百〇五 105"},
	{"110", "一百一十 一百一"},
	{"150", "一百五十 一百五"},
	{"230", "两百三十 二百三十"},
	{"1005", "一千零五"},
	{"1230", "壹仟贰佰叁拾 一千二百三十 1,230 １，２３０"},
	{"2300", "两千三 二千三百"},
	{"3200", "三千二百 3200 3千2百"},
	{"3284000", "3,284,000 3284000"},
	{"3284", "3，284 3,284"},
	{"12345678", "12，345，678 12,345,678"},
	{"34000", "3万4000 三万四千 3万4千 三万四 3.4万"},
	{"15000", "1万5 1万5千 一万五 15000"},
	{"630000", "六十三万 63万"},
	{"108000", "十万八千 10.8万 10万8千"},
	{"30500", "三万零五百 3万500"},
	{"150000", "十五万 15万"},
	{"168000", "16.8万 １６．８万 16.8 万 十六点八万"},
	{"22000", "两万两千"},
	{"12340000", "一千二百三十四万 1234万"},
	{"30000000", "三千万 3千万 3000万"},
	{"10000000", "千万 一千万"},
	{"10000000000", "百亿 一百亿 100亿"},
	{"120000000", "1亿2000万 一亿二千万 一亿两千万 1.2亿"},
	{"350000000", "3亿5千万 三亿五千万"},
	{"1000000000000", "万亿 一万亿 1万亿"},
	{"1470000000000", "1.47万亿 １．４７万亿 一万四千七百亿 一点四七万亿"},
	{"180000000000000000000", "180百亿亿"},
	{"3.14", "3.14 三点一四"},
	{"0.5", "0.5 零点五"},
	{"1234.5", "1234.5 1,234.5 1 234.5"},
	{"5000000", ""},
	{"2021", "2021 二〇二一 二零二一 ２０２１"},
}

func TestParse(t *testing.T) {
	for _, c := range wordings {
		words := strings.Fields(c.words)
		if strings.HasSuffix(c.words, " 1 234.5") {
			words = []string{"1234.5", "1,234.5", "1 234.5"}
		}
		if c.value == "5000000" {
			words = []string{"5 0 0 万", "５ ０ ０ 万", "5 0 0 . 0 万"}
		}
		if c.value == "630000" {
			words = append(words, "六十三 万", "63 万")
		}
		if c.value == "168000" {
			words = []string{"16.8万", "１６．８万", "16.8 万", "十六点八万"}
		}
		for _, w := range words {
			d, ok := Parse(w)
			if !ok {
				t.Errorf("%s: not a number, want %s", w, c.value)
			} else if d.Text('f') != c.value {
				t.Errorf("%s: %s, want %s", w, d.Text('f'), c.value)
			}
		}
	}
}

func TestParseNothing(t *testing.T) {
	for _, w := range []string{"", "点", "多", "3万万万", "百千", "三四五六十", "1.2.3", "100,20", "1,2345", "2021,100", "100，200，300", "一万三千万", "队伍", "陆", "拾"} {
		if d, ok := Parse(w); ok {
			t.Errorf("%s: %s, want nothing", w, d.Text('f'))
		}
	}
}

func TestStep(t *testing.T) {
	for _, c := range []struct {
		word string
		step int32
	}{{"5万", 4}, {"16.8万", 3}, {"5.2", -1}, {"3万4000", 0}, {"十五万", 4}, {"三千二百", 2}, {"1.47万亿", 10}, {"七八十", 1}} {
		l := fold.New(c.word, 0)
		n, ok := Scan(l.Runes, l.Off, 0)
		if !ok || n.Step != c.step {
			t.Errorf("%s: step 10^%d, want 10^%d", c.word, n.Step, c.step)
		}
	}
}

func TestPairs(t *testing.T) {
	for _, c := range []struct{ word, low, high string }{
		{"七八十", "70", "80"}, {"三四百", "300", "400"}, {"三五", "3", "5"}, {"十七八", "17", "18"},
		{"五六万", "50000", "60000"}, {"两三千万", "20000000", "30000000"}, {"二十三四", "23", "24"},
	} {
		l := fold.New(c.word, 0)
		n, ok := Scan(l.Runes, l.Off, 0)
		if !ok || n.High == nil || n.End != len(l.Runes) || n.Value.Text('f') != c.low || n.High.Text('f') != c.high {
			t.Errorf("%s: %v %v, want %s to %s", c.word, n.Value.Text('f'), n.High, c.low, c.high)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range wordings {
		f.Add(c.words)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := fold.New(s, 0)
		for i := 0; i < len(l.Runes); {
			n, ok := Scan(l.Runes, l.Off, i)
			if !ok {
				i++
				continue
			}
			if n.Start != i || n.End <= i || n.End > len(l.Runes) || n.Mag < n.Start || n.Mag > n.End || n.Value.Exponent > 0 {
				t.Fatalf("%q: %+v", s, n)
			}
			m, ok := Parse(n.Value.Text('f'))
			if n.Digits <= MaxDigits && len(n.Value.Text('f')) < MaxDigits && (!ok || m.Cmp(&n.Value) != 0) {
				t.Fatalf("%q: %s does not read back", s, n.Value.Text('f'))
			}
			i = n.End
		}
	})
}
