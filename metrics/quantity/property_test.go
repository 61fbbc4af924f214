package quantity

import (
	"slices"
	"strings"
	"testing"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/numeral"
)

// check states what holds of the mentions of every text.
func check(t *testing.T, l *fold.Line, taken []Taken, ms []Mention) {
	t.Helper()
	end := 0
	for _, m := range ms {
		if m.From < end || m.Start < m.From || m.End <= m.Start || m.To < m.End || m.To > len(l.Runes) {
			t.Fatalf("%q: mention %+v after %d of %d", string(l.Runes), m, end, len(l.Runes))
		}
		end = m.To
		for _, x := range taken {
			if m.From < x.End && x.Start < m.To {
				t.Fatalf("%q: mention %+v reaches into %+v", string(l.Runes), m, x)
			}
		}
		if m.Name {
			continue
		}
		if m.Unit == "" || m.Qualifier == "" {
			t.Fatalf("%q: mention without unit or qualifier: %+v", string(l.Runes), m)
		}
		if (m.Value == nil) != (m.Qualifier == "range") || m.Qualifier == "range" && (m.Low == nil || m.High == nil || m.Low.Cmp(m.High) > 0) {
			t.Fatalf("%q: amounts do not fit %s: %+v", string(l.Runes), m.Qualifier, m)
		}
		if m.Value != nil {
			if s := strings.TrimPrefix(m.Value.Text('f'), "-"); len(s) < numeral.MaxDigits {
				if d, ok := numeral.Parse(s); !ok || d.Text('f') != s {
					t.Fatalf("%q: %s does not read back", string(l.Runes), s)
				}
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range wordings {
		f.Add(strings.Join(c.words, "、"), uint8(0))
	}
	f.Add(strings.Join(noQuantities, "，"), uint8(3))
	f.Add(prose, uint8(9))
	r := standardRecognizer(f)
	f.Fuzz(func(t *testing.T, s string, at uint8) {
		l := fold.New(s, 0)
		check(t, l, nil, r.Find(nil, l, nil))
		if n := len(l.Runes); n > 0 {
			x := Taken{Start: int(at) % n}
			x.End = min(n, x.Start+1+int(at)%4)
			check(t, l, []Taken{x}, r.Find(nil, l, []Taken{x}))
		}
	})
}

// A wording states the same at any place of a longer text.
func TestAnywhere(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range wordings {
		for _, w := range c.words {
			want := states(r, w, true)
			for _, around := range [][2]string{{"全省实现", "。"}, {"其中，", "，下同"}, {"（", "）"}, {strings.Repeat("发展", 400) + "，", "；" + strings.Repeat("建设", 300)}} {
				if strings.HasPrefix(w, "第") || strings.HasPrefix(w, "(") || strings.HasPrefix(w, "-") {
					continue
				}
				if around[0] == "（" && len(want) == 1 && strings.HasSuffix(want[0], "=amount 25 1") {
					continue // （二十五） is the mark of a list item
				}
				if got := states(r, around[0]+w+around[1], true); !slices.Equal(got, want) {
					t.Errorf("%s%s%s: %v, want %v", around[0][:min(12, len(around[0]))], w, around[1][:min(12, len(around[1]))], got, want)
				}
			}
		}
	}
}

// The texts of names stay names in a sentence.
func TestNames(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range []struct{ text, name string }{
		{"推进5G建设", "5G"}, {"建成10G PON端口", "10G PON"}, {"部署IPv6网络", "IPv6"}, {"构建“1﹢3﹢9”体系", "1﹢3﹢9"}, {"“十四五”时期", "十四五"},
		{"打造工业4.0样板", "4.0"}, {"PM2.5浓度下降", "PM2.5"}, {"庆祝建党100周年", "100周年"}, {"第二产业增加值", "第二产业"}, {"拨打12345热线", "12345"},
		{"执行GB/T 2260标准", "GB/T 2260"}, {"千兆光网", "千兆"}, {"三家基础电信企业", "三家基础电信企业"}, {"400G/OTN设备", "400G/OTN"},
	} {
		got := states(r, c.text, true)
		if len(got) != 1 || got[0] != c.name+"=name" {
			t.Errorf("%s: %v, want the name %s", c.text, got, c.name)
		}
	}
}

// Sentences whose amounts work on each other: lists, ranges, bounds that hold for several.
func TestSentences(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range []struct {
		text string
		want string
	}{
		{"各地分别建成79万、33.5万、38.6万和10.4万个", "79万=amount 790000 1; 33.5万=amount 335000 1; 38.6万=amount 386000 1; 10.4万个=amount 104000 1"},
		{"分别提高16.1、4.8和3个百分点", "16.1=points 16.1 pp; 4.8=points 4.8 pp; 3个百分点=points 3 pp"},
		{"分别提高约8个和11个百分点", "8个=points 8 pp about -..-; 11个百分点=points 11 pp"},
		{"分别为1.2、3.4和5.6万亿元", "1.2=amount 1200000000000 CNY; 3.4=amount 3400000000000 CNY; 5.6万亿元=amount 5600000000000 CNY"},
		{"分别为50、80和1万元", "50=amount 50 CNY; 80=amount 80 CNY; 1万元=amount 10000 CNY"},
		{"总量连跨5万亿元、6万亿元", "5万亿元=amount 5000000000000 CNY over 5000000000000..-; 6万亿元=amount 6000000000000 CNY over 6000000000000..-"},
		{"年均分别增长5%、8%以上", "5%=percent 5 % at_least 5..-; 8%=percent 8 % at_least 8..-"},
		{"从5%提高到6%", "5%=percent 5 %; 6%=percent 6 %"},
		{"由2万户到5万户", "2万户=amount 20000 1; 5万户=amount 50000 1"},
		{"下降20%以上，增长5%左右", "20%=percent 20 % at_least 20..-; 5%=percent 5 % about -..-"},
		{"居全国第三、第二和第六位", "第三=rank 3 rank; 第二=rank 2 rank; 第六位=rank 6 rank"},
		{"新建基站1200个、端口3万个", "1200个=amount 1200 1; 3万个=amount 30000 1"},
		{"完成投资500亿元，不足600亿元", "500亿元=amount 50000000000 CNY; 600亿元=amount 60000000000 CNY under -..60000000000"},
		{"节约5亿元，附近3个站", "5亿元=amount 500000000 CNY; 3个=amount 3 1"},
		{"在5个方面上下功夫", "5个=amount 5 1"},
		{"用户达到8800万。", "8800万=amount 88000000 1"},
		{"电价0.5元/千瓦时，流量20GB", "0.5元/千瓦时=amount 0.5 CNY; 20GB=amount 20 GB"},
		{"产量2 2 . 4 万件", "2 2 . 4 万件=amount 224000 1"},
		{"增长5.6%（其中3.2%）", "5.6%=percent 5.6 %; 3.2%=percent 3.2 %"},
		{"速率达到每秒100兆", "100兆=amount 100 Mbps"},
		{"突破12项关键技术", "12项=amount 12 1"},
		{"从8500到9千块钱", "8500到9千块钱=amount - CNY range 8500..9000"},
		{"5、6月增长3%", "3%=percent 3 %"},
		{"三次产业结构为10.5∶36.9∶52.6", ""},
		{"改造约1亿人居住的老旧小区200所以上", "1亿人=amount 100000000 1 about -..-; 200所=amount 200 1 at_least 200..-"},
		{"12省市新增4万手机用户", "12省市=amount 12 1; 4万=amount 40000 1"},
		{"收入约为人民币1016亿元，净利超人民币5亿", "1016亿元=amount 101600000000 CNY about -..-; 人民币5亿=amount 500000000 CNY over 500000000..-"},
		{"建成10个百万亩示范区", "10个=amount 10 1"},
		{"保持在从5%到6%之间", "5%到6%=percent - % range 5..6"},
		{"介于5%和6%之间", "5%和6%=percent - % range 5..6"},
		{"分别为5%和6%", "5%=percent 5 %; 6%=percent 6 %"},
		{"造林面积 〔30〕 约束性", "30=amount 30 1"},
		{"平台〔12〕建设，国发〔2021〕5号", ""},
		{"全校三百多师生", "三百=amount 300 1 some 300..-"},
		{"2.5万家企业，3.推进建设", "2.5万家=amount 25000 1"},
		{"规模100兆瓦/200兆瓦时，油耗6升/100公里", "100兆瓦=amount 100000 kW; 200兆瓦时=amount 200000 kWh; 6升/100公里=amount 0.006 m3"},
		{"覆盖率达到8 5 ％以上", "8 5 ％=percent 85 % at_least 85..-"},
		{"上千种产品跨过5万亿美元、6万亿美元两个台阶", "千种=amount 1000 1 over 1000..-; 5万亿美元=amount 5000000000000 USD over 5000000000000..-; 6万亿美元=amount 6000000000000 USD over 6000000000000..-; 两个=amount 2 1"},
		{"500兆、1000兆及以上", "500兆=amount 500 Mbps; 1000兆=amount 1000 Mbps at_least 1000..-"},
		{"集成电路产量685.74亿块，售价20块", "685.74亿块=amount 68574000000 1; 20块=amount 20 CNY"},
		{"2、3级公路和5—6级大风", ""},
		{"拨打12345政务服务便民热线", ""},
		{"2000多年历史", "2000多年=duration 2000 a some 2000..-"},
		{"含铅和二口恶英的废气", ""},
		{"跨越19年", "19年=duration 19 a"},
	} {
		if got := strings.Join(states(r, c.text, false), "; "); got != c.want {
			t.Errorf("%s:\n\tgot  %s\n\twant %s", c.text, got, c.want)
		}
	}
}

func TestTaken(t *testing.T) {
	r := standardRecognizer(t)
	l := fold.New("2021年5月新建3万个，比2020年多2万个", 0)
	got := r.Find(nil, l, []Taken{{0, 7}, {14, 19}})
	if len(got) != 2 || text(got[0].Value) != "30000" || text(got[1].Value) != "20000" {
		t.Errorf("%+v", got)
	}
}

func TestStep(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range []struct{ text, step string }{
		{"16.8万户", "1000"}, {"5万个", "10000"}, {"5.20%", "0.01"}, {"760亿斤", "50000"}, {"三成", "10"}, {"首位", "-"}, {"第2位", "1"}, {"1.2倍", "10"}, {"2.4个百分点", "0.1"},
	} {
		l := fold.New(c.text, 0)
		got := r.Find(nil, l, nil)
		if len(got) != 1 || text(got[0].Step) != c.step {
			t.Errorf("%s: %+v, want step %s", c.text, got, c.step)
		}
	}
}

// Long runs of what a scan looks ahead at. All of them together would take minutes if any were looked at
// again from every place.
func TestLinear(t *testing.T) {
	r := standardRecognizer(t)
	for _, unit := range []string{
		"一", "二一", "1", "1 ", "1 234 ", "1,234,", "1-", "1/", "1~", "1.", "第一、", "居第一、", "百", "亿", "多亿", "十多亿", "3/", "5元/1", "a1", "a1-", "\"1", "\"1=1", "—", "-1",
		"8个和", "5%、", "5%以上、", "5万、", "分之", "三分之", "又", "点", "一点", "1h", "每", "每1", "半", "翻", "翻一", "(1", "(一", "=", "=1", "约", "约1",
	} {
		l := fold.New(strings.Repeat(unit, 30_000/len(unit)), 0)
		check(t, l, nil, r.Find(nil, l, nil))
	}
}
