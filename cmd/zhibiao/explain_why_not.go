package main

import (
	"fmt"
	"strings"

	"zhibiao/pipeline"
	"zhibiao/reports/whynot"
)

// whyNot answers for each number that is asked for: of a whole document those near a word of the metric.
func (e *explainer) whyNot(d *pipeline.Document) error {
	for i := range d.Found.Quantities {
		q := &d.Found.Quantities[i]
		if q.IsName || !e.asked(d, q.Quote) {
			continue
		}
		ans := e.asker.Ask(d, e.metric, i)
		if e.words == "" && !ans.Near {
			e.far++
			continue
		}
		e.n++
		e.answer(d, &ans, i)
	}
	return nil
}

func (e *explainer) answer(d *pipeline.Document, ans *whynot.Answer, i int) {
	// put prints a text behind a mark; its further lines stand under the first.
	put := func(mark, text string) {
		for _, l := range wrap(text, 2+displayWidth(mark)) {
			fmt.Fprintf(e.app.out, "  %s%s\n", mark, l)
			mark = strings.Repeat(" ", displayWidth(mark))
		}
	}
	for _, l := range wrap(fmt.Sprintf("“%s” in: %s", ans.Quote, nearQuote(ans.Sentence, ans.Quote)), 0) {
		fmt.Fprintln(e.app.out, l)
	}
	if ans.Found {
		put("", "is an observation of "+ans.Rule.Metric)
		fmt.Fprintln(e.app.out)
		return
	}
	put("", fmt.Sprintf("rule %s (%s:%d)", ans.Rule.ID, ans.Rule.File, ans.Rule.Line))
	for _, s := range ans.Steps {
		if s.OK {
			put("✓ ", s.Text)
		} else {
			put("✗ ", s.Text)
		}
	}
	change, result := e.asker.Change(d, ans, i)
	put("change: ", change)
	if result != "" {
		put("then it is ", result)
	}
	fmt.Fprintln(e.app.out)
}
