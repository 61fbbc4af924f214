// Package pipeline holds the nouns of zhibiao: a document, its layers, and the contracts between
// the steps that add a layer each. It knows no stage, no rule and no file format.
//
// One document walks one straight line: a Source yields it with its raw bytes, each Stage adds one
// layer and leaves the earlier ones alone, a Sink writes it down. The work on one document is a pure
// function of its bytes, its hints and the compiled rules; whatever needs several documents
// (duplicates, the panel) is a separate step over the written tables.
package pipeline

import (
	"fmt"
	"time"
)

// Span is a half-open range of bytes of Document.Text, always on rune boundaries.
type Span struct{ Start, End int }

// Of returns the slice of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

func (s Span) String() string { return fmt.Sprintf("[%d,%d)", s.Start, s.End) }

// Date is a calendar day without a clock or a zone. The zero Date means unknown.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.Year == 0 }

// Before reports whether d comes before o.
func (d Date) Before(o Date) bool { return d != o && d.Days() < o.Days() }

// Days counts the days since 1970-01-01, the form of an Arrow date32.
func (d Date) Days() int32 {
	if d.Year < 1 || d.Month < time.January || d.Month > time.December {
		return int32(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	}
	// Years begin in March, so that the day of a leap year is the last.
	y, m := d.Year, int(d.Month)-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return int32(y*365 + y/4 - y/100 + y/400 + (153*m+2)/5 + d.Day - 719469)
}

// String is the ISO form, 2021-12-31, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 0 || d.Year > 9999 || d.Month < 0 || d.Month > 99 || d.Day < 0 || d.Day > 99 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
	}
	digit := func(n int) byte { return byte('0' + n%10) }
	return string([]byte{digit(d.Year / 1000), digit(d.Year / 100), digit(d.Year / 10), digit(d.Year), '-',
		digit(int(d.Month) / 10), digit(int(d.Month)), '-', digit(d.Day / 10), digit(d.Day)})
}

// ParseDate reads an ISO day (2021-12-31).
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q: want YYYY-MM-DD", s)
	}
	return Date{t.Year(), t.Month(), t.Day()}, nil
}

// Hints is what the container of a document says of it: the columns of a row, the headers of a
// record. Empty fields are unknown.
type Hints struct {
	Title, URL, Publisher, Published, Region string
	// Format is a format that the container states (a MIME type or a name such as "text"), else "".
	Format string
	// Charset is a declared character set, which decoding may overrule.
	Charset string
}

// Meta is what is known of a document as a whole. Sources name where a field came from: front_matter,
// meta, json_ld, dublin_core, row, head, path, or "".
type Meta struct {
	Title           string
	TitleSource     string
	Publisher       string
	PublisherSource string
	Published       Date
	PublishedSource string
	URL             string
	// Region is a region that the metadata states in words or as a code, unresolved.
	Region string
	// Front is the front matter as it stood, as JSON, or "".
	Front string
}

// BlockKind tells what part of the page a block is.
type BlockKind uint8

const (
	Paragraph BlockKind = iota
	Title
	Heading
	ListItem
	TableRow
	Caption
)

var blockNames = [...]string{"paragraph", "title", "heading", "list_item", "table_row", "caption"}

func (k BlockKind) String() string { return blockNames[k] }

// Block is one line of structure: a paragraph, a heading, an item of a list, a row of a table.
// Blocks are in text order and do not overlap.
type Block struct {
	Span
	Kind BlockKind
	// Level is 1 to 6 for headings, the nesting depth (from 1) for list items, else 0.
	Level int
	// Table and Row locate a table row in Document.Tables; Table is -1 elsewhere.
	Table, Row int
	// Page is the page number from 1 where the source has pages, else 0.
	Page int
}

// Cell is one cell of a table grid. A cell that spans several rows or columns stands in each of the
// grid's places with the same Span.
type Cell struct {
	Span
	Header bool
}

// Table is a grid of cells: every row has the same number of cells. Spans of empty cells are empty.
type Table struct {
	// Caption is the text that names the table (caption element, or the line before it), maybe empty.
	Caption Span
	// HeaderRows is the number of leading rows that are headers.
	HeaderRows int
	Rows       [][]Cell
}

// Sentence is a span within one block. Table rows are one sentence each.
type Sentence struct {
	Span
	// Block is the index in Document.Blocks.
	Block int
}

// Document is one input on its way through the pipeline.
type Document struct {
	// ID is a hash of Path and the raw bytes, stable over runs.
	ID string
	// Path is relative to the input, with forward slashes; a member of an archive is a.zip!b/c.html,
	// a row of a table rows.csv#12.
	Path string
	// Raw is the input's bytes; decode drops them.
	Raw   []byte
	Bytes int64
	// SHA256 is the hex digest of the raw bytes, TextSHA256 that of Text.
	SHA256, TextSHA256 string
	Hints              Hints

	Format, Encoding, Script string
	Meta                     Meta
	// Text is the one canonical text: valid UTF-8, LF line ends, never changed after decode.
	Text      string
	Blocks    []Block
	Tables    []Table
	Sentences []Sentence

	// Found is what the extraction found; its type is known to the stages that write and read it.
	Found *Extraction

	Faults []Fault
	State  State
}
