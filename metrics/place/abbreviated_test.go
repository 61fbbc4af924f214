package place

import (
	"strings"
	"testing"

	"zhibiao/metrics/fold"
)

func TestAbbreviated(t *testing.T) {
	r := recognizer(t)
	for _, c := range []struct{ text, want string }{
		{"川渝共建枢纽", "川=510000 渝=500000"},
		{"学习沪苏浙经验", "沪=310000 苏=320000 浙=330000"},
		{"江浙沪地区", "江=320000 浙=330000 沪=310000"},
		{"云贵川和粤桂", "云=530000 贵=520000 川=510000 粤=440000 桂=450000"},
		{"港澳台投资企业", "港=810000 澳=820000 台=710000"},
		{"京沪高铁、青藏高原、京津城际铁路", ""},
		{"津贴、新台币、青川县", ""},
		{"粤港湾公司", ""},
		{"京", ""},
	} {
		l := fold.New(c.text, 0)
		var got []string
		for _, m := range r.FindAbbreviated(nil, l) {
			got = append(got, string(l.Runes[m.Start:m.End])+"="+strings.Join(m.Codes, ","))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.text, s, c.want)
		}
	}
}
