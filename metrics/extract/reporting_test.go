package extract_test

import (
	"slices"
	"testing"
)

// TestReporting reads the time of values from what the whole text is on.
func TestReporting(t *testing.T) {
	checkTold(t, []toldCase{
		{"a rate kept over a plan", "2026-01-20", "发布会", "“十四五”期间，我国基本医疗保险参保率稳定在95%左右。五年来，我国城镇调查失业率保持在5.5%以下。", "95% 2021/2025 actual; 5.5% 2021/2025 actual"},
		{"an amount of years with 目前", "2023-10-20", "数字", "目前，我国数字经济规模超过50万亿元，连续多年位居世界第二。", "50万亿元 2022 actual; 第二 2022 actual"},
		{"a place among countries with 目前", "2023-06-20", "数字", "目前，我国数字经济规模居全球第二，占GDP比重提升至41%。目前，我国网上零售额居全球第一。", "第二 2022 actual; 41% 2022 actual; 第一 2023-H1 actual"},
		{"what was done up to now", "2023-10-20", "公路", "目前，湖北省已完成固定资产投资300亿元。", "300亿元 2023-01/2023-10 actual"},
		{"a time in what describes the subject", "2023-07-28", "消息", "江苏上半年的数据出齐，去年全年GDP居第三位的常州以7%的增速成为GDP增长最快的市。去年经济总量排名靠后的宿迁市GDP增长8.1%。", "第三位 2022 actual; 7% 2023-H1 actual yoy; 8.1% 2023-H1 actual yoy"},
		{"a time before a name with 的", "2023-07-28", "消息", "常州去年的GDP为9500亿元，上半年的GDP为4500亿元。", "9500亿元 2022 actual; 4500亿元 2023-H1 actual"},
		{"cities under a separate plan", "2022-03-20", "企业", "若将计划单列市并入所在省，2021年浙江、广东的高新技术企业数量居前，分别拥有2.8万家、6万家。", "2.8万家 2021 actual; 6万家 2021 actual"},
		{"the quarter that the text is on", "2018-04-25", "宜昌市经济运行平稳", "年初以来，全市上下攻坚克难。\n\n一、工业较快增长\n\n一季度，宜昌市规上工业增加值增长6%。\n\n年初以来，市场消费稳步增长。\n\n全市实现社会消费品零售总额290亿元，同比增长9%。", "6% 2018-Q1 actual yoy; 290亿元 2018-Q1 actual; 9% 2018-Q1 actual yoy"},
		{"a goal of the year that a result is level with", "2018-04-25", "经济", "一季度，宜昌市地区生产总值900亿元，增速与2018年计划目标持平。其中，第一产业增加值60亿元。", "900亿元 2018-Q1 actual; 60亿元 2018-Q1 actual"},
		{"a text without a date that plans its year", "", "运营商", "中国联通移动用户突破3亿户。上半年，中国联通净增用户。中国联通移动用户总数达到3.1亿户，4G基站数截至6月底达到40万个，目标在2016年底实现4G用户达到1亿户。", "3亿户 2016-06 actual; 3.1亿户 2016-06 actual; 40万个 2016-06 actual; 1亿户 2016 target"},
		{"a figure's caption on the line", "2022-04-10", "2021年柳州市国民经济和社会发展统计公报", "图1 2017-2021年地区生产总值及增长速度 人口与就业：年末全市常住人口410万人，比上年末增加2万人。", "410万人 2021 actual; 2万人 2021 actual"},
		{"years in spaced digits", "1998-03-05", "政府工作报告", "1 9 9 7 年国内生产总值达到7 4 7 7 2 亿元，比上年增长8.8％。1 9 9 7 年粮食产量达到4 9 2 5 0 万吨。", "7 4 7 7 2 亿元 1997 actual; 8.8％ 1997 actual yoy; 4 9 2 5 0 万吨 1997 actual"},
		{"what a city shall push on with", "2022-04-12", "制造业", "深圳2022年规模以上工业增加值预期增长5%。\n\n深圳还将全力推动项目建设，全年工业投资增长12%以上。\n\n同时，着力提升企业质量，新增国家高新技术企业500家、境内外上市公司30家以上。", "5% 2022 target yoy; 12% 2022 target yoy; 500家 2022 target; 30家 2022 target"},
		{"what a city will work at", "2022-04-12", "制造业", "深圳还将全力推动重大项目落地。加大工业投资力度，开工一批项目，全年工业投资增长12%以上。\n\n同时，着力提升企业质量，新增国家高新技术企业500家。", "12% 2022 target yoy; 500家 2022 target"},
		{"a year that is aimed at", "", "运营商", "中国联通移动用户突破3亿户。\n\n中国联通表示上半年业绩增长。中国联通移动用户总数达到3.1亿户，4G基站数截至6月底达到40万个。目标在2016年底实现4G用户达到1亿户。力争在2016年年底完成收购。", "3亿户 2016-06 actual; 3.1亿户 2016-06 actual; 40万个 2016-06 actual; 1亿户 2016 target"},
		{"a plan as a thing", "2026-02-11", "2026年安徽省政府工作报告", "## 一、2025年工作回顾\n\n实施高质量就业扩容计划，落实资金90亿元，城镇新增就业70万人。", "70万人 2025 actual"},
		{"a plan that approved something", "2026-02-12", "2026年青海省政府工作报告", "## 三、2026年重点工作\n\n加快建设“十四五”批复的4个基地，确保新增新能源装机300万千瓦。", "300万千瓦 2026 target"},
		{"a task of a plan in a half-year", "2023-08-02", "公路", "2023年上半年，湖北省固定资产投资增长5%。交通部门“十四五”下达的40个项目已经启动，全省新改建农村公路8000公里。", "5% 2023-H1 actual yoy; 8000公里 2023-H1 actual"},
		{"a goal told on a day", "2021-11-01", "快讯", "在今天（11月1日）的吹风会上，有关部门介绍规划。提出，我国每万人口高价值发明专利拥有量要达到12件。", "12件 2021 target"},
		{"the base of a goal", "2011-03-05", "政府工作报告", "“十二五”时期，城镇化率从47.5%提高到51.5%。", "47.5% 2010 actual; 51.5% 2015 target"},
		{"the months of the year before", "2015-07-25", "上半年全市经济运行情况分析", "大庆市固定资产投资完成240亿元，同比增长2%，增速比同期和去年全年均有提升（同期为下降31.9%、去年全年下降39.7%）。", "240亿元 2015-H1 actual; 2% 2015-H1 actual yoy; 31.9% 2014-H1 actual yoy; 39.7% 2014 actual yoy"},
		{"the same month of the year before", "2023-08-15", "数据", "7月份，全国城镇调查失业率为5.3%，去年同期为5.4%。", "5.3% 2023-07 actual; 5.4% 2022-07 actual"},
		{"a reckoning over a list", "2024-12-30", "广东", "2024年预计广东全省地区生产总值迈上14万亿元新台阶；进出口总额突破9万亿元，同比增长9.8%；规模以上工业增加值同比增长4.2%。", "14万亿元 2024 estimate; 9万亿元 2024 estimate; 9.8% 2024 estimate yoy; 4.2% 2024 estimate yoy"},
		{"what is beside what shall be", "2022-01-18", "制造业", "方案明确了2025年“小巨人”企业达到2000家的目标。与规模不匹配，江苏目前入选300家。江苏制造业增加值约占全国的八分之一，数量不足。", "2000家 2025 target; 300家 2022-01-18 actual; 八分之一 2021 actual"},
		{"a span of years that is over", "", "制造业", "发布会今天（9月13日）举行。2012年到2020年，我国制造业增加值由16.9万亿元增长到26.6万亿元。截至8月份，我国5G基站达到100万个。", "16.9万亿元 2012 actual; 26.6万亿元 2020 actual; 100万个 2021-08 actual"},
		{"a section beside one that plans", "2020-05-22", "政府工作报告", "##### 一、今年主要任务\n\n今年要稳就业。\n\n##### 二、促进农民增收\n\n着力抓好农业生产。惩处违法占地行为，我国新建高标准农田7000万亩。", "7000万亩 2020 target"},
		{"a change in a review of years", "2026-02-05", "2026年湖北省政府工作报告", "## 一、“十四五”时期工作回顾\n\n五年来，湖北省综合实力增强。一般公共预算收入比上年增加150亿元。", "150亿元 2025 actual"},
		{"a day from which something was done", "2000-03-05", "政府工作报告", "## 一、1999年工作回顾\n\n人民生活改善。从去年7月1日起，国家增加了中低收入者的收入，全国许多人受益。城镇居民人均可支配收入比上年实际增长9%。", "9% 1999 actual yoy"},
		{"years within which a plan wants it", "2009-03-05", "政府工作报告", "今年主要任务是：健全医疗保障，三年内我国基本医疗保险参保率提高到90%以上。", "90% 2011 target"},
		{"what was kept beside what grew", "2026-02-05", "2026年湖北省政府工作报告", "## 一、“十四五”时期工作回顾\n\n五年来，湖北省综合实力增强。地区生产总值从2020年的4.3万亿元增长到2025年的6.3万亿元，粮食产量稳定在550亿斤以上。", "4.3万亿元 2020 actual; 6.3万亿元 2025 actual; 550亿斤 2021/2025 actual"},
		{"a reckoning over a list with times", "2021-12-28", "浦东", "今日浦东新区2021年的数据出炉，预计地区生产总值达1.5万亿元左右；固定资产投资增长10%以上；1—11月份，进出口总额2万亿元。", "1.5万亿元 2021 estimate; 10% 2021 estimate yoy; 2万亿元 2021-01/2021-11 actual"},
		{"a goal among its reasons", "2013-03-05", "政府工作报告", "## 三、2013年工作部署\n\n今年要稳定物价。去年价格上涨的影响不小。把居民消费价格涨幅控制在3%左右，是合适的。", "3% 2013 target yoy"},
		{"what is done meanwhile", "2022-10-12", "制造业", "深圳将继续推动项目建设，全年工业投资增长12%以上。同时，前三季度新增国家高新技术企业500家。", "12% 2022 target yoy; 500家 2022-01/2022-09 actual"},
	})
}

// TestDoubtfulDate marks the values of a text whose date lies before the end of what it reports.
func TestDoubtfulDate(t *testing.T) {
	for _, c := range []struct {
		day, text string
		want      bool
	}{
		{"2015-03-05", "上半年，大庆市地区生产总值1200亿元。去年全年地区生产总值2400亿元。", true},
		{"2015-06-25", "上半年，大庆市地区生产总值1200亿元。去年全年地区生产总值2400亿元。", false},
		{"2015-10-19", "“十二五”时期，大庆市地区生产总值突破3000亿元。", false},
		{"2015-03-05", "2014年，大庆市地区生产总值2400亿元，预计2015年上半年达到1200亿元。", false},
	} {
		d := readAs(t, "a.md", "---\ntitle: \"大庆市经济\"\ndate: "+c.day+"\n---\n\n"+c.text)
		for _, o := range d.Found.Observations {
			if got := slices.Contains(o.Inferences, "date_contradicted"); got != c.want {
				t.Errorf("%s %s: %s: got %v, want %v", c.day, c.text, o.Quote.Of(d.Text), got, c.want)
			}
		}
		if len(d.Found.Observations) == 0 {
			t.Errorf("%s: no observations", c.text)
		}
	}
}
