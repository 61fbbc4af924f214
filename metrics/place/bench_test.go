package place

import (
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

// report is prose in the style of provincial reports, with the share of names that they have.
var report = []string{
	"截至2025年12月末，全省移动电话用户总数达5236.4万户，比上年末净增86.2万户，其中5G移动电话用户达3178.5万户，占移动电话用户总数的60.7%，高于全国平均水平2.1个百分点。",
	"固定互联网宽带接入用户总数达2487.3万户，其中1000Mbps及以上接入速率的用户为912.6万户，占总用户数的36.7%，居全国第6位。",
	"分地市看，福州、厦门、泉州三市5G基站数分别达到2.3万个、1.6万个、2.1万个，宁德、莆田、南平增速较快，每万人拥有5G基站数超过32个。",
	"电信业务收入累计完成612.8亿元，同比增长4.3%；按照上年不变价计算的电信业务总量同比增长12.6%，新兴业务收入占比持续提高。",
	"加快推进算力基础设施建设，在用数据中心机架总规模超过18万架，算力总规模达到每秒6.5百亿亿次浮点运算，网络、应用和安全保障能力全面提升。",
}

func BenchmarkFind(b *testing.B) {
	r := recognizer(b)
	text := strings.Join(report, "")
	l := fold.New(text, 0)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	var ms []Mention
	var orgs []Org
	for b.Loop() {
		ms, orgs = r.FindAll(ms[:0], orgs[:0], l)
	}
	if len(ms) != 9 || len(orgs) != 0 {
		b.Fatalf("found %d regions and %d organisations", len(ms), len(orgs))
	}
}
