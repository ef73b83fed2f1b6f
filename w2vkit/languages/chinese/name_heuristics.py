"""Heuristics for whether several dictionary tokens together form a name or a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLACES = frozenset(
    "山河江湖海洋洞国寺庙庵观宫殿府州洲县郡城岭涧潭园林泉岩峰坡关村庄寨楼阁台坛桥岛港院堂轩亭渡谷原泊冈"
)
NAME_ENDINGS = PLACES | frozenset(
    "王帝后君仙佛僧圣祖公侯将帅相妃星妖怪魔精鬼神童爷婆女子"
    "剑刀枪戟矛弓斧棒杖钯棍绳索扇旗铃丹经咒印瓶炉镜珠衣冠袍甲马兽虫会"
)
"""Last characters of names: of places only, and of places, persons, weapons and treasures."""

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

LINKING_TAGS = frozenset("uypcreqokfdh")
"""Tags of jieba's dictionary whose words do not begin or end a name: particles, adverbs, …"""
NEVER_INSIDE = frozenset("uypcre")
LOOSE_TAGS = frozenset("vdmqatsf")
"""Tags of words that rarely end a name, except with one of the usual endings."""

BOUND_SHARE = 0.5
"""With a larger share, a part occurs mostly in this word, and its tag says little."""


@dataclass(frozen=True, slots=True)
class Part:
    """A dictionary token inside a string.

    Attributes:
        text: the token.
        tag: its part of speech in jieba's dictionary.
        share: the share of its occurrences that are inside this string.

    """

    text: str
    tag: str
    share: float


def surname_of(word: str) -> str:
    """Return the surname that a word begins with, or the empty string."""
    compound = word[:2]
    if compound in COMPOUND_SURNAMES:
        return compound
    return word[0] if word[0] in SURNAMES else ""


def is_name_like(parts: Sequence[Part]) -> bool:
    """Return whether the parts form a name or term, as 托塔 and 天王 do."""
    if not _edges_allow(parts):
        return False
    if len(parts) == 1:
        tag, text = parts[0].tag[0], parts[0].text
        return tag in "nijlxgtq" or (
            tag != "v" and (text[0] in SURNAMES or (len(text) > 2 and text[-1] in NAME_ENDINGS))
        )
    if all(len(part.text) == 1 for part in parts):
        return _is_tight(parts)
    if parts[0].text in COMPOUND_SURNAMES and len(parts[-1].text) < 3:
        return parts[-1].share >= BOUND_SHARE or parts[-1].tag[0] in "ngj"  # 呼延|灼
    has_ending = parts[-1].text[-1] in NAME_ENDINGS
    if max(part.share for part in parts) < _least_share(parts):
        return False
    shares = [part.share for part in parts if len(part.text) > 1]
    if min(shares) >= BOUND_SHARE and (has_ending or _ends_in_noun(parts)):
        return parts[0].tag[0] not in "qdm" or has_ending
    return _tags_allow(parts, has_ending=has_ending)


def may_be_name(word: str) -> bool:
    """Return whether a string has no function characters where names do not allow them."""
    is_person = len(word) == 2 and word[0] in SURNAMES  # 赵云
    is_framed = word[0] in NEVER_FIRST or (word[-1] in NEVER_LAST and not is_person)
    return not is_framed and NEVER_IN_NAMES.isdisjoint(word)


def _least_share(parts: Sequence[Part]) -> float:
    """Return the minimum share of the most bound part; lower before usual endings of names."""
    if parts[-1].text[-1] not in NAME_ENDINGS:
        return 0.4
    return 0.1 if len(parts[-1].text) == 1 else 0.15


def _edges_allow(parts: Sequence[Part]) -> bool:
    if not may_be_name("".join(part.text for part in parts)):
        return False
    if len(parts[0].text) == 2 and parts[0].text[0] in "一两" and len(parts) > 1:
        return False
    return not any(part.tag[0] in NEVER_INSIDE for part in parts)


def _is_tight(parts: Sequence[Part]) -> bool:
    """Return whether single characters form a word: nouns, or one that is rare elsewhere."""
    if len(parts) > 2:
        return parts[-1].text in NAME_ENDINGS or all(part.tag[0] in "ngj" for part in parts)
    if all(part.tag[0] in "ngj" for part in parts):
        return max(part.share for part in parts) >= 0.2
    return max(part.share for part in parts) >= BOUND_SHARE and not _is_verb(parts[0])


def _is_verb(part: Part) -> bool:
    return part.tag[0] == "v" and part.share < BOUND_SHARE


def _ends_in_noun(parts: Sequence[Part]) -> bool:
    return parts[-1].tag[0] in "nijx"


def _tags_allow(parts: Sequence[Part], *, has_ending: bool) -> bool:
    first, last = parts[0], parts[-1]
    if first.tag[0] in LINKING_TAGS or (last.tag[0] in LINKING_TAGS and not has_ending):
        return False
    if last.tag[0] in LOOSE_TAGS and not has_ending:
        return False
    if len(first.text) == 1 and len(last.text) > 1 and first.tag[0] in "vamzqs":
        return has_ending and first.tag[0] == "a" and last.share >= 0.2
    if first.tag[0] == "v":
        return has_ending and (len(last.text) == 1 or first.share >= BOUND_SHARE)
    return not (first.tag[0] == "m" and first.text[-1] in COUNTING_SUFFIXES)
