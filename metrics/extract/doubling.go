// Things of which each became twice as much: 实现“双翻番”.

package extract

import (
	"slices"

	"zhibiao/metrics/quantity"
)

// doubles reports whether item i is a doubling.
func (k *linker) doubles(i, b int) bool {
	return i < b && k.s.items[i].kind == itQty && k.s.qs[k.s.items[i].i].Kind == quantity.Doubling
}

// allDoubled are the metrics that the doubling at item i is of where it is of more than one: those of the list before it, one
// of which may be a joint name (生产总值、城乡居民收入实现翻番), or, where it says so, those that had values before it in the
// sentence (机架4万架、算力2万P，实现“双翻番”).
func (k *linker) allDoubled(a, i int, on []bind, bare bool) []bind {
	if bare {
		if n := k.fold(i); n > 1 && n == len(k.recent) {
			return known(anywhere(slices.Clone(k.recent)))
		}
		return nil
	}
	if !jointOf(on) {
		return nil
	}
	return append(known(k.subjects(a, k.folded(i))), on...)
}

// folded is the item with which the words of the doubling at item i begin: 三个|翻番.
func (k *linker) folded(i int) int {
	if k.s.items[i-1].kind == itQty {
		return i - 1
	}
	return i
}

// fold is how many things the doubling at item i says that it is of: 双翻番, 三个翻番; or 0.
func (k *linker) fold(i int) int {
	switch it := k.s.items[i-1]; {
	case k.s.is(i-1, "双"):
		return 2
	case it.kind == itQty && k.s.qs[it.i].Classifier == "个" && k.s.qs[it.i].Value != nil:
		if n, err := k.s.qs[it.i].Value.Int64(); err == nil {
			return int(n)
		}
	}
	return 0
}
