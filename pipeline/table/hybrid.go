package table

import (
	"encoding/binary"
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
	b = binary.AppendUvarint(b, uint64(groups)<<1|1)
	var word uint64
	filled := 0
	for k := range groups * 8 {
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
