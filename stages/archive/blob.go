package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob" // azblob://
	_ "gocloud.dev/blob/fileblob"  // file://
	_ "gocloud.dev/blob/gcsblob"   // gs://
	_ "gocloud.dev/blob/s3blob"    // s3://
)

// bucket is an object store as a tree. Its keys are names; it has no folders.
type bucket struct {
	ctx    context.Context
	b      *blob.Bucket
	prefix string
}

// isURL reports whether an input names an object store.
func isURL(in string) bool {
	i := strings.Index(in, "://")
	return i > 0 && !strings.ContainsAny(in[:i], `/\.`)
}

// openBucket opens the store of a URL. What follows the bucket's name is a prefix of keys.
func openBucket(ctx context.Context, in string) (*bucket, error) {
	u, err := url.Parse(in)
	if err != nil {
		return nil, fmt.Errorf("archive: input: %w", err)
	}
	prefix := ""
	if u.Scheme != "file" {
		prefix = strings.TrimPrefix(u.Path, "/")
		u.Path = ""
	}
	b, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("archive: input %s://%s: %w", u.Scheme, u.Host, err)
	}
	return &bucket{ctx: ctx, b: b, prefix: prefix}, nil
}

// each calls f with every object in the order of the keys, until f returns false.
func (t *bucket) each(f func(key string, size int64) bool) error {
	for it := t.b.List(&blob.ListOptions{Prefix: t.prefix}); ; {
		o, err := it.Next(t.ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("archive: list: %w", err)
		}
		if o.IsDir || strings.HasSuffix(o.Key, "/") {
			continue
		}
		if !f(o.Key, o.Size) {
			return nil
		}
	}
}

// relative is a key without the folders that the input's URL names.
func (t *bucket) relative(key string) string {
	return key[strings.LastIndexByte(t.prefix, '/')+1:]
}

func (t *bucket) ReadDir(string) ([]fs.DirEntry, error) { return nil, fs.ErrInvalid }

func (t *bucket) Open(name string) (fs.File, error) {
	a, err := t.b.Attributes(t.ctx, name)
	if err != nil {
		return nil, err
	}
	r, err := t.b.NewReader(t.ctx, name, nil)
	if err != nil {
		return nil, err
	}
	return &object{Reader: r, t: t, name: name, size: a.Size}, nil
}

// object is one object as a file. ReadAt fetches ranges, so that the directory of a large zip file does
// not cost the whole of it.
type object struct {
	*blob.Reader
	t     *bucket
	name  string
	size  int64
	at    int64
	block []byte
}

func (o *object) Stat() (fs.FileInfo, error) { return objectInfo{o.name, o.size}, nil }

// blockBytes is how much ReadAt fetches at once.
const blockBytes = 1 << 20

func (o *object) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		if off >= o.size {
			return n, io.EOF
		}
		if off < o.at || off >= o.at+int64(len(o.block)) {
			if err := o.fetch(off); err != nil {
				return n, err
			}
		}
		m := copy(p[n:], o.block[off-o.at:])
		n += m
		off += int64(m)
	}
	return n, nil
}

func (o *object) fetch(off int64) error {
	r, err := o.t.b.NewRangeReader(o.t.ctx, o.name, off, min(blockBytes, o.size-off), nil)
	if err != nil {
		return err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err == nil && len(b) == 0 {
		err = io.ErrUnexpectedEOF
	}
	o.at, o.block = off, b
	return err
}

type objectInfo struct {
	name string
	size int64
}

func (i objectInfo) Name() string       { return i.name }
func (i objectInfo) Size() int64        { return i.size }
func (i objectInfo) Mode() fs.FileMode  { return 0o444 }
func (i objectInfo) ModTime() time.Time { return time.Time{} }
func (i objectInfo) IsDir() bool        { return false }
func (i objectInfo) Sys() any           { return nil }
