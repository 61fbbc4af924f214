package place

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhibiao/configs"
)

func gazetteer(t testing.TB) *Gazetteer { return recognizer(t).Gazetteer() }

func TestGazetteer(t *testing.T) {
	g := gazetteer(t)
	count := map[Level]int{}
	prev := Region{}
	for _, r := range g.Regions() {
		if r.To == 0 {
			count[r.Level]++
		}
		if r.Level != Aggregate && r.Level != World {
			if r.Code < prev.Code || r.Code == prev.Code && r.From < prev.From {
				t.Errorf("%s %s is out of order", r.Code, r.Name)
			}
			prev = r
		}
		if r.Parent != "" {
			if p, ok := g.Lookup(r.Parent); !ok || p.Level >= r.Level && r.Level <= County {
				t.Errorf("%s %s: bad parent %q", r.Code, r.Name, r.Parent)
			}
		}
		if r.Successor != "" {
			if s, ok := g.Lookup(r.Successor); !ok || r.To == 0 || s.Code == r.Code {
				t.Errorf("%s %s: bad successor %q", r.Code, r.Name, r.Successor)
			}
		}
		if r.Level == Province && (r.ISO == "" || r.Letter == "") {
			t.Errorf("%s %s lacks its ISO code or letter", r.Code, r.Name)
		}
	}
	if count[Province] != 34 || count[Prefecture] != 333 || count[County] != 2846 || count[Country] != 1 || count[Aggregate] != 7 {
		t.Errorf("valid regions by level: %v", count)
	}
}

func TestNameIn(t *testing.T) {
	g := gazetteer(t)
	f := func(code string, year int, want string) {
		t.Helper()
		if got := g.NameIn(code, year); got != want {
			t.Errorf("%s in %d: got %q, want %q", code, year, got, want)
		}
	}
	f("420600", 2005, "襄樊市")
	f("420600", 2009, "襄樊市")
	f("420600", 2011, "襄阳市")
	f("420600", 2025, "襄阳市")
	f("350000", 1990, "福建省")
	f("110103", 2005, "崇文区")
	f("110103", 2025, "崇文区")
	f("CN-YRD", 2025, "长江三角洲地区")
	f("999999", 2025, "")
}

func TestTree(t *testing.T) {
	g := gazetteer(t)
	f := func(code, parent, province string) {
		t.Helper()
		if p := g.Parent(code); p != parent {
			t.Errorf("parent of %s: got %q, want %q", code, p, parent)
		}
		if p := g.Province(code); p != province {
			t.Errorf("province of %s: got %q, want %q", code, p, province)
		}
	}
	f("330782", "330700", "330000")
	f("440305", "440300", "440000")
	f("110101", "110000", "110000")
	f("429004", "420000", "420000")
	f("500101", "500000", "500000")
	f("350000", "100000", "350000")
	f("100000", "", "")
	f("CN-BTH", "100000", "")
	for _, c := range []struct {
		code, in string
		want     bool
	}{{"350102", "350000", true}, {"350102", "100000", true}, {"350102", "350102", true}, {"350102", "350200", false}, {"350000", "350102", false}, {"WORLD", "100000", false}} {
		if got := g.Within(c.code, c.in); got != c.want {
			t.Errorf("%s within %s: %v", c.code, c.in, got)
		}
	}
}

func TestSuccessors(t *testing.T) {
	g := gazetteer(t)
	for code, want := range map[string]string{"110103": "110101", "130182": "130109", "320503": "320508", "120225": "120119", "371200": "", "341400": "", "652200": "650500"} {
		if r, _ := g.Lookup(code); r.Successor != want {
			t.Errorf("%s %s: successor %q, want %q", code, r.Name, r.Successor, want)
		}
	}
}

func TestOwn(t *testing.T) {
	g := gazetteer(t)
	f := func(doc string, level Level, want string) {
		t.Helper()
		if got := g.Own(doc, level); got != want {
			t.Errorf("%s at level %d: got %q, want %q", doc, level, got, want)
		}
	}
	f("350000", Province, "350000")
	f("350100", Province, "350000")
	f("350100", Prefecture, "350100")
	f("350102", Prefecture, "350100")
	f("110000", Prefecture, "110000") // 全市 of a municipality
	f("110105", Prefecture, "110000")
	f("330782", Prefecture, "330782") // 全市 of a county-level city
	f("350000", Prefecture, "")
	f("450000", Unknown, "450000") // 全区 of an autonomous region
	f("450100", Unknown, "450000")
	f("440305", Unknown, "440305")
	f("350000", Unknown, "")
	f("621221", County, "621221")
	f("513200", Prefecture, "513200")
	f("100000", Province, "")
}

func TestDisambiguate(t *testing.T) {
	g := gazetteer(t)
	f := func(codes, context, want string) {
		t.Helper()
		m := Mention{Codes: strings.Split(codes, ",")}
		ok := g.Disambiguate(&m, strings.Fields(context))
		if got := strings.Join(m.Codes, ","); got != want || ok != !strings.Contains(want, ",") {
			t.Errorf("%s in %q: got %q %v, want %q", codes, context, got, ok, want)
		}
	}
	gulou := strings.Join(g.ByName("鼓楼区"), ",")
	f(gulou, "320100", "320106")
	f(gulou, "320102", "320106") // a sibling
	f(gulou, "350100 320100", "350102")
	f("320106,320302,350102,410204", "350000", "350102")
	f("320106,320302,350102,410204", "320000", "320106,320302,350102,410204")
	f("320106,320302,350102,410204", "100000", "320106,320302,350102,410204")
	f("320106,320302,350102,410204", "", "320106,320302,350102,410204")
}

func TestByName(t *testing.T) {
	g := gazetteer(t)
	f := func(name string, want ...string) {
		t.Helper()
		if got := g.ByName(name); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	f("福建", "350000")
	f("福建省", "350000")
	f("吉林", "220000", "220200")
	f("襄樊市", "420600")
	f("内蒙", "150000")
	f("无")
}

func TestLoadTime(t *testing.T) {
	start := time.Now()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := NewRecognizer(g, configs.FS); err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(start))
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		g, err := Load()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := NewRecognizer(g, configs.FS); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAgainstCodeList compares the gazetteer with a list of codes in CSV (代码, 一级行政区, 二级行政区, 名称,
// 级别, 状态, 启用时间, 变更/弃用时间, 新代码), whose path the variable gives.
func TestAgainstCodeList(t *testing.T) {
	path := os.Getenv("ZHIBIAO_AREACODES")
	if path == "" {
		t.Skip("ZHIBIAO_AREACODES is not set")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	g := gazetteer(t)
	valid, agree := 0, 0
	type key struct{ code, name string }
	years := map[key][]string{}
	for _, l := range list[1:] {
		years[key{l[0], l[3]}] = l
		if l[5] != "在用" {
			continue
		}
		valid++
		if r, ok := g.Lookup(l[0]); ok && r.Name == l[3] && r.To == 0 {
			agree++
		} else {
			t.Errorf("%s %s: have %+v", l[0], l[3], r)
		}
	}
	dates, near, successors, same := 0, 0, 0, 0
	for _, r := range g.Regions() {
		l := years[key{r.Code, r.Name}]
		if l == nil {
			continue
		}
		for _, y := range []struct {
			have int
			want string
		}{{r.From, l[6]}, {r.To, l[7]}} {
			if want, err := strconv.Atoi(y.want); err == nil && y.have != 0 {
				dates++
				if d := y.have - want; -1 <= d && d <= 1 {
					near++
				}
			}
		}
		if r.Successor != "" {
			successors++
			if slices.Contains(strings.Split(l[8], ";"), r.Successor) || l[8] == "" {
				same++
			}
		}
	}
	t.Logf("valid codes %d of %d; years within one %d of %d; successors %d of %d", agree, valid, near, dates, same, successors)
}
