package quantity

import "github.com/cockroachdb/apd/v3"

// nameAfter looks at what follows a bare number: 号, 版, 届, 周年, 强 and the like make it a name.
func (s *scan) nameAfter(o *operand) bool {
	p := o.num.End
	if o.some {
		return false
	}
	if q := s.skip(p); q > p && dated(s.at(q)) {
		p = q // 8 月 19 日
	}
	c := s.at(p)
	switch c {
	case '号', '版', '届', '强', '级', '路', '线', '后', '式', '型', '排', '楼', '室':
		if c == '后' && (o.num.Digits != 2 || o.num.Point) {
			return false
		}
		o.end = p + 1
		return true
	case '年':
		if o.num.String || o.num.Digits == 4 && o.num.MagExp == 0 && yearLike(&o.num.Value) {
			o.end = p + 1
			return true
		}
	case '国':
		if s.has(p, "国集团") {
			o.end = p + 3
			return true
		}
	case '分':
		if n := len(s.out); n > s.first && s.out[n-1].Name && s.out[n-1].End == o.num.Start {
			o.end = p + 1
			return true
		}
	case '大':
		if o.num.MagExp == 0 && !o.num.Point {
			o.end = p + 1
			return true
		}
	case '代', '期', '月', '日', '时', '点', '院':
		if o.num.MagExp == 0 && !o.num.Point {
			o.end = p + 1
			return true
		}
	}
	if s.has(p, "世纪") || s.has(p, "国道") || s.has(p, "省道") || s.has(p, "周年") || s.has(p, "年代") || s.has(p, "季度") || s.has(p, "年级") {
		o.end = p + 2
		return true
	}
	if s.has(p, "星级") {
		o.end = p + 2
		return true
	}
	if (s.has(p, "高校") || s.has(p, "院校") || s.has(p, "工程")) && (o.num.Value.Cmp(project985) == 0 || o.num.Value.Cmp(project211) == 0) {
		o.end = p
		return true
	}
	switch p := s.prev(o.num.Start); {
	case p == '"' && c == '"':
		return true
	case p == '图' || p == '表' || p == '件' && s.prev(o.num.Start-1) == '附':
		return o.num.Digits > 0 && o.num.Digits < 3 && !o.num.Point && o.num.MagExp == 0 // 图3, 附件1
	}
	return s.telephone(o, p)
}

// lasts tells days that pass from the day of a month: 90日, 两日, 15日内.
func (s *scan) lasts(o *operand, q int) bool {
	if s.at(q) != '日' || o.num.MagExp > 0 || o.num.Point || o.num.String {
		return false
	}
	switch s.at(q + 1) {
	case '内':
		return true
	case '均', '产', '报', '本', '元', '处', '电', '供':
		return false
	}
	if s.has(q+1, "以内") || s.at(o.num.Start) == '两' && o.num.End == o.num.Start+1 {
		return true
	}
	return o.num.Value.Cmp(longestMonth) > 0
}

// 985 and 211 are the names of projects of higher education.
var project985, project211 = apd.New(985, 0), apd.New(211, 0)

var longestMonth = apd.New(31, 0)

// telephone tells numbers that are called: 12345热线, 12306平台, eleven digits of a mobile telephone, and what has more digits
// than any amount is written with.
func (s *scan) telephone(o *operand, p int) bool {
	if !o.num.Arabic || o.num.Point || o.num.MagExp > 0 {
		return false
	}
	n := o.num.Digits
	if n >= 5 && s.called(o.num.Start) {
		return true
	}
	if n == 11 && s.line[o.num.Start] == '1' || n > 12 {
		return true
	}
	if n < 3 || n > 6 {
		return false
	}
	for _, w := range [...]string{"热线", "专线", "报警", "举报", "急救", "短号", "电话", "服务热线", "政务服务", "政务热线", "便民", "市民热线", "市民服务"} {
		if s.has(p, w) {
			return true
		}
	}
	return n >= 5 && s.has(p, "平台")
}

// called reports whether what stands before i is dialled or written on a letter: 邮编100031, (0571)87654321.
func (s *scan) called(i int) bool {
	if n := len(s.out); n > s.first && s.prev(i) == ')' && s.out[n-1].Name && s.out[n-1].End == i-1 {
		return s.line[s.out[n-1].Start] == '0'
	}
	if i > 0 && (s.prev(i) == ':' || s.prev(i) == ' ') {
		i--
	}
	if i < 2 {
		return false
	}
	switch string(s.all[i-2 : i]) {
	case "邮编", "编码", "电话", "传真", "热线", "手机":
		return true
	}
	return false
}

// calendar tells a date from a length of time: 2021年, 5月, 15日, 9时.
func (s *scan) calendar(o *operand, q, n int) bool {
	if s.at(q) == '周' && s.at(q+1) == '年' {
		o.end = q + 2
		return true
	}
	if s.at(q) != '年' || n != 1 {
		return false
	}
	if c := s.at(q + 1); c == '代' && s.at(q+2) != '理' {
		o.end = q + 2
		return true
	}
	return o.num.String || !o.some && o.num.Arabic && !o.num.Point && o.num.MagExp == 0 && o.num.Digits == 4 && yearLike(&o.num.Value)
}

// ordinalUnit reports whether what follows a unit makes number and unit a name: 30万吨级, 四次会议.
func (s *scan) ordinalUnit(o *operand, end int) bool {
	switch {
	case s.at(end) == '级' && s.at(end+1) != '别': // 30万吨级, 35千伏级
		return true
	case s.at(end-1) == '款' || s.at(end-1) == '级':
		return o.num.Digits == 4 && o.num.MagExp == 0 && yearLike(&o.num.Value) // 2021款
	case s.at(end-1) == '次':
		return !o.num.Arabic && (s.has(end, "会议") || s.has(end, "全会") || s.has(end, "全体") || s.has(end, "代表大会"))
	}
	return false
}
