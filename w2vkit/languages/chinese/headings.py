"""Headings of Chinese chapters: 第一回, 第三章上, 卷之二."""

from __future__ import annotations

import re

from w2vkit.languages.headings import Heading, HeadingStyle
from w2vkit.text.numerals import CHINESE_NUMERAL_SIGNS, PARTS, number

VOLUME = "卷"
_CHAPTER = re.compile(
    rf"第(?P<numeral>[{CHINESE_NUMERAL_SIGNS}]+)(?P<unit>[回章節节卷])"
    rf"(?:[(（]?(?P<part>[{''.join(PARTS)}])|(?P<end>[终終完毕畢]$))?"
)
_VOLUME = re.compile(rf"卷[之第]?(?P<numeral>[{CHINESE_NUMERAL_SIGNS}]+|[{''.join(PARTS)}]$)")
_SIMPLIFIED_UNITS = {"節": "节"}


def _chapter(match: re.Match[str]) -> Heading:
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


def _volume(match: re.Match[str]) -> Heading:
    part = PARTS.get(match["numeral"], 0)
    value = part or number(match["numeral"])
    return Heading(VOLUME, value, match[0], part=part, is_volume=True)


CHINESE_HEADINGS = (
    HeadingStyle("第", _CHAPTER, _chapter, is_spaced=False),
    HeadingStyle("卷", _VOLUME, _volume, is_spaced=False),
)
