package quantity

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/numeral"
	"zhibiao/metrics/unit"
)

// fiveAndHalf is the number of 5.5G, the only generation with a point.
var fiveAndHalf = apd.New(55, -1)

// near reports whether w stands in the twelve runes before i, in the same clause.
func (s *scan) near(i int, w string) bool {
	for j := i - 1; j >= 0 && j >= i-12; j-- {
		switch s.line[j] {
		case ',', '。', ';', '、', '!', '?':
			return false
		}
		if s.has(j, w) {
			return true
		}
	}
	return false
}

// letterUnit decides on one letter after a number: data (30g流量), bit rate (100m宽带), computing power
// (5万p). Elsewhere the letter makes a name.
func (s *scan) letterUnit(n *numeral.Number, q int) *unit.Unit {
	c := s.at(q)
	if after := s.at(q + 1); isLetter(after) || isDigit(after) {
		return nil
	}
	word := ""
	switch c {
	case 'g':
		if n.Digits == 1 && n.MagExp == 0 && !s.has(q+1, "/") && (!n.Point || n.Value.Cmp(fiveAndHalf) == 0) {
			return nil // 5g流量 is the traffic of 5G
		}
		if n.Point && s.has(q+1, "频") { // 2.4G频段
			word = "ghz"
		} else if n.MagExp > 0 || s.has(q+1, "流量") || s.has(q+1, "/户") || s.has(q+1, "/月") || n.Point && !s.bitRate(n.Start, q) || (n.Digits > 1 || n.Value.Cmp(ten) < 0 && n.Point) && s.near(n.Start, "流量") {
			word = "gb"
		} else if s.bitRate(n.Start, q) && n.Digits > 3 {
			word = "gbps"
		}
	case 't':
		switch {
		case s.near(n.Start, "带宽") || s.near(n.Start, "出口"):
			word = "tbps"
		case n.MagExp > 0 || s.near(n.Start, "流量") || s.has(q+1, "流量"):
			word = "tb"
		}
	case 'm':
		switch {
		case s.bitRate(n.Start, q):
			word = "mbps"
		case n.Arabic && n.MagExp == 0 && n.Digits <= 4 && s.near(n.Start, "流量"):
			word = "mb"
		case n.Arabic && n.MagExp == 0 && s.measures(n.Start):
			word = "米"
		}
	case 'l':
		if n.Arabic && n.MagExp == 0 {
			word = "升"
		}
	case 'p':
		if n.MagExp > 0 || s.near(n.Start, "算力") || s.has(q+1, "算力") || s.near(n.Start, "智算") || s.near(n.Start, "超算") {
			word = "pflops"
		}
	case 'v':
		if n.Arabic && !n.Point && n.MagExp == 0 && (n.Digits == 3 || n.Digits == 2) {
			word = "伏"
		}
	case 'e':
		if s.near(n.Start, "算力") || s.has(q+1, "算力") {
			word = "eflops"
		}
	}
	if word == "" {
		return nil
	}
	return s.r.units.Named(word)
}

// measures reports whether the words before a number ask for a length: 水深250m, 径流带宽30m is none.
func (s *scan) measures(i int) bool {
	for _, w := range [...]string{"深", "长度", "高度", "宽度", "海拔", "水位", "身高", "距离", "直径", "厚", "库容"} {
		if s.near(i, w) {
			return true
		}
	}
	return false
}

// bitRate reports whether the words around number and letter speak of transmission.
func (s *scan) bitRate(i, q int) bool {
	for _, w := range [...]string{"宽带", "带宽", "速率", "网速", "光", "及以上", "以上", "用户", "接入", "下载", "专线", "出口"} {
		if s.has(q+1, w) {
			return true
		}
	}
	for _, w := range [...]string{"宽带", "带宽", "速率", "网速", "出口", "下载"} {
		if s.near(i, w) {
			return true
		}
	}
	return false
}
