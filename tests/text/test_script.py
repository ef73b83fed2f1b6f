"""Simplified and traditional characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts import SIMPLIFIED, TRADITIONAL
from w2vkit.text.script import (
    convert,
    convert_sentences,
    convert_text,
    is_traditional,
    traditional_share,
)

SENTENCES = [
    ("他被发明家邀请", "他被發明家邀請"),
    ("古墓被发掘出来", "古墓被發掘出來"),
    ("许多人参与制造飞机", "許多人參與製造飛機"),
    ("她的头发很长", "她的頭髮很長"),
    ("他去理发店理发", "他去理髮店理髮"),
    ("恭喜发财", "恭喜發財"),
    ("皇后走在后面", "皇后走在後面"),
    ("以后再说", "以後再說"),
    ("王后与太后同来", "王后與太后同來"),
    ("家里有三里路", "家裡有三里路"),
    ("房子里面很黑", "房子裡面很黑"),
    ("他走了十里路", "他走了十里路"),
    ("我吃了一碗面条", "我吃了一碗麵條"),
    ("他的面孔很熟", "他的面孔很熟"),
    ("面粉和面包", "麵粉和麵包"),
    ("见面以后吃面", "見面以後吃麵"),
    ("把衣服晒干", "把衣服曬乾"),
    ("干净的树干", "乾淨的樹幹"),
    ("他在干什么", "他在幹什麼"),
    ("干杯干部", "乾杯幹部"),
    ("不相干的事", "不相干的事"),
    ("大动干戈", "大動干戈"),
    ("几只茶几", "幾隻茶几"),
    ("一只猫两只狗", "一隻貓兩隻狗"),
    ("只有一个人", "只有一個人"),
    ("这只鸟只会叫", "這隻鳥只會叫"),
    ("关系到联系", "關係到聯繫"),
    ("中文系的学生", "中文系的學生"),
    ("系鞋带", "繫鞋帶"),
    ("复杂的复习", "複雜的複習"),
    ("恢复健康", "恢復健康"),
    ("反复答复", "反覆答覆"),
    ("历史的日历", "歷史的日曆"),
    ("经历过历法", "經歷過曆法"),
    ("钟表的钟声", "鐘錶的鐘聲"),
    ("钟情于他", "鍾情於他"),
    ("代表手表", "代表手錶"),
    ("表面现象", "表面現象"),
    ("松树下放松", "松樹下放鬆"),
    ("台湾的舞台", "臺灣的舞臺"),
    ("台风来了", "颱風來了"),
    ("一斗米的战斗", "一斗米的戰鬥"),
    ("北斗星", "北斗星"),
    ("山谷里的稻谷", "山谷裡的稻穀"),
    ("五谷丰登", "五穀豐登"),
    ("丑时出生的丑角", "丑時出生的丑角"),
    ("他长得很丑", "他長得很醜"),
    ("万里长征", "萬里長征"),
    ("征求意见", "徵求意見"),
    ("象征意义", "象徵意義"),
    ("冲突与冲洗", "衝突與沖洗"),
    ("出版一出戏", "出版一齣戲"),
    ("了解明了", "瞭解明瞭"),
    ("吃完了饭", "吃完了飯"),
    ("云彩飘过", "雲彩飄過"),
    ("子曰诗云", "子曰詩云"),
    ("剩余的业余", "剩餘的業餘"),
    ("宿舍舍不得", "宿舍捨不得"),
    ("签名签字", "簽名簽字"),
    ("抽签求签", "抽籤求籤"),
    ("胡须必须", "鬍鬚必須"),
    ("胡同胡说", "衚衕胡說"),
    ("咸菜老少咸宜", "鹹菜老少咸宜"),
    ("蜡烛蜡像", "蠟燭蠟像"),
    ("借口借钱", "藉口借錢"),
    ("慰借狼藉", "慰藉狼藉"),
    ("电线杆旗杆", "電線杆旗杆"),
    ("郁闷的郁金香", "鬱悶的鬱金香"),
    ("划船计划", "划船計劃"),
    ("准备批准", "準備批准"),
    ("标准准许", "標準准許"),
    ("注意注解", "注意註解"),
    ("游泳旅游", "游泳旅遊"),
    ("制度制作", "制度製作"),
    ("控制制造业", "控制製造業"),
    ("周围周末一周", "周圍週末一週"),
    ("饥饿饥荒", "飢餓饑荒"),
    ("辟谣开辟", "闢謠開闢"),
    ("卷发试卷", "捲髮試卷"),
    ("龙卷风", "龍捲風"),
    ("秋千秋天", "鞦韆秋天"),
    ("叶子叶韵", "葉子叶韻"),
    ("歌曲曲折", "歌曲曲折"),
    ("弯曲的酒曲", "彎曲的酒麴"),
    ("沈阳沉默", "瀋陽沉默"),
    ("姜太公吃生姜", "姜太公吃生薑"),
    ("岳父山岳", "岳父山嶽"),
    ("扎针挣扎", "扎針掙扎"),
    ("仆人前仆后继", "僕人前仆後繼"),
    ("占卜萝卜", "占卜蘿蔔"),
    ("占领占卜", "佔領占卜"),
    ("才能刚才", "才能剛才"),
    ("他刚才发现头发白了", "他剛才發現頭髮白了"),
    ("那家伙", "那傢伙"),
    ("家具家私", "傢俱傢俬"),
    ("合并并且", "合併並且"),
    ("吊桥上吊", "吊橋上吊"),
    ("凶手吉凶", "兇手吉凶"),
    ("同志志气杂志", "同志志氣雜誌"),
    ("致力于", "致力於"),
    ("他后来当了皇后", "他後來當了皇后"),
    ("先后发表", "先後發表"),
    ("理发师发现", "理髮師發現"),
    ("白发苍苍", "白髮蒼蒼"),
    ("千钧一发", "千鈞一髮"),
    ("发展发达发动机", "發展發達發動機"),
    ("出发前披头散发", "出發前披頭散髮"),
    ("这里那里哪里", "這裡那裡哪裡"),
    ("公里英里", "公里英里"),
    ("心里有数", "心裡有數"),
    ("邻里关系", "鄰里關係"),
    ("北面南面", "北面南面"),
    ("方便面", "方便麵"),
    ("饼干", "餅乾"),
    ("能干的人", "能幹的人"),
    ("干燥干旱", "乾燥乾旱"),
    ("天干地支", "天干地支"),
    ("若干人", "若干人"),
    ("小丑", "小丑"),
    ("丑恶", "醜惡"),
]


def test_the_share_tells_the_scripts_apart():
    assert traditional_share("".join(TRADITIONAL)) == 1
    assert traditional_share("".join(SIMPLIFIED)) == 0
    assert traditional_share("no Chinese at all") is None
    assert not is_traditional("no Chinese at all")


def test_the_script_of_a_few_characters_is_known():
    assert is_traditional("發明")
    assert not is_traditional("发明")
    assert not is_traditional("天下 \ud800")


def test_the_beginning_the_middle_and_the_end_are_judged():
    text = "这" * 5_000 + "這" * 30_000
    assert is_traditional(text)


def test_traditional_sentences_become_the_simplified_ones():
    text = "".join(TRADITIONAL).translate(str.maketrans("「」", "“”"))
    pairs = zip(convert(text, "simplified"), "".join(SIMPLIFIED), strict=True)
    # OpenCC knows words, and takes 著 in 跟著白馬 for another one.
    assert [pair for pair in pairs if pair[0] != pair[1]] in ([], [("著", "着")])


def test_words_decide_between_two_traditional_forms():
    assert convert("头发发现", "traditional") == "頭髮發現"


def test_sentences_stay_apart_and_keep_is_no_change():
    many = [f"第{number}個國家" for number in range(2500)]
    assert [*convert_sentences(many, "simplified")][2499] == "第2499个国家"
    assert [*convert_sentences(many, "keep")] == many


@pytest.mark.parametrize(("simplified", "traditional"), SENTENCES)
def test_words_decide(simplified, traditional):
    assert convert_text(simplified, "traditional") == traditional


def test_a_phrase_does_not_cross_the_boundary_of_words():
    assert convert("被发明", "traditional") == "被髮明", "OpenCC alone is wrong, or has been mended"
    assert convert_text("被发明\n被发掘\n参与制造", "traditional").split() == [
        "被發明",
        "被發掘",
        "參與製造",
    ]


def test_sentences_do_not_depend_on_their_neighbors():
    simplified = [pair[0] for pair in SENTENCES]
    assert [*convert_sentences(simplified, "traditional")] == [pair[1] for pair in SENTENCES]


@given(st.lists(st.sampled_from([*"被发明头后面两只里a \n\ue001，"]), max_size=20).map("".join))
def test_every_character_is_kept_or_converted(text):
    converted = convert_text(text, "traditional")
    assert convert(converted, "simplified") == text
