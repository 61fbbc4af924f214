package quantity

import (
	"fmt"
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

var kinds = [...]string{"amount", "percent", "points", "multiple", "doubling", "rank", "duration"}

func standardRecognizer(t testing.TB) *Recognizer {
	t.Helper()
	r, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// state writes what a mention states: kind, amount, unit, and the qualifier with its bounds where it is not exact.
func state(m *Mention) string {
	if m.Name {
		return "name"
	}
	s := kinds[m.Kind] + " " + text(m.Value) + " " + m.Unit
	if m.Qualifier != "exact" {
		s += fmt.Sprintf(" %s %s..%s", m.Qualifier, text(m.Low), text(m.High))
	}
	return s
}

// states finds the mentions of s and writes them as "quote=state", names aside unless asked for.
func states(r *Recognizer, s string, names bool) []string {
	l := fold.New(s, 0)
	var out []string
	for _, m := range r.Find(nil, l, nil) {
		if m.Name && !names {
			continue
		}
		a, b := l.Bytes(m.Start, m.End)
		out = append(out, s[a:b]+"="+state(&m))
	}
	return out
}

// What is stated first, then every wording that must state it and nothing else.
var wordings = []struct {
	state string
	words []string
}{
	// Numbers told by their magnitude alone, and nearly so
	{"amount - 1 range 10..100", []string{"几十家", "数十个", "几十项"}},
	{"amount - 1 range 1000000..10000000", []string{"几百万", "数百万户", "数百万人"}},
	{"amount - CNY range 100000000000..1000000000000", []string{"数千亿元", "几千亿元"}},
	{"amount 10 1 some 10..-", []string{"十几个", "十余个", "十多家"}},
	{"amount 10 1 some 10..-", []string{"十几"}},
	{"percent 10 % some 10..-", []string{"百分之十几", "百分之十多"}},
	{"amount - 1 range 100..200", []string{"一二百家", "一两百人"}},
	{"amount 100000 1 at_least 100000..-", []string{"10万+", "10万以上", "至少10万"}},
	{"amount 3000 1 some 3000..-", []string{"3000开外", "3000出头"}},
	{"amount 3500000000 USD", []string{"US$3.5 billion", "$3.5 billion", "35亿美元"}},
	{"amount 1200000 1", []string{"1.2 million", "120万"}},
	{"amount 200 TWD", []string{"NT$200", "新台币200元"}},
	{"amount 30 AUD", []string{"A$30", "30澳元"}},
	{"amount 5000 CNY", []string{"伍仟元整", "人民币伍仟元整", "5000元"}},
	{"amount 500 CNY", []string{"人民币伍佰元整", "伍佰元"}},
	{"amount 0.52 tce", []string{"0.52吨标准煤每万元", "0.52吨标准煤/万元"}},
	{"amount 350 km/h", []string{"时速350公里", "时速可达350公里", "每小时350公里", "350km/h"}},
	{"amount 3200 point", []string{"3200点", "收在3200点"}},
	{"amount 0.22 kV", []string{"220V", "220伏"}},
	{"percent 95 %", []string{"9成5", "九成五", "95%"}},
	{"percent 85 % at_least 85..-", []string{"八成五以上", "85%以上"}},
	{"percent 100 %", []string{"百分百", "百分之百", "100%"}},
	{"points 0.5 pp", []string{"高出0.5个百分点", "高出了0.5个百分点", "低0.5个点"}},
	{"amount 20 GB over 20..-", []string{"超过20GB", "超每月每户20GB", "超过户均每月20GB"}},
	{"doubling 100 %", []string{"翻番", "“双翻番”"}},
	{"rank - rank range 5..8", []string{"第5-8位", "第五至第八位"}},
	{"rank 8 rank", []string{"由第8上升为", "从第八提升"}},
	{"amount 200000 1 some 200000..-", []string{"二十几万", "二十多万户", "20余万户"}},
	{"amount 15000000 1 some 15000000..-", []string{"一千五百零几万人"}},
	{"amount - 1 range 7000000..8000000", []string{"七八百万", "七八百万人"}},
	// Blanks between the numerals of old pages
	{"amount 152 1", []string{"一百 五 十 二", "壹百五十二", "壹佰伍拾贰"}},
	{"amount 75400 1", []string{"7万 5千 4百", "7 万5 千4 百", "七万五千四百", "7万5千4百"}},
	{"amount 38960000 1", []string{"三千 八百 九十六 万", "3896万"}},
	{"amount 400000000 1", []string{"四万万", "4万万", "4亿", "四亿"}},
	{"points 2.4 pp", []string{"2.4 个 百 分 点", "2.4  个百分点", "二点四个百分点", "二点 四个百分点"}},
	{"percent 2 %", []string{"百 分之 2", "百分之二", "百 分 之 二"}},
	{"amount 0.77 1", []string{"0.77"}},
	{"amount 1232000000000000 1", []string{"12.32e+14", "12.32E14"}},
	// Money as it is spoken of
	{"amount 500000000 CNY", []string{"5个亿元", "五个亿元", "5亿元"}},
	{"amount 2960 HKD", []string{"港币两千九百六十元", "港币2960元", "2960港元", "港币2960"}},
	{"amount 17710000000 TWD", []string{"新台币177.1亿元", "新台币 177.1 亿元"}},
	{"amount - CNY range 10000..50000", []string{"1万(含)-5万元", "1万元（含）—5万元", "1万—5万元"}},
	{"percent 75 %", []string{"75折", "七五折"}},
	{"percent 50 %", []string{"打对折"}},
	{"multiple 150 %", []string{"一倍半", "1.5倍"}},
	// Amounts in two units
	{"amount 0.0034 t", []string{"六斤八两", "6斤8两", "3.4公斤"}},
	{"amount 0.000475 t", []string{"九两半", "9两半"}},
	{"duration 4.5 a", []string{"四年六个月", "4年零6个月", "四年半"}},
	{"duration 1.5 h", []string{"一小时零三十分钟", "1小时30分", "1小时30分钟"}},
	{"duration 5.5 min", []string{"五分半钟", "5分30秒", "五分三十秒", "5.5分钟", "5分半钟"}},
	{"duration 17 mo some 17..-", []string{"17个多月"}},
	{"duration 90 d", []string{"90日", "90天"}},
	{"duration 15 d", []string{"15日内", "15天"}},
	{"duration - d range 30..90", []string{"30~90日", "30至90天"}},
	{"amount 0.25 CNY", []string{"两角五分", "两毛五", "2角5分"}},
	{"amount 2400000000 Hz", []string{"2.4G频段", "2.4GHz频段", "2.4吉赫"}},
	// Degrees and letters
	{"amount 37 °C", []string{"摄氏37度", "37摄氏度", "37℃", "37°C", "摄氏37°"}},
	{"amount 98.6 °F", []string{"华氏温度98.6度", "98.6华氏度", "98.6°F"}},
	{"amount 0.0005 m3", []string{"0.5L", "0.5升"}},
	{"percent 95 % at_least 95..-", []string{"大于等于95%", "不低于95%", "大于或等于95%"}},
	{"percent 5 % at_most -..5", []string{"小于等于5%", "不超过5%"}},
	// Numbers and magnitudes
	{"amount 168000 1", []string{"16.8万户", "１６．８万户", "16.8 万 户", "十六点八万户", "168,000户", "168000户", "16万8000户"}},
	{"amount 34000 1", []string{"3万4000个", "3.4万个", "三万四千个", "3万4千个"}},
	{"amount 1470000000000 CNY", []string{"1.47万亿元", "14700亿元", "一万四千七百亿元", "1.47万亿元人民币", "人民币1.47万亿元"}},
	{"amount 10000000000 CNY", []string{"达百亿元", "100亿元", "一百亿元"}},
	{"amount 25 1", []string{"二十五", "25", "二十五个", "廿五个", "贰拾伍个"}},
	{"amount 12 1", []string{"一打", "12个", "十二个"}},
	{"amount 1.5 1", []string{"一个半", "1.5个", "一又二分之一", "一点五个"}},
	{"amount -3 1", []string{"负三", "负3", "-3"}},
	{"amount 3.14 1", []string{"三点一四", "3.14"}},
	{"amount 4.25 1", []string{"4 1/4", "4.25", "四又四分之一"}},
	{"amount 15000 1", []string{"1万5", "一万五", "1.5万", "15000个"}},
	{"amount -4.666666667 1", []string{"负四又三分之二"}},
	// Percent
	{"percent 5.2 %", []string{"5.2%", "５．２％", "百分之五点二", "百分之5.2", "52‰", "5.2 %"}},
	{"percent 0.3 %", []string{"3‰", "千分之三", "0.3%", "万分之三十"}},
	{"percent 30 %", []string{"三成", "3成", "百分之三十", "十分之三", "三折"}},
	{"percent 75 %", []string{"七五折", "7.5折", "七成五"}},
	{"percent 35 %", []string{"三成半", "三成五", "百分之三十五", "35%"}},
	{"percent 66.67 %", []string{"三分之二", "占2/3"}},
	{"percent 16.67 %", []string{"六分之一", "占1/6"}},
	{"percent 50 %", []string{"一半", "半数", "50%", "二分之一", "五成"}},
	{"percent 50 % over 50..-", []string{"过半", "超半数", "过半数", "超过半数", "超五成", "超过一半"}},
	{"percent 60 % at_least 60..-", []string{"六成以上", "6成以上", "60%以上", "百分之六十以上", "不低于60%", "不少于六成", "至少60%", "60%及以上"}},
	{"percent -6.8 %", []string{"百分之负六点八", "负6.8%", "-6.8%", "－6.8%", "增速为−6.8%"}},
	{"percent 3.2 %", []string{"3.2%"}},
	{"percent - % range 70..80", []string{"七八成", "七成至八成", "七至八成", "70%~80%", "70-80%", "百分之七十到百分之八十", "70%—80%", "70%－80%", "70%到80%之间"}},
	{"percent - % range -5..-3", []string{"-5%~-3%", "负5%至负3%", "-5%至-3%"}},
	// Points
	{"points 2.4 pp", []string{"2.4个百分点", "2.4百分点", "2.4 个百分点", "二点四个百分点", "240个基点"}},
	{"points 0.5 pp at_least 0.5..-", []string{"0.5个以上百分点", "0.5个百分点以上"}},
	// Multiples and doublings
	{"multiple 120 %", []string{"1.2倍", "一点二倍"}},
	{"multiple 200 % some 200..-", []string{"两倍多", "2倍多", "2倍有余"}},
	{"multiple 100 % nearly -..100", []string{"近一倍", "接近1倍", "将近一倍"}},
	{"doubling 100 %", []string{"翻番", "翻一番", "翻了一番", "倍增", "翻倍"}},
	{"doubling 300 %", []string{"翻两番", "翻了2番"}},
	// Ranks
	{"rank 2 rank", []string{"第2位", "第二位", "居第2", "位列第二", "全国第二", "升至第2名"}},
	{"rank 1 rank", []string{"首位", "榜首", "第一位", "居世界第一", "居首", "居全国之首", "位居新疆之首"}},
	// Bounds
	{"amount 50000 1 over 50000..-", []string{"超5万个", "超过5万个", "突破5万个", "逾5万个", "跨上5万个", "超过了5万个", "超过5万个以上", "超5 万个"}},
	{"amount 50000 1 nearly -..50000", []string{"近5万个", "接近5万个", "将近5万个"}},
	{"amount 50000 1 about -..-", []string{"约5万个", "大约5万个", "5万个左右", "5万个上下", "约5万个左右"}},
	{"amount 50000 1 at_least 50000..-", []string{"5万个以上", "不低于5万个", "不少于5万个", "至少5万个", "5万个及以上", "高于5万个以上"}},
	{"amount 50000 1 under -..50000", []string{"不足5万个", "低于5万个", "少于5万个", "不到5万个"}},
	{"amount 50000 1 at_most -..50000", []string{"5万个以内", "不超过5万个", "至多5万个", "控制在5万个以内", "5万个以下"}},
	{"amount 50000 1 some 50000..-", []string{"5万多个", "5万余个", "5万 余个", "五万多个", "5万多", "五万余"}},
	{"amount 1000 1 some 1000..-", []string{"千余家", "1000余家", "一千多家", "千余名"}},
	{"amount 10000 1 nearly -..10000", []string{"近万家", "近1万家", "接近万户"}},
	{"amount 10 1 some 10..-", []string{"10余个", "10多个", "十余个", "十多个"}},
	{"amount 30000000000000 CNY some 30000000000000..-", []string{"三十万多亿元", "30万多亿元", "30万亿多元"}},
	{"amount 100 1 over 100..-", []string{"上百家", "超百家", "过百家", "逾百个"}},
	{"amount 10000000000 1 over 10000000000..-", []string{"突破百亿", "过百亿", "超100亿"}},
	{"amount 1000000000000 CNY over 1000000000000..-", []string{"过万亿元", "突破万亿元", "跨上1万亿元台阶"}},
	// Ranges
	{"amount - 1 range 50000..60000", []string{"5至6万户", "5到6万户", "5万至6万户", "5万户—6万户", "5～6万户", "5-6万户", "五六万户", "50000~60000户", "5万到6万户"}},
	{"amount - CNY range 20000000..30000000", []string{"2000～3000万元", "2000万元至3000万元", "2000-3000万元", "两三千万元"}},
	{"amount - 1 range 500..10000", []string{"500至1万户", "500户—1万户"}},
	{"duration - a range 3..5", []string{"3-5年", "3至5年", "三到五年", "三五年"}},
	// Units
	{"amount 38000000 t", []string{"760亿斤", "380亿公斤", "3800万吨"}},
	{"amount 348.8 mu", []string{"348.8亩"}},
	{"amount 15 mu", []string{"1公顷", "15亩"}},
	{"amount 230 m2", []string{"两百三十平方米", "230平方米", "230㎡", "230m2"}},
	{"amount 1.2 km", []string{"1.2公里", "1200米", "1.2km", "1.2千米"}},
	{"amount 0.5 km", []string{"一里", "500米"}},
	{"amount 30000000000 kWh", []string{"300亿千瓦时", "300亿度", "三百亿千瓦时", "300亿kWh"}},
	{"amount 164000000 kW", []string{"1.64亿千瓦", "16.4万兆瓦", "164GW"}},
	{"amount 4300000 tce", []string{"430万吨标准煤", "430万tce"}},
	{"amount 24.01 GB", []string{"24.01GB/户·月", "24.01GB", "24.01G流量"}},
	{"amount 181200000000 GB", []string{"1812亿GB", "181.2EB", "181200PB"}},
	{"amount 100 MB/s", []string{"100MB/s"}},
	{"amount 1000 Mbps", []string{"1000Mbps", "1Gbps", "1000兆", "1000M宽带"}},
	{"amount 50 EFLOPS", []string{"5万P", "50EFLOPS", "50000PFLOPS", "50百亿亿次浮点运算/秒", "50百亿亿次/秒", "每秒50百亿亿次运算", "每秒50百亿亿次浮点运算"}},
	{"amount 28.5 ug/m3", []string{"28.5微克每立方米", "28.5微克/立方米", "每立方米28.5微克", "28.5μg/m3", "28.5μg/m³"}},
	{"amount 78.8 a", []string{"78.8岁", "七十八点八岁"}},
	{"amount 9.3 1", []string{"9.3件/万人", "9.3件"}},
	{"amount 65 °C", []string{"六十五摄氏度", "65℃", "65摄氏度"}},
	{"amount -10 °C", []string{"零下10摄氏度", "-10℃", "零下十摄氏度"}},
	{"amount 80 km/h", []string{"80公里/小时", "80km/h"}},
	{"amount 5000000000 USD", []string{"50亿美元", "五十亿美元"}},
	{"amount - USD range 500..600", []string{"五到六百美元", "500至600美元", "5到6百美元", "五六百美元"}},
	{"amount - 1 range 5000000..6000000", []string{"五到六百万户", "500~600万户"}},
	{"amount 5000 HKD", []string{"港币五千", "5000港元", "HK$5000", "HKD5000"}},
	{"duration 15 min", []string{"一刻钟", "15分钟"}},
	{"amount 20 USD", []string{"US$20", "$20", "20美元"}},
	{"amount 5.6 CNY", []string{"五块六", "5.6元", "5块6毛", "5元6角", "五块六毛钱"}},
	{"amount 1.25 CNY", []string{"一块二毛五", "1.25元", "1元2角5分", "一块二毛五分钱"}},
	{"amount 20.06 CNY", []string{"二十元零六分", "20.06元"}},
	{"amount 0.5 CNY", []string{"五毛", "5角", "0.5元", "五毛钱", "50分钱"}},
	{"amount 1500 1", []string{"1.5k", "1500", "一千五"}},
	{"amount 22000 CNY", []string{"两万两千块", "22000元", "两万二千元", "2.2万元"}},
	{"amount 1230 CNY", []string{"壹仟贰佰叁拾元", "1,230元", "壹仟贰佰叁拾圆"}},
	{"duration 1.5 h", []string{"1.5小时", "一个半小时", "1小时30分钟", "1个半小时"}},
	{"duration 0.5 a", []string{"半年", "0.5年"}},
	{"duration 3 a", []string{"3年", "三年", "近3年"}},
}

func TestWordings(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range wordings {
		for _, w := range c.words {
			got := states(r, w, true)
			if len(got) != 1 || !strings.HasSuffix(got[0], "="+c.state) {
				t.Errorf("%s: %v, want %s", w, got, c.state)
			}
		}
	}
}

// Wordings that hold a number or look like it and state no quantity.
var noQuantities = []string{
	"5G", "4G网络", "6G研发", "5G-A", "5G+工业互联网", "10G PON", "10G-PON", "100G", "400G/OTN", "IPv6", "IPv4地址", "4K超高清", "8K",
	"1﹢3﹢9", "1+3+9", "2+4+31+X+O", "“十四五”", "十四五时期", "十四五规划", "工业4.0", "3.0版", "Web3.0", "PM2.5", "PM10", "CO2", "100周年",
	"第二产业", "二产", "一产", "三产", "A320", "C919", "“863”", "985/211", "12345热线", "12306平台", "110报警", "G7", "二十国集团", "一带一路",
	"三大运营商", "三家基础电信企业", "十大", "两化融合", "三农", "一体化", "一批项目", "一系列", "一定", "统一", "第一产业", "唯一", "万维网",
	"千兆光网", "百兆", "万兆", "百强县", "千家万户", "四好农村路", "双千兆", "一网通办", "三年行动", "“断卡2.0”", "2021年5月1日", "2021-05-01",
	"国发〔2021〕5号", "GB/T 2260", "1. 加快建设", "（一）总体要求", "一、总体要求", "1）范围", "（1）范围", "①范围", "0851-8888888", "13800138000",
	"https://example.cn/2021/t5.html", "V1.2.3", "09:52:31", "3:2", "三明", "四川", "九江", "百姓", "千方百计", "万众一心", "万一", "一些", "一起",
	"亿万人民", "人数千方", "成千上万", "数以万计", "几个", "对折页", "半成品", "985高校", "211工程", "3比2", "邮编100031", "(0571)87654321", "Wi-Fi 7", "GB 50016—2014", "十里八乡", "二十四节气", "4.5星级", "大陆百强", "5e3", "5日", "第十四届", "第三条", "第2期", "第29次", "第一季度", "第一批", "5/6", "24/7", "2025年", "二〇二五年",
	"90年代", "21世纪", "1—5月", "1-7月份", "2021-2025年", "单位：万元", "（亿元）", "千亿级产业", "每百万人口", "放在首位", "首位度",
	"“三个一批”", "四、董事会", "万家灯火", "走进千家", "倍增计划", "零售", "半导体", "前三位", "30万吨级", "2021款", "108国道", "四次会议", "进一步", "每5家", "每10万人", "实施千亿斤粮食产能提升行动", "上半年", "统一项目", "“三个平台”", "2.5:1", "附件1", "见图3", "5.5G", "5.5G网络", "HK2013", "4K", "16K",
}

func TestNothing(t *testing.T) {
	r := standardRecognizer(t)
	for _, w := range noQuantities {
		if got := states(r, w, false); len(got) > 0 {
			t.Errorf("%s: %v, want nothing", w, got)
		}
	}
}

func TestShareOf(t *testing.T) {
	r := standardRecognizer(t)
	if got := states(r, "近三年有1/2的企业、5/6号楼", true); len(got) < 2 || got[1] != "1/2=percent 50 %" {
		t.Errorf("%v", got)
	}
}

func TestPer(t *testing.T) {
	r := standardRecognizer(t)
	for text, want := range map[string]string{
		"120元/吨": "吨", "350人/平方公里": "平方公里", "0.5吨标准煤/万元": "万元", "300克标准煤每千瓦时": "千瓦时", "13GB/户·月": "户·月",
		"28微克/立方米": "", "120元": "", "80元每年": "", "16.9/10万": "10万", "5.3/万": "万", "100MB/s": "",
	} {
		ms := r.Find(nil, fold.New(text, 0), nil)
		if len(ms) != 1 || ms[0].Per != want {
			t.Errorf("%s: %+v, want one amount per %q", text, ms, want)
		}
	}
}
