package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"zhibiao/pipeline/dataset"
)

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify OUT",
		Short: "Check every file of a dataset",
		Long: `Read every file of a dataset and compare sizes, hashes, row counts and keys with what the run wrote down.
Exits with 1 where anything is damaged, missing or in excess.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := openDataset(args[0]); err != nil {
				a.log.Warn("the dataset cannot be opened", "error", err)
			}
			problems, err := dataset.Verify(c.Context(), dataset.OS(args[0]))
			if err != nil {
				return err
			}
			bad := 0
			for _, p := range problems {
				if p.Leftover {
					fmt.Fprintf(a.out, "%s (left by a run that was stopped; the next run removes it)\n", p)
					continue
				}
				bad++
				fmt.Fprintln(a.out, p)
			}
			if bad > 0 {
				return coded{exitFailed, fmt.Errorf("%s: %d problems", args[0], bad)}
			}
			fmt.Fprintln(a.out, "the dataset is whole")
			return nil
		},
	}
}

func (a *app) gcCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "gc OUT",
		Short: "Remove old versions of a dataset",
		Args:  cobra.ExactArgs(1),
	}
	keep := c.Flags().Int("keep", 1, "`number` of versions to keep, the newest")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if *keep < 1 {
			return usage("--keep %d: want 1 or more", *keep)
		}
		if _, err := openDataset(args[0]); err != nil {
			return err
		}
		got, err := dataset.Collect(dataset.OS(args[0]), *keep)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "removed %d versions and %d batches: %d files, %s\n", got.Versions, got.Batches, got.Files, showBytes(got.Bytes))
		return nil
	}
	return c
}
