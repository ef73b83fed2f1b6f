"""Lines that an e-book broke at a fixed width, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

LEAST_WIDTH = 40
"""Columns; shorter lines of equal width are verse or a list. A Chinese character takes two."""
SLACK = 6
"""Columns that a full line may fall short, so that no line begins with a comma."""
MOST_LONG = 0.02
"""Share of lines that may be longer than the width, such as addresses."""
LEAST_OPEN, LEAST_FULL = 0.4, 0.8
FEWEST_LINES = 20
LONGEST_LINE = 10_000
"""Characters of a line after which it is passed on, since nobody wraps there."""

_WIDE_SIGN = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60"
# Not compiled before they are needed, which they rarely are.
_WIDE = f"[{_WIDE_SIGN}\U00020000-\U0003ffff]"
_NO_SPACE = "[\u2018-\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]"
_CLOSING, _STOPS = "”’」』）》】\"')]", frozenset("。！？；…｡.!?;:：")


def wrap_width(sample: str) -> int:
    """Return the columns at which the lines of a text were wrapped, or 0 if they were not.

    In wrapped text most lines end inside a sentence, and the first word of the next line would
    not have fitted. Verse is shorter or ends with a stop; lines of a list have any length.
    """
    lines = [line.rstrip() for line in sample.split("\n")]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    ending = [(line, after) for line, after in pairs if is_open(line, after)]
    if len(pairs) < FEWEST_LINES or len(ending) < LEAST_OPEN * len(pairs):
        return 0
    width = widest(lines)
    full = sum(is_full(line, after, width) for line, after in ending)
    return width if width >= LEAST_WIDTH and full >= LEAST_FULL * len(ending) else 0


def widest(lines: Iterable[str]) -> int:
    """Return the columns of the longest lines, but for the few very longest."""
    widths = sorted(columns(line) for line in lines if line)
    return widths[int(len(widths) * (1 - MOST_LONG))] if widths else 0


def unwrap_lines(blocks: Iterable[str], width: int) -> Iterator[str]:
    """Give a text with the lines joined that were wrapped at `width` columns."""
    pending = ""
    for block in blocks:
        lines = (pending + block).split("\n")
        if len(lines[-1]) > LONGEST_LINE:
            yield join_lines(lines, width)
            pending = ""
        else:  # how the last whole line goes on is seen when the next one is whole
            yield _joined(lines[:-1], width)
            pending = "\n".join(lines[-2:])
    yield join_lines(pending.split("\n"), width)


def join_lines(lines: list[str], width: int) -> str:
    r"""Return the lines as one text, those that were wrapped joined.

    >>> join_lines(["今天孙悟空", "来了。", "好"], 10)
    '今天孙悟空来了。\n好'
    """
    return _joined(lines, width) + lines[-1]


def _joined(lines: list[str], width: int) -> str:
    return "".join(line + glue(line, after, width) for line, after in pairwise(lines))


def glue(line: str, after: str, width: int) -> str:
    """Return what comes between two lines: a line break, a space, or nothing in Chinese."""
    line = line.rstrip()
    if not (line and is_open(line, after) and is_full(line, after, width)):
        return "\n"
    return "" if re.match(_NO_SPACE, line[-1]) or re.match(_NO_SPACE, after) else " "


def is_open(line: str, after: str) -> bool:
    """Return whether a line ends inside a sentence, and the next one begins no paragraph."""
    if not after or after[0].isspace():
        return False
    return after[0] in _CLOSING or line.rstrip(_CLOSING)[-1:] not in _STOPS


def is_full(line: str, after: str, width: int) -> bool:
    """Return whether the first word of the next line would hardly have fitted on this one."""
    first = after[:1] if re.match(_WIDE, after) else after.split(maxsplit=1)[0]
    return width - SLACK < columns(line) + columns(first) + 1 and columns(line) <= width + SLACK


def columns(line: str) -> int:
    """Return how wide a line is on a terminal; Chinese characters take two columns."""
    return len(line) if line.isascii() else len(line) + len(re.findall(_WIDE, line))
