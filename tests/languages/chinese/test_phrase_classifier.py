"""Phrases and nouns, distinguished by what stands around them."""

import pytest

from w2vkit.base.config import SegmentConfig
from w2vkit.languages.chinese.phrase_classifier import phrase_probabilities
from w2vkit.languages.terms.discovery import dictionary_of
from w2vkit.languages.terms.text_occurrences import find_occurrences

NOUN_LIST = """
桌子 椅子 房子 车子 刀剑 盔甲 衣服 山峰 河流 树木 花草 马车 石头 房屋 城墙 街道 粮食 弓箭 旗帜 帐篷
老虎 狮子 兔子 燕子 苹果 葡萄 石榴 核桃 茶叶 丝绸 棉花 布匹 珍珠 玛瑙 琥珀 铜钱 银子 金子 宝石 玉石
窗户 门板 屋顶 台阶 水井 池塘 桥梁 渡口 船只 渔网 锄头 镰刀 斧头 锤子 钉子 绳子 篮子 箱子 柜子 抽屉
"""
VERB_LIST = """
奔跑 跳跃 喊叫 逃走 回去 休息 吃饭 睡觉 商议 前进 撤退 投降 进攻 埋伏 追赶 防守 打扫 哭泣 离开 答应
拒绝 承认 否认 打听 寻找 逃跑 躲藏 迎接 欢迎 告辞 辞别 出发 动身 启程 上路 返回 停留 居住 搬家 做饭
洗澡 穿衣 读书 写字 唱歌 跳舞 喝酒 下棋 钓鱼 打猎 种地 放牛 砍柴 挑水 磨刀 射箭 骑马 练武 念经 拜佛
"""
NOUNS, VERBS = NOUN_LIST.split(), VERB_LIST.split()
FRAMES = (("这里有一座{}，好看。", "他便{}了。"), ("那{}在门外。", "众人一齐{}，不敢停留。"))


@pytest.fixture(scope="module")
def told():
    dictionary = dictionary_of(SegmentConfig())
    nouns = [word for word in NOUNS if len(dictionary.tag(word)) == 1] * 3
    verbs = [word for word in VERBS if len(dictionary.tag(word)) == 1] * 3
    lines = [of_noun.format(word) for of_noun, _ in FRAMES for word in [*nouns, "锦襕袈裟"]]
    lines += [of_verb.format(word) for _, of_verb in FRAMES for word in [*verbs, "跃浪翻波"]]
    return "\n".join(lines * 3), dictionary


def probabilities(told, known, found=("锦襕袈裟", "跃浪翻波")):
    text, dictionary = told
    counts = {word: text.count(word) for word in known if text.count(word)}
    return phrase_probabilities(
        [*found], counts, find_occurrences([*counts, *found], text), dictionary
    )


def test_a_word_is_judged_by_its_company(told):
    found = probabilities(told, [*NOUNS, *VERBS])
    assert found["锦襕袈裟"] < 0.4 < 0.6 < found["跃浪翻波"]


def test_with_few_examples_nothing_is_a_phrase(told):
    assert {*probabilities(told, NOUNS[:20] + VERBS[:20]).values()} == {0.0}


def test_nothing_found_nothing_judged(told):
    assert probabilities(told, NOUNS, found=()) == {}
