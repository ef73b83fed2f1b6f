"""Names that look like those of one person: 孙悟空 and 悟空, 观音菩萨 and 观音."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from w2vkit.words.nominal import SURNAMES
from w2vkit.words.wordlist import FoundWord

_COMPOUND = "诸葛 司马 欧阳 夏侯 公孙 太史 皇甫 慕容 上官 令狐 尉迟"
COMPOUND_SURNAMES = tuple(_COMPOUND.split())
_TITLES = """
菩萨 太子 娘娘 大王 公主 将军 元帅 真人 大仙 法师 天王 皇帝 仙子 夫人 姑娘 丞相 太守 先生
大人 长老 和尚 太太 奶奶 公子 道人 姐姐 老爷 太尉 都督 员外 国王 王爷 郡主 师父 天师 皇后
妈妈 姥姥 姨妈 姨娘 爷爷 道士 大夫 太医 大哥 大姐 大爷 二爷 三爷 二哥 三哥 二姐 三姐 大舅
相公 女儿 人家 家人 婆子 嫂子 婶娘 老娘 郡王 国公 判官 魔王 天府 圣贤 校尉 刺史 太傅 御史
尚书 都尉 司徒 中郎 参军 别驾 主簿 长史 侍中
"""
TITLES = tuple(_TITLES.split())
"""What people are called besides their names; a title alone names nobody."""

ALSO_WORDS = frozenset("于马何许齐江史安")
"""Surnames that are too often something else before another word."""
KING = "王"
"""A surname too, but before a full name it is a king's title: 魏王曹丕."""
MIN_COUNT = 5
MIN_FULL_SHARE = 0.02
"""How often a person must be called by the full name, compared to the given name."""


def suggest_aliases(
    words: Sequence[FoundWord],
    known: Mapping[str, int],
    is_noun: Callable[[str], bool] = lambda word: True,
) -> list[FoundWord]:
    """Return the words with `alias_of` filled in wherever two look like names of one person.

    A given name is the alias of the full name if no other surname comes with it; a name with a
    title is the alias of the name alone. Words of the dictionary take part, and are added to the
    list if they turn out to be a name.

    Args:
        words: words found.
        known: words of the dictionary in the text, and how often they occur.
        is_noun: whether a word may be a name, judged by its part of speech.

    """
    counts = {word: count for word, count in known.items() if count >= MIN_COUNT}
    counts |= {word.word: word.count for word in words}
    aliases = {**_given_names(counts), **_titled_names(counts)}
    aliases = {word: name for word, name in aliases.items() if is_noun(word)}
    listed = {word.word for word in words}
    added = [
        FoundWord(word, counts[word], 0.0, word)
        for word in sorted({*aliases, *aliases.values()} - listed)
    ]
    return [replace(word, alias_of=aliases.get(word.word, "")) for word in (*words, *added)]


def _given_names(counts: Mapping[str, int]) -> dict[str, str]:
    """Return given names and the full names they belong to: 悟空 and 孙悟空."""
    full_names: dict[str, list[str]] = {}
    for name in counts:
        if (given := _without_surname(name)) and given in counts and given not in TITLES:
            full_names.setdefault(given, []).append(name)
    return {
        given: names[0]
        for given, names in full_names.items()
        if len(names) == 1 and counts[names[0]] >= MIN_FULL_SHARE * counts[given]
    }


def _without_surname(name: str) -> str:
    """Return the given name of two characters in a full name, or ""."""
    if len(name) == 4 and name.startswith(COMPOUND_SURNAMES):
        return name[2:]
    if len(name) != 3 or name[0] not in SURNAMES - ALSO_WORDS:
        return ""
    is_title = name[0] == KING and name[1] in SURNAMES
    return "" if is_title else name[1:]


def _titled_names(counts: Mapping[str, int]) -> dict[str, str]:
    """Return names with titles and the names alone: 观音菩萨 and 观音."""
    return {
        name: name[:-2]
        for name in counts
        if len(name) > 3 and name.endswith(TITLES) and counts.get(name[:-2], 0) >= counts[name]
    }
