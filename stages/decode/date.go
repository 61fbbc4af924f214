package decode

import (
	"strings"
	"time"

	"zhibiao/pipeline"
)

// parseDate reads the first calendar day of s in any of the usual forms: 2022-01-27 09:52:31 +0800,
// 2022/1/27, 2022.01.27, 2026年2月10日, 20260210, Tue, 10 Feb 2026 08:00:00 GMT.
func parseDate(s string) (pipeline.Date, bool) {
	s = strings.TrimSpace(s)
	if len(s) > 200 {
		s = s[:200]
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			continue
		}
		if d, ok := dateAt(s[i:]); ok {
			return d, true
		}
	}
	if len(s) < 8 || !strings.ContainsAny(s, "0123456789") || !ascii(s[:min(len(s), 15)]) {
		return pipeline.Date{}, false // most lines: what follows is slow to say so
	}
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, time.UnixDate, "2 Jan 2006", "Jan 2, 2006", "January 2, 2006", "02 Jan 2006 15:04:05 -0700", "Mon Jan 02 2006 15:04:05 GMT-0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return valid(t.Year(), int(t.Month()), t.Day())
		}
	}
	if len(s) >= 15 { // JavaScript writes Thu Feb 10 2022 …
		if t, err := time.Parse("Mon Jan 02 2006", s[:15]); err == nil {
			return valid(t.Year(), int(t.Month()), t.Day())
		}
	}
	return pipeline.Date{}, false
}

// dateAt reads a day that starts with a year of four digits.
func dateAt(s string) (pipeline.Date, bool) {
	y, rest := digits(s, 8)
	if n := len(s) - len(rest); n == 8 {
		return valid(y/10000, y/100%100, y%100)
	} else if n != 4 {
		return pipeline.Date{}, false
	}
	for _, seps := range [...][3]string{{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}, {" 年 ", " 月 ", "日"}} {
		r, ok := strings.CutPrefix(rest, seps[0])
		if !ok {
			continue
		}
		r = strings.TrimLeft(r, " ")
		m, r2 := digits(r, 2)
		r2 = strings.TrimLeft(r2, " ")
		r3, ok := strings.CutPrefix(r2, seps[1])
		if !ok || len(r2) == len(r) {
			continue
		}
		r3 = strings.TrimLeft(r3, " ")
		d, r4 := digits(r3, 2)
		if len(r4) == len(r3) {
			continue
		}
		return valid(y, m, d)
	}
	return pipeline.Date{}, false
}

func digits(s string, limit int) (int, string) {
	n, i := 0, 0
	for i < len(s) && i < limit && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}

func valid(y, m, d int) (pipeline.Date, bool) {
	if y < 1949 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return pipeline.Date{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return pipeline.Date{}, false
	}
	return pipeline.Date{Year: y, Month: time.Month(m), Day: d}, true
}

// pathDate reads a day from a URL or a path: t20260203_4021318.html, 2019-12/10/c_11.htm, 20/0229/18.
func pathDate(s string) (pipeline.Date, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			continue
		}
		if d, ok := dateAt(s[i:]); ok {
			return d, true
		}
		y, rest := digits(s[i:], 4)
		if len(s[i:])-len(rest) != 4 || len(rest) < 6 || rest[0] != '-' && rest[0] != '/' {
			continue
		}
		m, r2 := digits(rest[1:], 2)
		if len(r2) == 0 || r2[0] != '/' && r2[0] != '-' {
			if md, r := digits(rest[1:], 4); len(rest[1:])-len(r) == 4 { // 2019/1210/
				return valid(y, md/100, md%100)
			}
			continue
		}
		if d, r3 := digits(r2[1:], 2); len(r3) < len(r2)-1 {
			if v, ok := valid(y, m, d); ok {
				return v, true
			}
		}
	}
	return pipeline.Date{}, false
}
