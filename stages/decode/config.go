package decode

import (
	"errors"
	"fmt"
	"time"
)

// Config bounds what one document may cost.
type Config struct {
	// TextBytes bounds the text of one document. Office documents may unpack to eight times as much.
	TextBytes int `yaml:"text_bytes" json:"text_bytes" mapstructure:"text_bytes"`
	// Cells bounds the cells of all tables of one document.
	Cells int `yaml:"cells" json:"cells" mapstructure:"cells"`
	// Time bounds the processor time of parsing one document behind the process boundary.
	Time time.Duration `yaml:"time" json:"time" mapstructure:"time"`
	// Cache is a directory, private to the user, that keeps the compiled form of the PDF parser from run to
	// run. Without one, or where it cannot be used, a run compiles it for itself at its first PDF.
	Cache string `yaml:"cache" json:"cache" mapstructure:"cache"`
	// Memory bounds the memory of a parser's process, in bytes.
	Memory int64 `yaml:"memory" json:"memory" mapstructure:"memory"`
}

// DefaultConfig is the configuration that a run without settings uses.
func DefaultConfig() Config {
	return Config{TextBytes: 8 << 20, Cells: 500_000, Time: 10 * time.Second, Memory: 384 << 20}
}

// unpacked bounds what a part of an office document unpacks to: markup is several times its text.
func (c *Config) unpacked() int { return 8 * c.TextBytes }

// Validate reports all problems at once.
func (c Config) Validate() error {
	var errs []error
	if c.TextBytes <= 0 {
		errs = append(errs, fmt.Errorf("decode.text_bytes: %d: want a positive value", c.TextBytes))
	}
	if c.Cells <= 0 {
		errs = append(errs, fmt.Errorf("decode.cells: %d: want a positive value", c.Cells))
	}
	if c.Time <= 0 {
		errs = append(errs, fmt.Errorf("decode.time: %v: want a positive duration", c.Time))
	}
	if c.Memory < 128<<20 {
		errs = append(errs, fmt.Errorf("decode.memory: %d: want at least %d (128 MiB)", c.Memory, 128<<20))
	}
	return errors.Join(errs...)
}
