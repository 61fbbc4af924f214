package table

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// appendHybrid encodes numbers of the given width in bits as Parquet's hybrid of runs and packed bits: a
// run of one number where it comes eight times or more, groups of eight packed numbers elsewhere.
func appendHybrid[T uint8 | uint32](b []byte, values []T, width int) []byte {
	for i := 0; i < len(values); {
		if n := runOf(values[i:]); n >= 8 || n == len(values)-i {
			b = appendRun(b, values[i], n, width)
			i += n
			continue
		}
		// Packed groups up to the next run that starts at a group's border.
		end := i
		for end < len(values) {
			if n := runOf(values[end:min(end+16, len(values))]); n == 16 {
				break
			}
			end += 8
		}
		end = min(end, len(values))
		b = appendPacked(b, values[i:end], width)
		i = end
	}
	return b
}

// runOf is the length of the run at the start of values.
func runOf[T uint8 | uint32](values []T) int {
	n := 1
	for n < len(values) && values[n] == values[0] {
		n++
	}
	return n
}

func appendRun[T uint8 | uint32](b []byte, v T, n, width int) []byte {
	b = binary.AppendUvarint(b, uint64(n)<<1)
	for k := 0; k < width; k += 8 {
		b = append(b, byte(uint32(v)>>k))
	}
	return b
}

// appendPacked fills the last group with zeros.
func appendPacked[T uint8 | uint32](b []byte, values []T, width int) []byte {
	groups := (len(values) + 7) / 8
	return pack(binary.AppendUvarint(b, uint64(groups)<<1|1), values, width, 8*groups)
}

// pack packs n numbers into bits; those that are not there are zeros. n is a multiple of 8.
func pack[T uint8 | uint32](b []byte, values []T, width, n int) []byte {
	var word uint64
	filled := 0
	for k := range n {
		if k < len(values) {
			word |= uint64(values[k]) << filled
		}
		for filled += width; filled >= 8; filled -= 8 {
			b = append(b, byte(word))
			word >>= 8
		}
	}
	return b
}

// widthOf is how many bits a number up to most needs: one at least, as some readers know no width of nothing.
func widthOf(most int) int { return max(bits.Len(uint(most)), 1) }

// appendDeltas encodes numbers as Parquet's DELTA_BINARY_PACKED: by how much each is more than the one before it, in
// blocks of 128 that say what the least difference is and, for each quarter, how many bits the others take beside it.
func appendDeltas(b []byte, values []uint32) []byte {
	const block, quarters = 128, 4
	b = binary.AppendUvarint(binary.AppendUvarint(b, block), quarters)
	b = binary.AppendUvarint(b, uint64(len(values)))
	if len(values) == 0 {
		return binary.AppendVarint(b, 0)
	}
	b = binary.AppendVarint(b, int64(int32(values[0])))
	var buf [block]uint32
	for last, rest := values[0], values[1:]; len(rest) > 0; {
		deltas := buf[:min(block, len(rest))]
		least := int32(math.MaxInt32)
		for i := range deltas {
			deltas[i], last = rest[i]-last, rest[i]
			least = min(least, int32(deltas[i]))
		}
		rest = rest[len(deltas):]
		b = binary.AppendVarint(b, int64(least))
		at := len(b)
		b = append(b, make([]byte, quarters)...)
		for q := 0; len(deltas) > 0; q++ {
			part := deltas[:min(block/quarters, len(deltas))]
			deltas = deltas[len(part):]
			var most uint32
			for i := range part {
				part[i] -= uint32(least)
				most = max(most, part[i])
			}
			b[at+q] = byte(bits.Len32(most))
			b = pack(b, part, bits.Len32(most), block/quarters)
		}
	}
	return b
}
