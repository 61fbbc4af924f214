package suggest

import (
	"strings"
	"testing"
	"testing/fstest"

	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
)

func TestClauseOf(t *testing.T) {
	for _, c := range []struct{ sentence, quote, want string }{
		{"全省建成示例箱5万个。", "5万个", "全省建成示例箱5万个"},
		{"全年投资3亿元，建成示例箱5万个，覆盖86个县。", "5万个", "建成示例箱5万个"},
		{"5万个", "5万个", "5万个"},
		{"一是建成：示例箱5万个", "5万个", "示例箱5万个"},
	} {
		if got := clauseOf(c.sentence, c.quote); got != c.want {
			t.Errorf("%s: %s, want %s", c.sentence, got, c.want)
		}
	}
}

// What the text may hold never makes a draft that does not load.
func TestWrite(t *testing.T) {
	drafts := []Draft{
		{Head: "示例箱", Unit: "1", N: 3, Documents: 2, Names: []string{"示例箱", "示例“箱”"}, Units: []string{"个"},
			Examples: []Example{{Text: "建成“示例箱”:\t5万个\\", Value: "50000", Quote: "5万个"}, {Text: "示例箱6万个", Value: "60000", Quote: "6万个"}}, Other: "其他# 5个"},
		{Head: "示例率", Unit: "%", N: 1, Documents: 1, Names: []string{"示例率"}, Units: []string{"%"}},
	}
	Try(drafts, func(text string, _ ruletest.Options) ([]ruletest.Got, error) {
		if strings.HasPrefix(text, "示例箱") {
			return []ruletest.Got{{Metric: "draft.metric_1", Want: rule.Want{Value: "60000", Quote: "6万个"}}}, nil
		}
		return nil, nil
	})
	if !drafts[0].Examples[0].Todo || drafts[0].Examples[1].Todo {
		t.Errorf("examples %+v", drafts[0].Examples)
	}
	var b strings.Builder
	if err := Write(&b, drafts); err != nil {
		t.Fatal(err)
	}
	for _, p := range rule.Lint(fstest.MapFS{"draft.yaml": {Data: []byte(b.String())}}) {
		if p.Severity == rule.Error {
			t.Errorf("%s\n%s", p, b.String())
		}
	}
	if strings.Count(b.String(), "todo:") != 1 || !strings.Contains(b.String(), "percent: level") {
		t.Error(b.String())
	}
}
