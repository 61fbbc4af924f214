package pipeline

import (
	"errors"
	"fmt"
)

// State is where a document ended. Every input ends in exactly one.
type State string

const (
	Extracted   State = "extracted"
	Empty       State = "empty"
	Duplicate   State = "duplicate"
	Quarantined State = "quarantined"
)

// Reason is a closed list of why an input, or a doubtful value in it, was set aside.
type Reason string

const (
	UnsupportedFormat Reason = "unsupported_format"
	BrokenContainer   Reason = "broken_container"
	BrokenDocument    Reason = "broken_document"
	EncryptedInput    Reason = "encrypted"
	UnknownCharset    Reason = "unknown_charset"
	Mojibake          Reason = "mojibake"
	NoTextLayer       Reason = "no_text_layer"
	BinaryContent     Reason = "binary_content"
	TooLarge          Reason = "too_large"
	TooDeep           Reason = "too_deep"
	TooManyEntries    Reason = "too_many_entries"
	RatioExceeded     Reason = "expansion_ratio"
	TimeExceeded      Reason = "time_limit"
	MemoryExceeded    Reason = "memory_limit"
	Crashed           Reason = "crashed"
	Unreadable        Reason = "unreadable"
	LinkSkipped       Reason = "link_not_followed"
	SpecialFile       Reason = "special_file"
	UnsafePath        Reason = "unsafe_path"
	ListMismatch      Reason = "list_length_mismatch"
	AmbiguousRegion   Reason = "ambiguous_region"
	AmbiguousUnit     Reason = "ambiguous_unit"
	ValueOutOfRange   Reason = "value_out_of_range"
	StageError        Reason = "stage_error"
)

// Reasons lists every Reason with what it means and what to do, for docs and validation.
var Reasons = []struct {
	Reason Reason
	Help   string
}{
	{UnsupportedFormat, "the format is not one that zhibiao reads; convert it or leave it out"},
	{BrokenContainer, "the archive is cut or damaged; what could be read before the damage was read"},
	{BrokenDocument, "the document is damaged beyond what its parser can read"},
	{EncryptedInput, "a password is needed; decrypt the file first"},
	{UnknownCharset, "no character set decodes the bytes without damage"},
	{Mojibake, "the text was decoded wrongly before it came here and cannot be repaired with certainty"},
	{NoTextLayer, "a scanned document without text; run OCR first"},
	{BinaryContent, "the content is no text"},
	{TooLarge, "larger than a limit (limits.document_bytes, limits.text_bytes, limits.cells, limits.total_bytes); cut it into smaller documents"},
	{TooDeep, "containers or elements are nested deeper than the limit"},
	{TooManyEntries, "the container has more entries than limits.entries"},
	{RatioExceeded, "the container expands more than limits.ratio times"},
	{TimeExceeded, "reading took longer than limits.time"},
	{MemoryExceeded, "reading needed more memory than limits.memory"},
	{Crashed, "the parser of this format crashed on the document"},
	{Unreadable, "the file cannot be opened or read"},
	{LinkSkipped, "a link; set follow_links to read what it points to"},
	{SpecialFile, "a device, socket or pipe is not read"},
	{UnsafePath, "the entry's name leaves the archive; it was not read"},
	{ListMismatch, "a list with 分别 has other numbers of names and values; no value was assigned"},
	{AmbiguousRegion, "the region's name fits several regions; the value was not assigned to one"},
	{AmbiguousUnit, "the unit fits several dimensions; the value was not written"},
	{ValueOutOfRange, "the value is impossible for its metric"},
	{StageError, "a stage failed on the document"},
}

// Severity tells a Fault that costs the document from a note on one value.
type Severity uint8

const (
	// Note sets one value aside; the document goes on.
	Note Severity = iota
	// Fatal ends the document: its state becomes Quarantined.
	Fatal
)

// Fault is what went wrong with a document. It is data: it ends in the quarantine table.
type Fault struct {
	Stage     string
	Reason    Reason
	Severity  Severity
	Detail    string
	Retryable bool
	// Span is the place in Document.Text, or the zero Span.
	Span Span
	// Excerpt is the text at the place, at most some 80 characters.
	Excerpt string
}

func (f *Fault) Error() string { return fmt.Sprintf("%s: %s: %s", f.Stage, f.Reason, f.Detail) }

// Faultf makes a fatal fault.
func Faultf(stage string, r Reason, format string, args ...any) *Fault {
	return &Fault{Stage: stage, Reason: r, Severity: Fatal, Detail: fmt.Sprintf(format, args...)}
}

// AsFault returns the Fault that err wraps, or one of the given stage with Reason StageError.
func AsFault(stage string, err error) Fault {
	var f *Fault
	if errors.As(err, &f) {
		return *f
	}
	return Fault{Stage: stage, Reason: StageError, Severity: Fatal, Detail: err.Error()}
}

// ErrFatal marks errors of the run itself: the run stops and publishes nothing.
var ErrFatal = errors.New("run cannot continue")
