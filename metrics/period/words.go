package period

import "zhibiao/metrics/lexicon"

// kind is what a word of time means.
type kind uint8

const (
	relYear kind = iota // arg: years from the document's
	relMonth
	relQuarter
	relWeek
	relDay
	half     // arg: 1 or 2
	quarter  // arg: 1
	allYear  // 全年
	yearEnd  // 年底
	yearOpen // 年初
	inYear   // 年内
	now
	until     // arg 1: says so by itself (截至); 0: needs a time after it (到)
	from      // 从
	than      // arg 1: needs 相比 after the time (与…相比)
	basis     // a comparison complete in itself
	pastYears // 过去(五年)
	nextYears // 今后(五年)
	inARow    // 连续(两年)
	era       // arg: the year in which it began
	bothYears // 今明两年; arg: the first from the document's
	aged      // 上世纪, which age reads
	restDays  // a holiday, which holiday reads
)

type word struct {
	kind kind
	arg  int
}

// lastFull as arg of relMonth is the last month that was over (当月 in a monthly release).
const lastFull = -100

var vocabulary = []struct {
	words []string
	word
}{
	{[]string{"今年", "本年", "今年度", "本年度"}, word{relYear, 0}},
	{[]string{"去年", "上年", "上一年", "去年度", "上年度", "上一年度"}, word{relYear, -1}},
	{[]string{"前年"}, word{relYear, -2}},
	{[]string{"大前年"}, word{relYear, -3}},
	{[]string{"明年", "来年", "下年", "明年度", "下一年", "下年度", "下一年度"}, word{relYear, 1}},
	{[]string{"后年"}, word{relYear, 2}},
	{[]string{"本月", "这个月", "本月份"}, word{relMonth, 0}},
	{[]string{"上月", "上个月", "上月份", "上一月", "上一个月"}, word{relMonth, -1}},
	{[]string{"上上月", "上上个月"}, word{relMonth, -2}},
	{[]string{"上上周", "上上个星期", "上上星期"}, word{relWeek, -2}},
	{[]string{"下月", "下个月", "下月份", "下一个月"}, word{relMonth, 1}},
	{[]string{"当月"}, word{relMonth, lastFull}},
	{[]string{"本季度", "这个季度", "本季", "当季度", "当季"}, word{relQuarter, 0}},
	{[]string{"上季度", "上个季度", "上一季度", "上季"}, word{relQuarter, -1}},
	{[]string{"下季度", "下个季度", "下一季度"}, word{relQuarter, 1}},
	{[]string{"本周", "这周", "本星期", "这个星期", "这星期", "这个礼拜", "这礼拜"}, word{relWeek, 0}},
	{[]string{"上周", "上星期", "上个星期", "上个礼拜", "上礼拜"}, word{relWeek, -1}},
	{[]string{"下周", "下星期", "下个星期", "下个礼拜", "下礼拜"}, word{relWeek, 1}},
	{[]string{"今天", "今日", "日前"}, word{relDay, 0}},
	{[]string{"昨天", "昨日"}, word{relDay, -1}},
	{[]string{"前天"}, word{relDay, -2}},
	{[]string{"明天", "明日"}, word{relDay, 1}},
	{[]string{"后天"}, word{relDay, 2}},
	{[]string{"上半年"}, word{half, 1}},
	{[]string{"下半年"}, word{half, 2}},
	{[]string{"首季度", "首季"}, word{quarter, 1}},
	{[]string{"全年"}, word{allYear, 0}},
	{[]string{"年底", "年末", "岁末"}, word{yearEnd, 0}},
	{[]string{"年初"}, word{yearOpen, 0}},
	{[]string{"年内"}, word{inYear, 0}},
	{[]string{"目前", "截至目前", "截止目前", "截止到目前", "截至到目前", "到目前为止", "到目前", "截至目前为止",
		"截止目前为止", "迄今为止", "迄今", "至今", "当前", "眼下", "如今", "现在", "截至现在", "到现在", "现阶段",
		"截至发稿", "截至发稿时", "截至记者发稿", "截至记者发稿时"}, word{now, 0}},
	{[]string{"截至", "截止", "截至到", "截止到", "截止至"}, word{until, 1}},
	{[]string{"到", "至"}, word{until, 0}},
	{[]string{"从", "自"}, word{from, 0}},
	{[]string{"比", "较", "相比", "相比于", "相较", "相较于", "对比", "较之", "比起"}, word{than, 0}},
	{[]string{"与", "同", "和", "跟"}, word{than, 1}},
	{[]string{"过去", "过去的", "近", "最近", "这", "刚刚过去的"}, word{pastYears, 0}},
	{[]string{"今后", "未来", "未来的"}, word{nextYears, 0}},
	{[]string{"连续"}, word{inARow, 0}},
	{[]string{"党的十八大以来", "十八大以来"}, word{era, 2012}},
	{[]string{"党的十九大以来", "十九大以来"}, word{era, 2017}},
	{[]string{"党的二十大以来", "二十大以来"}, word{era, 2022}},
	{[]string{"改革开放以来"}, word{era, 1978}},
	{[]string{"新中国成立以来", "建国以来"}, word{era, 1949}},
	{[]string{"今明两年"}, word{bothYears, 0}},
	{[]string{"明后两年", "明后年"}, word{bothYears, 1}},
	{[]string{"上世纪", "上个世纪", "本世纪", "新世纪"}, word{aged, 0}},
	{[]string{"春节"}, word{restDays, springFestival}},
	{[]string{"清明"}, word{restDays, qingming}},
	{[]string{"五一", "劳动节"}, word{restDays, labourDay}},
	{[]string{"端午"}, word{restDays, dragonBoat}},
	{[]string{"中秋"}, word{restDays, midAutumn}},
	{[]string{"国庆"}, word{restDays, nationalDay}},
	{[]string{"元旦"}, word{restDays, newYear}},
	{[]string{"同比"}, word{basis, 0}},
	{[]string{"环比"}, word{basis, 1}},
	{[]string{"年均", "年平均", "平均每年", "每年平均", "年复合", "年均复合", "复合年均"}, word{basis, 2}},
}

var bases = [...]string{"yoy", "mom", "annual_average"}

// Recognizer finds mentions of time. It is immutable and safe for many goroutines.
type Recognizer struct {
	trie *lexicon.Trie
	// start tells for each rune whether a mention can begin there.
	start []opens
	days  *lexicon.Trie // of festivals
	dated []bool        // where Calendar looks
}

// opens says what can begin at a rune.
type opens uint8

const (
	nothing opens = iota
	// wordOnly: a word of time, and nothing unless the whole word stands there.
	wordOnly
	numeral
	quote
	title
	part
	other
)

// New builds a Recognizer. It takes well under a millisecond.
func New() *Recognizer {
	var b lexicon.Builder
	for i, v := range vocabulary {
		for _, w := range v.words {
			b.Add(w, int32(i))
		}
	}
	rec := &Recognizer{trie: b.Build(), start: make([]opens, 0x10000), days: festivalTrie()}
	rec.dated = calendarStarts(rec.days)
	for r := range rec.start {
		switch {
		case isNumeral(rune(r)), isDigit(rune(r)):
			rec.start[r] = numeral
		case rec.trie.Starts(rune(r)):
			rec.start[r] = wordOnly
		}
	}
	for what, runes := range map[opens]string{other: "第前头", quote: "\"'", part: "qhf", title: "《》"} {
		for _, r := range runes {
			rec.start[r] = what
		}
	}
	return rec
}

// word returns the longest word of time at i and its length, 0 when there is none.
func (s *scanner) word(i int) (word, int) {
	id, n := s.trie.Longest(s.r, i)
	if n == 0 {
		return word{}, 0
	}
	return vocabulary[id].word, n
}
