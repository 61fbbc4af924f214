// Package golden compares what the line extracts with labels that were made by hand. It is for tests
// and evaluations: it reads label files, counts what agrees, and prints the difference. It neither
// finds documents nor runs stages; the caller passes what came out.
//
// Labels are JSON lines, one observation each, in a file per document that bears the document's name.
// An empty file says that the document holds no observation.
package golden

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/pipeline"
)

// Label is one observation that a document holds, as a reader of the text states it. Value, Low and
// High are decimals in the canonical unit; nil where the text gives none.
type Label struct {
	Metric    string             `json:"metric"`
	Measure   pipeline.Measure   `json:"measure"`
	Value     *string            `json:"value"`
	Low       *string            `json:"low"`
	High      *string            `json:"high"`
	Qualifier pipeline.Qualifier `json:"qualifier"`
	Unit      string             `json:"unit"`
	Region    string             `json:"region"`
	Year      int                `json:"year"`
	Period    string             `json:"period"`
	PeriodEnd string             `json:"period_end"`
	Status    pipeline.Status    `json:"status"`
	Basis     *string            `json:"basis"`
	Entity    *string            `json:"entity"`
	// Quote is the number with its unit as written, Context a piece of the text around it.
	Quote   string `json:"quote"`
	Context string `json:"context"`

	// Line is the line of the label file, from 1; 0 for what was extracted.
	Line int `json:"-"`
}

// Read reads the labels of one document, all problems at once.
func Read(fsys fs.FS, name string) ([]Label, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var (
		out  []Label
		errs []error
		scan = bufio.NewScanner(bytes.NewReader(data))
	)
	scan.Buffer(nil, 1<<20)
	for n := 1; scan.Scan(); n++ {
		if len(bytes.TrimSpace(scan.Bytes())) == 0 {
			continue
		}
		l := Label{Line: n}
		dec := json.NewDecoder(bytes.NewReader(scan.Bytes()))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&l); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, n, err))
			continue
		}
		if _, err := dec.Token(); err != io.EOF {
			errs = append(errs, fmt.Errorf("%s:%d: more than one value on the line", name, n))
		}
		if err := l.check(); err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", name, n, err))
		}
		out = append(out, l)
	}
	return out, errors.Join(append(errs, scan.Err())...)
}

// check finds labels that contradict themselves, which no text can fulfil.
func (l Label) check() error {
	switch l.Measure {
	case pipeline.Level, pipeline.Increment, pipeline.Growth, pipeline.GrowthPP, pipeline.Share, pipeline.Rank:
	default:
		return fmt.Errorf("measure %q: not one of the six", l.Measure)
	}
	switch l.Status {
	case pipeline.Actual, pipeline.Target, pipeline.Estimate:
	default:
		return fmt.Errorf("status %q: want actual, target or estimate", l.Status)
	}
	for _, f := range []struct {
		name string
		v    *string
	}{{"value", l.Value}, {"low", l.Low}, {"high", l.High}} {
		if f.v == nil {
			continue
		}
		if _, _, err := apd.NewFromString(*f.v); err != nil {
			return fmt.Errorf("%s %q: want a decimal", f.name, *f.v)
		}
	}
	end, err := pipeline.ParseDate(l.PeriodEnd)
	if err != nil {
		return fmt.Errorf("period_end: %w", err)
	}
	if end.Year != l.Year {
		return fmt.Errorf("year %d: period_end is %s", l.Year, l.PeriodEnd)
	}
	bounded := l.Low != nil || l.High != nil
	switch l.Qualifier {
	case pipeline.Exact, pipeline.About:
		if l.Value == nil || bounded {
			return fmt.Errorf("qualifier %s: want a value and no bounds", l.Qualifier)
		}
	case pipeline.Range:
		if l.Value != nil || l.Low == nil || l.High == nil {
			return errors.New("qualifier range: want low and high and no value")
		}
	case pipeline.Nearly, pipeline.Over, pipeline.AtLeast, pipeline.Under, pipeline.AtMost, pipeline.Some:
		if l.Value == nil || !bounded {
			return fmt.Errorf("qualifier %s: want a value and its bound", l.Qualifier)
		}
	default:
		return fmt.Errorf("qualifier %q: not one of the nine", l.Qualifier)
	}
	if !strings.Contains(squeeze(l.Context), squeeze(l.Quote)) {
		return fmt.Errorf("quote %q does not stand in the context", l.Quote)
	}
	return nil
}

// squeeze drops white space, which differs between a source and its canonical text.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// ID names the label file of a document: the file name of its path without the ending; a member of
// an archive goes by its own name, a row of a table by the table's.
func ID(docPath string) string {
	if i := strings.LastIndexByte(docPath, '!'); i >= 0 {
		docPath = docPath[i+1:]
	}
	base := path.Base(docPath)
	if i := strings.LastIndexByte(base, '.'); i >= 0 {
		base = base[:i]
	}
	return base
}
