package main

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"zhibiao/metrics/mention"
	"zhibiao/pipeline"
)

// FuzzRecognize states what holds for the lines of recognize: each text stands in the input at its
// place, in code points, and no two places overlap.
func FuzzRecognize(f *testing.F) {
	f.Add("截至6月末，全省建成5G基站超3.3万个，高于全国平均2.1个百分点。\r\n去年福州市增长５％")
	f.Add("\ufeff鼓楼区\u00ad有\U00020000\t１００个，\xff二〇二一年")
	r, err := mention.New()
	if err != nil {
		f.Fatal(err)
	}
	ctx := mention.Context{Date: pipeline.Date{Year: 2022, Month: 6, Day: 1}, Region: "350000"}
	f.Fuzz(func(t *testing.T, input string) {
		for _, lines := range []bool{false, true} {
			err := eachText(strings.NewReader(input), lines, func(line int, text string) error {
				var out bytes.Buffer
				p := &mentionPrinter{json: true, out: &out}
				if err := p.print(line, text, r.Find(text, ctx)); err != nil {
					return err
				}
				checkLines(t, line, []rune(text), &out)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func checkLines(t *testing.T, line int, text []rune, out io.Reader) {
	t.Helper()
	end := 0
	for dec := json.NewDecoder(out); ; {
		var m struct {
			Line, Start, End int
			Text             string
		}
		if err := dec.Decode(&m); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if m.Line != line || m.Start < end || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("%q: line %d, %q at %d to %d after %d", string(text), m.Line, m.Text, m.Start, m.End, end)
		}
		if got := string(text[m.Start:m.End]); got != m.Text {
			t.Fatalf("%q: the text is %q, at its place stands %q", string(text), m.Text, got)
		}
		end = m.End
	}
}
