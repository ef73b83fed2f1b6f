"""Whether a Chinese text is Classical Chinese, by the function characters of both languages."""

from __future__ import annotations

import re

CLASSICAL = re.compile("[之也而其于於者以乃曰]")
VERNACULAR = re.compile("[的了着著是这這那们們么麼]")
MIN_CHARACTERS = 1_000
"""Shorter texts tell nothing."""
MIN_SHARE = 0.07
MIN_RATIO = 13
"""So many more of the characters are classical ones than vernacular ones.

Of 248 texts, those in Classical Chinese have 13 to 70 times as many, historical romances 5 to
22 times (三国演义 8), vernacular novels at most twice as many (benchmarks/README.md).
"""


def reads_as_classical(text: str, characters: int) -> bool:
    """Return whether a text reads as Classical Chinese.

    Args:
        text: the text, or a sample of it.
        characters: the number of its Chinese characters.

    """
    if characters < MIN_CHARACTERS:
        return False
    classical = len(CLASSICAL.findall(text))
    vernacular = len(VERNACULAR.findall(text))
    return classical >= max(MIN_SHARE * characters, MIN_RATIO * vernacular)
