package dataset

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
)

// damage changes one thing in the dataset and says what.
func damage(m *memFS, rnd *rand.Rand) string {
	var files, links []string
	for _, n := range slices.Sorted(mapKeys(m.names)) {
		switch node := m.names[n]; {
		case node.target != "":
			links = append(links, n)
		case !node.dir && n != lockName:
			files = append(files, n)
		}
	}
	own := func(name string) *node { // the file alone, without those that share its inode
		n := &node{data: slices.Clone(m.names[name].data)}
		m.names[name] = n
		return n
	}
	name := files[rnd.IntN(len(files))]
	switch rnd.IntN(8) {
	case 0, 1:
		n := own(name)
		i := rnd.IntN(len(n.data))
		n.data[i] ^= 1 << rnd.IntN(8)
		return fmt.Sprintf("bit flipped at byte %d of %s", i, name)
	case 2:
		n := own(name)
		n.data = n.data[:rnd.IntN(len(n.data))]
		return fmt.Sprintf("%s cut to %d bytes", name, len(n.data))
	case 3:
		delete(m.names, name)
		return name + " deleted"
	case 4:
		for {
			other := files[rnd.IntN(len(files))]
			if a, b := m.names[name], m.names[other]; string(a.data) != string(b.data) {
				m.names[name], m.names[other] = b, a
				return name + " swapped with " + other
			}
		}
	case 5:
		n := own(name)
		n.data = append(n.data, byte(rnd.IntN(256)))
		return name + " has one byte more"
	case 6:
		link := links[rnd.IntN(len(links))]
		if rnd.IntN(2) == 0 {
			delete(m.names, link)
			return link + " deleted"
		}
		m.names[link] = &node{target: "versions/000099"}
		return link + " points elsewhere"
	default:
		extra := path.Join(path.Dir(name), "part-99999.parquet")
		m.names[extra] = &node{data: slices.Clone(m.names[name].data)}
		return extra + " added"
	}
}

func TestEveryDamageIsFound(t *testing.T) {
	whole := newMemFS()
	mustWrite(t, whole, "k", documents(0, 6))
	mustWrite(t, whole, "k", documents(0, 9))
	mustVerify(t, whole, "undamaged")
	slowest := time.Duration(0)
	for i := range rounds(60, 500) {
		rnd := rand.New(rand.NewPCG(3, uint64(i)))
		m := newMemFS()
		for n, v := range whole.names {
			m.names[n] = v
		}
		what := damage(m, rnd)
		start := time.Now()
		found, err := Verify(context.Background(), m)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if len(found) == 0 {
			t.Errorf("not found: %s", what)
		}
		named := false
		for _, p := range found {
			named = named || strings.Contains(what, p.Path)
		}
		if !named {
			t.Errorf("%s: found, but not named: %v", what, found)
		}
		slowest = max(slowest, time.Since(start))
	}
	t.Logf("slowest: %v", slowest)
}

// What a killed run leaves is no damage.
func TestLeftovers(t *testing.T) {
	m := newMemFS()
	mustWrite(t, m, "k", documents(0, 6))
	m.names[batchDir+"/x.parquet"] = &node{data: []byte("x")}
	m.names[versionDir+"/000002"] = &node{dir: true}
	found, err := Verify(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || !found[0].Leftover || !found[1].Leftover {
		t.Errorf("found %v", found)
	}
	mustWrite(t, m, "k", documents(0, 6))
	mustVerify(t, m, "after the next run")
}

func TestNearDuplicates(t *testing.T) {
	report := func(change int) string {
		var b strings.Builder
		for i := range 150 {
			fmt.Fprintf(&b, "第%d条讲全市经济运行情况，第%d季度完成投资。", i*13, i%4)
			if i < change {
				fmt.Fprintf(&b, "另有编辑部所加的第%d段说明文字与图表来源。", i*7)
			}
		}
		return b.String()
	}
	other := strings.Repeat("今年以来信息通信业总体平稳。", 3)
	for i := range 150 {
		other += fmt.Sprintf("第%d家企业的订单数量为%d件。", i, i*i)
	}
	s := newSketcher()
	var sketches []*sketch
	for _, text := range []string{other, report(0), report(3), "太短", report(150), strings.Replace(report(0), "季度", "個季度", 1)} {
		sk, ok := decodeSketch(s.sketch(text))
		if !ok {
			sketches = append(sketches, nil)
			continue
		}
		sketches = append(sketches, &sk)
	}
	if got, want := nearGroups(sketches), []int{-1, 1, 1, -1, -1, 1}; !slices.Equal(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
}

func BenchmarkSketch(b *testing.B) {
	text := strings.Repeat("截至年底全省5G基站总数达到十万个，同比增长百分之十五。", 1000)
	b.SetBytes(int64(len(text)))
	s := newSketcher()
	n := 0
	for b.Loop() {
		n += len(s.sketch(text))
	}
	if n == 0 {
		b.Fatal("no sketch")
	}
}
