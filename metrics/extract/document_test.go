package extract_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/stages/decode"
	"zhibiao/stages/segment"
)

var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	set, err := rule.Load(configs.FS)
	if err != nil {
		return nil, err
	}
	return extract.New(set, configs.FS)
})

// read extracts the observations of a plain text that nothing is known of.
func read(t *testing.T, text string) *pipeline.Document {
	t.Helper()
	x, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	dec, err := decode.New(decode.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	d := &pipeline.Document{Path: "a.txt", Raw: []byte(text), Bytes: int64(len(text))}
	for _, st := range []pipeline.Stage{dec, segment.New()} {
		if err := st.Process(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Extract(d); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDocument reads texts whose region, date or company only the text as a whole tells.
func TestDocument(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // region, period, status, entity of each observation
	}{
		{"a city without a name", "全市工作稳步推进。2021年末移动电话用户达600万户。", nil},
		{"a province named elsewhere", "2021年末，全省移动电话用户达6000万户。在川企业增多。成都平原经济区加快发展。", []string{"510000 2021 actual "}},
		{"a hidden name", "2021年，K省移动电话用户达6000万户。全年电信业务收入500亿元。", nil},
		{"the country by no other sign", "2021年末，移动电话用户达16亿户。", []string{"100000 2021 actual "}},
		{"a piece without region and year", "年末移动电话用户达900万户。", nil},
		{"others' provinces in a national text", "全国信息通信业平稳增长，我国网络能力增强，国务院作出部署。2021年末，移动电话用户达16亿户。云南全省推进建设。", []string{"100000 2021 actual "}},
	} {
		d := read(t, c.text)
		var got []string
		for _, o := range d.Found.Observations {
			got = append(got, fmt.Sprintf("%s %s %s %s", o.Region, o.Period, o.Status, o.Entity))
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
