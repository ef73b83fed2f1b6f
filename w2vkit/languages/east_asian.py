"""Japanese and Korean."""

from __future__ import annotations

import re
from dataclasses import replace

from w2vkit.base.messages import msg
from w2vkit.languages.chinese.language import CHINESE
from w2vkit.languages.english import ENGLISH
from w2vkit.text.writing_systems import HANGUL, KANA

MIN_KANA = 0.1
"""The share of kana, or words with kana, among these and Chinese ones, from which a text is
Japanese."""
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


JAPANESE = replace(
    CHINESE,
    code="ja",
    name=msg("Japanese"),
    owns=has_kana,
    letters=KANA,
    segmenters=("sudachi", "sudachi-a", "icu", "chars"),
    headings=(),
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
    headings=(),
    prior=None,
)
