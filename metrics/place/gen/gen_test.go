package main

import (
	"fmt"
	"testing"
)

func TestShort(t *testing.T) {
	for name, want := range map[string]string{
		"福建省": "福建", "北京市": "北京", "内蒙古自治区": "内蒙古", "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港",
		"湘西土家族苗族自治州": "湘西", "博尔塔拉蒙古自治州": "博尔塔拉", "克孜勒苏柯尔克孜自治州": "克孜勒苏", "延边朝鲜族自治州": "延边",
		"东乡族自治县": "东乡", "鄂温克族自治旗": "鄂温克", "龙胜各族自治县": "龙胜", "积石山保安族东乡族撒拉族自治县": "积石山",
		"锡林郭勒盟": "锡林郭勒", "阿里地区": "阿里", "神农架林区": "神农架", "六枝特区": "六枝", "浦东新区": "浦东", "清新区": "清新", "杏林区": "杏林",
		"成县": "", "市中区": "", "科尔沁左翼后旗": "", "中华人民共和国": "中国",
	} {
		if got := short(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestHistory(t *testing.T) {
	snaps := []snapshot{
		{"200212", map[string]string{"130000": "河北省", "130100": "石家庄市", "130182": "藁城市", "130183": "晋州市"}},
		{"201210", map[string]string{"130000": "河北省", "130100": "石家庄市", "130182": "藁城市"}}, // a gap of the source
		{"201410", map[string]string{"130000": "河北省", "130100": "石家庄市", "130182": "藁城市", "130183": "晋州市"}},
		{"201509", map[string]string{"130000": "河北省", "130100": "石家庄市", "130109": "藁城区", "130183": "晋州市"}},
	}
	rows := history(snaps)
	link(rows, nil)
	got := ""
	for _, r := range rows {
		got += fmt.Sprintln(r.code, r.name, r.parent, r.from, r.to, r.successor)
	}
	want := `100000 中华人民共和国  0 0 
130000 河北省 100000 0 0 
130100 石家庄市 130000 0 0 
130109 藁城区 130100 2015 0 
130182 藁城市 130100 0 2015 130109
130183 晋州市 130100 0 0 
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
