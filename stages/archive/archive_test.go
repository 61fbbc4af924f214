package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"

	"zhibiao/pipeline"
)

// seen is how a test sees a document: its path and its text, or the reason that stands in its place.
func seen(t *testing.T, s *Source) []string {
	t.Helper()
	var out []string
	for d, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, show(d))
	}
	return out
}

func show(d *pipeline.Document) string {
	if len(d.Faults) > 0 {
		return d.Path + " !" + string(d.Faults[0].Reason)
	}
	return d.Path + " " + string(d.Raw)
}

func zipped(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarred(t testing.TB, headers ...*tar.Header) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		h.Size, h.Mode = int64(len(h.Linkname)), 0o600
		body := h.Linkname
		if h.Typeflag != tar.TypeReg {
			h.Size = 0
		} else {
			h.Linkname = ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			fmt.Fprint(w, body)
		}
	}
	w.Close()
	return b.String()
}

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	fmt.Fprint(w, s)
	w.Close()
	return b.String()
}

func zstded(t *testing.T, s string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

func gbk(t *testing.T, s string) string {
	t.Helper()
	out, err := simplifiedchinese.GBK.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func warcResponse(http string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.cn/1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(http), http)
}

func TestDocuments(t *testing.T) {
	small := DefaultConfig()
	small.Limits.DocumentBytes = 1000
	small.Limits.Entries = 3
	shallow := DefaultConfig()
	shallow.Limits.Depth = 2
	tight := DefaultConfig()
	tight.Limits.RatioFree, tight.Limits.Ratio = 1000, 10
	for _, c := range []struct {
		name  string
		cfg   Config
		files map[string]string
		want  []string
	}{
		{"sorted", DefaultConfig(), map[string]string{"b.txt": "乙", "a/z.txt": "甲", "c.txt": "丙"},
			[]string{"a/z.txt 甲", "b.txt 乙", "c.txt 丙"}},
		{"zip keeps its order", DefaultConfig(), map[string]string{"a.zip": zipped(t, "z/2.txt", "二", "1.txt", "一")},
			[]string{"a.zip!z/2.txt 二", "a.zip!1.txt 一"}},
		{"gbk name", DefaultConfig(), map[string]string{"a.zip": zipped(t, gbk(t, "公报/福建.txt"), "一")},
			[]string{"a.zip!公报/福建.txt 一"}},
		{"control characters in a name", DefaultConfig(), map[string]string{"a.zip": zipped(t, "a\n\x1b[2J.txt", "一")},
			[]string{"a.zip!a%0A%1B[2J.txt 一"}},
		{"names that leave", DefaultConfig(), map[string]string{"a.zip": zipped(t, "../x.txt", "一", "/etc/x", "二", `..\y`, "三", `C:\y`, "四", "./ok.txt", "五")},
			[]string{"a.zip!../x.txt !unsafe_path", "a.zip!/etc/x !unsafe_path", "a.zip!../y !unsafe_path", "a.zip!C:/y !unsafe_path", "a.zip!ok.txt 五"}},
		{"tar.gz is one container", DefaultConfig(), map[string]string{"a.tar.gz": gzipped(tarred(t,
			&tar.Header{Name: "d/", Typeflag: tar.TypeDir},
			&tar.Header{Name: "d/1.txt", Typeflag: tar.TypeReg, Linkname: "一"},
			&tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"},
			&tar.Header{Name: "h", Typeflag: tar.TypeLink, Linkname: "d/1.txt"},
			&tar.Header{Name: "p", Typeflag: tar.TypeFifo}))},
			[]string{"a.tar.gz!d/1.txt 一", "a.tar.gz!l !link_not_followed", "a.tar.gz!h !link_not_followed", "a.tar.gz!p !special_file"}},
		{"gz and zst", DefaultConfig(), map[string]string{"a.txt.gz": gzipped("一"), "b.txt.zst": zstded(t, "二")},
			[]string{"a.txt.gz!a.txt 一", "b.txt.zst!b.txt 二"}},
		{"nested", DefaultConfig(), map[string]string{"a.zip": zipped(t, "b.zip", zipped(t, "c.txt.gz", gzipped("一")))},
			[]string{"a.zip!b.zip!c.txt.gz!c.txt 一"}},
		{"too deep", shallow, map[string]string{"a.zip": zipped(t, "b.zip", zipped(t, "c.txt.gz", gzipped("一")), "d.txt", "二")},
			[]string{"a.zip!b.zip!c.txt.gz !too_deep", "a.zip!d.txt 二"}},
		{"too large", small, map[string]string{"a.zip": zipped(t, "b.txt", strings.Repeat("x", 1001), "c.txt", strings.Repeat("y", 2)), "b.txt": strings.Repeat("x", 1001)},
			[]string{"a.zip!b.txt !too_large", "a.zip!c.txt yy", "b.txt !too_large"}},
		{"too many", small, map[string]string{"a.zip": zipped(t, "1", "1", "2", "2", "3", "3", "4", "4")},
			[]string{"a.zip!1 1", "a.zip!2 2", "a.zip!3 3", "a.zip !too_many_entries"}},
		{"bomb", tight, map[string]string{"a.gz": gzipped(strings.Repeat("0", 100_000)), "b.txt": "二"},
			[]string{"a.gz!a !expansion_ratio", "b.txt 二"}},
		{"cut", DefaultConfig(), map[string]string{"a.zip": zipped(t, "1", "一")[:30], "b.gz": gzipped("一")[:12], "c.txt": "丙"},
			[]string{"a.zip !broken_container", "b.gz!b !broken_container", "c.txt 丙"}},
		{"office documents stay whole", DefaultConfig(), map[string]string{"a.docx": zipped(t, "[Content_Types].xml", "")},
			[]string{"a.docx " + zipped(t, "[Content_Types].xml", "")}},
		{"rows", DefaultConfig(), map[string]string{"r.csv": "\ufefftitle,publish_date,full_text\n甲,2026-02-03,\"一\n二\"\n乙,,三\n", "t.csv": "地区,产量\n福建,5\n"},
			[]string{"r.csv#1 一\n二", "r.csv#2 三", "t.csv 地区,产量\n福建,5\n"}},
		{"gbk rows", DefaultConfig(), map[string]string{"r.csv": gbk(t, "标题,正文\n甲,一二三四五\n")},
			[]string{"r.csv#1 一二三四五"}},
		{"web archive", DefaultConfig(), map[string]string{"c.warc.gz": gzipped(
			"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n") + gzipped(
			warcResponse("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\n\r\n甲")) + gzipped(
			warcResponse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n乙\r\n0\r\n\r\n")) + gzipped(
			warcResponse("HTTP/1.1 404 Not Found\r\n\r\n丙")),
			"d.warc": "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 3\r\n\r\n丁\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 30\r\n\r\n丁"},
			[]string{"c.warc.gz#2 甲", "c.warc.gz#3 乙", "c.warc.gz#4 !unreadable", "d.warc#1 丁", "d.warc#2 丁", "d.warc !broken_container"}},
		{"json rows", DefaultConfig(), map[string]string{"r.jsonl": `{"title":"甲","text":"一"}` + "\n\n" + `{"text":"二"}` + "\n{\"text\":\n" + `{"a":1}`},
			[]string{"r.jsonl#1 一", "r.jsonl#2 二", "r.jsonl#3 !broken_document", "r.jsonl#4 "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			dir := t.TempDir()
			for name, body := range c.files {
				fsys[name] = &fstest.MapFile{Data: []byte(body)}
				p := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(p, []byte(body), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s, err := FromFS(c.cfg, fsys)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, seen(t, s)); d != "" {
				t.Errorf("file system: %s", d)
			}
			if s, err = New(c.cfg, dir); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, seen(t, s)); d != "" {
				t.Errorf("folder: %s", d)
			}
		})
	}
}

func TestLinksAndSpecialFiles(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "a.txt"), []byte("甲"), 0o600)
	os.Mkdir(filepath.Join(dir, "d"), 0o700)
	for name, to := range map[string]string{"l.txt": "a.txt", "out.txt": "/etc/passwd", "loop": ".", "self": "self"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	s, err := New(DefaultConfig(), dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a.txt 甲", "l.txt !link_not_followed", "loop !link_not_followed", "out.txt !link_not_followed", "self !link_not_followed"}
	if d := cmp.Diff(want, seen(t, s)); d != "" {
		t.Error(d)
	}
	cfg := DefaultConfig()
	cfg.FollowLinks = true
	if s, err = New(cfg, dir); err != nil {
		t.Fatal(err)
	}
	want[1] = "l.txt 甲"
	if d := cmp.Diff(want, seen(t, s)); d != "" {
		t.Error("followed:", d)
	}
}

func TestHints(t *testing.T) {
	s, err := FromFS(DefaultConfig(), fstest.MapFS{"r.csv": &fstest.MapFile{Data: []byte("province,year,title,source_url,publish_date,full_text\n海南省,2026,报告,https://a.cn/1,2026-02-02,正文\n")}})
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want := pipeline.Hints{Title: "报告", URL: "https://a.cn/1", Published: "2026-02-02", Region: "海南省", Charset: "utf-8"}
		if diff := cmp.Diff(want, d.Hints); diff != "" {
			t.Error(diff)
		}
		if len(d.ID) != 16 || d.Bytes != int64(len("正文")) {
			t.Errorf("id %q, %d bytes", d.ID, d.Bytes)
		}
	}
}

func TestRangesJoin(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 5 {
		fsys[fmt.Sprintf("%d.txt", i)] = &fstest.MapFile{Data: []byte{byte('a' + i)}}
	}
	fsys["2.zip"] = &fstest.MapFile{Data: []byte(zipped(t, "a", "1", "b", "2", "c", "3", "d", "4"))}
	s, err := FromFS(DefaultConfig(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Listing(t.Context())
	if err != nil || len(list) != 6 {
		t.Fatalf("%v %v", list, err)
	}
	at := 0
	for i, e := range list {
		if e.Path == "2.zip" {
			at = i
		}
	}
	var got []string
	for _, p := range []Part{{From: 0, To: at}, {From: at, To: at + 1, Members: 3}, {From: at, To: at + 1, FirstMember: 3, Members: 3}, {From: at + 1, To: 6}} {
		for d, err := range s.Range(t.Context(), p) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, show(d))
		}
	}
	if d := cmp.Diff(seen(t, s), got); d != "" {
		t.Error(d)
	}
}

func TestCancel(t *testing.T) {
	s, err := FromFS(DefaultConfig(), fstest.MapFS{"a": &fstest.MapFile{}, "b": &fstest.MapFile{}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n, failed := 0, false
	for _, err := range s.Documents(ctx) {
		n++
		failed = failed || err != nil
		cancel()
	}
	if n != 2 || !failed {
		t.Errorf("%d documents, failed %v", n, failed)
	}
}

func TestInputsOfOneName(t *testing.T) {
	a, b := filepath.Join(t.TempDir(), "x"), filepath.Join(t.TempDir(), "x")
	for _, d := range []string{a, b} {
		os.Mkdir(d, 0o700)
		os.WriteFile(filepath.Join(d, "1.txt"), []byte("一"), 0o600)
	}
	s, err := New(DefaultConfig(), a, b, filepath.Join(a, "1.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"x/1.txt 一", "2~x/1.txt 一", "1.txt 一"}, seen(t, s)); d != "" {
		t.Error(d)
	}
	if _, err := New(DefaultConfig(), filepath.Join(a, "none")); err == nil {
		t.Error("a missing input passed")
	}
}
