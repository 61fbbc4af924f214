package extract_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/stages/decode"
	"zhibiao/stages/segment"
)

var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	set, err := rule.Load(configs.FS)
	if err != nil {
		return nil, err
	}
	return extract.New(set, configs.FS)
})

// read extracts the observations of a plain text that nothing is known of.
func read(t *testing.T, text string) *pipeline.Document {
	t.Helper()
	return readAs(t, "a.txt", text)
}

// readAs is read for a file of another format.
func readAs(t *testing.T, path, text string) *pipeline.Document {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	d := &pipeline.Document{Path: path, Raw: []byte(text), Bytes: int64(len(text))}
	for _, st := range []pipeline.Stage{dec, segment.New()} {
		if err := st.Process(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Extract(d); err != nil {
		t.Fatal(err)
	}
	return d
}

// figures writes each observation as line does of it, its metric without the domain, and its value.
func figures(d *pipeline.Document, line func(o *pipeline.Observation, metric, value string) string) string {
	var out []string
	for i := range d.Found.Observations {
		o := &d.Found.Observations[i]
		v := ""
		if o.Value != nil {
			v = o.Value.Text('f')
		}
		out = append(out, line(o, o.Metric[strings.IndexByte(o.Metric, '.')+1:], v))
	}
	return strings.Join(out, ", ")
}

// figureCase is a text and the figures of its observations.
type figureCase struct{ name, text, want string }

func checkFigures(t *testing.T, cases []figureCase, line func(o *pipeline.Observation, metric, value string) string) {
	t.Helper()
	for _, c := range cases {
		if got := figures(read(t, c.text), line); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestDocument reads texts whose region, date or company only the text as a whole tells.
func TestDocument(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // region, period, status, entity of each observation
	}{
		{"a city without a name", "全市工作稳步推进。2021年末移动电话用户达600万户。", nil},
		{"a province named elsewhere", "2021年末，全省移动电话用户达6000万户。在川企业增多。成都平原经济区加快发展。", []string{"510000 2021 actual "}},
		{"a hidden name", "2021年，K省移动电话用户达6000万户。全年电信业务收入500亿元。", nil},
		{"the country by no other sign", "2021年末，移动电话用户达16亿户。", []string{"100000 2021 actual "}},
		{"a piece without region and year", "年末移动电话用户达900万户。", nil},
		{"others' provinces in a national text", "全国信息通信业平稳增长，我国网络能力增强，国务院作出部署。2021年末，移动电话用户达16亿户。云南全省推进建设。", []string{"100000 2021 actual "}},
		{"a release of January on the year before", "1月18日，统计部门公布2021年我国经济数据。城镇化率为64.1%。", []string{"100000 2021 actual "}},
		{"a release of August on the half-year", "8月9日，统计部门公布2023年上半年我国数据。全国移动电话用户达16亿户。", []string{"100000 2023-08-09 actual "}},
		{"a record since a year", "我国二季度GDP同比增长6.3%，失业率创下2018年有该统计以来的新高。", []string{"100000  actual "}},
		{"a year only as the base", "截至9月底，全国5G基站408.9万个，比2023年末净增71.5万个。", []string{"100000 2024-09 actual ", "100000 2024-09 actual "}},
		{"a release after the end of the year it counts to", "8月18日，会议公布算力数据。截至2022年底，我国算力规模达180EFLOPS。", []string{"100000 2022 actual "}},
		{"goals read in January", "1月6日，河南省人大会议听取工作报告，提出2022年目标：地区生产总值增长7%。", []string{"410000 2022 target "}},
		{"a half-year report", "《报告》显示，截至2022年6月，我国网络能力增强。全国移动电话用户达16亿户。", []string{"100000 2022-06 actual "}},
		{"last year beside another year", "2020年基数较低，全国去年社会消费品零售总额44万亿元。", []string{"100000 2021 actual "}},
		{"a company of the exchange", "中国联通香港在港交所公告，2021年12月份本公司移动业务平稳；5G套餐用户累计到达1.5亿户。", []string{"100000 2021 actual 中国联通"}},
		{"all operators", "2021年，中国移动、中国电信、中国联通和中国广电共完成5G投资1800亿元。", []string{"100000 2021 actual "}},
		{"all operators by their number", "截至2021年末，3家基础电信企业5G移动电话用户达3.5亿户。", []string{"100000 2021 actual "}},
		{"a company over several clauses", "根据推介材料，2023年上半年，报告期内中国联通移动电话用户达3.2亿户，净增用户500万户；5G套餐用户达2.3亿户。",
			[]string{"100000 2023-06 actual 中国联通", "100000 2023-H1 actual 中国联通", "100000 2023-06 actual 中国联通"}},
		{"a company by a word for it", "2014年要闻\n\n2014年，中移动推进建设。截至2014年底，该公司4G用户超过8000万。", []string{"100000 2014 actual 中移动"}},
		{"a company that is no operator", "2014年要闻\n\n2014年，中移动推进建设。三维科技持股份额下降。截至2014年底，全国4G用户超过9000万户。", []string{"100000 2014 actual "}},
		{"what is told besides", "2022年要闻\n\n2022年，网络加快建设。\n\n中国电信与中国联通建成共享网络。此外，5G移动电话用户达5亿户。", []string{"100000 2022 actual "}},
		{"a company by its short name", "2022年要闻\n\n2022年，网络加快建设。\n\n中国联通推进建设。此外，联通5G套餐用户渗透率超过70%。", []string{"100000 2022 actual 中国联通"}},
		{"a name with glosses", "2023年8月8日，中國(guó)電(diàn)信5G套餐用戶(hù)達(dá)3億(yì)戶(hù)。", []string{"100000 2023-08-08 actual 中國電信"}},
		{"a shortened name and a task", "截至2020年5月底，中国移动已建成14万个5G基站，今年底将完成30万个基站建设任务。",
			[]string{"100000 2020-05 actual 中国移动", "100000 2020 target 中国移动"}},
		{"the revenue per user", "2023年上半年，中国电信移动用户 ARPU 达到46元，同比增长0.4%。", nil},
		{"the money of a company", "2021年，国家电网完成固定资产投资4000亿元。", nil},
		{"two companies that pledge", "中国电信和中国联通表示，力争在2020年上半年建成10万个5G基站。", []string{"100000 2020-06 target 中国电信和中国联通"}},
		{"a facility", "2023年，我国推进建设。位于上海的某科技人工智能计算中心，目前的总算力达到5EFLOPS。", nil},
		{"a stock of a year", "2022年，我国研发经费投入强度达到2.5%。", []string{"100000 2022 actual "}},
		{"a new place takes no time from the one before", "国内要闻\n\n2022年12月29日，数据发布。在广东，到今年10月底已建成5G工厂90家。在湖北，建成5G工厂108家。", []string{"440000 2022-10 actual ", "420000 2022-12-29 actual "}},
		{"now in a text of a year", "2021年，我国推进建设。目前，全国移动电话用户达16亿户。", []string{"100000 2021 actual "}},
	} {
		d := read(t, c.text)
		var got []string
		for _, o := range d.Found.Observations {
			got = append(got, fmt.Sprintf("%s %s %s %s", o.Region, o.Period, o.Status, o.Entity))
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
