// Package numeral reads numbers as they are written in Chinese text, exactly: Arabic digits with
// separators, Chinese numerals, financial capitals, and mixtures of all of them with the magnitude
// words 十 百 千 万 亿 (16.8万, 三千二百, 3万4000, 1.47万亿, 三点一四, 二〇二一, 七八十).
//
// It reads the number alone. What the number counts, whether it is a name (5G), a date or an
// ordinal, is for package quantity.
package numeral

import (
	"math"

	"github.com/cockroachdb/apd/v3"

	"zhibiao/metrics/fold"
)

// Number is a number in a line. Positions are rune indexes.
type Number struct {
	Start, End int
	// Value is exact. Its exponent is never above zero once the caller has the number from Scan.
	Value apd.Decimal
	// High is set for a pair of digits that stands for a range (七八十 is 70 to 80), else nil.
	High *apd.Decimal
	// Step is the power of ten of the last digit written: 16.8万 is 3.
	Step int32
	// Mag is where the trailing 万 or 亿 begin (End where there is none), and MagExp their power of ten.
	Mag    int
	MagExp int32
	// Arabic is set where any digit is Arabic, Point where the number has a decimal point.
	Arabic, Point bool
	// Bare is set for magnitude words without a digit: 百亿, 千万, 万.
	Bare bool
	// String is set for Chinese digits in a row without magnitudes, as years are read: 二〇二一.
	String bool
	// Zero is set for an Arabic integer with leading zeros: 0851.
	Zero bool
	// Digits counts the Arabic digits before the point, and DigitsEnd is where the first run of Arabic digits with its
	// separators and point ends.
	Digits, DigitsEnd int
}

// MaxDigits bounds the digits of one number. What is longer is an identifier, not an amount.
const MaxDigits = 30

// context is wide enough for MaxDigits digits under every chain of magnitudes that Scan accepts.
var context = apd.BaseContext.WithPrecision(120)

// Parse reads s, which must be one number and nothing else.
func Parse(s string) (*apd.Decimal, bool) {
	l := fold.New(s, 0)
	n, ok := Scan(l.Runes, l.Off, 0)
	if !ok || n.End != len(l.Runes) || n.High != nil {
		return nil, false
	}
	return &n.Value, true
}

// Digit returns the value of a Chinese digit, or -1.
func Digit(r rune) int {
	if r < '○' { // a figure, a letter, a mark of ASCII, as nearly all that follow a number
		return -1
	}
	switch r {
	case '〇', '零', '○':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// Magnitude returns the power of ten of a magnitude word, or 0.
func Magnitude(r rune) int32 {
	if r < '万' {
		return 0
	}
	switch r {
	case '十', '拾':
		return 1
	case '百', '佰':
		return 2
	case '千', '仟':
		return 3
	case '万', '萬':
		return 4
	case '亿', '億':
		return 8
	}
	return 0
}

func capital(r rune) bool {
	switch r {
	case '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟':
		return true
	}
	return false
}

// Plain rewrites d so that its exponent is at most zero and its fraction has no trailing zeros.
func Plain(d *apd.Decimal) {
	if d.Coeff.IsInt64() {
		c := d.Coeff.Int64()
		if c == 0 {
			d.Exponent = 0
			return
		}
		for d.Exponent < 0 && c%10 == 0 {
			c /= 10
			d.Exponent++
		}
		for d.Exponent > 0 && c < math.MaxInt64/10 {
			c *= 10
			d.Exponent--
		}
		d.Coeff.SetInt64(c)
		if d.Exponent <= 0 {
			return
		}
	}
	if d.Exponent < 0 {
		d.Reduce(d)
	}
	if d.Exponent > 0 {
		var p apd.BigInt
		p.Exp(apd.NewBigInt(10), apd.NewBigInt(int64(d.Exponent)), nil)
		d.Coeff.Mul(&d.Coeff, &p)
		d.Exponent = 0
	}
}
