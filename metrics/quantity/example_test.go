package quantity_test

import (
	"fmt"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/quantity"
)

func ExampleRecognizer_Find() {
	r, err := quantity.Default()
	if err != nil {
		panic(err)
	}
	text := "５Ｇ基站超过１６．８万个，占比近三成，居全国第2位"
	line := fold.New(text, 0)
	for _, m := range r.Find(nil, line, nil) {
		start, end := line.Bytes(m.Start, m.End)
		if m.Name {
			fmt.Println(text[start:end], "is a name")
			continue
		}
		fmt.Println(text[start:end], m.Qualifier, m.Value, m.Unit)
	}
	// Output:
	// ５Ｇ is a name
	// １６．８万个 over 168000 1
	// 三成 nearly 30 %
	// 第2位 exact 2 rank
}
