package quantity

import (
	"fmt"
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

// prose is in the style of a provincial report: some thirty runes to a number.
const prose = "全年全省上下坚持稳中求进，信息通信业保持平稳较快发展，电信业务收入完成468.3亿元，同比增长7.6%，增速居全国第4位。" +
	"加快建设新型基础设施，新建5G基站1.6万个，累计达到7.9万个，每万人拥有5G基站19.2个；10G PON端口达41.5万个，千兆宽带用户突破380万户，占固定宽带用户的三成以上。" +
	"深入推进提速降费，中小企业宽带和专线平均资费再降10%，惠及企业12万余家。“十四五”时期，力争建成万物互联、安全可靠的网络，推动产业数字化转型，让群众共享发展成果，" +
	"办好民生实事，持续优化营商环境，营造公平竞争的市场秩序，不断增强人民群众的获得感、幸福感、安全感。"

func BenchmarkFind(b *testing.B) {
	r, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	l := fold.New(strings.Repeat(prose, 20), 0)
	var dst []Mention
	b.SetBytes(int64(len(prose) * 20))
	b.ReportAllocs()
	for b.Loop() {
		dst = r.Find(dst[:0], l, nil)
	}
	if len(dst) != 20*16 {
		b.Fatalf("%d mentions", len(dst))
	}
}

// BenchmarkList finds a list of amounts that share their unit: the time for each must not grow with the list.
func BenchmarkList(b *testing.B) {
	r, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text := strings.Repeat("33.5万、", n) + "10.4万个"
			l := fold.New(text, 0)
			b.SetBytes(int64(len(text)))
			var dst []Mention
			for b.Loop() {
				dst = r.Find(dst[:0], l, nil)
			}
			if len(dst) != n+1 || !dst[0].SharedUnit {
				b.Fatalf("%d mentions", len(dst))
			}
		})
	}
}
