//go:build unix && !race

package soak

const race = false
