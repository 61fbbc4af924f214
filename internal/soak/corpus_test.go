//go:build unix

package soak

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// corpus writes n short reports to dir: ten provinces over twelve years, each with what makes work for the
// dataset. Every 50th is the same text as the one before, every 75th a reprint with one digit changed.
func corpus(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	provinces := []string{"湖北省", "湖南省", "江西省", "河南省", "河北省", "山西省", "陕西省", "甘肃省", "青海省", "云南省"}
	text := func(i, digit int) string {
		p, y := provinces[i%10], 2012+i%12
		return fmt.Sprintf("---\ntitle: %d年%s信息通信业情况（第%d期）\ndate: %d-01-%02d\nsource: %s通信管理局\n---\n"+
			"截至%d年底，%s5G基站总数达到%d.%d万个，比上年末净增%d.2万个，实现重点乡镇和主要交通干线的连续覆盖。%s移动电话用户数达到%d万户，力争下一年达到%d万户。\n",
			y, p, i, y+1, 1+i%28, p, y, p, 1+i%90, digit, i%9+1, p, 3000+i, 3100+i)
	}
	for i := range n {
		body := text(i, i%9)
		switch {
		case i%50 == 49:
			body = text(i-1, (i-1)%9)
		case i%75 == 74:
			body = text(i-1, 9)
		}
		file := filepath.Join(dir, fmt.Sprintf("%02d", i/100), fmt.Sprintf("%04d.md", i))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(body), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
