"""Names that look like those of one person: 孙悟空 and 悟空, 观音菩萨 and 观音."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from w2vkit.wordlist import FoundWord

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹章苏潘葛范彭鲁韦马方"
    "任袁柳史唐费薛雷贺汤罗郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛狄米明戴宋庞熊纪舒项祝董梁杜贾江"
    "郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍万卢莫丁邓石崔龚程邢裴陆荣翁荀甄曲封段富焦侯班秋仲宫宁甘祖"
    "武符刘景龙叶司黎白蒲卓乔谭申冉牛猪沙边尚农温庄晏柴瞿阎向古易廖耿匡文寇东沃蔚越师关"
)
COMPOUND_SURNAMES = (
    "诸葛",
    "司马",
    "欧阳",
    "夏侯",
    "公孙",
    "太史",
    "皇甫",
    "慕容",
    "上官",
    "令狐",
    "尉迟",
)
TITLES = (
    "菩萨", "太子", "娘娘", "大王", "公主", "将军", "元帅", "真人", "大仙", "法师", "天王", "皇帝",
    "仙子", "夫人", "姑娘", "丞相", "太守", "先生", "大人", "长老", "和尚", "太太", "奶奶", "公子",
    "道人", "姐姐", "老爷", "太尉", "都督", "员外", "国王", "王爷", "郡主", "师父", "天师", "皇后",
)  # fmt: skip
"""What people are called besides their names; a title alone names nobody."""


def suggest_aliases(words: Sequence[FoundWord], known: Mapping[str, int]) -> list[FoundWord]:
    """Return the words with `alias_of` filled in wherever two look like names of one person.

    A given name is the alias of the full name if no other surname comes with it; a name with a
    title is the alias of the name alone. Words of the dictionary take part, and are added to the
    list if they turn out to be a name.

    Args:
        words: words found.
        known: words of the dictionary in the text, and how often they occur.

    """
    counts = {**known, **{word.word: word.count for word in words}}
    aliases = {**_given_names(counts), **_titled_names(counts)}
    named = [replace(word, alias_of=aliases.pop(word.word, "")) for word in words]
    for word in sorted({*aliases, *aliases.values()} - {word.word for word in words}):
        named.append(FoundWord(word, counts[word], 0.0, word, aliases.get(word, "")))
    return named


def _given_names(counts: Mapping[str, int]) -> dict[str, str]:
    """Return given names and the full names they belong to: 悟空 and 孙悟空."""
    full_names: dict[str, list[str]] = {}
    for name in counts:
        if (given := _without_surname(name)) and given in counts and given not in TITLES:
            full_names.setdefault(given, []).append(name)
    return {given: names[0] for given, names in full_names.items() if len(names) == 1}


def _without_surname(name: str) -> str:
    """Return the given name of two characters in a full name, or ""."""
    if len(name) == 4 and name.startswith(COMPOUND_SURNAMES):
        return name[2:]
    return name[1:] if len(name) == 3 and name[0] in SURNAMES else ""


def _titled_names(counts: Mapping[str, int]) -> dict[str, str]:
    """Return names with titles and the names alone: 观音菩萨 and 观音."""
    return {
        name: name[:-2]
        for name in counts
        if len(name) > 3 and name.endswith(TITLES) and counts.get(name[:-2], 0) >= counts[name]
    }
