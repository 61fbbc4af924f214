package pipeline

import (
	"testing"
	"time"
)

// Days counts as package time does, days beyond a month's end and the zero Date included.
func TestDays(t *testing.T) {
	for y := 0; y <= 2400; y++ {
		for m := time.Month(0); m <= 13; m++ {
			for _, day := range [...]int{0, 1, 28, 29, 30, 31, 32} {
				d := Date{y, m, day}
				if want := time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Unix() / 86400; int64(d.Days()) != want {
					t.Fatalf("%v is day %d, want %d", d, d.Days(), want)
				}
			}
		}
	}
}
