package config

import "strings"

// setting is one row of the reference of settings.
type setting struct {
	key  string
	def  any
	kind kind
	help string
}

// settings is every setting there is. Config has a field for each.
var settings = []setting{
	{"output", "out", text{}, "directory of the dataset"},
	{"workers", 0, whole{0, 1024}, "documents worked on at once; 0 is one for each processor"},
	{"rules", []string{}, list{}, "directories of rules that extend or override the embedded packs"},
	{"max_quarantine", "100%", quota{}, "documents that may be quarantined before the exit code is 3: a number or a share (5%)"},
	{"follow_links", false, truth{}, "read what symbolic links point to"},
	{"cache", "", text{}, "directory that keeps the compiled PDF parser; empty is zhibiao in the user's cache directory"},
	{"log_level", "info", oneOf{"debug", "info", "warn", "error"}, "debug, info, warn or error"},

	{"limits.document_bytes", "64MiB", size{}, "largest document, unpacked"},
	{"limits.nested_bytes", "128MiB", size{}, "largest archive within an archive"},
	{"limits.total_bytes", "16GiB", size{}, "what the containers of one input may unpack to"},
	{"limits.ratio", 200, whole{1, 1 << 30}, "bytes unpacked from each byte of an input, after the first ratio_free"},
	{"limits.ratio_free", "32MiB", size{}, "bytes that may be unpacked whatever the ratio"},
	{"limits.entries", 2000000, whole{1, 1 << 30}, "members of all containers of one input"},
	{"limits.depth", 4, whole{1, 64}, "containers within containers"},
	{"limits.time", "10s", duration{}, "time to read one input, to which each MiB adds a second, and to parse one document"},
	{"limits.text_bytes", "8MiB", size{}, "longest text of one document"},
	{"limits.cells", 500000, whole{1, 1 << 30}, "cells of all tables of one document"},
	{"limits.memory", "384MiB", size{}, "memory of the processes that parse PDF and XLSX and unpack 7z, RAR, XZ and Parquet"},
	{"limits.in_flight_bytes", "64MiB", size{}, "raw bytes of documents that are read and not yet written"},

	{"rows.text", []string{"full_text", "fulltext", "text", "content", "body", "article", "正文", "全文", "内容", "文本"}, list{}, "columns that may hold the text, where each row of a table is a document"},
	{"rows.title", []string{"title", "headline", "subject", "标题", "题名"}, list{}, "columns that may hold the title"},
	{"rows.date", []string{"publish_date", "published", "pub_date", "pubdate", "publish_time", "date", "发布日期", "发布时间", "日期", "时间"}, list{}, "columns that may hold the date"},
	{"rows.url", []string{"source_url", "url", "link", "href", "链接", "网址"}, list{}, "columns that may hold the address"},
	{"rows.publisher", []string{"publisher", "source", "author", "site", "发布机构", "来源", "单位"}, list{}, "columns that may hold the publisher"},
	{"rows.region", []string{"region", "province", "area", "city", "地区", "省份", "省", "城市"}, list{}, "columns that may hold the region"},

	{"panel.order", []string{"source_priority", "latest"}, someOf{"source_priority", "latest"}, "which rules decide between values that differ, the first first"},
}

// variable is the name of the setting in the environment.
func (s setting) variable() string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// flag is the name of its flag, if the command has one.
func (s setting) flag() string { return strings.ReplaceAll(s.key, "_", "-") }

func (s setting) remedy() string { return "write " + s.kind.want() }

func settingOf(key string) (setting, bool) {
	for _, s := range settings {
		if s.key == key {
			return s, true
		}
	}
	return setting{}, false
}

// isGroup reports whether key is the first part of the keys of settings.
func isGroup(key string) bool {
	for _, s := range settings {
		if strings.HasPrefix(s.key, key+".") {
			return true
		}
	}
	return false
}
