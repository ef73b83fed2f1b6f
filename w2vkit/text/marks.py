"""Combining marks of all scripts, which belong to the letter before them.

They are accents as well as the vowel signs of Hindi, Thai or Hebrew. Some of them a writer may
leave out, so that words count as the same with and without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from unicodedata import category

JOINERS = "\u200c\u200d\u180e"
"""Zero width non-joiner and joiner, which stand inside words of Persian and of Indic scripts, and
the vowel separator of Mongolian."""
INNER_SIGNS = "\u05f4\u055b\u055c\u055e"
"""Signs that belong to a word like marks: the gershayim of Hebrew acronyms, and what Armenian
writes on the stressed vowel for emphasis, exclamations and questions."""
OPTIONAL_MARKS = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0640\u055b\u055c\u055e"
)
"""What a writer may leave out, for use in the brackets of a regular expression: points and accents
of Hebrew, vowel signs of Arabic, the tatweel, and the signs inside words of Armenian."""
_OPTIONAL = re.compile(f"[{OPTIONAL_MARKS}]+")
_PLANES = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
"""Where Unicode has combining marks."""


def continues_word(sign: str) -> bool:
    """Return whether a character belongs to the word of the letter before it.

    >>> continues_word("\u093f"), continues_word("a")
    (True, False)
    """
    return category(sign)[0] == "M" or sign in JOINERS or sign in INNER_SIGNS


def without_optional_marks(word: str) -> str:
    """Return a word without what a writer may leave out.

    >>> without_optional_marks("كِتَابٌ") == "كتاب", without_optional_marks("café")
    (True, 'café')
    """
    return word if word.isascii() else _OPTIONAL.sub("", word)


@cache
def combining() -> str:
    r"""Return all combining marks and `INNER_SIGNS`, for the brackets of a regular expression.

    >>> combining().startswith("\u05f4\u055b\u055c\u055e\u0300-\u036f"), len(combining()) > 500
    (True, True)
    """
    return INNER_SIGNS + "".join(
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
