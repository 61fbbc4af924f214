package hostile

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// Traditional is Prose in the other script.
const Traditional = "初步統計，東山市全年完成電信業務收入12.5億元，同比增長5.8%；截至年底，全市累計建成基地8600個，覆蓋所有鄉鎮。"

// charsetCases are texts in the character sets of the wild, declared rightly, wrongly and not at all,
// and texts that were misread before.
func charsetCases() []Case {
	sets := []struct {
		name, label, prose string
		enc                encoding.Encoding
	}{
		{"gb18030", "gb18030", Prose, simplifiedchinese.GB18030},
		{"gbk", "gb2312", Prose, simplifiedchinese.GBK},
		{"big5", "big5", Traditional, traditionalchinese.Big5},
		{"utf-16le", "utf-16le", Prose, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"utf-16be", "utf-16be", Prose, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		{"utf-16le without a mark", "utf-16", Prose, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"utf-16be without a mark", "utf-16", Prose, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{"utf-8 with a mark", "utf-8", Prose, unicode.UTF8BOM},
	}
	var all []Case
	for _, s := range sets {
		for _, f := range []struct{ file, format string }{
			{"a.txt", "%s\n%[1]s"},
			{"a.html", "<html><head><meta charset=\"" + s.label + "\"></head><body><p>%s</p><p>%[1]s</p></body></html>"},
			{"a.md", "---\ntitle: 东山公报\n---\n\n%s\n\n%[1]s\n"},
			{"b.html", "<html><head><meta charset=\"big5\"></head><body><p>%s</p><p>%[1]s</p></body></html>"},
			{"c.html", "<html><head><meta charset=\"windows-1252\"></head><body><p>%s</p><p>%[1]s</p></body></html>"},
		} {
			body := fmt.Sprintf(f.format, s.prose)
			if s.name == "big5" {
				body = strings.ReplaceAll(body, "东山公报", "東山公報")
			}
			raw, err := s.enc.NewEncoder().Bytes([]byte(body))
			if err != nil {
				panic(err) // the text above does not fit the set above
			}
			all = append(all, one(s.name+" in "+f.file, f.file, raw, extracted))
		}
	}
	misread := func(enc encoding.Encoding, s string) string {
		out, err := enc.NewDecoder().String(s)
		if err != nil {
			panic(err)
		}
		return out
	}
	long := strings.Repeat(Prose+"\n", 4)
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(long)
	if err != nil {
		panic(err)
	}
	return append(all,
		text("utf-8 read as latin-1", "a.txt", misread(charmap.ISO8859_1, long), extracted),
		text("gbk read as latin-1", "a.txt", misread(charmap.ISO8859_1, gbk), extracted),
		text("utf-8 read as gb18030", "a.txt", misread(simplifiedchinese.GB18030, long), anyState),
		text("utf-8 read as gb18030, damage dropped", "a.txt", strings.ReplaceAll(misread(simplifiedchinese.GB18030, long), "\ufffd", ""), quarantined("mojibake")),
		text("gbk read as utf-8", "a.txt", strings.ToValidUTF8(gbk, "\ufffd"), quarantined("mojibake")),
		text("gbk read as utf-8 and that as gbk", "a.txt", strings.Repeat("锟斤拷", 300)+"增长5%", quarantined("mojibake")),
		text("utf-8 read as big5", "a.txt", strings.ReplaceAll(misread(traditionalchinese.Big5, long), "\ufffd", ""), quarantined("mojibake")),
		one("two character sets in one file", "a.md", []byte("---\ntitle: 东山全年公报\n---\n"+gbk), extracted),
		text("an unknown declaration", "a.html", `<html><head><meta charset="x-no-such"></head><body><p>`+Prose+`</p></body></html>`, extracted),
		text("a declaration of kilobytes", "a.html", `<html><head><meta charset="`+strings.Repeat("a", 5000)+`"></head><body><p>`+Prose+`</p></body></html>`, extracted),
	)
}
