"""Several words in one argument or line, separated by commas of any kind: 宋江、林冲."""

from __future__ import annotations

import re
from collections.abc import Iterator

from w2vkit.base.messages import msg, shortened

COMMAS = {",", "，", "、", ";", "；"}
QUOTES = dict(zip('"“＂「『《〈', '"”＂」』》〉', strict=True))
BRACKETS = {**dict.fromkeys("{(｛（", 1), **dict.fromkeys("})｝）", -1)}
MAX_LINE_SHOWN = 40
"""Characters of a line that a message shows."""


def splitting_note(text: str, count: int) -> str:
    """Return the note that a text is read as several words.

    >>> splitting_note("宋江、林冲", 2)
    '“宋江、林冲” is read as 2 words.'
    """
    return msg(
        "“{text}” is read as {count} words.", text=shortened(text, MAX_LINE_SHOWN), count=count
    )


def split_commas(text: str) -> list[str]:
    """Return the parts between commas, including Chinese ones, outside quotes and brackets.

    >>> split_commas("宋江、{孙悟空, 行者}, 10,000")
    ['宋江', '{孙悟空, 行者}', '10,000']
    """
    ends = [*_commas(text), len(text)] if COMMAS & {*text} else [len(text)]
    starts = [0, *(end + 1 for end in ends)]
    parts = [text[start:end].strip() for start, end in zip(starts, ends, strict=False)]
    return [*filter(None, parts)] or [text]


def unquoted(text: str) -> str:
    """Return a word without the quotation marks around it.

    >>> unquoted("《宋江》"), unquoted("五'8")
    ('宋江', "五'8")
    """
    inner = text.strip()
    while len(inner) > 2 and QUOTES.get(inner[0]) == inner[-1]:
        inner = inner[1:-1].strip()
    return inner


def _commas(text: str) -> Iterator[int]:
    """Yield the positions of separating commas; a comma between two digits does not separate."""
    depth, closing = 0, ""
    for place, sign in enumerate(text):
        if closing:
            closing = "" if sign == closing else closing
        elif sign in QUOTES:
            closing = QUOTES[sign]
        elif sign in BRACKETS:
            depth += BRACKETS[sign]
        elif (
            sign in COMMAS
            and depth <= 0
            and not re.fullmatch(r"\d,\d", text[place - 1 : place + 2])
        ):
            yield place
