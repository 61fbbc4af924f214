package pipeline

import (
	"context"
	"iter"
)

// Source yields documents in an order that depends on the input alone. A broken entry is yielded as
// a document that carries a Fault; an error ends the run.
type Source interface {
	Documents(ctx context.Context) iter.Seq2[*Document, error]
}

// Stage adds one layer to a document. It is immutable once built and safe for many goroutines.
// An error costs the document, never the run (unless it wraps ErrFatal).
type Stage interface {
	Name() string
	Process(ctx context.Context, d *Document) error
}

// Sink takes finished documents in source order.
type Sink interface {
	Write(ctx context.Context, d *Document) error
	Close() error
}
