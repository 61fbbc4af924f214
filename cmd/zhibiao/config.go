package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"zhibiao/pipeline/config"
)

// runFlags adds the flags that stand for settings of a run. Their defaults are shown by `zhibiao
// config`, the only place that knows them.
func runFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringP("output", "o", "", "`directory` of the dataset (setting output)")
	f.Int("workers", 0, "documents worked on at once; 0 is one for each processor")
	f.String("max-quarantine", "", "documents that may be quarantined before the exit code is 3: a `number` or a share (5%)")
	f.Bool("follow-links", false, "read what symbolic links point to")
	readFlags(c)
}

// readFlags adds the flags of commands that read documents without writing a dataset.
func readFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSlice("rules", nil, "`directories` of rules that extend or override the embedded packs")
	logFlags(c)
}

func logFlags(c *cobra.Command) {
	c.Flags().String("config", "", "settings `file` (default "+config.DefaultFile+", if it is there)")
	c.Flags().String("log-level", "", "debug, info, warn or error")
}

// settings resolves the settings for a command and sets the log level.
func (a *app) settings(c *cobra.Command) (*config.Config, error) {
	file, err := c.Flags().GetString("config")
	if err != nil {
		return nil, err
	}
	cfg, err := config.Load(file, a.environ, c.Flags())
	if err != nil {
		return nil, err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.LogLevel)); err != nil {
		return nil, err
	}
	a.log = a.logger(level)
	return cfg, nil
}

func (a *app) configCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Print the settings in effect and where each comes from",
		Long: `Print every setting with its value and where the value comes from. The later of these wins:
the default, ` + config.DefaultFile + `, a ZHIBIAO_* variable (limits.depth is ZHIBIAO_LIMITS_DEPTH), a flag.
The output is a valid settings file.`,
		Example: "  zhibiao config --workers 4\n  zhibiao config --format json",
		Args:    cobra.NoArgs,
	}
	runFlags(c)
	format := formatFlag(c, "yaml", "json")
	c.RunE = func(*cobra.Command, []string) error {
		if err := format.check(); err != nil {
			return err
		}
		cfg, err := a.settings(c)
		if err != nil {
			return err
		}
		if format.value == "json" {
			return a.configJSON(cfg)
		}
		group := ""
		for _, e := range cfg.Effective() {
			key := e.Key
			if g, k, ok := strings.Cut(e.Key, "."); ok {
				if g != group {
					fmt.Fprintf(a.out, "%s:\n", g)
				}
				group, key = g, "  "+k
			}
			fmt.Fprintf(a.out, "%s: %s  # %s: %s\n", key, e.Value, e.Source, e.Help)
		}
		return nil
	}
	return c
}

func (a *app) configJSON(cfg *config.Config) error {
	type row struct {
		Key    string `json:"key"`
		Value  string `json:"value"`
		Source string `json:"source"`
		Help   string `json:"help"`
	}
	rows := []row{}
	for _, e := range cfg.Effective() {
		rows = append(rows, row(e))
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(rows)
}

// choice is a flag with a closed set of values.
type choice struct {
	value   string
	allowed []string
}

func formatFlag(c *cobra.Command, allowed ...string) *choice {
	f := &choice{allowed: allowed}
	c.Flags().StringVar(&f.value, "format", allowed[0], "`format` of the output: "+strings.Join(allowed, ", "))
	return f
}

func (f *choice) check() error {
	for _, s := range f.allowed {
		if s == f.value {
			return nil
		}
	}
	return usage("--format %s: want one of %s", f.value, strings.Join(f.allowed, ", "))
}
