package place

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

func recognizer(t testing.TB) *Recognizer {
	t.Helper()
	r, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var kindNames = [...]string{Named: "", Own: "own ", Issuer: "issuer ", Foreign: "foreign", Uncoded: "uncoded"}

var levelNames = [...]string{Unknown: "unknown", Country: "country", Province: "province", Prefecture: "prefecture", County: "county"}

// value is a mention as the test data write it.
func value(m Mention) string {
	var b strings.Builder
	if m.Benchmark {
		b.WriteString("bench ")
	}
	b.WriteString(kindNames[m.Kind])
	switch {
	case len(m.Codes) > 1:
		b.WriteString("ambiguous " + strings.Join(m.Codes, ","))
	case len(m.Codes) == 1:
		b.WriteString(m.Codes[0])
	case m.Kind == Own:
		b.WriteString(levelNames[m.Level])
	case m.Kind == Issuer:
		b.WriteString("own " + levelNames[m.Level])
	}
	return b.String()
}

func TestMentions(t *testing.T) {
	r := recognizer(t)
	b, err := os.ReadFile("testdata/mentions.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	n := 0
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if v, ok := strings.CutPrefix(line, "= "); ok {
			want = v
			continue
		}
		n++
		text := strings.NewReplacer("[", "", "]", "").Replace(line)
		l := fold.New(text, 0)
		got := ""
		for _, m := range r.Find(nil, l) {
			start, end := l.Bytes(m.Start, m.End)
			got += value(m) + " " + text[start:end] + "; "
		}
		expect := ""
		if want != "none" {
			inner := text
			if a, z := strings.Index(line, "["), strings.Index(line, "]"); a >= 0 {
				inner = line[a+1 : z]
			}
			expect = want + " " + inner + "; "
		}
		if got != expect {
			t.Errorf("testdata/mentions.txt:%d: %s\n\tgot  %s\n\twant %s", i+1, text, got, expect)
		}
	}
	if n < 400 {
		t.Errorf("only %d texts", n)
	}
}

// TestSeveral has texts with several mentions, each as value and text.
func TestSeveral(t *testing.T) {
	r := recognizer(t)
	f := func(text string, want ...string) {
		t.Helper()
		l := fold.New(text, 0)
		var got []string
		for _, m := range r.Find(nil, l) {
			got = append(got, value(m)+" "+string(l.Runes[m.Start:m.End]))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s\n\tgot  %q\n\twant %q", text, got, want)
		}
	}
	f("福建、浙江、江苏5G基站分别达到8万个、12万个、15万个", "350000 福建", "330000 浙江", "320000 江苏")
	f("高于全国、全省平均水平", "bench 100000 全国", "bench own province 全省")
	f("增速居全国、西部第一", "bench 100000 全国", "bench CN-WEST 西部")
	f("东部、中部、西部和东北地区", "CN-EAST 东部", "CN-CENTRAL 中部", "CN-WEST 西部", "CN-NORTHEAST 东北地区")
	f("东、中、西部地区5G用户分别净增", "CN-EAST 东", "CN-CENTRAL 中", "CN-WEST 西部地区")
	f("全市用户中，武汉经开区占一成，江夏区占两成", "own prefecture 全市", "uncoded 武汉经开区", "420115 江夏区")
	f("四川成都、绵阳两市高于全省", "510100 四川成都", "510700 绵阳", "bench own province 全省")
	f("全国5G基站达480万个，占全球六成以上", "100000 全国", "bench WORLD 全球")
	f("我国5G用户数居世界第一", "100000 我国", "bench WORLD 世界")
	f("南京市鼓楼区、玄武区", "320106 南京市鼓楼区", "320102 玄武区")
	f("浙江杭州和江苏南京", "330100 浙江杭州", "320100 江苏南京")
	f("上海南站至海南三亚", "310000 上海", "460200 海南三亚")
	f("广东省GDP比福建高", "440000 广东省", "bench 350000 福建")
	f("国家统计局、浙江省统计局发布", "issuer 100000 国家统计局", "issuer 330000 浙江省统计局")
	f("与美国、欧盟相比，我国增长更快", "foreign 美国", "foreign 欧盟", "100000 我国")
}

func TestOrgs(t *testing.T) {
	r := recognizer(t)
	f := func(text string, want ...string) {
		t.Helper()
		l := fold.New(text, 0)
		var got []string
		for _, o := range r.FindOrgs(nil, l) {
			s := o.Name
			if o.Whole {
				s += " whole"
			}
			if len(o.Codes) > 0 {
				s += " " + strings.Join(o.Codes, ",")
			}
			got = append(got, s)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s\n\tgot  %q\n\twant %q", text, got, want)
		}
	}
	f("中国移动5G用户达5亿户", "中国移动")
	f("福建移动建成基站3万个", "福建移动 350000")
	f("浙江联通5G用户", "浙江联通 330000")
	f("中国电信湖北公司", "中国电信湖北公司 420000")
	f("中国联通江苏省分公司", "中国联通江苏省分公司 320000")
	f("中国电信和中国联通共建共享5G基站", "中国电信和中国联通")
	f("中国移动、中国电信、中国联通和中国铁塔共完成投资", "中国移动、中国电信、中国联通和中国铁塔 whole")
	f("中国电信、中国联通、中国铁塔建成", "中国电信", "中国联通", "中国铁塔")
	f("中国电信和中国联通分别新增用户", "中国电信", "中国联通")
	f("中国移动、中国电信、中国联通分别达到", "中国移动", "中国电信", "中国联通")
	f("三家基础电信企业和中国广电的移动电话用户", "三家基础电信企业和中国广电 whole")
	f("三家基础电信企业固定宽带接入用户", "三家基础电信企业 whole")
	f("三大运营商", "三大运营商 whole")
	f("基础电信企业累计投资", "基础电信企业 whole")
	f("华为、腾讯、国家电网", "华为", "腾讯", "国家电网")
	f("中国石油和中国中车", "中国石油和中国中车")
	f("国网福建省电力有限公司", "国网福建省电力 350000")
	f("湖北宜化集团有限公司营业收入", "湖北宜化集团有限公司 420000")
	f("上海新增上市公司120家")
	f("福建移动电话用户")
	f("江苏电信业务总量")
	f("重庆移动互联网用户")
	f("中国电信业务发展")
	f("全国移动基站")
}

func TestDocumentRegion(t *testing.T) {
	r := recognizer(t)
	f := func(title, publisher, head, want string) {
		t.Helper()
		code, source := r.DocumentRegion(title, publisher, head)
		if got := strings.TrimSpace(code + " " + string(source)); got != want {
			t.Errorf("%q %q %q: got %q, want %q", title, publisher, head, got, want)
		}
	}
	f("2026年四川省人民政府工作报告", "", "", "510000 title")
	f("西藏互联网用户普及率超6成", "", "", "540000 title")
	f("北京：前5月全市规上工业增加值增长", "", "", "110000 title")
	f("福州市政府工作报告", "", "", "350100 title")
	f("福建与浙江携手建设算力网络", "", "", "")
	f("2025年通信业统计公报", "工业和信息化部", "", "100000 publisher")
	f("2025年上半年通信业运行情况", "福建省通信管理局", "", "350000 publisher")
	f("上半年信息通信业平稳运行", "", "来源：湖北省通信管理局", "420000 head")
	f("我国5G基站总数达480万个", "", "", "100000 title")
	f("广东深圳加快建设极速先锋城市", "", "", "440300 title")
	f("国家统计局四川调查总队发布数据", "", "", "510000 title")
	f("义乌：上半年进出口增长", "", "", "330782 title")
	f("一图看懂", "", "", "")
	f("在宁波举行的浙江外贸会议", "", "", "330000 title")
	f("上半年报告在北京发布", "", "", "")
	f("江苏5G用户数居全国第二", "", "", "320000 title")
	f("鼓楼区新建基站", "", "", "")
	f("鼓楼区新建基站", "南京市统计局", "", "320100 publisher")
}

func TestResolve(t *testing.T) {
	r := recognizer(t)
	f := func(text, want string) {
		t.Helper()
		if got := strings.Join(r.Resolve(text), ","); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
	f("350000", "350000")
	f("福建", "350000")
	f("福建省通信管理局", "350000")
	f("CN-FJ", "350000")
	f("cn-yrd", "CN-YRD")
	f("鼓楼区", "320106,320302,350102,410204")
	f("成县", "621221")
	f("安溪", "350524")
	f("福建安溪", "350524")
	f("工信部", "100000")
	f("无此地", "")
	f("999999", "")
}

// TestAnywhere: a mention does not depend on what stands far before or after it.
func TestAnywhere(t *testing.T) {
	r := recognizer(t)
	for _, text := range []string{"福建省福州市鼓楼区", "高于全国平均水平", "中国电信湖北公司", "扩大同比增长", "成都都市圈"} {
		alone := r.Find(nil, fold.New(text, 0))
		pad := "，数据显示："
		l := fold.New(pad+text+pad, 0)
		n := len([]rune(pad))
		var moved []Mention
		for _, m := range r.Find(nil, l) {
			m.Start, m.End = m.Start-n, m.End-n
			moved = append(moved, m)
		}
		if fmt.Sprint(alone) != fmt.Sprint(moved) {
			t.Errorf("%s: alone %v, padded %v", text, alone, moved)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"福建省福州市鼓楼区", "中国电信和中国联通", "居全国、全省前列", "福州至", "市", "在成县", "国家统计局四川", "全市", "占全国的", "中国电信湖北"} {
		f.Add(s)
	}
	r := recognizer(f)
	f.Fuzz(func(t *testing.T, s string) {
		l := fold.New(s, 0)
		ms, orgs := r.FindAll(nil, nil, l)
		end := 0
		for _, m := range ms {
			if m.Start < end || m.End <= m.Start || m.End > len(l.Runes) {
				t.Fatalf("%q: mention %v after %d", s, m, end)
			}
			end = m.End
			for _, c := range m.Codes {
				if _, ok := r.Gazetteer().Lookup(c); !ok {
					t.Fatalf("%q: unknown code %q", s, c)
				}
			}
		}
		end = 0
		for _, o := range orgs {
			if o.Start < end || o.End <= o.Start || o.End > len(l.Runes) {
				t.Fatalf("%q: organisation %v after %d", s, o, end)
			}
			end = o.End
		}
		r.DocumentRegion(s, s, s)
		r.Resolve(s)
	})
}

// TestHome reads which region a text without a title speaks of as its own.
func TestHome(t *testing.T) {
	r := recognizer(t)
	f := func(want string, lines ...string) {
		t.Helper()
		h := r.NewHome()
		for _, line := range lines {
			l := fold.New(line, 0)
			ms, orgs := r.FindAll(nil, nil, l)
			h.Add(l, ms, orgs)
		}
		code, known := h.Region()
		if !known {
			code = "unknown"
		}
		if code != want {
			t.Errorf("%q: got %q, want %q", lines, code, want)
		}
	}
	f("", "全年粮食产量稳定增长。")
	f("", "全国基站建设加快，我国用户数居前。")
	f("unknown", "全市用户数达500万户。")
	f("unknown", "记者从省财政厅了解到，资金已下达。")
	f("510000", "全省有高新技术企业1万家。", "成都平原经济区发展较快，川南经济区次之。")
	f("510000", "省级园区20个。", "在川企业达到300家。")
	f("650000", "疆内企业销售额增长。", "外贸快速增长。")
	f("120000", "外贸增幅超全国平均水平。", "天津市支持外贸，占全市比重提高。")
	f("330100", "全市人口增长。", "杭州市加快建设。")
	f("unknown", "全市人口增长。", "杭州市与宁波市加快建设。")
	f("330000", "全省人口增长。", "杭州市与宁波市加快建设。")
	f("110000", "北京地区出版物3000种。", "专利增长。")
	f("unknown", "2017年，H省海洋生产总值7000亿元。")
	f("unknown", "某市用户数增长。")
	f("", "全国各地推广经验，我国已建成网络。", "浙江全省推开。", "国务院提出要求。")
	f("", "中国移动在香港发布业绩，香港投资者关注。")
	f("unknown", "一季度，越南出口增长。", "进口下降。")
	f("510000", "年末里程增加。", "四川人均值提高。")
	f("unknown", "广州总量居前，重庆紧随其后。")
}

// A name that is an ordinary word stands in a list of regions of its province, and nowhere else by itself.
func TestListed(t *testing.T) {
	r := recognizer(t)
	for _, c := range []struct{ text, want string }{
		{"潜江、天门三市", "429005 429006"}, {"海口、三亚、东方等市", "460100 460200 469007"}, {"西宁、海东", "630100 630200"},
		{"兰州、合作社", "620100"}, {"成都、天门", "510100"}, {"天门、潜江", "429005"}, {"襄阳、天门洞开", "420600"},
	} {
		var got []string
		for _, m := range r.Find(nil, fold.New(c.text, 0)) {
			got = append(got, m.Codes...)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.text, s, c.want)
		}
	}
}
