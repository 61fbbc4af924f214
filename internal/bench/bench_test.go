package main

import (
	"context"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"zhibiao/configs"
	"zhibiao/metrics/rule"
)

// Years, days and names keep their digits, and every amount keeps its length.
func TestVary(t *testing.T) {
	const in = "2021年10月12日，5G用户1234.56万户、10G端口20万个，见2021-10-12第3页"
	got := vary(in, rand.New(rand.NewPCG(1, 2)))
	if again := vary(in, rand.New(rand.NewPCG(1, 2))); got != again {
		t.Errorf("%q and then %q", got, again)
	}
	if len(got) != len(in) || got == in {
		t.Fatalf("got %q", got)
	}
	for _, keep := range []string{"2021年10月12日，5G用户", "万户、10G端口", "万个，见2021-10-12第3页"} {
		if !strings.Contains(got, keep) {
			t.Errorf("%q has lost %q", got, keep)
		}
	}
}

// The same texts make the same pages, and what the program reads in them has the sample's text.
func TestBuild(t *testing.T) {
	l := &lab{options: options{size: 1}, ctx: context.Background(), dir: t.TempDir()}
	in, err := l.build("")
	if err != nil {
		t.Fatal(err)
	}
	if in.large.count < 50 || in.small.count != in.large.count/10 || in.large.bytes < 1e6 || in.textBytes < in.large.bytes/10 {
		t.Errorf("%+v", in)
	}
	first, err := os.ReadFile(in.large.path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := l.build("")
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(again.large.path)
	if err != nil || string(first) != string(second) {
		t.Errorf("two builds differ: %v", err)
	}
}

// The copies are rules that load beside the embedded ones.
func TestCopyRules(t *testing.T) {
	dir := t.TempDir()
	n, err := copyRules(dir, 2)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := rule.Load(configs.FS)
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(configs.FS, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if n != 2*len(plain.Rules) || len(set.Rules) != n+len(plain.Rules) {
		t.Errorf("%d copies of %d rules, %d loaded", n, len(plain.Rules), len(set.Rules))
	}
}

func TestGenerate(t *testing.T) {
	if n := utf8.RuneCountInString(sentence(10_000)); n < 10_000 || n > 10_100 {
		t.Errorf("a sentence of %d characters", n)
	}
}

func TestMedian(t *testing.T) {
	s := series{{wall: 3}, {wall: 1}, {wall: 2}}
	if mid, least, most := s.median(); mid != 2 || least != 1 || most != 3 {
		t.Error(mid, least, most)
	}
	if r := ratio(3*time.Second, 2*time.Second); r != 1.5 {
		t.Error(r)
	}
}
