package decode

import (
	"errors"
	"fmt"
)

// Config bounds what one document may cost.
type Config struct {
	// TextBytes bounds the canonical text of one document.
	TextBytes int `yaml:"text_bytes" json:"text_bytes" mapstructure:"text_bytes"`
	// Cells bounds the cells of all tables of one document.
	Cells int `yaml:"cells" json:"cells" mapstructure:"cells"`
}

// DefaultConfig is the configuration that a run without settings uses.
func DefaultConfig() Config { return Config{TextBytes: 64 << 20, Cells: 1_000_000} }

// Validate reports all problems at once.
func (c Config) Validate() error {
	var errs []error
	if c.TextBytes <= 0 {
		errs = append(errs, fmt.Errorf("decode.text_bytes: %d: want a positive value", c.TextBytes))
	}
	if c.Cells <= 0 {
		errs = append(errs, fmt.Errorf("decode.cells: %d: want a positive value", c.Cells))
	}
	return errors.Join(errs...)
}
