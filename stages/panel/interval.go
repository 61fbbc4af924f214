package panel

import (
	"math"

	"zhibiao/pipeline"
)

// interval is a closed range of values; its ends may be infinite.
type interval struct{ low, high float64 }

func (a interval) meets(b interval) bool { return a.low <= b.high && b.low <= a.high }
func (a interval) width() float64        { return a.high - a.low }
func (a interval) add(b interval) interval {
	return interval{a.low + b.low, a.high + b.high}
}

// mul and div are of intervals above zero; div widens by a hair for the roundings of the machine.
func (a interval) mul(b interval) interval { return interval{a.low * b.low, a.high * b.high} }
func (a interval) div(b interval) interval { return interval{a.low / b.high, a.high / b.low} }

// loose widens by a few units in the last place of a float64, so that the machine's own rounding never
// fails a check.
func (a interval) loose() interval {
	const ulp = 1e-12
	return interval{a.low - ulp*math.Abs(a.low), a.high + ulp*math.Abs(a.high)}
}

// statement is a value as it was written.
type statement struct {
	value, low, high, step float64 // NaN: not stated
	qualifier              pipeline.Qualifier
}

// within is what the words leave open, where the number itself may be off by slack units of its last
// digit on either side.
func (s statement) within(slack float64) interval {
	step := s.step
	if math.IsNaN(step) {
		step = 0
	}
	d := step * slack
	switch s.qualifier {
	case pipeline.Exact:
		return interval{s.value - d, s.value + d}
	case pipeline.About:
		return interval{s.value - step, s.value + step}
	case pipeline.Nearly: // 近5万 is not far below
		if s.value < 0 {
			return interval{s.value - d, s.value + step}
		}
		return interval{s.value - step, s.value + d}
	case pipeline.Some: // 5万多 is below 6万
		if s.value < 0 {
			return interval{s.value - step, s.value + d}
		}
		return interval{s.value - d, s.value + step}
	}
	// A bound is meant as it is written; only a tolerant reader allows for digits cut off.
	if slack < 1 {
		d = 0
	}
	low, high := math.Inf(-1), math.Inf(1)
	if !math.IsNaN(s.low) {
		low = s.low - d
	}
	if !math.IsNaN(s.high) {
		high = s.high + d
	}
	return interval{low, high}
}

// halfUnit is a hair less than a half, so that neighbours (2.2 and 2.3) do not meet at their common end.
const halfUnit = 0.499

// aroundHalf is half a unit of the last digit on either side: what 左右 allows a plan.
func (s statement) aroundHalf() interval {
	s.qualifier = pipeline.Exact
	return s.rounding()
}

// atMost is the statement as a limit: with 左右, half a unit of the last digit more.
func (s statement) atMost() statement {
	s.high = s.value
	if s.qualifier == pipeline.About {
		s.high = s.aroundHalf().high
	}
	s.qualifier, s.low = pipeline.AtMost, math.NaN()
	return s
}

// since is what was added to an earlier stock: both were rounded, so the last digits add up. A stock that
// is only a bound leaves what was added unknown.
func (s statement) since(old statement) statement {
	if class, _ := old.precision(); class > 1 {
		return statement{value: math.NaN(), low: math.NaN(), high: math.NaN(), step: math.NaN()}
	}
	s.value, s.low, s.high = s.value-old.value, s.low-old.value, s.high-old.value
	if !math.IsNaN(old.step) {
		s.step += old.step
	}
	return s
}

func (s statement) unknown() bool {
	return math.IsNaN(s.value) && math.IsNaN(s.low) && math.IsNaN(s.high)
}

// rounding is the interval of values that are written so when rounded; tolerant allows a whole unit of
// the last digit, for numbers that were cut off rather than rounded.
func (s statement) rounding() interval { return s.within(halfUnit).loose() }
func (s statement) tolerant() interval { return s.within(1).loose() }

// precision orders statements: exact numbers first, then by the size of their last digit.
func (s statement) precision() (class int, step float64) {
	switch s.qualifier {
	case pipeline.Exact:
		class = 0
	case pipeline.About, pipeline.Some, pipeline.Nearly:
		class = 1
	case pipeline.Range:
		class = 2
	default:
		class = 3
	}
	if math.IsNaN(s.step) {
		return class, 0
	}
	return class, s.step
}

// said is a value and the way it is said: equal for statements that say the same.
type said struct {
	qualifier        pipeline.Qualifier
	value, low, high uint64
}

func (s statement) said() said {
	bits := func(v float64) uint64 { // one for every NaN, and for both zeros
		switch {
		case math.IsNaN(v):
			return 1
		case v == 0:
			return 0
		}
		return math.Float64bits(v)
	}
	return said{s.qualifier, bits(s.value), bits(s.low), bits(s.high)}
}
