package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
	"github.com/spf13/cobra"

	"zhibiao/metrics/mention"
	"zhibiao/pipeline"
)

// maxText bounds a text that is read as a whole.
const maxText = 256 << 20

func (a *app) recognizeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "recognize [FILE|-]",
		Short: "Print every quantity, period, region and name of a text",
		Long: `Print every mention of a text in UTF-8, one a line: quantities, periods, regions, and names that hold
digits (5G). Positions are code points from the start of the text, or of its line with --lines.`,
		Example: "  echo 截至5月末，全省5G基站达3.3万个 | zhibiao recognize --date 2021-06-20 --region 福建省\n" +
			"  zhibiao recognize sentences.txt --lines --format jsonl",
		Args: cobra.MaximumNArgs(1),
	}
	format := formatFlag(c, "text", "jsonl")
	date := c.Flags().String("date", "", "`day` (YYYY-MM-DD) from which 今年 and 目前 are read")
	region := c.Flags().String("region", "", "`region` that 全省 stands for: a name, a code or an issuer")
	lines := c.Flags().Bool("lines", false, "read each line as a text of its own")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := format.check(); err != nil {
			return err
		}
		var ctx mention.Context
		if *date != "" {
			var err error
			if ctx.Date, err = pipeline.ParseDate(*date); err != nil {
				return usage("--date: %w", err)
			}
		}
		r, err := mention.New()
		if err != nil {
			return err
		}
		if *region != "" {
			codes := r.ResolveRegion(*region)
			switch len(codes) {
			case 0:
				return usage("--region %s: no such region; give a name (福建省) or a code (350000)", *region)
			case 1:
				ctx.Region = codes[0]
			default:
				return usage("--region %s fits several regions: %s; give a code", *region, strings.Join(codes, ", "))
			}
		}
		in, closeInput, err := a.open(args)
		if err != nil {
			return err
		}
		defer closeInput()
		p := &mentionPrinter{json: format.value == "jsonl", out: a.out}
		return eachText(in, *lines, func(line int, text string) error {
			return p.print(line, text, r.Find(text, ctx))
		})
	}
	return c
}

// open opens the file that args name, or the standard input.
func (a *app) open(args []string) (io.Reader, func(), error) {
	if len(args) == 0 || args[0] == "-" {
		return a.in, func() {}, nil
	}
	f, err := os.Open(args[0])
	if err != nil {
		return nil, nil, err
	}
	return f, func() { f.Close() }, nil
}

// eachText calls f with the whole input and line 0, or with each line and its number from 1.
func eachText(in io.Reader, lines bool, f func(line int, text string) error) error {
	if !lines {
		b, err := io.ReadAll(io.LimitReader(in, maxText+1))
		if err != nil {
			return err
		}
		if len(b) > maxText {
			return fmt.Errorf("the text is larger than %d MiB; cut it, or read it by --lines", maxText>>20)
		}
		return f(0, strings.ToValidUTF8(string(b), "\ufffd"))
	}
	br := bufio.NewReaderSize(in, 1<<20)
	for n := 1; ; n++ {
		s, err := br.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if s == "" {
			return nil
		}
		s = strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r")
		if ferr := f(n, strings.ToValidUTF8(s, "\ufffd")); ferr != nil {
			return ferr
		}
		if err != nil {
			return nil
		}
	}
}

// mentionLine is a mention as a JSON line. Fields of other kinds are absent.
type mentionLine struct {
	Line  int    `json:"line,omitempty"`
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	*quantityFields
	*periodFields
	*regionFields
}

type quantityFields struct {
	Value     *json.Number `json:"value"`
	Low       *json.Number `json:"low"`
	High      *json.Number `json:"high"`
	Qualifier string       `json:"qualifier"`
	Unit      string       `json:"unit"`
	Per       string       `json:"per,omitempty"`
	Dimension string       `json:"dimension"`
}

type periodFields struct {
	Period *string `json:"period"`
	Start  *string `json:"period_start"`
	End    *string `json:"period_end"`
	Basis  string  `json:"basis,omitempty"`
}

type regionFields struct {
	Codes []string `json:"codes"`
	Role  string   `json:"role,omitempty"`
}

type mentionPrinter struct {
	json bool
	out  io.Writer
	enc  *json.Encoder
}

func (p *mentionPrinter) print(line int, text string, ms []mention.Mention) error {
	if p.enc == nil {
		p.enc = json.NewEncoder(p.out)
		p.enc.SetEscapeHTML(false)
	}
	at, chars := 0, 0 // bytes and code points up to the last position asked for
	count := func(b int) int {
		chars += utf8.RuneCountInString(text[at:b])
		at = b
		return chars
	}
	table := columns{head: []string{"start", "end", "kind", "text", "is"}, right: map[int]bool{0: true, 1: true}, max: 60}
	for i := range ms {
		m := &ms[i]
		l := mentionLine{Line: line, Kind: m.Kind.String(), Start: count(m.Start), End: count(m.End), Text: m.Of(text)}
		is := ""
		switch m.Kind {
		case mention.Quantity:
			q := &m.Quantity
			l.quantityFields = &quantityFields{number(q.Value), number(q.Low), number(q.High), string(q.Qualifier), q.Unit, q.Per, q.Dimension}
			is = showQuantity(q.Value, q.Low, q.High, q.Qualifier, q.Unit)
		case mention.Period:
			per := &m.Period
			l.periodFields = &periodFields{orNull(per.Period.String()), orNull(per.Period.Start.String()), orNull(per.Period.End.String()), per.Basis}
			is = per.Period.String()
		case mention.Region:
			l.regionFields = &regionFields{Codes: m.Region.Codes}
			if l.Codes == nil {
				l.Codes = []string{}
			}
			if m.Region.Benchmark {
				l.Role = "benchmark"
			}
			is = strings.TrimSpace(strings.Join(l.Codes, " ") + " " + l.Role)
		}
		if p.json {
			if err := p.enc.Encode(l); err != nil {
				return err
			}
			continue
		}
		table.add(fmt.Sprint(l.Start), fmt.Sprint(l.End), l.Kind, l.Text, is)
	}
	if p.json || len(ms) == 0 {
		return nil
	}
	if line > 0 {
		fmt.Fprintf(p.out, "line %d\n", line)
	}
	return table.print(p.out)
}

// number is d as a JSON number with all its digits and no exponent.
func number(d *apd.Decimal) *json.Number {
	if d == nil {
		return nil
	}
	n := json.Number(d.Text('f'))
	return &n
}

// showQuantity is a value for people: over 50000 元.
func showQuantity(value, low, high *apd.Decimal, q pipeline.Qualifier, unit string) string {
	s := ""
	switch {
	case value != nil:
		s = value.Text('f')
	case low != nil && high != nil:
		s = low.Text('f') + " to " + high.Text('f')
	}
	if q != pipeline.Exact && q != pipeline.Range && q != "" {
		s = string(q) + " " + s
	}
	if unit != "" && unit != "1" {
		s += " " + unit
	}
	return s
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
