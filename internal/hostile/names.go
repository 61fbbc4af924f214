package hostile

import (
	"fmt"
	"strings"
)

// nameCases are archive members with names that would do harm as files, on a terminal or in a table.
func nameCases() []Case {
	var all []Case
	for i, n := range []struct{ name, path, state string }{
		{"../x.txt", "../x.txt", "quarantined unsafe_path"},
		{"a/../../x.txt", "a/../../x.txt", "quarantined unsafe_path"},
		{"/etc/passwd", "/etc/passwd", "quarantined unsafe_path"},
		{`..\x.txt`, "../x.txt", "quarantined unsafe_path"},
		{`C:\x.txt`, "C:/x.txt", "quarantined unsafe_path"},
		{`\\host\x.txt`, "//host/x.txt", "quarantined unsafe_path"},
		{"a\nb.txt", "a%0Ab.txt", "extracted"},
		{"\x1b[31mred.txt", "%1B[31mred.txt", "extracted"},
		{"a\x00b.txt", "a%00b.txt", "extracted"},
		{"\u202etxt.exe", "%E2%80%AEtxt.exe", "extracted"},
		{"\xff\xfe.txt", "%FF%FE.txt", "extracted"},
		{"\xb9\xab\xb1\xa8.txt", "公报.txt", "extracted"},
		{"=1+1.txt", "=1+1.txt", "extracted"},
		{"-rf.txt", "-rf.txt", "extracted"},
		{" .txt", " .txt", "extracted"},
		{"CON.txt", "CON.txt", "extracted"},
		{"a!b#c.txt", "a!b#c.txt", "extracted"},
		{"./././a.txt", "a.txt", "extracted"},
		{strings.Repeat("长", 1000) + ".txt", strings.Repeat("长", 341) + "…", "extracted"},
		{strings.Repeat("d/", 400) + "a.txt", strings.Repeat("d/", 400) + "a.txt", "extracted"},
	} {
		all = append(all, Case{
			Name:  fmt.Sprintf("name %d in zip", i+1),
			Files: map[string][]byte{"a.zip": []byte(zipped(n.name, Prose))},
			Want:  []string{"a.zip!" + n.path + " " + n.state},
		})
	}
	return all
}

// linkCases are folders with links.
func linkCases() []Case {
	prose := []byte(Prose)
	return []Case{
		{Name: "a link to a file outside", Files: map[string][]byte{"a.txt": prose}, Links: map[string]string{"b.txt": "/etc/passwd"},
			Want: []string{"a.txt extracted", "b.txt quarantined link_not_followed"}},
		{Name: "a link to itself", Links: map[string]string{"a": "a"}, Want: []string{"a quarantined link_not_followed"}},
		{Name: "a circle of links", Links: map[string]string{"a": "b", "b": "a"}, Want: []string{"a quarantined link_not_followed", "b quarantined link_not_followed"}},
		{Name: "a link to its folder", Files: map[string][]byte{"d/a.txt": prose}, Links: map[string]string{"d/up": ".."},
			Want: []string{"d/a.txt extracted", "d/up quarantined link_not_followed"}},
		{Name: "a link to nothing", Links: map[string]string{"a": "none"}, Want: []string{"a quarantined link_not_followed"}},
		{Name: "a link to a device", Links: map[string]string{"a": "/dev/zero"}, Want: []string{"a quarantined link_not_followed"}},
		{Name: "deep folders", Files: map[string][]byte{strings.Repeat("d/", 60) + "a.txt": prose}, Want: []string{strings.Repeat("d/", 60) + "a.txt extracted"}},
	}
}
