"""Japanese and Korean."""

from __future__ import annotations

import re
from dataclasses import replace

from w2vkit.base.messages import msg
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.languages.headings import Heading, HeadingStyle
from w2vkit.text.numerals import CHINESE_NUMERAL_SIGNS, number
from w2vkit.text.writing_systems import HANGUL, KANA

MIN_KANA = 0.1
"""The share of kana, or words with kana, among these and Chinese ones, from which a text is
Japanese."""
BORROWED_KANA = "のー"
"""Kana that Chinese writers use, too, as in 鲜の每日; they prove nothing."""
_KANA, _HANGUL = re.compile(f"[{KANA}]"), re.compile(f"[{HANGUL}]")


def has_kana(word: str) -> bool:
    """Return whether a word contains hiragana or katakana.

    >>> has_kana("吾輩は"), has_kana("吾輩")
    (True, False)
    """
    return _KANA.search(word) is not None


def has_hangul(word: str) -> bool:
    """Return whether a word contains Korean letters."""
    return _HANGUL.search(word) is not None


def is_japanese(kana: int, borrowed: int, chinese: int) -> bool:
    """Return whether a text in Chinese and Japanese characters is Japanese.

    Args:
        kana: the number of kana, or of words with kana.
        borrowed: how many of them Chinese writers use, too.
        chinese: the number of Chinese characters, or of words in them only.

    """
    return kana - borrowed > MIN_KANA * (kana + chinese)


def _numbered(match: re.Match[str]) -> Heading:
    return Heading(match["unit"], number(match["numeral"]), match[0], is_certain=True)


_JAPANESE_HEADINGS = (
    HeadingStyle(
        "第",
        re.compile(rf"第(?P<numeral>[{CHINESE_NUMERAL_SIGNS}]+)(?P<unit>[章話回節部編篇巻])"),
        _numbered,
        is_spaced=False,
    ),
)
_KOREAN_HEADINGS = (
    HeadingStyle(
        "제", re.compile(r"제(?P<numeral>\d+)(?P<unit>[장회화부편권])"), _numbered, is_spaced=False
    ),
)
JAPANESE = replace(
    CHINESE,
    code="ja",
    name=msg("Japanese"),
    owns=has_kana,
    letters=KANA,
    segmenters=("sudachi", "sudachi-a", "icu", "chars"),
    headings=_JAPANESE_HEADINGS,
    finds_names=False,
    prior=None,
)
"""Words in Chinese characters only are Japanese where kana is frequent; see `recognition`."""
KOREAN = replace(
    ENGLISH,
    code="ko",
    name=msg("Korean"),
    owns=has_hangul,
    letters=HANGUL,
    ngram_lengths=(1, 3),
    segmenters=("kiwi", "words"),
    has_stand_in=True,
    headings=_KOREAN_HEADINGS,
    prior=None,
)
