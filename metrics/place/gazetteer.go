package place

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"

	"zhibiao/configs"
)

// Gazetteer is the regions of GB/T 2260 with their years, and the aggregates. It is immutable.
type Gazetteer struct {
	rows []Region
	// at locates the last name of each code in rows; earlier names of the code stand right before it.
	at map[string]int
	// byName holds the rows that bear a name, official or short.
	byName map[string][]int
	// parents leads from each row to that of the region that holds it, or to -1.
	parents []int32
	// letters has the provinces by their names of one character.
	letters map[rune]string
	// aliases are further names with exactly the codes that they can mean; byAlias has them by name.
	aliases []alias
	byAlias map[string][]string
}

type alias struct {
	name  string
	codes []string
}

// Default returns the gazetteer and the recogniser of the embedded lexicons. They are built once.
var Default = sync.OnceValues(func() (*Recognizer, error) {
	g, err := Load()
	if err != nil {
		return nil, err
	}
	return NewRecognizer(g, configs.FS)
})

// Load reads the embedded gazetteer.
func Load() (*Gazetteer, error) { return LoadFS(configs.FS) }

// LoadFS reads the gazetteer from lexicons/regions*.tsv of fsys.
func LoadFS(fsys fs.FS) (*Gazetteer, error) {
	g := &Gazetteer{at: make(map[string]int, 4096), byName: make(map[string][]int, 8192), letters: map[rune]string{}}
	err := readTSV(fsys, "lexicons/regions.tsv", 8, func(f []string) error {
		level, ok := levels[f[3]]
		if !ok {
			return fmt.Errorf("unknown level %q", f[3])
		}
		r := Region{Code: f[0], Name: f[1], Short: f[2], Level: level, Parent: f[4], From: number(f[5]), To: number(f[6]), Successor: f[7]}
		g.at[r.Code] = len(g.rows)
		g.rows = append(g.rows, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = readTSV(fsys, "lexicons/regions_provinces.tsv", 3, func(f []string) error {
		i, ok := g.at[f[0]]
		if !ok {
			return fmt.Errorf("unknown code %q", f[0])
		}
		g.rows[i].ISO = f[1]
		g.rows[i].Letter, _, _ = strings.Cut(f[2], ",")
		for _, r := range g.rows[i].Letter {
			g.letters[r] = f[0]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, id := range aggregateIDs {
		g.at[id.Code] = len(g.rows)
		g.rows = append(g.rows, id)
	}
	for i, r := range g.rows {
		g.byName[r.Name] = append(g.byName[r.Name], i)
		if r.Short != "" && r.Short != r.Name {
			g.byName[r.Short] = append(g.byName[r.Short], i)
		}
	}
	err = readTSV(fsys, "lexicons/regions_aliases.tsv", 2, func(f []string) error {
		codes := strings.Split(f[1], ",")
		for _, c := range codes {
			if _, ok := g.at[c]; !ok {
				return fmt.Errorf("unknown code %q", c)
			}
		}
		g.aliases = append(g.aliases, alias{f[0], codes})
		return nil
	})
	for _, r := range g.rows { // 阿坝州, 湘西州; 松桃县, unless there is a county of the name (临夏县)
		level := ""
		switch {
		case r.Short == "" || r.To != 0:
		case strings.HasSuffix(r.Name, "自治州"):
			level = "州"
		case strings.HasSuffix(r.Name, "自治县"):
			level = "县"
		}
		if level != "" && g.byName[r.Short+level] == nil {
			g.aliases = append(g.aliases, alias{r.Short + level, []string{r.Code}})
		}
	}
	g.parents = make([]int32, len(g.rows))
	for i, r := range g.rows {
		g.parents[i] = -1
		if p, ok := g.at[r.Parent]; ok {
			g.parents[i] = int32(p)
		}
	}
	g.byAlias = make(map[string][]string, len(g.aliases))
	for _, a := range g.aliases {
		g.byAlias[a.name] = append(g.byAlias[a.name], a.codes...)
	}
	return g, err
}

// aggregateIDs are the regions that are no codes of the standard.
var aggregateIDs = [...]Region{
	{Code: "CN-EAST", Name: "东部地区", Short: "东部", Level: Aggregate, Parent: "100000"},
	{Code: "CN-CENTRAL", Name: "中部地区", Short: "中部", Level: Aggregate, Parent: "100000"},
	{Code: "CN-WEST", Name: "西部地区", Short: "西部", Level: Aggregate, Parent: "100000"},
	{Code: "CN-NORTHEAST", Name: "东北地区", Short: "东北", Level: Aggregate, Parent: "100000"},
	{Code: "CN-YRD", Name: "长江三角洲地区", Short: "长三角", Level: Aggregate, Parent: "100000"},
	{Code: "CN-BTH", Name: "京津冀地区", Short: "京津冀", Level: Aggregate, Parent: "100000"},
	{Code: "CN-GBA", Name: "粤港澳大湾区", Short: "大湾区", Level: Aggregate, Parent: "100000"},
	{Code: "WORLD", Name: "世界", Short: "全球", Level: World},
}

var levels = map[string]Level{"country": Country, "province": Province, "prefecture": Prefecture, "county": County, "unknown": Unknown}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// Lookup returns the region of a code, with its last name.
func (g *Gazetteer) Lookup(code string) (Region, bool) {
	i, ok := g.at[code]
	if !ok {
		return Region{}, false
	}
	return g.rows[i], true
}

// Regions returns every row, in order of code and year: a code with several names has several rows.
func (g *Gazetteer) Regions() []Region { return slices.Clone(g.rows) }

// NameIn returns the official name that was valid in year (at its end, where it changed in it), or
// the nearest one to it, or "" for an unknown code.
func (g *Gazetteer) NameIn(code string, year int) string {
	i, ok := g.at[code]
	if !ok {
		return ""
	}
	for i > 0 && g.rows[i-1].Code == code && g.rows[i].From > year {
		i--
	}
	return g.rows[i].Name
}

// Parent is the code of the region that holds it, or "".
func (g *Gazetteer) Parent(code string) string {
	r, _ := g.Lookup(code)
	return r.Parent
}

// Within reports whether code is ancestor or lies in it.
func (g *Gazetteer) Within(code, ancestor string) bool {
	if code == ancestor {
		return code != ""
	}
	i, ok := g.at[code]
	for at := int32(i); ok && at >= 0; at = g.parents[at] {
		if g.rows[at].Code == ancestor {
			return true
		}
	}
	return false
}

// Province is the code of the province that code lies in, or "".
func (g *Gazetteer) Province(code string) string {
	for c := code; c != ""; {
		r, ok := g.Lookup(c)
		if !ok {
			return ""
		}
		if r.Level == Province {
			return c
		}
		c = r.Parent
	}
	return ""
}

// ByName returns the codes that bear the name, official or short, now or once, in order of code.
func (g *Gazetteer) ByName(name string) []string {
	out := append(g.codes(g.byName[name]), g.byAlias[name]...)
	slices.Sort(out)
	return slices.Compact(out)
}

func (g *Gazetteer) codes(rows []int) []string {
	out := make([]string, 0, len(rows))
	for _, i := range rows {
		if c := g.rows[i].Code; len(out) == 0 || out[len(out)-1] != c {
			out = append(out, c)
		}
	}
	return out
}

// current keeps the rows that are still valid, or all of them where none is.
func (g *Gazetteer) current(rows []int) []int {
	var live []int
	for _, i := range rows {
		if g.rows[i].To == 0 {
			live = append(live, i)
		}
	}
	if live == nil {
		return rows
	}
	return live
}

// level is the level that all codes share, else Unknown.
func (g *Gazetteer) level(codes []string) Level {
	level := Unknown
	for i, c := range codes {
		r := g.rows[g.at[c]]
		if i > 0 && r.Level != level {
			return Unknown
		}
		level = r.Level
	}
	return level
}

// Disambiguate narrows the codes of an ambiguous mention down by the regions of its context, nearest
// first: the first of them that holds exactly one candidate decides, then the first whose prefecture
// or province does. It reports whether one code is left.
func (g *Gazetteer) Disambiguate(m *Mention, context []string) bool {
	if len(m.Codes) < 2 {
		return len(m.Codes) == 1
	}
	for _, up := range []func(string) string{func(c string) string { return c }, g.Parent, g.Province} {
		for _, c := range context {
			a := up(c)
			if a == "" || a == "100000" {
				continue
			}
			if k := g.only(m.Codes, a); k >= 0 {
				m.Codes = m.Codes[k : k+1]
				r, _ := g.Lookup(m.Codes[0])
				m.Level = r.Level
				return true
			}
		}
	}
	return false
}

// only returns the index of the one code that lies within ancestor, or -1.
func (g *Gazetteer) only(codes []string, ancestor string) int {
	found := -1
	for i, c := range codes {
		if g.Within(c, ancestor) {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// Own returns the code that an Own mention of the given level stands for in a document of the region
// doc, or "" where they do not fit: 全省 in a report of 福州 is 福建, 全市 in one of 鼓楼区 is 福州.
func (g *Gazetteer) Own(doc string, level Level) string {
	r, ok := g.Lookup(doc)
	if !ok || r.Level == Country || r.Level > County {
		return ""
	}
	city := strings.HasSuffix(r.Name, "市")
	switch level {
	case Province:
		return g.Province(doc)
	case County:
		if r.Level == County {
			return doc
		}
		return ""
	case Prefecture:
		switch {
		case city || r.Level == Prefecture:
			return doc
		case r.Level == County:
			return g.Parent(doc)
		}
		return ""
	}
	if strings.HasSuffix(r.Name, "区") { // 全区, 本区
		return doc
	}
	if p, _ := g.Lookup(g.Province(doc)); strings.HasSuffix(p.Name, "自治区") {
		return p.Code
	}
	return ""
}
