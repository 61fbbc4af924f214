package extract_test

import (
	"fmt"
	"strings"
	"testing"
)

// told extracts from a text of a day under a title and writes measure, value, period, status and basis of each
// observation.
func told(t *testing.T, day, title, text string) string {
	t.Helper()
	d := readAs(t, "a.md", "---\ntitle: \""+title+"\"\ndate: "+day+"\n---\n\n"+text)
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

// toldCase is a text of a day under a title, and what told makes of it.
type toldCase struct{ name, day, title, text, want string }

func checkTold(t *testing.T, cases []toldCase) {
	t.Helper()
	for _, c := range cases {
		if got := told(t, c.day, c.title, c.text); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestTime reads what the words of time in a text say of its values.
func TestTime(t *testing.T) {
	checkTold(t, []toldCase{
		{"an event before the end of a period", "2026-03-20", "海关数据", "自开港至今年2月底，海南省进出口总额654亿元，移动电话用户达900万户。", "900万户 2026-02 actual"},
		{"a year that a result exceeds", "2021-10-20", "海关数据", "前三季度，海南省进出口总额1013亿元，超过去年全年总额，首次突破1000亿元，同比增长60%。", "1013亿元 2021-01/2021-09 actual; 1000亿元 2021-01/2021-09 actual; 60% 2021-01/2021-09 actual yoy"},
		{"a year in a price base", "2023-02-01", "四川省2022年通信业发展情况", "2022年，四川省电信业务总量950亿元（按2020年不变价），增长20%。移动电话普及率115部/百人。", "950亿元 2022 actual; 20% 2022 actual yoy; 115部/百人 2022 actual"},
		{"the amount of a year compared with", "2019-02-08", "江苏经济", "2018年，江苏省地区生产总值9.2万亿元，相比2017年的8.5万亿元增长7%。", "9.2万亿元 2018 actual; 8.5万亿元 2017 actual; 7% 2018 actual since:2017"},
		{"a quarter as a base", "2026-07-21", "通信业", "截至6月末，我国5G基站总数达510万个，占移动基站总数的39%，占比较一季度提高0.9个百分点。", "510万个 2026-06 actual; 39% 2026-06 actual; 0.9个百分点 2026-06 actual"},
		{"an annual average since a year of the sentence", "2025-10-03", "收入", "2024年末，我国城镇化率为67%，比2020年末提高3个百分点；农村居民人均可支配收入年均实际增长6.9%。", "67% 2024 actual; 3个百分点 2024 actual since:2020; 6.9% 2021/2024 actual annual_average"},
		{"a sum of years as a yardstick", "2008-03-05", "总结", "我国经济发展。五年新增发电装机容量3.5亿千瓦，是1950年到2002年53年的总和；新增公路19万公里，其中高速公路2.8万公里。", "3.5亿千瓦 2003/2007 actual; 2.8万公里 2003/2007 actual"},
		{"the day of a publication", "2024-07-24", "消息", "随着7月23日襄阳市统计局公布2024年上半年经济数据，湖北的成绩单齐了。宜昌市地区生产总值达到2900亿元，居第二位。", "2900亿元 2024-H1 actual; 第二位 2024-H1 actual"},
		{"a day alone dates no amount of months", "2024-07-24", "消息", "7月23日，宜昌市举行一场展会。宜昌市地区生产总值达到2900亿元。", ""},
		{"a criterion", "2024-07-24", "消息", "2023年，榜单设有门槛，即GDP≥500亿元。宜昌市地区生产总值5700亿元。", "5700亿元 2023 actual"},
		{"a month beside the months up to it", "2024-09-14", "消息", "1—8月份，我国固定资产投资30万亿元，同比增长3%。从环比看，8月份固定资产投资增长0.1%。分产业看，工业投资同比增长12%。", "30万亿元 2024-01/2024-08 actual; 3% 2024-01/2024-08 actual yoy; 0.1% 2024-08 actual mom; 12% 2024-01/2024-08 actual yoy"},
		{"a first line like a title", "2016-02-05", "统计 文章7", "上半年全市经济运行情况\n\n今年以来，大同市经济运行平稳。\n\n一、工业\n\n固定资产投资完成300亿元，同比增长2%。", "300亿元 2016-H1 actual; 2% 2016-H1 actual yoy"},
		{"an amount of a year in a review of five", "2026-02-20", "2026年四川省政府工作报告", "## 一、“十四五”时期工作回顾\n\n“十四五”时期，全省地区生产总值超过6万亿元，地方一般公共预算收入突破5000亿元，进出口总额累计4万亿元。", "6万亿元 2025 actual; 5000亿元 2025 actual; 4万亿元 2021/2025 actual"},
		{"the year in a review", "2020-03-05", "政府工作报告", "# 2020年通辽市政府工作报告\n\n## 一、2019年工作回顾\n\n年内开工项目40个。全市粮食产量达到160亿斤。", "160亿斤 2019 actual"},
		{"a goal is of the year", "2026-02-20", "2026年黑龙江省政府工作报告", "## 三、2026年重点工作\n\n当前，要夯实基础。全省建设高标准农田900万亩。", "900万亩 2026 target"},
		{"the base of a review of several years", "2013-03-05", "2013年甘肃省政府工作报告", "一、过去五年工作回顾\n\n2012年，全省地区生产总值达到5600亿元，比2007年增长80%，居全国位次由第28位上升到第27位。2012年公路通车里程从第16位上升到第14位。", "5600亿元 2012 actual; 80% 2012 actual since:2007; 第28位 2007 actual; 第27位 2012 actual"},
		{"subjects that rose together", "2026-03-05", "2026年安徽省政府工作报告", "2025年，汽车、新能源汽车产量从全国第6位、第5位双双跃居第2位。", "第2位 2025 actual"},
		{"years of a text without a date", "", "消息", "一季度全国国内生产总值增长9%，这是1993年有GDP季度数据以来的最高值。", "9%  actual yoy"},
		{"a count up to a day is no plan", "", "消息", "2022年，中国联通5G基站30万个。截至今年6月底，全国5G基站数达到200万个。", "30万个 2022 actual; 200万个 2022-06 actual"},
		{"a month of something else", "2013-10-24", "前三季度工业运行平稳", "6月以来，政策见效。9月份空调销售额同比增长12%。通信业平稳，全国电信业务总量同比增长8%。", "8% 2013-01/2013-09 actual yoy"},
		{"an annual average of no told years", "2024-06-12", "我国算力发展会议", "6月12日，会议在京举行。数据显示，我国算力规模年均增速已超30%。", "30% 2023 actual annual_average"},
		{"the same beside this year", "2024-06-12", "我国算力发展会议", "今年以来，数字基础设施不断夯实。数据显示，我国算力规模年均增速已超30%。", "30% 2023 actual annual_average"},
		{"goals that others have set", "2023-08-15", "经济运行", "上半年，我国GDP同比增长5.5%，超过3月份“两会”时定下的全年5%左右的增长目标。2022年，全国研发经费投入强度为2.54%，仍未达到“十四五”规划2025年2.8%的目标值。", "5.5% 2023-H1 actual yoy; 5% 2023 target yoy; 2.54% 2022 actual; 2.8% 2025 target"},
		{"a plan that approved something", "2026-02-12", "2026年湖南省政府工作报告", "2026年，湖南省要抓好以下工作。加快建设“十四五”批复的风电基地，确保新增新能源装机3000万千瓦。新建高标准农田600万亩。", "3000万千瓦 2026 target; 600万亩 2026 target"},
		{"numbered headings under a plan", "2026-02-12", "2026年湖南省政府工作报告", "各位代表，现在我代表省人民政府向大会报告工作，请予审议。\n\n“十五五”时期主要目标和2026年重点工作\n\n未来五年，湖南省发展前景广阔，全省上下要继续努力奋斗，争取更大成绩。\n\n一、建设重要农产品基地\n\n实施单产提升行动，新建高标准农田600万亩以上，完成保护性耕作任务并推广良种良法。\n\n二、加快能源转型\n\n全力推进大型风电光伏基地建设，建成充电桩3万个，提升电网调节能力和外送水平。", "600万亩 2026 target; 3万个 2026 target"},
		{"an aim far ahead", "2026-01-28", "规划纲要", "“十五五”时期，综合考虑实现2035年远景目标，湖南省地区生产总值年均增长5%。", "5% 2026/2030 target annual_average"},
		{"a holiday", "2025-06-03", "端午", "端午假期，成都市接待游客620万人次，同比增长6%。2014年国庆假期，成都市接待游客300万人次。", "620万人次 2025-05-31/2025-06-02 actual; 6% 2025-05-31/2025-06-02 actual yoy"},
		{"goals that go on behind a full stop", "2026-01-25", "会议", "记者获悉，今年发展的主要预期目标是：我国国内生产总值增长5%，力争更好。社会消费品零售总额增长6%。", "5% 2026 target yoy; 6% 2026 target yoy"},
		{"a century goal that was reached plans nothing", "2025-10-19", "非凡五年", "“十四五”时期是我国实现第一个百年奋斗目标之后的第一个五年。我国粮食产量迈上1.4万亿斤新台阶。", "1.4万亿斤 2025 actual"},
		{"a hope of an agency", "2024-11-03", "白皮书", "白皮书显示，到今年年底，我国物联网连接数将突破30亿，5G基站数有望超过430万个。", "30亿 2024 target; 430万个 2024 estimate"},
		{"what is worked towards", "2025-07-20", "夏粮", "今年以来，我国各地紧盯实现粮食产量1.4万亿斤左右的目标，抓实措施。", "1.4万亿斤 2025 target"},
		{"a result beside a far year in the title", "2026-06-25", "2030年智能体将突破千亿", "会上表示，我国5G用户数已经突破12亿户。", "12亿户 2026-06-25 actual"},
		{"a year reviewed on the line of a heading that plans", "1996-03-05", "“九五”计划的报告", "“九五”期间，我国经济继续发展。九、努力做好1996年的工作　　过去的一年，我国改革取得成就。进出口总额增长18%。", "18% 1995 actual yoy"},
		{"the year before the one reviewed", "2004-03-05", "2004年政府工作报告", "进出口总额达到8512亿美元，由上年居世界第五位上升到第四位。", "8512亿美元 2003 actual; 第五位 2002 actual; 第四位 2003 actual"},
		{"a month that was told", "2023-08-08", "运营数据", "上个月的运营数据显示，全国6月移动电话用户达16亿户，当月净增200万户。其中5G用户达7亿户，当月净增900万户。", "16亿户 2023-06 actual; 200万户 2023-06 actual; 7亿户 2023-06 actual; 900万户 2023-06 actual"},
		{"the year of a base beside a sum", "2026-01-28", "2026年湖南省政府工作报告", "五年来，湖南省牢记嘱托。第三产业增加值占比由2020年的51.7%提升至54.2%。一般公共预算收入累计完成1.7万亿元。", "51.7% 2020 actual; 54.2% 2025 actual; 1.7万亿元 2021/2025 actual"},
		{"the month before in a clause between", "2026-07-15", "统计数据", "6月份，我国社会消费品零售总额同比增长1.0%，上月为下降0.6%；环比增长0.38%。", "1.0% 2026-06 actual yoy; 0.6% 2026-05 actual yoy; 0.38% 2026-06 actual mom"},
		{"from a year to today", "2025-01-23", "我国经济", "我国经济总量从2020年站上100万亿元台阶，到今天超过134万亿元。", "100万亿元 2020 actual; 134万亿元 2024 actual"},
		{"values kept for years", "2015-01-20", "湖南省统计公报", "2014年，湖南省粮食产量自2010年以来连续5年突破500亿斤，森林覆盖率连续5年保持在57%以上。", "500亿斤 2010/2014 actual; 57% 2010/2014 actual"},
		{"years in a row up to now", "2023-07-03", "汽车", "目前，我国新能源汽车产量已经连续8年居全球第一。数字经济规模从2012年的11万亿元增长到现在的50万亿元，连续多年居世界第二。", "第一 2022 actual; 11万亿元 2012 actual; 50万亿元 2022 actual; 第二 2022 actual"},
		{"a year within a review of five", "2026-02-03", "政府工作报告", "五年来，海南省奋力前行。地区生产总值连跨三个台阶，2025年人均生产总值达7.6万元。规上工业增加值年均增长9%。一般公共预算支出增长31%。", "7.6万元 2025 actual; 9% 2021/2025 actual annual_average; 31% 2021/2025 actual"},
		{"months that others followed", "2026-05-20", "外贸", "今年4月，上海市进出口总额4559亿元。规模继2月、3月后再创新高。其中，出口1961亿元。", "4559亿元 2026-04 actual; 1961亿元 2026-04 actual"},
		{"a plan that still runs", "2024-10-09", "环境", "“十四五”以来，我国农村生活污水治理率达到45%以上。", "45% 2024-10-09 actual"},
		{"a picture between the lines", "2023-07-19", "河北", "去年全年，河北省生产总值4万亿元。2023年1月28日，石家庄，工人在生产线上忙碌。具体看今年上半年经济运行情况，全省规上工业增加值增长7%。制造业增加值增长8%。", "4万亿元 2022 actual; 7% 2023-H1 actual yoy; 8% 2023-H1 actual yoy"},
		{"an addition taken apart behind a comma", "2022-04-09", "铁路", "今年一季度，全国铁路新增里程447公里，其中，高铁233公里。", "233公里 2022-Q1 actual"},
		{"a half-year report of a company", "2023-08-10", "中国移动公布业绩", "中国移动10日公布中期业绩。期内，移动客户9.8亿户，净增1000万户。", "9.8亿户 2023-06 actual; 1000万户 2023-H1 actual"},
		{"a date that the text contradicts", "2015-03-05", "大庆统计", "一季度，大庆市地区生产总值627亿元，增速比2016年全年高0.3个百分点，与2017年计划目标持平。其中，第一产业增加值17亿元。", "627亿元 2017-Q1 actual; 17亿元 2017-Q1 actual"},
		{"what a plan says in the next sentence", "2026-08-03", "算力概念活跃", "《四川省推进算力发展实施方案（2026—2028年）》近日印发。其中提出智算规模达到60EFLOPS。", "60EFLOPS 2028 target"},
		{"a decline summed over the years of the heading", "2026-01-28", "2026年宁夏回族自治区政府工作报告", "## 一、2025年工作总结和“十四五”发展成就\n\n全区能耗强度累计下降17%，生态优化。", "17% 2021/2025 actual"},
		{"a rate to be held in each year of a plan", "2026-01-28", "2026年贵州省政府工作报告", "“十五五”时期主要目标：城镇调查失业率控制在5.5%左右，城镇化率达到65%。", "5.5% 2026/2030 target; 65% 2030 target"},
		{"a pivot behind an address", "2026-01-28", "2026年云南省政府工作报告", "## 一、“十四五”时期和2025年工作回顾\n\n这五年，经济迈上新台阶。\n\n各位代表！刚刚过去的2025年，是重要的一年。\n\n### （一）产业发展加快\n\n旅游花费增长11%。", "11% 2025 actual yoy"},
		{"the items of a decision", "2019-05-15", "会议", "会议确定，一是加快网络升级扩容。今年实现我国光纤接入端口占比超过90%。", "90% 2019 target"},
		{"a will in the name of a drive", "2024-08-06", "发布会", "在“全面振兴和‘产业升级、我要走在前’专项行动进展”发布会上，负责人介绍，上半年，长沙市地区生产总值增长4.8%。", "4.8% 2024-H1 actual yoy"},
		{"last year in a section that plans", "2010-03-05", "政府工作报告", "## 三、2010年工作部署\n\n过去一年，我国各项工作取得新成绩。国内生产总值增长8.7%，城镇新增就业1102万人。", "8.7% 2009 actual yoy; 1102万人 2009 actual"},
		{"a drive before what was reached", "2026-02-12", "政府工作报告", "## 一、“十四五”时期工作回顾\n\n五年来，湖北省开放步伐加快。积极争创自由贸易试验区，进出口总额达到8000亿元。", "8000亿元 2025 actual"},
		{"goals set before", "2008-03-05", "节能", "2007年，我国没有实现年初确定的单位国内生产总值能耗降低4%左右、主要指标减少2%的目标。", "4% 2007 target yoy"},
		{"the months up to the month before", "2026-06-20", "通信业", "截至5月末，我国5G基站总数达500万个，占移动基站总数的39%，占比较前4个月提高0.2个百分点。", "500万个 2026-05 actual; 39% 2026-05 actual; 0.2个百分点 2026-05 actual mom"},
		{"a list that gets from year to year", "2022-08-01", "收入", "我国城镇居民人均可支配收入、农村居民人均可支配收入分别由2015年的3.1万元、1.1万元增加到2020年的4.3万元、1.7万元。", "3.1万元 2015 actual; 1.1万元 2015 actual; 4.3万元 2020 actual; 1.7万元 2020 actual"},
		{"what a result is to make sure", "2023-07-26", "半年报", "上半年，长沙市地区生产总值增长4.8%，为实现全年经济增长6%左右的预期目标打下基础。", "4.8% 2023-H1 actual yoy; 6% 2023 target yoy"},
		{"a multiple beside a growth since a year", "2008-03-05", "总结", "2007年，我国国内生产总值达到24万亿元，比2002年增长65%；社会消费品零售总额达到8.9万亿元，增长1.2倍。", "24万亿元 2007 actual; 65% 2007 actual since:2002; 8.9万亿元 2007 actual; 1.2倍 2007 actual since:2002"},
	})
}
