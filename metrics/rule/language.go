package rule

// The description of the rule language: the one source of what a rule file may hold. Loading checks
// files against it; the JSON Schema and the reference page are generated from it.

// shape is the sort of value that a key takes.
type shape uint8

const (
	text    shape = iota // free words
	word                 // a string of at most 64 characters
	words                // a list of words
	choice               // one of a closed list
	choices              // a list from a closed list
	decimal              // an exact decimal, as a string or a number
	flag                 // true or false
	integer
	objects // a list of objects
)

// key describes one key of an object.
type key struct {
	name     string
	shape    shape
	required bool
	choices  []string
	of       *object
	doc      string
}

// object describes a mapping.
type object struct {
	name, doc string
	keys      []key
}

func (o *object) key(name string) *key {
	for i := range o.keys {
		if o.keys[i].name == name {
			return &o.keys[i]
		}
	}
	return nil
}

var measures = []string{"level", "increment", "growth", "growth_pp", "share", "rank"}

var qualifiers = []string{"exact", "about", "nearly", "over", "at_least", "under", "at_most", "range", "some"}

// language returns the description of a rule file.
func language() *object {
	want := &object{name: "want", doc: "One expected observation. A field that is not given is not compared; none stands for an empty field. Numbers compare by value.", keys: []key{
		{name: "measure", shape: choice, choices: measures, doc: "The measure of the observation."},
		{name: "value", shape: word, doc: "The value in the canonical unit, as an exact decimal: 5万个 is 50000."},
		{name: "low", shape: word, doc: "The lower end of a range or bound."},
		{name: "high", shape: word, doc: "The upper end of a range or bound."},
		{name: "unit", shape: word, doc: "The canonical unit of the row: that of the rule, USD where the text says 美元, % for growth and share, pp for growth_pp."},
		{name: "qualifier", shape: choice, choices: qualifiers, doc: "How exactly the text gives the value."},
		{name: "quote", shape: text, doc: "The number with its unit, as written. It must stand in the text."},
		{name: "region", shape: word, doc: "The region's six-digit code or the aggregate's id."},
		{name: "period", shape: word, doc: "The period that the value is for: 2024, 2024-H1, 2024-01/2024-05, 2024-05."},
		{name: "basis", shape: word, doc: "What a growth is compared with: yoy, prev_year_end, mom, annual_average, since:2020."},
		{name: "year", shape: integer, doc: "The year of the last day of the period."},
		{name: "status", shape: choice, choices: []string{"actual", "target", "estimate"}, doc: "Whether the text reports, plans or estimates."},
		{name: "entity", shape: word, doc: "The organisation that the value belongs to."},
	}}
	test := &object{name: "test", doc: "One inline test: a text with want or none. Tests run through the same code as documents do.", keys: []key{
		{name: "text", shape: text, required: true, doc: "The sentence or paragraph to run. Each line is a paragraph."},
		{name: "date", shape: word, doc: "The document's date, YYYY-MM-DD. 2025-01-15 where it is not given."},
		{name: "region", shape: word, doc: "The document's region, a name or a code. A province (福建省) where it is not given, so a text that speaks of 全市 needs a city here."},
		{name: "title", shape: text, doc: "The document's title."},
		{name: "want", shape: objects, of: want, doc: "All observations of the rule's metric that must come out, no more and no fewer."},
		{name: "none", shape: text, doc: "Why nothing of the rule's metric must come out: write the trap that the text sets."},
		{name: "todo", shape: text, doc: "Why want does not come out yet. The test fails on the day that it does: then drop the todo."},
	}}
	rule := &object{name: "rule", doc: "How one metric is written.", keys: []key{
		{name: "id", shape: word, required: true, doc: "The rule's name, unique over all packs. A rule of a later pack with the same id takes the place of the earlier one."},
		{name: "metric", shape: word, doc: "The metric's id in the tables; the rule's id where it is not given. Two rules may feed one metric."},
		{name: "zh", shape: word, required: true, doc: "The metric's Chinese name."},
		{name: "en", shape: text, required: true, doc: "The metric's English name."},
		{name: "unit", shape: word, required: true, doc: "The canonical unit of a level: \"1\" for a count, %, CNY, km, mu, t, kW, kWh, GB and so on. Amounts are converted to it exactly."},
		{name: "kind", shape: choice, choices: []string{"stock", "flow", "rate"}, required: true, doc: "How an amount relates to time: at a point of time (stock), over a period (flow), or a ratio, an index or an average (rate)."},
		{name: "names", shape: words, required: true, doc: "The words that name the metric. {a,b,} stands for alternatives, an empty one for nothing; they do not nest. Case, width, script and blanks do not matter. At one place the longest name of all rules wins. Verbs such as 新建 do not belong into names: they decide the measure."},
		{name: "units", shape: words, doc: "The units and counting words that an amount may carry, as written and without 万 or 亿. An amount without any unit is taken with less confidence; a rule in unit \"1\" without units takes bare numbers."},
		{name: "measures", shape: choices, choices: measures, required: true, doc: "The measures that the metric takes."},
		{name: "percent", shape: choice, choices: []string{"level", "growth", "share"}, doc: "What a percentage without any cue is. Without the key such a percentage is not of the metric."},
		{name: "increment_is_level", shape: flag, doc: "True for a flow whose name holds 新: what is new is the amount itself, never an increment. With increment but not level among the measures, an amount is taken only after a verb of addition."},
		{name: "sign", shape: integer, doc: "-1 where the metric's own verb means a decline, so that 压缩30% is a growth of -30."},
		{name: "share_as", shape: word, doc: "The metric that a share of GDP of this amount is (研发经费…占地区生产总值的2.6% is the R&D intensity)."},
		{name: "modifiers", shape: words, doc: "Words directly before a name that leave it the whole metric. Regions, periods and verbs need not be listed. \"*\" allows any noun there."},
		{name: "parts", shape: words, doc: "Words directly before a name that make it a part or another metric. An unknown noun there does so too."},
		{name: "after", shape: words, doc: "Words directly after a name that make it another metric."},
		{name: "near", shape: words, doc: "Words in the same clause that exclude the rule."},
		{name: "require", shape: words, doc: "Words of which one at least must stand in the sentence."},
		{name: "min", shape: decimal, doc: "The least plausible level, in unit. What lies below is set aside."},
		{name: "max", shape: decimal, doc: "The greatest plausible level, in unit. What lies above is set aside."},
		{name: "tests", shape: objects, of: test, doc: "The rule's tests: at least one with want and one with none."},
	}}
	joint := &object{name: "joint", doc: "A name that stands for several metrics in a fixed order, used with 分别.", keys: []key{
		{name: "name", shape: word, required: true, doc: "The words, without alternatives."},
		{name: "metrics", shape: words, required: true, doc: "The metrics, in the order of their values; none for a value of something else."},
	}}
	return &object{name: "file", doc: "A rule file: YAML in UTF-8, without anchors, aliases and tags, of at most 1 MiB. Every *.yaml below a rule directory is read.", keys: []key{
		{name: "rules", shape: objects, of: rule, doc: "The rules of the file."},
		{name: "joints", shape: objects, of: joint, doc: "Names that stand for several metrics."},
	}}
}
