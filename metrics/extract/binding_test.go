package extract_test

import (
	"fmt"
	"testing"

	"zhibiao/pipeline"
)

// TestBinding reads sentences whose numbers stand far from the name of their metric, or beside that of another.
func TestBinding(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // metric, measure, value and period of each observation
	}{
		{"pairs before and behind 分别", "四川省城乡居民人均可支配收入从2020年的3.8万元和1.6万元分别提高到2025年的5万元和2.3万元。",
			"urban_income level 38000 2020, rural_income level 16000 2020, urban_income level 50000 2025, rural_income level 23000 2025"},
		{"two lists without 分别", "2025年，四川省5G基站、千兆宽带用户从2020年的4万个、110万户增长到24万个、1500万户。",
			"5g_base_stations level 40000 2020, broadband_users_1000m level 1100000 2020, 5g_base_stations level 240000 2025, broadband_users_1000m level 15000000 2025"},
		{"members without the head that the whole has", "2025年，四川省高技术制造业和食品制造业占规模以上工业增加值比重分别从2020年的13%、9%提高到16%和8%。",
			"hightech_manufacturing_value_added share 13 2020, hightech_manufacturing_value_added share 16 2025"},
		{"shares of which the last says it", "2025年，四川省高技术制造业增加值、数字经济核心产业增加值占比分别达到16%、9%。",
			"hightech_manufacturing_value_added share 16 2025, digital_core_share share 9 2025"},
		{"a name in the short sentence before", "2025年，四川省经济稳中有进。经营主体加快成长。总数达980万户，新登记90万户。",
			"market_entities level 9800000 2025, market_entities increment 900000 2025"},
		{"a front in the short sentence before", "2025年，四川省经济稳中有进。服务业提质扩量。增加值达3.6万亿元，增长6%。",
			"tertiary_value_added level 3600000000000 2025, tertiary_value_added growth 6 2025"},
		{"a technology in the short sentence before", "2025年，四川省经济稳中有进。5G网络加快建设。基站数达24万个。", "5g_base_stations level 240000 2025"},
		{"a short sentence on something else", "2025年，四川省经济稳中有进。重点项目加快建设。总数达980个，总投资3200亿元。", ""},
		{"a longer sentence before", "2025年，四川省经营主体加快成长，项目加快建设。总数达980万户。", ""},
		{"what enterprises add", "2025年，四川省规模以上工业企业达1.8万家、增加值增长7%。", "industrial_value_added growth 7 2025"},
		{"what the enterprises of a part add", "2025年，四川省规模以上服务业企业达1.1万家、增加值增长7%。", ""},
		{"a technology in the clause before", "2025年，四川省5G通信从无到有，基站建设超24万个。", "5g_base_stations level 240000 2025"},
		{"a thing built on a technology", "2025年，四川省5G智慧矿山项目投产，基站达120个。", ""},
		{"users of a technology named before a comma", "2025年，四川省刚起步的4G，用户人数就达到1300万户。", "4g_users level 13000000 2025"},
		{"all the power after new power", "2025年，四川省新增发电装机1200万千瓦、总装机达1.5亿千瓦。", "installed_power increment 12000000 2025, installed_power level 150000000 2025"},
		{"a share told twice", "2025年，四川省新能源装机占比突破30%，达到31.2%。", "renewable_power share 30 2025, renewable_power share 31.2 2025"},
		{"what a share has passed", "2024年，四川省第三产业占GDP比重52%，首次超过第二产业，2025年占比提高到53%。", "tertiary_value_added share 52 2024, tertiary_value_added share 53 2025"},
		{"a rank of the growth", "2025年，四川省地区生产总值6.7万亿元，增量居西部第一，总量居西部第一。", "gdp level 6700000000000 2025, gdp rank 1 2025"},
		{"a rank of an addition", "2025年，四川省新增高新技术企业2100家，居全国第八。", "hightech_enterprises increment 2100 2025"},
		{"a share of a country's amount", "2025年，四川省研发经费投入1500亿元，占全国的4.1%，占地区生产总值的比重为2.3%。",
			"rd_spending level 150000000000 2025, rd_spending share 4.1 2025, rd_intensity share 2.3 2025"},
	} {
		got := figures(read(t, c.text), func(o *pipeline.Observation, metric, value string) string {
			return fmt.Sprintf("%s %s %s %s", metric, o.Measure, value, o.Period)
		})
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
