package fold

// dropped marks, in the table, a rune that the fold leaves out. U+FFFF is no character.
const dropped = 0xffff

// table is the fold of every rune of the basic plane: one look-up per rune of a text.
var table = newTable()

func newTable() *[0x10000]uint16 {
	t := new([0x10000]uint16)
	for r := range rune(0x10000) {
		f := plain(r)
		if f < 0 {
			f = dropped
		}
		t[r] = uint16(f)
	}
	from := rune(0)
	for _, r := range traditional {
		if from == 0 {
			from = r
			continue
		}
		t[from] = uint16(r)
		from = 0
	}
	return t
}
