package extract

import (
	"strings"
	"unicode"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
	"zhibiao/metrics/lexicon"
	"zhibiao/metrics/period"
	"zhibiao/metrics/place"
	"zhibiao/metrics/quantity"
	"zhibiao/metrics/rule"
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
	goal    bool // a target that a result is compared with
	infer   []string
	doubt   float64
}

// state is what a clause has said since the last quantity or list mark.
type state struct {
	sign    int  // direction of change
	speed   bool // the subject is a rate of change (增速)
	head    bool // the subject is the amount (总量)
	share   bool // a share follows
	about   bool // … that is told roughly (约占)
	denom   bool // inside the whole of a share (占…的)
	bench   bool // a comparison with a yardstick
	benchAt int  // the rune where it was stated
	reach   bool // a verb of reaching
	strong  bool // … that is more than a bound
	inc     int  // an addition in this unit
	basis   string
	based   bool
	from    bool
	nouns   int
	ranked  int  // the nouns before the verb of ranking, plus 1
	object  bool // a noun stands after a verb: the number is of it (完成投资191亿元)
	verbs   int
	glued   bool // the first noun follows the name directly
	joint   bool // the nouns are a second subject beside the name (国内生产总值和人均收入翻一番)
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
	groups  []bind
	partOf  bool        // the clause before spoke of a part of a metric
	parts   []*compiled // the metrics of which this sentence has named a part
	head    []rune      // the head of the name in the clause before: 增加值
	recent  []bind      // what has had values in this sentence, in order
	list    []bind      // what the clause before gave values, for 均 in the next
	prev    int         // first item of the clause before
	block   int
	old     []bind // the topic before a semicolon or of the sentence before
	places  []int  // regions that a clause of their own listed
	times   []int  // periods that a clause of their own listed
	out     []cand
	faults  []fault
	// since is the basis that the sentence named before its values (与2000年相比，…; 从环比看，…); told says that
	// a value had it.
	since string
	told  bool
	// framed says that the basis opened the sentence and holds for all of it.
	framed bool
	// evenly is set where the clause says that one value holds for each of several: 分别增长7.5%, 均超过5%.
	evenly bool
	// ratioed is set where the clause counts per number: 每建成10个5G基站就有6个….
	ratioed bool
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
	k.places, k.times, k.recent, k.head, k.partOf = nil, nil, nil, nil, false
	if !k.opensAmong() || k.block != s.block {
		k.parts = k.parts[:0]
	}
	k.since, k.told, k.framed = "", false, false
	if k.block != s.block {
		k.block, k.old = s.block, nil
	}
	items := s.items
	a := 0
	for i := 0; i < len(items); i++ {
		it := items[i]
		if it.kind != itPunct {
			continue
		}
		switch rune(it.i) {
		case '(', '〔', '[':
			if j := closing(items, i); j > 0 {
				i = j
			}
		case '《':
			for j := i + 1; j < len(items); j++ {
				if items[j].kind == itPunct && rune(items[j].i) == '》' {
					i = j
					break
				}
			}
		case ',', ':', ';', '。', '!', '?', '|':
			k.clause(a, i)
			a = i + 1
			switch rune(it.i) {
			case ';', '。', '|': // a region may take up the metric: 天水市3150个
				if k.topic != nil {
					k.old = k.topic
				}
				k.topic, k.carry, k.groups = nil, 0, nil
				if !k.framed {
					k.since = ""
				}
				if rune(it.i) != ';' {
					k.last = ""
				}
				k.recent = nil
			}
		}
	}
	k.clause(a, len(items))
	if k.topic != nil {
		k.old = k.topic
	}
	k.old = apart(k.old)
}

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

// clause links the items a..b, a stretch between commas.
func (k *linker) clause(a, b int) {
	if a >= b {
		return
	}
	if k.ratio(a, b) || k.distribute(a, b) {
		k.prev = a
		return
	}
	if k.listing(a, b) {
		return
	}
	items := k.s.items
	if k.last != pipeline.Increment {
		k.carry = 0 // an addition goes on over a comma only from a value that was one
	}
	if k.pending != 0 && k.among(a, b) {
		k.carry = k.pending // 新增公路1.2万公里，其中高速公路3358公里
	}
	k.pending = 0
	var st state
	var cur []bind
	k.ratioed, k.evenly = false, false
	sawQty, linked := false, false
	unitAnchor := false
	content := false
	all, partOf := false, false
	real := false // the clause opens with 扣除价格因素
	goal := false // the name is one of a goal in quotes that a result is compared with
	var list []bind
	for i := a; i < b; i++ {
		it := items[i]
		switch it.kind {
		case itPunct:
			switch rune(it.i) {
			case '、':
				if st.inc != 0 {
					k.carry = st.inc
				}
				st = state{}
				unitAnchor = false
			case '(', '〔', '[':
				if j := closing(items, i); j > 0 && j < b {
					if !k.placed(i, j, a, cur) && !st.bench && !k.yardstick(i, a) {
						k.aside(i+1, j, cur)
					}
					i = j
				}
			case '《':
				for j := i + 1; j < b; j++ {
					if items[j].kind == itPunct && rune(items[j].i) == '》' {
						i = j
						break
					}
				}
				st.nouns++
				content = true
			}
		case itAnchor:
			an := &k.s.as[it.i]
			if st.bench && k.quotedGoal(i, b) {
				st, goal = state{}, true
			}
			if k.twin(i, a) {
				continue
			}
			if st.denom || st.bench || k.inWhole(i, a) {
				an.why = "stands for the whole of a share or for a yardstick"
				continue
			}
			ok, doubt, why := k.leftOK(i, a)
			if ok && k.underPart(i, a) {
				ok, why = false, "what stands before the name in an earlier clause holds for it: 服务出口…，进口…"
			}
			isPart := false
			if w := k.restricted(i, a); ok && w != "" {
				ok, isPart, why = false, true, "part of the metric: "+w+" stands before the name"
			}
			if ok {
				k.parts = k.parts[:0]
			}
			if !ok {
				partOf = true
				if c := k.x.entries[an.entry].rules[0]; c.Unit == "CNY" && (isPart || c.parts.longest(k.s.line.Runes, an.s, 0) > 0) {
					k.parts = append(k.parts, c)
				}
				an.why = why
				cur = nil
				st.nouns++
				st.glued = true
				content = true
				unitAnchor = true
				k.topic = nil
				continue
			}
			cur = k.binds(i, a, doubt)
			if st.inc == 0 && k.x.adds(k.s.line.Runes[an.s:an.e]) {
				st.inc = 1 // the name brings the verb: 改造城镇老旧小区150个、农村公路800公里
			}
			st = state{inc: st.inc, share: shareName(k.x.entries[an.entry].name), sign: yieldSign(k.x.entries[an.entry].name)}
			unitAnchor = true
			k.topic = cur
			k.last = ""
		case itPlain:
			if j := k.excluding(i, b); j > 0 {
				i = j
			}
		case itCue:
			if j := max(k.excluding(i, b), k.amid(i, b)); j > 0 {
				i = j
				continue
			}
			real = real || i == a && hasAt(k.s.line.Runes, it.s, "扣除价格因素")
			k.cue(&st, i, a)
			all = all || k.x.cues.words[it.i].set.has(cueAll) || k.x.cues.words[it.i].set.has(cueEach)
			k.evenly = k.evenly || all
			if k.x.cues.words[it.i].set.has(cueAmong) && k.added() {
				k.carry = 0
			}
		case itPeriod:
			k.period(&st, it.i)
			if c := k.s.ps[it.i].Cue; (c == period.AsOf || c == period.Now) && st.inc == 0 {
				k.carry = 0 // 新增…7家，6月末…204家
			}
		case itNoun:
			if st.denom || st.bench {
				continue
			}
			if st.nouns == 0 && i > a && items[i-1].kind == itAnchor {
				st.glued = true
			}
			st.joint = st.joint || st.nouns == 0 && i > a+1 && items[i-2].kind == itAnchor && k.joins(i-1)
			st.nouns++
			st.object = st.object || st.reach || st.inc != 0 && cur != nil && st.nouns == 1 && i > a && items[i-1].kind == itCue
			content = true
		case itName:
			if st.denom || st.bench {
				continue
			}
			st.nouns++
			content = true
		case itVerb, itAdj:
			if st.denom || st.bench {
				continue
			}
			if j := k.excluding(i, b); j > 0 {
				i = j
				continue
			}
			st.verbs++
		case itQty:
			q := &k.s.qs[it.i]
			if q.Kind == quantity.Duration || k.regions(i) {
				continue
			}
			sawQty = true
			if why := k.noValue(i, a); why != "" {
				k.miss(it.i, why)
				k.reset(&st)
				content = false // what the clause before spoke of goes on
				continue
			}
			if st.bench && st.benchAt >= q.From {
				st.bench = false // 低于每立方米19微克 bounds the value itself
			}
			if k.topic != nil && (!unitAnchor || k.planned(i) || k.compared(q)) && st.nouns == 0 && k.goal(i, b) && (k.last != pipeline.Growth || q.Kind == quantity.Percent) {
				if st.inc == 0 && k.last == pipeline.Increment {
					st.inc = 1
				}
				st = state{reach: true, strong: true, inc: st.inc}
				if k.last == pipeline.Growth {
					st.sign, st.basis = 1, "yoy"
				}
				if k.emit(i, a, k.topic, q, &st, false, false) {
					k.aim(&k.out[len(k.out)-1], q)
				}
				k.reset(&st)
				continue
			}
			if q.Kind == quantity.Multiple {
				k.baseBefore(i, a, &st)
			}
			// the name may follow: 3000个老旧小区
			if post, j := k.following(i, b, q, &st); post != nil {
				if st.inc == 0 {
					st.inc = k.carry
				}
				inc := st.inc
				if k.emit(i, a, post, q, &st, false, false) {
					if k.goal(j, b) {
						k.aim(&k.out[len(k.out)-1], q)
					}
					cur = post
					k.topic = cur
					linked = true
					list = append(list, post...)
					k.carry = inc
					st = state{}
					unitAnchor = true
					i = j
					continue
				}
				st.inc = inc
			}
			if q.Kind == quantity.Percent && st.sign == 0 && !st.share {
				st.sign = k.growthAfter(i, b)
			}
			if k.counts(i, b, q) {
				k.miss(it.i, "the number counts the noun that follows it")
				k.reset(&st)
				content = true
				continue
			}
			on := cur
			bare := !unitAnchor
			if bare && st.nouns > 0 && len(on) > 0 && q.Kind == quantity.Amount {
				seg := i // 粮食播种面积1584.6万亩、总产量132.4亿斤
				for seg > a && items[seg-1].kind != itPunct {
					seg--
				}
				if h := k.splitHead(seg, i); h != nil {
					on, bare = h, false
					st.nouns, st.glued = 0, false
				}
			}
			if q.Kind == quantity.Rank && bare {
				if gs := k.listed(a, i); len(gs) > 0 {
					on, bare = gs, false
					st.nouns = 0
				}
			}
			if on == nil && bare {
				if on = k.topic; all && len(k.list) > 1 {
					on = k.list
				}
				ps := k.placesAhead(a, i)
				if on == nil && k.old != nil && st.nouns == 0 && st.verbs == 0 &&
					(real && st.sign != 0 || len(ps) > 0 && q.Kind == quantity.Amount && st.sign == 0 || (st.based || k.timed(a, i)) && (st.sign != 0 || st.reach) && q.Kind != quantity.Points && k.opening(i) && len(ps) == 0) {
					on = k.old
				}
				on = anytime(on)
				if on == nil && q.Kind == quantity.Amount && st.nouns == 0 && len(ps) > 1 {
					on = k.old
				}
				if len(ps) > 1 && len(on) > 0 {
					on = spread(anywhere(on)[0], ps, nil)
				} else if len(ps) == 1 {
					on = anywhere(on)
				}
				if all && len(on) == 1 {
					on = k.overPeriods(a, i, on[0])
				}
				if on == nil || st.nouns > 0 {
					h := k.splitHead(a, i)
					if h == nil {
						h = k.headBefore(a, i)
					}
					if h == nil {
						h = k.perHead(a, i)
					}
					if h != nil {
						on, bare = h, false
						st.nouns, st.glued = 0, false
					}
				}
			}
			if on == nil {
				k.miss(it.i, "no metric's name stands in the clause")
				k.pending = st.inc
				k.reset(&st)
				content = true
				continue
			}
			if why := blocked(&st, bare, q.Kind); why != "" {
				if st.nouns > 0 && !st.bench {
					cur, k.topic = nil, nil // what follows speaks of that other thing
				}
				k.miss(it.i, why)
				k.reset(&st)
				continue
			}
			if bare && st.inc == 0 && (st.reach || q.Kind == quantity.Amount) || st.strong && st.inc == 0 {
				k.carry = 0
			}
			if st.inc == 0 && k.carry != 0 && !st.share && !st.bench && st.sign == 0 && !bare && on[0].rule.Kind != rule.Rate {
				st.inc = k.carry
			}
			if (q.Kind == quantity.Rank || q.Kind == quantity.Doubling) && len(on) == 1 && !bare {
				if gs := known(k.subjects(a, i)); len(gs) > 1 {
					on = gs // 网民数量、网络零售额已居全球第一
				}
			}
			base := st.from && k.goesTo(i, b)
			k.refused = false
			if k.emit(i, a, on, q, &st, bare && cur == nil, base) {
				linked = true
				list = append(list, on...)
				k.topic = on
				if goal {
					k.aim(&k.out[len(k.out)-1], q)
					goal = false
				}
			} else if k.refused {
				cur, k.topic = nil, nil // what follows speaks of the other metric
			}
			if base {
				from := st
				st = state{share: from.share, speed: from.speed, basis: from.basis, based: from.based, reach: true, strong: true}
				if from.speed {
					st.sign = from.sign
				}
				if j := k.nextQty(i, b); j > 0 {
					turned := false
					for m := i + 1; m < j; m++ {
						if items[m].kind == itCue {
							turned = turned || k.s.textOf(items[m].s, items[m].e) == "转为"
							k.cue(&st, m, a)
						}
					}
					turned = turned && from.sign != 0 && st.sign != 0 // 由…下降3.8%转为增长1.7%: both are growths
					st.reach, st.strong = true, !turned
					if !from.speed && !turned {
						st.sign = 0
					}
					q2 := &k.s.qs[items[j].i]
					if k.emit(j, a, on, q2, &st, bare && cur == nil, false) {
						k.out[len(k.out)-1].end = true
					}
					i = j
				}
			}
			k.reset(&st)
		}
	}
	if len(list) > 0 {
		k.list = list
	}
	if !sawQty && len(list) == 0 && cur == nil {
		k.leadBasis(a, b)
		if !partOf && !content && k.frames(a, b) {
			k.parts = k.parts[:0] // 上半年，…: another matter
		}
	}
	k.prev, k.partOf = a, partOf
	k.headOf(a, b)
	if cur == nil && content && sawQty && !linked {
		k.topic = nil
	}
}

// twin reports whether the name at item i says the name right before it once more: 居民消费价格CPI.
func (k *linker) twin(i, a int) bool {
	if i == a || k.s.items[i-1].kind != itAnchor || k.s.items[i-1].e != k.s.items[i].s {
		return false
	}
	one, other := &k.s.as[k.s.items[i-1].i], &k.s.as[k.s.items[i].i]
	return one.why == "" && k.x.entries[one.entry].rules[0] == k.x.entries[other.entry].rules[0]
}

// among reports whether the clause a..b opens with 其中.
func (k *linker) among(a, b int) bool {
	it := k.s.items[a]
	return a < b && it.kind == itCue && k.x.cues.words[it.i].set.has(cueAmong)
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

// underPart reports whether the name at item i opens a clause and an earlier clause named a part of the same metric
// or of one beside it, so that the name stands for that part: 对欧盟的进出口…，进出口额…; 服务出口…，进口….
func (k *linker) underPart(i, a int) bool {
	for j := i - 1; j >= a; j-- {
		if it := k.s.items[j]; it.kind != itCue || !k.x.cues.words[it.i].set.has(cueAmong) && it.e-it.s > 1 {
			return false
		}
	}
	an := &k.s.as[k.s.items[i].i]
	c := k.x.entries[an.entry].rules[0]
	for _, p := range k.parts {
		if p == c || an.e-an.s <= 4 && p.Unit == c.Unit {
			return true
		}
	}
	return false
}

// restricted returns the words that make the metric named at item i that of a part: a partner, a source or a use before
// 的 (对欧盟的进出口, 来自香港的外资, 用于小微企业的贷款), or a holder that is no region (国家级开发区拥有经营主体). Else "".
func (k *linker) restricted(i, a int) string {
	items, r := k.s.items, k.s.line.Runes
	c := k.x.entries[k.s.as[items[i].i].entry].rules[0]
	if i > a && items[i-1].kind == itCue && r[items[i-1].e-1] == '的' && c.Unit == "CNY" {
		for j := i - 2; j >= a && j >= i-10; j-- {
			it := items[j]
			if it.kind == itPunct || it.kind == itQty || it.kind == itPeriod {
				break
			}
			switch w := k.s.textOf(it.s, it.e); w {
			case "对", "同", "与", "来自", "用于", "投向", "流向":
				return w + "…的"
			}
		}
	}
	j := i - 1
	for j >= a && (items[j].kind == itCue && (k.x.cues.words[items[j].i].set.glue() || k.x.cues.words[items[j].i].set.has(cueReach)) || items[j].kind == itVerb) && r[items[j].e-1] != '的' {
		j--
	}
	if j < a || j == i-1 || items[j].kind != itNoun {
		return ""
	}
	noun := r[items[j].s:items[j].e]
	for _, w := range [...]string{"开发区", "经开区", "高新区", "试验区", "保税区", "综保区", "产业园", "园区"} {
		if n := len([]rune(w)); len(noun) >= n && string(noun[len(noun)-n:]) == w {
			return w
		}
	}
	return ""
}

// met reports whether the text before a percentage is that of a plan which was met by as much: 完成年度计划的82.3%.
func met(before []rune) bool {
	if n := len(before); n > 0 && before[n-1] == '的' {
		before = before[:n-1]
	}
	_, n := plansMet.Backward(before, len(before), 0)
	return n > 0
}

// plansMet holds the words of plans, from their ends.
var plansMet = wordTrie(lexicon.Reversed("计划"), lexicon.Reversed("预算"), lexicon.Reversed("目标任务"), lexicon.Reversed("年度任务"),
	lexicon.Reversed("全年任务"), lexicon.Reversed("年度目标"), lexicon.Reversed("全年目标"))

// leadBasis takes the basis that a clause without a metric sets for those after it: 从环比看，….
func (k *linker) leadBasis(a, b int) {
	for _, it := range k.s.items[a:b] {
		if it.kind == itAnchor {
			return
		}
	}
	for _, it := range k.s.items[a:b] {
		if it.kind == itPeriod && k.s.ps[it.i].Cue == period.Comparison && k.s.ps[it.i].Basis == "mom" {
			k.since, k.told = "mom", false
		}
		if it.kind == itPeriod && a == 0 && strings.HasPrefix(k.since, "since:") && k.s.ps[it.i].Cue == period.Comparison {
			k.framed = true // 2005年与2000年相比，…；…
		}
	}
}

// noValue says why the words right beside the number at item i keep it from being anybody's value, or "":
// a definition (1TB=1024GB), an assumption (以预期寿命70岁计算), the unit of a ratio (每建成10个5G基站就有6个…).
func (k *linker) noValue(i, a int) string {
	r := k.s.line.Runes
	it := k.s.items[i]
	if it.e+1 == len(r) && r[it.e] == '.' && k.s.qs[it.i].Classifier == "" {
		return "the number is cut off"
	}
	if it.s > 0 && r[it.s-1] == '=' || it.e < len(r) && r[it.e] == '=' {
		return "the number is of a definition"
	}
	for _, w := range [...]string{"计算", "来计算", "测算", "推算"} {
		if hasAt(r, it.e, w) {
			return "the number is an assumption of a calculation"
		}
	}
	for n := 1; n <= 3 && n <= it.s; n++ {
		if r[it.s-n] != '每' {
			continue
		}
		switch string(r[it.s-n : it.s]) {
		case "每", "每有", "每建", "每建成", "每新建", "每新增", "每投入", "每生产":
			k.ratioed = true
			return "the number is the unit of a ratio"
		}
	}
	if k.s.qs[it.i].Kind == quantity.Percent && met(r[:it.s]) {
		return "the number tells how far a plan was met"
	}
	if k.ratioed && i > a && k.s.textOf(k.s.items[i-1].s, k.s.items[i-1].e) == "有" {
		return "the number is one side of a ratio"
	}
	return ""
}

// adds reports whether a name begins with a verb of addition.
func (x *Extractor) adds(name []rune) bool {
	id, _ := x.cues.trie.Longest(name, 0)
	return id >= 0 && x.cues.words[id].set.has(cueInc) && !x.cues.words[id].minus
}

// timed reports whether a period leads the quantity at item i in its clause: 一季度平均为5.2%.
func (k *linker) timed(a, i int) bool {
	for j := a; j < i; j++ {
		if k.s.items[j].kind == itPeriod && k.s.mentionUsable(j) {
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

// reset clears what belongs to the quantity just read; a direction stays for a list of the kind
// 增长5%和3%.
func (k *linker) reset(st *state) {
	if st.inc != 0 {
		k.carry = st.inc
	}
	*st = state{}
}

// asShare reports whether the cue at item i opens the whole of a share: 相当于地区生产总值的比例.
func (k *linker) asShare(i int) bool {
	if k.s.textOf(k.s.items[i].s, k.s.items[i].e) != "相当于" {
		return false
	}
	for _, it := range k.s.items[i+1:] {
		switch {
		case it.kind == itCue && k.x.cues.words[it.i].set.has(cueShareNoun):
			return true
		case it.kind == itQty || it.kind == itPunct:
			return false
		}
	}
	return false
}

// cue takes a cue word into the state.
func (k *linker) cue(st *state, i, a int) {
	it := k.s.items[i]
	w := &k.x.cues.words[it.i]
	set := w.set
	n := it.e - it.s
	switch {
	case set.has(cueInc):
		st.inc = 1
		if w.minus {
			st.inc = -1
		}
		return
	case set.has(cueShare):
		for _, w := range [...]string{"年度", "全年", "计划", "目标", "任务", "预算"} {
			if hasAt(k.s.line.Runes, it.e, w) {
				st.bench, st.benchAt = true, it.s // 占年度目标的83.3%: how far the plan was met
				return
			}
		}
		st.share, st.denom = true, true
		if r := k.s.line.Runes[it.s]; r == '约' {
			st.about = true
		}
		return
	case set.has(cueShareNoun):
		st.share = true
		st.denom = false
		return
	case set.has(cueBench):
		if k.asShare(i) {
			st.share, st.denom = true, true
			return
		}
		if st.based && n == 1 { // 比上年高0.97
			switch k.s.line.Runes[it.s] {
			case '高', '快', '多':
				st.sign = 1
			default:
				st.sign = -1
			}
			return
		}
		if n == 1 && !k.comparing(i, a) {
			return
		}
		st.bench, st.benchAt = true, it.s
		return
	case set.has(cueUp):
		st.sign = 1
	case set.has(cueDown):
		st.sign = -1
	}
	if set.has(cueUp) || set.has(cueDown) {
		switch k.s.line.Runes[it.e-1] {
		case '速', '幅', '率', '势', '度':
			st.speed = true
		case '快', '缓', '窄': // 加快, 放缓, 收窄 are said of a rate of change
			st.speed = true
		}
		return
	}
	if set.has(cueRank) && st.ranked == 0 {
		st.ranked = st.nouns + 1
		switch k.s.line.Runes[it.s] {
		case '跃', '升', '晋', '稳', '蝉':
			st.head = true // a place that is gained or kept is one of the amount, not of its growth
		}
	}
	if set.has(cueReach) {
		st.reach = true
		if !boundWord(k.s.textOf(it.s, it.e)) {
			st.strong = true
		}
		if n > 1 || st.sign == 0 {
			st.denom = false
		}
	}
	if set.has(cueHead) {
		st.head = true
	}
	if set.has(cueFrom) {
		st.from = true
	}
}

// shareName reports whether a metric's name itself says that a share follows (…占GDP比重).
func shareName(n string) bool {
	for _, w := range [...]string{"占比", "比重", "份额"} {
		if strings.HasSuffix(n, w) {
			return true
		}
	}
	return false
}

// yieldSign is the direction of a name that holds its verb: 粮食增产.
func yieldSign(name string) int {
	switch {
	case strings.HasSuffix(name, "增产"):
		return 1
	case strings.HasSuffix(name, "减产"):
		return -1
	}
	return 0
}

func boundWord(w string) bool {
	switch w {
	case "超", "超过", "近", "约", "接近", "逾", "共", "过", "约为":
		return true
	}
	return false
}

// joins reports whether item i is a conjunction.
func (k *linker) joins(i int) bool {
	switch k.s.textOf(k.s.items[i].s, k.s.items[i].e) {
	case "和", "与", "及", "以及":
		return k.s.items[i].kind == itCue
	}
	return false
}

// comparing reports whether a one-rune 高 or 低 before the quantity closes a comparison (比全国高).
func (k *linker) comparing(i, a int) bool {
	for j := i - 1; j >= a && j > i-8; j-- {
		it := k.s.items[j]
		r := k.s.line.Runes[it.s:it.e]
		if len(r) == 1 && (r[0] == '比' || r[0] == '较') {
			return true
		}
		if it.kind == itQty || it.kind == itPunct {
			return false
		}
	}
	return false
}

func (k *linker) period(st *state, i int) {
	p := &k.s.ps[i]
	if p.Cue != period.Comparison {
		if k.told {
			k.since = "" // 2005年比2000年增长50%，2006年增长8%
		}
		return
	}
	st.based = true
	st.basis = p.Basis
	if p.Basis == "annual_average" || k.framed {
		return
	}
	k.since, k.told = "", false
	if strings.HasPrefix(p.Basis, "since:") {
		k.since = p.Basis
	}
}

// blocked says why the words between a name and a quantity part them, or "".
func blocked(st *state, bare bool, kind quantity.Kind) string {
	if st.bench {
		return "the number is a distance to a yardstick"
	}
	nouns := st.nouns
	if kind == quantity.Rank && st.ranked > 0 { // 居全国县级市第一
		nouns = st.ranked - 1
	}
	if st.joint && (kind == quantity.Doubling || kind == quantity.Percent && st.sign != 0 && !st.share) {
		nouns = 0
	}
	if bare {
		if nouns > 0 {
			return "the clause speaks of something else than the metric before it"
		}
		if st.verbs > 1 {
			return "too much stands between the metric before and the number"
		}
		return ""
	}
	if st.glued && nouns > 0 {
		return "a noun follows the metric's name: it is a part of a longer name"
	}
	if kind != quantity.Amount && nouns > 0 {
		return "a noun stands between the metric's name and the number"
	}
	if nouns > 0 && st.object {
		return "a noun stands between the verb and the number: the number is of it"
	}
	if nouns > 2 || nouns > 0 && !st.reach && st.sign == 0 && st.inc == 0 && !st.share {
		return "a noun stands between the metric's name and the number"
	}
	if st.verbs > 3 {
		return "too much stands between the metric's name and the number"
	}
	return ""
}

// counts reports whether the count at item i counts a noun that follows it and is no metric's name
// (10余个项目, 86个城市, 超千亿元的县域).
func (k *linker) counts(i, b int, q *quantity.Mention) bool {
	if q.Kind != quantity.Amount || i+1 >= b {
		return false
	}
	items := k.s.items
	n := items[i+1]
	if n.kind == itCue && n.e-n.s == 1 && k.s.line.Runes[n.s] == '的' && i+2 < b {
		return items[i+2].kind == itNoun
	}
	if n.s > q.To || q.Unit != "1" {
		return false
	}
	if q.Classifier == "" {
		return n.kind == itNoun // 2万亿梯队
	}
	for j := i + 1; j < b && j < i+4 && items[j].s == items[j-1].e; j++ {
		switch items[j].kind {
		case itNoun, itAnchor: // 5万个行政村: the name is of another kind of value
			return true
		case itAdj:
		case itVerb: // 充电枪位
			return j+1 < b && items[j+1].kind == itNoun && items[j+1].s == items[j].e &&
				(j+2 >= b || items[j+2].kind == itPunct || items[j+2].kind == itPlain && items[j+2].s == items[j+1].e && items[j+2].e-items[j+2].s == 1)
		default:
			return false
		}
	}
	return false
}

// splitHead joins a noun before the quantity at item i with words of the clause before to the name of
// a metric (服务业支撑作用更加明显，增加值跨上3万亿元: 服务业 + 增加值).
func (k *linker) splitHead(a, i int) []bind {
	items := k.s.items
	r := k.s.line.Runes
	e := i
	for e > a && items[e-1].kind != itNoun && !(items[e-1].kind == itCue && k.x.cues.words[items[e-1].i].set.has(cueHead)) {
		if kd := items[e-1].kind; kd == itPunct || kd == itQty || kd == itAnchor {
			return nil
		}
		e--
	}
	h := e
	for h > a && items[h-1].kind == itNoun {
		h--
	}
	for j := a; j < h; j++ {
		if items[j].kind == itNoun || items[j].kind == itAnchor || items[j].kind == itName {
			return nil
		}
	}
	if h == e {
		return nil
	}
	tail := squeezeRunes(r[items[h].s:items[e-1].e])
	if !k.x.scopes.heads[string(tail)] {
		return nil
	}
	if len(k.topic) > 0 { // 移动电话用户…，普及率为…
		name := squeezeRunes(fold.New(k.topic[0].text, 0).Runes)
		for m := len(name); m >= 2; m-- {
			id, ok := k.x.names.Find(name[:m], tail)
			if !ok || len(k.x.entries[id].rules) != 1 {
				continue
			}
			return []bind{{rule: k.x.entries[id].rules[0], s: items[h].s, e: items[e-1].e, text: string(name[:m]) + k.words(items[h].s, items[e-1].e), place: -1, period: -1, doubt: 0.1, why: "name_over_two_clauses"}}
		}
	}
	for x := k.prev; x < a; x++ {
		for y := x; y < a && y < x+5; y++ {
			if items[y].kind == itPunct || items[y].kind == itQty {
				break
			}
			if y+1 < a && items[y+1].kind == itNoun && items[y+1].s == items[y].e {
				continue // 5G智慧港口项目: the word is only a modifier there
			}
			head := squeezeRunes(r[items[x].s:items[y].e])
			for m := 0; m < len(tail); m++ {
				if len(tail)-m < 2 || len(head) < 2 || m >= len(head) {
					break
				}
				if string(head[len(head)-m:]) != string(tail[:m]) {
					continue
				}
				id, ok := k.x.names.Find(head, tail[m:])
				if !ok || len(k.x.entries[id].rules) != 1 {
					continue
				}
				return []bind{{rule: k.x.entries[id].rules[0], s: items[h].s, e: items[e-1].e, text: k.words(items[x].s, items[y].e) + k.words(items[h].s, items[e-1].e), place: -1, period: -1, doubt: 0.1, why: "name_over_two_clauses"}}
			}
		}
	}
	return nil
}

// perHead joins words that open the clause with the name of the clause before: 5G基站16.8万个，每万人拥有20.1个.
func (k *linker) perHead(a, i int) []bind {
	items := k.s.items
	if len(k.topic) == 0 {
		return nil
	}
	for a < i && (items[a].kind == itPeriod || items[a].kind == itPlace || items[a].kind == itCue) {
		a++
	}
	if a == i || k.s.line.Runes[items[a].s] != '每' && k.s.line.Runes[items[a].s] != '万' {
		return nil
	}
	name := squeezeRunes(fold.New(k.topic[0].text, 0).Runes)
	for e := i; e > a; e-- {
		if id, ok := k.x.names.Find(squeezeRunes(k.s.line.Runes[items[a].s:items[e-1].e]), name); ok && len(k.x.entries[id].rules) == 1 {
			return []bind{{rule: k.x.entries[id].rules[0], s: items[a].s, e: items[e-1].e, text: k.words(items[a].s, items[e-1].e), place: -1, period: -1, doubt: 0.1, why: "name_over_two_clauses"}}
		}
	}
	return nil
}

// inWhole reports whether the name at item i is the whole in 在…中的占比.
func (k *linker) inWhole(i, a int) bool {
	items := k.s.items
	r := k.s.line.Runes
	in := false
	for j := i - 1; j >= a; j-- {
		if items[j].kind == itQty || items[j].kind == itPunct {
			break
		}
		if items[j].e-items[j].s == 1 && (r[items[j].s] == '在' || r[items[j].s] == '于') {
			in = true
			break
		}
	}
	if !in {
		return false
	}
	for j := i + 1; j < len(items) && j < i+6; j++ {
		if items[j].kind == itQty || items[j].kind == itPunct {
			return false
		}
		if items[j].kind == itCue && k.x.cues.words[items[j].i].set.has(cueShareNoun) {
			return true
		}
	}
	return false
}

// partName says why a name with other words before it does not stand for its metric.
const partName = "part of the metric"

// summed reports whether the name at item i shares its head with a thing before 和 (固定电话和移动电话用户), so that a single
// amount is of both.
func (k *linker) summed(i, a int) bool {
	items := k.s.items
	if i < a+2 || !k.joins(i-1) || items[i-2].kind != itNoun || items[i-2].e != items[i-1].s || items[i-1].e != items[i].s {
		return false
	}
	n := 0
	for j := i + 1; j < len(items); j++ {
		if it := items[j]; it.kind == itPunct && strings.ContainsRune(",;。", rune(it.i)) {
			break
		} else if it.kind == itQty {
			n++
		} else if it.kind == itCue && (k.x.cues.words[it.i].set.has(cueEach) || k.x.cues.words[it.i].set.has(cueAll)) {
			return false
		}
	}
	if n == 0 {
		return false
	}
	id, ok := k.withHead(squeezeRunes(k.s.line.Runes[items[i-2].s:items[i-2].e]), squeezeRunes(k.s.line.Runes[items[i].s:items[i].e]))
	return ok && k.x.entries[id].rules[0].Unit == "1"
}

// leftOK judges the words before the name at item i: whether it stands for the metric as a whole.
func (k *linker) leftOK(i, a int) (ok bool, doubt float64, why string) {
	s := k.s
	an := &s.as[s.items[i].i]
	e := &k.x.entries[an.entry]
	c := e.rules[0]
	r := s.line.Runes
	pos := an.s
	floor := 0
	verb := false
	for {
		n := c.mods.longest(r, pos, floor)
		if n == 0 {
			break
		}
		if id, m := k.x.cues.trie.Longest(r[pos-n:pos], 0); id >= 0 && m == n && n > 1 && k.x.cues.words[id].set.glue() {
			verb = true // 重点群体开展|职业技能培训: what stands before a verb is no part of the name
		}
		pos -= n
		for pos > 0 && r[pos-1] == ' ' {
			pos--
		}
	}
	if n := c.parts.longest(r, pos, floor); n > 0 {
		return false, 0, partName
	}
	for k := 1; k <= 3 && an.s+k < an.e; k++ { // 一般贸易|进出口 under the name 贸易进出口
		if n := c.parts.longest(r, an.s+k, floor); n > k {
			return false, 0, partName
		}
	}
	for n := 1; n <= 3 && pos-n >= 0; n++ { // 平均每项技术合同成交金额; 每年 is a time
		if r[pos-n] == '每' {
			if w := r[pos-n+1]; n > 1 && w != '年' && w != '月' {
				return false, 0, "an average"
			}
			break
		}
	}
	if id, _ := c.after.LongestSqueezed(r, an.e); id >= 0 {
		return false, 0, "another thing than the metric"
	}
	if k.summed(i, a) {
		return false, 0, "the number is of two things together: " + k.words(s.items[i-2].s, an.e)
	}
	if verb {
		return true, 0.03, ""
	}
	// the item that ends at pos
	j := i - 1
	for j >= 0 && s.items[j].e > pos {
		j--
	}
	if j < 0 || j < a-1 || s.items[j].e < pos && !blankBetween(r, s.items[j].e, pos) {
		if j >= 0 && s.items[j].e < pos {
			return true, 0.1, ""
		}
		return true, 0, ""
	}
	it := s.items[j]
	switch it.kind {
	case itNoun, itName, itAnchor:
		if it.e-it.s == 1 && j > 0 && s.items[j-1].kind == itPlace && s.items[j-1].e == it.s {
			return true, 0, "" // 温州|市民营经济: the rest of a region's name
		}
		if c.open && it.kind == itNoun {
			return true, 0.05, ""
		}
		return false, 0, partName
	case itVerb:
		return true, 0.03, ""
	case itPunct:
		if rune(it.i) == '、' {
			if k.listPart(c, j, a) != "" {
				return false, 0, partName
			}
		}
		if p := rune(it.i); p == '"' && k.closes(j) {
			return false, 0, partName
		}
		if rune(it.i) == ')' {
			if o := s.opening(j); o > 0 && c.Unit == "CNY" && (s.items[o-1].kind == itNoun || s.items[o-1].kind == itName) && !c.open && s.items[o-1].e == s.items[o].s && it.e == pos {
				return false, 0, partName
			}
		}
		if p := rune(it.i); p == '"' || p == ')' || p == '》' || p == '·' || p == '—' || p == '-' || p == '+' {
			return true, 0.1, ""
		}
	case itCue:
		if it.e-it.s == 1 && r[it.s] == '的' && j > a {
			switch b := s.items[j-1]; b.kind {
			case itNoun, itName:
				return true, 0.12, ""
			case itOrg, itPlace, itPeriod, itPunct:
			default:
				return true, 0.05, ""
			}
		}
	}
	return true, 0, ""
}

// closes reports whether the quotation mark at item j closes a quotation.
func (k *linker) closes(j int) bool {
	n := 0
	for i := 0; i < j; i++ {
		if k.s.items[i].kind == itPunct && rune(k.s.items[i].i) == '"' {
			n++
		}
	}
	return n%2 == 1
}

func blankBetween(r []rune, a, b int) bool {
	for ; a < b; a++ {
		if r[a] != ' ' {
			return false
		}
	}
	return true
}

// binds makes the binds of the name at item i: one, or one for each region of a list before it.
func (k *linker) binds(i, a int, doubt float64) []bind {
	s := k.s
	an := s.as[s.items[i].i]
	e := &k.x.entries[an.entry]
	mk := func(c *compiled, place int) bind {
		b := bind{rule: c, s: an.s, e: an.e, text: k.words(an.s, an.e), place: place, period: -1, doubt: doubt}
		if !e.joint {
			b.alts = e.rules[1:]
		}
		return b
	}
	if e.joint {
		var out []bind
		for _, c := range e.rules {
			out = append(out, mk(c, -1))
		}
		return out
	}
	c := e.rules[0]
	// regions in a list directly before the name: 内江、眉山、自贡经济总量
	var ps []int
	j := i - 1
	for j > a && (s.items[j].kind == itPeriod || s.items[j].kind == itPlain || s.items[j].kind == itCue && s.textOf(s.items[j].s, s.items[j].e) == "的") {
		j-- // 广东、江苏今年上半年的GDP
	}
	if j > a && s.items[j].kind == itQty && k.regions(j) {
		j-- // 兰州、天水、酒泉三市
	}
	for j >= a && s.items[j].kind == itPlace {
		ps = append(ps, s.items[j].i)
		if j-1 < a {
			break
		}
		if p := s.items[j-1]; p.kind == itPunct && rune(p.i) == '、' || p.kind == itCue && k.isAnd(p) {
			j -= 2
			continue
		}
		break
	}
	if len(ps) > 1 {
		var out []bind
		for n := len(ps) - 1; n >= 0; n-- {
			out = append(out, mk(c, ps[n]))
		}
		return out
	}
	// several names of which all take the value: 铁路、高速公路运营里程均超过10万公里
	if k.allAhead(i) {
		gs := k.subjects(a, i+1)
		var out []bind
		for _, g := range gs {
			if g.rule != nil {
				g.doubt += doubt
				out = append(out, g)
			}
		}
		if len(out) > 1 {
			return out
		}
	}
	return []bind{mk(c, -1)}
}

func (k *linker) isAnd(it item) bool {
	switch r := k.s.line.Runes[it.s]; it.e - it.s {
	case 1:
		return r == '和' || r == '与' || r == '及' || r == '、'
	case 2:
		return r == '以' && k.s.line.Runes[it.s+1] == '及'
	}
	return false
}

// allAhead reports whether 均 or 都 follows the name before its quantity.
func (k *linker) allAhead(i int) bool {
	for j := i + 1; j < len(k.s.items) && j < i+8; j++ {
		it := k.s.items[j]
		if it.kind == itQty || it.kind == itPunct {
			return false
		}
		if it.kind == itCue && k.x.cues.words[it.i].set.has(cueAll) {
			return true
		}
	}
	return false
}

// touches reports whether a number of ten thousands or more without a unit stands right before a metric's name: 8.49亿移动客户.
func (k *linker) touches(i int, q *quantity.Mention) bool {
	items := k.s.items
	return i+1 < len(items) && items[i+1].kind == itAnchor && items[i+1].s == q.To && q.Dimension == "" && unicode.IsDigit(k.s.line.Runes[q.From]) && (strings.HasSuffix(q.UnitText, "亿") || strings.HasSuffix(q.UnitText, "万"))
}

// following returns the binds of a name that directly follows the quantity at item i.
func (k *linker) following(i, b int, q *quantity.Mention, st *state) ([]bind, int) {
	if st.share || st.bench || q.Kind != quantity.Amount && q.Kind != quantity.Percent || q.Kind == quantity.Amount && q.Classifier == "" && !k.touches(i, q) {
		return nil, 0
	}
	items := k.s.items
	j := i + 1
	for j < b && j < i+7 {
		it := items[j]
		if it.kind == itAnchor {
			break
		}
		if it.kind == itCue && k.x.cues.words[it.i].set.glue() || it.kind == itPlain {
			j++
			continue
		}
		if it.kind == itPunct && (rune(it.i) == '"') {
			j++
			continue
		}
		if it.kind == itNoun || it.kind == itVerb || it.kind == itPlace {
			j++
			continue
		}
		return nil, 0
	}
	if j >= b || items[j].kind != itAnchor {
		return nil, 0
	}
	an := &k.s.as[items[j].i]
	e := &k.x.entries[an.entry]
	if e.joint {
		return nil, 0
	}
	c := e.rules[0]
	if ok, _ := c.takes(q); !ok {
		return nil, 0
	}
	if q.Kind == quantity.Percent && c.Percent != pipeline.Level {
		if i == 0 || items[i-1].kind != itPlace || !c.measures[pipeline.Share] || k.s.gs[items[i-1].i].Level != place.World && k.s.gs[items[i-1].i].Level != place.Country {
			return nil, 0
		}
		st.share = true // 建成全球60%以上的5G基站
	}
	// only the rule's own modifiers and the words of the bound may stand between
	pos := an.s
	r := k.s.line.Runes
	for pos > q.To {
		for pos > q.To && r[pos-1] == ' ' {
			pos--
		}
		if pos <= q.To {
			break
		}
		if n := c.mods.longest(r, pos, q.To); n > 0 {
			pos -= n
			continue
		}
		if r[pos-1] == '的' || r[pos-1] == '"' {
			pos--
			continue
		}
		return nil, 0
	}
	if id, _ := c.after.LongestSqueezed(r, an.e); id >= 0 {
		return nil, 0
	}
	if j+1 < b && items[j+1].kind == itNoun && items[j+1].s == an.e {
		return nil, 0
	}
	return []bind{{rule: c, s: an.s, e: an.e, text: k.words(an.s, an.e), place: -1, period: -1, doubt: 0.12, why: "value_before_name"}}, j
}

// goesTo reports whether the quantity at i is the A of 从A增长到B.
func (k *linker) goesTo(i, b int) bool {
	j := k.nextQty(i, b)
	if j < 0 {
		return false
	}
	for m := i + 1; m < j; m++ {
		it := k.s.items[m]
		if it.kind == itPunct && rune(it.i) != '"' {
			return false
		}
		if it.kind == itPeriod {
			if t := k.s.line.Runes[it.s]; t == '到' || t == '至' {
				return true
			}
		}
		if it.kind == itCue {
			t := k.s.line.Runes[it.e-1]
			if t == '到' || t == '至' || t == '为' {
				return true
			}
		}
	}
	return false
}

func (k *linker) nextQty(i, b int) int {
	for j := i + 1; j < b; j++ {
		if k.s.items[j].kind == itQty {
			return j
		}
	}
	return -1
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
	topic, carry, last := k.topic, k.carry, k.last
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
	k.topic, k.carry, k.last = topic, carry, last
}

func (k *linker) miss(q int, why string) {
	if k.s.whyNot[q] == "" {
		k.s.whyNot[q] = why
	}
}
