package decode

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Words in class and id attributes that name furniture.
var furnitureWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`nav menu footer foot sidebar side breadcrumb crumb crumbs copyright share bshare bdsharebuttonbox advert advertisement ad ads adv
		gg related recommend comment comments pager pagination toolbar login search hot rank friendlink links header top
		topbar position weizhi qrcode ewm editor tags tag tie`) {
		m[w] = true
	}
	return m
}()

// furnitureClass reports whether a class or id has a word of its own that names furniture.
func furnitureClass(v []byte) bool {
	var w [20]byte // longer words are none
	n := 0
	for _, c := range v {
		if letter(c) {
			if n < len(w) {
				w[n] = c | 0x20
			}
			n++
			continue
		}
		if n > 0 && n <= len(w) && furnitureWords[string(w[:n])] {
			return true
		}
		n = 0
	}
	return n > 0 && n <= len(w) && furnitureWords[string(w[:n])]
}

// Whole lines that are furniture.
var furnitureLines = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`下载 打印 全屏 收藏 加大 还原 减小 【字号： 】 【字号 【字体： 字号： 字体： 大 中 小 【大 中 小】 【字体：大 分享 分享到 分享到： 分享到微信
		打印本页 关闭窗口 关闭 关闭本页 【打印】 【关闭】 返回首页 返回 返回顶部 返回列表 首页 上一页 下一页 尾页 上一篇 下一篇 上一篇： 下一篇：
		扫一扫 扫一扫在手机打开当前页 扫一扫分享本页 相关报道： 相关报道 相关链接 相关链接： 相关阅读 相关阅读： 相关新闻 相关新闻： 推荐阅读 推荐阅读： 热门推荐 热点推荐 
		微信 微博 QQ空间 繁体 简体 无障碍 登录 注册 搜索 设为首页 加入收藏 网站地图 联系我们 关于我们 免责声明 版权声明 正文 查看更多 更多 更多>> 举报 评论 跟贴 收起 展开 点赞 转发
		全文 阅读全文 原标题： 附件： 附件 视频 图片 目录 字体 A- A+ 复制链接`) {
		m[s] = true
	}
	return m
}()

// longFurniture is more than the longest of them has.
const longFurniture = 60

// Openings of lines that are furniture, whatever follows, as long as the line is short.
var furnitureOpenings = newPhrases(
	"【字号", "【字体", "字号：", "字体：", "【打印", "责任编辑：", "责任编辑:", "责编：", "责编:", "（责任编辑", "(责任编辑", "编辑：", "【责任编辑", "[责任编辑", "（责编", "(责编",
	"（文章来源", "(文章来源", "文章来源：", "扫一扫", "分享到", "上一篇", "下一篇", "版权所有", "Copyright", "copyright", "主办单位：", "承办单位：", "备案号", "京ICP", "网站标识码", "您的位置", "当前位置", "您现在的位置",
	"浏览次数", "阅读次数", "点击数", "点击次数", "访问量", "返回搜狐", "本文来源：", "原文链接", "原文地址", "转载请注明", "免责声明：", "特别声明：", "声明：", "校对：", "来源链接", "技术支持", "粤ICP", "沪ICP", "浙ICP", "苏ICP", "本文属于原创文章",
)

// furnitureLine reports a line that says nothing about the subject: buttons, editors, links.
func furnitureLine(t []byte) bool {
	if len(t) > 480 {
		return false
	}
	t = trimSpace(t)
	if len(t) == 0 || len(t) <= longFurniture && furnitureLines[string(t)] {
		return true
	}
	if furnitureOpenings.at(t) != "" {
		return characters(t) <= 60
	}
	if bytes.HasPrefix(t, []byte("http://")) || bytes.HasPrefix(t, []byte("https://")) || bytes.HasPrefix(t, []byte("www.")) {
		return bytes.IndexByte(t, ' ') < 0 && ascii(t)
	}
	if !bytes.Contains(t, []byte("。")) && furnitureWithin.in(t) && characters(t) <= 160 {
		return true
	}
	if digit(t[len(t)-1]) {
		tail := bytes.TrimRight(t, "0123456789 ")
		if bytes.HasSuffix(tail, []byte(".....")) || bytes.HasSuffix(tail, []byte("………")) || bytes.HasSuffix(tail, []byte("·····")) {
			return true // a line of a table of contents
		}
	}
	return buttons(t) || hash(t) || signs(t)
}

// hash reports a line that is a number in hexadecimal digits, such as the name of a file.
func hash(t []byte) bool {
	letter := false
	for _, c := range t {
		if !digit(c) && c != '-' && c != ':' && !(c|0x20 >= 'a' && c|0x20 <= 'f') {
			return false
		}
		letter = letter || c >= 'a'
	}
	return letter && len(t) >= 16
}

// signs reports a line of signs alone.
func signs(t []byte) bool {
	for len(t) > 0 {
		r, n := utf8.DecodeRune(t)
		t = t[n:]
		if r > 0xff && !(r >= 0x2000 && r < 0x2100) && !(r >= 0x2190 && r < 0x2700) && !(r >= 0x3000 && r < 0x3020) && !(r >= 0xFF00 && r < 0xFF10) || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' {
			return false
		}
	}
	return true
}

// Words that only furniture holds, in a line without a full stop.
var furnitureWithin = newPhrases("版权所有", "ICP备", "公网安备", "网站标识码", "当前位置：", "所在的位置：", "违法和不良信息举报", "违法及不良信息举报", "扫描二维码", "新闻热线", "网友评论仅供", "发表评论")

// buttons reports a line that is nothing but the words of buttons, run together.
func buttons(t []byte) bool {
	if len(t) > 90 {
		return false
	}
	n := 0
	for ; len(t) > 0; n++ {
		w := buttonWords.at(t)
		if w == "" {
			return false
		}
		t = t[len(w):]
	}
	return n > 1
}

var buttonWords = newPhrases(strings.Fields("打印本页 打印 关闭窗口 关闭本页 关闭 分享到 分享 收藏 下载 全屏 字号 字体 放大 缩小 加大 减小 还原 大 中 小 搜索 网站地图 设置首页 设为首页 加入收藏 首页 返回顶部 返回 微信 微博 新浪微博 QQ空间 QQ好友 人人网 豆瓣 登录 注册 评论 点赞 | 【 】 [ ] ： : · / +1 A+ A-")...)

func ascii[T string | []byte](s T) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Furniture that flattened pages leave at the end of a paragraph; all that follows it goes too.
var furnitureTails = newPhrases(
	"分享让更多人看到", "返回搜狐，查看更多", "（责任编辑：", "(责任编辑：", "（责任编辑:", "(责任编辑:", "责任编辑：", "责任编辑:", "责编：", "【责任编辑", "（责编：", "(责编：", "（文章来源：", "(文章来源：",
	"扫一扫在手机", "本文属于原创文章", "【免责声明】", "特别声明：以上",
)

// trimFurniture cuts furniture off the end of a line.
func trimFurniture(t []byte) []byte {
	from := max(len(t)-400, 0)
	if !bytes.HasSuffix(t, []byte("。")) && furnitureTails.in(t[from:]) {
		for _, f := range furnitureTails.list {
			if i := bytes.Index(t[from:], []byte(f)); i >= 0 && !bytes.Contains(t[from+i+len(f):], []byte("。")) {
				t = t[:from+i]
				from = min(from, len(t))
			}
		}
	}
	return trimSpace(trimDomain(t))
}

// trimDomain cuts the name of a site that stands alone after the last full stop.
func trimDomain(t []byte) []byte {
	n := len(t)
	for n > 0 && (word(t[n-1]) && t[n-1] != '%' || t[n-1] == '-' || t[n-1] == ' ') {
		n--
	}
	tail := trimSpace(t[n:])
	i := bytes.LastIndexByte(tail, '.')
	if i <= 0 || n == 0 || !(afterStop(t[:n])) {
		return t
	}
	switch string(bytes.ToLower(tail[i+1:])) {
	case "com", "cn", "net", "org":
		return t[:n]
	}
	return t
}
