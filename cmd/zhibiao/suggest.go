package main

import (
	"github.com/spf13/cobra"

	"zhibiao/reports/suggest"
)

func (a *app) suggestCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "suggest OUT",
		Short: "Draft rules for frequent quantities that no rule knows",
		Long: `Print draft rules for the largest groups of quantities that no rule knows (zhibiao coverage lists them), with
names, units and tests from the sentences. A draft is for an author to finish and is never enabled by itself.`,
		Example: "  zhibiao suggest out --head 充电桩 > my-rules/chargers.yaml",
		Args:    cobra.ExactArgs(1),
	}
	head := c.Flags().String("head", "", "`text` that the head noun of a group holds")
	limit := c.Flags().Int("limit", 1, "`number` of drafts")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if *limit < 1 {
			return usage("--limit %d: want 1 or more", *limit)
		}
		v, err := openDataset(args[0])
		if err != nil {
			return err
		}
		drafts, err := suggest.Of(c.Context(), v, suggest.Options{Head: *head, Limit: *limit})
		if err != nil {
			return err
		}
		if len(drafts) == 0 {
			return usage("no unmatched group has the head %q; `zhibiao coverage %s` lists them", *head, args[0])
		}
		return suggest.Write(a.out, drafts)
	}
	return c
}
