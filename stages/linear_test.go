package stages_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"zhibiao/internal/race"
	"zhibiao/pipeline"
	"zhibiao/stages"
)

// Four times the text may take six times the time: what grows with the square takes sixteen times.
const (
	longer   = 4
	maxRatio = 6
)

// TestLinear extracts from long sentences and from long documents, of a wording that is repeated.
func TestLinear(t *testing.T) {
	if race.Enabled || testing.Short() {
		t.Skip("measures time")
	}
	l := line(t)
	for _, c := range []struct {
		name, head, part, tail string
		n                      int
	}{
		{"list with units", "截至年底，全省建成", "5G基站2万个、", "10G PON端口5万个。", 1200},
		{"list of clauses", "截至年底，全省建成", "5G基站2万个；", "10G PON端口5万个。", 600},
		{"from and to", "全省5G基站", "从5万个增长到6万个、", "从6万个增长到7万个。", 600},
		{"growth", "全省电信业务收入12亿元，", "增长5%，", "增长6%。", 600},
		{"respectively", "全省", "、5G基站和10G PON端口分别为1万个和2万个", "。", 600},
		{"respectively, long", "全省5G基站、" + strings.Repeat("10G PON端口、", 100) + "固定宽带用户分别为", "1万个、", "2万个。", 600},
		{"regions with shares", "5G用户占比较高的有", "广东（9.7%）、", "浙江（9.6%）。", 600},
		{"words alone", "全省", "信息通信业平稳较快发展，", "建成5G基站2万个。", 1500},
		{"nothing but commas", "5G基站", "，", "2万个。", 5000},
		{"nothing but brackets", "5G基站", "（", "2万个。", 5000},
		{"numbers alone", "5G基站", "1 ", "2万个。", 2000},
		{"paragraphs", "", "全省建成5G基站2万个，同比增长5%，占全国的3%。\n\n", "", 600},
		{"headings", "", "## 5G基站\n\n全省2万个。\n\n", "", 600},
		{"table", "| 指标 | 2021年 | 2022年 |\n|---|---|---|\n", "| 5G基站（万个） | 2 | 3 |\n", "", 600},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := func(n int) string { return c.head + strings.Repeat(c.part, n) + c.tail }
			short, long := prepare(t, l, text(c.n)), prepare(t, l, text(longer*c.n))
			best, bestLong := time.Hour, time.Hour
			for round := range 10 { // a busy machine gets more tries
				best, bestLong = min(best, extract(t, l, short)), min(bestLong, extract(t, l, long))
				if round >= 2 && bestLong <= maxRatio*best {
					break
				}
			}
			t.Logf("%d bytes: %v, %d bytes: %v (%.1f times)", len(short.Text), best, len(long.Text), bestLong, float64(bestLong)/float64(best))
			if bestLong > maxRatio*best {
				t.Errorf("%d bytes take %v and %d bytes take %v", len(short.Text), best, len(long.Text), bestLong)
			}
		})
	}
}

// prepare decodes and segments a text.
func prepare(t *testing.T, l *stages.Line, text string) *pipeline.Document {
	t.Helper()
	d := walk(l, "a.md", []byte(text), 2)
	if len(d.Sentences) == 0 {
		t.Fatalf("no sentences in %d bytes", len(text))
	}
	return d
}

// extract returns the processor time that one extraction takes.
func extract(t *testing.T, l *stages.Line, d *pipeline.Document) time.Duration {
	t.Helper()
	d.Faults = nil
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	start := clock()
	if err := l.Extractor.Extract(d); err != nil {
		t.Fatal(err)
	}
	return clock() - start
}
