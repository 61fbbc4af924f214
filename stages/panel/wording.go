package panel

import "strings"

// The words of building and completing, which are said of a stock and of what was added to it alike.
var building = []string{"建设", "建成", "开通", "完成", "改造", "部署", "布局", "培育", "打造", "认定", "安装"}

// Words that tell the two apart: of a stock, and of an addition.
var decided = []string{"累计", "总", "共", "达", "已", "目前", "现有", "拥有", "保有", "增至", "截至", "截止", "年末", "年底", "末", "到20", "新", "净增", "增加"}

// leavesOpen reports whether the wording leaves open if a stock is meant or what was added to it:
// 建设5G基站5万个, 建成开通5G基站3.2万个. The sentence decides up to the quote, and between its last
// stop before the quote and there must be a word of building.
func leavesOpen(sentence, quote string) bool {
	at := strings.Index(sentence, quote)
	if at <= 0 {
		return false
	}
	before := sentence[:at]
	for _, w := range decided {
		if strings.Contains(before, w) {
			return false
		}
	}
	if i := strings.LastIndexAny(before, "，；。：,;:\t\n"); i >= 0 {
		before = before[i:]
	}
	for _, w := range building {
		if strings.Contains(before, w) {
			return true
		}
	}
	return false
}

// concerns reports whether a universe that a sentence states is that of one of its values: it stands between the
// start of the clause that names the metric and the value. 规上 of 规上工业增加值增长7%，固定资产投资增长4% is not that of the
// investment. Where the metric is named elsewhere, the sentence is all there is to go by.
func concerns(sentence, metric, quote, universe string) bool {
	at := strings.Index(sentence, metric)
	if metric == "" || at < 0 {
		return true
	}
	end := strings.Index(sentence[at:], quote)
	if end < 0 {
		return true
	}
	start := strings.LastIndexAny(sentence[:at], "，；。：、,;:\t\n") + 1
	return strings.Contains(sentence[start:at+end], universe)
}
