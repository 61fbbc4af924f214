package place

import (
	"slices"
	"unicode/utf8"

	"zhibiao/metrics/lexicon"
)

// markBenchmarks sets Benchmark where a region is only the yardstick of a value: 高于全国平均, 位居世界第2,
// 全国首个, 占全国的5%. The words right before or behind decide; in a list (居全国、全省前列) they reach all.
func (r *Recognizer) markBenchmarks(ms []Mention, line []rune) {
	for i := range ms {
		m := &ms[i]
		if m.Kind == Issuer {
			continue
		}
		m.Benchmark = yardstickBefore(line, m.Start) || m.whole(line) && yardstickAfter(line, m.End) || startsWith(meanAfter, line, m.End)
		if !m.Benchmark && i > 0 && ms[i-1].Benchmark && listed(line[ms[i-1].End:m.Start]) {
			m.Benchmark = true
		}
	}
	for i := len(ms) - 2; i >= 0; i-- { // 全国、全省平均水平
		if ms[i+1].Benchmark && ms[i].Kind != Issuer && listed(line[ms[i].End:ms[i+1].Start]) && !yardstickBefore(line, ms[i+1].Start) {
			ms[i].Benchmark = true
		}
	}
}

// whole reports whether the words behind the region can make it a yardstick: it is the whole of which
// something is the first or the 5th. 我国 and named places are rather what is ranked (我国居世界第2).
func (m *Mention) whole(line []rune) bool {
	switch {
	case m.Kind == Own, m.Level == Aggregate, m.Level == World, m.Kind == Uncoded:
		return true
	case m.Level == Country:
		return line[m.Start] == '全'
	}
	return false
}

func startsWith(t *lexicon.Trie, line []rune, i int) bool {
	_, n := t.Longest(line, i)
	return n > 0
}

func listed(between []rune) bool {
	return len(between) == 1 && (between[0] == '、' || between[0] == '和' || between[0] == '及' || between[0] == '与' || between[0] == '或')
}

var (
	beforeYardstick = reversed("高于", "低于", "快于", "慢于", "优于", "好于", "大于", "小于", "多于", "少于", "高出", "低出", "快出", "高过",
		"比", "均比", "较", "居", "位居", "稳居", "跃居", "列", "位列", "排", "排名", "排在", "名列", "跻身", "占", "占到", "约占", "占同期", "占当年", "占上年", "占比", "相当于",
		"领先", "领先于", "领跑", "不及", "跑赢", "赶超", "接近", "达到", "是", "为", "升至", "跃升至", "上升至", "提升至", "前移至", "进入", "处于",
		"进位至", "保持", "继续保持", "继续位居", "持续位居", "成为", "入选", "入围", "获评", "荣获", "上榜", "荣登", "超", "超过", "远超", "超出", "由", "列入", "纳入")
	// weakBefore need a word behind as well: 达到全国平均水平, 进入全国前列.
	weakBefore = reversed("达到", "是", "为", "升至", "跃升至", "上升至", "提升至", "前移至", "进入", "处于", "进位至", "保持", "继续保持", "成为",
		"超", "超过", "接近", "由", "列入", "纳入")
	notBefore = reversed("比较", "占比", "对比", "相比", "同比", "环比", "系列", "并列", "定居", "安居", "移居", "民居", "聚居", "新居", "旅居", "隐居", "人居",
		"安排", "减排", "排列", "编排", "陈列", "一系列", "班列", "行列", "序列", "下列", "占", "侵占", "抢占", "性价比", "总比", "好比", "无比", "正比")
	meanAfter      = words("平均水平", "平均值", "平均线", "平均数", "均值", "均线")
	afterYardstick = words("水平", "前列", "前茅", "首位", "首个", "首家", "首批", "首例", "首创", "首条", "首座",
		"第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十", "领先", "率先", "唯一", "最", "之首", "之最", "之冠", "占比",
		"比重", "的比重", "份额", "总量的", "总数的", "总额的", "倒数", "百强", "十强", "十佳", "千强", "500强", "50强", "100强", "百佳", "文明", "重点", "示范", "试点", "优秀", "先进", "一流", "排名",
		"排位", "位次", "位居", "各省", "同类", "同行业", "同等", "劳动模范", "劳模", "五一", "三八", "冠军", "纪录", "名列", "居第", "居首", "最高", "最大",
		"最低", "最快", "最多", "最早", "最优", "独一无二", "瞩目", "闻名", "知名", "著名", "领跑", "上游", "中游", "下游", "末位", "高度评价", "主要经济体", "经济增长的贡献", "经济增长贡献", "经济的比重", "城市首位", "城市第", "推广", "标杆", "样板", "典型", "看齐", "总体水平", "城市中", "城市的", "同类城市", "地级市", "省会城市", "各地市", "大中城市", "主要城市", "十大", "五大", "四大", "三大", "之一", "前三", "前两", "前十", "前五", "前二", "前四", "前六", "前七", "前八", "前九", "前二十", "靠前", "居前", "前位", "前沿")
	// plainAfter start like a yardstick and are none: 全国第一产业, 全国前三季度.
	plainAfter = words("第一产业", "第二产业", "第三产业", "第一季度", "第二季度", "第三季度", "第四季度", "第七次", "第六次", "第五次", "第四次", "第三次", "第二次", "第一次",
		"第一批", "第二批", "第三批", "第一轮", "第二轮", "第三轮", "第十四", "第十三", "首月", "前三季", "前两月", "前两个月", "前二月", "前三个", "前三月", "前五个", "前五月", "前四个", "前四月", "前六个", "前七个", "前八个", "前九个", "前十个", "前十一", "前七月", "前八月", "前九月", "前十月",
		"增速达", "增速为", "三大产业", "最终", "最低生活", "最低工资", "首发", "首付", "五一假期", "五大发展", "水平衡", "标准化", "水平方", "重点城市", "重点工程", "重点项目", "重点产业", "重点领域", "重点企业", "重点行业")
)

func yardstickBefore(line []rune, i int) bool {
	if i > 0 && line[i-1] == '在' { // 位居在全国
		i--
	}
	n := longestBefore(beforeYardstick, line, i)
	if n == 0 {
		return false
	}
	if longestBefore(notBefore, line, i) > n {
		return false
	}
	return longestBefore(weakBefore, line, i) < n
}

func yardstickAfter(line []rune, i int) bool {
	if i < len(line) && line[i] == '的' {
		if share(line, i+1) {
			return true
		}
		i++
	}
	if i < len(line) && (line[i] == '第' || line[i] == '前') && i+1 < len(line) && isDigit(line[i+1]) {
		return rank(line, i+1)
	}
	if i < len(line) && slices.Contains([]rune("仍均都已"), line[i]) { // 在全国仍位居第二
		i++
	}
	_, n := afterYardstick.Longest(line, i)
	_, p := plainAfter.Longest(line, i)
	return n > p
}

// rank reports whether the digits at i count places: 第3位, 前10名, but not 第7次 or 前5个月.
func rank(line []rune, i int) bool {
	for i < len(line) && isDigit(line[i]) {
		i++
	}
	if i == len(line) || !isHan(line[i]) {
		return true
	}
	return slices.Contains([]rune("位名强席大"), line[i])
}

// share reports whether the number at i is a part or a multiple of the region's own: 全国的1.5倍.
func share(line []rune, i int) bool {
	j := i
	for j < len(line) && (isDigit(line[j]) || line[j] == '.') {
		j++
	}
	if j == i {
		switch {
		case i+3 < len(line) && line[i+1] == '分' && line[i+2] == '之', i+1 < len(line) && line[i] == '一' && line[i+1] == '半',
			i+2 < len(line) && line[i] == '百' && line[i+1] == '分' && line[i+2] == '之':
			return true
		}
		return false
	}
	return j < len(line) && slices.Contains([]rune("%倍成/"), line[j])
}

func words(ws ...string) *lexicon.Trie {
	var b lexicon.Builder
	for _, w := range ws {
		b.Add(w, 0)
	}
	return b.Build()
}

// reversed builds a set of words that are matched backwards from a place.
func reversed(ws ...string) map[string]bool {
	m := make(map[string]bool, len(ws))
	for _, w := range ws {
		m[w] = true
	}
	return m
}

// longestBefore is the length of the longest word of m that ends at i.
func longestBefore(m map[string]bool, line []rune, i int) int {
	var buf [16]byte
	for n := min(4, i); n > 0; n-- {
		b := buf[:0]
		for _, c := range line[i-n : i] {
			b = utf8.AppendRune(b, c)
		}
		if m[string(b)] {
			return n
		}
	}
	return 0
}
