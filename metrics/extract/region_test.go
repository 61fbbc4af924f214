package extract_test

import (
	"fmt"
	"testing"

	"zhibiao/pipeline"
)

// TestRegion reads texts whose values belong to another region than that of the document.
func TestRegion(t *testing.T) {
	checkFigures(t, []figureCase{ // metric, value and region of each observation
		{"the head of a district speaks", "长沙市召开2023年上半年工作发布会\n\n2023年8月2日，在发布会上，望城区区长刘某表示，上半年，望城区地区生产总值增长5.7%，固定资产投资增长9.3%，进出口总额增长12%。新登记市场主体5000户。城镇新增就业3200人。",
			"gdp 5.7 430112, fixed_asset_investment 9.3 430112, trade_total 12 430112, market_entities 5000 430112, new_urban_jobs 3200 430112"},
		{"the city after a district's head", "长沙市召开2023年上半年工作发布会\n\n2023年8月2日，望城区区长刘某介绍，上半年固定资产投资增长9.3%。全市地区生产总值增长5%。城镇新增就业9万人。",
			"fixed_asset_investment 9.3 430112, gdp 5 430100, new_urban_jobs 90000 430100"},
		{"a district in the news of its city", "长沙市2023年上半年各区亮点\n\n2023年上半年，望城区地区生产总值增长5.7%，固定资产投资增长9.3%，进出口总额增长12%。",
			"gdp 5.7 430112, fixed_asset_investment 9.3 430112, trade_total 12 430112"},
		{"the city around the county of the title", "昆山市上半年经济数据\n\n2023年上半年，昆山市完成地区生产总值2700亿元。苏州市上半年全市实现地区生产总值11400亿元，增长4.7%。分产业看，第二产业增加值5000亿元。",
			"gdp 270000000000 320583, gdp 1140000000000 320500, gdp 4.7 320500, secondary_value_added 500000000000 320500"},
		{"the place of a meeting", "2022年8月10日要闻\n\n2022世界5G大会今天（8月10日）在哈尔滨开幕。今年是我国5G商用三周年，5G用户占全球60%以上。",
			"5g_users 60 100000"},
		{"a thing named after a region", "海拉尔区2013年工作情况\n\n台湾直飞旅游包机、冰雪节取得成功。全年旅游接待人数438万人次。",
			"tourist_trips 4380000 150702"},
		{"houses that sound like a district", "海拉尔区2018年工作情况\n\n2018年，对棚改区、平房区进行集中整治，空气优良天数比例达到99.2%，同比提高0.8个百分点。",
			"good_air_days 99.2 150702, good_air_days 0.8 150702"},
		{"a kind of institute", "天津市2025年发展情况\n\n2025年，中国地科院物化探所整体迁入，每万人高价值发明专利拥有量达25件。",
			"invention_patents_per_10k 25 120000"},
		{"a project in a list", "2021年11月要闻\n\n11月10日，随着白鹤滩水电站、广东阳江海上风电场等相继投产，我国保供能力增强。截至目前，电力装机容量已达1亿千瓦。", "installed_power 100000000 100000"},
		{"the district itself", "2018年，哈尔滨市平房区空气优良天数比例达到90%。", "good_air_days 90 230108"},
		{"a house named after a city", "湖南省2023年政府工作报告\n\n2022年，长沙美术馆、湖南博物院等投入使用，新增就业70万人。", "new_urban_jobs 700000 430000"},
		{"a kind of laboratory", "天津市2025年发展情况\n\n2025年，新增全国重点实验室12家，每万人高价值发明专利拥有量达25件。",
			"invention_patents_per_10k 25 120000"},
		{"a place in the name of a project", "2021年11月要闻\n\n11月10日，广东阳江海上风电场并网发电。截至目前，我国电力装机容量达20亿千瓦。", "installed_power 2000000000 100000"},
		{"the field of a rank", "重庆市2013年外贸情况\n\n2013年，进出口总额400亿美元，全国排名第10，在西部12省市中排第1位。", "trade_total 40000000000 500000, trade_total 10 500000, trade_total 1 500000"},
		{"a base that is one of many", "2023年，我国九大清洁能源基地之一——冀北清洁能源基地新增风电、光伏装机1100万千瓦。", ""},
		{"each of several cities", "安徽省2023年上半年各市数据\n\n2023年上半年，排名前十的城市，经济总量都超过了1000亿元。", ""},
		{"a new place takes no period from the one before", "2022年12月要闻\n\n12月29日，数据发布。在广东，到今年10月底已建成5G工厂90家。在湖北，建成5G工厂108家。", "5g_factories 90 440000, 5g_factories 108 420000"},
		{"a district beside its city", "浙江省软件产业会议\n\n2023年7月27日，会议在嘉兴举行。会议的举办地，南湖区数字经济指数稳居嘉兴第一，数字经济核心产业增加值占GDP比重达到14.1%。", "digital_core_share 14.1 330402"},
		{"a yardstick behind 次于", "2020年，重庆市移动电话用户达3600万户，次于四川省，高于陕西省；电信业务收入按省份计算居全国第九。城镇化率达到69.5%。", "mobile_users 36000000 500000, telecom_revenue 9 500000, urbanization_rate 69.5 500000"},
		{"a yardstick in old characters", "2020年，重慶市城鎮化率達到69.5%，僅次於天津市；地區生產總值增長3.9%。", "urbanization_rate 69.5 500000, gdp 3.9 500000"},
		{"the bureau of the state behind a province", "山西前三季度增速快于全国\n\n2023年10月20日消息，山西前三季度增速快于全国，国家统计局发布的数据显示，前三季度，国内生产总值同比增长5.2%。", "gdp 5.2 100000"},
		{"a city that is said to be the fastest", "湖北省2023年上半年各市数据\n\n2023年上半年湖北省各市GDP数据出齐，去年经济总量排在末位的鄂州市以8.9%的增速成为GDP增长最快的市。", "gdp 8.9 420700"},
		{"an area without a code", "横琴粤澳深度合作区上半年情况\n\n2023年8月2日，广东省政府新闻办举行发布会。上半年，地区生产总值增长5.7%。", ""},
		{"a laboratory named after a part of the province", "江西省2026年政府工作报告\n\n2025年，创新平台建设提速，赣南实验室投入运行，技术合同成交额增长18%，高技术制造业增加值增长11%。",
			"tech_contracts 18 360000, hightech_manufacturing_value_added 11 360000"},
		{"an airport named after two cities", "陕西省2026年政府工作报告\n\n2025年，西安咸阳国际机场改扩建工程竣工，高速公路通车里程6900公里，西安地铁客流量增长，5G基站达到14万个。",
			"expressway_km 6900 610000, 5g_base_stations 140000 610000"},
		{"an area without a code in a list", "广东省2026年政府工作报告\n\n2025年，城乡面貌改善，粤北山区公路提档升级，新改建农村公路3000公里。", "rural_roads_km 3000 440000"},
		{"the country as a companion", "江西省2021年政府工作报告\n\n2020年，与全国一道全面建成小康社会，地区生产总值增长3.8%。", "gdp 3.8 360000"},
		{"the city proper", "2022年重庆市经济数据\n\n2022年，重庆主城9区常住人口1000万人。重庆市区粮食产量5万吨。重庆市常住人口3200万人。", "population 32000000 500000"},
		{"offices of a city and its districts", "2022年北京市情况\n\n2022年，北京市区两级政府发力，固定资产投资增长3%。", "fixed_asset_investment 3 110000"},
		{"a region whose name is kept back", "江苏省2022年粮食工作调研\n\n2022年，全省粮食产量3769万吨。苏北某设区市仓容不足，下辖某县级市是主产区，粮食产量30万吨。", "grain_output 37690000 320000"},
		{"brackets that leave out a region", "2022年1月7日，国家知识产权局介绍，2021年，我国国内（不含港澳台）每万人口高价值发明专利拥有量达7.4件。", "invention_patents_per_10k 7.4 100000"},
		{"the total of regions of a kind", "2023年7月20日，某研究中心在北京发布报告。2022年，百强县总数占全国的3%，完成GDP11万亿元。", ""},
		{"the first country", "2026年1月要闻\n\n2025年，我国成为世界上首个国内有效发明专利数量突破500万件的国家。", "invention_patents 5000000 100000"},
		{"the first of a kind", "2023年1月要闻\n\n2022年，江阴成为全国首个经济总量突破五千亿元的县级市。", "gdp 500000000000 320281"},
		{"the bound of a class", "2023年1月要闻\n\n2022年，经济总量突破一万亿元的城市增加。", ""},
		{"the subject of a fraction", "2020年10月20日，五年来，我国让世界五分之一的人口拥有了全球一半以上的4G基站。", "4g_base_stations 50 100000"},
		{"a yardstick with its own amount", "2022年前三季度，重庆市GDP为2.08万亿元，略高于广州市的2.07万亿元，差距仅为100亿元。", "gdp 2080000000000 500000, gdp 2070000000000 440100"},
		{"a rank behind a distance", "2021年，重庆市GDP为2.79万亿元，与广州的差距仅为300亿元，位列全国第五。", "gdp 2790000000000 500000, gdp 5 500000"},
		{"a list closed by its number", "安徽省2022年水质情况\n\n2022年，阜阳、淮南和芜湖3个市国考断面水质优良比例达到100%，并列第1。", "good_water_sections 100 341200, good_water_sections 100 340400, good_water_sections 100 340200, good_water_sections 1 341200, good_water_sections 1 340400, good_water_sections 1 340200"},
		{"a name that tells its region", "江苏省2023年居民收入\n\n2023年上半年，全国和全省收入增长，全国居民人均可支配收入19672元。", "income 19672 100000"},
		{"at home", "2022年1月7日，2021年国内每万人口高价值发明专利拥有量达7件。", "invention_patents_per_10k 7 100000"},
		{"a condition", "2023年要闻\n\n2023年，某榜单的入选条件为：地区生产总值达到600亿元，粮食产量达到10万吨。", ""},
		{"the yardstick's own metric", "2022年9月1日，2013—2021年工业增加值年均增长6.3%，远高于同期全球工业增加值2%左右的年均增速。", "industrial_value_added 6.3 100000, industrial_value_added 2 WORLD"},
		{"the goal of the country", "湖北省2022年政府工作报告\n\n2022年，地区生产总值增长7%左右，这个目标高于全国GDP5.5%的增长目标。", "gdp 7 420000, gdp 5.5 100000"},
		{"parts of any region", "2021年发展情况\n\n2021年，我国在农村、边远地区等新建4G基站20万个，5G基站达到140万个。", "5g_base_stations 1400000 100000"},
		{"the hubs", "2025年4月28日，截至今年一季度，我国“东数西算”八大枢纽节点算力规模占比达到80.8%。", ""},
		{"the shares of a kind", "2023年7月20日，某研究中心在北京发布报告。2022年，千亿县总数达54个，完成GDP8.6万亿元，占全国经济总量的7.1%。", ""},
		{"an attribute of another member", "江西省2026年政府工作报告\n\n2026年，培育10家在全国有影响力的龙头企业、100家专精特新中小企业。", "specialized_smes 100 360000"},
		{"markets abroad", "广东省2026年政府工作报告\n\n2026年，大力开拓中东、非洲等新兴市场，建立贸易促进机制，全年进出口总额增长3%。", "trade_total 3 440000"},
		{"hubs named after two cities", "青海省2026年政府工作报告\n\n2025年，开放水平提高，西宁、格尔木国家物流枢纽作用增强，进出口总值增长8%。", "trade_total 8 630000"},
		{"the fastest of a list", "2023年上半年，上海与海南两省市GDP增速超过8%，上海增速最高，达到9.7%。", "gdp 8 310000, gdp 8 460000, gdp 9.7 310000"},
		{"a sentence that only names the subject", "由于支持力度加大，东北地区2012年的固定资产投资保持较快增长。全年完成固定资产投资（不含农户，下同）41243亿元，比上年增长26.3%。", "fixed_asset_investment 4124300000000 CN-NORTHEAST, fixed_asset_investment 26.3 CN-NORTHEAST"},
	}, func(o *pipeline.Observation, metric, value string) string {
		return fmt.Sprintf("%s %s %s", metric, value, o.Region)
	})
}
