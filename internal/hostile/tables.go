package hostile

import (
	"fmt"
	"strings"
)

// tableCases are row tables and tables of values.
func tableCases() []Case {
	rows := func(name, file, body string, want ...string) Case {
		return Case{Name: name, Files: map[string][]byte{file: []byte(body)}, Want: want}
	}
	return []Case{
		rows("rows", "r.csv", "title,text\n甲,"+Prose+"\n乙,\n", "r.csv#1 extracted", "r.csv#2 empty"),
		rows("rows with a mark", "r.csv", "\ufefftitle,text\n甲,"+Prose+"\n", "r.csv#1 extracted"),
		rows("short and long rows", "r.csv", "title,text\n甲\n乙,"+Prose+",x,y,z\n", "r.csv#1 empty", "r.csv#2 extracted"),
		rows("a quote never closed", "r.csv", "title,text\n甲,\""+Prose+"\n乙,丙\n", "r.csv#1 extracted"),
		rows("quotes within", "r.csv", "title,text\n甲,a\"b"+Prose+"\n", "r.csv#1 extracted"),
		rows("a page in a row", "r.csv", "title,text\n甲,\"<div><p>"+Prose+"</p></div>\"\n", "r.csv#1 extracted"),
		rows("semicolons", "r.csv", "title;text\n甲;"+strings.ReplaceAll(Prose, "；", "，")+"\n", "r.csv#1 extracted"),
		rows("tabs", "r.tsv", "title\ttext\n甲\t"+Prose+"\n", "r.tsv#1 extracted"),
		rows("header alone", "r.csv", "title,text\n"),
		text("a table of values", "t.csv", "地区,基站\n东山,8600\n西河,12\n", extracted),
		text("many columns", "t.csv", strings.Repeat("a,", 3000)+"\n"+strings.Repeat("1,", 3000)+"\n", quarantined("too_large")),
		text("formulas", "t.csv", "指标,值\n=cmd|'/c calc'!A1,8600\n@SUM(1),-5\n", extracted),
		text("NUL in a table", "t.csv", "指标,值\n基\x00站,8600\n", extracted),
		rows("json rows", "r.jsonl", fmt.Sprintf("{\"title\":\"甲\",\"text\":%q}\n{\"text\":\"\"}\n", Prose), "r.jsonl#1 extracted", "r.jsonl#2 empty"),
		rows("broken json rows", "r.jsonl", fmt.Sprintf("{\"text\":%q}\n{\"text\":\nnull\n[]\n", Prose), "r.jsonl#1 extracted", "r.jsonl#2 quarantined broken_document", "r.jsonl#3 empty", "r.jsonl#4 quarantined broken_document"),
		rows("deep json", "r.jsonl", fmt.Sprintf("{\"text\":%q}\n{\"text\":\"x\",\"a\":%s}\n", Prose, strings.Repeat("[", 100_000)), "r.jsonl#1 extracted", "r.jsonl#2 quarantined broken_document"),
		rows("twin keys in json", "r.jsonl", fmt.Sprintf("{\"text\":\"x\",\"text\":%q}\n", Prose), "r.jsonl#1 extracted"),
		rows("numbers for texts", "r.jsonl", fmt.Sprintf("{\"text\":%q,\"date\":20240305}\n{\"text\":123}\n{\"text\":{\"a\":1}}\n", Prose), "r.jsonl#1 extracted", "r.jsonl#2 *", "r.jsonl#3 empty"),
		rows("escapes in json", "r.jsonl", "{\"text\":\"\\u001b[2J\\ud800"+strings.Repeat(Prose, 4)+"\"}\n", "r.jsonl#1 extracted"),
		text("a table of a million cells", "t.csv", "指标,值\n"+strings.Repeat("基站,8600\n", 490_000), anyState),
		text("a table of nearly the most cells", "t.csv", "指标,值\n"+strings.Repeat("基站,8600\n", 240_000), anyState),
		text("a wide table of numbers", "t.csv", strings.Repeat(strings.Repeat("1,", 1900)+"2\n", 500), anyState),
		text("json that is no table", "t.json", "{\"a\":1}", anyState),
	}
}
