package main

import "testing"

func TestGoal(t *testing.T) {
	const mib = 1 << 20
	for _, tc := range []struct{ live, want uint64 }{
		{10 * mib, 128 * mib},
		{100 * mib, 150 * mib},
		{300 * mib, 400 * mib},
		{500 * mib, 600 * mib},
	} {
		if got := goal(tc.live); got != tc.want {
			t.Errorf("%d MiB live: %d MiB, want %d", tc.live/mib, got/mib, tc.want/mib)
		}
	}
}
