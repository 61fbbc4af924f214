package archive

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// cleanName is the name as a document path shows it: valid UTF-8 on one line. Names that are no
// UTF-8 are read as GB18030, as Chinese Windows writes them; what is still no text, and control and
// direction characters, become %XX.
func cleanName(name string) string {
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
			name = s
		}
	}
	clean := true
	for _, r := range name {
		if r == utf8.RuneError || r < ' ' || r == 0x7f || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			clean = false
			break
		}
	}
	if clean {
		return name
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(name); {
		r, n := utf8.DecodeRuneInString(name[i:])
		if r == utf8.RuneError && n == 1 || r < ' ' || r == 0x7f || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			for _, c := range []byte(name[i : i+n]) {
				b.WriteByte('%')
				b.WriteByte(hex[c>>4])
				b.WriteByte(hex[c&15])
			}
		} else {
			b.WriteString(name[i : i+n])
		}
		i += n
	}
	return b.String()
}

// memberName cleans the name of an archive member and reports whether it stays within the archive.
func memberName(name string) (clean string, safe bool) {
	clean = cleanName(name)
	slashed := strings.ReplaceAll(clean, `\`, "/")
	safe = !strings.HasPrefix(slashed, "/") && !(len(slashed) > 1 && slashed[1] == ':')
	for part := range strings.SplitSeq(slashed, "/") {
		if part == ".." {
			safe = false
		}
	}
	for strings.HasPrefix(slashed, "./") {
		slashed = slashed[2:]
	}
	if len(slashed) > maxName {
		n := maxName
		for !utf8.RuneStart(slashed[n]) {
			n--
		}
		slashed = slashed[:n] + "…"
	}
	return slashed, safe
}

// maxName bounds a member's name in bytes; longer ones are cut in the path that is shown.
const maxName = 1024
