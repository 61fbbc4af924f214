package table

import (
	"math"
	"math/big"
	"strconv"

	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/cockroachdb/apd/v3"
)

var pow10 = func() (p [23]float64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return
}()

var pow10u = func() (p [20]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return
}()

// Float returns the float64 nearest to d.
func Float(d *apd.Decimal) float64 {
	// Both operands are exact here, so the one rounding of the division is the correct one.
	if d.Coeff.IsUint64() && d.Exponent >= -22 && d.Exponent <= 22 && d.Form == apd.Finite {
		if c := d.Coeff.Uint64(); c < 1<<53 {
			v := float64(c)
			if d.Exponent < 0 {
				v /= pow10[-d.Exponent]
			} else {
				v *= pow10[d.Exponent]
			}
			if d.Negative && c != 0 {
				v = -v
			}
			return v
		}
	}
	v, err := strconv.ParseFloat(d.Text('E'), 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// toDecimal128 scales d to DecimalScale; ok is false where 38 digits with 9 places do not hold it
// exactly.
func toDecimal128(d *apd.Decimal) (n decimal128.Num, ok bool) {
	shift := int(d.Exponent) + DecimalScale
	if d.Form != apd.Finite || shift > DecimalPrecision+DecimalScale || shift < -64 {
		return n, d.Form == apd.Finite && d.Coeff.Sign() == 0
	}
	if c := d.Coeff; c.IsUint64() && shift >= 0 && shift < len(pow10u) {
		if u := c.Uint64(); u < math.MaxInt64/pow10u[shift] {
			v := int64(u * pow10u[shift])
			if d.Negative {
				v = -v
			}
			return decimal128.FromI64(v), true
		}
	}
	c := new(big.Int).Set(d.Coeff.MathBigInt())
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(abs(shift))), nil)
	if shift >= 0 {
		c.Mul(c, p)
	} else {
		var rest big.Int
		if c.QuoRem(c, p, &rest); rest.Sign() != 0 {
			return n, false
		}
	}
	if d.Negative {
		c.Neg(c)
	}
	if c.BitLen() > 127 {
		return n, false
	}
	if n = decimal128.FromBigInt(c); !n.FitsInPrecision(DecimalPrecision) {
		return n, false
	}
	return n, true
}

func abs(i int) int {
	if i < 0 {
		return -i
	}
	return i
}

// plain writes n without trailing zeros: 16800, 5.8, -0.25.
func plain(n decimal128.Num) string {
	s, sign := n.BigInt().String(), ""
	if s[0] == '-' {
		s, sign = s[1:], "-"
	}
	for len(s) <= DecimalScale {
		s = "0" + s
	}
	whole, part := s[:len(s)-DecimalScale], s[len(s)-DecimalScale:]
	for len(part) > 0 && part[len(part)-1] == '0' {
		part = part[:len(part)-1]
	}
	if part == "" {
		return sign + whole
	}
	return sign + whole + "." + part
}
