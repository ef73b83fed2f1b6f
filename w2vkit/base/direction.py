"""Text that is written from right to left, in lines and pages of the other direction.

A right-to-left word in a line would draw the numbers and columns behind it to its left. An isolate
(Unicode Standard Annex #9) keeps it in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_RIGHT_TO_LEFT = re.compile(
    r"(?=[^\W\d_])[\u0590-\u08ff\ufb1d-\ufdfb\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""A letter of Hebrew, Arabic and other scripts that are written from right to left."""
RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2067", "\u2068", "\u2069"


def is_right_to_left(text: str) -> bool:
    """Return whether a text contains letters that are written from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def mostly_right_to_left(texts: Iterable[str]) -> bool:
    """Return whether most texts contain letters that are written from right to left."""
    judged = [is_right_to_left(text) for text in texts]
    return 2 * sum(judged) > len(judged)


def isolated(text: str, *, right_to_left: bool = False) -> str:
    r"""Return a text that keeps its place in a line, and the rest of the line its own.

    Args:
        text: a part of a line.
        right_to_left: whether it is part of such a text; otherwise its first letter decides.

    >>> isolated("word"), isolated("\u05d0\u05d1") == "\u2068\u05d0\u05d1\u2069"
    ('word', True)

    """
    if not text or not (right_to_left or is_right_to_left(text)):
        return text
    start = RIGHT_TO_LEFT_ISOLATE if right_to_left else FIRST_STRONG_ISOLATE
    return f"{start}{text}{END_OF_ISOLATE}"
