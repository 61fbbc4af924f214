package decode

// script tells simplified from traditional characters by the first of those that differ.
func script(text string) string {
	simp, trad := 0, 0
	for i := 0; i+2 < len(text) && simp < decided && trad <= decided; i++ {
		c := text[i]
		if c < 0xE4 || c > 0xE9 {
			continue
		}
		is := int(scriptOf[ideograph(text[i:])])
		simp += is & 1
		trad += is >> 1
		i += 2
	}
	switch {
	case simp+trad == 0:
		return ""
	case trad > simp:
		return "traditional"
	}
	return "simplified"
}

// ideograph is the character of three bytes that s begins with.
func ideograph[T string | []byte](s T) rune {
	return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
}

// decided is how many characters of one script decide: half of what is looked at.
const decided = 1000

// Characters at the same place are one character in both scripts; only frequent ones that never
// stand in the other script are listed.
const (
	simplifiedOnly  = "国学会来时个们说对开关这东还过进发经业产长问间现实动电网为场务总区义与从众仅价优传伤伦儿党农军冲决况净凭击划刘则创办劳势华单卖卫厂历压县参双变叶号园团图圆块坏坚坛垄备够夺奋奖妇孙宁审宽宾层岁岛币师帅带帮归录彻张弹强忆态恶惊惯应庆库废广异弃归当怀战户扩执扫扬护报担拥择损换据搅摆敌数断无旧显晓机杀杂权条杨极构标样档桥检楼欢欧毕汇汉汤沟泪泽洁济浏测浓涛润涨渐湾满滚灭灯灵灾炉点烂热爱爷牵犹独狱猎环瑞疗盘监盖盗矿码砖硕确礼祸种积称稳穷窃竞笔筑简粮紧红约级纪纯纲纳纵纷线练组细终绍结给络统继绩续维综绿编缘缩罗罚职联聪肃肤胜脑脸艺节苏荣药蓝虑虽补装观规视览觉触计订认讨让训议记讲许论设访证评识诉词译试诗话该详语误请诸读课谁调谈谊谋谓贝负财责败货质购贸费资赏赔赛赞趋跃践车轨转轮软轻载较辅辆辈输达迁运远违连适选递遗邓邮邻郑酱释里针钟钢钱铁银销锁错键镇门闪闭闻阳阴阵阶际陆陈险随隐难零静页项顺须顾顿预领频题颜风飞饭饮馆马驻驾验骗鱼鲁鲜鸡鸟麦黄齐龙龟"
	traditionalOnly = "國學會來時個們說對開關這東還過進發經業產長問間現實動電網為場務總區義與從眾僅價優傳傷倫兒黨農軍衝決況淨憑擊劃劉則創辦勞勢華單賣衛廠歷壓縣參雙變葉號園團圖圓塊壞堅壇壟備夠奪奮獎婦孫寧審寬賓層歲島幣師帥帶幫歸錄徹張彈強憶態惡驚慣應慶庫廢廣異棄歸當懷戰戶擴執掃揚護報擔擁擇損換據攪擺敵數斷無舊顯曉機殺雜權條楊極構標樣檔橋檢樓歡歐畢匯漢湯溝淚澤潔濟瀏測濃濤潤漲漸灣滿滾滅燈靈災爐點爛熱愛爺牽猶獨獄獵環瑞療盤監蓋盜礦碼磚碩確禮禍種積稱穩窮竊競筆築簡糧緊紅約級紀純綱納縱紛線練組細終紹結給絡統繼績續維綜綠編緣縮羅罰職聯聰肅膚勝腦臉藝節蘇榮藥藍慮雖補裝觀規視覽覺觸計訂認討讓訓議記講許論設訪證評識訴詞譯試詩話該詳語誤請諸讀課誰調談誼謀謂貝負財責敗貨質購貿費資賞賠賽讚趨躍踐車軌轉輪軟輕載較輔輛輩輸達遷運遠違連適選遞遺鄧郵鄰鄭醬釋裡針鐘鋼錢鐵銀銷鎖錯鍵鎮門閃閉聞陽陰陣階際陸陳險隨隱難零靜頁項順須顧頓預領頻題顏風飛飯飲館馬駐駕驗騙魚魯鮮雞鳥麥黃齊龍龜"
)

// scriptOf is 1 for characters of the simplified script alone, 2 for those of the traditional one.
var scriptOf = func() *[0x10000]uint8 {
	m := new([0x10000]uint8)
	s, t := []rune(simplifiedOnly), []rune(traditionalOnly)
	for i := range s {
		if i < len(t) && s[i] != t[i] {
			m[s[i]], m[t[i]] = 1, 2
		}
	}
	return m
}()
