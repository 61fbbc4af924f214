package extract_test

import (
	"fmt"
	"testing"

	"zhibiao/pipeline"
)

// TestBinding reads sentences whose numbers stand far from the name of their metric, or beside that of another.
func TestBinding(t *testing.T) {
	checkFigures(t, []figureCase{ // metric, measure, value and period of each observation
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
		{"things that all doubled", "2025年，四川省高新技术企业、技术合同成交额、进出口总值实现“三个翻番”。", "hightech_enterprises growth 100 2025, tech_contracts growth 100 2025, trade_total growth 100 2025"},
		{"things of a town that all doubled", "2025年，四川省某河镇固定资产投资、常住人口实现“双翻番”。", ""},
		{"values that both doubled", "2025年，四川省建成标准机架5万架、算力规模超2万P，实现“双翻番”。",
			"data_center_racks level 50000 2025, computing_power level 20 2025, data_center_racks growth 100 2025, computing_power growth 100 2025"},
		{"a joint name that doubled", "2025年，四川省地区生产总值、城乡居民收入较2015年实现翻番。", "gdp growth 100 2025, urban_income growth 100 2025, rural_income growth 100 2025"},
		{"multiples of what was years ago", "2021年，我国移动电话用户、网民规模分别达到16亿户和10亿人，分别相当于8年前的1.4倍和1.7倍。",
			"mobile_users level 1600000000 2021, netizens level 1000000000 2021, mobile_users growth 40 2021, netizens growth 70 2021"},
		{"months that 其中 lists", "2025年上半年，四川省规模以上工业增加值增长7%，工业经济稳步恢复。其中，4月、5月当月同比增速分别为6.5%、7.2%。",
			"industrial_value_added growth 7 2025-H1, industrial_value_added growth 6.5 2025-04, industrial_value_added growth 7.2 2025-05"},
		{"points below the year before", "2025年7月，四川省城镇调查失业率为5.4%，低于去年同期0.2个点。", "unemployment_rate level 5.4 2025-07, unemployment_rate growth_pp -0.2 2025-07"},
		{"points above a plan", "2025年，四川省城镇化率为60.4%，高于规划0.2个百分点。", "urbanization_rate level 60.4 2025"},
		{"prices of a city", "2025年，成都市城市居民消费价格总指数比上年上涨1.4%。", "cpi growth 1.4 2025"},
		{"prices of the towns of a province", "2025年，四川省城市居民消费价格指数上涨1.4%。", ""},
		{"what is built once more", "2025年，四川省已有5G基站20万个，再建5G基站2万个。", "5g_base_stations level 200000 2025, 5g_base_stations increment 20000 2025"},
		{"bodies that have things of their own", "2025年，四川省国有控股企业在境内外新增上市公司4家，省级高新区新增高新技术企业500家。", ""},
		{"deposits and loans of one currency", "2025年，四川省人民币存款、贷款余额双双突破12万亿元。", ""},
		{"what is taken apart is no trade", "2025年，四川省软件业务收入5200亿元，增长12%。其中，出口120亿元，增长3%。", ""},
		{"what is taken apart is trade", "2025年，四川省外贸进出口总值1万亿元，增长12%。其中，出口6000亿元。",
			"trade_total level 1000000000000 2025, trade_total growth 12 2025, exports level 600000000000 2025"},
		{"a branch of industry", "2025年四川经济\n\n2025年，规模以上电子信息制造业利润较快增长，固定资产投资增长9%。", ""},
		{"the years before", "2025年，四川省固定资产投资由前三年分别增长8%、5%、4%，转为下降1%。",
			"fixed_asset_investment growth 8 2022, fixed_asset_investment growth 5 2023, fixed_asset_investment growth 4 2024, fixed_asset_investment growth -1 2025"},
		{"a time between name and number", "2025年，四川省刚起步的5G，用户人数三年时间就达到6200万户。", "5g_users level 62000000 2025"},
		{"the grid of a province", "2025年，四川电网新能源装机突破4000万千瓦。", "renewable_power level 40000000 2025"},
		{"a share whose whole the clause before names", "2025年，四川省高技术制造业增加值占规上工业增加值的比重，由2020年的15%提高到2025年的17%。",
			"hightech_manufacturing_value_added share 15 2020, hightech_manufacturing_value_added share 17 2025"},
		{"a share of a total that is reached", "2025年，四川省高标准农田达到耕地总面积的64%。", "high_standard_farmland share 64 2025"},
		{"categories of industry", "2025年，四川省规模以上工业增加值增长7%。分三大门类看，采矿业增长3%，制造业增长8%，电力、热力、燃气及水生产和供应业增长5%。",
			"industrial_value_added growth 7 2025, manufacturing_value_added growth 8 2025"},
		{"categories of profits", "2025年，四川省规模以上工业企业利润增长7%。分三大门类看，采矿业增长3%，制造业增长8%。", ""},
		{"a product in a list of output", "2025年，全国210种产品产量增长。其中，水泥9800万吨，增长4%；汽车210万辆，其中新能源汽车68万辆，增长21%。",
			"nev_output level 680000 2025, nev_output growth 21 2025"},
		{"a product in a list of sales", "2025年，全国210种产品销量增长。其中，汽车210万辆，其中新能源汽车68万辆，增长21%。", ""},
		{"members with the head of a last one that no rule names", "2025年，四川省动力电池、新能源汽车、无人机等绿色产品产量均增长20%。", "nev_output growth 20 2025"},
		{"members of a list of sales", "2025年，四川省动力电池、新能源汽车、无人机等绿色产品销量均增长20%。", ""},
		{"a share of the whole that the clause before names", "2025年，四川省R&D经费结构有待改善，占R&D经费投入的比重为5%。", ""},
		{"a share of the country's", "2025年，四川省研发经费投入1500亿元，占全国研发经费投入的4.1%。", "rd_spending level 150000000000 2025, rd_spending share 4.1 2025"},
	}, func(o *pipeline.Observation, metric, value string) string {
		return fmt.Sprintf("%s %s %s %s", metric, o.Measure, value, o.Period)
	})
}

// TestUniverseOfMember reads lists in which a word that narrows what was counted belongs to one member.
func TestUniverseOfMember(t *testing.T) {
	for text, want := range map[string]string{
		"2025年，四川省新增规上工业企业900家、高新技术企业2100家、上市公司9家。": "hightech_enterprises , listed_companies ",
		"2025年，四川省规上工业增加值增长7%、固定资产投资增长3%。":          "industrial_value_added 规模以上, fixed_asset_investment ",
	} {
		got := figures(read(t, text), func(o *pipeline.Observation, metric, _ string) string { return metric + " " + o.Universe })
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}
