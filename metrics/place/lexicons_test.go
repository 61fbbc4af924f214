package place

import (
	"slices"
	"testing"

	"zhibiao/configs"
)

// TestLexicons refuses a word that two lexicons give different meanings: the later one would hide the
// earlier without a sign.
func TestLexicons(t *testing.T) {
	g := gazetteer(t)
	from := map[string]string{}
	add := func(word, file string) {
		if other, ok := from[word]; ok && other != file {
			t.Errorf("%s stands in %s and in %s", word, other, file)
		}
		from[word] = file
	}
	for _, r := range g.Regions() {
		if r.To == 0 && r.Level >= Province && r.Level <= County {
			add(r.Name, "regions")
		}
	}
	for _, l := range []struct {
		file         string
		fields, word int
		kinds        []string
	}{
		{"regions_own", 2, 0, nil}, {"regions_aliases", 2, 0, nil}, {"aggregates", 2, 0, nil}, {"foreign", 1, 0, nil},
		{"issuers", 2, 1, []string{"national"}}, {"organisations", 2, 1, []string{"org", "whole"}}, {"regions_guards", 1, 0, nil},
	} {
		err := readTSV(configs.FS, "lexicons/"+l.file+".tsv", l.fields, func(f []string) error {
			if l.kinds == nil || slices.Contains(l.kinds, f[0]) {
				add(f[l.word], l.file)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
