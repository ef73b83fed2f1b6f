"""Combining marks of all scripts, which belong to the letter before them.

They are accents as well as the vowel signs of Hindi, Thai or Hebrew.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from unicodedata import category

JOINERS = "\u200c\u200d"
"""Zero width non-joiner and joiner, which stand inside words of Persian and of Indic scripts."""
_PLANES = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
"""Where Unicode has combining marks."""


def continues_word(sign: str) -> bool:
    """Return whether a character belongs to the word of the letter before it.

    >>> continues_word("\u093f"), continues_word("a")
    (True, False)
    """
    return category(sign)[0] == "M" or sign in JOINERS


@cache
def combining() -> str:
    r"""Return all combining marks, for use in the brackets of a regular expression.

    >>> combining().startswith("\u0300-\u036f\u0483-\u0489"), len(combining()) > 500
    (True, True)
    """
    return "".join(
        f"{chr(start)}-{chr(end)}" if end > start else chr(start)
        for plane in _PLANES
        for start, end in _runs(plane)
    )


def _runs(plane: range) -> Iterator[tuple[int, int]]:
    """Yield the first and last code point of each run of combining marks."""
    for is_mark, group in groupby(plane, lambda code: category(chr(code))[0] == "M"):
        if is_mark:
            codes = [*group]
            yield codes[0], codes[-1]
