//go:build unix && race

package soak

const race = true
