package main

import "strings"

// ethnic are the peoples named in autonomous regions, prefectures and counties, longest first where
// one ends in another.
var ethnic = []string{"各族", "蒙古族", "蒙古", "回族", "藏族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族",
	"白族", "土家族", "哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族",
	"柯尔克孜", "土族", "达斡尔族", "达斡尔", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯", "阿昌族", "普米族", "塔吉克", "怒族",
	"鄂温克族", "德昂族", "保安族", "裕固族", "京族", "独龙族"}

var suffixes = []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "省", "地区", "特区", "新区", "盟", "市", "区", "县", "旗"}

// short is the name without its level and its peoples (湘西土家族苗族自治州 is 湘西), or "" where one
// character or a mere bearing is left (成县, 市中区, 科尔沁左翼后旗).
func short(name string) string {
	if name == "中华人民共和国" {
		return "中国"
	}
	s := stem(name)
	n := len([]rune(s))
	if n < 2 || s == "市中" || strings.HasSuffix(name, "旗") && strings.ContainsAny(s, "左右前后中") {
		return ""
	}
	return s
}

func stem(name string) string {
	if name == "神农架林区" {
		return "神农架"
	}
	for _, suf := range suffixes {
		s, ok := strings.CutSuffix(name, suf)
		if !ok || s == "" || suf == "新区" && len(s) < len("浦东") {
			continue
		}
		if !strings.HasPrefix(suf, "自治") {
			return s
		}
		return withoutPeoples(s)
	}
	return name
}

func withoutPeoples(s string) string {
	for {
		cut := false
		for _, e := range ethnic {
			if rest, ok := strings.CutSuffix(s, e); ok && len(rest) >= len("湘西") {
				s, cut = rest, true
				break
			}
		}
		if !cut {
			return strings.TrimSuffix(s, "族")
		}
	}
}
