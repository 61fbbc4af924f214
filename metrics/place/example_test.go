package place_test

import (
	"fmt"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/place"
)

func ExampleRecognizer_Find() {
	r, err := place.Default()
	if err != nil {
		panic(err)
	}
	text := "浙江义乌市场主体突破120万户，占全省的一成以上，增速高于全国平均水平"
	l := fold.New(text, 0)
	for _, m := range r.Find(nil, l) {
		start, end := l.Bytes(m.Start, m.End)
		fmt.Println(text[start:end], m.Codes, m.Benchmark)
	}
	// Output:
	// 浙江义乌 [330782] false
	// 全省 [] true
	// 全国 [100000] true
}

func ExampleGazetteer_NameIn() {
	r, err := place.Default()
	if err != nil {
		panic(err)
	}
	g := r.Gazetteer()
	fmt.Println(g.NameIn("420600", 2008), g.NameIn("420600", 2024), g.Province("420600"))
	// Output: 襄樊市 襄阳市 420000
}
