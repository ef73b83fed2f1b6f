"""What is known of Chinese names: surnames, and characters that names have or lack."""

from __future__ import annotations

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
