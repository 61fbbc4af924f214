package numeral_test

import (
	"fmt"

	"zhibiao/metrics/numeral"
)

func ExampleParse() {
	for _, s := range []string{"1.47万亿", "三千二百", "3万4000", "二〇二一", "五十步笑百步"} {
		d, ok := numeral.Parse(s)
		fmt.Println(s, d, ok)
	}
	// Output:
	// 1.47万亿 1470000000000 true
	// 三千二百 3200 true
	// 3万4000 34000 true
	// 二〇二一 2021 true
	// 五十步笑百步 <nil> false
}
