package config

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Size is a number of bytes. Written it has a unit: 64MiB, 2GiB, 500kB; a bare number is bytes.
type Size int64

var sizeUnits = []struct {
	suffix string
	scale  int64
}{
	{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
	{"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1},
}

// UnmarshalText reads the written form.
func (n *Size) UnmarshalText(b []byte) error {
	s := string(b)
	for _, u := range sizeUnits {
		digits, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		digits = strings.TrimSpace(digits)
		v, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || v < 1 || strconv.FormatInt(v, 10) != digits || v > math.MaxInt64/u.scale {
			break
		}
		*n = Size(v * u.scale)
		return nil
	}
	return fmt.Errorf("%q is not a size", s)
}

// Quota is how many documents of a run may be set aside: a number or a share.
type Quota struct {
	Documents int64
	Share     float64
	IsShare   bool
}

// UnmarshalText reads 10 (documents), 5% or 0.05 (shares).
func (q *Quota) UnmarshalText(b []byte) error {
	s := string(b)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 && strconv.FormatInt(n, 10) == s {
		*q = Quota{Documents: n}
		return nil
	}
	digits, percent := strings.CutSuffix(s, "%")
	f, err := strconv.ParseFloat(digits, 64)
	if percent {
		f /= 100
	}
	if err != nil || !(f >= 0 && f <= 1) || strings.ContainsAny(digits, "xXpPeE_+") {
		return fmt.Errorf("%q is neither a number of documents nor a share of at most 100%%", s)
	}
	*q = Quota{Share: f, IsShare: true}
	return nil
}

// Allows reports whether n of total documents are within the quota.
func (q Quota) Allows(n, total int) bool {
	if q.IsShare {
		return float64(n) <= q.Share*float64(total)
	}
	return int64(n) <= q.Documents
}
