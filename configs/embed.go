// Package configs holds what users may read and change: lexicons, rules and the sample archive,
// embedded so that one binary carries them.
package configs

import "embed"

// FS holds lexicons/, rules/ and sample/.
//
//go:embed all:lexicons all:rules all:sample
var FS embed.FS
