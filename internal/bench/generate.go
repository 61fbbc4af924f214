package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"zhibiao/configs"
)

// sentence is one sentence of about n characters with an amount in every few clauses.
func sentence(n int) string {
	var b strings.Builder
	b.WriteString("2023年，安徽省生产总值4.71万亿元")
	for i, runes := 0, 22; runes < n; i++ {
		part := "，全省上下坚持稳中求进工作总基调，各项工作平稳推进"
		if i%6 == 0 {
			part = fmt.Sprintf("，规模以上工业增加值增长%d.%d%%", i%9+1, i%10)
		}
		b.WriteString(part)
		runes += len([]rune(part))
	}
	b.WriteString("。\n")
	return b.String()
}

// amounts is a list of n amounts.
func amounts(n int) string {
	var b strings.Builder
	b.WriteString("2023年，安徽省生产总值4.71万亿元，各地生产总值分别为")
	for i := range n {
		if i > 0 {
			b.WriteString("、")
		}
		fmt.Fprintf(&b, "%d.%d亿元", i+1, i%10)
	}
	b.WriteString("。\n")
	return b.String()
}

// copyRules writes n copies of every embedded rule into a directory, each under an id and names of its
// own, and tells how many rules that are.
func copyRules(dir string, n int) (rules int, err error) {
	if err := os.RemoveAll(dir); err != nil {
		return 0, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	err = fs.WalkDir(configs.FS, "rules", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		data, err := configs.FS.ReadFile(name)
		if err != nil {
			return err
		}
		for i := range n {
			var file map[string]any
			if err := yaml.Unmarshal(data, &file); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			list, _ := file["rules"].([]any)
			delete(file, "joints")
			for _, r := range list {
				rules++
				rename(r.(map[string]any), i)
			}
			out, err := yaml.Marshal(file)
			if err != nil {
				return err
			}
			to := filepath.Join(dir, fmt.Sprintf("%d-%s", i, strings.ReplaceAll(name, "/", "-")))
			if err := os.WriteFile(to, out, 0o644); err != nil {
				return err
			}
		}
		return nil
	})
	if rules == 0 && err == nil {
		err = fmt.Errorf("no rules are embedded")
	}
	return rules, err
}

// rename gives a rule the i-th other id, and to each of its names an ending that no text has.
func rename(rule map[string]any, i int) {
	ending := "虚构" + string([]rune("甲乙丙丁戊己庚辛壬癸")[i%10])
	rule["id"] = fmt.Sprintf("%s_copy%d", rule["id"], i)
	if metric, ok := rule["metric"].(string); ok {
		rule["metric"] = fmt.Sprintf("%s_copy%d", metric, i)
	}
	names, _ := rule["names"].([]any)
	for k := range names {
		names[k] = fmt.Sprint(names[k]) + ending
	}
	delete(rule, "tests")
}
