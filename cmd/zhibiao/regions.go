package main

import (
	"zhibiao/metrics/place"
	"zhibiao/pipeline"
	"zhibiao/pipeline/dataset"
)

// regions names regions for the tables.
type regions struct {
	g *place.Gazetteer
	// parts are the rows of the gazetteer by their parent, down to counties.
	parts map[string][]place.Region
}

func newRegions(g *place.Gazetteer) regions {
	r := regions{g, map[string][]place.Region{}}
	for _, row := range g.Regions() {
		if row.Level <= place.County {
			r.parts[row.Parent] = append(r.parts[row.Parent], row)
		}
	}
	return r
}

// Name is the official name in a year, or today's for year 0.
func (r regions) Name(code string, year int) string {
	if year == 0 {
		g, _ := r.g.Lookup(code)
		return g.Name
	}
	return r.g.NameIn(code, year)
}

// Level is the level's name in the tables.
func (r regions) Level(code string) string {
	g, ok := r.g.Lookup(code)
	if !ok {
		return ""
	}
	switch g.Level {
	case place.Country:
		return "country"
	case place.Province:
		return "province"
	case place.Prefecture:
		return "prefecture"
	case place.County:
		return "county"
	case place.Aggregate, place.World:
		return "aggregate"
	}
	return ""
}

// ISO is the ISO 3166-2 code of a province.
func (r regions) ISO(code string) string {
	g, _ := r.g.Lookup(code)
	return g.ISO
}

// Successor is the code that took over the whole territory, or "".
func (r regions) Successor(code string) string {
	g, _ := r.g.Lookup(code)
	return g.Successor
}

// Children lists the regions that make up this one in a year. The country is its mainland provinces: national
// totals of the statistics leave 香港, 澳门 and 台湾 out.
func (r regions) Children(code string, year int) []string {
	var out []string
	for _, g := range r.parts[code] {
		if g.From > year || g.To != 0 && g.To <= year {
			continue
		}
		switch g.Code {
		case "710000", "810000", "820000":
			continue
		}
		if len(out) == 0 || out[len(out)-1] != g.Code {
			out = append(out, g.Code)
		}
	}
	return out
}

// known reports which documents a dataset holds already.
func known(ds *dataset.Run) func(*pipeline.Document) bool {
	return func(d *pipeline.Document) bool { return ds.Has(d.ID) }
}
