// Package hostile makes odd and hostile inputs and says where each must end. It exists for tests: of
// the sources, of the decoder, and of whatever reads documents later. Everything is made in code, so
// that no bomb lies in the repository.
package hostile

import (
	"fmt"
	"strings"
)

// Case is one input, a small tree of files, and the state of each document in it.
type Case struct {
	Name  string
	Files map[string][]byte
	// Links maps the names of symbolic links to their targets.
	Links map[string]string
	// Want lists "path state" or "path quarantined reason" of all documents, in order. An entry that
	// ends with * stands for any state: only the ledger and the limits count.
	Want []string
}

// Prose is a sentence that every readable case holds, and Number a piece of it that must come out.
const (
	Prose  = "初步统计，东山市全年完成电信业务收入12.5亿元，同比增长5.8%；截至年底，全市累计建成5G基站8600个，覆盖所有乡镇。"
	Number = "8600"
)

// Cases makes all cases.
func Cases() []Case {
	var all []Case
	for _, list := range [][]Case{plainCases(), charsetCases(), htmlCases(), markdownCases(), tableCases(), parquetCases(), officeCases(), pdfCases(), containerCases(), nameCases(), linkCases()} {
		all = append(all, list...)
	}
	return all
}

// one is a case of a single file with a single document.
func one(name, file string, body []byte, want string) Case {
	return Case{Name: name, Files: map[string][]byte{file: body}, Want: []string{file + " " + want}}
}

func text(name, file, body, want string) Case { return one(name, file, []byte(body), want) }

const (
	extracted = "extracted"
	empty     = "empty"
	anyState  = "*"
)

func quarantined(reason string) string { return "quarantined " + reason }

// plainCases are files that hold little or no text.
func plainCases() []Case {
	noise := make([]byte, 8192)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	nul := make([]byte, 4096)
	return []Case{
		text("empty file", "a.txt", "", empty),
		text("blanks alone", "a.txt", " \t\r\n\u3000\n", empty),
		text("a mark alone", "a.txt", "\ufeff", empty),
		text("zero-width characters alone", "a.txt", strings.Repeat("\u200b\u2060", 1000), empty),
		text("signs alone", "a.txt", "----------\n***\n……\n", empty),
		one("NUL bytes", "a.txt", nul, anyState),
		one("noise", "a.txt", noise, anyState),
		one("noise named html", "a.html", noise, anyState),
		one("noise named pdf", "a.pdf", noise, anyState),
		text("png", "a.html", "\x89PNG\r\n\x1a\n"+strings.Repeat("x", 100), quarantined("unsupported_format")),
		text("jpeg", "a.jpg", "\xff\xd8\xff\xe0xxxx", quarantined("unsupported_format")),
		text("executable", "a.txt", "\x7fELF\x02\x01\x01", quarantined("unsupported_format")),
		text("database", "a.db", "SQLite format 3\x00xxxx", quarantined("unsupported_format")),
		text("rich text", "a.doc", `{\rtf1\ansi hello}`, quarantined("unsupported_format")),
		text("old word document", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600), quarantined("unsupported_format")),
		text("word document with a password", "a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+utf16("EncryptedPackage"), quarantined("encrypted")),
		text("parquet of its marks", "a.parquet", "PAR1xxxxPAR1", quarantined("broken_container")),
		text("control characters", "a.txt", "\x1b[2J\x1b]0;x\x07"+Prose+"\x00\x08", extracted),
		text("direction marks", "a.txt", "\u202e"+Prose+"\u202c", extracted),
		text("carriage returns", "a.txt", Prose+"\r"+Prose+"\r\n"+Prose, extracted),
		text("form feeds", "a.txt", Prose+"\f"+Prose+"\f\f", extracted),
		text("one huge line", "a.txt", strings.Repeat(Prose, 20_000), extracted),
		text("a million short lines", "a.txt", strings.Repeat("一\n", 1_000_000), quarantined("too_large")),
		text("many short lines", "a.txt", Prose+"\n"+strings.Repeat("一。\n", 390_000), extracted),
		text("a text of nearly the longest", "a.txt", strings.Repeat(Prose+"\n", 8<<20/(len(Prose)+1)), extracted),
		text("a text of more than the longest", "a.txt", strings.Repeat(Prose+"\n", 1+8<<20/len(Prose)), quarantined("too_large")),
		text("numbers without end", "a.txt", strings.Repeat("1元，2户，", 50_000), anyState),
		text("numbers in lines", "a.txt", strings.Repeat("投资1元，用户2户，基站3个。\n", 100_000), anyState),
		text("years without end", "a.txt", strings.Repeat("2023年", 500_000), anyState),
		text("places without end", "a.txt", strings.Repeat("福建省福州市", 200_000), anyState),
		text("names without end", "a.txt", strings.Repeat("电信业务收入", 200_000), anyState),
		text("enumerations without end", "a.txt", strings.Repeat("分别为1亿元、2亿元、", 100_000), anyState),
		text("brackets without end", "a.txt", strings.Repeat("（增长5%", 200_000), anyState),
		text("a million blank lines", "a.txt", Prose+strings.Repeat("\n", 1_000_000)+Prose, extracted),
		text("a huge number", "a.txt", "增长"+strings.Repeat("9", 1_000_000)+"%。"+Prose, extracted),
		text("a tower of exponents", "a.txt", "达到1e999999999亿元。"+Prose, extracted),
		text("a line of commas", "a.txt", strings.Repeat("，", 300_000)+Prose, extracted),
		text("a wall of brackets", "a.txt", strings.Repeat("（", 200_000)+Prose, extracted),
		text("columns of blanks without end", "a.txt", strings.Repeat("一   ", 200_000), anyState),
		text("tabs without end", "a.txt", Prose+"\n"+strings.Repeat("1\t2\t3\n", 50_000), extracted),
		text("noncharacters", "a.txt", Prose+"\ufffe\uffff\U0001ffff", extracted),
		text("damage in one place", "a.txt", strings.Repeat(Prose, 4)+"\xff", extracted),
		text("replacement characters", "a.txt", strings.Repeat("增\ufffd长\ufffd。", 200), quarantined("mojibake")),
	}
}

func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "%c%c", byte(r), byte(r>>8))
	}
	return b.String()
}
