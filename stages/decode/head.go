package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// headLine takes the metadata that a line of the head states. only says that the line held nothing
// else; rest is what stays as text.
func (m *metaset) headLine(t []byte, first bool) (rest []byte, only bool) {
	if first { // crawlers write 2023-07-31 08:51:41，正文：text
		if i := bytes.Index(t[:min(len(t), 80)], []byte("正文：")); i >= 0 {
			head := string(t[:i])
			if strings.Trim(head, "0123456789-/:. ，,年月日") == "" {
				set(&m.date, srcHead, dated(head))
				t = bytes.TrimSpace(t[i+len("正文："):])
				if len(t) == 0 {
					return nil, true
				}
			}
		}
	}
	if len(t) > 300 || characters(t) > 90 {
		return t, false
	}
	fields := headFields
	if colon := bytes.IndexByte(t, ':') >= 0 || count(t, "：") > 0; !colon || !headKeys.in(t) {
		if !signsOfDate(t) {
			return t, false // most lines
		}
		fields = nil
	}
	s := string(t)
	left := s
	for _, f := range fields {
		for _, k := range f.keys {
			i := strings.Index(left, k)
			if i < 0 {
				continue
			}
			v := left[i+len(k):]
			end := len(v)
			for _, stop := range []string{" ", "　", "|", "｜", "】", "）", ")", "\t"} {
				if j := strings.Index(strings.TrimLeft(v, " "), stop); j >= 0 {
					j += len(v) - len(strings.TrimLeft(v, " "))
					if f.date && stop == " " {
						if j2 := clock(v[j+1:]); j2 > 0 {
							j += 1 + j2
						}
					}
					end = min(end, j)
				}
			}
			for _, g := range headFields { // the next field may follow without a blank
				for _, key := range g.keys {
					if j := strings.Index(v[:end], key); j > 0 {
						end = j
					}
				}
			}
			val := strings.TrimSpace(v[:end])
			if f.date {
				if dated(val) == "" {
					continue
				}
				set(&m.date, srcHead, val)
			} else if f.publisher && utf8.RuneCountInString(val) <= 30 {
				set(&m.publisher, srcHead, val)
			}
			left = left[:i] + " " + v[end:]
			break
		}
	}
	if left != s {
		left = strings.Trim(left, " \t|｜【】[]（）()　")
		if dated(left) != "" && signsOfDate([]byte(left)) {
			set(&m.date, srcHead, left) // 2023-12-12 来源：…
		}
		if left == "" || utf8.RuneCountInString(left) <= 12 || dated(left) != "" && len(left) < 30 {
			return nil, true
		}
		return t, false
	}
	if signsOfDate(t) && dated(s) != "" {
		set(&m.date, srcHead, s)
		return nil, true
	}
	return t, false
}

var headFields = []struct {
	keys            []string
	publisher, date bool
}{
	{keys: []string{"信息来源：", "文章来源：", "稿件来源：", "来源：", "来源:", "發布機構：", "发布机构：", "发文机关："}, publisher: true},
	{keys: []string{"发布日期：", "发布时间：", "發布日期：", "發布時間：", "时间：", "時間：", "日期：", "发布日期:", "发布时间:", "时间:", "日期:"}, date: true},
	{keys: []string{"作者：", "记者：", "编辑：", "浏览次数：", "阅读：", "点击：", "字号：", "字体：", "浏览量：", "访问次数："}},
}

// headKeys are the keys of all fields. Every key ends with a colon.
var headKeys = func() *phrases {
	var keys []string
	for _, f := range headFields {
		keys = append(keys, f.keys...)
	}
	return newPhrases(keys...)
}()

// signsOfDate reports a line of nothing but what days and times are written with.
func signsOfDate(t []byte) bool {
	return len(bytes.TrimLeft(t, "0123456789-/:. 年月日时分秒")) == 0
}

// dated is s if it holds a calendar day, else "".
func dated(s string) string {
	if _, ok := parseDate(s); ok {
		return s
	}
	return ""
}

// clock is the length of a time of day at the start of s.
func clock(s string) int {
	n := 0
	for n < len(s) && n < 8 && (digit(s[n]) || s[n] == ':') {
		n++
	}
	if n < 4 {
		return 0
	}
	return n
}
