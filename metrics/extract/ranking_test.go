package extract_test

import (
	"fmt"
	"testing"

	"zhibiao/pipeline"
)

// TestRanking reads passages that tell one region after the other and name their metric once.
func TestRanking(t *testing.T) {
	checkFigures(t, []figureCase{ // metric, measure, value and region of each observation
		{"a level and a place in the order", "浙江省2023年各市经济数据\n\n2023年，从经济总量看，杭州继续领跑全省，经济总量达到2万亿元。宁波排在第二位，经济总量达到1.65万亿元；温州坐稳第三位，达到8700亿元；绍兴以7800亿元位居第四。嘉兴紧随其后，为7100亿元。",
			"gdp level 2000000000000 330100, gdp rank 2 330200, gdp level 1650000000000 330200, gdp rank 3 330300, gdp level 870000000000 330300, gdp level 780000000000 330600, gdp rank 4 330600, gdp level 710000000000 330400"},
		{"the amount after its growth", "湖北省2023年外贸情况\n\n2023年上半年，武汉市进出口1700亿元，同比增长3%，规模创历史同期新高，居全省第一位。", "trade_total level 170000000000 420100, trade_total growth 3 420100, trade_total rank 1 420100"},
		{"the growth", "湖北省2023年外贸情况\n\n2023年上半年，武汉市进出口1700亿元，同比增长3%，居全省第一位。", "trade_total level 170000000000 420100, trade_total growth 3 420100"},
		{"a list of heads", "吉林省2024年政府工作报告\n\n2023年，粮食生产再获丰收，总产量、商品量、调出量稳居全国第三。", "grain_output rank 3 220000"},
		{"a place in the world", "2022年3月要闻\n\n2021年，我国网民规模达到10亿人，互联网普及率提升到73%，连续多年居世界第一。", "netizens level 1000000000 100000, internet_penetration level 73 100000, netizens rank 1 100000"},
		{"a place in the country", "湖北省2022年情况\n\n2021年，网民规模达到4000万人，互联网普及率提升到73%，居全国第八。", "netizens level 40000000 420000, internet_penetration level 73 420000, internet_penetration rank 8 420000"},
		{"the name of a list", "2021年，东莞GDP总量为1.08万亿元，位列全国城市GDP排行榜第24名。", "gdp level 1080000000000 441900, gdp rank 24 441900"},
		{"the size of manufacturing", "江苏省2023年发展情况\n\n2023年，制造业规模连续多年居全国首位。", "manufacturing_value_added rank 1 320000"},
		{"rates of growth", "浙江省2023年各市经济数据\n\n2023年，从经济增速来看，舟山以8.2%的增速高居全省第一；台州位居第二，增速达到7.1%；湖州、衢州并列第三，均为6.8%。丽水排在第五，为6.5%。",
			"gdp growth 8.2 330900, gdp growth 7.1 331000, gdp growth 6.8 330500, gdp growth 6.8 330800, gdp growth 6.5 331100"},
		{"the rates after the levels", "浙江省2023年各市外贸数据\n\n2023年，进出口方面，宁波以1.28万亿元居首，金华以6800亿元次之，嘉兴排第三，为4300亿元。增速方面，舟山增长9.8%，居首位；湖州增长6.1%，位居第二。",
			"trade_total level 1280000000000 330200, trade_total rank 1 330200, trade_total level 680000000000 330700, trade_total rank 3 330400, trade_total level 430000000000 330400, trade_total growth 9.8 330900, trade_total growth 6.1 330500"},
		{"a level whose growth and rank follow", "浙江省2023年各市消费数据\n\n2023年，社会消费品零售总额，杭州7671亿元，居全省第一，增长5.2%；宁波5224亿元，居全省第二，增长6.6%。",
			"retail_sales level 767100000000 330100, retail_sales rank 1 330100, retail_sales growth 5.2 330100, retail_sales level 522400000000 330200, retail_sales rank 2 330200, retail_sales growth 6.6 330200"},
		{"the rank of a rate before it", "浙江省2023年各市经济数据\n\n2023年，湖州位列全省第一，二产增速达到9.6%；衢州排在第二，为8.6%。", "secondary_value_added growth 9.6 330500, secondary_value_added growth 8.6 330800"},
		{"the order named without a number", "2022年各省经济数据\n\n2021年GDP总量前五的省份分别是：广东、江苏、山东、浙江、河南。其中，广东、江苏均首次超过11万亿元，山东突破8万亿元，浙江稳居第四。",
			"gdp level 11000000000000 440000, gdp level 11000000000000 320000, gdp level 8000000000000 370000, gdp rank 4 330000"},
		{"the first ones and their values", "浙江省2023年各市财政数据\n\n2023年，一般公共预算收入排名前三的分别是杭州、宁波、嘉兴，分别为2617亿元、1786亿元、639亿元。",
			"budget_revenue level 261700000000 330100, budget_revenue level 178600000000 330200, budget_revenue level 63900000000 330400"},
		{"a shortened name", "2004年西部地区投资情况\n\n2004年，西部各地中，固定资产投资总量最多的是四川省，共完成投资2300亿元；其次是内蒙古，共完成投资1700亿元，占西部的14%；重庆完成投资1400亿元，排在第三位。",
			"fixed_asset_investment level 230000000000 510000, fixed_asset_investment level 170000000000 150000, fixed_asset_investment share 14 150000, fixed_asset_investment level 140000000000 500000, fixed_asset_investment rank 3 500000"},
		{"the order goes on over another number", "江苏的经济总量达到12.8万亿元，与广东的差距为7400亿元；2023年，山东第三，为9.2万亿元；河南、湖北紧随其后，分别为5.9万亿元、5.6万亿元。",
			"gdp level 12800000000000 320000, gdp level 9200000000000 370000, gdp level 5900000000000 410000, gdp level 5600000000000 420000"},
		{"values in brackets before the name", "江苏省2023年各市经济数据\n\n2023年，淮安（5015亿元）、宿迁（4398亿元）的GDP均保持增长，增速分别为7.3%、8.0%。",
			"gdp level 501500000000 320800, gdp level 439800000000 321300, gdp growth 7.3 320800, gdp growth 8 321300"},
		{"the yardstick's own value", "浙江省2023年各市经济数据\n\n2023年，温州GDP增长6.9%，比全省增速（6.0%）高0.9个百分点。湖州城镇化率达到67%，高于全国平均水平（66.2%）。三市二产增速均超过全省4.9%的增速。",
			"gdp growth 6.9 330300, gdp growth 6 330000, urbanization_rate level 67 330500, urbanization_rate level 66.2 100000, secondary_value_added growth 4.9 330000"},
		{"values and ranks in one list", "2023年各省外贸数据\n\n2023年，广东进出口8.3万亿元，位居全国第一。江苏、浙江分列第二和第三，进出口值分别为5.25万亿元和4.9万亿元。北京、山东分别以3.65万亿元、3.26万亿元位居第五、第六。",
			"trade_total level 8300000000000 440000, trade_total rank 1 440000, trade_total rank 2 320000, trade_total rank 3 330000, trade_total level 5250000000000 320000, trade_total level 4900000000000 330000, trade_total level 3650000000000 110000, trade_total level 3260000000000 370000, trade_total rank 5 110000, trade_total rank 6 370000"},
		{"so many of a kind", "2023年各省经济数据\n\n2023年，有17个省份GDP增速跑赢全国5.2%的增速，其中西藏增速最快，为9.5%；海南次之，为9.2%。有8个省份GDP增速超过6%。浙江、河南等省社零总额均超过2.5万亿元。",
			"gdp growth 5.2 100000, gdp growth 9.5 540000, gdp growth 9.2 460000, retail_sales level 2500000000000 330000, retail_sales level 2500000000000 410000"},
		{"the next after a list", "江苏省2023年外贸数据\n\n2023年，江苏进出口总额5.25万亿元，其中苏州下降4.6%；南京、无锡分别下降9.8%、4.4%；连云港逆势增长13.9%。",
			"trade_total level 5250000000000 320000, trade_total growth -4.6 320500, trade_total growth -9.8 320100, trade_total growth -4.4 320200, trade_total growth 13.9 320700"},
		{"a distance to the yardstick", "浙江省2023年各市经济数据\n\n2023年，温州GDP增长6.9%，高于全省0.9%。", "gdp growth 6.9 330300"},
		{"a bound of a class", "浙江省2023年各市经济数据\n\n2023年，湖州GDP增长7.2%，是全省仅有的三个增速超过7%的地市。", "gdp growth 7.2 330500"},
		{"a part told by a count", "2015年，全国首批监测的74个城市细颗粒物年均浓度比2013年下降20%。", ""},
		{"a rank of something else", "浙江省2023年各市经济数据\n\n2023年，湖州GDP增长7.2%。在营商环境评价中，湖州位居第二。", "gdp growth 7.2 330500"},
		{"a part", "上海市2023年外贸数据\n\n2023年，保税物流的进出口增速显著高于整体，达24.1%。", ""},
		{"prices of a part", "北京市2023年6月物价\n\n2023年6月，北京居民消费价格同比涨幅为0.2%。北京非食品价格由上月同比下降0.1%转为同比上涨0.5%。", "cpi growth 0.2 110000"},
	}, func(o *pipeline.Observation, metric, value string) string {
		return fmt.Sprintf("%s %s %s %s", metric, o.Measure, value, o.Region)
	})
}
