package panel

import (
	"math"
	"testing"

	"zhibiao/pipeline"
)

func TestDays(t *testing.T) {
	if d := dayOf(pipeline.Date{}); d != 0 || !d.date().IsZero() {
		t.Errorf("the unknown day is %d", d)
	}
	last := day(0)
	for _, s := range []string{"0001-01-01", "1949-10-01", "2019-12-31", "2020-01-01", "2020-02-29", "9999-12-31"} {
		date, err := pipeline.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		d := dayOf(date)
		if d <= last || d.date() != date {
			t.Errorf("%s is %d, which comes after %d and reads %s", s, d, last, d.date())
		}
		last = d
	}
}

// Each of many claims is found by what it says, and none that is not there.
func TestIndex(t *testing.T) {
	const many = 10_000
	says := func(v float64, q pipeline.Qualifier) statement {
		return statement{value: v, low: math.NaN(), high: math.NaN(), step: math.NaN(), qualifier: q}
	}
	var q pool
	for i := range many {
		q.keep(&claim{statement: says(float64(i), pipeline.Exact)})
	}
	for i := range many {
		if got := q.find(says(float64(i), pipeline.Exact)); got == nil || got != q.claims[i] {
			t.Fatalf("claim %d: found %v", i, got)
		}
		if got := q.find(says(float64(i), pipeline.About)); got != nil {
			t.Fatalf("about %d: found %v", i, got)
		}
	}
}

func TestClaimDocuments(t *testing.T) {
	cl := &claim{doc: [1]int32{3}}
	cl.saidBy(5)
	cl.saidBy(8, 9)
	cl.doc[0] = 5 // another is shown
	if got := cl.docs(); len(got) != 4 || got[0] != 3 || got[3] != 9 {
		t.Errorf("documents %v", got)
	}
}
