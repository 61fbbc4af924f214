package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
)

// ruleRow is a rule of a list in JSON.
type ruleRow struct {
	ID       string             `json:"id"`
	Metric   string             `json:"metric"`
	ZH       string             `json:"zh"`
	EN       string             `json:"en"`
	Unit     string             `json:"unit"`
	Kind     rule.Kind          `json:"kind"`
	Measures []pipeline.Measure `json:"measures"`
	Names    []string           `json:"names"`
	Tests    int                `json:"tests"`
	File     string             `json:"file"`
	Line     int                `json:"line"`
	Over     string             `json:"in_place_of,omitempty"`
}

func rowOf(r *rule.Rule) ruleRow {
	return ruleRow{r.ID, r.Metric, r.ZH, r.EN, r.Unit, r.Kind, r.Measures, r.Names, len(r.Tests), r.File, r.Line, r.Over}
}

// ruleDetail is one rule in JSON, with all that its author wrote.
type ruleDetail struct {
	ruleRow
	Units            []string         `json:"units"`
	Percent          pipeline.Measure `json:"percent,omitempty"`
	IncrementIsLevel bool             `json:"increment_is_level,omitempty"`
	Sign             int              `json:"sign,omitempty"`
	ShareAs          string           `json:"share_as,omitempty"`
	Modifiers        []string         `json:"modifiers,omitempty"`
	Parts            []string         `json:"parts,omitempty"`
	After            []string         `json:"after,omitempty"`
	Near             []string         `json:"near,omitempty"`
	Require          []string         `json:"require,omitempty"`
	Min              string           `json:"min,omitempty"`
	Max              string           `json:"max,omitempty"`
	WinsOver         []string         `json:"wins_over"`
	Examples         []ruleExample    `json:"examples"`
}

type ruleExample struct {
	Text string `json:"text"`
	None string `json:"none,omitempty"`
	Todo string `json:"todo,omitempty"`
}

func detailOf(r *rule.Rule, set *rule.Set) ruleDetail {
	d := ruleDetail{rowOf(r), r.Units, r.Percent, r.IncrementIsLevel, r.Sign, r.ShareAs, r.Modifiers, r.Parts, r.After, r.Near, r.Require,
		r.Min, r.Max, beaten(r, set), []ruleExample{}}
	for _, t := range r.Tests {
		d.Examples = append(d.Examples, ruleExample{t.Text, t.None, t.Todo})
	}
	return d
}

func (a *app) rulesList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "List the rules and the files they come from", Args: cobra.NoArgs}
	readFlags(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(*cobra.Command, []string) error {
		set, err := a.readRules(c, format)
		if err != nil {
			return err
		}
		rows := []ruleRow{}
		for _, r := range set.Rules {
			rows = append(rows, rowOf(r))
		}
		if format.value == "json" {
			return a.printJSON(rows)
		}
		t := columns{head: []string{"id", "name", "unit", "kind", "tests", "file"}, right: map[int]bool{4: true}}
		for _, r := range rows {
			file := fmt.Sprintf("%s:%d", r.File, r.Line)
			if r.Over != "" {
				file += ", in place of " + r.Over
			}
			t.add(r.ID, r.ZH, r.Unit, string(r.Kind), fmt.Sprint(r.Tests), file)
		}
		return t.print(a.out)
	}
	return c
}

// readRules loads the rules of the settings for a command that shows them in a format.
func (a *app) readRules(c *cobra.Command, format *choice) (*rule.Set, error) {
	if err := format.check(); err != nil {
		return nil, err
	}
	dirs, _, err := a.ruleDirs(c, nil)
	if err != nil {
		return nil, err
	}
	return loadRules(dirs)
}

func (a *app) rulesShow() *cobra.Command {
	c := &cobra.Command{Use: "show ID", Short: "Show one rule: its wordings, units, limits and examples", Args: cobra.ExactArgs(1)}
	readFlags(c)
	format := formatFlag(c, "text", "json")
	c.RunE = func(_ *cobra.Command, args []string) error {
		set, err := a.readRules(c, format)
		if err != nil {
			return err
		}
		for _, r := range set.Rules {
			if r.ID != args[0] {
				continue
			}
			if format.value == "json" {
				return a.printJSON(detailOf(r, set))
			}
			return showRule(a.out, r, set)
		}
		return usage("no rule %s; `zhibiao rules list` lists them", args[0])
	}
	return c
}

// showRule prints a rule for people, each part under its key in the file.
func showRule(w io.Writer, r *rule.Rule, set *rule.Set) error {
	fmt.Fprintf(w, "%s  %s  %s\n", r.ID, r.ZH, r.EN)
	put := func(name, text string) {
		if text == "" {
			return
		}
		for _, l := range wrap(text, 15) {
			fmt.Fprintf(w, "  %-12s %s\n", name, l)
			name = ""
		}
	}
	var measures []string
	for _, m := range r.Measures {
		measures = append(measures, string(m))
	}
	put("file", fmt.Sprintf("%s:%d", r.File, r.Line))
	put("in place of", r.Over)
	if r.Metric != r.ID {
		put("metric", r.Metric)
	}
	put("unit", r.Unit)
	put("kind", string(r.Kind))
	put("measures", strings.Join(measures, " "))
	for _, n := range r.Names {
		put("name", n)
	}
	put("units", strings.Join(r.Units, " "))
	put("percent", string(r.Percent))
	put("share_as", r.ShareAs)
	put("modifiers", strings.Join(r.Modifiers, " "))
	put("parts", strings.Join(r.Parts, " "))
	put("after", strings.Join(r.After, " "))
	put("near", strings.Join(r.Near, " "))
	put("require", strings.Join(r.Require, " "))
	put("min", r.Min)
	put("max", r.Max)
	put("wins over", strings.Join(beaten(r, set), " "))
	for _, t := range r.Tests {
		switch {
		case t.None != "":
			put("not", fmt.Sprintf("%s (%s)", oneLine(t.Text), t.None))
		case t.Todo != "":
			put("to do", fmt.Sprintf("%s (%s)", oneLine(t.Text), t.Todo))
		default:
			put("finds", t.Text)
		}
	}
	return nil
}

// beaten lists the rules of which a name lies within a longer name of r: where the longer one stands, it
// wins.
func beaten(r *rule.Rule, set *rule.Set) []string {
	out := []string{}
	for _, other := range set.Rules {
		if other.ID != r.ID && holdsName(r, other) {
			out = append(out, other.ID)
		}
	}
	return out
}

func holdsName(r, other *rule.Rule) bool {
	for _, long := range r.Expanded() {
		for _, short := range other.Expanded() {
			if len(short) < len(long) && strings.Contains(long, short) {
				return true
			}
		}
	}
	return false
}

func (a *app) rulesNew() *cobra.Command {
	return &cobra.Command{
		Use:     "new ID",
		Short:   "Print a commented rule to start from",
		Example: "  zhibiao rules new infrastructure.service_area_chargers > my-rules/chargers.yaml",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			topic, name, ok := strings.Cut(args[0], ".")
			if !ok || topic == "" || name == "" || strings.ContainsFunc(args[0], notID) {
				return usage("%s: an id has the form topic.name, in lower-case letters, digits and _", args[0])
			}
			_, err := fmt.Fprintf(a.out, skeleton, args[0])
			return err
		},
	}
}

func notID(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' || r == '.')
}

const skeleton = `# A rule says which words name a metric and what its values may look like. Replace the example by your
# own words, then: zhibiao rules lint DIR; zhibiao rules test DIR; zhibiao extract FILE --rules DIR
rules:
  - id: %s
    zh: 示例箱数
    en: example boxes
    # The canonical unit of its amounts: "1" for a plain count, CNY, km, t, kWh, "%%" …
    unit: "1"
    # stock: an amount at a point of time; flow: an amount over a period; rate: a ratio or an average.
    kind: stock
    # Words that name the metric; {a,b,} are alternatives. The longest name of all rules wins.
    names: ["示例箱{,数,总数}"]
    # Counting words or units that may follow the number.
    units: [个, 只]
    # level (the amount itself), increment (新增), growth (%%), growth_pp (百分点), share (占比), rank.
    measures: [level, increment, growth]
    # Words after a name that make it another metric.
    after: [投资]
    tests:
      # want lists all that must come out.
      - text: 截至年底，全省建成示例箱5万个，比上年增长12%%。
        want: [{measure: level, value: "50000"}, {measure: growth, value: "12"}]
      # none says why nothing must come out.
      - text: 示例箱投资达到12亿元。
        none: 说的是投资额
`
