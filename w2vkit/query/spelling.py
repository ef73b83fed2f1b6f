"""Other spellings of a word: `New York` for `new_york`, `KING` for `king`."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from w2vkit.base.messages import msg
from w2vkit.model.vocabulary import Vocabulary
from w2vkit.text.normalization import normalized


def respelled(word: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Return the word of the vocabulary that differs from `word` only in spelling, and how.

    Spelling is case, spaces or `_` between the parts, and the form of characters (Unicode NFC,
    apostrophes). The smallest change takes precedence. None if there is no such word.
    """
    text = normalized(word)
    found = next((form for form in _forms(text) if form != word and form in vocabulary), None)
    return None if found is None else (found, _difference(text, found))


def _forms(text: str) -> Iterator[str]:
    """Yield other spellings of a text, smallest change first."""
    yield from (text, text.replace("'", "’"), normalize("NFD", text))
    parts = text.replace("_", " ").split()
    for change in (str, str.lower, str.capitalize, str.upper):
        changed = [change(part) for part in parts]
        yield from ("_".join(changed), " ".join(changed))


def _difference(text: str, found: str) -> str:
    def parts(one: str) -> list[str]:
        return one.replace("_", " ").split()

    if normalized(found) == text:
        return msg("they differ only in the form of a character")
    if parts(found) == parts(text):
        return msg("they differ only in spaces")
    if (
        found.count("_") + found.count(" ")
        and len(parts(text)) > 1
        and found.lower() != text.lower()
    ):
        return msg("they differ only in case and spaces")
    return msg("they differ only in case")
