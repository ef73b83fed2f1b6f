"""Joins lines that were wrapped at a fixed width, as in many e-books."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from w2vkit.text.divided_words import HYPHENS, SOFT_HYPHEN, Joined, division

MIN_WIDTH = 40
"""In columns; shorter lines of equal width are verse or a list. A Chinese character takes two."""
WIDTH_TOLERANCE = 6
"""Columns by which a full line may be shorter, so that no line begins with a comma."""
MAX_LONG_SHARE = 0.02
"""Share of lines that may be longer than the width, such as addresses."""
MIN_OPEN_SHARE, MIN_FILLED_SHARE = 0.4, 0.8
MIN_LINES = 20
MIN_RECORDS_SHARE = 0.9
"""Share of lines with the same number of words from which lines are records."""
MAX_WRAPPED_LINE = 10_000
"""Characters after which a line is passed on unchanged, since no text is wrapped there."""
_WIDE_SIGN = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60"
# Compiled on first use, since they are rarely needed.
_WIDE = f"[{_WIDE_SIGN}\U00020000-\U0003ffff]"
_NO_SPACE = "[\u2018-\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]"
_CLOSING_MARKS, _LINE_STOPS = "”’」』）》】\"')]", frozenset("。！？；…｡.!?;:：")


def wrap_width(sample: str) -> int:
    """Return the columns at which the lines of a text were wrapped, or 0 if they were not.

    In wrapped text most lines end inside a sentence, and the first word of the next line would
    not fit. Verse is shorter or ends with a stop; lines of a list have any length. Records, such as
    random walks, have the same number of words on every line, see `words_of_records`.
    """
    lines = [line.rstrip() for line in sample.split("\n")]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    ending = [(line, after) for line, after in pairs if is_open(line, after)]
    if len(pairs) < MIN_LINES or len(ending) < MIN_OPEN_SHARE * len(pairs):
        return 0
    width = widest(lines)
    full = sum(is_full(line, after, width) for line, after in ending)
    return width if width >= MIN_WIDTH and full >= MIN_FILLED_SHARE * len(ending) else 0


def words_of_records(sample: str) -> int:
    r"""Return the number of words on each line if the lines are records, 0 if they are not.

    Lines of prose have different numbers of words. Chinese without spaces has one on each line.

    >>> words_of_records("1 23 4\n56 7 89\n" * 20), words_of_records("one two\nthree\n" * 20)
    (3, 0)
    """
    numbers = [len(line.split()) for line in sample.split("\n")[1:-1] if line.strip()]
    if len(numbers) < MIN_LINES:
        return 0
    usual, times = Counter(numbers).most_common(1)[0]
    is_table = times >= MIN_RECORDS_SHARE * len(numbers)
    return usual if is_table and (usual > 1 or sample.isascii()) else 0


def widest(lines: Iterable[str]) -> int:
    """Return the columns of the longest lines, ignoring a few that are even longer."""
    widths = sorted(columns(line) for line in lines if line)
    return widths[int(len(widths) * (1 - MAX_LONG_SHARE))] if widths else 0


def unwrap_lines(
    blocks: Iterable[str],
    width: int,
    joined: Joined = frozenset(),
    longest_line: int = MAX_WRAPPED_LINE,
) -> Iterator[str]:
    """Yield a text with the lines joined that were wrapped at `width` columns.

    The hyphens of the divisions in `joined` are removed.
    """
    pending = ""
    for block in blocks:
        lines = (pending + block).split("\n")
        if len(lines[-1]) > longest_line:
            yield join_lines(lines, width, joined)
            pending = ""
        else:  # the last complete line waits until the next one is complete
            yield _joined(lines[:-1], width, joined)
            pending = "\n".join(lines[-2:])
    yield join_lines(pending.split("\n"), width, joined)


def join_lines(lines: list[str], width: int, joined: Joined = frozenset()) -> str:
    r"""Return the lines as one text, with wrapped lines joined.

    >>> join_lines(["今天孙悟空", "来了。", "好"], 10)
    '今天孙悟空来了。\n好'
    """
    return _joined(lines, width, joined) + lines[-1]


def without_hyphens(lines: Iterable[str], joined: Joined) -> Iterator[str]:
    """Yield lines without the hyphens that `unwrap_lines` removes."""
    for line, after in pairwise(chain(lines, [""])):
        yield line.rstrip()[:-1] if division(line.rstrip(), after) in joined else line


def _joined(lines: list[str], width: int, joined: Joined) -> str:
    return "".join(
        part for line, after in pairwise(lines) for part in _with_glue(line, after, width, joined)
    )


def _with_glue(line: str, after: str, width: int, joined: Joined) -> tuple[str, str]:
    """Return a line and what follows it; a word divided at its end is completed."""
    visible = line.rstrip()
    if joined and visible.endswith(HYPHENS) and division(visible, after) in joined:
        return visible[:-1], ""
    if visible.endswith(SOFT_HYPHEN) and after[:1].isalpha():
        return visible, ""
    return line, glue(line, after, width)


def glue(line: str, after: str, width: int) -> str:
    """Return the separator of two lines: a line break, a space, or nothing in Chinese."""
    line = line.rstrip()
    if not (line and is_open(line, after) and is_full(line, after, width)):
        return "\n"
    return "" if re.match(_NO_SPACE, line[-1]) or re.match(_NO_SPACE, after) else " "


def is_open(line: str, after: str) -> bool:
    """Return whether a line ends inside a sentence and the next one continues the paragraph."""
    if not after or after[0].isspace():
        return False
    return after[0] in _CLOSING_MARKS or line.rstrip(_CLOSING_MARKS)[-1:] not in _LINE_STOPS


def is_full(line: str, after: str, width: int) -> bool:
    """Return whether the first word of the next line would not fit on this one."""
    first = after[:1] if re.match(_WIDE, after) else after.split(maxsplit=1)[0]
    needed = columns(line) + columns(first) + 1
    return width - WIDTH_TOLERANCE < needed and columns(line) <= width + WIDTH_TOLERANCE


def columns(line: str) -> int:
    """Return the width of a line on a terminal; Chinese characters take two columns."""
    return len(line) if line.isascii() else len(line) + len(re.findall(_WIDE, line))
