package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"zhibiao/pipeline/dataset"
	"zhibiao/pipeline/table"
)

func (a *app) exportCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "export OUT",
		Short: "Print a table of a dataset as JSON lines or CSV",
		Long: `Print a table of a dataset as JSON lines or CSV. Numbers are exact; in CSV a text that a spreadsheet
would run as a formula is defused. Excel reads the Chinese of a CSV file only with --bom.`,
		Example: "  zhibiao export out --table panel --format csv > panel.csv\n" +
			"  zhibiao export out --table panel_wide --format csv --bom > panel_wide.csv",
		Args: cobra.ExactArgs(1),
	}
	name := c.Flags().String("table", "observations", "`name` of the table, such as observations, panel, quantities, documents or quarantine")
	format := formatFlag(c, table.Formats...)
	bom := c.Flags().Bool("bom", false, "begin the CSV with a byte order mark, from which Excel knows that it is UTF-8")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		if *bom && format.value != "csv" {
			return usage("--bom is for --format csv")
		}
		v, err := openDataset(args[0])
		if err != nil {
			return err
		}
		if v.Table(*name) == nil {
			return usage("--table %s: the dataset has the tables %s", *name, strings.Join(v.Tables(), ", "))
		}
		if term.IsTerminal(int(a.stdout.Fd())) {
			return v.Export(c.Context(), *name, format.value, a.out)
		}
		if *bom {
			if _, err := a.stdout.WriteString("\ufeff"); err != nil {
				return err
			}
		}
		return v.Export(c.Context(), *name, format.value, a.stdout) // a file gets the bytes as they are
	}
	return c
}

// openDataset opens the current version of a dataset.
func openDataset(dir string) (*dataset.Version, error) {
	v, err := dataset.Open(dataset.OS(dir))
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", dir, err)
	}
	return v, nil
}

func (a *app) schemaCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print what every table and column means",
		Args:  cobra.NoArgs,
	}
	c.RunE = func(*cobra.Command, []string) error {
		var tables []*table.Table
		for _, t := range table.All(nil) {
			if t != nil {
				tables = append(tables, t)
			}
		}
		return table.Codebook(a.out, tables)
	}
	return c
}
