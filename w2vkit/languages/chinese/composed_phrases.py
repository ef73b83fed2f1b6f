"""Phrases of a word and function words, which are no names: 那怪, 三个人, 衙门里.

Function words are few and known: the grammar of the language lists them. Whether a string that
begins or ends with one is a phrase is decided by the text: in 衙门里 the rest, 衙门, is a word of
the segmentation, in 同庆里, the name of a lane, it is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

NUMERALS = frozenset("一二三四五六七八九十百千万几数两半")
ONE_OR_TWO = "一两"
DETERMINERS = frozenset("这那此其你我他她它每某各众诸一两几数")
MEASURES = frozenset("个位件条只张把根座阵声场句块般番封杯碗匹名样口桩袋壶盅枝支盏")
LOCALIZERS = frozenset("里内外中前上下边间旁")
"""Without 后, with which titles end: 武后."""
LEAST_USES_OF_REST = 0.2
"""For each occurrence of a phrase, its rest is so often a word of the segmentation."""
MOST_AFTER_NUMERALS = 0.8
"""With a larger share of occurrences after numerals, it begins with a measure word: 个大字."""
MOST_AFTER_DETERMINERS = 0.5
"""The same, for a measure word that is listed and a word."""


def is_composed(
    word: str, count: int, uses: Callable[[str], int], before: Mapping[str, int]
) -> bool:
    """Return whether a string is a phrase of a word and function words.

    Args:
        word: the string, of two or more characters.
        count: the number of its occurrences.
        uses: how often a string is a word of the segmentation.
        before: the characters before the occurrences, with counts.

    """
    least = LEAST_USES_OF_REST * count

    def is_word(*rests: str) -> bool:
        return sum(uses(rest) for rest in rests if rest) >= least

    if word[-1] in LOCALIZERS and is_word(word[:-1]):
        return True
    if word[0] in DETERMINERS and is_word(word[1:]):
        return True
    counted_once = [one + word[1:] for one in ONE_OR_TWO if one != word[0]]
    if word[0] in NUMERALS and is_word(*counted_once):  # 三人, because of 一人
        return True
    if word[0] in NUMERALS | DETERMINERS and word[1] in MEASURES and is_word(word[2:]):
        return True
    if word[0] in MEASURES and is_word(word[1:]):  # 件宝贝
        return _share(before, NUMERALS | DETERMINERS) > MOST_AFTER_DETERMINERS
    return _share(before, NUMERALS) > MOST_AFTER_NUMERALS


def _share(signs: Mapping[str, int], members: Collection[str]) -> float:
    return sum(signs[sign] for sign in signs if sign in members) / max(1, sum(signs.values()))
