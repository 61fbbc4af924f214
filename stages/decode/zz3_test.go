package decode
import ("testing";"math/rand/v2";"strings";"time";"github.com/google/go-cmp/cmp")
func TestZZFront(t *testing.T) {
	p := strings.Split("a|b|: |:|\n|\n|\na: |\nb: |'|\"|#| #| |  |-|- |?|? |,|[|]|{|}|&|*|!|\\||>|%|@|`|~|null|true|1|2024-01-02|甲|：|“|。|　|\\|...|---|=|<<|x y|\t|\r|_|http://a", "|")
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 2))
	end := time.Now().Add(15 * time.Second)
	n, hit := 0, 0
	for ; time.Now().Before(end); n++ {
		var b strings.Builder
		b.WriteString("a: ")
		for range 1 + r.IntN(8) { b.WriteString(p[r.IntN(len(p))]) }
		s := b.String()
		if got := plainFields([]byte(s)); got != nil {
			hit++
			if want := yamlFields([]byte(s)); !cmp.Equal(got, want) { t.Fatalf("%q gives\n%v\nwant\n%v", s, got, want) }
		}
	}
	t.Log(n, hit)
}
