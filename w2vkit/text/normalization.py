"""One spelling of each word: composed characters (NFC) and straight apostrophes between letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import category, is_normalized, normalize

APOSTROPHES = "’ʼ＇"
MAX_RUN_OF_MARKS = 32
"""Combining marks that are sorted together; sorting takes quadratic time (UAX #15)."""

_LETTER = r"[^\W_\u2e80-\U0010ffff]"  # of scripts with spaces between words
_APOSTROPHE = re.compile(rf"(?<={_LETTER})[{APOSTROPHES}](?={_LETTER})")
_RUN_OF_MARKS = re.compile(rf"[^\w\s\0-\u02ff]{{{MAX_RUN_OF_MARKS}}}")


def normalized(text: str) -> str:
    """Return the text in NFC, with `'` for typographic apostrophes between letters.

    >>> normalized("re\u0301sume\u0301 isn’t ‘so’")
    "résumé isn't ‘so’"
    """
    return text if text.isascii() else _APOSTROPHE.sub("'", _composed(text))


def normalized_blocks(
    blocks: Iterable[str], composed: Callable[[int], None] = lambda count: None
) -> Iterator[str]:
    """Yield a text in blocks, normalized as by `normalized`, wherever the blocks end.

    `composed` is called with the number of combining marks that were composed with a letter.
    """
    held = ""
    for block in blocks:
        text = held + block
        end = _boundary(text)
        held = text[end:]
        yield _counted(text[:end], composed)
    yield _counted(held, composed)


def _counted(text: str, composed: Callable[[int], None]) -> str:
    result = normalized(text)
    if len(result) < len(text):
        composed(len(text) - len(result))
    return result


def _composed(text: str) -> str:
    if is_normalized("NFC", text):
        return text
    ends = [match.end() for match in _RUN_OF_MARKS.finditer(text)]
    pieces = (text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True))
    return "".join(normalize("NFC", piece) for piece in pieces)


def _boundary(text: str) -> int:
    """Return the last position where the text can be split without changing the result."""
    for place in range(len(text) - 1, max(0, len(text) - MAX_RUN_OF_MARKS), -1):
        if not _continues(text[place]) and text[place - 1] not in APOSTROPHES:
            return place
    return 0 if len(text) <= MAX_RUN_OF_MARKS else len(text)


def _continues(sign: str) -> bool:
    """Return whether a character may combine with the one before it, or belong to its word."""
    return (
        category(sign)[0] == "M"
        or "\u1160" <= sign <= "\u11ff"  # Hangul vowels and final consonants
        or sign in APOSTROPHES
    )
