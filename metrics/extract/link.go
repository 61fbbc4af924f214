// The walk over the clauses of a sentence that ties its quantities to metrics.

package extract

import (
	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/quantity"
	"zhibiao/pipeline"
)

// bind ties values to a metric by a name in the text.
type bind struct {
	rule *compiled
	// alts are further rules of the same name: the first that takes the value has it.
	alts []*compiled
	// s, e are the runes of the name in the sentence where it stands; sent is that sentence.
	s, e int
	text string
	// place is the index of the region that a list gave (内江、眉山经济总量), or -1.
	place int
	// period is the index of the period that a list gave (二、三、四季度分别), or -1.
	period int
	doubt  float64
	why    string
	// speed says that the passage tells the rates of change of the metric (从经济增速看, …).
	speed bool
}

// cand is one observation in the making: a quantity with its metric and measure, before its scope.
type cand struct {
	s       *sent
	q       int
	b       bind
	item    int // index of the quantity's item
	clause  int // index of the first item of the clause
	measure pipeline.Measure
	value   *apd.Decimal
	low     *apd.Decimal
	high    *apd.Decimal
	step    *apd.Decimal
	qual    pipeline.Qualifier
	unit    string
	basis   string
	based   bool // the basis is stated
	from    int  // the year from which an annual average is reckoned, or 0
	base    bool // the A of 从A增长到B
	end     bool // the B of it
	revised bool // one of the two values of a revision: 从A下调至B
	goal    bool // a target that a result is compared with
	guess   bool // what somebody expected a result to be, which is compared with it
	infer   []string
	doubt   float64
}

// linker walks the items of one sentence and ties quantities to metrics.
type linker struct {
	x       *Extractor
	s       *sent
	text    string
	topic   []bind // what a clause without a name continues
	last    pipeline.Measure
	lastQ   *quantity.Mention // the last amount
	carry   int               // an addition that goes on over a list
	pending int               // the addition of an amount that no rule takes: 其中 goes on with it
	apart   bool              // 其中 is a clause of its own: 新增公路1.2万公里，其中，高速公路…
	groups  []bind
	parts   []*compiled // the metrics of which this sentence has named a part
	head    []rune      // the head of the name in the clause before: 增加值
	recent  []bind      // what has had values in this sentence, in order; without a rule where none names it
	list    []bind      // what the clause before gave values, where it was several: for 均 in the next
	given   []bind      // what the clause gives values; a clause in brackets puts its own behind it
	prev    int         // first item of the clause before
	block   int
	old     []bind // the topic before a semicolon or of the sentence before
	theme   []bind // the metric that had values last, which the next in a ranking take up
	// shared says that the clause before told of which whole a share is: A占B的比重，由…提高到….
	shared bool
	// within says that the clause takes apart what stands before: 其中，….
	within bool
	// stray is set where the last amount of money in the paragraph was one of something that no rule names.
	stray  bool
	had    []bind // what had a value last in the paragraph
	toldAt int    // where in the text that was
	rank   int    // the item of a rank whose metric the next clause names, or -1
	rankAt int    // the first item of its clause
	// regioned says that a region has taken up the metric before since the last stop.
	regioned bool
	places   []int // regions that a clause of their own listed
	times    []int // periods that a clause of their own listed
	beside   []int // regions that the clause before listed among other words
	members  []int // memory of coordinated
	out      []cand
	faults   []fault
	// since is the basis that the sentence named before its values (与2000年相比，…; 从环比看，…); told says that
	// a value had it.
	since string
	told  bool
	// past is the since of the clauses before a semicolon: what grew to a multiple grew since then, too.
	past string
	// framed says that the basis opened the sentence and holds for all of it.
	framed bool
	// evenly is set where the clause says that one value holds for each of several: 分别增长7.5%, 均超过5%.
	evenly bool
	// ratioed is set where the clause counts per number: 每建成10个5G基站就有6个….
	ratioed bool
	// headed is set for a headline, where blanks part statements.
	headed bool
	// opened says that the sentence opens with 其中, taking that the clause before held nothing else.
	opened, taking bool
	// branch is the branch that clauses of the sentence are about, manner set where one told a way of trade that is a part.
	branch branch
	manner bool
	// opens is where in the text the block of the sentence begins.
	opens int
	// inPart is set in a clause with 其中 behind one of a part, which parted marks: what it takes apart is the part.
	inPart, parted bool
	// company is set where the sentence speaks of a company by a word for it: 该公司4G用户.
	company bool
	// refused is set where a word nearby makes the name one of another metric.
	refused bool
}

type fault struct {
	reason pipeline.Reason
	detail string
	s, e   int
}

// link ties the quantities of s.
func (k *linker) link(s *sent) {
	k.s = s
	k.topic, k.carry, k.groups, k.last, k.lastQ, k.list, k.prev = nil, 0, nil, "", nil, nil, 0
	k.places, k.times, k.beside = nil, nil, nil
	k.recent = k.recent[:0]
	k.opened = k.opensAmong()
	if !k.opened || k.block != s.block {
		k.parts = k.parts[:0]
	}
	if !k.opened || k.block != s.block || string(k.head) != "产量" { // …种产品产量增长。其中，钢材…，新能源汽车…
		k.head = k.head[:0]
	}
	k.shared = false
	k.inPart, k.parted = false, false
	k.taking, k.branch, k.manner = false, branch{s: -1}, false
	k.since, k.told, k.framed, k.past = "", false, false, ""
	k.rank, k.regioned = -1, false
	if k.block != s.block {
		k.block, k.old, k.theme, k.had, k.stray = s.block, nil, nil, nil, false
	}
	k.topic = k.leadIn()
	items := s.items
	a := 0
	for i := 0; i < len(items); i++ {
		it := items[i]
		if it.kind != itPunct {
			if k.headed && i > a && k.blankParts(i, a) {
				k.clause(a, i)
				a = i
			}
			continue
		}
		switch rune(it.i) {
		case '(', '〔', '[':
			if j := closing(items, i); j > 0 {
				i = j
			}
		case '《':
			i = titleEnd(items, i, len(items))
		case ',', ':', ';', '。', '!', '?', '|':
			k.clause(a, i)
			a = i + 1
			switch rune(it.i) {
			case ';', '。', '|': // a region may take up the metric: 天水市3150个
				if k.topic != nil {
					k.old = k.topic
				}
				k.topic, k.carry, k.groups, k.places, k.regioned = nil, 0, nil, nil, false
				if k.since != "" {
					k.past = k.since
				}
				if !k.framed {
					k.since = ""
				}
				if rune(it.i) != ';' {
					k.last = ""
				}
				k.recent = k.recent[:0]
			}
		}
	}
	k.clause(a, len(items))
	if k.topic != nil {
		k.old = k.topic
	}
	k.setApart()
}

// blankParts reports whether a blank before item i of a headline parts two statements: 算力规模23.7万P 智算规模全国前列.
func (k *linker) blankParts(i, a int) bool {
	items := k.s.items
	switch items[i].kind {
	case itNoun, itAnchor, itPlace, itOrg, itPeriod:
	default:
		return false
	}
	if items[i].s == items[i-1].e {
		return false
	}
	for j := i - 1; j >= a; j-- {
		switch items[j].kind {
		case itCue, itPlain:
			continue
		case itQty:
			return items[i].s > k.s.qs[items[j].i].To
		}
		return false
	}
	return false
}

// aside links what stands in brackets: it continues the metric before them.
func (k *linker) aside(a, b int, cur []bind) {
	has := false
	for i := a; i < b; i++ {
		if k.s.items[i].kind == itQty {
			has = true
		}
	}
	if !has {
		for i := a; i < b; i++ {
			k.excluding(i, b) // (按2021年不变价计算): no period of the value
		}
		return
	}
	topic, carry, last, beside := k.topic, k.carry, k.last, k.beside
	if cur != nil {
		k.topic = cur
	}
	from := a
	for i := a; i <= b; i++ {
		if i == b || k.s.items[i].kind == itPunct && (rune(k.s.items[i].i) == ',' || rune(k.s.items[i].i) == ';') {
			k.clause(from, i)
			from = i + 1
		}
	}
	k.topic, k.carry, k.last, k.beside = topic, carry, last, beside
}

// bindOf binds the name at runes s..e to the first of rules; the others are its alternatives.
func (k *linker) bindOf(rules []*compiled, s, e int, doubt float64, why string) bind {
	return bind{rule: rules[0], alts: rules[1:], s: s, e: e, text: k.words(s, e), place: -1, period: -1, doubt: doubt, why: why}
}

// setApart makes what the sentence leaves to the next fit for it: mostly one metric that is all three.
func (k *linker) setApart() {
	old, theme, had := k.old, k.theme, k.had
	k.old = apart(old)
	if k.theme = k.old; !sameBinds(theme, old) {
		k.theme = apart(theme)
	}
	switch {
	case sameBinds(had, old):
		k.had = k.old
	case sameBinds(had, theme):
		k.had = k.theme
	default:
		k.had = apart(had)
	}
}

// sameBinds reports whether a and b are the same binds in memory.
func sameBinds(a, b []bind) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// apart makes the binds of one sentence fit for the next: the places of its names mean nothing there.
func apart(on []bind) []bind {
	out := make([]bind, len(on))
	for i, b := range on {
		b.s, b.e, b.place, b.period = -1, -1, -1, -1
		b.doubt += 0.08
		out[i] = b
	}
	return out
}

// closing returns the index of the bracket that closes the one at i, or -1.
func closing(items []item, i int) int {
	depth := 0
	for j := i; j < len(items) && j < i+200; j++ {
		if items[j].kind != itPunct {
			continue
		}
		switch rune(items[j].i) {
		case '(', '〔', '[':
			depth++
		case ')', '〕', ']':
			if depth--; depth == 0 {
				return j
			}
		}
	}
	return -1
}

// titleEnd returns the index of the mark that closes the title which opens at i, or i where none does before b.
func titleEnd(items []item, i, b int) int {
	for j := i + 1; j < b; j++ {
		if items[j].mark('》') {
			return j
		}
	}
	return i
}

func (k *linker) nextQty(i, b int) int {
	for j := i + 1; j < b; j++ {
		if k.s.items[j].kind == itQty {
			return j
		}
	}
	return -1
}

func (k *linker) miss(q int, why string) {
	if k.s.whyNot[q] == "" {
		k.s.whyNot[q] = why
	}
}

// opensAmong reports whether the sentence goes on to take apart what the one before spoke of: 其中，出口….
func (k *linker) opensAmong() bool {
	for _, it := range k.s.items {
		if it.kind == itCue {
			return k.x.cues.words[it.i].set.has(cueAmong)
		}
		if it.kind != itPlain {
			return false
		}
	}
	return false
}

// among reports whether the clause a..b opens with 其中.
func (k *linker) among(a, b int) bool {
	it := k.s.items[a]
	return a < b && k.x.says(it, cueAmong)
}

// frames reports whether the items a..b name a time or a region.
func (k *linker) frames(a, b int) bool {
	for _, it := range k.s.items[a:b] {
		if it.kind == itPeriod || it.kind == itPlace {
			return true
		}
	}
	return false
}

// added reports whether the value before is an addition to an amount just told: 总数1083万个，净增87万个. What
// 其中 takes apart then is the amount.
func (k *linker) added() bool {
	n := len(k.out)
	return n > 1 && k.out[n-1].measure == pipeline.Increment && k.out[n-1].bare() &&
		k.out[n-2].measure == pipeline.Level && k.out[n-2].b.rule == k.out[n-1].b.rule
}
