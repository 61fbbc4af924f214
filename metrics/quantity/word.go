package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
	"zhibiao/pipeline"
)

// word reads quantities that are words: 翻一番, 倍增, 首位, 榜首, 过半, 半数, 半年.
func (s *scan) word(i int) int {
	switch s.at(i) {
	case '翻':
		return s.doubling(i)
	case '倍':
		if s.has(i, "倍增") && !s.starts(i-1) && !s.plan(i+2) {
			return s.say(Doubling, i, i+2, apd.New(100, 0), pipeline.Exact, i)
		}
	case '首':
		if s.has(i, "首位") && s.at(i+2) != '度' && !s.putFirst(i) && (!isHan(s.at(i+2)) || s.ranks(i)) {
			return s.rank(i, i+2, i, apd.New(1, 0))
		}
		if p := s.prev(i); (p == '居' || p == '之' && (s.ranks(i-1) || s.placed(i-1))) && !isHan(s.at(i+1)) && !isLetter(s.at(i+1)) {
			return s.rank(i, i+1, i, apd.New(1, 0)) // 居首, 居全国之首
		}
	case '榜':
		if s.has(i, "榜首") {
			return s.rank(i, i+2, i, apd.New(1, 0))
		}
	case '过':
		if s.at(i+1) == '半' {
			return s.majority(i)
		}
	case '半':
		return s.halves(i)
	case '对':
		if s.has(i, "对折") && s.prev(i) == '打' {
			return s.say(Percent, i, i+2, apd.New(50, 0), pipeline.Exact, i)
		}
	case '几', '数':
		return s.several(i)
	}
	return i + 1
}

// several reads 几百万, 数十家, 数千亿元: from one to ten of the magnitude. What is so vague states no value, but bounds.
func (s *scan) several(i int) int {
	if s.at(i) == '数' && endsIn数(s.prev(i)) || s.prev(i) == '十' || s.prev(i) == '零' {
		return i + 1
	}
	o := operand{start: i, rawStep: -1}
	k, exp := i+1, int32(0)
	for e := numeral.Magnitude(s.at(k)); e > 0 && exp < 16; e = numeral.Magnitude(s.at(k)) {
		if e == 3 && (s.at(k+1) == '瓦' || s.at(k+1) == '米' || s.at(k+1) == '克') {
			break
		}
		exp += e
		k++
	}
	if k == i+1 || numeral.Digit(s.at(k)) >= 0 || s.at(k) == '几' || s.at(k) == '分' && s.at(k+1) == '之' {
		return k
	}
	mag := k
	for mag > i+1 && numeral.Magnitude(s.at(mag-1)) >= 4 {
		mag--
	}
	o.num = numeral.Number{Start: i, End: k, Mag: mag, Arabic: true}
	if o.end, o.magAt, o.unitAt, o.unitEnd = k, mag, k, k; mag < k {
		o.num.MagExp = 4
	}
	o.raw.SetFinite(1, exp)
	plain(&o.raw)
	s.measured(&o, s.inner(&o))
	if o.name {
		return s.name(i, o.end)
	}
	o.some = false
	o.settle()
	m := s.mention(&o)
	high := new(apd.Decimal)
	context.Mul(high, &o.raw, ten)
	m.Low, m.High, m.Value = m.Value, new(apd.Decimal), nil
	o.scale(m.High, high)
	m.Step, m.Vague, m.Qualifier = nil, true, pipeline.Range
	s.emit(m, nil)
	return m.End
}

// endsIn数 tells the words that 数 ends: 人数, 总数, 指数.
func endsIn数(r rune) bool {
	switch r {
	case '人', '户', '总', '指', '次', '倍', '系', '多', '少', '件', '参', '基', '个', '函', '单', '双', '奇', '负', '正', '整', '小', '分', '位', '字', '读', '如', '算',
		'因', '套', '岁', '天', '年', '月', '日', '页', '例', '台', '量', '度', '代', '级', '项', '场', '点', '票', '股', '无', '半', '复', '辆', '家', '端', '站', '名', '额', '招':
		return true
	}
	return false
}

// say emits a quantity that is a word.
func (s *scan) say(k Kind, i, end int, v *apd.Decimal, q pipeline.Qualifier, from int) int {
	m := Mention{Start: i, End: end, From: from, To: end, Kind: k, Value: v, Unit: "%", Dimension: "ratio"}
	if k == Percent || k == Doubling {
		if b, to := s.boundAfter(end); b.qualifier != "" {
			m.To = to
			if q == pipeline.Exact {
				q = b.qualifier
			}
		}
	}
	qualify(&m, q)
	s.emit(m, nil)
	return m.To
}

// doubling reads 翻番, 翻一番, 翻了两番, 翻倍: the growth in percent is (2^n-1)×100.
func (s *scan) doubling(i int) int {
	j := i + 1
	if s.at(j) == '了' {
		j++
	}
	times := int64(1)
	if n, ok := s.number(j); ok {
		if n.Value.Exponent != 0 || !n.Value.Coeff.IsInt64() || n.Value.Coeff.Int64() < 1 || n.Value.Coeff.Int64() > 20 {
			return i + 1
		}
		times = n.Value.Coeff.Int64()
		j = n.End
	} else if s.at(j) == '倍' && j == i+1 {
		return s.say(Doubling, i, j+1, apd.New(100, 0), pipeline.Exact, i)
	}
	if c := s.at(j); c != '番' && !(c == '翻' && j > i+1) {
		return i + 1
	}
	b, from := s.boundBefore(i)
	q := pipeline.Exact
	if b.qualifier != "" && !b.bare {
		q = b.qualifier
	} else {
		from = i
	}
	return s.say(Doubling, i, j+1, apd.New((1<<times-1)*100, 0), q, from)
}

// plan reports whether 倍增 names a plan: 倍增计划, 倍增行动.
func (s *scan) plan(i int) bool {
	for _, w := range [...]string{"计划", "行动", "工程", "战略", "方案", "效应", "器"} {
		if s.has(i, w) {
			return true
		}
	}
	return false
}

// majority reads 过半 and 超过半数: over 50%.
func (s *scan) majority(i int) int {
	switch s.at(i + 2) {
	case '百', '年', '小', '个', '天', '月', '径', '导':
		return i + 1
	}
	end := i + 2
	if s.at(end) == '数' {
		end++
	}
	from := i
	if p := s.prev(i); p == '超' || p == '已' || p == '均' {
		if p == '超' && i-1 >= s.floor {
			from = i - 1
		}
	} else if p == '经' || p == '通' || p == '不' || p == '度' {
		return i + 1
	}
	return s.say(Percent, from, end, apd.New(50, 0), pipeline.Over, from)
}

// halves reads 半数, 超半数, 近半, 超半, and 半年, 半天, 半小时.
func (s *scan) halves(i int) int {
	if s.at(i+1) == '数' {
		return s.half50(i, i+2)
	}
	if c := s.at(i + 2); s.at(i+1) == '成' && c != '品' && c != '功' && !isHan(s.prev(i)) { // 半成
		return s.say(Percent, i, i+2, apd.New(5, 0), pipeline.Exact, i)
	}
	pre, from := s.boundBefore(i)
	if p := s.prev(i); p == '上' || p == '下' || p == '前' || p == '后' || p == '大' || p == '一' || p == '多' || p == '对' || p == '夜' {
		return i + 1
	}
	u, n := s.r.units.At(s.line, i+1)
	if s.has(i+1, "个") {
		if v, k := s.r.units.At(s.line, i+2); v != nil && v.Use == unit.Clock {
			u, n = v, k+1
		} else if s.at(i+2) == '月' {
			u, n = s.r.units.At(s.line, i+1)
		}
	}
	if u == nil || u.Use == unit.Stop {
		if pre.qualifier != "" && !pre.bare && !isHan(s.at(i+1)) {
			return s.say(Percent, i, i+1, apd.New(50, 0), pre.qualifier, from)
		}
		return i + 1
	}
	if u.Use != unit.Clock && u.Dimension != "mass" && u.Canonical != "mu" && (u.Dimension != "volume" || n < 2) {
		return i + 1
	}
	o := operand{start: i, end: i + 1 + n, unit: u, unitAt: i + 1, unitEnd: i + 1 + n, magAt: i + 1, rawStep: -1}
	if u.Use == unit.Clock {
		o.kind = Duration
	}
	o.num = numeral.Number{Start: i, End: i + 1, Arabic: true}
	o.raw.SetFinite(5, -1)
	o.settle()
	o.step = nil
	return s.single(&o)
}

// half50 emits 半数 or 一半 at i..end with the word of bound before it.
func (s *scan) half50(i, end int) int {
	pre, from := s.boundBefore(i)
	q := pre.qualifier
	if q == "" {
		q, from = pipeline.Exact, i
	}
	return s.say(Percent, i, end, apd.New(50, 0), q, from)
}
