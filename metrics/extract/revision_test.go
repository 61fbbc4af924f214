package extract_test

import "testing"

// TestRevised reads values that an office or an agency has put right, and what agencies expect.
func TestRevised(t *testing.T) {
	checkTold(t, []toldCase{
		{"a forecast put up", "2017-07-20", "半年述评", "世界银行把2017年我国国内生产总值增长的预测从6.3%上调到6.6%。", "6.3% 2017 estimate yoy; 6.6% 2017 estimate yoy"},
		{"a forecast put up, of no year", "2017-07-20", "半年述评", "亚洲开发银行近日把中国经济增长的预期由6.4%调高到6.6%。", "6.4% 2017 estimate yoy; 6.6% 2017 estimate yoy"},
		{"a forecast told and put down in the next clause", "2015-10-20", "述评", "国际货币基金组织对2016年中国经济增长预期进行了调整，由之前的6.5%下调至6.3%。", "6.5% 2016 estimate yoy; 6.3% 2016 estimate yoy"},
		{"a forecast put down to", "2026-05-20", "述评", "某机构将2026年全国GDP增长预期下调至4.6%。", "4.6% 2026 estimate yoy"},
		{"a result put right", "2021-05-20", "述评", "统计部门将2019年的全国GDP增长率由6.1%修正为6.0%。", "6.1% 2019 actual yoy; 6.0% 2019 actual yoy"},
		{"a result put down", "2021-05-20", "述评", "统计局将2019年全国实际GDP增速从6.1%下调到6.0%。", "6.1% 2019 actual yoy; 6.0% 2019 actual yoy"},
		{"what an agency expected of a result", "2022-01-17", "述评", "2021年四季度我国GDP增长4%，高于某通讯社调查预估的3.5%。", "4% 2021-Q4 actual yoy; 3.5% 2021-Q4 estimate yoy"},
		{"what an agency expected of the growth before", "2022-01-17", "中国经济", "2021年，中国GDP增长8.1%。其中四季度增幅高于某机构预估的3.6%。", "8.1% 2021 actual yoy; 3.6% 2021-Q4 estimate yoy"},
		{"a goal put up is one", "2026-05-20", "述评", "四川省将2026年GDP增长目标由5%上调至5.5%。", "5% 2026 target yoy; 5.5% 2026 target yoy"},
		{"a rate that went up is no revision", "2022-02-20", "公报", "2021年，四川省城镇化率由58%提高到60%。", "58% 2020 actual; 60% 2021 actual"},
	})
}
