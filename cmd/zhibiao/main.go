// Command zhibiao turns archives of Chinese policy reports into tables of metrics. This package holds
// the command line alone: it reads settings, wires the stages and prints. Each command has a file.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"zhibiao/pipeline/config"
	"zhibiao/stages/decode"
)

// Exit codes. A command that compares or tests also exits with exitFailed where things differ.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitQuarantined = 3
)

func main() {
	decode.ChildMain() // in a process that only parses, this does not return
	steadyHeap()
	a := &app{in: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ()}
	os.Exit(a.main(os.Args[1:]))
}

// app is what the commands share: where they read and write, and the log.
type app struct {
	in             io.Reader
	stdout, stderr *os.File
	environ        []string

	out, err *inert // stdout and stderr for text
	log      *slog.Logger
	started  bool // a command has been chosen and its flags are understood
}

// main runs the command line and returns the exit code.
func (a *app) main(args []string) int {
	a.out, a.err = newInert(a.stdout), soonInert(a.stderr)
	a.log = a.logger(slog.LevelInfo)
	ctx, cancel := interruptible()
	defer cancel()
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if ferr := a.out.Flush(); err == nil && ferr != nil && !errors.Is(ferr, syscall.EPIPE) {
		err = fmt.Errorf("write output: %w", ferr)
	}
	code := a.report(err)
	a.err.Flush()
	return code
}

// interruptible is cancelled by the first SIGINT or SIGTERM, so that work stops in order; the second
// one ends the process at once.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// coded is an error with its exit code. A nil err prints nothing.
type coded struct {
	code int
	err  error
}

func (c coded) Error() string {
	if c.err == nil {
		return fmt.Sprintf("exit code %d", c.code)
	}
	return c.err.Error()
}
func (c coded) Unwrap() error { return c.err }

// usage marks an error as wrong usage or configuration.
func usage(format string, args ...any) error { return coded{exitUsage, fmt.Errorf(format, args...)} }

// report prints an error and returns the exit code for it.
func (a *app) report(err error) int {
	if err == nil {
		return exitDone
	}
	code := exitFailed
	if !a.started {
		code = exitUsage // cobra did not understand the command line
	}
	var c coded
	if errors.As(err, &c) {
		code = c.code
		if c.err == nil {
			return code
		}
	}
	var problems config.Problems
	switch {
	case errors.Is(err, syscall.EPIPE): // the reader of a pipe has seen enough
		return exitDone
	case errors.As(err, &problems):
		code = exitUsage
		fmt.Fprintln(a.err, problems)
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.err, "zhibiao: interrupted")
	default:
		fmt.Fprintf(a.err, "zhibiao: %v\n", err)
	}
	if !a.started {
		fmt.Fprintln(a.err, "Run `zhibiao --help` for the commands, `zhibiao COMMAND --help` for their flags.")
	}
	return code
}

func (a *app) logger(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "zhibiao",
		Short: "Turn archives of Chinese policy reports into tables of metrics",
		Long: `zhibiao reads archives of Chinese policy reports, finds the statements that give a metric's value
for a region and a period, and writes them as Parquet tables in which every number shows its sentence.

Exit codes: 0 done, 1 the run failed, 2 wrong usage or configuration, 3 done but more documents
quarantined than --max-quarantine allows.`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              cobra.NoArgs,
		PersistentPreRun:  func(*cobra.Command, []string) { a.started = true },
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetIn(a.in)
	root.AddCommand(
		a.runCommand(),
		a.extractCommand(),
		a.recognizeCommand(),
		a.exportCommand(),
		a.rulesCommand(),
		a.explainCommand(),
		a.coverageCommand(),
		a.suggestCommand(),
		a.diffCommand(),
		a.evalCommand(),
		a.verifyCommand(),
		a.gcCommand(),
		a.schemaCommand(),
		a.configCommand(),
		a.versionCommand(),
	)
	return root
}
