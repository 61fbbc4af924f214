package archive

import (
	"context"
	"iter"

	"zhibiao/pipeline"
)

// Entry is one top-level file of a Listing.
type Entry struct {
	// Path is the path that documents of the file begin with.
	Path string
	// Size is the file's size in bytes.
	Size int64
}

// Listing is the frozen order of the top-level files of all inputs. Work is divided and resumed by
// ranges of it; whether an input changed since is seen by comparing listings. Times are left out: a
// copy of an input is the same input.
func (s *Source) Listing(ctx context.Context) ([]Entry, error) {
	var list []Entry
	for f, err := range s.files(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, Entry{Path: f.path, Size: f.size})
	}
	return list, nil
}

// Part is a piece of the work: the top-level files From to To of the listing, To excluded. With a
// member count the piece is a range of the documents of the one file From, so that one large archive
// can be divided too.
type Part struct {
	From, To int
	// FirstMember and Members choose documents of the file From; Members 0 means all.
	FirstMember, Members int
}

// Range yields the documents of one part. The documents of parts that join without a gap are those of
// the whole, in the same order.
func (s *Source) Range(ctx context.Context, p Part) iter.Seq2[*pipeline.Document, error] {
	return func(yield func(*pipeline.Document, error) bool) {
		i := -1
		for f, err := range s.files(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			if i++; i < p.From {
				continue
			}
			if i >= p.To {
				return
			}
			if p.Members == 0 {
				if !s.read(ctx, f, yield) {
					return
				}
				continue
			}
			n := -1
			s.read(ctx, f, func(d *pipeline.Document, err error) bool {
				if err != nil {
					return yield(d, err)
				}
				if n++; n < p.FirstMember {
					return true
				}
				if n >= p.FirstMember+p.Members {
					return false
				}
				return yield(d, nil)
			})
			return
		}
	}
}
