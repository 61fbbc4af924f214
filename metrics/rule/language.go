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
	// example is a fragment of YAML that shows the key.
	example string
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
	want := &object{name: "want", doc: "One expected observation. A field that is not given is not compared; none stands for an empty one.", keys: []key{
		{name: "measure", shape: choice, choices: measures, doc: "The measure of the observation."},
		{name: "value", shape: word, doc: "The value in the canonical unit, as an exact decimal."},
		{name: "low", shape: word, doc: "The lower end of a range or bound."},
		{name: "high", shape: word, doc: "The upper end of a range or bound."},
		{name: "unit", shape: word, doc: "The canonical unit of the row."},
		{name: "qualifier", shape: choice, choices: qualifiers, doc: "How exactly the text gives the value."},
		{name: "quote", shape: text, doc: "The number with its unit, as written."},
		{name: "region", shape: word, doc: "The region's code or aggregate id."},
		{name: "period", shape: word, doc: "The period that the value is for."},
		{name: "basis", shape: word, doc: "What a growth is compared with."},
		{name: "year", shape: integer, doc: "The year of the last day of the period."},
		{name: "status", shape: choice, choices: []string{"actual", "target", "estimate"}, doc: "Whether the text reports, plans or estimates."},
		{name: "entity", shape: word, doc: "The organisation that the value belongs to."},
	}}
	test := &object{name: "test", doc: "One inline test of a rule.", keys: []key{
		{name: "text", shape: text, required: true, doc: "The sentence or paragraph to run."},
		{name: "date", shape: word, doc: "The document's date, YYYY-MM-DD."},
		{name: "region", shape: word, doc: "The document's region, a name or a code."},
		{name: "title", shape: text, doc: "The document's title."},
		{name: "want", shape: objects, of: want, doc: "All observations of the rule's metric that must come out."},
		{name: "none", shape: text, doc: "Why nothing of the rule's metric must come out."},
		{name: "todo", shape: text, doc: "Why want does not come out yet; fails on the day it does."},
	}}
	rule := &object{name: "rule", doc: "How one metric is written.", keys: []key{
		{name: "id", shape: word, required: true, doc: "The rule's name, unique over all packs; a later pack with the same id wins."},
		{name: "metric", shape: word, doc: "The metric's id in the tables; the rule's id where it is not given."},
		{name: "zh", shape: word, required: true, doc: "The metric's Chinese name."},
		{name: "en", shape: text, required: true, doc: "The metric's English name."},
		{name: "unit", shape: word, required: true, doc: "The canonical unit of a level."},
		{name: "kind", shape: choice, choices: []string{"stock", "flow", "rate"}, required: true, doc: "How an amount relates to time: at a point of time, over a period, or a ratio."},
		{name: "names", shape: words, required: true, doc: "The words that name the metric; {a,b,} stands for alternatives."},
		{name: "units", shape: words, doc: "The units and counting words that an amount may carry."},
		{name: "measures", shape: choices, choices: measures, required: true, doc: "The measures that the metric takes."},
		{name: "percent", shape: choice, choices: []string{"level", "growth", "share"}, doc: "What a percentage without any cue is."},
		{name: "increment_is_level", shape: flag, doc: "True for a flow whose name holds 新: never an increment."},
		{name: "sign", shape: integer, doc: "-1 where the metric's own verb means a decline."},
		{name: "modifiers", shape: words, doc: "Words directly before a name that leave it the whole metric."},
		{name: "parts", shape: words, doc: "Words directly before a name that make it a part or another metric."},
		{name: "after", shape: words, doc: "Words directly after a name that make it another metric."},
		{name: "near", shape: words, doc: "Words in the same clause that exclude the rule."},
		{name: "require", shape: words, doc: "Words of which one at least must stand in the sentence."},
		{name: "min", shape: decimal, doc: "The least plausible level, in unit."},
		{name: "max", shape: decimal, doc: "The greatest plausible level, in unit."},
		{name: "tests", shape: objects, of: test, doc: "The rule's tests."},
	}}
	joint := &object{name: "joint", doc: "A name that stands for several metrics in a fixed order, used with 分别.", keys: []key{
		{name: "name", shape: word, required: true, doc: "The words."},
		{name: "metrics", shape: words, required: true, doc: "The metrics, in the order of their values."},
	}}
	return &object{name: "file", doc: "A rule file.", keys: []key{
		{name: "rules", shape: objects, of: rule, doc: "The rules of the file."},
		{name: "joints", shape: objects, of: joint, doc: "Names that stand for several metrics."},
	}}
}
