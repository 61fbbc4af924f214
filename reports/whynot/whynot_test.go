package whynot

import (
	"strings"
	"testing"
	"testing/fstest"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/pipeline"
	"zhibiao/stages/segment"
)

const rules = `
rules:
  - id: example.boxes
    zh: 示例箱数
    en: example boxes
    unit: "1"
    kind: stock
    names: [示例箱, 示例箱数]
    units: [个, 只]
    measures: [level, increment]
    parts: [废旧]
    after: [投资]
    near: [境外]
    tests:
      - {text: 建成示例箱5万个。, want: [{value: "50000"}]}
      - {text: 样品5万个。, none: 不是示例箱}
  - id: example.box_lids
    zh: 示例箱盖数
    en: example box lids
    unit: "1"
    kind: stock
    names: [示例箱盖]
    units: [个]
    measures: [level]
    require: [塑料]
    tests:
      - {text: 塑料示例箱盖5万个。, want: [{value: "50000"}]}
      - {text: 样品5万个。, none: 不是示例箱盖}
`

// document carries a text through segmentation and extraction.
func document(t *testing.T, x *extract.Extractor, text string) *pipeline.Document {
	t.Helper()
	d := &pipeline.Document{Text: text, Meta: pipeline.Meta{Published: pipeline.Date{Year: 2024, Month: 1, Day: 20}, Region: "福建省"}}
	d.Blocks = []pipeline.Block{{Span: pipeline.Span{End: len(text)}, Table: -1}}
	d.Sentences = segment.Split(nil, text, d.Blocks)
	if err := x.Extract(d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAsk(t *testing.T) {
	set, err := rule.Load(fstest.MapFS{"a.yaml": {Data: []byte(rules)}})
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(set, configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	asker, err := New(set, configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		rule           int
		text, number   string
		failed         string // "" for found
		change, result string
	}{
		{0, "全省建成示例箱5万个。", "5万个", "", "", ""},
		{0, "全省建成样品5万个。", "5万个", "no name of the rule stands in the sentence", "if “样品” names the metric, add it to names", "level 50000"},
		{0, "全省建成示例柜5万个。", "5万个", "it has “示例” of “示例箱”", "add the words that name it here to names", ""},
		{0, "全省建成5G基站。", "5G", "part of a name", "none", ""},
		{0, "全省示例箱投资5万个。", "5万个", "“投资” follows the name", "if “示例箱投资” names the metric, add it to names", "level 50000"},
		{0, "全省废旧示例箱5万个。", "5万个", "“废旧” stands before the name", "drop 废旧 from parts", "level 50000"},
		{0, "境外示例箱5万个。", "5万个", "“境外” stands in the clause", "drop 境外 from near", "level 50000"},
		{0, "全省示例箱5万台。", "5万台", "its unit 台 is none of 个 只", "add 台 to units", "level 50000"},
		{0, "全省示例箱新增5万台。", "5万台", "its unit 台 is none of 个 只", "add 台 to units", "increment 50000"},
		{0, "全省示例箱5万公里。", "5万公里", "the number is in km, the metric is a plain count (unit)", "none", ""},
		{0, "全省示例箱增长5%。", "5%", "the number would be growth or share", "add growth to measures", "growth 5 %"},
		{0, "全省乡村示例箱5万台。", "5万台", "its unit 台 is none of 个 只", "add 台 to units; then add 乡村 to modifiers", "level 50000"},
		{0, "全省塑料示例箱盖5万个。", "5万个", "“示例箱盖” is a longer name, of rule example.box_lids", "drop it from rule example.box_lids", "level 50000"},
		{1, "全省示例箱盖5万个。", "5万个", "the sentence has none of 塑料 (require)", "drop require", "level 50000"},
	} {
		d := document(t, x, c.text)
		found := false
		for i := range d.Found.Quantities {
			if d.Found.Quantities[i].Quote.Of(d.Text) != c.number {
				continue
			}
			found = true
			a := asker.Ask(d, set.Rules[c.rule:c.rule+1], i)
			if a.Found != (c.failed == "") {
				t.Errorf("%s: found is %v", c.text, a.Found)
				continue
			}
			if a.Found {
				continue
			}
			change, result := asker.Change(d, &a, i)
			last := a.Steps[len(a.Steps)-1]
			if last.OK || !strings.Contains(last.Text, c.failed) || !strings.Contains(change, c.change) || result != c.result {
				t.Errorf("%s: %+v, change: %s, then %s", c.text, a.Steps, change, result)
			}
			for _, s := range a.Steps[:len(a.Steps)-1] {
				if !s.OK {
					t.Errorf("%s: a step before the last failed: %+v", c.text, a.Steps)
				}
			}
		}
		if !found {
			t.Errorf("%s: no quantity %s", c.text, c.number)
		}
	}
}
