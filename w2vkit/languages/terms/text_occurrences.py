"""What stands around words in a text: the characters before and after each occurrence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from w2vkit.languages.segmentation.protected_words import find_all
from w2vkit.text.script import is_han

EDGE = "\n"
"""Stands for every character that is not Chinese, and for the ends of the text."""


@dataclass(frozen=True, eq=False, slots=True)
class TextOccurrences:
    """Words and their occurrences in a text.

    Attributes:
        text: the text.
        places: for each word, where its occurrences start, including those inside longer words.

    """

    text: str
    places: dict[str, list[int]]
    _before: dict[str, Counter[str]] = field(default_factory=dict)
    _after: dict[str, Counter[str]] = field(default_factory=dict)

    def places_of(self, word: str) -> list[int]:
        """Return where the occurrences of any string start, found now if it is not in `places`."""
        if word in self.places:
            return self.places[word]
        return [match.start() for match in re.finditer(re.escape(word), self.text)]

    def before(self, word: str) -> Counter[str]:
        """Return the characters before a word, with counts."""
        if word not in self._before:
            self._before[word] = Counter(_sign(self.text, at - 1) for at in self.places_of(word))
        return self._before[word]

    def after(self, word: str) -> Counter[str]:
        """Return the characters after a word, with counts."""
        if word not in self._after:
            size = len(word)
            self._after[word] = Counter(_sign(self.text, at + size) for at in self.places[word])
        return self._after[word]

    def is_part(self, word: str) -> bool:
        """Return whether all occurrences are parts of a longer string, as 王后住 of 王后住在."""
        return any(
            len(signs) == 1 and EDGE not in signs for signs in (self.before(word), self.after(word))
        )

    def strings_before(self, word: str, length: int) -> Iterator[str]:
        """Yield the strings of `length` Chinese characters right before the occurrences."""
        for at in self.places[word]:
            piece = self.text[max(at - length, 0) : at]
            if len(piece) == length and all(map(is_han, piece)):
                yield piece


def find_occurrences(words: Iterable[str], text: str) -> TextOccurrences:
    """Return the occurrences of the words in a text, found in one pass."""
    places: dict[str, list[int]] = {word: [] for word in words}
    for word, start in find_all([*places], text):
        places[word].append(start)
    return TextOccurrences(text, places)


def _sign(text: str, at: int) -> str:
    sign = text[at] if 0 <= at < len(text) else EDGE
    return sign if is_han(sign) else EDGE
