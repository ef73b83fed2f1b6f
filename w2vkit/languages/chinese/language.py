"""Chinese as a value, and the headings of its chapters: 第一回, 第三章上, 卷之二."""

from __future__ import annotations

import re
from dataclasses import replace

from w2vkit.base.messages import msg
from w2vkit.languages.headings import Heading, HeadingStyle
from w2vkit.languages.language import (
    HUGE,
    LARGE_SKIPGRAM,
    SMALL,
    TINY,
    FittingPrior,
    Language,
    fusing,
    sized,
)
from w2vkit.text.numerals import CHINESE_NUMERAL_SIGNS, PARTS, number
from w2vkit.text.script import is_han

_CBOW = {"members": "cbow=1,fasttext=0.75,ppmi=0.75", "architecture": "cbow"}
_SMALL_CBOW = {**_CBOW, "members": "cbow=1,fasttext=1,ppmi=1", "dim": 100}
_FEWER_EPOCHS = {"epochs": 30, "alpha": 0.035}
_NOVEL_CBOW = {**_CBOW, **_FEWER_EPOCHS, "members": "cbow=1,fasttext=0.75,ppmi=1"}
_NOVEL = replace(
    sized(1_500_000, "cbow", 40, 5, dim=100, window=5, sample=3e-3, alpha=0.025, negative=10),
    subwords=_FEWER_EPOCHS,
)
_LARGE_CHINESE = tuple(
    sized(tokens, "cbow", epochs, 5, dim=100, window=5, sample=3e-3, alpha=0.035, negative=10)
    for tokens, epochs in (
        (3_000_000, 20),
        (6_000_000, 15),
        (30_000_000, 10),
        (100_000_000, 5),
    )
)
VOLUME = "卷"
_CHAPTER = re.compile(
    rf"第(?P<numeral>[{CHINESE_NUMERAL_SIGNS}]+)(?P<unit>[回章節节卷])"
    rf"(?:[(（]?(?P<part>[{''.join(PARTS)}])|(?P<end>[终終完毕畢]$))?"
)
_VOLUME = re.compile(rf"卷[之第]?(?P<numeral>[{CHINESE_NUMERAL_SIGNS}]+|[{''.join(PARTS)}]$)")
_SIMPLIFIED_UNITS = {"節": "节"}


def has_chinese(word: str) -> bool:
    """Return whether a word contains a Chinese character.

    >>> has_chinese("孙悟空"), has_chinese("king")
    (True, False)
    """
    return any(map(is_han, word))


def _chapter_heading(match: re.Match[str]) -> Heading:
    unit = _SIMPLIFIED_UNITS.get(match["unit"], match["unit"])
    return Heading(
        unit,
        number(match["numeral"]),
        match.string[: match.end("unit")],
        part=PARTS.get(match["part"], 0),
        is_certain=True,
        is_end=bool(match["end"]),
        is_volume=unit == VOLUME,
    )


def _volume_heading(match: re.Match[str]) -> Heading:
    part = PARTS.get(match["numeral"], 0)
    value = part or number(match["numeral"])
    return Heading(VOLUME, value, match[0], part=part, is_volume=True)


CHINESE_HEADINGS = (
    HeadingStyle("第", _CHAPTER, _chapter_heading, is_spaced=False),
    HeadingStyle("卷", _VOLUME, _volume_heading, is_spaced=False),
)
CHINESE = Language(
    code="zh",
    name=msg("Chinese"),
    owns=has_chinese,
    ngram_lengths=(1, 2),
    segmenters=("rjieba", "jieba", "chars"),
    headings=CHINESE_HEADINGS,
    ppmi_window=3,  # wider windows are better in English only
    ppmi_decay=2.0,
    finds_names=True,
    prior=FittingPrior("zh-fiction", coverage=0.85, weight=1.0),
    defaults=(
        fusing(TINY, _SMALL_CBOW, default=True),
        fusing(SMALL, _SMALL_CBOW, default=True),
        fusing(_NOVEL, _NOVEL_CBOW, default=True),
        *(fusing(row, _CBOW, default=True) for row in _LARGE_CHINESE),
        fusing(HUGE, LARGE_SKIPGRAM),
    ),
)
"""All values were chosen by measurement (see benchmarks/README.md)."""
