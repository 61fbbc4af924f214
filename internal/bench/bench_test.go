package main

import (
	"context"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
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

// The same texts make the same pages, and what the program reads in them has the sample's text, whatever furniture is
// around it.
func TestBuild(t *testing.T) {
	l := &lab{ctx: context.Background(), dir: t.TempDir()}
	docs, err := l.load("")
	if err != nil {
		t.Fatal(err)
	}
	build := func(share float64) (*inputs, string) {
		in, err := l.build("sample", docs, 1, share)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(in.Large.Path)
		if err != nil {
			t.Fatal(err)
		}
		return in, string(data)
	}
	in, first := build(0)
	if in.Large.Count < 50 || in.Small.Count != in.Large.Count/10 || in.Large.Bytes < 1e6 || in.TextBytes < in.Large.Bytes/10 {
		t.Errorf("%+v", in)
	}
	if _, again := build(0); first != again {
		t.Error("two builds differ")
	}
	text, err := os.ReadFile(in.Text)
	if err != nil {
		t.Fatal(err)
	}
	in, _ = build(realShare)
	if share := float64(in.TextBytes) / float64(in.Large.Bytes); share < realShare-0.04 || share > realShare+0.04 {
		t.Errorf("the text is %.2f of the bytes", share)
	}
	posts, err := os.ReadFile(in.Text)
	if err != nil || !strings.HasPrefix(string(text), string(posts)) {
		t.Errorf("furniture changes the text that is read: %v", err)
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
	o := series{{wall: 2}, {wall: 2}, {wall: 1}}
	if r := s.over(o, wallOf); r != (span{1.5, 0.5, 2}) {
		t.Error(r)
	}
}

func TestGoal(t *testing.T) {
	for got, want := range map[span]string{
		{1, 1, 1}: "met", {1, 0.9, 1.1}: "met, not in every round", {1.2, 1.1, 1.3}: "**missed**", {1.2, 0.9, 1.3}: "**missed**, not in every round",
	} {
		if v := (goal{got: got, sign: "≤", bound: 1}).verdict(); v != want {
			t.Errorf("%v: %s, want %s", got, v, want)
		}
	}
}
