// Command gen writes configs/lexicons/words.txt, the general dictionary of the segmenter, out of the
// simplified dictionary that gse carries (352,000 words; loading it takes over a second and 200 MB).
// It keeps what prose of policy and statistics needs: frequent words and single characters, and of the
// rarer ones those that hold a term of statistics or administration or that occur in a folder of sample
// texts, if one is given; names of persons stay out. The list in the project was made with some 1,400
// public reports and news items as samples; only which words occur is taken from them.
//
//	go run ./metrics/words/gen [FOLDER]
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

const (
	out = "configs/lexicons/words.txt"
	// frequent is the frequency in the dictionary's own corpus from which a word is kept for itself.
	frequent = 350
	// single is that of a single character.
	single = 300
	// termed is that of a word that holds one of terms.
	termed = 20
	// used is the number of sample files in which any other word must occur.
	used = 3
	// longest is the length in characters beyond which a word is a phrase.
	longest = 6
)

var terms = strings.Fields(`产量 产值 产能 增加 增长 总额 余额 总量 收入 支出 投资 消费 零售 贸易 进口 出口 税 财政 预算
人口 就业 失业 城镇 乡村 农村 农业 工业 产业 行业 企业 商业 电信 通信 邮政 网络 宽带 基站 光缆 光纤 数据 信息 软件 集成
电路 机器人 汽车 装机 发电 电力 电量 能源 煤 钢 水泥 粮 棉 油料 公路 铁路 民航 高速 里程 客运 货运 港口 航空 保险 养老 医疗
医保 医院 卫生 教育 学校 幼儿 住房 商品 房地产 棚户 扶贫 贫困 自治 管理局 委员会 开发区 工程 项目 建设 排放 污染 绿化 森林
耕地 农田 灌溉 水利 水库 专利 发明 科技 研发 技术 知识产权 贷款 存款 金融 银行 证券 证监 补贴 社保 低保 福利 旅游 文化 体育
统计 指标 比重 比例 平均 人均 年度 季度 同期 省 市 县 乡 镇 街道 社区`)

// persons are parts of speech of names of persons.
var persons = []string{"nr", "nrt", "nrfg"}

// glue gives single characters that the dictionary counts far too low (gse merged two lists and kept
// the wrong line: 为 has 100, 万 has 2) a frequency of the right size. Any other such character of the
// samples gets morpheme.
var glue = map[string]entry{
	"为": {freq: 300000, pos: "p"}, "会": {freq: 100000, pos: "v"}, "后": {freq: 80000, pos: "f"}, "过": {freq: 80000, pos: "ug"},
	"里": {freq: 60000, pos: "f"}, "家": {freq: 60000, pos: "q"}, "两": {freq: 60000, pos: "m"}, "给": {freq: 60000, pos: "p"},
	"向": {freq: 60000, pos: "p"}, "出": {freq: 60000, pos: "v"}, "当": {freq: 40000, pos: "p"}, "并": {freq: 40000, pos: "c"},
	"内": {freq: 30000, pos: "f"}, "才": {freq: 30000, pos: "d"}, "开": {freq: 30000, pos: "v"}, "进": {freq: 30000, pos: "v"},
	"万": {freq: 20000, pos: "m"}, "亿": {freq: 20000, pos: "m"}, "间": {freq: 20000, pos: "f"}, "带": {freq: 20000, pos: "v"},
	"无": {freq: 20000, pos: "v"}, "连": {freq: 20000, pos: "d"}, "回": {freq: 20000, pos: "v"}, "占": {freq: 10000, pos: "v"},
	"项": {freq: 10000, pos: "q"}, "台": {freq: 10000, pos: "q"}, "余": {freq: 5000, pos: "m"}, "吨": {freq: 5000, pos: "q"},
	"级": {freq: 5000, pos: "n"}, "升": {freq: 5000, pos: "v"}, "净": {freq: 5000, pos: "a"}, "均": {freq: 5000, pos: "d"},
}

const morpheme = 1000

type entry struct {
	word string
	freq int
	pos  string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return fmt.Errorf("find the module of gse (run gen in the module's root): %w", err)
	}
	words, err := read(filepath.Join(strings.TrimSpace(string(dir)), "data/dict/zh/s_1.txt"))
	if err != nil {
		return err
	}
	files := map[string]int{}
	if len(os.Args) > 1 {
		if files, err = count(os.Args[1]); err != nil {
			return err
		}
	}
	for i, e := range words {
		if g, ok := glue[e.word]; ok {
			words[i].freq, words[i].pos = g.freq, g.pos
		} else if e.freq < single && files[e.word] >= 3*used && utf8.RuneCountInString(e.word) == 1 {
			words[i].freq, words[i].pos = morpheme, "g"
		}
	}
	words = slices.DeleteFunc(words, func(e entry) bool { return !keep(e, files[e.word]) })
	slices.SortStableFunc(words, func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.freq, a.freq), cmp.Compare(a.word, b.word))
	})
	words = slices.CompactFunc(words, func(a, b entry) bool { return a.word == b.word })
	var b strings.Builder
	b.WriteString("# From the simplified dictionary of github.com/go-ego/gse (Apache License 2.0), which is that of" +
		" github.com/fxsjy/jieba (MIT License); chosen by go run ./metrics/words/gen. Columns: word, frequency, part of speech.\n")
	for _, e := range words {
		fmt.Fprintf(&b, "%s\t%d\t%s\n", e.word, e.freq, e.pos)
	}
	fmt.Printf("%s: %d words, %d bytes\n", out, len(words), b.Len())
	return os.WriteFile(out, []byte(b.String()), 0o644)
}

func read(path string) ([]entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var words []entry
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		fields := strings.Fields(sc.Text())
		if len(fields) != 3 {
			continue
		}
		n, err := strconv.Atoi(fields[1])
		if err != nil {
			continue
		}
		words = append(words, entry{fields[0], n, fields[2]})
	}
	return words, sc.Err()
}

// count cuts the texts under a folder with gse's full dictionary and counts for each word the files that
// hold it.
func count(folder string) (map[string]int, error) {
	seg, err := gse.NewEmbed("zh_s")
	if err != nil {
		return nil, fmt.Errorf("load gse: %w", err)
	}
	files := map[string]int{}
	err = filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || !utf8.Valid(data) {
			return err
		}
		seen := map[string]bool{}
		for _, s := range seg.Segment(data) {
			if w := s.Token().Text(); !seen[w] {
				seen[w] = true
				files[w]++
			}
		}
		return nil
	})
	return files, err
}

func keep(e entry, files int) bool {
	n := utf8.RuneCountInString(e.word)
	for _, r := range e.word {
		if r < 0x4e00 || r > 0x9fff {
			return false
		}
	}
	switch {
	case n == 1:
		return e.freq >= single
	case n > longest || slices.Contains(persons, e.pos) && files < 3*used:
		return false
	case e.freq >= frequent, files >= used:
		return true
	}
	return e.freq >= termed && slices.ContainsFunc(terms, func(t string) bool { return strings.Contains(e.word, t) })
}
