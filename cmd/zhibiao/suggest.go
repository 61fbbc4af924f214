package main

import (
	"context"

	"github.com/spf13/cobra"

	"zhibiao/configs"
	"zhibiao/metrics/extract"
	"zhibiao/metrics/rule"
	"zhibiao/metrics/ruletest"
	"zhibiao/pipeline"
	"zhibiao/pipeline/config"
	"zhibiao/reports/suggest"
	"zhibiao/stages/decode"
	"zhibiao/stages/observe"
	"zhibiao/stages/segment"
)

func (a *app) suggestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "suggest OUT",
		Short: "Draft rules for frequent quantities that no rule knows",
		Long: `Print draft rules for the largest groups of quantities that no rule knows (zhibiao coverage lists them), with
names, units and tests from the sentences; a test that the draft does not pass is marked as todo. A draft is for an
author to finish and is never enabled by itself: nothing is written, and no command reads it before it
stands in a directory that is named by --rules.`,
		Example: "  zhibiao suggest out --head 充电桩 > my-rules/chargers.yaml",
		Args:    cobra.ExactArgs(1),
	}
	readFlags(c)
	head := c.Flags().String("head", "", "`text` that the head noun of a group holds")
	limit := c.Flags().Int("limit", 1, "`number` of drafts")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if *limit < 1 {
			return usage("--limit %d: want 1 or more", *limit)
		}
		cfg, err := a.settings(c)
		if err != nil {
			return err
		}
		set, err := loadRules(cfg.Rules)
		if err != nil {
			return err
		}
		v, err := openDataset(args[0])
		if err != nil {
			return err
		}
		o := suggest.Options{Head: *head, Limit: *limit, Taken: map[string]bool{}}
		for _, r := range set.Rules {
			for _, n := range r.Expanded() {
				o.Taken[n] = true
			}
		}
		for _, j := range set.Joints {
			o.Taken[rule.Squeeze(j.Name)] = true
		}
		drafts, err := suggest.Of(c.Context(), v, o)
		if err != nil {
			return err
		}
		if len(drafts) == 0 {
			return usage("no unmatched group has a head %q that could name a metric; `zhibiao coverage %s` lists the groups", *head, args[0])
		}
		if err := tryDrafts(c.Context(), cfg, set, drafts); err != nil {
			return err
		}
		return suggest.Write(a.out, drafts)
	}
	return c
}

// tryDrafts runs the tests of drafts beside the rules that there are.
func tryDrafts(ctx context.Context, cfg *config.Config, set *rule.Set, drafts []suggest.Draft) error {
	both := *set
	both.Rules = append(both.Rules[:len(both.Rules):len(both.Rules)], suggest.Rules(drafts)...)
	x, err := extract.New(&both, configs.FS)
	if err != nil {
		return err
	}
	dec, err := decode.New(decodeConfig(cfg))
	if err != nil {
		return err
	}
	line := []pipeline.Stage{dec, segment.New(), observe.New(x)}
	suggest.Try(drafts, func(text string, o ruletest.Options) ([]ruletest.Got, error) { return extractText(ctx, line, text, o) })
	return nil
}
