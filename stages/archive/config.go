package archive

import (
	"errors"
	"fmt"
	"time"
)

// Config is what a Source reads and how much one input may cost. Every limit holds for one
// top-level input with all that is nested in it.
type Config struct {
	// Limits bound what one input may cost.
	Limits Limits `yaml:"limits" json:"limits" mapstructure:"limits"`
	// FollowLinks reads what symbolic links in folders point to. Links in archives are never followed.
	FollowLinks bool `yaml:"follow_links" json:"follow_links" mapstructure:"follow_links"`
	// Rows maps the columns of row tables (CSV, TSV, JSONL, Parquet) to a document.
	Rows Columns `yaml:"rows" json:"rows" mapstructure:"rows"`
}

// Limits is the budget of one top-level input, shared by all containers nested in it.
type Limits struct {
	// DocumentBytes bounds one document.
	DocumentBytes int64 `yaml:"document_bytes" json:"document_bytes" mapstructure:"document_bytes"`
	// NestedBytes bounds an archive within an archive that must be held in memory (zip, 7z, Parquet).
	NestedBytes int64 `yaml:"nested_bytes" json:"nested_bytes" mapstructure:"nested_bytes"`
	// TotalBytes bounds what all containers of the input together produce.
	TotalBytes int64 `yaml:"total_bytes" json:"total_bytes" mapstructure:"total_bytes"`
	// Ratio bounds the bytes produced per byte of the input, after the first RatioFree bytes.
	Ratio int64 `yaml:"ratio" json:"ratio" mapstructure:"ratio"`
	// RatioFree bytes may be produced whatever the ratio: small texts compress well.
	RatioFree int64 `yaml:"ratio_free" json:"ratio_free" mapstructure:"ratio_free"`
	// Entries bounds the members of all containers of the input.
	Entries int `yaml:"entries" json:"entries" mapstructure:"entries"`
	// Depth bounds how deep containers nest; a zip in a folder has depth 1.
	Depth int `yaml:"depth" json:"depth" mapstructure:"depth"`
	// Time bounds the reading of one input without the work on its documents; every MiB of the
	// input adds a second and every member 5 ms.
	Time time.Duration `yaml:"time" json:"time" mapstructure:"time"`
	// Memory bounds the process that unpacks 7z, RAR, XZ and Parquet, in bytes.
	Memory int64 `yaml:"memory" json:"memory" mapstructure:"memory"`
}

// Columns names the columns of row tables that hold a document. An empty list means the usual names
// (see the defaults); names are compared without case.
type Columns struct {
	Text      []string `yaml:"text" json:"text" mapstructure:"text"`
	Title     []string `yaml:"title" json:"title" mapstructure:"title"`
	Date      []string `yaml:"date" json:"date" mapstructure:"date"`
	URL       []string `yaml:"url" json:"url" mapstructure:"url"`
	Publisher []string `yaml:"publisher" json:"publisher" mapstructure:"publisher"`
	Region    []string `yaml:"region" json:"region" mapstructure:"region"`
}

// DefaultConfig is the configuration that a run without settings uses.
func DefaultConfig() Config {
	return Config{
		Limits: Limits{
			DocumentBytes: 64 << 20,
			NestedBytes:   128 << 20,
			TotalBytes:    16 << 30,
			Ratio:         200,
			RatioFree:     32 << 20,
			Entries:       2_000_000,
			Depth:         4,
			Time:          10 * time.Second,
			Memory:        384 << 20,
		},
		Rows: Columns{
			Text:      []string{"full_text", "fulltext", "text", "content", "body", "article", "正文", "全文", "内容", "文本"},
			Title:     []string{"title", "headline", "subject", "标题", "题名"},
			Date:      []string{"publish_date", "published", "pub_date", "pubdate", "publish_time", "date", "发布日期", "发布时间", "日期", "时间"},
			URL:       []string{"source_url", "url", "link", "href", "链接", "网址"},
			Publisher: []string{"publisher", "source", "author", "site", "发布机构", "来源", "单位"},
			Region:    []string{"region", "province", "area", "city", "地区", "省份", "省", "城市"},
		},
	}
}

// Validate reports all problems at once.
func (c Config) Validate() error {
	var errs []error
	for _, l := range []struct {
		name  string
		value int64
	}{
		{"document_bytes", c.Limits.DocumentBytes}, {"nested_bytes", c.Limits.NestedBytes},
		{"total_bytes", c.Limits.TotalBytes}, {"ratio", c.Limits.Ratio},
		{"entries", int64(c.Limits.Entries)}, {"memory", c.Limits.Memory}, {"depth", int64(c.Limits.Depth)}, {"time", int64(c.Limits.Time)},
	} {
		if l.value <= 0 {
			errs = append(errs, fmt.Errorf("limits.%s: %d: want a positive value", l.name, l.value))
		}
	}
	if c.Limits.RatioFree < 0 {
		errs = append(errs, fmt.Errorf("limits.ratio_free: %d: want zero or more", c.Limits.RatioFree))
	}
	return errors.Join(errs...)
}
