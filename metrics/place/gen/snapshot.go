package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// snapshot is the code list as of one month.
type snapshot struct {
	label string // YYYYMM
	names map[string]string
}

// year is the last year that a change seen first in the snapshot can have happened in: a snapshot of
// the first quarter shows what the year before has changed.
func (s snapshot) year() int {
	n, _ := strconv.Atoi(s.label)
	if n%100 <= 3 {
		return n/100 - 1
	}
	return n / 100
}

func readSnapshot(arg string) (snapshot, error) {
	label, paths, ok := strings.Cut(arg, "=")
	if _, err := strconv.Atoi(label); !ok || err != nil || len(label) != 6 {
		return snapshot{}, fmt.Errorf("snapshot %q: want YYYYMM=file[,file…]", arg)
	}
	s := snapshot{label: label, names: map[string]string{}}
	for _, p := range strings.Split(paths, ",") {
		b, err := os.ReadFile(p)
		if err != nil {
			return s, err
		}
		if err := s.add(b); err != nil {
			return s, fmt.Errorf("%s: %w", p, err)
		}
	}
	return s, nil
}

// entry covers the spellings of the packages: {code, name} and {c, n}, numbers or strings.
type entry struct {
	Code, C, Name, N any
}

func (s snapshot) add(b []byte) error {
	var flat map[string]string
	if json.Unmarshal(b, &flat) == nil {
		for code, name := range flat {
			s.put(code, name)
		}
		return nil
	}
	var list []entry
	if err := json.Unmarshal(b, &list); err != nil {
		return fmt.Errorf("neither a map of names nor a list of {code, name}: %w", err)
	}
	for _, e := range list {
		code, name := e.Code, e.Name
		if code == nil {
			code, name = e.C, e.N
		}
		s.put(fmt.Sprint(code), fmt.Sprint(name))
	}
	return nil
}

// put keeps what GB/T 2260 names as a region: no placeholders (市辖区, 省直辖县级行政单位), no statistical
// extras (development zones have 71 to 79 at the end, towns of cities without counties nine digits).
func (s snapshot) put(code, name string) {
	code = strings.TrimSuffix(code, "000000")
	for len(code) < 6 {
		code += "0"
	}
	if len(code) != 6 || code < "110000" {
		return
	}
	county, err := strconv.Atoi(code[4:])
	if err != nil || county >= 61 && county <= 80 {
		return
	}
	switch {
	case name == "市辖区", name == "县", name == "省", name == "市", strings.Contains(name, "直辖"), strings.Contains(name, "行政单位"),
		strings.Contains(name, "行政区划"), strings.HasSuffix(name, "市市辖区"), strings.HasSuffix(name, "行政委员会"), strings.HasSuffix(name, "群岛"), strings.Contains(name, "岛礁"):
		return
	case strings.HasPrefix(code, "8") && !strings.HasSuffix(code, "0000"), strings.HasPrefix(code, "71") && code != "710000":
		return // districts of Hong Kong, Macao and Taiwan are no codes of the standard
	case code[:4] == "1390":
		return // counties under the province itself, in one list only
	case name == "加格达奇区", code[:4] == "2327" && (name == "松岭区" || name == "新林区" || name == "呼中区"):
		return // parts of 大兴安岭 that the standard does not have
	case code[2:] == "0100" && strings.Contains("11 12 31 50", code[:2]), code == "500200":
		return // a municipality is its own prefecture
	}
	s.names[code] = strings.ReplaceAll(name, " ", "")
}
