package decode

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"zhibiao/pipeline"
)

// charset is a way to read bytes.
type charset struct {
	enc  encoding.Encoding
	name string
}

var (
	gb18030 = charset{simplifiedchinese.GB18030, "gb18030"}
	big5    = charset{traditionalchinese.Big5, "big5"}
	utf16le = charset{unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le"}
	utf16be = charset{unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be"}
)

// sampleBytes is how much of a document the choice of its character set looks at.
const sampleBytes = 32 << 10

// toUTF8 decodes raw. The order is: byte order mark, valid UTF-8, then of the declared character set
// and the usual Chinese ones the one under which the text reads most like Chinese. So a declaration
// decides between likely readings and is not believed against the bytes.
func toUTF8(raw []byte, hint string) ([]byte, string, *pipeline.Fault) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return utf16le.decode(raw[2:]), utf16le.name, nil
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return utf16be.decode(raw[2:]), utf16be.name, nil
	}
	nul := bytes.IndexByte(raw[:min(len(raw), sampleBytes)], 0) >= 0
	if !nul && utf8.Valid(raw) {
		return raw, "utf-8", nil
	}
	best := choose(raw, nul, hint)
	switch {
	case best.enc == nil && best.name == "":
		return nil, "", pipeline.Faultf(stage, pipeline.UnknownCharset, "no character set reads the bytes as text")
	case best.enc == nil:
		return bytes.ToValidUTF8(raw, []byte("\uFFFD")), "utf-8", nil
	}
	if best == gb18030 || best == big5 {
		out, mixed := byLine(raw, best)
		if mixed {
			return out, "utf-8+" + best.name, nil
		}
		return out, best.name, nil
	}
	return best.decode(raw), best.name, nil
}

// choose finds the character set under which a sample reads best. UTF-8 with some damage is the one
// with a name and without an encoding.
func choose(raw []byte, nul bool, hint string) charset {
	sample := raw[:min(len(raw), sampleBytes)&^1]
	if len(raw) < 2 {
		sample = raw
	}
	candidates := make([]charset, 0, 8)
	for _, n := range []string{hint, declared(raw)} {
		if c, ok := lookup(n); ok {
			candidates = append(candidates, c)
		}
	}
	stated := len(candidates)
	candidates = append(candidates, gb18030, big5)
	if nul || len(raw)%2 == 0 {
		candidates = append(candidates, utf16le, utf16be)
	}
	best, top := charset{}, 0.0
	weigh := func(c charset, text []byte, bonus float64) {
		if s := likeness(text); s > 0 && s+bonus > top {
			best, top = c, s+bonus
		}
	}
	weigh(charset{name: "utf-8"}, bytes.ToValidUTF8(sample, []byte("\uFFFD")), 0.02)
	for i, c := range candidates {
		bonus := 0.0
		if i < stated {
			bonus = 0.03
		}
		weigh(c, c.decode(sample), bonus)
	}
	if top < 0.05 && !nul { // no Chinese text: ask for the languages of the rest of the world
		if r, err := chardet.NewTextDetector().DetectBest(sample); err == nil && r.Confidence >= 40 {
			if c, ok := lookup(r.Charset); ok && damage(c.decode(sample)) == 0 {
				return c
			}
		}
	}
	return best
}

func (c charset) decode(raw []byte) []byte {
	out, err := c.enc.NewDecoder().Bytes(raw)
	if err != nil {
		return nil
	}
	return out
}

// byLine decodes raw line by line, for pages put together from pieces of two character sets: a line
// of several characters that is UTF-8 is read so.
func byLine(raw []byte, c charset) (out []byte, mixed bool) {
	any8 := false
	for rest := raw; len(rest) > 0 && !any8; {
		var line []byte
		line, rest = cutLine(rest)
		any8 = isUTF8(line)
	}
	if !any8 {
		return c.decode(raw), false
	}
	out = make([]byte, 0, len(raw)*3/2)
	for len(raw) > 0 {
		line, rest := cutLine(raw)
		if isUTF8(line) {
			out = append(out, line...)
			mixed = true
		} else {
			out = append(out, c.decode(line)...)
		}
		if len(line) < len(raw) {
			out = append(out, '\n')
		}
		raw = rest
	}
	return out, mixed
}

// isUTF8 reports a line with at least three characters of three bytes that is valid UTF-8. No line of
// another Chinese character set is one by chance.
func isUTF8(line []byte) bool {
	three := 0
	for _, c := range line {
		if c >= 0xE0 && c < 0xF0 {
			three++
		}
	}
	return three >= 3 && utf8.Valid(line)
}

// damage counts replacement characters.
func damage(b []byte) int { return count(b, "\uFFFD") }

// count counts the places where s stands in b. It looks for the last byte of s: the first byte of a Chinese
// character is one of a few.
func count(b []byte, s string) int {
	n, last := 0, len(s)-1
	for at := last; at < len(b); at++ {
		i := bytes.IndexByte(b[at:], s[last])
		if i < 0 {
			break
		}
		at += i
		if string(b[at-last:at+1]) == s {
			n++
		}
	}
	return n
}

// likeness is how much a text looks like text, 0 to 1: the share of characters among the most
// frequent ones of Chinese and the plain ones of ASCII, less what is damaged or strange.
func likeness(text []byte) float64 {
	good, total, bad := 0, 0, 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case r == utf8.RuneError || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r >= 0xE000 && r < 0xF900 || r >= 0x80 && r < 0xA0:
			bad++
			total++
		case r < 0x80:
		default:
			total++
			if frequent(r) {
				good++
			}
		}
	}
	if total == 0 {
		return 0.5
	}
	s := float64(good)/float64(total) - 3*float64(bad)/float64(total)
	return max(s, 0)
}

// The most frequent characters and marks of Chinese prose, both scripts.
const frequentChars = "的一第是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育累覆盖初步户移村乡镇农亩吨倍季底末约超逾降幅额占居区域宽带网络终端基站信息通投财税费房债款险障振兴创亿终项获厂京识适属圆包火住调满县局照参红细引听该铁价严，。、：；“”（）《》％　！？—" +
	"這個國時們說產種後學經進電裡現實動義與關線內數質氣條無問軍長頭資邊級圖統計論運農區強戰則決隊給門規熱領東導壓濟階術極聯認權證單風帶場務萬達議聲報類離確張馬節話況傳許廣記織裝眾書復際驗連斷難礦備習響約團歷稱號維劃選標寫親養層專狀廠識適屬圓調滿縣參紅細聽該鐵價嚴"

func frequent(r rune) bool { return rankOf(r) >= 0 }

// rankOf is the place of r among the frequent characters, or -1.
func rankOf(r rune) int {
	if r < 0 || int(r) >= len(frequentRank) {
		return -1
	}
	return int(frequentRank[r]) - 1
}

// frequentRank holds the place, from 1, of each frequent character of the basic plane.
var frequentRank = func() *[0x10000]uint16 {
	m := new([0x10000]uint16)
	n := uint16(0)
	for _, r := range frequentChars {
		if n++; m[r] == 0 {
			m[r] = n
		}
	}
	return m
}()

// lookup finds a declared character set. GB2312 and GBK are read as their superset; UTF-8 is tried
// anyway.
func lookup(name string) (charset, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "utf-8", "utf8":
		return charset{}, false
	case "gb2312", "gbk", "gb18030", "gb-18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "chinese", "euc-cn":
		return gb18030, true
	case "big5", "big5-hkscs", "cp950", "x-x-big5":
		return big5, true
	case "utf-16", "utf-16le", "unicode":
		return utf16le, true
	case "utf-16be":
		return utf16be, true
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return charset{}, false
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil || canonical == "replacement" || canonical == "utf-8" || canonical == "x-user-defined" {
		return charset{}, false
	}
	return charset{enc, canonical}, true
}

// declared reads charset= or encoding= from the head of a page.
func declared(raw []byte) string {
	head := bytes.ToLower(raw[:min(len(raw), 2048)])
	for _, key := range []string{"charset=", "encoding="} {
		i := bytes.Index(head, []byte(key))
		if i < 0 {
			continue
		}
		v := bytes.TrimLeft(head[i+len(key):], "\"' ")
		n := 0
		for n < len(v) && (v[n] == '-' || v[n] == '_' || v[n] >= '0' && v[n] <= '9' || v[n] >= 'a' && v[n] <= 'z') {
			n++
		}
		return string(v[:n])
	}
	return ""
}

// unreadable reports whether decoded text is no text: too many control characters.
func unreadable(text []byte) bool {
	sample := text[:min(len(text), sampleBytes)]
	bad := 0
	for len(sample) >= 8 {
		// In most words of eight bytes no byte is below a blank or 0x7f: a borrow or a carry would show in its highest bit.
		w := binary.LittleEndian.Uint64(sample)
		const each, high = 0x0101010101010101, 0x8080808080808080
		if ((w-' '*each)&^w|(w&^high+each)&^w)&high != 0 {
			bad += controls(sample[:8])
		}
		sample = sample[8:]
	}
	bad += controls(sample)
	return bad*20 > min(len(text), sampleBytes)
}

// controls counts the control characters that stand in no text.
func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b && c != '\v' || c == 0x7f {
			n++
		}
	}
	return n
}
