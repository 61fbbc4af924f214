package statement

import (
	"testing"

	"github.com/cockroachdb/apd/v3"
)

func TestAmount(t *testing.T) {
	for _, c := range []struct {
		s    Statement
		want string
	}{
		{Statement{Value: "50000", Qualifier: "exact", Unit: "1"}, "50000"},
		{Statement{Value: "1.2", Qualifier: "exact", Unit: "%"}, "1.2 %"},
		{Statement{Value: "20", Low: "20", Qualifier: "at_least", Unit: "km"}, "at least 20 km"},
		{Statement{Low: "50", High: "70", Qualifier: "range", Unit: "%"}, "50 to 70 %"},
		{Statement{Value: "2", Qualifier: "exact", Unit: "rank"}, "2"},
	} {
		if got := c.s.Amount(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.s, got, c.want)
		}
	}
}

func TestDecimal(t *testing.T) {
	if got := Decimal(nil); got != "" {
		t.Errorf("nil is %q", got)
	}
	for in, want := range map[string]string{"5E+4": "50000", "1.50": "1.5", "100": "100", "-0.0": "0", "0.001": "0.001"} {
		d, _, err := apd.NewFromString(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := Decimal(d); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
