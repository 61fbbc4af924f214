package archive

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// store is as much of an S3 server as reading takes: lists of keys and objects by range.
type store map[string]string

func (s store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if key == "" {
		var keys []string
		for k := range s {
			if strings.HasPrefix(k, r.URL.Query().Get("prefix")) {
				keys = append(keys, k)
			}
		}
		slices.Sort(keys)
		w.Header().Set("Content-Type", "application/xml")
		fmt.Fprint(w, `<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated>`)
		for _, k := range keys {
			fmt.Fprintf(w, `<Contents><Key>%s</Key><Size>%d</Size><LastModified>2024-01-01T00:00:00.000Z</LastModified></Contents>`, k, len(s[k]))
		}
		fmt.Fprint(w, `</ListBucketResult>`)
		return
	}
	body, ok := s[key]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	http.ServeContent(w, r, "", time.Unix(1, 0), strings.NewReader(body))
}

func TestObjectStore(t *testing.T) {
	srv := httptest.NewServer(store{"in/b.txt": "乙", "in/a.zip": zipped(t, "z.txt", "一", "y.txt", "二"), "out/c.txt": "丙"})
	defer srv.Close()
	t.Setenv("AWS_ACCESS_KEY_ID", "x")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "x")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	s, err := New(DefaultConfig(), "s3://reports/in/?region=us-east-1&use_path_style=true&endpoint="+url.QueryEscape(srv.URL))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a.zip!z.txt 一", "a.zip!y.txt 二", "b.txt 乙"}
	if d := cmp.Diff(want, seen(t, s)); d != "" {
		t.Error(d)
	}
	list, err := s.Listing(t.Context())
	if err != nil || len(list) != 2 || list[1].Size != 3 {
		t.Errorf("%v %v", list, err)
	}
}

func TestFileStore(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "d"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "d", "a.txt"), []byte("甲"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := New(DefaultConfig(), "file://"+filepath.ToSlash(dir))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"d/a.txt 甲"}, seen(t, s)); d != "" {
		t.Error(d)
	}
}

func TestUnknownStore(t *testing.T) {
	s, err := New(DefaultConfig(), "nosuch://x")
	if err == nil {
		for _, err = range s.Documents(t.Context()) {
			break
		}
	}
	if err == nil {
		t.Error("an unknown scheme passed")
	}
}
