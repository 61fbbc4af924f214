package table

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"unicode/utf8"
)

// Formats lists what Export writes.
var Formats = []string{"jsonl", "csv"}

// Export writes rows (of all columns, in the table's order) as JSON lines or CSV.
//
// Numbers print so that reading them gives the same float64 again; the column value prints the
// digits of value_exact, so that nothing is lost there at all. Dates are ISO. In JSON null fields are null; decimals are
// strings, since JSON readers round numbers. In CSV null is empty, lists are JSON, and a text that a
// spreadsheet would run as a formula gets a ' before it.
func Export(w io.Writer, t *Table, format string, rows iter.Seq2[Row, error]) error {
	bw := bufio.NewWriterSize(w, 64<<10)
	e := encoder{t: t, value: t.Index("value"), exact: t.Index("value_exact")}
	switch format {
	case "jsonl":
	case "csv":
		for i, c := range t.Columns {
			if i > 0 {
				e.buf = append(e.buf, ',')
			}
			e.buf = append(e.buf, c.Name...)
		}
		e.buf = append(e.buf, '\r', '\n')
	default:
		return fmt.Errorf("format %q: want one of %v", format, Formats)
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if format == "csv" {
			e.csv(row)
		} else {
			e.json(row)
		}
		if _, err := bw.Write(e.buf); err != nil {
			return err
		}
		e.buf = e.buf[:0]
	}
	if _, err := bw.Write(e.buf); err != nil {
		return err
	}
	return bw.Flush()
}

type encoder struct {
	t            *Table
	value, exact int
	buf          []byte
}

func (e *encoder) json(r Row) {
	for i, c := range e.t.Columns {
		if i == 0 {
			e.buf = append(e.buf, '{')
		} else {
			e.buf = append(e.buf, ',')
		}
		e.buf = appendJSONString(e.buf, c.Name)
		e.buf = append(e.buf, ':')
		e.cell(r, i, true)
	}
	e.buf = append(e.buf, '}', '\n')
}

// cell appends a value in JSON; with quoted false, text and dates stand bare (for CSV).
func (e *encoder) cell(r Row, i int, quoted bool) {
	if r.Null(i) {
		if quoted {
			e.buf = append(e.buf, "null"...)
		}
		return
	}
	text := func(s string) {
		if quoted {
			e.buf = appendJSONString(e.buf, s)
		} else {
			e.buf = append(e.buf, s...)
		}
	}
	switch e.t.Columns[i].Type {
	case String, Dict:
		text(r.Text(i))
	case Date:
		text(r.Date(i).String())
	case Decimal:
		text(r.Decimal(i))
	case Bool:
		e.buf = strconv.AppendBool(e.buf, r.Bool(i))
	case Int16, Int32, Int64:
		e.buf = strconv.AppendInt(e.buf, r.Int(i), 10)
	case Float32:
		v, _ := r.Float(i)
		e.buf = strconv.AppendFloat(e.buf, v, 'g', -1, 32)
	case Float64:
		if i == e.value && e.exact >= 0 && !r.Null(e.exact) {
			e.buf = append(e.buf, r.Decimal(e.exact)...)
			return
		}
		v, _ := r.Float(i)
		e.buf = appendFloat(e.buf, v)
	case Strings:
		e.buf = append(e.buf, '[')
		for k, s := range r.Strings(i) {
			if k > 0 {
				e.buf = append(e.buf, ',')
			}
			e.buf = appendJSONString(e.buf, s)
		}
		e.buf = append(e.buf, ']')
	case Alternatives:
		e.buf = append(e.buf, '[')
		for k, a := range r.Alternatives(i) {
			if k > 0 {
				e.buf = append(e.buf, ',')
			}
			e.buf = append(e.buf, `{"value":`...)
			if a.Value == a.Value {
				e.buf = appendFloat(e.buf, a.Value)
			} else {
				e.buf = append(e.buf, "null"...)
			}
			e.buf = append(e.buf, `,"obs_id":`...)
			e.buf = appendJSONString(e.buf, a.ObsID)
			e.buf = append(e.buf, `,"published":`...)
			if a.Published.IsZero() {
				e.buf = append(e.buf, "null}"...)
			} else {
				e.buf = append(appendJSONString(e.buf, a.Published.String()), '}')
			}
		}
		e.buf = append(e.buf, ']')
	}
}

// appendFloat prefers plain digits: 1470000000000, not 1.47e+12.
func appendFloat(b []byte, v float64) []byte {
	if a := max(v, -v); a != 0 && (a < 1e-9 || a >= 1e21) {
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

const hexDigits = "0123456789abcdef"

func appendJSONString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < 0x20 || c == 0x7f:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xa8 || s[i+2] == 0xa9):
			// Line separators, which some readers of lines break at.
			b = append(b, '\\', 'u', '2', '0', '2', '8'+s[i+2]-0xa8)
			i += 2
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func (e *encoder) csv(r Row) {
	for i, c := range e.t.Columns {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		start := len(e.buf)
		e.cell(r, i, false)
		switch c.Type {
		case String, Dict, Strings, Alternatives:
			e.quoteCSV(start)
		}
	}
	e.buf = append(e.buf, '\r', '\n')
}

// quoteCSV rewrites the text cell that starts at start: neutralised, and quoted where it must be.
func (e *encoder) quoteCSV(start int) {
	cell := e.buf[start:]
	formula := len(cell) > 0 && startsFormula(cell)
	quote := false
	for _, c := range cell {
		if c == '"' || c == ',' || c == '\n' || c == '\r' {
			quote = true
			break
		}
	}
	if !formula && !quote {
		return
	}
	s := string(cell)
	e.buf = e.buf[:start]
	if quote {
		e.buf = append(e.buf, '"')
	}
	if formula {
		e.buf = append(e.buf, '\'')
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			e.buf = append(e.buf, '"')
		}
		e.buf = append(e.buf, s[i])
	}
	if quote {
		e.buf = append(e.buf, '"')
	}
}

// startsFormula reports whether a spreadsheet would run the text: it starts with = + - @ (of either
// width), a tab or a return, and is no plain number (-3.2, +5, -3.2%).
func startsFormula(cell []byte) bool {
	r, _ := utf8.DecodeRune(cell)
	switch r {
	case '=', '@', '\t', '\r', '\n', '＝', '＠', '＋', '－':
		return true
	case '+', '-':
		for _, c := range cell[1:] {
			if (c < '0' || c > '9') && c != '.' && c != '%' {
				return true
			}
		}
	}
	return false
}
