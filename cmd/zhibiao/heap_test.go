package main

import "testing"

func TestLimit(t *testing.T) {
	const mib = 1 << 20
	for _, tc := range []struct{ live, want int64 }{
		{10 * mib, 176 * mib},
		{80 * mib, 176 * mib},
		{150 * mib, 216 * mib},
		{330 * mib, 416 * mib},
		{500 * mib, 616 * mib},
	} {
		if got := limit(uint64(tc.live)); got != tc.want {
			t.Errorf("%d MiB live: %d MiB, want %d", tc.live/mib, got/mib, tc.want/mib)
		}
	}
}
