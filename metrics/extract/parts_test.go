package extract_test

import (
	"fmt"
	"testing"

	"zhibiao/pipeline"
)

// TestParts reads sentences of which some numbers are of a part of a metric, or of another thing beside it.
func TestParts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // metric, measure and quote of each observation
	}{
		{"a counted noun with a class before it", "2021年，全国数据中心标准机架规模超过500万架，建成8个百兆瓦级IDC园区。",
			[]string{"telecom.data_center_racks level 500万架"}},
		{"a counted noun behind a bound", "2021年，全国10G PON端口达786万个，在280个以上城市部署网络。",
			[]string{"telecom.10g_pon_ports level 786万个"}},
		{"brackets behind regions in a clause of its own", "2021年，江苏省地区生产总值达11.6万亿元。义务教育巩固程度仅次于上海（98.2%）、北京（97%）。",
			[]string{"economy.gdp level 11.6万亿元"}},
		{"brackets that go on with a growth", "2021年，广东省固定资产投资增长6.3%，增速比上年有较大提升（上年为下降1.2%）。",
			[]string{"economy.fixed_asset_investment growth 6.3%", "economy.fixed_asset_investment growth 1.2%"}},
		{"little giants of a wider class", "2021年，江苏省形成省级以上专精特新“小巨人”企业1600家，其中国家级专精特新“小巨人”企业360家。",
			[]string{"economy.little_giants level 360家"}},
		{"what a zone has, taken apart", "2024年，国家级经济技术开发区拥有经营主体400万家，其中包括8万家高新技术企业。", nil},
		{"what the region has, taken apart", "2024年，湖北省拥有经营主体800万家，其中包括3万家高新技术企业。",
			[]string{"economy.market_entities level 800万家", "economy.hightech_enterprises level 3万家"}},
		{"the class in quotes", "2021年，江苏省培育省级“专精特新”小巨人企业1600家。", nil},
		{"a branch in the whole", "2021年，我国家具制造业增加值增速高于全部制造业增加值增速，其在全部制造业中的比重从2020年的1.2%升至2021年的1.3%。", nil},
		{"a head in the clause before", "2021年，全国采矿业增加值增长5.3%，制造业增长9.8%。",
			[]string{"economy.manufacturing_value_added growth 9.8%"}},
		{"branches that use investment", "2021年，全国医疗设备制造、生物药品制造实际使用外资分别增长43.6%、36.2%。", nil},
		{"imports of sorts of goods", "2021年，山东省原油等大宗商品进口增长5.8%，铁矿砂等进口增长3%，服装等5大类产品合计出口265亿元，下降1.3%。", nil},
		{"services with a bracket", "2021年，我国其他商业服务（含技术、专业和管理咨询服务、研发成果转让费及委托研发等）出口同比增长10.4%。", nil},
		{"a list with one head at its end", "2021年，我国第一、第二、第三产业投资年均增长分别为9.1%、11.3%和2.1%。", nil},
		{"a list of which the last is another thing", "2021年，全国地区生产总值、第三产业投资分别增长8.1%、2.1%。",
			[]string{"economy.gdp growth 8.1%"}},
		{"one rate of change for a list", "2021年，浙江省社会消费品零售总额、固定资产投资增长9%，粮食产量达620万吨、规模以上工业利润、外贸进出口增长12%。",
			[]string{"economy.retail_sales growth 9%", "economy.fixed_asset_investment growth 9%", "agriculture.grain_output level 620万吨", "economy.trade_total growth 12%"}},
		{"one rank for a list", "2021年，黑龙江省粮食产量和高标准农田建成面积居全国首位。",
			[]string{"agriculture.grain_output rank 首位", "agriculture.high_standard_farmland rank 首位"}},
		{"so many a week", "2021年，我国5G基站以每周新增1万多个的数量在增长，平均每周新建开通超过1万个。", nil},
		{"a change at comparable prices", "2021年，杭州市地区生产总值1.8万亿元，以可比价格计同比增长8.5%，规模以上工业增加值4100亿元，按可比价格增长10.6%。",
			[]string{"economy.gdp level 1.8万亿元", "economy.gdp growth 8.5%", "economy.industrial_value_added level 4100亿元", "economy.industrial_value_added growth 10.6%"}},
		{"piles put up beside the old ones", "2021年，内蒙古自治区改造老旧小区732个，增设电动汽车充电桩3.2万个。",
			[]string{"society.old_estates_renovated level 732个", "infrastructure.charging_piles increment 3.2万个"}},
		{"the rank of an addition", "2021年，江苏省新增本外币贷款保持全国首位，城镇新增就业居全国第2位。",
			[]string{"society.new_urban_jobs rank 第2位"}},
		{"a sum over counties", "2021年，浙江全省山区县地区生产总值之和占全省约一成。", nil},
		{"the change of an addition", "2021年，全国新设市场主体2887.2万户，比上年同期增加385万户。",
			[]string{"economy.market_entities increment 2887.2万户"}},
		{"an addition beside the end of the year", "2021年，全国市场主体1.5亿户，比上年末增加1600万户。",
			[]string{"economy.market_entities level 1.5亿户", "economy.market_entities increment 1600万户"}},
		{"another thing in the whole", "2020年，新经济占据我国GDP总量超过16%。", nil},
		{"the other side of a budget", "2021年，我国财政收入继续增长，加之调入资金等，支出规模比上年扩大2万亿元以上。", []string{"economy.budget_expenditure increment 2万亿元"}},
		{"a company's investment", "2021年，国家电网完成固定资产投资超过4800亿元。", nil},
		{"a tier of speed", "2015年一季度，我国8兆比特每秒以上的宽带用户比2012年增长5.6倍，占比达46.4%。", nil},
		{"money for a product", "2021年，我国5G芯片累计研发投入10亿元。", nil},
		{"a net change of length", "2021年，我国农村公路10年间净增90多万公里。", nil},
		{"an outlet", "2021年，全国云业务提供收入出口，增收30亿元。", nil},
		{"things of a size", "2021年，杭州市全市市值1000亿元以上的境内外上市公司数量超过8家，500亿―1000亿元的超过20家，上市公司共200家。",
			[]string{"economy.listed_companies level 200家"}},
		{"a bound of its own count", "2021年，全省建成5万个以上的5G基站。河南省。", []string{"telecom.5g_base_stations level 5万个"}},
		{"a subject that is a part of trade", "2021年，我国跨境电商优势释放，进出口1.9万亿元，同比增长15%。其中，出口1.4万亿元，增长24.5%，进口0.5万亿元。", nil},
		{"a product's exports", "2021年，我国新能源汽车产销分别增长1.6倍和1.5倍，出口增长2倍。", []string{"economy.nev_output growth 1.6倍"}},
		{"trade with a partner", "2021年，内地对澳门进出口值累计达3881.6亿元。其中，今年前11个月进出口值为188.3亿元。", nil},
		{"trade beside production", "2021年，我国规模以上工业增加值增长9.6%，出口增长21.2%。",
			[]string{"economy.industrial_value_added growth 9.6%", "economy.exports growth 21.2%"}},
		{"a way of investing", "2021年，全国以并购方式设立外商投资企业1122家，实际使用外资金额159.8亿美元。", nil},
		{"a way of working", "2021年，山东省以专班方式推进项目1122个，实际使用外资215亿美元。", []string{"economy.fdi level 215亿美元"}},
		{"a branch told twice", "2021年，全国规模以上家具制造业增加值增长5%；家具制造业实现营业收入8000亿元，增长13%；固定资产投资增长2%。", nil},
		{"those who gain", "2021年，全国贷款利率下降40个基点，惠及市场主体约250万户，支持专精特新中小企业3万家。", nil},
		{"what a clause in the midst takes apart", "2021年，全国固定资产投资增长4.9%，其中，社会民生领域力度加大，同比增长10.7%。",
			[]string{"economy.fixed_asset_investment growth 4.9%"}},
		{"an amount of something else before a growth", "2021年上半年，我国国民经济保持平稳快速增长，夏粮获得丰收，总产量达到1458亿公斤，同比增长2.1%。", nil},
		{"words of another metric in the clause of the name", "2021年，我国技术对经济增长的贡献份额提高，由55%增长到60%。", nil},
		{"railways opened", "2021年，全国铁路新线开通4208公里，其中，高铁2168公里。", []string{"infrastructure.hsr_km increment 2168公里"}},
		{"a rank of one of several things", "2021年，山东省电信业务收入增幅等5项指标居全国第一。", nil},
		{"a level before a quote", "2025年，广西新增国家级专精特新“小巨人”企业7家、重点“小巨人”企业9家、省级“小巨人”企业80家。", []string{"economy.little_giants increment 7家"}},
		{"a contribution of a list", "北京2021年软件信息、科技服务和商务服务三大产业对经济增长贡献超五成。", nil},
		{"a rank of some things", "2013年，海拉尔区地区生产总值、社会消费品零售总额等六项主要经济指标全部位列全市第一。", []string{"economy.gdp rank 第一", "economy.retail_sales rank 第一"}},
		{"a share around a share", "2021年，山东省算力规模达16EFLOPS，智能算力占比超90%，占全国总量8.7%。",
			[]string{"telecom.computing_power level 16EFLOPS", "telecom.ai_computing_power share 90%", "telecom.computing_power share 8.7%"}},
		{"two attributes with one head", "2021年，山东省新增创新型和专精特新中小企业102家，科技型、专精特新中小企业70家。", nil},
		{"a company's other services", "2015年，中国移动数据业务收入达到3034亿元。", nil},
		{"other regions", "2021年，除新疆外，西部其他地区固定资产投资增长20%，西部地区固定资产投资增长3.9%。",
			[]string{"economy.fixed_asset_investment growth 3.9%"}},
		{"local budgets", "2021年，全国中央一般公共预算本级支出35050亿元，地方一般公共预算支出211272亿元。", nil},
		{"a revision of the accounts", "2004年，全国生产总值重新核算后增加23002亿元，第二产业增加值增加517亿元，提高2.1%。", nil},
		{"statements that a blank parts", "# 山东省算力规模23.7万P 智算规模全国前列\n\n2021年，算力。",
			[]string{"telecom.computing_power level 23.7万P"}},
		{"registered population", "2012年大庆市年末户籍人口（含农垦）为281.7万人。年末总人口281.7万人。", nil},
		{"trade with partners in quotes", "2021年，宁波对“一带一路”沿线国家的进出口额超2300亿元，占全市进出口总额的32%以上。", nil},
		{"a good that the clause before names", "2021年，机电产品仍是宁波市主要出口商品，前7个月出口超2700亿元，下降0.3%。", nil},
		{"exports of goods in a list", "2021年，宁波市太阳能电池、锂电池的出口额分别为98亿元、39亿元。", nil},
		{"money from some countries", "2021年，沿线国家在江苏省投资303个项目，实际利用外资12.9亿美元。", nil},
		{"a part within", "2021年，我国实际使用外资中并购所占比重由上年的5.8%上升到16.1%。", nil},
		{"parts with a bracket, together", "2021年，贵州省三个综保区(贵阳、遵义)合计进出口134.8亿元。", nil},
		{"trade that trains bring", "2021年，中欧班列（西安）开行3841列，带动陕西进出口415.4亿元。", nil},
		{"an index of something else", "2021年，我国生产总值增长8.1%。同时，该指数环比下跌43%。", []string{"economy.gdp growth 8.1%"}},
		{"for whom something is done", "2021年，东莞市先后为6家上市公司提供纾困。", nil},
		{"a unit told", "2021年，我国算力规模达60EFLOPS（EFLOPS为每秒百亿亿次浮点运算）。", []string{"telecom.computing_power level 60EFLOPS"}},
		{"things of a size before their number", "2021年，陕西省新增经济总量超200亿元县2个。", nil},
		{"an addition to a flow", "2021年，新疆新增粮食产量超过60亿斤，粮食产量达到347亿斤。",
			[]string{"agriculture.grain_output increment 60亿斤", "agriculture.grain_output level 347亿斤"}},
		{"an addition that is over", "2021年，安徽省新建高标准农田200.9万亩，粮食产量838.6亿斤。",
			[]string{"agriculture.high_standard_farmland increment 200.9万亩", "agriculture.grain_output level 838.6亿斤"}},
		{"a length of something else", "2021年，广东省提升高速公路移动网络覆盖水平，实现4.27万公里线路重点场所覆盖。", nil},
		{"some cities", "2015年，首批监测的74个城市细颗粒物（PM2.5）年均浓度为55微克/立方米，全国338个地级及以上城市细颗粒物（PM2.5）年均浓度为50微克/立方米。",
			[]string{"environment.pm25 level 50微克/立方米"}},
		{"what is found right", "2016年，全国用电量同比增幅保持在4%左右比较合理，全社会用电量增长5%。", []string{"infrastructure.electricity_use growth 5%"}},
		{"the area of a company", "2021年，国家电网经营区域内新能源新增并网容量1.03亿千瓦。", nil},
	} {
		d := read(t, c.text)
		var got []string
		for _, o := range d.Found.Observations {
			got = append(got, fmt.Sprintf("%s %s %s", o.Metric, o.Measure, o.Quote.Of(d.Text)))
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestUniverse reads the words that narrow what was counted: those of a list member are not those of the next.
func TestUniverse(t *testing.T) {
	for text, want := range map[string]string{
		"湖北省2022年情况\n\n2022年，新增规上企业20家、上市公司6家。":         "listed_companies ",
		"湖北省2022年情况\n\n2022年，规模以上工业增加值增长8%。":            "industrial_value_added 规模以上",
		"武汉市江夏区2022年情况\n\n2022年，区本级固定资产投资完成90亿元，增长10%。": "fixed_asset_investment 区本级, fixed_asset_investment 区本级",
	} {
		got := figures(read(t, text), func(o *pipeline.Observation, metric, _ string) string { return metric + " " + o.Universe })
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
