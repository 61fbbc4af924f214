package extract_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"zhibiao/pipeline"
	"zhibiao/stages/decode"
	"zhibiao/stages/segment"
)

// told extracts from a text of a day under a title and writes measure, value, period, status and basis of each
// observation.
func told(t *testing.T, day, title, text string) string {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	raw := "---\ntitle: \"" + title + "\"\ndate: " + day + "\n---\n\n" + text
	d := &pipeline.Document{Path: "a.md", Raw: []byte(raw), Bytes: int64(len(raw))}
	for _, st := range []pipeline.Stage{dec, segment.New()} {
		if err := st.Process(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Extract(d); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, o := range d.Found.Observations {
		v := fmt.Sprintf("%s %s %s", o.Quote.Of(d.Text), o.Period, o.Status)
		if o.Basis != "" {
			v += " " + o.Basis
		}
		out = append(out, v)
	}
	return strings.Join(out, "; ")
}

// TestTime reads what the words of time in a text say of its values.
func TestTime(t *testing.T) {
	for _, c := range []struct{ name, day, title, text, want string }{
		{"an event before the end of a period", "2026-03-20", "海关数据", "自开港至今年2月底，海南省进出口总额654亿元，移动电话用户达900万户。", "900万户 2026-02 actual"},
		{"a year that a result exceeds", "2021-10-20", "海关数据", "前三季度，海南省进出口总额1013亿元，超过去年全年总额，首次突破1000亿元，同比增长60%。", "1013亿元 2021-01/2021-09 actual; 1000亿元 2021-01/2021-09 actual; 60% 2021-01/2021-09 actual yoy"},
		{"a year in a price base", "2023-02-01", "四川省2022年通信业发展情况", "2022年，四川省电信业务总量950亿元（按2020年不变价），增长20%。移动电话普及率115部/百人。", "950亿元 2022 actual; 20% 2022 actual yoy; 115部/百人 2022 actual"},
		{"the amount of a year compared with", "2019-02-08", "江苏经济", "2018年，江苏省地区生产总值9.2万亿元，相比2017年的8.5万亿元增长7%。", "9.2万亿元 2018 actual; 8.5万亿元 2017 actual; 7% 2018 actual since:2017"},
		{"a quarter as a base", "2026-07-21", "通信业", "截至6月末，我国5G基站总数达510万个，占移动基站总数的39%，占比较一季度提高0.9个百分点。", "510万个 2026-06 actual; 39% 2026-06 actual; 0.9个百分点 2026-06 actual"},
		{"an annual average since a year of the sentence", "2025-10-03", "收入", "2024年末，我国城镇化率为67%，比2020年末提高3个百分点；农村居民人均可支配收入年均实际增长6.9%。", "67% 2024 actual; 3个百分点 2024 actual since:2020; 6.9% 2021/2024 actual annual_average"},
		{"a sum of years as a yardstick", "2008-03-05", "总结", "我国经济发展。五年新增发电装机容量3.5亿千瓦，是1950年到2002年53年的总和；新增公路19万公里，其中高速公路2.8万公里。", "3.5亿千瓦 2003/2007 actual; 2.8万公里 2003/2007 actual"},
		{"an aim far ahead", "2026-01-28", "规划纲要", "“十五五”时期，综合考虑实现2035年远景目标，湖南省地区生产总值年均增长5%。", "5% 2026/2030 target annual_average"},
		{"a holiday", "2025-06-03", "端午", "端午假期，成都市接待游客620万人次，同比增长6%。2014年国庆假期，成都市接待游客300万人次。", "620万人次 2025-05-31/2025-06-02 actual; 6% 2025-05-31/2025-06-02 actual yoy"},
	} {
		if got := told(t, c.day, c.title, c.text); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
