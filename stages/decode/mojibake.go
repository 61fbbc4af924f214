package decode

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// A text that was decoded wrongly before it came here can often be repaired: encode it again with
// the wrong character set and decode the bytes with the right one. What the wrong decoder could not
// read is lost, one byte each time, and leaves U+FFFD. UTF-8 read as GB18030 loses
//
//   - the byte 0x80, which starts no GBK character, and some bytes before certain others: where a high
//     byte follows, few bytes can have been lost, and rarely do two of them make frequent characters;
//   - the last byte of a character before an ASCII byte below 0x40: a digit, a blank, a line end.
//     Its first two bytes leave 64 characters. Of these the one is taken that stands before digits
//     or at line ends in statistical prose; where none does, the placeholder □ stands in its place.
//
// Some decoders swallowed the ASCII byte too. Then a number that follows may have lost its first
// digit, and it is replaced by □ as well: a gap, not a wrong number.

// placeholder stands for a character that is lost.
const placeholder = "□"

// repaired is the text after a repair.
type repaired struct {
	text     []byte
	was      string // the wrong reading: "gb18030" or "windows-1252"
	restored int    // characters taken from context
	lost     int    // placeholders
	doubt    int    // characters that may be others
}

// repair undoes a wrong decoding, if that is certain. wrong says that the text was decoded wrongly.
func repair(text []byte) (r repaired, wrong, ok bool) {
	sample := text[:min(len(text), sampleBytes)]
	gb := marks(sample, gbMarks[:3]) >= 2
	latin := !gb && bytes.Count(sample, []byte{0xC3}) >= 8
	if !gb && !latin {
		return r, false, false
	}
	n := utf8.RuneCount(sample)
	switch {
	case gb && marks(sample, gbMarks) >= 8 && marks(sample, gbMarks)*40 > n:
		raw, ok := encodeGB(text)
		if !ok {
			return r, true, false
		}
		r = decodeLossy(raw, unassignedGBK)
		r.was = "gb18030"
	case latin && marks(sample, latinMarks) >= 8 && marks(sample, latinMarks)*12 > n:
		raw, ok := encodeLatin(text)
		if !ok {
			return r, false, false
		}
		r = decodeLossy(raw, unassigned1252)
		if !r.sound() {
			out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
			if err != nil || damage(out)*50 > utf8.RuneCount(out) {
				return r, marks(sample, latinMarks[:4]) >= 5, false
			}
			r = repaired{text: out}
		}
		r.was = "windows-1252"
		return r, marks(sample, latinMarks[:4]) >= 5, r.sound()
	default:
		return r, false, false
	}
	return r, true, r.sound()
}

// unassignedGBK reports whether a GBK decoder cannot read the byte c before the byte next.
func unassignedGBK(c, next byte) bool {
	if c == 0x80 {
		return true
	}
	out, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{c, next})
	return err != nil || bytes.Contains(out, []byte("\uFFFD"))
}

// unassigned1252 reports the bytes that Windows-1252 leaves out.
func unassigned1252(c, _ byte) bool {
	return c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D
}

// sound reports whether a repair gave Chinese text with at most a twentieth of it lost and a
// twelfth in doubt.
func (r *repaired) sound() bool {
	n := utf8.RuneCount(r.text)
	return n > 0 && r.lost*20 <= n && r.doubt*12 <= n && likeness(r.text[:min(len(r.text), sampleBytes)]) > 0.3
}

// Characters that UTF-8 text is full of when it is read wrongly: the first bytes of ， 。 “ and of
// the most frequent ideographs.
var (
	gbMarks    = []string{"锛", "銆", "鈥", "鐨", "涓", "鍥", "绋", "鍏", "宸", "闀", "骞", "浜", "璁", "缁", "鏈", "瀹", "鎴"}
	latinMarks = []string{"ä¸", "ã€", "ï¼", "å›", "çš", "æœ", "å…", "å¹", "å\u009b", "ã\u0080", "Ö", "Ð", "£¬", "¡£", "µÄ", "æ\u009c", "è", "é", "å", "æ", "ç"}
)

func marks(text []byte, list []string) int {
	n := 0
	for _, m := range list {
		n += count(text, m)
	}
	return n
}

// lostByte marks a lost byte in re-encoded text; no text that was UTF-8 has it.
const lostByte = 0xFF

// encodeGB gives the bytes that a GB18030 decoder read as text. ok is false where more than a few
// characters cannot come from such a decoder.
func encodeGB(text []byte) (raw []byte, ok bool) {
	enc := simplifiedchinese.GB18030.NewEncoder()
	out := make([]byte, 0, len(text))
	var buf [8]byte
	bad := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			out = append(out, text[i])
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if b := privateGBK(r); b != 0 {
			out = append(out, byte(b>>8), byte(b))
			i += n
			continue
		}
		switch r {
		case utf8.RuneError:
			out = append(out, lostByte)
			i += n
			continue
		case '€': // code page 936 reads the byte 0x80 so
			out = append(out, 0x80)
			i += n
			continue
		}
		enc.Reset()
		m, _, err := enc.Transform(buf[:], text[i:i+n], true)
		if err != nil {
			bad++
			out = append(out, lostByte)
		} else {
			out = append(out, buf[:m]...)
		}
		i += n
	}
	return out, bad*50 <= len(text)/3
}

// privateGBK is the GBK code of a private-use character: decoders map the user-defined areas of GBK
// to U+E000–E765.
func privateGBK(r rune) uint16 {
	switch {
	case r >= 0xE000 && r <= 0xE233:
		i := uint16(r - 0xE000)
		return (0xAA+i/94)<<8 | (0xA1 + i%94)
	case r >= 0xE234 && r <= 0xE4C5:
		i := uint16(r - 0xE234)
		return (0xF8+i/94)<<8 | (0xA1 + i%94)
	case r >= 0xE4C6 && r <= 0xE765:
		i := uint16(r - 0xE4C6)
		t := 0x40 + i%96
		if t >= 0x7F {
			t++
		}
		return (0xA1+i/96)<<8 | t
	}
	return 0
}

// encodeLatin gives the bytes that a Windows-1252 or Latin-1 decoder read as text.
func encodeLatin(text []byte) (raw []byte, ok bool) {
	out := make([]byte, 0, len(text))
	bad := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch b, is := charmap.Windows1252.EncodeRune(r); {
		case r < 0x100:
			out = append(out, byte(r))
		case is:
			out = append(out, b)
		default:
			bad++
			out = append(out, lostByte)
		}
	}
	return out, bad*50 <= len(text)
}

// decodeLossy decodes UTF-8 in which single bytes are lost.
func decodeLossy(raw []byte, loses func(c, next byte) bool) repaired {
	l := lossy{raw: raw, loses: loses}
	l.run()
	if l.kept < l.dropped { // the wrong decoder swallowed what followed
		l = lossy{raw: raw, loses: loses, swallowed: true}
		l.run()
	}
	return l.repaired
}

type lossy struct {
	repaired
	raw       []byte
	loses     func(c, next byte) bool // whether the wrong decoder could not read c before next
	swallowed bool
	// Lost bytes before an ASCII byte that no GBK character ends with, and before anything else.
	kept, dropped int
}

func (l *lossy) run() {
	raw := l.raw
	l.text = make([]byte, 0, len(raw))
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			l.text = append(l.text, raw[i])
			i++
			continue
		}
		if c, n := utf8.DecodeRune(raw[i:]); c != utf8.RuneError {
			l.text = append(l.text, raw[i:i+n]...)
			i += n
			continue
		}
		if n := l.character(i); n > 0 {
			i += n
			continue
		}
		if raw[i] != lostByte {
			l.text = append(l.text, placeholder...)
			l.lost++
		}
		i++
		for i < len(raw) && raw[i] >= 0x80 && raw[i] < 0xC0 {
			i++
		}
	}
}

// character decodes the character at i that lacks bytes, and returns the length of what it took.
func (l *lossy) character(i int) int {
	raw := l.raw
	need := 0
	switch c := raw[i]; {
	case c >= 0xE0 && c < 0xF0:
		need = 3
	case c >= 0xC2 && c < 0xE0:
		need = 2
	default:
		return 0
	}
	at := i + 1
	for at < i+need && at < len(raw) && (raw[at] >= 0x80 && raw[at] < 0xC0 || raw[at] == lostByte || raw[at] == '?' && at == i+need-1) {
		at++
	}
	if at < i+need {
		return 0
	}
	full := append(make([]byte, 0, 4), raw[i:at]...)
	if end := raw[at-1] == lostByte || raw[at-1] == '?'; end && (at == len(raw) || raw[at] < 0x80) {
		if full[1] == lostByte && need == 3 {
			full[1] = 0x80
		}
		return l.last(i, at-1, full[:need-1], need)
	}
	next := byte(0)
	if at < len(raw) {
		next = raw[at]
	}
	l.text = append(l.text, l.fill(full, next)...)
	return need
}

// fill finds the lost bytes of a character that high bytes follow. Of the bytes that the wrong decoder
// could not read there it takes those that make a word with the character before, else the most
// frequent character, else the byte that is lost most, 0x80, in doubt.
func (l *lossy) fill(full []byte, next byte) string {
	prev, _ := utf8.DecodeLastRune(l.text)
	best, rank, usual := "", 1<<30, true // usual: only the byte 0x80 was put in so far
	var try func(k int)
	try = func(k int) {
		for k < len(full) && full[k] != lostByte && full[k] != '?' {
			k++
		}
		if k == len(full) {
			r, _ := utf8.DecodeRune(full)
			n := rankOf(r)
			switch {
			case n < 0:
				return
			case endsWord(prev, r):
				n -= 2 << 20
			case usual:
				n -= 1 << 20
			}
			if n < rank {
				best, rank = string(r), n
			}
			return
		}
		was, after := full[k], next
		if k+1 < len(full) {
			after = full[k+1]
		}
		for c := byte(0x80); c < 0xC0; c++ {
			if l.loses(c, after) {
				full[k] = c
				keep := usual
				usual = usual && c == 0x80
				try(k + 1)
				usual = keep
			}
		}
		full[k] = was
	}
	try(1)
	if best == "" || rank >= 0 {
		l.doubt++
	}
	if best != "" {
		return best
	}
	for k, c := range full {
		if c == lostByte || c == '?' {
			full[k] = 0x80
		}
	}
	if !utf8.Valid(full) {
		return placeholder
	}
	return string(full)
}

// endsWord reports whether two characters are one of the words that are known.
func endsWord(a, b rune) bool {
	return strings.Contains(wordsBefore, string([]rune{a, b})) || unicode.IsDigit(a) && strings.ContainsRune(afterDigits, b)
}

// last restores a character whose last byte is lost before an ASCII byte.
func (l *lossy) last(i, at int, head []byte, need int) int {
	rest := l.raw[at+1:]
	if len(rest) == 0 || rest[0] < 0x40 {
		l.kept++
	} else {
		l.dropped++
	}
	if c := guess(head, need, rest, l.text); c != "" {
		l.text = append(l.text, c...)
		l.restored++
	} else {
		l.text = append(l.text, placeholder...)
		l.lost++
	}
	n := at + 1 - i
	if !l.swallowed {
		return n
	}
	k := 0
	for k < len(rest) && (digit(rest[k]) || rest[k] == '.' || rest[k] == ',') {
		k++
	}
	if k > 0 || len(rest) > 0 && rest[0] == '%' {
		l.text = append(l.text, placeholder...)
	}
	return n + k
}

// What may stand before digits, brackets and line ends in statistical prose: words that end so, and
// single characters, the likelier of those that share their first two bytes first.
const (
	wordsBefore = "总值 增加值 价值 第一 增长 下降 达到 超过 突破 完成 实现 用户 覆盖 建成 新建 累计 截至 截止 同比 环比 其中 占比 比重 总量 总数 规模 收入 总额 发放 高地 书记 消息 场景 加快 连续 推动 推进 提升 提高 " +
		"下滑 上升 上涨 回落 减少 增加 净增 新增 拥有 开通 部署 投资 产值 利润 税收 人口 就业 全国 全省 全市 全区 全县 全年 今年 去年 上年 本年 预计 不足 不少 不低 接近 将近 大约 左右 以上 以下 以内 之内 " +
		"发布 公布 显示 表示 了解 获悉 数据 报告 公报 记者 视频 联播 时间 日期 来源 编辑 责编 会上 日前 近日 昨天 今天 目前 年底 年末 月末 月底 季度 上旬 下旬 平台 中心 项目 企业 城市 地区 国家 " +
		"排名 位居 名列 位列 第一 总计 合计 平均 人均 户均 达成 布局 集群 产业 行业 领域 门类 大类 工程 改革 开放 创新 建设 发展 目标 任务 情况 结果 成果 成效 水平 能力 质量 效益 效率 服务 保障 " +
		"社会 经济 文化 教育 卫生 生态 环境 资源 能源 电力 交通 运输 通信 网络 宽带 光缆 基站 终端 流量 业务 市场 价格 指数 信心 动力 活力 潜力 合作 交流 融合 安全 稳定 增强 扩大 深化 优化 完善 健全 形成 打造 构建 培育 支持 鼓励 引导 组织 开展 实施 落实 执行"
	beforeDigits = "，达长至到为近超第约过的有成了和共计比于在从占年月日、（：“；。升降加涨落完收产量值额万是自续上前由高低余多中与及个元位名户以每用含即仅破逾均新入出建增减亏盈设投价期底末初同下全后内外率区省市县镇路号另其截来时地"
	afterDigits  = "月年日个万亿户元"
	beforeLine   = "。！？：；”）…》】，的了长时日"
)

// guess finds the character whose last byte is lost, by what stands before it and what follows.
func guess(head []byte, need int, rest, before []byte) string {
	fits := func(s string) bool { return strings.HasPrefix(s, string(head)) && len(s) >= need }
	ends := len(rest) == 0 || rest[0] <= ' '
	prev, _ := utf8.DecodeLastRune(before)
	switch {
	case ends:
		for i, r := range beforeLine {
			if fits(beforeLine[i:]) && utf8.RuneLen(r) == need {
				return string(r)
			}
		}
	case string(head) == "\xe3\x80" && digit(rest[0]):
		if !unicode.IsDigit(prev) && prev != '%' && year(rest[:min(len(rest), 4)]) {
			return "。"
		}
		return "、"
	case string(head) == "\xef\xbc" && opensBracket(rest):
		return "（"
	case unicode.IsDigit(prev):
		for i, r := range afterDigits {
			if fits(afterDigits[i:]) && utf8.RuneLen(r) == need {
				return string(r)
			}
		}
	}
	for w := range strings.FieldsSeq(wordsBefore) {
		r, n := utf8.DecodeRuneInString(w)
		if r == prev && fits(w[n:]) {
			return w[n : n+need]
		}
	}
	if ends {
		return ""
	}
	for i, r := range beforeDigits {
		if fits(beforeDigits[i:]) && utf8.RuneLen(r) == need {
			return string(r)
		}
	}
	return ""
}

// opensBracket reports whether a closing bracket comes soon without its opening one.
func opensBracket(rest []byte) bool {
	w := rest[:min(len(rest), 60)]
	c := bytes.Index(w, []byte("）"))
	if c < 0 {
		return false
	}
	o := bytes.Index(w, []byte("（"))
	return o < 0 || o > c
}

// garbled reports a Chinese text of which hardly a character is a frequent one: no prose is like that.
// Prose has shown its frequent characters long before the end of the sample.
func garbled(text []byte) bool {
	sample := text[:min(len(text), sampleBytes)]
	han, good := 0, 0
	for i := 0; i+2 < len(sample) && good*36 < len(sample); i++ {
		if sample[i] < 0xE3 || sample[i] > 0xE9 {
			continue
		}
		if r := ideograph(sample[i:]); r >= 0x3400 {
			han++
			if frequent(r) {
				good++
			}
		}
		i += 2
	}
	return han >= 100 && good*12 < han
}
