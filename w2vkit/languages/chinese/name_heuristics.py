"""What is known of Chinese names: surnames, characters that names have or lack, and titles."""

from __future__ import annotations

import re

PLACES = frozenset(
    "山河江湖海洋洞国寺庙庵观宫殿府州洲县郡城岭涧潭园林泉岩峰坡关村庄寨楼阁台坛桥岛港院堂轩亭渡谷原泊冈"
)
"""Last characters of names of places."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕张孔曹严华魏陶姜戚谢邹章苏潘葛范彭鲁韦马方任袁柳"
    "史唐费薛雷贺汤罗郝安常于傅齐康伍余顾孟萧尹姚邵汪毛狄米戴宋庞熊纪舒项祝董梁杜贾江郭梅林刁钟徐"
    "邱骆高夏蔡田樊胡凌霍万卢莫丁邓崔龚程邢裴陆荣翁荀甄曲封段富焦侯班秋仲宫宁甘祖武符刘景龙叶司黎"
    "蒲卓乔谭申冉牛沙边尚农温庄晏柴瞿阎易廖耿匡文寇沃蔚越师关赖穆燕石解阮索单扈欧"
)
"""Without those that are common adjectives or materials, such as 黄 and 金."""
_COMPOUND = "诸葛 司马 欧阳 夏侯 公孙 太史 皇甫 慕容 上官 令狐 尉迟 呼延 司徒 东方 独孤 长孙 宇文"
COMPOUND_SURNAMES = tuple(_COMPOUND.split())

NEVER_FIRST = frozenset(
    "这那此其之你我他她它每某各好众多甚即乃又再就且却把被与不莫径对往投至于以已未休若但只忽上在向从叫请使很字"
)
NEVER_LAST = frozenset("是有不也道曰说云们之矣里内外中前后上下时来去处间起出入过到住毕差往")
NEVER_IN_NAMES = frozenset("之的了着个得么些吗呢吧啊呀哩")
"""Function characters with which names do not begin or end, or which they never contain."""

COUNTING_SUFFIXES = frozenset("一二几数两十百千万位层条只座声件")
"""Last characters of numbers that only count what follows; 四大, 五方, 九头 belong to names."""

NUMERALS = frozenset("一二三四五六七八九十百千万")
"""First characters of names and of counted things alike."""

_RANKS = """
菩萨 太子 娘娘 大王 公主 元帅 真人 大仙 法师 天王 皇帝 仙子 夫人 姑娘 先生 大人 长老 和尚 公子
道人 道士 老爷 国王 王爷 郡主 师父 天师 皇后 太后 国太 皇叔 御弟 驸马 魔王 仙翁 圣僧 相公 少爷
员外 小姐 少侠 女侠 姥姥 嬷嬷 掌门 帮主 教主 庄主 寨主 头领 军师 老师 同志 主任 经理 教授 博士
"""
RANKS = tuple(_RANKS.split())
"""Titles that may follow the name of a person: 观音菩萨."""
_OFFICES = """
将军 丞相 太守 太尉 都督 大夫 太医 郡王 国公 判官 天府 圣贤 校尉 刺史 太傅 御史 尚书 都尉 司徒
司空 司马 中郎 参军 别驾 主簿 长史 侍中 知府 知县 知州 知寨 府尹 县令 县尉 通判 节度 虞候 押司
节级 团练 巡检 统制 统领 都统 制使 提辖 都监 都头 教头 管营 差拨 孔目 祭酒 使君 使者 总管 总督
巡抚 翰林 学士 侍郎 主公 殿下 陛下 贫僧 老将 小将 主帅 先锋 头陀 太监 宫女 丫头 丫鬟 婆子 老道
人家 家人 女儿 儿子 孩儿 老娘 大舅 媳妇 姨娘 婶娘 妈妈 太太 奶奶 爷爷 父亲 母亲 丈夫 妻子
父子 母子 兄弟 师徒 夫妻 夫妇 主仆 君臣 二人 三人 众人 小人 大官 国舅 国丈 王后 贵妃 贵人
清客 门客 家丁 庄客 衙役 公人 军士 喽啰
"""
OFFICES = frozenset(_OFFICES.split())
_KIN = "爷奶爹娘妈母父叔伯舅姑姨婶嫂姐妹哥弟兄婆"
_CLASS_WORD = re.compile(
    rf".[{_KIN}府县州郡国]|[一二三四五六七八九十大]郎|[小老阿].|(.)\1", re.DOTALL
)
"""Kinship and places by their last character; birth order; 小乙, 老三; 哥哥."""


def surname_of(word: str) -> str:
    """Return the surname that a word begins with, or the empty string."""
    compound = word[:2]
    if compound in COMPOUND_SURNAMES:
        return compound
    return word[0] if word[0] in SURNAMES else ""


def may_be_name(word: str) -> bool:
    """Return whether a string has no function characters where names do not allow them."""
    is_person = len(word) == 2 and word[0] in SURNAMES  # 赵云
    is_framed = word[0] in NEVER_FIRST or (word[-1] in NEVER_LAST and not is_person)
    return not is_framed and NEVER_IN_NAMES.isdisjoint(word)


def is_class_word(word: str) -> bool:
    """Return whether a word of two characters names a role, not a person: 知府, 二郎, 哥哥, 小乙.

    >>> [is_class_word(word) for word in ("知府", "二郎", "八戒", "悟空")]
    [True, True, False, False]
    """
    return word in RANKS or word in OFFICES or bool(_CLASS_WORD.fullmatch(word))
