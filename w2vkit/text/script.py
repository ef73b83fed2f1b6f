"""Simplified and traditional characters: detection and conversion.

OpenCC replaces the longest phrases that it knows, wherever they begin: in 被发明 it finds 被发, as
in 被髮左衽. To traditional characters, a phrase counts only where it begins and ends at boundaries
of words, as rjieba finds them: 被 發明. It may span several words, as 两只 does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby, islice
from typing import Any

from w2vkit.base.config import Script

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Chinese characters, for use in the brackets of a regular expression."""
SIMPLIFIED = "们这个来说时会为国学对过还无师门见进边样问头听却"
TRADITIONAL = "們這個來說時會為國學對過還無師門見進邊樣問頭聽卻"
"""Frequent characters that only one of the two scripts has, in the same order."""
MIN_TRADITIONAL_SHARE = 0.5
SCRIPT_SAMPLE = 1 << 12
SENTENCES_PER_BATCH = 1_000
CONVERSIONS = {"simplified": "tw2s", "traditional": "s2tw"}
"""OpenCC's conversion to each script: t2s would not convert 看著, and s2t writes 喫 for 吃."""
APART = "\ue001"
"""Stands between words, so that OpenCC converts each by itself: a private character."""
LONGEST_PHRASE = 6
"""Characters of the longest phrase of several words; more are hardly in OpenCC's dictionary."""
Convert = Callable[[str], str]


def is_han(sign: str) -> bool:
    """Return whether a character is a Chinese one in common use: without rare planes.

    >>> is_han("孫"), is_han("。")
    (True, False)
    """
    return "\u3400" <= sign <= "\u9fff"


def traditional_share(text: str) -> float | None:
    """Return the traditional share of the characters that only one script has, None if none occur.

    >>> traditional_share("孫悟空來了"), traditional_share("孙悟空来了"), traditional_share("dog")
    (1.0, 0.0, None)
    """
    simplified, traditional = (sum(map(text.count, signs)) for signs in (SIMPLIFIED, TRADITIONAL))
    total = simplified + traditional
    return traditional / total if total else None


def is_traditional(text: str) -> bool:
    """Return whether a text, judged by its beginning, middle and end, is in traditional characters.

    If it has none of the frequent characters, those count that conversion would change.

    >>> is_traditional("孫悟空來了"), is_traditional("發明"), is_traditional("发明")
    (True, True, False)
    """
    sample = sampled(text, SCRIPT_SAMPLE)
    share = traditional_share(sample)
    if share is not None:
        return share > MIN_TRADITIONAL_SHARE
    characters = "".join(filter(is_han, sample))
    return convert(characters, "simplified") != characters


def sampled(text: str, size: int) -> str:
    """Return the beginning, the middle and the end of a text, `size` characters of each."""
    if len(text) <= 3 * size:
        return text
    return "\n".join(text[start : start + size] for start in (0, len(text) // 2, len(text) - size))


def convert(text: str, script: Script) -> str:
    """Return a word or a few in another script, converted with OpenCC's phrases: 头发 → 頭髮."""
    if script == "keep":
        return text
    converted: str = _converter(CONVERSIONS[script]).convert(text)
    return converted


def convert_text(text: str, script: Script) -> str:
    """Return a text in another script; to traditional characters by its words: 被发明 → 被發明."""
    if script == "traditional":
        return to_traditional(text, _converter(CONVERSIONS[script]).convert)
    return convert(text, script)


def converted_characters(characters: Sequence[str], conversion: str) -> list[str]:
    """Return each character by itself as a conversion of OpenCC writes it, such as `t2s`."""
    converted: str = _converter(conversion).convert("\n".join(characters))
    return converted.split("\n")


def convert_sentences(sentences: Iterable[str], script: Script) -> Iterator[str]:
    """Yield sentences in another script, converted in batches, which is faster."""
    sentences = iter(sentences)
    while batch := [*islice(sentences, SENTENCES_PER_BATCH)]:
        yield from convert_text("\n".join(batch), script).split("\n")


@lru_cache(maxsize=4)
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)


def to_traditional(text: str, convert: Convert) -> str:
    """Return a text in traditional characters.

    Args:
        text: the text, of any number of lines.
        convert: converts a text by the longest phrases.

    """
    import rjieba

    whole = convert(text)
    if whole == text or APART in text:
        return whole
    words = rjieba.cut(text)
    converted = convert(APART.join(words)).split(APART)
    if "".join(converted) == whole or len(converted) != len(words):
        return whole
    cached = lru_cache(maxsize=None)(convert)
    lines = groupby(zip(words, converted, strict=True), lambda pair: "\n" in pair[0])
    return "".join(_line([*pairs], cached) for _, pairs in lines)


def _line(pairs: Sequence[tuple[str, str]], convert: Convert) -> str:
    """Return a line, given its words and each converted by itself."""
    words = [word for word, _ in pairs]
    apart = "".join(converted for _, converted in pairs)
    whole = convert("".join(words))
    return whole if whole == apart else "".join(_phrases(words, convert))


def _phrases(words: Sequence[str], convert: Convert) -> Iterable[str]:
    """Yield the words converted, together where several are a phrase."""
    start = 0
    while start < len(words):
        ends = range(min(len(words), start + LONGEST_PHRASE), start + 1, -1)
        end = next((end for end in ends if _is_phrase(words[start:end], convert)), start + 1)
        yield convert("".join(words[start:end]))
        start = end


def _is_phrase(words: Sequence[str], convert: Convert) -> bool:
    """Return whether words are converted otherwise together than apart, and no part of them is.

    A phrase that begins or ends within a word would change the conversion of a part, too.
    """
    text = "".join(words)
    if len(text) > LONGEST_PHRASE:
        return False
    whole = convert(text)
    ends = {1, len(text) - 1, *accumulate(map(len, words[:-1]))}
    return all(convert(text[:end]) + convert(text[end:]) != whole for end in ends)
