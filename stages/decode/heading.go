package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"zhibiao/pipeline"
)

// Levels of Chinese headings by their numbering, whatever element they stand in.
const (
	levelChapter = 1 // 第一章, 第一部分
	levelSection = 2 // 一、
	levelPart    = 3 // （一）
	levelLoose   = 4 // 1. and lines that stand alone
)

// headings marks the paragraphs that are headings: by their numbering, or because they stand alone
// between paragraphs.
func headings(p *page, items []item) {
	for i := range items {
		it := &items[i]
		if it.table >= 0 || it.kind == pipeline.Title || it.kind == pipeline.Caption {
			continue
		}
		t := p.buf[it.start:it.end]
		if n := numbered(t); n > 0 && short(t, 40) {
			it.kind, it.level = pipeline.Heading, n
			continue
		}
		if it.kind == pipeline.Heading && !short(t, 80) { // pages set whole paragraphs as headings
			it.kind, it.level = pipeline.Paragraph, 0
			continue
		}
		if it.kind == pipeline.Paragraph && i > 0 && i+1 < len(items) && alone(p, items, i) {
			it.kind, it.level = pipeline.Heading, levelLoose
			if section(t) {
				it.level = levelSection
			}
		}
	}
}

// section reports a heading without a number that opens a main part of a work report.
func section(t []byte) bool {
	for _, w := range []string{"工作回顾", "工作总结", "总体要求", "主要目标", "预期目标", "重点任务", "重点工作", "工作安排", "工作建议", "发展目标", "年工作", "指导思想", "发展成就", "工作部署"} {
		if bytes.Contains(t, []byte(w)) {
			return true
		}
	}
	return false
}

// short reports whether a line is no longer than n characters and holds no sentence.
func short(t []byte, n int) bool {
	return len(t) <= 4*n && characters(t) <= n && !bytes.Contains(t, []byte("。")) && !bytes.Contains(t, []byte("；"))
}

// alone reports a short line without a stop between two paragraphs that are sentences.
func alone(p *page, items []item, i int) bool {
	t := p.buf[items[i].start:items[i].end]
	if !short(t, 36) || characters(t) < 4 {
		return false
	}
	for _, s := range []string{"。", "！", "？", "；", "：", "，", "、", "）", ")", ":", "摄", "…"} {
		if bytes.HasSuffix(t, []byte(s)) {
			return false
		}
	}
	before, after := &items[i-1], &items[i+1]
	if after.table >= 0 || after.kind != pipeline.Paragraph {
		return false
	}
	next := p.buf[after.start:after.end]
	if !bytes.Contains(next, []byte("。")) || characters(next) < 20 {
		return false
	}
	if before.table >= 0 || before.kind == pipeline.Heading {
		return true
	}
	prev := p.buf[before.start:before.end]
	return afterStop(prev) || bytes.HasSuffix(prev, []byte("：")) || bytes.HasSuffix(prev, []byte(":"))
}

const chineseDigits = "一二三四五六七八九十百零〇"

// numbers are what the number of a heading begins with.
var numbers = newPhrases(strings.Split("第（("+chineseDigits+"0123456789", "")...)

// numbered is the level of the heading number that t starts with, or 0.
func numbered(t []byte) int {
	if !numbers.begins(t) {
		return 0
	}
	s := string(t[:min(len(t), 48)])
	if r, ok := strings.CutPrefix(s, "第"); ok {
		n := chinese(r)
		if n == 0 {
			n = arabic(r)
		}
		if n == 0 {
			return 0
		}
		for _, x := range []string{"章", "部分", "篇", "编"} {
			if strings.HasPrefix(r[n:], x) {
				return levelChapter
			}
		}
		if strings.HasPrefix(r[n:], "节") {
			return levelSection
		}
		return 0
	}
	if n := chinese(s); n > 0 {
		for _, x := range []string{"、", "．", ".", " "} {
			if strings.HasPrefix(s[n:], x) {
				return levelSection
			}
		}
		return 0
	}
	for _, open := range []string{"（", "("} {
		if r, ok := strings.CutPrefix(s, open); ok {
			if n := chinese(r); n > 0 && (strings.HasPrefix(r[n:], "）") || strings.HasPrefix(r[n:], ")")) {
				return levelPart
			}
		}
	}
	if n := arabic(s); n > 0 && n <= 2 && short(t, 25) && !bytes.Contains(t, []byte("，")) {
		for _, x := range []string{"、", "．", "."} {
			if r, ok := strings.CutPrefix(s[n:], x); ok && r != "" && !digit(strings.TrimLeft(r, " ")[0:1][0]) {
				return levelLoose
			}
		}
	}
	return 0
}

// chinese is the length of the Chinese numeral at the start of s.
func chinese(s string) int {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune(chineseDigits, r) || n > 12 {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}

func arabic(s string) int {
	n := 0
	for n < len(s) && n < 4 && digit(s[n]) {
		n++
	}
	return n
}
