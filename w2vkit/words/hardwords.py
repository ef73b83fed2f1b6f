"""Words that stay whole whatever a segmenter thinks: found first, put back afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count
from operator import add, or_

MARK = "\ue000"
"""Stands for a hard word while the rest is cut; a private character, a token of its own to all."""

_LETTER = "(?:[^\\W\u2e80-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\U0010ffff])"
_SPELLED = re.compile(_LETTER)
_GOES_ON = re.compile(f"['’]?{_LETTER}")
"""Writing with spaces between words, where a word ends only where no letter follows."""


@dataclass(frozen=True, slots=True)
class HardWords:
    """Words to be matched, the longest first, from left to right.

    Attributes:
        words: all of them, their case folded if case does not matter.
        lengths: by their first two characters, how long such words are, the longest first.
        singles: those of one character.
        keep_case: whether case matters.

    """

    words: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    singles: frozenset[str]
    keep_case: bool

    def protect(self, text: str) -> tuple[str, list[str]]:
        """Return the text with `MARK` in place of each hard word, and these words in order."""
        pieces, kept, done = [], [], 0
        for start, end in self.find(text):
            pieces.append(text[done:start])
            kept.append(text[start:end])
            done = end
        return MARK.join([*pieces, text[done:]]), kept

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give start and end of every hard word in the text."""
        folded = text if self.keep_case else fold(text)
        done = 0
        for start in self._places(folded):
            if start >= done and (end := self._end(folded, start)):
                done = end
                yield start, end

    def _places(self, folded: str) -> Iterator[int]:
        """Give the places where a word may begin, judged by two characters."""
        pairs = map(add, folded, folded[1:] + "\n")
        chosen: Iterator[bool] = map(self.lengths.__contains__, pairs)
        if self.singles:
            chosen = map(or_, chosen, map(self.singles.__contains__, folded))
        return compress(count(), chosen)

    def _end(self, folded: str, start: int) -> int:
        """Return where the longest word that starts here ends, or 0."""
        first = folded[start]
        if start and _SPELLED.match(first) and _SPELLED.match(folded, start - 1):
            return 0
        for length in self.lengths.get(folded[start : start + 2], ()):
            end = start + length
            if folded[start:end] in self.words and _may_end(folded, end):
                return end
        return start + 1 if first in self.singles and _may_end(folded, start + 1) else 0


def hard_words(words: Iterable[str], *, keep_case: bool = False) -> HardWords:
    """Return these words, ready for matching; blank ones are left out.

    >>> hard_words(["孙行者", "New York"]).protect("孙行者 in new york")[1]
    ['孙行者', 'new york']
    """
    spaced = {" ".join(word.split()) for word in words}
    # A mark in the text is matched by itself, so that marks and words cannot get out of step.
    known = frozenset((word if keep_case else fold(word)) for word in spaced if word) | {MARK}
    lengths: dict[str, set[int]] = {}
    for word in known:
        if len(word) > 1:
            lengths.setdefault(word[:2], set()).add(len(word))
    falling = {pair: tuple(sorted(sizes, reverse=True)) for pair, sizes in lengths.items()}
    singles = frozenset(word for word in known if len(word) == 1)
    return HardWords(known, falling, singles, keep_case)


def restore(tokens: Iterable[str], kept: Iterable[str]) -> Iterator[str]:
    """Give the tokens with the hard words in the place of their marks."""
    words = iter(kept)
    return (next(words) if token == MARK else token for token in tokens)


def fold(text: str) -> str:
    """Return the text in lower case, of the same length: `İ`, which would grow, stays."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def _may_end(folded: str, end: int) -> bool:
    """Whether a word may end before `end`: not within a word of letters, as `art` in `artist`."""
    return not (_SPELLED.match(folded, end - 1) and _GOES_ON.match(folded, end))
