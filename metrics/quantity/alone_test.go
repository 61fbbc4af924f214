package quantity

import (
	"testing"

	"zhibiao/metrics/fold"
)

func TestPair(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range []struct{ text, want string }{
		{"30—50", "amount - 1 range 30..50"}, {" 3.5-5 ", "amount - 1 range 3.5..5"}, {"1/3", "percent 33.33 %"}, {"3/4", "percent 75 %"},
		{"7/31", ""}, {"24/7", ""}, {"2023/2024", ""}, {"2021-2025", ""}, {"30—50个", ""}, {"5-3", ""}, {"3", ""}, {"3-", ""},
	} {
		got := ""
		if m, ok := r.Pair(fold.New(c.text, 0)); ok {
			got = state(&m)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAlone(t *testing.T) {
	r := standardRecognizer(t)
	for _, c := range []struct{ text, want string }{
		{"十", "amount 10 1"}, {"零", "amount 0 1"}, {" 二 ", "amount 2 1"}, {"第三", "rank 3 rank"}, {"第２５０", "rank 250 rank"},
		{"万", ""}, {"二三", ""}, {"第三条", ""}, {"第零", ""}, {"", ""}, {"十个", ""},
	} {
		got := ""
		if m, ok := r.Alone(fold.New(c.text, 0)); ok {
			got = state(&m)
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
