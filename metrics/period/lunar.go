package period

import "zhibiao/pipeline"

// lunarFirst is the first year of lunarYears. Their months were computed from the moon's positions and hold for
// the civil calendar of China from 1949 on.
const lunarFirst = 1949

// lunarYears holds a lunar year each: bits 0 to 12 tell the months of thirty days in their order, the leap month
// among them, bits 13 to 16 the number of the month that is repeated, or 0, and those above the day of the solar
// year on which the first month begins.
var lunarYears = [...]uint32{
	0x3af52d, 0x600536, 0x4a0aad, 0x36b5aa, 0x5a0db2, 0x460da4, 0x307d49, 0x560d4a, 0x3f0a95, 0x620a97,
	0x4e0556, 0x38cab5, 0x5c0ad5, 0x4806d2, 0x328ea5, 0x580ea5, 0x42064a, 0x2a6c97, 0x500a9b, 0x3cf55a,
	0x60056a, 0x4a0b69, 0x36b752, 0x5c0b52, 0x440b25, 0x2e964b, 0x540a4b, 0x3f14ab, 0x6202ad, 0x4c056d,
	0x38cb69, 0x5e0da9, 0x480d92, 0x329d25, 0x580d25, 0x435a4d, 0x660a56, 0x5002b6, 0x3ae5b5, 0x6006d5,
	0x4a0ea9, 0x36be92, 0x5c0e92, 0x460d26, 0x2e6a56, 0x520a57, 0x3f14d6, 0x64035a, 0x4c06d5, 0x38aec9,
	0x5e0749, 0x480693, 0x30952b, 0x56052b, 0x400a5b, 0x2c555a, 0x50056a, 0x3afb55, 0x620ba4, 0x4c0b49,
	0x34ba93, 0x5a0a95, 0x44052d, 0x2e8a6d, 0x520ab5, 0x3f35aa, 0x6405d2, 0x4e0da5, 0x38dd4a, 0x5e0e4a,
	0x480c95, 0x32952e, 0x560556, 0x400ab5, 0x2c55b2, 0x5206d2, 0x3acea5, 0x600f25, 0x4c064a, 0x34ac97,
	0x5804ab, 0x42055b, 0x2e6ad6, 0x540b69, 0x3f7752, 0x640b52, 0x4e0b25, 0x38da4b, 0x5c0a4b, 0x4604ab,
	0x30a55b, 0x5605ad, 0x400b6a, 0x2c5b52, 0x520d92, 0x3cfd25, 0x600d25, 0x4a0a55, 0x34b4ad, 0x5a04b6,
	0x4205b5, 0x2e6daa, 0x540ec9, 0x411e92, 0x640e92, 0x4e0d26, 0x38ca56, 0x5c0a57, 0x4604d6, 0x3086d5,
	0x560755, 0x420749,
}

// lunarMonth returns the first day of month m (1 to 12) of lunar year y and how many days it has; a leap month is
// never meant unless it is named.
func lunarMonth(y, m int) (first pipeline.Date, days int, ok bool) {
	if y < lunarFirst || y >= lunarFirst+len(lunarYears) || m < 1 || m > 12 {
		return first, 0, false
	}
	v := lunarYears[y-lunarFirst]
	at, leap := int(v>>17)-1, int(v>>13&15)
	n := m - 1
	if leap > 0 && m > leap {
		n++
	}
	length := func(i int) int { return 29 + int(v>>i&1) }
	for i := range n {
		at += length(i)
	}
	return addDays(pipeline.Date{Year: y, Month: 1, Day: 1}, at), length(n), true
}

// lunarDay is day d of month m of lunar year y; day 0 is the last of the month.
func lunarDay(y, m, d int) (pipeline.Date, bool) {
	first, n, ok := lunarMonth(y, m)
	if d == 0 {
		d = n
	}
	if !ok || d > n {
		return pipeline.Date{}, false
	}
	return addDays(first, d-1), true
}

// clearBright is the day of April on which 清明 falls in year y.
func clearBright(y int) int {
	if y < 2000 {
		return ((y-1900)*2422+55900)/10000 - (y-1900)/4
	}
	return ((y-2000)*2422+48100)/10000 - (y-2000)/4
}
